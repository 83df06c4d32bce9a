using Remit.Governance;
using static Remit.Tests.Governance.SmallBoard;

namespace Remit.Tests.Governance;

public class UrgentDecisionTest
{
    private static readonly DateOnly Day = new(2017, 8, 10);
    private static readonly Committee WithPowers = Board with { Urgent = new(["chair", "officer"], Consulting: 1) };
    private static readonly GovernanceAsKnown Governance = SmallBoard.With([Drawn(Body, committees: WithPowers)], In("chair", "gail", "2016-04-01"), In("lay-audit", "ada", "2016-04-01"), In("lay-area", "ben", "2016-04-01"), In("officer", "amir", "2016-04-01"));

    private static readonly InterestRegister Interests = new(Governance, SmallBoard.Register,
        [new("gail/1", Body, "gail", InterestType.Indirect, ConflictNature.Actual, "Harbour Health Ltd", null, "director", new(2016, 4, 1), null, new(2016, 4, 1)) { Through = "spouse" }], [], [], []);

    [Theory]
    [InlineData("gail amir", "ada", "Valley Care Ltd", null)]
    [InlineData("gail", "ada", "Valley Care Ltd", "Accountable officer did not decide it, who must")]
    [InlineData("gail amir ben", "ada", "Valley Care Ltd", "Ben Example decided it, who has no such power")]
    [InlineData("gail amir", "", "Valley Care Ltd", "0 other members were asked, and 1 must be")]
    [InlineData("gail amir", "gail", "Valley Care Ltd", "0 other members were asked, and 1 must be")]
    [InlineData("gail amir", "ada", "Harbour Health Ltd", "Gail Example has an interest in it: Harbour Health Ltd")]
    public void It_stands_where_those_decided_to_whom_the_constitution_gives_the_power(string by, string consulted, string about, string? obstacle) =>
        Taken(by.Split(' '), consulted.Split(' ', StringSplitOptions.RemoveEmptyEntries), about).Obstacles.ShouldBe(obstacle is null ? [] : [obstacle]);

    [Fact]
    public void Where_the_constitution_is_silent_nobody_decides_between_meetings() =>
        new UrgentDecision("00A/board/1", Event(["gail"], [], "Valley Care Ltd"), Governance.On(Body, Day)!, Board, Interests).Obstacles.ShouldBe(["the constitution gives nobody the power to decide for Governing Body between its meetings"]);

    [Theory]
    [InlineData(InterestType.Financial, "does not stand: Amir Example had a financial interest in Harbour Health Ltd and declared it only on 2017-08-11")]
    [InlineData(InterestType.Indirect, "to be ratified at the next meeting; Amir Example had an interest (indirect, director) in Harbour Health Ltd and declared it only on 2017-08-11")]
    public void What_one_who_decided_declares_only_afterwards_undoes_it_or_is_told(InterestType type, string told)
    {
        var late = new InterestRegister(Governance, SmallBoard.Register, [new("amir/1", Body, "amir", type, ConflictNature.Actual, "Harbour Health Ltd", null, "director", new(2016, 4, 1), null, Day.AddDays(1))], [], [], []);

        new UrgentDecision("00A/board/1", Event(["gail", "amir"], ["ada"], "Harbour Health Ltd"), Governance.On(Body, Day)!, WithPowers, late).Told([]).ShouldBe(told);
    }

    [Fact]
    public void The_next_meeting_ratifies_it_by_a_vote_and_is_told_where_it_passed_it_over()
    {
        var decision = Taken(["gail", "amir"], ["ada"], "Valley Care Ltd");
        var next = Next(new AgendaItem(1, "Urgent decision", ItemPurpose.Decision, [], Ratifies: "00A/board/1"), Ballot.For);
        var other = Next(new AgendaItem(1, "Something else", ItemPurpose.Decision, []), Ballot.For);

        decision.RatifiedBy([next]).ShouldBe(new DecisionReference("00A/board/2017-09-28", 1));
        decision.PassedOver([next]).ShouldBeNull();
        decision.RatifiedBy([other]).ShouldBeNull();
        decision.PassedOver([other]).ShouldBe(other);
        var lost = Next(new AgendaItem(1, "Urgent decision", ItemPurpose.Decision, [], Ratifies: "00A/board/1"), Ballot.Against);
        decision.RatifiedBy([lost]).ShouldBeNull();
        decision.RefusedBy([lost]).ShouldBe(new DecisionReference("00A/board/2017-09-28", 1));
    }

    private static Meeting Next(AgendaItem item, Ballot ballot) => new("00A/board/2017-09-28", new(Body, "board", new(2017, 9, 28), [item]), Governance.On(Body, new(2017, 9, 28))!, WithPowers, Interests,
        [new AttendanceTaken(["gail", "ada", "amir"]), new ItemVoted(1, "To ratify it", [new("gail", ballot), new("ada", ballot), new("amir", ballot)])]);

    private static UrgentDecision Taken(string[] by, string[] consulted, string about) => new("00A/board/1", Event(by, consulted, about), Governance.On(Body, Day)!, WithPowers, Interests);

    private static UrgentDecisionTaken Event(string[] by, string[] consulted, string about) => new(Body, "board", Day, "Beds", [new(about)], "To buy ten beds", "The ward closed", by, consulted);
}
