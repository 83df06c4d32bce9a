using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Remit.Journal;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Tests.Servers;

namespace Remit.Tests.Storage.Journal;

public sealed class JournalOnSqlite : JournalTests
{
    protected override Database NewDatabase(string name) => Database.Of(new Workspace(Folder.File(name)), "");

    [Fact]
    public void A_row_that_holds_what_no_event_can_is_named()
    {
        using var journal = Open();
        Publish(journal, 3);
        JournalBackup.Write(journal, Folder.File("sound.jsonl"));
        Tamper("UPDATE journal SET body = x'FF00' WHERE position = 2");

        journal.Verify().Broken.ShouldNotBeNull().ShouldBe(new ChainBreak(2, "a row that cannot be read", "event 2"));
        Should.Throw<RefusedException>(() => JournalBackup.Restore(journal, Folder.File("sound.jsonl"), JournalBackup.Verify(Folder.File("sound.jsonl")), Act("mends"), replace: true, _ => Folder.File("kept.jsonl")))
            .Findings.ShouldHaveSingleItem().Code.ShouldBe("cannot-keep");

        Tamper("UPDATE journal SET body = x'FF00' WHERE position = 1");
        journal.Verify().Broken.ShouldNotBeNull().Position.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_is_no_database_is_one_finding()
    {
        var path = Folder.File("other/journal.db");
        Directory.CreateDirectory(Folder.File("other"));
        File.WriteAllText(path, new string('x', 5000));

        Should.Throw<RefusedException>(() => KeptJournal.Open(NewDatabase("other"))).Findings.ShouldHaveSingleItem().Code.ShouldBe("database-damaged");
        File.ReadAllText(path).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public void To_ask_whether_there_is_a_journal_makes_none()
    {
        using var database = NewDatabase("none");

        database.Exists.ShouldBeFalse();
        Directory.Exists(Folder.File("none")).ShouldBeFalse();
    }

    [Fact]
    public void A_workspace_has_one_journal()
    {
        Open().Dispose();

        Should.Throw<RefusedException>(() => Database.Of(new Workspace(Folder.File("main")), "postgres://ann:secret@127.0.0.1:1/x")).Findings.ShouldHaveSingleItem().Code.ShouldBe("two-journals");
    }
}

public sealed class JournalOnPostgres(TestServers servers) : JournalTests, IAsyncLifetime
{
    private PostgresServer server = null!;

    public async ValueTask InitializeAsync() => server = await servers.Postgres();

    private string Schema(string name) => $"{Path.GetFileName(Folder.Path)}_{name}".Replace('-', '_').ToLowerInvariant();

    protected override Database NewDatabase(string name)
    {
        var schema = Schema(name);
        using (var any = Database.Of(new Workspace(Folder.Path), $"postgres://remit@127.0.0.1:{server.Port}/postgres"))
            any.Write(connection => connection.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}"));
        return Database.Of(new Workspace(Folder.Path), $"postgres://remit@127.0.0.1:{server.Port}/postgres?Search%20Path={schema}");
    }

    [Fact]
    public void A_backup_goes_from_either_database_to_the_other_and_back()
    {
        using var here = Open();
        Publish(here, 5);
        using var there = KeptJournal.Open(Database.Of(new Workspace(Folder.File("sqlite")), ""));

        JournalBackup.Write(here, Folder.File("a.jsonl"));
        JournalBackup.Restore(there, Folder.File("a.jsonl"), JournalBackup.Verify(Folder.File("a.jsonl")), Act("moves"), replace: false, _ => "");
        JournalBackup.Write(there, Folder.File("b.jsonl.gz"));
        using var again = KeptJournal.Open(NewDatabase("again"));
        JournalBackup.Restore(again, Folder.File("b.jsonl.gz"), JournalBackup.Verify(Folder.File("b.jsonl.gz")), Act("moves back"), replace: false, _ => "");

        there.Entries().Take(5).ShouldBe(here.Entries());
        again.Entries().Take(6).ShouldBe(there.Entries());
        again.Entries().Select(e => e.Kind).TakeLast(2).ShouldBe(["journal-restored", "journal-restored"]);
        again.Verify().Broken.ShouldBeNull();
        PublishedRuns.List(again).Select(r => r.Run).ShouldBe(PublishedRuns.List(here).Select(r => r.Run));
    }

    [Fact]
    public async Task A_password_that_is_refused_is_never_told()
    {
        await server.Query("do $$ begin create role journal_ann login password 'right' in role keyed; exception when duplicate_object then null; end $$");
        var database = Database.Of(new Workspace(Folder.Path), $"postgres://journal_ann:s3cr3t%40w0rd@127.0.0.1:{server.Port}/postgres");

        var finding = Should.Throw<RefusedException>(() => KeptJournal.Open(database)).Findings.ShouldHaveSingleItem();

        finding.Code.ShouldBe("database-refused");
        finding.ToString().ShouldNotContain("s3cr3t");
        database.Name.ShouldBe($"postgres on PostgreSQL at 127.0.0.1:{server.Port}");
    }

    [Fact]
    public void A_server_that_acknowledges_early_is_told_not_to()
    {
        var schema = Schema("main");
        Open().Dispose();
        using var hasty = Database.Of(new Workspace(Folder.Path), $"postgres://remit@127.0.0.1:{server.Port}/postgres?Search%20Path={schema}&Options=-c%20synchronous_commit%3Doff");

        hasty.Read(connection => connection.ExecuteScalar<string>("SHOW synchronous_commit")).ShouldBe("off");
        hasty.Write(connection => connection.ExecuteScalar<string>("SHOW synchronous_commit")).ShouldBe("on");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What holds of the journal, on whichever database it is kept.</summary>
public abstract class JournalTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    protected TemporaryFolder Folder { get; } = Where.NewFolder();

    /// <summary>A database of some name, empty when first asked for.</summary>
    protected abstract Database NewDatabase(string name);

    protected KeptJournal Open() => KeptJournal.Open(NewDatabase("main"));

    protected static Act Act(string reason, string by = "Ann Example") => new(by, "clerk of 99A", reason, Now);

    [Fact]
    public void What_is_appended_is_kept_in_order_with_its_act()
    {
        IReadOnlyList<Entry> first, second;
        using (var journal = Open())
        {
            journal.Head.ShouldBe(new JournalHead(0, Chain.Beginning));
            first = journal.Append(Act("first"), new Proposal("run/a", 1, Run("a")), new Proposal("x", 1, new JournalRestored(0, "", 0, null)), new Proposal("run/a", 2, new RunWithdrawn()));
            second = journal.Append(Act("zweitens: £5 “so” 💷", "Zoë"), new Proposal("run/a", 3, Run("a")));
            journal.Append(Act("nothing")).ShouldBeEmpty();
        }

        using var again = Open();
        again.Entries().ShouldBe([.. first, .. second]);
        again.Stream("run/a").Select(e => (e.Position, e.FirstOfAct, e.Version, e.ToAct())).ShouldBe([(1, 1, 1, Act("first")), (3, 1, 2, Act("first")), (4, 4, 3, Act("zweitens: £5 “so” 💷", "Zoë"))]);
        again.Latest(2).ShouldBe([second[0], first[2]]);
        again.Latest(10, "Zoë").ShouldBe(second);
        again.Verify().ShouldBe(new Verification(4, second[0].Hash, null, null));
    }

    [Fact]
    public void A_change_to_a_stream_that_changed_meanwhile_is_refused_whole_and_told_what_changed()
    {
        using var journal = Open();
        journal.Append(Act("publishes"), new Proposal("run/a", 1, Run("a")));
        journal.Append(Act("has doubts", "Bob"), new Proposal("run/a", 2, new RunWithdrawn()));

        var conflict = Should.Throw<ConflictException>(() => journal.Append(Act("has doubts too"), new Proposal("run/new", 1, Run("new")), new Proposal("run/a", 2, new RunWithdrawn())));

        conflict.Since.Select(e => (e.Version, e.By)).ShouldBe([(2, "Bob")]);
        conflict.Findings.ShouldHaveSingleItem().ToString().ShouldBe(
            "run/a: conflict: found 'version 2', wanted version 1, as it was when this change was thought of; since then: run-withdrawn by Bob (clerk of 99A) at 2026-11-22T09:00:00.000000Z, because: has doubts. Nothing was changed: read it again, and decide again");
        journal.Stream("run/new").ShouldBeEmpty();
        journal.Head.Position.ShouldBe(2);
        Should.Throw<ConflictException>(() => journal.Append(Act("from the future"), new Proposal("run/a", 9, Run("a")))).Since.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_writers_at_once_each_loses_nothing_and_overwrites_nothing()
    {
        Open().Dispose();
        const int writers = 4, changes = 15;
        var conflicts = 0;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Factory.StartNew(() =>
        {
            using var journal = Open();
            for (var done = 0; done < changes;)
            {
                var version = journal.Stream("run/shared").Count + 1;
                try
                {
                    journal.Append(Act($"change {done}", $"writer {writer}"), new Proposal("run/shared", version, new RunWithdrawn()), new Proposal($"run/own-{writer}", done + 1, new RunWithdrawn()));
                    done++;
                }
                catch (ConflictException conflict)
                {
                    conflict.Since.ShouldNotBeEmpty();
                    Interlocked.Increment(ref conflicts);
                }
            }
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        using var after = Open();
        after.Verify().Broken.ShouldBeNull();
        after.Stream("run/shared").Select(e => e.Version).ShouldBe(Enumerable.Range(1, writers * changes).Select(n => (long)n));
        for (var writer = 0; writer < writers; writer++)
            after.Stream($"run/own-{writer}").Select(e => e.Reason).ShouldBe(Enumerable.Range(0, changes).Select(n => $"change {n}"));
    }

    [Theory]
    [InlineData("UPDATE journal SET body = replace(body, 'run 3', 'run 4') WHERE position = 3", 3)]
    [InlineData("UPDATE journal SET actor = 'Bob' WHERE position = 3", 3)]
    [InlineData("UPDATE journal SET reason = '' WHERE position = 3", 3)]
    [InlineData("UPDATE journal SET at = 'yesterday' WHERE position = 3", 3)]
    [InlineData("UPDATE journal SET hash = 'x' WHERE position = 5", 5)]
    [InlineData("UPDATE journal SET stream = 'run/other' WHERE position = 1", 1)]
    [InlineData("DELETE FROM journal WHERE position = 3", 3)]
    [InlineData("DELETE FROM journal WHERE position <= 2", 1)]
    [InlineData("UPDATE journal SET position = 99 WHERE position = 2; UPDATE journal SET position = 2 WHERE position = 3; UPDATE journal SET position = 3 WHERE position = 99", 2)]
    [InlineData("UPDATE journal SET position = 7 WHERE position = 5", 5)]
    [InlineData("DELETE FROM journal WHERE position > 4", 5)]
    [InlineData("DELETE FROM journal", 1)]
    public void An_event_that_was_edited_removed_moved_or_cut_off_is_named(string tampering, long named)
    {
        using var journal = Open();
        Publish(journal, 6);
        Tamper(tampering);

        var found = journal.Verify();

        found.Broken.ShouldNotBeNull().Position.ShouldBe(named);
        found.Sound.ShouldBe(named - 1);
        Should.Throw<RefusedException>(() => journal.Rebuild()).Findings[0].Code.ShouldBe("journal-broken");
        if (!tampering.StartsWith("DELETE FROM journal WHERE position >", StringComparison.Ordinal) && tampering != "DELETE FROM journal")
            Should.Throw<BrokenChainException>(() => JournalBackup.Write(journal, Folder.File("b.jsonl"))).Break.Position.ShouldBe(named);
        Directory.EnumerateFiles(Folder.Path, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_added_to_a_journal_whose_end_was_cut_off()
    {
        using var journal = Open();
        Publish(journal, 4);
        Tamper("DELETE FROM journal WHERE position = 4");

        Should.Throw<BrokenChainException>(() => journal.Append(Act("goes on"), new Proposal("run/new", 1, Run("new")))).Break.Position.ShouldBe(4);
        Should.Throw<BrokenChainException>(() => Publish(journal, 1)).Break.Position.ShouldBe(4);
    }

    [Fact]
    public void A_cut_that_hides_its_traces_is_found_by_a_head_that_was_noted_and_by_nothing_else()
    {
        using var journal = Open();
        Publish(journal, 6);
        var heads = journal.Entries().Select(e => e.Hash).ToList();
        Tamper("DELETE FROM journal WHERE position > 4; DROP TABLE published_run; DELETE FROM projection");
        Open().Dispose();

        journal.Verify().Broken.ShouldBeNull();
        journal.Verify(heads[5][..12]).Broken.ShouldNotBeNull().Position.ShouldBe(5);
        journal.Verify(heads[3]).ShouldBe(new Verification(4, heads[3], 4, null));
        journal.Verify(heads[1].ToUpperInvariant()).NotedAt.ShouldBe(2);
    }

    [Fact]
    public void A_journal_written_anew_from_some_event_on_is_found_where_its_tables_saw_the_old_one()
    {
        using var journal = Open();
        Publish(journal, 4);
        var third = journal.Entries().ElementAt(2);
        var forged = Entry.Seal(third.Hash, 4, 4, "run/4", 1, "run-withdrawn", "{}", Act("forged"));
        Tamper($"UPDATE journal SET stream = '{forged.Stream}', kind = '{forged.Kind}', body = '{forged.Body}', reason = '{forged.Reason}', hash = '{forged.Hash}' WHERE position = 4");

        var broken = journal.Verify().Broken.ShouldNotBeNull();

        (broken.Position, broken.Found).ShouldBe((4, "another event 4 than the table published_run was made from"));
    }

    [Fact]
    public void What_is_worked_out_of_the_journal_can_be_dropped_and_is_made_again_the_same()
    {
        using var journal = Open();
        Publish(journal, 5);
        var runs = PublishedRuns.List(journal);
        PublishedRuns.Withdraw(journal, runs[1], Act("was wrong"));
        PublishedRuns.Withdraw(journal, runs[3], Act("was wrong too"));
        PublishedRuns.Publish(journal, runs[3].What, Act("was right after all"));
        var before = Shown(journal);

        Tamper("DELETE FROM published_run WHERE version = 1");
        Shown(journal).ShouldNotBe(before);
        journal.Rebuild().Events.ShouldBe(8);
        Shown(journal).ShouldBe(before);

        Tamper("DROP TABLE published_run");
        using var again = Open();
        Shown(again).ShouldBe(before);

        Tamper("UPDATE projection SET revision = 0; DELETE FROM published_run");
        using var upgraded = Open();
        Shown(upgraded).ShouldBe(before);
    }

    [Fact]
    public void A_broken_journal_is_opened_verified_and_replaced_even_where_its_tables_must_be_made_again()
    {
        using var journal = Open();
        Publish(journal, 3);
        JournalBackup.Write(journal, Folder.File("sound.jsonl"));
        Tamper("UPDATE journal SET reason = 'none' WHERE position = 2; DELETE FROM projection");
        using var broken = Open();

        broken.Verify().Broken.ShouldNotBeNull().Position.ShouldBe(2);
        Should.Throw<BrokenChainException>(() => PublishedRuns.List(broken)).Break.Position.ShouldBe(2);
        Should.Throw<BrokenChainException>(() => broken.Append(Act("goes on"), new Proposal("run/new", 1, Run("new")))).Break.Position.ShouldBe(2);
        JournalBackup.Restore(broken, Folder.File("sound.jsonl"), JournalBackup.Verify(Folder.File("sound.jsonl")), Act("mends"), replace: true, _ => Folder.File("kept.jsonl"));
        broken.Verify().ShouldBe(new Verification(4, broken.Head.Hash, null, null));
        PublishedRuns.List(broken).Count.ShouldBe(3);
    }

    [Fact]
    public void Events_of_some_kinds_alone_are_had_in_order()
    {
        using var journal = Open();
        Publish(journal, 3);
        PublishedRuns.Withdraw(journal, PublishedRuns.List(journal)[0], Act("takes back"));

        journal.Entries(["run-withdrawn", "run-published"]).Select(e => e.Position).ShouldBe(journal.Entries().Select(e => e.Position));
        journal.Entries(["run-withdrawn"]).ShouldHaveSingleItem().Reason.ShouldBe("takes back");
        journal.Entries(["none-such"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_change_is_traced_by_how_many_events_it_was_and_never_by_who_made_it_or_why()
    {
        using var journal = Open();
        List<Activity> traced = [];
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == JournalTelemetry.Name, Sample = (ref _) => ActivitySamplingResult.AllData, ActivityStopped = traced.Add };
        ActivitySource.AddActivityListener(listener);
        using var mine = new Activity("mine").Start();
        Publish(journal, 1);
        Should.Throw<ConflictException>(() => PublishedRuns.Withdraw(journal, PublishedRuns.List(journal)[0] with { Version = 7 }, Act("too late")));

        // Other tests write to journals of their own meanwhile.
        var spans = traced.Where(a => a.ParentId == mine.Id).ToList();
        spans.Select(a => (a.OperationName, a.Status)).ShouldBe([("journal append", ActivityStatusCode.Unset), ("journal append", ActivityStatusCode.Error)]);
        spans[0].TagObjects.ShouldBe([new("remit.journal.events", 1), new("remit.journal.position", 1L)]);
        spans[1].TagObjects.ShouldBeEmpty();
    }

    [Fact]
    public void A_run_is_published_once_unless_it_was_withdrawn()
    {
        using var journal = Open();
        var run = PublishedRuns.Publish(journal, Run("a"), Act("first"));

        Should.Throw<RefusedException>(() => PublishedRuns.Publish(journal, Run("a"), Act("again"))).Findings.ShouldHaveSingleItem().Code.ShouldBe("already-published");
        PublishedRuns.Withdraw(journal, run, Act("why not"));
        Should.Throw<ConflictException>(() => PublishedRuns.Withdraw(journal, run, Act("me too"))).Since.ShouldHaveSingleItem().Reason.ShouldBe("why not");
        PublishedRuns.List(journal).ShouldHaveSingleItem().Withdrawn.ShouldBe(Act("why not"));
        PublishedRuns.Publish(journal, Run("a"), Act("second")).Version.ShouldBe(3);
        PublishedRuns.List(journal).ShouldHaveSingleItem().Withdrawn.ShouldBeNull();
    }

    [Fact]
    public void A_run_that_was_withdrawn_is_made_public_again_only_in_the_table_it_had()
    {
        using var journal = Open();
        PublishedRuns.Withdraw(journal, PublishedRuns.Publish(journal, Run("a"), Act("first")), Act("too early"));

        var otherwise = Run("a") with { Counts = new(["RESPONSIBLE"], ["2025-05", "2025-06"], [[5, 10]], null, null, 15) };
        Should.Throw<RefusedException>(() => PublishedRuns.Publish(journal, otherwise, Act("by other months"))).Findings.ShouldHaveSingleItem().Code.ShouldBe("cut-otherwise");
        PublishedRuns.Publish(journal, Run("a") with { Title = "by another name" }, Act("again")).Version.ShouldBe(3);
    }

    [Fact]
    public void A_backup_that_was_changed_for_another_since_it_was_verified_is_refused_and_changes_nothing()
    {
        using var journal = Open();
        Publish(journal, 3);
        JournalBackup.Write(journal, Folder.File("b.jsonl"));
        var verified = JournalBackup.Verify(Folder.File("b.jsonl"));
        Publish(journal, 1, from: 4);
        JournalBackup.Write(journal, Folder.File("b.jsonl"));
        using var empty = KeptJournal.Open(NewDatabase("empty"));

        Should.Throw<RefusedException>(() => JournalBackup.Restore(empty, Folder.File("b.jsonl"), verified, Act("restores"), replace: false, _ => ""))
            .Findings.ShouldHaveSingleItem().Code.ShouldBe("backup-changed");
        empty.Head.Position.ShouldBe(0);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"title":null,"manifest":"cd","inputs":[],"rulebooks":[],"readings":[],"reference":[],"counts":{"outcomes":[],"months":[],"records":[]}}""")]
    [InlineData("""{"title":"June","manifest":"cd","inputs":[],"rulebooks":[],"readings":[],"reference":[],"counts":{"outcomes":["HOST"],"months":["2025-06"],"records":[[10,20]]}}""")]
    [InlineData("""{"title":"June","manifest":"cd","inputs":[],"rulebooks":[],"readings":[],"reference":[],"counts":{"outcomes":["HOST"],"months":["2025-06"],"records":[null]}}""")]
    public void A_backup_whose_hashes_are_right_and_whose_runs_are_none_is_refused_and_changes_nothing(string body)
    {
        using var journal = Open();
        var entry = Entry.Seal(Chain.Beginning, 1, 1, $"run/{Hash("a")}", 1, "run-published", body, Act("forged"));
        WriteBackup("forged.jsonl", entry);

        Should.Throw<BrokenChainException>(() => JournalBackup.Restore(journal, Folder.File("forged.jsonl"), JournalBackup.Verify(Folder.File("forged.jsonl")), Act("restores"), replace: false, _ => ""))
            .Break.Position.ShouldBe(1);
        journal.Head.Position.ShouldBe(0);
        PublishedRuns.List(journal).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("run/abc")]
    [InlineData("run")]
    public void A_run_made_public_on_a_stream_of_no_run_is_none(string stream)
    {
        using var journal = Open();
        WriteBackup("odd.jsonl", Entry.Seal(Chain.Beginning, 1, 1, stream, 1, "run-published", EventKinds.Write(Run("a")).Body, Act("odd")));

        JournalBackup.Restore(journal, Folder.File("odd.jsonl"), JournalBackup.Verify(Folder.File("odd.jsonl")), Act("restores"), replace: false, _ => "");
        PublishedRuns.List(journal).ShouldBeEmpty();
        journal.Verify().Broken.ShouldBeNull();
    }

    private void WriteBackup(string name, Entry entry) => File.WriteAllLines(Folder.File(name),
        [$$"""{"format":"{{Chain.Format}}"}""", JsonSerializer.Serialize(entry, JsonSerializerOptions.Web), $$"""{"events":1,"head":"{{entry.Hash}}"}"""]);

    [Fact]
    public void An_event_of_a_kind_that_is_not_known_yet_is_passed_over()
    {
        using var journal = Open();
        Publish(journal, 1);
        var last = journal.Entries().Single();
        var later = Entry.Seal(last.Hash, 2, 2, "comet/1", 1, "comet-sighted", "{\"at\":\"noon\"}", Act("newer"));
        Tamper($"INSERT INTO journal VALUES (2, 2, '{later.Stream}', 1, '{later.Kind}', '{later.Body}', '{later.At}', '{later.By}', '{later.Capacity}', '{later.Reason}', '{later.Hash}'); UPDATE projection SET position = 2, hash = '{later.Hash}'");

        journal.Verify().Broken.ShouldBeNull();
        journal.Rebuild().Events.ShouldBe(2);
        EventKinds.Read(later).ShouldBeNull();
        Publish(journal, 1, from: 7).ShouldBe(3);
    }

    [Fact]
    public async Task Programs_that_start_at_once_on_nothing_make_one_schema()
    {
        NewDatabase("fresh").Dispose();
        using var together = new Barrier(4);
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Factory.StartNew(() =>
        {
            var database = NewDatabase("fresh");
            together.SignalAndWait();
            using var journal = KeptJournal.Open(database);
            return journal.Append(Act("is here", $"program {n}"), new Proposal($"run/{n}", 1, Run($"{n}"))).Count;
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        opened.ShouldBe([1, 1, 1, 1]);
        using var after = KeptJournal.Open(NewDatabase("fresh"));
        after.Verify().Sound.ShouldBe(4);
    }

    [Fact]
    public void Tables_of_an_older_program_are_brought_up_to_date_and_lose_nothing()
    {
        IReadOnlyList<Entry> before;
        using (var journal = Open())
        {
            Publish(journal, 2);
            before = [.. journal.Entries()];
        }

        Tamper("DROP TABLE projection; DROP TABLE credential; DROP TABLE recovery_code; DROP TABLE external_login; DROP TABLE one_time_link; DROP TABLE session; DROP TABLE key_ring; DELETE FROM schema_version WHERE number > 1");
        using var upgraded = Open();

        upgraded.Entries().ShouldBe(before);
        Publish(upgraded, 1, from: 3).ShouldBe(3);
        upgraded.Verify().Sound.ShouldBe(3);
    }

    [Fact]
    public void Tables_of_a_newer_program_are_refused_also_by_one_that_was_running_already()
    {
        using var journal = Open();
        Tamper("INSERT INTO schema_version VALUES (99)");

        Should.Throw<RefusedException>(() => Publish(journal, 1)).Findings.ShouldHaveSingleItem().Code.ShouldBe("newer-schema");
        Should.Throw<RefusedException>(Open).Findings.ShouldHaveSingleItem().Code.ShouldBe("newer-schema");
    }

    [Fact]
    public void A_table_that_a_newer_program_worked_out_is_left_to_it()
    {
        using var older = Open();
        Publish(older, 2);
        Tamper("UPDATE projection SET revision = 99");

        Should.Throw<RefusedException>(() => older.Append(Act("goes on"), new Proposal("run/new", 1, Run("new")))).Findings.ShouldHaveSingleItem().Code.ShouldBe("newer-schema");
        using var started = Open();
        Should.Throw<RefusedException>(() => PublishedRuns.List(started)).Findings.ShouldHaveSingleItem().Code.ShouldBe("newer-schema");
        Should.Throw<RefusedException>(() => started.Rebuild()).Findings.ShouldHaveSingleItem().Code.ShouldBe("newer-schema");
        started.Verify().ShouldBe(new Verification(2, started.Head.Hash, null, null));
    }

    [Fact]
    public async Task A_backup_taken_while_others_write_restores_to_what_the_journal_was()
    {
        using var journal = Open();
        Publish(journal, 3);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var begun = new SemaphoreSlim(0);
        var writer = Task.Factory.StartNew(() =>
        {
            using var own = Open();
            for (var n = 0; !done.IsCancellationRequested || n < 5; n++)
            {
                own.Append(Act("goes on"), new Proposal("run/busy", n + 1, new RunWithdrawn()));
                begun.Release();
            }
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        var heads = Enumerable.Range(0, 5).Select(n => JournalBackup.Write(journal, Folder.File($"{n}.jsonl.gz"))).ToList();
        await done.CancelAsync();
        await writer;

        using var restored = KeptJournal.Open(NewDatabase("restored"));
        foreach (var (n, head) in heads.Index())
        {
            JournalBackup.Restore(restored, Folder.File($"{n}.jsonl.gz"), JournalBackup.Verify(Folder.File($"{n}.jsonl.gz")), Act("tries it"), replace: true, before => Folder.File($"before-{n}.jsonl"));
            restored.Entries().Take((int)head.Position).ShouldBe(journal.Entries().Take((int)head.Position));
            restored.Verify(head.Hash).ShouldBe(new Verification(head.Position + 1, restored.Head.Hash, head.Position, null));
        }
    }

    [Fact]
    public void A_journal_that_has_events_is_replaced_only_when_asked_and_is_kept()
    {
        using var journal = Open();
        Publish(journal, 3);
        JournalBackup.Write(journal, Folder.File("three.jsonl"));
        Publish(journal, 2, from: 4);
        var five = journal.Entries().ToList();

        Should.Throw<RefusedException>(() => JournalBackup.Restore(journal, Folder.File("three.jsonl"), JournalBackup.Verify(Folder.File("three.jsonl")), Act("goes back"), replace: false, _ => "")).Findings.ShouldHaveSingleItem().Code.ShouldBe("journal-has-events");
        journal.Entries().ShouldBe(five);

        Tamper("UPDATE journal SET body = 'x' WHERE position = 5");
        JournalBackup.Restore(journal, Folder.File("three.jsonl"), JournalBackup.Verify(Folder.File("three.jsonl")), Act("goes back"), replace: true, _ => Folder.File("kept.jsonl"));

        journal.Entries().Take(3).ShouldBe(five.Take(3));
        EventKinds.Read(journal.Entries().Last()).ShouldBe(new JournalRestored(3, five[2].Hash, 5, five[4].Hash));
        PublishedRuns.List(journal).Count.ShouldBe(3);
        File.ReadLines(Folder.File("kept.jsonl")).Count().ShouldBe(7);
        Should.Throw<BrokenChainException>(() => JournalBackup.Verify(Folder.File("kept.jsonl"))).Break.Position.ShouldBe(5);
        Publish(journal, 1, from: 9).ShouldBe(5);
    }

    [Fact]
    public async Task An_auditor_finds_the_same_head_with_the_program_on_the_page()
    {
        using var journal = Open();
        Publish(journal, 3);
        journal.Append(Act("zweitens: £5 “so” 💷", "Zoë"), new Proposal("run/a", 1, Run("\"é\"\t\u2028")), new Proposal("run/b", 1, new RunWithdrawn()));
        JournalBackup.Write(journal, Folder.File("b.jsonl"));
        JournalBackup.Write(journal, Folder.File("b.jsonl.gz"));
        var page = await File.ReadAllTextAsync(Path.Combine(Where.Root, "src/Remit/Journal/README.md"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Folder.File("audit.py"), page.Split("```python\n")[1].Split("```")[0], TestContext.Current.CancellationToken);

        (await Audit("b.jsonl")).ShouldBe((0, journal.Head.Hash));
        (await Audit("b.jsonl.gz")).ShouldBe((0, journal.Head.Hash));
        await File.WriteAllTextAsync(Folder.File("c.jsonl"), (await File.ReadAllTextAsync(Folder.File("b.jsonl"), TestContext.Current.CancellationToken)).Replace("because of 2", "because of 5", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await Audit("c.jsonl")).ShouldBe((1, "event 2 is not what was written"));
    }

    private async Task<(int Code, string Said)> Audit(string backup)
    {
        var python = ServerProcess.Find("python3");
        if (python is null)
            Assert.Skip("python3 is not installed on this machine: this test was not run.");
        using var audit = Process.Start(new ProcessStartInfo(python!, ["-X", "utf8", Folder.File("audit.py"), Folder.File(backup)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, noted) = (audit.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), audit.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await audit.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (audit.ExitCode, (await said + await noted).Trim());
    }

    [Fact]
    public void A_backup_cut_short_or_changed_anywhere_is_refused_and_changes_nothing()
    {
        using var journal = Open();
        Publish(journal, 3);
        JournalBackup.Write(journal, Folder.File("whole.jsonl"));
        var whole = File.ReadAllText(Folder.File("whole.jsonl"));
        using var empty = KeptJournal.Open(NewDatabase("empty"));

        var everySoOften = Enumerable.Range(0, whole.Length).Where(at => at % 37 == 0).ToList();
        (string How, string Damaged)[] damages =
        [
            .. everySoOften.Select(at => ($"cut at {at}", whole[..at])),
            .. everySoOften.Select(at => ($"changed at {at}", string.Concat(whole.AsSpan(0, at), whole[at] == 'x' ? "y" : "x", whole.AsSpan(at + 1)))),
            .. Enumerable.Range(1, 3).Select(line => ($"without line {line}", string.Join('\n', whole.Split('\n').Where((_, n) => n != line)))),
            ("twice", whole + whole),
            ("with more", whole + "{}\n"),
        ];
        foreach (var (how, damaged) in damages)
        {
            File.WriteAllText(Folder.File("damaged.jsonl"), damaged);

            Should.Throw<RefusedException>(() => JournalBackup.Restore(empty, Folder.File("damaged.jsonl"), JournalBackup.Verify(Folder.File("damaged.jsonl")), Act("tries"), replace: true, _ => ""), how)
                .Findings.ShouldHaveSingleItem().Code.ShouldBeOneOf("not-a-backup", "journal-broken");
        }

        empty.Head.Position.ShouldBe(0);
    }

    public virtual ValueTask DisposeAsync()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Does what nobody should, behind the journal's back.</summary>
    protected void Tamper(string sql)
    {
        using var database = NewDatabase("main");
        database.Read(connection => connection.Execute(sql));
    }

    protected static long Publish(KeptJournal journal, int runs, int from = 1)
    {
        for (var n = from; n < from + runs; n++)
            PublishedRuns.Publish(journal, Run($"{n}"), Act($"because of {n}"));
        return journal.Head.Position;
    }

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static RunPublished Run(string name) => new($"run {name}", Hash(name), [], ["cam-2025-26"], [], null, [new("practices.csv", "00")],
        new(["RESPONSIBLE"], ["2025-06"], [[15]], null, null, 15));

    private static List<string> Shown(KeptJournal journal) => [.. PublishedRuns.List(journal).Select(r => $"{r.Run} {r.Version} {r.What.Title} {r.Published} {r.Withdrawn}")];
}
