namespace Remit.Allocations;

/// <summary>A year's allocations under a policy, in order of body.</summary>
/// <param name="Year">Counted from 1, the first after the opening position.</param>
/// <param name="Total">What there was to share out, in whole pounds; nothing where everybody simply got their minimum.</param>
/// <param name="Unfunded">By how many pounds the minima cost more than there was. They are given all the same, and this says that the policy cannot be paid for.</param>
/// <param name="Left">Pounds that nobody could be given, since all stood at the maximum.</param>
public sealed record PacedYear(int Year, PaceTerms Terms, IReadOnlyList<PacedAllocation> Allocations, decimal? Total, decimal Unfunded, decimal Left)
{
    /// <summary>What was shared out, in whole pounds: the total exactly, unless it was short or some was left.</summary>
    public decimal Sum => Allocations.Sum(a => a.Allocation);

    public decimal Baseline => Allocations.Sum(a => a.Opening.Baseline);

    /// <summary>Growth of the whole, in per cent; nought where there is nobody.</summary>
    public decimal Growth => Baseline == 0 ? 0 : 100 * (Sum / Baseline - 1);

    /// <summary>What one body's allocation is made of, in pounds: steps from its baseline that add up to it exactly.</summary>
    public IReadOnlyList<PaceStep> Steps(PacedAllocation given)
    {
        var (opening, terms) = (given.Opening, Terms);
        var cash = opening.Baseline * terms.MinimumGrowth / 100;
        var floor = PaceOfChange.Floor(terms, opening);
        var minimum = opening.Baseline * given.Minimum / 100;
        var lifted = Math.Max(minimum, PaceOfChange.Lift(terms, given) - opening.Baseline);
        List<PaceStep> steps =
        [
            new("last year's allocation", opening.Baseline),
            new($"minimum growth of {terms.MinimumGrowth:0.##}%", cash),
        ];
        if (floor > terms.MinimumGrowth)
            steps.Add(new($"more, for {terms.MinimumGrowthPerHead:0.##}% per head of a population that grows by {opening.PopulationGrowth:0.##}%", opening.Baseline * floor / 100 - cash));
        if (given.Rule is MinimumRule.Taper or MinimumRule.BeyondTaper)
            steps.Add(new($"less, for standing {opening.DistanceOverHeads:0.##}% over target for the year's population, where growth tapers from {terms.Taper!.From:0.##}% to {terms.Taper.To:0.##}%", minimum - opening.Baseline * floor / 100));
        if (lifted > minimum)
            steps.Add(new($"more, so as to end no further than {-terms.FurthestUnder:0.##}% under target", lifted - minimum));
        // What is below a pound is the rounding up of a minimum, not a share of anything.
        var rest = given.Allocation - opening.Baseline - lifted;
        steps.Add(new(rest >= 1 ? "a share of what was left when all had their minimum" : "to the whole pound", rest));
        return [.. steps.Where(s => s.Pounds != 0)];
    }
}
