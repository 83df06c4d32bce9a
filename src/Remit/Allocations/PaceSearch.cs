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

/// <summary>Looks for values of one term of a policy that reach an aim.</summary>
public static class PaceSearch
{
    private const decimal Finest = 0.01m;

    /// <summary>Tries values at even steps, and where the aim begins or ceases to hold between two of them, finds the value to 0.01.</summary>
    /// <param name="with">The policy with a value in place; nothing where it would contradict itself.</param>
    /// <returns>What was tried, in order, and the runs of values that hold. Where values hold only between two steps and at neither, they are not found.</returns>
    public static (IReadOnlyList<Tried> Tried, IReadOnlyList<Holding> Holding) For(
        PaceAim aim, Func<decimal, PacePolicy?> with, decimal from, decimal to, decimal step, IReadOnlyList<OpeningPosition> opening)
    {
        List<Tried> tried = [];
        for (var value = from; value <= to; value += step)
            if (with(value) is { } policy)
                tried.Add(Try(aim, value, policy, opening));

        Tried Edge(Tried holds, Tried fails)
        {
            while (Math.Abs(fails.Value - holds.Value) > Finest
                && Math.Round((holds.Value + fails.Value) / 2, 2, MidpointRounding.ToZero) is var middle && middle != holds.Value && middle != fails.Value
                && with(middle) is { } policy)
            {
                var next = Try(aim, middle, policy, opening);
                (holds, fails) = next.Holds ? (next, fails) : (holds, next);
            }

            return holds;
        }

        List<Holding> runs = [];
        for (var i = 0; i < tried.Count; i++)
        {
            if (!tried[i].Holds)
                continue;
            var first = i == 0 ? tried[i] : Edge(tried[i], tried[i - 1]);
            while (i + 1 < tried.Count && tried[i + 1].Holds)
                i++;
            runs.Add(new(first, i + 1 == tried.Count ? tried[i] : Edge(tried[i], tried[i + 1])));
        }

        return (tried, runs);
    }

    private static Tried Try(PaceAim aim, decimal value, PacePolicy policy, IReadOnlyList<OpeningPosition> opening)
    {
        var years = PaceOfChange.Years(policy, opening, aim.Year);
        var outside = years[^1].Allocations
            .Where(a => aim.IsMissedBy(a.ClosingDistance ?? throw new ArgumentException($"{policy.Id} does not say how targets grow.", nameof(policy))))
            .OrderByDescending(a => Math.Abs(a.ClosingDistance!.Value)).ToList();
        return new(value, years[^1], years.Sum(y => y.Sum.Value - years[0].Baseline), new(years.Sum(y => y.Unfunded.Value)), outside);
    }
}
