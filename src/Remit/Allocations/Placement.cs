using Remit.Money;
using Remit.Register;

namespace Remit.Allocations;

/// <summary>Which body or place each unit of a population counts for: whole, or in shares where what it belonged to was split.</summary>
/// <param name="Kind">What the bodies or places are: <c>CCG</c>, <c>council</c>.</param>
/// <param name="Shares">For each unit, in its order, whom it goes to; none where nothing says.</param>
/// <param name="NameOf">What a code stands for; empty where that is not known.</param>
public sealed record Placement(string Kind, IReadOnlyList<IReadOnlyList<PlacedShare>> Shares, Func<string, string> NameOf)
{
    /// <summary>The code under which stands what belongs nowhere, so that columns still add up.</summary>
    public const string Nowhere = "";

    private const string Group = "CCG";

    private static readonly IReadOnlyList<PlacedShare> Unplaced = [new(Nowhere, 1, 1)];

    /// <summary>Every unit under one code: England, or as much of it as the file has.</summary>
    public static Placement Whole(Population population)
    {
        IReadOnlyList<PlacedShare> all = [new("England", 1, 1)];
        return new("England", [.. population.Codes.Select(_ => all)], _ => "");
    }

    /// <summary>Every unit by itself.</summary>
    public static Placement Each(Population population)
    {
        var names = population.Codes.Zip(population.Names).ToDictionary(u => u.First, u => u.Second);
        return new("unit", [.. population.Codes.Select(code => (IReadOnlyList<PlacedShare>)[new(code, 1, 1)])], code => names.GetValueOrDefault(code, ""));
    }

    /// <summary>By the places that the file itself puts its units in.</summary>
    /// <exception cref="ArgumentException">The file has no such places.</exception>
    public static Placement ByFile(Population population, string place)
    {
        if (!population.Places.TryGetValue(place, out var codes))
            throw new ArgumentException($"This population has no {place}. It has: {string.Join(", ", population.Places.Keys)}.", nameof(place));
        var names = population.Places.TryGetValue($"{place} name", out var called) ? codes.Zip(called).DistinctBy(c => c.First).ToDictionary(c => c.First, c => c.Second) : [];
        var shares = codes.Distinct().ToDictionary(code => code, code => (IReadOnlyList<PlacedShare>)[new(code, 1, 1)]);
        return new(place, [.. codes.Select(code => shares[code])], code => names.GetValueOrDefault(code, ""));
    }

    /// <summary>
    /// By the bodies of a day, as the register has them. A practice goes where it belonged that day; one that the register does not know goes where the
    /// group that the file puts it in went.
    /// </summary>
    /// <param name="kind">The kind of body; none for the local commissioners of the day.</param>
    /// <param name="by">What the units are.</param>
    /// <param name="filed">The day whose bodies the population speaks of.</param>
    public static Placement On(RegisterAsKnown register, Population population, PopulationUnit by, DateOnly filed, DateOnly day, string? kind = null)
    {
        var lineage = new Lineage(register, filed, day, kind);
        var groups = by == PopulationUnit.Practice && population.Places.TryGetValue(Group, out var inFile) ? inFile : population.Codes;
        Dictionary<Descent, IReadOnlyList<PlacedShare>> known = new(ReferenceEqualityComparer.Instance);
        var placed = population.Codes.Zip(groups, (unit, group) =>
        {
            var descent = by == PopulationUnit.Practice && PracticeCode.TryParse(unit, out var practice) ? lineage.Of(practice) : null;
            if (descent is not { Shares.Count: > 0 })
                descent = OdsCode.TryParse(group, out var body) ? lineage.Of(body) : null;
            if (descent is not { Shares.Count: > 0 })
                return Unplaced;
            if (!known.TryGetValue(descent, out var shares))
                known[descent] = shares = [.. descent.Shares.Select(s => new PlacedShare(s.To.ToString(), s.Weight, descent.Whole))];
            return shares;
        });
        return new(new Tier(register, kind, day).Kind, [.. placed], code => OdsCode.TryParse(code, out var ods) ? register.Find(ods)?.NameNear(day) ?? "" : "");
    }

    /// <summary>The kinds of body that the local commissioners of a day are, or lie within, they themselves first.</summary>
    public static IReadOnlyList<string> KindsOn(RegisterAsKnown register, DateOnly day)
    {
        var locals = new Tier(register, null, day);
        return [locals.Kind, .. register.Kinds
            .Where(kind => !kind.Equals(locals.Kind, StringComparison.OrdinalIgnoreCase))
            .Select(kind => new Tier(register, kind, day))
            .Where(tier => locals.Bodies.Any(b => tier.BodyOf(b.Code) is not null))
            .Select(tier => tier.Kind)];
    }

    /// <summary>With everything of a body that ends in a scenario under the one that takes over.</summary>
    public Placement Under(Scenario scenario)
    {
        var next = scenario.Mergers.SelectMany(m => m.Bodies.Select(b => (From: b.ToString(), To: m.Code.ToString()))).ToDictionary(m => m.From, m => m.To);
        var names = scenario.Mergers.ToDictionary(m => m.Code.ToString(), m => m.Name);
        return this with
        {
            Shares = [.. Shares.Select(shares => shares.Any(s => next.ContainsKey(s.Code)) ? Joined(shares, next) : shares)],
            NameOf = code => names.TryGetValue(code, out var name) ? name : NameOf(code),
        };
    }

    private static IReadOnlyList<PlacedShare> Joined(IReadOnlyList<PlacedShare> shares, Dictionary<string, string> next) =>
        [.. shares.Select(s => s with { Code = next.GetValueOrDefault(s.Code, s.Code) }).GroupBy(s => s.Code).Select(g => new PlacedShare(g.Key, g.Sum(s => s.Weight), g.First().Whole))];

    /// <summary>Whole pounds by unit, added up by body; a unit that goes to several is shared out in whole pounds.</summary>
    /// <returns>In order of code, adding up to what the units do.</returns>
    public SortedDictionary<string, long> Sum(ReadOnlySpan<long> pounds)
    {
        SortedDictionary<string, long> sums = new(StringComparer.Ordinal);
        for (var unit = 0; unit < pounds.Length; unit++)
        {
            var shares = Shares[unit];
            if (shares is [var only])
            {
                sums[only.Code] = sums.GetValueOrDefault(only.Code) + pounds[unit];
                continue;
            }

            var parts = new Pounds(pounds[unit]).Apportion<string>([.. shares.Select(s => s.Weight)], [.. shares.Select(s => s.Code)]);
            foreach (var (share, part) in shares.Zip(parts))
                sums[share.Code] = sums.GetValueOrDefault(share.Code) + part.Value;
        }

        return sums;
    }

    /// <summary>Heads or weighted heads by unit, added up by body.</summary>
    public SortedDictionary<string, decimal> Sum(IReadOnlyList<decimal> heads)
    {
        SortedDictionary<string, decimal> sums = new(StringComparer.Ordinal);
        for (var unit = 0; unit < heads.Count; unit++)
            foreach (var share in Shares[unit])
                sums[share.Code] = sums.GetValueOrDefault(share.Code) + heads[unit] * share.Weight / share.Whole;
        return sums;
    }
}

/// <summary>A unit's part in a body: its weight out of the whole.</summary>
public readonly record struct PlacedShare(string Code, long Weight, long Whole);
