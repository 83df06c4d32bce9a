using System.Net;
using System.Text.RegularExpressions;
using Remit.Governance;
using Remit.Register;
using Remit.Storage.Governance;
using Remit.Storage.Governance.Elections;
using Remit.Storage.Register;

namespace Remit.Journeys.Web;

/// <summary>The pages of elections: staff's from the call to the seat, and the public's.</summary>
public sealed class ElectionPagesJourney(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>Whether a page is looked at here.</summary>
    internal static bool IsOurs(string pattern) => pattern.Contains("elections/", StringComparison.Ordinal) || pattern == "/staff/elections";

    [Fact]
    public async Task An_election_goes_from_call_to_seat_past_axe_and_a_voter_finds_the_receipt()
    {
        var browser = chromium.Browser;
        await using var site = await StaffedSite.Start();
        Board(site);
        var ann = await site.SignedIn("Ann Example", ("governance officer", "QHM"));
        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), BypassCSP = true });
        await context.AddCookiesAsync(ann.Cookies.GetCookies(site.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() }));
        var page = await context.NewPageAsync();

        await page.GotoAsync("/staff/elections");
        await Chromium.Look(page, "election-list");
        await page.ClickAsync("text=Call an election to seats");
        await Chromium.Look(page, "election-call");
        await Fill(("#body", "QHM"), ("#name", "members-2026"), ("#title", "Partner members of the board"), ("#officer", "the company secretary"), ("#frozen", "1 January 2026"), ("#opens", "16 January 2026"), ("#closes", "17 January 2026"),
            ("#committee", "board"), ("#seats", "partner-1\npartner-2"), ("#nominations", "15 January 2026"), ("#from", "1 April 2026"), ("#to", "31 March 2029"), ("#reason", "terms end"));
        await page.SelectOptionAsync("#voters", "listed");
        await page.SelectOptionAsync("#method", "stv");
        await page.ClickAsync("main button");
        await Says("to be settled as on 1 January 2026");
        await Begin("freeze");
        await Fill(("#electors", "A81001\nA81002\nA81003\nA81004"), ("#reason", "the list of the day"));
        await page.ClickAsync("main button");
        foreach (var (id, name) in ((string, string)[])[("gail", "Gail Example"), ("ben", "Ben Example"), ("cora", "Cora Example")])
        {
            await Begin("nominate");
            await Fill(("#candidate", id), ("#name", name), ("#proposer", "A81001"), ("#seconder", "A81002"));
            await page.ClickAsync("main button");
        }

        await Chromium.Look(page, "election-case");
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await ann.SignIn("Ann Example")).Dispose();
        await context.AddCookiesAsync(ann.Cookies.GetCookies(site.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() }));
        await Begin("open");
        await Fill(("#reason", "the day has come"));
        await page.ClickAsync("main button");
        await Says("It is shown now and never again");
        await Chromium.Look(page, "election-key");
        var key = await page.Locator(".remit-key").InnerTextAsync();
        (await page.ReloadAsync())!.Status.ShouldBe(200);

        List<string> receipts = [];
        foreach (var (n, marks) in ((string[])["1 2", "2 1", "1 2", ""]).Index())
        {
            await page.GotoAsync("/staff/elections/QHM/members-2026/paper");
            await page.FillAsync("#elector", $"a8100{n + 1}");
            await page.ClickAsync("form[action$='Give'] button");
            var number = await page.Locator(".remit-key").InnerTextAsync();
            if (n == 0)
                await Chromium.Look(page, "election-paper");
            await page.FillAsync("#number", number);
            foreach (var (line, mark) in marks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
                await page.FillAsync($"#mark-{line}", mark);
            await page.ClickAsync("form[action$='Put'] button");
            receipts.Add(await page.Locator(".remit-key").InnerTextAsync());
        }

        await page.GotoAsync("/staff/elections/QHM/members-2026/paper");
        await page.FillAsync("#elector", "A81001");
        await page.ClickAsync("form[action$='Give'] button");
        await Says("nobody votes twice");
        await Chromium.Look(page, "election-twice");
        await page.GotoAsync("/elections/QHM/members-2026");
        await Says("Receipts can be looked for here once votes are no longer taken.");
        await page.GotoAsync("/staff/elections/QHM/members-2026?do=close");
        await Fill(("#key", key));
        await page.ClickAsync("main button");
        await Says("3 valid papers");
        await Begin("declare");
        await Fill(("#reason", "counted"));
        await page.ClickAsync("main button");
        await Begin("accept");
        await page.SelectOptionAsync("#candidate", "ben");
        await Fill(("#reason", "accepted in writing"));
        await page.ClickAsync("main button");
        await Chromium.Look(page, "election-declared");

        await page.GotoAsync("/elections/QHM/members-2026");
        await Says("Elected: Ben Example, Cora Example");
        await Chromium.Look(page, "public-election");
        await page.FillAsync("#receipt", receipts[1]);
        await page.ClickAsync("main form button");
        await Says("Yes: the paper of that receipt is in the count");
        await Chromium.Look(page, "public-election-receipt");
        await page.FillAsync("#receipt", new string('0', 32));
        await page.ClickAsync("main form button");
        await Says("No paper of the count has that receipt");
        await page.GotoAsync("/elections");
        await Chromium.Look(page, "public-elections");

        var stranger = new Visitor(site);
        (await stranger.Text("/elections/QHM/members-2026/count.csv")).ShouldStartWith("stage,candidate,name,votes,quota,is\n1,ben,Ben Example,");
        (await stranger.Text("/elections/QHM/members-2026/papers.csv")).ShouldStartWith("votes,preferences\n");
        (await stranger.Text("/elections/QHM/members-2026/receipts.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(receipts.Select(r => r.Replace("-", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        (await stranger.Text("/elections/QHM/members-2026/result.json")).ShouldContain("\"declared\"");
        RecordedGovernance.In(site.Journal, new Evidence(NationalTables.Shipped, []).ToDate).Appointments.Single(a => a.Person == "ben").How.ShouldBe("elected");
        site.Journal.Verify().Broken.ShouldBeNull();
        RunningSite.PagesOf(site.Routes, "/Staff").Concat(RunningSite.PagesOf(site.Routes, "/Public")).Count(IsOurs).ShouldBe(4, "look at the new page above");

        async Task Begin(string act) => await page.GotoAsync($"/staff/elections/QHM/members-2026?do={act}");

        async Task Fill(params (string Field, string Text)[] fields)
        {
            foreach (var (field, text) in fields)
                await page.FillAsync(field, text);
        }

        async Task Says(string text) => (await page.Locator("main").InnerTextAsync()).ShouldContain(text, Case.Insensitive);
    }

    [Fact]
    public async Task A_governance_officer_of_one_body_conducts_no_election_of_another()
    {
        await using var site = await StaffedSite.Start();
        Board(site);
        var (ours, theirs) = (await site.SignedIn("Ours", ("governance officer", "QHM")), await site.SignedIn("Theirs", ("governance officer", "QF7")));
        var asked = ((string, string)[])[("name", "merger"), ("title", "A merger"), ("officer", "the chair"), ("voters", "listed"), ("frozen", "2026-01-15"), ("opens", "2026-01-15"), ("closes", "2026-01-16"),
            ("question", "That it merge"), ("needs", "more than 1/2 of votes cast"), ("by-list", "one"), ("reason", "asked"), ("body", "QHM")];

        (await theirs.Post("/staff/elections?do=call-ballot", asked)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ours.Post("/staff/elections?do=call-ballot", asked)).Headers.Location!.OriginalString.ShouldBe("/staff/elections/QHM/merger");
        (await ours.Text("/staff/elections")).ShouldContain("/staff/elections/QHM/merger");
        (await theirs.Text("/staff/elections")).ShouldNotContain("/staff/elections/QHM/merger");
        (await theirs.Get("/staff/elections/QHM/merger")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await theirs.Get("/staff/elections/QHM/merger/paper")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ours.Get("/staff/elections/QHM/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ours.Get("/elections/QHM/merger/count.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        RecordedElections.Find(site.Journal, "QHM/merger")!.Called.Question.ShouldBe("That it merge");
        site.Journal.Latest(1)[0].Capacity.ShouldBe("governance officer of QHM");
        Regex.IsMatch(await ours.Text("/staff/elections/QHM/merger"), "Settle who may vote").ShouldBeTrue();
    }

    private static void Board(StaffedSite site) => RecordedGovernance.Record(site.Journal, new Evidence(NationalTables.Shipped, []).ToDate, new(OdsCode.Parse("QHM"), new(OdsCode.Parse("QHM"), "1", new(2022, 7, 1),
        [new("board", Constitution.GoverningBody, "The Board", [new("chair", "Chair"), new("partner-1", "Partner member"), new("partner-2", "Partner member")], new(1), "chair")])), "board.json", site.Act());
}
