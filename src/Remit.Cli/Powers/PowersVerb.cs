using System.CommandLine;
using Remit.Powers;
using Remit.Storage;
using Remit.Storage.Powers;
using Remit.Time;

namespace Remit.Cli.Powers;

/// <summary><c>powers</c> and the verbs beneath it.</summary>
internal static class PowersVerb
{
    public static Command Make(Terminal terminal) => new("powers", "Who decides and who is liable for a commissioning function, and by which instruments")
    {
        PowersWho.Make(terminal),
        PowersList.Make(terminal),
        PowersShow.Make(terminal),
        Functions(terminal),
        PowersUptake.Make(terminal),
        PowersReplay.Make(terminal),
        PowersRecord.Make(terminal),
        PowersChange.Amend(terminal),
        PowersChange.Novate(terminal),
        PowersChange.Extend(terminal),
        PowersChange.Revoke(terminal),
        PowersChange.Lift(terminal),
        PowersRecord.Withdraw(terminal),
    };

    /// <summary>Powers as a workspace knew them by the end of a day, or knows them now.</summary>
    public static PowersAsKnown Read(string? workspace, DateOnly? known) => RecordedInstruments.Powers(Workspace.At(workspace), Instant(known));

    public static DateTimeOffset? Instant(DateOnly? known) => known is { } by ? LondonClock.EndOfDay(by) : null;

    private static Command Functions(Terminal terminal)
    {
        var json = CommandLine.Json();
        var verb = new Command("functions", "List the commissioning functions") { json };
        verb.SetAction(parsed =>
        {
            var functions = PowersTables.Shipped.Functions;
            if (parsed.GetValue(json))
                terminal.SayJson(new { functions = functions.Select(f => new { code = f.Code.ToString(), f.Name, f.Covers, days = f.Days.ToString(), source = f.Source.ToString() }) });
            else
            {
                var table = new TextTable("function", "name", "covers");
                foreach (var f in functions)
                    table.Row(f.Code.ToString(), f.Name, f.Covers);
                terminal.Say(table.ToString());
            }

            return ExitCode.Done;
        });
        return verb;
    }

    public static int NoSuchInstrument(Terminal terminal, LedgerAsKnown ledger, string asked)
    {
        terminal.Note($"No instrument is known as {Finding.Quoted(asked)}. './remit powers list' shows those there are.");
        var near = ledger.Instruments.Where(i => i.Id.Contains(asked, StringComparison.OrdinalIgnoreCase)).Take(5).Select(i => i.Id).ToList();
        if (near.Count > 0)
            terminal.Note($"Did you mean {string.Join("; ", near)}?");
        return ExitCode.NotFound;
    }
}
