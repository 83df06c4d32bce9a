using System.Diagnostics;
using System.Globalization;
using System.Text;
using Remit.Allocations;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Register;

namespace Remit.Benchmarks;

/// <summary>How long all England's targets take, from practice level, once the file is read.</summary>
internal static class FairShares
{
    private const int Warm = 20, Runs = 50;

    private static readonly (string Edition, string File)[] Rounds = [("2018-19", "target_by_practice_2018_19.csv"), ("2022-23", "practice_weighted_pop_2022_23.csv")];

    /// <param name="folder">Where the official files are.</param>
    /// <param name="results">The folder of pages; the machine's own is beneath it.</param>
    public static void Run(string folder, string results, DateOnly today)
    {
        var machine = Machine.Here();
        var page = new StringBuilder();
        Line("# Fair shares: all England from practice level");
        Line();
        Line($"{today.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. {machine.Cpu}, {machine.Cores} cores; {machine.System}; {machine.Runtime}. Milliseconds on one thread after the file is read and {Warm} runs to warm up: the shortest and the median of {Runs}. The load of the machine over the last minute was {Machine.Load}.");
        Line();
        Line("| round | practices | what | shortest, ms | median, ms |");
        Line("|---|--:|---|--:|--:|");
        foreach (var (id, file) in Rounds)
        {
            var edition = AllocationTables.Named(id);
            using var source = CsvSource.Open(Path.Combine(folder, file), hasHeader: true);
            var population = PopulationLayout.Read(source, new(PopulationLayout.ReleaseKind, "", edition.BodiesOn, DateTimeOffset.MinValue, file), edition, new ImportNotes(file), _ => true);
            var groups = Placement.ByFile(population, "CCG");
            var target = Target.Of(population, edition);
            Row("targets of every practice, to the pound", () => Target.Of(population, edition));
            Row("the same, added up by group", () => groups.Sum(Target.Of(population, edition).Pounds));
            Row("every group's way there, step by step", () => new Waterfalls(population, edition, groups).Of(groups.Shares[0][0].Code));
            Row("adding up by group alone", () => groups.Sum(target.Pounds));
            var policy = PacePolicies.Named("2019-20").Policy;
            // Distances are made up: what groups had that year is not in the file.
            List<OpeningPosition> opening = [.. groups.Sum(target.Pounds).Select((group, at) => new OpeningPosition(group.Key, group.Value * (0.92m + at % 17 * 0.01m), at % 5 * 0.3m, at % 17 - 8))];
            Row("three years of pace of change by group", () => PaceOfChange.Years(policy, opening, 3));
            Row("targets by group, and three years of pace of change", () =>
            {
                groups.Sum(Target.Of(population, edition).Pounds);
                PaceOfChange.Years(policy, opening, 3);
            });

            void Row(string what, Action work)
            {
                var times = Enumerable.Range(0, Warm + Runs).Select(_ => Time(work)).Skip(Warm).Order().ToList();
                Line($"| {id} | {population.Count:N0} | {what} | {times[0].TotalMilliseconds:N1} | {times[Runs / 2].TotalMilliseconds:N1} |");
            }
        }

        Line();
        Line("The aim is 50 ms for targets and three years of pace of change together. `bench/run fair-shares` writes this page.");
        var path = Path.Combine(results, machine.Folder, "fair-shares.md");
        WholeFile.Write(path, Encoding.UTF8.GetBytes(page.ToString()));
        Console.Write(page);

        void Line(string line = "") => page.Append(line).Append('\n');
    }

    private static TimeSpan Time(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began);
    }
}
