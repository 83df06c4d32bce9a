using System.CommandLine;
using Remit.Allocations;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate search</c>: which value of one rule brings everybody near their target by a year, and what it costs.</summary>
public static class AllocateSearch
{
    private const int Few = 5;
    private const int MostTried = 1_000;

    private static readonly Dictionary<string, Func<PaceTerms, decimal, PaceTerms>> Varied = new()
    {
        ["minimum-growth"] = (terms, value) => terms with { MinimumGrowth = value },
        ["minimum-growth-per-head"] = (terms, value) => terms with { MinimumGrowthPerHead = value },
        ["maximum-growth"] = (terms, value) => terms with { MaximumGrowth = value },
        ["furthest-under-target"] = (terms, value) => terms with { FurthestUnder = value },
        ["total-growth"] = (terms, value) => terms with { TotalGrowth = value },
        ["growth-beyond-taper"] = (terms, value) => terms.Taper is { } taper ? terms with { Taper = taper with { GrowthBeyond = value } } : terms,
    };

    public static Command Make(Terminal terminal)
    {
        var (policy, input, year) = (PaceOptions.Policy(), PaceOptions.Input(), PaceOptions.Years("--by-year", "By the end of which year, counted from 1", 3));
        var vary = new Option<string>("--vary") { Description = "Which rule of the policy", DefaultValueFactory = _ => "minimum-growth" }.AcceptOnlyFromAmong([.. Varied.Keys]);
        var within = Number("--within", "How near to target everybody is to be, in per cent", 5);
        var side = new Option<string>("--side") { Description = "both: nobody further over either; under: only those under target count", DefaultValueFactory = _ => "both" }.AcceptOnlyFromAmong("both", "under");
        var (from, to, step) = (Number("--from", "The lowest value to try, in per cent", 0), Number("--to", "The highest", 6), Number("--step", "How far apart; where the answer changes it is found to 0.01", 0.5m));
        var json = CommandLine.Json();
        var verb = new Command("search", "Which minimum growth (or other rule) brings everybody near their target by a year, and what it costs; every value tried is told") { policy, input, vary, within, year, side, from, to, step, json };
        verb.Validators.Add(result =>
        {
            decimal Value(Option<decimal> option) => result.GetResult(option) is { } given ? given.GetValueOrDefault<decimal>() : option.GetDefaultValue() is decimal usual ? usual : 0;

            if (result.Errors.Any() || new[] { from, to, step }.Any(o => result.GetResult(o) is { } given && !given.TryRead<decimal>(out _)))
                return;
            if (Value(step) <= 0 || Value(to) < Value(from) || Value(from) <= -100 || Value(to) > 100)
                result.AddError("--from, --to and --step: wanted a step above nought, and a range within -100 to 100 that does not end before it begins.");
            else if ((Value(to) - Value(from)) / Value(step) > MostTried)
                result.AddError($"--step: that would try more than {MostTried:N0} values; a coarser step finds the same to 0.01.");
        });
        verb.SetAction(parsed =>
        {
            var written = PacePolicies.Named(parsed.GetValue(policy)!);
            var aim = new PaceAim(parsed.GetValue(within), parsed.GetValue(year), Enum.Parse<NearSide>(parsed.GetValue(side)!, ignoreCase: true));
            if (parsed.GetValue(vary) != "total-growth")
                written.AskForTargets(2);
            if (parsed.GetValue(vary) == "growth-beyond-taper" && written.Policy.Years.All(t => t.Taper is null))
                throw new RefusedException(new Finding("no-taper", Consequence.FileRefused, new Place(written.Policy.Id), "no taper", "a policy with 'taper from', 'taper to' and 'growth beyond taper', or another rule to vary: here it would change nothing"));
            var change = Varied[parsed.GetValue(vary)!];
            var positions = OpeningFile.Read(parsed.GetRequiredValue(input)).Positions;
            var searched = PaceSearch.For(
                aim,
                value => written.Policy.With(terms => change(terms, value)) is var varied && varied.Years.All(t => !t.Contradictions().Any()) ? varied : null,
                parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(step), positions);
            if (parsed.GetValue(json))
                terminal.SayJson(new { policy = written.Policy.Id, vary = parsed.GetValue(vary), aim, holding = searched.Holding.Select(h => new { from = AsJson(h.First), to = AsJson(h.Last) }), tried = searched.Tried.Select(AsJson), searched.Skipped, searched.MakesADifference });
            else
                Report(terminal, written, parsed.GetValue(vary)!.Replace('-', ' '), aim, searched);
            return searched.Holding.Count > 0 ? ExitCode.Done : ExitCode.Findings;
        });
        return verb;
    }

    private static void Report(Terminal terminal, WrittenPolicy written, string rule, PaceAim aim, Searched searched)
    {
        var (tried, holding, skipped) = searched;
        var wanted = $"everybody {(aim.Side == NearSide.Both ? $"within {aim.Within:0.##}% of target" : $"no more than {aim.Within:0.##}% under target")} at the end of year {aim.Year}";
        terminal.Say($"{written.Policy.Id}, with another {rule}: {wanted}.");
        terminal.Say();
        foreach (var run in holding)
            terminal.Say(run.First.Value == run.Last.Value
                ? $"Yes: {PaceWords.Rate(run.First.Value)}, which costs {PaceWords.Millions(run.First.Cost)}."
                : $"Yes: from {PaceWords.Rate(run.First.Value)}, which costs {PaceWords.Millions(run.First.Cost)}, to {PaceWords.Rate(run.Last.Value)}, which costs {PaceWords.Millions(run.Last.Cost)}.");
        if (holding.Count == 0 && tried.Count == 0)
            terminal.Say("No value was tried: with each the policy would contradict itself.");
        else if (holding.Count == 0)
        {
            var nearest = tried.OrderBy(t => t.Unfunded.Value > 0).ThenBy(t => t.Outside.Count).ThenBy(t => t.Cost).First();
            terminal.Say($"No value that was tried does that. The nearest, {PaceWords.Rate(nearest.Value)}, leaves {nearest.Outside.Count:N0} outside{(nearest.Unfunded.Value > 0 ? $" and costs {PaceWords.Millions(nearest.Unfunded)} more than there is" : "")}:");
            foreach (var body in nearest.Outside.Take(Few))
                terminal.Say($"  {body.Body}: {PaceWords.Signed(body.ClosingDistance)}");
            if (nearest.Outside.Count > Few)
                terminal.Say($"  … and {nearest.Outside.Count - Few:N0} more");
        }

        if (tried.Count > 1 && !searched.MakesADifference)
            terminal.Say($"It makes no difference: with each value that was tried everybody gets the same in year {aim.Year}.");
        if (skipped.Count > 0)
            terminal.Say($"Not tried, since the policy would contradict itself: {string.Join(", ", skipped.Take(Few).Select(v => PaceWords.Rate(v)))}{(skipped.Count > Few ? $" and {skipped.Count - Few:N0} more, to {PaceWords.Rate(skipped[^1])}" : "")}. {written.Policy.With(t => Varied[rule.Replace(' ', '-')](t, skipped[0])).Years.SelectMany(t => t.Contradictions()).First()}.");
        terminal.Say();
        var table = new TextTable(rule, $"cost over {aim.Year} {(aim.Year == 1 ? "year" : "years")}", $"allocations in year {aim.Year}", "more than there is", "furthest under", "furthest over", "outside").Right(0, 1, 2, 3, 4, 5, 6);
        foreach (var at in tried.Concat(holding.SelectMany(h => new[] { h.First, h.Last })).DistinctBy(t => t.Value).OrderBy(t => t.Value))
            table.Row(PaceWords.Rate(at.Value), PaceWords.Millions(at.Cost), PaceWords.Millions(at.Last.Sum), at.Unfunded.Value == 0 ? "" : PaceWords.Millions(at.Unfunded),
                PaceWords.Signed(at.Last.Allocations.Min(a => a.ClosingDistance)), PaceWords.Signed(at.Last.Allocations.Max(a => a.ClosingDistance)), $"{at.Outside.Count:N0}");
        terminal.Say(table.ToString());
        terminal.Say($"Cost: what all bodies get in {(aim.Year == 1 ? "the year" : $"{aim.Year} years")}, above as many years of the baseline.");
    }

    private static object AsJson(Tried tried) => new { tried.Value, tried.Holds, tried.Cost, Unfunded = tried.Unfunded.Value, sum = tried.Last.Sum.Value, outside = tried.Outside.Select(a => new { a.Body, a.ClosingDistance }) };

    private static Option<decimal> Number(string name, string description, decimal usual) => new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
}
