using Remit.Access;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Establish;

/// <inheritdoc/>
[Asks(Permission.ReadApplications)]
public sealed class EstablishListPage(JournalInUse journal, HeldNow held) : ApplicationListPage("establish", journal, held);

/// <inheritdoc/>
[Asks(Permission.ReadApplications)]
public sealed class EstablishCasePage(JournalInUse journal, HeldNow held) : ApplicationCasePage("establish", journal, held);
