using FsCheck;
using FsCheck.Fluent;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Time;

namespace Remit.Tests.Allocations;

public class TargetTest
{
    private static readonly Source Here = new(new("parameters", "a test's own", DateOnly.MinValue, DateTimeOffset.MinValue, "test.csv"));

    /// <summary>Heads, two needs and a cost of a practice, and the group it is in: small and round, so that shares often tie.</summary>
    private sealed record Row(int Heads, int Acute, int Prescribing, int Dear, string Group);

    private static readonly Gen<Row> Rows =
        from heads in Gen.Choose(0, 12)
        from acute in Gen.Choose(0, 12)
        from prescribing in Gen.Choose(0, 12)
        from dear in Gen.Elements(90, 100, 110)
        from @group in Gen.Elements("00C", "00D", "00J")
        select new Row(heads, acute, prescribing, dear, @group);

    // The first has people and need and lies in the area that has a pot of its own, so that there is always something to share by.
    private static readonly Arbitrary<Row[]> Populations = Rows.ListOf().Select(rows => (Row[])[new(5, 4, 3, 100, "00C"), .. rows]).ToArbitrary();

    private static readonly Arbitrary<long> Sums = Gen.OneOf(Gen.Choose(1, 60).Select(s => (long)s), Gen.Choose(1, int.MaxValue).Select(s => s * 30L)).ToArbitrary();

    [Fact]
    public void The_targets_add_up_to_the_national_sum_whatever_counts() =>
        Prop.ForAll(Populations, Sums, (rows, sum) =>
            Enumerable.Range(0, Round(sum).Features.Count + 1).All(features => Target.Of(People(rows), Round(sum), features).Pounds.ToArray().Sum() == sum)).QuickCheckThrowOnFailure();

    [Fact]
    public void More_need_never_means_less() =>
        Prop.ForAll(Populations, Sums, Gen.Choose(0, 100).ToArbitrary(), (rows, sum, which) =>
        {
            var at = which % rows.Length;
            Row[] needier = [.. rows];
            needier[at] = rows[at] with { Acute = rows[at].Acute + 3 };
            return Target.Of(People(needier), Round(sum)).Pounds[at] >= Target.Of(People(rows), Round(sum)).Pounds[at];
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_two_alike_in_all_but_need_the_needier_never_gets_less_of_a_pot_that_goes_by_it() =>
        Prop.ForAll(Populations, Sums, (rows, sum) =>
        {
            var twins = (Row[])[rows[0], rows[0] with { Prescribing = rows[0].Prescribing + 1 }, .. rows.Skip(1)];
            var target = Target.Of(People(twins), Round(sum));
            return target.Of(0)[1] >= target.Of(0)[0] && target.Of(1)[1] >= target.Of(1)[0];
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_practices_settles_nothing() =>
        Prop.ForAll(Populations, Sums, (rows, sum) =>
        {
            var (forwards, backwards) = (Target.Of(People(rows), Round(sum)), Target.Of(Turned(People(rows)), Round(sum)));
            return forwards.Pounds.ToArray().Reverse().SequenceEqual(backwards.Pounds.ToArray());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_target_of_a_merger_is_the_sum_of_its_parts() =>
        Prop.ForAll(Populations, Sums, (rows, sum) =>
        {
            var target = Target.Of(People(rows), Round(sum));
            var placement = Placement.ByFile(target.Population, "CCG");
            var (apart, together) = (placement.Sum(target.Pounds), placement.Under(Merger).Sum(target.Pounds));
            return together.GetValueOrDefault("NEW1") == apart.GetValueOrDefault("00C") + apart.GetValueOrDefault("00D") && together.Values.Sum() == sum;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_steps_of_every_body_add_up_to_its_target_and_move_no_money_out_of_England() =>
        Prop.ForAll(Populations, Sums, (rows, sum) =>
        {
            var (people, round) = (People(rows), Round(sum));
            var placement = Placement.ByFile(people, "CCG");
            var targets = placement.Sum(Target.Of(people, round).Pounds);
            var waterfalls = new Waterfalls(people, round, placement);
            var all = waterfalls.Codes.Select(code => waterfalls.Of(code)!).ToList();
            return all.All(w => w.Figure.Value == targets[w.Code])
                && Enumerable.Range(1, round.Features.Count).All(step => all.Sum(w => w.Steps[step].Change.Value) == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_changed_between_two_runs_adds_up_to_the_difference_of_every_body() =>
        Prop.ForAll(Populations, Populations, Sums, (before, after, sum) =>
        {
            TargetBasis was = new(People(before), Round(sum), Placement.ByFile(People(before), "CCG"));
            TargetBasis now = new(People(after), Round(sum + 7, acute: 0.5m), Placement.ByFile(People(after), "CCG").Under(Merger));
            var causes = TargetChange.Between(was, now);
            var (then, since) = (was.Targets(), now.Targets());
            return causes.Select(c => c.What).SequenceEqual(["sum", "population", "formula", "footprint"])
                && then.Keys.Union(since.Keys).All(code => causes.Sum(c => c.Changes[code].Value) == since.GetValueOrDefault(code) - then.GetValueOrDefault(code))
                && causes.Skip(1).All(c => c.Changes.Values.Sum(p => p.Value) == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_cause_is_told_by_itself()
    {
        var rows = (Row[])[new(5, 4, 3, 100, "00C"), new(6, 9, 6, 110, "00D"), new(7, 7, 8, 90, "00J")];
        TargetBasis was = new(People(rows), Round(1_000_000), Placement.ByFile(People(rows), "CCG"));

        string Moving(TargetBasis now) => string.Join(' ', TargetChange.Between(was, now).Where(c => c.Changes.Values.Any(p => p.Value != 0)).Select(c => c.What));

        Moving(was).ShouldBe("");
        Moving(was with { Edition = Round(1_000_001) }).ShouldBe("sum");
        Moving(was with { Edition = Round(1_000_000, acute: 0.5m) }).ShouldBe("formula");
        Moving(was with { Placement = was.Placement.Under(Merger) }).ShouldBe("footprint");
        Moving(was with { Population = People([rows[0] with { Acute = 9 }, .. rows.Skip(1)]) }).ShouldBe("population");
    }

    [Fact]
    public void What_only_one_formula_goes_by_is_no_change_of_the_people()
    {
        var people = People([new(5, 4, 3, 100, "00C"), new(6, 9, 6, 110, "00D"), new(7, 7, 8, 90, "00J")]);
        var needOnly = new Population([.. people.Codes], [.. people.Names], [.. people.Heads], people.Measures.Where(m => m.Key != "dear").ToDictionary(), people.Places);
        TargetBasis costs = new(people, Round(1_000_000), Placement.ByFile(people, "CCG"));
        var need = costs with { Population = needOnly, Edition = Round(1_000_000) with { Pots = [new("hospital", 1, [new("acute", 1, Here)], [], "", "", Here)] } };
        var grown = need with { Population = new Population([.. people.Codes], [.. people.Names], [.. people.Heads.Select(h => h + 1)], needOnly.Measures, people.Places) };

        string Causes(TargetBasis was, TargetBasis now) => string.Join(", ", TargetChange.Between(was, now).Select(c => c.What));

        Causes(costs, need).ShouldBe("sum, formula, footprint");
        Causes(need, costs).ShouldBe("sum, population, formula, footprint");
        Causes(costs, grown).ShouldBe("sum, population and formula, footprint");
    }

    [Fact]
    public void A_body_that_was_split_is_shared_in_whole_pounds()
    {
        var people = People([new(5, 4, 3, 100, "00C")]);
        var halves = new Placement("CCG", [[new("00X", 2, 3), new("00Y", 1, 3)]], _ => "");

        halves.Sum(Target.Of(people, Round(100)).Pounds).Select(s => $"{s.Key} {s.Value}").ShouldBe(["00X 67", "00Y 33"]);
        halves.Sum(people.Heads).Values.Sum().ShouldBe(5, 0.000001m);
    }

    [Fact]
    public void A_round_with_a_rate_gives_each_its_weighted_heads_at_that_rate()
    {
        var round = Round(1) with { Sum = null, Rate = 1135.4105m, Pots = [new("all services", 1, [new("acute", 1, Here)], [], "", "", Here)] };

        Target.Of(People([new(5, 4, 3, 100, "00C")]), round).Pounds.ToArray().ShouldBe([4_542]);
    }

    [Fact]
    public void What_cannot_be_worked_out_says_what_is_missing()
    {
        var people = People([new(5, 4, 3, 100, "00C")]);

        Should.Throw<ArgumentException>(() => Target.Of(people, Round(1) with { Sum = null })).Message.ShouldStartWith("The edition test states no national sum and no rate");
        Should.Throw<ArgumentException>(() => Target.Of(people, Round(1) with { Pots = [new("all", 1, [new("dental", 1, Here)], [], "", "", Here)] })).Message.ShouldStartWith("This population has no dental. It has: acute, prescribing, dear.");
        Should.Throw<ArgumentException>(() => Placement.ByFile(people, "council")).Message.ShouldStartWith("This population has no council. It has: CCG.");
    }

    private static Scenario Merger { get; } = new("two into one", new(2014, 4, 1), [new(OdsCode.Parse("NEW1"), "New", [OdsCode.Parse("00C"), OdsCode.Parse("00D")])]);

    private static Edition Round(long sum, decimal acute = 0.75m) => new("test", FinancialYear.Of(new(2013, 4, 1)), new(2013, 4, 1), "practice", new Pounds(sum), null, "",
        [
            new("hospital", 8, [new("acute", acute, Here), new("prescribing", 1 - acute, Here)], ["dear"], "", "", Here),
            new("medicines", 1, [new("prescribing", 1, Here)], [], "", "", Here),
            new("far away", 1, [], [], "CCG", "00C", Here),
        ], [], [], Here);

    private static Population People(Row[] rows) => new(
        [.. rows.Select((_, at) => $"A{at:00000}")], [.. rows.Select(_ => "")], [.. rows.Select(r => (decimal)r.Heads)],
        new Dictionary<string, decimal[]>
        {
            ["acute"] = [.. rows.Select(r => (decimal)r.Acute)],
            ["prescribing"] = [.. rows.Select(r => (decimal)r.Prescribing)],
            ["dear"] = [.. rows.Select(r => r.Dear / 100m)],
        },
        new Dictionary<string, string[]> { ["CCG"] = [.. rows.Select(r => r.Group)] });

    private static Population Turned(Population people) => new(
        [.. people.Codes.Reverse()], [.. people.Names.Reverse()], [.. people.Heads.Reverse()],
        people.Measures.ToDictionary(m => m.Key, m => (decimal[])[.. m.Value.Reverse()]), people.Places.ToDictionary(p => p.Key, p => (string[])[.. p.Value.Reverse()]));
}
