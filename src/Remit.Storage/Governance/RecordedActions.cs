using Remit.Governance;
using Remit.Journal;
using Remit.Storage.Journal;

namespace Remit.Storage.Governance;

/// <summary>The actions that meetings agreed, as a workspace has recorded them.</summary>
public static class RecordedActions
{
    private const string Prefix = "action/";

    private static readonly string[] Kinds = ["action-agreed", "action-updated", "action-closed"];

    /// <summary>Every action.</summary>
    public static ActionLog In(KeptJournal journal, DateTimeOffset? knownAt = null)
    {
        Dictionary<string, AgreedAction> actions = new(StringComparer.Ordinal);
        foreach (var entry in journal.Entries(Kinds).Where(e => knownAt is not { } instant || e.ToAct().At <= instant))
        {
            var id = entry.Stream[Prefix.Length..];
            var happened = RecordedGovernance.Happened(entry);
            if (happened is ActionAgreed agreed)
                actions[id] = new(id, agreed.Body, agreed.Meeting, agreed.Item, agreed.Owner, agreed.What, agreed.Due);
            else if (actions.TryGetValue(id, out var action))
                actions[id] = action.After(happened);
        }

        return new(actions.Values);
    }

    /// <summary>Records that a meeting agreed something is to be done.</summary>
    /// <returns>The name of the action.</returns>
    /// <exception cref="RefusedException">The meeting has no such item, was not held, or its minutes are approved; or nobody is recorded as the owner.</exception>
    public static string Agree(KeptJournal journal, Meeting meeting, ActionAgreed agreed, Act act)
    {
        List<Finding> found = [];
        if (meeting.Find(agreed.Item) is null)
            Wrong("item", $"{agreed.Item}", $"an item of the agenda: {string.Join(", ", meeting.Called.Agenda.Select(i => i.Number))}");
        if (agreed.Meeting != meeting.Id || agreed.Body != meeting.Called.Body)
            Wrong("meeting", agreed.Meeting, $"{meeting.Id}, of {meeting.Called.Body}");
        if (!meeting.IsHeld)
            Wrong("meeting", "a meeting that was not held", "one that was");
        if (meeting.Approved is not null)
            Wrong("meeting", "minutes that are approved", "a meeting whose minutes are not");
        if (meeting.Interests.Governance.Find(agreed.Owner) is null)
            Wrong("owner", agreed.Owner, "somebody who is recorded");
        if (agreed.Due < meeting.Called.Day)
            Wrong("due", $"{agreed.Due:yyyy-MM-dd}", $"a day on or after the meeting, {meeting.Called.Day:yyyy-MM-dd}");
        if (!Act.IsLine(agreed.What))
            Wrong("what", agreed.What, "a line of text");
        if (found.Count > 0)
            throw new RefusedException(found);
        var id = $"{agreed.Body}/{In(journal).Actions.Count(a => a.Body == agreed.Body) + 1}";
        journal.Append(act, new Proposal(Prefix + id, 1, agreed));
        return id;

        void Wrong(string field, string text, string wanted) => found.Add(new("bad-action", Consequence.FileRefused, new(meeting.Id, 0, field), text, wanted));
    }

    /// <summary>Records what became of an action.</summary>
    /// <exception cref="RefusedException">There is none of that name, or it was closed.</exception>
    public static void Change(KeptJournal journal, string id, Event happened, Act act)
    {
        if (In(journal).Find(id) is not { } action)
            throw new RefusedException(new Finding("no-such-action", Consequence.FileRefused, new(id), "no action of that name", "one that './remit governance actions CODE' shows"));
        if (action.Check(happened).ToList() is { Count: > 0 } found)
            throw new RefusedException(found);
        journal.Append(act, new Proposal(Prefix + id, journal.Stream(Prefix + id).Count + 1, happened));
    }
}
