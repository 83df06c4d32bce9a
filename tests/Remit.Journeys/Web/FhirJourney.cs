using System.Net;
using System.Text.Json.Nodes;
using Remit.Storage;
using Remit.Storage.Register;
using Remit.Tests;
using Remit.Time;

namespace Remit.Journeys.Web;

/// <summary>The register as programs that speak FHIR R4 meet it.</summary>
public sealed class FhirJourney(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Root = "/api/fhir/R4";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_resource_is_as_the_standard_defines_it()
    {
        JsonArray resources = [];
        foreach (var path in (string[])["metadata", "CodeSystem/kind", "Organization/00F", "Organization/QHM", "Organization/X10001", "Organization/5A3", "Organization?_count=1000", "OrganizationAffiliation?_count=1000", "Organization?name=nobody", "Organization?_summary=count", "Organization/nobody", "Organization?colour=red"])
            resources.Add(await Get(path));
        resources.Add((await Get("OrganizationAffiliation?_count=1"))["entry"]![0]!["resource"]!.DeepClone());

        (await Definitions.ComplaintsOf(new() { ["resources"] = resources }, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_as_the_standard_defines_it_would_be_seen()
    {
        var resource = await Get("Organization/00F");
        resource["active"] = "yes";
        resource["openedOn"] = "2013-04-01";

        (await Definitions.ComplaintsOf(new() { ["resources"] = new JsonArray(resource) }, Stop)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Everything_that_it_says_it_can_search_by_can_be_searched_by_and_the_rest_is_refused()
    {
        var resources = (await Get("metadata"))["rest"]![0]!["resource"]!.AsArray();
        foreach (var resource in resources)
            foreach (var parameter in resource!["searchParam"]!.AsArray())
            {
                var value = parameter!["type"]!.GetValue<string>() switch { "date" => "ge2013", "reference" => "Organization/QHM", _ => parameter["name"]!.GetValue<string>() == "active" ? "true" : "00F" };
                (await Get($"{resource["type"]}?{parameter["name"]}={value}"))["resourceType"]!.GetValue<string>().ShouldBe("Bundle", parameter["name"]!.GetValue<string>());
            }

        foreach (var refused in (string[])["Organization?_lastUpdated=ge2020", "Organization?colour=red", "Organization?name:sounds=x", "OrganizationAffiliation?date=soon", "Organization?_count=many", "Organization?_summary=text"])
            (await Get(refused, 400))["resourceType"]!.GetValue<string>().ShouldBe("OperationOutcome", refused);

        var codes = string.Join(',', Enumerable.Repeat("00F", 26));
        (await Get($"Organization?identifier={codes}"))["total"]!.GetValue<int>().ShouldBe(1);
        (await Get($"Organization?identifier={codes}&_id={codes}", 400))["issue"]![0]!["code"]!.GetValue<string>().ShouldBe("too-costly");

        var lenient = new HttpRequestMessage(HttpMethod.Get, $"{Root}/Organization?colour=red&_id=00F");
        lenient.Headers.Add("Prefer", "handling=lenient");
        using var answer = await site.Http.SendAsync(lenient, Stop);
        var bundle = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
        bundle["total"]!.GetValue<int>().ShouldBe(1);
        bundle["link"]![0]!["url"]!.GetValue<string>().ShouldNotContain("colour");
    }

    [Theory]
    [InlineData("Organization?identifier=https://fhir.nhs.uk/Id/ods-organization-code|00F", 1)]
    [InlineData("Organization?identifier=00f", 1)]
    [InlineData("Organization?identifier=https://example.org/|00F", 0)]
    [InlineData("Organization?identifier=00F,00G", 2)]
    [InlineData("Organization?identifier=00F&identifier=00G", 0)]
    [InlineData("Organization?name=NHS+Gateshead", 1)]
    [InlineData("Organization?name:exact=NHS+Gateshead", 0)]
    [InlineData("Organization?name:contains=gateshead+ccg", 2)]
    [InlineData("Organization?type=CCG&active=true", 0)]
    public async Task A_search_finds_what_the_standard_says_it_finds(string path, int total) =>
        (await Get(path))["total"]!.GetValue<int>().ShouldBe(total);

    [Theory]
    [InlineData("le2020-03-31", "ge2020-03-31", "00C")]
    [InlineData("le2020-04-01", "ge2020-04-01", "16C")]
    [InlineData("le2013-03-31", "ge2013-03-31", null)]
    [InlineData("eq2013-04", null, null)]
    [InlineData("sa2020-03-31", null, "16C")]
    [InlineData("eb2020-04-01", null, "00C")]
    [InlineData("lt2013-04-02", null, "00C")]
    [InlineData("lt2013-04-01", null, null)]
    public async Task Memberships_are_found_by_their_days(string first, string? second, string? commissioner)
    {
        var bundle = await Get($"OrganizationAffiliation?participating-organization=Organization/X10001&date={first}{(second is null ? "" : $"&date={second}")}");

        bundle["entry"]?.AsArray().Select(e => e!["resource"]!["organization"]!["reference"]!.GetValue<string>()).ShouldBe(commissioner is null ? null : [$"Organization/{commissioner}"]);
    }

    [Fact]
    public async Task Pages_have_everything_once_and_each_can_be_read_alone()
    {
        List<string> ids = [];
        for (string? next = $"{Root}/OrganizationAffiliation?_count=97"; next is not null;)
        {
            var bundle = JsonNode.Parse(await site.Http.GetStringAsync(next, Stop))!;
            ids.AddRange(bundle["entry"]!.AsArray().Select(e => e!["resource"]!["id"]!.GetValue<string>()));
            next = bundle["link"]!.AsArray().SingleOrDefault(l => l!["relation"]!.GetValue<string>() == "next")?["url"]!.GetValue<string>();
        }

        ids.ShouldBeUnique();
        ids.Count.ShouldBe((await Get("OrganizationAffiliation?_summary=count"))["total"]!.GetValue<int>());
        foreach (var id in ids.Where((_, n) => n % 100 == 0))
            (await Get($"OrganizationAffiliation/{id}"))["id"]!.GetValue<string>().ShouldBe(id);
    }

    [Fact]
    public async Task A_location_is_a_part_of_its_board_and_a_group_was_a_part_of_nothing()
    {
        (await Get("Organization/00F"))["partOf"].ShouldBeNull();
        (await Get("Organization/16C"))["partOf"]!["reference"]!.GetValue<string>().ShouldBe("Organization/QHM");
        (await Get("Organization/00F"))["extension"]![0]!["valuePeriod"]!.ToJsonString().ShouldBe("""{"start":"2013-04-01","end":"2015-03-31"}""");
        (await Get("Organization/16C"))["alias"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldContain("NHS Tees Valley CCG");
    }

    [Theory]
    [InlineData("application/fhir+json", HttpStatusCode.OK)]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/fhir+xml", HttpStatusCode.NotAcceptable)]
    public async Task Only_JSON_can_be_had(string accept, HttpStatusCode status)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/Organization/00F");
        request.Headers.Accept.Add(new(accept));
        using var answer = await site.Http.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/fhir+json");
        (await Get("Organization/00F?_format=xml", 406))["resourceType"]!.GetValue<string>().ShouldBe("OperationOutcome");
        (await Get("Organization/00F?_format=json"))["resourceType"]!.GetValue<string>().ShouldBe("Organization");
    }

    [Fact]
    public async Task What_is_not_there_is_told_in_the_standards_way()
    {
        (await Get("Patient/1", 404))["issue"]![0]!["code"]!.GetValue<string>().ShouldBe("not-found");
        (await Get("Organization/00f", 404))["issue"]![0]!["diagnostics"]!.GetValue<string>().ShouldContain("in capitals");
        using var answer = await site.Http.PutAsync($"{Root}/Organization/00F", null, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/fhir+json");
    }

    [Theory]
    [InlineData("CCG", "2013-04-01")]
    [InlineData("CCG", "2019-04-01")]
    [InlineData("ICB", "2022-07-01")]
    public async Task Each_commissioner_of_a_day_is_there_once_with_the_days_it_was_open(string kind, string text)
    {
        IsoDate.TryParse(text, out var day).ShouldBeTrue();
        using var folder = Where.NewFolder();
        var register = new Workspace(folder.File("none")).Evidence(NationalTables.Shipped).ToDate;
        var all = await All("Organization?_count=1000");
        foreach (var organisation in register.OfKind(kind, day))
        {
            var resource = all.Where(r => r["id"]!.GetValue<string>() == organisation.Code.ToString()).ShouldHaveSingleItem();
            var period = resource["extension"]![0]!["valuePeriod"]!;

            period["start"]?.GetValue<string>().ShouldBe(IsoDate.Text(organisation.Opened));
            period["end"]?.GetValue<string>().ShouldBe(organisation.Closed is { } closed ? IsoDate.Text(closed) : null);
            ((string?[])[resource["name"]!.GetValue<string>(), .. resource["alias"]?.AsArray().Select(a => a?.GetValue<string>()) ?? []]).ShouldContain(organisation.NameNear(day));
        }
    }

    private async Task<IReadOnlyList<JsonNode>> All(string path)
    {
        List<JsonNode> found = [];
        for (string? next = $"{Root}/{path}"; next is not null;)
        {
            var bundle = JsonNode.Parse(await site.Http.GetStringAsync(next, Stop))!;
            found.AddRange(bundle["entry"]!.AsArray().Select(e => e!["resource"]!));
            next = bundle["link"]!.AsArray().SingleOrDefault(l => l!["relation"]!.GetValue<string>() == "next")?["url"]!.GetValue<string>();
        }

        return found;
    }

    private async Task<JsonNode> Get(string path, int status = 200)
    {
        using var answer = await site.Http.GetAsync($"{Root}/{path}", Stop);
        if (status != 200)
            ((int)answer.StatusCode).ShouldBe(status, path);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }
}
