using Remit.Governance;
using Remit.Register;
using Remit.Tests.Register;
using static Remit.Tests.Governance.SmallBoard;

namespace Remit.Tests.Governance;

public class InterestRegisterTest
{
    private static readonly RegisterAsKnown Merging = new Evidence(SmallEngland.Facts([("00A", "2013-04-01", null), ("RX1", "2013-04-01", "2018-03-31"), ("RX2", "2018-04-01", null)], ("RX1", "RX2", "2018-04-01")), []).ToDate;

    [Fact]
    public void An_interest_in_what_came_before_an_organisation_is_found_by_the_code_of_what_came_after()
    {
        var register = With([Held("ann", "The old trust", "RX1")]);

        register.About(OdsCode.Parse("RX2"), "", new(2018, 6, 1)).Single().ShouldSatisfyAllConditions(f => f.By.ShouldBe("successor"), f => f.Score.ShouldBe(100));
        register.About(OdsCode.Parse("RX1"), "", new(2018, 6, 1)).Single().By.ShouldBe("code");
    }

    [Fact]
    public void A_name_is_found_whatever_its_legal_form_and_at_whichever_body_it_was_declared()
    {
        var register = With([Held("ann", "Harbour Health Ltd"), Held("bob", "HARBOUR HEALTH LIMITED") with { Body = Neighbour }, Held("cat", "Mountain Health Ltd")]);

        register.About(null, "Harbour Health", new(2018, 6, 1)).Select(f => (f.Interest.Person, f.Score)).ShouldBe([("ann", 100), ("bob", 100)]);
    }

    [Fact]
    public void What_a_person_said_to_be_no_organisation_of_the_register_is_not_taken_for_one_by_its_name()
    {
        var register = With([Held("ann", "Harbour Health Ltd") with { Matched = "none" }]);

        register.About(OdsCode.Parse("RX2"), "Harbour Health Ltd", new(2018, 6, 1)).ShouldBeEmpty();
        register.About(null, "Harbour Health Ltd", new(2018, 6, 1)).Count.ShouldBe(1);
    }

    [Fact]
    public void An_interest_that_is_no_longer_public_is_not_found()
    {
        var register = With([Held("ann", "Harbour Health Ltd") with { Ended = new(2017, 3, 31) }]);

        register.About(null, "Harbour Health", new(2017, 9, 30)).Count.ShouldBe(1);
        register.About(null, "Harbour Health", new(2017, 10, 1)).ShouldBeEmpty();
        register.Of(Body, new(2017, 10, 1)).ShouldBeEmpty();
        register.Of(Body, new(2017, 10, 1), Visibility.Private).Count().ShouldBe(1);
    }

    [Fact]
    public void Who_never_declared_is_due_28_days_after_appointment_and_who_did_a_year_later()
    {
        var governance = SmallBoard.With(In("chair", "ann", "2016-07-01"), In("officer", "bob", "2016-07-01"));
        var register = new InterestRegister(governance, SmallBoard.Register, [], [("ann", Body, new DateOnly(2016, 7, 10))], [], []);

        register.Due(Body, new(2016, 7, 28)).ShouldBeEmpty();
        register.Due(Body, new(2016, 7, 29)).Select(d => (d.Person.Id, d.Due)).ShouldBe([("bob", new DateOnly(2016, 7, 29))]);
        register.Due(Body, new(2017, 7, 9)).Select(d => d.Person.Id).ShouldBe(["bob"]);
        register.Due(Body, new(2017, 7, 10)).Select(d => d.Person.Id).ShouldBe(["bob", "ann"]);
    }

    [Fact]
    public void Candidates_come_best_first_and_none_that_is_unlike()
    {
        var match = new OrganisationMatch([new("RX1", "Harbour Health NHS Trust", "NHS trust", true), new("RX2", "Harbour Health", "NHS trust", true), new("RX3", "Mountain Health NHS Trust", "NHS trust", true)]);

        match.Candidates("Harbour Health Ltd", 5).Select(c => (c.Code, c.Score)).ShouldBe([("RX2", 100), ("RX1", 71)]);
        match.Candidates("Something Else", 5).ShouldBeEmpty();
    }

    private static InterestRegister With(IEnumerable<Interest> interests) => new(SmallBoard.With(In("chair", "ann", "2016-07-01")), Merging, interests, [], [], []);

    private static Interest Held(string person, string organisation, string? code = null) =>
        new($"{person}/1", Body, person, InterestType.Financial, ConflictNature.Actual, organisation, code is null ? null : OdsCode.Parse(code), "director", new(2016, 7, 1), null, new(2016, 7, 1)) { Matched = code is null ? "" : "given" };
}
