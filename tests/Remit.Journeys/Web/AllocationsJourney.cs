using System.Net;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;

namespace Remit.Journeys.Web;

/// <summary>Allocations on the site: by slider, without JavaScript, by address and as files.</summary>
public sealed partial class AllocationsJourney(RunningSite site, Chromium chromium) : IClassFixture<RunningSite>, IClassFixture<Chromium>
{
    [Fact]
    public async Task The_outcome_is_drawn_anew_while_the_slider_is_dragged_and_the_page_stays()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/allocations");
        await page.EvaluateAsync("() => { window.stayed = true }");
        var before = await page.Locator("#outcome [role=status]").InnerTextAsync();

        await page.Locator("#slider").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.WaitForFunctionAsync("() => document.querySelector('#outcome [role=status]').innerText.includes('changed')");

        (await page.InputValueAsync("#minimum")).ShouldBe("6");
        (await page.Locator("#outcome [role=status]").InnerTextAsync()).ShouldNotBe(before);
        (await page.EvaluateAsync<bool>("() => window.stayed")).ShouldBeTrue("the page was loaded anew");
        page.Url.ShouldContain("minimum=6");
        (await page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("slider");
    }

    [Fact]
    public async Task The_outcome_goes_with_the_mouse_before_it_is_let_go()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/allocations");
        await page.Locator("#slider").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator("#slider").BoundingBoxAsync())!;

        await page.Mouse.MoveAsync(box.X + box.Width * 0.35f, box.Y + box.Height / 2);
        await page.Mouse.DownAsync();
        var seen = new HashSet<string>();
        foreach (var part in (float[])[0.5f, 0.7f, 0.9f])
        {
            var before = await page.Locator("#outcome .remit-drawing").InnerHTMLAsync();
            await page.Mouse.MoveAsync(box.X + box.Width * part, box.Y + box.Height / 2, new() { Steps = 5 });
            await page.WaitForFunctionAsync("before => document.querySelector('#outcome .remit-drawing').innerHTML !== before", before);
            seen.Add(await page.Locator("#outcome [role=status]").InnerTextAsync());
        }

        seen.Count.ShouldBe(3);
        page.Url.ShouldNotContain("minimum=");
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync("**minimum=*");
    }

    [Fact]
    public async Task Shares_go_on_from_a_plain_share_to_an_allocation_and_the_steps_add_up()
    {
        var text = await site.Http.GetStringAsync("/allocations/shares/16C?edition=2022-23-need&opening=plain&policy=2019-20&years=2", TestContext.Current.CancellationToken);

        text.ShouldContain("plain share per head");
        text.ShouldContain("back to what it had");
        var row = (await site.Http.GetStringAsync("/allocations/shares.csv?edition=2022-23-need&opening=plain&policy=2019-20&years=2", TestContext.Current.CancellationToken)).Split('\n').First(l => l.StartsWith("16C,", StringComparison.Ordinal)).Split(',');
        text.ShouldContain($"<strong>£{long.Parse(row[^2], System.Globalization.CultureInfo.InvariantCulture).ToString("N0", System.Globalization.CultureInfo.InvariantCulture)}</strong>");
    }

    [Fact]
    public async Task A_changed_formula_and_a_merger_are_told_against_what_was_stated()
    {
        var text = WebUtility.HtmlDecode(await site.Http.GetStringAsync("/allocations/shares?edition=2022-23-need&on=1+April+2026&changes=weight,maternity+in+all+services,0.3&mergers=2026-05-01,Both,00L+00P", TestContext.Current.CancellationToken));

        text.ShouldContain("Target as stated");
        text.ShouldContain(">Both</a>");
        text.ShouldContain("What the changes do to targets");
        var refused = WebUtility.HtmlDecode(await site.Http.GetStringAsync("/allocations/shares?edition=2022-23-need&changes=weight,dental,1", TestContext.Current.CancellationToken));
        refused.ShouldContain("found 'dental'; wanted of the edition 2022-23-need, one of: general and acute in all services");
    }

    [Fact]
    public async Task Targets_of_every_practice_are_had_as_a_workbook_that_calculates()
    {
        using var workbook = new MemoryStream(await site.Http.GetByteArrayAsync("/allocations/shares.xlsx?edition=2022-23-need", TestContext.Current.CancellationToken));
        using var file = SpreadsheetDocument.Open(workbook, false);
        file.WorkbookPart!.WorksheetParts.Count().ShouldBe(3);
    }

    [Fact]
    public async Task Without_JavaScript_the_form_does_the_same()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/allocations");
        await page.FillAsync("#minimum", "3");
        await page.FillAsync("#merge", "NHS Gateshead CCG + NHS Newcastle West CCG");
        await page.Locator("button:has-text('Work it out')").ClickAsync();

        (await page.Locator("#outcome [role=status]").InnerTextAsync()).ShouldStartWith("Under january-2016, changed, 5 bodies get");
        (await page.Locator("#bodies tbody tr").CountAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task A_bodys_steps_add_up_to_its_allocation()
    {
        var text = await site.Http.GetStringAsync("/allocations/00C?policy=2014-15&years=2", TestContext.Current.CancellationToken);

        text.ShouldContain("NHS Darlington CCG");
        var pounds = Pounds().Matches(Steps().Match(text).Value).Select(m => long.Parse(m.Groups[1].Value.Replace(",", "", StringComparison.Ordinal).Replace("£", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        pounds.Count.ShouldBeGreaterThan(2);
        pounds[..^1].Sum().ShouldBe(pounds[^1]);
    }

    [Fact]
    public async Task An_organisation_leads_to_its_allocation_and_back() =>
        (await site.Http.GetStringAsync("/organisations/00C?on=2016-04-01", TestContext.Current.CancellationToken)).ShouldContain("href=\"/allocations/00C\"");

    [Fact]
    public async Task What_cannot_be_used_is_told_and_the_policy_is_shown_as_it_was_stated()
    {
        var text = WebUtility.HtmlDecode(await site.Http.GetStringAsync("/allocations?policy=nobody's&minimum=lots&years=99&merge=00C+%2B+zoo&maximum=1", TestContext.Current.CancellationToken));

        text.ShouldContain("There is no policy 'nobody's': this is january-2016.");
        text.ShouldContain("Minimum growth: found 'lots', wanted a number in per cent such as 2.08.");
        text.ShouldContain("Years: found '99', wanted 1 to 10.");
        text.ShouldContain("'zoo' is no body of the file");
        text.ShouldContain("the maximum growth, 1%, is below the minimum, 2.08%");
    }

    [Fact]
    public async Task A_scenario_is_had_as_files()
    {
        (await site.Http.GetStringAsync("/allocations.csv?policy=2014-15&years=2", TestContext.Current.CancellationToken)).Split('\n').Length.ShouldBe(1 + 12 + 1);
        (await site.Http.GetStringAsync("/allocations/policy.csv?minimum=1.5", TestContext.Current.CancellationToken)).ShouldContain("1,minimum growth,1.5\n");
        using var workbook = new MemoryStream(await site.Http.GetByteArrayAsync("/allocations.xlsx", TestContext.Current.CancellationToken));
        using var file = SpreadsheetDocument.Open(workbook, false);
        file.WorkbookPart!.WorksheetParts.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_body_that_is_not_in_the_file_is_not_found() =>
        (await site.Http.GetAsync("/allocations/QHM", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [GeneratedRegex("<table[^>]*id=\"steps\".*?</table>", RegexOptions.Singleline)]
    private static partial Regex Steps();

    [GeneratedRegex("numeric(?: remit-month)?\">(?:<strong>)?(?:&#x2B;|\\+)?(-?£[0-9,]+)")]
    private static partial Regex Pounds();
}
