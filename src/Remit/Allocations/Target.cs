using Remit.Money;

namespace Remit.Allocations;

/// <summary>The fair share of every unit of a population under an edition, in whole pounds that add up to the national sum exactly.</summary>
/// <remarks>
/// Each pot is a whole number of pounds, and is shared out by what each unit weighs in it: need (heads as the components see them) times cost indices, to a millionth of a head. So more
/// need never means less, and what a body gets is the sum of what its practices get. Works in columns: see decisions/0033.
/// </remarks>
public sealed class Target
{
    private const decimal Millionths = 1_000_000;

    private readonly long[] pounds;
    private readonly long[][] byPot;

    private Target(Population population, Edition edition, long[] pounds, long[][] byPot, Pounds sum) =>
        (Population, Edition, this.pounds, this.byPot, Sum) = (population, edition, pounds, byPot, sum);

    public Population Population { get; }

    public Edition Edition { get; }

    /// <summary>What all of them get together.</summary>
    public Pounds Sum { get; }

    /// <summary>Each unit's target in whole pounds.</summary>
    public ReadOnlySpan<long> Pounds => pounds;

    /// <summary>Each unit's part of a pot, in whole pounds.</summary>
    /// <param name="pot">Its place among the edition's pots.</param>
    public ReadOnlySpan<long> Of(int pot) => byPot[pot];

    /// <summary>The target of each unit.</summary>
    /// <exception cref="ArgumentException">The edition goes by something that the population has not, has neither a sum nor a rate, or nobody weighs anything in a pot.</exception>
    public static Target Of(Population population, Edition edition) => Of(population, edition, edition.Features.Count);

    /// <summary>The target of each unit if only some of what sets them apart counted: the others are as if everybody were alike in them.</summary>
    /// <param name="features">How many of the edition's features count, from the first on. None: a plain share per head.</param>
    /// <inheritdoc cref="Of(Population, Edition)"/>
    public static Target Of(Population population, Edition edition, int features)
    {
        var counting = edition.Features.Take(features).ToHashSet();
        if (edition.Sum is { } sum)
            return Shared(population, edition, counting, sum);
        if (edition.Rate is not { } rate)
            throw new ArgumentException($"The edition {edition.Id} states no national sum and no rate: say what is to be shared out.", nameof(edition));

        var pot = edition.Pots.Count == 1 ? edition.Pots[0] : throw new ArgumentException($"The edition {edition.Id} has a rate for {edition.Pots.Count} pots, and can have it for one only.", nameof(edition));
        var weighted = Weigh(population, pot, counting);
        var each = Array.ConvertAll(weighted, w => Money.Pounds.Nearest(w / Millionths * rate).Value);
        return new(population, edition, each, [each], new(each.Sum()));
    }

    private static Target Shared(Population population, Edition edition, HashSet<Feature> counting, Pounds sum)
    {
        var pots = new long[edition.Pots.Count];
        Apportionment.Apportion<string>(sum.Value, [.. edition.Pots.Select(p => (long)(p.Part * Millionths))], [.. edition.Pots.Select(p => $"{p.Name} {p.Area}")], pots);
        // Pots of single areas that do not count yet are everybody's alike, so those of one name are one.
        foreach (var alike in edition.Pots.Index().Where(p => p.Item.IsOfOneArea && !counting.Contains(new(FeatureKind.Area, p.Item.Name))).GroupBy(p => p.Item.Name, p => p.Index))
        {
            var first = alike.First();
            foreach (var other in alike.Skip(1))
                (pots[first], pots[other]) = (pots[first] + pots[other], 0);
        }

        var pounds = new long[population.Count];
        var byPot = new long[edition.Pots.Count][];
        for (var at = 0; at < pots.Length; at++)
        {
            var pot = edition.Pots[at];
            var parts = byPot[at] = pots[at] == 0 ? new long[pounds.Length]
                : pot.IsOfOneArea && counting.Contains(new(FeatureKind.Area, pot.Name))
                ? WithinArea(population, pot, pots[at])
                : Out(population, pots[at], Weigh(population, pot, counting));
            for (var unit = 0; unit < pounds.Length; unit++)
                pounds[unit] += parts[unit];
        }

        return new(population, edition, pounds, byPot, sum);
    }

    private static long[] Out(Population population, long sum, long[] weights)
    {
        var parts = new long[weights.Length];
        Apportionment.Apportion<string>(sum, weights, population.Codes, parts);
        return parts;
    }

    /// <summary>A pot of one area goes by heads, to the units that the file puts there.</summary>
    private static long[] WithinArea(Population population, Pot pot, long sum)
    {
        if (!population.Places.TryGetValue(pot.Place, out var places))
            throw new ArgumentException($"The pot {pot.Name} is for one {pot.Place}, and the population does not say which {pot.Place} a unit lies in.", nameof(pot));
        int[] within = [.. Enumerable.Range(0, places.Length).Where(unit => places[unit] == pot.Area)];
        var parts = new Pounds(sum).Apportion<string>([.. within.Select(unit => (long)(population.Heads[unit] * Millionths))], [.. within.Select(unit => population.Codes[unit])]);
        var all = new long[population.Count];
        foreach (var (at, unit) in within.Index())
            all[unit] = parts[at].Value;
        return all;
    }

    /// <summary>What each unit weighs in a pot, in millionths of a head.</summary>
    private static long[] Weigh(Population population, Pot pot, HashSet<Feature> counting)
    {
        var heads = population.Heads;
        var needs = pot.Needs.Select(n => (n.Value, Heads: counting.Contains(new(FeatureKind.Need, n.Component)) ? population[n.Component] : heads)).ToArray();
        var costs = pot.Costs.Where(c => counting.Contains(new(FeatureKind.Cost, c))).Select(c => population[c]).ToArray();
        var weights = new long[heads.Length];
        for (var unit = 0; unit < weights.Length; unit++)
        {
            decimal weighted = needs.Length == 0 ? heads[unit] : 0;
            foreach (var (value, seen) in needs)
                weighted += value * seen[unit];
            foreach (var index in costs)
                weighted *= index[unit];
            weights[unit] = (long)(weighted * Millionths);
        }

        return weights;
    }
}
