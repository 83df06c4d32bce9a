using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Allocations;
using Remit.Register;

namespace Remit.Web.Public.Allocations;

/// <summary><c>/allocations/shares/QHM?edition=2022-23&amp;opening=plain</c>: one body's whole way from a plain share per head to its target, and on to its allocation.</summary>
public sealed class ShareOf(ShareDesk desk) : PageModel
{
    public SharesAsked Asked { get; private set; } = null!;

    public MadeShares Shares { get; private set; } = null!;

    public Waterfall Way { get; private set; } = null!;

    /// <summary>What it gets, year by year; none where only its target is asked for.</summary>
    public IReadOnlyList<(PacedYear Year, PacedAllocation Given)> Years { get; private set; } = [];

    public Money.Pounds Target { get; private set; }

    public static string Shown(Source source) => $"{source.Release.File}{(source.Line > 0 ? $", line {source.Line}" : "")}: {source.Document}{(source.Confidence is "high" or "" ? "" : $" (confidence {source.Confidence})")}";

    public async Task<IActionResult> OnGetAsync(string body, CancellationToken stop)
    {
        if (await desk.Of(SharesAsked.Of(Request.Query), body, stop) is not { } answer)
            return StatusCode(BusyDesk.Tell(HttpContext));
        Asked = answer.Asked;
        if (answer.AsAsked is not { } shares || shares.CodeOf(body) is not { } code)
            return NotFound();
        Shares = shares;
        var way = new Waterfalls(shares.Target.Population, shares.Inputs.Edition, shares.Placement).Of(code)!;
        Target = way.Figure;
        Years = [.. from year in shares.Years let given = year.Allocations.FirstOrDefault(a => a.Body == code) where given is not null select (year, given)];
        Way = Years.Count == 0 ? way : way.Then(PacedTargets.Onward(way.Figure, Years[0].Year, Years[0].Given, shares.Policy!.SourcesOf));
        return Page();
    }
}
