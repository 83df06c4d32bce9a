using System.Globalization;
using System.Text.Json;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Allocations;

/// <summary>Fair shares through the command line, on the real open data.</summary>
public sealed class AllocationJourney(RealWorkspace real) : IClassFixture<RealWorkspace>, IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_body_is_told_how_it_comes_to_its_target()
    {
        var (code, said, noted) = await real.Run("allocate", "explain", "01H", "--edition", "2018-19");

        (code, noted).ShouldBe((ExitCode.Done, ""));
        Snapshot.Matches(said);
    }

    [Fact]
    public async Task A_body_is_told_the_whole_way_from_a_plain_share_per_head_to_what_it_gets()
    {
        var (code, said, noted) = await real.Run("allocate", "explain", "00L", "--edition", "2022-23", "--opening", "2018-19", "--policy", "2019-20", "--years", "3");

        (code, noted).ShouldBe((ExitCode.Done, ""));
        Snapshot.Matches(said);
    }

    [Fact]
    public async Task The_chain_from_targets_to_allocations_is_run_kept_and_compared_cause_by_cause()
    {
        await File.WriteAllTextAsync(folder.File("tees.csv"), "on,code,name,bodies\n2020-04-01,NEW1,Tees,00K 00M\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("mine.csv"), "parameter,of,value\nweight,mental health in hospital and community,0.15\nminimum growth,,2.5\n", TestContext.Current.CancellationToken);
        string[] chain = ["allocate", "--edition", "2018-19", "--on", "2019-04-01", "--opening", "plain", "--policy", "2019-20"];
        (await real.Run([.. chain, "--out", folder.File("before")])).Code.ShouldBe(ExitCode.Done);
        (await real.Run([.. chain, "--scenario", folder.File("tees.csv"), "--scenario", folder.File("mine.csv"), "--out", folder.File("after")])).Code.ShouldBe(ExitCode.Done);

        var (code, said, noted) = await Run("allocate", "compare", folder.File("before"), folder.File("after"));

        (code, noted).ShouldBe((ExitCode.Findings, ""));
        Snapshot.Matches(said);
        // What bodies had is given again by the run's own table.
        (await real.Run("allocate", "--edition", "2018-19", "--on", "2019-04-01", "--opening", folder.File("before/openings.csv"), "--policy", "2019-20", "--out", folder.File("again"))).Code.ShouldBe(ExitCode.Done);
        foreach (var file in (string[])["allocations.csv", "openings.csv", "policy.csv"])
            File.ReadAllBytes(folder.File($"again/{file}")).ShouldBe(File.ReadAllBytes(folder.File($"before/{file}")), file);
    }

    [Fact]
    public async Task A_body_of_which_nobody_said_what_it_had_ends_at_its_target()
    {
        await File.WriteAllTextAsync(folder.File("had.csv"), "name,baseline_k\nNHS Northumberland CCG,\"450,000\"\n", TestContext.Current.CancellationToken);

        var (code, said, noted) = await real.Run("allocate", "explain", "00N", "--edition", "2018-19", "--opening", folder.File("had.csv"));
        code.ShouldBe(ExitCode.Findings);
        said.ShouldNotContain("back to what it had");
        noted.ShouldBe("The steps end at the target: 00N has no row in had.csv.\n");
        (await real.Run("allocate", "explain", "Y63", "--edition", "2018-19", "--opening", "plain")).Noted.ShouldBe("The steps end at the target: allocations are by CCG, and this is no CCG.\n");
        (await real.Run("allocate", "explain", "00N", "--edition", "2018-19", "--policy", "2019-20")).Noted.ShouldContain("--policy goes with --opening");
    }

    [Fact]
    public async Task A_merger_of_which_nobody_said_what_one_part_had_is_left_out_and_named()
    {
        string[] chain = ["allocate", "--edition", "2022-23", "--policy", "2019-20", "--as-one", "00L,00N"];
        (await real.Run([.. chain[..5], "--opening", "plain", "--out", folder.File("all")])).Code.ShouldBe(ExitCode.Done);
        await File.WriteAllLinesAsync(folder.File("miss.csv"), File.ReadLines(folder.File("all/openings.csv")).Where(l => !l.StartsWith("00L,", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        var (code, _, noted) = await real.Run([.. chain, "--opening", folder.File("miss.csv"), "--out", folder.File("out")]);

        code.ShouldBe(ExitCode.Findings);
        noted.ShouldContain("1 of the bodies have no row in miss.csv, themselves or for one of their parts: they have targets, and no allocations: NEW1.");
        File.ReadLines(folder.File("out/allocations.csv")).ShouldNotContain(l => l.Contains("NEW1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("two-kinds: found '16C of the kind sub-ICB location and QHM of the kind ICB'", "--edition", "2022-23", "--as-one", "16C,QHM")]
    [InlineData("two-kinds", "explain", "16C", "--edition", "2022-23", "--as-one", "16C,QHM")]
    [InlineData("two-kinds", "people", "--on", "2026-04-01", "--as-one", "16C,QHM")]
    [InlineData("another-kind: found 'QF7, QHM of the kind ICB', wanted bodies of the kind sub-ICB location", "people", "--on", "2026-04-01", "--as-one", "QHM,QF7")]
    [InlineData("two-kinds", "running-costs", "--year", "2025/26", "--on", "2026-03-31", "--as-one", "16C,QHM")]
    public async Task Bodies_of_two_kinds_are_not_taken_as_one(string told, params string[] args)
    {
        var (code, _, noted) = await real.Run(["allocate", .. args]);

        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain($"--as-one: {told}");
    }

    [Fact]
    public async Task A_round_of_a_part_of_England_cannot_say_where_all_its_money_went()
    {
        var (code, _, noted) = await real.Run("allocate", "--edition", "2022-23", "--opening", "2013-14");

        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain("--opening: not-national: found '2013-14, whose file is of a part of England', wanted a CSV of what bodies had, plain, or one of: 2018-19, 2022-23, 2022-23-need");
    }

    [Fact]
    public async Task Two_formulas_upon_one_file_differ_by_the_formula_alone()
    {
        await real.Run("allocate", "--edition", "2022-23", "--out", folder.File("costs"));
        await real.Run("allocate", "--edition", "2022-23-need", "--out", folder.File("need"));

        foreach (var (before, after) in ((string, string)[])[("costs", "need"), ("need", "costs")])
        {
            var (code, said, _) = await Run("allocate", "compare", folder.File(before), folder.File(after));

            code.ShouldBe(ExitCode.Findings);
            said.ShouldContain("formula");
            said.ShouldNotContain("population and formula");
        }
    }

    [Fact]
    public async Task What_bodies_had_does_not_change_with_what_is_asked_of_this_year()
    {
        await File.WriteAllTextAsync(folder.File("mine.csv"), "parameter,of,value\nsum,,80000000000\ntotal growth,,5\n", TestContext.Current.CancellationToken);
        string[] chain = ["allocate", "--edition", "2022-23", "--opening", "2018-19", "--policy", "2019-20"];
        await real.Run([.. chain, "--out", folder.File("stated")]);
        await real.Run([.. chain, "--sum", "80000000000", "--out", folder.File("sum")]);
        await real.Run([.. chain, "--scenario", folder.File("mine.csv"), "--out", folder.File("changed")]);

        foreach (var other in (string[])["sum", "changed"])
            File.ReadAllBytes(folder.File($"{other}/openings.csv")).ShouldBe(File.ReadAllBytes(folder.File("stated/openings.csv")), other);
        File.ReadAllBytes(folder.File("sum/bodies.csv")).ShouldNotBe(File.ReadAllBytes(folder.File("stated/bodies.csv")));
    }

    [Fact]
    public async Task All_England_is_allocated_to_the_bodies_of_another_day_and_adds_up()
    {
        var (code, said, noted) = await real.Run("allocate", "--edition", "2018-19", "--on", "2021-04-01", "--out", folder.File("out"));

        (code, noted).ShouldBe((ExitCode.Done, ""));
        said.ShouldStartWith("2018/19 (2018-19): £74,185,184,232 for 7,325 practices");
        foreach (var level in (string[])["CCG", "STP", "NHS England region"])
            Targets(level).Sum(t => t.Pounds).ShouldBe(74_185_184_232, level);
        Targets("CCG").Count.ShouldBe(106);
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("out/manifest.json"), TestContext.Current.CancellationToken)).RootElement;
        manifest.GetProperty("counts").GetProperty("nowhere").GetInt32().ShouldBe(0);
        manifest.GetProperty("edition").GetProperty("pots").GetArrayLength().ShouldBe(9);

        List<(string Code, long Pounds)> Targets(string level) =>
            [.. File.ReadLines(folder.File("out/bodies.csv")).Where(l => l.StartsWith($"{level},", StringComparison.Ordinal)).Select(l => l.Split(',')).Select(c => (c[1], long.Parse(c[^4], null)))];
    }

    [Fact]
    public async Task A_merger_gets_the_sum_of_its_parts_and_the_difference_is_all_footprint()
    {
        await File.WriteAllTextAsync(folder.File("tees.csv"), "on,code,name,bodies\n2020-04-01,NEW1,Tees,00K 00M\n", TestContext.Current.CancellationToken);
        await real.Run("allocate", "--edition", "2018-19", "--on", "2019-04-01", "--out", folder.File("before"));
        await real.Run("allocate", "--edition", "2018-19", "--on", "2019-04-01", "--scenario", folder.File("tees.csv"), "--out", folder.File("after"));

        var (code, said, noted) = await Run("allocate", "compare", folder.File("before"), folder.File("after"));

        (code, noted).ShouldBe((ExitCode.Findings, ""));
        Snapshot.Matches(said);
        (await Run("allocate", "compare", folder.File("before"), folder.File("before"))).Said.ShouldEndWith("No body's target differs by a pound.\n");
    }

    [Fact]
    public async Task Running_costs_are_told_by_body_with_the_cut()
    {
        var (code, said, _) = await real.Run("allocate", "running-costs", "--year", "2015/16", "--against", "2013/14", "--on", "2013-06-30", "--out", folder.File("costs.csv"));

        code.ShouldBeOneOf(ExitCode.Done, ExitCode.Findings);
        said.ShouldContain("00C   NHS Darlington CCG");
        File.ReadLines(folder.File("costs.csv")).Count().ShouldBe(212);
    }

    [Fact]
    public async Task People_by_age_and_sex_are_added_up_by_the_bodies_of_any_day_and_nobody_is_lost()
    {
        foreach (var (day, kind, body) in (IEnumerable<(string, string, string)>)[("2013-06-30", "CCG", "05P"), ("2026-04-01", "ICB", "QHL")])
        {
            var (code, said, noted) = await real.Run("allocate", "people", "--on", day, "--kind", kind, "--out", folder.File($"{kind}.csv"));

            code.ShouldBeOneOf(ExitCode.Done, ExitCode.Findings);
            said.ShouldStartWith("56,025,327 people on the lists of ");
            noted.ShouldNotContain("refused");
            var rows = File.ReadLines(folder.File($"{kind}.csv")).Select(l => l.Split(',')).ToList();
            rows[0][^18..].ShouldBe(["Male 0-4", "Female 0-4", "Male 5-14", "Female 5-14", "Male 15-24", "Female 15-24", "Male 25-34", "Female 25-34", "Male 35-44", "Female 35-44", "Male 45-54", "Female 45-54", "Male 55-64", "Female 55-64", "Male 65-74", "Female 65-74", "Male 75+", "Female 75+"]);
            rows.ShouldContain(r => r[0] == body);
            decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);
            foreach (var row in rows.Skip(1))
                row[^18..].Sum(Number).ShouldBe(Number(row[^19]), 0.001m, row[0]);
            rows.Skip(1).Sum(r => Number(r[^19])).ShouldBe(56_025_327, 0.01m);
        }
    }

    [Fact]
    public async Task A_budget_is_held_against_the_planning_rules()
    {
        await File.WriteAllTextAsync(folder.File("budget.csv"), "line,use,pounds\nacute,programme,97000\nreserve,contingency,400\nplanned,surplus,1000\n", TestContext.Current.CancellationToken);

        var (code, said, noted) = await Run("allocate", "budget", folder.File("budget.csv"), "--allocation", "100000");

        (code, noted).ShouldBe((ExitCode.Findings, ""));
        Snapshot.Matches(said);
    }

    [Fact]
    public async Task What_is_not_there_is_told_with_what_there_is()
    {
        (await real.Run("allocate")).ShouldBe((ExitCode.Usage, "", "Say which round with --edition. There are: 2013-14, 2018-19, 2022-23, 2022-23-need.\n"));
        (await real.Run("allocate", "--edition", "2018/19")).Noted.ShouldBe("--edition: unknown-edition: found '2018/19', wanted one of: 2013-14, 2018-19, 2022-23, 2022-23-need\n");
        var (code, _, noted) = await real.Run("allocate", "explain", "ZZZ", "--edition", "2018-19");
        (code, noted).ShouldBe((ExitCode.NotFound, "Nothing in the edition 2018-19 counts for 'ZZZ' on 2018-04-01: no practice, body or place of that code. './remit register show CODE' says when a body was open.\n"));
    }

    /// <summary>Runs a verb that needs no workspace.</summary>
    private static async Task<(int Code, string Said, string Noted)> Run(params string[] args)
    {
        var (said, noted) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        return (await CommandLine.Run(args, new Terminal(said, noted, TimeProvider.System)), said.ToString(), noted.ToString());
    }
}
