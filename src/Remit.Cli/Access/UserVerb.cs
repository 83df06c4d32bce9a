using System.CommandLine;
using Remit.Access;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Access;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Cli.Access;

/// <summary><c>./remit user</c>: who can sign in to the site, and in which roles. Whoever can give commands here is believed, and so makes the first administrator.</summary>
internal static class UserVerb
{
    public static Command Make(Terminal terminal) =>
        new("user", "Say who can sign in to the site, and what they may do there for which body") { Add(terminal), List(terminal), Grant(terminal), Withdraw(terminal), Reset(terminal), Unlock(terminal), Close(terminal), Reopen(terminal) };

    private static Command Add(Terminal terminal)
    {
        var name = Name("What they sign in with, and what their acts say, such as 'Ann Example'");
        var email = ActOptions.Line("--email", "Their e-mail address, which they may sign in with too; nothing is sent to it", "ADDRESS");
        var (role, body, until) = GrantOptions(required: false);
        var site = SiteAddress();
        return Verb(terminal, "add", "Make an account, grant it a role, and print a link by which its holder sets a password, once", [name, email, role, body, until, site], (parsed, workspace, act) =>
        {
            using var journal = KeptJournal.Open(workspace);
            var credentials = new Credentials(journal);
            credentials.RefuseUnlessEmail(parsed.GetValue(email));
            var granted = parsed.GetValue(role) is { } named ? Asked(workspace, named, parsed.GetValue(body), parsed.GetValue(until), terminal.Today) : ((Role, Reach, DateSpan)?)null;
            var account = Accounts.Make(journal, parsed.GetRequiredValue(name).Trim(), act);
            credentials.Keep(Credentials.Fresh(account) with { Email = parsed.GetValue(email) });
            if (granted is var (given, reach, days))
                Accounts.Grant(journal, account, given, reach, days, _ => true, act);
            return Link(journal, Again(journal, account), secondFactor: false, parsed.GetValue(site)!, act);
        });
    }

    private static Command List(Terminal terminal)
    {
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("list", "List the accounts, with their roles") { workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var accounts = Accounts.List(journal);
            if (parsed.GetValue(json))
                terminal.SayJson(new { accounts = accounts.Select(a => new { a.Id, a.Name, a.IsClosed, grants = a.Grants.Select(g => new { g.Number, g.Role, body = g.Reach.Body?.ToString(), from = g.Days.First, until = g.Days.Last }) }) });
            else
            {
                var table = new TextTable("name", "number", "role", "for", "days").Right(1);
                foreach (var account in accounts)
                {
                    if (account.Grants.Count == 0)
                        table.Row(account.Name, "", account.IsClosed ? "(closed)" : "(none)", "", "");
                    foreach (var (i, grant) in account.Grants.Index())
                        table.Row(i == 0 ? account.Name : "", $"{grant.Number}", grant.Role, grant.Reach.Body?.ToString() ?? "everywhere", $"{grant.Days}");
                }

                terminal.Say(table.ToString());
            }

            return ExitCode.Done;
        }));
        return verb;
    }

    private static Command Grant(Terminal terminal)
    {
        var name = Name("Whose account, by name");
        var (role, body, until) = GrantOptions(required: true);
        return Verb(terminal, "grant", "Grant a role for a body, or everywhere, from today on", [name, role, body, until], (parsed, workspace, act) => Change(workspace, parsed.GetRequiredValue(name), (journal, account) =>
        {
            var (given, reach, days) = Asked(workspace, parsed.GetValue(role)!, parsed.GetValue(body), parsed.GetValue(until), terminal.Today);
            Accounts.Grant(journal, account, given, reach, days, _ => true, act);
            return $"{account.Name} is now {Again(journal, account).Grants[^1].Capacity}.";
        }));
    }

    private static Command Withdraw(Terminal terminal)
    {
        var name = Name("Whose account, by name");
        var number = new Argument<long>("NUMBER") { Description = "The number of the role, as './remit user list' shows it" };
        return Verb(terminal, "withdraw", "Withdraw a role", [name, number], (parsed, workspace, act) => Change(workspace, parsed.GetRequiredValue(name), (journal, account) =>
        {
            Accounts.Withdraw(journal, account, parsed.GetValue(number), act);
            return $"{account.Name} is no longer {account.Grants.Single(g => g.Number == parsed.GetValue(number)).Capacity}.";
        }));
    }

    private static Command Reset(Terminal terminal)
    {
        var name = Name("Whose account, by name");
        var factor = new Option<bool>("--second-factor") { Description = "Take their authenticator away too, where it and the recovery codes are lost; they are signed out everywhere" };
        var site = SiteAddress();
        return Verb(terminal, "reset", "Print a link by which the holder of an account sets a password, once", [name, factor, site], (parsed, workspace, act) =>
            Change(workspace, parsed.GetRequiredValue(name), (journal, account) => Link(journal, account, parsed.GetValue(factor), parsed.GetValue(site)!, act)));
    }

    private static Command Unlock(Terminal terminal)
    {
        var name = Name("Whose account, by name");
        return Verb(terminal, "unlock", "Unlock an account that too many wrong passwords or codes had locked", [name], (parsed, workspace, act) => Change(workspace, parsed.GetRequiredValue(name), (journal, account) =>
        {
            Accounts.Record(journal, account, new AccountUnlocked(), act);
            new Credentials(journal).Succeed(account.Id);
            return $"{account.Name} can sign in again.";
        }));
    }

    private static Command Close(Terminal terminal)
    {
        var name = Name("Whose account, by name");
        return Verb(terminal, "close", "Close an account: its holder is signed out, its roles are withdrawn, and what it signs in with is forgotten", [name], (parsed, workspace, act) => Change(workspace, parsed.GetRequiredValue(name), (journal, account) =>
        {
            Accounts.Close(journal, account, act);
            new Credentials(journal).Forget(account.Id);
            return $"The account of {account.Name} is closed. What they did stays on record.";
        }));
    }

    private static Command Reopen(Terminal terminal)
    {
        var name = Name("Whose account, by name");
        return Verb(terminal, "reopen", "Open an account again that was closed, without any role", [name], (parsed, workspace, act) => Change(workspace, parsed.GetRequiredValue(name), (journal, account) =>
        {
            Accounts.Reopen(journal, account, act);
            return $"The account of {account.Name} is open, without roles or a password: './remit user grant' and './remit user reset' give them.";
        }));
    }

    /// <summary>A verb that changes an account, and says in a line what it did.</summary>
    private static Command Verb(Terminal terminal, string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, Workspace, Act, string> change)
    {
        var act = new ActOptions();
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command(name, description) { workspace, json };
        foreach (var symbol in symbols)
            if (symbol is Argument argument)
                verb.Add(argument);
            else
                verb.Add((Option)symbol);
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var said = change(parsed, Workspace.At(parsed.GetValue(workspace)), act.Read(parsed, terminal));
            if (parsed.GetValue(json))
                terminal.SayJson(new { done = said.Split('\n') });
            else
                terminal.Say(said);
            return ExitCode.Done;
        });
        return verb;
    }

    private static string Change(Workspace workspace, string name, Func<KeptJournal, Account, string> change)
    {
        using var journal = KeptJournal.Open(workspace);
        return Accounts.Find(journal, Account.IdOf(name)) is { } account ? change(journal, account)
            : throw new RefusedException(new Finding("no-such-account", Consequence.FileRefused, new Place(Finding.Shown(name)), "no account of that name", "one that './remit user list' shows; './remit user add' makes one"));
    }

    private static Account Again(KeptJournal journal, Account account) => Accounts.Find(journal, account.Id)!;

    private static string Link(KeptJournal journal, Account account, bool secondFactor, string site, Act act)
    {
        var (path, until) = Invitations.Give(journal, account, secondFactor, act);
        return $"Give this link to {account.Name}, and to nobody else. It works once, until {LondonClock.InstantInWords(until)}:\n{site.TrimEnd('/')}{path}";
    }

    private static (Role Role, Reach Reach, DateSpan Days) Asked(Workspace workspace, string role, string? body, DateOnly? until, DateOnly today)
    {
        RefusedException Refused(string code, string about, string found, string wanted) => new(new Finding(code, Consequence.FileRefused, new Place(about), found, wanted));

        var given = Role.Named(role) ?? throw Refused("unknown-role", "--role", Finding.Quoted(role), $"one of: {string.Join(", ", Role.All.Select(r => r.Name))}");
        if (until < today)
            throw Refused("day-gone", "--until", $"{until:yyyy-MM-dd}", "a day from today on");
        if (body is null)
            return (given, Reach.Everywhere, new(today, until));
        if (!OdsCode.TryParse(body, out var code) || RegisterOptions.Evidence(workspace).ToDate.Find(code) is null)
            throw Refused("unknown-body", "--body", Finding.Quoted(body), "the code of an organisation that the register knows, such as 99A");
        return (given, new(code), new(today, until));
    }

    private static Argument<string> Name(string description) => new("NAME") { Description = description };

    private static Option<string> SiteAddress() => new("--site") { Description = "Where people reach the site, for the link", HelpName = "ADDRESS", DefaultValueFactory = _ => "http://127.0.0.1:5080" };

    private static (Option<string?> Role, Option<string?> Body, Option<DateOnly?> Until) GrantOptions(bool required) => (
        new("--role") { Description = $"One of: {string.Join(", ", Role.All.Select(r => r.Name))}", HelpName = "ROLE", Required = required },
        new("--body") { Description = "The body it is for, by its code (default: everywhere). A role ends with its body, and does not pass to those that come after", HelpName = "CODE" },
        CommandLine.Day("--until", "Its last day (default: until further notice)"));
}
