using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;

namespace Remit.Cli.Governance;

/// <summary><c>governance interests remind CODE</c>: reminds those who must confirm their interests, by e-mail.</summary>
internal static class RemindVerb
{
    public static Command Make(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var within = new Option<int>("--within") { Description = "How many days ahead something is due that is reminded of", DefaultValueFactory = _ => 14 };
        var every = new Option<int>("--every") { Description = "After how many days somebody is reminded again", DefaultValueFactory = _ => 7 };
        var addresses = new Option<string?>("--addresses") { Description = "A CSV file with the columns person and email (default: the accounts here, by name)", HelpName = "FILE" };
        var send = new Option<bool>("--send") { Description = $"Send them, by the server in {MailServer.Setting}; without it they are only shown" };
        var act = new ActOptions("Reminded by e-mail");
        var (workspace, json) = (RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command("remind", "Remind those who must confirm their interests, by e-mail; addresses are kept in no journal and told to nobody") { body, within, every, addresses, send, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code) || parsed.GetValue(within) is < 0 or > 366 || parsed.GetValue(every) is < 1 or > 366)
            {
                terminal.Note("Wanted the ODS code of a body, such as 00L; --within 0 to 366 days; --every 1 to 366 days.");
                return ExitCode.Usage;
            }

            var register = RecordedInterests.In(Workspace.At(parsed.GetValue(workspace)));
            var name = register.Governance.On(code, terminal.Today)?.Name is { Length: > 0 } called ? called : $"{code}";
            var known = parsed.GetValue(addresses) is { } path ? ReminderPost.Addresses(path) : ReminderPost.AddressesOfAccounts(journal, register.Governance);
            var reminders = ReminderPost.For(journal, register, code, terminal.Today.AddDays(parsed.GetValue(within)), known)
                .Select(r => (Reminder: r, Told: r.Reminded is { } last && last > terminal.Today.AddDays(-parsed.GetValue(every)) ? $"reminded on {last:yyyy-MM-dd}" : r.Address is null ? "no address" : "")).ToList();
            var ready = reminders.Where(r => r.Told.Length == 0).Select(r => r.Reminder).ToList();
            var sends = parsed.GetValue(send);
            if (sends && ready.Count > 0)
            {
                var server = MailServer.Read(Environment.GetEnvironmentVariable(MailServer.Setting), Environment.GetEnvironmentVariable(MailServer.FromSetting));
                var by = act.Read(parsed, terminal);
                foreach (var reminder in ready)
                    ReminderPost.Send(journal, server, reminder, code, name, terminal.Today, by);
            }

            var table = new TextTable("due", "who", "last", "");
            foreach (var (r, told) in reminders)
                table.Row($"{r.Due.Due:yyyy-MM-dd}", r.Due.Person.Name, r.Due.Last is { } last ? $"{last:yyyy-MM-dd}" : "never", told.Length > 0 ? told : sends ? "reminded now" : "to be reminded");
            if (parsed.GetValue(json))
                terminal.SayJson(new { body = code, sent = sends ? ready.Count : 0, reminders = reminders.Select(r => new { person = r.Reminder.Due.Person.Id, r.Reminder.Due.Due, r.Reminder.Due.Last, hasAddress = r.Reminder.Address is not null, r.Reminder.Reminded, told = r.Told.Length > 0 ? r.Told : sends ? "reminded now" : "to be reminded" }) });
            else
                terminal.Say(reminders.Count == 0 ? $"Nobody has to confirm their interests to {code} by {terminal.Today.AddDays(parsed.GetValue(within)):yyyy-MM-dd}." : $"{table}{(sends || ready.Count == 0 ? "" : "\n\nNothing was sent: --send sends them.")}");
            return reminders.Exists(r => r.Reminder.Address is null) ? ExitCode.Findings : ExitCode.Done;
        }));
        return verb;
    }
}
