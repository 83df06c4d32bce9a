using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Remit.Storage;
using Remit.Storage.Access;

namespace Remit.Journeys.Web;

/// <summary>Signing in through another organisation's service: a small one, which the test starts.</summary>
public sealed class ProviderJourney(Chromium chromium) : IClassFixture<Chromium>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_has_a_link_takes_to_it_and_a_stranger_gets_nothing(bool asksSecondFactor)
    {
        await using var scene = await Scene.Start(asksSecondFactor);
        var visitor = new Visitor(scene.Site);
        var link = scene.Site.Invite("Ann", ("auditor", null));

        (await Landed(await scene.Through(visitor, "/staff/sign-in/elsewhere"))).ShouldContain("nobody here has been given that sign-in");
        (await visitor.Text(link)).ShouldContain("Sign in with Testmail");

        using var linked = await scene.Linked(visitor, link);
        linked.Headers.Location!.OriginalString.ShouldStartWith(asksSecondFactor ? "/staff" : "/staff/sign-in/enrol");
        scene.Site.Journal.Latest(1)[0].ShouldSatisfyAllConditions(e => e.Kind.ShouldBe("provider-linked"), e => e.By.ShouldBe("Ann"), e => e.Body.ShouldBe("""{"provider":"Testmail"}"""));
        (await visitor.Get("/staff/acts")).StatusCode.ShouldBe(asksSecondFactor ? HttpStatusCode.OK : HttpStatusCode.Redirect);
        (await visitor.Text(link)).ShouldContain("This link no longer works");

        var again = new Visitor(scene.Site);
        using var signedIn = await scene.Through(again, "/staff/sign-in/elsewhere?to=/staff/acts");
        signedIn.Headers.Location!.OriginalString.ShouldBe(asksSecondFactor ? "/staff/acts" : "/staff/sign-in/enrol?to=%2Fstaff%2Facts");

        // The same person there is nobody else here.
        var other = scene.Site.Invite("Bob");
        (await Landed(await scene.Linked(new Visitor(scene.Site), other))).ShouldContain("another account's here");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_does_not_pass_over_the_authenticator_that_its_holder_has(bool asksSecondFactor)
    {
        await using var scene = await Scene.Start(asksSecondFactor);
        var ann = await scene.Site.SignedIn("Ann", ("auditor", null));
        var link = Invitations.Give(scene.Site.Journal, scene.Site.Account("Ann"), secondFactor: false, scene.Site.Act()).Path;
        var credentials = new Credentials(scene.Site.Journal);
        var visitor = new Visitor(scene.Site) { Key = ann.Key };

        using var returned = await scene.Linked(visitor, link, "/staff/acts");
        returned.Headers.Location!.OriginalString.ShouldBe("/staff/sign-in/code?to=%2Fstaff%2Facts");
        (await visitor.Get("/staff/acts")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.Post("/staff/sign-in/code", ("code", "000000"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        credentials.LoginsOf(scene.Site.Account("Ann").Id).ShouldBeEmpty();

        scene.Site.Clock.Advance(TimeSpan.FromSeconds(30));
        (await visitor.Post("/staff/sign-in/code", ("code", visitor.Code()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        credentials.LoginsOf(scene.Site.Account("Ann").Id).Count.ShouldBe(1);
        scene.Site.Journal.Latest(1)[0].Kind.ShouldBe("provider-linked");
        (await visitor.Get("/staff/acts")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.Text(link)).ShouldContain("This link no longer works");
    }

    [Fact]
    public async Task An_address_that_somebody_is_led_to_does_not_take_them_to_the_provider_only_their_own_form_does()
    {
        await using var scene = await Scene.Start(asksSecondFactor: true);
        var secret = scene.Site.Invite("Eve").Split('=')[1];
        var (ann, head) = (new Visitor(scene.Site), scene.Site.Journal.Head);

        (await Landed(await scene.Through(ann, $"/staff/sign-in/elsewhere?link={secret}"))).ShouldContain("nobody here has been given that sign-in");
        using var bare = await ann.Post("/staff/sign-in/elsewhere", new Dictionary<string, string>(), ("link", secret));
        bare.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Landed(await scene.Through(ann, "/staff/sign-in/elsewhere"))).ShouldContain("nobody here has been given that sign-in");

        scene.Site.Journal.Head.ShouldBe(head);
    }

    [Fact]
    public async Task In_a_browser_the_form_leads_to_the_provider_and_back_under_our_own_policy()
    {
        var browser = chromium.Browser;
        await using var scene = await Scene.Start(asksSecondFactor: true);
        var link = scene.Site.Invite("Ann", ("auditor", null));
        await using var context = await browser.NewContextAsync(new() { BaseURL = scene.Site.Address.ToString(), JavaScriptEnabled = false });
        var page = await context.NewPageAsync();

        await page.GotoAsync(link);
        await page.ClickAsync("button >> text=Sign in with Testmail from now on");
        await page.WaitForURLAsync("**/staff");

        (await page.Locator("h1").InnerTextAsync()).ShouldBe("What you may do");
        scene.Site.Journal.Latest(1)[0].Kind.ShouldBe("provider-linked");
    }

    [Fact]
    public async Task The_pages_on_the_way_to_a_provider_and_back_pass_axe()
    {
        var browser = chromium.Browser;
        await using var scene = await Scene.Start(asksSecondFactor: true);
        await using var context = await browser.NewContextAsync(new() { BaseURL = scene.Site.Address.ToString(), BypassCSP = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync(scene.Site.Invite("Ann"));
        await Chromium.Look(page, "link-provider");
        await page.GotoAsync("/staff/sign-in/returned");
        await Chromium.Look(page, "returned");

        // The page between is seen only by those whose browser does not go on by itself.
        await page.RouteAsync("**/staff/sign-in/elsewhere", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Headers = answer.Headers.Where(h => h.Key != "refresh") });
        });
        await page.GotoAsync(scene.Site.Invite("Bob"));
        await page.ClickAsync("button >> text=Sign in with Testmail from now on");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("Sign in with Testmail");
        await Chromium.Look(page, "elsewhere");
    }

    [Fact]
    public async Task Behind_a_proxy_the_provider_is_told_one_address_to_return_to_and_coming_back_is_guarded_as_any_page()
    {
        await using var scene = await Scene.Start(asksSecondFactor: true, new("http://remit.example.org"));
        var link = scene.Site.Invite("Ann");

        (await scene.Linked(new Visitor(scene.Site), link)).Headers.Location!.OriginalString.ShouldStartWith("/staff");
        scene.Site.Journal.Latest(1)[0].Kind.ShouldBe("provider-linked");
        using var back = await new Visitor(scene.Site).Get("/staff/elsewhere?state=x");
        back.Headers.Location!.OriginalString.ShouldBe("/staff/sign-in/returned");
        back.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_told_on_the_page_to_sign_in()
    {
        await using var scene = await Scene.Start(asksSecondFactor: true);
        scene.Site.Invite("Ann");
        await scene.Provider.DisposeAsync();
        var visitor = new Visitor(scene.Site);

        using var led = await visitor.Get("/staff/sign-in/elsewhere?to=/staff/acts");

        led.Headers.Location!.OriginalString.ShouldBe("/staff/sign-in?unreached=true&to=%2Fstaff%2Facts");
        (await visitor.Text(led.Headers.Location.OriginalString)).ShouldSatisfyAllConditions(p => p.ShouldContain("Testmail could not be reached just now"), p => p.ShouldContain("value=\"/staff/acts\""));
    }

    public static TheoryData<string, Action<SmallProvider>> Spoilt => new()
    {
        { "another nonce", p => p.Spoil = t => t.Claims["nonce"] = "another" },
        { "no nonce", p => p.Spoil = t => t.Claims.Remove("nonce") },
        { "another issuer", p => p.Spoil = t => t.Issuer = "https://evil.example" },
        { "another audience", p => p.Spoil = t => t.Audience = "another" },
        { "another party", p => p.Spoil = t => t.Claims["azp"] = "another" },
        { "no subject", p => p.Spoil = t => t.Claims.Remove("sub") },
        { "expired", p => p.Spoil = t => (t.NotBefore, t.IssuedAt, t.Expires) = (t.NotBefore!.Value.AddHours(-1), t.IssuedAt!.Value.AddHours(-1), t.Expires!.Value.AddHours(-1)) },
        { "without an end", p => p.Spoil = t => t.Expires = null },
        { "not yet valid", p => p.Spoil = t => (t.NotBefore, t.Expires) = (t.NotBefore!.Value.AddHours(1), t.Expires!.Value.AddHours(1)) },
        { "unsigned", p => p.SignedByNobody = true },
        { "signed by another", p => p.Spoil = t => t.SigningCredentials = new(new RsaSecurityKey(System.Security.Cryptography.RSA.Create(2048)) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256) },
        { "signed with our own secret", p => p.Spoil = t => t.SigningCredentials = new(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(SmallProvider.ClientSecret.PadRight(32))) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256) },
    };

    [Fact]
    public async Task A_token_that_is_not_what_it_must_be_lets_nobody_in()
    {
        await using var scene = await Scene.Start(asksSecondFactor: true);
        var link = scene.Site.Invite("Ann");
        await scene.Linked(new Visitor(scene.Site), link);
        foreach (var row in Spoilt)
        {
            var (what, spoil) = row.Data;
            (scene.Provider.Spoil, scene.Provider.SignedByNobody) = (null, false);
            spoil(scene.Provider);
            var visitor = new Visitor(scene.Site);

            (await Landed(await scene.Through(visitor, "/staff/sign-in/elsewhere"))).ShouldContain("its answer could not be trusted", customMessage: what);
            (await visitor.Get("/staff")).StatusCode.ShouldBe(HttpStatusCode.Redirect, what);
        }

        (scene.Provider.Spoil, scene.Provider.SignedByNobody) = (null, false);
        (await scene.Through(new Visitor(scene.Site), "/staff/sign-in/elsewhere")).Headers.Location!.OriginalString.ShouldBe("/staff");
    }

    [Fact]
    public async Task An_answer_that_was_asked_for_on_another_browser_is_refused()
    {
        await using var scene = await Scene.Start(asksSecondFactor: true);
        var (ann, eve) = (new Visitor(scene.Site), new Visitor(scene.Site));
        await scene.Linked(ann, scene.Site.Invite("Ann"));

        using var asked = await eve.Get("/staff/sign-in/elsewhere");
        using var there = await scene.Elsewhere.GetAsync(asked.Headers.Location, Stop);
        using var answered = await new Visitor(scene.Site).Get(there.Headers.Location!.PathAndQuery);

        answered.Headers.Location!.OriginalString.ShouldBe("/staff/sign-in/returned");
    }

    [Theory]
    [InlineData("""{"name":"x","authority":"http://login.example.org","clientId":"a","clientSecret":"s3cr3t"}""", "https")]
    [InlineData("""{"name":"x","authority":"https://login.example.org","clientId":"a"}""", "clientSecretFile")]
    [InlineData("""{"name":"x","clientId":"a","clientSecret":"s3cr3t"}""", "authority")]
    [InlineData("s3cr3t", "authority")]
    public async Task A_provider_that_cannot_be_read_is_refused_at_the_start_without_its_secret(string json, string wanted)
    {
        var refused = await Should.ThrowAsync<RefusedException>(() => StaffedSite.Start(prepare: s => File.WriteAllText(Path.Combine(s.Folder.File("w"), "sign-in.json"), json)));

        refused.Findings.ShouldHaveSingleItem().ToString().ShouldSatisfyAllConditions(f => f.ShouldContain(wanted), f => f.ShouldNotContain("s3cr3t"));
    }

    private static async Task<string> Landed(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    private sealed class Scene : IAsyncDisposable
    {
        public required SmallProvider Provider { get; init; }
        public required StaffedSite Site { get; init; }
        public HttpClient Elsewhere { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

        public static async Task<Scene> Start(bool asksSecondFactor, Uri? publicAddress = null)
        {
            SetClock clock = new();
            clock.SetToNow();
            var provider = await SmallProvider.Start(clock);
            var site = await StaffedSite.Start(publicAddress: publicAddress, prepare: s =>
            {
                s.Clock.SetToNow();
                File.WriteAllText(Path.Combine(s.Folder.File("w"), "secret"), SmallProvider.ClientSecret + "\n");
                File.WriteAllText(Path.Combine(s.Folder.File("w"), "sign-in.json"), JsonSerializer.Serialize(new { name = "Testmail", authority = provider.Authority, clientId = SmallProvider.ClientId, clientSecretFile = "secret", asksSecondFactor }));
            });
            return new() { Provider = provider, Site = site };
        }

        /// <summary>By the form on the page of a link that works once, to the provider and back.</summary>
        public async Task<HttpResponseMessage> Linked(Visitor visitor, string link, string? to = null)
        {
            using var asked = await visitor.Post("/staff/sign-in/elsewhere", await visitor.Hidden(link), ("to", to ?? ""));
            asked.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await Through(visitor, asked.Headers.GetValues("Refresh").Single().Split("url=")[1]);
        }

        /// <summary>From our site to the provider, back, and to where the visitor is led then.</summary>
        public async Task<HttpResponseMessage> Through(Visitor visitor, string path)
        {
            using var asked = await visitor.Get(path);
            using var there = await Elsewhere.GetAsync(asked.Headers.Location, Stop);
            using var back = await visitor.Get(there.Headers.Location!.PathAndQuery);
            return await visitor.Get(back.Headers.Location!.OriginalString.Replace(Site.Address.ToString(), "/", StringComparison.Ordinal));
        }

        public async ValueTask DisposeAsync()
        {
            Elsewhere.Dispose();
            await Site.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
