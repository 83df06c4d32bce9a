using System.CommandLine;
using Remit.Cli.Register;
using Remit.Powers;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Powers;
using Remit.Storage.Register;

namespace Remit.Cli.Powers;

/// <summary><c>powers replay</c>: the instruments applied one after another to the register of a day, and held against the register that followed.</summary>
internal static class PowersReplay
{
    private const int Few = 5;

    public static Command Make(Terminal terminal)
    {
        var from = CommandLine.Day("--from", "The day whose register it begins with (default: 2013-04-01)");
        var to = CommandLine.Day("--to", "The last day (default: 2022-07-01)");
        var all = new Option<bool>("--all") { Description = "Print every finding and every difference" };
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("replay", "Apply the instruments that make, merge and end bodies to the register of a day, one after another, and hold what they come to against the register on every day") { from, to, all, known, workspace, json };
        verb.SetAction(parsed =>
        {
            var (first, last) = (parsed.GetValue(from) ?? new(2013, 4, 1), parsed.GetValue(to) ?? new(2022, 7, 1));
            if (last < first)
            {
                terminal.Note($"--to, {last:yyyy-MM-dd}, is before --from, {first:yyyy-MM-dd}.");
                return ExitCode.Usage;
            }

            var at = Workspace.At(parsed.GetValue(workspace));
            var instant = PowersVerb.Instant(parsed.GetValue(known));
            var register = at.Evidence(NationalTables.Shipped).KnownAt(instant ?? DateTimeOffset.MaxValue);
            var replay = new Replay(register, RecordedInstruments.Powers(at, instant).Ledger, new(first, last));
            var (broken, bodies, differences, waiting) = (replay.Broken(), replay.Bodies(), replay.Differences(), replay.Waiting());
            if (parsed.GetValue(json))
                terminal.SayJson(new
                {
                    from = first,
                    to = last,
                    days = replay.Steps.Select(s => new { s.Day, instruments = s.Instruments.Select(i => i.Id), before = s.Before.ToDictionary(b => b.Kind, b => b.Bodies), after = s.After.ToDictionary(b => b.Kind, b => b.Bodies) }),
                    tiling = broken.Select(b => new { days = b.Days.ToString(), b.Finding.Code, place = b.Finding.Place.ToString(), b.Finding.Found, b.Finding.Wanted }),
                    betweenCodes = waiting.Select(w => new { w.Practice, days = w.Days.ToString(), w.CarriedTo, source = w.Source.ToString() }),
                    bodiesThatDiffer = bodies.Select(b => new { b.Code, days = b.Days.ToString(), openIn = b.InRegister ? "register" : "replay" }),
                    doubts = replay.Doubts().Select(d => new { days = d.Days.ToString(), d.Note }),
                    places = differences.Select(d => new { d.Place, days = d.Days.ToString(), d.Replayed, d.Registered, source = d.Source.ToString() }),
                });
            else
                Print(terminal, replay, broken, bodies, differences, waiting, parsed.GetValue(all));
            return broken.Count + bodies.Count + differences.Count == 0 ? ExitCode.Done : ExitCode.Findings;
        });
        return verb;
    }

    private static void Print(Terminal terminal, Replay replay, IReadOnlyList<(Time.DateSpan Days, Finding Finding)> broken, IReadOnlyList<(OdsCode Code, Time.DateSpan Days, bool InRegister)> bodies,
        IReadOnlyList<ReplayDifference> differences, IReadOnlyList<BetweenCodes> waiting, bool all)
    {
        var days = replay.Days.Last!.Value.DayNumber - replay.Days.First.DayNumber + 1;
        terminal.Say($"From the register of {replay.Days.First:yyyy-MM-dd} to {replay.Days.Last:yyyy-MM-dd}, by instruments alone. Every one of the {days:N0} days is covered: each place was looked at for each run of days on which nothing about it changes.");
        terminal.Say();
        var table = new TextTable("day", "instruments", "before", "from the day", "merged", "made", "ended");
        foreach (var step in replay.Steps)
            table.Row($"{step.Day:yyyy-MM-dd}", $"{step.Instruments.Count:N0}", Counted(step.Before), Counted(step.After), Kinds(step, "merger"), Kinds(step, "establish"), Kinds(step, "transfer", "dissol"));
        terminal.Say(table.ToString());

        terminal.SaySection($"Bodies that differ from the register: {(bodies.Count == 0 ? "none, on any day" : $"{bodies.Count:N0}")}", bodies.Count == 0 ? ["The instruments and the register have the same bodies open on every day."] : Some(bodies, b => $"{b.Code} {b.Days}: open in the {(b.InRegister ? "register" : "replay")} only"));
        terminal.SaySection($"The law of tiling: {broken.Count:N0} places where it is broken", replay.Register.Practices.Count + replay.Register.SmallAreas.Count == 0 ? ["No list of practices and no look-up of small areas is in the workspace: only bodies were replayed."] : broken.Count == 0 ? ["Every open practice and every small area is in exactly one open body on every day."] : Some(broken, b => $"{b.Days}: {b.Finding.Place}: {b.Finding.Found}; wanted {b.Finding.Wanted}"));
        terminal.SaySection($"Between codes: {waiting.Count:N0} practices whose list has them in the new code some days after the old one closed. The register carries them over meanwhile",
            waiting.Count == 0 ? ["None: the lists that are held have each practice in the new code from the day the old one closed, or not at all."] : waiting.GroupBy(w => w.Days).OrderBy(g => g.Key.First).ThenBy(g => g.Key.Last).Select(g => $"{g.Key}: {g.Count():N0}, to {string.Join(", ", g.Select(w => w.CarriedTo).Distinct().Order())}"));
        terminal.SaySection($"Moved by no instrument that is known: {differences.Count(d => d.Place.Length == 6):N0} practices and {differences.Count(d => d.Place.Length == 9):N0} small areas that the register has elsewhere",
            Some([.. differences.GroupBy(d => (d.Days.First, d.Replayed, d.Registered)).OrderBy(g => g.Key.First).ThenByDescending(g => g.Count())],
                g => $"from {g.Key.First:yyyy-MM-dd}: {Parts(g)} in {Coded(g.Key.Replayed)} by the instruments, in {Coded(g.Key.Registered)} in the register; such as {g.First().Place}: {g.First().Source}"));

        terminal.SaySection("In doubt", replay.Doubts().Select(d => $"{d.Days}: {d.Note}"));

        IEnumerable<string> Some<T>(IReadOnlyList<T> items, Func<T, string> words) =>
            [.. items.Take(all ? int.MaxValue : Few).Select(words), .. !all && items.Count > Few ? [$"… and {items.Count - Few:N0} more: --all shows them."] : Array.Empty<string>()];
    }

    private static string Parts(IEnumerable<ReplayDifference> differences)
    {
        var (practices, areas) = (differences.Count(d => d.Place.Length == 6), differences.Count(d => d.Place.Length == 9));
        return string.Join(" and ", ((string[])[practices > 0 ? $"{practices:N0} {(practices == 1 ? "practice" : "practices")}" : "", areas > 0 ? $"{areas:N0} {(areas == 1 ? "small area" : "small areas")}" : ""]).Where(p => p.Length > 0));
    }

    private static string Coded(OdsCode? code) => code?.ToString() ?? "nobody";

    private static string Counted(IReadOnlyList<(string Kind, int Bodies)> counts) => string.Join(", ", counts.Where(c => c.Bodies > 0).Select(c => $"{c.Bodies:N0} {c.Kind}"));

    private static string Kinds(ReplayedDay step, params string[] words) =>
        step.Instruments.Count(i => words.Any(w => i.Kind.Contains(w, StringComparison.Ordinal))) is > 0 and var count ? $"{count:N0}" : "";
}
