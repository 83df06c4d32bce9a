using System.CommandLine;
using Remit.Cli.Register;
using Remit.Powers;

namespace Remit.Cli.Powers;

/// <summary><c>powers uptake</c>: how many bodies had a function at each level, by date.</summary>
internal static class PowersUptake
{
    public static Command Make(Terminal terminal)
    {
        var function = new Option<string>("--function") { Description = "The function, as './remit powers functions' lists them (default: primary-medical)", HelpName = "FUNCTION", DefaultValueFactory = _ => "primary-medical" };
        var on = CommandLine.Day("--on", "The day asked about (default: every day on which something changed, up to today)");
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("uptake", "How many bodies have a function by delegation, in a joint committee or by involvement, by date: as published, and by name where agreements are known") { function, on, known, workspace, json };
        verb.SetAction(parsed =>
        {
            var powers = PowersVerb.Read(parsed.GetValue(workspace), parsed.GetValue(known));
            if (!FunctionCode.TryParse(parsed.GetValue(function), out var asked) || !powers.Knows(asked))
            {
                terminal.Note($"{Finding.Quoted(parsed.GetValue(function)!)} is not a commissioning function: './remit powers functions' lists them.");
                return ExitCode.NotFound;
            }

            List<DateOnly> days = parsed.GetValue(on) is { } day ? [day] : [.. powers.TurnsOf(asked).Where(d => d <= terminal.Today)];
            var found = days.Select(d => (Day: d, Levels: powers.UptakeOf(asked, d))).Where(d => d.Levels.Count > 0 || days.Count == 1).ToList();
            if (parsed.GetValue(json))
                terminal.SayJson(new
                {
                    function = asked.ToString(),
                    days = found.Select(f => new { f.Day, levels = f.Levels.Select(u => new { level = u.Word, u.Kind, u.Open, u.Bodies, u.OutOf, u.Named, u.NotNamed, each = u.IsEach, instrument = u.By.Id, source = u.By.Source.ToString(), confidence = u.By.Source.Confidence }) }),
                });
            else
                Print(terminal, powers, asked, found);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Print(Terminal terminal, PowersAsKnown powers, FunctionCode function, IReadOnlyList<(DateOnly Day, IReadOnlyList<Uptake> Levels)> found)
    {
        terminal.Say($"{powers.NameOf(function)} ({function}): how many bodies had it at each level. A number is as published; a name is that of a body whose own agreement is known.");
        terminal.Say();
        var table = new TextTable("from", "level", "bodies", "of", "named", "not named", "by", "confidence");
        foreach (var (day, levels) in found)
            foreach (var uptake in levels)
                table.Row($"{day:yyyy-MM-dd}", uptake.Word, uptake.Bodies is { } bodies ? $"{bodies:N0}" : "not published", $"{uptake.OutOf ?? uptake.Open:N0} {uptake.Kind}", $"{uptake.Named.Count:N0}", uptake.IsEach ? "each has it" : uptake.Bodies is null ? "not known" : $"{uptake.NotNamed:N0}", uptake.By.Id, uptake.By.Source.Confidence);
        terminal.Say(found.Any(f => f.Levels.Count > 0) ? table.ToString() : "Nothing that is known delegates it, shares it or involves anybody in it then.");
        terminal.SaySection("Not accounted for", found.SelectMany(Missing));
        terminal.SaySection("Named", found is [var only] ? only.Levels.Where(u => u.Named.Count > 0).Select(u => $"{u.Word}: {string.Join(", ", u.Named)}") : []);
    }

    private static IEnumerable<string> Missing((DateOnly Day, IReadOnlyList<Uptake> Levels) found)
    {
        foreach (var kind in found.Levels.Where(u => !u.IsEach).GroupBy(u => u.Kind))
        {
            if (kind.First().Open - kind.Sum(u => u.Bodies ?? u.Named.Count) is > 0 and var left)
                yield return $"{found.Day:yyyy-MM-dd}: {left:N0} of {kind.First().Open:N0} {kind.Key}s have no level that is published.";
            foreach (var uptake in kind.Where(u => u.OutOf is { } of && of != u.Open))
                yield return $"{found.Day:yyyy-MM-dd}: the number {uptake.Word} was published out of {uptake.OutOf:N0}; {uptake.Open:N0} were open.";
            foreach (var uptake in kind.Where(u => u.NotNamed < 0))
                yield return $"{found.Day:yyyy-MM-dd}: {-uptake.NotNamed:N0} more are named as {uptake.Word} than were counted.";
        }
    }
}
