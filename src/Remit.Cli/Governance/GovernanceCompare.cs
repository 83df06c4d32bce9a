using System.CommandLine;
using Remit.Cli.Register;
using Remit.Governance;

namespace Remit.Cli.Governance;

/// <summary><c>governance compare CODE CODE…</c>: the committees of bodies side by side.</summary>
internal static class GovernanceCompare
{
    public static Command Make(Terminal terminal)
    {
        var bodies = new Argument<string[]>("CODE") { Description = "The codes of two bodies or more", Arity = ArgumentArity.OneOrMore };
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("compare", "The committees of bodies side by side: seats, balance, chair, quorum, what each decides") { bodies, on, workspace, json };
        verb.SetAction(parsed =>
        {
            var governance = GovernanceVerb.Read(parsed.GetValue(workspace));
            var day = parsed.GetValue(on) ?? terminal.Today;
            List<Structure> structures = [];
            foreach (var asked in parsed.GetRequiredValue(bodies).Distinct())
                if (GovernanceVerb.Structure(terminal, governance, asked, day) is { } structure)
                    structures.Add(structure);
                else
                    return ExitCode.NotFound;

            var rows = StructuresCompared.Of(structures, governance.Facts);
            if (parsed.GetValue(json))
                terminal.SayJson(new { on = day, bodies = structures.Select(s => s.Body), rows = rows.Select(r => new { committee = r.Committee, what = r.What, cells = structures.Select((s, n) => new { s.Body, text = r.Cells[n] }) }) });
            else
            {
                terminal.Say($"On {day:yyyy-MM-dd}");
                var table = new TextTable(["committee", "", .. structures.Select(s => $"{s.Body}")]);
                foreach (var row in rows)
                    table.Row([row.What == rows.First(r => r.Committee == row.Committee).What ? row.Committee : "", row.What, .. row.Cells]);
                terminal.Say(table.ToString());
            }

            return ExitCode.Done;
        });
        return verb;
    }
}
