using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Responsibility;
using Remit.Storage.Journal;

namespace Remit.Web.Public.Runs;

/// <summary><c>/runs/3f2a19c07b1e</c>: the counts of one published run, drawn and told, and held against the one before. One that was taken back says by whom and why, with status 410.</summary>
public sealed class Run(JournalInUse journal) : PageModel
{
    public PublishedRun What { get; private set; } = null!;

    /// <summary>The run it is held against, or none.</summary>
    public PublishedRun? Before { get; private set; }

    public IReadOnlyList<ShownDifference> Differences { get; private set; } = [];

    public PublishedCounts Counts => What.What.Counts;

    /// <summary>What an outcome means; of the rejected, that they could not be decided.</summary>
    public static string Says(string outcome) =>
        outcome == PublishedCounts.Rejected ? "The record could not be assigned." : Outcome.All.FirstOrDefault(o => o.Name == outcome)?.Says ?? "";

    public IActionResult OnGet(string run)
    {
        var (runs, name) = (journal.Runs, run.ToLowerInvariant());
        if (name.Length < RunAddress.Length || runs.Where(r => r.Run.StartsWith(name, StringComparison.Ordinal)).ToList() is not [var found])
            return NotFound();
        if (run != found.Run[..RunAddress.Length])
            return RedirectPermanent(RunAddress.Of(found.Run));

        What = found;
        if (found.Withdrawn is not null)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }

        Before = PublishedRuns.Before(runs, found);
        if (Before is not null)
            Differences = ShownDifference.Between(Before.What.Counts, Counts);
        return Page();
    }
}
