using System.IO.Compression;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Responsibility;

/// <summary>The month was assigned again under other rules: what changed?</summary>
public sealed class CompareJourney : IDisposable
{
    private static readonly string Samples = Path.Combine(Where.Root, "samples");

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    /// <summary>Assigns the samples into a folder of their own, so that the manifests do not meet.</summary>
    private async Task<string> Assigned(string name, params string[] more)
    {
        var output = Path.Combine(folder.File(name), "decisions.csv");
        (await Verb.Run(["assign", Path.Combine(Samples, "activity.csv"), "--out", output, "--reference", Samples, .. more])).Ends(ExitCode.Done);
        return output;
    }

    private async Task<string> Rewritten(string decisions, string name, Func<string[], IEnumerable<string>> rows)
    {
        var lines = await File.ReadAllLinesAsync(decisions, TestContext.Current.CancellationToken);
        var path = folder.File(name);
        await File.WriteAllLinesAsync(path, rows(lines[1..]).Prepend(lines[0]), TestContext.Current.CancellationToken);
        return path;
    }

    [Fact]
    public async Task As_on_the_last_day_of_last_year_the_moves_and_the_boxes_are_told_and_each_change_is_a_row()
    {
        var (old, @new) = (await Assigned("this"), await Assigned("last", "--as-on", "2025-03-31"));
        var changes = folder.File("changes.csv");

        var answer = (await Verb.Run("compare", old, @new, "--by", "outcome", "--out", changes)).Ends(ExitCode.Findings);

        var rows = await File.ReadAllLinesAsync(changes, TestContext.Current.CancellationToken);
        Snapshot.Matches(answer.Said.Replace(folder.Path, "…", StringComparison.Ordinal) + "\n" + string.Join('\n', rows.Take(4)) + "\n");
        var json = (await Verb.Run("compare", old, @new, "--json")).Ends(ExitCode.Findings).Json;
        (rows.Length - 1).ShouldBe(json.GetProperty("changed").GetInt32() + json.GetProperty("onlyOld").GetInt32() + json.GetProperty("onlyNew").GetInt32());
    }

    [Fact]
    public async Task A_file_has_not_changed_from_itself_and_that_is_exit_code_0()
    {
        var decisions = await Assigned("this");

        var answer = (await Verb.Run("compare", decisions, decisions, "--json")).Ends(ExitCode.Done).Json;

        answer.GetProperty("changed").GetInt64().ShouldBe(0);
        answer.GetProperty("same").GetInt64().ShouldBe(answer.GetProperty("inBoth").GetInt64());
        answer.GetProperty("lineForLine").GetBoolean().ShouldBeTrue();
        answer.GetProperty("mostWaiting").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Another_order_and_compression_change_nothing_and_the_order_is_told()
    {
        var decisions = await Assigned("this");
        var backwards = await Rewritten(decisions, "backwards.csv", rows => rows.Reverse());
        var packed = folder.File("packed.csv.gz");
        await using (var file = File.Create(packed))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            await gzip.WriteAsync(await File.ReadAllBytesAsync(backwards, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        var answer = (await Verb.Run("compare", decisions, packed)).Ends(ExitCode.Done);

        answer.Said.ShouldContain("not line for line");
        answer.Said.ShouldContain(" + 0 changed");
    }

    [Fact]
    public async Task Records_in_one_file_only_are_counted_and_written()
    {
        var decisions = await Assigned("this");
        var (fewer, others, changes) = (await Rewritten(decisions, "fewer.csv", rows => rows.Skip(2)), await Rewritten(decisions, "others.csv", rows => rows.SkipLast(1)), folder.File("changes.csv"));

        var answer = (await Verb.Run("compare", fewer, others, "--json", "--out", changes)).Ends(ExitCode.Findings).Json;

        answer.GetProperty("onlyOld").GetInt64().ShouldBe(1);
        answer.GetProperty("onlyNew").GetInt64().ShouldBe(2);
        var rows = await File.ReadAllLinesAsync(changes, TestContext.Current.CancellationToken);
        rows.Skip(1).Select(r => r.Split(',')[1]).ShouldBe(["only-old", "only-new", "only-new"]);
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("record_id,outcome\n1,HOST\n", "not-decisions")]
    [InlineData("record_id,outcome,commissioner,service_category,method,path,flags\n1,HOST,00L\n", "wrong-cell-count")]
    [InlineData("record_id,outcome,commissioner,service_category,method,path,flags\n,HOST,00L,12,practice,A,\n", "no-record-id")]
    [InlineData("record_id,outcome,commissioner,service_category,method,path,flags,Path\n", "repeated-column")]
    public async Task A_file_that_is_not_one_of_decisions_is_refused_and_nothing_is_written(string text, string code)
    {
        var (decisions, wrong, changes) = (await Assigned("this"), folder.File("wrong.csv"), folder.File("changes.csv"));
        await File.WriteAllTextAsync(wrong, text, TestContext.Current.CancellationToken);

        (await Verb.Run("compare", decisions, wrong, "--out", changes)).Ends(ExitCode.Refused).Noted.ShouldContain($": {code}: found ");
        (await Verb.Run("compare", wrong, decisions)).Ends(ExitCode.Refused);

        File.Exists(changes).ShouldBeFalse();
        Directory.GetFiles(folder.Path, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_with_the_command_decides_how_it_ends()
    {
        var decisions = await Assigned("this");

        (await Verb.Run("compare", decisions)).Ends(ExitCode.Usage);
        (await Verb.Run("compare", decisions, decisions, "--by", "ward")).Ends(ExitCode.Usage);
        (await Verb.Run("compare", decisions, folder.File("none.csv"))).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-file");
        (await Verb.Run("compare", decisions, decisions, "--out", decisions)).Ends(ExitCode.Refused).Noted.ShouldContain("same-file");
    }
}
