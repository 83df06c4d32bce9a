using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Remit.Journeys.Web;

/// <summary>Chromium, if this machine has it: <c>REMIT_CHROMIUM</c>, else where Debian and others put it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser; skips the test, saying so, where there is none.</summary>
    public IBrowser Browser
    {
        get
        {
            if (browser is null)
                Assert.Skip("There is no Chromium on this machine (REMIT_CHROMIUM can name one): the pages were not opened in a browser.");
            return browser;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var named = Environment.GetEnvironmentVariable("REMIT_CHROMIUM");
        if ((string.IsNullOrEmpty(named) ? Places : [named]).FirstOrDefault(File.Exists) is not { } path)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Holds a page against axe and against the widths of a phone and a desk; where <c>REMIT_SCREENSHOTS</c> names a folder, leaves pictures there.</summary>
    /// <remarks>Axe is run by evaluation, which our own policy would rightly forbid: the context must pass over it.</remarks>
    public static async Task Look(IPage page, string name)
    {
        foreach (var (width, height) in ((int, int)[])[(390, 844), (1280, 900)])
        {
            await page.SetViewportSizeAsync(width, height);
            // The menu of the header is laid out anew with the next frame, and what it hid is not to be judged half-way.
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");
            await page.EvaluateAsync(Axe.Value);
            var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(v => `${v.id}: ${v.nodes[0].html}`)");
            found.EnumerateArray().Select(v => v.GetString()).ShouldBeEmpty($"{name} at {width}");
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{name} at {width}");
            if (Environment.GetEnvironmentVariable("REMIT_SCREENSHOTS") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>The site as people meet it: in a browser, wide and narrow, by keyboard, and without JavaScript.</summary>
public sealed class BrowserJourney(RunningSite site, Chromium chromium) : IClassFixture<RunningSite>, IClassFixture<Chromium>
{
    [Fact]
    public async Task Axe_finds_nothing_on_any_page_and_none_is_wider_than_the_screen_of_a_desk_or_a_phone()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), BypassCSP = true });
        var page = await context.NewPageAsync();
        foreach (var (n, path) in Looked.Index())
        {
            await page.GotoAsync(path);
            await Chromium.Look(page, $"public-{n}");
        }
    }

    [Fact]
    public void Every_public_page_there_is_is_among_those_that_are_looked_at()
    {
        var looked = Looked.Select(p => p.Split('?')[0]).ToList();
        site.PagesUnder("/Public").Where(pattern => !looked.Any(p => PathOf(pattern).IsMatch(p))).ShouldBeEmpty();
    }

    /// <summary>What fits a pattern such as <c>/organisations/{code}</c>.</summary>
    internal static Regex PathOf(string pattern) => new($"^{Regex.Replace(Regex.Escape(pattern), @"\\\{[^/]+}", "[^/]+")}$");

    private IReadOnlyList<string> Looked => [.. RunningSite.Pages, site.RunPage, "/organisations/X1000", "/problem/500"];

    [Fact]
    public async Task No_page_asks_for_anything_that_its_own_policy_forbids_or_that_is_not_there()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString() });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add($"{page.Url}: {message.Text}");
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address.ToString(), StringComparison.Ordinal))
                complaints.Add($"{page.Url} asked for {request.Url}");
        };
        foreach (var path in RunningSite.Pages.Append(site.RunPage))
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });

        complaints.ShouldBeEmpty();
        (await context.CookiesAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("() => document.body.classList.contains('nhsuk-frontend-supported')")).ShouldBeTrue("the design system's script did not run");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_main_question_is_asked_and_answered_by_keyboard_alone_with_JavaScript_or_without(bool javaScript)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), JavaScriptEnabled = javaScript });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/who-commissions");

        await page.Keyboard.PressAsync("Tab");
        (await page.Locator("a:focus").InnerTextAsync()).Trim().ShouldBe("Skip to main content");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/who-commissions#*");
        await page.Keyboard.PressAsync("Tab");
        (await page.Locator("input:focus").GetAttributeAsync("name")).ShouldBe("place");
        await page.Keyboard.TypeAsync("X10001");
        await page.Keyboard.PressAsync("Tab");
        (await page.Locator("input:focus").GetAttributeAsync("name")).ShouldBe("on");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("30 June 2019");
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("button:focus").PressAsync("Enter");

        await page.WaitForURLAsync("**/who-commissions?place=X10001&on=30+June+2019");
        (await page.Locator(".remit-answer").InnerTextAsync()).ShouldContain("NHS Darlington CCG");
    }

    [Fact]
    public async Task A_made_up_record_is_decided_without_JavaScript_and_its_address_brings_it_back()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/method/cam-2025-26");
        await page.SelectOptionAsync("#cds_type", "130");
        await page.FillAsync("#day", "10 June 2025");
        await page.FillAsync("#practice_code", "X10001");
        await page.ClickAsync("text=More about the record");
        await page.FillAsync("#administrative_category", "02");
        await page.ClickAsync("text=Decide it");

        (await page.Locator(".remit-answer").InnerTextAsync()).ShouldContain("PRIVATE");
        var again = await context.NewPageAsync();
        await again.GotoAsync(page.Url);
        (await again.Locator(".remit-answer").InnerTextAsync()).ShouldBe(await page.Locator(".remit-answer").InnerTextAsync());
        (await again.InputValueAsync("#administrative_category")).ShouldBe("02");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merger_is_chosen_and_planned_with_JavaScript_or_without(bool javaScript)
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), JavaScriptEnabled = javaScript });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/merge?on=2027-04-01&kind=ICB");
        await page.CheckAsync("#body-QHM", new() { Force = true });
        await page.FillAsync("#q", "yorkshire");
        if (javaScript)
            (await page.Locator(".remit-choice .nhsuk-checkboxes__item:visible").CountAsync()).ShouldBeInRange(2, 8);
        await page.ClickAsync("text=Show these");
        await page.CheckAsync("#body-QF7", new() { Force = true });
        await page.ClickAsync("text=Make the plan");

        (await page.Locator("main").InnerTextAsync()).ShouldContain("42 bodies of the kind ICB would be 41");
        var again = await context.NewPageAsync();
        await again.GotoAsync((await page.Locator("text=this address").GetAttributeAsync("href"))!);
        (await again.Locator("#plan-1").InnerTextAsync()).ShouldBe(await page.Locator("#plan-1").InnerTextAsync());
    }

    [Fact]
    public async Task A_scenario_file_is_read_into_the_form_by_the_browser()
    {
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/merge");

        await page.SetInputFilesAsync("#file", new FilePayload { Name = "north.csv", MimeType = "text/csv", Buffer = "on,name,bodies\n2027-04-01,North,QHM QF7\n"u8.ToArray() });
        await page.WaitForFunctionAsync("() => document.getElementById('scenario').value.length > 0");
        await page.ClickAsync("text=Plan the scenario");

        (await page.Locator("main").InnerTextAsync()).ShouldContain("42 bodies of the kind ICB would be 41");
    }
}
