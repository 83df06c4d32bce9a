using Remit.Register;
using static Remit.Tests.Register.SmallEngland;

namespace Remit.Tests.Register;

public class TilingTest
{
    private static readonly (string, string, string?)[] Groups = [("00F", "2013-04-01", null), ("00G", "2013-04-01", null), ("00L", "2013-04-01", "2014-03-31")];

    private static RegisterAsKnown England => new Evidence(Facts(Groups),
    [
        Areas("2013-04-01", ("E01000001", "00F"), ("E01000002", "00F"), ("E01000003", "00G"), ("E01000004", "00L")),
    ]).ToDate;

    private static Scenario Merging(params ProposedMerger[] mergers) => new("a test", Day("2014-01-01"), mergers);

    private static ProposedMerger Merger(string code, params string[] bodies) => new(OdsCode.Parse(code), $"NHS {code}", [.. bodies.Select(b => OdsCode.Parse(b))]);

    [Fact]
    public void Where_every_place_is_in_one_open_body_nothing_is_broken() => Tiling.Broken(Footprint.On(England, Day("2013-12-31"))).ShouldBeEmpty();

    [Fact]
    public void A_place_in_a_body_that_has_closed_is_found() =>
        Tiling.Broken(Footprint.On(England, Day("2014-04-01"))).ShouldHaveSingleItem().ToString().ShouldBe(
            "LSOA_2013-04-01.csv:5: area-without-commissioner: found 'E01000004 in no commissioner on 2014-04-01', wanted exactly one; cannot be carried over: 00L closed on 2014-03-31 and does not have exactly one successor");

    [Fact]
    public void A_merger_keeps_the_tiling() =>
        Tiling.Broken(Footprint.On(England, Day("2013-12-31")).Under(Merging(Merger("NEW1", "00F", "00G")))).ShouldBeEmpty();

    [Fact]
    public void Every_place_of_the_old_bodies_is_in_the_new_one() =>
        Footprint.On(England, Day("2013-12-31")).Under(Merging(Merger("NEW1", "00F", "00G"))).Areas.Select(a => $"{a.Area} {a.Commissioner}")
            .ShouldBe(["E01000001 NEW1", "E01000002 NEW1", "E01000003 NEW1", "E01000004 00L"], ignoreOrder: true);

    [Fact]
    public void A_body_may_take_the_others_over_under_its_own_code() =>
        Tiling.Broken(Footprint.On(England, Day("2013-12-31")).Under(Merging(Merger("00F", "00F", "00G")))).ShouldBeEmpty();

    [Theory]
    [InlineData("00F", "nothing-to-merge")]
    [InlineData("00F 00F", "nothing-to-merge")]
    [InlineData("00F 13T", "unknown-code")]
    public void A_merger_of_bodies_that_cannot_merge_is_refused(string bodies, string code) =>
        Merging(Merger("NEW1", bodies.Split(' '))).Impossible(England, m => new("test")).Select(f => f.Code).ShouldBe([code]);

    [Fact]
    public void A_body_cannot_be_in_two_mergers() =>
        Merging(Merger("NEW1", "00F", "00G"), Merger("NEW2", "00F", "00L")).Impossible(England, m => new(m.Name)).ShouldHaveSingleItem().ToString()
            .ShouldBe("NHS NEW2: in-two-mergers: found '00F in NHS NEW1 and in NHS NEW2', wanted each body in one merger: nothing may lie in two");

    [Fact]
    public void A_code_that_another_open_body_has_cannot_be_taken() =>
        Merging(Merger("00L", "00F", "00G")).Impossible(England, m => new(m.Name)).Select(f => f.Code).ShouldBe(["code-in-use"]);

    [Fact]
    public void A_body_that_closed_before_cannot_merge() =>
        (Merging(Merger("NEW1", "00F", "00L")) with { On = Day("2015-04-01") }).Impossible(England, m => new("test")).ShouldHaveSingleItem().Wanted
            .ShouldBe("a body that is open on 2015-03-31, the day before: it was open 2013-04-01 to 2014-03-31");
}
