using Remit.Access;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Vary;

/// <inheritdoc/>
[Asks(Permission.ReadApplications)]
public sealed class VaryListPage(JournalInUse journal, HeldNow held) : ApplicationListPage("vary", journal, held);

/// <inheritdoc/>
[Asks(Permission.ReadApplications)]
public sealed class VaryCasePage(JournalInUse journal, HeldNow held) : ApplicationCasePage("vary", journal, held);
