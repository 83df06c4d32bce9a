using System.Net;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using FsCheck;
using FsCheck.Fluent;

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
    public async Task A_round_that_is_not_held_is_not_offered_and_asked_for_all_the_same_it_leaves_targets()
    {
        var text = await Shares("?edition=2022-23-need&opening=2018-19&years=3&policy=2019-20");

        text.ShouldContain("href=\"#opening\">No weighted populations of the round 2018-19 are held here");
        text.ShouldNotContain("as in the round 2018-19");
        text.ShouldNotContain("Growth against distance, year");
    }

    [Fact]
    public async Task The_round_that_is_shown_unasked_counts_need_and_costs()
    {
        var text = await Shares("");

        text.ShouldMatch("<option value=\"2022-23\" selected(=\"selected\")?>2022/23</option>");
        text.ShouldContain("<option value=\"2022-23-need\">2022/23, need alone</option>");
        (await Shares("?edition=2022-23-need")).ShouldContain("each, in 2022/23, need alone: by the");
        (await Shares("/16C?edition=2022-23-need")).ShouldContain("Fair share in 2022/23, need alone (2022-23-need)");
    }

    [Theory]
    [InlineData("0001-01-01", "1 January 0001")]
    [InlineData("2012-01-01", "1 January 2012")]
    public async Task A_day_before_there_was_a_local_commissioner_is_told_with_the_first_there_was(string on, string words)
    {
        var text = await Shares($"?edition=2022-23-need&on={on}");

        text.ShouldMatch($"href=\"#on\">No local commissioner is known on {words}: the first day of any is 1 [A-Z][a-z]+ 20[12][0-9]\\. Shown is 1 July 2022, the round's own day\\.");
        text.ShouldNotContain("of the kind local commissioner");
        text.ShouldNotContain("by the 0");
    }

    [Fact]
    public async Task Years_are_held_against_the_policy_as_it_is_changed()
    {
        (await Shares("?edition=2022-23-need&opening=plain&policy=2019-20&years=3&changes=total+growth,,none")).ShouldContain("href=\"#years\">2019-20: found 'no 'target growth per head' and no 'total growth''; wanted");
        (await Shares("?edition=2022-23-need&opening=plain&policy=2019-20&years=3&changes=maximum+growth,2,none")).ShouldContain("found 'none'; wanted a number: 2019-20 states no maximum growth of year 2 to take away, but of year 1");
        (await Shares("?edition=2022-23-need&opening=plain&policy=2019-20&years=3&changes=policy,,january-2016")).ShouldContain("Growth against distance, year 3");
    }

    [Theory]
    [InlineData("by=ICB&opening=plain&on=1+April+2026", "#opening\">Allocations are by sub-ICB location: by ICB there are targets, and these are shown.")]
    [InlineData("by=zoo", "#by\">There is no 'zoo' on ")]
    [InlineData("on=1+April+2026&mergers=2026-05-01,Big,QHM+QF7", "#mergers\">the mergers: found 'QF7, QHM'; wanted bodies of the kind sub-ICB location")]
    [InlineData("on=1+April+2026&mergers=2026-05-01,Big,00L+ZZZ", "ZZZ")]
    public async Task What_is_asked_of_another_kind_of_body_is_told(string query, string told) => (await Shares($"?edition=2022-23-need&{query}")).ShouldContain(told);

    [Fact]
    public async Task The_local_commissioners_asked_for_by_name_go_on_to_allocations()
    {
        var text = await Shares("?edition=2022-23-need&on=1+April+2026&by=sub-icb+location&opening=plain");

        text.ShouldNotContain("There is a problem");
        text.ShouldContain("Growth against distance, year 1");
    }

    [Fact]
    public async Task A_body_of_another_kind_is_found_among_its_own()
    {
        var text = WebUtility.HtmlDecode(await site.Http.GetStringAsync("/allocations/shares/qhm?edition=2022-23-need&on=1+April+2026&opening=plain", TestContext.Current.CancellationToken));

        text.ShouldContain("As an ICB of 1 April 2026");
        text.ShouldContain("plain share per head");
        (await site.Http.GetAsync("/allocations/shares/ZZZ?edition=2022-23-need", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_command_for_a_scenario_names_a_file_for_each_kind_of_row()
    {
        const string day = "?edition=2022-23-need&on=1+April+2026";
        (await Shares($"{day}&changes=sum,,90000000000&mergers=2026-05-01,Both,00L+00P")).ShouldContain("--on 2026-04-01 --scenario changes.csv --scenario mergers.csv --out FOLDER");
        (await Shares($"{day}&mergers=2026-05-01,Both,00L+00P")).ShouldContain("--on 2026-04-01 --scenario mergers.csv --out FOLDER");
        (await site.Http.GetStringAsync($"/allocations/shares/changes.csv{day}&changes=sum,,90000000000", TestContext.Current.CancellationToken)).ShouldBe("parameter,of,value\nsum,,90000000000\n");
        (await site.Http.GetStringAsync($"/allocations/shares/mergers.csv{day}&mergers=on,name,bodies%0A2026-05-01,Both,00L+00P", TestContext.Current.CancellationToken)).ShouldBe("on,name,bodies\n2026-05-01,Both,00L 00P\n");
        (await site.Http.GetAsync($"/allocations/shares/mergers.csv{day}", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Whatever_an_address_asks_for_is_answered()
    {
        string[] editions = ["", "2022-23", "2022-23-need", "2018-19", "2013-14", "zoo"], days = ["", "1 April 2026", "2013-04-01", "9999-12-31", "0001-01-01", "soon"];
        string[] kinds = ["", "ICB", "sub-ICB location", "CCG", "NHS England region", "\u0000"], openings = ["", "plain", "2018-19", "2022-23", "2022-23-need"], money = ["", "3", "-49.9", "100", "1e9", "NaN"];
        string[] policies = ["", "january-2016", "2019-20", "2014-15", "zoo"], years = ["", "1", "3", "10", "11", "-1"];
        string[] changes = ["", "total growth,,none", "maximum growth,2,none", "minimum growth,,none", "minimum growth,,1000", "minimum growth,,-99", "sum,,1", "sum,,10000000000000", "pot,all services,0", "weight,maternity in all services,100", "weight,maternity in all services,0", "index,market forces,0", "policy,,2019-20\ntarget growth per head,2,none",
            "total growth,3,-100", "furthest under target,,-5\nmaximum growth,,0", "the rest goes,,furthest first", "taper from,,5", "\"", ",,,", "parameter,of,value"];
        string[] mergers = ["", "2026-05-01,Both,00L 00P", "2026-05-01,Big,QHM QF7", "2026-05-01,Both,00L 00L", "2026-05-01,A,00L 00P\n2026-05-01,B,00L 13T", "9999-12-31,Both,00L 00P", "0001-01-01,Both,00L 00P", "on,name,bodies", "\"", "x"];
        var asked = from e in Gen.Elements(editions)
                    from d in Gen.Elements(days)
                    from k in Gen.Elements(kinds)
                    from o in Gen.Elements(openings)
                    from m in Gen.Elements(money)
                    from p in Gen.Elements(policies)
                    from y in Gen.Elements(years)
                    from c in Gen.Elements(changes).ListOf().Select(rows => string.Join('\n', rows.Take(3)))
                    from s in Gen.Elements(mergers)
                    select $"?edition={e}&on={d}&by={Uri.EscapeDataString(k)}&opening={o}&new-money={m}&policy={p}&years={y}&changes={Uri.EscapeDataString(c)}&mergers={Uri.EscapeDataString(s)}";
        Prop.ForAll(asked.ToArbitrary(), query =>
        {
            foreach (var path in (string[])["", "/QHM", ".csv"])
                site.Http.GetAsync($"/allocations/shares{path}{query}").GetAwaiter().GetResult().StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Nobody_may_have_many_shares_worked_out_at_once()
    {
        using var folder = Remit.Tests.Where.NewFolder();
        await using var small = await Remit.Web.Site.Start(new(folder.File("w"), null, 0, TimeProvider.System) { RateLimits = new() { Plans = 1 } }, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = small.Address };

        List<HttpStatusCode> answers = [];
        foreach (var path in Enumerable.Repeat((string[])["", "/00L", ".csv", ".xlsx"], 6).SelectMany(p => p))
            answers.Add((await http.GetAsync($"/allocations/shares{path}", TestContext.Current.CancellationToken)).StatusCode);

        answers.ShouldContain(HttpStatusCode.OK);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        (await http.GetAsync("/allocations", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
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

    private async Task<string> Shares(string query) => WebUtility.HtmlDecode(await site.Http.GetStringAsync($"/allocations/shares{query}", TestContext.Current.CancellationToken));

    [GeneratedRegex("<table[^>]*id=\"steps\".*?</table>", RegexOptions.Singleline)]
    private static partial Regex Steps();

    [GeneratedRegex("numeric(?: remit-month)?\">(?:<strong>)?(?:&#x2B;|\\+)?(-?£[0-9,]+)")]
    private static partial Regex Pounds();
}
