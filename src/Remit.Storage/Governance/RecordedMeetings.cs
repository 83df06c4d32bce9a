using Remit.Governance;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Storage.Governance;

/// <summary>The meetings that a workspace has recorded in its journal.</summary>
public static class RecordedMeetings
{
    private const string Prefix = "meeting/";

    /// <summary>The names of the meetings recorded, the earliest first.</summary>
    public static IReadOnlyList<string> Names(KeptJournal journal) => [.. journal.Entries(["meeting-called"]).Select(e => e.Stream[Prefix.Length..]).OrderBy(n => n[^10..], StringComparer.Ordinal).ThenBy(n => n, StringComparer.Ordinal)];

    /// <summary>A meeting as the record has it; nothing where none is recorded of that name.</summary>
    /// <exception cref="RefusedException">The body had no such committee on that day, as its constitution is recorded now.</exception>
    public static Meeting? Find(KeptJournal journal, string id, InterestRegister interests)
    {
        if (!Meeting.IsName(id) || journal.Stream(Prefix + id) is not { Count: > 0 } entries || RecordedGovernance.Happened(entries[0]) is not MeetingCalled called)
            return null;
        return Placed(id, called, entries, interests)
            ?? throw new RefusedException(new Finding("no-such-committee", Consequence.FileRefused, new(id), $"no committee {called.Committee} in the constitution of {called.Body} in force on the day it is held", "a version that has it: './remit governance record FILE' records one"));
    }

    /// <summary>Every meeting recorded, with the register of interests, as they were known at an instant.</summary>
    /// <exception cref="RefusedException">The journal cannot be read.</exception>
    public static Proceedings All(KeptJournal? journal, RegisterAsKnown register, DateTimeOffset? knownAt = null)
    {
        var governance = RecordedGovernance.Of(journal?.Entries(RecordedGovernance.Kinds) ?? [], register, knownAt);
        var interests = RecordedInterests.Of(journal?.Entries(RecordedInterests.Kinds) ?? [], governance, register, knownAt);
        List<Meeting> meetings = [];
        List<string> unplaced = [];
        foreach (var stream in (journal?.StreamsUnder(Prefix) ?? []).Where(e => knownAt is null || e.ToAct().At <= knownAt).GroupBy(e => e.Stream))
        {
            if (RecordedGovernance.Happened(stream.First()) is not MeetingCalled called)
                continue;
            var id = stream.Key[Prefix.Length..];
            if (Placed(id, called, stream, interests) is { } meeting)
                meetings.Add(meeting);
            else
                unplaced.Add(id);
        }

        return new(interests, meetings, unplaced);
    }

    /// <summary>What was recorded of a meeting, the oldest first.</summary>
    public static IReadOnlyList<Entry> History(KeptJournal journal, string id) => journal.Stream(Prefix + id);

    /// <summary>The name that a meeting gets when it is called.</summary>
    public static string NameOf(MeetingCalled called) => $"{called.Body}/{called.Committee}/{IsoDate.Text(called.Day)}";

    /// <summary>The meetings of a body, or of one committee of it, the earliest first.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<Meeting> Of(KeptJournal journal, OdsCode body, InterestRegister interests, string? committee = null) =>
        [.. Names(journal).Where(n => n.StartsWith($"{body}/{(committee is null ? "" : $"{committee}/")}", StringComparison.Ordinal)).Select(n => Find(journal, n, interests)!).OrderBy(m => m.Called.Day)];

    /// <summary>A meeting with those of other bodies with which it meets in common, as far as they are recorded.</summary>
    /// <inheritdoc cref="Find"/>
    public static CommonSitting InCommon(KeptJournal journal, Meeting meeting) =>
        CommonSitting.Of(meeting, name => Find(journal, name, meeting.Interests));

    /// <summary>Calls a meeting.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="RefusedException">There is one that day already, no such committee, or something is wrong with the agenda.</exception>
    public static string Call(KeptJournal journal, MeetingCalled called, string file, GovernanceAsKnown governance, Act act)
    {
        if (called.Check(file, governance).Concat(called.Agenda.SelectMany(i => CheckRatified(journal, i, file))).ToList() is { Count: > 0 } found)
            throw new RefusedException(found);
        called = called with { Agenda = [.. called.Agenda.Select(i => WithRatified(journal, i))] };
        var id = NameOf(called);
        if (journal.Stream(Prefix + id).Count > 0)
            throw new RefusedException(new Finding("already-called", Consequence.FileRefused, new(id), "a meeting of that committee on that day", "another day; or what is to be recorded of that meeting"));
        journal.Append(act, new Proposal(Prefix + id, 1, called));
        return id;
    }

    /// <summary>Records what happened at a meeting, unless something stands against it.</summary>
    /// <exception cref="RefusedException">What stands against it.</exception>
    /// <exception cref="ConflictException">Something else was recorded of the meeting since it was read.</exception>
    public static void Add(KeptJournal journal, Meeting meeting, Event happened, Act act)
    {
        var more = happened switch { MinutesApproved approved => CheckApproval(journal, meeting, approved), AgendaAmended amended => CheckRatified(journal, amended.Item, meeting.Id), _ => [] };
        if (meeting.Check(happened, LondonClock.LondonDay(act.At)).Concat(more).ToList() is { Count: > 0 } against)
            throw new RefusedException(against);
        happened = happened switch
        {
            AgendaAmended changed => changed with { Item = WithRatified(journal, changed.Item) },
            ConflictRuled ruled => ruled with { Interests = [.. meeting.InterestsToRule(ruled.Item, ruled.Person)] },
            _ => happened,
        };
        journal.Append(act, new Proposal(Prefix + meeting.Id, meeting.Version + 1, happened));
    }

    /// <summary>A decision that was carried and stands.</summary>
    /// <exception cref="RefusedException">There is no such meeting or item, or it was not carried.</exception>
    public static ItemStanding Carried(KeptJournal journal, DecisionReference decision, InterestRegister interests)
    {
        if (Find(journal, decision.Meeting, interests) is not { } meeting)
            throw Refused("no meeting of that name", "a meeting that is recorded: './remit governance meeting list' shows those there are");
        if (meeting.Find(decision.Item) is not { } item)
            throw Refused($"no item {decision.Item}", $"an item of its agenda: {string.Join(", ", meeting.Called.Agenda.Select(i => i.Number))}");
        var standing = meeting.On(item);
        return standing.Carried ? standing
            : throw Refused(standing.Decided ? "an item that was lost" : $"an item that was not decided: {string.Join("; ", standing.Obstacles.DefaultIfEmpty("it was not put to the vote"))}", "a decision that was carried and stands");

        RefusedException Refused(string found, string wanted) => new(new Finding("not-decided", Consequence.FileRefused, new($"{decision}"), found, wanted));
    }

    // Minutes are approved by a vote of a later meeting of the same committee, on an item that is about them.
    private static IEnumerable<Finding> CheckApproval(KeptJournal journal, Meeting meeting, MinutesApproved approved)
    {
        if (!approved.At.StartsWith($"{meeting.Called.Body}/{meeting.Called.Committee}/", StringComparison.Ordinal) || Find(journal, approved.At, meeting.Interests) is not { } later)
        {
            yield return Wrong("at", approved.At, "a meeting of the same committee that is recorded");
            yield break;
        }

        if (later.Called.Day <= meeting.Called.Day)
            yield return Wrong("at", approved.At, $"a meeting after {meeting.Called.Day:yyyy-MM-dd}");
        if (later.Called.Agenda.FirstOrDefault(i => i.MinutesOf == meeting.Id && (approved.Item is null || approved.Item == i.Number)) is not { } item)
            yield return Wrong("item", approved.Item is { } number ? $"{number}" : "nothing", $"an item of {approved.At} that is to approve these minutes, with \"minutesOf\": \"{meeting.Id}\"; './remit governance meeting amend' puts one on its agenda");
        else if (!later.On(item).Carried)
            yield return Wrong("item", $"{item.Number}, which was not carried", "the vote of that meeting to approve them");

        Finding Wrong(string field, string text, string wanted) => new("meeting-refused", Consequence.FileRefused, new(meeting.Id, 0, field), text, wanted);
    }

    private static IEnumerable<Finding> CheckRatified(KeptJournal journal, AgendaItem item, string file)
    {
        if (item.Ratifies is { } urgent && RecordedUrgentDecisions.Taken(journal, urgent) is null)
            yield return new("bad-meeting", Consequence.FileRefused, new(file, 0, $"item {item.Number}, ratifies"), urgent, "an urgent decision that is recorded: './remit governance urgent list' shows those there are");
    }

    // Whoever has an interest in what was decided has one in its ratification, whatever the agenda says that it is about.
    private static AgendaItem WithRatified(KeptJournal journal, AgendaItem item) =>
        item.Ratifies is { } urgent && RecordedUrgentDecisions.Taken(journal, urgent) is { } taken
            ? item with { Concerns = [.. item.Concerns, .. taken.Concerns.Where(c => !item.Concerns.Any(i => i.Name == c.Name && i.Code == c.Code))] }
            : item;

    // Nothing where no version of the constitution in force that day has the committee.
    private static Meeting? Placed(string id, MeetingCalled called, IEnumerable<Entry> entries, InterestRegister interests)
    {
        var happened = entries.Skip(1).Select(e => RecordedGovernance.Happened(e) is ConflictRuled { Interests: null } ruled ? ruled with { Interests = KnownAt(e.ToAct().At, ruled.Person) } : RecordedGovernance.Happened(e)).ToList();
        var day = happened.OfType<MeetingPostponed>().LastOrDefault()?.To ?? called.Day;
        return interests.Governance.On(called.Body, day) is { } structure && structure.Constitution.Find(called.Committee) is { } committee
            ? new(id, called, structure, committee, interests, happened) { CalledOn = LondonClock.LondonDay(entries.First().ToAct().At) }
            : null;

        // A ruling that does not say what it is about is about whatever was on record of them.
        List<string> KnownAt(DateTimeOffset then, string person) => [.. interests.Interests.Where(i => i.Person == person && i.Recorded <= then).Select(i => i.Id)];
    }
}
