using Remit.Access;
using Remit.Storage.Journal;

namespace Remit.Web.Staff.Runs;

/// <summary>The runs that were made public.</summary>
[Asks(Permission.WithdrawRuns)]
public sealed class RunListPage(JournalInUse journal) : StaffPage
{
    public IReadOnlyList<PublishedRun> Runs { get; private set; } = [];

    public void OnGet() => Runs = PublishedRuns.List(journal.Now);
}
