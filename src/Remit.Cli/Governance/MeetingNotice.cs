using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Governance;
using Remit.Storage;

namespace Remit.Cli.Governance;

/// <summary>What happens to a meeting and its agenda before it is held: <c>governance meeting amend</c>, <c>withdraw</c>, <c>postpone</c>, <c>cancel</c> and <c>notice</c>.</summary>
internal static class MeetingNotice
{
    public static Command Amend(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A file of JSON with the item, as it stands in the file of a meeting" };
        var because = ActOptions.Line("--because", "Why", "TEXT", required: true);
        var on = CommandLine.Day("--on", "The day of it (default: today in England)");
        var leave = new Option<string?>("--leave-of") { Description = "Who, having the chair, gave leave for it to come late", HelpName = "PERSON" };
        return MeetingVerb.Changing(terminal, "amend", "Put an item on the agenda after notice was given, or change one; late, with the leave of the chair", "Amended", [file], [because, on, leave],
            parsed => new AgendaAmended(JsonFile.Read<AgendaItem>(parsed.GetRequiredValue(file), "bad-meeting", "JSON of an item, as specs/governance/formats.md shows it", fullLists: true), parsed.GetValue(because)!, parsed.GetValue(on) ?? terminal.Today, parsed.GetValue(leave)),
            after: meeting => meeting.Conflicts.Count(c => c.Item.Number == meeting.Amendments[^1].Item.Number) is > 0 and var met ? $"Interests of members meet the item in {met} places." : null);
    }

    public static Command Withdraw(Terminal terminal)
    {
        var item = MeetingVerb.Item();
        var because = ActOptions.Line("--because", "Why", "TEXT", required: true);
        return MeetingVerb.Changing(terminal, "withdraw", "Take an item off the agenda", "Withdrawn", [item], [because], parsed => new ItemWithdrawn(parsed.GetRequiredValue(item), parsed.GetValue(because)!));
    }

    public static Command Postpone(Terminal terminal)
    {
        var to = InterestsVerb.Required(CommandLine.Day("--to", "The day to which it is put off"));
        var because = ActOptions.Line("--because", "Why", "TEXT", required: true);
        var on = CommandLine.Day("--on", "The day on which notice of it is given (default: today in England)");
        return MeetingVerb.Changing(terminal, "postpone", "Put a meeting off to another day; it keeps its name", "Put off", [], [to, because, on], parsed => new MeetingPostponed(parsed.GetValue(to)!.Value, parsed.GetValue(because)!, parsed.GetValue(on) ?? terminal.Today));
    }

    public static Command Cancel(Terminal terminal)
    {
        var because = ActOptions.Line("--because", "Why", "TEXT", required: true);
        return MeetingVerb.Changing(terminal, "cancel", "Record that a meeting will not be held", "Cancelled", [], [because], parsed => new MeetingCancelled(parsed.GetValue(because)!, terminal.Today));
    }

    public static Command Notice(Terminal terminal) => MeetingVerb.Asking(terminal, "notice", "Whether notice, late items and papers came in the time that the constitution sets", [], (_, meeting) =>
    {
        var table = new TextTable("what", "", "because");
        foreach (var timing in meeting.Timings)
            table.Row(timing.What, timing.Compliance.ToString().ToLowerInvariant(), timing.Because);
        return new(meeting.Timings.Any(t => t.Compliance != Compliance.Met) ? ExitCode.Findings : ExitCode.Done,
            $"{meeting.Id}, on {meeting.Called.Day:yyyy-MM-dd}{(meeting.Called.Starts is { } at ? $" at {at}" : "")}{(meeting.Called.Place is { } place ? $", {Finding.Shown(place)}" : "")}{(meeting.Cancelled is { } off ? $", cancelled: {Finding.Shown(off.Because)}" : meeting.Postponed is { } put ? $", put off: {Finding.Shown(put.Because)}" : "")}\n{table}",
            new { meeting = meeting.Id, meeting.Called.Day, meeting.Called.Place, meeting.Called.Starts, meeting.Cancelled, meeting.Postponed, timings = meeting.Timings });
    });
}
