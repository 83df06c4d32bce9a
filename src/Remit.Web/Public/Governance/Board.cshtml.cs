using Microsoft.AspNetCore.Mvc;
using Remit.Governance;

namespace Remit.Web.Public.Governance;

/// <summary><c>/organisations/05A/governance?on=2016-04-01</c>: a body's constitution, who sits on its committees, and whether they are lawfully made up.</summary>
public sealed class Board(GovernanceNow governance, HeldNow held, TimeProvider clock) : BoardPage(governance, held, clock)
{
    public IReadOnlyList<Constitution> Versions { get; private set; } = [];

    /// <summary>The rules, with what came of each; not whether somebody is barred, which is between them and the body.</summary>
    public IReadOnlyList<CompositionFinding> Findings { get; private set; } = [];

    public IReadOnlyList<TermsEnding> Ending { get; private set; } = [];

    public IReadOnlyList<FilledSeat> Elsewhere { get; private set; } = [];

    public IActionResult OnGet(string code)
    {
        if (Find(code) is { } other)
            return other;
        var known = Proceedings.Governance;
        Versions = [.. known.VersionsOf(Body)];
        if (Versions.Count == 0)
            return NotFound();
        if (Structure is not { } structure)
            return Page();
        var grounds = known.Facts.Disqualifications.Select(d => d.Id).ToHashSet();
        Findings = [.. new Composition(known.Facts, structure).Check().Where(f => !grounds.Contains(f.Rule)).OrderBy(f => f.Compliance switch { Compliance.Broken => 0, Compliance.Unknown => 1, _ => 2 })];
        Ending = known.Forecast(Body, On.Day, On.Day.AddYears(1).AddDays(-1));
        Elsewhere = [.. structure.Seats.Select(s => s.Person).OfType<Person>().DistinctBy(p => p.Id).SelectMany(p => known.SeatsOf(p.Id, On.Day)).Where(s => s.Appointment!.Body != Body)];
        return Page();
    }
}
