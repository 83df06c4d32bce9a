using FsCheck;
using FsCheck.Fluent;
using Remit.Governance;
using Remit.Register;
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
        from item in Gen.Choose(1, 2) select (Event)new ItemReferred(item, "the audit committee", "why"),
        from who in Gen.SubListOf(People.SkipLast(1)) from item in Gen.Choose(1, 3) select (Event)new AttendanceTaken([.. who], item),
        from item in Gen.Choose(1, 4) from person in Gen.Elements(People) select (Event)new MemberLeft(item, person, "14:20", "14:50"),
        from item in Gen.Choose(1, 2) select (Event)new AgendaAmended(Agenda[item - 1] with { Title = "Changed" }, "why", Day, "gail"),
        Gen.Constant((Event)new ItemWithdrawn(2, "why")),
        from days in Gen.Choose(0, 60) select (Event)new MeetingPostponed(Day.AddDays(days), "Snow", Day),
        from items in Gen.SubListOf([1, 2, 3]) select (Event)new PaperAdded([.. items], "Paper", Day, null, "https://example.nhs.uk/paper.pdf"),
        from paper in Gen.Choose(1, 3) from days in Gen.Choose(-1, 1) select (Event)new PaperPublished(paper, Day.AddDays(days)),
        from paper in Gen.Choose(1, 3) select (Event)new PaperWithdrawn(paper, "The wrong one"),
        from item in Gen.Choose(1, 3) select (Event)new ItemMinuted(item, ["It was discussed."]));

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
    public void Whatever_happens_nobody_gets_a_paper_that_was_withheld_and_nothing_private_is_public() => Prop.ForAll(AnyMeeting.ToArbitrary(), happened =>
    {
        var meeting = Held(happened);
        foreach (var paper in meeting.Papers)
        {
            foreach (var item in paper.Items)
                foreach (var person in People.Where(p => meeting.RulingOn(item, p)?.Handling == Handling.WithholdPapers))
                    meeting.MayRead(person, paper, Day.AddDays(1)).May.ShouldBeFalse();
            if (paper.PrivateBecause(meeting) is not null || paper.Withdrawn is not null)
                paper.IsPublic(meeting, Day.AddDays(1)).ShouldBeFalse();
            meeting.MayRead("a stranger", paper, Day.AddDays(1)).May.ShouldBe(paper.IsPublic(meeting, Day.AddDays(1)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_meeting_that_was_cancelled_decides_nothing_whatever_was_taken_down()
    {
        Event[] room = [new AttendanceTaken(["gail", "ben", "ada"]), new ItemVoted(4, "That it be done", [new("gail", Ballot.For), new("ben", Ballot.For), new("ada", Ballot.For)]), new MeetingCancelled("Snow", Day)];
        var meeting = Held(room);

        meeting.On(Agenda[1]).Obstacles.ShouldContain("the meeting was cancelled");
        Agenda.ShouldAllBe(i => !meeting.On(i).Decided);
        meeting.Check(new AttendanceTaken(["gail"])).Single().Found.ShouldBe("a meeting that was cancelled: Snow");
        Held([room[0]]).Check(new MeetingCancelled("Snow", Day)).Single().Found.ShouldBe("a meeting that was held");
    }

    [Fact]
    public void Whoever_came_late_counts_from_the_item_at_which_they_came()
    {
        var meeting = Held([new AttendanceTaken(["gail", "ben"]), new AttendanceTaken(["gail", "ben", "ada", "amir"], 2)]);

        meeting.On(Agenda[0]).Seats.Single(s => s.Seat.Seat.Id == "lay-audit").Part.ShouldBe(Part.Absent);
        meeting.On(Agenda[1]).Seats.Single(s => s.Seat.Seat.Id == "lay-audit").Part.ShouldBe(Part.Votes);
        meeting.Minutes().ShouldContain("   Joined the meeting: Ada Example, Amir Example");
    }

    [Fact]
    public void An_item_that_was_changed_is_another_item_and_its_vote_counts_no_more()
    {
        Event[] room = [new AttendanceTaken(["gail", "ada", "ben"]), new AgendaAmended(new(4, "Beds", ItemPurpose.Decision, []), "Late", Day, "gail"), new ItemVoted(4, "That it be done", [new("gail", Ballot.For), new("ada", Ballot.For), new("ben", Ballot.For)])];
        var officer = room.Select(e => e is AttendanceTaken ? new AttendanceTaken(["gail", "ada", "ben", "amir"]) : e is ItemVoted v ? v with { Votes = [.. v.Votes, new("amir", Ballot.For)] } : e).ToArray();

        Held(officer).On(Held(officer).Find(4)!).Carried.ShouldBeTrue();
        Held(officer).Check(new AgendaAmended(new(4, "More beds", ItemPurpose.Decision, []), "why", Day, "gail")).Single().Found.ShouldBe("a vote that stands");
        var changed = Held([.. officer, new AgendaAmended(new(4, "More beds", ItemPurpose.Decision, []), "why", Day, "gail")]);
        changed.On(changed.Find(4)!).Decided.ShouldBeFalse();
        Held([]).Check(new AgendaAmended(new(5, "Minutes", ItemPurpose.Decision, [], MinutesOf: "00B/board/2017-05-25"), "why", Day, "gail")).Single().Place.Column.ShouldBe("item 5, minutesOf");
    }

    [Theory]
    [InlineData(null, "it does not say which of the matters that Governing Body decides it is: contracts")]
    [InlineData("Contracts", "applies")]
    [InlineData("Merger", "'Merger' is reserved to the members")]
    [InlineData("Pay", "'Pay' is neither reserved nor delegated to Governing Body")]
    public void What_is_reserved_elsewhere_or_delegated_to_nobody_is_not_decided(string? matter, string obstacle)
    {
        var structure = Governance.On(Body, Day)! with { Constitution = Drawn(Body) with { Reserved = [new("Merger", ReservedMatter.Members)] } };
        var meeting = new Meeting("00A/board/2017-07-27", new(Body, "board", Day, [new(1, "It", ItemPurpose.Decision, [], Matter: matter)]), structure, Board, Interests, [new AttendanceTaken(["gail", "ada", "ben", "amir"])]);

        meeting.On(meeting.Called.Agenda[0]).Obstacles.ShouldBe(obstacle == "applies" ? [] : [obstacle]);
    }

    [Fact]
    public void A_joint_committee_needs_enough_of_each_body()
    {
        var joint = Board with { With = [Neighbour], Quorum = new(3, EachBody: 2), Seats = [.. Board.Seats.Select(s => s.Id is "officer" or "finance" ? s with { Of = Neighbour } : s)] };
        var governance = SmallBoard.With([Drawn(Body, committees: joint)], In("chair", "gail", "2016-04-01"), In("lay-audit", "ada", "2016-04-01"), In("officer", "amir", "2016-04-01"), In("finance", "fay", "2016-04-01"));
        ItemStanding With(params string[] there) => new Meeting("00A/board/2017-07-27", new(Body, "board", Day, [Agenda[2] with { Purpose = ItemPurpose.Decision }]), governance.On(Body, Day)!, joint,
            new(governance, SmallBoard.Register, [], [], [], []), [new AttendanceTaken(there)]).On(Agenda[2] with { Purpose = ItemPurpose.Decision });

        With("gail", "ada", "amir", "fay").Obstacles.ShouldBeEmpty();
        With("gail", "ada", "amir").Obstacles.ShouldBe(["1 of 00B may vote, and the quorum is 2 of each body"]);
        With("gail", "ada", "amir").Quorate.ShouldBeFalse();
    }

    [Fact]
    public void Committees_in_common_each_decide_for_their_own_body_and_a_shared_officer_votes_in_each()
    {
        var governance = SmallBoard.With(In("chair", "gail", "2016-04-01"), In("lay-audit", "ada", "2016-04-01"), In("officer", "amir", "2016-04-01"),
            In("chair", "zoe", "2016-04-01", body: Neighbour), In("lay-audit", "ben", "2016-04-01", body: Neighbour), In("officer", "amir", "2016-04-01", body: Neighbour));
        Meeting Of(OdsCode body, params string[] there) => new($"{body}/board/2017-07-27", new(body, "board", Day, [Agenda[2] with { Purpose = ItemPurpose.Decision }]), governance.On(body, Day)!, Board,
            new(governance, SmallBoard.Register, [], [], [], []), [new AttendanceTaken(there), new ItemVoted(3, "That it be done", [.. there.Select(p => new CastVote(p, Ballot.For))])]);

        var both = new CommonSitting([Of(Body, "gail", "ada", "amir"), Of(Neighbour, "zoe", "ben", "amir")]);
        both.IsCarriedByAll(3).ShouldBeTrue();
        both.On(3).Select(o => o.Body).ShouldBe([Body, Neighbour]);
        var one = new CommonSitting([Of(Body, "gail", "ada", "amir"), Of(Neighbour, "zoe", "amir")]);
        one.IsCarriedByAll(3).ShouldBeFalse();
        one.On(3).Select(o => o.Standing.Carried).ShouldBe([true, false]);
    }

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
                Held(record).On(Held(record).Find(voted.Item)!).Decided.ShouldBeTrue();
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
    public void What_is_withheld_is_not_published_before_the_meeting_whatever_day_is_given()
    {
        var meeting = Held([new PaperAdded([1], "Bids", Day, null, "https://example.nhs.uk/bids.pdf")]);

        meeting.Check(new PaperPublished(1, Day.AddDays(1)), Day.AddDays(-1)).Select(f => f.Wanted).ShouldBe(["a day not after today, 2017-07-26: it is public from the moment it is recorded",
            "a day after the meeting, recorded then: it is withheld from Gail Example, because they have an interest in Harbour Health Ltd, which item 1 is about, and nobody has ruled on it"]);
        meeting.Check(new PaperPublished(1, Day), Day).Single().Wanted.ShouldContain("withheld from Gail Example");
        meeting.Check(new PaperPublished(1, Day), Day.AddDays(1)).Single().Wanted.ShouldContain("withheld from Gail Example");
        meeting.Check(new PaperPublished(1, Day.AddDays(1)), Day.AddDays(1)).ShouldBeEmpty();
    }

    [Fact]
    public void Minutes_are_not_published_on_a_day_to_come()
    {
        var meeting = Held([new AttendanceTaken(["gail"]), new MinutesApproved("00A/board/2017-09-28", null)]);

        meeting.Check(new MinutesPublished(Day.AddDays(70)), Day.AddDays(69)).Single().Place.Column.ShouldBe("on");
        meeting.Check(new MinutesPublished(Day.AddDays(70)), Day.AddDays(70)).ShouldBeEmpty();
        // Where a day to come is in the record all the same, they are not public before it.
        Held([new AttendanceTaken(["gail"]), new MinutesApproved("00A/board/2017-09-28", null), new MinutesPublished(Day.AddDays(70))]).ShouldSatisfyAllConditions(m => m.MinutesArePublic(Day.AddDays(69)).ShouldBeFalse(), m => m.MinutesArePublic(Day.AddDays(70)).ShouldBeTrue());
    }

    [Fact]
    public void A_published_paper_is_taken_back_after_the_minutes_are_approved_or_the_meeting_cancelled()
    {
        Event[] paper = [new PaperAdded([3], "Plan", Day, null, "https://example.nhs.uk/plan.pdf"), new PaperPublished(1, Day)];
        foreach (var end in (Event[])[new MinutesApproved("00A/board/2017-09-28", null), new MeetingCancelled("Snow", Day)])
            Held([.. paper, end]).Check(new PaperWithdrawn(1, "It names a patient")).ShouldBeEmpty();
        var back = Held([.. paper, new PaperWithdrawn(1, "It names a patient")]);

        back.MayRead("a stranger", back.Papers[0], Day).ShouldBe(new(false, "it was taken back: It names a patient"));
        back.MayRead([], back.Papers[0], Day).ShouldBe(new(false, "it was taken back: It names a patient"));
    }

    [Fact]
    public void A_paper_withheld_from_a_member_is_not_given_to_an_account_of_their_name()
    {
        var meeting = Held([new PaperAdded([1], "Bids", Day, null, "https://example.nhs.uk/bids.pdf")]);

        meeting.MayRead([Governance.Find("gail")!], meeting.Papers[0], Day).ShouldSatisfyAllConditions(r => r.May.ShouldBeFalse(), r => r.Because.ShouldContain("they have an interest in Harbour Health Ltd"));
        meeting.MayRead([Governance.Find("ada")!], meeting.Papers[0], Day).ShouldBe(new(true, "they see the whole record"));
        meeting.MayRead([], meeting.Papers[0], Day).May.ShouldBeTrue();
    }

    [Fact]
    public void An_interest_found_after_the_minutes_were_approved_can_be_ruled_on_and_no_other_ruling_changed()
    {
        Event[] approved = [new AttendanceTaken(["gail", "ada", "ben", "amir"]), new ConflictRuled(2, "amir", Handling.Leave, "why", "gail"), new MinutesApproved("00A/board/2017-09-28", null)];
        var late = new ConflictRuled(2, "fay", Handling.Leave, "She declared it late", "gail");

        Held(approved).Check(late).ShouldBeEmpty();
        Held(approved).Check(late with { Person = "amir" }).Single().Found.ShouldBe("minutes that are approved");
        Held([.. approved, late]).Check(late with { Handling = Handling.NoAction }).Single().Found.ShouldBe("minutes that are approved");
        // Where neither chair nor deputy may rule on it, the others choose who does.
        Held(approved).Check(new ChairChosen(1, "ada")).ShouldBeEmpty();
        Held(approved).Check(new ChairChosen(2, "ada")).Single().Found.ShouldBe("minutes that are approved");
    }

    [Fact]
    public void A_ruling_covers_the_interests_that_it_names_and_none_that_turn_up_later()
    {
        var register = With(Interests.Interests, Held("ben", InterestType.Indirect, "Harbour Health Ltd") with { Id = "ben/2" });
        Event[] ruled = [new AttendanceTaken(["gail", "ada", "ben", "amir"]), new ChairChosen(1, "ada"), new ConflictRuled(1, "gail", Handling.Leave, "Hers", "ada", ["gail/1"]), new ConflictRuled(1, "ben", Handling.NoAction, "Adviser only", "ada", ["ben/1"])];
        var meeting = Held(ruled, register);

        meeting.On(Agenda[0]).Open.Select(c => c.Found.Interest.Id).ShouldBe(["ben/2"]);
        meeting.On(Agenda[0]).Seats.Single(s => s.Seat.Person?.Id == "ben").ShouldSatisfyAllConditions(s => s.Part.ShouldBe(Part.Recused), s => s.Because.ShouldBe("has an interest that nobody has ruled on"));
        meeting.InterestsToRule(1, "ben").ShouldBe(["ben/1", "ben/2"], ignoreOrder: true);
        Held([.. ruled, new ConflictRuled(1, "ben", Handling.NoAction, "So is his wife", "ada", ["ben/1", "ben/2"])], register).On(Agenda[0]).ShouldSatisfyAllConditions(s => s.Open.ShouldBeEmpty(), s => s.Seats.Single(x => x.Seat.Person?.Id == "ben").Part.ShouldBe(Part.Votes));
    }

    [Fact]
    public void An_interest_declared_late_is_ruled_on_beside_what_was_ruled_before_the_minutes_were_approved()
    {
        var register = With(Interests.Interests, Held("ben", InterestType.Indirect, "Harbour Health Ltd") with { Id = "ben/2", Declared = Day.AddDays(5) });
        Event[] approved = [new AttendanceTaken(["gail", "ada", "ben", "amir", "fay"]), new ChairChosen(1, "ada"), new ConflictRuled(1, "gail", Handling.Leave, "Hers", "ada", ["gail/1"]), new ConflictRuled(1, "ben", Handling.NoAction, "Adviser only", "ada", ["ben/1"]),
            new MinutesApproved("00A/board/2017-09-28", null)];
        var meeting = Held(approved, register);
        Part Ben(Handling handling) => Held([.. approved, new ConflictRuled(1, "ben", handling, "Late", "ada", ["ben/2"])], register).On(Agenda[0]).Seats.Single(s => s.Seat.Person?.Id == "ben").Part;

        meeting.LateInWords(meeting.LateOn(1).Single()).ShouldEndWith("declared it only on 2017-08-01: not ruled on");
        meeting.InterestsToRule(1, "ben").ShouldBe(["ben/2"]);
        meeting.Check(new ConflictRuled(1, "ben", Handling.Leave, "Late", "ada")).ShouldBeEmpty();
        Ben(Handling.Leave).ShouldBe(Part.Recused);
        Ben(Handling.NoAction).ShouldBe(Part.Votes);
        // What was ruled before stands: a late ruling does not let anybody back.
        Event[] left = [.. approved.Select(e => e is ConflictRuled { Person: "ben" } r ? r with { Handling = Handling.Leave } : e), new ConflictRuled(1, "ben", Handling.NoAction, "Late", "ada", ["ben/2"])];
        Held(left, register).On(Agenda[0]).Seats.Single(s => s.Seat.Person?.Id == "ben").Because.ShouldBe("leaves for the item");
    }

    [Fact]
    public void What_was_ruled_on_words_in_the_room_covers_what_is_written_down_of_them_unless_nothing_was_done()
    {
        var register = With(Interests.Interests, Held("ada", InterestType.Indirect, "Mountain Care Ltd") with { Declared = Day }, Held("ada", InterestType.Indirect, "Mountain Care Ltd") with { Id = "ada/2", Declared = Day.AddDays(1) });
        Meeting Ruled(Handling handling, InterestRegister then) => Held([new AttendanceTaken(["gail", "ada"]), new ConflictRuled(2, "ada", handling, "She said so", "gail", [])], then);

        Ruled(Handling.Leave, Interests).Minutes().ShouldContain("   Ada Example declared an interest at the meeting: leaves for the item, ruled by Gail Example: She said so");
        Ruled(Handling.Leave, register).On(Agenda[1]).Open.ShouldAllBe(c => c.Person.Id != "ada");
        Ruled(Handling.Leave, register).LateInWords(Ruled(Handling.Leave, register).LateOn(2).Single()).ShouldEndWith("not ruled on");
        Ruled(Handling.NoAction, register).On(Agenda[1]).Open.ShouldContain(c => c.Found.Interest.Id == "ada/1");
    }

    [Theory]
    [InlineData(InterestType.Financial, 0, "has an interest that nobody has ruled on")]
    [InlineData(InterestType.Financial, 5, "had a financial interest in Harbour Health Ltd, which the award is about, and declared it on 2017-08-01")]
    [InlineData(InterestType.Indirect, 5, "may vote")]
    public void The_interest_of_somebody_who_was_brought_in_is_found_whenever_it_is_declared(InterestType type, int daysLate, string because)
    {
        var register = With(Held("zoe", type, daysLate == 0 ? "Harbour Health Limited" : "Harbour Health Ltd") with { Type = daysLate == 0 ? InterestType.Indirect : type, Declared = Day.AddDays(daysLate) });
        Event[] room = [new AttendanceTaken(["gail", "amir"]), new MemberCoOpted(1, "zoe", Neighbour)];
        var meeting = Held(room, register);

        meeting.On(Agenda[0]).Seats.Single(s => s.Seat.Person?.Id == "zoe").Because.ShouldStartWith(because);
        meeting.Conflicts.Concat(meeting.DeclaredLate).Select(c => (c.Item.Number, c.Person.Id)).ShouldBe([(1, "zoe")]);
        meeting.Check(new ConflictRuled(1, "zoe", Handling.Leave, "Hers", "gail")).ShouldBeEmpty();
        meeting.Check(new ConflictRuled(2, "zoe", Handling.Leave, "Hers", "gail")).Single().Found.ShouldBe("zoe");
        new Proceedings(register, [meeting], []).InvolvementsOf(register.Interests[0]).Single().Conflict.Person.Id.ShouldBe("zoe");
    }

    [Theory]
    [InlineData(-11, true)]
    [InlineData(-10, false)]
    [InlineData(0, false)]
    [InlineData(30, false)]
    public void An_end_that_is_told_after_the_meeting_was_called_gives_nobody_its_papers_until_it_is_ruled_on(int told, bool may)
    {
        var register = With(Held("gail", InterestType.Financial, "Harbour Health Ltd") with { Ended = Day.AddDays(-20), EndRecorded = Day.AddDays(told) });
        Event[] paper = [new PaperAdded([1], "Bids", Day, null, "https://example.nhs.uk/bids.pdf")];
        var meeting = Held(paper, register, Day.AddDays(-10));

        meeting.MayRead("gail", meeting.Papers[0], Day).May.ShouldBe(may);
        meeting.Conflicts.Single().BarsUntilRuled.ShouldBe(!may);
        // It is for the chair to say that it ended: nobody is barred for good by what they no longer have.
        meeting.Check(new ConflictRuled(1, "gail", Handling.NoAction, "She sold them in June", "ben")).ShouldBeEmpty();
        Held([.. paper, new ConflictRuled(1, "gail", Handling.NoAction, "She sold them in June", "ben", ["gail/1"])], register, Day.AddDays(-10)).ShouldSatisfyAllConditions(m => m.MayRead("gail", m.Papers[0], Day).May.ShouldBeTrue(), m => m.On(Agenda[0]).Open.ShouldBeEmpty());
    }

    [Fact]
    public void An_end_written_far_back_does_not_give_a_vote_back_until_it_is_ruled_on()
    {
        var register = With(Held("ben", InterestType.Financial, "Harbour Health Ltd") with { Declared = Day.AddDays(5), Ended = Day.AddDays(-1), EndRecorded = Day.AddDays(20) });
        Event[] voted = [new AttendanceTaken(["gail", "ada", "ben", "amir"]), new ItemVoted(1, "That it be done", [new("gail", Ballot.For), new("ada", Ballot.For), new("ben", Ballot.For), new("amir", Ballot.For)])];
        var meeting = Held(voted, register);

        meeting.On(Agenda[0]).Count(Ballot.For).ShouldBe(3);
        meeting.On(Agenda[0]).Seats.Single(s => s.Seat.Person?.Id == "ben").Because.ShouldEndWith("declared it on 2017-08-01; nobody has ruled on its end");
        meeting.LateInWords(meeting.LateOn(1).Single()).ShouldEndWith("declared it only on 2017-08-01, its end on 2017-07-26 told on 2017-08-16: not ruled on");
        Held([.. voted, new ConflictRuled(1, "ben", Handling.NoAction, "He sold them", "gail", ["ben/1"])], register).On(Agenda[0]).Count(Ballot.For).ShouldBe(4);
    }

    [Fact]
    public void What_was_called_in_common_is_told_apart_by_day_agenda_and_outcome()
    {
        var governance = SmallBoard.With(In("chair", "gail", "2016-04-01"), In("lay-audit", "ada", "2016-04-01"), In("officer", "amir", "2016-04-01"),
            In("chair", "zoe", "2016-04-01", body: Neighbour), In("lay-audit", "ben", "2016-04-01", body: Neighbour), In("officer", "amir", "2016-04-01", body: Neighbour));
        Meeting Of(OdsCode body, string title, string[] there, string? priv = null, params Event[] more) => new($"{body}/board/2017-07-27", new(body, "board", Day, [new(1, title, ItemPurpose.Decision, [], priv)], InCommonWith: [body == Body ? "00B/board/2017-07-27" : "00A/board/2017-07-27"]), governance.On(body, Day)!, Board,
            new(governance, SmallBoard.Register, [], [], [], []), [.. more, new AttendanceTaken(there), new ItemVoted(1, "That it be done", [.. there.Select(p => new CastVote(p, Ballot.For))])]);
        CommonSitting With(Meeting? other) => CommonSitting.Of(Of(Body, "Beds", ["gail", "ada", "amir"]), name => other?.Id == name ? other : null);

        With(Of(Neighbour, "Beds", ["zoe", "ben", "amir"])).ShouldSatisfyAllConditions(s => s.Apart(s.Meetings[1]).ShouldBeNull(), s => s.Told(1, false).ShouldBe("carried by all"));
        With(Of(Neighbour, "Beds", ["zoe", "amir"])).Told(1, false).ShouldBe("not carried by 00B");
        With(Of(Neighbour, "Wards", ["zoe", "ben", "amir"])).ShouldSatisfyAllConditions(s => s.Apart(s.Meetings[1]).ShouldBe("its agenda is another in item 1"), s => s.Told(1, false).ShouldBe("not carried by 00B"));
        With(Of(Neighbour, "Beds", ["zoe", "ben", "amir"], null, new MeetingPostponed(Day.AddDays(14), "Snow", Day))).ShouldSatisfyAllConditions(s => s.Apart(s.Meetings[1]).ShouldBe("it is on another day, 2017-08-10"), s => s.IsCarriedByAll(1).ShouldBeFalse());
        With(Of(Neighbour, "Beds", ["zoe", "ben", "amir"], "Commercial")).ShouldSatisfyAllConditions(s => s.Told(1, false).ShouldBeNull(), s => s.Told(1, true).ShouldBe("carried by all"));
        With(null).ShouldSatisfyAllConditions(s => s.NotCalled.ShouldBe(["00B/board/2017-07-27"]), s => s.Told(1, false).ShouldBe("not carried by 00B"));
    }

    [Fact]
    public void Two_people_in_one_seat_have_one_vote()
    {
        var governance = SmallBoard.With(In("chair", "gail", "2016-04-01"), In("chair", "gus", "2017-04-01"), In("lay-audit", "ada", "2016-04-01"), In("officer", "amir", "2016-04-01"));
        IReadOnlyList<SeatOnItem> With(params string[] there) => new Meeting("00A/board/2017-07-27", new(Body, "board", Day, [Agenda[1] with { Concerns = [] }]), governance.On(Body, Day)!, Board,
            new(governance, SmallBoard.Register, [], [], [], []), [new AttendanceTaken(there)]).On(Agenda[1] with { Concerns = [] }).Seats;

        With("gail", "gus", "ada", "amir").Single(s => s.Seat.Person?.Id == "gus").ShouldSatisfyAllConditions(s => s.Part.ShouldBe(Part.Attends), s => s.Because.ShouldBe("Gail Example votes from this seat"));
        With("gail", "gus", "ada", "amir").Count(s => s.Part == Part.Votes).ShouldBe(3);
        // Whoever shares one seat and has another to themselves votes from that.
        var both = SmallBoard.With(In("chair", "gail", "2016-04-01"), In("chair", "ada", "2017-04-01"), In("lay-audit", "ada", "2016-04-01"), In("officer", "amir", "2016-04-01"));
        new Meeting("00A/board/2017-07-27", new(Body, "board", Day, [Agenda[1] with { Concerns = [] }]), both.On(Body, Day)!, Board, new(both, SmallBoard.Register, [], [], [], []), [new AttendanceTaken(["gail", "ada", "amir"])]).On(Agenda[1] with { Concerns = [] })
            .Seats.Where(s => s.Part == Part.Votes).Select(s => $"{s.Seat.Seat.Id} {s.Seat.Person!.Id}").ShouldBe(["chair gail", "lay-audit ada", "officer amir"]);
        With("gus", "ada", "amir").Single(s => s.Seat.Person?.Id == "gus").Part.ShouldBe(Part.Votes);
    }

    [Fact]
    public void Nobody_is_brought_in_to_a_vote_that_can_be_held_without_them_and_whoever_is_goes_when_the_room_says_so()
    {
        Event[] quorate = [new AttendanceTaken(["gail", "ada", "ben", "amir"]), new ConflictRuled(2, "amir", Handling.NoAction, "why", "gail"), new ConflictRuled(2, "fay", Handling.Leave, "why", "gail")];
        Event[] few = [new AttendanceTaken(["gail", "amir"]), .. quorate[1..], new MemberCoOpted(2, "zoe", Neighbour)];
        Part Zoe(IEnumerable<Event> happened) => Held(happened).On(Agenda[1]).Seats.Single(s => s.Seat.Person?.Id == "zoe").Part;

        Held(quorate).Check(new MemberCoOpted(2, "zoe", Neighbour)).Single().Found.ShouldBe("2, which those of the committee can decide");
        Held(quorate[1..]).Check(new MemberCoOpted(2, "zoe", Neighbour)).Single().Found.ShouldBe("2, which those of the committee can decide");
        Held(few[..^1]).Check(few[^1]).ShouldBeEmpty();
        Zoe(few).ShouldBe(Part.Votes);
        Zoe([.. few, new AttendanceTaken(["gail", "amir"])]).ShouldBe(Part.Absent);
        Zoe([.. few, new AttendanceTaken(["gail", "amir", "zoe"])]).ShouldBe(Part.Votes);
        Zoe([.. few, new AttendanceTaken(["gail", "amir"], 3)]).ShouldBe(Part.Votes);
    }

    [Fact]
    public void Who_is_there_and_how_they_vote_is_not_taken_down_before_the_day()
    {
        Held([]).Check(new AttendanceTaken(["gail"]), Day.AddDays(-1)).Single().Wanted.ShouldStartWith("that day: today is 2017-07-26");
        Held([new AttendanceTaken(["gail"])]).Check(new ItemVoted(2, "That it be done", []), Day.AddDays(-1)).First().Found.ShouldBe("a meeting of 2017-07-27, which is not yet");
    }

    [Theory]
    [InlineData("committee", null, null, null, "Governing Body only advises: the constitution delegates nothing to it")]
    [InlineData("committee", null, "contracts", null, "Governing Body only advises: the constitution delegates nothing to it")]
    [InlineData("committee", null, null, "00A/board/2017-05-25", "")]
    [InlineData("committee", "contracts", null, null, "it does not say which of the matters that Governing Body decides it is: contracts")]
    [InlineData("committee", "contracts", "Contracts", null, "")]
    [InlineData("governing body", null, null, null, "")]
    public void A_committee_beneath_the_governing_body_decides_only_what_is_delegated_to_it(string kind, string? decides, string? matter, string? minutesOf, string obstacles)
    {
        var committee = Board with { Kind = kind, Decides = decides is null ? null : [decides] };
        var governance = SmallBoard.With([Drawn(Body, committees: committee)], In("chair", "gail", "2016-04-01"), In("lay-audit", "ada", "2016-04-01"), In("officer", "amir", "2016-04-01"));
        var item = new AgendaItem(1, "It", ItemPurpose.Decision, [], Matter: matter, MinutesOf: minutesOf);

        string.Join("; ", new Meeting("00A/board/2017-07-27", new(Body, "board", Day, [item]), governance.On(Body, Day)!, committee, new(governance, SmallBoard.Register, [], [], [], []), [new AttendanceTaken(["gail", "ada", "amir"])]).On(item).Obstacles).ShouldBe(obstacles);
    }

    [Fact]
    public void The_minutes_tell_of_every_seat_every_interest_and_every_item()
    {
        Event[] room = [new AttendanceTaken(["gail", "ada", "ben", "fay", "amir"]), new ChairChosen(1, "ada"), new ConflictRuled(1, "gail", Handling.WithholdPapers, "She is a director of it", "ada"),
            new ConflictRuled(1, "ben", Handling.NoAction, "His advice is unpaid and elsewhere", "ada"), new ItemVoted(1, "To award it to Harbour Health Ltd", [new("ada", Ballot.For), new("ben", Ballot.Abstain), new("amir", Ballot.For), new("fay", Ballot.Against)]),
            new ItemReferred(2, "00B NHS 00B CCG", "No quorum")];

        Snapshot.Matches(string.Join('\n', Held(room).Minutes()) + "\n");
    }

    private static void Holds(Meeting meeting, AgendaItem original)
    {
        var item = meeting.Find(original.Number)!;
        var standing = meeting.On(item);
        standing.Seats.Where(s => s.Seat.Appointment is not null || s.Part == Part.Vacant).Select(s => s.Seat.Seat.Id).ShouldBe(Board.Seats.Select(s => s.Id));
        standing.Seats.Where(s => s.Part != Part.Votes).ShouldAllBe(s => s.Vote == null && s.Because.Length > 0);
        standing.Seats.Where(s => s.Part == Part.Votes).GroupBy(s => s.Seat.Person!.Id).ShouldAllBe(g => g.Count() == 1);
        standing.Seats.Where(s => s.Part == Part.Votes).GroupBy(s => s.Seat.Seat.Id).ShouldAllBe(g => g.Count() == 1);
        if (item.Purpose == ItemPurpose.Award)
            standing.Seats.ShouldNotContain(s => s.Seat.Person != null && s.Seat.Person.Id == "gail" && s.Vote != null, "a director does not vote on his own company's award");
        if (!standing.Decided)
            return;
        meeting.Cancelled.ShouldBeNull();
        meeting.WithdrawnBecause(item.Number).ShouldBeNull();
        standing.Seats.Where(s => s.Part == Part.Votes).ShouldAllBe(s => s.Seat.Appointment == null || meeting.PresentAt(item.Number)!.Contains(s.Seat.Person!.Id));
        standing.Seats.Where(s => s.Part == Part.Votes).ShouldAllBe(s => meeting.LeftFor(item.Number).All(l => l.Person != s.Seat.Person!.Id));
        var counting = standing.Seats.Where(s => s.Part == Part.Votes).ToList();
        counting.Count.ShouldBeGreaterThanOrEqualTo(Board.Quorum.Members);
        counting.ShouldContain(s => s.Seat.Seat.Is("lay", Governance.Facts));
        counting.ShouldContain(s => s.Seat.Seat.Is("executive", Governance.Facts));
        counting.ShouldAllBe(s => s.Vote != null);
        standing.Chair.ShouldNotBeNull();
        standing.Open.ShouldBeEmpty();
    }

    private static Meeting Held(IEnumerable<Event> happened) => new("00A/board/2017-07-27", new(Body, "board", Day, Agenda), Governance.On(Body, Day)!, Board, Interests, happened);

    private static Meeting Held(IEnumerable<Event> happened, InterestRegister interests, DateOnly? calledOn = null) => new("00A/board/2017-07-27", new(Body, "board", Day, Agenda), Governance.On(Body, Day)!, Board, interests, happened) { CalledOn = calledOn };

    private static InterestRegister With(params IReadOnlyList<Interest> interests) => new(Governance, SmallBoard.Register, interests, [], [], []);

    private static InterestRegister With(IReadOnlyList<Interest> interests, params IReadOnlyList<Interest> more) => new(Governance, SmallBoard.Register, [.. interests, .. more], [], [], []);

    private static Interest Held(string person, InterestType type, string organisation) =>
        new($"{person}/1", Body, person, type, ConflictNature.Actual, organisation, null, "director", new(2016, 4, 1), null, new(2016, 4, 1));
}
