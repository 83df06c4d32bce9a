using Remit.Governance;
using static Remit.Tests.Governance.SmallBoard;

namespace Remit.Tests.Governance;

public class TimingTest
{
    private static readonly DateOnly Day = new(2017, 7, 27);

    [Fact]
    public void A_meeting_that_is_put_off_has_its_notice_from_the_day_of_that() =>
        Held(new("00A/board/2017-07-27", 5), new MeetingPostponed(new(2017, 8, 3), "Snow", new(2017, 7, 30))).Timings.Single().Because.ShouldBe("notice was given on 2017-07-30, 1 day too late: 5 days are asked for");

    [Fact]
    public void A_late_item_needs_the_leave_of_whoever_has_the_chair()
    {
        var late = new AgendaAmended(new(2, "Beds", ItemPurpose.Decision, []), "The ward closed", new(2017, 7, 25));
        var meeting = Held(new("00A/board/2017-07-27", 5));

        meeting.Check(late).Single().Wanted.ShouldContain("the leave of the chair");
        meeting.Check(late with { LeaveOf = "amir" }).Single().Wanted.ShouldBe("whoever has the chair, or is deputy");
        meeting.Check(late with { LeaveOf = "gail" }).ShouldBeEmpty();
        meeting.Check(late with { On = new(2017, 7, 22) }).ShouldBeEmpty();
        Held(new("00A/board/2017-07-27", 5), late with { LeaveOf = "gail" }).Timings[1].Compliance.ShouldBe(Compliance.Met);
        Held(new("00A/board/2017-07-27", null)).Check(late).ShouldBeEmpty();
        Held(new("00A/board/2017-07-27", null), late).Timings[1].Compliance.ShouldBe(Compliance.Unknown);
    }

    private static Meeting Held((string Id, int? Notice) of, params Event[] happened)
    {
        var board = Board with { NoticeDays = of.Notice };
        var governance = SmallBoard.With([Drawn(Body, committees: board)], In("chair", "gail", "2016-04-01"), In("officer", "amir", "2016-04-01"));
        return new(of.Id, new(Body, "board", Day, [new(1, "Report", ItemPurpose.Discussion, [])], Noticed: new(2017, 7, 20)), governance.On(Body, Day)!, board, new(governance, SmallBoard.Register, [], [], [], []), happened);
    }
}
