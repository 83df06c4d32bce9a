using Remit.Register;
using static Remit.Tests.Register.SmallEngland;

namespace Remit.Tests.Register;

public class LineageTest
{
    private static readonly (string, string, string?)[] Groups =
        [("00F", "2013-04-01", "2015-03-31"), ("00G", "2013-04-01", "2015-03-31"), ("13T", "2015-04-01", null), ("00L", "2013-04-01", null)];

    private static RegisterAsKnown England(params ReleaseEvidence[] releases) =>
        new Evidence(Facts(Groups, ("00F", "13T", "2015-04-01"), ("00G", "13T", "2015-04-01")), releases).ToDate;

    [Fact]
    public void What_was_merged_goes_over_whole_and_says_by_which_succession()
    {
        var descent = new Lineage(England(), Day("2014-06-30"), Day("2016-06-30")).Of(OdsCode.Parse("00F"));

        descent.Shares.ShouldBe([new Share(OdsCode.Parse("13T"), 1)]);
        descent.Because.ShouldStartWith("00F became 13T on 2015-04-01");
    }

    [Fact]
    public void Without_lists_or_areas_what_was_split_cannot_be_placed()
    {
        var descent = new Lineage(England(), Day("2016-06-30"), Day("2014-06-30")).Of(OdsCode.Parse("13T"));

        descent.Shares.ShouldBeEmpty();
        descent.Because.ShouldBe("13T NHS 13T CCG has 2 bodies in its place, 00F and 00G, on 2014-06-30, and neither registered lists nor small areas say how to share it out");
    }

    [Fact]
    public void Figures_of_a_day_on_which_the_body_was_not_open_cannot_be_placed() =>
        new Lineage(England(), Day("2014-06-30"), Day("2016-06-30")).Of(OdsCode.Parse("13T"))
            .Because.ShouldBe("13T NHS 13T CCG was not open on 2014-06-30: it was open from 2015-04-01");

    [Fact]
    public void A_kind_that_nobody_was_of_that_day_cannot_be_reached() =>
        new Lineage(England(), Day("2014-06-30"), Day("2016-06-30"), "ICB").Of(OdsCode.Parse("00F")).Because.ShouldBe("no ICB was open on 2016-06-30");

    [Fact]
    public void The_evidence_of_a_share_says_how_many_patients_it_rests_on()
    {
        var register = England(
            Memberships("2019-08-30", ("A85001", "00F", "2013-04-01", "2015-03-31"), ("A85001", "13T", "2015-04-01", null), ("A85002", "13T", "2016-01-01", null)),
            Lists("2014-01-01", ("A85001", 3_000), ("A85002", 10)));

        var descent = new Lineage(register, Day("2016-06-30"), Day("2014-06-30")).Of(OdsCode.Parse("13T"));

        descent.Method.ShouldBe("patients");
        descent.Because.ShouldBe("1 of 2 practices with 3,000 of 3,010 patients on lists_2014-01-01.csv, edition 2014-01-01 are in one of them on both days");
    }

    [Fact]
    public void A_practice_goes_to_the_commissioner_it_belonged_to_on_the_other_day()
    {
        var register = England(Memberships("2019-08-30", ("A85001", "00F", "2013-04-01", "2015-03-31"), ("A85001", "00L", "2015-04-01", null)));

        new Lineage(register, Day("2014-06-30"), Day("2016-06-30")).Of(PracticeCode.Parse("A85001")).Shares.ShouldBe([new Share(OdsCode.Parse("00L"), 1)]);
    }

    [Fact]
    public void A_practice_that_has_closed_goes_as_its_commissioner_does()
    {
        var register = England(Memberships("2019-08-30", ("A85001", "00F", "2013-04-01", "2014-12-31")));

        var descent = new Lineage(register, Day("2014-06-30"), Day("2016-06-30")).Of(PracticeCode.Parse("A85001"));

        descent.Shares.ShouldBe([new Share(OdsCode.Parse("13T"), 1)]);
        descent.Because.ShouldStartWith("A85001 was in no CCG on 2016-06-30, so it goes as 00F, to which it belonged on 2014-06-30");
    }

    [Theory]
    [InlineData("nhs 13t ccg", "13T")]
    [InlineData("NHS 13T", "13T")]
    [InlineData("13T", "13T")]
    [InlineData(" 13t ", "13T")]
    [InlineData("00F", "00F")]
    public void A_body_is_found_by_its_code_or_by_its_name_that_day(string cell, string code) =>
        new Subjects(England(), Day("2016-06-30"), CodeKind.Any).Find(cell, out _)!.Value.ToString().ShouldBe(code);

    [Fact]
    public void A_name_of_another_day_is_not_found()
    {
        new Subjects(England(), Day("2016-06-30"), CodeKind.Any).Find("NHS 00F CCG", out var problem).ShouldBeNull();

        problem.ShouldBe("no code or name that the register has on 2016-06-30");
    }
}
