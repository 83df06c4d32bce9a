using Remit.Money;

namespace Remit.Allocations;

/// <summary>A year's allocations under a policy, in order of body.</summary>
/// <param name="Year">Counted from 1, the first after the opening position.</param>
/// <param name="Total">What there was to share out; nothing where everybody simply got their minimum.</param>
/// <param name="Unfunded">By how much the minima cost more than there was. They are given all the same, and this says that the policy cannot be paid for.</param>
/// <param name="Left">What nobody could be given, since all stood at the maximum.</param>
public sealed record PacedYear(int Year, PaceTerms Terms, IReadOnlyList<PacedAllocation> Allocations, Pounds? Total, Pounds Unfunded, Pounds Left)
{
    /// <summary>What was shared out: the total exactly, unless it was short or some was left.</summary>
    public Pounds Sum => new(Allocations.Sum(a => a.Allocation.Value));

    /// <summary>Last year's allocations together, in pounds.</summary>
    public decimal Baseline => Allocations.Sum(a => a.Opening.Baseline);

    /// <summary>Growth of the whole, in per cent; nought where there is nobody.</summary>
    public decimal Growth => Baseline == 0 ? 0 : 100 * (Sum.Value / Baseline - 1);

    /// <summary>The way of one body from last year's allocation to this: steps in whole pounds that add up to it exactly.</summary>
    public IReadOnlyList<WaterfallStep> Steps(PacedAllocation given)
    {
        var (opening, terms) = (given.Opening, Terms);
        var floor = PaceOfChange.Floor(terms, opening);
        decimal Grown(decimal growth) => opening.Baseline * (1 + growth / 100);
        var minimum = Grown(given.Minimum);
        var lifted = Math.Max(minimum, PaceOfChange.Lift(terms, given));
        (string Name, decimal Reached, string Because)[] way =
        [
            ("last year's allocation", opening.Baseline, ""),
            ("minimum growth", Grown(terms.MinimumGrowth), $"{terms.MinimumGrowth:0.##}%"),
            ("minimum growth per head", Grown(floor), $"{terms.MinimumGrowthPerHead:0.##}% per head, of a population that grows by {opening.PopulationGrowth:0.##}%"),
            ("taper", minimum, $"{opening.DistanceOverHeads:0.##}% over target for the year's population; growth tapers from {terms.Taper?.From:0.##}% over to {terms.Taper?.To:0.##}%"),
            ("no further under target", lifted, $"nobody is to end further than {-terms.FurthestUnder:0.##}% under"),
            // What is below a pound is the rounding up of a minimum, not a share of anything.
            ("share of the rest", given.Allocation.Value - lifted >= 1 ? given.Allocation.Value : lifted, $"of {Total} in all, what was left when everybody had their minimum"),
            ("to the pound", given.Allocation.Value, ""),
        ];
        List<WaterfallStep> steps = [];
        var before = default(Pounds);
        foreach (var (name, reached, because) in way)
        {
            var now = Pounds.Nearest(reached);
            if (now != before)
                steps.Add(new(name, now - before, because, []));
            before = now;
        }

        return steps;
    }
}
