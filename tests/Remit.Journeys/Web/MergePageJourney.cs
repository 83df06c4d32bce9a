using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using Remit.Web;
using Remit.Web.Staff;

namespace Remit.Journeys.Web;

/// <summary>The planner's page on the made-up England: chosen from a list or a map without a script, with files, and nothing kept.</summary>
public sealed class MergePageJourney(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Asked = "?on=2027-04-01&kind=ICB&body=QF7&body=QHM&name=Made+up";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<string> Page(string path)
    {
        using var answer = await site.Http.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Bodies_are_chosen_on_the_list_or_on_the_map_and_what_is_chosen_stays_while_one_looks_for_more()
    {
        var page = await Page("/merge?on=2027-04-01&kind=ICB&body=QHM&q=yorkshire&do=find");

        page.ShouldContain("value=\"QHM\" checked");
        page.ShouldContain("value=\"QF7\">");
        page.ShouldNotContain("value=\"QK1\">");
        // On the map each body is a link: one that is chosen to be taken out, another to be put in.
        page.ShouldContain("/merge?on=2027-04-01&kind=ICB&do=find");
        page.ShouldContain("/merge?on=2027-04-01&kind=ICB&body=QF7&body=QHM&do=find");
        page.ShouldNotContain("Tiling");
    }

    [Fact]
    public async Task A_plan_is_a_page_whose_address_brings_it_back_with_its_files()
    {
        var page = await Page($"/merge{Asked}&q=&do=plan");

        page.ShouldContain("On 1 April 2027, 42 bodies of the kind ICB would be 41.");
        page.ShouldContain($"<a href=\"/merge{Asked.Replace("+", "%20", StringComparison.Ordinal)}\">this address</a>");
        foreach (var section in (string[])["QHM NHS", "Instruments that lapse", "Functions before and after", "Tiling", "Checklist", "Not in this plan", "./remit register footprint QF7 QHM --on 2027-03-31"])
            page.ShouldContain(section);

        (await Page($"/merge/ending.csv{Asked}")).ShouldStartWith("scenario,code,ons_code,name,last_day,becomes,becomes_name\nMade up,QF7,");
        (await Page($"/merge/scenario.csv{Asked}")).ShouldBe("scenario,on,code,name,bodies,area_from\nMade up,2027-04-01,NEW1,Made up,QF7 QHM,\n");
        (await Page($"/merge/postcodes.csv{Asked}")).ShouldStartWith("scenario,postcode,local_commissioner,before,after,from\n");
        var manifest = JsonDocument.Parse(await Page($"/merge/manifest.json{Asked}")).RootElement.GetProperty("outputs").EnumerateArray().ToDictionary(o => o.GetProperty("file").GetString()!, o => o.GetProperty("sha256").GetString());
        foreach (var (file, hash) in manifest)
            Convert.ToHexStringLower(SHA256.HashData(await site.Http.GetByteArrayAsync($"/merge/{file}{Asked}", Stop))).ShouldBe(hash, file);
        manifest.Keys.ShouldContain("plan.docx");

        using var document = WordprocessingDocument.Open(await Whole(await site.Http.GetStreamAsync($"/merge/plan.docx{Asked}", Stop)), isEditable: false);
        document.MainDocumentPart!.Document!.InnerText.ShouldContain("42 bodies of the kind ICB would be 41");
        using var workbook = SpreadsheetDocument.Open(await Whole(await site.Http.GetStreamAsync($"/merge/plan.xlsx{Asked}", Stop)), isEditable: false);
        workbook.WorkbookPart!.WorksheetParts.Count().ShouldBe(18);
    }

    [Fact]
    public async Task Scenarios_that_are_pasted_stand_side_by_side()
    {
        var scenario = Uri.EscapeDataString("scenario,on,code,name,bodies\nfew,2027-04-01,,North,QHM QF7\nmany,2027-04-01,,North,QHM QF7\nmany,2027-04-01,,West,QOP QYG QE1\n");

        var page = await Page($"/merge?scenario={scenario}");

        page.ShouldContain("Side by side");
        page.ShouldContain("42 bodies of the kind ICB would be 41.");
        page.ShouldContain("42 bodies of the kind ICB would be 39.");
        (await Page($"/merge/bodies.csv?scenario={scenario}")).ShouldContain("\nmany,after,NEW2,West,");
    }

    [Theory]
    [InlineData("?on=yesterday&body=QHM&body=QF7", "'yesterday' is not a day")]
    [InlineData("?on=2027-04-01&kind=zoo&body=QHM&body=QF7", "there was no body of the kind 'zoo'")]
    [InlineData("?on=2027-04-01&body=QHM&body=ZZZ", "The register has no body with the code 'ZZZ'.")]
    [InlineData("?on=2027-04-01&body=QHM&body=00F", "wanted a body that is open on 2027-03-31")]
    [InlineData("?on=2027-04-01&body=QHM&body=QF7&code=x", "'x' is not an ODS code")]
    [InlineData("?on=2027-04-01&body=QHM&body=QF7&area=../secret.csv", "found ../secret.csv; wanted a body and a day, as 00F@2014-06-30")]
    [InlineData("?scenario=on,name%0A2027-04-01,North", "a column bodies")]
    [InlineData("?scenario=on,name,bodies,area_from%0A2027-04-01,North,QHM+QF7,../secret.csv", "a file can be named on the command line")]
    public async Task What_cannot_be_planned_is_told_on_the_form(string asked, string told)
    {
        var page = await Page($"/merge{asked}");

        page.ShouldContain(told);
        page.ShouldContain("id=\"choice\"");
        page.ShouldContain("There is a problem");
        (await site.Http.GetAsync($"/merge/plan.docx{asked}", Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_scenario_that_is_too_long_for_an_address_is_refused_and_a_file_that_there_is_not_is_not_found()
    {
        (await Page($"/merge?scenario=on,name,bodies%0A{string.Concat(Enumerable.Repeat("2027-04-01,North,QHM+QF7%0A", 220))}")).ShouldContain("longer than 5,000 characters");
        (await site.Http.GetAsync($"/merge/secrets.csv{Asked}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Http.GetAsync("/merge/plan.docx", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_may_have_many_plans_at_once()
    {
        using var folder = Remit.Tests.Where.NewFolder();
        await using var small = await Site.Start(new(folder.File("w"), null, 0, TimeProvider.System) { RateLimits = new RateLimits { Plans = 1 } }, Stop);
        using var http = new HttpClient { BaseAddress = small.Address };

        List<HttpStatusCode> answers = [];
        for (var n = 0; n < 30; n++)
            answers.Add((await http.GetAsync($"/merge{Asked}", Stop)).StatusCode);

        answers.ShouldContain(HttpStatusCode.OK);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        (await http.GetAsync("/merge", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Directory.Exists(folder.File("w")).ShouldBeFalse("a plan leaves nothing behind");
    }

    [Fact]
    public async Task One_who_asks_for_many_plans_has_one_place_at_the_desk_and_not_all()
    {
        using var folder = Remit.Tests.Where.NewFolder();
        await using var small = await Site.Start(new(folder.File("w"), null, 0, TimeProvider.System) { RateLimits = new RateLimits { Plans = 100 } }, Stop);
        using var http = new HttpClient { BaseAddress = small.Address };

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => http.GetAsync($"/merge{Asked}+{n}", Stop)));

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBeGreaterThan(0);
        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBeGreaterThan(0);
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK || a.StatusCode == HttpStatusCode.TooManyRequests);
    }

    private static async Task<MemoryStream> Whole(Stream stream)
    {
        var whole = new MemoryStream();
        await stream.CopyToAsync(whole, Stop);
        return whole;
    }
}
