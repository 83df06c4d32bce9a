using System.Collections.Concurrent;
using System.Net;
using Remit.Access;
using Remit.Journeys.Web;
using Remit.Storage;
using Remit.Storage.Access;
using Remit.Storage.Journal;
using Remit.Tests;
using Remit.Tests.Servers;
using Remit.Time;

namespace Remit.Journeys.Journal;

/// <summary>The site itself is killed, without warning and while staff send forms: what it answered for is there, and what is there is sound.</summary>
public sealed class ServerCrashJourney(TestServers servers) : IDisposable
{
    private const int Staff = 4;

    private readonly TemporaryFolder folder = Where.NewFolder();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task The_site_is_killed_fifty_times_while_staff_send_forms_and_nothing_it_answered_for_is_lost() => KillSites(50, "");

    [Fact]
    public async Task The_site_is_killed_while_its_journal_is_in_PostgreSQL()
    {
        var server = await servers.Postgres();
        await server.Query("create schema site_crash;");
        await KillSites(10, $"postgres://remit@127.0.0.1:{server.Port}/postgres?Search%20Path=site_crash");
    }

    /// <summary>Two sites on one journal, each started again whenever it was killed, so that one is killed while the other answers.</summary>
    private async Task KillSites(int times, string named)
    {
        var workspace = folder.File("w");
        Directory.CreateDirectory(workspace);
        await File.WriteAllBytesAsync(folder.File("keys"), new byte[64], Stop);
        using var database = Database.Of(new Workspace(workspace), named);
        using var journal = KeptJournal.Open(database);
        var (cookies, people) = (new CookieContainer(), People(journal));
        var answered = new ConcurrentDictionary<string, string>();
        var sent = 0;

        await using (var first = await RunningProgram.Start(workspace, named, folder.File("keys")))
        using (var ann = new Visitor(first.Address, TimeProvider.System, cookies))
            await ann.Enrol(Invitations.Give(journal, Accounts.Find(journal, Account.IdOf("Ann"))!, secondFactor: false, Now()).Path, "Ann");
        var random = new Random(20261122);
        int[] waits = [.. Enumerable.Range(0, times).Select(_ => random.Next(60))];

        await Task.WhenAll(Enumerable.Range(0, 2).Select(lane => Task.Run(async () =>
        {
            for (var kill = lane; kill < times; kill += 2)
            {
                await using var site = await RunningProgram.Start(workspace, named, folder.File("keys"));
                using var visitor = new Visitor(site.Address, TimeProvider.System, cookies);
                var before = answered.Count;
                var working = new TaskCompletionSource();
                // Two on the page of one person, who are sometimes told that the other was first, and two each on one of their own.
                var sending = Enumerable.Range(0, Staff).Select(n => Task.Run(() => SendForms(visitor, people[lane * Staff + Math.Max(1, n)], $"{kill}-{n}", working))).ToList();
                await working.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);
                await Task.Delay(waits[kill], Stop);
                site.Kill();
                await Task.WhenAll(sending);
                IsSound(journal, answered, Volatile.Read(ref sent), $"after the site was killed for the {kill + 1}. time");
            }
        }, Stop)));

        answered.Count.ShouldBeGreaterThan(times);
        journal.Rebuild();
        IsSound(journal, answered, sent, "in the end, with all tables made anew");

        async Task SendForms(Visitor visitor, string person, string who, TaskCompletionSource working)
        {
            for (var number = 0; ; number++)
                try
                {
                    var hidden = await visitor.Hidden(person);
                    var reason = $"form {number} of {who}";
                    Interlocked.Increment(ref sent);
                    using var answer = hidden.TryGetValue("grant", out var grant)
                        ? await visitor.Post($"{person}?handler=Withdraw", hidden, ($"reason-{grant}", reason))
                        : await visitor.Post($"{person}?handler=Grant", hidden, ("role", "analyst"), ("body", ""), ("reason", reason));
                    if (answer.StatusCode == HttpStatusCode.Redirect)
                    {
                        answer.Headers.Location!.OriginalString.ShouldBe(person);
                        answered[reason] = grant is null ? "role-granted" : "role-withdrawn";
                        working.TrySetResult();
                    }
                    else
                        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                }
                catch (HttpRequestException e) when (e.StatusCode is null)
                {
                    // Killed: whether the last form was taken, nobody was told.
                    return;
                }
                catch (Exception e)
                {
                    working.TrySetException(e);
                    throw;
                }
        }
    }

    private static string[] People(KeptJournal journal)
    {
        Accounts.Make(journal, "Ann", Now());
        Accounts.Grant(journal, Accounts.Find(journal, Account.IdOf("Ann"))!, Role.Administrator, Reach.Everywhere, new(TimeProvider.System.TodayInLondon), _ => true, Now());
        return [.. Enumerable.Range(0, 2 * Staff).Select(n => $"/staff/people/{Accounts.Make(journal, $"Person {n}", Now()).Id}")];
    }

    private static Act Now() => new("Somebody", "at the command line", "for the test", TimeProvider.System.GetUtcNow());

    private static void IsSound(KeptJournal journal, ConcurrentDictionary<string, string> answered, int sent, string when)
    {
        // Noted first: the other site goes on meanwhile.
        var promised = answered.ToArray();
        journal.Verify().Broken.ShouldBeNull(when);
        var kept = journal.Entries().Where(e => e.Reason.StartsWith("form ", StringComparison.Ordinal)).ToList();
        kept.GroupBy(e => e.Reason).Where(g => g.Count() > 1).ShouldBeEmpty($"a form was taken twice, {when}");
        kept.Count.ShouldBeLessThanOrEqualTo(sent, when);
        kept.ShouldAllBe(e => e.By == "Ann" && e.Capacity == "administrator");
        var kinds = kept.ToDictionary(e => e.Reason, e => e.Kind);
        foreach (var (reason, kind) in promised)
            kinds.GetValueOrDefault(reason).ShouldBe(kind, $"{reason}, which was answered, {when}");
    }

    /// <summary><c>remit serve</c>, a process of its own.</summary>
    private sealed class RunningProgram(System.Diagnostics.Process program, Uri address) : IAsyncDisposable
    {
        public Uri Address => address;

        public static async Task<RunningProgram> Start(string workspace, string database, string keys)
        {
            var program = ServeJourney.Start(["serve", "--port", "0"], ("REMIT_WORKSPACE", workspace), ("REMIT_DATABASE", database), ("REMIT_KEY_FILE", keys));
            var noted = program.StandardError.ReadToEndAsync(Stop);
            return await ServeJourney.AddressOf(program, Stop) is { } address ? new(program, new(address)) : throw new InvalidOperationException(await noted);
        }

        public void Kill()
        {
            program.HasExited.ShouldBeFalse("the site went down by itself");
            program.Kill();
        }

        public async ValueTask DisposeAsync()
        {
            program.Kill();
            await program.WaitForExitAsync(CancellationToken.None);
            program.Dispose();
        }
    }
}
