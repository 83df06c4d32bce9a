using FsCheck;
using FsCheck.Fluent;
using Remit.Governance;
using static Remit.Tests.Governance.SmallBoard;

namespace Remit.Tests.Governance;

public class MeetingTest
{
    private static readonly DateOnly Day = new(2017, 7, 27);
    private static readonly string[] People = ["gail", "ada", "ben", "amir", "fay", "hana", "zoe"];
    private static readonly AgendaItem[] Agenda =
    [
        new(1, "Award", ItemPurpose.Award, [new("Harbour Health Ltd", null, "bidder")]),
        new(2, "Decision", ItemPurpose.Decision, [new("Mountain Care Ltd")]),
        new(3, "Discussion", ItemPurpose.Discussion, []),
    ];

    private static readonly GovernanceAsKnown Governance = SmallBoard.With(In("chair", "gail", "2016-04-01"), In("lay-audit", "ada", "2016-04-01"), In("lay-area", "ben", "2016-04-01"), In("officer", "amir", "2016-04-01"),
        In("finance", "fay", "2016-04-01"), In("healthwatch", "hana", "2016-04-01"), In("lay-area", "zoe", "2016-04-01", body: Neighbour));

    private static readonly InterestRegister Interests = new(Governance, SmallBoard.Register,
        [Held("gail", InterestType.Financial, "Harbour Health Ltd"), Held("ben", InterestType.NonFinancialProfessional, "Harbour Health Ltd"), Held("amir", InterestType.Indirect, "Mountain Care Ltd"), Held("fay", InterestType.Financial, "Mountain Care Ltd")], [], [], []);

    private static readonly Gen<Event> AnyEvent = Gen.OneOf(
        Gen.SubListOf(People.SkipLast(1)).Select(p => (Event)new AttendanceTaken([.. p])),
        from item in Gen.Choose(1, 4) from person in Gen.Elements(People) from handling in Gen.Elements(Enum.GetValues<Handling>()) from ruler in Gen.Elements(People) select (Event)new ConflictRuled(item, person, handling, "why", ruler),
        from item in Gen.Choose(1, 2) from person in Gen.Elements(People) select (Event)new ChairChosen(item, person),
        from item in Gen.Choose(1, 2) from person in Gen.Elements("zoe", "fay") select (Event)new MemberCoOpted(item, person, Neighbour),
        from item in Gen.Choose(1, 2) from who in Gen.SubListOf(People) from vote in Gen.Elements(Enum.GetValues<Ballot>()) select (Event)new ItemVoted(item, "That it be done", [.. who.Select(p => new CastVote(p, vote))]),
        from item in Gen.Choose(1, 2) select (Event)new ItemReferred(item, "the audit committee", "why"));

    // Left to chance a vote seldom fits the room: this one is of whoever may vote as things are.
    private static readonly Gen<Event[]> AnyMeeting = AnyEvent.ListOf().Select(events => events.ToArray());

    [Fact]
    public void Whatever_happens_no_decision_stands_without_a_quorum_after_recusals_and_every_seat_is_accounted_for() => Prop.ForAll(AnyMeeting.ToArbitrary(), happened =>
    {
        List<Event> room = [.. happened];
        foreach (var item in Agenda)
            room.Add(new ItemVoted(item.Number, "That it be done", [.. Held(room).On(item).Seats.Where(s => s.Part == Part.Votes).Select(s => new CastVote(s.Seat.Person!.Id, Ballot.For))]));
        foreach (var meeting in ((Meeting[])[Held(happened), Held(room), Held([.. room, .. happened])]))
            foreach (var item in Agenda)
                Holds(meeting, item);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_let_into_the_record_after_a_check_decides_what_it_was_to_decide() => Prop.ForAll(AnyMeeting.ToArbitrary(), happened =>
    {
        List<Event> record = [];
        foreach (var next in happened)
        {
            var meeting = Held(record);
            if (meeting.Check(next).Any())
                continue;
            record.Add(next);
            if (next is ItemVoted voted)
                Held(record).On(Agenda[voted.Item - 1]).Decided.ShouldBeTrue();
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_rules_on_an_interest_of_their_own_and_the_chairs_goes_to_the_deputy()
    {
        var meeting = Held([]);

        meeting.Check(new ConflictRuled(2, "fay", Handling.Leave, "why", "gail")).ShouldBeEmpty();
        meeting.Check(new ConflictRuled(1, "gail", Handling.Leave, "why", "gail")).Single().Wanted.ShouldContain("the chair's own goes to the deputy");
        // The deputy has an interest in it too, until somebody has ruled that nothing need be done about it.
        meeting.Check(new ConflictRuled(1, "gail", Handling.Leave, "why", "ben")).Single().Wanted.ShouldContain("whoever the others choose");
        Held([new ChairChosen(1, "ada")]).Check(new ConflictRuled(1, "gail", Handling.Leave, "why", "ada")).ShouldBeEmpty();
    }

    [Fact]
    public void To_let_a_bidder_vote_on_his_own_award_is_refused_as_a_ruling() =>
        Held([new ChairChosen(1, "ada")]).Check(new ConflictRuled(1, "gail", Handling.NoAction, "why", "ada")).Single().Wanted.ShouldContain("has a financial interest in Harbour Health Ltd");

    [Fact]
    public void A_vote_is_refused_with_the_lawful_ways_on_where_there_is_no_quorum()
    {
        Event[] room = [new AttendanceTaken(["gail", "ben", "amir", "fay"]), new ConflictRuled(2, "amir", Handling.Leave, "why", "gail"), new ConflictRuled(2, "fay", Handling.Leave, "why", "gail")];
        var found = Held(room).Check(new ItemVoted(2, "That it be done", [new("gail", Ballot.For), new("ben", Ballot.For)])).ToList();

        found.Select(f => f.Found).ShouldBe(["2 may vote, and the quorum is 3", "nobody who may vote is executive, as the quorum asks"]);
        found[0].Wanted.ShouldContain("Co-opt Zoe Example for it");
        Held([.. room, new MemberCoOpted(2, "zoe", Neighbour)]).On(Agenda[1]).Seats.Count(s => s.Part == Part.Votes).ShouldBe(3);
    }

    [Fact]
    public void After_its_minutes_are_approved_nothing_of_a_meeting_changes() =>
        Held([new MinutesApproved("00A/board/2017-09-28", null)]).Check(new AttendanceTaken(["gail"])).Single().Found.ShouldBe("minutes that are approved");

    [Fact]
    public void The_minutes_tell_of_every_seat_every_interest_and_every_item()
    {
        Event[] room = [new AttendanceTaken(["gail", "ada", "ben", "fay", "amir"]), new ChairChosen(1, "ada"), new ConflictRuled(1, "gail", Handling.WithholdPapers, "She is a director of it", "ada"),
            new ConflictRuled(1, "ben", Handling.NoAction, "His advice is unpaid and elsewhere", "ada"), new ItemVoted(1, "To award it to Harbour Health Ltd", [new("ada", Ballot.For), new("ben", Ballot.Abstain), new("amir", Ballot.For), new("fay", Ballot.Against)]),
            new ItemReferred(2, "00B NHS 00B CCG", "No quorum")];

        Snapshot.Matches(string.Join('\n', Held(room).Minutes()) + "\n");
    }

    private static void Holds(Meeting meeting, AgendaItem item)
    {
        var standing = meeting.On(item);
        standing.Seats.Where(s => s.Seat.Appointment is not null || s.Part == Part.Vacant).Select(s => s.Seat.Seat.Id).ShouldBe(Board.Seats.Select(s => s.Id));
        standing.Seats.Where(s => s.Part != Part.Votes).ShouldAllBe(s => s.Vote == null && s.Because.Length > 0);
        standing.Seats.Where(s => s.Part == Part.Votes).GroupBy(s => s.Seat.Person!.Id).ShouldAllBe(g => g.Count() == 1);
        if (item.Purpose == ItemPurpose.Award)
            standing.Seats.ShouldNotContain(s => s.Seat.Person != null && s.Seat.Person.Id == "gail" && s.Vote != null, "a director does not vote on his own company's award");
        if (!standing.Decided)
            return;
        var counting = standing.Seats.Where(s => s.Part == Part.Votes).ToList();
        counting.Count.ShouldBeGreaterThanOrEqualTo(Board.Quorum.Members);
        counting.ShouldContain(s => s.Seat.Seat.Is("lay", Governance.Facts));
        counting.ShouldContain(s => s.Seat.Seat.Is("executive", Governance.Facts));
        counting.ShouldAllBe(s => s.Vote != null);
        standing.Chair.ShouldNotBeNull();
        standing.Open.ShouldBeEmpty();
    }

    private static Meeting Held(IEnumerable<Event> happened) => new("00A/board/2017-07-27", new(Body, "board", Day, Agenda), Governance.On(Body, Day)!, Board, Interests, happened);

    private static Interest Held(string person, InterestType type, string organisation) =>
        new($"{person}/1", Body, person, type, ConflictNature.Actual, organisation, null, "director", new(2016, 4, 1), null, new(2016, 4, 1));
}
