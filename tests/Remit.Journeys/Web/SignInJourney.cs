using System.Net;
using System.Text.RegularExpressions;
using Remit.Storage;
using Remit.Storage.Access;
using Remit.Storage.Journal;
using Remit.Web.Staff;

namespace Remit.Journeys.Web;

/// <summary>Signing in, staying in and being put out.</summary>
public sealed class SignInJourney
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_ends_when_it_is_not_used_and_in_any_case_in_the_evening()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann");

        site.Clock.Advance(SignedIn.Idle - TimeSpan.FromMinutes(1));
        (await ann.Get("/staff")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(SignedIn.Idle);
        await ShouldBeOut(ann);

        (await ann.SignIn("Ann")).Headers.Location!.OriginalString.ShouldBe("/staff");
        for (var used = TimeSpan.Zero; used < SignedIn.Longest - TimeSpan.FromMinutes(20); used += TimeSpan.FromMinutes(20))
        {
            site.Clock.Advance(TimeSpan.FromMinutes(20));
            (await ann.Get("/staff")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        site.Clock.Advance(TimeSpan.FromMinutes(21));
        await ShouldBeOut(ann);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_on_the_server_too()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann");
        var copy = new Visitor(site);
        foreach (Cookie cookie in ann.Cookies.GetAllCookies())
            copy.Cookies.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        (await copy.Get("/staff")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await ann.Post("/staff/sign-out");

        await ShouldBeOut(ann);
        await ShouldBeOut(copy);
    }

    [Fact]
    public async Task A_changed_password_ends_every_other_session_and_signing_out_everywhere_ends_all()
    {
        await using var site = await StaffedSite.Start();
        var here = await site.SignedIn("Ann");
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var there = new Visitor(site) { Key = here.Key };
        await there.SignIn("Ann");

        (await here.Post("/staff/account?handler=Password", ("now", "wrong"), ("password", "walnut ferry accordion"), ("again", "walnut ferry accordion"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await there.Get("/staff")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.Post("/staff/account?handler=Password", ("now", StaffedSite.Password), ("password", "walnut ferry accordion"), ("again", "walnut ferry accordion"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await here.Get("/staff")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeOut(there);
        await here.Post("/staff/account?handler=Everywhere");
        await ShouldBeOut(here);
    }

    [Fact]
    public async Task A_role_that_is_withdrawn_is_gone_at_the_next_request_and_a_closed_account_is_out()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann", ("auditor", null));
        (await ann.Get("/staff/acts")).StatusCode.ShouldBe(HttpStatusCode.OK);

        Accounts.Withdraw(site.Journal, site.Account("Ann"), 2, site.Act());
        (await ann.Get("/staff/acts")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ann.Get("/staff")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Accounts.Close(site.Journal, site.Account("Ann"), site.Act());
        await ShouldBeOut(ann);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_and_nobody_is_told_whether_there_is_such_an_account()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann");
        var stranger = new Visitor(site) { Key = ann.Key };
        var page = await Tried("Ann", "wrong");
        foreach (var name in (string[])["Ann", "Ann", "Ann", "Ann", "ann"])
            (await Tried(name, "wrong again")).ShouldBe(page.Replace("Ann", name, StringComparison.Ordinal));

        (await Tried("Ann", StaffedSite.Password)).ShouldBe(page);
        (await Tried("Nobody", StaffedSite.Password)).ShouldBe(page.Replace("Ann", "Nobody", StringComparison.Ordinal));
        site.Clock.Advance(Holders.Locked);
        (await stranger.SignIn("Ann")).Headers.Location!.OriginalString.ShouldBe("/staff");

        async Task<string> Tried(string name, string password)
        {
            using var answer = await stranger.Post("/staff/sign-in", ("name", name), ("password", password));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            return text[text.IndexOf("There is a problem", StringComparison.Ordinal)..text.IndexOf("__RequestVerificationToken", StringComparison.Ordinal)];
        }
    }

    [Fact]
    public async Task A_code_is_right_once_and_wrong_ones_lock_too()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann");
        await ann.Post("/staff/sign-out");

        // The half-minute's code was used to set the authenticator up.
        (await ann.SignIn("Ann")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromSeconds(30));
        (await ann.SignIn("Ann")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await ann.Post("/staff/sign-out");

        await ann.Post("/staff/sign-in", ("name", "Ann"), ("password", StaffedSite.Password));
        for (var i = 0; i < Holders.MostFailures; i++)
            (await ann.Post("/staff/sign-in/code", ("code", "000000"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromSeconds(60));
        (await ann.Post("/staff/sign-in/code", ("code", ann.Code()))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann");
        ann.RecoveryCodes.Count.ShouldBe(10);
        // Sixteen signs of 32: eighty bits.
        ann.RecoveryCodes.ShouldAllBe(c => Regex.IsMatch(c, "^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$"));
        await ann.Post("/staff/sign-out");

        async Task<HttpStatusCode> Recover()
        {
            await ann.Post("/staff/sign-in", ("name", "Ann"), ("password", StaffedSite.Password));
            return (await ann.Post("/staff/sign-in/recovery", ("code", ann.RecoveryCodes[3].ToLowerInvariant()))).StatusCode;
        }

        (await Recover()).ShouldBe(HttpStatusCode.Redirect);
        (await ann.Text("/staff/account")).ShouldContain("9 of them are left");
        await ann.Post("/staff/sign-out");
        (await Recover()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_gets_anywhere_with_a_password_alone()
    {
        await using var site = await StaffedSite.Start();
        await site.SignedIn("Ann", ("administrator", null));
        var thief = new Visitor(site);

        (await thief.Post("/staff/sign-in", ("name", "Ann"), ("password", StaffedSite.Password))).Headers.Location!.OriginalString.ShouldStartWith("/staff/sign-in/code");
        await ShouldBeOut(thief);
        (await thief.Get("/staff/sign-in/enrol")).Headers.Location!.OriginalString.ShouldBe("/staff/sign-in");
        (await thief.Get("/staff/people")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("short", "too short")]
    [InlineData("password12345", "guessed first")]
    [InlineData("P@ssw0rd12345", "guessed first")]
    [InlineData("aaaaaaaaaaaaaa", "guessed first")]
    [InlineData("1234567890123", "guessed first")]
    [InlineData("bartholomew1!", "guessed first")]
    public async Task A_password_that_is_short_or_guessed_first_is_not_taken(string password, string words)
    {
        await using var site = await StaffedSite.Start();
        var link = site.Invite("Bartholomew");
        var visitor = new Visitor(site);

        (await (await visitor.Post(link, ("password", password), ("again", password))).Content.ReadAsStringAsync(Stop)).ShouldContain(words);
        (await (await visitor.Post(link, ("password", StaffedSite.Password), ("again", "another"))).Content.ReadAsStringAsync(Stop)).ShouldContain("The two are not the same");
        (await visitor.Post(link, ("password", StaffedSite.Password), ("again", StaffedSite.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.Text(link)).ShouldContain("This link no longer works");
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_anothers_is_refused_in_words()
    {
        await using var site = await StaffedSite.Start();
        var (ann, bob) = (await site.SignedIn("Ann", ("analyst", null)), await site.SignedIn("Bob", ("analyst", null)));
        PublishedRuns.Publish(site.Journal, PermissionMatrix.Run("June"), site.Act());
        var run = $"/staff/runs/{PermissionMatrix.Run("June").Manifest}";

        using var bare = await ann.PostBare(run);
        bare.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bare.Content.ReadAsStringAsync(Stop)).ShouldContain("That form was not taken");
        (await ann.Post(run, await bob.Hidden(run), ("reason", "x"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        PublishedRuns.List(site.Journal)[0].Withdrawn.ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_who_withdraw_one_run_the_second_is_told_who_was_first_and_why()
    {
        await using var site = await StaffedSite.Start();
        var (ann, bob) = (await site.SignedIn("Ann", ("analyst", null)), await site.SignedIn("Bob", ("analyst", null)));
        PublishedRuns.Publish(site.Journal, PermissionMatrix.Run("June"), site.Act());
        var run = $"/staff/runs/{PermissionMatrix.Run("June").Manifest}";
        var read = await bob.Hidden(run);

        (await ann.Post(run, ("reason", "wrong month"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var second = await bob.Post(run, read, ("reason", "me too"));

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync(Stop)).ShouldContain("run withdrawn by Ann (analyst) on 15 January 2026 at 12:00, because: wrong month");
        PublishedRuns.List(site.Journal)[0].Withdrawn.ShouldBe(new Act("Ann", "analyst", "wrong month", site.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_are_put_off_with_a_time()
    {
        await using var site = await StaffedSite.Start(new(SignIns: 3));
        site.Invite("Ann");
        var visitor = new Visitor(site);
        for (var i = 0; i < 3; i++)
            (await visitor.Post("/staff/sign-in", ("name", $"Nobody {i}"), ("password", "wrong"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var fourth = await visitor.Post("/staff/sign-in", ("name", "Nobody 4"), ("password", "wrong"));

        ((int)fourth.StatusCode).ShouldBe(429);
        fourth.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await fourth.Content.ReadAsStringAsync(Stop)).ShouldContain("Too many tries");
        (await visitor.Get("/staff/sign-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Too_many_requests_to_the_API_are_put_off_as_a_problem()
    {
        await using var site = await StaffedSite.Start(new(Api: 1));
        var visitor = new Visitor(site);
        HttpResponseMessage answer;
        var asked = 0;
        do
            answer = await visitor.Get("/api/nothing");
        while (answer.StatusCode == HttpStatusCode.NotFound && asked++ < 1000);

        ((int)answer.StatusCode).ShouldBe(429);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:3::1")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2")]
    public async Task Whoever_has_a_whole_network_of_addresses_counts_as_one(string address, string another, string elsewhere)
    {
        await using var site = await StaffedSite.Start(new(SignIns: 2), new("http://remit.example.org"));
        using var http = new HttpClient { BaseAddress = site.Address };
        async Task<HttpStatusCode> Try(string from)
        {
            using var form = new HttpRequestMessage(HttpMethod.Post, "/staff/sign-in") { Headers = { { "X-Forwarded-For", from } }, Content = new FormUrlEncodedContent([]) };
            using var answer = await http.SendAsync(form, Stop);
            return answer.StatusCode;
        }

        (await Try(address)).ShouldBe(HttpStatusCode.BadRequest);
        (await Try(another)).ShouldBe(HttpStatusCode.BadRequest);
        (await Try(another)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await Try(address)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await Try(elsewhere)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Behind_https_cookies_are_kept_to_it_and_a_proxy_on_this_machine_is_believed()
    {
        await using var site = await StaffedSite.Start(publicAddress: new("https://remit.example.org"));
        site.Invite("Ann");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site.Address, DefaultRequestHeaders = { { "X-Forwarded-Proto", "gopher" }, { "X-Forwarded-For", "192.0.2.1" } } };

        using var page = await http.GetAsync("/staff/sign-in", Stop);
        using var asked = await http.GetAsync("/staff", Stop);

        page.Headers.GetValues("Set-Cookie").ShouldAllBe(c => c.StartsWith("__Host-remit-", StringComparison.Ordinal) && c.Contains("secure", StringComparison.Ordinal) && c.Contains("httponly", StringComparison.Ordinal) && c.Contains("path=/", StringComparison.Ordinal));
        page.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem();
        asked.Headers.Location!.OriginalString.ShouldStartWith("https://remit.example.org/staff/sign-in");
    }

    [Fact]
    public async Task Every_page_of_the_staff_is_guarded_and_kept_by_no_cache()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann", ("administrator", null), ("analyst", null));
        foreach (var path in (string[])["/staff", "/staff/account", "/staff/people", $"/staff/people/{site.Account("Ann").Id}", "/staff/acts", "/staff/runs", "/staff/sign-out", "/staff/sign-in", "/staff/link", "/staff/people/nobody", "/staff/nothing"])
        {
            using var answer = await ann.Get(path);
            var page = await answer.Content.ReadAsStringAsync(Stop);

            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self'; script-src 'self'", customMessage: path);
            answer.Headers.GetValues("X-Frame-Options").Single().ShouldBe("DENY");
            answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            answer.Headers.ETag.ShouldBeNull();
            page.ShouldNotContain("style=");
        }
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites_and_public_pages_set_none()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann");

        ann.Cookies.GetAllCookies().Select(c => c.Name).Order().ShouldBe(["remit-form", "remit-session"]);
        ann.Cookies.GetAllCookies().ShouldAllBe(c => c.HttpOnly);
        (await ann.Get("/")).Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();
        // Nor do they look at one: it is not kept alive there, and one that is over is not taken away.
        site.Clock.Advance(SignedIn.Longest);
        using var stale = await ann.Get("/");
        stale.Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();
        stale.Headers.ETag.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example/staff")]
    [InlineData("/staff/../organisations\\\\evil.example")]
    [InlineData("/organisations")]
    public async Task Nobody_is_led_away_by_signing_in(string to)
    {
        await using var site = await StaffedSite.Start();

        (await new Visitor(site).Text($"/staff/sign-in?to={Uri.EscapeDataString(to)}")).ShouldNotContain("evil");
    }

    [Fact]
    public async Task A_site_without_accounts_says_how_to_make_the_first()
    {
        await using var site = await StaffedSite.Start();

        (await new Visitor(site).Text("/staff/sign-in")).ShouldContain("./remit user add NAME --role administrator");
    }

    [Fact]
    public async Task Two_servers_on_one_database_know_each_others_sessions()
    {
        await using var site = await StaffedSite.Start();
        var ann = await site.SignedIn("Ann");
        await using var other = await Remit.Web.Site.Start(new(site.Folder.File("w"), null, 0, site.Clock) { Database = "" }, Stop);
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = ann.Cookies, AllowAutoRedirect = false }) { BaseAddress = other.Address };

        (await http.GetAsync("/staff", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_key_ring_can_be_kept_under_a_file_that_every_server_has()
    {
        using var folder = Remit.Tests.Where.NewFolder();
        foreach (var (name, bytes) in ((string, int)[])[("key", 64), ("other", 64), ("short", 8)])
            await File.WriteAllBytesAsync(folder.File(name), [.. Enumerable.Range(name.Length, bytes).Select(i => (byte)(i * 37 % 256))], Stop);
        await using var site = await StaffedSite.Start(keyFile: folder.File("key"));
        var ann = await site.SignedIn("Ann");

        KeyRing.Read(site.Journal).ShouldNotBeEmpty();
        KeyRing.Read(site.Journal).ShouldAllBe(xml => xml.Contains("underKeyFile") && !xml.Contains("masterKey"));
        (await On(folder.File("key"))).ShouldBe(HttpStatusCode.OK);
        (await On(folder.File("other"))).ShouldBe(HttpStatusCode.Redirect);
        (await On(null)).ShouldBe(HttpStatusCode.Redirect);
        (await Should.ThrowAsync<RefusedException>(() => On(folder.File("short")))).Findings[0].Code.ShouldBe("no-key-file");

        async Task<HttpStatusCode> On(string? keyFile)
        {
            await using var other = await Remit.Web.Site.Start(new(site.Folder.File("w"), null, 0, site.Clock) { Database = "", KeyFile = keyFile }, Stop);
            using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = ann.Cookies, AllowAutoRedirect = false }) { BaseAddress = other.Address };
            return (await http.GetAsync("/staff", Stop)).StatusCode;
        }
    }

    private static async Task ShouldBeOut(Visitor visitor)
    {
        using var answer = await visitor.Get("/staff");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldContain("/staff/sign-in?to=");
    }
}
