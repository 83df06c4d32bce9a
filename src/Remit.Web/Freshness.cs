using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Remit.Storage;
using Remit.Time;
using Remit.Web.Api;

namespace Remit.Web;

/// <summary>Says which pages a browser may keep, and answers "not modified" without making the page again.</summary>
/// <remarks>A page is settled by its address, the holdings, the program and, where no day is asked about, by today in England: the tag is made of all four, and of the journal's end where the page rests on that. What may not be kept has none.</remarks>
internal static class Freshness
{
    private static readonly string Program = typeof(Freshness).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    public static void UseFreshness(this IApplicationBuilder app)
    {
        var held = app.ApplicationServices.GetRequiredService<HeldNow>();
        var journal = app.ApplicationServices.GetRequiredService<JournalInUse>();
        var clock = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use(async (http, next) =>
        {
            if (!MayBeKept(http.Request) || EndOf(http.Request) is not { } end)
            {
                http.Response.OnStarting(() =>
                {
                    if (http.Response.Headers.CacheControl.Count == 0)
                        http.Response.Headers.CacheControl = "no-store";
                    return Task.CompletedTask;
                });
                await next(http);
                return;
            }

            var address = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{http.Request.Path}{http.Request.QueryString}{(ApiSite.IsApi(http.Request) ? $" {http.Request.Headers.Accept} {http.Request.Host} {http.Request.Headers["Prefer"]}" : "")}{end}")))[..16];
            var tag = new EntityTagHeaderValue($"\"{held.Now.Version}-{Program}-{IsoDate.Text(clock.TodayInLondon)}-{address}\"", isWeak: true);
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status304NotModified))
                    http.Response.Headers.CacheControl = "no-store";
                else if (http.Response.Headers.CacheControl.Count == 0)
                    (http.Response.Headers.ETag, http.Response.Headers.CacheControl) = (tag.ToString(), "no-cache");
                return Task.CompletedTask;
            });

            // Only a page that was answered with 200 ever carries the tag, and what is settled stays so.
            if (http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
            {
                http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            await next(http);
        });

        // The end of the journal, for what rests on it; nothing where that cannot be told, so that the page is asked and not its tag.
        string? EndOf(HttpRequest request)
        {
            try
            {
                return request.Path.StartsWithSegments("/runs") || request.Path.StartsWithSegments("/elections") || request.Path.StartsWithSegments("/data") || GovernanceNow.Decides(request.Path) ? journal.Head.Hash : "";
            }
            catch (RefusedException)
            {
                return null;
            }
        }
    }

    // What staff see is theirs, records and postcodes are nobody else's business, problems pass, and whoever minds the server wants to know now.
    private static bool MayBeKept(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.Path.StartsWithSegments("/staff") && !request.Path.StartsWithSegments("/problem") && !request.Path.StartsWithSegments("/health") && !request.Path.StartsWithSegments("/assets")
        && !(request.QueryString.HasValue && request.Path.StartsWithSegments("/method")) && !ApiSite.IsPassing(request) && !(request.Query.ContainsKey("place") && request.Path.StartsWithSegments("/who-commissions"));
}
