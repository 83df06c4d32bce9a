using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Web.Public.Allocations;

/// <summary>Shares as asked for, and the same as stated where something was changed.</summary>
/// <param name="Kinds">Of bodies on the day, by which shares can be asked for; the local commissioners first.</param>
/// <param name="Openings">The rounds that are held, as in which last year's money can have gone.</param>
/// <param name="AsAsked">None where there was a problem that leaves nothing to show.</param>
/// <param name="AsStated">Without changed parameters and mergers; none where nothing was changed.</param>
public sealed record SharesAnswer(Holdings Held, SharesAsked Asked, IReadOnlyList<string> Kinds, IReadOnlyList<Edition> Openings, MadeShares? AsAsked, MadeShares? AsStated);

/// <summary>Works shares out one at a time, and has the last few at hand: a page, its bodies and its files are of one making.</summary>
public sealed class ShareDesk(HeldNow held) : IDisposable
{
    private readonly Desk<(string Version, string Address), SharesAnswer> desk = new(8);

    // Placing practices takes longer than everything else together, and a scenario is tried again and again on the same day's bodies.
    private readonly Desk<(string Version, string What), Placement> placed = new(3);
    private readonly ConditionalWeakTable<MadeShares, byte[]> books = [];

    /// <summary>Whether a request is one that takes sharing out to answer, of which nobody may have many at once.</summary>
    public static bool IsHeavy(HttpRequest request) => request.Path.Value?.StartsWith("/allocations/shares", StringComparison.OrdinalIgnoreCase) == true;

    /// <returns>Nothing where others have kept the desk busy for too long.</returns>
    public Task<SharesAnswer?> Of(SharesAsked asked, CancellationToken stop) => desk.InTurn(() =>
    {
        var now = held.Now;
        var key = (now.Version, asked.Query);
        if (asked.Problems.Count == 0 && desk.AtHand(key) is { } known)
            return known;
        var answer = Make(now, asked);
        return answer.Asked.Problems.Count > 0 ? answer : desk.Keep(key, answer);
    }, stop);

    /// <summary>Shares as they are asked for, or where they have nothing for a body, those by its kind.</summary>
    /// <returns>Nothing where others have kept the desk busy for too long.</returns>
    public async Task<SharesAnswer?> Of(SharesAsked asked, string body, CancellationToken stop)
    {
        var answer = await Of(asked, stop);
        if (answer is not { AsAsked: { } shares } || shares.CodeOf(body) is not null || !OdsCode.TryParse(body, out var code))
            return answer;
        var kind = answer.Kinds.FirstOrDefault(kind => new Tier(answer.Held.Register, kind, answer.Asked.On.Day).Bodies.Any(b => b.Code == code));
        return kind is null ? answer : await Of(asked with { By = kind }, stop);
    }

    /// <summary>A workbook that calculates: pace of change where allocations were asked for, else targets.</summary>
    /// <returns>Nothing where others have kept the desk busy for too long.</returns>
    public Task<byte[]?> WorkbookOf(MadeShares shares, CancellationToken stop) =>
        desk.InTurn(() => books.GetValue(shares, made => made.Paced is { } paced ? PaceWorkbook.Of(paced.Policy, made.Years) : TargetWorkbook.Of(made.Target, made.Placement)), stop);

    public void Dispose()
    {
        desk.Dispose();
        placed.Dispose();
    }

    private SharesAnswer Make(Holdings now, SharesAsked asked)
    {
        if (now.Populations.Of(asked.Edition) is not { } stated)
            return new(now, asked, [], [], null, null);
        asked = Known(asked, now.Register);
        var kinds = Placement.KindsOn(now.Register, asked.On.Day);
        List<Edition> openings = [.. SharesAsked.Rounds.Where(r => now.Populations.Of(r) is not null)];
        asked = Possible(asked, kinds, openings);
        SharesAnswer Answer(SharesAsked asked, MadeShares? asAsked, MadeShares? asStated) => new(now, asked, kinds, openings, asAsked, asStated);
        if (!asked.IsChanged)
        {
            if (Refused(asked, asked.Policy) is { } beyond)
                asked = (asked with { Years = 1 }).With([("years", Said(beyond))]);
            return Answer(asked, Shares(now, asked, stated, null, ChangedParameters.None), null);
        }

        // A change may say where targets go although the policy does not: then only targets are held against what was stated.
        var asStated = Shares(now, Refused(asked, asked.Policy) is null ? asked : asked with { Opening = "" }, stated, null, ChangedParameters.None);
        var field = "changes";
        try
        {
            var changed = asked.Changes.Length == 0 ? ChangedParameters.None : ChangedParameters.ReadText(asked.ChangesFile, "the changes");
            var inputs = now.Populations.Of(changed.Apply(asked.Edition))!;
            var policy = changed.Apply(asked.Policy);
            field = "mergers";
            var scenario = asked.Mergers.Length == 0 ? null : ScenarioOf(now.Register, asked, asStated.Placement);
            return Refused(asked, policy) is { } beyond ? Answer(asked.With([("years", Said(beyond))]), asStated, null)
                : Answer(asked, Shares(now, asked, inputs, scenario, changed), asStated);
        }
        catch (RefusedException refused)
        {
            return Answer(asked.With(refused.Findings.Take(10).Select(f => (field, Said(f)))), asStated, null);
        }
    }

    /// <summary>What is asked, on the round's own day where the register knows no local commissioner of the day that is asked for.</summary>
    private static SharesAsked Known(SharesAsked asked, RegisterAsKnown register)
    {
        if (new Tier(register, null, asked.On.Day).Bodies.Count > 0)
            return asked;
        var first = register.Organisations.Where(o => o.Opened > DateOnly.MinValue && o.On(o.Opened) is { } standing && register.PaysLocally(standing.Kind)).Select(o => (DateOnly?)o.Opened).Min();
        var says = $"No local commissioner is known on {asked.On.Day.InWords}{(first is { } day ? $": the first day of any is {day.InWords}" : "")}. Shown is {asked.Edition.BodiesOn.InWords}, the round's own day.";
        return (asked with { On = new(asked.Edition.BodiesOn, asked.On.Text, says) }).With([("on", says)]);
    }

    /// <summary>What is asked without what there cannot be, each of which is a problem.</summary>
    private static SharesAsked Possible(SharesAsked asked, IReadOnlyList<string> kinds, List<Edition> openings)
    {
        if (asked.By.Length > 0 && !kinds.Contains(asked.By, StringComparer.OrdinalIgnoreCase))
            asked = (asked with { By = "" }).With([("by", $"There is no {Finding.Quoted(asked.By)} on {asked.On.Day.InWords} that practices belong to.")]);
        if (asked.By.Equals(kinds[0], StringComparison.OrdinalIgnoreCase))
            asked = asked with { By = "" };
        if (asked.Opening.Length > 0 && asked.By.Length > 0)
            asked = (asked with { Opening = "" }).With([("opening", $"Allocations are by {kinds[0]}: by {asked.By} there are targets, and these are shown.")]);
        if (asked.Opening is not ("" or SharesAsked.Plain) && openings.All(o => o.Id != asked.Opening))
            asked = (asked with { Opening = "" }).With([("opening", $"No weighted populations of the round {asked.Opening} are held here, so only targets are shown: './remit import weighted-populations FILE' takes them in.")]);
        return asked;
    }

    private static string Said(Finding finding) => $"{finding.Place}: found {Finding.Quoted(finding.Found)}; wanted {finding.Wanted}";

    /// <summary>Why a policy cannot be carried on for the years asked for; nothing where it can, or only targets are asked for.</summary>
    private static Finding? Refused(SharesAsked asked, WrittenPolicy policy)
    {
        try
        {
            if (asked.Opening.Length > 0)
                policy.AskForTargets(asked.Years, from: 2);
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Findings[0];
        }
    }

    private static Scenario ScenarioOf(RegisterAsKnown register, SharesAsked asked, Placement placement)
    {
        var at = new Place("the mergers");
        RefusedException Refuse(string code, string found, string wanted) => new(new Finding(code, Consequence.FileRefused, at, found, wanted));
        var scenarios = ScenarioFile.ReadText(asked.MergersFile, at.File, register);
        if (scenarios.Count > 1)
            throw Refuse("several-scenarios", $"{scenarios.Count} scenarios", "one");
        var mergers = scenarios[0].Mergers;
        if (mergers.SelectMany(m => m.Bodies).Where(b => register.Find(b)?.IsOpenOn(asked.On.Day) != true).ToList() is { Count: > 0 } shut)
            throw Refuse("not-open", string.Join(", ", shut), $"bodies that are open on {asked.On.Day:yyyy-MM-dd}");
        var placed = placement.Shares.SelectMany(s => s).Select(s => s.Code).ToHashSet();
        if (mergers.FirstOrDefault(m => !m.Bodies.Any(b => placed.Contains(b.ToString()))) is { } elsewhere)
            throw Refuse("another-kind", string.Join(", ", elsewhere.Bodies), $"bodies of the kind {placement.Kind}, by which shares are asked for; those of another kind go with that kind of body");
        return scenarios[0];
    }

    private MadeShares Shares(Holdings now, SharesAsked asked, AllocationInputs inputs, Scenario? scenario, ChangedParameters changed)
    {
        var target = Target.Of(inputs.Population, inputs.Edition);
        var placement = Placed(now, inputs, asked.On.Day, asked.By);
        var made = new MadeShares(inputs, target, scenario is null ? placement : placement.Under(scenario));
        if (asked.Opening.Length == 0)
            return made;

        var policy = changed.Apply(asked.Policy);
        var targets = placement.Sum(target.Pounds);
        targets.Remove(Placement.Nowhere);
        // What bodies had does not change with what is asked of this year.
        var last = Pounds.Nearest(asked.Edition.Sum!.Value.Value / (1 + asked.NewMoney / 100));
        IEnumerable<KeyValuePair<string, decimal>> shares = placement.Sum(inputs.Population.Heads);
        if (asked.Opening != SharesAsked.Plain)
        {
            var then = now.Populations.Of(AllocationTables.Named(asked.Opening))!;
            shares = Placed(now, then, asked.On.Day, "").Sum(Target.Of(then.Population, then.Edition).Pounds).Select(t => KeyValuePair.Create(t.Key, (decimal)t.Value));
        }

        var basis = new PaceBasis(PaceBasis.AsIf(last, shares.Where(s => targets.ContainsKey(s.Key))), policy.Policy);
        if (scenario is not null)
            basis = basis.Merged(targets, scenario.Mergers.SelectMany(m => m.Bodies.Select(b => (From: b.ToString(), To: m.Code.ToString()))).ToDictionary(m => m.From, m => m.To));
        var paced = new PacedTargets(made.Targets, basis);
        return made with { Paced = paced, Years = paced.Years(asked.Years), Policy = policy };
    }

    private Placement Placed(Holdings now, AllocationInputs inputs, DateOnly day, string by)
    {
        var key = (now.Version, $"{inputs.Edition.Id} {day:yyyy-MM-dd} {by}");
        return placed.AtHand(key) ?? placed.Keep(key, Placement.On(now.Register, inputs.Population, inputs.Edition.Unit, inputs.Edition.BodiesOn, day, by.Length == 0 ? null : by));
    }
}
