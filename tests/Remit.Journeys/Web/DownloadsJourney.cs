using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Storage.Publishing;
using Remit.Tests;

namespace Remit.Journeys.Web;

/// <summary>What can be fetched and kept.</summary>
public sealed class DownloadsJourney(RunningSite site) : IClassFixture<RunningSite>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_package_the_ZIP_and_each_table_fetched_alone_are_the_same_bytes()
    {
        var account = await site.Http.GetByteArrayAsync("/data/datapackage.json", Stop);
        using var json = JsonDocument.Parse(account);
        using var zip = new ZipArchive(new MemoryStream(await site.Http.GetByteArrayAsync("/data/remit-register.zip", Stop)));
        byte[] Packed(string name)
        {
            using var entry = zip.GetEntry(name)!.Open();
            using var all = new MemoryStream();
            entry.CopyTo(all);
            return all.ToArray();
        }

        Packed("datapackage.json").ShouldBe(account);
        var resources = json.RootElement.GetProperty("resources").EnumerateArray().ToList();
        resources.Select(r => r.GetProperty("name").GetString()).ShouldBe(PublicTables.All.Select(t => t.Name));
        zip.Entries.Count.ShouldBe(resources.Count + 1);
        foreach (var resource in resources)
        {
            var path = resource.GetProperty("path").GetString()!;
            var content = await site.Http.GetByteArrayAsync($"/data/{path}", Stop);

            content.LongLength.ShouldBe(resource.GetProperty("bytes").GetInt64(), path);
            resource.GetProperty("hash").GetString().ShouldBe($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}", path);
            Packed(path).ShouldBe(content, path);
        }
    }

    [Fact]
    public async Task Few_may_fetch_the_package_at_once_and_whoever_may_not_is_told_so_and_when_to_come_again()
    {
        await using var staffed = await StaffedSite.Start(new(Packages: 1));
        using var http = new HttpClient { BaseAddress = staffed.Address };
        // The first makes the account of all tables, which takes longer than the others take to come.
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => http.GetAsync("/data/remit-register.zip", Stop)));

        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        refused.ShouldNotBeEmpty();
        foreach (var answer in refused)
        {
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(20));
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            var page = await answer.Content.ReadAsStringAsync(Stop);
            page.ShouldContain("Too many are fetching this just now");
            page.ShouldContain("Try again in 20 seconds");
        }

        var served = answers.Except(refused).ToList();
        served.ShouldNotBeEmpty();
        served.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        (await http.GetAsync("/data/remit-register.zip", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_table_says_the_same_as_CSV_and_as_JSON_row_for_row()
    {
        foreach (var table in PublicTables.All)
        {
            var csv = Rows(await site.Http.GetStringAsync($"/data/{table.Name}.csv", Stop));
            using var json = JsonDocument.Parse(await site.Http.GetStringAsync($"/data/{table.Name}.json", Stop));
            var objects = json.RootElement.EnumerateArray().ToList();

            csv[0].ShouldBe(table.Columns.Select(c => c.Name), table.Name);
            objects.Count.ShouldBe(csv.Count - 1, table.Name);
            foreach (var (cells, row) in csv.Skip(1).Zip(objects))
                row.EnumerateObject().Select(m => m.Value.ValueKind == JsonValueKind.String ? m.Value.GetString()! : m.Value.ValueKind == JsonValueKind.Null ? "" : m.Value.GetRawText()).ShouldBe(cells, table.Name);
        }
    }

    [Fact]
    public async Task A_dated_table_is_had_as_it_stood_on_a_day_and_what_cannot_be_had_is_told_in_words()
    {
        var then = Rows(await site.Http.GetStringAsync("/data/standings.csv?on=2014-04-01", Stop));
        then.ShouldContain(r => r[0] == "00F" && r[3] == "NHS Gateshead CCG");
        then.ShouldNotContain(r => r[0] == "13T");

        foreach (var (query, words) in ((string, string)[])[("standings.csv?on=soon", "'soon', wanted a day"), ("outcomes.csv?on=2014-04-01", "have no days"), ("standings.json?known=2014-04-01", "register export")])
        {
            using var answer = await site.Http.GetAsync($"/data/{query}", Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
            (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(words);
        }

        (await site.Http.GetAsync("/data/nothing.csv", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_table_is_compressed_and_not_sent_again_where_it_has_not_changed()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/data/organisations.csv");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await site.Http.SendAsync(request, Stop);
        await using var unzipped = new GZipStream(await answer.Content.ReadAsStreamAsync(Stop), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped, Encoding.UTF8);
        (await reader.ReadToEndAsync(Stop)).ShouldBe(await site.Http.GetStringAsync("/data/organisations.csv", Stop));

        var again = new HttpRequestMessage(HttpMethod.Get, "/data/organisations.csv");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await site.Http.SendAsync(again, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var head = await site.Http.SendAsync(new(HttpMethod.Head, "/data/remit-register.zip"), Stop);
        (head.StatusCode, (await head.Content.ReadAsByteArrayAsync(Stop)).Length).ShouldBe((HttpStatusCode.OK, 0));
    }

    [Fact]
    public async Task The_feed_is_Atom_in_pages_with_lasting_ids_the_latest_first_and_names_nobody()
    {
        List<XElement> entries = [];
        var pages = 0;
        for (var path = "/data/changes.atom"; path is not null; pages++)
        {
            var text = await site.Http.GetStringAsync(path, Stop);
            text.ShouldNotContain("Ann Example");
            var feed = XDocument.Parse(text).Root!;
            feed.Name.ShouldBe(Atom + "feed");
            foreach (var needed in (string[])["id", "title", "updated", "author"])
                feed.Element(Atom + needed).ShouldNotBeNull(needed);
            entries.AddRange(feed.Elements(Atom + "entry"));
            Link(feed, "self").ShouldBe(path);
            Link(feed, "first").ShouldBe("/data/changes.atom");
            path = Link(feed, "next");
        }

        pages.ShouldBeGreaterThan(5);
        var ids = entries.Select(e => e.Element(Atom + "id")!.Value).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        ids.ShouldAllBe(id => id.StartsWith("tag:remit,2026:", StringComparison.Ordinal));
        ids.ShouldContain("tag:remit,2026:organisations/00F/closed/2015-03-31");
        ids.ShouldContain("tag:remit,2026:organisations/00F/followed/13T/2015-04-01");
        var updated = entries.Select(e => DateTimeOffset.Parse(e.Element(Atom + "updated")!.Value, CultureInfo.InvariantCulture)).ToList();
        updated.ShouldBe(updated.OrderByDescending(u => u));
        updated[0].ShouldBeLessThanOrEqualTo(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));
        entries.Select(e => e.Element(Atom + "category")!.Attribute("term")!.Value).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["changed", "closed", "established", "followed", "release-taken-in", "renamed", "run-published"]);
        (await site.Http.GetAsync($"/data/changes.atom?page={pages + 1}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Http.GetAsync("/data/changes.atom?page=x", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        static string? Link(XElement feed, string relation) => feed.Elements(Atom + "link").SingleOrDefault(l => l.Attribute("rel")!.Value == relation)?.Attribute("href")!.Value;
    }

    [Fact]
    public async Task One_organisation_can_be_followed_alone()
    {
        var feed = XDocument.Parse(await site.Http.GetStringAsync("/organisations/13T/changes.atom", Stop)).Root!;

        feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "title")!.Value).ShouldContain("NHS Newcastle Gateshead CCG (13T) took over from NHS Gateshead CCG (00F), by merger.");
        (await site.Http.GetAsync("/organisations/ZZ9ZZ/changes.atom", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_command_line_writes_the_same_package_whole_or_not_at_all_and_the_Frictionless_library_finds_it_valid()
    {
        using var folder = Where.NewFolder();
        (await Verb.Run("import", "auto", Path.Combine(Where.Root, "samples"), "--workspace", folder.File("w"))).Ends(ExitCode.Done);
        await File.WriteAllTextAsync(folder.File("opening-positions.csv"), MadeUpPositions.Table, Stop);
        (await Verb.Run("import", "opening-positions", folder.File("opening-positions.csv"), "--workspace", folder.File("w"))).Ends(ExitCode.Done);
        await File.WriteAllTextAsync(folder.File("practice_weighted_pop_2022_23.csv"), MadeUpPositions.Populations, Stop);
        (await Verb.Run("import", "weighted-populations", folder.File("practice_weighted_pop_2022_23.csv"), "--workspace", folder.File("w"))).Ends(ExitCode.Done);
        await MadeUpRuns.Publish(folder, "before", "June 2025, on last year's register", "--as-on", "2025-03-31");
        await MadeUpRuns.Publish(folder, "now", "June 2025");
        RunningSite.RecordBoard(folder.File("w"));
        var package = folder.File("package");
        (await Verb.Run("register", "export", package, "--workspace", folder.File("w"))).Ends(ExitCode.Done);
        (await Verb.Run("register", "export", package, "--workspace", folder.File("w"))).Ends(ExitCode.Refused).Noted.ShouldContain("already-there");
        Directory.EnumerateFileSystemEntries(folder.Path, "*.part").ShouldBeEmpty();

        (await File.ReadAllTextAsync(Path.Combine(package, "datapackage.json"), Stop)).ShouldBe(await site.Http.GetStringAsync("/data/datapackage.json", Stop));

        var (code, said) = await Node(Path.Combine(Here(), "validate-package.js"), Path.Combine(package, "datapackage.json"));
        said.Trim().ShouldBe($"{PublicTables.All.Count} tables are valid.");
        code.ShouldBe(0);

        // And one that is not, so that the check is known to check.
        await File.AppendAllTextAsync(Path.Combine(package, "kinds.csv"), "CCG,Y,twice,,\r\n", Stop);
        (await Node(Path.Combine(Here(), "validate-package.js"), Path.Combine(package, "datapackage.json"))).Code.ShouldBe(1);
    }

    private static async Task<(int Code, string Said)> Node(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var node = Process.Start(start)!;
            var (said, noted) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
            await node.WaitForExitAsync(Stop);
            return (node.ExitCode, await said + await noted);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no node on this machine: the package was not validated.");
            throw;
        }
    }

    /// <summary>The rows of a CSV, each its cells, read by the letter of RFC 4180.</summary>
    private static List<IReadOnlyList<string>> Rows(string csv)
    {
        List<IReadOnlyList<string>> rows = [];
        List<string> row = [];
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                cell.Append(csv[i++]);
            else if (csv[i] == '"')
                quoted = !quoted;
            else if (!quoted && csv[i] is ',' or '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (csv[i] != '\r')
                    continue;
                rows.Add(row);
                row = [];
                csv[++i].ShouldBe('\n');
            }
            else
                cell.Append(csv[i]);
        }

        return rows;
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
