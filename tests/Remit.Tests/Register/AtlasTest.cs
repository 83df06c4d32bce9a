using Remit.Register;
using Remit.Register.Areas;
using Remit.Storage.Register;

namespace Remit.Tests.Register;

public class AtlasTest
{
    private static readonly RegisterAsKnown Register = new Evidence(NationalTables.Shipped, []).ToDate;
    private static readonly OutlineEdition Hexagons = HexagonMap.Of(NationalTables.Shipped.Centres);
    private static readonly Atlas OfHexagons = new(Register, [], () => Hexagons);

    public static TheoryData<string, int> Days { get; } = new()
    {
        { "2013-04-01", 211 }, { "2015-04-01", 209 }, { "2017-04-01", 207 }, { "2018-04-01", 195 }, { "2019-04-01", 191 }, { "2020-04-01", 135 }, { "2021-04-01", 106 }, { "2022-07-01", 106 }, { "2026-01-15", 106 },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void Every_commissioner_is_on_the_hexagon_map_and_no_two_share_a_hexagon(string on, int commissioners)
    {
        var day = SmallEngland.Day(on);
        var areas = OfHexagons.CommissionersOn(day).Select(c => OfHexagons.Of(c.Code, day)).ToList();

        areas.Count.ShouldBe(commissioners);
        areas.ShouldAllBe(a => a != null);
        var parts = areas.SelectMany(a => a!.Parts).ToList();
        parts.ShouldBeUnique();
        // 09G was split: its hexagon is with the body that took most of it.
        parts.Count.ShouldBe(211);
        areas.Sum(a => a!.Outline.Rings.Sum(r => r.Doubled)).ShouldBe(211 * Hexagons.Outlines.Values.First().Rings[0].Doubled);
    }

    [Fact]
    public void A_body_never_moves_on_the_hexagon_map_while_it_is_open()
    {
        foreach (var (code, standing) in Register.LocalCommissioners)
            OfHexagons.DaysOfChange.Where(standing.Days.Contains).Select(d => string.Join(' ', OfHexagons.Of(code, d)!.Parts)).Distinct().Count().ShouldBe(1, code.ToString());
    }

    [Fact]
    public void The_hexagon_map_is_the_same_whenever_it_is_made_and_has_England_s_shape()
    {
        var again = HexagonMap.Of(NationalTables.Shipped.Centres);

        again.Outlines.ShouldAllBe(o => o.Value.Rings[0].Corners.SequenceEqual(Hexagons.Outlines[o.Key].Rings[0].Corners));
        Hexagons.Outlines.Values.Select(o => o.Rings[0].Middle).ShouldBeUnique();
        // Northumberland above Durham above Leeds; Cornwall to the west of Kent; Norfolk to the north of Kent.
        double X(string code) => HexagonMap.Place(Hexagons.Outlines[OdsCode.Parse(code)].Rings[0].Middle).X;
        double Y(string code) => HexagonMap.Place(Hexagons.Outlines[OdsCode.Parse(code)].Rings[0].Middle).Y;
        (Y("00L") < Y("00J") && Y("00J") < Y("02V")).ShouldBeTrue();
        X("11N").ShouldBeLessThan(X("99J"));
        Y("06V").ShouldBeLessThan(Y("99J"));
    }

    [Fact]
    public void No_centres_make_no_hexagons() => HexagonMap.Of([]).Outlines.ShouldBeEmpty();

    [Fact]
    public void An_area_says_how_it_is_known()
    {
        // Squares in place of Gateshead and the two Newcastles of 2013, as if a file of that year had them.
        var (atlas, day) = (new Atlas(Register, [Edition("2013-04-01", "00F", "00G", "00H"), Edition("2021-04-01", "15E")], () => Hexagons), SmallEngland.Day("2016-04-01"));

        atlas.IsOfHexagons.ShouldBeFalse();
        atlas.Of(OdsCode.Parse("00F"), SmallEngland.Began)!.IsWorkedOut.ShouldBeFalse();
        atlas.Of(OdsCode.Parse("00F"), day).ShouldBeNull("it was no longer open");
        var merged = atlas.Of(OdsCode.Parse("13T"), day)!;
        merged.Because.ShouldBe("worked out: the outlines of 00F, 00G and 00H on 1 April 2013, put together");
        merged.Outline.Rings.ShouldHaveSingleItem();
        atlas.Of(OdsCode.Parse("15E"), SmallEngland.Day("2019-04-01"))!.Because.ShouldBe("drawn as it was later, on 1 April 2021: no earlier edition held has it");
        atlas.Of(OdsCode.Parse("15E"), SmallEngland.Day("2023-04-01"))!.Because.ShouldBe("worked out: the outline of the CCG with the same code on 1 April 2021");
        atlas.Of(OdsCode.Parse("99P"), SmallEngland.Began).ShouldBeNull("no edition has it or what it came from");
        atlas.Of(OdsCode.Parse("QHM"), SmallEngland.Day("2023-04-01")).ShouldBeNull("not all of those it came from have an outline");
    }

    [Fact]
    public void What_is_answered_changes_only_on_the_days_it_says()
    {
        var day = SmallEngland.Day("2016-07-20");

        OfHexagons.SameSince(day).ShouldBeLessThanOrEqualTo(day);
        OfHexagons.SameSince(OfHexagons.SameSince(day)).ShouldBe(OfHexagons.SameSince(day));
        OfHexagons.SameSince(SmallEngland.Day("2020-04-01")).ShouldBe(SmallEngland.Day("2020-04-01"));
        OfHexagons.DaysOfChange.Select(d => d.Year).ShouldBe([2013, 2015, 2017, 2018, 2019, 2020, 2021, 2022]);
    }

    private static OutlineEdition Edition(string day, params string[] codes) =>
        new(new("outlines", "outlines", SmallEngland.Day(day), DateTimeOffset.MinValue, $"{day}.geojson", day),
            codes.Index().ToDictionary(c => OdsCode.Parse(c.Item), c => Outline.Of([([new(c.Index * 10, 0), new(c.Index * 10 + 10, 0), new(c.Index * 10 + 10, 10), new(c.Index * 10, 10)], false)])!));
}
