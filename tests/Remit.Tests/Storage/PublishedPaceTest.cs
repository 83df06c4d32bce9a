using System.Globalization;
using Remit.Allocations;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Tests.Storage;

/// <summary>The policy of January 2016, held against what NHS England published under it: every other group of England.</summary>
public class PublishedPaceTest
{
    private sealed record Published(OpeningPosition Opening, decimal Minimum, decimal Final, decimal PerHead, decimal Closing);

    [Fact]
    public void The_minimum_growth_of_every_group_is_reproduced()
    {
        var terms = PacePolicies.Named("january-2016").Policy.In(1);

        var off = Table().Select(p => Math.Abs(PaceOfChange.Minimum(terms, p.Opening).Growth - p.Minimum)).ToList();

        off.Count.ShouldBe(105);
        off.Max().ShouldBeLessThan(0.01m);
    }

    [Fact]
    public void Each_half_of_the_groups_bears_out_what_the_other_half_says()
    {
        // Floors are what most of a half say; the line of the taper is drawn through its two outermost points.
        var groups = Table().ToList();
        foreach (var half in new[] { 0, 1 })
        {
            var (known, hidden) = (groups.Where((_, i) => i % 2 == half).ToList(), groups.Where((_, i) => i % 2 != half).ToList());
            var minimum = known.GroupBy(p => p.Minimum).MaxBy(g => g.Count())!.Key;
            var perHead = known.Where(p => p.Minimum > minimum && p.Final == p.Minimum).GroupBy(p => p.PerHead).MaxBy(g => g.Count())!.Key;
            var tapered = known.Where(p => p.Minimum < minimum && p.Opening.DistanceOverHeads < 10).OrderBy(p => p.Opening.DistanceOverHeads).ToList();
            var slope = (tapered[^1].Minimum - tapered[0].Minimum) / (tapered[^1].Opening.DistanceOverHeads - tapered[0].Opening.DistanceOverHeads);
            var from = Math.Round(tapered[0].Opening.DistanceOverHeads + (minimum - tapered[0].Minimum) / slope);
            PaceTerms fitted = new() { MinimumGrowth = minimum, MinimumGrowthPerHead = perHead, Taper = new(from, Math.Round(from + (0.02m - minimum) / slope), 0.02m) };

            fitted.ShouldBe(new() { MinimumGrowth = 2.08m, MinimumGrowthPerHead = 1.36m, Taper = new(5, 10, 0.02m) });
            hidden.Max(p => Math.Abs(PaceOfChange.Minimum(fitted, p.Opening).Growth - p.Minimum)).ShouldBeLessThan(0.01m);
        }
    }

    [Fact]
    public void Where_the_published_growth_is_no_more_than_the_minimum_so_are_allocation_and_closing_distance()
    {
        var year = PaceOfChange.Year(1, PacePolicies.Named("january-2016").Policy.In(1), [.. Table().Where(p => p.Final == p.Minimum).Select(p => p.Opening)]);
        var published = Table().ToDictionary(p => p.Opening.Body);

        year.Allocations.Count.ShouldBe(65);
        year.Allocations.ShouldAllBe(a => Math.Abs(a.ClosingDistance!.Value - published[a.Body].Closing) < 0.03m && Math.Abs(a.Growth - published[a.Body].Final) < 0.01m);
    }

    private static IEnumerable<Published> Table()
    {
        using var source = CsvSource.Open(Where.SharedPath("data", "allocations", "published_pace_of_change_every_other_ccg.csv"), hasHeader: true);
        while (source.Read())
        {
            decimal Cell(string column) => decimal.Parse(source.Text(source.Headers.Index().Single(h => h.Item == column).Index), CultureInfo.InvariantCulture);
            var (final, perHead) = (Cell("final_growth_pct"), Cell("per_head_growth_pct"));
            // Population growth is what total growth has beyond growth per head.
            var population = 100 * ((1 + final / 100) / (1 + perHead / 100) - 1);
            yield return new(new(source.Text(0), 1000 * Cell("final_allocation_k") / (1 + final / 100), population, Cell("opening_distance_from_target_pct")), Cell("minimum_growth_pct"), final, perHead, Cell("closing_distance_from_target_pct"));
        }
    }
}
