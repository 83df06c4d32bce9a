using System.Net;
using System.Text.RegularExpressions;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Responsibility;
using Remit.Tests;
using Remit.Web;

namespace Remit.Journeys.Web;

/// <summary>The site as a program that fetches pages sees it.</summary>
public sealed partial class SiteJourney(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages => [.. RunningSite.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_answers_guarded_and_with_nothing_inline(string path)
    {
        using var answer = await site.Http.GetAsync(path, Stop);
        var page = await answer.Content.ReadAsStringAsync(Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Guarded(answer);
        page.ShouldStartWith("<!DOCTYPE html>");
        page.ShouldContain("<h1");
        page.ShouldNotContain("style=");
        InlineScript().IsMatch(page).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/nowhere", 404, "There is no such page")]
    [InlineData("/organisations/ZZ9ZZ9ZZ9", 404, "No organisation has that code")]
    [InlineData("/organisations/X1000", 404, "X10001")]
    [InlineData("/method/cam-1999", 404, "There is no such page")]
    [InlineData("/problem/500", 500, "This is a fault in Remit")]
    [InlineData("/assets/000000000000/site.css", 404, "There is no such page")]
    public async Task What_is_not_there_is_told_in_words(string path, int status, string words)
    {
        using var answer = await site.Http.GetAsync(path, Stop);

        ((int)answer.StatusCode).ShouldBe(status);
        Guarded(answer);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(words);
    }

    [Theory]
    [InlineData("/organisations/00F?on=0001-01-01", 200)]
    [InlineData("/organisations/13T?on=9999-12-31", 200)]
    [InlineData("/organisations?kind=CCG&on=9999-12-31", 200)]
    [InlineData("/who-commissions?place=X10001&on=9999-12-31", 200)]
    [InlineData("/who-commissions?place=%00%FF%3Cscript%3E", 200)]
    [InlineData("/organisations?q=%3Cscript%3Ealert(1)%3C/script%3E", 200)]
    [InlineData("/method/ccg?cds_type=%3Cscript%3E&day=9999-12-31", 200)]
    [InlineData("/organisations/%3Cscript%3E", 404)]
    [InlineData("/organisations/..%2F..%2Fetc", 404)]
    [InlineData("/assets/..%2F/site.css", 404)]
    public async Task Nothing_that_can_be_put_in_an_address_makes_it_stumble_or_comes_back_as_markup(string path, int status)
    {
        using var answer = await site.Http.GetAsync(path, Stop);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task Nobody_can_change_anything()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Options])
        {
            using var answer = await site.Http.SendAsync(new(method, "/"), Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
            Guarded(answer);
        }
    }

    [Fact]
    public async Task No_link_leads_nowhere()
    {
        var waiting = new Queue<string>(RunningSite.Pages);
        var seen = waiting.ToHashSet();
        // Each kind of page leads to hundreds of its own kind: so many of each are followed.
        var followed = new Dictionary<string, int>();
        while (waiting.TryDequeue(out var path))
        {
            using var answer = await site.Http.GetAsync(path, Stop);
            answer.StatusCode.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.MovedPermanently], path);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            var page = await answer.Content.ReadAsStringAsync(Stop);
            foreach (var link in Link().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)))
            {
                var (to, anchor) = link.Split('#') is [var t, var a] ? (t, a) : (link, null);
                if (to.Length == 0)
                    page.ShouldContain($"id=\"{WebUtility.HtmlEncode(anchor)}\"", customMessage: $"{path} leads to {link}");
                else if (seen.Add(to) && (followed[KindOf(to)] = followed.GetValueOrDefault(KindOf(to)) + 1) <= 25)
                    waiting.Enqueue(to);
            }
        }

        seen.Count.ShouldBeGreaterThan(50);

        static string KindOf(string path) => path.Split('?')[0].Split('/')[1];
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again_and_assets_are_kept_for_ever()
    {
        using var first = await site.Http.GetAsync("/organisations/00F", Stop);
        var request = new HttpRequestMessage(HttpMethod.Get, "/organisations/00F");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await site.Http.SendAsync(request, Stop);

        first.Headers.CacheControl!.NoCache.ShouldBeTrue();
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        Guarded(again);

        using var style = await site.Http.GetAsync(Assets.PathOf("nhsuk-frontend.css"), Stop);
        style.Headers.CacheControl!.ToString().ShouldContain("immutable");
        var css = await style.Content.ReadAsStringAsync(Stop);
        css.ShouldNotContain("https://");
        foreach (var picture in Url().Matches(css).Select(m => m.Groups[1].Value))
            (await site.Http.GetAsync(Assets.PathOf(picture), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK, picture);
    }

    [Fact]
    public async Task A_practice_and_a_day_are_answered_with_the_commissioner_the_reason_and_the_years_around()
    {
        var page = await Text("/who-commissions?place=X10001&on=2019-06-30");

        page.ShouldContain("On 30 June 2019, the care of people registered with X10001 Thraphythe Surgery was commissioned by NHS Darlington CCG");
        page.ShouldContain("practices.csv of");
        page.ShouldContain("16C NHS Tees Valley CCG");
        page.ShouldContain("Y63 NHS England North East and Yorkshire");
        page.ShouldContain("Answer: 00C, NHS Darlington CCG (RESPONSIBLE");
    }

    [Fact]
    public async Task A_postcode_is_answered_and_the_council_is_named()
    {
        var page = await Text("/who-commissions?place=yo610cc&on=30+June+2019");

        page.ShouldContain("people living in YO61 0CC was commissioned by NHS Darlington CCG");
        page.ShouldContain("E06990001");
        page.ShouldContain("A practice comes first");
    }

    [Theory]
    [InlineData("X12143", "2025-06-01", "X12143 Larkcombe Old Surgery was closed: nobody's care was commissioned through it", "this practice was closed.")]
    [InlineData("X12150", "2025-06-01", "X12150 Larkcombe Quiet Surgery was dormant: nobody's care was commissioned through it", "this practice was dormant.")]
    [InlineData("X12143", "2025-03-31", "registered with X12143 Larkcombe Old Surgery was commissioned by", "this practice belonged to")]
    [InlineData("X12157", "2025-06-01", "registered with X12157 Larkcombe New Surgery was commissioned by", "this practice belonged to")]
    [InlineData("X10001", "2027-01-01", "On 1 January 2027, as far as is known today, the care of people registered with X10001 Thraphythe Surgery will be commissioned by", "as far as is known today, this practice will belong to")]
    public async Task A_practice_that_is_closed_has_no_commissioner_and_days_to_come_are_no_facts(string practice, string on, string asked, string shown)
    {
        (await Text($"/who-commissions?place={practice}&on={on}")).ShouldContain(asked);
        (await Text($"/organisations/{practice}?on={on}")).ShouldContain(shown);
    }

    [Fact]
    public async Task The_armed_forces_are_told_only_where_the_method_of_the_day_is_held()
    {
        (await Text("/who-commissions?place=X10001&on=2025-06-10")).ShouldContain("Care of the armed forces");
        (await Text("/who-commissions?place=X10001&on=2025-06-10")).ShouldContain("Commissioner Assignment Method 2025/26, box");
        (await Text("/who-commissions?place=X10001&on=2019-06-30")).ShouldNotContain("2025/26 guidance");
        (await Text("/who-commissions?place=X10001&on=2023-06-30")).ShouldNotContain("Care of the armed forces");
    }

    [Fact]
    public async Task A_body_that_nobody_followed_shows_how_it_ended() =>
        (await Text("/organisations/5A3?on=2014-04-01")).ShouldContain("It ended by abolition, on 1 April 2013: no body is recorded as having taken its place.");

    [Fact]
    public async Task A_name_is_answered_with_the_practices_that_have_it()
    {
        var page = await Text("/who-commissions?place=thraphythe");

        page.ShouldContain("Which practice?");
        page.ShouldContain("Thraphythe Surgery X10001");
    }

    [Theory]
    [InlineData("/who-commissions?place=", "Say a GP practice, a postcode or a small area.")]
    [InlineData("/who-commissions?place=ZZ1+1ZZ", "The postcode ZZ1 1ZZ is in no directory")]
    [InlineData("/who-commissions?place=V81999", "V81999 is no practice")]
    [InlineData("/who-commissions?place=X1000Q", "Did you mean X10001")]
    [InlineData("/who-commissions?place=X10001&on=soon", "'soon' is not a day")]
    [InlineData("/method/cam-2025-26?cds_type=020&day=10+June+2024", "10 June 2024 is not a day of this edition")]
    [InlineData("/method/cam-2025-26?cds_type=020&day=10+June+2024", "decide this one under Commissioner Assignment Method 2024/25")]
    [InlineData("/method/cam-2025-26?cds_type=999&day=2025-06-10", "Found '999', wanted one of 011")]
    [InlineData("/method/cam-2025-26?cds_type=020&day=2025-06-10&reciprocal_agreement=YDD82", "wanted a commissioner code in use")]
    public async Task What_cannot_be_meant_is_told_with_what_is_wanted(string path, string words) =>
        (await Text(path)).ShouldContain(words);

    [Fact]
    public async Task An_old_code_still_answers_and_leads_to_what_came_after()
    {
        var page = await Text("/organisations/00F?on=2016-04-01");

        page.ShouldContain("It closed on 31 March 2015. On 1 April 2016 this stood in its place: 13T NHS Newcastle Gateshead CCG");
        (await Text("/organisations/00F?on=2014-04-01")).ShouldContain("On 1 April 2014 it was open: CCG");
        (await Text("/organisations/09G?on=2021-04-01")).ShouldContain("92A NHS Surrey Heartlands CCG");
    }

    [Fact]
    public async Task All_of_a_kind_on_a_day_are_counted_and_listed_with_what_is_in_doubt()
    {
        (await Text("/organisations?kind=ccg&on=2013-04-01")).ShouldContain("211 of the kind CCG on 1 April 2013");
        (await Text("/organisations?kind=ICB&on=2026-05-01")).ShouldContain("In doubt: On 1 April 2026 twelve ICBs were reported abolished");
    }

    [Theory]
    [InlineData("/organisations/00f?on=2016-04-01", "/organisations/00F?on=2016-04-01")]
    [InlineData("/organisations/E38000212", "/organisations/13T")]
    [InlineData("/method/CAM-2025-26", "/method/cam-2025-26")]
    public async Task Other_ways_to_write_an_address_lead_to_the_lasting_one(string path, string to)
    {
        using var answer = await site.Http.GetAsync(path, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.OriginalString.ShouldBe(to);
    }

    [Fact]
    public async Task A_record_is_decided_as_the_command_line_decides_it_box_for_box()
    {
        var assignment = new Assignment(ReferenceFolder.Load(Path.Combine(Where.Root, "samples")), Rulebooks.All());
        var engine = new ReferenceEngine(assignment.Reference.Tables);
        using var activity = ActivityFile.Open(Path.Combine(Where.Root, "samples", "activity.csv"), assignment);
        for (var decided = 0; decided < 40 && activity.Read();)
        {
            if (activity.Rulebook is not { } rulebook)
                continue;
            decided++;
            var expected = engine.Explain(rulebook, activity.Record);
            var page = await Text(RecordAsked.Address(rulebook, activity.Record));

            page.ShouldContain($"The outcome is {expected.Decision.Outcome.Name}");
            if (expected.Decision.Commissioner.Length > 0)
                page.ShouldContain($": {expected.Decision.Commissioner} ");
            var at = 0;
            foreach (var step in expected.Steps)
                (at = page.IndexOf($"{step.Box.Id} {step.Box.Question} {Explanation.AnswerWord(step.Answer)} {Explanation.Says(step.Box, step.Answer)}", at, StringComparison.Ordinal)).ShouldBeGreaterThan(0, step.Box.Id);
        }
    }

    [Fact]
    public async Task A_record_is_kept_by_no_cache()
    {
        using var answer = await site.Http.GetAsync("/method/cam-2025-26?cds_type=020&day=2025-06-10&practice_code=X10001", Stop);

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.ETag.ShouldBeNull();
    }

    [Fact]
    public async Task A_place_that_was_asked_about_is_kept_by_no_cache()
    {
        using var answer = await site.Http.GetAsync("/who-commissions?place=YO61+0CC", Stop);

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.ETag.ShouldBeNull();
    }

    [Theory]
    [InlineData("/organisations/QHM", HttpStatusCode.OK)]
    [InlineData("/organisations/ZZ9ZZ9ZZ9", HttpStatusCode.NotFound)]
    [InlineData("/problem/500", HttpStatusCode.InternalServerError)]
    [InlineData("/method/cam-2025-26?cds_type=020&day=2025-06-10&practice_code=X10001", HttpStatusCode.OK)]
    [InlineData("/organisations/00f", HttpStatusCode.MovedPermanently)]
    public async Task The_tag_of_one_address_says_nothing_of_another(string path, HttpStatusCode status)
    {
        using var first = await site.Http.GetAsync("/organisations/00F", Stop);
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var other = await site.Http.SendAsync(request, Stop);

        other.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_tag_is_found_among_several_and_what_varies_is_told_again()
    {
        using var first = await site.Http.GetAsync("/organisations/00F", Stop);
        var request = new HttpRequestMessage(HttpMethod.Get, "/organisations/00F");
        request.Headers.TryAddWithoutValidation("If-None-Match", $"\"other\", {first.Headers.ETag!.Tag}").ShouldBeTrue();
        using var again = await site.Http.SendAsync(request, Stop);

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Headers.Vary.ShouldContain("Accept-Encoding");
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
    }

    [Fact]
    public async Task What_can_be_read_can_be_asked_about_without_its_body()
    {
        foreach (var path in (string[])["/", "/organisations/00F", "/health/live", "/health/ready", "/favicon.ico", Assets.PathOf("site.css")])
        {
            using var got = await site.Http.GetAsync(path, Stop);
            using var head = await site.Http.SendAsync(new(HttpMethod.Head, path), Stop);

            head.StatusCode.ShouldBe(got.StatusCode, path);
            (await head.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task An_address_longer_than_any_name_is_answered_without_a_search()
    {
        using var answer = await site.Http.GetAsync($"/organisations/{string.Join('+', Enumerable.Repeat("surgery", 500))}", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldNotContain("Did you mean");
    }

    [Fact]
    public async Task A_day_that_was_not_given_is_not_filled_in()
    {
        var page = await site.Http.GetStringAsync("/method/cam-2025-26?cds_type=020&day=", Stop);

        page.ShouldNotContain("15 January 2026");
    }

    [Fact]
    public async Task It_says_whether_it_lives_and_is_ready()
    {
        (await site.Http.GetStringAsync("/health/live", Stop)).ShouldBe("""{"status":"live"}""");
        (await site.Http.GetStringAsync("/health/ready", Stop)).ShouldStartWith("""{"status":"ready","holdings":""");
    }

    [Fact]
    public async Task A_second_site_on_the_same_port_is_refused_in_words()
    {
        using var folder = Where.NewFolder();
        var refused = await Should.ThrowAsync<RefusedException>(() => Site.Start(new(folder.Path, null, site.Address.Port, TimeProvider.System), Stop));

        refused.Message.ShouldContain("port-taken");
    }

    [Fact]
    public async Task Without_a_workspace_the_facts_that_travel_with_it_still_answer()
    {
        using var folder = Where.NewFolder();
        await using var empty = await Site.Start(new(folder.File("none"), null, 0, TimeProvider.System), Stop);
        using var http = new HttpClient { BaseAddress = empty.Address };

        (await http.GetStringAsync("/organisations/00F", Stop)).ShouldContain("NHS Gateshead CCG");
        (await http.GetStringAsync("/who-commissions?place=A81001", Stop)).ShouldContain("Nothing has been imported into this workspace yet");
        (await http.GetStringAsync("/data", Stop)).ShouldContain("This workspace holds no official files yet");
    }

    private static void Guarded(HttpResponseMessage answer)
    {
        string Header(string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
        Header("Content-Security-Policy").ShouldStartWith("default-src 'none'; ");
        Header("Content-Security-Policy").ShouldContain("frame-ancestors 'none'");
        Header("Content-Security-Policy").ShouldNotContain("unsafe");
        Header("X-Content-Type-Options").ShouldBe("nosniff");
        Header("Referrer-Policy").ShouldBe("no-referrer");
        Header("Permissions-Policy").ShouldContain("geolocation=()");
        Header("Set-Cookie").ShouldBeEmpty();
        Header("Server").ShouldBeEmpty();
    }

    /// <summary>The words of a page, without what they are dressed in.</summary>
    private async Task<string> Text(string path) =>
        WhiteSpace().Replace(WebUtility.HtmlDecode(Tag().Replace(WithinWords().Replace(await site.Http.GetStringAsync(path, Stop), ""), " ")), " ");

    [GeneratedRegex("<script(?![^>]* src=)|<[a-z][^>]* on[a-z]+=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex(@"url\(([^)]*)\)")]
    private static partial Regex Url();

    [GeneratedRegex("</?(a|strong|span|code)\\b[^>]*>")]
    private static partial Regex WithinWords();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
