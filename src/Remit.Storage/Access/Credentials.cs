using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Remit.Access;
using Remit.Storage.Journal;

namespace Remit.Storage.Access;

/// <summary>What the holder of an account proves themselves with.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Revision">Goes up with every change, so that of two at once one is told; nought for one that is not kept yet.</param>
/// <param name="Stamp">Changes with whatever should end every session; each session remembers the one it began under.</param>
/// <param name="AuthenticatorKey">What their authenticator makes codes from, protected by whoever keeps it here.</param>
/// <param name="SecondFactor">Whether the authenticator has been tried and is asked for.</param>
/// <param name="Failures">Wrong passwords and codes since the last right one.</param>
public sealed record Credential(string Account, long Revision, string? Email, string? PasswordHash, string Stamp, string? AuthenticatorKey, bool SecondFactor, long Failures, DateTimeOffset? LockedUntil);

/// <summary>Somebody signed in, on one browser.</summary>
/// <param name="Hash">The hash of what the browser holds; who reads the database cannot take its place.</param>
public sealed record Session(string Hash, string Account, string Stamp, DateTimeOffset Begun, DateTimeOffset Seen);

/// <summary>Secrets, in tables of their own beside the journal: they are changed and forgotten, and no backup of the journal has them.</summary>
/// <remarks>What random texts prove is kept as their SHA-256; passwords come hashed. See decisions/0023.</remarks>
public sealed class Credentials(KeptJournal journal)
{
    private const string Columns = """
        account, revision, email, password_hash AS PasswordHash, stamp, authenticator_key AS AuthenticatorKey, second_factor AS SecondFactor, failures, locked_until AS LockedUntil
        """;

    /// <summary>Random text that nobody guesses: 256 bits, fit for an address.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The credential of an account that has nothing to sign in with yet.</summary>
    public static Credential Fresh(Account account) => new(account.Id, 0, null, null, NewSecret(), null, false, 0, null);

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The credential of an account; nothing where it never had any, or they were forgotten.</summary>
    public Credential? Find(string account) => journal.Database.Read(connection => Find(connection, account));

    /// <summary>The id of the account with that e-mail address; nothing where there is none.</summary>
    public string? WithEmail(string email) => journal.Database.Read(connection => connection.ExecuteScalar<string?>("SELECT account FROM credential WHERE email_key = @key", new { key = KeyOf(email) }));

    /// <summary>Refuses what is no e-mail address, or is another account's; nothing is none.</summary>
    /// <exception cref="RefusedException">It is one of those.</exception>
    public void RefuseUnlessEmail(string? email)
    {
        if (string.IsNullOrEmpty(email))
            return;
        if (!Act.IsLine(email) || email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
            throw new RefusedException(new Finding("not-an-email", Consequence.FileRefused, new Place("e-mail"), Finding.Quoted(email), "an address such as ann@example.org, or none"));
        if (WithEmail(email) is not null)
            throw Taken();
    }

    /// <summary>Keeps a credential, if it is still as it was read.</summary>
    /// <returns>As it is kept; nothing where another change came first.</returns>
    /// <exception cref="RefusedException">Another account has that e-mail address.</exception>
    public Credential? Keep(Credential changed) => journal.Database.Write(connection =>
    {
        var key = changed.Email is { } email ? KeyOf(email) : null;
        if (key is not null && connection.ExecuteScalar<long>("SELECT count(*) FROM credential WHERE email_key = @key AND account <> @Account", new { key, changed.Account }) > 0)
            throw Taken();
        var row = new
        {
            changed.Account,
            changed.Revision,
            changed.Email,
            key,
            changed.PasswordHash,
            changed.Stamp,
            changed.AuthenticatorKey,
            factor = changed.SecondFactor ? 1L : 0L,
        };
        return connection.Execute(changed.Revision == 0
            ? """
              INSERT INTO credential (account, revision, email, email_key, password_hash, stamp, authenticator_key, second_factor, failures)
              VALUES (@Account, 1, @Email, @key, @PasswordHash, @Stamp, @AuthenticatorKey, @factor, 0) ON CONFLICT (account) DO NOTHING
              """
            : """
              UPDATE credential SET revision = revision + 1, email = @Email, email_key = @key, password_hash = @PasswordHash, stamp = @Stamp, authenticator_key = @AuthenticatorKey, second_factor = @factor
              WHERE account = @Account AND revision = @Revision
              """, row) == 1 ? Find(connection, changed.Account) : null;
    });

    /// <summary>Counts a wrong password or code, whatever else changes meanwhile; at the last that is let pass, locks.</summary>
    public void Fail(string account, int most, DateTimeOffset lockedUntil) => journal.Database.Write(connection => connection.Execute("""
        UPDATE credential SET locked_until = CASE WHEN failures + 1 >= @most THEN @until ELSE locked_until END, failures = CASE WHEN failures + 1 >= @most THEN 0 ELSE failures + 1 END WHERE account = @account
        """, new { account, most, until = lockedUntil.ToUnixTimeMilliseconds() }));

    /// <summary>Forgets wrong passwords and codes, and unlocks.</summary>
    public void Succeed(string account) => journal.Database.Write(connection => connection.Execute("UPDATE credential SET failures = 0, locked_until = NULL WHERE account = @account AND (failures > 0 OR locked_until IS NOT NULL)", new { account }));

    /// <summary>Notes that the code of a step of time was used.</summary>
    /// <returns>Whether it, and every later one, was unused until now.</returns>
    public bool Use(string account, long step) => journal.Database.Write(connection =>
        connection.Execute("UPDATE credential SET last_step = @step WHERE account = @account AND (last_step IS NULL OR last_step < @step)", new { account, step }) == 1);

    /// <summary>Puts new recovery codes in place of all there were.</summary>
    public void ReplaceRecoveryCodes(string account, IEnumerable<string> codes) => journal.Database.Write(connection =>
    {
        connection.Execute("DELETE FROM recovery_code WHERE account = @account", new { account });
        foreach (var code in codes)
            connection.Execute("INSERT INTO recovery_code (account, hash) VALUES (@account, @hash)", new { account, hash = Hash(code) });
    });

    /// <summary>Uses a recovery code up.</summary>
    /// <returns>Whether it was one.</returns>
    public bool UseRecoveryCode(string account, string code) =>
        journal.Database.Write(connection => connection.Execute("DELETE FROM recovery_code WHERE account = @account AND hash = @hash", new { account, hash = Hash(code) }) == 1);

    public int RecoveryCodesLeft(string account) => journal.Database.Read(connection => (int)connection.ExecuteScalar<long>("SELECT count(*) FROM recovery_code WHERE account = @account", new { account }));

    /// <summary>Gives out a link that works once; whatever was given out before to the same account stops working.</summary>
    /// <returns>What the link carries.</returns>
    public string GiveLink(string account, DateTimeOffset expires)
    {
        var secret = NewSecret();
        journal.Database.Write(connection =>
        {
            connection.Execute("DELETE FROM one_time_link WHERE account = @account", new { account });
            connection.Execute("INSERT INTO one_time_link (hash, account, expires) VALUES (@hash, @account, @expires)", new { hash = Hash(secret), account, expires = expires.ToUnixTimeMilliseconds() });
        });
        return secret;
    }

    /// <summary>The account that a link is for; nothing where it was used, is too old, or never was one.</summary>
    public string? LinkedAccount(string secret, DateTimeOffset now) => journal.Database.Read(connection =>
        connection.ExecuteScalar<string?>("SELECT account FROM one_time_link WHERE hash = @hash AND expires > @now", new { hash = Hash(secret), now = now.ToUnixTimeMilliseconds() }));

    /// <summary>Uses a link up.</summary>
    /// <returns>Whether it could still be used.</returns>
    public bool UseLink(string secret, DateTimeOffset now) => journal.Database.Write(connection =>
        connection.Execute("DELETE FROM one_time_link WHERE hash = @hash AND expires > @now", new { hash = Hash(secret), now = now.ToUnixTimeMilliseconds() }) == 1);

    /// <summary>The account of somebody known to another organisation's service; nothing where they are nobody's here.</summary>
    public string? WithLogin(string provider, string subject) => journal.Database.Read(connection =>
        connection.ExecuteScalar<string?>("SELECT account FROM external_login WHERE provider = @provider AND subject = @subject", new { provider, subject }));

    /// <summary>Lets somebody known to another organisation's service sign in to an account, in place of whoever could before.</summary>
    /// <returns>Whether it was done; not where they are another account's already.</returns>
    public bool LinkLogin(string account, string provider, string subject) => journal.Database.Write(connection =>
    {
        connection.Execute("DELETE FROM external_login WHERE provider = @provider AND account = @account", new { provider, account });
        return connection.Execute("INSERT INTO external_login (provider, subject, account) VALUES (@provider, @subject, @account) ON CONFLICT (provider, subject) DO NOTHING", new { provider, subject, account }) == 1;
    });

    public IReadOnlyList<(string Provider, string Subject)> LoginsOf(string account) => journal.Database.Read(connection =>
        connection.Query<(string, string)>("SELECT provider, subject FROM external_login WHERE account = @account", new { account }).AsList());

    /// <summary>Begins a session, and forgets those that have long ended.</summary>
    /// <returns>What the browser is to hold.</returns>
    public string Begin(string account, string stamp, DateTimeOffset now, TimeSpan longest)
    {
        var secret = NewSecret();
        journal.Database.Write(connection =>
        {
            connection.Execute("DELETE FROM session WHERE begun < @old", new { old = (now - longest).ToUnixTimeMilliseconds() });
            connection.Execute("INSERT INTO session (hash, account, stamp, begun, seen) VALUES (@hash, @account, @stamp, @at, @at)", new { hash = Hash(secret), account, stamp, at = now.ToUnixTimeMilliseconds() });
        });
        return secret;
    }

    /// <summary>The session a browser holds, with its account as it is now; nothing where either is no more, or every session of the account was ended since.</summary>
    public (Session Session, Account Account)? InSession(string secret) => journal.Projected(connection =>
    {
        if (connection.QuerySingleOrDefault<SessionRow>("""
            SELECT s.hash, s.account, s.stamp, s.begun, s.seen FROM session s JOIN credential c ON c.account = s.account AND c.stamp = s.stamp WHERE s.hash = @hash
            """, new { hash = Hash(secret) }) is not { } row)
            return ((Session, Account)?)null;
        return Accounts.Find(connection, row.Account) is { IsClosed: false } account ? (row.Session, account) : null;
    });

    /// <summary>Notes that a session is in use.</summary>
    public void See(Session session, DateTimeOffset now) => journal.Database.Write(connection => connection.Execute("UPDATE session SET seen = @now WHERE hash = @Hash AND seen < @now", new { now = now.ToUnixTimeMilliseconds(), session.Hash }));

    public void End(string hash) => journal.Database.Write(connection => connection.Execute("DELETE FROM session WHERE hash = @hash", new { hash }));

    /// <summary>The sessions of an account that have not been ended, the latest first.</summary>
    public IReadOnlyList<Session> SessionsOf(string account) => journal.Database.Read(connection => (IReadOnlyList<Session>)[.. connection.Query<SessionRow>("""
        SELECT s.hash, s.account, s.stamp, s.begun, s.seen FROM session s JOIN credential c ON c.account = s.account AND c.stamp = s.stamp WHERE s.account = @account ORDER BY s.seen DESC
        """, new { account }).Select(r => r.Session)]);

    /// <summary>Forgets everything about how an account's holder signs in, their e-mail address with it.</summary>
    public void Forget(string account) => journal.Database.Write(connection =>
    {
        foreach (var table in Tables)
            connection.Execute($"DELETE FROM {table} WHERE account = @account", new { account });
    });

    /// <summary>Within a change: forgets how anybody signs in. A restored journal may know accounts that were closed since, and roles that were withdrawn.</summary>
    internal static void ForgetAll(DbConnection connection)
    {
        foreach (var table in Tables)
            connection.Execute($"DELETE FROM {table}");
    }

    private static readonly string[] Tables = ["session", "one_time_link", "external_login", "recovery_code", "credential"];

    private static RefusedException Taken() => new(new Finding("email-taken", Consequence.FileRefused, new Place("e-mail"), "an address that another account has", "one that no account has"));

    private static string KeyOf(string email) => email.Trim().ToUpperInvariant();

    private static Credential? Find(DbConnection connection, string account) =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM credential WHERE account = @account", new { account })?.Credential;

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Row(string Account, long Revision, string? Email, string? PasswordHash, string Stamp, string? AuthenticatorKey, long SecondFactor, long Failures, long? LockedUntil)
    {
        public Credential Credential => new(Account, Revision, Email, PasswordHash, Stamp, AuthenticatorKey, SecondFactor != 0, Failures, LockedUntil is { } until ? Instant(until) : null);
    }

    private sealed record SessionRow(string Hash, string Account, string Stamp, long Begun, long Seen)
    {
        public Session Session => new(Hash, Account, Stamp, Instant(Begun), Instant(Seen));
    }
}
