using System.CommandLine;
using System.Globalization;
using CsvHelper;
using Remit.Allocations;
using Remit.Cli.Register;
using Remit.Money;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Time;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate running-costs --year Y</c>: what each body may spend on running itself.</summary>
public static class AllocateRunningCosts
{
    private sealed record Row(string Code, string Name, decimal Heads, Pounds Allowance, Pounds? Before)
    {
        public Pounds? Change => Before is { } before ? Allowance - before : null;
    }

    public static Command Make(Terminal terminal)
    {
        var rates = SpendingTables.RunningCosts(ParameterTables.Shipped);
        var years = string.Join(", ", rates.Select(r => r.Year));
        var year = new Option<string>("--year") { Description = $"The financial year: {years}", HelpName = "2014/15", Required = true };
        var against = new Option<string?>("--against") { Description = "Another of these years, to show the cut from it at the same heads", HelpName = "2013/14" };
        var on = CommandLine.Day("--on", "The day whose bodies and registered patients are meant (default: the last day of the year)");
        var asOne = AllocationOptions.AsOne();
        var output = new Option<string?>("--out") { Description = "Where the table goes", HelpName = "OUT.csv" };
        var (workspace, json) = (RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command("running-costs", "The running cost allowance of each body in a year, by registered patients, and the cut from another year") { year, against, on, asOne, output, workspace, json };
        verb.SetAction(parsed =>
        {
            if (Rate(parsed.GetValue(year)!) is not { } rate || (parsed.GetValue(against) is { } other ? Rate(other) : rate) is not { } before)
            {
                terminal.Note($"No allowance is known for that year. The years are: {years}.");
                return ExitCode.NotFound;
            }

            var register = RegisterOptions.Register(terminal, RegisterOptions.Evidence(Workspace.At(parsed.GetValue(workspace))), null);
            var day = parsed.GetValue(on) ?? rate.Year.Days.Last!.Value;
            if (register.ListsFor(day) is not { } lists)
            {
                terminal.Note("No release of registered patients is in the workspace: './remit import practice-lists FILE' takes one in.");
                return ExitCode.NotFound;
            }

            var population = Population.Of(lists);
            var placement = Placement.On(register, population, PopulationUnit.Practice, lists.Release.Edition, day, rate.Kind);
            if (parsed.GetValue(asOne) is { } codes)
            {
                var merged = AllocationOptions.AsOne(codes, day);
                AllocationOptions.AskIfOneKind(merged, register, day, "--as-one", placement.Kind);
                placement = placement.Under(merged);
            }

            var heads = placement.Sum(population.Heads);
            var nowhere = heads.GetValueOrDefault(Placement.Nowhere);
            heads.Remove(Placement.Nowhere);
            if (heads.Count == 0)
            {
                terminal.Note($"No {rate.Kind} was open on {day:yyyy-MM-dd}: --on names the day.");
                return ExitCode.NotFound;
            }

            var (now, then) = (rate.Allowances(heads), before == rate ? null : before.Allowances(heads));
            List<Row> rows = [.. now.Select(a => new Row(a.Key, placement.NameOf(a.Key), heads[a.Key], a.Value, then?[a.Key]))];
            if (parsed.GetValue(output) is { } path)
                Write(path, rows);
            if (parsed.GetValue(json))
                terminal.SayJson(new { year = rate.Year.ToString(), rate.Kind, rate.PerHead, sum = rows.Sum(r => r.Allowance.Value), on = day, lists = lists.Release.ToString(), nowhere, bodies = rows.Select(r => new { r.Code, r.Name, r.Heads, allowance = r.Allowance.Value, before = r.Before?.Value }) });
            else
                Report(terminal, rate, before, day, lists, rows);
            if (nowhere > 0)
                terminal.Note($"{nowhere:N0} registered patients are of practices that belong to no {rate.Kind} of {day:yyyy-MM-dd} that the register knows: they are not counted.");
            return nowhere > 0 ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;

        RunningCosts? Rate(string text) => FinancialYear.TryParse(text, out var asked) ? rates.FirstOrDefault(r => r.Year == asked) : null;
    }

    private static void Report(Terminal terminal, RunningCosts rate, RunningCosts before, DateOnly day, RegisteredLists lists, List<Row> rows)
    {
        var (sum, people) = (new Pounds(rows.Sum(r => r.Allowance.Value)), rows.Sum(r => r.Heads));
        terminal.Say($"{rate.Year}: {sum} for {rows.Count:N0} of the kind {rate.Kind} with {people:N0} registered patients, £{sum.PerHead(people):N2} a head. {rate.Note}.");
        terminal.Say($"By {lists.Release} and the bodies of {day:yyyy-MM-dd}. Source: {rate.Source.Document}{(rate.Source.Confidence == "high" ? "" : $" (confidence {rate.Source.Confidence})")}.");
        terminal.Say();
        var cut = before != rate;
        var table = new TextTable(["code", "name", "patients", "allowance", .. cut ? [$"in {before.Year}", "change", "%"] : Array.Empty<string>()]).Right(2, 3, 4, 5, 6);
        foreach (var row in rows)
            table.Row([row.Code, row.Name, $"{row.Heads:N0}", row.Allowance.ToString(), .. cut ? [row.Before!.Value.ToString(), row.Change!.Value.ToString(), row.Before.Value.Value == 0 ? "" : $"{100m * row.Change.Value.Value / row.Before.Value.Value:N1}"] : Array.Empty<string>()]);
        terminal.Say(table.ToString());
    }

    private static void Write(string path, List<Row> rows)
    {
        using var file = new WholeFile(path);
        using (var csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
            foreach (var row in rows.Select(r => (string[])[r.Code, r.Name, Plain(r.Heads), Plain(r.Allowance.Value), r.Before is { } before ? Plain(before.Value) : ""]).Prepend(["code", "name", "patients", "allowance", "before"]))
            {
                foreach (var cell in row)
                    csv.WriteField(cell);
                csv.EndRecord();
            }

        file.Keep();
    }

    private static string Plain(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
