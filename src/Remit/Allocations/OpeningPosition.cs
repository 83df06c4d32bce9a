namespace Remit.Allocations;

/// <summary>Where a body stands before a year's pace of change.</summary>
/// <param name="Body">Its code, or its name where that is all there is. Odd pounds are settled by it.</param>
/// <param name="Baseline">Last year's allocation, in pounds.</param>
/// <param name="PopulationGrowth">Growth of its population into the year, in per cent.</param>
/// <param name="Distance">How far the baseline stands over (+) or under (-) last year's target, in per cent of the target.</param>
public sealed record OpeningPosition(string Body, decimal Baseline, decimal PopulationGrowth, decimal Distance)
{
    /// <summary>The target that the distance is from, in pounds.</summary>
    public decimal Target => Baseline / (1 + Distance / 100);

    /// <summary>
    /// The distance with the year's population and no new money yet, in per cent. This is what a taper goes by: a body over target whose population
    /// grows is nearer to it before a penny is moved.
    /// </summary>
    public decimal DistanceOverHeads => 100 * ((1 + Distance / 100) / (1 + PopulationGrowth / 100) - 1);

    /// <summary>What one body would be in place of several: baselines and targets add up, now and when populations have grown.</summary>
    public static OpeningPosition Merged(string body, IReadOnlyCollection<OpeningPosition> parts)
    {
        var (baseline, target) = (parts.Sum(p => p.Baseline), parts.Sum(p => p.Target));
        return new(body, baseline, parts.Sum(p => p.Target * p.PopulationGrowth) / target, 100 * (baseline / target - 1));
    }
}
