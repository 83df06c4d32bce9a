using System.Net;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Playwright;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Register;

namespace Remit.Journeys.Web;

/// <summary>The pages of governance officers and board members: boards, interests, and meetings from the notice to the published minutes.</summary>
public sealed class GovernanceStaffJourney(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Body = "QHM";
    private const string January = "/staff/governance/QHM/meetings/board/2026-01-29";
    private const string February = "/staff/governance/QHM/meetings/board/2026-02-26";

    private static readonly OdsCode Code = OdsCode.Parse(Body);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_whole_cycle_goes_from_notice_to_published_minutes_by_keyboard_alone(bool javaScript)
    {
        var browser = chromium.Browser;
        await using var site = await StaffedSite.Start();
        Record(site);
        var olga = await site.SignedIn("Olga Officer", ("governance officer", Body));
        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), JavaScriptEnabled = javaScript, BypassCSP = javaScript });
        await context.AddCookiesAsync(olga.Cookies.GetCookies(site.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() }));
        var page = await context.NewPageAsync();
        var keys = new Keyboard(page);

        await page.GotoAsync("/staff");
        await keys.Enter("a[href='/staff/governance']");
        await Look("gov-list");
        await keys.Enter("a[href='/staff/governance/QHM']");
        await Look("gov-board");
        await keys.Enter("a[href$='/meetings']");

        // Notice and agenda; the conflicts are told before anything is recorded.
        await keys.Enter("a[href$='?do=call#next']");
        await Look("gov-call");
        await keys.Type("#day", "the 29th");
        await keys.Go();
        await Says("'the 29th' is not a day");
        await keys.Type("#day", "29 January 2026");
        await keys.Type("#starts", "14:00");
        await keys.Type("#place", "Town Hall");
        await keys.Type("#title-1", "Community dermatology");
        await keys.Choose("#purpose-1", 1);
        await keys.Type("#concerns-1", "Harbour Health Ltd as bidder", "Valley Care Ltd as bidder");
        await keys.Type("#title-2", "Plan for the year");
        await keys.Go();
        await Says("Gail Example");
        await Says("leaves and gets no papers; may not vote, however it is ruled");
        RecordedMeetings.Names(site.Journal).ShouldBeEmpty();
        await Look("gov-call-confirm");
        await keys.Enter("main form button");

        // The chair is conflicted: the deputy rules, and what the guidance suggests is chosen already.
        await Look("gov-meeting-called");
        await keys.Enter("a[href$='?do=rule-1-gail-example#next']");
        await Says("Ruled by Ben Example");
        await Look("gov-rule");
        await keys.Type("#because", "She owns a bidder");
        await keys.Go();
        await Says("leaves and gets no papers: She owns a bidder");

        // Papers, which she is not to be given.
        await keys.Enter("a[href$='?do=paper#next']");
        await Look("gov-paper");
        await keys.Tick("#items");
        await keys.Type("#title", "Bids compared");
        if (javaScript)
        {
            await keys.Reach("#file");
            var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Enter"));
            await chooser.SetFilesAsync(new FilePayload { Name = "bids.pdf", MimeType = "application/pdf", Buffer = [.. "%PDF-1.7 made up"u8, .. new byte[200_000]] });
        }
        else
        {
            // What chooses files in place of a person cannot do so without scripts.
            await keys.Type("#link", "https://example.org/bids.pdf");
        }

        await keys.Enter("main form button");
        await Says("Gail Example: the papers of item 1 are withheld: She owns a bidder");

        // On the day: who is there, and votes of those who may.
        await Wait(14, January);
        await keys.Enter("a[href$='?do=attendance#next']");
        await Look("gov-attendance");
        await keys.Enter("main form button");
        await keys.Enter("a[href$='?do=vote-1#next']");
        await Says("In the chair: Ben Example. 3 may vote, and the quorum is 3.");
        await Says("Gail Example, Chair has no vote");
        (await page.Locator("[name=of-gail-example]").CountAsync()).ShouldBe(0);
        await Look("gov-vote");
        await keys.Type("#motion", "To award it to Valley Care Ltd");
        await keys.Choose("#of-ben-example", 0);
        await keys.Enter("main form button");
        await Says("There is a problem");
        await Look("gov-vote-refused");
        (await page.InputValueAsync("#motion")).ShouldBe("To award it to Valley Care Ltd");
        (await page.IsCheckedAsync("#of-ben-example")).ShouldBeTrue();
        await keys.Choose("#of-ada-example", 1);
        await keys.Choose("#of-amir-example", 0);
        await keys.Enter("main form button");
        await Says("2 for, 1 against, 0 abstained: it would be carried");
        await Look("gov-vote-confirm");
        await keys.Enter("main form button");
        await Says("To award it to Valley Care Ltd: 2 for, 1 against, 0 abstained. In the chair: Ben Example.");
        await keys.Enter("a[href$='?do=vote-2#next']");
        foreach (var who in (string[])["gail", "ben", "ada", "amir"])
            await keys.Choose($"#of-{who}-example", 0);
        await keys.Enter("main form button");
        await keys.Enter("main form button");
        await Says("Plan for the year: 4 for, 0 against, 0 abstained. In the chair: Gail Example.");

        // Minutes, an action, the award.
        await keys.Enter("a[href$='?do=minute-1#next']");
        await keys.Type("#text", "Three bids were compared.", "Harbour Health came second.");
        await keys.Enter("main form button");
        await Says("Harbour Health came second.");
        await keys.Enter("a[href$='?do=action-2#next']");
        await keys.Type("#what", "Publish the plan");
        await keys.Choose("#owner", 3);
        await keys.Type("#due", "31 March 2026");
        await keys.Go();
        await Says("by 31 March 2026: Publish the plan");
        await keys.Enter("a[href$='?do=award-1#next']");
        await Look("gov-award");
        await keys.Choose("#supplier", 1);
        await keys.Type("#value", "£250,000");
        await keys.Type("#procedure", "open procedure");
        await keys.Type("#from", "1 April 2026");
        await keys.Go();
        await Says("Valley Care Ltd, £250000");
        await Says("Gail Example (Harbour Health Ltd): leaves and gets no papers");
        await Look("gov-procurement");
        await page.GotoAsync(January);
        await Says("Everything on the agenda is dealt with");
        await Look("gov-meeting-held");
        await keys.Enter("a[href$='/minutes']");
        await Look("gov-minutes");

        // The next meeting approves the minutes; then they are published.
        await page.GotoAsync("/staff/governance/QHM/meetings");
        await keys.Enter("a[href$='?do=call#next']");
        await keys.Type("#day", "26 February 2026");
        await keys.Type("#title-1", "Finance report");
        await keys.Choose("#purpose-1", 0);
        await keys.Enter("main form button:not([name])");
        await keys.Enter("main form button");
        await Says("1. Minutes of the meeting of 29 January 2026");
        await Wait(28, February);
        await keys.Enter("a[href$='?do=attendance#next']");
        await keys.Enter("main form button");
        await keys.Enter("a[href$='?do=vote-1#next']");
        foreach (var who in (string[])["gail", "ben", "ada", "amir"])
            await keys.Choose($"#of-{who}-example", 0);
        await keys.Enter("main form button");
        await keys.Enter("main form button");
        await page.GotoAsync(January);
        await keys.Enter("a[href$='?do=approve#next']");
        await keys.Type("#corrections", "Item 1: two bids, not three");
        await keys.Go();
        await Look("gov-approve");
        await keys.Enter("main form button");
        await keys.Enter("a[href$='?do=publish#next']");
        await keys.Enter("main form button");
        await Says("The minutes were published on 26 February 2026");
        await Look("gov-meeting-published");
        await keys.Enter("a[href='/organisations/QHM/governance/meetings/board/2026-01-29']");
        await Says("To award it to Valley Care Ltd");
        await Says("2 for, 1 against, 0 abstained");
        await Says("She owns a bidder");
        await Says("published on 26 February 2026");

        RecordedMeetings.Find(site.Journal, "QHM/board/2026-01-29", Interests(site))!.ShouldSatisfyAllConditions(
            m => m.Published.ShouldBe(new(2026, 2, 26)),
            m => m.Approved!.Corrections.ShouldBe("Item 1: two bids, not three"),
            m => m.On(m.Called.Agenda[0]).Carried.ShouldBeTrue());
        site.Journal.Latest(1)[0].ShouldSatisfyAllConditions(e => e.By.ShouldBe("Olga Officer"), e => e.Capacity.ShouldBe("governance officer of QHM"));
        site.Journal.Verify().Broken.ShouldBeNull();

        async Task Wait(int days, string path)
        {
            // Her session is long over by then, so she signs in again, by keyboard as well.
            site.Clock.Advance(TimeSpan.FromDays(days));
            await page.GotoAsync(path);
            await keys.Type("#name", "Olga Officer");
            await keys.Type("#password", StaffedSite.Password);
            await keys.Go();
            await keys.Type("#code", olga.Code());
            await keys.Go();
            new Uri(page.Url).AbsolutePath.ShouldBe(path);
        }

        Task Look(string name) => javaScript ? Chromium.Look(page, name) : Task.CompletedTask;

        async Task Says(string text) => (await page.Locator("main").InnerTextAsync()).ShouldContain(text);
    }

    [Fact]
    public async Task Of_two_officers_at_once_one_wins_and_the_other_is_told_what_was_done()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        Meeting(site);
        var (ann, bob) = (await site.SignedIn("Ann", ("governance officer", Body)), await site.SignedIn("Bob", ("governance officer", null)));
        var read = await ann.Hidden($"{January}?do=rule-1-gail-example");
        (await Do(bob, January, "rule-1-gail-example", ("handling", "Leave"), ("because", "she owns it"))).ShouldBe(January);
        var head = site.Journal.Head;

        using var answer = await ann.Post(January, read, ("handling", "WithholdPapers"), ("because", "the same"));
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        text.ShouldContain("Somebody else took this further after you read it, so nothing was done.");
        text.ShouldContain("conflict ruled by Bob (governance officer)");
        site.Journal.Head.ShouldBe(head);
    }

    [Fact]
    public async Task What_was_ruled_for_a_meeting_to_come_is_told_to_nobody_outside_whatever_day_they_ask_about()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        Meeting(site);
        var ann = await site.SignedIn("Ann", ("governance officer", Body));
        (await Do(ann, January, "rule-1-gail-example", ("handling", "Leave"), ("because", "she owns it"))).ShouldBe(January);
        var stranger = new Visitor(site);

        foreach (var path in (string[])["/interests?q=Harbour+Health&on=2027-01-01", "/organisations/QHM/governance/meetings?on=2027-01-01", "/organisations/QHM/governance/meetings.csv", "/organisations/QHM/governance/popolo.json", "/organisations/QHM/governance/meetings/board/2026-01-29",
            "/api/v1/interests/items?about=Harbour+Health&on=2027-01-01", "/api/v1/organisations/QHM/meetings"])
        {
            var text = await stranger.Text(path);
            text.ShouldContain("2026", Case.Sensitive, path);
            foreach (var told in (string[])["she owns it", "Leaves", "could not vote", "Not put to the vote", "no longer counts"])
                text.ShouldNotContain(told, Case.Insensitive, $"{path} tells '{told}'");
        }
    }

    [Fact]
    public async Task A_director_cannot_be_given_a_vote_on_an_award_to_the_company_by_any_form()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        Meeting(site);
        var ann = await site.SignedIn("Ann", ("governance officer", Body));

        (await Do(ann, January, "rule-1-gail-example", ("handling", "NoAction"), ("because", "she is honest"))).ShouldContain("Choose one of those that are shown");
        (await Do(ann, January, "rule-1-gail-example", ("handling", "Leave"), ("because", "she owns it"))).ShouldBe(January);
        await Held(site, ann, "Ann");
        (await Do(ann, January, "attendance", [.. ((string[])["gail", "ben", "ada", "amir"]).Select(p => ("present", $"{p}-example"))])).ShouldBe(January);
        (await Do(ann, January, "vote-1", ("motion", "To award it to Harbour Health Ltd"), ("of-gail-example", "For"), ("of-ben-example", "Against"), ("of-ada-example", "For"), ("of-amir-example", "Abstain"), ("confirmed", "true"))).ShouldBe(January);

        var standing = RecordedMeetings.Find(site.Journal, "QHM/board/2026-01-29", Interests(site)) is { } meeting ? meeting.On(meeting.Called.Agenda[0]) : null;
        standing!.Seats.Single(s => s.Seat.Person?.Id == "gail-example").Vote.ShouldBeNull();
        standing.Carried.ShouldBeFalse();
    }

    [Fact]
    public async Task An_item_without_a_quorum_says_why_and_what_may_lawfully_be_done()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        Meeting(site);
        var ann = await site.SignedIn("Ann", ("governance officer", Body));
        await Do(ann, January, "rule-1-gail-example", ("handling", "Leave"), ("because", "she owns it"));
        await Held(site, ann, "Ann");
        (await Do(ann, January, "attendance", ("present", "gail-example"), ("present", "ada-example"), ("present", "amir-example"))).ShouldBe(January);

        var text = await ann.Text(January);
        text.ShouldContain("2 may vote, and the quorum is 3");
        text.ShouldContain("Refer it to Contracts Committee: it may decide, and enough of its members have no interest in it");
        text.ShouldNotContain("?do=vote-1");
        (await Do(ann, January, "refer-1", ("to", "Contracts Committee"), ("because", "no quorum"))).ShouldBe(January);
        (await ann.Text(January)).ShouldContain("It went to Contracts Committee.");
    }

    [Fact]
    public async Task Boards_are_kept_by_officers_of_their_own_body_and_read_by_auditors()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        Meeting(site);
        var (other, auditor) = (await site.SignedIn("Other", ("governance officer", "QWO")), await site.SignedIn("Auditor", ("auditor", null)));

        foreach (var path in (string[])["", "/meetings", "/interests", "/actions", "/procurement", "/meetings/board/2026-01-29", "/meetings/board/2026-01-29/minutes", "/interests/gail-example/1"])
        {
            (await other.Get($"/staff/governance/{Body}{path}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await auditor.Get($"/staff/governance/{Body}{path}")).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        (await auditor.Text(January)).ShouldContain("Nothing by you now.");
        using var denied = await auditor.Post($"{January}?do=add", ("do", "add"), ("version", "1"), ("__RequestVerificationToken", (await auditor.Hidden("/staff/sign-out"))["__RequestVerificationToken"]));
        denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await other.Get("/staff/governance/ZZZ")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_constitution_is_read_from_a_file_shown_and_recorded_and_a_wrong_one_is_told_line_by_line()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann", ("governance officer", Body));

        (await Send("{ \"body\": \"QHM\",\n \"constitution\": 7 }")).ShouldContain("Line 2. Found something else at constitution");
        (await Send(Board.Replace("\"QHM\"", "\"QWO\"", StringComparison.Ordinal))).ShouldContain("Found QWO; wanted QHM, whose record this is");
        var shown = await Raw(Board);
        shown.ShouldContain("Constitution of QHM, version 1, in force from 2022-07-01: 2 committees, 7 seats.");
        RecordedGovernance.In(site.Journal, Register(site)).Bodies.ShouldBeEmpty();
        using var done = await ann.Post("/staff/governance/QHM", Visitor.HiddenIn(shown));
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        RecordedGovernance.In(site.Journal, Register(site)).On(Code, new(2026, 1, 15))!.Vacancies.ShouldHaveSingleItem().Seat.Id.ShouldBe("nurse");

        // Everyday changes need no file.
        (await Do(ann, "/staff/governance/QHM", "appoint-new", ("name", "Nora Example"), ("id", "Nora"), ("seat", "board/nurse"), ("from", "1 January 2026"), ("how", "appointed"), ("reason", "interview"))).ShouldContain("small letters, digits and hyphens");
        (await Do(ann, "/staff/governance/QHM", "appoint-new", ("name", "Nora Example"), ("id", "nora-example"), ("seat", "board/nurse"), ("from", "1 January 2026"), ("to", "31 December 2028"), ("how", "appointed"), ("reason", "interview"))).ShouldBe("/staff/governance/QHM");
        (await Do(ann, "/staff/governance/QHM", "appoint", ("person", "nora example"), ("seat", "contracts/lay-audit"), ("from", "1 January 2026"), ("how", "acting"), ("reason", "stands in"))).ShouldBe("/staff/governance/QHM");
        (await Do(ann, "/staff/governance/QHM", "end", ("seat", "contracts/lay-audit/nora-example"), ("last", "31 January 2026"), ("because", "it was enough"))).ShouldBe("/staff/governance/QHM");
        (await Do(ann, "/staff/governance/QHM", "facts-nora-example", ("councillor", "no"), ("reason", "asked"))).ShouldBe("/staff/governance/QHM");
        var board = RecordedGovernance.In(site.Journal, Register(site));
        board.On(Code, new(2026, 2, 1))!.Vacancies.ShouldBeEmpty();
        board.Find("nora-example")!.Has("councillor", new(2026, 2, 1), Code).ShouldBe(false);

        async Task<string> Send(string json) => WebUtility.HtmlDecode(await Raw(json));

        async Task<string> Raw(string json)
        {
            var form = new MultipartFormDataContent { { new StringContent(json), "file", "board.json" } };
            foreach (var (name, value) in await ann.Hidden("/staff/governance/QHM?do=file"))
                form.Add(new StringContent(value), name);
            form.Add(new StringContent("From the signed constitution"), "reason");
            using var answer = await ann.Send("/staff/governance/QHM", form);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task An_officer_keeps_interests_gifts_and_breaches_and_the_guardian_reviews()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        var ann = await site.SignedIn("Ann", ("governance officer", Body));
        const string Here = "/staff/governance/QHM/interests";

        (await ann.Text(Here)).ShouldContain("took a seat");
        (await Do(ann, Here, "declare", ("person", "ada-example"), ("type", "Indirect"), ("organisation", "Valley Care Ltd"), ("position", "director"), ("arose", "1 December 2025"), ("declared", "15 January 2026"), ("nature", "Potential"))).ShouldContain("in what relation the person through whom they have it stands to them");
        (await Do(ann, Here, "declare", ("person", "ada-example"), ("type", "Indirect"), ("organisation", "Valley Care Ltd"), ("position", "director"), ("arose", "1 December 2025"), ("declared", "15 January 2026"), ("nature", "Potential"), ("through", "spouse"))).ShouldBe($"{Here}/ada-example/1");
        var shown = await ann.Text($"{Here}/ada-example/1");
        shown.ShouldContain("17 days late");
        (await Do(ann, $"{Here}/ada-example/1", "match", ("which", "none"))).ShouldBe($"{Here}/ada-example/1");
        (await Do(ann, $"{Here}/ada-example/1", "review", ("outcome", "leaves when it bids"), ("handling", "leaves"))).ShouldBe($"{Here}/ada-example/1");
        (await Do(ann, $"{Here}/ada-example/1", "end", ("last", "14 January 2026"))).ShouldBe($"{Here}/ada-example/1");
        (await ann.Text($"{Here}/ada-example/1")).ShouldContain("15 July 2026");
        (await Do(ann, Here, "confirm", ("person", "ben-example"), ("nil", "yes"))).ShouldBe(Here);
        (await ann.Text(Here)).ShouldContain("Nothing to declare: Ben Example, 15 January 2026");
        (await Do(ann, Here, "gift", ("person", "ben-example"), ("what", "gift"), ("from", "Valley Care Ltd"), ("supplier", "yes"), ("value", "a lot"), ("offered", "1 January 2026"), ("accepted", "yes"))).ShouldContain("wanted pounds in digits");
        (await Do(ann, Here, "gift", ("person", "ben-example"), ("what", "gift"), ("from", "Valley Care Ltd"), ("supplier", "yes"), ("value", "40"), ("offered", "1 January 2026"), ("accepted", "yes"))).ShouldBe(Here);
        (await ann.Text(Here)).ShouldContain("A gift of a supplier above £6 must be declined and declared; it was accepted.");
        (await Do(ann, Here, "breach", ("person", "ben-example"), ("what", "took a gift"), ("on", "1 January 2026"))).ShouldBe("/staff/governance/QHM/breaches/1");
        (await Do(ann, "/staff/governance/QHM/breaches/1", "conclude", ("outcome", "given back"), ("published", "Ben took a gift"))).ShouldContain("without anybody's name");
        (await Do(ann, "/staff/governance/QHM/breaches/1", "conclude", ("outcome", "given back"), ("published", "A gift was taken and given back"))).ShouldBe("/staff/governance/QHM/breaches/1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_register_is_taken_in_from_a_file_once_what_it_would_record_was_shown(bool isWorkbook)
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        var ann = await site.SignedIn("Ann", ("governance officer", Body));
        const string Here = "/staff/governance/QHM/interests";
        var file = isWorkbook ? "register.xlsx" : "register.csv";
        string[] headings = ["Name", "Declared Interest", "Type of Interest", "Nature of interest", "From", "To", "Date declared"];
        string[] ada = ["Ada Example", "Valley Care Ltd", "Financial", "director", "01/12/2025", "current", "2026-01-15"], gail = ["Gail Example", "harbour health ltd", "Financial", "director", "2024-04-01", "", "2024-04-10"];

        (await Send("register.txt", headings, ada)).ShouldContain("register.txt. Found a file whose name ends otherwise; wanted a .csv file or an .xlsx workbook.");
        (await Send(file, headings, ada, ["Zoe", "X", "Financial", "owner", "April", "", "2026-01-15"])).ShouldSatisfyAllConditions(
            t => t.ShouldContain($"{file}:3 [person]. Found Zoe; wanted somebody who is recorded"), t => t.ShouldContain($"{file}:3 [arose]. Found April; wanted a day"), t => t.ShouldNotContain("would record:"));
        (await Send(file, headings, [.. ada[..6], "2026-01-16"])).ShouldContain("a day that is not after today, 2026-01-15");
        var raw = await Raw(file, headings, ada, gail);
        WebUtility.HtmlDecode(raw).ShouldSatisfyAllConditions(t => t.ShouldContain("What the file would record: 1 new, 1 recorded already and left out"), t => t.ShouldContain("17 days late"), t => t.ShouldContain("none of the register's by its name"));
        Interests(site).Interests.Count.ShouldBe(1);

        using var done = await ann.Post(Here, Visitor.HiddenIn(raw));
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Interests(site).Interests.Select(i => i.Id).ShouldBe(["gail-example/1", "ada-example/1"], ignoreOrder: true);
        (await Send(file, headings, ada, gail)).ShouldContain("Everything in it is recorded already: there is nothing to take in.");
        site.Journal.Latest(1)[0].Stream.ShouldBe("interest/ada-example/1");
        site.Journal.Latest(1)[0].Reason.ShouldBe("From the old register");
        // What was just written is on the next page.
        (await ann.Text(Here)).ShouldContain($"{Here}/ada-example/1");

        async Task<string> Send(string name, params string[][] rows) => WebUtility.HtmlDecode(await Raw(name, rows));

        async Task<string> Raw(string name, params string[][] rows)
        {
            var content = new ByteArrayContent(isWorkbook ? Workbook(rows) : System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(r => string.Join(',', r))) + "\n"));
            var form = new MultipartFormDataContent { { content, "file", name } };
            foreach (var (field, value) in await ann.Hidden($"{Here}?do=import"))
                form.Add(new StringContent(value), field);
            form.Add(new StringContent("From the old register"), "reason");
            using var answer = await ann.Send(Here, form);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_board_member_declares_their_own_interests_and_nobody_elses()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        var (gail, stranger) = (await site.SignedIn("Gail Example", ("board member", Body)), await site.SignedIn("Ben Example", ("board member", "QWO")));

        (await gail.Text("/staff/interests")).ShouldSatisfyAllConditions(t => t.ShouldContain("Harbour Health Ltd"), t => t.ShouldContain("Confirm yours to QHM by 10 April 2025"));
        (await Do(gail, "/staff/interests", "declare", ("type", "Financial"), ("organisation", "Hill Clinics Ltd"), ("position", "shareholder"), ("arose", "1 January 2026"), ("nature", "Actual"))).ShouldBe("/staff/interests");
        site.Journal.Latest(1)[0].ShouldSatisfyAllConditions(e => e.Capacity.ShouldBe("board member of QHM"), e => e.Stream.ShouldBe("interest/gail-example/2"));
        (await Do(gail, "/staff/interests", "confirm", ("nil", "yes"))).ShouldContain("which is held on 2026-01-15");
        (await Do(gail, "/staff/interests", "end", ("interest", "gail-example/1"))).ShouldBe("/staff/interests");
        (await Do(gail, "/staff/interests", "confirm", ("nil", "no"))).ShouldBe("/staff/interests");
        (await gail.Text("/staff/interests")).ShouldNotContain("Confirm yours to");
        (await stranger.Text("/staff/interests")).ShouldContain("Nobody called Ben Example has a seat today with a body for which you are a board member here.");
        (await gail.Get("/staff/governance/QHM")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Members_read_the_papers_of_their_committees_but_for_those_withheld_from_them_and_so_do_officers_who_are_those_members()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        Meeting(site);
        var ann = await site.SignedIn("Ann", ("governance officer", Body));
        await Do(ann, January, "paper", ("items", "1"), ("title", "Bids compared"), ("link", "https://example.org/bids.pdf"), ("private", "Commercial"), ("sent", "15 January 2026"));
        PutIn(site, "Plan of the year", 2);
        var (gail, ben, stranger) = (await site.SignedIn("Gail Example", ("board member", Body)), await site.SignedIn("Ben Example", ("board member", Body)), await site.SignedIn("Ada Example", ("board member", "QWO")));
        const string Plan = "/staff/papers?handler=Paper&meeting=QHM%2Fboard%2F2026-01-29&number=2";

        var hers = await gail.Text("/staff/papers");
        hers.ShouldContain("1. Not given to you: they have an interest in Harbour Health Ltd");
        hers.ShouldNotContain("bids.pdf");
        (await ben.Text("/staff/papers")).ShouldContain("https://example.org/bids.pdf");
        (await (await gail.Get(Plan)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("What is planned.");
        (await stranger.Get(Plan)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gail.Get(Plan.Replace("number=2", "number=1", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gail.Get($"{January}?handler=Paper&number=2")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // An officer or auditor of that name is that member.
        var both = await site.SignedIn("Amir Example", ("auditor", null), ("board member", Body));
        RecordedMeetings.Add(site.Journal, Found(site), new ConflictRuled(2, "amir-example", Handling.WithholdPapers, "His wife is in it", "gail-example"), site.Act("Declared in the room"));
        (await both.Get($"{January}?handler=Paper&number=2")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await both.Get(Plan)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ann.Get($"{January}?handler=Paper&number=2")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // What is published can be taken back, and is then given to nobody.
        (await Do(ann, January, "paperout-2", ("on", "16 January 2026"))).ShouldContain("a day not after today, 2026-01-15");
        RecordedMeetings.Add(site.Journal, Found(site), new ConflictRuled(2, "amir-example", Handling.NoAction, "She left it", "gail-example"), site.Act("Ruled anew"));
        (await Do(ann, January, "paperout-2", ("on", "15 January 2026"))).ShouldBe(January);
        var visitor = new Visitor(site);
        (await visitor.Get("/organisations/QHM/governance/meetings/board/2026-01-29/papers/2")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Do(ann, January, "paperback-2", ("because", "It names a patient"))).ShouldBe(January);
        foreach (var (who, path) in new[] { (visitor, "/organisations/QHM/governance/meetings/board/2026-01-29/papers/2"), (ann, $"{January}?handler=Paper&number=2"), (ben, Plan) })
            (await who.Get(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task An_interest_declared_after_the_award_is_told_on_it_and_can_be_ruled_on_after_the_minutes_are_approved()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        Meeting(site);
        var ann = await site.SignedIn("Ann", ("governance officer", Body));
        await Do(ann, January, "rule-1-gail-example", ("handling", "Leave"), ("because", "she owns it"));
        await Held(site, ann, "Ann");
        Happened("2026-01-29", new AttendanceTaken(["gail-example", "ben-example", "ada-example", "amir-example"]),
            new ItemVoted(1, "To award it to Valley Care Ltd", [new("ben-example", Ballot.For), new("ada-example", Ballot.For), new("amir-example", Ballot.For)]));
        await Do(ann, January, "award-1", ("title", "Community dermatology"), ("supplier", "1"), ("procedure", "open procedure"), ("from", "1 April 2026"));
        RecordedMeetings.Call(site.Journal, new(Code, "board", new(2026, 1, 30), [new(1, "Minutes", ItemPurpose.Decision, [], MinutesOf: "QHM/board/2026-01-29")]), "agenda.json", Interests(site).Governance, site.Act("Called"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        Happened("2026-01-30", new AttendanceTaken(["gail-example", "ben-example", "ada-example", "amir-example"]), new ItemVoted(1, "To approve them", [.. ((string[])["gail", "ben", "ada", "amir"]).Select(p => new CastVote($"{p}-example", Ballot.For))]));
        Happened("2026-01-29", new MinutesApproved("QHM/board/2026-01-30", null, 1));
        site.Clock.Advance(TimeSpan.FromDays(1));
        RecordedInterests.Declare(site.Journal, Interests(site), [(new(Code, "ada-example", InterestType.NonFinancialProfessional, ConflictNature.Actual, "Valley Care Ltd", "adviser", new(2024, 4, 1), new(2026, 1, 31)), new("the register"))], new(2026, 1, 31), site.Act("Declared"));
        (await ann.SignIn("Ann")).Dispose();

        (await ann.Text(January)).ShouldContain("Ada Example had an interest (professional, adviser) in Valley Care Ltd and declared it only on 2026-01-31: not ruled on.");
        (await ann.Text("/staff/governance/QHM/procurement")).ShouldContain("Ada Example (Valley Care Ltd): declared only on 2026-01-31, after the decision; not ruled on");
        (await ann.Text($"{January}/minutes")).ShouldNotContain("declared it only on");
        (await new Visitor(site).Text("/organisations/QHM/governance/meetings/board/2026-01-29")).ShouldContain("declared it only on 2026-01-31");
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), BypassCSP = true });
        await context.AddCookiesAsync(ann.Cookies.GetCookies(site.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() }));
        var page = await context.NewPageAsync();
        foreach (var (path, name) in ((string, string)[])[(January, "gov-late-meeting"), ("/staff/governance/QHM/procurement", "gov-late-procurement")])
        {
            await page.GotoAsync(path);
            await Chromium.Look(page, name);
        }

        Standing().Carried.ShouldBeTrue();
        (await Do(ann, January, "rule-1-ada-example", ("handling", "Leave"), ("because", "She advised the bidder"))).ShouldBe(January);
        Standing().ShouldSatisfyAllConditions(s => s.Carried.ShouldBeFalse(), s => s.Obstacles.ShouldContain("2 may vote, and the quorum is 3"));
        (await ann.Text("/staff/governance/QHM/procurement")).ShouldContain("the decision no longer stands");

        ItemStanding Standing() => Found(site) is var meeting ? meeting.On(meeting.Called.Agenda[0]) : null!;

        void Happened(string day, params Event[] all)
        {
            foreach (var each in all)
                RecordedMeetings.Add(site.Journal, RecordedMeetings.Find(site.Journal, $"QHM/board/{day}", Interests(site))!, each, site.Act("As it was"));
        }
    }

    [Fact]
    public async Task An_urgent_decision_is_taken_by_those_who_may_listed_and_ratified_with_its_concerns_by_the_next_meeting()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        var ann = await site.SignedIn("Ann", ("governance officer", Body));
        const string Here = "/staff/governance/QHM/urgent";
        (string, string)[] beds = [("committee", "contracts"), ("day", "14 January 2026"), ("title", "Beds"), ("concerns", "Harbour Health Ltd as provider"), ("decided", "To buy ten beds"), ("urgency", "The ward closed"), ("consulted", "ada-example")];

        (await ann.Text(Here)).ShouldContain("No urgent decision is recorded.");
        (await Do(ann, Here, "take", [.. beds, ("confirmed", "true")])).ShouldContain("Chief executive did not decide it, who must");
        (await Do(ann, Here, "take", [.. beds, ("by", "amir-example"), ("confirmed", "true")])).ShouldBe(Here);
        (await ann.Text(Here)).ShouldContain("to be ratified</strong> at the next meeting");

        const string Meetings = "/staff/governance/QHM/meetings";
        (await ann.Text($"{Meetings}?do=call")).ShouldContain("Beds, Contracts Committee, 14 January 2026");
        (await Do(ann, Meetings, "call", ("committee", "contracts"), ("day", "15 January 2026"), ("noticed", "15 January 2026"), ("ratify", "QHM/contracts/1"), ("title-1", "Cleaning"), ("purpose-1", "Decision"), ("matter-1", "contracts"), ("confirmed", "true"))).ShouldBe($"{Meetings}/contracts/2026-01-15");
        var meeting = RecordedMeetings.Find(site.Journal, "QHM/contracts/2026-01-15", Interests(site))!;
        meeting.Called.Agenda[0].ShouldSatisfyAllConditions(i => i.Ratifies.ShouldBe("QHM/contracts/1"), i => i.Concerns.Single().Name.ShouldBe("Harbour Health Ltd"));
        (await Do(ann, $"{Meetings}/contracts/2026-01-15", "attendance", ("present", "ada-example"), ("present", "amir-example"))).ShouldBe($"{Meetings}/contracts/2026-01-15");
        (await Do(ann, $"{Meetings}/contracts/2026-01-15", "vote-1", ("motion", "To ratify it"), ("of-ada-example", "For"), ("of-amir-example", "For"), ("confirmed", "true"))).ShouldBe($"{Meetings}/contracts/2026-01-15");
        (await ann.Text(Here)).ShouldContain("ratified</strong> by QHM/contracts/2026-01-15#1");

        // One that there is not cannot be ratified.
        Should.Throw<RefusedException>(() => RecordedMeetings.Call(site.Journal, new(Code, "contracts", new(2026, 2, 12), [new(1, "Urgent", ItemPurpose.Decision, [], Ratifies: "QHM/contracts/9")]), "agenda.json", Interests(site).Governance, site.Act("Called")))
            .Findings.Single().Found.ShouldBe("QHM/contracts/9");
    }

    [Fact]
    public async Task A_meeting_in_common_is_called_by_each_body_and_shows_where_the_other_stands()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        RecordedGovernance.Record(site.Journal, Register(site), GovernanceFile.Parse(Board.Replace("\"QHM\"", "\"Q\"", StringComparison.Ordinal).Replace("\"QWO\"", "\"QHM\"", StringComparison.Ordinal).Replace("\"Q\"", "\"QWO\"", StringComparison.Ordinal).Replace("ada-example", "una-example", StringComparison.Ordinal)
            .Replace("amir-example", "uri-example", StringComparison.Ordinal).Replace("gail-example", "ulf-example", StringComparison.Ordinal).Replace("ben-example", "uma-example", StringComparison.Ordinal), "board.json", GovernanceTables.Shipped), "board.json", site.Act("From the constitution"));
        var (ann, una) = (await site.SignedIn("Ann", ("governance officer", Body)), await site.SignedIn("Una", ("governance officer", "QWO")));
        (string, string)[] filled = [("committee", "contracts"), ("day", "29 January 2026"), ("noticed", "15 January 2026"), ("title-1", "Cleaning"), ("purpose-1", "Decision"), ("matter-1", "contracts"), ("confirmed", "true")];
        const string Ours = "/staff/governance/QHM/meetings";

        (await ann.Text($"{Ours}?do=call")).ShouldContain("Met in common with");
        (await Do(ann, Ours, "call", [.. filled, ("common", "QWO/contracts")])).ShouldBe($"{Ours}/contracts/2026-01-29");
        (await ann.Text($"{Ours}/contracts/2026-01-29")).ShouldContain("QWO/contracts/2026-01-29, which its body has not called yet");
        (await Do(una, "/staff/governance/QWO/meetings", "call", [.. filled, ("common", "QHM/contracts")])).ShouldBe("/staff/governance/QWO/meetings/contracts/2026-01-29");
        (await ann.Text($"{Ours}/contracts/2026-01-29")).ShouldContain("1. Cleaning, not decided yet");
        (await ann.Text("/organisations/QHM/governance/meetings/contracts/2026-01-29")).ShouldContain("Called in common with");
        await Do(una, "/staff/governance/QWO/meetings/contracts/2026-01-29", "postpone", ("to", "12 February 2026"), ("because", "snow"));
        (await ann.Text($"{Ours}/contracts/2026-01-29")).ShouldContain("it is on another day, 2026-02-12");
        (await ann.Text("/organisations/QHM/governance/meetings/contracts/2026-01-29")).ShouldContain("They do not meet together on the same: it is on another day, 2026-02-12.");
        (await Do(ann, Ours, "call", [.. filled.Select(f => f.Item1 == "committee" ? ("committee", "board") : f), ("common", "QWO/contracts")])).ShouldContain("does not meet in common, as the constitution has it");
    }

    [Fact]
    public async Task Every_page_of_governance_is_looked_at()
    {
        await using var site = await StaffedSite.Start();
        Record(site);
        Meeting(site);
        var ann = await site.SignedIn("Gail Example", ("governance officer", Body), ("board member", Body));
        await Do(ann, "/staff/governance/QHM/interests", "breach", ("person", "ben-example"), ("what", "took a gift"), ("on", "1 January 2026"));
        await Do(ann, "/staff/governance/QHM/interests", "gift", ("person", "ben-example"), ("what", "gift"), ("from", "Valley Care Ltd"), ("supplier", "yes"), ("value", "40"), ("offered", "1 January 2026"), ("accepted", "yes"));
        await Do(ann, January, "rule-1-gail-example", ("handling", "Leave"), ("because", "she owns it"));
        await Do(ann, January, "paper", ("items", "1"), ("title", "Bids compared"), ("link", "https://example.org/bids.pdf"), ("sent", "15 January 2026"));
        await Do(ann, "/staff/governance/QHM/urgent", "take", ("committee", "contracts"), ("day", "14 January 2026"), ("title", "Beds"), ("concerns", "Hill Clinics Ltd as provider"), ("decided", "To buy ten beds"), ("urgency", "The ward closed"),
            ("by", "amir-example"), ("consulted", "ada-example"), ("confirmed", "true"));
        await Held(site, ann, "Gail Example");
        await Do(ann, January, "attendance", ("present", "gail-example"), ("present", "ada-example"), ("present", "amir-example"));
        await Do(ann, January, "action-2", ("what", "Publish the plan"), ("owner", "amir-example"), ("due", "29 January 2026"));
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), BypassCSP = true });
        await context.AddCookiesAsync(ann.Cookies.GetCookies(site.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() }));
        var page = await context.NewPageAsync();
        List<string> looked = [];

        foreach (var path in (string[])["/staff/governance", "/staff/governance/QHM", "/staff/governance/QHM/interests", "/staff/governance/QHM/interests/gail-example/1", "/staff/governance/QHM/breaches/1", "/staff/governance/QHM/meetings", January, $"{January}/minutes",
            "/staff/governance/QHM/actions", "/staff/governance/QHM/procurement", "/staff/governance/QHM/urgent", "/staff/governance/QHM/urgent?do=take", "/staff/governance/QHM/meetings?do=call", "/staff/papers", "/staff/interests", "/staff/governance/QHM/interests?do=declare", "/staff/governance/QHM/interests?do=import", "/staff/governance/QHM?do=facts-gail-example", "/staff/governance/QHM?do=file", "/staff/governance/QHM?do=appoint-new", "/staff/governance/QHM/interests/gail-example/1?do=match"])
        {
            (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
            await Chromium.Look(page, $"gov-{path["/staff/".Length..].Replace('/', '-').Replace('?', '-').Replace('=', '-')}");
            looked.Add(path);
        }

        RunningSite.PagesOf(site.Routes, "/Staff").Where(IsOurs).ShouldAllBe(pattern => looked.Any(path => BrowserJourney.PathOf(pattern).IsMatch(path)));
    }

    /// <summary>Whether a page is of governance.</summary>
    internal static bool IsOurs(string pattern) => pattern.Split('/') is [_, "staff", "governance" or "interests" or "papers", ..];

    private const string Board = """
        {
          "body": "QHM",
          "constitution": { "body": "QHM", "version": "1", "from": "2022-07-01", "committees": [
            { "id": "board", "kind": "governing body", "title": "Board", "chair": "chair", "deputy": "lay-area", "quorum": { "members": 3, "including": ["lay"] }, "noticeDays": 5, "papersDays": 5,
              "seats": [{ "id": "chair", "title": "Chair", "offices": ["gp"] }, { "id": "lay-area", "title": "Lay member, public", "offices": ["lay-area"] }, { "id": "lay-audit", "title": "Lay member, audit", "offices": ["lay-audit"] },
                        { "id": "officer", "title": "Chief executive", "offices": ["accountable-officer"] }, { "id": "nurse", "title": "Nurse", "offices": ["nurse"] }] },
            { "id": "contracts", "kind": "committee", "title": "Contracts Committee", "chair": "lay-audit", "quorum": { "members": 2 }, "decides": ["contracts"], "with": ["QWO"], "inCommon": true, "urgent": { "seats": ["officer"], "consulting": 1 },
              "seats": [{ "id": "lay-audit", "title": "Lay member, audit", "offices": ["lay-audit"] }, { "id": "officer", "title": "Chief executive", "offices": ["accountable-officer"] }] } ] },
          "people": [{ "id": "gail-example", "name": "Gail Example" }, { "id": "ben-example", "name": "Ben Example" }, { "id": "ada-example", "name": "Ada Example" }, { "id": "amir-example", "name": "Amir Example" }],
          "appointments": [
            { "person": "gail-example", "committee": "board", "seat": "chair", "from": "2024-04-01", "to": "2026-03-31" }, { "person": "ben-example", "committee": "board", "seat": "lay-area", "from": "2024-04-01" },
            { "person": "ada-example", "committee": "board", "seat": "lay-audit", "from": "2024-04-01" }, { "person": "amir-example", "committee": "board", "seat": "officer", "from": "2024-04-01" },
            { "person": "ada-example", "committee": "contracts", "seat": "lay-audit", "from": "2024-04-01" }, { "person": "amir-example", "committee": "contracts", "seat": "officer", "from": "2024-04-01" },
          ],
        }
        """;

    /// <summary>The day of the meeting comes, and whoever is signed in signs in again.</summary>
    private static async Task Held(StaffedSite site, Visitor visitor, string name)
    {
        site.Clock.Advance(TimeSpan.FromDays(14));
        (await visitor.SignIn(name)).Dispose();
    }

    private static void Record(StaffedSite site)
    {
        RecordedGovernance.Record(site.Journal, Register(site), GovernanceFile.Parse(Board, "board.json", GovernanceTables.Shipped), "board.json", site.Act("From the constitution"));
        RecordedInterests.Declare(site.Journal, Interests(site),
            [(new(Code, "gail-example", InterestType.Financial, ConflictNature.Actual, "Harbour Health Ltd", "director", new(2024, 4, 1), new(2024, 4, 10)), new("the register"))], new(2026, 1, 15), site.Act("Declared"));
    }

    private static Meeting Found(StaffedSite site) => RecordedMeetings.Find(site.Journal, "QHM/board/2026-01-29", Interests(site))!;

    private static void PutIn(StaffedSite site, string title, int item)
    {
        using var content = new MemoryStream("What is planned."u8.ToArray());
        RecordedMeetings.Add(site.Journal, Found(site), new PaperAdded([item], title, new(2026, 1, 15), KeptPapers.Keep(new(site.Folder.File("w")), "plan.txt", content)), site.Act("Put to the meeting"));
    }

    private static void Meeting(StaffedSite site) => RecordedMeetings.Call(site.Journal, new(Code, "board", new(2026, 1, 29),
        [new(1, "Community dermatology", ItemPurpose.Award, [new("Harbour Health Ltd", As: "bidder"), new("Valley Care Ltd", As: "bidder")]), new(2, "Plan for the year", ItemPurpose.Decision, [])]), "agenda.json", Interests(site).Governance, site.Act("Called"));

    private static byte[] Workbook(string[][] rows)
    {
        using var content = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(content, SpreadsheetDocumentType.Workbook))
        {
            var workbook = file.AddWorkbookPart();
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = new(new SheetData(rows.Select(r => new Row(r.Select(c => new Cell(new InlineString(new Text(c))) { DataType = CellValues.InlineString })))));
            workbook.Workbook = new(new Sheets(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = 1, Name = "Register" }));
        }

        return content.ToArray();
    }

    private static RegisterAsKnown Register(StaffedSite site) => new Workspace(site.Folder.File("w")).Evidence(NationalTables.Shipped).ToDate;

    private static InterestRegister Interests(StaffedSite site) => RecordedInterests.In(site.Journal, Register(site));

    /// <summary>Sends the form of an act, and gives where it led, or what was wrong.</summary>
    private static async Task<string> Do(Visitor visitor, string path, string act, params (string Name, string Value)[] fields)
    {
        using var answer = await visitor.Send(path, new FormUrlEncodedContent((await visitor.Hidden($"{path}?do={act}")).Where(h => fields.All(f => f.Name != h.Key)).Select(h => (h.Key, h.Value)).Concat(fields).Select(f => KeyValuePair.Create(f.Item1, f.Item2))));
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.OriginalString
            : $"{answer.StatusCode}: {string.Join(' ', Regex.Matches(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), "<li><a href=\"#[^>]*>([^<]*)").Select(m => m.Groups[1].Value))}";
    }
}
