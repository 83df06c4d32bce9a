using Remit.Access;
using Remit.Governance.Elections;
using Remit.Register;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Elections;

/// <summary>What can be done about an election as forms, and forms as its events.</summary>
internal static class ElectionActs
{
    private static readonly ActField[] Common =
    [
        new("body", "Body", "Its code", Width: 10), new("name", "A name for it", "Small letters, digits and hyphens, as gp-members-2027", Width: 20), new("title", "What it is called"),
        new("officer", "Returning officer", "An office, such as the company secretary"),
        new("voters", "Who may vote", As: FilledAs.Choice, Choices: [("practices", "the practices of the body, as the register has them on the day"), ("listed", "those on a list that I give")]),
        new("frozen", "Day as on which that is settled", As: FilledAs.Day), new("opens", "First day of voting", As: FilledAs.Day), new("closes", "Last day of voting", As: FilledAs.Day),
    ];

    public static NextAct CallElection(Ruling ruling) => new("call-election", "Call an election to seats", ruling,
        [
            .. Common, new("method", "Method", As: FilledAs.Choice, Choices: [("stv", "Single transferable vote (ERS97)"), ("fptp", "First past the post")]),
            new("committee", "Committee", "By its name in the constitution, as governing-body", Width: 20), new("seats", "Seats", "In the order in which they are filled, one to a line", FilledAs.Lines),
            new("nominations", "Last day for nominations", As: FilledAs.Day), new("from", "First day of the term", As: FilledAs.Day), new("to", "Last day of the term", As: FilledAs.Day, IsNeeded: false),
        ]);

    public static NextAct CallBallot(Ruling ruling) => new("call-ballot", "Put a question to the members", ruling,
        [
            .. Common, new("application", "Application on which they are asked", "By its name here, where there is one: only a ballot that was called for it can be its vote", IsNeeded: false, Width: 20),
            new("question", "The question", "As a motion: That 00L merge with 00M. Of an application, leave it empty: it is then worded from that", IsNeeded: false),
            new("needs", "What carries it", "As more than 1/2 of votes cast, or at least 75% of members. Of an application that says so, leave it empty: it is then as that has it", IsNeeded: false),
            new("by-list", "Votes", "Where each has as many votes as patients, the public is told no figures but the turnout: sums would tell who voted how", As: FilledAs.Choice, Choices: [("one", "one each"), ("list", "one for each registered patient")]),
        ]);

    public static ElectionCalled Called(NextAct act, FilledForm filled)
    {
        var ballot = act.Id == "call-ballot";
        return new(OdsCode.Parse(filled.Needed("body")), filled.Needed("name"), filled.Needed("title"),
            ballot ? PollMethod.ForOrAgainst : filled.Needed("method") == "stv" ? PollMethod.SingleTransferableVote : PollMethod.FirstPastThePost,
            filled.Needed("voters") == "practices" ? Voters.Practices : Voters.Listed, filled.Needed("officer"), filled.Day("frozen")!.Value, filled.Day("opens")!.Value, filled.Day("closes")!.Value,
            ballot ? null : filled.Needed("committee"), ballot ? null : filled.Lines("seats"), filled.Day("nominations"), filled.Day("from"), filled.Day("to"), filled.Text("question"), filled.Text("needs"), filled.Text("by-list") == "list", Application: filled.Text("application"));
    }

    public static IReadOnlyList<NextAct> Of(Election election, Ruling ruling)
    {
        List<NextAct> acts = [];
        void Add(NextAct act) => acts.Add(act);
        ActField Whom(IEnumerable<string> who) => new("candidate", "Whom", As: FilledAs.Choice, Choices: [.. who.Select(w => (w, election.NameOf(w)))]);
        switch (election.Stage)
        {
            case ElectionStage.Called:
                if (election.Electorate is null)
                    Add(election.Called.Voters == Voters.Practices
                        ? new("freeze", "Settle who may vote", ruling) { About = "The practices of the body in the register on the day that the election was called for. Later changes do not count." }
                        : new("freeze", "Settle who may vote", ruling, new ActField("electors", "Those who may vote", election.Called.ByList ? "One to a line: a code, a comma and how many patients" : "Codes, one to a line; no names", FilledAs.Lines)));
                else if (election.Called.NominationsBy is not null)
                    Add(new("nominate", "Nominate a candidate", ruling, new("candidate", "What stands for the person", "Small letters, digits and hyphens, as ann-example", Width: 20), new("name", "Name, as it stands on the voting paper"),
                        new("proposer", "Proposer", "The code of an elector", Width: 10), new("seconder", "Seconder", "The code of another", Width: 10))
                    { Reason = "A nomination was received" });
                if (election.Standing.Count > 0)
                {
                    Add(new("withdraw", "Record that a candidate stood down", ruling, Whom(election.Standing.Select(c => c.Id))));
                    Add(new("disqualify", "Hold a nomination invalid", ruling, Whom(election.Standing.Select(c => c.Id)), new("ground", "On what ground")));
                }

                if (election.IsContested)
                    Add(new("open", "Open the poll", ruling) { About = "You are then shown the key of the box, once. It is kept nowhere, and without it no paper can ever be counted: have a pen, or a printer, at hand." });
                else
                    Add(new("declare", "Declare the candidates elected without a poll", ruling) { About = "There are no more candidates than places." });
                break;
            case ElectionStage.Open:
                Add(new("close", "Close the poll and open the box", ruling, new ActField("key", "The key of the box", "As you were shown it when the poll was opened")) { Reason = "The poll was closed" });
                break;
            case ElectionStage.Closed:
                if (election.Count?.Wanted is { } wanted)
                    Add(new("lot", "Record the lot", ruling, Whom(wanted.Among)));
                else
                    Add(new("declare", "Declare the result", ruling));
                break;
            case ElectionStage.Declared when election.Declared!.Elected.Where(e => !election.Declined.Contains(e) && !election.Taken.Values.Contains(e)).ToList() is { Count: > 0 } left:
                Add(new("accept", "Put somebody who was elected in the seat", ruling, Whom(left)) { About = "The appointment is recorded in the same act." });
                Add(new("decline", "Record that somebody would not take the seat", ruling, Whom(left)));
                break;
        }

        if (election.Stage is ElectionStage.Called or ElectionStage.Open or ElectionStage.Closed)
            Add(new("abandon", "Give it up", ruling));
        return acts;
    }

    public static Event Event(NextAct act, Election election, FilledForm filled) => act.Id switch
    {
        "freeze" => new ElectorateFrozen(election.Called.FrozenOn, "a list given by the returning officer", Storage.Governance.Elections.RecordedElections.ReadElectors(filled.Lines("electors"), "the form", election.Called.ByList)),
        "withdraw" => new CandidateWithdrew(filled.Needed("candidate")),
        "disqualify" => new CandidateDisqualified(filled.Needed("candidate"), filled.Needed("ground")),
        "lot" => new LotDrawn(election.Count!.Wanted!.For, election.Count.Wanted.Among, filled.Needed("candidate")),
        "decline" => new OfficeDeclined(filled.Needed("candidate")),
        "abandon" => new ElectionAbandoned(filled.Needed("reason")),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act.Id, "No form makes this event."),
    };
}
