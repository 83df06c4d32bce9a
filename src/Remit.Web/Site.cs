using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.WebEncoders;
using Remit.Storage;
using Remit.Web.Api;
using Remit.Web.Public.Mergers;
using Remit.Web.Staff;

namespace Remit.Web;

/// <summary>What the site serves, and how.</summary>
/// <param name="Workspace">The workspace folder; it need not hold anything yet.</param>
/// <param name="Reference">A folder of plain reference tables to answer from, instead of the workspace's own; none is usual.</param>
/// <param name="Port">The port on this machine; nought for any that is free.</param>
/// <param name="Clock">Tells today in England.</param>
/// <param name="LogRequests">Whether each request gets a line on standard error; faults always do.</param>
public sealed record SiteOptions(string Workspace, string? Reference, int Port, TimeProvider Clock, bool LogRequests = false)
{
    /// <summary>The database, as <see cref="Storage.Database.Setting"/> would name it; nothing for what that names.</summary>
    public string? Database { get; init; }

    /// <summary>Where people reach the site through a reverse proxy on this machine, such as <c>https://remit.example.org</c>; nothing where there is no proxy.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>A file whose content protects the key ring in the database: see <see cref="Staff.KeyFile"/>; nothing for a ring as readable as the database.</summary>
    public string? KeyFile { get; init; }

    public RateLimits RateLimits { get; init; } = new();

    /// <summary>A second port on this machine, where the metrics are and nothing else; none is usual, nought for any that is free.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>Whether metrics and traces are sent on, as <c>OTEL_EXPORTER_OTLP_…</c> says.</summary>
    public bool Telemetry { get; init; }
}

/// <summary>The site, up and answering on this machine alone (127.0.0.1). Disposing of it lets requests in hand finish and takes it down.</summary>
public sealed class Site : IAsyncDisposable
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private const int LargestForm = 64 << 10;

    private readonly WebApplication app;

    private Site(WebApplication app) => this.app = app;

    /// <summary>Where it answers, such as <c>http://127.0.0.1:5080</c>.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Every route there is, with whom it says it is for.</summary>
    public IReadOnlyList<Endpoint> Routes => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>The patterns of the addresses it answers, such as <c>/api/v1/organisations/{code}</c>.</summary>
    public IReadOnlyList<string> Patterns => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => $"/{e.RoutePattern.RawText?.TrimStart('/')}")];

    /// <summary>Where the metrics are, or none.</summary>
    public Uri? MetricsAddress => Observation.MetricsAddress(app.Services);

    /// <summary>Reads the workspace, then begins to answer.</summary>
    /// <exception cref="RefusedException">The workspace or reference folder cannot be read, or the port is taken.</exception>
    public static async Task<Site> Start(SiteOptions options, CancellationToken stop = default)
    {
        var held = new HeldNow(Path.GetFullPath(options.Workspace), options.Reference);
        held.Refresh();
        var app = Build(options, held);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await app.DisposeAsync();
            throw new RefusedException(new Finding("port-taken", Consequence.FileRefused, new Place($"127.0.0.1:{options.Port}"), "another program answering there",
                "a free port: choose one with --port, or let '--port 0' find one"));
        }

        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static WebApplication Build(SiteOptions options, HeldNow held)
    {
        // Empty: nothing is read from the environment or from files that happen to lie about.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(Site).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = LargestForm;
            server.Listen(IPAddress.Loopback, options.Port);
            server.ListenForMetrics(options.MetricsPort);
        });

        // Why the site could not start is told by whoever started it.
        builder.Logging.SetMinimumLevel(options.LogRequests ? LogLevel.Information : LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None)
            // The framework repeats there what whoever comes back from the provider wrote into the address and the cookie.
            .AddFilter(typeof(ProviderHandler).FullName, LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddJsonConsole(json => json.UseUtcTimestamp = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        builder.Services.AddSingleton(options.Clock).AddSingleton(held).AddHostedService<WorkspaceWatch>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        // Signals are the command line's to hear.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddStaff(options);
        builder.Services.AddResponseCompression(compression => compression.MimeTypes = ResponseCompressionDefaults.MimeTypes);
        builder.Services.AddApi();
        builder.Services.AddDownloads();
        builder.Services.AddMergers();
        builder.Services.AddGovernance();
        builder.Services.AddShares();
        builder.Services.AddObservation(options);
        builder.Services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/";
            pages.Conventions.DeclareAudiences();
        }).AddApplicationPart(typeof(Site).Assembly);

        var app = builder.Build();
        app.UseProxy(options);
        app.UseObservation();
        app.UseExceptionHandler("/problem/500");
        app.UseDefences();
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.UseReadingAgain();
        app.UseApiManners();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseRouteNote();
        app.UseFreshness();
        app.UseStaff();
        app.MapRazorPages();
        app.MapApi();
        app.MapDownloads();
        app.MapMergers();
        app.MapAllocations();
        app.MapGovernance();
        app.MapElections();
        app.MapMethods("/assets/{hash}/{name}", Read, Assets.Serve).ForAnyone();
        app.MapMethods("/favicon.ico", Read, () => Results.Redirect(Assets.PathOf("favicon.svg"))).ForAnyone();
        app.MapHealth();
        return app;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
