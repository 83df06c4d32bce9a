using Remit.Governance;
using static Remit.Tests.Governance.SmallBoard;

namespace Remit.Tests.Governance;

public class GovernanceAsKnownTest
{
    [Theory]
    [InlineData("2014-03-31", "vacant")]
    [InlineData("2014-04-01", "ann")]
    [InlineData("2017-03-31", "ann")]
    [InlineData("2017-04-01", "bob")]
    public void The_first_and_last_days_of_a_term_are_included(string day, string holder)
    {
        var governance = With(In("chair", "ann", "2014-04-01", "2017-03-31"), In("chair", "bob", "2017-04-01"));

        (governance.On(day).Holder(Board, "chair")?.Id ?? "vacant").ShouldBe(holder);
    }

    [Fact]
    public void A_version_of_a_constitution_is_in_force_until_the_next_begins()
    {
        var smaller = Board with { Seats = [.. Board.Seats.Take(4)] };
        var governance = With([Drawn(Body), Drawn(Body, "2016-04-01", "2", smaller)], In("finance", "fay", "2013-04-01"));

        governance.On("2016-03-31").Filled(Board).Select(s => s.Person!.Id).ShouldBe(["fay"]);
        governance.On("2016-04-01").Constitution.Version.ShouldBe("2");
        governance.On("2016-04-01").Seats.ShouldAllBe(s => s.Person == null);
        governance.On(Body, new(2013, 3, 31)).ShouldBeNull();
    }

    [Fact]
    public void An_officer_shared_by_two_bodies_is_told_with_both_while_both_terms_run()
    {
        var governance = With(In("officer", "ann", "2013-04-01"), In("officer", "ann", "2015-04-01", "2016-03-31", Neighbour), In("finance", "fay", "2013-04-01"));

        governance.SharedOfficers(new(2015, 3, 31)).ShouldBeEmpty();
        governance.SharedOfficers(new(2015, 4, 1)).Select(s => (s.Person.Id, string.Join(' ', s.Bodies))).ShouldBe([("ann", "00A 00B")]);
        governance.SharedOfficers(new(2016, 4, 1)).ShouldBeEmpty();
        governance.SeatsOf("ann", new(2015, 6, 1)).Select(s => s.Appointment!.Body).ShouldBe([Body, Neighbour]);
    }

    [Fact]
    public void A_forecast_tells_whose_term_ends_and_what_that_would_break()
    {
        var governance = With(In("officer", "amir", "2013-04-01", "2015-09-30"), In("lay-audit", "ada", "2013-04-01", "2015-12-31"), In("lay-audit", "abe", "2016-01-01", "2018-12-31"), In("chair", "gail", "2013-04-01", "2017-03-31"));

        var ending = governance.Forecast(Body, new(2015, 4, 1), new(2016, 3, 31));

        // Ada's seat is taken by Abe, and the chair's term ends later.
        ending.Select(e => (e.Day, string.Join(' ', e.Ends.Select(x => x.Seat.Person!.Id)))).ShouldBe([(new DateOnly(2015, 9, 30), "amir"), (new DateOnly(2015, 12, 31), "ada")]);
        ending[0].NewlyBroken.Select(f => f.Rule).ShouldBe(["accountable-officer"]);
        ending[1].NewlyBroken.ShouldBeEmpty();
    }

    [Fact]
    public void Who_is_appointed_again_to_the_same_seat_does_not_leave_it()
    {
        var governance = With(In("chair", "gail", "2013-04-01", "2015-09-30"), In("chair", "gail", "2015-10-01", "2016-01-31", number: 2));

        governance.Forecast(Body, new(2015, 4, 1), new(2015, 12, 31)).ShouldBeEmpty();
        governance.Forecast(Body, new(2015, 4, 1), new(2016, 12, 31)).Single().Ends.Single().MayServeAgain.ShouldBeFalse("two terms are all that the constitution allows");
    }

    [Fact]
    public void A_declaration_holds_on_its_days_and_for_its_body_and_a_later_one_goes_before()
    {
        var ann = new Person("ann", "Ann", [new("councillor", false), new("councillor", true, new(2015, 5, 7), new(2019, 5, 2)), new("employee", true, Body: Body)]);

        ann.Has("councillor", new(2015, 5, 6), Body).ShouldBe(false);
        ann.Has("councillor", new(2015, 5, 7), Body).ShouldBe(true);
        ann.Has("councillor", new(2019, 5, 3), Body).ShouldBe(false);
        ann.Has("employee", new(2015, 5, 7), Body).ShouldBe(true);
        ann.Has("employee", new(2015, 5, 7), Neighbour).ShouldBeNull("it was declared for another body");
        ann.Has("parliament", new(2015, 5, 7), Body).ShouldBeNull();
    }

    [Fact]
    public void Of_a_body_for_whose_kind_no_rules_are_held_nothing_is_said_to_be_met() =>
        new Composition(With().Facts, With().On("2016-01-01") with { Kind = "ICB" }).Check().ShouldBeEmpty();
}
