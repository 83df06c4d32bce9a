using Remit.Money;

namespace Remit.Allocations;

/// <summary>Which bodies must be near their targets.</summary>
public enum NearSide
{
    Both,
    Under,
}

/// <summary>What is looked for: everybody's distance, at the end of a year, no more than so much.</summary>
/// <param name="Within">In per cent of the target.</param>
/// <param name="Year">Counted from 1.</param>
public sealed record PaceAim(decimal Within, int Year, NearSide Side)
{
    /// <summary>Whether a body at this distance is too far.</summary>
    public bool IsMissedBy(decimal distance) => distance < -Within || Side == NearSide.Both && distance > Within;
}

/// <summary>One value that was tried.</summary>
/// <param name="Last">The year that the aim is about.</param>
/// <param name="Cost">What all years together take, in pounds, above what the baseline would over as many years.</param>
/// <param name="Unfunded">By how much the minima of all years cost more than there was to share out.</param>
/// <param name="Outside">Bodies that are too far, the furthest first.</param>
public sealed record Tried(decimal Value, PacedYear Last, decimal Cost, Pounds Unfunded, IReadOnlyList<PacedAllocation> Outside)
{
    /// <summary>Whether everybody is near enough and there is the money for it.</summary>
    public bool Holds => Outside.Count == 0 && Unfunded.Value == 0;
}

/// <summary>Values from the first to the last, both tried, for which the aim holds.</summary>
public sealed record Holding(Tried First, Tried Last);

/// <summary>What a search came to.</summary>
/// <param name="Tried">Each value that was tried at even steps, in order.</param>
/// <param name="Holding">The runs of values that hold, their edges found to 0.01.</param>
/// <param name="Skipped">Values that were not tried, since with each the policy would contradict itself.</param>
public sealed record Searched(IReadOnlyList<Tried> Tried, IReadOnlyList<Holding> Holding, IReadOnlyList<decimal> Skipped)
{
    /// <summary>Whether the value matters at all: with some two of them somebody gets something else.</summary>
    public bool MakesADifference => Tried.Any(t => !t.Last.Allocations.Select(a => a.Allocation).SequenceEqual(Tried[0].Last.Allocations.Select(a => a.Allocation)));
}

/// <summary>Looks for values of one term of a policy that reach an aim.</summary>
public static class PaceSearch
{
    private const decimal Finest = 0.01m;

    /// <summary>
    /// Tries values at even steps. Where the aim begins or ceases to hold between two of them, the value is found to 0.01; so is one between two that both fail, where at one somebody is too far under target and at the
    /// other nobody is, or likewise over.
    /// </summary>
    /// <param name="with">The policy with a value in place; nothing where it would contradict itself.</param>
    public static Searched For(PaceAim aim, Func<decimal, PacePolicy?> with, decimal from, decimal to, decimal step, IReadOnlyList<OpeningPosition> opening)
    {
        List<(decimal Value, Tried? Tried)> points = [];
        for (var value = from; value <= to; value += step)
            points.Add(At(value));
        List<Tried> tried = [.. points.Select(p => p.Tried).OfType<Tried>()];
        List<decimal> skipped = [.. points.Where(p => p.Tried is null).Select(p => p.Value)];

        foreach (var (low, high) in points.Zip(points.Skip(1)).ToList())
            if (Between(low, high) is { } found)
                points.Add((found.Value, found));
        points.Sort((a, b) => a.Value.CompareTo(b.Value));

        List<Holding> runs = [];
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Tried is not { Holds: true } begins)
                continue;
            var first = i == 0 ? begins : Edge(begins, points[i - 1].Value);
            while (i + 1 < points.Count && points[i + 1].Tried is { Holds: true })
                i++;
            runs.Add(new(first, i + 1 == points.Count ? points[i].Tried! : Edge(points[i].Tried!, points[i + 1].Value)));
        }

        return new(tried, runs, skipped);

        (decimal Value, Tried? Tried) At(decimal value) => (value, with(value) is { } policy ? Try(aim, value, policy, opening) : null);

        Tried Edge(Tried holds, decimal fails)
        {
            while (Middle(holds.Value, fails) is { } middle)
                if (At(middle).Tried is { Holds: true } next)
                    holds = next;
                else
                    fails = middle;
            return holds;
        }

        Tried? Between((decimal Value, Tried? Tried) low, (decimal Value, Tried? Tried) high)
        {
            if (low.Tried is not { Holds: false } below || high.Tried is not { Holds: false } above)
                return null;
            foreach (var fails in (Func<Tried, bool>[])[t => t.Outside.Any(a => a.ClosingDistance < 0), t => t.Outside.Any(a => a.ClosingDistance > 0)])
            {
                var (a, b) = (below.Value, above.Value);
                if (fails(below) == fails(above))
                    continue;
                while (Middle(a, b) is { } middle && At(middle).Tried is { } next)
                {
                    if (next.Holds)
                        return next;
                    (a, b) = fails(next) == fails(below) ? (middle, b) : (a, middle);
                }
            }

            return null;
        }
    }

    /// <summary>A value between two, to 0.01; none where they are as near as that.</summary>
    private static decimal? Middle(decimal a, decimal b) =>
        Math.Abs(a - b) > Finest && Math.Round((a + b) / 2, 2, MidpointRounding.ToZero) is var middle && middle != a && middle != b ? middle : null;

    private static Tried Try(PaceAim aim, decimal value, PacePolicy policy, IReadOnlyList<OpeningPosition> opening)
    {
        var years = PaceOfChange.Years(policy, opening, aim.Year);
        var outside = years[^1].Allocations
            .Where(a => aim.IsMissedBy(a.ClosingDistance ?? throw new ArgumentException($"{policy.Id} does not say how targets grow.", nameof(policy))))
            .OrderByDescending(a => Math.Abs(a.ClosingDistance!.Value)).ToList();
        return new(value, years[^1], years.Sum(y => y.Sum.Value - years[0].Baseline), new(years.Sum(y => y.Unfunded.Value)), outside);
    }
}
