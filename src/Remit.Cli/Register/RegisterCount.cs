using System.CommandLine;
using Remit.Storage;

namespace Remit.Cli.Register;

/// <summary><c>register count --kind CCG --on DATE</c>: how many organisations of a kind were open on a day.</summary>
internal static class RegisterCount
{
    public static Command Make(Terminal terminal)
    {
        var kind = new Option<string>("--kind") { Description = "CCG, ICB, 'sub-ICB location', PCT, …", Required = true };
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var members = new Option<bool>("--with-members") { Description = "Count only those with at least one member practice that day" };
        var source = new Option<string?>("--source") { Description = "With --with-members: memberships as this kind of release alone states them, such as epcmem", HelpName = "KIND" };
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var command = new Command("count", "How many organisations of a kind were open on a day") { kind, on, known, members, source, workspace, json };
        command.SetAction(parsed =>
        {
            var day = parsed.GetValue(on) ?? terminal.Today;
            var from = parsed.GetValue(source);
            if (from is not null && !parsed.GetValue(members))
            {
                terminal.Note("--source goes with --with-members: it says whose memberships to count.");
                return ExitCode.Usage;
            }

            var place = Workspace.At(parsed.GetValue(workspace));
            var evidence = RegisterOptions.Evidence(place);
            var register = RegisterOptions.Register(terminal, evidence, parsed.GetValue(known));
            var asked = parsed.GetRequiredValue(kind);
            if (!register.Kinds.Contains(asked, StringComparer.OrdinalIgnoreCase))
            {
                terminal.Note($"The register has no organisations of the kind {Finding.Quoted(asked)}. It has: {string.Join(", ", register.Kinds)}.");
                return ExitCode.NotFound;
            }

            if (from is not null && !register.Releases.Any(r => r.Kind == from))
            {
                terminal.Note($"No release of the kind {Finding.Quoted(from)} is in the workspace {place.Folder}. './remit import list' shows what is.");
                return ExitCode.NotFound;
            }

            var open = register.OfKind(asked, day);
            if (parsed.GetValue(members))
            {
                var joined = (from is null ? register.MembershipsOn(day).Select(m => m.Commissioner) : register.MembershipsStatedBy(from, day).Select(m => m.Commissioner)).ToHashSet();
                open = [.. open.Where(o => joined.Contains(o.Code))];
            }

            var doubts = register.DoubtsOn(asked, day);
            if (parsed.GetValue(json))
                terminal.SayJson(new { kind = asked, on = day, withMembers = parsed.GetValue(members), source = from, count = open.Count, codes = open.Select(o => o.Code.ToString()), doubts });
            else
            {
                var kindWritten = register.Kinds.First(k => k.Equals(asked, StringComparison.OrdinalIgnoreCase));
                var having = !parsed.GetValue(members) ? "" : from is null ? " with member practices" : $" with member practices in {from} alone";
                if (from is not null && register.Releases.Where(r => r.Kind == from).Max(r => r.Edition) is var newest && newest < day)
                    terminal.Note($"The newest {from} is of {newest:yyyy-MM-dd}: it does not know what happened after.");
                terminal.Say($"{open.Count:N0} {kindWritten}{(open.Count == 1 ? "" : "s")}{having} on {day:yyyy-MM-dd}");
                foreach (var doubt in doubts.Where(d => d.Codes.Count == 0))
                    terminal.Note($"In doubt: {doubt.Note}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
