namespace Remit.Allocations;

/// <summary>Where money goes that is left when everybody has their minimum.</summary>
public enum RestGoes
{
    /// <summary>To all under target, each the same part of what it lacks.</summary>
    ByDistance,

    /// <summary>To those furthest under target first, until all of them stand equally far.</summary>
    FurthestFirst,
}

/// <summary>How growth falls away for bodies over target: as stated up to the first distance, <paramref name="GrowthBeyond"/> from the last on, on a straight line between.</summary>
/// <param name="From">Distance over target at which it begins, in per cent.</param>
/// <param name="To">Distance at which it ends, in per cent; more than <paramref name="From"/>.</param>
/// <param name="GrowthBeyond">Growth of the whole allocation at and beyond <paramref name="To"/>, in per cent.</param>
public sealed record Taper(decimal From, decimal To, decimal GrowthBeyond)
{
    /// <summary>How much of the taper lies behind a distance: 0 where it has not begun, 1 where it has ended.</summary>
    public decimal PartAt(decimal distance) => Math.Clamp((distance - From) / (To - From), 0, 1);
}

/// <summary>How fast allocations may move towards their targets in one year. Every rate is in per cent: 2.08 is growth of 2.08%.</summary>
public sealed record PaceTerms
{
    // Half or twice as much in a year, which nobody means: so much can be multiplied over some years without being too much to count.
    private const decimal LeastGrowth = -50, MostGrowth = 100;

    /// <summary>No allocation grows by less, but for the taper.</summary>
    public required decimal MinimumGrowth { get; init; }

    /// <summary>No allocation grows by less per head of its growing population, but for the taper; nothing where there is no such floor.</summary>
    public decimal? MinimumGrowthPerHead { get; init; }

    public Taper? Taper { get; init; }

    /// <summary>No allocation grows by more, whatever else is said here; nothing where there is no cap.</summary>
    public decimal? MaximumGrowth { get; init; }

    /// <summary>The furthest under target that anybody may end the year, as a negative distance: -5. Nothing where there is no such promise.</summary>
    public decimal? FurthestUnder { get; init; }

    /// <summary>Growth of every target per head. Nothing where targets share out the year's total, and their growth follows.</summary>
    public decimal? TargetGrowthPerHead { get; init; }

    /// <summary>Growth of the total to be shared out; nothing where every body simply gets its minimum.</summary>
    public decimal? TotalGrowth { get; init; }

    public RestGoes Rest { get; init; }

    /// <summary>What is wrong with these terms in themselves: sentences, none where they can be used.</summary>
    public IEnumerable<string> Contradictions()
    {
        foreach (var (name, rate) in ((string, decimal?)[])[("minimum growth", MinimumGrowth), ("minimum growth per head", MinimumGrowthPerHead), ("maximum growth", MaximumGrowth), ("growth beyond taper", Taper?.GrowthBeyond), ("target growth per head", TargetGrowthPerHead), ("total growth", TotalGrowth)])
            if (rate is <= LeastGrowth or > MostGrowth)
                yield return $"'{name}' is {rate}%, which is not above {LeastGrowth}% and up to {MostGrowth}%";
        if (MaximumGrowth < MinimumGrowth)
            yield return $"the maximum growth, {MaximumGrowth}%, is below the minimum, {MinimumGrowth}%";
        if (Taper is { } taper && taper.To <= taper.From)
            yield return $"the taper ends at {taper.To}%, which is not beyond {taper.From}%, where it begins";
        if (Taper?.GrowthBeyond > MinimumGrowth)
            yield return $"growth beyond the taper, {Taper.GrowthBeyond}%, is above the minimum, {MinimumGrowth}%";
        if (FurthestUnder is not null && TargetGrowthPerHead is null && TotalGrowth is null)
            yield return "nobody can be kept near a target whose growth is not known: 'target growth per head' or 'total growth' is wanted";
        if (FurthestUnder is >= 0 or <= -100)
            yield return $"'furthest under target' is {FurthestUnder}%, which is not under target";
    }
}
