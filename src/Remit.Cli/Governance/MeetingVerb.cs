using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;

namespace Remit.Cli.Governance;

/// <summary><c>governance meeting</c> and the verbs beneath it: a meeting from its notice to its approved minutes.</summary>
internal static class MeetingVerb
{
    public static Command Make(Terminal terminal) => new("meeting", "A meeting from its agenda to its approved minutes: conflicts found, ruled on, quorum and votes per item")
    {
        Call(terminal),
        MeetingNotice.Amend(terminal),
        MeetingNotice.Withdraw(terminal),
        MeetingNotice.Postpone(terminal),
        MeetingNotice.Cancel(terminal),
        MeetingNotice.Notice(terminal),
        MeetingPapers.Make(terminal),
        List(terminal),
        Conflicts(terminal),
        Rule(terminal),
        Attendance(terminal),
        Left(terminal),
        Chair(terminal),
        CoOpt(terminal),
        Vote(terminal),
        Refer(terminal),
        Minute(terminal),
        Approve(terminal),
        Publish(terminal),
        Show(terminal),
        Minutes(terminal),
        MeetingAward.Enact(terminal),
        MeetingAward.Award(terminal),
        MeetingAward.Link(terminal),
    };

    private static Command Call(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A file of JSON with the agenda: specs/governance/formats.md shows how it is written" };
        return InterestsVerb.Changing(terminal, "call", "Call a meeting, with its agenda; the conflicts that it would meet are told at once", "Called", [file], [], (parsed, journal, before, act) =>
        {
            var path = parsed.GetRequiredValue(file);
            var called = JsonFile.Read<MeetingCalled>(path, "bad-meeting", "JSON of a meeting, as specs/governance/formats.md shows it", fullLists: true);
            if (called.Noticed is null && terminal.Today <= called.Day)
                called = called with { Noticed = terminal.Today };
            var id = RecordedMeetings.Call(journal, called, Path.GetFileName(path), before.Governance, act);
            var meeting = RecordedMeetings.Find(journal, id, before)!;
            return new(id, meeting.Conflicts.Count == 0 ? $"Called: {id}. No conflict is found." : $"Called: {id}. Interests of members meet it in {meeting.Conflicts.Count} places: './remit governance meeting conflicts {id}' lists them.");
        });
    }

    private static Command List(Terminal terminal)
    {
        var (workspace, json) = (RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command("list", "The meetings recorded") { workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var names = RecordedMeetings.Names(journal);
            if (parsed.GetValue(json))
                terminal.SayJson(new { meetings = names });
            else
                terminal.Say(names.Count > 0 ? string.Join('\n', names) : "No meeting is recorded.");
            return ExitCode.Done;
        }));
        return verb;
    }

    private static Command Conflicts(Terminal terminal) => Asking(terminal, "conflicts", "Whose interests an agenda meets, item by item, why, what the guidance suggests and what was ruled", [], (_, meeting) =>
    {
        var table = new TextTable("item", "who", "interest", "in", "found by", "suggested", "ruled");
        List<Conflict> all = [.. meeting.Conflicts, .. meeting.DeclaredLate];
        foreach (var c in all)
            table.Row($"{c.Item.Number}", c.Person.Name, $"{Interest.Words(c.Found.Interest.Type)}, {c.Found.Interest.Position}{(c.Found.Interest.IsHeldOn(meeting.Called.Day) ? "" : $", ended {c.Found.Interest.Ended:yyyy-MM-dd}")}{(meeting.IsLate(c) ? $", declared only on {c.Found.Interest.Declared:yyyy-MM-dd}" : "")}", c.Concerned.Name,
                c.Found.By == "name" ? $"name, {c.Found.Score} of 100" : c.Found.By, $"{Meeting.Words(c.Suggested)}{(c.Bars ? " (may not vote on it, however it is ruled)" : c.BarsUntilRuled ? " (may not vote on it until somebody has ruled: the end was told after the meeting was called)" : "")}",
                meeting.RulingOn(c) is { } ruling ? $"{Meeting.Words(ruling.Handling)}: {ruling.Because}" : "");
        return new(all.Exists(c => meeting.RulingOn(c) is null) ? ExitCode.Findings : ExitCode.Done, all.Count > 0 ? table.ToString() : "No member has declared an interest in what is on the agenda.",
            new { meeting = meeting.Id, conflicts = all.Select(c => new { item = c.Item.Number, person = c.Person.Id, name = c.Person.Name, interest = c.Found.Interest.Id, concerned = c.Concerned.Name, c.Found.By, c.Found.Score, c.Suggested, c.Bars, isLate = meeting.IsLate(c), ruling = meeting.RulingOn(c) }) });
    });

    private static Command Rule(Terminal terminal)
    {
        var (item, person) = (Item(), InterestsVerb.Person());
        var handling = new Option<Handling>("--handling") { Description = "no-action, speak-not-vote, stay-silent, leave, withhold-papers or refer-away", Required = true, HelpName = "HOW" };
        handling.CustomParser = result =>
        {
            if (Enum.TryParse<Handling>(result.Tokens[^1].Value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var read) && Enum.IsDefined(read) && result.Tokens[^1].Value.Any(char.IsAsciiLetter))
                return read;
            result.AddError($"--handling: {Finding.Quoted(result.Tokens[^1].Value)}; wanted no-action, speak-not-vote, stay-silent, leave, withhold-papers or refer-away.");
            return default;
        };
        var because = ActOptions.Line("--because", "Why", "TEXT", required: true);
        var ruler = new Option<string>("--ruled-by") { Description = "Who had the chair and ruled; on the chair's own interest, the deputy", HelpName = "PERSON", Required = true };
        return Changing(terminal, "rule", "Record what the chair ruled about somebody's interest in an item", "Ruled by the chair", [item, person], [handling, because, ruler],
            parsed => new ConflictRuled(parsed.GetRequiredValue(item), parsed.GetRequiredValue(person), parsed.GetValue(handling), parsed.GetValue(because)!, parsed.GetRequiredValue(ruler)));
    }

    private static Command Attendance(Terminal terminal)
    {
        var present = new Argument<string[]>("PERSON") { Description = "Everyone who is there; whoever is not named is absent", Arity = ArgumentArity.ZeroOrMore };
        var from = new Option<int?>("--from-item") { Description = "The item from which it is so, where people came or went (default: the whole meeting)", HelpName = "ITEM" };
        return Changing(terminal, "attendance", "Take down who is there", "Attendance", [present], [from], parsed => new AttendanceTaken([.. (parsed.GetValue(present) ?? []).Distinct()], parsed.GetValue(from)));
    }

    private static Command Left(Terminal terminal)
    {
        var (item, person) = (Item(), InterestsVerb.Person());
        var at = new Option<string>("--at") { Description = "When they left the room, as 14:20", HelpName = "HH:MM", Required = true };
        var back = new Option<string?>("--back") { Description = "When they came back", HelpName = "HH:MM" };
        return Changing(terminal, "left", "Record that somebody left the room for an item, and when they came back", "Left the room", [item, person], [at, back],
            parsed => new MemberLeft(parsed.GetRequiredValue(item), parsed.GetRequiredValue(person), parsed.GetRequiredValue(at), parsed.GetValue(back)));
    }

    private static Command Minute(Terminal terminal)
    {
        var item = Item();
        var text = new Option<string[]>("--text") { Description = "A paragraph; given again, another. They replace those before, which is how minutes are corrected", HelpName = "TEXT", Required = true };
        return Changing(terminal, "minute", "Put words into the minutes of an item, beside what is drafted from the record", "Minutes", [item], [text], parsed => new ItemMinuted(parsed.GetRequiredValue(item), parsed.GetRequiredValue(text)));
    }

    private static Command Publish(Terminal terminal)
    {
        var on = CommandLine.Day("--on", "The day of it (default: today in England)");
        return Changing(terminal, "publish", "Record that the approved minutes were published, but for what was taken in private", "Published", [], [on], parsed => new MinutesPublished(parsed.GetValue(on) ?? terminal.Today));
    }

    private static Command Chair(Terminal terminal)
    {
        var (item, person) = (Item(), InterestsVerb.Person());
        return Changing(terminal, "chair", "Record whom the others chose for the chair of an item, where neither chair nor deputy can take it", "Chosen by the members", [item, person], [], parsed => new ChairChosen(parsed.GetRequiredValue(item), parsed.GetRequiredValue(person)));
    }

    private static Command CoOpt(Terminal terminal)
    {
        var (item, person) = (Item(), InterestsVerb.Person());
        var from = new Option<string>("--from") { Description = "The body at which they are a lay member", HelpName = "CODE", Required = true };
        return Changing(terminal, "co-opt", "Record that a lay member of another body was brought in for an item", "So that the item can be decided", [item, person], [from],
            parsed => OdsCode.TryParse(parsed.GetRequiredValue(from), out var body) ? new MemberCoOpted(parsed.GetRequiredValue(item), parsed.GetRequiredValue(person), body) : null);
    }

    private static Command Vote(Terminal terminal)
    {
        var item = Item();
        var motion = ActOptions.Line("--motion", "What was put to the vote", "TEXT", required: true);
        var (yes, no, abstain) = (Voters("--for", "Those who voted for it"), Voters("--against", "Those who voted against it"), Voters("--abstain", "Those who abstained"));
        return Changing(terminal, "vote", "Record a vote: of everyone who is there and may vote, and of nobody else", "Voted at the meeting", [item], [motion, yes, no, abstain], parsed => new ItemVoted(parsed.GetRequiredValue(item), parsed.GetValue(motion)!,
            [.. (parsed.GetValue(yes) ?? []).Select(p => new CastVote(p, Ballot.For)), .. (parsed.GetValue(no) ?? []).Select(p => new CastVote(p, Ballot.Against)), .. (parsed.GetValue(abstain) ?? []).Select(p => new CastVote(p, Ballot.Abstain))]));

        static Option<string[]?> Voters(string name, string description) => new(name) { Description = description, HelpName = "PERSON", AllowMultipleArgumentsPerToken = true };
    }

    private static Command Refer(Terminal terminal)
    {
        var item = Item();
        var to = ActOptions.Line("--to", "The committee or body that it goes to", "NAME", required: true);
        var because = ActOptions.Line("--because", "Why", "TEXT", required: true);
        return Changing(terminal, "refer", "Record that an item went to another committee or body", "Referred", [item], [to, because], parsed => new ItemReferred(parsed.GetRequiredValue(item), parsed.GetValue(to)!, parsed.GetValue(because)!));
    }

    private static Command Approve(Terminal terminal)
    {
        var at = new Option<string>("--at") { Description = "The name of the meeting that approved them", HelpName = "MEETING", Required = true };
        var corrections = ActOptions.Line("--corrections", "What was corrected", "TEXT");
        return Changing(terminal, "approve", "Record that a later meeting approved the minutes, by an item of its agenda that was carried; nothing of the meeting is changed afterwards", "Approved", [], [at, corrections], parsed => new MinutesApproved(parsed.GetRequiredValue(at), parsed.GetValue(corrections)));
    }

    private static Command Show(Terminal terminal) => Asking(terminal, "show", "Where each item stands: every seat, the chair, the quorum, what is in the way and the lawful ways on", [], (_, meeting, journal) =>
    {
        var sitting = RecordedMeetings.InCommon(journal, meeting);
        var items = meeting.Called.Agenda.OrderBy(i => i.Number).Select(meeting.On).ToList();
        return new(items.Any(i => i.Item.Purpose != ItemPurpose.Discussion && !i.Decided && i.ReferredTo.Length == 0) ? ExitCode.Findings : ExitCode.Done, string.Join('\n', InCommon(sitting).Concat(items.SelectMany(i => Lines(meeting, i, sitting))).Select(Finding.Shown)), new
        {
            meeting = meeting.Id,
            inCommonWith = meeting.Called.InCommonWith is { Count: > 0 } ? sitting.Others.Select(o => new { meeting = o.Id, apart = sitting.Apart(o) }).Concat(sitting.NotCalled.Select(n => new { meeting = n, apart = (string?)"not called" })) : null,
            items = items.Select(i => new
            {
                i.Item.Number,
                i.Item.Title,
                i.Item.Purpose,
                chair = i.Chair?.Id,
                i.Quorate,
                i.Balanced,
                i.Decided,
                i.Carried,
                inCommon = sitting.Told(i.Item.Number, withPrivate: true),
                motion = i.Motion.Length > 0 ? i.Motion : null,
                referredTo = i.ReferredTo.Length > 0 ? i.ReferredTo : null,
                i.Obstacles,
                fallbacks = i.Quorate && i.Balanced ? [] : meeting.Fallbacks(i.Item),
                seats = i.Seats.Select(s => new { seat = s.Seat.Seat.Id, person = s.Seat.Person?.Id, s.Part, s.Vote, s.Because }),
            }),
        });
    });

    private static IEnumerable<string> InCommon(CommonSitting sitting) =>
        sitting.Others.Select(o => $"In common with {o.Id}{(sitting.Apart(o) is { } apart ? $" ! {apart}" : "")}").Concat(sitting.NotCalled.Select(n => $"In common with {n} ! its body has not called it"));

    private static IEnumerable<string> Lines(Meeting meeting, ItemStanding standing, CommonSitting sitting)
    {
        yield return $"{standing.Item.Number}. {standing.Item.Title}: {(standing.Decided ? $"{(standing.Carried ? "resolved" : "not carried")}, {standing.Count(Ballot.For)} for, {standing.Count(Ballot.Against)} against, {standing.Count(Ballot.Abstain)} abstained" : standing.Item.Purpose == ItemPurpose.Discussion ? "for discussion" : standing.ReferredTo.Length > 0 ? $"referred to {standing.ReferredTo}" : "not decided")}";
        if (standing.Item.Purpose == ItemPurpose.Discussion)
            yield break;
        yield return $"   chair: {standing.Chair?.Name ?? "nobody"}; {standing.Seats.Count(s => s.Part == Part.Votes)} may vote, quorum {meeting.Committee.Quorum.Words()}";
        if (sitting.Told(standing.Item.Number, withPrivate: true) is { } together)
            yield return $"   in common: {together}";
        foreach (var seat in standing.Seats)
            yield return $"   {seat.Seat.Seat.Title}: {Meeting.Told(seat)}";
        foreach (var late in meeting.LateOn(standing.Item.Number))
            yield return $"   ! {meeting.LateInWords(late)}";
        foreach (var obstacle in standing.Obstacles)
            yield return $"   ! {obstacle}";
        foreach (var fallback in standing.Quorate && standing.Balanced || standing.ReferredTo.Length > 0 ? [] : meeting.Fallbacks(standing.Item))
            yield return $"   way on: {fallback.How}: {fallback.Because}";
    }

    private static Command Minutes(Terminal terminal)
    {
        var open = new Option<bool>("--public") { Description = "Leave out what was taken in private" };
        return Asking(terminal, "minutes", "The minutes, as drafted from the record", [open], (parsed, meeting) =>
        {
            var lines = meeting.Minutes(!parsed.GetValue(open)).Select(Finding.Shown).ToList();
            if (meeting.Approved is { } approved)
                lines.AddRange(["", $"Approved at {approved.At}{(approved.Corrections is { } corrected ? $", corrected: {Finding.Shown(corrected)}" : "")}{(meeting.Published is { } day ? $"; published on {day:yyyy-MM-dd}" : "")}."]);
            else
                lines.AddRange(["", "Draft: not yet approved."]);
            return new(ExitCode.Done, string.Join('\n', lines), new { meeting = meeting.Id, lines, meeting.Approved, meeting.Published });
        });
    }

    internal static Argument<int> Item() => new("ITEM") { Description = "The number of the item on the agenda" };

    internal static Argument<string> Id() => new("MEETING") { Description = "The name of a meeting: body, committee and day, as 00L/governing-body/2017-07-27" };

    internal static Command Asking(Terminal terminal, string name, string description, IReadOnlyList<Option> options, Func<ParseResult, Meeting, InterestsVerb.Reply> answer) =>
        Asking(terminal, name, description, options, (parsed, meeting, _) => answer(parsed, meeting));

    private static Command Asking(Terminal terminal, string name, string description, IReadOnlyList<Option> options, Func<ParseResult, Meeting, KeptJournal, InterestsVerb.Reply> answer)
    {
        var id = Id();
        return InterestsVerb.Asking(terminal, name, description, [id], options, (parsed, register) =>
        {
            using var journal = KeptJournal.OpenIfThere(Workspace.At(parsed.GetValue<string?>("--workspace")));
            return journal is not null && RecordedMeetings.Find(journal, parsed.GetRequiredValue(id), register) is { } meeting ? answer(parsed, meeting, journal) : NoSuch(terminal, parsed.GetRequiredValue(id));
        });
    }

    internal static Command Changing(Terminal terminal, string name, string description, string reason, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options, Func<ParseResult, Event?> happened, Func<Meeting, string?>? after = null)
    {
        var id = Id();
        return InterestsVerb.Changing(terminal, name, description, reason, [id, .. arguments], options, (parsed, journal, before, act) =>
        {
            var asked = parsed.GetRequiredValue(id);
            if (RecordedMeetings.Find(journal, asked, before) is not { } meeting)
                return new("", $"No meeting is recorded as {Finding.Quoted(asked)}. './remit governance meeting list' shows those there are.", ExitCode.NotFound);
            if (happened(parsed) is not { } next)
                return new("", "Wanted an ODS code under --from.", ExitCode.Usage);
            RecordedMeetings.Add(journal, meeting, next, act);
            return new(asked, next switch
            {
                ItemVoted voted when RecordedMeetings.Find(journal, asked, before)!.On(meeting.Find(voted.Item)!) is var standing => $"{(standing.Carried ? "Resolved" : "Not carried")}: {voted.Motion} ({standing.Count(Ballot.For)} for, {standing.Count(Ballot.Against)} against, {standing.Count(Ballot.Abstain)} abstained).",
                _ => $"Recorded: {name}, {asked}.{(after?.Invoke(RecordedMeetings.Find(journal, asked, before)!) is { } more ? $" {more}" : "")}",
            });
        });
    }

    private static InterestsVerb.Reply NoSuch(Terminal terminal, string asked)
    {
        terminal.Note($"No meeting is recorded as {Finding.Quoted(asked)}. './remit governance meeting list' shows those there are.");
        return new(ExitCode.NotFound, "", "");
    }
}
