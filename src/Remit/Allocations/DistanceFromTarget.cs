using Remit.Money;

namespace Remit.Allocations;

/// <summary>What a body has, against its fair share.</summary>
public readonly record struct DistanceFromTarget(Pounds Allocation, Pounds Target)
{
    /// <summary>Over (+) or under (-) target.</summary>
    public Pounds Distance => Allocation - Target;

    /// <summary>The same in per cent of the target; none where there is no target.</summary>
    public decimal? Percent => Target.Value == 0 ? null : 100m * Distance.Value / Target.Value;
}
