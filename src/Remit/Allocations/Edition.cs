using Remit.Money;
using Remit.Register;
using Remit.Time;

namespace Remit.Allocations;

/// <summary>How much a component of need counts within its pot.</summary>
/// <param name="Component">Whose weighted population it is: <c>general and acute</c>, <c>prescribing</c> and so on.</param>
/// <param name="Value">Its part of the pot; those of a pot add up to 1, or as near as they were printed.</param>
public sealed record Weight(string Component, decimal Value, Source Source);

/// <summary>A part of the national sum, and by what it is shared out.</summary>
/// <param name="Name">What it is for: <c>hospital and community</c>, <c>prescribing</c>, <c>remote hospitals</c>.</param>
/// <param name="Part">How much of the national sum it is, in any unit: pots share the sum in proportion.</param>
/// <param name="Needs">The components it goes by. None: it goes by heads.</param>
/// <param name="Costs">The cost indices that need is multiplied by, such as <c>market forces</c>.</param>
/// <param name="Place">For a pot of one area, what kind of place that is; else empty.</param>
/// <param name="Area">The code of the area that alone shares in it; else empty.</param>
public sealed record Pot(string Name, decimal Part, IReadOnlyList<Weight> Needs, IReadOnlyList<string> Costs, string Place, string Area, Source Source)
{
    public bool IsOfOneArea => Area.Length > 0;
}

/// <summary>A cost index that is stated by place: 1 is England's level.</summary>
public sealed record PlaceIndex(string Name, string Place, string Area, decimal Value, Source Source);

/// <summary>What a column of an edition's file means.</summary>
/// <param name="Heading">As in the file's header.</param>
/// <param name="Use"><c>code</c>, <c>name</c>, <c>heads</c>, <c>need</c>, <c>cost</c>, <c>place</c>, <c>place name</c> or <c>stated</c>: what the publisher says the answer is.</param>
/// <param name="Name">Which need, cost, place or stated answer.</param>
public sealed record EditionColumn(string Heading, string Use, string Name, Source Source);

/// <summary>One round of allocations: what was shared out, by what, and how its file is laid out. All of it is data.</summary>
/// <param name="Id"><c>2018-19</c>.</param>
/// <param name="BodiesOn">The day whose bodies the file speaks of.</param>
/// <param name="By">What its units are: <c>practice</c>, or the kind of body.</param>
/// <param name="Sum">The national sum; none where only <paramref name="Rate"/> is known.</param>
/// <param name="Rate">Pounds to a weighted head, where the file is of part of England and cannot be shared out.</param>
public sealed record Edition(
    string Id, FinancialYear Year, DateOnly BodiesOn, string By, Pounds? Sum, decimal? Rate, string Note,
    IReadOnlyList<Pot> Pots, IReadOnlyList<PlaceIndex> Indices, IReadOnlyList<EditionColumn> Columns, Source Source)
{
    /// <summary>What sets one unit's share apart from a plain share per head, in the order in which it is told: each component of need, then each cost index, then each kind of pot of one area.</summary>
    public IReadOnlyList<Feature> Features =>
    [
        .. Pots.SelectMany(p => p.Needs).Select(w => w.Component).Distinct().Select(c => new Feature(FeatureKind.Need, c)),
        .. Pots.SelectMany(p => p.Costs).Distinct().Select(c => new Feature(FeatureKind.Cost, c)),
        .. Pots.Where(p => p.IsOfOneArea).Select(p => p.Name).Distinct().Select(n => new Feature(FeatureKind.Area, n)),
    ];

    /// <summary>Whether its file is of all England, so that a national sum can be shared out by it.</summary>
    public bool IsNational => Sum is not null;

    /// <summary>Whether it counts that the same care costs more in some places than in others.</summary>
    public bool CountsCosts => Pots.Any(p => p.Costs.Count > 0);

    public PopulationUnit Unit => By == "practice" ? PopulationUnit.Practice : PopulationUnit.Body;

    /// <summary>The same with another national sum.</summary>
    public Edition Sharing(Pounds sum) => this with { Sum = sum, Rate = null };
}

public enum FeatureKind
{
    /// <summary>A component of need.</summary>
    Need,

    /// <summary>An index of what the same care costs from place to place.</summary>
    Cost,

    /// <summary>Pots of that name, each for one area alone.</summary>
    Area,
}

/// <summary>One thing that sets a share apart from a plain share per head.</summary>
public readonly record struct Feature(FeatureKind Kind, string Name);
