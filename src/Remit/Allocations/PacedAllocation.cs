using Remit.Money;

namespace Remit.Allocations;

/// <summary>Which term of the policy made the minimum what it is.</summary>
public enum MinimumRule
{
    MinimumGrowth,
    MinimumGrowthPerHead,
    Taper,
    BeyondTaper,
}

/// <summary>What one body gets in a year, and how it came to that. Rates are in per cent.</summary>
/// <param name="Minimum">Growth that the policy's floors and taper give it, before anything else.</param>
/// <param name="Rule">Which of them decided.</param>
/// <param name="Target">The year's target, in pounds; nothing where its growth is not known.</param>
public sealed record PacedAllocation(OpeningPosition Opening, decimal Minimum, MinimumRule Rule, Pounds Allocation, decimal? Target)
{
    public string Body => Opening.Body;

    public decimal Growth => 100 * (Allocation.Value / Opening.Baseline - 1);

    public decimal GrowthPerHead => PerHead(Growth, Opening.PopulationGrowth);

    /// <summary>How far the allocation stands over (+) or under (-) the year's target, in per cent of it.</summary>
    public decimal? ClosingDistance => 100 * (Allocation.Value / Target - 1);

    /// <summary>Whether it ends the year further from its target than it began, on the same side.</summary>
    public bool MovesAway => ClosingDistance is { } closing && (Opening.Distance <= 0 ? closing < Opening.Distance : closing > Opening.Distance);

    internal static decimal PerHead(decimal growth, decimal populationGrowth) => 100 * ((1 + growth / 100) / (1 + populationGrowth / 100) - 1);
}
