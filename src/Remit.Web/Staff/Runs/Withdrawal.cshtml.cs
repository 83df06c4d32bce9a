using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Remit.Access;
using Remit.Storage.Journal;

namespace Remit.Web.Staff.Runs;

/// <summary>Takes the counts of a run back, with a reason.</summary>
[Asks(Permission.WithdrawRuns)]
public sealed class WithdrawalPage(JournalInUse journal) : StaffPage
{
    public PublishedRun Published { get; private set; } = null!;

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (PublishedRuns.List(journal.Now).FirstOrDefault(r => r.Run == (string?)RouteData.Values["run"]) is { } found)
            Published = found;
        else
            context.Result = NotFound();
    }

    public IActionResult OnPost() =>
        Do(Me.May(Permission.WithdrawRuns, Reach.Everywhere), Reason, act => PublishedRuns.Withdraw(journal.Now, Published with { Version = Version }, act), "/staff/runs");
}
