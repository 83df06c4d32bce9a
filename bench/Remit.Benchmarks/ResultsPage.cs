using System.Globalization;
using System.Text;

namespace Remit.Benchmarks;

/// <summary>The page of figures that is kept.</summary>
internal static class ResultsPage
{
    public static string Text(Machine machine, string remit, DateOnly day, long rows, int repeats, string world, IReadOnlyList<Bout> bouts)
    {
        var page = new StringBuilder();
        Line($"# Who pays: {rows:N0} records in one go");
        Line();
        Line($"{day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}, Remit {remit}. {machine.Cpu}, {machine.Cores} cores, {machine.MemoryGiB:N1} GiB; {machine.System}; {machine.Runtime}.");
        Line($"{world} The shortest of {repeats} {(repeats == 1 ? "run" : "runs")} each, in turn (one of the reference engine, with which all others are compared). [How to read this](../../README.md).");
        Line();
        Line("| contender | records | seconds | records a second | CPU seconds | peak memory, MiB | 30 records, national tables, s | 30 records, small tables, s | awkward records |");
        Line("|---|--:|--:|--:|--:|--:|--:|--:|---|");
        foreach (var bout in bouts)
            Line(bout.Best is { } best
                ? $"| {bout.Contender.Title} | {bout.Rows:N0} | {best.Wall:N2} | {bout.RowsASecond:N0} | {best.Cpu:N1} | {best.PeakBytes / 1048576.0:N0} | {Seconds(bout.StartUp.National)} | {Seconds(bout.StartUp.Small)} | {bout.Awkward} |"
                : $"| {bout.Contender.Title} | {bout.Fault ?? "not run"} | | | | | | | |");
        Line();
        Line("Every decision of every contender above but the floor and the scan, which decide nothing, was equal to the reference engine's, in all seven columns, before its time was written here.");
        foreach (var bout in bouts.Where(b => b.Best is not null && b.Beyond > 0))
            Line($"{bout.Contender.Title} also decided {bout.Beyond:N0} records that Remit rejects (repeated ids, lines cut short): it was not asked to look for them.");
        foreach (var bout in bouts.Where(b => b.Versions.Length > 0))
            Line($"{bout.Contender.Title}: {bout.Versions}.");
        Line();
        Line("## What was aimed at");
        Line();
        Line("| aim | found |");
        Line("|---|---|");
        var engine = bouts.FirstOrDefault(b => b.Contender.Name == "remit" && b.Best is not null);
        var floor = bouts.FirstOrDefault(b => b.Contender.Name == "floor" && b.Best is not null);
        var peer = bouts.Where(b => b.Contender.Role == Role.ByHand && b.Best is not null).MaxBy(b => b.RowsASecond);
        Line($"| at least 5 times the records a second of the fastest written by hand | {(engine is not null && peer is not null ? $"{engine.RowsASecond / peer.RowsASecond:N1} times {peer.Contender.Title}" : "not measured")} |");
        Line($"| at most 1.5 times the floor's time | {(engine is not null && floor is not null ? $"{engine.Best!.Wall / floor.Best!.Wall:N2} times" : "not measured")} |");
        Line($"| under 1 GiB | {(engine is not null ? $"{engine.Best!.PeakBytes / 1048576.0:N0} MiB" : "not measured")} |");
        Line($"| 30 records in under 0.3 s | {(engine?.StartUp.Small is { } small ? $"{small:N2} s; {Seconds(engine.StartUp.National)} s against the national tables" : "not measured")} |");
        return page.ToString();

        void Line(string line = "") => page.Append(line).Append('\n');
    }

    private static string Seconds(double? seconds) => seconds is { } s ? s.ToString("N2", CultureInfo.InvariantCulture) : "—";
}
