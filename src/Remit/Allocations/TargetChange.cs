using Remit.Money;

namespace Remit.Allocations;

/// <summary>A population, the edition it is shared out under, and whom each unit counts for: all that targets rest on.</summary>
public sealed record TargetBasis(Population Population, Edition Edition, Placement Placement)
{
    /// <summary>What allocations go by besides; none where targets are all that is asked for.</summary>
    public PaceBasis? Pace { get; init; }

    /// <summary>Each body's target, in order of code.</summary>
    public SortedDictionary<string, long> Targets() => Placement.Sum(Target.Of(Population, Edition).Pounds);

    /// <summary>Each body's allocation in the first year where pace of change is known, and else its target.</summary>
    public SortedDictionary<string, long> Figures()
    {
        var targets = Targets();
        return Pace is null ? targets
            : new(new PacedTargets(targets, Pace).Years(1)[0].Allocations.ToDictionary(a => a.Body, a => a.Allocation.Value), StringComparer.Ordinal);
    }
}

/// <summary>What one of the things that changed did to each body's target; together they are the whole difference.</summary>
/// <param name="What"><c>sum</c>, <c>population</c>, <c>formula</c>, <c>population and formula</c>, <c>opening</c>, <c>policy</c>, <c>footprint</c> or <c>opening and footprint</c>.</param>
public sealed record ChangeCause(string What, string Says, IReadOnlyDictionary<string, Pounds> Changes);

/// <summary>Why targets, or allocations, differ between two runs: what changed is let in one after the other, and the figures worked out again each time.</summary>
/// <remarks>The order is fixed (sum, population, formula, opening, policy, footprint). Another order would give other parts of the same whole.</remarks>
public static class TargetChange
{
    // Growth of a merger's population that is no other, in per cent: it is worked out from targets, and written in so many digits.
    private const decimal Slight = 0.0001m;

    /// <summary>Each cause, in order; for every body of either run its changes add up to the difference of its figures exactly.</summary>
    /// <exception cref="ArgumentException">Only one of them has a pace of change.</exception>
    public static IReadOnlyList<ChangeCause> Between(TargetBasis before, TargetBasis after)
    {
        if (before.Pace is null != after.Pace is null)
            throw new ArgumentException("Targets of the one cannot be compared with allocations of the other.", nameof(after));

        List<(string What, string Says, SortedDictionary<string, long> Figures)> stages = [("", "", before.Figures())];
        var edition = before.Edition with { Sum = after.Edition.Sum, Rate = after.Edition.Rate };
        // An edition that has a rate instead of a sum cannot share a sum out, nor the other way about, before the formula has changed too.
        if ((before.Edition.Sum is null) == (after.Edition.Sum is null))
            stages.Add(("sum", "the national sum, or the rate per weighted head", (before with { Edition = edition }).Figures()));
        else
            edition = before.Edition;

        var moved = Where(before, after);
        // What only one formula goes by is no change of people or costs where all that both go by is the same.
        var isServed = Serves(after.Population, edition);
        var together = !IsSame(before.Population, after.Population) && !isServed;
        if (isServed)
            stages.Add(("population", "heads, need and costs as filed", new TargetBasis(after.Population, edition, moved) { Pace = before.Pace }.Figures()));
        stages.Add((together ? "population and formula" : "formula", together ? "heads, need, costs, weights and pots: one file has not what the other's formula goes by, so these cannot be told apart" : "weights, pots and cost indices",
            new TargetBasis(after.Population, after.Edition, moved) { Pace = before.Pace }.Figures()));
        var footprint = ("footprint", "which body each unit counts for");
        if (before.Pace is { } was && after.Pace is { } now)
        {
            // Where bodies are others, so are their baselines: what each had can be let in first only where each is there in both.
            var isSame = was.Baselines.Keys.ToHashSet().SetEquals(now.Baselines.Keys);
            if (isSame)
                stages.Add(("opening", "last year's allocations, and growth of populations", new TargetBasis(after.Population, after.Edition, moved) { Pace = was with { Baselines = now.Baselines } }.Figures()));
            stages.Add(("policy", "floors, taper, cap, and where the rest goes", new TargetBasis(after.Population, after.Edition, moved) { Pace = now with { Baselines = isSame ? now.Baselines : was.Baselines } }.Figures()));
            if (!isSame && !HadTheSame(new(after.Population, after.Edition, moved) { Pace = was }, after.Placement, now.Baselines))
                footprint = ("opening and footprint", "which body each unit counts for, and last year's allocations, which are not the same in all");
        }

        stages.Add((footprint.Item1, footprint.Item2, after.Figures()));

        var codes = stages.SelectMany(s => s.Figures.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. stages.Zip(stages.Skip(1), (last, next) => new ChangeCause(next.What, next.Says,
            codes.ToDictionary(code => code, code => new Pounds(next.Figures.GetValueOrDefault(code) - last.Figures.GetValueOrDefault(code)))))];
    }

    /// <summary>Whether bodies that go on had the same, and whoever takes over from others what those had together, but for a pound to each; not so where what one had is divided.</summary>
    /// <param name="before">With what bodies had, and the later population where it was placed.</param>
    private static bool HadTheSame(TargetBasis before, Placement after, IReadOnlyDictionary<string, Baseline> now)
    {
        var moves = before.Placement.Shares.Zip(after.Shares)
            .SelectMany(unit => unit.First.SelectMany(from => unit.Second.Any(to => to.Code == from.Code) ? [(From: from.Code, To: from.Code)] : unit.Second.Select(to => (From: from.Code, To: to.Code))))
            .Where(move => move.From != Placement.Nowhere).Distinct().ToLookup(move => move.From, move => move.To);
        if (moves.Any(m => m.Count() > 1))
            return false;
        var next = moves.ToDictionary(m => m.Key, m => m.Single());
        var had = before.Pace!.Merged(before.Targets(), next).Baselines;
        var parts = next.Values.CountBy(to => to).ToDictionary();
        return had.Count == now.Count && had.All(h => now.TryGetValue(h.Key, out var has) && Math.Abs(has.Pounds - h.Value.Pounds) <= parts.GetValueOrDefault(h.Key) && Math.Abs(has.PopulationGrowth - h.Value.PopulationGrowth) < Slight);
    }

    /// <summary>Where the units of the later population count before any boundary has moved: where they did, or if they are new, where they do.</summary>
    private static Placement Where(TargetBasis before, TargetBasis after)
    {
        var were = before.Population.Codes.Zip(before.Placement.Shares).ToDictionary(u => u.First, u => u.Second);
        return after.Placement with { Shares = [.. after.Population.Codes.Zip(after.Placement.Shares, (code, now) => were.GetValueOrDefault(code, now))] };
    }

    /// <summary>Whether both have the same units, with the same heads, and the same in all that both of them have.</summary>
    private static bool IsSame(Population before, Population after) =>
        before.Codes.SequenceEqual(after.Codes) && before.Heads.SequenceEqual(after.Heads)
        && before.Measures.All(m => !after.Measures.TryGetValue(m.Key, out var other) || m.Value.SequenceEqual(other))
        && before.Places.All(p => !after.Places.TryGetValue(p.Key, out var other) || p.Value.SequenceEqual(other));

    private static bool Serves(Population population, Edition edition) =>
        edition.Features.All(f => f.Kind == FeatureKind.Area || population.Measures.ContainsKey(f.Name))
        && edition.Pots.All(p => !p.IsOfOneArea || population.Places.TryGetValue(p.Place, out var areas) && areas.Contains(p.Area));
}
