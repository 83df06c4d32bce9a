using System.Text.Json.Nodes;
using Remit.Storage;
using Remit.Storage.Register;
using Remit.Tests;
using Remit.Time;
using Remit.Web;

namespace Remit.Journeys.Web;

/// <summary>The API on the real England.</summary>
public sealed class RealFhirJourney(RealWorkspace real) : IClassFixture<RealWorkspace>
{
    [Fact]
    public async Task Affiliations_are_the_registers_memberships_practice_by_practice()
    {
        Where.SharedPath("data");
        var stop = TestContext.Current.CancellationToken;
        await using var site = await Site.Start(new(real.Folder, null, 0, TimeProvider.System), stop);
        using var http = new HttpClient { BaseAddress = site.Address };
        var register = new Workspace(real.Folder).Evidence(NationalTables.Shipped).ToDate;
        var expected =
            from practice in register.Practices
            from stretch in register.MembershipsOf(practice).Stretches
            where stretch.Value is not null
            select $"{practice} {stretch.Value} {(stretch.Days.First == DateOnly.MinValue ? "" : IsoDate.Text(stretch.Days.First))} {(stretch.Days.Last is { } last ? IsoDate.Text(last) : "")}";

        List<string> told = [];
        JsonArray some = [];
        for (string? next = "/api/fhir/R4/OrganizationAffiliation?_count=1000"; next is not null;)
        {
            var bundle = JsonNode.Parse(await http.GetStringAsync(next, stop))!;
            foreach (var resource in bundle["entry"]!.AsArray().Select(e => e!["resource"]!))
                told.Add($"{Code(resource["participatingOrganization"]!)} {Code(resource["organization"]!)} {resource["period"]?["start"]} {resource["period"]?["end"]}");
            next = bundle["link"]!.AsArray().SingleOrDefault(l => l!["relation"]!.GetValue<string>() == "next")?["url"]!.GetValue<string>();
            if (some.Count < 3)
                some.Add(bundle);
        }

        told.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        told.Count.ShouldBeGreaterThan(10_000);

        some.Add(JsonNode.Parse(await http.GetStringAsync("/api/fhir/R4/Organization?_count=1000", stop)));
        (await Definitions.ComplaintsOf(new() { ["resources"] = some }, stop)).ShouldBeEmpty();

        var commissioner = JsonNode.Parse(await http.GetStringAsync("/api/v1/commissioner?place=A81001&on=2019-04-01", stop))!;
        commissioner["commissioner"]!["code"]!.GetValue<string>().ShouldBe("00K");
        commissioner["source"]!.GetValue<string>().ShouldContain("epraccur_2019_10.csv, edition 2019-10-31, line 1");

        static string Code(JsonNode reference) => reference["identifier"]!["value"]!.GetValue<string>();
    }
}
