using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Remit.Governance;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Access;
using Remit.Storage.Journal;

namespace Remit.Storage.Governance;

/// <summary>The server by which mail goes out, and whom it is from.</summary>
/// <param name="Plain">Whether it goes without encryption, as to a relay in the same house; else the server must offer STARTTLS.</param>
public sealed record MailServer(string Host, int Port, string From, bool Plain, NetworkCredential? Account)
{
    public const string Setting = "REMIT_SMTP", FromSetting = "REMIT_SMTP_FROM";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="RefusedException">One of them is missing or cannot be read.</exception>
    public static MailServer Read(string? address, string? from)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var server) || server.Scheme is not ("smtp" or "smtp+plain") || server.Host.Length == 0)
            // What stands there may hold a password, and is not told.
            throw new RefusedException(new Finding("no-mail-server", Consequence.FileRefused, new(Setting), address is null ? "nothing" : "an address that cannot be read", "smtp://HOST:587, with USER:PASSWORD@ before the host if it asks for them; smtp+plain://HOST:25 for a relay that does not encrypt"));
        if (!MailAddress.TryCreate(from, out _))
            throw new RefusedException(new Finding("no-sender", Consequence.FileRefused, new(FromSetting), from is null ? "nothing" : "what is no address", "the address that mail is from, such as governance@example.nhs.uk"));
        var account = server.UserInfo.Split(':') is [{ Length: > 0 } user, var password] ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)) : null;
        var plain = server.Scheme == "smtp+plain";
        return new(server.Host, server.Port > 0 ? server.Port : plain ? 25 : 587, from!, plain, account);
    }
}

/// <summary>A reminder to somebody to confirm their interests, and where it goes.</summary>
/// <param name="Address">Where it goes; nothing where no address is known.</param>
/// <param name="Reminded">The day they were last reminded of this body's register; nothing where they never were.</param>
public sealed record Reminder(ReturnDue Due, string? Address, DateOnly? Reminded);

/// <summary>Reminds those who must confirm their interests, by e-mail. The journal keeps that they were reminded, and no address.</summary>
public static class ReminderPost
{
    /// <summary>Who is to be reminded of a body's register.</summary>
    /// <param name="by">Everything that is due by this day.</param>
    /// <param name="addresses">Addresses by what stands for a person.</param>
    public static IReadOnlyList<Reminder> For(KeptJournal journal, InterestRegister interests, OdsCode body, DateOnly by, IReadOnlyDictionary<string, string> addresses)
    {
        var reminded = journal.Entries(["return-reminded"]).Select(e => (Person: e.Stream[RecordedGovernance.PersonPrefix.Length..], Event: (ReturnReminded)RecordedGovernance.Happened(e))).Where(r => r.Event.Body == body).ToLookup(r => r.Person, r => r.Event.On);
        return [.. interests.Due(body, by).Select(d => new Reminder(d, addresses.GetValueOrDefault(d.Person.Id), reminded[d.Person.Id].Select(o => (DateOnly?)o).Max()))];
    }

    /// <summary>Reads addresses from a CSV file with the columns <c>person</c> and <c>email</c>.</summary>
    /// <exception cref="RefusedException">It is no such file, or holds what is no address: the line is told, and not what stands there.</exception>
    public static IReadOnlyDictionary<string, string> Addresses(string path)
    {
        using var source = CsvSource.Open(path, hasHeader: true);
        var file = Path.GetFileName(path);
        var (person, email) = (At("person"), At("email"));
        if (person < 0 || email < 0)
            throw new RefusedException(new Finding("missing-column", Consequence.FileRefused, new(file, 1), string.Join(", ", source.Headers), "the columns person and email"));
        Dictionary<string, string> read = new(StringComparer.Ordinal);
        List<Finding> found = [];
        while (source.Read())
        {
            if (!MailAddress.TryCreate(source.Text(email).Trim(), out var address))
                found.Add(new("not-an-address", Consequence.FileRefused, new(file, source.Line, "email"), "what is no address", "one such as name@example.nhs.uk"));
            else if (!read.TryAdd(source.Text(person).Trim(), address.Address))
                found.Add(new("person-twice", Consequence.FileRefused, new(file, source.Line, "person"), source.Text(person).Trim(), "one address of each person"));
        }

        return found.Count > 0 ? throw new RefusedException(found) : read;

        int At(string column) => source.Headers.ToList().FindIndex(h => string.Equals(h, column, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The addresses of the people who have an account here in exactly their name.</summary>
    public static IReadOnlyDictionary<string, string> AddressesOfAccounts(KeptJournal journal, GovernanceAsKnown governance)
    {
        var credentials = new Credentials(journal);
        var accounts = Accounts.List(journal).Where(a => !a.IsClosed).ToLookup(a => a.Name, StringComparer.Ordinal);
        // Two people, or two accounts, of one name: nobody can tell to which the mail should go.
        return (from person in governance.People.GroupBy(p => p.Name, StringComparer.Ordinal)
                where person.Count() == 1 && accounts[person.Key].Count() == 1
                let email = credentials.Find(accounts[person.Key].Single().Id)?.Email
                where email is not null
                select (person.Single().Id, Email: email)).ToDictionary(a => a.Id, a => a.Email, StringComparer.Ordinal);
    }

    /// <summary>Sends one reminder, and then records that it was sent.</summary>
    /// <exception cref="RefusedException">The server would not take it. Its words are not repeated: they may hold the address.</exception>
    public static void Send(KeptJournal journal, MailServer server, Reminder reminder, OdsCode body, string bodyName, DateOnly today, Act act)
    {
        using (var message = new MailMessage(server.From, reminder.Address!)
        {
            Subject = $"Your interests: please confirm them to {bodyName} by {Day(reminder.Due.Due)}",
            SubjectEncoding = Encoding.UTF8,
            Body = Text(reminder, bodyName),
            BodyEncoding = Encoding.UTF8,
        })
        using (var client = new SmtpClient(server.Host, server.Port) { EnableSsl = !server.Plain, Credentials = server.Account, Timeout = 30_000 })
        {
            try
            {
                client.Send(message);
            }
            catch (SmtpException e)
            {
                throw new RefusedException(new Finding("mail-not-taken", Consequence.FileRefused, new(reminder.Due.Person.Id), $"a mail server that did not take the reminder ({e.StatusCode})", $"one that does: see {MailServer.Setting}. Those sent before are recorded, and are not sent again"));
            }
        }

        var stream = RecordedGovernance.PersonPrefix + reminder.Due.Person.Id;
        journal.Append(act, new Proposal(stream, journal.Stream(stream).Count + 1, new ReturnReminded(body, today, reminder.Due.Due)));
    }

    /// <summary>What a reminder says.</summary>
    public static string Text(Reminder reminder, string bodyName) =>
        $"""
        {reminder.Due.Person.Name},

        {(reminder.Due.Last is { } last ? $"You last confirmed your interests to {bodyName} on {Day(last)}." : $"You have not yet declared your interests to {bodyName}.")} They are due by {Day(reminder.Due.Due)}.

        Please declare any interest that is new or has changed within 28 days of its arising, and say which have ended. If you have none, please say so: that is recorded too.
        """;

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
