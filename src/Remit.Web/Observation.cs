using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Web.Staff;

namespace Remit.Web;

/// <summary>What whoever minds the server can see: whether it is well, what it counts, and traces. See decisions/0026.</summary>
internal static class Observation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The address of the metrics: the second that the server answers on, where there is one.</summary>
    public static Uri? MetricsAddress(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Skip(1).Select(a => new Uri(new Uri(a), "/metrics")).FirstOrDefault();

    public static void ListenForMetrics(this KestrelServerOptions server, int? port)
    {
        if (port is { } chosen)
            server.Listen(IPAddress.Loopback, chosen);
    }

    public static void AddObservation(this IServiceCollection services, SiteOptions options)
    {
        services.AddMetrics().AddSingleton<SiteMetrics>();
        if (options.MetricsPort is not null)
            services.AddSingleton<PrometheusText>();
        if (options.Telemetry)
            services.AddSingleton(_ => Traces()).AddSingleton(_ => Metrics());
    }

    /// <summary>Begins to count, and to send on what is counted and traced where that was asked for. On the port of the metrics nothing else is answered, and on others they are not.</summary>
    public static void UseObservation(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        _ = (services.GetService<TracerProvider>(), services.GetService<MeterProvider>());
        if (services.GetService<PrometheusText>() is { } prometheus)
            app.Use(async (http, next) =>
            {
                if (http.Connection.LocalPort != MetricsAddress(services)?.Port)
                {
                    await next(http);
                    return;
                }

                if (http.Request.Path != "/metrics" || !Read.Contains(http.Request.Method))
                {
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                    return;
                }

                http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
                if (!HttpMethods.IsHead(http.Request.Method))
                    await http.Response.WriteAsync(prometheus.Told(), http.RequestAborted);
            });
        app.UseRequestLog();
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/health/live", Read, () => Results.Json(new { status = "live" })).ForAnyone();
        app.MapMethods("/health/ready", Read, async (HttpContext http, HeldNow held, JournalInUse journal) =>
        {
            var (readable, position) = await Ready(journal, http.RequestAborted);
            return Results.Json(new { status = !readable ? "journal-unreadable" : held.IsStale ? "stale" : "ready", holdings = held.Now.Version, releases = held.Now.Releases.Count, journal = position },
                statusCode: readable ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).ForAnyone();
    }

    // Whoever asks has no longer patience than this, whatever the database has.
    private static async Task<(bool Readable, long? Position)> Ready(JournalInUse journal, CancellationToken stop)
    {
        try
        {
            return (true, await Task.Run(() => journal.Head.Position, stop).WaitAsync(Patience, stop));
        }
        catch (Exception e) when (e is RefusedException or TimeoutException)
        {
            return (false, null);
        }
    }

    private static TracerProvider Traces() => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(Named).AddSource(SiteMetrics.Name, JournalTelemetry.Name).AddOtlpExporter(Plain).Build();

    private static MeterProvider Metrics() => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(Named).AddMeter(SiteMetrics.Name, JournalTelemetry.Name, "System.Runtime").AddOtlpExporter(Plain).Build();

    private static void Named(ResourceBuilder resource) => resource.AddService("remit", serviceVersion: typeof(Site).Assembly.GetName().Version?.ToString(3));

    // The rest of the settings are read from OTEL_… by the exporter itself, whose own default is gRPC.
    private static void Plain(OtlpExporterOptions exporter)
    {
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL") is null or "")
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
    }
}
