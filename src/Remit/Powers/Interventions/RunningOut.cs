namespace Remit.Powers.Interventions;

/// <summary>Why something under intervention asks to be looked at.</summary>
public enum WatchReason
{
    /// <summary>An extension was recorded after what it extends had ended, and changes nothing.</summary>
    ExtendedTooLate,

    /// <summary>A day of review has come or gone.</summary>
    ReviewOverdue,

    /// <summary>It has been in force for longer than it was meant to take.</summary>
    LongerThanMeant,

    /// <summary>It runs out soon.</summary>
    RunsOut,

    /// <summary>A day of review comes soon.</summary>
    ReviewDue,
}

/// <summary>An instrument or an intervention that asks to be looked at, and by when.</summary>
/// <param name="What">The id of the instrument, or of the intervention where its review is meant.</param>
/// <param name="By">The day that matters: its last, that of the review, or that by which it should have done its work.</param>
/// <param name="Says">What there is to say, in a line.</param>
public sealed record RunningOut(string What, WatchReason Why, DateOnly By, string Says)
{
    /// <summary>What asks to be looked at on a day, the most pressing first.</summary>
    /// <param name="within">How many days ahead are looked at.</param>
    public static IReadOnlyList<RunningOut> On(DateOnly day, int within, PowersAsKnown powers, IEnumerable<Intervention> interventions)
    {
        var soon = day.AddDays(within);
        var directing = powers.Kinds.Where(k => k.Directs).Select(k => k.Name).Concat(powers.Interventions.Select(p => p.Instrument)).ToHashSet();
        // A clause that names a body which is gone has lapsed, whatever last day it was given.
        var inForce = powers.Ledger.On(day).Where(t => directing.Contains(t.Instrument.Kind) && !t.Clause.IsChange && !powers.HasLapsed(t, day)).ToList();
        List<RunningOut> found = [];

        foreach (var (instrument, last, terms) in inForce.Where(t => t.Days.Last <= soon).GroupBy(t => (t.Instrument, t.Days.Last!.Value)).Select(g => (g.Key.Instrument, g.Key.Value, g.ToList())))
            found.Add(new(instrument.Id, WatchReason.RunsOut, last,
                $"{instrument.Title}{(terms.Count < instrument.Clauses.Count ? $", clause {string.Join(", ", terms.Select(t => t.Clause.Number))}," : "")} is in force until {last:yyyy-MM-dd}: an extension must be made by then"));

        foreach (var term in inForce.DistinctBy(t => t.Instrument))
            if (powers.Interventions.Where(p => p.Instrument == term.Instrument.Kind).Select(p => p.Months).Max() is { } months && term.Instrument.InForce.First.AddMonths(months) is var by && by <= day)
                found.Add(new(term.Instrument.Id, WatchReason.LongerThanMeant, by, $"{term.Instrument.Title} has been in force since {term.Instrument.InForce.First:yyyy-MM-dd}, and was meant to take {months} months"));

        foreach (var finding in powers.Ledger.Findings)
            if (powers.Ledger.Find(finding.Place.File) is { } late && directing.Contains(late.Kind) && late.InForce.First <= day && late.InForce.First >= day.AddDays(-within)
                && late.Clauses.FirstOrDefault(c => c.Number == finding.Place.Column) is { Does: Effect.Extends })
                found.Add(new(late.Id, WatchReason.ExtendedTooLate, late.InForce.First, $"{late.Title} changes nothing: {finding.Found}. What it was meant to extend must be made anew"));

        foreach (var intervention in interventions)
            if (intervention.ReviewDue is { } due && due <= soon && intervention.Instruments.Any(i => inForce.Exists(t => t.Instrument.Id == i)))
                found.Add(new(intervention.Id, due < day ? WatchReason.ReviewOverdue : WatchReason.ReviewDue, due, $"{intervention.Opened.Title} {(due < day ? "was" : "is")} to be looked at again by {due:yyyy-MM-dd}"));

        return [.. found.OrderBy(f => f.Why).ThenBy(f => f.By).ThenBy(f => f.What, StringComparer.Ordinal)];
    }
}
