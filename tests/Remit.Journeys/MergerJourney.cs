using System.Text.Json;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys;

/// <summary>Figures re-based and mergers planned through the command line, on the real open data.</summary>
public sealed class MergerJourney(RealWorkspace real) : IClassFixture<RealWorkspace>, IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_published_table_is_restated_for_the_boards_with_a_manifest()
    {
        var table = Where.SharedPath("data", "allocations", "ccg_weighted_pop_2022_23.csv");

        var (code, said, noted) = await real.Run("rebase", table, "--from", "2021-04-01", "--to", "2022-07-01", "--to-kind", "icb", "--code-column", "ccg21_code", "--value", "registered_patients,wp_overall",
            "--out", folder.File("boards.csv"));

        code.ShouldBe(ExitCode.Done);
        noted.ShouldStartWith("In doubt, of 15E, D2P2L, ");
        said.ShouldStartWith("106 rows by 106 bodies of 2021-04-01 are now by 42 of 2022-07-01.");
        said.ShouldContain("61498821.4");
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("boards.csv.manifest.json"), TestContext.Current.CancellationToken)).RootElement;
        manifest.GetProperty("totals").GetProperty("wp_overall").GetString().ShouldBe("61498821.4");
        manifest.GetProperty("releases").GetArrayLength().ShouldBe(36);
    }

    [Fact]
    public async Task Names_that_the_register_does_not_have_refuse_the_table_with_their_lines()
    {
        var table = Where.SharedPath("data", "allocations", "published_pace_of_change_every_other_ccg.csv");

        var (code, _, noted) = await real.Run("rebase", table, "--from", "2016-04-01", "--to", "2020-04-01", "--code-column", "ccg_name", "--value", "population", "--out", folder.File("out.csv"));

        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain("published_pace_of_change_every_other_ccg.csv:65 [ccg_name]: unknown-code: found 'NHS North, East, West Devon CCG'");
        File.Exists(folder.File("out.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_kind_that_nobody_was_of_is_told_with_those_there_were()
    {
        var (code, _, noted) = await real.Run("rebase", "FIGURES.csv", "--from", "2016-04-01", "--to", "2020-04-01", "--to-kind", "ICB", "--code-column", "c", "--value", "v", "--out", folder.File("out.csv"));

        code.ShouldBe(ExitCode.NotFound);
        noted.ShouldStartWith("The register has no body of the kind 'ICB' on 2020-04-01. It has: CCG,");
    }

    [Theory]
    [InlineData("--value", "v,v")]
    [InlineData("--value", "v", "--group", "month,Month")]
    [InlineData("--value", "v", "--group", "v")]
    public async Task A_column_named_twice_is_told(params string[] columns)
    {
        var (code, _, noted) = await real.Run(["rebase", "FIGURES.csv", "--from", "2016-04-01", "--to", "2020-04-01", "--code-column", "c", .. columns, "--out", folder.File("out.csv")]);

        code.ShouldBe(ExitCode.Usage);
        noted.ShouldContain("2 times. Name each column once");
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task A_day_that_nothing_can_be_planned_for_is_told(string on)
    {
        var (code, _, noted) = await real.Run("merge", "plan", "QHM", "QOQ", "--on", on);

        code.ShouldBe(ExitCode.Usage);
        noted.ShouldContain($"--on: {on}");
    }

    [Fact]
    public async Task Birmingham_and_Solihull_is_planned_as_if_beforehand()
    {
        Where.SharedPath("data");

        var (code, said, _) = await real.Run("merge", "plan", "13P", "04X", "05P", "--on", "2018-04-01", "--name", "NHS Birmingham and Solihull CCG", "--code", "15E");

        code.ShouldBe(ExitCode.Done);
        Snapshot.Matches(said);
    }

    [Fact]
    public async Task Scenarios_stand_side_by_side_and_every_table_is_written()
    {
        Where.SharedPath("data");
        await File.WriteAllTextAsync(folder.File("boards.csv"),
            "scenario,on,name,bodies\none large,2027-04-01,North,QHM QF7 QWO QOQ\ntwo,2027-04-01,North East,QHM QF7\ntwo,2027-04-01,Yorkshire,QWO QOQ\n", TestContext.Current.CancellationToken);

        var (code, said, _) = await real.Run("merge", "plan", "--scenario", folder.File("boards.csv"), "--out", folder.File("plan"));

        code.ShouldBe(ExitCode.Done);
        said.ShouldContain("one large  2027-04-01  ICB       42     39");
        said.ShouldContain("two        2027-04-01  ICB       42     40");
        Directory.EnumerateFiles(folder.File("plan")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            ["bodies.csv", "checklist.csv", "conflicts-that-appear.csv", "councils.csv", "doubts.csv", "ending.csv", "factors.csv", "functions.csv", "history.csv", "instruments.csv", "manifest.json", "money.csv", "neighbours.csv", "not-built.csv", "parents.csv", "plan.docx",
                "plan.xlsx", "practices.csv", "scenario.csv", "seats-of-one.csv", "small-areas.csv", "tiling.csv"]);
    }

    [Fact]
    public async Task The_area_may_be_what_a_body_had_or_a_list_of_places_and_the_scenario_that_is_written_gives_the_same_again()
    {
        Where.SharedPath("data");
        await File.WriteAllLinesAsync(folder.File("west.csv"), ["code", "E01008881", "M85124"], TestContext.Current.CancellationToken);

        var (code, said, _) = await real.Run("merge", "plan", "13P", "04X", "--on", "2018-04-01", "--area-from", "13P@2017-04-01", "--out", folder.File("one"));
        var (_, again, _) = await real.Run("merge", "plan", "--scenario", folder.File("one/scenario.csv"), "--out", folder.File("two"));
        var (_, listed, _) = await real.Run("merge", "plan", "13P", "04X", "--on", "2018-04-01", "--area-from", folder.File("west.csv"), "--out", folder.File("three"));
        var (late, _, refused) = await real.Run("merge", "plan", "13P", "04X", "--on", "2018-04-01", "--area-from", "15E@2018-04-01");

        code.ShouldBe(ExitCode.Findings);
        said.ShouldContain("Its area is taken from 13P on 2017-04-01: 432 small areas and");
        again.Split("Written")[0].ShouldBe(said.Split("Written")[0]);
        File.ReadAllBytes(folder.File("two/bodies.csv")).ShouldBe(File.ReadAllBytes(folder.File("one/bodies.csv")));
        listed.ShouldContain("Its area is taken from west.csv: 1 small area and 1 practice.");
        File.ReadAllText(folder.File("three/area-1.csv")).ShouldBe("code\nE01008881\nM85124\n");
        (late, refused).ShouldBe((ExitCode.Refused, "--area-from: too-late: found '2018-04-01', wanted a day before 2018-04-01: a plan rests on nothing that came after\n"));
    }

    [Theory]
    [InlineData("2027-03-30", "ICB", "another-day: found 'a scenario for 2027-04-01'")]
    [InlineData("2027-03-31", "NHS England region", "another-kind: found 'mergers of bodies of the kind ICB'")]
    public async Task A_scenario_that_does_not_fit_the_figures_is_refused(string to, string kind, string finding)
    {
        Where.SharedPath("data");
        await File.WriteAllTextAsync(folder.File("boards.csv"), "on,name,bodies\n2027-04-01,North,QHM QF7\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("figures.csv"), "code,n\nQHM,1\n", TestContext.Current.CancellationToken);

        var (code, _, noted) = await real.Run("rebase", folder.File("figures.csv"), "--from", "2026-04-01", "--to", to, "--to-kind", kind, "--scenario", folder.File("boards.csv"), "--code-column", "code", "--value", "n", "--out", folder.File("out.csv"));

        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain(finding);
    }

    [Fact]
    public async Task Postcodes_that_move_are_counted_and_listed_with_their_commissioner_before_and_after()
    {
        Where.SharedPath("data");

        var (_, said, _) = await real.Run("merge", "plan", "13P", "04X", "05P", "--on", "2018-04-01", "--postcodes", "--out", folder.File("plan"));

        var rows = await File.ReadAllLinesAsync(folder.File("plan/postcodes.csv"), TestContext.Current.CancellationToken);
        rows[0].ShouldBe("scenario,postcode,local_commissioner,before,after,from");
        said.ShouldContain($"{rows.Length - 1:N0} postcodes of the ");
        rows[1..].Select(r => r.Split(',')[3]).Distinct().Order(StringComparer.Ordinal).ShouldBe(["04X", "05P", "13P"]);
        var postcode = rows[1].Split(',')[1];
        var (_, who, _) = await real.Run("powers", "who", "acute", "--for", postcode, "--on", "2018-03-31", "--json");
        JsonDocument.Parse(who).RootElement.GetProperty("commissioner").GetString().ShouldBe(rows[1].Split(',')[2]);
    }

    [Theory]
    [InlineData("on,name,bodies\n2027-04-01,North,QHM 00F\n", "boards.csv:2: not-open: found '00F NHS Gateshead CCG'")]
    [InlineData("on,name,bodies\n2027-04-01,North,QHM QF7\n2027-04-01,South,QHM QXU\n", "boards.csv:3: in-two-mergers: found 'QHM in North and in South'")]
    [InlineData("on,name,bodies\n1 April,North,QHM QF7\n", "boards.csv:2 [on]: bad-date: found '1 April'")]
    [InlineData("on,name\n2027-04-01,North\n", "boards.csv:1: missing-column: found 'on, name', wanted a column bodies")]
    [InlineData("on,name,bodies\n", "boards.csv: no-rows")]
    [InlineData("on,name,bodies,name\n2027-04-01,North,QHM QF7,South\n", "boards.csv:1 [name]: repeated-column")]
    [InlineData("on,name,bodies,code\n2027-04-01,North,QHM QF7\n", "boards.csv:2: wrong-number-of-cells: found '3 cells'")]
    [InlineData("on,name,bodies\n9999-12-31,North,QHM QF7\n", "boards.csv:2: bad-date: found '9999-12-31'")]
    public async Task A_scenario_that_cannot_be_is_refused_with_its_line(string scenario, string finding)
    {
        Where.SharedPath("data");
        await File.WriteAllTextAsync(folder.File("boards.csv"), scenario, TestContext.Current.CancellationToken);

        var (code, _, noted) = await real.Run("merge", "plan", "--scenario", folder.File("boards.csv"));

        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain(finding);
    }

    [Fact]
    public async Task The_councils_of_each_commissioner_are_listed()
    {
        Where.SharedPath("data");

        var (_, said, _) = await real.Run("register", "check", "--on", "2018-04-01", "--councils");

        said.ShouldContain("15E NHS Birmingham and Solihull CCG: crosses the boundaries of 2 upper-tier councils\n  Birmingham (E08000025), 547 of 639 small areas\n  Solihull (E08000029), whole");
    }
}
