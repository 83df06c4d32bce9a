using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;

namespace Remit.Cli.Governance;

/// <summary><c>governance actions</c>: what meetings agreed is to be done, by whom and by when.</summary>
internal static class ActionsVerb
{
    public static Command Make(Terminal terminal) => new("actions", "The action log: what meetings agreed is to be done, by whom, by when, and how far it is") { Agree(terminal), Update(terminal), Close(terminal), List(terminal) };

    private static Command Agree(Terminal terminal)
    {
        var (meeting, item) = (MeetingVerb.Id(), MeetingVerb.Item());
        var owner = new Option<string>("--owner") { Description = "Who is to do it, by what stands for the person", HelpName = "PERSON", Required = true };
        var what = ActOptions.Line("--what", "What is to be done", "TEXT", required: true);
        var due = InterestsVerb.Required(CommandLine.Day("--due", "The last day for it"));
        return InterestsVerb.Changing(terminal, "agree", "Record that a meeting agreed something is to be done", "Agreed at the meeting", [meeting, item], [owner, what, due], (parsed, journal, before, act) =>
        {
            if (RecordedMeetings.Find(journal, parsed.GetRequiredValue(meeting), before) is not { } held)
                return new("", $"No meeting is recorded as {Finding.Quoted(parsed.GetRequiredValue(meeting))}. './remit governance meeting list' shows those there are.", ExitCode.NotFound);
            var id = RecordedActions.Agree(journal, held, new(held.Called.Body, held.Id, parsed.GetRequiredValue(item), parsed.GetRequiredValue(owner), parsed.GetValue(what)!, parsed.GetValue(due)!.Value), act);
            return new(id, $"Agreed: {id}.");
        });
    }

    private static Command Update(Terminal terminal)
    {
        var action = Named();
        var says = ActOptions.Line("--says", "How far it is", "TEXT", required: true);
        var (on, due) = (CommandLine.Day("--on", "The day of it (default: today in England)"), CommandLine.Day("--due", "The last day for it from now on"));
        return InterestsVerb.Changing(terminal, "update", "Record how far an action is", "Updated", [action], [says, on, due], (parsed, journal, _, act) =>
        {
            RecordedActions.Change(journal, parsed.GetRequiredValue(action), new ActionUpdated(parsed.GetValue(on) ?? terminal.Today, parsed.GetValue(says)!, parsed.GetValue(due)), act);
            return new(parsed.GetRequiredValue(action), $"Updated: {parsed.GetRequiredValue(action)}.");
        });
    }

    private static Command Close(Terminal terminal)
    {
        var action = Named();
        var how = ActOptions.Line("--how", "How it was done, or why it is not to be done any more", "TEXT", required: true);
        var on = CommandLine.Day("--on", "The day of it (default: today in England)");
        return InterestsVerb.Changing(terminal, "close", "Record that an action is done, or not to be done any more", "Closed", [action], [how, on], (parsed, journal, _, act) =>
        {
            RecordedActions.Change(journal, parsed.GetRequiredValue(action), new ActionClosed(parsed.GetValue(on) ?? terminal.Today, parsed.GetValue(how)!), act);
            return new(parsed.GetRequiredValue(action), $"Closed: {parsed.GetRequiredValue(action)}.");
        });
    }

    private static Command List(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var committee = new Option<string?>("--committee") { Description = "Those of one committee's meetings", HelpName = "COMMITTEE" };
        var on = CommandLine.Day("--on", "What is open on this day (default: today in England)");
        var all = new Option<bool>("--all") { Description = "Show those that are closed too" };
        return InterestsVerb.Asking(terminal, "list", "The actions of a body that are open, across its meetings", [body], [committee, on, all], (parsed, register) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code))
                return InterestsVerb.Unknown(terminal);
            using var journal = KeptJournal.OpenIfThere(Workspace.At(parsed.GetValue<string?>("--workspace")));
            var day = parsed.GetValue(on) ?? terminal.Today;
            var log = journal is null ? new([]) : RecordedActions.In(journal);
            var wanted = parsed.GetValue(committee);
            List<AgreedAction> shown = parsed.GetValue(all) ? [.. log.Actions.Where(a => a.Body == code && (wanted is null || a.Meeting.Split('/')[1] == wanted))] : [.. log.Open(code, day, wanted)];
            var table = new TextTable("action", "meeting", "item", "who", "what", "due", "").Right(2);
            foreach (var a in shown)
                table.Row(a.Id, a.Meeting, $"{a.Item}", InterestsVerb.Name(register, a.Owner), a.What, $"{a.Due:yyyy-MM-dd}",
                    !a.IsOpenOn(day) ? $"closed {a.Closed!.On:yyyy-MM-dd}: {a.Closed.How}" : string.Join("; ", ((string?[])[a.IsOverdueOn(day) ? Overdue(day.DayNumber - a.Due.DayNumber) : null, a.Updates is [.., var last] ? $"{last.On:yyyy-MM-dd}: {last.Says}" : null]).OfType<string>()));
            return new(shown.Exists(a => a.IsOverdueOn(day)) ? ExitCode.Findings : ExitCode.Done, shown.Count > 0 ? table.ToString() : $"No action of {code} is open on {day:yyyy-MM-dd}.",
                new { body = code, on = day, actions = shown.Select(a => new { a.Id, a.Meeting, a.Item, a.Owner, name = InterestsVerb.Name(register, a.Owner), a.What, a.Due, a.DueAtFirst, a.Updates, a.Closed, overdue = a.IsOverdueOn(day) }) });
        });
    }

    private static string Overdue(int days) => $"overdue by {days} {(days == 1 ? "day" : "days")}";

    private static Argument<string> Named() => new("ACTION") { Description = "The name of an action, such as 00L/4" };
}
