using System.Globalization;
using Remit.Money;
using Remit.Register;

namespace Remit.Allocations;

/// <summary>One step on the way from a plain share per head to a body's final figure.</summary>
/// <param name="Name">What it brings in: <c>plain share per head</c>, <c>need: maternity</c>, <c>cost: market forces</c>.</param>
/// <param name="Change">What it adds or takes away. The first is the plain share itself; all of them add up to the figure exactly.</param>
/// <param name="Because">The numbers that make it so.</param>
/// <param name="Sources">The parameters that it goes by.</param>
public sealed record WaterfallStep(string Name, Pounds Change, string Because, IReadOnlyList<Source> Sources);

/// <summary>How a body comes to its figure, in steps that add up to it. Whatever follows (pace of change) goes on with steps of its own.</summary>
public sealed record Waterfall(string Code, string Name, decimal Heads, IReadOnlyList<WaterfallStep> Steps)
{
    public Pounds Figure => new(Steps.Sum(s => s.Change.Value));

    /// <summary>With what comes after.</summary>
    public Waterfall Then(IEnumerable<WaterfallStep> steps) => this with { Steps = [.. Steps, .. steps] };
}

/// <summary>Every body's way to its target: the target worked out again for each feature that is let in, so that the steps are the calculation itself.</summary>
public sealed class Waterfalls
{
    private readonly Population population;
    private readonly Edition edition;
    private readonly Placement placement;
    private readonly SortedDictionary<string, long>[] stages;
    private readonly Pounds sum;

    /// <inheritdoc cref="Target.Of(Population, Edition)"/>
    public Waterfalls(Population population, Edition edition, Placement placement)
    {
        (this.population, this.edition, this.placement) = (population, edition, placement);
        var targets = Enumerable.Range(0, edition.Features.Count + 1).Select(features => Target.Of(population, edition, features)).ToList();
        stages = [.. targets.Select(t => placement.Sum(t.Pounds))];
        sum = targets[^1].Sum;
    }

    public IReadOnlyCollection<string> Codes => stages[0].Keys;

    /// <summary>A body's way to its target; none where no unit counts for it.</summary>
    public Waterfall? Of(string code)
    {
        if (!stages[0].TryGetValue(code, out var plain))
            return null;
        var heads = placement.Sum(population.Heads)[code];
        List<WaterfallStep> steps = [new("plain share per head", new(plain), Plainly(heads), [edition.Source])];
        foreach (var (at, feature) in edition.Features.Index())
            steps.Add(new(Named(feature), new(stages[at + 1][code] - stages[at][code]), Because(feature, code, heads), SourcesOf(feature, code)));
        return new(code, placement.NameOf(code), heads, steps);
    }

    private static string Named(Feature feature) => feature.Kind switch
    {
        FeatureKind.Need => $"need: {feature.Name}",
        FeatureKind.Cost => $"cost: {feature.Name}",
        _ => $"area: {feature.Name}",
    };

    private string Plainly(decimal heads) => edition.Rate is { } rate && edition.Sum is null
        ? Text($"{heads:N1} heads at £{rate:N4} each")
        : Text($"{heads:N1} of {population.Heads.Sum():N1} heads, of {sum}");

    private string Because(Feature feature, string code, decimal heads) => feature.Kind switch
    {
        FeatureKind.Need => Needing(feature.Name, code, heads),
        FeatureKind.Cost => Costing(feature.Name, code, heads),
        _ => edition.Pots.Where(p => p.IsOfOneArea && p.Name == feature.Name).ToList() is var pots
            ? Text($"{pots.Count:N0} areas share {pots.Sum(p => p.Part) / edition.Pots.Sum(p => p.Part):P3} of the sum by heads, each its own part; before, it was everybody's") : "",
    };

    private string Needing(string component, string code, decimal heads)
    {
        var weighted = placement.Sum(population[component])[code];
        var england = population[component].Sum() / population.Heads.Sum();
        var pots = edition.Pots.SelectMany(p => p.Needs.Where(n => n.Component == component).Select(n => Text($"{n.Value:0.######} of {p.Name}")));
        var index = heads == 0 || england == 0 ? "" : Text($", {weighted / heads / england:0.0000} of England's need per head");
        return $"{Text($"{weighted:N1} weighted for {heads:N1} heads")}{index}; counts {string.Join(" and ", pots)}";
    }

    private string Costing(string index, string code, decimal heads)
    {
        var levels = population[index];
        var mean = heads == 0 ? 1 : placement.Sum([.. levels.Zip(population.Heads, (level, people) => level * people)])[code] / heads;
        return $"index {Text($"{mean:0.000000}")} by heads, of {string.Join(" and ", edition.Pots.Where(p => p.Costs.Contains(index)).Select(p => p.Name))}";
    }

    private IReadOnlyList<Source> SourcesOf(Feature feature, string code) => feature.Kind switch
    {
        FeatureKind.Need => [.. edition.Pots.SelectMany(p => p.Needs).Where(n => n.Component == feature.Name).Select(n => n.Source)],
        FeatureKind.Cost => [.. Within(edition.Indices.Where(i => i.Name == feature.Name), i => i.Place, i => i.Area, code).Select(i => i.Source),
            .. edition.Columns.Where(c => c.Use == "cost" && c.Name == feature.Name).Select(c => c.Source)],
        _ => [.. Within(edition.Pots.Where(p => p.IsOfOneArea && p.Name == feature.Name), p => p.Place, p => p.Area, code).Select(p => p.Source)],
    };

    /// <summary>Those whose area some unit of a body lies in.</summary>
    private IEnumerable<T> Within<T>(IEnumerable<T> stated, Func<T, string> place, Func<T, string> area, string code) =>
        from alike in stated.GroupBy(place)
        where population.Places.ContainsKey(alike.Key)
        let areas = population.Places[alike.Key].Where((_, unit) => placement.Shares[unit].Any(s => s.Code == code)).ToHashSet()
        from one in alike
        where areas.Contains(area(one))
        select one;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
