using System.Globalization;
using Microsoft.AspNetCore.Http;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Register;
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

        var edition = Or("edition", id => Rounds.FirstOrDefault(e => e.Id == id), Rounds[^1], $"one of {string.Join(", ", Rounds.Select(e => e.Id))}");
        var on = DayAsked.Of(Said("on"), edition.BodiesOn);
        if (on.Problem is { } problem)
            problems.Add(("on", problem));
        var policy = Or("policy", id => PacePolicies.Shipped.FirstOrDefault(p => p.Policy.Id == id), PacePolicies.Shipped[0], "one of the policies of the list");
        var years = (int)Or<object>("years", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= PaceOfChange.MostYears ? given : null, 1, $"1 to {PaceOfChange.MostYears}");
        if (years > 1 && Enumerable.Range(2, years - 1).Any(y => policy.Policy.In(y) is { TargetGrowthPerHead: null, TotalGrowth: null }))
        {
            problems.Add(("years", "Nobody knows where targets go beyond the first year under this policy: one year is shown."));
            years = 1;
        }

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

    public bool IsChanged => Changes.Length > 0 || Mergers.Length > 0;

    /// <summary>The scenario as the end of an address: of any page and file here.</summary>
    public string Query => QueryString.Create([.. ((string Name, string Value)[])
        [
            ("edition", Edition.Id), ("on", IsoDate.Text(On.Day)), ("by", By), ("changes", Changes), ("mergers", Mergers), ("opening", Opening),
            ("new-money", Opening.Length > 0 ? NewMoney.ToString(CultureInfo.InvariantCulture) : ""), ("policy", Opening.Length > 0 ? Policy.Policy.Id : ""), ("years", Opening.Length > 0 ? Years.ToString(CultureInfo.InvariantCulture) : ""),
        ]
        is var all ? all.Where(p => p.Value.Length > 0).Select(p => new KeyValuePair<string, string?>(p.Name, p.Value)) : []]).ToString();

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

    public decimal? IndexOf(string code) => People[code] == 0 ? null : Targets[code] / People[code] / PerHead;
}

/// <summary>Shares as asked for, and the same as stated where something was changed.</summary>
/// <param name="AsAsked">None where there was a problem that leaves nothing to show.</param>
/// <param name="AsStated">Without changed parameters and mergers; none where nothing was changed.</param>
public sealed record SharesAnswer(Holdings Held, SharesAsked Asked, IReadOnlyList<string> Kinds, MadeShares? AsAsked, MadeShares? AsStated);

/// <summary>Works shares out, and has the last few at hand: a page, its bodies and its files are of one making.</summary>
public sealed class ShareDesk(HeldNow held)
{
    private const int MostKept = 8;

    private readonly Lock turn = new(), books = new();
    private readonly LinkedList<(string Version, string Address, SharesAnswer Answer)> kept = new();
    private (string Version, string What, Placement Placement)? placed;

    public SharesAnswer Of(IQueryCollection query)
    {
        var (now, asked) = (held.Now, SharesAsked.Of(query));
        // One at a time: each takes a fraction of a second, and many at once would take the memory.
        lock (turn)
        {
            if (asked.Problems.Count == 0 && kept.FirstOrDefault(k => k.Version == now.Version && k.Address == asked.Query).Answer is { } known)
                return known;
            var answer = Make(now, asked);
            if (answer.Asked.Problems.Count > 0)
                return answer;
            kept.AddFirst((now.Version, asked.Query, answer));
            if (kept.Count > MostKept)
                kept.RemoveLast();
            return answer;
        }
    }

    /// <summary>A workbook that calculates: pace of change where allocations were asked for, else targets.</summary>
    public byte[] WorkbookOf(MadeShares shares)
    {
        // Of every practice it takes a second or two: one at a time.
        lock (books)
            return shares.Paced is { } paced ? PaceWorkbook.Of(paced.Policy, shares.Years) : TargetWorkbook.Of(shares.Target, shares.Placement);
    }

    private SharesAnswer Make(Holdings now, SharesAsked asked)
    {
        if (now.Populations.Of(asked.Edition) is not { } stated)
            return new(now, asked, [], null, null);
        var kinds = Placement.KindsOn(now.Register, asked.On.Day);
        if (asked.By.Length > 0 && !kinds.Contains(asked.By, StringComparer.OrdinalIgnoreCase))
            asked = (asked with { By = "" }).With([("by", $"There is no {Finding.Quoted(asked.By)} on {asked.On.Day.InWords} that practices belong to.")]);
        var asStated = Shares(now, asked, stated, null, ChangedParameters.None);
        if (!asked.IsChanged)
            return new(now, asked, kinds, asStated, null);
        var field = "changes";
        try
        {
            var changed = asked.Changes.Length == 0 ? ChangedParameters.None : ChangedParameters.ReadText(WithHeader(asked.Changes, "parameter,of,value"), "the changes");
            var inputs = now.Populations.Of(changed.Apply(asked.Edition))!;
            field = "mergers";
            var scenario = asked.Mergers.Length == 0 ? null : ScenarioOf(now.Register, asked);
            field = "changes";
            return new(now, asked, kinds, Shares(now, asked, inputs, scenario, changed), asStated);
        }
        catch (RefusedException refused)
        {
            return new(now, asked.With(refused.Findings.Take(10).Select(f => (field, $"{f.Place}: found {Finding.Quoted(f.Found)}; wanted {f.Wanted}"))), kinds, asStated, null);
        }
    }

    private static Scenario ScenarioOf(RegisterAsKnown register, SharesAsked asked)
    {
        var scenarios = ScenarioFile.ReadText(WithHeader(asked.Mergers, "on,name,bodies"), "the mergers", register);
        var shut = scenarios[0].Mergers.SelectMany(m => m.Bodies).Where(b => register.Find(b)?.IsOpenOn(asked.On.Day) != true).ToList();
        return scenarios.Count > 1 ? throw new RefusedException(new Finding("several-scenarios", Consequence.FileRefused, new Place("the mergers"), $"{scenarios.Count} scenarios", "one"))
            : shut.Count > 0 ? throw new RefusedException(new Finding("not-open", Consequence.FileRefused, new Place("the mergers"), string.Join(", ", shut), $"bodies that are open on {asked.On.Day:yyyy-MM-dd}"))
            : scenarios[0];
    }

    /// <summary>Rows as typed, under their header where they were typed without it.</summary>
    private static string WithHeader(string rows, string header) =>
        $"{(rows.Split('\n')[0].Split(',').Select(c => c.Trim()).Contains(header.Split(',')[^1], StringComparer.OrdinalIgnoreCase) ? "" : $"{header}\n")}{rows}\n";

    private MadeShares Shares(Holdings now, SharesAsked asked, AllocationInputs inputs, Scenario? scenario, ChangedParameters changed)
    {
        var target = Target.Of(inputs.Population, inputs.Edition);
        var placement = Placed(now, inputs, asked.On.Day, asked.By);
        var made = new MadeShares(inputs, target, scenario is null ? placement : placement.Under(scenario));
        if (asked.Opening.Length == 0 || asked.By.Length > 0)
            return made;

        var policy = changed.Apply(asked.Policy);
        var targets = placement.Sum(target.Pounds);
        targets.Remove(Placement.Nowhere);
        // What bodies had does not change with what is asked of this year.
        var last = Pounds.Nearest(asked.Edition.Sum!.Value.Value / (1 + asked.NewMoney / 100));
        IEnumerable<KeyValuePair<string, decimal>> shares = asked.Opening == SharesAsked.Plain || now.Populations.Of(AllocationTables.Named(asked.Opening)) is not { } then ? placement.Sum(inputs.Population.Heads)
            : Placed(now, then, asked.On.Day, "").Sum(Target.Of(then.Population, then.Edition).Pounds).Select(t => KeyValuePair.Create(t.Key, (decimal)t.Value));
        var basis = new PaceBasis(PaceBasis.AsIf(last, shares.Where(s => targets.ContainsKey(s.Key))), policy.Policy);
        if (scenario is not null)
            basis = basis.Merged(targets, scenario.Mergers.SelectMany(m => m.Bodies.Select(b => (From: b.ToString(), To: m.Code.ToString()))).ToDictionary(m => m.From, m => m.To));
        var paced = new PacedTargets(made.Targets, basis);
        return made with { Paced = paced, Years = paced.Years(asked.Years), Policy = policy };
    }

    // Placing practices takes longer than everything else together, and a scenario is tried again and again on the same day's bodies.
    private Placement Placed(Holdings now, AllocationInputs inputs, DateOnly day, string by)
    {
        var what = $"{inputs.Edition.Id} {day:yyyy-MM-dd} {by}";
        if (placed is not { } last || last.Version != now.Version || last.What != what)
            placed = last = (now.Version, what, Placement.On(now.Register, inputs.Population, inputs.Edition.Unit, inputs.Edition.BodiesOn, day, by.Length == 0 ? null : by));
        return last.Placement;
    }
}
