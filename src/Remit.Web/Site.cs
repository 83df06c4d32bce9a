using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.WebEncoders;
using Remit.Storage;

namespace Remit.Web;

/// <summary>What the site serves, and how.</summary>
/// <param name="Workspace">The workspace folder; it need not hold anything yet.</param>
/// <param name="Reference">A folder of plain reference tables to answer from, instead of the workspace's own; none is usual.</param>
/// <param name="Port">The port on this machine; nought for any that is free.</param>
/// <param name="Clock">Tells today in England.</param>
/// <param name="LogRequests">Whether each request gets a line on standard error; faults always do.</param>
/// <param name="MetricsPort">A second port on this machine, where the metrics are and nothing else; none is usual, nought for any that is free.</param>
/// <param name="Telemetry">Whether metrics and traces are sent on, as <c>OTEL_EXPORTER_OTLP_…</c> says.</param>
public sealed record SiteOptions(string Workspace, string? Reference, int Port, TimeProvider Clock, bool LogRequests = false, int? MetricsPort = null, bool Telemetry = false);

/// <summary>The site, up and answering on this machine alone (127.0.0.1). Disposing of it lets requests in hand finish and takes it down.</summary>
public sealed class Site : IAsyncDisposable
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private readonly WebApplication app;

    private Site(WebApplication app) => this.app = app;

    /// <summary>Where it answers, such as <c>http://127.0.0.1:5080</c>.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

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
            server.Limits.MaxRequestBodySize = 0;
            server.Listen(IPAddress.Loopback, options.Port);
            server.ListenForMetrics(options.MetricsPort);
        });

        // Why the site could not start is told by whoever started it.
        builder.Logging.SetMinimumLevel(options.LogRequests ? LogLevel.Information : LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddJsonConsole(json => json.UseUtcTimestamp = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        builder.Services.AddSingleton(options.Clock).AddSingleton(held).AddHostedService<WorkspaceWatch>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        // Signals are the command line's to hear.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Pages come with services that would keep keys for forms and cookies, and log that they cannot. The public site has neither, so there are no keys to keep.
        builder.Services.Configure<KeyManagementOptions>(keys => (keys.AutoGenerateKeys, keys.XmlRepository) = (false, new NoKeys()));
        builder.Services.AddDownloads(options.Workspace);
        builder.Services.AddObservation(options);
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Public").AddApplicationPart(typeof(Site).Assembly);

        var app = builder.Build();
        app.UseObservation();
        app.UseExceptionHandler("/problem/500");
        app.UseDefences();
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.UseResponseCompression();
        app.UseRouting();
        app.UseRouteNote();
        app.UseFreshness();
        app.MapRazorPages();
        app.MapDownloads();
        app.MapMethods("/assets/{hash}/{name}", Read, Assets.Serve);
        app.MapMethods("/favicon.ico", Read, () => Results.Redirect(Assets.PathOf("favicon.svg")));
        app.MapHealth();
        return app;
    }

    private sealed class NoKeys : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [];
        public void StoreElement(XElement element, string friendlyName) => throw new NotSupportedException("The public site keeps no keys.");
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
