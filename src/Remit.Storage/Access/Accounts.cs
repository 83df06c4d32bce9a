using System.Data.Common;
using System.Text.Json;
using Dapper;
using Remit.Access;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Storage.Access;

/// <summary>The accounts there are and the roles granted to their holders, and what may be done about them. Secrets are <see cref="Credentials"/>'.</summary>
/// <remarks>Who changes an account passes it as it was read: where somebody else has changed it since, a <see cref="ConflictException"/> tells what they did.</remarks>
public static class Accounts
{
    internal static readonly Projection Projection = new("account", 1, "account TEXT NOT NULL PRIMARY KEY, version BIGINT NOT NULL, name TEXT NOT NULL, closed BIGINT NOT NULL", Apply);

    internal static readonly Projection GrantProjection = new("role_grant", 1, """
        account TEXT NOT NULL, number BIGINT NOT NULL, role TEXT NOT NULL, body TEXT NULL, first_day TEXT NOT NULL, last_day TEXT NULL, PRIMARY KEY (account, number)
        """, ApplyGrant);

    /// <summary>All of them, by name, the closed among them.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public static IReadOnlyList<Account> List(KeptJournal journal) => journal.Projected(connection => Read(connection, null));

    /// <summary>The account of an id; nothing where there is none.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public static Account? Find(KeptJournal journal, string id) => journal.Projected(connection => Find(connection, id));

    /// <inheritdoc cref="Find(KeptJournal, string)"/>
    internal static Account? Find(DbConnection connection, string id) => Read(connection, id).SingleOrDefault();

    /// <summary>Makes an account that can do nothing yet.</summary>
    /// <exception cref="RefusedException">There is one of that name already, or nothing can be named so.</exception>
    public static Account Make(KeptJournal journal, string name, Act act)
    {
        if (!Account.IsName(name))
            throw Refused("not-a-name", name, "", $"a line of at most {Account.LongestName} characters, without blanks around it");
        var id = Account.IdOf(name);
        try
        {
            journal.Append(act, new Proposal(StreamOf(id), 1, new AccountMade(name)));
            return new(id, 1, name, false, []);
        }
        catch (ConflictException)
        {
            throw Refused("account-exists", name, Find(journal, id) is { IsClosed: true } ? "an account of that name, which was closed" : "an account of that name", "another name; or, for the same person, the account there is");
        }
    }

    /// <summary>Closes an account and withdraws its roles. Its secrets are to be forgotten next: see <see cref="Credentials.Forget"/>.</summary>
    /// <exception cref="RefusedException">It is closed already, or is the last administrator's.</exception>
    public static void Close(KeptJournal journal, Account account, Act act)
    {
        if (account.IsClosed)
            throw Refused("account-closed", account.Name, "an account that is closed already", "one that is open");
        RefuseLastAdministrator(journal, account, account.Grants);
        Append(journal, account, act, [.. account.Grants.Select(g => new RoleWithdrawn(g.Number)), new AccountClosed()]);
    }

    /// <summary>Opens an account again, without roles and with nothing to sign in with.</summary>
    /// <exception cref="RefusedException">It is open.</exception>
    public static void Reopen(KeptJournal journal, Account account, Act act)
    {
        if (!account.IsClosed)
            throw Refused("account-open", account.Name, "an account that is open", "one that was closed");
        // Whoever closed it may not have come to that.
        new Credentials(journal).Forget(account.Id);
        Append(journal, account, act, new AccountReopened());
    }

    /// <summary>Grants a role.</summary>
    /// <param name="isKnown">Whether the register knows a body.</param>
    /// <exception cref="RefusedException">The account is closed, has that role for those days already, or the body is not known.</exception>
    public static void Grant(KeptJournal journal, Account account, Role role, Reach reach, DateSpan days, Func<OdsCode, bool> isKnown, Act act)
    {
        if (account.IsClosed)
            throw Refused("account-closed", account.Name, "an account that is closed", "one that is open: reopen it first");
        if (reach.Body is { } body && !isKnown(body))
            throw Refused("unknown-body", $"{body}", "a code that the register does not know", "the code of an organisation, such as 99A");
        if (account.Grants.FirstOrDefault(g => g.Role == role.Name && g.Reach == reach && g.Days.Overlaps(days)) is { } same)
            throw Refused("granted-already", account.Name, $"{same.Capacity}, {same.Days}", "days on which they do not have that role, or to withdraw it first");
        Append(journal, account, act, new RoleGranted(role.Name, reach.Body?.ToString(), days.First, days.Last));
    }

    /// <exception cref="RefusedException">There is no such grant, or it is the last administrator's.</exception>
    public static void Withdraw(KeptJournal journal, Account account, long grant, Act act)
    {
        var withdrawn = account.Grants.FirstOrDefault(g => g.Number == grant) ?? throw Refused("no-such-grant", account.Name, $"no role with the number {grant}", "one that the account has");
        RefuseLastAdministrator(journal, account, [withdrawn]);
        Append(journal, account, act, new RoleWithdrawn(grant));
    }

    /// <summary>Records something about how an account's holder signs in.</summary>
    public static void Record(KeptJournal journal, Account account, Event happened, Act act) => Append(journal, account, act, happened);

    /// <summary>What was done about an account, oldest first.</summary>
    public static IReadOnlyList<Entry> History(KeptJournal journal, Account account) => journal.Stream(StreamOf(account.Id));

    // Whoever sits at the command line can make another; who sits elsewhere would be locked out for good.
    private static void RefuseLastAdministrator(KeptJournal journal, Account account, IReadOnlyList<Grant> taken)
    {
        static bool Rules(Grant grant) => grant is { Role: var role, Days.Last: null } && role == Role.Administrator.Name && grant.Reach == Reach.Everywhere;

        if (taken.Any(Rules) && !account.Grants.Except(taken).Any(Rules) && !List(journal).Any(a => a.Id != account.Id && a.Grants.Any(Rules)))
            throw Refused("last-administrator", account.Name, "the last administrator everywhere until further notice", "to make somebody else one first");
    }

    private static void Append(KeptJournal journal, Account account, Act act, params IReadOnlyList<Event> events) =>
        journal.Append(act, [.. events.Select((happened, i) => new Proposal(StreamOf(account.Id), account.Version + 1 + i, happened))]);

    private static string StreamOf(string id) => $"account/{id}";

    private static string? IdOf(Entry entry) => entry.Stream.Split('/') is ["account", var id] ? id : null;

    private static List<Account> Read(DbConnection connection, string? id)
    {
        var grants = connection.Query<GrantRow>("SELECT account, number, role, body, first_day AS FirstDay, last_day AS LastDay FROM role_grant WHERE @id IS NULL OR account = @id ORDER BY number", new { id })
            .ToLookup(g => g.Account, g => new Grant(g.Number, g.Role, new(g.Body is null ? null : OdsCode.Parse(g.Body)), new(PlainDay(g.FirstDay), g.LastDay is null ? null : PlainDay(g.LastDay))));
        return [.. connection.Query<Row>("SELECT account, version, name, closed FROM account WHERE @id IS NULL OR account = @id", new { id })
            .Select(r => new Account(r.Account, r.Version, r.Name, r.Closed != 0, [.. grants[r.Account]]))
            .OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static DateOnly PlainDay(string text) => IsoDate.TryParse(text, out var day) ? day : throw new FormatException($"{text} is no day.");

    private static void Apply(DbConnection connection, Entry entry)
    {
        if (IdOf(entry) is not { } id)
            return;
        if (Happened(entry) is AccountMade made)
            connection.Execute("INSERT INTO account (account, version, name, closed) VALUES (@id, @Version, @Name, 0)", new { id, entry.Version, made.Name });
        else
            connection.Execute("UPDATE account SET version = @Version, closed = CASE @Kind WHEN 'account-closed' THEN 1 WHEN 'account-reopened' THEN 0 ELSE closed END WHERE account = @id", new { id, entry.Version, entry.Kind });
    }

    private static void ApplyGrant(DbConnection connection, Entry entry)
    {
        if (IdOf(entry) is not { } id)
            return;
        switch (Happened(entry))
        {
            case RoleGranted granted:
                connection.Execute("INSERT INTO role_grant (account, number, role, body, first_day, last_day) VALUES (@id, @Version, @Role, @Body, @From, @Until)",
                    new { id, entry.Version, granted.Role, granted.Body, From = IsoDate.Text(granted.From), Until = granted.Until is { } last ? IsoDate.Text(last) : null });
                break;
            case RoleWithdrawn withdrawn:
                connection.Execute("DELETE FROM role_grant WHERE account = @id AND number = @Grant", new { id, withdrawn.Grant });
                break;
        }
    }

    // Each hash may be right: it says that this was written, not that Remit wrote it.
    private static Event? Happened(Entry entry)
    {
        try
        {
            return EventKinds.Read(entry) switch
            {
                RoleGranted g when (g.Body is not null && !OdsCode.TryParse(g.Body, out _)) || g.Until < g.From => throw new JsonException("A grant for no body, or of no day."),
                var happened => happened,
            };
        }
        catch (JsonException)
        {
            throw new BrokenChainException(new(entry.Position, $"{entry}, with a body that is of no account", "a journal that Remit wrote. Nothing was changed"));
        }
    }

    private static RefusedException Refused(string code, string about, string found, string wanted) => new(new Finding(code, Consequence.FileRefused, new Place(Finding.Shown(about)), found, wanted));

    private sealed record Row(string Account, long Version, string Name, long Closed);

    private sealed record GrantRow(string Account, long Number, string Role, string? Body, string FirstDay, string? LastDay);
}
