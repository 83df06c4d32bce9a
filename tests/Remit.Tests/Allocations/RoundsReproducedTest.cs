using System.Globalization;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Register;

namespace Remit.Tests.Allocations;

/// <summary>The method, held against what was published: real files, every unit of them.</summary>
public class RoundsReproducedTest(ITestOutputHelper output)
{
    [Fact]
    public void The_targets_of_2018_19_are_those_of_the_file_to_the_pound_nationally_and_to_a_pound_for_every_practice()
    {
        var (population, edition) = Load("2018-19", "target_by_practice_2018_19.csv");
        var target = Target.Of(population, edition);
        var stated = Stated("target_by_practice_2018_19.csv", "Practice", "Target_inc_remote_£k");

        target.Sum.ShouldBe(new Pounds(74_185_184_232));
        target.Pounds.ToArray().Sum().ShouldBe(74_185_184_232);
        // As specs/allocations/rounds.md has them.
        string[] pots = [.. edition.Pots.Index().GroupBy(p => p.Item.Name).Select(g => $"£{g.Sum(p => target.Of(p.Index).ToArray().Sum()):N0}")];
        pots.ShouldBe(["£65,214,610,647", "£8,936,517,971", "£34,055,614"]);
        var worst = population.Codes.Index().Max(c => Math.Abs(target.Pounds[c.Index] - stated[c.Item] * 1000));
        output.WriteLine($"Worst of {population.Count:N0} practices: £{worst:0.00} from the file's own target.");
        worst.ShouldBeLessThan(1.5m);

        var perWeightedHead = target.Sum.Value / population.Heads.Sum();
        output.WriteLine($"£{perWeightedHead:0.000} a weighted head.");
        Math.Round(perWeightedHead, 3).ShouldBe(1255.675m);

        var groups = Placement.ByFile(population, "CCG");
        var theirs = groups.Sum([.. population.Codes.Select(c => stated[c] * 1000)]);
        var worstGroup = groups.Sum(target.Pounds).Max(g => Math.Abs(g.Value / theirs[g.Key] - 1));
        output.WriteLine($"Worst of {theirs.Count} groups: {worstGroup:P7}.");
        worstGroup.ShouldBeLessThan(0.00001m);
    }

    [Fact]
    public void The_overall_weighted_population_of_2018_19_is_the_target_over_what_a_head_gets_in_England()
    {
        var (population, edition) = Load("2018-19", "target_by_practice_2018_19.csv");
        var target = Target.Of(population, edition);
        var stated = Stated("target_by_practice_2018_19.csv", "Practice", "WP_Overall");
        var perHead = target.Sum.Value / population.Heads.Sum();

        var worst = population.Codes.Index().Max(c => Math.Abs(target.Pounds[c.Index] / perHead - stated[c.Item]));
        output.WriteLine($"Worst: {worst:0.0000} of a weighted head.");
        worst.ShouldBeLessThan(0.002m);
    }

    [Theory]
    [InlineData("2022-23-need", 0.003, 0.0278, 0.0104)]
    [InlineData("2022-23", 0.00002, 0.0005, 0.0001)]
    public void The_components_of_2022_23_blend_into_the_published_figure(string id, double median, double worst, double worstGroup)
    {
        var (population, edition) = Load(id, "practice_weighted_pop_2022_23.csv");
        var target = Target.Of(population, edition);
        var stated = Stated("practice_weighted_pop_2022_23.csv", "practice_code", "wp_overall");
        var perHead = target.Sum.Value / population.Heads.Sum();

        // Below 500 people what is printed to a tenth of a head says too little of a practice to compare by.
        var misses = population.Codes.Index().Where(c => population.Heads[c.Index] >= 500)
            .Select(c => Math.Abs((double)(target.Pounds[c.Index] / perHead / stated[c.Item]) - 1)).Order().ToList();
        output.WriteLine($"{misses.Count:N0} practices: median {misses[misses.Count / 2]:P4}, 99th percentile {misses[misses.Count * 99 / 100]:P4}, worst {misses[^1]:P4}.");
        misses[misses.Count / 2].ShouldBeLessThan(median);
        misses[^1].ShouldBeLessThan(worst);

        var groups = Stated("ccg_weighted_pop_2022_23.csv", "ccg21_code", "wp_overall");
        var byGroup = Placement.ByFile(population, "CCG").Sum(target.Pounds).ToDictionary(g => g.Key, g => Math.Abs((double)(g.Value / perHead / groups[g.Key]) - 1));
        output.WriteLine($"{byGroup.Count} groups: {byGroup.Count(g => g.Value < 0.005)} within 0.5%, worst {byGroup.Values.Max():P4}.");
        byGroup.Count.ShouldBe(106);
        byGroup.Values.Max().ShouldBeLessThan(worstGroup);
    }

    [Fact]
    public void The_part_table_of_2013_14_agrees_as_far_as_its_own_rounding_lets_it()
    {
        const string file = "ccg_2013_14_target_partial.csv";
        var (population, edition) = Load("2013-14", file);
        var target = Target.Of(population, edition);
        var (allocation, printed) = (Stated(file, "code", "allocation_2013_14_k"), Stated(file, "code", "indicative_target_k"));
        var (distance, percent) = (Stated(file, "code", "distance_from_target_k"), Stated(file, "code", "distance_from_target_pct"));
        var (perHead, targetPerHead) = (Stated(file, "code", "allocation_per_head"), Stated(file, "code", "target_per_head"));

        population.Count.ShouldBe(16);
        var exact = 0;
        foreach (var (at, code) in population.Codes.Index())
        {
            // A weighted population is printed as a whole head, so a target is only known to half the rate, £568, either way.
            var (thousands, half) = (new Pounds(target.Pounds[at]).InThousands, edition.Rate!.Value / 2 + 500);
            Math.Abs(target.Pounds[at] - printed[code] * 1000).ShouldBeLessThanOrEqualTo(half, code);
            Math.Abs(thousands - printed[code]).ShouldBeLessThanOrEqualTo(1, code);
            exact += thousands == printed[code] ? 1 : 0;

            // Everything else in a row follows from its target and allocation, to the printed digit.
            var position = new DistanceFromTarget(new((long)(allocation[code] * 1000)), new((long)(printed[code] * 1000)));
            position.Distance.InThousands.ShouldBe((long)distance[code], code);
            Math.Round(position.Percent!.Value, 2, MidpointRounding.AwayFromZero).ShouldBe(percent[code], code);
            Math.Round(position.Allocation.PerHead(population.Heads[at])!.Value, MidpointRounding.AwayFromZero).ShouldBe(perHead[code], code);
            Math.Round(position.Target.PerHead(population.Heads[at])!.Value, MidpointRounding.AwayFromZero).ShouldBe(targetPerHead[code], code);
        }

        output.WriteLine($"{exact} of 16 targets to the printed thousand, the rest one thousand away.");
        exact.ShouldBe(12);
    }

    [Fact]
    public void One_rate_and_weighted_populations_that_round_to_the_printed_heads_give_every_printed_target_of_2013_14()
    {
        const string file = "ccg_2013_14_target_partial.csv";
        var (population, edition) = Load("2013-14", file);
        var printed = Stated(file, "code", "indicative_target_k");

        foreach (var (at, code) in population.Codes.Index())
        {
            // What rounds to the printed thousand, at the edition's rate, said in weighted heads: some of it must round to the printed heads.
            var (least, most) = ((printed[code] - 0.5m) * 1000 / edition.Rate!.Value, (printed[code] + 0.5m) * 1000 / edition.Rate.Value);
            var (heads, half) = (population["overall"][at], 0.5m);
            Math.Max(least, heads - half).ShouldBeLessThan(Math.Min(most, heads + half), code);
        }
    }

    private static (Population Population, Edition Edition) Load(string id, string file)
    {
        var edition = AllocationTables.Named(id);
        using var source = CsvSource.Open(Where.SharedPath("data", "allocations", file), hasHeader: true);
        var release = new Release(PopulationLayout.ReleaseKind, "", edition.BodiesOn, DateTimeOffset.MinValue, file);
        var notes = new ImportNotes(file);
        var population = PopulationLayout.Read(source, release, edition, notes, _ => true);
        notes.Findings.ShouldBeEmpty();
        return (population, edition);
    }

    private static Dictionary<string, decimal> Stated(string file, string key, string column)
    {
        using var source = CsvSource.Open(Where.SharedPath("data", "allocations", file), hasHeader: true);
        var (code, value) = (source.Headers.ToList().IndexOf(key), source.Headers.ToList().IndexOf(column));
        Dictionary<string, decimal> stated = [];
        while (source.Read())
            stated[source.Text(code)] = decimal.Parse(source.Text(value), NumberStyles.Float, CultureInfo.InvariantCulture);
        return stated;
    }
}
