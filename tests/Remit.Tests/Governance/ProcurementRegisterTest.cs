using Remit.Governance;
using Remit.Register;
using static Remit.Tests.Governance.SmallBoard;

namespace Remit.Tests.Governance;

public class ProcurementRegisterTest
{
    private static readonly DateOnly Day = new(2017, 7, 27);
    private static readonly OdsCode Supplier = OdsCode.Parse("RX1");
    private static readonly GovernanceAsKnown Governance = SmallBoard.With(In("chair", "gail", "2016-04-01"), In("lay-audit", "ada", "2016-04-01"), In("lay-area", "ben", "2016-04-01"), In("officer", "amir", "2016-04-01"));
    private static readonly ContractAwarded Award = new(Body, "00A/board/2017-07-27#1", "Nursing", "open procedure", [new("Harbour Health Ltd", Supplier, "250000.00")], new(2017, 10, 1), new(2020, 9, 30));

    private static readonly Event[] Room = [new AttendanceTaken(["gail", "ada", "ben", "amir"]), new ConflictRuled(1, "gail", Handling.Leave, "Hers", "ben"),
        new ItemVoted(1, "To award it to Harbour Health Ltd", [new("ada", Ballot.For), new("ben", Ballot.For), new("amir", Ballot.For)])];

    [Fact]
    public void An_entry_tells_who_decided_and_how_each_conflict_was_managed()
    {
        var decision = ProcurementDecision.Of("00A/1", Award, "ocds-1", Held(Room));

        decision.Stands.ShouldBeTrue();
        decision.Standing.Chair!.Id.ShouldBe("ben");
        decision.Contract.ShouldBe("ocds-1");
        decision.Conflicts.Single().ShouldSatisfyAllConditions(c => c.Person.Id.ShouldBe("gail"), c => c.Ruling!.Handling.ShouldBe(Handling.Leave));
        ProcurementDecision.Check(Award, Held(Room), "award.json").ShouldBeEmpty();
    }

    [Fact]
    public void A_director_who_declares_after_the_award_is_told_on_it_and_the_vote_counts_no_more()
    {
        Event[] all = [new AttendanceTaken(["gail", "ada", "ben", "amir"]), new ItemVoted(1, "To award it", [new("gail", Ballot.For), new("ada", Ballot.For), new("ben", Ballot.For), new("amir", Ballot.For)])];
        var enough = ProcurementDecision.Of("00A/1", Award, null, Held(all, Day.AddDays(1)));
        var few = ProcurementDecision.Of("00A/1", Award, null, Held([new AttendanceTaken(["gail", "ada", "amir"]), new ItemVoted(1, "To award it", [new("gail", Ballot.For), new("ada", Ballot.For), new("amir", Ballot.For)])], Day.AddDays(1)));

        enough.Stands.ShouldBeTrue();
        enough.Standing.Count(Ballot.For).ShouldBe(3);
        enough.Conflicts.Single().InWords.ShouldBe("Gail Example (Harbour Health Ltd): declared only on 2017-07-28, after the decision; not ruled on");
        few.Stands.ShouldBeFalse();
        few.Standing.Obstacles.ShouldContain("2 may vote, and the quorum is 3");
        ProcurementDecision.Of("00A/1", Award, null, Held(all, Day)).Conflicts.Single().IsLate.ShouldBeFalse();
    }

    [Fact]
    public void What_is_declared_after_the_minutes_were_approved_is_told_of_the_meeting_and_not_in_them()
    {
        Event[] all = [new AttendanceTaken(["gail", "ada", "ben", "amir"]), new MinutesApproved("00A/board/2017-09-28", null, 1)];
        var (before, after) = (Held(all, new(2017, 9, 28)), Held(all, new(2017, 9, 29)));

        before.Minutes().ShouldContain(l => l.Contains("declared it only on 2017-09-28", StringComparison.Ordinal));
        after.Minutes().ShouldNotContain(l => l.Contains("declared it only on", StringComparison.Ordinal));
        after.LateOn(1).ShouldHaveSingleItem().Person.Id.ShouldBe("gail");
        after.Check(new ConflictRuled(1, "gail", Handling.Leave, "A director of it", "ben")).ShouldBeEmpty();
        after.Check(new ConflictRuled(1, "gail", Handling.NoAction, "She is honest", "ben")).Single().Wanted.ShouldContain("has a financial interest in Harbour Health Ltd");
    }

    [Fact]
    public void An_award_is_refused_of_what_was_not_carried_was_no_award_or_was_about_others()
    {
        ProcurementDecision.Check(Award, Held(Room[..2]), "award.json").Single().Wanted.ShouldContain("it was not put to the vote");
        ProcurementDecision.Check(Award with { To = [new("Somebody Else Ltd")] }, Held(Room), "award.json").Single().Wanted.ShouldContain("Harbour Health Ltd");
        ProcurementDecision.Check(Award with { Decision = "00A/board/2017-07-27#2" }, Held(Room), "award.json").Select(f => f.Place.Column).ShouldBe(["decision", "to"]);
        ProcurementDecision.Check(Award with { Decision = "minute 7" }, Held(Room), "award.json").Single().Found.ShouldBe("minute 7");
        ProcurementDecision.Check(Award with { Until = new(2017, 9, 30), To = [new("Harbour Health Ltd", null, "much")] }, Held(Room), "award.json").Select(f => f.Place.Column).ShouldBe(["to, value", "until"]);
    }

    [Theory]
    [InlineData("ben", "RX1", InterestType.Financial, "", null, Compliance.Broken)]
    [InlineData("ben", "RX1", InterestType.Financial, "", false, Compliance.Broken)]
    [InlineData("ben", "RX1", InterestType.NonFinancialProfessional, "", null, Compliance.Unknown)]
    [InlineData("ben", "RX1", InterestType.NonFinancialProfessional, "", false, null)]
    [InlineData("ben", "RX1", InterestType.Indirect, "spouse", null, Compliance.Unknown)]
    [InlineData("ben", null, InterestType.Financial, "", null, Compliance.Unknown)]
    [InlineData("ben", "RX9", InterestType.Financial, "", false, null)]
    public void A_lay_members_own_financial_interest_in_a_supplier_bars_and_a_lesser_one_is_a_reason_to_ask(string person, string? code, InterestType type, string through, bool? answered, Compliance? comesTo)
    {
        var asked = new GovernanceAsKnown(Governance.Facts, SmallBoard.Register, [Drawn(Body)], [new(person, "Ben Example", answered is { } said ? [new("provider-to-group", said)] : [])], Governance.Appointments.Where(a => a.Person == person));
        var interests = new InterestRegister(asked, SmallBoard.Register, [new($"{person}/1", Body, person, type, ConflictNature.Actual, code is null or "RX1" ? "Harbour Health Ltd" : "Elsewhere Ltd", code is null ? null : OdsCode.Parse(code), "shareholder", new(2016, 4, 1), null, new(2016, 4, 1)) { Through = through }], [], [], []);
        var awards = new ProcurementRegister([ProcurementDecision.Of("00A/1", Award, null, Held(Room))]);

        var found = new Composition(asked.Facts, asked.On(Body, new(2018, 1, 1))!, interests, awards).Check().FirstOrDefault(f => f.Rule == "schedule-4-8");

        (found?.Compliance).ShouldBe(comesTo, found?.Because);
        new Composition(asked.Facts, asked.On(Body, new(2017, 9, 30))!, interests, awards).Check().Where(f => f.Rule == "schedule-4-8").ShouldAllBe(f => f.Compliance == Compliance.Unknown, "the contract has not begun");
    }

    private static Meeting Held(IEnumerable<Event> happened, DateOnly? declared = null) => new("00A/board/2017-07-27", new(Body, "board", Day, [new(1, "Nursing", ItemPurpose.Award, [new("Harbour Health Ltd", Supplier, "bidder")]), new(2, "Report", ItemPurpose.Discussion, [])]),
        Governance.On(Body, Day)!, Board, new(Governance, SmallBoard.Register, [new("gail/1", Body, "gail", InterestType.Financial, ConflictNature.Actual, "Harbour Health Ltd", Supplier, "director", new(2016, 4, 1), null, declared ?? new(2016, 4, 1))], [], [], []), happened);
}
