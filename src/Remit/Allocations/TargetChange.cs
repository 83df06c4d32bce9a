using Remit.Money;

namespace Remit.Allocations;

/// <summary>A population, the edition it is shared out under, and whom each unit counts for: all that targets rest on.</summary>
public sealed record TargetBasis(Population Population, Edition Edition, Placement Placement)
{
    /// <summary>Each body's target, in order of code.</summary>
    public SortedDictionary<string, long> Targets() => Placement.Sum(Target.Of(Population, Edition).Pounds);
}

/// <summary>What one of the things that changed did to each body's target; together they are the whole difference.</summary>
/// <param name="What"><c>sum</c>, <c>population</c>, <c>formula</c>, <c>population and formula</c> or <c>footprint</c>.</param>
public sealed record ChangeCause(string What, string Says, IReadOnlyDictionary<string, Pounds> Changes);

/// <summary>Why targets differ between two runs: what changed is let in one after the other, and the targets worked out again each time.</summary>
/// <remarks>The order is fixed (sum, population, formula, footprint). Another order would give other parts of the same whole.</remarks>
public static class TargetChange
{
    /// <summary>Each cause, in order; for every body of either run its changes add up to the difference of its targets exactly.</summary>
    public static IReadOnlyList<ChangeCause> Between(TargetBasis before, TargetBasis after)
    {
        List<(string What, string Says, SortedDictionary<string, long> Targets)> stages = [("", "", before.Targets())];
        var edition = before.Edition with { Sum = after.Edition.Sum, Rate = after.Edition.Rate };
        // An edition that has a rate instead of a sum cannot share a sum out, nor the other way about, before the formula has changed too.
        if ((before.Edition.Sum is null) == (after.Edition.Sum is null))
            stages.Add(("sum", "the national sum, or the rate per weighted head", (before with { Edition = edition }).Targets()));
        else
            edition = before.Edition;

        var moved = Where(before, after);
        var together = !Serves(after.Population, edition);
        if (!together)
            stages.Add(("population", "heads, need and costs as filed", new TargetBasis(after.Population, edition, moved).Targets()));
        stages.Add((together ? "population and formula" : "formula", together ? "heads, need, costs, weights and pots: one file has not what the other's formula goes by, so these cannot be told apart" : "weights, pots and cost indices",
            new TargetBasis(after.Population, after.Edition, moved).Targets()));
        stages.Add(("footprint", "which body each unit counts for", after.Targets()));

        var codes = stages.SelectMany(s => s.Targets.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. stages.Zip(stages.Skip(1), (was, now) => new ChangeCause(now.What, now.Says,
            codes.ToDictionary(code => code, code => new Pounds(now.Targets.GetValueOrDefault(code) - was.Targets.GetValueOrDefault(code)))))];
    }

    /// <summary>Where the units of the later population count before any boundary has moved: where they did, or if they are new, where they do.</summary>
    private static Placement Where(TargetBasis before, TargetBasis after)
    {
        var were = before.Population.Codes.Zip(before.Placement.Shares).ToDictionary(u => u.First, u => u.Second);
        return after.Placement with { Shares = [.. after.Population.Codes.Zip(after.Placement.Shares, (code, now) => were.GetValueOrDefault(code, now))] };
    }

    private static bool Serves(Population population, Edition edition) =>
        edition.Features.All(f => f.Kind == FeatureKind.Area || population.Measures.ContainsKey(f.Name))
        && edition.Pots.All(p => !p.IsOfOneArea || population.Places.TryGetValue(p.Place, out var areas) && areas.Contains(p.Area));
}
