using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using System.Xml.Linq;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Remit.Storage.Access;
using Remit.Web.Api;
using Remit.Web.Public.Allocations;
using Remit.Web.Public.Mergers;
using Remit.Web.Staff.SignIn;

namespace Remit.Web.Staff;

/// <summary>How often one address may try to sign in, and ask the API; and what all together may ask for at once. A network of IPv6 (/64) counts as one address.</summary>
/// <param name="SignIns">Forms of signing in sent from one address, and for one name, in a minute.</param>
/// <param name="Api">Requests to the API from one address in a second, on average; nought for any number.</param>
/// <param name="Packages">How many may be fetching the package of all tables at once, whoever they are: it is compressed anew for each.</param>
public sealed record RateLimits(int SignIns = 20, int Api = 50, int Packages = 4)
{
    /// <summary>Merger plans, fair shares and their files for one address in a second, on average; nought for any number.</summary>
    public int Plans { get; init; } = 2;

    /// <summary>How many seconds' worth of requests to the API may come at once.</summary>
    internal const int Burst = 10;

    /// <summary>How many seconds' worth of plans may be asked for at once: one desk makes them for everybody.</summary>
    internal const int PlansBurst = 10;

    /// <summary>How many more may wait while one is made for the same address, which has one place at the desk and not all.</summary>
    internal const int PlansWaiting = 6;
}

/// <summary>What the site needs for those who sign in, put together in one place.</summary>
internal static class StaffSite
{
    private const string Address = "/staff";
    private const string Folder = "/Staff";
    private const string SigningIn = "/staff/sign-in";

    public static void AddStaff(this IServiceCollection services, SiteOptions options)
    {
        // A browser keeps a __Host- cookie to this host, to https and to itself. On this machine, without https, it would keep none so named.
        var secure = options.PublicAddress?.Scheme == Uri.UriSchemeHttps;
        void Cookie(CookieBuilder cookie, string name, SameSiteMode sameSite)
        {
            cookie.Name = secure ? $"__Host-{name}" : name;
            (cookie.HttpOnly, cookie.SameSite, cookie.Path, cookie.IsEssential) = (true, sameSite, "/", true);
            cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        }

        services.AddSingleton(options).AddSingleton<JournalInUse>().AddHttpContextAccessor();
        services.AddDataProtection().SetApplicationName("Remit");
        var encryptor = KeyFile.Encryptor(options.KeyFile);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new Keys(provider.GetRequiredService<JournalInUse>());
            keys.XmlEncryptor = encryptor;
        }));

        services.AddScoped<IPasswordValidator<Holder>, PasswordRules>().AddScoped<ILookupNormalizer, AsTyped>().AddScoped<IUserStore<Holder>, HolderStore>();
        services.AddIdentityCore<Holder>(identity => identity.User.AllowedUserNameCharacters = "").AddUserManager<Holders>().AddSignInManager<SignIns>()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 220_000);

        var authentication = services.AddAuthentication(schemes => (schemes.DefaultScheme, schemes.DefaultSignInScheme) = (IdentityConstants.ApplicationScheme, IdentityConstants.ExternalScheme))
            .AddCookie(IdentityConstants.ApplicationScheme, cookies =>
            {
                Cookie(cookies.Cookie, "remit-session", SameSiteMode.Lax);
                (cookies.LoginPath, cookies.AccessDeniedPath, cookies.ReturnUrlParameter) = (SigningIn, "/problem/403", "to");
                (cookies.ExpireTimeSpan, cookies.SlidingExpiration) = (SignedIn.Longest, false);
                cookies.Events = new CookieAuthenticationEvents
                {
                    OnValidatePrincipal = SignedIn.Validate,
                    OnRedirectToAccessDenied = context =>
                    {
                        context.Response.StatusCode = StatusCodes.Status403Forbidden;
                        return Task.CompletedTask;
                    },
                };
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookies =>
            {
                Cookie(cookies.Cookie, "remit-halfway", SameSiteMode.Strict);
                cookies.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            })
            .AddCookie(IdentityConstants.ExternalScheme, cookies =>
            {
                Cookie(cookies.Cookie, "remit-elsewhere", SameSiteMode.Lax);
                cookies.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            })
            .AddCookie(ElsewherePage.Linking, cookies =>
            {
                Cookie(cookies.Cookie, "remit-linking", SameSiteMode.Strict);
                cookies.ExpireTimeSpan = TimeSpan.FromMinutes(2);
            });
        services.AddScoped<ProviderLinks>();
        services.AddProvider(authentication, options, cookie => Cookie(cookie, "remit-correlation", SameSiteMode.Lax));

        services.AddAntiforgery(forms =>
        {
            Cookie(forms.Cookie, "remit-form", SameSiteMode.Strict);
            forms.SuppressXFrameOptionsHeader = true;
        });

        services.AddSingleton<IAuthorizationHandler, AsksAnswer>();
        // Nobody passes where nothing is declared. Where there is no route, or none for the method, there is nothing to guard, and a reader is told so.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build());

        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => Partition(http, options.RateLimits)), PartitionedRateLimiter.Create<HttpContext, string>(http => OneAtATime(http, options.RateLimits)));
            limiter.OnRejected = (rejected, stop) => Downloads.IsFull(rejected.HttpContext) ? ValueTask.CompletedTask : TooMany(rejected.HttpContext, rejected.Lease, stop);
            limiter.LimitPackages(options.RateLimits.Packages);
        });
        services.AddSingleton(new SignInLimiter(options.RateLimits.SignIns));
    }

    /// <summary>Pages of the public folder are for anyone; each of the staff's says for whom it is.</summary>
    public static void DeclareAudiences(this PageConventionCollection pages)
    {
        pages.AddFolderApplicationModelConvention("/Public", page => page.EndpointMetadata.Add(new ForAnyoneAttribute()));
        pages.AddFolderApplicationModelConvention(Folder, page =>
        {
            if (page.HandlerMethods.Any(h => HttpMethods.IsPost(h.HttpMethod)))
                page.EndpointMetadata.Add(TakesForms.Here);
        });
    }

    /// <summary>Takes the word of a reverse proxy on this machine, where there is one, for who asks.</summary>
    public static void UseProxy(this IApplicationBuilder app, SiteOptions options)
    {
        if (options.PublicAddress is not { } address)
            return;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        forwarded.KnownProxies.Add(IPAddress.Loopback);
        app.UseForwardedHeaders(forwarded);
        app.Use((http, next) =>
        {
            if (address.Scheme == Uri.UriSchemeHttps)
                http.Response.Headers.StrictTransportSecurity = "max-age=31536000";
            // Links and where a sign-in elsewhere returns to are made of this, never of what a request says.
            (http.Request.Scheme, http.Request.Host) = (address.Scheme, new(address.Authority));
            return next(http);
        });
    }

    /// <summary>What stands between routing and the pages: nothing but staff's forms changes anything, and whoever comes is asked who they are.</summary>
    public static void UseStaff(this IApplicationBuilder app)
    {
        app.Use(async (http, next) =>
        {
            // The API takes a question too long for an address by POST, changes nothing, and tells of the rest in its own form.
            if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || ApiSite.IsApi(http.Request) || (HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<TakesForms>() is not null))
            {
                await next(http);
                return;
            }

            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync("The public site can only be read: wanted GET or HEAD.\n", http.RequestAborted);
        });
        app.UseRateLimiter();
        // Public pages never ask who reads them. Where nothing outside a branch says that this is seen to, the framework asks at the very front as well: before the
        // proxy is heard, anything is guarded, and faults are caught.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Address), staff => staff.UseAuthentication());
        app.UseAuthorization();
    }

    /// <summary>A page that explains what went wrong with a form is read like any other.</summary>
    public static void UseReadingAgain(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null)
            http.Request.Method = HttpMethods.Get;
        return next(http);
    });

    internal static async ValueTask TooMany(HttpContext http, RateLimitLease lease, CancellationToken stop)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
    }

    private static RateLimitPartition<string> Partition(HttpContext http, RateLimits limits)
    {
        var address = NetworkOf(http.Connection.RemoteIpAddress);
        if (http.Request.Path.StartsWithSegments("/api") && limits.Api > 0)
            return ASecond("api", limits.Api, RateLimits.Burst);
        if (IsHeavy(http.Request) && limits.Plans > 0)
            return ASecond("plans", limits.Plans, RateLimits.PlansBurst);
        return http.Request.Path.StartsWithSegments(SigningIn) && HttpMethods.IsPost(http.Request.Method) || http.Request.Path.StartsWithSegments("/staff/link") || http.Request.Path.StartsWithSegments("/staff/elsewhere")
            ? RateLimitPartition.GetSlidingWindowLimiter($"sign-in {address}", _ => SignInLimiter.Window(limits.SignIns))
            : RateLimitPartition.GetNoLimiter("");

        RateLimitPartition<string> ASecond(string what, int requests, int burst) => RateLimitPartition.GetTokenBucketLimiter($"{what} {address}", _ => new()
        {
            TokenLimit = requests * burst,
            TokensPerPeriod = requests,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
    }

    private static bool IsHeavy(HttpRequest request) => PlanFiles.IsHeavy(request) || ShareDesk.IsHeavy(request);

    // Plans are made at one desk, and shares at another: whoever asks for many waits for his own, and everybody else for one of his at most.
    private static RateLimitPartition<string> OneAtATime(HttpContext http, RateLimits limits) => IsHeavy(http.Request) && limits.Plans > 0
        ? RateLimitPartition.GetConcurrencyLimiter($"plan {NetworkOf(http.Connection.RemoteIpAddress)}", _ => new() { PermitLimit = 1, QueueLimit = RateLimits.PlansWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst })
        : RateLimitPartition.GetNoLimiter("");

    /// <summary>What of an address tells one network from another: all of it, or the first half (/64) of IPv6, of which whoever has one address has as many as they like.</summary>
    internal static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    // Names are held against ids made of them, in storage.
    private sealed class AsTyped : ILookupNormalizer
    {
        public string? NormalizeName(string? name) => name;
        public string? NormalizeEmail(string? email) => email;
    }

    private sealed class Keys(JournalInUse journal) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [.. (journal.IfThere is { } kept ? KeyRing.Read(kept) : []).Select(xml => XElement.Parse(xml))];

        public void StoreElement(XElement element, string friendlyName) => KeyRing.Add(journal.Now, friendlyName, element.ToString(SaveOptions.DisableFormatting));
    }
}

/// <summary>Counts tries to sign in with one name, from wherever they come.</summary>
public sealed class SignInLimiter(int perMinute) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.GetSlidingWindowLimiter(name, _ => Window(perMinute)));

    internal static SlidingWindowRateLimiterOptions Window(int perMinute) => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 };

    public RateLimitLease Try(string name) => limiter.AttemptAcquire(Access.Account.IdOf(name));

    public void Dispose() => limiter.Dispose();
}

/// <summary>Says that a page takes forms: only such pages answer a POST.</summary>
internal sealed record TakesForms
{
    public static readonly TakesForms Here = new();
}
