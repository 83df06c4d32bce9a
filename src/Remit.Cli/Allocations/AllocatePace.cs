using System.CommandLine;
using Remit.Allocations;
using Remit.Money;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate pace</c>: what each body gets under a policy on pace of change.</summary>
public static class AllocatePace
{
    private const int Few = 5;

    public static Command Make(Terminal terminal)
    {
        var (policy, input, years) = (PaceOptions.Policy(), PaceOptions.Input(), PaceOptions.Years("--years", "How many years forward; each begins where the one before it ended", 1));
        var output = new Option<string?>("--out") { Description = "Where the table goes: the rows of --in with minimum growth, growth, allocation and growth per head added; with --years, a row to each body and year", HelpName = "OUT.csv" };
        var merge = new Option<string[]>("--merge") { Description = "Bodies to be put together as one, by their names in --in with + between; may be given again. Then --out has a row to each body and year", HelpName = "\"A + B\"" };
        var workbook = new Option<string?>("--workbook") { Description = "An Excel workbook whose cells calculate every step from the policy and the opening positions, so that each can be checked and changed", HelpName = "OUT.xlsx" };
        var total = new Option<decimal?>("--total-k") { Description = "Thousands of pounds to share out in the first year, met exactly (default: what the policy's total growth gives; without one, everybody gets the minimum)", HelpName = "N" };
        total.Validators.Add(result =>
        {
            if (result.TryRead<decimal?>(out var given) && given is < 1 or > 20_000_000_000m)
                result.AddError("--total-k: wanted thousands of pounds, 1 at least: 69500000 for £69.5bn.");
        });
        var json = CommandLine.Json();
        var verb = new Command("pace", "What each body gets under a policy on pace of change: floors, taper, cap, and the rest by distance from target") { policy, input, output, years, merge, total, workbook, json };
        verb.SetAction(parsed =>
        {
            PaceOptions.AskForOtherNames([parsed.GetValue(input), parsed.GetValue(policy)], parsed.GetValue(output), parsed.GetValue(workbook));
            var written = PacePolicies.Named(parsed.GetValue(policy)!);
            written.AskForTargets(parsed.GetValue(years));
            var file = OpeningFile.Read(parsed.GetRequiredValue(input));
            var merged = parsed.GetValue(merge) ?? [];
            var paced = PaceOfChange.Years(written.Policy, merged.Aggregate(file.Positions, Merged), parsed.GetValue(years), parsed.GetValue(total) is { } thousands ? Pounds.Nearest(thousands * 1000) : null);
            if (parsed.GetValue(output) is { } path)
            {
                if (paced.Count == 1 && merged.Length == 0)
                    file.Write(paced[0], path);
                else
                    PacedFile.Write(paced, path);
            }

            if (parsed.GetValue(workbook) is { } book)
                WholeFile.Write(book, PaceWorkbook.Of(written.Policy, paced));
            if (parsed.GetValue(json))
                terminal.SayJson(new { policy = written.Policy.Id, written.Confidence, years = paced.Select(AsJson) });
            else
                Report(terminal, written, paced);
            foreach (var warning in paced.SelectMany(PaceWords.Warnings))
                terminal.Note(warning);
            return paced.Any(y => y.Unfunded.Value > 0 || y.Left.Value > 0) ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    private static IReadOnlyList<OpeningPosition> Merged(IReadOnlyList<OpeningPosition> positions, string names)
    {
        var parts = names.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var found = positions.Where(p => parts.Contains(p.Body, StringComparer.OrdinalIgnoreCase)).ToList();
        var missing = parts.FirstOrDefault(n => found.TrueForAll(p => !p.Body.Equals(n, StringComparison.OrdinalIgnoreCase)));
        if (missing is not null || found.Count < 2)
            throw new RefusedException(new Finding("cannot-merge", Consequence.FileRefused, new Place("--merge"), missing ?? names, "two or more names of --in with + between, each in one merger"));
        return [.. positions.Except(found), OpeningPosition.Merged(string.Join(" + ", found.Select(p => p.Body)), found)];
    }

    private static void Report(Terminal terminal, WrittenPolicy written, IReadOnlyList<PacedYear> years)
    {
        terminal.Say($"{written.Policy.Title} ({written.Policy.Id})");
        terminal.Say();
        terminal.Say(PaceWords.Terms([written]).ToString());
        terminal.Say();
        terminal.Say(PaceWords.ByYear(years).ToString());
        terminal.SaySection("What decided the minimum in the first year", years[0].Allocations.GroupBy(a => a.Rule).OrderBy(g => g.Key).Select(g => $"{g.Count(),5:N0}  {Rule(g.Key)}"));
        var away = years[0].Allocations.Where(a => a.MovesAway).OrderByDescending(a => Math.Abs(a.ClosingDistance!.Value - a.Opening.Distance)).ToList();
        terminal.SaySection("Further from target after the first year", [.. away.Take(Few).Select(a => PaceWords.Why(years[0], a)), .. away.Count > Few ? [$"… and {away.Count - Few:N0} more"] : Array.Empty<string>()]);
        if (written.Policy.Years.Count < years.Count)
            terminal.SaySection("Note", [$"The policy speaks of {(written.Policy.Years.Count == 1 ? "one year" : $"{written.Policy.Years.Count} years")}: its last terms are carried on, and populations grow every year as in the first."]);
        if (years[0].Total is null)
            terminal.SaySection("Not in these figures", [PaceWords.PlaceTotal]);
    }

    internal static string Rule(MinimumRule rule) => rule switch
    {
        MinimumRule.MinimumGrowth => "the minimum growth",
        MinimumRule.MinimumGrowthPerHead => "the minimum growth per head",
        MinimumRule.Taper => "the taper for those over target",
        _ => "the end of the taper, for those far over target",
    };

    internal static object AsJson(PacedYear year) => new
    {
        year.Year,
        year.Baseline,
        Sum = year.Sum.Value,
        Total = year.Total?.Value,
        Unfunded = year.Unfunded.Value,
        Left = year.Left.Value,
        bodies = year.Allocations.Select(a => new
        {
            a.Body,
            a.Opening.Baseline,
            a.Opening.PopulationGrowth,
            openingDistance = a.Opening.Distance,
            minimumGrowth = a.Minimum,
            decidedBy = a.Rule,
            a.Growth,
            a.GrowthPerHead,
            Allocation = a.Allocation.Value,
            a.Target,
            a.ClosingDistance,
            a.MovesAway,
            steps = year.Steps(a).Select(s => new { s.Name, pounds = s.Change.Value, s.Because }),
        }),
    };
}
