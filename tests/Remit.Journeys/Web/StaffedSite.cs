using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Remit.Access;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Access;
using Remit.Storage.Journal;
using Remit.Tests;
using Remit.Time;
using Remit.Web;
using Remit.Web.Staff;

namespace Remit.Journeys.Web;

/// <summary>A site with accounts, on a clock that the test sets.</summary>
public sealed class StaffedSite : IAsyncDisposable
{
    public const string Password = "correct otter lamplight";

    private Site site = null!;

    private StaffedSite() { }

    /// <summary>Whoever came; they go when the site does.</summary>
    internal List<Visitor> Visitors { get; } = [];

    public SetClock Clock { get; } = new();

    public TemporaryFolder Folder { get; } = Where.NewFolder();

    public KeptJournal Journal { get; private set; } = null!;

    public Uri Address => site.Address;

    public IReadOnlyList<Endpoint> Routes => site.Routes;

    public static async Task<StaffedSite> Start(RateLimits? limits = null, Uri? publicAddress = null, string? keyFile = null, Action<StaffedSite>? prepare = null)
    {
        var staffed = new StaffedSite();
        Directory.CreateDirectory(staffed.Folder.File("w"));
        prepare?.Invoke(staffed);
        staffed.Journal = KeptJournal.Open(Database.Of(new Workspace(staffed.Folder.File("w")), ""));
        staffed.site = await Site.Start(new(staffed.Folder.File("w"), null, 0, staffed.Clock) { Database = "", RateLimits = limits ?? new(SignIns: 1000), PublicAddress = publicAddress, KeyFile = keyFile });
        return staffed;
    }

    public Act Act(string reason = "for the test") => new("Somebody", "at the command line", reason, Clock.GetUtcNow());

    /// <summary>An account with roles, each for a body or everywhere, and the path of a link by which its holder sets a password.</summary>
    public string Invite(string name, params (string Role, string? Body)[] roles)
    {
        var account = Accounts.Make(Journal, name, Act());
        foreach (var (role, body) in roles)
            Accounts.Grant(Journal, Accounts.Find(Journal, account.Id)!, Role.Named(role)!, new(body is null ? null : OdsCode.Parse(body)), new(Clock.TodayInLondon), _ => true, Act());
        return Invitations.Give(Journal, Accounts.Find(Journal, account.Id)!, secondFactor: false, Act()).Path;
    }

    public Account Account(string name) => Accounts.Find(Journal, Remit.Access.Account.IdOf(name))!;

    /// <summary>Somebody with an account and roles, through their link, password and authenticator, and so signed in.</summary>
    public async Task<Visitor> SignedIn(string name, params (string Role, string? Body)[] roles)
    {
        var visitor = new Visitor(this);
        await visitor.Enrol(Invite(name, roles), name);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        Visitors.ForEach(v => v.Dispose());
        await site.DisposeAsync();
        Journal.Dispose();
        Folder.Dispose();
    }
}

/// <summary>A browser without a screen: cookies, forms with their hidden fields, and whatever authenticator its user has.</summary>
public sealed class Visitor : IDisposable
{
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public Visitor(StaffedSite site) : this(site.Address, site.Clock, new()) => site.Visitors.Add(this);

    /// <param name="cookies">What the browser has kept from earlier visits.</param>
    public Visitor(Uri address, TimeProvider clock, CookieContainer cookies)
    {
        (this.clock, Cookies) = (clock, cookies);
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies, UseCookies = true }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; }

    public string Key { get; set; } = "";

    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    public string Code() => AuthenticatorCodes.At(Key, clock.GetUtcNow());

    public Task<HttpResponseMessage> Get(string path) => http.GetAsync(path);

    public async Task<string> Text(string path) => WebUtility.HtmlDecode(await http.GetStringAsync(path));

    /// <summary>Sends a form of a page, with the hidden fields it has there.</summary>
    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => await Post(path, await Hidden(path), fields);

    /// <summary>Sends a form with hidden fields as they were read earlier.</summary>
    public Task<HttpResponseMessage> Post(string path, IReadOnlyDictionary<string, string> hidden, params (string Name, string Value)[] fields)
    {
        var all = hidden.ToDictionary();
        foreach (var (name, value) in fields)
            all[name] = value;
        return http.PostAsync(path, new FormUrlEncodedContent(all));
    }

    /// <summary>Sends a form as it is, such as one with a file.</summary>
    public Task<HttpResponseMessage> Send(string path, HttpContent form) => http.PostAsync(path, form);

    public Task<HttpResponseMessage> PostBare(string path) => http.PostAsync(path, new FormUrlEncodedContent([]));

    public async Task<IReadOnlyDictionary<string, string>> Hidden(string path) => HiddenIn(await http.GetStringAsync(path.Split("?handler=")[0]));

    /// <summary>The hidden fields of a page, as it was sent.</summary>
    public static IReadOnlyDictionary<string, string> HiddenIn(string html) => Regex.Matches(html, "<input[^>]*type=\"hidden\"[^>]*>")
        .Select(m => (Name: Regex.Match(m.Value, " name=\"([^\"]*)\"").Groups[1].Value, Value: WebUtility.HtmlDecode(Regex.Match(m.Value, " value=\"([^\"]*)\"").Groups[1].Value)))
        .DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Value);

    public void Dispose() => http.Dispose();

    /// <summary>Sets a password by a link that works once, signs in with it and sets up an authenticator.</summary>
    public async Task Enrol(string link, string name)
    {
        (await Post(link, ("password", StaffedSite.Password), ("again", StaffedSite.Password))).Headers.Location!.OriginalString.ShouldBe("/staff/sign-in");
        (await Post("/staff/sign-in", ("name", name), ("password", StaffedSite.Password))).Headers.Location!.OriginalString.ShouldStartWith("/staff/sign-in/enrol");
        Key = Regex.Match(await Text("/staff/sign-in/enrol"), "remit-key\">([A-Z2-7 ]+)<").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        using var enrolled = await Post("/staff/sign-in/enrol", ("code", Code()));
        var codes = await enrolled.Content.ReadAsStringAsync();
        codes.ShouldContain("Your recovery codes");
        RecoveryCodes = [.. Regex.Matches(codes, "<li><code>([^<]+)</code>").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];
        (await Get("/staff")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Signs in again with the password and the code of this half-minute.</summary>
    public async Task<HttpResponseMessage> SignIn(string name)
    {
        await Post("/staff/sign-in", ("name", name), ("password", StaffedSite.Password));
        return await Post("/staff/sign-in/code", ("code", Code()));
    }
}

/// <summary>A clock that stands until it is moved; it begins at noon on the 15th of January 2026.</summary>
public sealed class SetClock : TimeProvider
{
    private long ticks = new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero).Ticks;

    /// <summary>Sets it to what browsers take for now, where a cookie says when it ends.</summary>
    public void SetToNow() => Volatile.Write(ref ticks, System.GetUtcNow().Ticks);

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
