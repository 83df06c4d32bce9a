using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;

namespace Remit.Tests.Responsibility;

public class PublishedCountsTest
{
    private static readonly PublishedCounts Two = new(["HOST", "PRIVATE"], ["2025-05", "2025-06"], [[20, null], [0, 30]], [25, 30], [20, null], 55);

    [Fact]
    public void What_was_protected_is_always_conserved() =>
        Prop.ForAll(Gen.Choose(0, 12).Array2DOf(4, 3).ToArbitrary(), table =>
        {
            var summary = new Summary(["outcome", "month"]);
            for (var row = 0; row < table.GetLength(0); row++)
                for (var column = 0; column < table.GetLength(1); column++)
                    for (var n = 0; n < table[row, column]; n++)
                        summary.Add([$"O{row}", $"2025-0{column + 1}"]);
            return summary.Records == 0 || PublishedCounts.Of(summary, table[0, 0]).AreConserved();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Totals_that_cannot_be_those_of_their_parts_are_noticed()
    {
        Two.AreConserved().ShouldBeTrue();
        (Two with { All = 100 }).AreConserved().ShouldBeFalse("the outcomes are both shown, and add to 55");
        (Two with { OfOutcome = [40, 30], All = 70 }).AreConserved().ShouldBeTrue("what is withheld may be any number");
        (Two with { OfMonth = [35, null] }).AreConserved().ShouldBeFalse("the first month has 20 and 0");
    }

    [Fact]
    public void A_difference_is_told_only_where_both_runs_show_a_number()
    {
        var before = new PublishedCounts(["HOST", "PLACED"], ["2025-06"], [[10], [null]], null, null, 15);

        ShownDifference.Between(before, Two).ShouldBe(
        [
            new("HOST", 10, 25), new("PRIVATE", 0, 30), new("PLACED", null, 0), new(null, 15, 55),
        ]);
        ShownDifference.Between(before, Two).Select(d => d.By).ShouldBe([15L, 30L, null, 40L]);
    }

    [Fact]
    public void A_run_says_how_the_one_before_was_made_otherwise()
    {
        var now = new RunPublished("Now", "m", ["i"], ["cam-2025-26"], [], null, [new("areas.csv", "1"), new("new.csv", "2")], Two);
        var before = now with { Inputs = ["j"], Rulebooks = ["ccg"], Readings = ["K3=39"], AsOn = new(2025, 3, 31), Reference = [new("areas.csv", "0"), new("old.csv", "3")] };

        now.MadeOtherwiseThan(now).ShouldBe(["The activity is the same, byte for byte."]);
        now.MadeOtherwiseThan(before).ShouldBe(
        [
            "The activity is another file, or another version of it.",
            "Before, the rulebooks were ccg.",
            "Before, the doubtful points were read K3=39.",
            "Before, every record was decided as on 31 March 2025.",
            "Decided by another version: areas.csv.",
            "Decided by these besides: new.csv.",
            "No longer decided by: old.csv.",
        ]);
    }

    [Fact]
    public void A_withheld_count_is_drawn_as_withheld_and_nought_as_nought()
    {
        var drawn = XDocument.Parse(RunChart.OfOutcome(Two, "HOST", 0));
        XNamespace svg = "http://www.w3.org/2000/svg";

        drawn.Descendants(svg + "text").Select(t => t.Value).ShouldBe(["20", "2025-05", "*", "2025-06"]);
        drawn.Descendants(svg + "rect").Count(r => r.Attribute("stroke-dasharray") is not null).ShouldBe(1);
        XDocument.Parse(RunChart.OfOutcome(Two, "PRIVATE", 1)).Descendants(svg + "text").Select(t => t.Value).ShouldBe(["0", "2025-05", "30", "2025-06"]);

        var columns = XDocument.Parse(RunChart.Columns(Two));
        columns.Descendants(svg + "text").Select(t => t.Value).ShouldContain("* the month's total is withheld");
        columns.Root!.Attribute("aria-labelledby")!.Value.Split(' ').ShouldAllBe(id => columns.Descendants().Any(e => (string?)e.Attribute("id") == id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void Any_number_of_months_is_drawn_without_running_out_of_the_picture(int months)
    {
        var counts = new PublishedCounts(["<HOST>"], [.. Enumerable.Range(0, months).Select(m => $"20{10 + m / 12}-{m % 12 + 1:00}")], [[.. Enumerable.Repeat((long?)100, months)]], null, null, 100 * months);
        foreach (var drawn in (string[])[RunChart.Columns(counts), RunChart.OfOutcome(counts, "<HOST>", 0)])
        {
            var picture = XDocument.Parse(drawn).Root!;
            var width = (double)picture.Attribute("width")!;
            foreach (var rectangle in picture.Elements().Where(e => e.Name.LocalName == "rect"))
                ((double)rectangle.Attribute("x")! + (double)rectangle.Attribute("width")!).ShouldBeLessThanOrEqualTo(width);
        }
    }
}
