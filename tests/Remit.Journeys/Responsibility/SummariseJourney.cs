using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Responsibility;

/// <summary>The month is assigned: how many records are whose, and what of that may be shown?</summary>
public sealed class SummariseJourney : IDisposable
{
    private static readonly string Samples = Path.Combine(Where.Root, "samples");
    private static readonly string Activity = Path.Combine(Samples, "activity.csv");

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    private async Task<string> Assigned()
    {
        var output = folder.File("decisions.csv");
        (await Verb.Run("assign", Activity, "--out", output, "--reference", Samples)).Ends(ExitCode.Done);
        return output;
    }

    private async Task<string> Written(string name, string text)
    {
        await File.WriteAllTextAsync(folder.File(name), text, TestContext.Current.CancellationToken);
        return folder.File(name);
    }

    [Fact]
    public async Task Outcomes_by_month_are_counted_as_they_are_or_fit_to_be_shown()
    {
        var (decisions, output) = (await Assigned(), folder.File("summary.csv"));

        var plain = (await Verb.Run("summarise", decisions, "--by", "outcome,month", "--activity", Activity)).Ends(ExitCode.Done);
        var shown = (await Verb.Run("summarise", decisions, "--by", "outcome,method", "--suppress", "--out", output)).Ends(ExitCode.Done);

        Snapshot.Matches($"{plain.Said}\n{shown.Said.Replace(folder.Path, "…", StringComparison.Ordinal)}\n{await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken)}");
    }

    [Fact]
    public async Task No_count_of_1_to_7_leaves_in_any_form_when_that_is_asked_for()
    {
        var (decisions, output) = (await Assigned(), folder.File("summary.csv"));

        var answer = (await Verb.Run("summarise", decisions, "--by", "commissioner,outcome", "--suppress", "--json", "--out", output)).Ends(ExitCode.Done);
        var said = (await Verb.Run("summarise", decisions, "--by", "commissioner,outcome", "--suppress")).Ends(ExitCode.Done).Said;

        var rows = answer.Json.GetProperty("rows").EnumerateArray().ToList();
        rows.ShouldContain(r => r.GetProperty("withheld").GetBoolean());
        rows.Where(r => !r.GetProperty("withheld").GetBoolean()).ShouldAllBe(r => r.GetProperty("records").GetInt64() % 5 == 0);
        var lines = (await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken)).Skip(1).Select(l => l.Split(',')[^1]).ToList();
        lines.ShouldAllBe(n => n == "*" || n.EndsWith('0') || n.EndsWith('5'));
        lines.Count.ShouldBe(rows.Count);
        said.ShouldContain("*");
    }

    [Fact]
    public async Task The_counts_add_up_to_the_records()
    {
        var decisions = await Assigned();

        var rows = (await Verb.Run("summarise", decisions, "--by", "commissioner", "--json")).Ends(ExitCode.Done).Json.GetProperty("rows").EnumerateArray().ToList();

        rows.SkipLast(1).Sum(r => r.GetProperty("records").GetInt64()).ShouldBe(rows[^1].GetProperty("records").GetInt64());
        rows[^1].GetProperty("records").GetInt64().ShouldBe(File.ReadLines(decisions).Count() - 1);
    }

    [Fact]
    public async Task Columns_carried_through_and_columns_of_the_activity_can_be_counted_by()
    {
        var activity = await Written("may.csv", AssignJourney.Month);
        var decisions = folder.File("decisions.csv");
        (await Verb.Run("assign", activity, "--out", decisions, "--reference", AssignJourney.World)).Ends(ExitCode.Done);

        (await Verb.Run("summarise", decisions, "--by", "ward")).Ends(ExitCode.Done).Said.ShouldContain("Nine, north");
        var months = (await Verb.Run("summarise", decisions, "--by", "CDS_TYPE,month", "--activity", activity, "--json")).Ends(ExitCode.Done).Json.GetProperty("rows").EnumerateArray()
            .Select(r => $"{string.Join(' ', r.GetProperty("values").EnumerateArray())} {r.GetProperty("records")}").ToList();
        months.ShouldContain("130 2025-04 1");
        months.ShouldContain("020 2025-06 2");
        months.ShouldContain("020 2024-05 1");
    }

    [Fact]
    public async Task A_month_can_be_that_of_a_column_of_dates()
    {
        var decisions = await Written("decisions.csv", """
            record_id,outcome,commissioner,service_category,method,path,flags,seen_on
            1,HOST,00L,12,provider,A,,2025-06-30
            2,HOST,00L,12,provider,A,,2025-06-01
            3,HOST,00L,12,provider,A,,soon

            """);

        var said = (await Verb.Run("summarise", decisions, "--by", "month", "--date", "seen_on")).Ends(ExitCode.Done).Said;

        said.ShouldContain("2025-06        2");
        said.ShouldContain("(none)         1");
        (await Verb.Run("summarise", decisions, "--by", "month")).Ends(ExitCode.Refused).Noted.ShouldContain("no-date");
        (await Verb.Run("summarise", decisions, "--by", "month", "--date", "seen_off")).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-column");
    }

    [Fact]
    public async Task Decisions_and_activity_of_different_runs_are_refused()
    {
        var (decisions, output) = (await Assigned(), folder.File("summary.csv"));

        (await Verb.Run("summarise", decisions, "--by", "month", "--activity", Path.Combine(Samples, "activity-2019.csv"), "--out", output)).Ends(ExitCode.Refused).Noted.ShouldContain("not-of-one-run");

        File.Exists(output).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_wrong_with_the_command_decides_how_it_ends()
    {
        var decisions = await Assigned();

        (await Verb.Run("summarise", decisions)).Ends(ExitCode.Usage);
        (await Verb.Run("summarise", decisions, "--by", "outcome,,method")).Ends(ExitCode.Usage).Noted.ShouldContain("commissioner,outcome");
        (await Verb.Run("summarise", decisions, "--by", "outcome,OUTCOME")).Ends(ExitCode.Usage);
        (await Verb.Run("summarise", decisions, "--by", "ward")).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-column");
        (await Verb.Run("summarise", decisions, "--by", "outcome", "--out", decisions)).Ends(ExitCode.Refused).Noted.ShouldContain("same-file");
        (await Verb.Run("summarise", decisions, "--by", "postcode,practice_code,provider_code,record_id", "--activity", Activity)).Ends(ExitCode.Refused).Noted.ShouldContain("too-large-a-table");
        (await Verb.Run("summarise", Activity, "--by", "outcome")).Ends(ExitCode.Refused).Noted.ShouldContain("not-decisions");
    }
}
