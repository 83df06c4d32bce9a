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

    private static Meeting Held(IEnumerable<Event> happened) => new("00A/board/2017-07-27", new(Body, "board", Day, [new(1, "Nursing", ItemPurpose.Award, [new("Harbour Health Ltd", Supplier, "bidder")]), new(2, "Report", ItemPurpose.Discussion, [])]),
        Governance.On(Body, Day)!, Board, new(Governance, SmallBoard.Register, [new("gail/1", Body, "gail", InterestType.Financial, ConflictNature.Actual, "Harbour Health Ltd", Supplier, "director", new(2016, 4, 1), null, new(2016, 4, 1))], [], [], []), happened);
}
