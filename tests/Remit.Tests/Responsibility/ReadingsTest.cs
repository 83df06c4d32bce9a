using Remit.Responsibility;

namespace Remit.Tests.Responsibility;

public class ReadingsTest
{
    private static readonly (Item Item, string Cell)[] InPrison =
        [(Item.CdsType, "130"), (Item.Postcode, "PO1 2BW"), (Item.SourceOfAdmission, "39")];

    /// <summary>For each reading that is not the documented one: a record on which it tells.</summary>
    private static readonly Dictionary<string, (Item Item, string Cell)[]> Telling = new()
    {
        ["K1=specialised-body"] = [(Item.Practice, ""), (Item.Postcode, "CF1 1AA")],
        ["K2=red-only"] = [(Item.Provider, "RBB"), (Item.ServiceCode, "NCBPS03C")],
        ["K3=40"] = InPrison,
        ["K3=39"] = [.. InPrison, (Item.SourceOfAdmission, "40")],
        ["K4=overseas"] = [(Item.OverseasCategory, "")],
        ["K5=residence"] = [(Item.OverseasCategory, "C"), (Item.Postcode, "CF1 1AA")],
        ["K5=registration"] = [(Item.OverseasCategory, "C"), (Item.Practice, "")],
        ["K6=responsible"] = [(Item.CdsType, "011"), (Item.Postcode, "CF1 1AA"), (Item.Provider, "RBB")],
        ["K7=health-board"] = [(Item.Practice, "W91001"), (Item.Postcode, "BB2 2BB"), (Item.ServiceCode, "NCBPS01A"), (Item.ReferredViaRas, "Y")],
        ["K8=route-only"] = [(Item.Practice, "W91001"), (Item.Postcode, "LD1 1AA"), (Item.ServiceCode, "NCBPS01A")],
        ["K9=wales"] = [(Item.Practice, ""), (Item.Postcode, "ZZ99 3GZ")],
        ["K10=border-practice"] = [(Item.Practice, "W91002"), (Item.Postcode, "BB2 2BB")],
        ["K11=stop"] = [(Item.OverseasCategory, "C"), (Item.Practice, ""), (Item.Postcode, "CF1 1AA")],
        ["K12=bf1-bf2"] = [(Item.Practice, "Y90003")],
    };

    public static TheoryData<string> Alternatives =>
        [.. DoubtfulPoint.All.SelectMany(p => p.Readings.Skip(1).Select(r => $"{p.Id}={r.Name}"))];

    private static Readings Read(params string[] choices)
    {
        Readings.TryParse(choices, out var readings, out var problem).ShouldBeTrue(problem);
        return readings;
    }

    [Fact]
    public void What_is_not_chosen_is_read_as_documented_which_is_the_first_reading()
    {
        foreach (var point in DoubtfulPoint.All)
        {
            Readings.Documented[point].ShouldBe(point.Readings[0]);
            Readings.Documented.Are(point, point.Readings[0].Name).ShouldBeTrue();
        }

        Readings.Documented.Chosen.ShouldBeEmpty();
    }

    [Fact]
    public void Choosing_the_documented_reading_is_no_choice() => Read("K3=40-or-39").Chosen.ShouldBeEmpty();

    [Fact]
    public void Choices_are_told_in_the_order_of_the_points_whatever_their_case_and_spaces() =>
        Read("k12= BF1-BF2 ", "K3=40").Chosen.ShouldBe(["K3=40", "K12=bf1-bf2"]);

    [Fact]
    public void Of_two_choices_for_one_point_the_last_counts_even_if_it_is_the_documented_one()
    {
        Read("K3=40", "K3=39").Chosen.ShouldBe(["K3=39"]);
        Read("K3=40", "K3=40-or-39").Chosen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("K99=x", "'K99' is not a doubtful point: K1 to K14.")]
    [InlineData("", "'' is not a doubtful point: K1 to K14.")]
    [InlineData("K3", "K3 (Box E, source of admission) can be read as: 40-or-39, 40, 39.")]
    [InlineData("K3=41", "K3 (Box E, source of admission) can be read as: 40-or-39, 40, 39.")]
    [InlineData("K13=other", "K13 (Box I-1, Appendix E's third result) can be read as: notice.")]
    [InlineData("K14=referral", "K14 (Box J in emergency care) can be read as: registration.")]
    public void A_choice_that_is_not_one_is_answered_with_what_there_is(string choice, string said)
    {
        Readings.TryParse([choice], out _, out var problem).ShouldBeFalse();
        problem.ShouldBe(said);
    }

    [Theory]
    [MemberData(nameof(Alternatives))]
    public void Another_reading_decides_another_way(string choice)
    {
        Telling.ShouldContainKey(choice, "a reading that no record tells apart is not a reading");
        var record = SmallWorld.Record(Telling[choice]);

        var documented = SmallWorld.Decide(record);
        var other = SmallWorld.Decide(record, Read(choice));

        (documented with { Flags = other.Flags }).ShouldNotBe(other, $"{choice}: both give {documented}");
    }

    [Fact]
    public void Points_13_and_14_have_one_reading_and_its_reason() =>
        DoubtfulPoint.All.Where(p => p.Readings.Count == 1).Select(p => p.Id).ShouldBe(["K13", "K14"]);

    [Fact]
    public void A_rulebook_says_which_readings_it_was_built_with() =>
        RulebookChart.Text(Rulebooks.Named("cam-2025-26", Read("K3=40"))!).ShouldContain("Read otherwise than documented: K3=40.");

    [Theory]
    [InlineData("K2=red-only", "RESPONSIBLE", "01A")]
    [InlineData("K3=40", "RESPONSIBLE", "01A")]
    [InlineData("K6=responsible", "RESPONSIBLE", "01A")]
    [InlineData("K7=health-board", "DEVOLVED_SPECIALISED", "7A7")]
    [InlineData("K8=route-only", "SPECIALISED_PROVIDER_HUB", "13R")]
    [InlineData("K9=wales", "DEVOLVED_BOARD", "W01")]
    [InlineData("K10=border-practice", "RESPONSIBLE", "02B")]
    [InlineData("K11=stop", "RESPONSIBLE", "")]
    [InlineData("K1=specialised-body", "DEVOLVED_SPECIALISED", "7A5HC")]
    public void What_the_other_reading_decides_is_what_it_says(string choice, string outcome, string commissioner)
    {
        var decision = SmallWorld.Decide(SmallWorld.Record(Telling[choice]), Read(choice));

        (decision.Outcome.Name, decision.Commissioner).ShouldBe((outcome, commissioner));
    }

    [Fact]
    public void Wales_not_otherwise_specified_is_Wales_in_emergency_care_too_where_it_is_read_so()
    {
        var record = SmallWorld.Record((Item.CdsType, "011"), (Item.Practice, ""), (Item.Postcode, "ZZ99 3GZ"));

        SmallWorld.Decide(record, Read("K9=main-site-first")).Path.ShouldBe("A&E-1>J");
        var asWales = SmallWorld.Decide(record, Read("K9=wales"));
        (asWales.Path, asWales.Outcome.Name).ShouldBe(("A&E-1", "HOST"));
    }
}
