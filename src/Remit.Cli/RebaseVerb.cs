using System.CommandLine;
using Remit.Cli.Register;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Register;

namespace Remit.Cli;

/// <summary><c>./remit rebase</c>: a table of figures by the bodies of one day, restated by those of another.</summary>
public static class RebaseVerb
{
    public static Command Make(Terminal terminal)
    {
        var input = new Argument<string>("FILE.csv") { Description = "A table of figures by body, practice or small area; .gz is read too" };
        var from = CommandLine.Day("--from", "The day whose bodies the figures are by");
        var to = CommandLine.Day("--to", "The day whose bodies they are wanted by, earlier or later");
        (from.Required, to.Required) = (true, true);
        var code = new Option<string>("--code-column") { Description = "The column of codes or names", HelpName = "COLUMN", Required = true };
        var value = new Option<string>("--value") { Description = "Columns of figures that may be added up (not rates), commas between", HelpName = "COLUMN,…", Required = true };
        var group = new Option<string?>("--group") { Description = "Columns to keep apart, such as the month and the measure", HelpName = "COLUMN,…" };
        var toKind = new Option<string?>("--to-kind") { Description = "The kind of body wanted, such as ICB (default: the kind the figures are by)", HelpName = "KIND" };
        var codeKind = new Option<string>("--code-kind") { Description = "What the codes are (default: whatever each turns out to be)", DefaultValueFactory = _ => "any" }.AcceptOnlyFromAmong("any", "ods", "ons", "name", "practice", "area");
        var scenario = new Option<string?>("--scenario") { Description = "A file of one scenario of mergers for the day after --to: figures are wanted by the bodies that it would make", HelpName = "FILE.csv" };
        var by = new Option<string>("--by") { Description = "succession: whole as recorded, shared by registered patients or small areas only where a body was split; lists or areas: every body by where its practices or small areas are on the other day", DefaultValueFactory = _ => "succession" }
            .AcceptOnlyFromAmong("succession", "lists", "areas");
        var unplaced = new Option<string>("--unplaced") { Description = "Rows that cannot be placed: refuse the file, or keep them apart as they are", DefaultValueFactory = _ => "refuse" }.AcceptOnlyFromAmong("refuse", "keep");
        var output = new Option<string>("--out") { Description = "Where the result goes; OUT.parts.csv beside it says row by row to whom, in which shares and how", HelpName = "OUT.csv", Required = true };
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("rebase", "Restate figures by the bodies of one day as figures by those of another, totals exact. Streams: memory is one entry for each body in each group.")
        {
            input, from, to, code, value, group, toKind, codeKind, scenario, by, unplaced, output, known, workspace, json,
        };

        verb.Validators.Add(result =>
        {
            var names = Names(result.GetValue(value) ?? "").Concat(Names(result.GetValue(group) ?? ""));
            foreach (var twice in names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(n => n.Count() > 1))
                result.AddError($"--value and --group name the column {Finding.Quoted(twice.Key)} {twice.Count()} times. Name each column once, in one of them.");
        });

        verb.SetAction((parsed, stop) =>
        {
            var (start, end) = (parsed.GetValue(from)!.Value, parsed.GetValue(to)!.Value);
            var register = RegisterOptions.Register(terminal, RegisterOptions.Evidence(Workspace.At(parsed.GetValue(workspace))), parsed.GetValue(known));
            var kind = parsed.GetValue(toKind);
            if (kind is not null && register.OfKind(kind, end).Count == 0)
            {
                var open = register.Organisations.Select(o => o.On(end)?.Kind).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase);
                terminal.Note($"The register has no body of the kind {Finding.Quoted(kind)} on {end:yyyy-MM-dd}. It has: {string.Join(", ", open)}.");
                return Task.FromResult(ExitCode.NotFound);
            }

            Scenario? under = null;
            if (parsed.GetValue(scenario) is { } file)
            {
                if (ScenarioFile.Read(file, register) is not [var only])
                    throw new RefusedException(new Finding("several-scenarios", Consequence.FileRefused, new Place(file), "more than one scenario", "a file of one: './remit merge plan --scenario' sets several side by side"));
                if (only.Eve != end)
                    throw new RefusedException(new Finding("another-day", Consequence.FileRefused, new Place(file), $"a scenario for {only.On:yyyy-MM-dd}", $"one for the day after --to, {end.AddDays(1):yyyy-MM-dd}, or --to {only.Eve:yyyy-MM-dd}"));
                if (kind is not null && !register.Find(only.Mergers[0].Bodies[0])!.IsOn(kind, end))
                    throw new RefusedException(new Finding("another-kind", Consequence.FileRefused, new Place(file), $"mergers of bodies of the kind {register.Find(only.Mergers[0].Bodies[0])!.On(end)!.Kind}", $"mergers of bodies of the kind {kind}, as --to-kind says"));
                under = only;
            }

            var rebased = RebaseRun.Run(
                new(register, start, end, parsed.GetRequiredValue(code), Names(parsed.GetRequiredValue(value)))
                {
                    Groups = Names(parsed.GetValue(group) ?? ""),
                    ToKind = kind,
                    Under = under,
                    Codes = Enum.Parse<CodeKind>(parsed.GetValue(codeKind)!, ignoreCase: true),
                    By = Enum.Parse<ShareBasis>(parsed.GetValue(by)!, ignoreCase: true),
                    KeepUnplaced = parsed.GetValue(unplaced) == "keep",
                },
                parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), stop);
            if (parsed.GetValue(json))
                terminal.SayJson(new { from = start, to = end, rebased });
            else
                Report(terminal, start, end, rebased);
            return Task.FromResult(rebased.Unplaced.Count > 0 ? ExitCode.Findings : ExitCode.Done);
        });
        return verb;
    }

    private static void Report(Terminal terminal, DateOnly from, DateOnly to, Rebased rebased)
    {
        terminal.Say($"{rebased.Rows:N0} {(rebased.Rows == 1 ? "row" : "rows")} by {rebased.From:N0} {(rebased.From == 1 ? "body" : "bodies")} of {from:yyyy-MM-dd} {(rebased.Rows == 1 ? "is" : "are")} now by {rebased.To:N0} of {to:yyyy-MM-dd}.");
        terminal.Say();
        var methods = new TextTable("went over by", "rows").Right(1);
        foreach (var (method, rows) in rebased.Methods)
            methods.Row(method, $"{rows:N0}");
        terminal.Say(methods.ToString());
        terminal.Say();
        var totals = new TextTable("column", "total before and after", "blank").Right(1, 2);
        foreach (var total in rebased.Totals)
            totals.Row(total.Column, total.Total, $"{total.Blanks:N0}");
        terminal.Say(totals.ToString());
        terminal.Say();
        terminal.Say($"Result    {rebased.Output}");
        terminal.Say($"Parts     {rebased.PartsFile}");
        terminal.Say($"Manifest  {rebased.Manifest}");
        foreach (var doubt in rebased.Doubts)
            terminal.Note($"In doubt, of {string.Join(", ", doubt.Codes)}: {doubt.Note} Succession knows nothing of that and takes each over whole; '--by lists' shares by where practices went.");
        terminal.NoteFindings(rebased.Unplaced);
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
