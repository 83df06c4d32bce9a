using System.Globalization;
using System.Net;
using System.Text.Json;
using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;
using Remit.Web;

namespace Remit.Journeys.Web;

/// <summary>Published runs, as anyone sees them.</summary>
public sealed class RunsJourney(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_told_by_its_title_its_capacity_and_its_counts_but_not_by_who_published_it()
    {
        var list = await site.Http.GetStringAsync("/runs", Stop);
        list.ShouldContain($"href=\"{site.RunPage}\"");
        list.ShouldNotContain("Ann Example");

        var page = WebUtility.HtmlDecode(await site.Http.GetStringAsync(site.RunPage, Stop));
        page.ShouldContain("June 2025</h1>");
        page.ShouldContain("by somebody acting head of contracts, 99A: Monthly publication");
        page.ShouldNotContain("Ann Example");
        page.ShouldContain("The totals shown are such as the parts shown can have.");
        page.ShouldContain("June 2025, on last year's register");
        page.ShouldContain("Before, every record was decided as on 31 March 2025.");
        page.ShouldContain("The activity is the same, byte for byte.");
        page.ShouldContain("cannot be told");
    }

    [Fact]
    public async Task Its_table_its_CSV_and_its_JSON_say_the_same()
    {
        using var json = JsonDocument.Parse(await site.Http.GetStringAsync($"{site.RunPage}.json", Stop));
        var rows = json.RootElement.EnumerateArray().ToList();
        var csv = (await site.Http.GetStringAsync($"{site.RunPage}.csv", Stop)).TrimEnd().Split("\r\n");

        csv[0].ShouldBe("run,outcome,month,records,withheld");
        csv.Length.ShouldBe(rows.Count + 1);
        foreach (var (line, row) in csv.Skip(1).Zip(rows))
        {
            var records = row.GetProperty("records");
            var withheld = records.ValueKind == JsonValueKind.Null;
            line.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"{row.GetProperty("run").GetString()},{row.GetProperty("outcome").GetString()},{row.GetProperty("month").GetString()},{(withheld ? "" : records.GetInt64())},{(withheld ? "true" : "false")}"));
            if (!withheld)
                (records.GetInt64() % 5 == 0 && records.GetInt64() is 0 or > 7).ShouldBeTrue(line);
        }

        rows.Single(r => r.GetProperty("outcome").GetString() == "(all)" && r.GetProperty("month").GetString() == "(all)").GetProperty("records").GetInt64().ShouldBe(5_000);
    }

    [Fact]
    public async Task What_changed_is_had_as_a_file_and_tells_nothing_that_either_run_withholds()
    {
        using var json = JsonDocument.Parse(await site.Http.GetStringAsync($"{site.RunPage}/changes.json", Stop));
        var rows = json.RootElement.EnumerateArray().ToList();
        static long? Number(JsonElement row, string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

        rows[^1].GetProperty("outcome").GetString().ShouldBe("(all)");
        rows.Count(r => Number(r, "change") is null).ShouldBeGreaterThan(0);
        foreach (var row in rows)
            Number(row, "change").ShouldBe(Number(row, "now") - Number(row, "before"));
        (await site.Http.GetStringAsync($"{site.RunPage}/changes.csv", Stop)).ShouldStartWith("outcome,before,now,change\r\n");
    }

    [Theory]
    [InlineData("/runs/000000000000", HttpStatusCode.NotFound)]
    [InlineData("/runs/x", HttpStatusCode.NotFound)]
    [InlineData("/runs/000000000000.csv", HttpStatusCode.NotFound)]
    public async Task A_run_that_never_was_is_not_there(string path, HttpStatusCode status)
    {
        using var answer = await site.Http.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task What_is_published_while_the_site_is_up_is_there_at_once_and_what_is_withdrawn_is_gone_with_the_reason()
    {
        using var folder = Where.NewFolder();
        await using var running = await Site.Start(new(folder.File("w"), null, 0, TimeProvider.System), Stop);
        using var http = new HttpClient { BaseAddress = running.Address };
        using var before = await http.GetAsync("/runs", Stop);
        (await before.Content.ReadAsStringAsync(Stop)).ShouldContain("No run has been published from this workspace.");
        Directory.Exists(folder.File("w")).ShouldBeFalse("looking made a workspace");

        var page = await MadeUpRuns.Publish(folder, "now", "June 2025 <b>");
        var request = new HttpRequestMessage(HttpMethod.Get, "/runs");
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        using var after = await http.SendAsync(request, Stop);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await after.Content.ReadAsStringAsync(Stop)).ShouldContain("June 2025 &lt;b&gt;");
        (await http.GetStringAsync(page, Stop)).ShouldNotContain("What changed against the run before");

        (await Verb.Run("runs", "withdraw", page.Split('/')[^1], "--by", "Ann Example", "--capacity", "head of contracts, 99A", "--reason", "The wrong month", "--workspace", folder.File("w"))).Ends(ExitCode.Done);
        using var gone = await http.GetAsync(page, Stop);
        var told = await gone.Content.ReadAsStringAsync(Stop);
        gone.StatusCode.ShouldBe(HttpStatusCode.Gone);
        gone.Headers.CacheControl!.NoStore.ShouldBeTrue();
        told.ShouldContain("by somebody acting head of contracts, 99A: The wrong month");
        told.ShouldNotContain("Ann Example");
        told.ShouldNotContain("RESPONSIBLE");
        (await http.GetAsync($"{page}.csv", Stop)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await http.GetStringAsync("/data/published_counts.csv", Stop)).ShouldBe("run,outcome,month,records,withheld\r\n");
        (await http.GetStringAsync("/data/published_runs.csv", Stop)).ShouldContain("The wrong month");
        (await http.GetStringAsync("/data/changes.atom", Stop)).ShouldContain("term=\"run-withdrawn\"");
    }
}
