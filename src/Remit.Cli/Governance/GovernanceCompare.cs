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

            var kinds = structures.SelectMany(s => s.Constitution.Committees.Select(c => c.Kind)).Distinct().ToList();
            var rows = kinds.SelectMany(kind => Row(kind, structures, governance.Facts)).ToList();
            if (parsed.GetValue(json))
                terminal.SayJson(new { on = day, bodies = structures.Select(s => s.Body), rows = rows.Select(r => new { committee = r.Kind, what = r.What, cells = structures.Select((s, n) => new { s.Body, text = r.Cells[n] }) }) });
            else
            {
                terminal.Say($"On {day:yyyy-MM-dd}");
                var table = new TextTable(["committee", "", .. structures.Select(s => $"{s.Body}")]);
                foreach (var row in rows)
                    table.Row([row.What == rows.First(r => r.Kind == row.Kind).What ? row.Kind : "", row.What, .. row.Cells]);
                terminal.Say(table.ToString());
            }

            return ExitCode.Done;
        });
        return verb;
    }

    private static IEnumerable<(string Kind, string What, string[] Cells)> Row(string kind, List<Structure> structures, GovernanceFacts facts)
    {
        yield return (kind, "seats that vote", Cells((_, c) => $"{c.Seats.Count(s => s.Votes)}"));
        yield return (kind, "balance of the seats", Cells((s, c) => new Composition(facts, s).Balance(c.Seats.Where(x => x.Votes))));
        yield return (kind, "filled", Cells((s, c) => $"{s.Filled(c).Count(x => x.Seat.Votes)}"));
        yield return (kind, "without a vote", Cells((_, c) => $"{c.Seats.Count(s => !s.Votes)}"));
        yield return (kind, "chair", Cells((s, c) => c.Chair is null ? "not said" : $"{c.Find(c.Chair)!.Title}: {s.Holder(c, c.Chair)?.Name ?? "vacant"}"));
        yield return (kind, "deputy chair", Cells((s, c) => c.Deputy is null ? "not said" : $"{c.Find(c.Deputy)!.Title}: {s.Holder(c, c.Deputy)?.Name ?? "vacant"}"));
        yield return (kind, "quorum", Cells((_, c) => GovernanceShow.Words(c.Quorum)));
        yield return (kind, "decides", Cells((_, c) => c.Decides is { Count: > 0 } decides ? string.Join("; ", decides) : "advises"));

        string[] Cells(Func<Structure, Committee, string> cell) => [.. structures.Select(s => s.OfKind(kind) is { } committee ? cell(s, committee) : "none")];
    }
}
