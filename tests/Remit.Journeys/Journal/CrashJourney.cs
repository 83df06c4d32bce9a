using System.Diagnostics;
using System.Globalization;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Tests;
using Remit.Tests.Servers;

namespace Remit.Journeys.Journal;

/// <summary>Programs are killed, without warning and while they write: what was acknowledged is there, and what is there is sound.</summary>
public sealed class CrashJourney(TestServers servers) : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Fifty_programs_are_killed_one_by_one_while_they_and_others_write_to_a_file() => KillWriters(10, 5, _ => "");

    [Fact]
    public async Task Programs_are_killed_while_they_write_to_PostgreSQL()
    {
        const int rounds = 5;
        var server = await servers.Postgres();
        await server.Query("create schema crash; " + string.Join(' ', Enumerable.Range(0, rounds).Select(n => $"create schema crash_fresh_{n};")));
        await KillWriters(rounds, 4, name => $"postgres://remit@127.0.0.1:{server.Port}/postgres?Search%20Path=crash{name.Replace('-', '_')}");
    }

    private async Task KillWriters(int rounds, int writers, Func<string, string> databaseOf)
    {
        var random = new Random(20261122);
        var written = 0L;
        for (var round = 0; round < rounds; round++)
        {
            // Now and then the programs start on nothing, and die before or while they make the tables.
            var fresh = round % 5 == 4;
            var name = fresh ? $"-fresh-{round}" : "";
            var (workspace, database) = (folder.File($"workspace{name}"), databaseOf(name));
            string[] noted = [.. Enumerable.Range(0, writers).Select(n => folder.File($"acknowledged{name}-{n}"))];
            var before = noted.Select(Length).ToList();

            Process[] programs = [.. Enumerable.Range(0, writers).Select(n => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [JournalWriter.Name, workspace, database, noted[n], $"writer-{n}"]) { RedirectStandardError = true })!)];
            for (var waited = 0; !fresh && waited < 3000 && noted.Where((path, n) => Length(path) > before[n]).Count() < writers && !programs.Any(p => p.HasExited); waited++)
                await Task.Delay(10, TestContext.Current.CancellationToken);
            for (var waited = 0; fresh && database.Length == 0 && waited < 3000 && !File.Exists(Path.Combine(workspace, "journal.db")); waited++)
                await Task.Delay(10, TestContext.Current.CancellationToken);
            foreach (var (n, program) in programs.Index())
            {
                // Of those that started on nothing, the last goes on from wherever the others were stopped.
                for (var waited = 0; fresh && n == writers - 1 && waited < 3000 && Length(noted[n]) == 0 && !program.HasExited; waited++)
                    await Task.Delay(10, TestContext.Current.CancellationToken);
                await Task.Delay(random.Next(40), TestContext.Current.CancellationToken);
                program.HasExited.ShouldBeFalse(program.HasExited ? await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
                program.Kill();
                await program.WaitForExitAsync(TestContext.Current.CancellationToken);
                program.Dispose();
                written = Math.Max(written, IsSound(workspace, database, noted, $"after program {n} of round {round}"));
            }

            if (fresh)
                noted.SelectMany(Lines).ShouldNotBeEmpty($"in round {round}, which began on nothing");
        }

        written.ShouldBeGreaterThan(rounds * writers);
    }

    /// <summary>Looks while others may go on writing.</summary>
    /// <returns>How many events there are.</returns>
    private static long IsSound(string workspace, string named, string[] noted, string when)
    {
        var acknowledged = noted.SelectMany(Lines).ToList();
        using var database = Database.Of(new Workspace(workspace), named);
        if (!database.Exists)
        {
            acknowledged.ShouldBeEmpty(when);
            return 0;
        }

        using var journal = KeptJournal.Open(database);
        journal.Verify().Broken.ShouldBeNull(when);
        var kept = journal.Entries().ToDictionary(e => e.Position, e => e.Hash);
        foreach (var line in acknowledged)
            kept[long.Parse(line[0], CultureInfo.InvariantCulture)].ShouldBe(line[1], $"an acknowledged event, {when}");
        (kept.Count % 3).ShouldBe(0, "an act is kept whole or not at all");
        return kept.Count;
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    // A line that was being written when the program died is not one: nobody could have read it.
    private static IEnumerable<string[]> Lines(string path) =>
        File.Exists(path) ? File.ReadAllText(path).Split('\n').SkipLast(1).Select(line => line.Split(' ')) : [];
}
