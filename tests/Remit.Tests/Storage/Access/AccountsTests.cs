using Dapper;
using Remit.Access;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Access;
using Remit.Storage.Journal;
using Remit.Tests.Servers;
using Remit.Time;

namespace Remit.Tests.Storage.Access;

public sealed class AccountsOnSqlite : AccountsTests
{
    protected override Database NewDatabase(string name) => Database.Of(new Workspace(Folder.File(name)), "");
}

public sealed class AccountsOnPostgres(TestServers servers) : AccountsTests, IAsyncLifetime
{
    private PostgresServer server = null!;

    public async ValueTask InitializeAsync() => server = await servers.Postgres();

    protected override Database NewDatabase(string name)
    {
        var schema = $"{Path.GetFileName(Folder.Path)}_{name}".Replace('-', '_').ToLowerInvariant();
        using (var any = Database.Of(new Workspace(Folder.Path), $"postgres://remit@127.0.0.1:{server.Port}/postgres"))
            any.Write(connection => connection.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}"));
        return Database.Of(new Workspace(Folder.Path), $"postgres://remit@127.0.0.1:{server.Port}/postgres?Search%20Path={schema}");
    }
}

/// <summary>Accounts in the journal and secrets beside it, the same on each database.</summary>
public abstract class AccountsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateSpan FromToday = new(new(2026, 11, 22));

    protected TemporaryFolder Folder { get; } = Where.NewFolder();

    protected abstract Database NewDatabase(string name);

    private KeptJournal Open() => KeptJournal.Open(NewDatabase("main"));

    private static Act Act(string reason, string by = "Ann Example") => new(by, "administrator", reason, Now);

    private static Account Again(KeptJournal journal, Account account) => Accounts.Find(journal, account.Id)!;

    private static void Grant(KeptJournal journal, Account account, string role, string? body = null) =>
        Accounts.Grant(journal, Again(journal, account), Role.Named(role)!, new(body is null ? null : OdsCode.Parse(body)), FromToday, _ => true, Act("needed"));

    private static Credential New(Account account, string? email = null) => new(account.Id, 0, email, "hash", "stamp", null, false, 0, null);

    [Fact]
    public void An_account_is_made_granted_roles_closed_and_reopened_without_them()
    {
        using var journal = Open();
        var ann = Accounts.Make(journal, "Ann Example", Act("joins"));
        var bob = Accounts.Make(journal, "Bob Example", Act("joins"));
        Grant(journal, ann, "administrator");
        Grant(journal, bob, "governance officer", "99A");
        Grant(journal, bob, "analyst");
        Accounts.Withdraw(journal, Again(journal, bob), 3, Act("no longer"));

        Again(journal, bob).Grants.Select(g => g.Capacity).ShouldBe(["governance officer of 99A"]);
        journal.Rebuild();
        Accounts.List(journal).Select(a => $"{a.Name} {a.Version} {string.Join(", ", a.Grants.Select(g => $"{g.Number} {g.Capacity} {g.Days}"))}")
            .ShouldBe(["Ann Example 2 2 administrator from 2026-11-22", "Bob Example 4 2 governance officer of 99A from 2026-11-22"]);

        Accounts.Close(journal, Again(journal, bob), Act("leaves"));
        Again(journal, bob).ShouldSatisfyAllConditions(b => b.IsClosed.ShouldBeTrue(), b => b.Grants.ShouldBeEmpty());
        Accounts.Reopen(journal, Again(journal, bob), Act("is back"));
        Again(journal, bob).ShouldSatisfyAllConditions(b => b.IsClosed.ShouldBeFalse(), b => b.Grants.ShouldBeEmpty());
        journal.Verify().Broken.ShouldBeNull();
    }

    [Fact]
    public void An_account_is_reopened_with_nothing_to_sign_in_with_even_where_closing_it_was_cut_short()
    {
        using var journal = Open();
        var ann = Accounts.Make(journal, "Ann Example", Act("joins"));
        var credentials = new Credentials(journal);
        credentials.Keep(New(ann, "ann@example.org"));
        Accounts.Close(journal, Again(journal, ann), Act("leaves"));

        Accounts.Reopen(journal, Again(journal, ann), Act("is back"));

        credentials.Find(ann.Id).ShouldBeNull();
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        using var journal = Open();
        var ann = Accounts.Make(journal, "Ann Example", Act("joins"));
        Grant(journal, ann, "administrator");

        Code(() => Accounts.Make(journal, "ANN example", Act("joins"))).ShouldBe("account-exists");
        Code(() => Accounts.Make(journal, " x", Act("joins"))).ShouldBe("not-a-name");
        Code(() => Grant(journal, ann, "administrator")).ShouldBe("granted-already");
        Code(() => Accounts.Grant(journal, Again(journal, ann), Role.Named("analyst")!, new(OdsCode.Parse("ZZZ")), FromToday, _ => false, Act("x"))).ShouldBe("unknown-body");
        Code(() => Accounts.Withdraw(journal, Again(journal, ann), 2, Act("x"))).ShouldBe("last-administrator");
        Code(() => Accounts.Withdraw(journal, Again(journal, ann), 7, Act("x"))).ShouldBe("no-such-grant");
        Code(() => Accounts.Close(journal, Again(journal, ann), Act("x"))).ShouldBe("last-administrator");
        Code(() => Accounts.Reopen(journal, Again(journal, ann), Act("x"))).ShouldBe("account-open");
        var bob = Accounts.Make(journal, "Bob Example", Act("joins"));
        Grant(journal, bob, "administrator");
        Accounts.Withdraw(journal, Again(journal, ann), 2, Act("handed over"));
        Code(() => Accounts.Close(journal, Again(journal, bob), Act("x"))).ShouldBe("last-administrator");

        static string Code(Action refused) => Should.Throw<RefusedException>(refused).Findings.ShouldHaveSingleItem().Code;
    }

    [Fact]
    public void Of_two_who_change_one_account_the_second_is_told_what_the_first_did()
    {
        using var journal = Open();
        var read = Accounts.Make(journal, "Ann Example", Act("joins"));
        Grant(journal, read, "auditor");

        Should.Throw<ConflictException>(() => Accounts.Grant(journal, read, Role.Named("analyst")!, Reach.Everywhere, FromToday, _ => true, Act("too", "Bob")))
            .Since.ShouldHaveSingleItem().Kind.ShouldBe("role-granted");
    }

    [Fact]
    public void A_credential_is_kept_only_as_it_was_read_and_an_address_is_one_accounts()
    {
        using var journal = Open();
        var credentials = new Credentials(journal);
        var (ann, bob) = (Accounts.Make(journal, "Ann", Act("joins")), Accounts.Make(journal, "Bob", Act("joins")));
        var kept = credentials.Keep(New(ann, "ann@example.org"))!;

        credentials.Keep(New(ann)).ShouldBeNull();
        credentials.Keep(kept with { PasswordHash = "other" })!.ShouldBe(kept with { PasswordHash = "other", Revision = 2 });
        credentials.Keep(kept).ShouldBeNull();
        credentials.WithEmail("ANN@example.org ").ShouldBe(ann.Id);
        Should.Throw<RefusedException>(() => credentials.Keep(New(bob, "Ann@Example.org"))).Findings[0].Code.ShouldBe("email-taken");
    }

    [Fact]
    public async Task Wrong_passwords_at_once_are_each_counted_and_lock()
    {
        using var journal = Open();
        var credentials = new Credentials(journal);
        var ann = Accounts.Make(journal, "Ann", Act("joins"));
        credentials.Keep(New(ann));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => credentials.Fail(ann.Id, 5, Now.AddMinutes(15)))));
        credentials.Find(ann.Id)!.ShouldSatisfyAllConditions(c => c.Failures.ShouldBe(4), c => c.LockedUntil.ShouldBeNull());
        credentials.Fail(ann.Id, 5, Now.AddMinutes(15));
        credentials.Find(ann.Id)!.LockedUntil.ShouldBe(Now.AddMinutes(15));
        credentials.Succeed(ann.Id);
        credentials.Find(ann.Id)!.LockedUntil.ShouldBeNull();
    }

    [Fact]
    public void Codes_and_links_work_once()
    {
        using var journal = Open();
        var credentials = new Credentials(journal);
        var ann = Accounts.Make(journal, "Ann", Act("joins"));
        credentials.Keep(New(ann));

        credentials.Use(ann.Id, 100).ShouldBeTrue();
        credentials.Use(ann.Id, 100).ShouldBeFalse();
        credentials.Use(ann.Id, 99).ShouldBeFalse();
        credentials.ReplaceRecoveryCodes(ann.Id, ["one", "two"]);
        credentials.UseRecoveryCode(ann.Id, "one").ShouldBeTrue();
        credentials.UseRecoveryCode(ann.Id, "one").ShouldBeFalse();
        credentials.RecoveryCodesLeft(ann.Id).ShouldBe(1);

        var first = credentials.GiveLink(ann.Id, Now.AddHours(1));
        var link = credentials.GiveLink(ann.Id, Now.AddHours(1));
        credentials.LinkedAccount(first, Now).ShouldBeNull();
        credentials.LinkedAccount(link, Now.AddHours(1)).ShouldBeNull();
        credentials.LinkedAccount(link, Now).ShouldBe(ann.Id);
        credentials.UseLink(link, Now).ShouldBeTrue();
        credentials.UseLink(link, Now).ShouldBeFalse();
    }

    [Fact]
    public void A_session_is_over_when_it_is_ended_the_stamp_changes_the_account_is_closed_or_the_journal_is_restored()
    {
        using var journal = Open();
        var credentials = new Credentials(journal);
        var ann = Accounts.Make(journal, "Ann", Act("joins"));
        var kept = credentials.Keep(New(ann))!;
        string Begin() => credentials.Begin(ann.Id, kept.Stamp, Now, TimeSpan.FromHours(12));

        var (one, two) = (Begin(), Begin());
        credentials.InSession(one)!.Value.Account.Name.ShouldBe("Ann");
        credentials.End(Credentials.Hash(one));
        credentials.InSession(one).ShouldBeNull();
        credentials.SessionsOf(ann.Id).ShouldHaveSingleItem().Hash.ShouldBe(Credentials.Hash(two));

        kept = credentials.Keep(kept with { Stamp = "another" })!;
        credentials.InSession(two).ShouldBeNull();

        var three = Begin();
        JournalBackup.Write(journal, Folder.File("backup.jsonl"));
        Accounts.Close(journal, Again(journal, ann), Act("leaves"));
        credentials.InSession(three).ShouldBeNull();

        credentials.Find(ann.Id).ShouldNotBeNull();
        JournalBackup.Restore(journal, Folder.File("backup.jsonl"), JournalBackup.Verify(Folder.File("backup.jsonl")), Act("restores"), replace: true, _ => Folder.File("before.jsonl"));
        Again(journal, ann).IsClosed.ShouldBeFalse();
        credentials.InSession(three).ShouldBeNull();
        credentials.Find(ann.Id).ShouldBeNull("a restored journal brings closed accounts back, so nobody signs in until their sign-in is set anew");
    }

    [Fact]
    public void What_is_forgotten_leaves_nothing_and_no_backup_has_a_secret()
    {
        using var journal = Open();
        var credentials = new Credentials(journal);
        var ann = Accounts.Make(journal, "Ann", Act("joins"));
        credentials.Keep(New(ann, "ann@example.org"));
        credentials.LinkLogin(ann.Id, "elsewhere", "subject-1").ShouldBeTrue();
        credentials.WithLogin("elsewhere", "subject-1").ShouldBe(ann.Id);
        credentials.LinkLogin("another", "elsewhere", "subject-1").ShouldBeFalse();
        JournalBackup.Write(journal, Folder.File("b.jsonl"));
        File.ReadAllText(Folder.File("b.jsonl")).ShouldNotContain("example.org");

        credentials.Forget(ann.Id);

        credentials.Find(ann.Id).ShouldBeNull();
        credentials.WithEmail("ann@example.org").ShouldBeNull();
        credentials.WithLogin("elsewhere", "subject-1").ShouldBeNull();
    }

    [Fact]
    public void Keys_are_kept_once_each()
    {
        using var journal = Open();
        KeyRing.Add(journal, "a", "<key/>");
        KeyRing.Add(journal, "a", "<other/>");

        KeyRing.Read(journal).ShouldBe(["<key/>"]);
    }

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
