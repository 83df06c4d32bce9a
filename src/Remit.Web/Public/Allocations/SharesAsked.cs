using System.Globalization;
using Microsoft.AspNetCore.Http;
using Remit.Allocations;
using Remit.Storage.Allocations;
using Remit.Time;

namespace Remit.Web.Public.Allocations;

/// <summary>Fair shares as an address asks for them: a round, the bodies of a day, what is changed, and where it goes on to allocations, what bodies had. The address is the scenario.</summary>
/// <param name="By">The kind of body; empty for the local commissioners of the day.</param>
/// <param name="Changes">Rows of changed parameters, as typed.</param>
/// <param name="Mergers">Rows of a scenario of mergers, as typed.</param>
/// <param name="Opening">Empty for targets alone; <c>plain</c>, or a round by which last year's money is taken to have gone.</param>
/// <param name="NewMoney">Growth of the sum upon last year's, in per cent.</param>
public sealed record SharesAsked(Edition Edition, DayAsked On, string By, string Changes, string Mergers, string Opening, decimal NewMoney, WrittenPolicy Policy, int Years)
{
    public const int LongestText = 3_000;
    public const string Plain = "plain";

    public IReadOnlyList<(string Field, string Problem)> Problems { get; private init; } = [];

    /// <summary>What an address says. What it says wrongly is a problem, and left out.</summary>
    public static SharesAsked Of(IQueryCollection query)
    {
        List<(string, string)> problems = [];
        string Said(string name) => query[name].ToString().Trim();
        T Or<T>(string name, Func<string, T?> read, T usual, string wanted)
        {
            if (Said(name).Length == 0)
                return usual;
            if (read(Said(name)) is { } value)
                return value;
            problems.Add((name, $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('-', ' ')}: found {Finding.Quoted(Said(name))}, wanted {wanted}."));
            return usual;
        }

        var edition = Or("edition", id => Rounds.FirstOrDefault(e => e.Id == id), Latest, $"one of {string.Join(", ", Rounds.Select(e => e.Id))}");
        var on = DayAsked.Of(Said("on"), edition.BodiesOn);
        if (on.Problem is { } problem)
            problems.Add(("on", problem));
        var policy = Or("policy", id => PacePolicies.Shipped.FirstOrDefault(p => p.Policy.Id == id), PacePolicies.Shipped[0], "one of the policies of the list");
        var years = (int)Or<object>("years", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= PaceOfChange.MostYears ? given : null, 1, $"1 to {PaceOfChange.MostYears}");
        foreach (var name in (string[])["changes", "mergers"])
            if (Said(name).Length > LongestText)
                problems.Add((name, string.Create(CultureInfo.InvariantCulture, $"That is longer than {LongestText:N0} characters, which an address can carry: './remit allocate --scenario FILE' takes any.")));
        string Text(string name) => Said(name).Length > LongestText ? "" : Said(name).ReplaceLineEndings("\n");
        return new(
            edition, on, Said("by"), Text("changes"), Text("mergers"),
            (string)Or<object>("opening", text => text == Plain || Rounds.Any(e => e.Id == text) ? text : null, "", $"{Plain} or a round"),
            (decimal)Or<object>("new-money", text => Percentage.TryRead(text, out var rate) && rate is > -50 and <= 100 ? rate : null, policy.Policy.In(1).TotalGrowth ?? PaceBasis.UsualNewMoney, "per cent above -50 and up to 100"),
            policy, years)
        {
            Problems = problems,
        };
    }

    /// <summary>The rounds that can be asked for: those by practice, which can be placed with the bodies of any day.</summary>
    public static IReadOnlyList<Edition> Rounds { get; } = [.. AllocationTables.Shipped.Where(e => e.Unit == PopulationUnit.Practice)];

    /// <summary>The round that is meant where none is named: the latest that counts need and costs.</summary>
    public static Edition Latest { get; } = Rounds.Where(e => e.CountsCosts).MaxBy(e => e.Year.StartYear) ?? Rounds[^1];

    /// <summary>A round in words: its year, and where costs do not count in it, that they do not.</summary>
    public static string InWords(Edition round) => round.CountsCosts ? $"{round.Year}" : $"{round.Year}, need alone";

    public bool IsChanged => Changes.Length > 0 || Mergers.Length > 0;

    /// <summary>The scenario as the end of an address: of any page and file here.</summary>
    public string Query => QueryString.Create([.. ((string Name, string Value)[])
        [
            ("edition", Edition.Id), ("on", IsoDate.Text(On.Day)), ("by", By), ("changes", Changes), ("mergers", Mergers), ("opening", Opening),
            ("new-money", Opening.Length > 0 ? NewMoney.ToString(CultureInfo.InvariantCulture) : ""), ("policy", Opening.Length > 0 ? Policy.Policy.Id : ""), ("years", Opening.Length > 0 ? Years.ToString(CultureInfo.InvariantCulture) : ""),
        ]
        is var all ? all.Where(p => p.Value.Length > 0).Select(p => new KeyValuePair<string, string?>(p.Name, p.Value)) : []]).ToString();

    /// <summary>Changed parameters as a file, under their header where they were typed without it; empty where nothing was typed.</summary>
    public string ChangesFile => WithHeader(Changes, "parameter,of,value");

    /// <summary>The scenario of mergers as a file.</summary>
    public string MergersFile => WithHeader(Mergers, "on,name,bodies");

    private static string WithHeader(string rows, string header) => rows.Length == 0 ? ""
        : $"{(rows.Split('\n')[0].Split(',').Select(c => c.Trim()).Contains(header.Split(',')[^1], StringComparer.OrdinalIgnoreCase) ? "" : $"{header}\n")}{rows}\n";

    internal SharesAsked With(IEnumerable<(string Field, string Problem)> more) => this with { Problems = [.. Problems, .. more] };
}

/// <summary>Targets, and where they are asked for allocations, of the bodies of a day.</summary>
public sealed record MadeShares(AllocationInputs Inputs, Target Target, Placement Placement)
{
    /// <summary>None where only targets are asked for, or bodies are not the local commissioners.</summary>
    public PacedTargets? Paced { get; init; }

    public IReadOnlyList<PacedYear> Years { get; init; } = [];

    public WrittenPolicy? Policy { get; init; }

    public SortedDictionary<string, long> Targets { get; } = Placement.Sum(Target.Pounds);

    public SortedDictionary<string, decimal> People { get; } = Placement.Sum(Target.Population.Heads);

    /// <summary>What a weighted head gets.</summary>
    public decimal PerHead => Target.Sum.Value / Target.Population.Heads.Sum();

    /// <summary>A body's code as it is written here; none where it has no share.</summary>
    public string? CodeOf(string body) => body == Placement.Nowhere ? null : Targets.Keys.FirstOrDefault(c => c.Equals(body, StringComparison.OrdinalIgnoreCase));

    public decimal? IndexOf(string code) => People[code] == 0 ? null : Targets[code] / People[code] / PerHead;
}
