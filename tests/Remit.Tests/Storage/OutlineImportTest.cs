using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Storage;
using Remit.Storage.Register;

namespace Remit.Tests.Storage;

/// <summary>Files of outlines: small made-up ones with the real codes, sound unless a test damages them.</summary>
public sealed class OutlineImportTest : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly RegisterAsKnown Register = new Evidence(NationalTables.Shipped, []).ToDate;
    private static readonly DateOnly April2021 = new(2021, 4, 1);

    // A hundred and six little squares in a row, one for each CCG of April 2021.
    private static readonly (OdsCode Code, OnsCode Ons, string Name)[] Bodies =
        [.. Register.OfKind("CCG", April2021).Select(o => (o.Code, o.OnsCodeOn(April2021)!.Value, o.NameNear(April2021)))];

    private readonly TemporaryFolder folder = Where.NewFolder();

    private int read;

    private Workspace Workspace => new(folder.File("workspace"));

    [Fact]
    public void Whose_outlines_they_are_tells_the_edition()
    {
        var outcome = Import("shapes.json", GeoJson());

        (outcome.Verdict, outcome.Kind, outcome.Release!.Edition, outcome.Release.EditionFrom, outcome.Release.Series).ShouldBe((ImportVerdict.Activated, "outlines", April2021, "file", "CCG"));
        (outcome.Release.Rows, outcome.Release.LeftOut).ShouldBe((106, 0));
        outcome.Findings.ShouldBeEmpty();
        KeptOutlines.In(Workspace, Register, NationalTables.Shipped).ShouldHaveSingleItem().Outlines.Count.ShouldBe(106);
    }

    [Theory]
    [InlineData("CCG21CD")]
    [InlineData("ccg21cdh")]
    [InlineData("ccg_code")]
    [InlineData("name")]
    [InlineData("CCG21NM")]
    public void A_body_is_known_by_its_ONS_code_its_ODS_code_or_its_name(string heading) =>
        Import("shapes.geojson", GeoJson(heading)).Release!.Edition.ShouldBe(April2021);

    [Fact]
    public void The_same_bytes_again_change_nothing_and_say_so()
    {
        Import("shapes.geojson", GeoJson());

        Import("again.geojson", GeoJson()).Verdict.ShouldBe(ImportVerdict.AlreadyHeld);
    }

    [Fact]
    public void A_release_is_compared_with_the_one_before_it()
    {
        Import("a.geojson", GeoJson());

        var comparison = Import("b.geojson", GeoJson(leaveOut: 1)).Comparison!;

        (comparison.KeysBefore, comparison.KeysNow, comparison.New.Count).ShouldBe((106, 105, 0));
        comparison.Gone.ShouldBe([Bodies[^1].Code.ToString()]);
    }

    [Fact]
    public void A_body_without_an_outline_is_told()
    {
        var outcome = Import("shapes.geojson", GeoJson(leaveOut: 1));

        outcome.Verdict.ShouldBe(ImportVerdict.Activated);
        outcome.Findings.Select(f => f.ToString()).ShouldBe([$"shapes.geojson: no-outline: found 'no outline of {Bodies[^1].Code} {Bodies[^1].Name}', wanted one for each CCG of 1 April 2021"]);
    }

    [Fact]
    public void One_area_that_cannot_be_used_is_left_out_with_its_number_and_more_than_one_in_a_hundred_refuse_the_file()
    {
        var one = Import("one.geojson", GeoJson(change: (n, f) => n == 7 ? f.Replace("]]]}", "],[-4.93,51.05]]]}", StringComparison.Ordinal) : f));
        one.Verdict.ShouldBe(ImportVerdict.Activated);
        one.Release!.LeftOut.ShouldBe(1);
        one.Findings[0].ToString().ShouldBe("one.geojson [features[7]]: ring-not-closed: found 'a ring whose last position is not its first', wanted a ring that is closed");

        var many = Import("many.geojson", GeoJson(change: (n, f) => n < 2 ? f.Replace("Polygon", "LineString", StringComparison.Ordinal) : f));
        many.Verdict.ShouldBe(ImportVerdict.Refused);
        many.Findings.Select(f => f.Code).ShouldContain("too-many-left-out");
        Workspace.Releases.ShouldHaveSingleItem().File.ShouldBe("one.geojson");
    }

    [Theory]
    [InlineData("unknown-body", "E38000999")]
    [InlineData("duplicate", "E38000006")]
    public void A_code_that_is_unknown_or_there_twice_is_left_out(string finding, string code) =>
        Import("shapes.geojson", GeoJson(change: (n, f) => n == 50 ? f.Replace(Bodies[50].Ons.ToString(), code, StringComparison.Ordinal) : f)).Findings.Select(f => f.Code).ShouldContain(finding);

    [Fact]
    public void Longitude_and_latitude_the_wrong_way_about_are_noticed() =>
        Import("shapes.geojson", GeoJson(change: (n, f) => n == 3 ? f.Replace("Polygon\",\"coordinates\":[[[", "Polygon\",\"coordinates\":[[[52.5,-2.5],[52.6,-2.5],[52.6,-2.4],[52.5,-2.5]],[[", StringComparison.Ordinal) : f))
            .Findings[0].Code.ShouldBe("not-in-england");

    [Fact]
    public void Wherever_a_file_is_cut_it_is_refused_as_cut_and_nothing_changes()
    {
        var whole = GeoJson();
        Prop.ForAll(Gen.Choose(100, whole.Length - 3).ToArbitrary(), length =>
        {
            var outcome = Import("cut.geojson", whole[..length]);
            return outcome.Verdict == ImportVerdict.Refused && outcome.Findings.Single() is { Code: "cut-short", Place.Line: > 0 } && Workspace.Releases.Count == 0;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_damaged_byte_is_refused_with_its_line_and_place()
    {
        var finding = Import("bad.geojson", GeoJson().Replace("\"features\":[\n", "\"features\":[\n%", StringComparison.Ordinal)).Findings.ShouldHaveSingleItem();

        finding.ToString().ShouldBe("bad.geojson:3: not-json: found 'something that is not JSON, at byte 1 of the line', wanted GeoJSON or TopoJSON as published: the file is damaged, so ask for it again");
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"colour":"red"},"geometry":null}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""")]
    [InlineData("""{"type":"Topology","objects":{},"arcs":[]}""")]
    public void Outlines_of_nobody_are_left_alone_unless_they_were_said_to_be_outlines(string json)
    {
        Import("things.geojson", json).Verdict.ShouldBe(ImportVerdict.LeftAlone);
        Import("things.geojson", json, Layouts.Outlines).Findings.Select(f => f.Code).ShouldContain("no-known-body");
    }

    [Theory]
    [InlineData("""{"type":"FeatureCollection","features":[[1]]}""")]
    [InlineData("""{"type":"Topology","transform":7,"objects":{},"arcs":[]}""")]
    [InlineData("""{"type":"Topology","arcs":[[["a","b"]]],"objects":{"x":{"type":"Polygon","arcs":[[0]]}}}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[["x"]]]},"properties":{"code":"00C"}}]}""")]
    public void JSON_that_is_laid_out_otherwise_is_never_a_fault(string json) =>
        Import("odd.json", json, Layouts.Outlines).Verdict.ShouldBe(ImportVerdict.Refused);

    [Fact]
    public void A_grid_that_is_not_known_is_refused_by_its_name()
    {
        var outcome = Import("web.geojson", GeoJson(crs: "EPSG:3857"));

        outcome.Findings.ShouldHaveSingleItem().ToString().ShouldStartWith("web.geojson [crs]: unknown-grid: found 'EPSG:3857', wanted degrees (EPSG:4326 or CRS84) or the British National Grid (EPSG:27700)");
    }

    [Fact]
    public void Eastings_and_northings_are_put_where_they_are_and_refused_where_no_grid_is_named()
    {
        var metres = GeoJson(crs: "urn:ogc:def:crs:EPSG::27700", at: (x, y) => $"[{400_000 + x * 1000},{300_000 + y * 1000}]");

        Import("grid.geojson", metres).Verdict.ShouldBe(ImportVerdict.Activated);
        var outline = KeptOutlines.In(Workspace, Register, NationalTables.Shipped)[0].Outlines[Bodies[0].Code];
        outline.Contains(NationalGrid.At(400_500, 300_500)).ShouldBeTrue();
        outline.SquareKilometres.ShouldBe(1, 0.01);
        Import("none.geojson", metres.Replace("urn:ogc:def:crs:EPSG::27700", "urn:ogc:def:crs:OGC:1.3:CRS84", StringComparison.Ordinal)).Findings.Select(f => f.Code).ShouldContain("not-on-the-grid");
    }

    [Fact]
    public void TopoJSON_gives_the_very_outlines_of_GeoJSON_whatever_their_shape() =>
        Prop.ForAll(Gen.Choose(1, 50).ArrayOf(Bodies.Length + 1).ToArbitrary(), heights =>
        {
            var (geo, topo) = (Read(GeoJson(at: (x, y) => $"[{Degrees(-5, 0.01, x)},{Degrees(51, 0.001, y == 0 ? 0 : heights[x])}]")), Read(TopoJson(heights)));
            return geo.Count == topo.Count && geo.All(g => topo[g.Key].Rings.Zip(g.Value.Rings).All(r => r.First.Corners.ToHashSet().SetEquals(r.Second.Corners) && r.First.Doubled == r.Second.Doubled));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    public void Dispose() => folder.Dispose();

    private ImportOutcome Import(string name, string json, Layout? kind = null)
    {
        File.WriteAllText(folder.File(name), json);
        return new ReleaseImport(Workspace, NationalTables.Shipped, Now).Import(folder.File(name), kind);
    }

    private IReadOnlyDictionary<OdsCode, Outline> Read(string json)
    {
        var path = folder.File("read.json");
        File.WriteAllText(path, json);
        var workspace = new Workspace(folder.File($"read {++read}"));
        new ReleaseImport(workspace, NationalTables.Shipped, Now).Import(path).Verdict.ShouldBe(ImportVerdict.Activated);
        return KeptOutlines.In(workspace, Register, NationalTables.Shipped)[0].Outlines;
    }

    private static string Degrees(double from, double step, int n) => (from + step * n).ToString("0.######", CultureInfo.InvariantCulture);

    private static string GeoJson(string heading = "CCG21CD", string? crs = null, int leaveOut = 0, Func<int, int, string>? at = null, Func<int, string, string>? change = null)
    {
        at ??= (x, y) => $"[{Degrees(-5, 0.01, x)},{Degrees(51, 0.01, y)}]";
        change ??= (_, feature) => feature;
        var json = new StringBuilder("{\"type\":\"FeatureCollection\",\n");
        json.Append(crs is null ? "" : $"\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"{crs}\"}}}},").Append("\"features\":[\n");
        json.AppendJoin(",\n", Bodies.SkipLast(leaveOut).Select((b, n) =>
        {
            var value = heading.EndsWith("NM", StringComparison.OrdinalIgnoreCase) ? b.Name : heading == "name" ? b.Name.ToUpperInvariant() : heading == "CCG21CD" ? b.Ons.ToString() : b.Code.ToString();
            return change(n, $"{{\"type\":\"Feature\",\"properties\":{{\"{heading}\":\"{value}\",\"area\":1}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{at(n, 0)},{at(n + 1, 0)},{at(n + 1, 1)},{at(n, 1)},{at(n, 0)}]]}}}}");
        }));
        return json.Append("\n]}").ToString();
    }

    /// <summary>The same squares by their lines: n is the line up on the west of square n, and after those a line along the south and along the north of each. There is an object of something else as well.</summary>
    private static string TopoJson(int[] heights)
    {
        var walls = Bodies.Length + 1;
        var json = new StringBuilder("{\"type\":\"Topology\",\"transform\":{\"scale\":[0.01,0.001],\"translate\":[-5,51]},\"objects\":{\"rivers\":{\"type\":\"LineString\",\"arcs\":[0]},\"ccgs\":{\"type\":\"GeometryCollection\",\"geometries\":[");
        json.AppendJoin(",", Bodies.Select((b, n) => $"{{\"type\":\"Polygon\",\"id\":\"{b.Code}\",\"arcs\":[[{walls + 2 * n},{n + 1},{~(walls + 2 * n + 1)},{~n}]]}}"));
        json.Append("]}},\"arcs\":[").AppendJoin(",", heights.Select((h, x) => $"[[{x},0],[0,{h}]]"));
        for (var n = 0; n < Bodies.Length; n++)
            json.Append(CultureInfo.InvariantCulture, $",[[{n},0],[1,0]],[[{n},{heights[n]}],[1,{heights[n + 1] - heights[n]}]]");
        return json.Append("]}").ToString();
    }
}
