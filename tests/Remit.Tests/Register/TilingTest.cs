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

    private static RegisterAsKnown Counties(params (string District, string Council)[] lookUp) => new Evidence(Facts(Groups),
    [
        new(new("small-areas", "small areas", Day("2013-04-01"), DateTimeOffset.MinValue, "LSOA.csv", "a"))
        {
            Coverage = new(() => [Row(1, "00F", "E07000001"), Row(2, "00F", "E07000002"), Row(3, "00G", "E08000001"), Row(4, "00G", "E08000001")]),
        },
        new(new("upper-tiers", "upper tiers", Day("2021-04-01"), DateTimeOffset.MinValue, "UTLA.csv", "b"))
        {
            UpperTiers = new(() => [.. lookUp.Select((l, n) => new UpperTierRow(OnsCode.Parse(l.District), OnsCode.Parse(l.Council), "", n + 2))]),
        },
    ]).ToDate;

    private static CoverageRow Row(int n, string commissioner, string district) => new(OnsCode.Parse($"E0100000{n}"), new(OdsCode.Parse(commissioner), OnsCode.Parse(district)), n + 1);

    [Theory]
    [InlineData("E07000001 E10000001;E07000002 E10000001", "E10000001, whole|lies in one upper-tier council")]
    [InlineData("E07000001 E10000001;E07000002 E10000002", "E10000001, whole; E10000002, whole|crosses the boundaries of 2 upper-tier councils")]
    [InlineData("E07000001 E10000001", "1 small area of districts whose council no look-up has (E07000002); E10000001, 1 small area; whether that is all of it cannot be told|has districts whose council is not known: whether it crosses a boundary cannot be told")]
    [InlineData("", "2 small areas of districts whose council no look-up has (E07000001, E07000002)|has districts whose council is not known: whether it crosses a boundary cannot be told")]
    public void A_district_whose_council_is_not_known_is_no_council_and_leaves_none_whole(string lookUp, string says)
    {
        var register = Counties([.. lookUp.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(l => (l.Split(' ')[0], l.Split(' ')[1]))]);

        var councils = Tiling.Councils(register, Footprint.On(register, Day("2013-12-31"))).ToLookup(c => c.Body);

        var body = councils[OdsCode.Parse("00F")].ToList();
        $"{string.Join("; ", body)}|{Tiling.Lies(body)}".ShouldBe(says);
        councils[OdsCode.Parse("00G")].ShouldHaveSingleItem().ToString().ShouldBe("E08000001, whole");
    }

    [Fact]
    public void The_look_ups_that_councils_rest_on_are_told_with_their_days() =>
        RegisterCheck.LookUps(Counties(), Day("2027-04-01")).ShouldBe([
            "The newest look-up of small areas is of 2013-04-01: boundaries that changed after it are not seen.",
            "The newest look-up of upper-tier councils is of 2021-04-01: boundaries that changed after it are not seen."]);

    [Fact]
    public void A_place_that_lies_with_a_board_itself_is_found_at_every_tier_and_on_every_day()
    {
        var facts = Facts([("00F", "2013-04-01", null), ("Q01", "2013-04-01", null)]);
        var source = facts.Standings[0].Standing.Source;
        facts = facts with
        {
            Standings = [facts.Standings[0], (OdsCode.Parse("Q01"), facts.Standings[1].Standing with { Kind = "ICB" })],
            Links = [new(OdsCode.Parse("00F"), "icb", OdsCode.Parse("Q01"), new(Began), source)],
            Tiers = new HashSet<string> { "ICB" },
        };
        var register = new Evidence(facts, [Areas("2013-04-01", ("E01000001", "00F"), ("E01000002", "Q01"))]).ToDate;

        Tiling.Broken(Footprint.On(register, Began)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Code.ShouldBe("not-a-local-commissioner"), f => f.Found.ShouldBe("E01000002 in Q01 on 2013-04-01"), f => f.Wanted.ShouldBe("a local commissioner that lies in it: 00F"));
        Tiling.BrokenThrough(register, new(Began, Day("2014-03-31"))).ShouldHaveSingleItem().Days.Last.ShouldBe(Day("2014-03-31"));
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void A_day_with_none_before_or_after_it_cannot_be_planned_for(string on) =>
        (Merging(Merger("NEW1", "00F", "00G")) with { On = Day(on) }).Impossible(England, m => new("test")).Select(f => f.Code).ShouldBe(["bad-date"]);

    [Fact]
    public void With_no_lists_patients_are_not_known()
    {
        MergerPlan Of(params ReleaseEvidence[] more) => MergerPlan.Make(
            new Evidence(Facts(Groups), [Areas("2013-04-01", ("E01000001", "00F")), .. more]).ToDate, Merging(Merger("NEW1", "00F", "00G")), MergerRules.None);

        Of().Patients.ShouldBeNull();
        Of().After.ShouldAllBe(b => b.Patients == null && b.WithoutList == null);
        Of(Lists("2013-06-30", ("A85001", 10))).Patients.ShouldBe((0L, 0m, 0L));
    }

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
