using Remit.Governance;
using Remit.Journal;
using Remit.Storage.Journal;

namespace Remit.Storage.Governance;

/// <summary>The awards of contracts that a workspace has recorded, each with the meeting that decided it.</summary>
public static class RecordedAwards
{
    private const string Prefix = "award/";

    private static readonly string[] Kinds = ["contract-awarded", "award-linked"];

    /// <summary>The register of procurement decisions.</summary>
    /// <exception cref="RefusedException">The constitution no longer has the committee that decided.</exception>
    /// <param name="knownAt">Leaves out what was recorded after this instant.</param>
    public static ProcurementRegister In(KeptJournal journal, InterestRegister interests, DateTimeOffset? knownAt = null)
    {
        Dictionary<string, (ContractAwarded Award, string? Contract)> awards = new(StringComparer.Ordinal);
        foreach (var entry in journal.Entries(Kinds).Where(e => knownAt is not { } instant || e.ToAct().At <= instant))
        {
            var id = entry.Stream[Prefix.Length..];
            if (RecordedGovernance.Happened(entry) is ContractAwarded award)
                awards[id] = (award, award.Contract);
            else if (RecordedGovernance.Happened(entry) is AwardLinked linked && awards.TryGetValue(id, out var before))
                awards[id] = before with { Contract = linked.Contract };
        }

        Dictionary<string, Meeting?> meetings = new(StringComparer.Ordinal);
        return new(from award in awards
                   let meeting = MeetingOf(award.Value.Award.Decision)
                   where meeting is not null
                   select ProcurementDecision.Of(award.Key, award.Value.Award, award.Value.Contract, meeting));

        Meeting? MeetingOf(string decision)
        {
            var name = decision.Split('#')[0];
            return meetings.TryGetValue(name, out var known) ? known : meetings[name] = RecordedMeetings.Find(journal, name, interests);
        }
    }

    /// <summary>Records the award of a contract that a meeting decided.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="RefusedException">The item was not carried, was no award, or was about others.</exception>
    public static string Award(KeptJournal journal, ContractAwarded award, string file, InterestRegister interests, Act act)
    {
        if (!DecisionReference.TryParse(award.Decision, out var reference) || RecordedMeetings.Find(journal, reference.Meeting, interests) is not { } meeting)
            throw new RefusedException(new Finding("bad-award", Consequence.FileRefused, new(file, 0, "decision"), award.Decision, "a meeting that is recorded and the number of an item, as 00L/governing-body/2017-07-27#3"));
        if (ProcurementDecision.Check(award, meeting, file).ToList() is { Count: > 0 } found)
            throw new RefusedException(found);
        var id = $"{award.Body}/{journal.Entries(["contract-awarded"]).Count(e => e.Stream.StartsWith($"{Prefix}{award.Body}/", StringComparison.Ordinal)) + 1}";
        journal.Append(act, new Proposal(Prefix + id, 1, award));
        return id;
    }

    /// <summary>Gives an award the reference of its contract.</summary>
    /// <exception cref="RefusedException">There is none of that name, or the reference is no line of text.</exception>
    public static void Link(KeptJournal journal, string id, AwardLinked linked, Act act)
    {
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c == '/') || journal.Stream(Prefix + id) is not [.., var last])
            throw new RefusedException(new Finding("no-such-award", Consequence.FileRefused, new(id), "no award of that name", "one that './remit governance procurement CODE' shows"));
        if (!Act.IsLine(linked.Contract))
            throw new RefusedException(new Finding("bad-award", Consequence.FileRefused, new(id, 0, "contract"), linked.Contract, "a line of text"));
        journal.Append(act, new Proposal(Prefix + id, last.Version + 1, linked));
    }
}
