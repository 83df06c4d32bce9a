using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Remit.Powers.Applications;
using Remit.Storage;
using Remit.Storage.Powers;
using Remit.Storage.Powers.Applications;
using Remit.Storage.Register;

namespace Remit.Journeys.Web;

/// <summary>The pages of the four journeys: establishing, varying, merging and ending bodies, and directing them.</summary>
public sealed class CasesJourney(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly (string, string?)[] Everything = [("transition lead", null), ("authorising officer", null), ("regional director", null)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_merger_goes_from_application_to_order_by_keyboard_alone(bool javaScript)
    {
        var browser = chromium.Browser;
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann Example", Everything);
        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), JavaScriptEnabled = javaScript, BypassCSP = javaScript });
        await context.AddCookiesAsync(ann.Cookies.GetCookies(site.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() }));
        var page = await context.NewPageAsync();
        var look = new Look(page, javaScript);

        await page.GotoAsync("/staff");
        await look.At("case-tasks");
        await Enter("a[href='/staff/merge']");
        await look.At("merge-list");
        await Enter("a[href='/staff/merge?do=merge-ICB#next']");
        await look.At("merge-begin");
        await Type("#id", "north-and-west");
        await Type("#by", "QHM");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("QWO");
        await Type("#from", "1 April 2027");
        await Type("#bodies", "QHM QWO");
        await Type("#code-1", "QZZ");
        await Type("#name-1", "North and West");
        await Type("#constitution-1", "draft 3");
        await Go();
        await look.At("merge-refused");
        await Says("There is a problem");
        await Type("#case", "One board for the two");
        await Go();
        await Says("wanted a name that starts 'NHS'");
        await Type("#name-1", "NHS North and West Integrated Care Board");
        await Go();
        await Says("under consideration");
        await look.At("merge-case");

        foreach (var group in (string[])["councils", "the care partnership"])
        {
            await Begin("consult");
            await Type("#group", group);
            await Type("#whom", $"the {group} of the north and west");
            await Send();
            await Begin("take-into-account");
            await Choose("#consultation", 1);
            await Type("#how", "nothing was asked for");
            await Send();
        }

        await look.At("merge-consulted");
        for (var factor = 1; factor <= 3; factor++)
        {
            await Begin("assess");
            await Choose("#factor", factor);
            await Choose("#standing", factor == 3 ? 3 : 1);
            await Type("#because", factor == 3 ? "no list is held" : "as put in");
            if (factor == 1)
                await look.At("merge-assess");
            await Enter("main button");
        }

        await Begin("approve");
        await look.At("merge-approve");
        await Type("#because", "one board will serve both");
        await Enter("main button");
        await Says("named as what is approved despite");
        await Reach("#despite");
        await page.Keyboard.PressAsync("Space");
        await Enter("main button");
        await Says("approved");
        await Begin("order");
        await Type("#document", "file 9");
        await Go();
        await Says("Whether it breaks the law of tiling cannot be told: no practices");
        await look.At("merge-order-confirm");
        RecordedInstruments.In(site.Journal).ShouldBeEmpty();
        await Enter("main button");
        await Says("orders made");
        await Says("orders/north-and-west");
        await look.At("merge-ordered");
        RecordedInstruments.In(site.Journal).ShouldHaveSingleItem().Clauses.Select(c => c.Does.ToString()).ShouldBe(["Establishes", "Dissolves", "Dissolves", "States"]);
        site.Journal.Verify().Broken.ShouldBeNull();

        async Task Begin(string act)
        {
            await Enter($"a[href$='?do={act}#next']");
            await Says("Do something else");
        }

        Task Send() => Enter("main button");

        async Task Enter(string selector)
        {
            await Reach(selector);
            await Go();
        }

        async Task Go()
        {
            var arrived = new TaskCompletionSource();
            void Arrive(object? _, IPage arrivedAt) => arrived.TrySetResult();
            page.DOMContentLoaded += Arrive;
            await page.Keyboard.PressAsync("Enter");
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            page.DOMContentLoaded -= Arrive;
        }

        async Task Type(string selector, string text)
        {
            await Reach(selector);
            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.TypeAsync(text);
        }

        async Task Choose(string selector, int down)
        {
            await Reach(selector);
            for (var i = 0; i < down; i++)
                await page.Keyboard.PressAsync("ArrowDown");
        }

        // As a person does: one key after the other, and never a mouse.
        async Task Reach(string selector)
        {
            for (var presses = 0; presses < 150; presses++)
            {
                if (await page.Locator($":is({selector}):focus").CountAsync() > 0)
                    return;
                await page.Keyboard.PressAsync("Tab");
            }

            Assert.Fail($"{selector} is not reached by the keyboard on {page.Url}.");
        }

        async Task Says(string text) => (await page.Locator("main").InnerTextAsync()).ShouldContain(text, Case.Insensitive);
    }

    [Fact]
    public async Task A_direction_is_opened_decided_on_and_lifted_past_axe()
    {
        var browser = chromium.Browser;
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann Example", Everything);
        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), BypassCSP = true });
        await context.AddCookiesAsync(ann.Cookies.GetCookies(site.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() }));
        var page = await context.NewPageAsync();
        var look = new Look(page, true);

        await page.GotoAsync("/staff/direct");
        await look.At("direct-list");
        await page.ClickAsync("text=Open: direction");
        await look.At("direct-open");
        await Fill(("#id", "london"), ("#title", "Acute care in Lewisham"), ("#bodies", "08L"), ("#evidence", "Reports to March 2014"), ("#reason", "as asked"));
        await page.SelectOptionAsync("#ground", "failing");
        await page.CheckAsync("input[name=functions][value=acute]");
        await page.ClickAsync("main button");
        await Term("stop", "stops", "");
        await Term("move", "moves", "08Q");
        await page.GotoAsync("/staff/direct/london?do=make");
        await Fill(("#on", "20 May 2014"), ("#from", "1 June 2014"), ("#to", "31 March 2015"), ("#because", "It fails"));
        await page.ClickAsync("main button");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("08Q was not consulted");
        await look.At("direct-barred");
        foreach (var body in (string[])["08L", "08Q"])
        {
            await page.GotoAsync("/staff/direct/london?do=consult");
            await Fill(("#on", "1 May 2014"), ("#body", body), ("#reason", "letter"));
            await page.ClickAsync("main button");
        }

        await page.GotoAsync("/staff/direct/london?do=make");
        await Fill(("#on", "20 May 2014"), ("#from", "1 June 2014"), ("#to", "31 March 2015"), ("#because", "It fails"));
        await page.ClickAsync("main button");
        await look.At("direct-confirm");
        RecordedInstruments.In(site.Journal).ShouldBeEmpty();
        await page.ClickAsync("main button");
        RecordedInstruments.In(site.Journal).Count.ShouldBe(2);
        await page.GotoAsync("/staff/direct/london?do=lift");
        await page.SelectOptionAsync("#part", "interventions/london/08Q");
        await Fill(("#from", "1 September 2014"), ("#because", "better"));
        await page.ClickAsync("main button");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("it was stopped, and nothing that is known moves it");
        await look.At("direct-lifted");

        async Task Fill(params (string Field, string Text)[] fields)
        {
            foreach (var (field, text) in fields)
                await page.FillAsync(field, text);
        }

        async Task Term(string clause, string does, string to)
        {
            await page.GotoAsync("/staff/direct/london?do=term");
            await page.SelectOptionAsync("#does", does);
            await Fill(("#clause", clause), ("#of", "08L"), ("#to", to), ("#reason", "first draft"));
            await page.CheckAsync("input[name=functions][value=acute]");
            if (does == "stops")
                await look.At("direct-term");
            await page.ClickAsync("main button");
        }
    }

    [Fact]
    public async Task Orders_that_would_leave_a_practice_nowhere_are_shown_on_a_map_and_in_a_table_and_cannot_be_made()
    {
        await using var site = await StaffedSite.Start(prepare: OnePractice);
        var ann = await site.SignedIn("Ann", Everything);
        (await Do(ann, "/staff/vary", "impose-CCG", ("id", "lost"), ("on", "2019-06-01"), ("by", "NHS England"), ("from", "2020-01-01"), ("case", "for the test"), ("practices", "A81001"), ("leaves", "00K"))).ShouldBe("/staff/vary/lost");
        foreach (var (i, needed) in ApplicationTables.Shipped.ViewsOn("impose", "CCG", new(2019, 6, 1)).Where(v => v.IsNeeded).Index())
        {
            (await Do(ann, "/staff/vary/lost", "consult", ("on", "2019-06-01"), ("group", needed.Group), ("whom", "00K"))).ShouldBe("/staff/vary/lost");
            (await Do(ann, "/staff/vary/lost", "take-into-account", ("on", "2019-06-02"), ("consultation", $"{i + 1}"), ("how", "it agrees"))).ShouldBe("/staff/vary/lost");
        }

        (await Do(ann, "/staff/vary/lost", "impose", ("on", "2019-06-02"), ("ground", "tiling"), ("because", "so it is"))).ShouldBe("/staff/vary/lost");

        var looked = await ann.Text("/staff/vary/lost?look=true");
        using var answer = await ann.Post("/staff/vary/lost?do=order", ("on", "2019-06-03"), ("confirmed", ""));
        var order = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        foreach (var text in (string[])[looked, order])
        {
            text.ShouldContain("break the law of tiling at <strong>1 place");
            text.ShouldContain("A81001");
            text.ShouldContain("<svg");
            text.ShouldContain("Where the law of tiling would be broken: 00K");
            text.ShouldContain("fill=\"#005eb8\" stroke=\"#ffffff\"");
            text.ShouldContain("00K NHS Hartlepool and Stockton-on-Tees CCG");
        }

        order.ShouldContain("No orders can be made");
        order.ShouldNotContain("name=\"confirmed\"");
        // Whoever sends the confirmation all the same is refused.
        using var forced = await ann.Post("/staff/vary/lost?do=order", ("on", "2019-06-03"), ("confirmed", "true"));
        forced.StatusCode.ShouldBe(HttpStatusCode.OK);
        RecordedInstruments.In(site.Journal).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_acts_on_what_somebody_else_has_changed_is_told_what_they_did_and_changes_nothing()
    {
        await using var site = await StaffedSite.Start();
        var (ann, bob) = (await site.SignedIn("Ann", Everything), await site.SignedIn("Bob", Everything));
        await Boards(ann);
        var read = await ann.Hidden("/staff/merge/boards?do=governing-body");
        (await Do(bob, "/staff/merge/boards", "governing-body", ("on", "2026-01-15"), ("body", "QHM"), ("word", "declines"), ("because", "not now"))).ShouldBe("/staff/merge/boards");
        var head = site.Journal.Head;

        using var answer = await ann.Post("/staff/merge/boards", read, ("on", "2026-01-15"), ("body", "QHM"), ("word", "agrees"), ("because", "yes"));
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("Somebody else took this further after you read it, so nothing was done.");
        text.ShouldContain("application governing body decided by Bob (authorising officer)");
        text.ShouldContain("because: not now");
        site.Journal.Head.ShouldBe(head);
    }

    [Fact]
    public async Task Orders_are_not_made_by_a_register_that_an_instrument_recorded_meanwhile_has_changed()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann", Everything);
        await Boards(ann);
        (await Do(ann, "/staff/merge/boards", "impose", ("on", "2026-01-15"), ("ground", "statute"), ("because", "so"))).ShouldBe("/staff/merge/boards");
        RecordedInstruments.Record(site.Journal, new("elsewhere", "establishment order", "Another board", "NHS England", "p", null, new(2027, 4, 1), null, null, null, [new("1", "dissolves", Of: "QHM", To: "QE1")]), null, new("Bob", "clerk", "as ordered", site.Clock.GetUtcNow()));

        (await Do(ann, "/staff/merge/boards", "order", ("on", "2026-01-15"), ("confirmed", "true"))).ShouldContain("another try, in a few seconds");

        RecordedApplications.Find(site.Journal, "boards")!.Stage.ShouldBe(ApplicationStage.Imposed);
    }

    [Fact]
    public async Task A_form_that_amends_keeps_every_body_and_code_that_the_application_had()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann", Everything);
        var written = new WrittenApplication("many", "dissolve", "CCG", ["00K"], new(2020, 1, 1), "for the test", ["00K"],
            [.. Enumerable.Range(1, 6).Select(n => new WrittenBody($"99{n}", $"NHS Place {n} Clinical Commissioning Group", $"draft {n}", $"form {n}", [.. Enumerable.Range(100 * n, 90).Select(p => $"A81{p}")]))],
            Losing: []);
        site.Journal.Append(new("Ann", "clerk", "as received", site.Clock.GetUtcNow()), new Remit.Journal.Proposal("application/many", 1, new ApplicationMade(new(2019, 6, 1), written)));
        var form = await ann.Text("/staff/merge/many?do=amend");

        foreach (var body in written.Becomes!)
            foreach (var text in (string[])[body.Code, body.Name!, body.Constitution!, body.AccountableOfficer!, string.Join('\n', body.Practices!)])
                form.ShouldContain(text);
        form.ShouldContain("id=\"code-7\"");
        using var answer = await ann.Post("/staff/merge/many?do=amend", await ann.Hidden("/staff/merge/many?do=amend"),
            [.. ((string, string)[])[("on", "2019-06-02"), ("by", "00K"), ("from", "2020-01-01"), ("case", "for the test"), ("bodies", "00K"), ("reason", "so")], .. written.Becomes.Index().Select(b => ($"members-{b.Index + 1}", string.Join(' ', b.Item.Practices!)))]);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("lines of at most");
    }

    [Fact]
    public async Task Who_applies_for_one_body_sees_its_applications_alone_and_decides_nothing()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann", Everything);
        await Boards(ann);
        var other = await site.SignedIn("Other", ("transition lead", "QWO"), ("transition lead", "QE1"));
        var elsewhere = await site.SignedIn("Elsewhere", ("transition lead", "QE1"));
        var auditor = await site.SignedIn("Auditor", ("auditor", null));

        (await other.Text("/staff/merge")).ShouldContain("/staff/merge/boards");
        (await elsewhere.Text("/staff/merge")).ShouldNotContain("/staff/merge/boards");
        (await elsewhere.Get("/staff/merge/boards")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Text("/staff/merge/boards")).ShouldContain("one needs the role authorising officer, granted everywhere");
        (await auditor.Text("/staff/merge/boards")).ShouldContain("Nothing by you now.");
        var hidden = (await ann.Hidden("/staff/merge/boards?do=impose")).ToDictionary();
        hidden["__RequestVerificationToken"] = (await other.Hidden("/staff/sign-out"))["__RequestVerificationToken"];
        using var denied = await other.Post("/staff/merge/boards", hidden, ("on", "2026-01-15"), ("ground", "statute"), ("because", "so"));
        denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        RecordedApplications.Find(site.Journal, "boards")!.Stage.ShouldBe(ApplicationStage.UnderConsideration);
        (await ann.Get("/staff/vary/boards")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ann.Get("/staff/direct/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_page_of_the_journeys_is_looked_at()
    {
        await using var site = await StaffedSite.Start(prepare: OnePractice);
        var ann = await site.SignedIn("Ann", Everything);
        await Boards(ann);
        (await Do(ann, "/staff/vary", "impose-CCG", ("id", "lost"), ("on", "2019-06-01"), ("by", "NHS England"), ("from", "2020-01-01"), ("case", "for the test"), ("practices", "A81001"), ("leaves", "00K"))).ShouldBe("/staff/vary/lost");
        (await Do(ann, "/staff/establish", "establish-CCG", ("id", "new"), ("on", "2012-10-01"), ("by", "A81001\nA81002"), ("from", "2013-04-01"), ("case", "for the test"), ("code-1", "99Z"),
            ("name-1", "NHS Tees Valley Clinical Commissioning Group"), ("constitution-1", "draft 1"), ("officer-1", "form 2"), ("members-1", "A81001"), ("areas-1", "E01000001"))).ShouldBe("/staff/establish/new");
        (await Do(ann, "/staff/direct", "open-direction", ("id", "london"), ("title", "Acute care"), ("bodies", "08L"), ("ground", "failing"), ("evidence", "Reports"), ("functions", "acute"), ("reason", "asked"))).ShouldBe("/staff/direct/london");
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), BypassCSP = true });
        await context.AddCookiesAsync(ann.Cookies.GetCookies(site.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() }));
        var page = await context.NewPageAsync();
        List<string> looked = [];

        foreach (var path in (string[])["/staff/establish", "/staff/establish/new", "/staff/vary", "/staff/vary/lost", "/staff/merge", "/staff/merge/boards", "/staff/direct", "/staff/direct/london"])
        {
            (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
            await Chromium.Look(page, path[1..].Replace('/', '-'));
            looked.Add(path);
        }

        RunningSite.PagesOf(site.Routes, "/Staff").Where(IsOurs).ShouldAllBe(pattern => looked.Any(path => BrowserJourney.PathOf(pattern).IsMatch(path)));
    }

    /// <summary>Whether a page is of one of the four journeys.</summary>
    internal static bool IsOurs(string pattern) => pattern.Split('/') is [_, "staff", "establish" or "vary" or "merge" or "direct", ..];

    [Fact]
    public async Task Every_kind_of_application_has_a_form_that_asks_for_what_it_needs()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann", Everything);

        foreach (var kind in ApplicationTables.Shipped.Kinds)
        {
            using var answer = await ann.Post($"/staff/{kind.Journey}?do={kind.Name}-{kind.BodyKind}", ("on", "yesterday"));
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            text.ShouldContain("'yesterday' is not a day", customMessage: kind.Name);
            text.ShouldContain("There is a problem");
        }
    }

    /// <summary>A workspace with one practice of one group.</summary>
    private static void OnePractice(StaffedSite s)
    {
        Take("epraccur_2019_10.csv", "epraccur", [.. Enumerable.Range(0, 27).Select(c => c switch { 0 => "A81001", 1 => "THE PRACTICE", 2 => "Y63", 3 => "Q74", 9 => "TS18 1HU", 10 => "19740401", 12 => "A", 13 => "B", 14 => "00K", 15 => "20130401", 25 => "4", _ => "" })]);
        Take("epcmem_20190830.csv", "epcmem", ["A81001", "00K", "W", "20130401", "", "0"]);

        void Take(string file, string kind, string[] cells)
        {
            File.WriteAllText(s.Folder.File(file), $"\"{string.Join("\",\"", cells)}\"\n");
            new ReleaseImport(new Workspace(s.Folder.File("w")), NationalTables.Shipped, s.Clock.GetUtcNow(), null).Import(s.Folder.File(file), Layouts.Named(kind)).Verdict.ShouldBe(ImportVerdict.Activated);
        }
    }

    private static async Task Boards(Visitor visitor) => (await Do(visitor, "/staff/merge", "impose-ICB", ("id", "boards"), ("on", "2026-01-15"), ("by", "NHS England"), ("from", "2027-04-01"), ("case", "One board for the two"),
        ("bodies", "QHM, QWO"), ("code-1", "QZZ"), ("name-1", "NHS North and West Integrated Care Board"))).ShouldBe("/staff/merge/boards");

    /// <summary>Sends the form of an act, and gives where it led.</summary>
    private static async Task<string> Do(Visitor visitor, string path, string act, params (string Name, string Value)[] fields)
    {
        using var answer = await visitor.Post($"{path}?do={act}", fields);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.OriginalString : $"{answer.StatusCode}: {string.Join(' ', Regex.Matches(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), "<li><a href=\"#[^>]*>([^<]*)").Select(m => m.Groups[1].Value))}";
    }

    /// <summary>What is looked at with axe, where scripts may run.</summary>
    private sealed class Look(IPage page, bool runs)
    {
        public Task At(string name) => runs ? Chromium.Look(page, name) : Task.CompletedTask;
    }
}
