using System.Diagnostics;
using System.Text.RegularExpressions;
using Dapper;
using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Register;
using Remit.Tests;
using Remit.Tests.Servers;

namespace Remit.Journeys.Journal;

/// <summary>What is done is recorded, made public, taken back, verified, kept and restored.</summary>
public sealed partial class JournalJourney(TestServers servers) : IDisposable
{
    private static readonly string Samples = Path.Combine(Where.Root, "samples");
    private static readonly string Activity = Path.Combine(Samples, "activity.csv");
    private static readonly string[] Ann = ["--by", "Ann Example", "--capacity", "head of contracts, 99A", "--reason", "Monthly publication"];

    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_is_made_public_beside_the_one_before_and_taken_back()
    {
        var first = await Publish("before", "June 2025, as by last year's register", "--as-on", "2025-03-31");
        var second = await Publish("now", "June 2025");
        var run = second.Said.Split('\n')[0].Split(' ')[^1];
        (await Do("runs", "withdraw", run, "--by", "Bob", "--reason", "Wrong month")).Ends(ExitCode.Done);
        (await Do("runs", "withdraw", run, "--by", "Ann", "--reason", "Wrong month")).Ends(ExitCode.Refused).Noted.ShouldContain("by Bob: Wrong month");
        var list = (await Do("runs", "list")).Ends(ExitCode.Done);
        var acts = (await Do("acts")).Ends(ExitCode.Done);
        var shown = (await Do("runs", "show", run)).Ends(ExitCode.Done);

        Snapshot.Matches(Hash().Replace(string.Join("\n----\n", first.Said, second.Said, list.Said, acts.Said, shown.Said), "HASH"));

        var json = (await Do("runs", "show", run, "--json")).Ends(ExitCode.Done).Json;
        json.GetProperty("before").GetProperty("what").GetProperty("title").GetString().ShouldBe("June 2025, as by last year's register");
        (await Do("runs", "show", "ffffffff")).Ends(ExitCode.NotFound);
        (await Do("runs", "show", "f")).Ends(ExitCode.NotFound);
    }

    [Fact]
    public async Task Only_decisions_with_their_manifest_can_be_made_public()
    {
        var decisions = await Assigned("now");
        Task<Answered> PublishOnly(params string[] more) => Do(["runs", "publish", decisions, "--title", "June", .. Ann, .. more]);

        (await PublishOnly()).Ends(ExitCode.Refused).Noted.ShouldContain("no-date");
        await File.AppendAllTextAsync(decisions, (await File.ReadAllLinesAsync(decisions, TestContext.Current.CancellationToken))[^1] + "\n", TestContext.Current.CancellationToken);
        (await PublishOnly("--date", "title")).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-column");
        (await PublishOnly("--activity", Activity)).Ends(ExitCode.Refused).Noted.ShouldContain("not-of-one-run");
        File.Delete(Path.Combine(Path.GetDirectoryName(decisions)!, "manifest.json"));
        (await PublishOnly("--activity", Activity)).Ends(ExitCode.Refused).Noted.ShouldContain("no-manifest");
        (await Do("runs", "publish", decisions, "--title", "June", "--by", "Ann")).Ends(ExitCode.Usage).Noted.ShouldContain("--reason");
        (await Do(["runs", "publish", decisions, "--title", "two\nlines", .. Ann])).Ends(ExitCode.Usage).Noted.ShouldContain("--title");

        File.Exists(folder.File("workspace/journal.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_taken_in_and_corrected_leaves_acts_and_one_that_has_none_is_found()
    {
        await File.WriteAllTextAsync(folder.File("epcmem_20190830.csv"), "\"A81001\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("epcmem_20200830.csv"), "\"A81001\",\"16C\",\"W\",\"20130401\",\"\",\"0\"\n", TestContext.Current.CancellationToken);
        (await Do("import", "epcmem", folder.File("epcmem_20190830.csv"), "--by", "Ann", "--capacity", "data analyst", "--reason", "August's list")).Ends(ExitCode.Done);
        var sha256 = Path.GetFileName(Directory.EnumerateDirectories(folder.File("workspace/releases")).Single());
        (await Do("import", "correct", sha256[..8], "--edition", "2019-08-31", "--by", "Bob", "--reason", "The header says so")).Ends(ExitCode.Done);

        (await Acts()).ShouldBe(["Bob|at the command line|The header says so|release-corrected", "Ann|data analyst|August's list|release-taken-in"]);

        File.Delete(folder.File("workspace/journal.db"));
        (await Do("import", "epcmem", folder.File("epcmem_20200830.csv"), "--by", "Cleo")).Ends(ExitCode.Done);
        (await Do("import", "epcmem", folder.File("epcmem_20200830.csv"), "--by", "Cleo")).Ends(ExitCode.Done);
        (await Acts()).ShouldBe(["Cleo|at the command line|Taken in with ./remit import|release-taken-in",
            "Cleo|at the command line|Found in the workspace without an act of its own|release-taken-in,release-corrected"]);
        (await Do("verify")).Ends(ExitCode.Done).Said.ShouldStartWith("3 events, each as it was written.");
    }

    [Fact]
    public async Task A_journal_is_verified_kept_and_restored_and_nothing_is_overwritten_in_silence()
    {
        await Publish("before", "before", "--as-on", "2025-03-31");
        var noted = (await Do("verify", "--json")).Ends(ExitCode.Done).Json.GetProperty("head").GetString()!;
        await Publish("now", "now");
        var backup = folder.File("kept/journal.jsonl.gz");

        (await Do("backup", backup)).Ends(ExitCode.Done).Said.ShouldStartWith("2 events, verified, from ");
        (await Do("backup", backup)).Ends(ExitCode.Refused).Noted.ShouldContain("file-exists");
        (await Do("backup", backup, "--replace")).Ends(ExitCode.Done);
        (await Do("verify", "--head", noted[..12])).Ends(ExitCode.Done).Said.ShouldContain("The hash you noted is that of event 1; 1 came after it.");
        (await Do("rebuild")).Ends(ExitCode.Done).Said.ShouldBe("Made again from 2 events: published_run, account, role_grant.\n");
        (await Do("restore", backup)).Ends(ExitCode.Refused).Noted.ShouldContain("journal-has-events");
        (await Do("restore", Activity, "--replace")).Ends(ExitCode.Refused).Noted.ShouldContain("not-a-backup");

        using (var database = Database.Of(new Workspace(folder.File("workspace")), ""))
            database.Write(connection => connection.Execute("UPDATE journal SET reason = 'No reason' WHERE position = 2"));
        var broken = (await Do("verify")).Ends(ExitCode.Findings).Said;
        broken.ShouldStartWith("The journal is not what was written. First wrong at event 2:\n");
        broken.ShouldContain("by Ann Example at 2026-01-15T12:00:00.000000Z");
        (await Do("backup", folder.File("broken.jsonl"))).Ends(ExitCode.Refused).Noted.ShouldContain("journal-broken");
        (await Do("rebuild")).Ends(ExitCode.Refused).Noted.ShouldContain("journal-broken");

        var restored = (await Do("restore", backup, "--replace", "--by", "Bob")).Ends(ExitCode.Done).Said;
        File.Exists(restored.Trim().Split(" are kept in ")[1]).ShouldBeTrue();
        (await Do("verify", "--head", noted)).Ends(ExitCode.Done).Said.ShouldStartWith("3 events, each as it was written.");
        (await Acts())[0].ShouldBe("Bob|at the command line|Restored from a backup|journal-restored");
        (await Verb.Run("restore", backup, "--workspace", folder.File("another"))).Ends(ExitCode.Done);
        (await Verb.Run("runs", "list", "--workspace", folder.File("another"))).Ends(ExitCode.Done).Said.ShouldContain("before");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/../../../elsewhere")]
    public async Task A_damaged_journal_is_kept_in_the_workspace_whatever_stands_in_it(string hash)
    {
        await Publish("now", "now");
        (await Do("backup", folder.File("b.jsonl"))).Ends(ExitCode.Done);
        using (var database = Database.Of(new Workspace(folder.File("workspace")), ""))
            database.Write(connection => connection.Execute("UPDATE journal SET hash = @hash", new { hash }));

        (await Do("restore", folder.File("b.jsonl"), "--replace")).Ends(ExitCode.Done);

        Path.GetFileName(Directory.GetFiles(folder.File("workspace"), "*.jsonl.gz").ShouldHaveSingleItem()).ShouldStartWith("journal-before-restore-1-");
        (await Do("verify")).Ends(ExitCode.Done);
    }

    [Fact]
    public async Task Of_two_who_import_at_once_each_is_credited_with_what_they_did()
    {
        await File.WriteAllTextAsync(folder.File("epcmem_20190830.csv"), "\"A81001\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("epcmem_20190930.csv"), "\"A81002\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n", TestContext.Current.CancellationToken);
        var workspace = new Workspace(folder.File("workspace"));
        Task<Answered> bob;
        using (var journal = KeptJournal.Open(workspace))
        using (workspace.TakeTurn())
        {
            var taken = new ReleaseImport(workspace, NationalTables.Shipped, Now).Import(folder.File("epcmem_20190830.csv"), Layouts.Named("epcmem"));
            bob = Task.Run(() => Do("import", "epcmem", folder.File("epcmem_20190930.csv"), "--by", "Bob"), TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            RecordedReleases.Record(journal, taken.Release.ShouldNotBeNull(), new Act("Ann", "clerk", "Taken in", Now));
        }

        (await bob).Ends(ExitCode.Done);
        (await Acts()).ShouldBe(["Bob|at the command line|Taken in with ./remit import|release-taken-in", "Ann|clerk|Taken in|release-taken-in"]);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("rebuild")]
    [InlineData("acts")]
    [InlineData("runs", "list")]
    [InlineData("runs", "show", "abcdef")]
    [InlineData("backup", "x.jsonl")]
    public async Task Where_nothing_was_recorded_that_is_said_and_nothing_is_made(params string[] verb)
    {
        (await Do(verb)).Ends(ExitCode.NotFound).Noted.ShouldContain("There is no journal yet in ");

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("verify", "--head", "abc")]
    [InlineData("verify", "--head", "no hash at all")]
    [InlineData("acts", "--most", "0")]
    [InlineData("import", "epcmem", "x.csv", "--by", " ")]
    public async Task A_command_that_cannot_be_meant_is_told_so(params string[] verb) => (await Do(verb)).Ends(ExitCode.Usage);

    [Fact]
    public async Task By_one_setting_the_journal_is_in_PostgreSQL()
    {
        var server = await servers.Postgres();
        await server.Query("create schema by_setting");
        var setting = $"postgres://remit:not-to-be-told@127.0.0.1:{server.Port}/postgres?Search%20Path=by_setting";
        await File.WriteAllTextAsync(folder.File("epcmem_20190830.csv"), "\"A81001\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n", TestContext.Current.CancellationToken);

        var gone = await Program(setting.Replace($":{server.Port}", ":1", StringComparison.Ordinal), "import", "epcmem", folder.File("epcmem_20190830.csv"));
        gone.Ends(ExitCode.Refused).Noted.ShouldContain("database-unreachable");
        Directory.Exists(folder.File("workspace/releases")).ShouldBeFalse("what cannot be recorded is not taken in");

        (await Program(setting, "verify")).Ends(ExitCode.NotFound);
        (await Program(setting, "import", "epcmem", folder.File("epcmem_20190830.csv"))).Ends(ExitCode.Done);
        var verified = (await Program(setting, "verify", "--json")).Ends(ExitCode.Done);
        verified.Json.GetProperty("journal").GetString().ShouldBe($"postgres on PostgreSQL at 127.0.0.1:{server.Port}");
        verified.Json.GetProperty("events").GetInt64().ShouldBe(1);
        File.Exists(folder.File("workspace/journal.db")).ShouldBeFalse();
        (await server.Query("select kind, actor from by_setting.journal")).ShouldBe("release-taken-in\tCleo");

        (await Program(setting, "backup", folder.File("b.jsonl"))).Ends(ExitCode.Done);
        (await Verb.Run("restore", folder.File("b.jsonl"), "--workspace", folder.File("file"))).Ends(ExitCode.Done);
        (await Verb.Run("verify", "--head", verified.Json.GetProperty("head").GetString()!, "--workspace", folder.File("file"))).Ends(ExitCode.Done).Said.ShouldStartWith("2 events");
    }

    private Task<Answered> Do(params string[] args) => Verb.Run([.. args, "--workspace", folder.File("workspace")]);

    /// <summary>The program itself, with a setting in its environment.</summary>
    private async Task<Answered> Program(string database, params string[] args)
    {
        using var program = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Remit.Cli"), [.. args, "--workspace", folder.File("workspace")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Database.Setting] = database, ["REMIT_ACTOR"] = "Cleo" },
        })!;
        var (said, noted) = (program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await said + await noted).ShouldNotContain("not-to-be-told");
        return new Answered(program.ExitCode, await said, await noted);
    }

    private async Task<string> Assigned(string into, params string[] how)
    {
        var decisions = folder.File($"{into}/decisions.csv");
        (await Verb.Run(["assign", Activity, "--out", decisions, "--reference", Samples, .. how])).Ends(ExitCode.Done);
        return decisions;
    }

    private async Task<Answered> Publish(string into, string title, params string[] how) =>
        (await Do(["runs", "publish", await Assigned(into, how), "--activity", Activity, "--title", title, .. Ann])).Ends(ExitCode.Done);

    private async Task<string[]> Acts() =>
        [.. (await Do("acts", "--json")).Ends(ExitCode.Done).Json.GetProperty("acts").EnumerateArray().Select(a =>
            $"{a.GetProperty("by")}|{a.GetProperty("capacity")}|{a.GetProperty("reason")}|{string.Join(',', a.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind")))}")];

    // It changes with every change of a parameter, and so would the snapshot.
    [GeneratedRegex("[0-9a-f]{12,64}")]
    private static partial Regex Hash();
}
