using FsCheck;
using FsCheck.Fluent;
using Remit.Register.Areas;

namespace Remit.Tests.Register;

public class OutlineTest
{
    [Fact]
    public void Two_squares_side_by_side_become_one_without_the_border_between()
    {
        var both = Outline.Union([Square(0, 0), Square(1, 0)])!;

        both.Rings.ShouldHaveSingleItem().Corners.Count.ShouldBe(6);
        both.Rings[0].Doubled.ShouldBe(Square(0, 0).Rings[0].Doubled * 2);
    }

    [Fact]
    public void Eight_squares_around_a_gap_have_a_hole()
    {
        var ring = Outline.Union([.. Cells(3, 3).Where(c => c != (1, 1)).Select(c => Square(c.X, c.Y))])!;

        ring.Rings.Count.ShouldBe(2);
        ring.Rings[1].IsHole.ShouldBeTrue();
        ring.Contains(Centre(1, 1)).ShouldBeFalse();
        ring.Contains(Centre(0, 1)).ShouldBeTrue();
        ring.Polygons.ShouldHaveSingleItem().Holes.ShouldHaveSingleItem();
    }

    [Fact]
    public void Squares_that_only_touch_at_a_corner_stay_two_rings()
    {
        var both = Outline.Union([Square(0, 0), Square(1, 1)])!;

        both.Rings.Select(r => r.Corners.Count).ShouldBe([4, 4]);
        both.Polygons.Count().ShouldBe(2);
    }

    [Fact]
    public void Rings_are_turned_so_that_the_area_is_on_the_left_whichever_way_the_file_has_them()
    {
        Vertex[] clockwise = [new(0, 0), new(0, 9), new(9, 9), new(9, 0)];

        Outline.Of([(clockwise, false)])!.Rings[0].IsHole.ShouldBeFalse();
        Outline.Of([([.. clockwise.Reverse()], false)])!.Rings[0].Doubled.ShouldBe(162);
    }

    [Fact]
    public void A_line_there_and_back_again_is_left_out_and_one_that_encloses_nothing_is_no_outline()
    {
        Outline.Of([([new(0, 0), new(9, 0), new(20, 0), new(9, 0), new(9, 9), new(0, 9)], false)])!.Rings[0].Corners.ShouldNotContain(new Vertex(20, 0));
        Outline.Of([([new(0, 0), new(9, 0), new(20, 0)], false)]).ShouldBeNull();
    }

    [Fact]
    public void A_gap_too_narrow_for_land_is_closed_when_areas_are_put_together()
    {
        // The same border, drawn a little otherwise by each.
        var (west, east) = (Outline.Of([([new(0, 0), new(50_000, 0), new(50_000, 10_000), new(49_800, 25_000), new(50_000, 40_000), new(50_000, 50_000), new(0, 50_000)], false)])!,
            Outline.Of([([new(50_000, 0), new(100_000, 0), new(100_000, 50_000), new(50_000, 50_000), new(50_000, 40_000), new(50_000, 10_000)], false)])!);

        Outline.Union([west, east])!.Rings.ShouldHaveSingleItem();
    }

    [Fact]
    public void Whatever_squares_are_put_together_have_the_area_of_all_of_them_and_hold_each_and_no_other() =>
        Prop.ForAll(Gen.SubListOf<(int X, int Y)>([.. Cells(5, 5)]).Where(c => c.Count > 0).ToArbitrary(), cells =>
        {
            var union = Outline.Union([.. cells.Select(c => Square(c.X, c.Y))])!;
            return union.Rings.Sum(r => r.Doubled) == cells.Count * Square(0, 0).Rings[0].Doubled
                && Cells(5, 5).All(c => union.Contains(Centre(c.X, c.Y)) == cells.Contains(c))
                && union.Polygons.Sum(p => p.Outer.Doubled + p.Holes.Sum(h => h.Doubled)) == union.Rings.Sum(r => r.Doubled);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Neighbours_keep_their_common_border_when_it_is_made_simpler()
    {
        // A winding border, with corners that go when it is made simpler.
        Vertex[] border = [.. Enumerable.Range(0, 51).Select(i => new Vertex(500 + (i % 2 == 0 ? 0 : 3) + (i is > 20 and < 30 ? 80 : 0), i * 20))];
        var west = Outline.Of([([new(0, 1000), new(0, 0), .. border], false)])!;
        var east = Outline.Of([([new(1000, 0), new(1000, 1000), .. border.Reverse()], false)])!;
        var borders = new Borders([west, east], v => (v.East, v.North), 10);

        var (left, right) = (borders.Drawn(0)[0], borders.Drawn(1)[0]);

        borders.Neighbours[0].ShouldBe([1]);
        borders.Colours.ShouldBe([0, 1]);
        left.Count.ShouldBeLessThan(12);
        left.Where(p => p.X is > 0 and < 1000).ShouldBe(right.Where(p => p.X is > 0 and < 1000), ignoreOrder: true);
    }

    [Fact]
    public void No_two_neighbours_have_the_same_colour()
    {
        var areas = Cells(6, 6).Select(c => Square(c.X, c.Y)).ToList();
        var borders = new Borders(areas, v => (v.East, v.North), 1);

        borders.Neighbours.Index().ShouldAllBe(n => n.Item.All(o => borders.Colours[o] != borders.Colours[n.Index]));
        borders.Colours.Max().ShouldBe(1);
    }

    // The worked example of Ordnance Survey's guide, and the same place as it is on WGS 84.
    [Fact]
    public void A_place_on_the_national_grid_is_where_the_guide_says()
    {
        var found = NationalGrid.At(651409.903, 313177.270);

        found.Latitude.ShouldBe(52 + 39 / 60.0 + 28.72 / 3600, 0.00002);
        found.Longitude.ShouldBe(1 + 42 / 60.0 + 57.79 / 3600, 0.00002);
    }

    private static IReadOnlyList<(int X, int Y)> Cells(int wide, int high) => [.. Enumerable.Range(0, wide).SelectMany(x => Enumerable.Range(0, high).Select(y => (x, y)))];

    private static Vertex Centre(int x, int y) => new(x * 10_000 + 5_000, y * 10_000 + 5_000);

    private static Outline Square(int x, int y) =>
        Outline.Of([([new(x * 10_000, y * 10_000), new((x + 1) * 10_000, y * 10_000), new((x + 1) * 10_000, (y + 1) * 10_000), new(x * 10_000, (y + 1) * 10_000)], false)])!;
}
