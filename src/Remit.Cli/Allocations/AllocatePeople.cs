using System.CommandLine;
using System.Globalization;
using Remit.Allocations;
using Remit.Cli.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Register;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate people --on DATE</c>: the people of each body by age and sex.</summary>
public static class AllocatePeople
{
    private sealed record Row(string Code, string Name, decimal People, IReadOnlyList<decimal> Bands);

    public static Command Make(Terminal terminal)
    {
        var on = CommandLine.Day("--on", "The day whose bodies are meant (default: the day of the lists)");
        var kind = new Option<string?>("--kind") { Description = "By bodies of this kind, such as ICB (default: the local commissioners of the day)", HelpName = "KIND" };
        var asOne = AllocationOptions.AsOne();
        var output = new Option<string?>("--out") { Description = "Where the table goes, with a column for each sex and band of ages", HelpName = "OUT.csv" };
        var (workspace, json) = (RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command("people", "The people registered with each body's practices, by sex and band of ages, for the bodies of any day") { on, kind, asOne, output, workspace, json };
        verb.SetAction(parsed =>
        {
            var at = Workspace.At(parsed.GetValue(workspace));
            if (ListsByAge.For(at, parsed.GetValue(on) ?? DateOnly.MaxValue) is not { } lists)
            {
                terminal.Note("No release of registered patients by age and sex is in the workspace: './remit import practice-lists FILE' takes one in, such as Patient_List_Size_2013_04-06.csv.");
                return ExitCode.NotFound;
            }

            var register = RegisterOptions.Register(terminal, RegisterOptions.Evidence(at), null);
            var day = parsed.GetValue(on) ?? lists.Release.Edition;
            var placement = Placement.On(register, lists.Population, PopulationUnit.Practice, lists.Release.Edition, day, parsed.GetValue(kind));
            if (parsed.GetValue(asOne) is { } codes)
            {
                var merged = AllocationOptions.AsOne(codes, day);
                AllocationOptions.AskIfOneKind(merged, register, day, "--as-one", placement.Kind);
                placement = placement.Under(merged);
            }

            var people = placement.Sum(lists.Population.Heads);
            if (people.Keys.All(code => code == Placement.Nowhere))
            {
                terminal.Note($"No practice of {lists.Release.File} belonged to a {placement.Kind} on {day:yyyy-MM-dd}: --on names the day, and --kind the kind.");
                return ExitCode.NotFound;
            }

            var bands = lists.Bands.Select(b => placement.Sum(b.People)).ToList();
            List<Row> rows = [.. people.Select(p => new Row(p.Key, placement.NameOf(p.Key), p.Value, [.. bands.Select(b => b[p.Key])]))];
            if (parsed.GetValue(output) is { } path)
                Write(path, rows.Select(r => (string[])[r.Code, r.Name, Plain(r.People), .. r.Bands.Select(Plain)]).Prepend(["code", "name", "people", .. lists.Bands.Select(b => b.Name)]));
            if (parsed.GetValue(json))
                terminal.SayJson(new { on = day, placement.Kind, lists = lists.Release.ToRelease().ToString(), bodies = rows.Select(r => new { r.Code, r.Name, r.People, bands = lists.Bands.Zip(r.Bands).ToDictionary(b => b.First.Name, b => b.Second) }) });
            else
                Report(terminal, lists, placement.Kind, day, rows);
            var nowhere = people.GetValueOrDefault(Placement.Nowhere);
            if (nowhere > 0)
                terminal.Note($"{nowhere:N0} people are on lists of practices that belong to no {placement.Kind} of {day:yyyy-MM-dd} that the register knows: they stand under no code.");
            return nowhere > 0 ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    private static void Report(Terminal terminal, ListsByAge lists, string kind, DateOnly day, List<Row> rows)
    {
        var ages = lists.Bands.Select(b => b.Ages).Distinct().ToList();
        terminal.Say($"{rows.Sum(r => r.People):N0} people on the lists of {lists.Population.Count:N0} practices, by {lists.Release.ToRelease()} and the bodies of the kind {kind} on {day:yyyy-MM-dd}. --out has each sex and band.");
        terminal.Say();
        var table = new TextTable(["code", "name", "people", "female, %", .. ages]).Right([.. Enumerable.Range(2, ages.Count + 2)]);
        foreach (var row in rows)
        {
            decimal Of(Func<AgeBand, bool> which) => lists.Bands.Zip(row.Bands).Where(b => which(b.First)).Sum(b => b.Second);
            table.Row([row.Code.Length == 0 ? "(nowhere)" : row.Code, row.Name, $"{row.People:N0}", row.People == 0 ? "" : $"{100 * Of(b => b.Sex.Equals("Female", StringComparison.OrdinalIgnoreCase)) / row.People:N1}", .. ages.Select(age => $"{Of(b => b.Ages == age):N0}")]);
        }

        terminal.Say(table.ToString());
    }

    private static void Write(string path, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var file = new WholeFile(path);
        MergerPlanTables.WriteCsv(file.Stream, rows);
        file.Keep();
    }

    private static string Plain(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
