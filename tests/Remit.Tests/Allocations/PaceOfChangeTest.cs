using FsCheck;
using FsCheck.Fluent;
using Remit.Allocations;
using Remit.Money;

namespace Remit.Tests.Allocations;

public class PaceOfChangeTest
{
    private static readonly PaceTerms OfJanuary2016 = new()
    {
        MinimumGrowth = 2.08m,
        MinimumGrowthPerHead = 1.36m,
        Taper = new(5, 10, 0.02m),
        FurthestUnder = -5,
        TargetGrowthPerHead = 2.2m,
    };

    private static readonly PaceTerms Shared = new() { MinimumGrowth = 1, TotalGrowth = 3 };

    [Theory]
    [InlineData(0, 0, 2.08, MinimumRule.MinimumGrowth)]
    [InlineData(0.7, 0, 2.08, MinimumRule.MinimumGrowth)]
    [InlineData(1, 0, 2.3736, MinimumRule.MinimumGrowthPerHead)]
    [InlineData(0, 5, 2.08, MinimumRule.MinimumGrowth)]
    [InlineData(0, 7.5, 1.05, MinimumRule.Taper)]
    [InlineData(0, 10, 0.02, MinimumRule.BeyondTaper)]
    [InlineData(0, 30, 0.02, MinimumRule.BeyondTaper)]
    [InlineData(1, 6, 2.3736, MinimumRule.MinimumGrowthPerHead)]
    public void Floors_hold_until_the_taper_begins_for_the_population_of_the_year(decimal populationGrowth, decimal distance, decimal growth, MinimumRule rule) =>
        PaceOfChange.Minimum(OfJanuary2016, new("A", 1_000_000, populationGrowth, distance)).ShouldBe((growth, rule));

    [Fact]
    public void Who_would_end_too_far_under_target_is_lifted_to_the_promise()
    {
        var year = PaceOfChange.Year(1, OfJanuary2016, [new("A", 95_000_000, 1, -5)]);

        year.Allocations[0].Minimum.ShouldBe(2.3736m);
        year.Allocations[0].Allocation.ShouldBe(new Pounds(98_060_900));
        year.Allocations[0].ClosingDistance.ShouldBe(-5);
    }

    [Fact]
    public void The_rest_brings_all_under_target_the_same_part_of_the_way()
    {
        var year = PaceOfChange.Year(1, Shared, [new("A", 90_000_000, 0, -10), new("B", 99_000_000, 0, -1), new("C", 111_000_000, 0, 11)]);

        year.Sum.ShouldBe(new Pounds(309_000_000));
        // Targets are 103 of 309 million each; after the minimum A lacks 12.1, B 3.01, and 6 of the 9 million are left.
        year.Allocations.Select(a => a.Allocation.Value).ShouldBe([95_704_765, 101_185_235, 112_110_000]);
    }

    [Fact]
    public void The_rest_may_go_to_those_furthest_under_first()
    {
        var year = PaceOfChange.Year(1, Shared with { Rest = RestGoes.FurthestFirst }, [new("A", 90_000_000, 0, -10), new("B", 99_000_000, 0, -1), new("C", 111_000_000, 0, 11)]);

        year.Allocations.Select(a => a.Allocation.Value).ShouldBe([96_900_000, 99_990_000, 112_110_000]);
    }

    [Fact]
    public void When_all_are_at_target_what_is_left_goes_by_target()
    {
        var year = PaceOfChange.Year(1, Shared with { TargetGrowthPerHead = 0 }, [new("A", 100, 0, 0), new("B", 200, 0, 0)]);

        year.Allocations.Select(a => a.Allocation.Value).ShouldBe([103, 206]);
    }

    [Fact]
    public void Minima_that_cost_too_much_are_given_and_told()
    {
        var year = PaceOfChange.Year(1, Shared with { MinimumGrowth = 4 }, [new("A", 1_000, 0, 0)]);

        (year.Sum, year.Unfunded).ShouldBe((new Pounds(1_040), new Pounds(10)));
    }

    [Fact]
    public void Money_that_the_maximum_keeps_from_everybody_is_told()
    {
        var year = PaceOfChange.Year(1, Shared with { MaximumGrowth = 2 }, [new("A", 1_000, 0, -20)]);

        (year.Sum, year.Left).ShouldBe((new Pounds(1_020), new Pounds(10)));
    }

    [Fact]
    public void Nobody_at_all_get_nothing() =>
        PaceOfChange.Years(new("none", "None", [Shared]), [], 3).ShouldAllBe(y => y.Sum == default && y.Left == default);

    [Fact]
    public void A_year_begins_where_the_one_before_it_ended()
    {
        var years = PaceOfChange.Years(new("p", "P", [Shared, Shared with { MinimumGrowth = 2 }]), [new("A", 90_000_000, 0, -10), new("B", 110_000_000, 0, 10)], 3);

        years.Select(y => y.Terms.MinimumGrowth).ShouldBe([1, 2, 2]);
        years.Zip(years.Skip(1)).ShouldAllBe(y => y.First.Allocations.Select(a => (decimal)a.Allocation.Value).SequenceEqual(y.Second.Allocations.Select(a => a.Opening.Baseline)));
        years.Select(y => y.Sum.Value).ShouldBe([206_000_000, 212_180_000, 218_545_400]);
    }

    [Fact]
    public void Several_years_need_targets_that_are_known_to_grow() =>
        Should.Throw<ArgumentException>(() => PaceOfChange.Years(new("p", "P", [new() { MinimumGrowth = 1 }]), [new("A", 1_000, 0, 0)], 2));

    [Fact]
    public void Under_target_one_may_move_away_where_minima_take_the_money()
    {
        var year = PaceOfChange.Year(1, Shared with { MinimumGrowth = 3 }, [new("A", 100_000_000, 2, -2), new("B", 100_000_000, 0, 2)]);

        year.Allocations.Select(a => a.MovesAway).ShouldBe([true, true]);
    }

    [Fact]
    public void A_search_finds_where_the_aim_begins_to_hold()
    {
        var (tried, holding, skipped) = PaceSearch.For(new(1, 1, NearSide.Both), value => value < 0.5m ? null : new("p", "P", [OfJanuary2016 with { MinimumGrowth = value, FurthestUnder = null }]), 0, 4, 1, [new("A", 100_000_000, 0, -1)]);

        tried.Select(t => (t.Value, t.Holds)).ShouldBe([(1, false), (2, false), (3, true), (4, true)]);
        // Up to the floor per head nothing changes; whoever is 1% under a target that grows by 2.2% stays so with 2.2%.
        holding.Select(h => (h.First.Value, h.Last.Value)).ShouldBe([(2.20m, 4m)]);
        skipped.ShouldBe([0]);
    }

    [Fact]
    public void A_search_refines_an_edge_beyond_which_the_policy_contradicts_itself()
    {
        var searched = PaceSearch.For(new(5, 1, NearSide.Both), value => value < 0.37m ? null : new("p", "P", [OfJanuary2016 with { MinimumGrowth = value, MinimumGrowthPerHead = null, FurthestUnder = null }]), 0, 2, 1, [new("A", 100_000_000, 0, 0)]);

        searched.Skipped.ShouldBe([0]);
        searched.Holding.Select(h => (h.First.Value, h.Last.Value)).ShouldBe([(0.37m, 2m)]);
    }

    [Fact]
    public void A_search_finds_values_that_hold_only_between_two_steps()
    {
        // Under 5% for B from 2.20 on, over 5% for A beyond 2.25: between steps of one, nothing that is tried holds.
        OpeningPosition[] opening = [new("A", 104_950_000, 0, 4.95m), new("B", 95_000_000, 0, -5)];

        var searched = PaceSearch.For(new(5, 1, NearSide.Both), value => new("p", "P", [new() { MinimumGrowth = value, TargetGrowthPerHead = 2.2m }]), 0, 6, 1, opening);

        searched.Tried.ShouldAllBe(t => !t.Holds);
        searched.Holding.Select(h => (h.First.Value, h.Last.Value)).ShouldBe([(2.20m, 2.24m)]);
    }

    [Fact]
    public void A_search_tells_of_a_rule_that_makes_no_difference() =>
        PaceSearch.For(new(5, 1, NearSide.Both), value => new("p", "P", [new() { MinimumGrowth = 1, MaximumGrowth = value, TargetGrowthPerHead = 2 }]), 2, 6, 1, [new("A", 100_000_000, 0, 0)])
            .MakesADifference.ShouldBeFalse();

    [Fact]
    public void One_body_in_place_of_two_has_their_baselines_and_targets()
    {
        OpeningPosition a = new("A", 95_000_000, 1, -5), b = new("B", 220_000_000, 0.25m, 10);

        var merged = OpeningPosition.Merged("AB", [a, b]);

        merged.Baseline.ShouldBe(315_000_000);
        merged.Target.ShouldBe(300_000_000, 0.0001m);
        merged.PopulationGrowth.ShouldBe(0.5m, 0.0001m);
    }

    [Theory]
    [InlineData(3, 2, null, "the maximum growth, 2%, is below the minimum, 3%")]
    [InlineData(-50, null, null, "'minimum growth' is -50%, which is not above -50% and up to 100%")]
    [InlineData(3, null, 5, "'furthest under target' is 5%, which is not under target")]
    public void Terms_that_contradict_themselves_say_so(int minimum, int? maximum, int? furthest, string says) =>
        new PaceTerms { MinimumGrowth = minimum, MaximumGrowth = maximum, FurthestUnder = furthest, TotalGrowth = 2 }.Contradictions().ShouldBe([says]);

    [Theory]
    [InlineData(-49.9)]
    [InlineData(100)]
    public void Ten_years_of_the_furthest_rates_can_be_counted_and_drawn(decimal targets)
    {
        var years = PaceOfChange.Years(new("own", "", [OfJanuary2016 with { TargetGrowthPerHead = targets }]), [new("A", 1_000_000_000, -49.9m, -20), new("B", 1_000_000_000, 100, 9_999)], PaceOfChange.MostYears);

        PaceChart.Growth(years[^1], null, "own", null).Split("<path").Length.ShouldBeLessThan(25);
    }

    [Fact]
    public void The_year_is_shared_out_to_the_pound() => Prop.ForAll(Years, asked =>
    {
        var year = asked.Year();
        return year.Total is null || year.Sum == year.Total.Value + year.Unfunded - year.Left && (year.Unfunded.Value == 0 || year.Left.Value == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_is_below_the_floor_or_above_the_cap() => Prop.ForAll(Years, asked => asked.Year() is var year && year.Allocations.All(a =>
        a.Growth >= a.Minimum && a.Growth >= Math.Min(asked.Terms.MinimumGrowth, asked.Terms.Taper?.GrowthBeyond ?? asked.Terms.MinimumGrowth)
        // A minimum is rounded up to the pound, which may be past the maximum by less than one.
        && (asked.Terms.MaximumGrowth is not { } most || a.Allocation.Value < a.Opening.Baseline * (1 + most / 100) + 1))).QuickCheckThrowOnFailure();

    [Fact]
    public void Money_is_left_only_when_all_stand_at_the_maximum() => Prop.ForAll(Years, asked => asked.Year() is var year && (year.Left.Value == 0
        || year.Allocations.All(a => a.Allocation.Value + 1 > a.Opening.Baseline * (1 + asked.Terms.MaximumGrowth!.Value / 100)))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_bodies_makes_no_difference() => Prop.ForAll(Years, Gen.Choose(0, int.MaxValue).ToArbitrary(), (asked, seed) =>
    {
        var shuffled = asked.Opening.ToArray();
        new System.Random(seed).Shuffle(shuffled);
        return (asked with { Opening = shuffled }).Year().Allocations.SequenceEqual(asked.Year().Allocations);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Further_under_target_never_means_less_growth_all_else_equal() => Prop.ForAll(Years, asked =>
    {
        // Twins in all but distance, of a size at which a pound is no rate of growth.
        var first = asked.Opening[0] with { Body = "twin 1", Baseline = 1_000_000_000 };
        var second = first with { Body = "twin 2", Distance = first.Distance - 3 };
        var twins = (asked with { Opening = [first, second, .. asked.Opening] }).Year().Allocations.Where(a => a.Body.StartsWith("twin", StringComparison.Ordinal)).ToList();
        return twins[1].Allocation.Value >= twins[0].Allocation.Value - 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_steps_from_baseline_to_allocation_add_up_to_it() => Prop.ForAll(Years, asked =>
        asked.Year() is var year && year.Allocations.All(a => year.Steps(a).Sum(s => s.Change.Value) == a.Allocation.Value)).QuickCheckThrowOnFailure();

    private sealed record Asked(PaceTerms Terms, OpeningPosition[] Opening)
    {
        public PacedYear Year() => PaceOfChange.Year(1, Terms, Opening);
    }

    private static Arbitrary<Asked> Years =>
        (from minimum in Hundredths(-100, 400)
         from perHead in Maybe(Hundredths(-100, 400))
         from more in Maybe(Hundredths(0, 500))
         from taper in Maybe(from start in Gen.Choose(-5, 8) from length in Gen.Choose(1, 6) from less in Hundredths(0, 300) select new Taper(start, start + length, minimum - less))
         from furthest in Maybe(Hundredths(-1_000, -1))
         from targets in Maybe(Hundredths(-100, 400))
         from total in Hundredths(-200, 900)
         from rest in Gen.Elements(RestGoes.ByDistance, RestGoes.FurthestFirst)
         from bodies in (from baseline in Gen.Choose(1, 2_000_000_000) from growth in Hundredths(-300, 300) from distance in Hundredths(-2_000, 2_500) select (baseline, growth, distance)).NonEmptyListOf()
         select new Asked(
             new()
             {
                 MinimumGrowth = minimum,
                 MinimumGrowthPerHead = perHead,
                 MaximumGrowth = minimum + more,
                 Taper = taper,
                 FurthestUnder = furthest,
                 TargetGrowthPerHead = targets,
                 TotalGrowth = total,
                 Rest = rest,
             },
             [.. bodies.Select((b, i) => new OpeningPosition($"{i:0000}", b.baseline, b.growth, b.distance))])).ToArbitrary();

    private static Gen<decimal> Hundredths(int least, int most) => Gen.Choose(least, most).Select(n => n / 100m);

    private static Gen<T?> Maybe<T>(Gen<T> gen) where T : class => Gen.OneOf(gen.Select(v => (T?)v), Gen.Constant<T?>(null));

    private static Gen<decimal?> Maybe(Gen<decimal> gen) => Gen.OneOf(gen.Select(v => (decimal?)v), Gen.Constant<decimal?>(null));
}
