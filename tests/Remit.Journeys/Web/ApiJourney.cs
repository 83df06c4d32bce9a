using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Remit.Tests;

namespace Remit.Journeys.Web;

/// <summary>The API as programs meet it: what it says of itself, and whether that is so.</summary>
public sealed class ApiJourney(RunningSite site) : IClassFixture<RunningSite>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_described_as_the_standard_says_and_every_example_answers_so()
    {
        var description = (await Json("/api/v1/openapi.json")).AsObject();
        JsonArray answers = [];
        foreach (var (path, id, operation) in Operations(description))
        {
            using var answer = await site.Http.SendAsync(Example(path, operation), Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, id);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!.AsObject();
            answers.Add((JsonNode)new JsonObject { ["of"] = id, ["schema"] = SchemaOf(path, operation, "200", answer.Content.Headers.ContentType!.MediaType!.Replace("/", "~1", StringComparison.Ordinal)), ["body"] = body.DeepClone() });

            // What the holdings are called depends on when files were written.
            body["as_at"] = "b7dda5f5c9c1a1f0";
            var kept = Path.Combine(Where.Root, "src", "Remit.Web", "Api", "Examples", $"{id}.json");
            var text = $"{body.ToJsonString(Readable)}\n";
            if (Environment.GetEnvironmentVariable("UPDATE") == "1")
                await File.WriteAllTextAsync(kept, text, Stop);
            else
                (await File.ReadAllTextAsync(kept, Stop)).ShouldBe(text, $"{id}: UPDATE=1 writes the example anew, for review");

            using var refused = await site.Http.SendAsync(Example(path, operation, "nonsense=1"), Stop);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, id);
            answers.Add((JsonNode)new JsonObject { ["of"] = $"{id}, refused", ["schema"] = SchemaOf(path, operation, "400", "application~1problem+json"), ["body"] = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Stop)) });
        }

        (await Definitions.ComplaintsOf(new() { ["description"] = description, ["answers"] = answers }, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_address_of_the_version_is_described_and_nothing_else_is()
    {
        var description = (await Json("/api/v1/openapi.json")).AsObject();

        description["paths"]!.AsObject().Select(p => p.Key).Order().ShouldBe(site.Patterns.Where(p => p.StartsWith("/api/v1/", StringComparison.Ordinal) && p != "/api/v1/openapi.json").Distinct().Order());
    }

    [Fact]
    public async Task Everything_described_is_on_the_page_and_every_kind_of_problem_leads_there()
    {
        var description = (await Json("/api/v1/openapi.json")).AsObject();
        var page = await site.Http.GetStringAsync("/api", Stop);

        foreach (var (path, id, operation) in Operations(description))
        {
            page.ShouldContain($"id=\"{id}\"");
            page.ShouldContain($"<code>{path}</code>");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                page.ShouldContain($"<code>{parameter!["name"]}</code>");
        }

        foreach (var bad in (string[])["/api/v1/organisations?q=x&q=y", "/api/v1/nowhere", "/api/v1/organisations/ZZ9"])
        {
            using var answer = await site.Http.GetAsync(bad, Stop);
            var type = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["type"]!.GetValue<string>();
            type.ShouldStartWith("/api#");
            page.ShouldContain($"id=\"{type[5..]}\"");
        }
    }

    [Theory]
    [InlineData("/api/v1/organisations?knd=CCG", 400, "knd: found 'CCG', wanted one of the parameters q, kind, on, limit, page.")]
    [InlineData("/api/v1/organisations?kind=parish", 400, "kind: found 'parish', wanted one of ")]
    [InlineData("/api/v1/organisations?on=1+April+2019", 400, "on: found '1 April 2019', wanted a day as YYYY-MM-DD.")]
    [InlineData("/api/v1/organisations?on=2019-02-29", 400, "wanted a day as YYYY-MM-DD")]
    [InlineData("/api/v1/organisations?limit=0", 400, "limit: found '0', wanted a whole number from 1 to 10000.")]
    [InlineData("/api/v1/organisations?kind=CCG&on=2013-04-01&page=9", 400, "page: found '9', wanted at most 3, the last page.")]
    [InlineData("/api/v1/organisations/ZZ9", 404, "The register has no organisation or practice with the code 'ZZ9', now or at any time")]
    [InlineData("/api/v1/organisations/%3Cscript%3E", 404, "has no organisation")]
    [InlineData("/api/v1/organisations/X10001/members", 404, "has no organisation")]
    [InlineData("/api/v1/practices/X1000Q", 404, "Near it are X10001")]
    [InlineData("/api/v1/practices/V81999", 404, "V81999 is no practice")]
    [InlineData("/api/v1/commissioner", 400, "place: found nothing, wanted at most 100 characters.")]
    [InlineData("/api/v1/commissioner?place=X10001&on=9999-12-32", 400, "on: found '9999-12-32'")]
    [InlineData("/api/v1/commissioner?place=somewhere", 400, "place: found 'somewhere', wanted a practice's code such as A81001")]
    [InlineData("/api/v1/commissioner?place=ZZ1+1ZZ", 404, "The postcode ZZ1 1ZZ is in no directory that is held here.")]
    [InlineData("/api/v1/commissioner?place=V81999", 404, "V81999 is no practice")]
    [InlineData("/api/v1/commissioner?place=X99999", 404, "No practice X99999 is held here.")]
    [InlineData("/api/v1/rulebooks/cam-1999", 404, "There is no rulebook 'cam-1999'. There are: ")]
    [InlineData("/api/v1/rulebooks/cam-2025-26/determination?cds_type=999&day=2025-06-10", 400, "cds_type: Found '999', wanted one of 011")]
    [InlineData("/api/v1/rulebooks/cam-2025-26/determination?cds_type=020&day=2019-06-10", 400, "day: 10 June 2019 is not a day of this edition")]
    [InlineData("/api/v1/rulebooks/cam-2025-26/determination?cds_type=020", 400, "day: found nothing")]
    [InlineData("/api/v1/nowhere", 404, "The page /api lists those that there are.")]
    public async Task What_cannot_be_answered_is_told_as_a_problem_with_what_is_wanted(string path, int status, string words)
    {
        using var answer = await site.Http.GetAsync(path, Stop);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        problem["status"]!.GetValue<int>().ShouldBe(status);
        problem["detail"]!.GetValue<string>().ShouldContain(words);
    }

    [Fact]
    public async Task A_place_is_told_as_the_page_tells_it_on_the_days_about_a_change()
    {
        async Task<string?> On(string day) => (await Json($"/api/v1/commissioner?place=X10001&on={day}"))["commissioner"]?["code"]?.GetValue<string>();

        (await On("2020-03-31")).ShouldBe("00C");
        (await On("2020-04-01")).ShouldBe("16C");
        (await Json("/api/v1/commissioner?place=X10001&on=2013-03-31"))["state"]!.GetValue<string>().ShouldBe("not_known");
        (await Json("/api/v1/commissioner?place=X12143&on=2025-06-01"))["state"]!.GetValue<string>().ShouldBe("closed");
        (await Json("/api/v1/commissioner?place=X12150&on=2025-06-01"))["state"]!.GetValue<string>().ShouldBe("dormant");
        (await Json("/api/v1/commissioner?place=yo610cc&on=2019-06-30"))["place"]!.GetValue<string>().ShouldBe("YO61 0CC");

        var determination = (await Json("/api/v1/commissioner?place=X10001&on=2025-06-10"))["determination"]!.GetValue<string>();
        (await Json(determination))["commissioner"]!["code"]!.GetValue<string>().ShouldBe("16C");
    }

    [Fact]
    public async Task Many_places_are_told_in_the_order_they_were_sent_and_each_as_it_is_told_alone()
    {
        string[] places = ["X10001", "yo61 0cc", "V81999", "somewhere", "", "X10001", "X12143"];
        using var answer = await site.Http.PostAsJsonAsync("/api/v1/commissioner", new { on = "2019-06-30", places }, Stop);
        var rows = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["rows"]!.AsArray();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        rows.Select(r => r!["place"]!.GetValue<string>()).ShouldBe(places);
        rows.Select(r => r!["state"]!.GetValue<string>()).ShouldBe(["commissioned", "commissioned", "not_held", "not_held", "not_held", "commissioned", "not_known"]);
        rows[2]!["problem"]!.GetValue<string>().ShouldContain("V81999 is no practice");
        foreach (var row in rows.Where(r => r!["commissioner"] is not null))
            (await Json($"/api/v1/commissioner?place={Uri.EscapeDataString(row!["place"]!.GetValue<string>())}&on=2019-06-30"))["commissioner"]!["code"]!.GetValue<string>().ShouldBe(row["commissioner"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"places": []}""", 400, "1 to 1,000 places")]
    [InlineData("""{"places": ["X10001"], "on": "soon"}""", 400, "wanted a day as YYYY-MM-DD")]
    [InlineData("""["X10001"]""", 400, "wanted JSON such as")]
    [InlineData("""{"places": [null]}""", 400, "wanted JSON such as")]
    [InlineData("""{"place""", 400, "wanted JSON such as")]
    [InlineData("many", 400, "1 to 1,000 places")]
    [InlineData("more", 413, "65,536 bytes")]
    public async Task A_list_of_places_that_cannot_be_read_is_told_so(string body, int status, string words)
    {
        var sent = body switch { "many" => $$"""{"places": [{{string.Join(',', Enumerable.Repeat("\"X10001\"", 1001))}}]}""", "more" => $$"""{"places": ["{{new string('X', 70_000)}}"]}""", _ => body };
        using var answer = await site.Http.PostAsync("/api/v1/commissioner", new StringContent(sent, Encoding.UTF8, "application/json"), Stop);

        ((int)answer.StatusCode).ShouldBe(status);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["detail"]!.GetValue<string>().ShouldContain(words);
    }

    [Fact]
    public async Task What_is_not_JSON_is_not_taken_for_a_list_and_a_list_of_unknown_length_has_an_end()
    {
        using var plain = await site.Http.PostAsync("/api/v1/commissioner", new StringContent("X10001"), Stop);
        plain.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);

        var endless = new HttpRequestMessage(HttpMethod.Post, "/api/v1/commissioner") { Content = new StringContent($"{{\"places\": [\"{new string('X', 70_000)}\"]}}", Encoding.UTF8, "application/json") };
        endless.Headers.TransferEncodingChunked = true;
        using var answer = await site.Http.SendAsync(endless, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Nothing_can_be_changed_and_what_is_not_answered_is_told_in_the_same_form()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Post])
        {
            using var answer = await site.Http.SendAsync(new(method, "/api/v1/organisations/00F"), Stop);

            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, method.ToString());
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Fact]
    public async Task Any_page_may_ask_and_no_cookie_is_asked_for()
    {
        using var asked = await site.Http.SendAsync(new(HttpMethod.Options, "/api/v1/commissioner"), Stop);
        using var answer = await site.Http.GetAsync("/api/v1/rulebooks", Stop);
        using var page = await site.Http.GetAsync("/api", Stop);

        asked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        page.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/csv, application/json;q=0.5", "text/csv")]
    [InlineData("application/json, text/csv;q=0.5", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    [InlineData("text/html", "application/problem+json")]
    [InlineData("application/json;q=0", "application/problem+json")]
    public async Task A_table_is_given_in_the_form_that_is_asked_for(string accept, string given)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/organisations?kind=CCG&on=2013-04-01&limit=500");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await site.Http.SendAsync(request, Stop);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(given);
        answer.Headers.Vary.ShouldContain("Accept");
    }

    [Fact]
    public async Task The_lines_of_a_table_are_its_rows()
    {
        const string path = "/api/v1/organisations?kind=CCG&on=2013-04-01&limit=500";
        var rows = (await Json(path))["rows"]!.AsArray();
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new("text/csv"));
        using var answer = await site.Http.SendAsync(request, Stop);
        var lines = (await answer.Content.ReadAsStringAsync(Stop)).TrimEnd().Split("\r\n");

        rows.Count.ShouldBe(211);
        lines.Length.ShouldBe(212);
        lines[0].ShouldBe(string.Join(',', rows[0]!.AsObject().Select(m => m.Key)));
        lines[1].ShouldStartWith($"{rows[0]!["code"]},{rows[0]!["name"]},CCG,true,");
    }

    [Fact]
    public async Task Pages_of_any_size_have_every_row_once_and_in_order()
    {
        var all = (await Json("/api/v1/organisations?kind=GP+practice&on=2019-04-01&limit=10000"))["rows"]!.AsArray().Select(r => r!["code"]!.GetValue<string>()).ToList();
        all.Count.ShouldBeGreaterThan(100);

        Prop.ForAll(Gen.Choose(7, all.Count + 3).ToArbitrary(), limit =>
        {
            List<string> found = [];
            for (var next = $"/api/v1/organisations?kind=GP+practice&on=2019-04-01&limit={limit}"; next is not null;)
            {
                using var answer = site.Http.Send(new(HttpMethod.Get, next), Stop);
                using var read = new StreamReader(answer.Content.ReadAsStream(Stop));
                found.AddRange(JsonNode.Parse(read.ReadToEnd())!["rows"]!.AsArray().Select(r => r!["code"]!.GetValue<string>()));
                next = answer.Headers.GetValues("Link").Single().Split(", ").SingleOrDefault(l => l.EndsWith("rel=\"next\"", StringComparison.Ordinal))?.Split('<', '>')[1];
            }

            return found.SequenceEqual(all);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    [Theory]
    [InlineData("/api/v1/organisations/00f?on=2016-04-01", "/api/v1/organisations/00F?on=2016-04-01")]
    [InlineData("/api/v1/organisations/E38000212/members", "/api/v1/organisations/13T/members")]
    [InlineData("/api/v1/organisations/x10001", "/api/v1/practices/X10001")]
    [InlineData("/api/v1/practices/x10001?on=2019-04-01", "/api/v1/practices/X10001?on=2019-04-01")]
    [InlineData("/api/v1/rulebooks/CCG", "/api/v1/rulebooks/ccg")]
    public async Task Other_ways_to_write_an_address_lead_to_the_lasting_one(string path, string to)
    {
        using var answer = await site.Http.GetAsync(path, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        answer.Headers.Location!.OriginalString.ShouldBe(to);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again_and_one_form_says_nothing_of_the_other()
    {
        const string path = "/api/v1/organisations?kind=ICB&on=2022-07-01";
        using var first = await site.Http.GetAsync(path, Stop);
        async Task<HttpResponseMessage> Again(HttpMethod method, string? accept)
        {
            var request = new HttpRequestMessage(method, path);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            if (accept is not null)
                request.Headers.Accept.Add(new(accept));
            return await site.Http.SendAsync(request, Stop);
        }

        using var again = await Again(HttpMethod.Get, null);
        using var head = await Again(HttpMethod.Head, null);
        using var csv = await Again(HttpMethod.Get, "text/csv");

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        again.Headers.Vary.ShouldContain("Accept");
        head.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        csv.StatusCode.ShouldBe(HttpStatusCode.OK);
        csv.Headers.ETag.ShouldNotBe(first.Headers.ETag);
    }

    [Fact]
    public async Task What_can_be_read_can_be_asked_about_without_its_body()
    {
        var description = (await Json("/api/v1/openapi.json")).AsObject();
        foreach (var (path, id, operation) in Operations(description).Where(o => o.Operation["requestBody"] is null))
        {
            var address = Example(path, operation).RequestUri!;
            using var got = await site.Http.GetAsync(address, Stop);
            using var head = await site.Http.SendAsync(new(HttpMethod.Head, address), Stop);

            head.StatusCode.ShouldBe(got.StatusCode, id);
            head.Content.Headers.ContentLength.ShouldBe(got.Content.Headers.ContentLength, id);
            (await head.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty(id);
        }
    }

    [Theory]
    [InlineData("/api/v1/commissioner?place=X10001")]
    [InlineData("/api/v1/rulebooks/cam-2025-26/determination?cds_type=020&day=2025-06-10&practice_code=X10001")]
    public async Task What_was_asked_about_a_place_or_a_record_is_kept_by_no_cache(string path)
    {
        using var answer = await site.Http.GetAsync(path, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.ETag.ShouldBeNull();
    }

    private async Task<JsonNode> Json(string path) => JsonNode.Parse(await site.Http.GetStringAsync(path, Stop))!;

    private static IEnumerable<(string Path, string Id, JsonObject Operation)> Operations(JsonObject description) =>
        from path in description["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Value!["operationId"]!.GetValue<string>(), operation.Value!.AsObject());

    /// <summary>The request that a description gives as its example.</summary>
    private static HttpRequestMessage Example(string path, JsonObject operation, string and = "")
    {
        List<string> query = and.Length > 0 ? [and] : [];
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            if (parameter!["example"]?.ToString() is { } example)
            {
                if (parameter["in"]!.GetValue<string>() == "path")
                    path = path.Replace($"{{{parameter["name"]}}}", example, StringComparison.Ordinal);
                else
                    query.Add($"{parameter["name"]}={Uri.EscapeDataString(example)}");
            }

        var address = new Uri($"{path}{(query.Count > 0 ? $"?{string.Join('&', query)}" : "")}", UriKind.Relative);
        return operation["requestBody"]?["content"]?["application/json"]?["example"] is { } body
            ? new(HttpMethod.Post, address) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json")) }
            : new(HttpMethod.Get, address);
    }

    private static string SchemaOf(string path, JsonObject operation, string status, string mediaType) =>
        $"/paths/{path.Replace("/", "~1", StringComparison.Ordinal)}/{(operation["requestBody"] is null ? "get" : "post")}/responses/{status}/content/{mediaType}/schema";
}
