using System.Text.Json;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Storage;
using Remit.Storage.Register;

namespace Remit.Tests.Storage;

/// <summary>The official outlines of CCGs, taken in once.</summary>
public sealed class RealOutlines : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public RealOutlines()
    {
        Outcomes = Where.Shared is null ? [] : [.. new ReleaseImport(new(folder.Path), NationalTables.Shipped, new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero)).ImportFolder(Where.SharedPath("data/boundaries"))];
        Register = new Evidence(NationalTables.Shipped, []).ToDate;
        Editions = KeptOutlines.In(new Workspace(folder.Path), Register, NationalTables.Shipped);
        Atlas = new(Register, Editions, () => HexagonMap.Of([]));
    }

    public IReadOnlyList<ImportOutcome> Outcomes { get; }
    public RegisterAsKnown Register { get; }
    public IReadOnlyList<OutlineEdition> Editions { get; }
    public Atlas Atlas { get; }

    public void Dispose() => folder.Dispose();
}

public sealed class RealOutlinesTest(RealOutlines real) : IClassFixture<RealOutlines>
{
    [Fact]
    public void Every_file_is_known_by_its_content_and_its_bodies_tell_its_edition()
    {
        Where.SharedPath("data");
        real.Outcomes.Select(o => $"{Path.GetFileName(o.File)} {o.Verdict} {o.Release?.Edition:yyyy-MM-dd} {o.Release?.Rows} {o.Release?.LeftOut} {o.Findings.Count}").ShouldBe(
        [
            "ccg-boundaries_2013_mastodonc.topojson Activated 2013-04-01 212 0 0",
            "ccgs_2019_datalab.geojson Activated 2018-04-01 195 0 0",
            "ccg20.geojson Activated 2020-04-01 135 0 0",
            "ccg21.geojson Activated 2021-04-01 106 0 0",
        ]);
        real.Editions.Select(e => e.Outlines.Count).ShouldBe([211, 195, 135, 106]);
    }

    [Theory]
    [MemberData(nameof(Register.AtlasTest.Days), MemberType = typeof(Register.AtlasTest))]
    public void Every_commissioner_has_an_area_and_together_they_cover_England_once(string on, int commissioners)
    {
        Where.SharedPath("data");
        var day = Remit.Tests.Register.SmallEngland.Day(on);
        var areas = real.Atlas.CommissionersOn(day).Select(c => real.Atlas.Of(c.Code, day)).ToList();

        areas.Count.ShouldBe(commissioners);
        areas.ShouldAllBe(a => a != null);
        areas.SelectMany(a => a!.Parts).ShouldBeUnique();
        // England is 130,310 square kilometres above the mean tide; the outlines of 2013 and 2018 reach into estuaries, and all are drawn with a coarse pencil.
        areas.Sum(a => a!.Outline.SquareKilometres).ShouldBeInRange(129_500, 134_500);
    }

    [Fact]
    public void Boards_put_together_from_their_locations_cover_what_those_cover()
    {
        Where.SharedPath("data");
        var day = new DateOnly(2023, 4, 1);
        var boards = real.Register.OfKind("ICB", day).Select(b => real.Atlas.Of(b.Code, day)).ToList();

        boards.Count.ShouldBe(42);
        boards.ShouldAllBe(b => b != null && b.IsWorkedOut);
        boards.SelectMany(b => b!.Parts).ShouldBeUnique();
        var whole = real.Atlas.CommissionersOn(day).Sum(c => real.Atlas.Of(c.Code, day)!.Outline.SquareKilometres);
        boards.Sum(b => b!.Outline.SquareKilometres).ShouldBe(whole, whole / 1e6);
    }

    [Fact]
    public void What_was_put_together_from_the_edition_before_is_what_the_next_edition_draws()
    {
        Where.SharedPath("data");
        var (before, next) = (new Atlas(real.Register, [real.Editions[2]], () => real.Editions[0]), real.Editions[3]);
        var merged = next.Outlines.Where(o => !real.Editions[2].Outlines.ContainsKey(o.Key)).ToList();

        merged.Count.ShouldBe(9);
        foreach (var (code, outline) in merged)
            before.Of(code, next.Release.Edition)!.Outline.SquareKilometres.ShouldBe(outline.SquareKilometres, outline.SquareKilometres * 0.02, code.ToString());
    }

    [Fact]
    public void The_points_that_the_ONS_put_inside_areas_are_inside_ours_by_degrees_and_by_grid()
    {
        var file = Where.SharedPath("data/boundaries/ccg21.geojson");
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var outlines = real.Editions[3].Outlines;
        foreach (var properties in json.RootElement.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties")))
        {
            var code = real.Register.Find(OnsCode.Parse(properties.GetProperty("CCG21CD").GetString()!))!.Value;
            var (longitude, latitude) = (properties.GetProperty("LONG").GetDouble(), properties.GetProperty("LAT").GetDouble());
            var point = NationalGrid.At(properties.GetProperty("BNG_E").GetDouble(), properties.GetProperty("BNG_N").GetDouble());

            outlines.Where(o => o.Value.Contains(point)).Select(o => o.Key).ShouldBe([code]);
            // The file has 99F's point at sea, in a latitude of exactly 50 degrees.
            if (latitude == 50)
                continue;
            // Ten metres.
            point.Longitude.ShouldBe(longitude, 0.00015, code.ToString());
            point.Latitude.ShouldBe(latitude, 0.0001, code.ToString());
        }
    }

    [Fact]
    public void The_centres_that_travel_with_Remit_are_those_of_the_official_outlines()
    {
        Where.SharedPath("data");
        foreach (var centre in NationalTables.Shipped.Centres)
        {
            var corners = real.Editions[0].Outlines[centre.Code].Rings.SelectMany(r => r.Corners).ToList();
            centre.Place.East.ShouldBeInRange(corners.Min(c => c.East), corners.Max(c => c.East), centre.Code.ToString());
            centre.Place.North.ShouldBeInRange(corners.Min(c => c.North), corners.Max(c => c.North), centre.Code.ToString());
        }
    }
}
