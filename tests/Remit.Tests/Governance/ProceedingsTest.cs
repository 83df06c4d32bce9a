using Remit.Governance;
using Remit.Register;
using Remit.Storage.Governance;
using static Remit.Tests.Governance.SmallBoard;

namespace Remit.Tests.Governance;

public class ProceedingsTest
{
    private static readonly DateOnly Day = new(2018, 6, 1), Today = new(2019, 1, 15);

    [Fact]
    public void What_somebody_did_about_an_item_is_told_beside_their_interest_in_it()
    {
        var proceedings = With([Held("chair", "Harbour Health Ltd")], Called(Award("Harbour Health Limited")),
            new ConflictRuled(1, "chair", Handling.Leave, "Hers", "public"), new AttendanceTaken(["chair", "audit", "public", "officer", "finance"]));

        var found = proceedings.PublicAbout(null, "Harbour Health", Today, Today).Single();
        var item = proceedings.InvolvementsOf(found.Interest).Single();

        item.ShouldSatisfyAllConditions(i => i.Ruling!.Handling.ShouldBe(Handling.Leave), i => i.Did.ShouldBe("left for the item; did not vote"), i => i.Conflict.Item.Number.ShouldBe(1));
    }

    [Theory]
    [InlineData(Handling.NoAction, true, "was there, and could vote; no vote of theirs is recorded")]
    [InlineData(Handling.SpeakNotVote, true, "was there, and could speak; did not vote")]
    [InlineData(Handling.StaySilent, true, "stayed, silent; did not vote")]
    [InlineData(Handling.WithholdPapers, true, "left for the item; did not vote")]
    [InlineData(Handling.Leave, false, "was not there")]
    public void What_they_did_goes_by_the_ruling_and_by_who_was_there(Handling handling, bool there, string did)
    {
        var proceedings = With([Held("audit", "Harbour Health Ltd")], Called(Award("Harbour Health Ltd") with { Purpose = ItemPurpose.Decision }),
            new ConflictRuled(1, "audit", handling, "So", "chair"), new AttendanceTaken(there ? ["chair", "audit", "public"] : ["chair", "public"]));

        proceedings.InvolvementsOf(proceedings.Interests.Interests[0]).Single().Did.ShouldBe(did);
    }

    [Fact]
    public void What_was_ruled_before_a_meeting_is_not_told_until_it_is_taken_down_who_was_there()
    {
        var proceedings = With([Held("chair", "Harbour Health Ltd")], Called(Award("Harbour Health Ltd")), new ConflictRuled(1, "chair", Handling.Leave, "Hers", "public"));

        proceedings.InvolvementsOf(proceedings.Interests.Interests[0]).Single().Ruling.ShouldBeNull();
        BoardTables.Items(proceedings.Meetings).Last()[^1].ShouldBe("");
    }

    [Theory]
    [InlineData(ItemPurpose.Award, 1, "was there; did not vote")]
    [InlineData(ItemPurpose.Award, 2, "was there; voted for it, which does not count; declared it only on 2018-06-02")]
    [InlineData(ItemPurpose.Decision, 2, "voted for it; declared it only on 2018-06-02")]
    public void What_was_declared_only_after_the_meeting_is_told_beside_how_they_voted(ItemPurpose purpose, int declared, string did)
    {
        var proceedings = With([Held("audit", "Harbour Health Ltd") with { Declared = new(2018, 6, declared) }], Called(Award("Harbour Health Ltd") with { Purpose = purpose }),
            new AttendanceTaken(["chair", "audit", "public"]), new ItemVoted(1, "That it be so", [new("chair", Ballot.For), new("audit", Ballot.For), new("public", Ballot.For)]));

        proceedings.InvolvementsOf(proceedings.Interests.Interests[0]).Single().Did.ShouldBe(did);
    }

    [Fact]
    public void An_item_taken_in_private_is_not_told_to_whoever_asks_about_a_supplier()
    {
        var proceedings = With([Held("chair", "Harbour Health Ltd")], Called(Award("Harbour Health Ltd") with { Private = "Commercial confidence" }));

        proceedings.Meetings.Single().Conflicts.Count.ShouldBe(1);
        proceedings.InvolvementsOf(proceedings.Interests.Interests[0]).ShouldBeEmpty();
    }

    [Fact]
    public void An_earlier_day_never_shows_again_what_has_lapsed_since()
    {
        var ended = Held("chair", "Harbour Health Ltd") with { Ended = new(2018, 6, 30) };
        var proceedings = With([ended], Called(Award("Somebody else")));

        // Six months after the end it is the last day on which anybody may see it.
        proceedings.PublicRegister(Body, Day, new(2018, 12, 30)).Count().ShouldBe(1);
        proceedings.PublicRegister(Body, Day, new(2018, 12, 31)).ShouldBeEmpty();
        proceedings.PublicAbout(null, "Harbour Health Ltd", Day, new(2018, 12, 31)).ShouldBeEmpty();
    }

    [Fact]
    public void Who_was_there_is_counted_of_the_meetings_at_which_they_had_a_seat()
    {
        var proceedings = With([], Called(Award("Somebody")), new AttendanceTaken(["chair", "audit", "public"]));

        proceedings.AttendanceOf(Body, new(Day.AddYears(-1), Day)).Select(a => (a.Person.Id, a.There, a.Of)).ShouldBe([("audit", 1, 1), ("chair", 1, 1), ("finance", 0, 1), ("officer", 0, 1), ("public", 1, 1)]);
        proceedings.AttendanceOf(Body, new(Day.AddDays(1))).ShouldBeEmpty();
    }

    [Fact]
    public void A_merger_shows_who_sits_twice_and_whose_interest_meets_the_others_business()
    {
        var governance = SmallBoard.With([Drawn(Body), Drawn(Neighbour)],
            In("chair", "ann", "2017-04-01"), In("officer", "sam", "2017-04-01"), In("officer", "sam", "2017-04-01", body: Neighbour), In("chair", "bob", "2017-04-01", body: Neighbour));
        var interests = new InterestRegister(governance, SmallBoard.Register, [Held("bob", "Harbour Health Ltd") with { Body = Neighbour }, Held("ann", "The neighbour") with { Id = "ann/2", Code = Neighbour }], [], [], []);
        var called = Called(Award("Harbour Health Limited"));
        var proceedings = new Proceedings(interests, [new("m", called, governance.On(Body, Day)!, Board, interests, [])], []);

        var boards = MergedBoards.Of(proceedings, new(OdsCode.Parse("NEW1"), "New", [Body, Neighbour]), new(2018, 12, 31), Today);

        boards.Several.Single().ShouldSatisfyAllConditions(s => s.Person.Id.ShouldBe("sam"), s => s.Seats.Count.ShouldBe(2));
        boards.Appearing.Single().ShouldSatisfyAllConditions(a => a.Person.Id.ShouldBe("bob"), a => a.Body.ShouldBe(Body), a => a.Item.Number.ShouldBe(1));
        boards.OneAnother.Single().Interest.Id.ShouldBe("ann/2");
    }

    internal static Interest Held(string person, string organisation) =>
        new($"{person}/1", Body, person, InterestType.Financial, ConflictNature.Actual, organisation, null, "director", new(2017, 4, 1), null, new(2017, 4, 2));

    internal static AgendaItem Award(string bidder) => new(1, "Community nursing", ItemPurpose.Award, [new(bidder, null, "bidder")]);

    internal static MeetingCalled Called(params IReadOnlyList<AgendaItem> agenda) => new(Body, "board", Day, agenda);

    internal static Proceedings With(IReadOnlyList<Interest> held, MeetingCalled called, params IReadOnlyList<Event> happened)
    {
        var governance = SmallBoard.With(In("chair", "chair", "2017-04-01"), In("lay-audit", "audit", "2017-04-01"), In("lay-area", "public", "2017-04-01"), In("officer", "officer", "2017-04-01"), In("finance", "finance", "2017-04-01"));
        var interests = new InterestRegister(governance, SmallBoard.Register, held, [], [], []);
        return new(interests, [new($"{Body}/board/2018-06-01", called, governance.On(Body, called.Day)!, Board, interests, happened)], []);
    }
}
