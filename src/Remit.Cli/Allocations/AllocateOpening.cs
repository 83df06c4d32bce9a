using System.CommandLine;
using Remit.Allocations;
using Remit.Cli.Register;
using Remit.Money;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate opening CODE…</c>: how far bodies stand from target, in the opening positions that the workspace holds.</summary>
public static class AllocateOpening
{
    public static Command Make(Terminal terminal)
    {
        var codes = new Argument<string[]>("CODE") { Description = "Bodies by code or name; several are also told as one. None: all of them", Arity = ArgumentArity.ZeroOrMore };
        var (workspace, json) = (RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command("opening", "How far bodies stand from target, in the opening positions that the workspace holds; several together as a merger of them would") { codes, workspace, json };
        verb.SetAction(parsed =>
        {
            var at = Workspace.At(parsed.GetValue(workspace));
            if (HeldPositions.Of(at, RegisterOptions.Register(terminal, RegisterOptions.Evidence(at), null)) is not { } held)
            {
                terminal.Note("No opening positions are in the workspace: './remit import opening-positions FILE' takes them in.");
                return ExitCode.NotFound;
            }

            var asked = parsed.GetValue(codes) ?? [];
            if (asked.FirstOrDefault(c => held.Find(c) is null) is { } missing)
            {
                terminal.Note($"{held.Release.File} has no body {Finding.Quoted(missing)}.");
                return ExitCode.NotFound;
            }

            List<HeldPosition> bodies = [.. asked.Length == 0 ? held.Bodies : asked.Select(c => held.Find(c)!).Distinct()];
            var together = asked.Length > 0 && bodies.Count > 1 ? OpeningPosition.Merged("together", [.. bodies.Select(b => b.Position)]) : null;
            if (parsed.GetValue(json))
                terminal.SayJson(new { positions = held.Release.ToRelease().ToString(), bodies = bodies.Select(b => AsJson(b.Code?.ToString(), b.Position)), together = together is null ? null : AsJson(null, together) });
            else
                Report(terminal, held, bodies, together);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Report(Terminal terminal, HeldPositions held, List<HeldPosition> bodies, OpeningPosition? together)
    {
        terminal.Say($"From {held.Release.ToRelease()}.");
        terminal.Say();
        var table = new TextTable("code", "name", "last allocation", "its target", "distance", "population growth").Right(2, 3, 4, 5);
        foreach (var (code, position) in bodies.Select(b => (b.Code?.ToString() ?? "", b.Position)).Concat(together is null ? [] : [("", together)]))
            table.Row(code, position.Body, Pounds.Nearest(position.Baseline).ToString(), Pounds.Nearest(position.Target).ToString(), PaceWords.Signed(position.Distance), PaceWords.Rate(position.PopulationGrowth));
        terminal.Say(table.ToString());
    }

    private static object AsJson(string? code, OpeningPosition position) => new { code, name = position.Body, position.Baseline, position.Target, position.Distance, position.PopulationGrowth };
}
