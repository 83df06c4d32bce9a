using Remit.Money;

namespace Remit.Allocations;

/// <summary>Moves allocations towards their targets, as fast as a policy allows.</summary>
/// <remarks>
/// Everybody first gets their minimum, rounded up to the pound. Where there is a total, what remains goes to those under target, as the policy says, no one above the maximum;
/// odd pounds go to the largest remainders. A body further under target never gets less growth than one nearer, all else equal, but for a pound.
/// </remarks>
public static class PaceOfChange
{
    /// <summary>The most years that can be asked for: beyond them, populations that grow as in the first year mean nothing.</summary>
    public const int MostYears = 10;

    // Each halving gains a binary digit: enough to tell a pound in a hundred billion many times over.
    private const int Halvings = 64;

    // Targets go through distances in per cent and back: so many digits behind the point of a pound outlast that, and what is left over is no reason for a pound more.
    private const int Hair = 10;

    /// <summary>Several years forward: each year begins where the one before it ended.</summary>
    /// <param name="total">What there is to share out in the first year, instead of what the policy's growth of the total gives.</param>
    /// <param name="years">Up to <see cref="MostYears"/>.</param>
    /// <exception cref="ArgumentException">More than one year is asked for of a policy under which targets' growth is not known.</exception>
    public static IReadOnlyList<PacedYear> Years(PacePolicy policy, IReadOnlyList<OpeningPosition> opening, int years, Pounds? total = null)
    {
        List<PacedYear> all = [];
        for (var year = 1; year <= years; year++)
        {
            all.Add(Year(year, policy.In(year), opening, year == 1 ? total : null));
            if (year < years)
                opening = [.. all[^1].Allocations.Select(a => new OpeningPosition(a.Body, a.Allocation.Value, a.Opening.PopulationGrowth,
                    a.ClosingDistance ?? throw new ArgumentException($"{policy.Id} does not say how targets grow, so it cannot be carried beyond a year.", nameof(policy))))];
        }

        return all;
    }

    /// <summary>One year. The order of bodies makes no difference.</summary>
    /// <param name="total">What there is to share out; nothing for what <see cref="PaceTerms.TotalGrowth"/> gives.</param>
    public static PacedYear Year(int year, PaceTerms terms, IReadOnlyList<OpeningPosition> opening, Pounds? total = null)
    {
        var bodies = opening.OrderBy(o => o.Body, StringComparer.Ordinal).ThenBy(o => o.Baseline).ThenBy(o => o.Distance).ThenBy(o => o.PopulationGrowth).ToList();
        var toShare = total ?? (terms.TotalGrowth is { } growth ? Pounds.Nearest(bodies.Sum(b => b.Baseline) * (1 + growth / 100)) : (Pounds?)null);
        var grown = bodies.Sum(b => GrownTarget(b));
        var perHead = terms.TargetGrowthPerHead is { } stated ? 1 + stated / 100 : grown > 0 && toShare is { Value: > 0 } shared ? shared.Value / grown : (decimal?)null;

        var minima = bodies.ConvertAll(b =>
        {
            var (minimum, rule) = Minimum(terms, b);
            return new PacedAllocation(b, minimum, rule, default, GrownTarget(b) * perHead);
        });
        var floors = minima.ConvertAll(m => Math.Ceiling(Math.Round(Math.Max(m.Opening.Baseline * (1 + m.Minimum / 100), Lift(terms, m)), Hair)));
        if (toShare is not { } all)
            return new(year, terms, Given(minima, floors), null, default, default);

        var spare = all.Value - floors.Sum();
        if (spare < 0)
            return new(year, terms, Given(minima, floors), all, Pounds.Nearest(-spare), default);

        var caps = minima.Zip(floors, (m, floor) => terms.MaximumGrowth is { } most ? Math.Max(floor, Math.Floor(m.Opening.Baseline * (1 + most / 100))) : decimal.MaxValue).ToList();
        var shares = Share(terms.Rest, floors, caps, minima.ConvertAll(m => m.Target!.Value), all.Value, out var left);
        return new(year, terms, Given(minima, shares), all, default, Pounds.Nearest(left));
    }

    /// <summary>The growth that a policy's floors and taper give a body, in per cent, and which of them decided.</summary>
    public static (decimal Growth, MinimumRule Rule) Minimum(PaceTerms terms, OpeningPosition body)
    {
        var floor = Floor(terms, body);
        var tapered = terms.Taper?.PartAt(body.DistanceOverHeads) ?? 0;
        return tapered == 1 ? (terms.Taper!.GrowthBeyond, MinimumRule.BeyondTaper)
            : tapered > 0 ? (floor + tapered * (terms.Taper!.GrowthBeyond - floor), MinimumRule.Taper)
            : (floor, floor > terms.MinimumGrowth ? MinimumRule.MinimumGrowthPerHead : MinimumRule.MinimumGrowth);
    }

    /// <summary>The higher of the two floors, in per cent, before any taper; never above the maximum.</summary>
    internal static decimal Floor(PaceTerms terms, OpeningPosition body)
    {
        var higher = terms.MinimumGrowthPerHead is { } perHead
            ? Math.Max(terms.MinimumGrowth, 100 * ((1 + perHead / 100) * (1 + body.PopulationGrowth / 100) - 1))
            : terms.MinimumGrowth;
        return Math.Min(higher, terms.MaximumGrowth ?? higher);
    }

    /// <summary>The least that keeps a body as near to its target as was promised, but for the maximum, in pounds; nought where nothing was promised.</summary>
    internal static decimal Lift(PaceTerms terms, PacedAllocation body)
    {
        if (terms.FurthestUnder is not { } furthest || body.Target is not { } target)
            return 0;
        var wanted = target * (1 + furthest / 100);
        return terms.MaximumGrowth is { } most ? Math.Min(wanted, Math.Floor(body.Opening.Baseline * (1 + most / 100))) : wanted;
    }

    private static decimal GrownTarget(OpeningPosition body) => body.Target * (1 + body.PopulationGrowth / 100);

    private static List<PacedAllocation> Given(List<PacedAllocation> bodies, List<decimal> pounds) => [.. bodies.Zip(pounds, (body, given) => body with { Allocation = Pounds.Nearest(given) })];

    private static List<decimal> Share(RestGoes rest, List<decimal> floors, List<decimal> caps, List<decimal> targets, decimal total, out decimal left)
    {
        // Part of the way to target, from nought to one, keeps the order of growth; beyond that, and for those furthest first, all are raised to one distance.
        List<decimal> PartOfTheWay(decimal part) => Capped(floors, caps, i => floors[i] + part * (targets[i] - floors[i]));
        List<decimal> AllTo(List<decimal> from, decimal ofTarget) => Capped(from, caps, i => ofTarget < total / targets[i] ? ofTarget * targets[i] : total);

        var exact = floors;
        if (rest == RestGoes.ByDistance)
            exact = Largest(PartOfTheWay, 1, total);
        if (rest == RestGoes.FurthestFirst || exact.Sum() < total - floors.Count && targets.Count > 0)
        {
            var from = exact;
            // At this part of its target even one body alone would have all there is, whatever its size.
            exact = Largest(part => AllTo(from, part), targets.Count == 0 ? 1 : total / targets.Min() + 1, total);
        }

        return Rounded(exact, caps, total, out left);
    }

    private static List<decimal> Capped(List<decimal> floors, List<decimal> caps, Func<int, decimal> wanted) =>
        [.. floors.Select((floor, i) => Math.Min(caps[i], Math.Max(floor, wanted(i))))];

    /// <summary>What the largest part gives that does not cost more than the total.</summary>
    private static List<decimal> Largest(Func<decimal, List<decimal>> shares, decimal most, decimal total)
    {
        if (shares(most) is var all && all.Sum() <= total)
            return all;
        var (low, high) = (0m, most);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (shares(middle).Sum() <= total)
                low = middle;
            else
                high = middle;
        }

        return shares(low);
    }

    private static List<decimal> Rounded(List<decimal> exact, List<decimal> caps, decimal total, out decimal left)
    {
        var pounds = exact.ConvertAll(Math.Floor);
        left = total - pounds.Sum();
        var inLine = Enumerable.Range(0, exact.Count).OrderByDescending(i => exact[i] - pounds[i]).ThenBy(i => i).ToList();
        while (left > 0 && inLine.RemoveAll(i => pounds[i] >= caps[i]) is var _ && inLine.Count > 0)
            foreach (var i in inLine.Take((int)Math.Min(left, inLine.Count)))
                (pounds[i], left) = (pounds[i] + 1, left - 1);
        return pounds;
    }
}
