using Remit.Governance;
using Remit.Register;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Storage.Register;

namespace Remit.Storage.Samples;

/// <summary>A made-up body with a board, interests and two meetings, to show what such pages look like: <c>samples/governance</c>. Nobody in it is real, and it has a code that no body has.</summary>
public static class MadeUpBoard
{
    /// <summary>NHS Made-up Vale CCG, from October 2021 until CCGs ended.</summary>
    public static OdsCode Body { get; } = OdsCode.Parse("X9V");

    /// <summary>Records it in the journal of a workspace, unless it is there already.</summary>
    /// <param name="folder">The folder of samples.</param>
    /// <exception cref="RefusedException">A file cannot be read, or the journal has something else of that name.</exception>
    public static void Record(Workspace workspace, string folder, DateOnly today, Act act)
    {
        string Named(string file) => Path.Combine(folder, "governance", file);
        using var journal = KeptJournal.Open(workspace);
        if (journal.Stream($"constitution/{Body}").Count > 0)
            return;
        foreach (var file in (string[])["instrument.json", "end.json"])
            RecordedInstruments.Record(journal, InstrumentFile.Read(Named(file), default, [.. PowersTables.Shipped.Kinds.Select(k => k.Name)]).Written, null, act);
        var register = workspace.Evidence(NationalTables.Shipped).ToDate;
        RecordedGovernance.Record(journal, register, GovernanceFile.Read(Named("board.json"), GovernanceTables.Shipped), "board.json", act);
        InterestRegister Interests() => RecordedMeetings.All(journal, register).Interests;
        RecordedInterests.Declare(journal, Interests(), InterestFile.Read(Named("interests.csv"), Body, Interests().Governance.People), today, act);
        RecordedInterests.Declare(journal, Interests(), new GiftDeclared(Body, "cara-example", false, "Harbour Health Limited", true, "45", new(2021, 12, 20), false, new(2021, 12, 21)), act);
        var breach = RecordedInterests.Report(journal, Interests(), new BreachReported(Body, "femi-example", "An interest was declared 47 days too late", new(2022, 1, 15)), act);
        RecordedInterests.Conclude(journal, Interests(), breach, new("Reminded of the rules", "An interest was declared seven weeks after the time the guidance allows. Its holder had abstained in the one vote that concerned it, and was reminded of the rules.", null), act);

        var first = Call("meeting-1.json");
        Add(first, new ConflictRuled(2, "ada-example", Handling.WithholdPapers, "She is a shareholder and director of a bidder", "elsa-example"));
        Add(first, new AttendanceTaken(["ada-example", "ben-example", "cara-example", "dev-example", "elsa-example", "femi-example", "hugh-example"]));
        Add(first, new ItemVoted(2, "To award the contract for community nursing to Valley Care Limited", [For("ben-example"), For("cara-example"), For("dev-example"), For("elsa-example"), new("femi-example", Ballot.Abstain)]));
        Add(first, new ItemVoted(3, "To agree the settlement", [For("ada-example"), For("ben-example"), For("cara-example"), For("dev-example"), For("elsa-example"), For("femi-example")]));

        var second = Call("meeting-2.json");
        Add(second, new ConflictRuled(2, "femi-example", Handling.SpeakNotVote, "Her spouse works for the provider; the item is for discussion", "ada-example"));
        Add(second, new ConflictRuled(3, "elsa-example", Handling.Leave, "She is a trustee of the grant holder", "ada-example"));
        Add(second, new AttendanceTaken(["ada-example", "ben-example", "dev-example", "elsa-example", "femi-example"]));
        Add(second, new ItemVoted(1, "To approve the minutes of 25 November 2021", [For("ada-example"), For("ben-example"), For("dev-example"), For("elsa-example"), For("femi-example")]));
        Add(second, new ItemVoted(3, "To renew the grant for a year", [For("ada-example"), For("ben-example"), new("dev-example", Ballot.Against), For("femi-example")]));
        Add(first, new MinutesApproved(second, null, 1));
        Add(first, new MinutesPublished(new(2022, 5, 27)));
        RecordedAwards.Award(journal, new ContractAwarded(Body, $"{first}#2", "Community nursing", "open procedure", [new("Valley Care Limited", null, "1250000")], new(2022, 4, 1), new(2025, 3, 31), "Nursing in people's homes", false), "award", Interests(), act);

        string Call(string file) => RecordedMeetings.Call(journal, JsonFile.Read<MeetingCalled>(Named(file), "bad-meeting", "JSON of a meeting, as specs/governance/formats.md shows it", fullLists: true), file, Interests().Governance, act);

        void Add(string meeting, Event happened) => RecordedMeetings.Add(journal, RecordedMeetings.Find(journal, meeting, Interests())!, happened, act);

        static CastVote For(string person) => new(person, Ballot.For);
    }
}
