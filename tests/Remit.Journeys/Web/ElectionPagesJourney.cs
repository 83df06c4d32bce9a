using System.Net;
using System.Text.RegularExpressions;
using Remit.Governance;
using Remit.Governance.Elections;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Governance.Elections;
using Remit.Storage.Powers.Applications;
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
            var number = await page.Locator(".remit-key").First.InnerTextAsync();
            if (n == 1)
            {
                // The paper is gone, and its number with it. Its counterfoil is of no use for another elector, who has a paper too.
                await Fill(("#whose", "a81001"), ("#paper", await page.Locator(".remit-key").Nth(1).InnerTextAsync()), ("#why", ""));
                await page.ClickAsync("form[action$='Replace'] button");
                await Says("Say why, in a line");
                await Fill(("#why", "lost in the post"));
                await page.ClickAsync("form[action$='Replace'] button");
                await Says("the counterfoil of a paper that was given to A81001 and not returned");
                await page.FillAsync("#whose", "a81002");
                await page.ClickAsync("form[action$='Replace'] button");
                await page.FillAsync("#number", number);
                number = await page.Locator(".remit-key").First.InnerTextAsync();
                await page.ClickAsync("form[action$='Put'] button");
                await Says("the number of a paper that was given out and not returned");
                await Chromium.Look(page, "election-replaced");
            }

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
        await Says("1 replaced, having been lost or spoilt");
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

    [Fact]
    public async Task An_application_takes_the_figures_of_a_ballot_that_was_called_for_it_from_its_page()
    {
        await using var site = await StaffedSite.Start();
        Board(site);
        var (register, workspace) = (new Workspace(site.Folder.File("w")).Evidence(NationalTables.Shipped).ToDate, new Workspace(site.Folder.File("w")));
        var ann = await site.SignedIn("Ann Example", ("transition lead", null), ("governance officer", "QHM"));
        RecordedApplications.Make(site.Journal, register, ApplicationTables.Shipped, new("boards", "merge", "ICB", ["QHM", "QF7"], new(2027, 4, 1), "One board for the two", ["QHM", "QF7"], [new("QZZ", "NHS North and West Integrated Care Board", "draft 3")],
            Votes: [new("QHM", "one practice one vote", "more than 1/2 of votes cast")]), new(2026, 1, 15), site.Act());
        var asked = ((string, string)[])[("name", "merger"), ("title", "A merger"), ("officer", "the chair"), ("voters", "listed"), ("frozen", "2026-01-15"), ("opens", "2026-01-15"), ("closes", "2026-01-16"),
            ("application", "boards"), ("needs", "more than 1/2 of votes cast"), ("by-list", "one"), ("reason", "asked"), ("body", "QHM")];
        (await ann.Post("/staff/elections?do=call-ballot", asked)).Headers.Location!.OriginalString.ShouldBe("/staff/elections/QHM/merger");
        (await ann.Text("/staff/merge/boards?do=vote")).ShouldNotContain("A ballot that was held here");

        var ballot = RecordedElections.Do(site.Journal, RecordedElections.Find(site.Journal, "QHM/merger")!, new ElectorateFrozen(new(2026, 1, 15), "a list", [new("A81001"), new("A81002")]), site.Act());
        (ballot, var key) = RecordedElections.OpenPoll(site.Journal, workspace, ballot, site.Act());
        foreach (var elector in (string[])["A81001", "A81002"])
        {
            (ballot, var number, _) = RecordedElections.IssuePaper(site.Journal, workspace, ballot, elector, site.Act());
            RecordedElections.TakePaper(workspace, ballot, number, [1, 0, 0], new(2026, 1, 15));
        }

        RecordedElections.Declare(site.Journal, RecordedElections.ClosePoll(site.Journal, workspace, ballot, key, site.Act()), site.Act());

        (await ann.Text("/staff/merge/boards?do=vote")).ShouldContain("QHM/merger: A merger, carried");
        var vote = ((string, string)[])[("on", "2026-01-15"), ("body", "QHM")];
        (await Said(vote)).ShouldContain("or a ballot that was held here");
        (await Said([.. vote, ("ballot", "QHM/merger"), ("for", "9")])).ShouldContain("the figures are those of QHM/merger");
        (await Said([("on", "2026-01-15"), ("body", "QF7"), ("ballot", "QHM/merger")])).ShouldContain("a ballot of QHM");
        (await ann.Post("/staff/merge/boards?do=vote", [.. vote, ("ballot", "QHM/merger")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        RecordedApplications.Find(site.Journal, "boards")!.Votes.Single().ShouldSatisfyAllConditions(v => v.Carried.ShouldBe(true), v => v.Result!.For.ShouldBe(2), v => v.Result!.Ballot.ShouldBe("QHM/merger"));

        async Task<string> Said((string, string)[] fields)
        {
            using var answer = await ann.Post("/staff/merge/boards?do=vote", fields);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private static void Board(StaffedSite site) => RecordedGovernance.Record(site.Journal, new Evidence(NationalTables.Shipped, []).ToDate, new(OdsCode.Parse("QHM"), new(OdsCode.Parse("QHM"), "1", new(2022, 7, 1),
        [new("board", Constitution.GoverningBody, "The Board", [new("chair", "Chair"), new("partner-1", "Partner member"), new("partner-2", "Partner member")], new(1), "chair")])), "board.json", site.Act());
}
