using System.Text.Json;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys;

/// <summary>Pace of change through the command line, on made-up opening positions.</summary>
public sealed class PaceJourney : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public PaceJourney() => File.WriteAllText(folder.File("opening.csv"), Web.MadeUpPositions.Table);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_each_gets_is_added_to_the_table_and_told()
    {
        var (code, said, _) = await Run("pace", "--in", folder.File("opening.csv"), "--out", folder.File("out.csv"));

        code.ShouldBe(ExitCode.Done);
        Snapshot.Matches(said + "\n" + await File.ReadAllTextAsync(folder.File("out.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Policies_stand_side_by_side()
    {
        var (code, said, _) = await Run("policies", "january-2016", "2014-15", "--in", folder.File("opening.csv"), "--years", "2", "--out", folder.File("both.csv"));

        code.ShouldBe(ExitCode.Done);
        Snapshot.Matches(said);
        (await File.ReadAllLinesAsync(folder.File("both.csv"), TestContext.Current.CancellationToken)).Length.ShouldBe(1 + 2 * 6);
    }

    [Fact]
    public async Task A_search_says_which_values_hold_and_what_they_cost()
    {
        var (code, said, _) = await Run("search", "--in", folder.File("opening.csv"), "--within", "4", "--side", "under");

        code.ShouldBe(ExitCode.Done);
        Snapshot.Matches(said);
    }

    [Fact]
    public async Task A_search_that_finds_none_says_so_and_who_is_too_far()
    {
        var (code, said, _) = await Run("search", "--in", folder.File("opening.csv"), "--within", "5");

        code.ShouldBe(ExitCode.Findings);
        said.ShouldContain("No value that was tried does that.");
        said.ShouldContain("NHS Gateshead CCG: +");
    }

    [Fact]
    public async Task Minima_that_cannot_be_paid_for_are_told()
    {
        var (code, _, noted) = await Run("pace", "--policy", "2014-15", "--in", folder.File("opening.csv"), "--total-k", "1000000");

        code.ShouldBe(ExitCode.Findings);
        noted.ShouldStartWith("Year 1 cannot be paid for: the minima cost £");
    }

    [Theory]
    [InlineData("2020-21", "unknown-policy: found '2020-21', wanted one of january-2016,")]
    [InlineData("MINE.csv", "MINE.csv:2: bad-policy: found 'no 'minimum growth' in year 1'")]
    public async Task A_policy_that_cannot_be_used_leaves_nothing_behind(string policy, string told)
    {
        await File.WriteAllTextAsync(folder.File("MINE.csv"), "rule,value\ntotal growth,1\n", TestContext.Current.CancellationToken);

        var (code, _, noted) = await Run("pace", "--policy", policy == "MINE.csv" ? folder.File(policy) : policy, "--in", folder.File("opening.csv"), "--out", folder.File("out.csv"));

        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain(told);
        File.Exists(folder.File("out.csv")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("pace", "--in", "opening.csv", "--out", "opening.csv")]
    [InlineData("pace", "--in", "opening.csv", "--out", "./opening.csv", "--years", "3")]
    [InlineData("pace", "--in", "opening.csv", "--workbook", "opening.csv")]
    [InlineData("pace", "--in", "opening.csv", "--out", "both.csv", "--workbook", "both.csv")]
    [InlineData("pace", "--in", "opening.csv", "--policy", "mine.csv", "--out", "mine.csv")]
    [InlineData("policies", "mine.csv", "--in", "opening.csv", "--out", "opening.csv")]
    [InlineData("policies", "mine.csv", "--in", "opening.csv", "--out", "mine.csv")]
    [InlineData("--edition", "2018-19", "--opening", "opening.csv", "--workbook", "opening.csv")]
    [InlineData("--edition", "2018-19", "--scenario", "mine.csv", "--workbook", "mine.csv")]
    [InlineData("--edition", "2018-19", "--scenario", "mine.csv", "--out", ".")]
    public async Task What_is_read_is_never_written_over(params string[] args)
    {
        const string mine = "rule,value\nminimum growth,1\ntotal growth,3\n";
        await File.WriteAllTextAsync(folder.File("mine.csv"), mine, TestContext.Current.CancellationToken);

        var (code, _, noted) = await Run([.. args.Select(a => a == "." || a.EndsWith(".csv", StringComparison.Ordinal) ? folder.File(a) : a)]);

        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain("same-file: found 'one name for two files', wanted another name for the result than for what it is made from");
        (await File.ReadAllTextAsync(folder.File("opening.csv"), TestContext.Current.CancellationToken)).ShouldBe(Web.MadeUpPositions.Table);
        (await File.ReadAllTextAsync(folder.File("mine.csv"), TestContext.Current.CancellationToken)).ShouldBe(mine);
        File.Exists(folder.File("both.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task Several_years_need_to_know_where_targets_go()
    {
        await File.WriteAllTextAsync(folder.File("MINE.csv"), "rule,value\nminimum growth,1\n", TestContext.Current.CancellationToken);

        var (code, _, noted) = await Run("pace", "--policy", folder.File("MINE.csv"), "--in", folder.File("opening.csv"), "--years", "2");

        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain("targets-not-known");
    }

    [Fact]
    public async Task A_program_is_told_every_step()
    {
        var (_, said, _) = await Run("pace", "--in", folder.File("opening.csv"), "--json");

        var body = JsonDocument.Parse(said).RootElement.GetProperty("years")[0].GetProperty("bodies")[0];
        body.GetProperty("steps").EnumerateArray().Sum(s => s.GetProperty("pounds").GetInt64()).ShouldBe(body.GetProperty("allocation").GetInt64());
    }

    private static async Task<(int Code, string Said, string Noted)> Run(params string[] args)
    {
        var (said, noted) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(["allocate", .. args], new Terminal(said, noted, TimeProvider.System), TestContext.Current.CancellationToken);
        return (code, said.ToString(), noted.ToString());
    }
}
