using System.CommandLine;
using Remit.Cli.Register;
using Remit.Powers;
using Remit.Register;
using Remit.Time;

namespace Remit.Cli.Powers;

/// <summary><c>powers list</c>: the instruments.</summary>
internal static class PowersList
{
    public static Command Make(Terminal terminal)
    {
        var of = new Option<string?>("--of") { Description = "Only those that name this body", HelpName = "CODE" };
        var on = CommandLine.Day("--on", "Only those with a clause in force on this day");
        var kind = new Option<string?>("--kind") { Description = "Only those of this kind, such as 'delegation agreement'", HelpName = "KIND" };
        var recorded = new Option<bool>("--recorded") { Description = "Only those recorded in this workspace" };
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("list", "List instruments, the earliest first") { of, on, kind, recorded, known, workspace, json };
        verb.SetAction(parsed =>
        {
            var powers = PowersVerb.Read(parsed.GetValue(workspace), parsed.GetValue(known));
            if (parsed.GetValue(kind) is { } wanted && powers.Kinds.All(k => k.Name != wanted))
            {
                terminal.Note($"There is no kind of instrument {Finding.Quoted(wanted)}. The kinds are: {string.Join(", ", powers.Kinds.Select(k => k.Name))}.");
                return ExitCode.Usage;
            }

            OdsCode? body = null;
            if (parsed.GetValue(of) is { } text)
            {
                if (!OdsCode.TryParse(text, out var code))
                {
                    terminal.Note($"--of: {Finding.Quoted(text)} is not an ODS code.");
                    return ExitCode.Usage;
                }

                body = code;
            }

            // As they read by then: what was novated names the body that took the place.
            bool Asked(Term term) => (body is not { } b || term.Names(b)) && (parsed.GetValue(on) is not { } day || term.Days.Contains(day));

            var terms = powers.Ledger.Terms.ToLookup(t => t.Instrument);
            bool Lapsed(Instrument i) => parsed.GetValue(on) is { } day && terms[i].Where(Asked).All(t => powers.HasLapsed(t, day));
            var found = powers.Ledger.Instruments.Where(i => (parsed.GetValue(kind) is not { } k || i.Kind == k)
                && (!parsed.GetValue(recorded) || i.Source.Release.Kind == "journal")
                && (body is null && parsed.GetValue(on) is null || terms[i].Any(Asked))).ToList();
            if (parsed.GetValue(json))
                terminal.SayJson(new { instruments = found.Select(i => PowersShow.Json(powers, i)), lapsed = found.Where(Lapsed).Select(i => i.Id) });
            else
            {
                var table = new TextTable("instrument", "kind", "in force", "title");
                foreach (var i in found)
                    table.Row(i.Id, i.Kind, Lapsed(i) ? $"{Days(terms[i])}, lapsed" : Days(terms[i]), i.Title);
                terminal.Say(table.ToString());
                terminal.Say();
                terminal.Say($"{found.Count:N0} {(found.Count == 1 ? "instrument" : "instruments")}.");
            }

            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>From the first day on which any clause is in force to the last.</summary>
    private static string Days(IEnumerable<Term> terms)
    {
        var days = terms.Select(t => t.Days).ToList();
        return days.Count == 0 ? "never" : new DateSpan(days.Min(d => d.First), days.Any(d => d.Last is null) ? null : days.Max(d => d.Last)).ToString();
    }
}
