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
        if (!IsId(id) || journal.Stream(Prefix + id) is not { Count: > 0 } entries || RecordedGovernance.Happened(entries[0]) is not MeetingCalled called)
            return null;
        var structure = interests.Governance.On(called.Body, called.Day);
        return structure?.Constitution.Find(called.Committee) is { } committee
            ? new(id, called, structure, committee, interests, entries.Skip(1).Select(RecordedGovernance.Happened))
            : throw new RefusedException(new Finding("no-such-committee", Consequence.FileRefused, new(id), $"no committee {called.Committee} in the constitution of {called.Body} in force on {called.Day:yyyy-MM-dd}", "a version that has it: './remit governance record FILE' records one"));
    }

    /// <summary>What was recorded of a meeting, the oldest first.</summary>
    public static IReadOnlyList<Entry> History(KeptJournal journal, string id) => journal.Stream(Prefix + id);

    /// <summary>The name that a meeting gets when it is called.</summary>
    public static string NameOf(MeetingCalled called) => $"{called.Body}/{called.Committee}/{IsoDate.Text(called.Day)}";

    /// <summary>Calls a meeting.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="RefusedException">There is one that day already, no such committee, or something is wrong with the agenda.</exception>
    public static string Call(KeptJournal journal, MeetingCalled called, string file, GovernanceAsKnown governance, Act act)
    {
        List<Finding> found = [];
        if (governance.On(called.Body, called.Day)?.Constitution.Find(called.Committee) is null)
            Wrong("committee", called.Committee, $"a committee in the constitution of {called.Body} in force on {called.Day:yyyy-MM-dd}");
        if (called.Agenda.Count == 0)
            Wrong("agenda", "none", "at least one item");
        foreach (var twice in called.Agenda.GroupBy(i => i.Number).Where(g => g.Count() > 1))
            Wrong("agenda, number", $"{twice.Key}", "a number that no other item has");
        foreach (var item in called.Agenda)
        {
            foreach (var (field, text) in ((string, string)[])[("title", item.Title), ("private", item.Private ?? "-"), .. item.Concerns.SelectMany(c => ((string, string)[])[("concerns, name", c.Name), ("concerns, as", c.As ?? "-")])])
                if (!Act.IsLine(text))
                    Wrong($"item {item.Number}, {field}", text, "a line of text");
            if (item.Purpose == ItemPurpose.Award && item.Concerns.Count == 0)
                Wrong($"item {item.Number}, concerns", "nothing", "whom the award is about, every bidder: conflicts are found by it");
        }

        if (found.Count > 0)
            throw new RefusedException(found);
        var id = NameOf(called);
        if (journal.Stream(Prefix + id).Count > 0)
            throw new RefusedException(new Finding("already-called", Consequence.FileRefused, new(id), "a meeting of that committee on that day", "another day; or what is to be recorded of that meeting"));
        journal.Append(act, new Proposal(Prefix + id, 1, called));
        return id;

        void Wrong(string field, string text, string wanted) => found.Add(new("bad-meeting", Consequence.FileRefused, new(file, 0, field), text, wanted));
    }

    /// <summary>Records what happened at a meeting, unless something stands against it.</summary>
    /// <exception cref="RefusedException">What stands against it.</exception>
    /// <exception cref="ConflictException">Something else was recorded of the meeting since it was read.</exception>
    public static void Add(KeptJournal journal, Meeting meeting, Event happened, Act act)
    {
        if (meeting.Check(happened).ToList() is { Count: > 0 } against)
            throw new RefusedException(against);
        journal.Append(act, new Proposal(Prefix + meeting.Id, meeting.Version + 1, happened));
    }

    private static bool IsId(string id) => id.Split('/') is [var body, var committee, var day] && OdsCode.TryParse(body, out var code) && code.ToString() == body && Committee.IsId(committee) && IsoDate.TryParse(day, out _);
}
