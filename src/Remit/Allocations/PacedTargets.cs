using Remit.Money;
using Remit.Register;

namespace Remit.Allocations;

/// <summary>What a body had the year before, and by how much its population grows into the year.</summary>
/// <param name="Pounds">Last year's allocation, above nought.</param>
/// <param name="PopulationGrowth">In per cent; nought where nobody said.</param>
public readonly record struct Baseline(decimal Pounds, decimal PopulationGrowth);

/// <summary>What allocations go by besides targets: what each body had the year before, by code, and the policy.</summary>
public sealed record PaceBasis(IReadOnlyDictionary<string, Baseline> Baselines, PacePolicy Policy)
{
    /// <summary>By how much more than last year's a sum is taken to be, in per cent, where neither the policy nor anybody else says.</summary>
    public const decimal UsualNewMoney = 3;

    /// <summary>Baselines as if a sum had been shared out in proportion to something, with populations that stand still.</summary>
    /// <param name="shares">Pounds or heads by body; bodies of nought are left out.</param>
    /// <returns>None where there is nobody to share it by.</returns>
    public static IReadOnlyDictionary<string, Baseline> AsIf(Pounds sum, IEnumerable<KeyValuePair<string, decimal>> shares)
    {
        var having = shares.Where(s => s.Value > 0).OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        if (having.Count == 0)
            return new Dictionary<string, Baseline>();
        var parts = sum.Apportion<string>([.. having.Select(s => (long)(s.Value * 1000))], [.. having.Select(s => s.Key)]);
        return having.Zip(parts).Where(p => p.Second.Value > 0).ToDictionary(p => p.First.Key, p => new Baseline(p.Second.Value, 0));
    }

    /// <summary>With what several bodies had under the one that takes over, whose population grows as their targets weigh. Where nobody said what one of them had, nobody knows what the new body did: it has no baseline.</summary>
    /// <param name="targets">Of the bodies as they are before.</param>
    /// <param name="next">Who takes over from whom.</param>
    public PaceBasis Merged(IReadOnlyDictionary<string, long> targets, IReadOnlyDictionary<string, string> next)
    {
        var unsaid = next.Where(n => targets.GetValueOrDefault(n.Key) > 0 && !Baselines.ContainsKey(n.Key)).Select(n => n.Value).ToHashSet();
        return this with
        {
            Baselines = Baselines.GroupBy(b => next.GetValueOrDefault(b.Key, b.Key)).Where(group => !unsaid.Contains(group.Key)).ToDictionary(group => group.Key, group =>
            {
                if (group.Count() == 1)
                    return group.First().Value;
                var (now, then) = (group.Sum(b => (decimal)targets.GetValueOrDefault(b.Key)), group.Sum(b => targets.GetValueOrDefault(b.Key) / (1 + b.Value.PopulationGrowth / 100)));
                return new Baseline(group.Sum(b => b.Value.Pounds), then == 0 ? 0 : 100 * (now / then - 1));
            }),
        };
    }
}

/// <summary>Targets of a year, and how near to them allocations come under a policy: the whole way from fair shares to what each body gets.</summary>
/// <remarks>
/// Nobody states what last year's targets were. They are taken to have shared last year's money out as this year's do, but for the growth of populations since: then the first year's targets are
/// exactly these, and the first year shares out their sum.
/// </remarks>
public sealed class PacedTargets
{
    private readonly PacePolicy policy;

    /// <param name="targets">Pounds by body.</param>
    /// <param name="basis">Bodies that have no baseline here, or no target, are left out of allocations.</param>
    public PacedTargets(IReadOnlyDictionary<string, long> targets, PaceBasis basis)
    {
        var bodies = basis.Baselines.Where(b => targets.GetValueOrDefault(b.Key) > 0).OrderBy(b => b.Key, StringComparer.Ordinal).ToList();
        LeftOut = [.. targets.Where(t => t.Key != Placement.Nowhere && t.Value > 0 && !basis.Baselines.ContainsKey(t.Key)).Select(t => t.Key).Order(StringComparer.Ordinal)];
        var had = bodies.Sum(b => b.Value.Pounds);
        var before = bodies.ConvertAll(b => targets[b.Key] / (1 + b.Value.PopulationGrowth / 100));
        Opening = [.. bodies.Zip(before, (body, target) => new OpeningPosition(body.Key, body.Value.Pounds, body.Value.PopulationGrowth, 100 * (body.Value.Pounds / (target * had / before.Sum()) - 1)))];
        Sum = new(bodies.Sum(b => targets[b.Key]));
        var first = basis.Policy.In(1) with { TotalGrowth = had == 0 ? 0 : 100 * (Sum.Value / had - 1), TargetGrowthPerHead = null };
        policy = basis.Policy with { Years = [first, .. basis.Policy.Years.Skip(1).DefaultIfEmpty(basis.Policy.In(2))] };
    }

    /// <summary>Bodies that have a target and of which nobody said what they had, in order of code.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    public IReadOnlyList<OpeningPosition> Opening { get; }

    /// <summary>What the first year shares out: the targets of all bodies that have a baseline.</summary>
    public Pounds Sum { get; }

    /// <summary>The policy, whose first year shares out just these targets' sum.</summary>
    public PacePolicy Policy => policy;

    /// <inheritdoc cref="PaceOfChange.Years"/>
    public IReadOnlyList<PacedYear> Years(int years) => PaceOfChange.Years(policy, Opening, years);

    /// <summary>The steps that go on from a body's target to what it gets in a year, adding up to the difference exactly.</summary>
    /// <param name="target">In whole pounds.</param>
    /// <param name="sourcesOf">The rules that a step goes by, by its name.</param>
    public static IEnumerable<WaterfallStep> Onward(Pounds target, PacedYear year, PacedAllocation given, Func<string, IReadOnlyList<Source>> sourcesOf)
    {
        var steps = year.Steps(given);
        yield return new("back to what it had", steps[0].Change - target, FormattableString.Invariant($"last year's allocation was {steps[0].Change}; for the year's population, and before any new money, that is {given.Opening.DistanceOverHeads:+0.00;-0.00;0.00}% from its fair share"), []);
        foreach (var step in steps.Skip(1))
            yield return step with { Sources = sourcesOf(step.Name) };
    }
}
