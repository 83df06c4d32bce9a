using FsCheck;
using FsCheck.Fluent;
using Remit.Allocations;
using Remit.Money;
using Remit.Time;

namespace Remit.Tests.Allocations;

public class PacedTargetsTest
{
    private static readonly PacePolicy Gentle = new("gentle", "Gentle", [new() { MinimumGrowth = 1, TotalGrowth = 3 }]);

    private static readonly Dictionary<string, long> Targets = new() { ["A"] = 100_000_000, ["B"] = 50_000_000, ["C"] = 53_000_000 };

    private static readonly PaceBasis Basis = new(new Dictionary<string, Baseline> { ["A"] = new(90_000_000, 1), ["B"] = new(52_000_000, 0), ["C"] = new(53_000_000, 0.5m) }, Gentle);

    [Fact]
    public void A_promise_that_comes_to_whole_pounds_costs_no_pound_more()
    {
        // Minima cost more than there is, so that everybody has just the minimum; 95% of these targets is whole pounds.
        var targets = Enumerable.Range(1, 60).ToDictionary(n => $"{n:00}", n => 20L * (7_919 * n * n + 1_000_003));
        var had = targets.ToDictionary(t => t.Key, t => new Baseline(Math.Floor(t.Value * (int.Parse(t.Key, null) % 2 == 0 ? 0.8m : 1.4m)), 0));

        var year = new PacedTargets(targets, new(had, new("p", "p", [new() { MinimumGrowth = 2.08m, FurthestUnder = -5 }]))).Years(1)[0];

        year.Unfunded.Value.ShouldBeGreaterThan(0);
        foreach (var body in year.Allocations.Where(a => a.Opening.Distance < 0))
            body.Allocation.Value.ShouldBe(targets[body.Body] / 20 * 19, body.Body);
    }

    [Fact]
    public void The_first_year_shares_out_just_the_targets_and_distances_are_from_them()
    {
        var year = new PacedTargets(Targets, Basis).Years(1)[0];

        year.Sum.ShouldBe(new(203_000_000));
        year.Allocations.Select(a => (a.Body, Pounds.Nearest(a.Target!.Value).Value)).ShouldBe([("A", 100_000_000), ("B", 50_000_000), ("C", 53_000_000)]);
    }

    [Fact]
    public void Later_years_go_by_the_policy()
    {
        var years = new PacedTargets(Targets, Basis).Years(3);

        (years[1].Sum.Value, years[2].Sum.Value).ShouldBe((209_090_000, 215_362_700));
    }

    [Fact]
    public void Steps_go_on_from_the_target_to_the_allocation_and_add_up()
    {
        var year = new PacedTargets(Targets, Basis).Years(1)[0];

        foreach (var given in year.Allocations)
        {
            var steps = PacedTargets.Onward(new(Targets[given.Body]), year, given, _ => []).ToList();
            steps[0].Name.ShouldBe("back to what it had");
            (Targets[given.Body] + steps.Sum(s => s.Change.Value)).ShouldBe(given.Allocation.Value);
        }
    }

    [Fact]
    public void A_body_of_which_nobody_said_what_it_had_is_left_out_and_named()
    {
        var paced = new PacedTargets(new Dictionary<string, long>(Targets) { ["D"] = 7, [Placement.Nowhere] = 5 }, Basis);

        paced.LeftOut.ShouldBe(["D"]);
        paced.Sum.ShouldBe(new(203_000_000));
    }

    [Fact]
    public void Money_that_went_alike_to_every_head_is_a_baseline_that_adds_up() =>
        PaceBasis.AsIf(new(100), [new("A", 2), new("B", 1), new("C", 0)]).Select(b => (b.Key, b.Value)).ShouldBe([("A", new Baseline(67, 0)), ("B", new Baseline(33, 0))]);

    [Fact]
    public void A_merger_has_the_baselines_of_its_parts_and_its_target_grows_as_theirs_do()
    {
        var merged = Basis.Merged(Targets, new Dictionary<string, string> { ["A"] = "X", ["B"] = "X" });
        var before = new PacedTargets(Targets, Basis).Opening;
        var after = new PacedTargets(new Dictionary<string, long> { ["X"] = 150_000_000, ["C"] = 53_000_000 }, merged).Opening.Single(o => o.Body == "X");

        after.Baseline.ShouldBe(142_000_000);
        after.Target.ShouldBe(before.Where(o => o.Body != "C").Sum(o => o.Target), 0.01m);
        after.Distance.ShouldBe(OpeningPosition.Merged("X", [.. before.Where(o => o.Body != "C")]).Distance, 0.000001m);
    }

    [Fact]
    public void A_merger_of_which_nobody_said_what_one_part_had_is_left_out_and_named()
    {
        var merged = Basis.Merged(new Dictionary<string, long>(Targets) { ["D"] = 60_000_000 }, new Dictionary<string, string> { ["A"] = "X", ["D"] = "X" });
        var paced = new PacedTargets(new Dictionary<string, long> { ["X"] = 160_000_000, ["B"] = 50_000_000, ["C"] = 53_000_000 }, merged);

        merged.Baselines.Keys.ShouldBe(["B", "C"], ignoreOrder: true);
        paced.LeftOut.ShouldBe(["X"]);
        paced.Sum.ShouldBe(new(103_000_000));
    }

    [Fact]
    public void Targets_and_allocations_add_up_whatever_bodies_had() =>
        Prop.ForAll(Gen.Choose(1_000, 2_000_000).Zip(Gen.Choose(1_000, 2_000_000)).ListOf().Where(l => l.Count > 0).ToArbitrary(), rows =>
        {
            var bodies = rows.Select((r, at) => (Code: $"{at:000}", Target: (long)r.Item1 * 1000, Baseline: (decimal)r.Item2 * 1000)).ToList();
            var paced = new PacedTargets(bodies.ToDictionary(b => b.Code, b => b.Target), new(bodies.ToDictionary(b => b.Code, b => new Baseline(b.Baseline, 0)), Gentle));
            var year = paced.Years(1)[0];
            return year.Sum.Value == bodies.Sum(b => b.Target) + year.Unfunded.Value - year.Left.Value
                && year.Allocations.All(a => Math.Abs(a.Target!.Value - bodies.Single(b => b.Code == a.Body).Target) < 0.01m);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_changed_between_two_runs_with_allocations_is_told_with_opening_and_policy_and_adds_up()
    {
        var people = new Population(["1", "2", "3"], ["", "", ""], [10, 20, 30], new Dictionary<string, decimal[]> { ["need"] = [12, 18, 30] }, new Dictionary<string, string[]> { ["CCG"] = ["A", "B", "C"] });
        var round = new Edition("test", FinancialYear.Of(new(2018, 4, 1)), new(2018, 4, 1), "practice", new Pounds(203_000_000), null, "", [new("all", 1, [new("need", 1, default)], [], "", "", default)], [], [], default);
        var was = new TargetBasis(people, round, Placement.ByFile(people, "CCG")) { Pace = Basis };

        Moving(was).ShouldBe("");
        Moving(was with { Pace = Basis with { Policy = Gentle.With(t => t with { MinimumGrowth = 2 }) } }).ShouldBe("policy");
        Moving(was with { Pace = Basis with { Baselines = new Dictionary<string, Baseline>(Basis.Baselines) { ["A"] = new(80_000_000, 1) } } }).ShouldBe("opening");
        Moving(was with { Edition = round.Sharing(new(210_000_000)) }).ShouldBe("sum");
        var all = was.Placement with { Shares = [[new("X", 1, 1)], [new("X", 1, 1)], [new("C", 1, 1)]] };
        Moving(was with { Placement = all, Pace = Basis.Merged(was.Targets(), new Dictionary<string, string> { ["A"] = "X", ["B"] = "X" }) }).ShouldBe("footprint");
        var others = Basis with { Baselines = new Dictionary<string, Baseline>(Basis.Baselines) { ["A"] = new(80_000_000, 1), ["C"] = new(63_000_000, 0.5m) } };
        Moving(was with { Placement = all, Pace = others.Merged(was.Targets(), new Dictionary<string, string> { ["A"] = "X", ["B"] = "X" }) }).ShouldBe("opening and footprint");
        Should.Throw<ArgumentException>(() => TargetChange.Between(was, was with { Pace = null }));

        string Moving(TargetBasis now)
        {
            var causes = TargetChange.Between(was, now);
            var (then, since) = (was.Figures(), now.Figures());
            then.Keys.Union(since.Keys).ShouldAllBe(code => causes.Sum(c => c.Changes[code].Value) == since.GetValueOrDefault(code) - then.GetValueOrDefault(code));
            return string.Join(' ', causes.Where(c => c.Changes.Values.Any(p => p.Value != 0)).Select(c => c.What));
        }
    }
}
