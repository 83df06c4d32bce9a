using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Remit.Time;

namespace Remit.Web;

/// <summary>Says which pages a browser may keep, and answers "not modified" without making the page again.</summary>
/// <remarks>A page is settled by its address, the holdings, the program and, where no day is asked about, by today in England: the tag is made of the last three.</remarks>
internal static class Freshness
{
    private static readonly string Program = typeof(Freshness).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    public static void UseFreshness(this IApplicationBuilder app)
    {
        var held = app.ApplicationServices.GetRequiredService<HeldNow>();
        var clock = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use(async (http, next) =>
        {
            var tag = $"W/\"{held.Now.Version}-{Program}-{IsoDate.Text(clock.TodayInLondon)}\"";
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status304NotModified))
                    http.Response.Headers.CacheControl = "no-store";
                else if (http.Response.Headers.CacheControl.Count == 0)
                    (http.Response.Headers.ETag, http.Response.Headers.CacheControl) = (tag, "no-cache");
                return Task.CompletedTask;
            });

            // Only a page that was answered with 200 ever carries the tag, and what is settled stays so.
            if (http.Request.Headers.IfNoneMatch.Contains(tag) && http.Request.Path != "/health/ready" && http.Request.Path != "/health/live")
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            await next(http);
        });
    }
}
