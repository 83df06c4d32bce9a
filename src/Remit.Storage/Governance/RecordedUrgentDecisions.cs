using Remit.Governance;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Journal;

namespace Remit.Storage.Governance;

/// <summary>Decisions taken between meetings, as a workspace has recorded them.</summary>
public static class RecordedUrgentDecisions
{
    private const string Prefix = "urgent-decision/";

    /// <summary>Those of a body, the earliest first.</summary>
    public static IReadOnlyList<UrgentDecision> Of(KeptJournal journal, OdsCode body, InterestRegister interests) =>
        [.. journal.StreamsUnder($"{Prefix}{body}/").Select(e => (Id: e.Stream[Prefix.Length..], Taken: (UrgentDecisionTaken)RecordedGovernance.Happened(e))).Select(d => Made(d.Id, d.Taken, interests)).OrderBy(d => d.Taken.Day)];

    /// <summary>What was recorded of them, the oldest first.</summary>
    public static IReadOnlyList<Entry> History(KeptJournal journal, OdsCode body) => journal.StreamsUnder($"{Prefix}{body}/");

    /// <summary>What was decided under a name; nothing where nothing was.</summary>
    public static UrgentDecisionTaken? Taken(KeptJournal journal, string id) => journal.Stream(Prefix + id) is [var entry, ..] ? (UrgentDecisionTaken)RecordedGovernance.Happened(entry) : null;

    /// <summary>Records a decision taken between meetings.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="RefusedException">Nobody had the power to take it so, or what it says cannot be.</exception>
    public static string Take(KeptJournal journal, UrgentDecisionTaken taken, string file, InterestRegister interests, DateOnly today, Act act)
    {
        var found = Check(journal, taken, file, interests, today, out var id);
        if (found.Count > 0)
            throw new RefusedException(found);
        journal.Append(act, new Proposal(Prefix + id, 1, taken));
        return id;
    }

    /// <summary>What stands against a decision being recorded.</summary>
    /// <param name="id">The name that it would get.</param>
    public static IReadOnlyList<Finding> Check(KeptJournal journal, UrgentDecisionTaken taken, string file, InterestRegister interests, DateOnly today, out string id)
    {
        List<Finding> found = [];
        foreach (var (field, text) in ((string, string)[])[("title", taken.Title), ("decided", taken.Decided), ("urgency", taken.Urgency), ("private", taken.Private ?? "-"), .. taken.Concerns.Select(c => ("concerns, name", c.Name))])
            if (!Act.IsLine(text))
                Wrong(field, text, "a line of text");
        if (taken.Day > today)
            Wrong("day", $"{taken.Day:yyyy-MM-dd}", $"a day that is not after today, {today:yyyy-MM-dd}");
        if (interests.Governance.On(taken.Body, taken.Day)?.Constitution.Find(taken.Committee) is null)
            Wrong("committee", taken.Committee, $"a committee in the constitution of {taken.Body} in force on {taken.Day:yyyy-MM-dd}");
        var owner = $"{taken.Body}/{taken.Committee}/";
        id = $"{owner}{journal.StreamsUnder(Prefix + owner).Count + 1}";
        foreach (var obstacle in found.Count > 0 ? [] : Made(id, taken, interests).Obstacles)
            Wrong("by", obstacle, "those to whom the constitution gives the power, without an interest in it, and as many others asked as it says; or a meeting");
        return found;

        void Wrong(string field, string text, string wanted) => found.Add(new("bad-urgent-decision", Consequence.FileRefused, new(file, 0, field), text, wanted));
    }

    private static UrgentDecision Made(string id, UrgentDecisionTaken taken, InterestRegister interests) =>
        interests.Governance.On(taken.Body, taken.Day) is { } structure && structure.Constitution.Find(taken.Committee) is { } committee
            ? new(id, taken, structure, committee, interests)
            : throw new RefusedException(new Finding("no-such-committee", Consequence.FileRefused, new(id), $"no committee {taken.Committee} in the constitution of {taken.Body} in force on {taken.Day:yyyy-MM-dd}", "a version that has it: './remit governance record FILE' records one"));
}
