using Remit.Access;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Merge;

/// <inheritdoc/>
[Asks(Permission.ReadApplications)]
public sealed class MergeListPage(JournalInUse journal, HeldNow held) : ApplicationListPage("merge", journal, held);

/// <inheritdoc/>
[Asks(Permission.ReadApplications)]
public sealed class MergeCasePage(JournalInUse journal, HeldNow held) : ApplicationCasePage("merge", journal, held);
