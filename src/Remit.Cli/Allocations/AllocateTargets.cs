using System.CommandLine;
using Remit.Allocations;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate --edition E --on DATE --out FOLDER</c>: the fair share of every practice and body.</summary>
public static class AllocateTargets
{
    private const int Few = 5;

    /// <summary>What is about targets: the verb itself, and those beneath it.</summary>
    public static void AddTargets(this Command verb, Terminal terminal)
    {
        var options = new AllocationOptions();
        var output = new Option<string?>("--out") { Description = "A folder for the targets by practice, by body, by place and nationally as CSV, with a manifest", HelpName = "FOLDER" };
        var workbook = new Option<string?>("--workbook") { Description = "An Excel workbook whose cells calculate every practice's target from heads, need, costs, weights and pots, so that each can be checked and changed; with --opening the folder of --out has another for pace of change", HelpName = "OUT.xlsx" };
        var json = CommandLine.Json();
        options.AddTo(verb);
        verb.Add(output);
        verb.Add(workbook);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            PaceOptions.AskForOtherNames(options.Files(parsed), parsed.GetValue(output), parsed.GetValue(workbook));
            if (options.Read(parsed, terminal) is not { } asked)
                return ExitCode.Usage;
            var target = Target.Of(asked.Population, asked.Edition);
            var levels = asked.Levels();
            var pace = asked.PaceOf(target);
            var paced = pace is null ? null : new PacedTargets(levels[0].Sum(target.Pounds), pace);
            var years = paced?.Years(asked.Opening!.Years) ?? [];
            var files = parsed.GetValue(output) is { } folder ? AllocationFolder.Write(folder, asked.Inputs, target, levels, asked.Register, asked.On, asked.Scenario, pace, asked.Opening?.Years ?? 1) : [];
            if (parsed.GetValue(workbook) is { } book)
                WholeFile.Write(book, TargetWorkbook.Of(target, levels[0]));
            if (parsed.GetValue(json))
                terminal.SayJson(new { edition = asked.Edition.Id, asked.On, scenario = asked.Scenario?.Name, sum = target.Sum.Value, units = target.Population.Count, levels = levels.Select(l => new { l.Kind, targets = l.Sum(target.Pounds) }), policy = asked.Opening?.Policy.Policy.Id, years = years.Select(AllocatePace.AsJson), leftOut = paced?.LeftOut, files });
            else
                Report(terminal, asked, target, levels, years, files);
            foreach (var warning in years.SelectMany(PaceWords.Warnings))
                terminal.Note(warning);
            if (paced is { LeftOut.Count: > 0 })
                terminal.Note($"{paced.LeftOut.Count:N0} of the bodies have no row in {asked.Opening!.From}, themselves or for one of their parts: they have targets, and no allocations: {string.Join(", ", paced.LeftOut.Take(Few))}{(paced.LeftOut.Count > Few ? " …" : "")}.");
            return levels[0].Shares.Any(s => s.Any(p => p.Code == Placement.Nowhere)) || paced is { LeftOut.Count: > 0 } || years.Any(y => y.Unfunded.Value > 0 || y.Left.Value > 0) ? ExitCode.Findings : ExitCode.Done;
        });
        verb.Add(AllocateExplain.Make(terminal));
        verb.Add(AllocateCompare.Make(terminal));
        verb.Add(AllocatePeople.Make(terminal));
        verb.Add(AllocateRunningCosts.Make(terminal));
        verb.Add(AllocateBudget.Make(terminal));
    }

    private static void Report(Terminal terminal, AllocationOptions.Asked asked, Target target, IReadOnlyList<Placement> levels, IReadOnlyList<PacedYear> years, IReadOnlyList<string> files)
    {
        var heads = target.Population.Heads.Sum();
        terminal.Say($"{asked.Edition.Year} ({asked.Edition.Id}): {target.Sum} for {target.Population.Count:N0} {(asked.Edition.Unit == PopulationUnit.Practice ? "practices" : "bodies")} with {heads:N1} heads, £{target.Sum.Value / heads:N2} each.");
        if (asked.Edition.Source.Confidence != "high")
            terminal.Say($"Of {asked.Edition.Source.Confidence} confidence. {asked.Edition.Note}.");
        terminal.Say($"By the bodies of {asked.On:yyyy-MM-dd}{asked.Otherwise}, from {asked.Inputs.Release.File}.");
        terminal.Say();
        var kinds = new TextTable("kind", "bodies", "lowest per head", "", "highest per head", "").Right(1, 2, 4);
        foreach (var level in levels)
        {
            var (sums, people) = (level.Sum(target.Pounds), level.Sum(target.Population.Heads));
            var rates = sums.Where(s => s.Key != Placement.Nowhere && people[s.Key] > 0).Select(s => (Code: s.Key, Rate: s.Value / people[s.Key])).OrderBy(r => r.Rate).ToList();
            if (rates.Count > 0)
                kinds.Row(level.Kind, $"{rates.Count:N0}", $"£{rates[0].Rate:N2}", $"{rates[0].Code} {level.NameOf(rates[0].Code)}", $"£{rates[^1].Rate:N2}", $"{rates[^1].Code} {level.NameOf(rates[^1].Code)}");
        }

        terminal.Say(kinds.ToString());
        if (years.Count > 0)
        {
            terminal.Say();
            terminal.Say($"Towards them by {levels[0].Kind}, under {asked.Opening!.Policy.Policy.Title} ({asked.Opening.Policy.Policy.Id}), from what each had: {asked.Opening.From}.");
            terminal.Say();
            terminal.Say(PaceWords.ByYear(years).ToString());
        }

        if (files.Count > 0)
            terminal.SaySection("Written", files);
        var nowhere = levels[0].Shares.Index().Where(s => s.Item.Any(p => p.Code == Placement.Nowhere)).Select(s => target.Population.Codes[s.Index]).ToList();
        if (nowhere.Count > 0)
            terminal.Note($"{nowhere.Count:N0} of the units belong to no {levels[0].Kind} of {asked.On:yyyy-MM-dd} that the register knows, and stand under no code: {string.Join(", ", nowhere.Take(Few))}{(nowhere.Count > Few ? " …" : "")}.");
    }
}
