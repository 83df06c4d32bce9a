using System.CommandLine;
using Remit.Allocations;
using Remit.Money;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate compare A B</c>: why targets differ between two runs.</summary>
public static class AllocateCompare
{
    private const int Few = 20;

    public static Command Make(Terminal terminal)
    {
        var (before, after) = (Folder("BEFORE"), Folder("AFTER"));
        var all = new Option<bool>("--all") { Description = $"Every body, not only the {Few} that differ most" };
        var json = CommandLine.Json();
        var verb = new Command("compare", "Why the targets of two runs differ, or where both have them the allocations of the first year: what the sum, the population, the formula, the openings, the policy and the footprint did to each body, adding up exactly") { before, after, all, json };
        verb.SetAction(parsed =>
        {
            var (was, now) = (AllocationFolder.Read(parsed.GetRequiredValue(before)), AllocationFolder.Read(parsed.GetRequiredValue(after)));
            if (was.Pace is null != now.Pace is null)
                terminal.Note($"Targets are compared, and no allocations: only {(was.Pace is null ? "the later" : "the earlier")} of the two has them (--opening).");
            if (was.Pace is null || now.Pace is null)
                (was, now) = (was with { Pace = null }, now with { Pace = null });
            var what = now.Pace is null ? "target" : "allocation";
            var causes = TargetChange.Between(was, now);
            var bodies = causes[0].Changes.Keys.Select(code => (Code: code, Total: new Pounds(causes.Sum(c => c.Changes[code].Value)))).OrderByDescending(b => Math.Abs(b.Total.Value)).ThenBy(b => b.Code, StringComparer.Ordinal).ToList();
            if (parsed.GetValue(json))
                terminal.SayJson(new { compared = $"{what}s", causes = causes.Select(c => new { c.What, c.Says, moved = Moved(c).Value }), bodies = bodies.Select(b => new { b.Code, total = b.Total.Value, causes = causes.ToDictionary(c => c.What, c => c.Changes[b.Code].Value) }) });
            else
                Report(terminal, what, causes, bodies, parsed.GetValue(all) ? bodies.Count : Few);
            return bodies.Any(b => causes.Any(c => c.Changes[b.Code].Value != 0)) ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    private static Argument<string> Folder(string name) => new(name) { Description = "A folder that './remit allocate … --out FOLDER' made" };

    private static void Report(Terminal terminal, string what, IReadOnlyList<ChangeCause> causes, List<(string Code, Pounds Total)> bodies, int most)
    {
        var summary = new TextTable("what changed", "all together", "moved between bodies", "").Right(1, 2);
        foreach (var cause in causes)
            summary.Row(cause.What, new Pounds(cause.Changes.Values.Sum(c => c.Value)).ToString(), Moved(cause).ToString(), cause.Says);
        terminal.Say(summary.ToString());
        var differing = bodies.Where(b => causes.Any(c => c.Changes[b.Code].Value != 0)).ToList();
        terminal.Say();
        if (differing.Count == 0)
        {
            terminal.Say($"No body's {what} differs by a pound.");
            return;
        }

        var table = new TextTable(["body", .. causes.Select(c => c.What), "difference"]).Right([.. Enumerable.Range(1, causes.Count + 1)]);
        foreach (var (code, total) in differing.Take(most))
            table.Row([code.Length == 0 ? "(nowhere)" : code, .. causes.Select(c => c.Changes[code].ToString()), total.ToString()]);
        terminal.Say(table.ToString());
        if (differing.Count > most)
            terminal.Say($"… and {differing.Count - most:N0} more: --all shows them.");
    }

    /// <summary>What some gained and others lost.</summary>
    private static Pounds Moved(ChangeCause cause) => new(Math.Min(cause.Changes.Values.Where(c => c.Value > 0).Sum(c => c.Value), -cause.Changes.Values.Where(c => c.Value < 0).Sum(c => c.Value)));
}
