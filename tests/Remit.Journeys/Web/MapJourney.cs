using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Remit.Tests;
using Remit.Web;

namespace Remit.Journeys.Web;

/// <summary>The map: by keyboard, by slider, without JavaScript, and as data.</summary>
public sealed partial class MapJourney(RunningSite site, Chromium chromium) : IClassFixture<RunningSite>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_is_reached_by_keyboard_alone_with_JavaScript_or_without(bool javaScript)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), JavaScriptEnabled = javaScript });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/map?on=2016-04-01");

        await page.Locator("text=Skip the map").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        (await page.Locator("svg a:focus").GetAttributeAsync("aria-label")).ShouldBe("00C NHS Darlington CCG");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/organisations/00C?on=2016-04-01");
        (await page.Locator("h1").InnerTextAsync()).ShouldContain("NHS Darlington CCG");
    }

    [Fact]
    public async Task What_has_the_keyboard_is_seen_to_have_it()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/map?on=2016-04-01");

        await page.Locator("svg a").First.FocusAsync();

        (await page.Locator("svg a:focus path").EvaluateAsync<string>("p => getComputedStyle(p).fill")).ShouldBe("rgb(255, 235, 59)");
    }

    [Fact]
    public async Task The_slider_goes_through_the_years_in_place_and_back_again_goes_back()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/map?on=2013-04-01");
        await page.EvaluateAsync("() => { window.stayed = true }");

        await page.Locator("#slider").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.WaitForFunctionAsync("() => document.getElementById('map-summary').innerText.includes('1 July 2022')");

        (await page.Locator("#map-summary").InnerTextAsync()).ShouldContain("106 of the kind sub-ICB location");
        (await page.Locator("#slider").GetAttributeAsync("aria-valuetext")).ShouldBe("1 Jul 2022");
        (await page.InputValueAsync("#on")).ShouldBe("1 July 2022");
        (await page.EvaluateAsync<bool>("() => window.stayed")).ShouldBeTrue("the page was loaded anew");
        page.Url.ShouldEndWith("/map?on=2022-07-01");
        (await page.EvaluateAsync<string>("() => document.activeElement.id")).ShouldBe("slider");
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('map-summary').innerText.includes('1 April 2013')");

        await page.Locator("#years a").Nth(2).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.getElementById('map-summary').innerText.includes('1 April 2017')");
        (await page.EvaluateAsync<string>("() => document.activeElement.innerText")).ShouldBe("1 Apr 2017");
        (await page.InputValueAsync("#slider")).ShouldBe("2");
        await page.ClickAsync("text=Skip the map");
        page.Url.ShouldEndWith("/map?on=2017-04-01#bodies");
        (await page.EvaluateAsync<bool>("() => window.stayed")).ShouldBeTrue("the page was loaded anew");
    }

    [Theory]
    [InlineData("2013-04-01", 211)]
    [InlineData("2015-04-01", 209)]
    [InlineData("2017-04-01", 207)]
    [InlineData("2018-04-01", 195)]
    [InlineData("2019-04-01", 191)]
    [InlineData("2020-04-01", 135)]
    [InlineData("2021-04-01", 106)]
    [InlineData("2022-07-01", 106)]
    public async Task Every_commissioner_is_on_the_picture_and_in_the_table(string day, int commissioners)
    {
        var page = await site.Http.GetStringAsync($"/map?on={day}", TestContext.Current.CancellationToken);

        var (drawn, told) = (Drawn().Matches(page).Select(m => m.Groups[1].Value).ToList(), Told().Matches(page).Select(m => m.Groups[1].Value).ToList());
        drawn.Count.ShouldBe(commissioners);
        drawn.ShouldBe(told);
    }

    [Fact]
    public async Task A_body_that_was_not_open_is_shown_by_those_that_stood_in_its_place()
    {
        var page = await site.Http.GetStringAsync("/map?on=2016-04-01&of=00F", TestContext.Current.CancellationToken);

        WebUtility.HtmlDecode(page).ShouldContain("was not open: 13T, which stood in its place, is picked out.");
        Picked().Match(page).Groups[1].Value.ShouldBe("13T");
    }

    [Fact]
    public async Task What_changed_between_two_days_is_picked_out_and_told()
    {
        var page = WebUtility.HtmlDecode(await site.Http.GetStringAsync("/map?on=2015-04-01&before=2013-04-01", TestContext.Current.CancellationToken));

        page.ShouldContain("1 was made, picked out on the map and in the table and 3 have gone:");
        page.ShouldContain("00F</a> NHS Gateshead CCG: 13T NHS Newcastle Gateshead CCG");
        Picked().Matches(page).Select(m => m.Groups[1].Value).ShouldBe(["13T"]);
    }

    [Fact]
    public async Task What_cannot_be_shown_is_said()
    {
        var page = WebUtility.HtmlDecode(await site.Http.GetStringAsync("/map?on=2012-04-01&kind=zoo&within=ZZZ", TestContext.Current.CancellationToken));

        page.ShouldContain("On 1 April 2012 no commissioner lay within a body of the kind 'zoo'");
        page.ShouldContain("The register has no body with the code 'ZZZ'.");
        page.ShouldContain("there were none that are known here");
    }

    [Fact]
    public async Task An_organisation_has_a_small_map_of_where_it_is_and_one_without_a_place_has_none()
    {
        (await site.Http.GetStringAsync("/organisations/00F?on=2013-04-01", TestContext.Current.CancellationToken)).ShouldContain("aria-label=\"Where NHS Gateshead CCG is among its neighbours, 1 April 2013\"");
        (await site.Http.GetStringAsync("/organisations/5A3", TestContext.Current.CancellationToken)).ShouldNotContain("remit-locator");
    }

    [Fact]
    public async Task Areas_without_outlines_are_features_without_a_shape_and_wrong_questions_are_problems()
    {
        var stop = TestContext.Current.CancellationToken;
        using var answer = await site.Http.GetAsync("/api/v1/areas?on=2016-04-01", stop);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/geo+json");
        answer.Headers.ETag.ShouldNotBeNull();
        var areas = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop)).RootElement;
        areas.GetProperty("features").GetArrayLength().ShouldBe(209);
        areas.GetProperty("features")[0].GetProperty("geometry").ValueKind.ShouldBe(JsonValueKind.Null);

        foreach (var (path, status, detail) in ((string, int, string)[])[("?on=yesterday", 400, "on: found 'yesterday', wanted a day"), ("/ZZZ", 404, "no body with the code 'ZZZ'"), ("/00F?on=2016-04-01", 404, "00F was not open on 1 April 2016. 13T stood in its place.")])
        {
            using var problem = await site.Http.GetAsync($"/api/v1/areas{path}", stop);
            ((int)problem.StatusCode).ShouldBe(status, path);
            problem.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await problem.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("detail").GetString()!.ShouldContain(detail);
        }
    }

    [GeneratedRegex("<a href=\"/organisations/(\\w+)[^>]*><path ")]
    private static partial Regex Drawn();

    [GeneratedRegex("<div><a href=\"/organisations/(\\w+)")]
    private static partial Regex Told();

    [GeneratedRegex("<a href=\"/organisations/(\\w+)[^>]*><path fill=\"#005eb8\"")]
    private static partial Regex Picked();
}

/// <summary>The map of the real England.</summary>
public sealed class RealMapJourney(RealWorkspace real, Chromium chromium) : IClassFixture<RealWorkspace>, IClassFixture<Chromium>
{
    [Fact]
    public async Task The_outlines_of_every_year_are_drawn_told_and_given_as_GeoJSON_and_axe_finds_nothing()
    {
        Where.SharedPath("data");
        var stop = TestContext.Current.CancellationToken;
        await using var site = await Site.Start(new(real.Folder, null, 0, TimeProvider.System), stop);
        using var http = new HttpClient { BaseAddress = site.Address };

        foreach (var day in (string[])["2013-04-01", "2016-04-01", "2018-06-01", "2021-06-01", "2023-06-01"])
        {
            var page = await http.GetStringAsync($"/map?on={day}", stop);
            page.ShouldContain("London, larger");
            page.ShouldNotContain("not on the map");
            page.Length.ShouldBeLessThan(400_000, day);
        }

        WebUtility.HtmlDecode(await http.GetStringAsync("/map?on=2016-04-01", stop)).ShouldContain("worked out: the outlines of 00F, 00G and 00H on 1 April 2013, put together");
        var area = await http.GetFromJsonAsync<JsonElement>("/api/v1/areas/13T?on=2016-04-01", stop);
        area.GetProperty("properties").GetProperty("worked_out").GetBoolean().ShouldBeTrue();
        area.GetProperty("properties").GetProperty("ons_code").GetString().ShouldBe("E38000212");
        var outer = area.GetProperty("geometry").GetProperty("coordinates")[0][0].EnumerateArray().Select(p => (X: p[0].GetDouble(), Y: p[1].GetDouble())).ToList();
        outer[^1].ShouldBe(outer[0]);
        outer.Zip(outer.Skip(1)).Sum(s => s.First.X * s.Second.Y - s.Second.X * s.First.Y).ShouldBeGreaterThan(0, "RFC 7946 wants outer rings anticlockwise");

        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), BypassCSP = true });
        var axe = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js"), stop);
        var tab = await context.NewPageAsync();
        foreach (var (width, height) in ((int, int)[])[(1280, 900), (390, 844)])
        {
            await tab.SetViewportSizeAsync(width, height);
            foreach (var path in (string[])["/map?on=2016-04-01", "/map?on=2023-06-01&within=Y56", "/organisations/15E?on=2021-06-01"])
            {
                await tab.GotoAsync(path);
                await tab.EvaluateAsync(axe);
                var found = await tab.EvaluateAsync<JsonElement>("async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(v => `${v.id}: ${v.nodes[0].html}`)");
                found.EnumerateArray().Select(v => v.GetString()).ShouldBeEmpty($"{path} at {width}");
                (await tab.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{path} at {width}");
            }
        }
    }
}
