using System.Net;
using Remit.Tests;
using Remit.Web;

namespace Remit.Journeys.Web;

/// <summary>Every kind of page on the real England.</summary>
public sealed class RealSiteJourney(RealWorkspace real) : IClassFixture<RealWorkspace>
{
    [Fact]
    public async Task Every_kind_of_page_answers_with_what_the_official_files_say()
    {
        Where.SharedPath("data");
        var stop = TestContext.Current.CancellationToken;
        await using var site = await Site.Start(new(real.Folder, null, 0, TimeProvider.System), stop);
        using var http = new HttpClient { BaseAddress = site.Address };
        async Task<string> Page(string path) => WebUtility.HtmlDecode(await http.GetStringAsync(path, stop));

        foreach (var path in (string[])["/", "/organisations", "/organisations?q=newcastle", "/organisations/QHM", "/organisations/09G?on=2021-04-01", "/method", "/method/ccg", "/runs", "/data", "/data/memberships", "/data/small_areas"])
            (await Page(path)).ShouldContain("<h1", customMessage: path);

        var (_, planned, _) = await real.Run("merge", "plan", "QHM", "QF7", "--on", "2027-04-01");
        var plan = await Page("/merge?on=2027-04-01&kind=ICB&body=QHM&body=QF7");
        foreach (var said in (string[])["4,418,429", "514 practices and 2,717 small areas", "Cumbria (E10000006), 207 of 321 small areas", "specialised-services/QHM", "4,595,916"])
            (plan.Contains(said, StringComparison.Ordinal), planned.Contains(said, StringComparison.Ordinal)).ShouldBe((true, true), said);
        (await Page("/merge/practices.csv?on=2027-04-01&kind=ICB&body=QHM&body=QF7")).Split('\n').Length.ShouldBe(514 + 2);

        (await Page("/data/memberships.csv?on=2019-04-01")).ShouldContain("A81001,");
        (await Page("/data/datapackage.json")).ShouldContain("\"path\": \"small_areas.csv\"");
        (await Page("/organisations/A81001/changes.atom")).ShouldContain("A81001 came to belong to NHS Hartlepool and Stockton-on-Tees CCG (00K).");
        (await Page("/organisations/13T?on=2019-04-01")).ShouldContain("63 GP practices and 37 others that prescribe");
        (await Page("/organisations/A81001?on=2019-04-01")).ShouldContain("NHS Hartlepool and Stockton-on-Tees CCG");
        (await Page("/who-commissions?place=A81001&on=2019-04-01")).ShouldContain("epraccur_2019_10.csv, edition 2019-10-31, line 1");
        (await Page("/who-commissions?place=E01011949&on=2016-04-01")).ShouldContain("people living in <strong>E01011949");
        (await Page("/who-commissions?place=TS18+1HU&on=2019-04-01")).ShouldContain("NHS Hartlepool and Stockton-on-Tees CCG");
        (await Page("/method/ccg?cds_type=020&day=2019-04-01&practice_code=A81001&overseas_category=A")).ShouldContain("00K NHS Hartlepool and Stockton-on-Tees CCG");
    }
}
