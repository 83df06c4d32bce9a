using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Responsibility;

public sealed class ExplainJourney : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public ExplainJourney() => File.WriteAllText(Activity, AssignJourney.Month);

    private string Activity => folder.File("may.csv");

    public void Dispose() => folder.Dispose();

    private Task<Answered> Explain(string record, params string[] more) =>
        Verb.Run(["explain", Activity, "--record", record, "--reference", AssignJourney.World, .. more]);

    [Fact]
    public async Task A_person_is_told_the_answer_first_and_then_the_reasons_with_their_files_and_lines()
    {
        var said = (await Explain("1")).Ends(ExitCode.Done).Said;

        said.ShouldStartWith("Record 1 of may.csv, line 2\n");
        said.IndexOf("Answer: ", StringComparison.Ordinal).ShouldBeLessThan(said.IndexOf("How it was decided", StringComparison.Ordinal));
        said.ShouldContain("from practices.csv, line 2: A81001 Surgery of 00L, from 2013-04-01");
        said.ShouldContain("from postcodes.csv, line ");
    }

    [Fact]
    public async Task A_program_is_told_the_same_as_JSON()
    {
        var answer = (await Explain("1", "--json")).Ends(ExitCode.Done).Json;

        answer.GetProperty("recordId").GetString().ShouldBe("1");
        answer.GetProperty("line").GetInt64().ShouldBe(2);
        answer.GetProperty("rulebook").GetString().ShouldBe("cam-2025-26");
        answer.GetProperty("commissioner").GetString().ShouldBe("00L");
        answer.GetProperty("day").GetString().ShouldBe("2025-06-30");
        string.Join('>', answer.GetProperty("boxes").EnumerateArray().Select(b => b.GetProperty("box").GetString()).Where(b => b != "START"))
            .ShouldBe(answer.GetProperty("path").GetString());
        answer.GetProperty("code").GetArrayLength().ShouldBeGreaterThan(0);
        answer.GetProperty("boxes").EnumerateArray().SelectMany(b => b.GetProperty("values").EnumerateArray())
            .Where(v => v.TryGetProperty("source", out _)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_it_explains_is_what_assign_decided()
    {
        (await Verb.Run("assign", Activity, "--out", folder.File("out.csv"), "--reference", AssignJourney.World)).Ends(ExitCode.Done);
        var decided = (await File.ReadAllLinesAsync(folder.File("out.csv"), TestContext.Current.CancellationToken)).Skip(1).Select(l => l.Split(',')).ToList();

        decided.Count.ShouldBe(5);
        foreach (var cells in decided)
        {
            var json = (await Explain(cells[0], "--json")).Ends(ExitCode.Done).Json;
            string[] explained =
            [
                json.GetProperty("outcome").GetString()!, json.GetProperty("commissioner").GetString()!, json.GetProperty("serviceCategory").GetString()!,
                json.GetProperty("method").GetString()!, json.GetProperty("path").GetString()!,
                string.Join(';', json.GetProperty("flags").EnumerateArray().Select(f => f.GetProperty("flag").GetString())),
            ];
            explained.ShouldBe(cells[1..7]);
        }
    }

    [Fact]
    public async Task A_rejected_record_is_explained_by_its_reject()
    {
        var said = (await Explain("5")).Ends(ExitCode.Done).Said;

        said.ShouldStartWith("Record 5 of may.csv, line 6\nRejected, so nothing is decided: activity_date found '2023-01-01', wanted a date that a rulebook covers: ");
        (await Explain("6")).Ends(ExitCode.Done).Said.Trim().ShouldBe("Record 6 of may.csv, line 8\nRejected, so nothing is decided: found '3 cells', wanted 11 cells.");
        (await Explain("5", "--json")).Ends(ExitCode.Done).Json.GetProperty("rejected").GetProperty("column").GetString().ShouldBe("activity_date");
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_told_by_name() =>
        (await Explain("99")).Ends(ExitCode.NotFound).Noted.Trim().ShouldBe("may.csv holds no record '99'.");

    [Theory]
    [InlineData("--rulebook", "none", ExitCode.NotFound)]
    [InlineData("--reading", "K1=none", ExitCode.NotFound)]
    [InlineData("--as-on", "yesterday", ExitCode.Usage)]
    [InlineData("--reference", "nowhere", ExitCode.Refused)]
    public async Task What_is_wrong_with_the_command_decides_how_it_ends(string option, string value, int code) =>
        (await Verb.Run(["explain", Activity, "--record", "1", .. option == "--reference" ? [] : (string[])["--reference", AssignJourney.World], option, value])).Ends(code);
}
