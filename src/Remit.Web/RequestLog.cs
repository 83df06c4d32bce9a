using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Remit.Web;

/// <summary>What is told of each request, in the log, the metrics and the trace alike: method, route, status and time.</summary>
/// <remarks>Never the address as it was typed, which may hold a postcode, a name or a made-up record, nor who asked. A route is a template, such as <c>/organisations/{code}</c>.</remarks>
internal static partial class RequestLog
{
    private const string NoRoute = "(none)";

    private static readonly ActivitySource Source = new(SiteMetrics.Name);

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Options, HttpMethods.Patch, HttpMethods.Trace, HttpMethods.Connect];

    private sealed record RouteTaken(string Template);

    public static void UseRequestLog(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Remit.Web.Request");
        var metrics = app.ApplicationServices.GetRequiredService<SiteMetrics>();
        app.Use(async (http, next) =>
        {
            // A trace begins here, whatever a stranger's headers say, and with none of what the server would put in it.
            Activity.Current = null;
            var begun = Stopwatch.GetTimestamp();
            var method = Methods.Contains(http.Request.Method) ? http.Request.Method : "_OTHER";
            using var span = Source.StartActivity(method, ActivityKind.Server);
            try
            {
                await next(http);
            }
            finally
            {
                var (took, route, status) = (Stopwatch.GetElapsedTime(begun), http.Features.Get<RouteTaken>()?.Template ?? NoRoute, http.Response.StatusCode);
                Answered(log, method, route, status, took.TotalMilliseconds);
                metrics.Answered(took, method, route, status);
                if (span is not null)
                {
                    span.DisplayName = $"{method} {route}";
                    span.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", status);
                    if (status >= StatusCodes.Status500InternalServerError)
                        span.SetStatus(ActivityStatusCode.Error);
                }
            }
        });
    }

    /// <summary>Notes the route once it is known: the first, since the page of a problem has another.</summary>
    public static void UseRouteNote(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Features.Get<RouteTaken>() is null)
            http.Features.Set(new RouteTaken((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } template ? $"/{template.TrimStart('/')}" : NoRoute));
        return next(http);
    });

    [LoggerMessage(LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds:0.0} ms")]
    private static partial void Answered(ILogger log, string method, string path, int status, double milliseconds);
}
