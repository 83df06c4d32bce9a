using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Storage.Publishing;
using Remit.Time;
using Remit.Web.Staff;

namespace Remit.Web;

/// <summary>What can be fetched and kept: the public tables, their package, the counts of runs, and the feeds of changes.</summary>
internal static class Downloads
{
    private const string CsvType = "text/csv; charset=utf-8; header=present", AtomType = "application/atom+xml; charset=utf-8";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private const string Packages = "packages";

    private static readonly TimeSpan WaitForPackage = TimeSpan.FromSeconds(20);

    public static void AddDownloads(this IServiceCollection services) =>
        services.AddSingleton<PublicNow>().Configure<ResponseCompressionOptions>(compression => compression.MimeTypes = [.. compression.MimeTypes, "text/csv", "application/atom+xml"]);

    /// <summary>Holds how many may fetch the package at once.</summary>
    public static void LimitPackages(this RateLimiterOptions limiter, int atOnce) => limiter.AddConcurrencyLimiter(Packages, packages => (packages.PermitLimit, packages.QueueLimit) = (atOnce, 0));

    /// <summary>Says so to whoever was not let fetch the package because as many as may were at it.</summary>
    /// <returns>Whether that was so.</returns>
    public static bool IsFull(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName != Packages)
            return false;
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = WaitForPackage.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        var app = routes.MapGroup("").ForAnyone();
        app.MapMethods("/data/{table}.csv", Read, (HttpContext http, PublicNow held, string table) => Table(http, held, table, CsvType, TableFile.WriteCsv));
        app.MapMethods("/data/{table}.json", Read, (HttpContext http, PublicNow held, string table) => Table(http, held, table, "application/json; charset=utf-8", TableFile.WriteJson));
        app.MapMethods($"/data/{DataPackage.AccountName}", Read, async (HttpContext http, PublicNow held) =>
            await Send(http, (await held.Now.Package().WaitAsync(http.RequestAborted)).Account, "application/json; charset=utf-8"));
        app.MapMethods("/data/remit-register.zip", Read, Zip).RequireRateLimiting(Packages);
        app.MapMethods("/data/changes.atom", Read, (HttpContext http, PublicNow held, TimeProvider clock, string? page) =>
            Feed(http, "What changed: bodies, official files and published runs", held.Now.Changes, page, clock));
        app.MapMethods("/organisations/{code}/changes.atom", Read, (HttpContext http, HeldNow held, TimeProvider clock, string code, string? page) =>
            Feed(http, $"What became of {code}", OdsCode.TryParse(code, out var ods) && ods.ToString() == code ? ChangeFeed.Of(held.Now.Register, ods) : null, page, clock));
        var counts = PublicTables.Named("published_counts")!;
        foreach (var (suffix, table) in ((string, PublicTable)[])[("", counts), ("/changes", PublicTables.Differences)])
        {
            app.MapMethods($"/runs/{{run}}{suffix}.csv", Read, (HttpContext http, PublicNow held, string run) => Run(http, held, run, table, CsvType, TableFile.WriteCsv));
            app.MapMethods($"/runs/{{run}}{suffix}.json", Read, (HttpContext http, PublicNow held, string run) => Run(http, held, run, table, "application/json; charset=utf-8", TableFile.WriteJson));
        }
    }

    private delegate Task Writer(PublicTable table, IEnumerable<object?[]> rows, Stream to, CancellationToken stop);

    private static async Task Table(HttpContext http, PublicNow held, string name, string type, Writer write)
    {
        if (PublicTables.Named(name) is not { } table)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (on, known) = (http.Request.Query["on"].ToString(), http.Request.Query["known"].ToString());
        DateOnly? day = IsoDate.TryParse(on, out var parsed) ? parsed : null;
        var refused = known.Length > 0 ? "The site answers with everything that is known to date. As it was known on an earlier day: ./remit register export FOLDER --known 2019-06-30"
            : on.Length > 0 && day is null ? $"on: found {Finding.Quoted(on)}, wanted a day like 2019-06-30."
            : day is not null && !table.IsDated ? $"The rows of {table.Name} have no days: leave out on."
            : null;
        if (refused is not null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync($"{refused}\n", http.RequestAborted);
            return;
        }

        await Stream(http, table, table.Rows(held.Now.Facts, day), type, day is null ? table.Name : $"{table.Name}-{IsoDate.Text(day.Value)}", write);
    }

    private static async Task Run(HttpContext http, PublicNow held, string name, PublicTable table, string type, Writer write)
    {
        var facts = held.Now.Facts;
        var run = name.Length == RunAddress.Length ? facts.Runs.FirstOrDefault(r => r.Run.StartsWith(name, StringComparison.Ordinal)) : null;
        if (run is null or { Withdrawn: not null })
        {
            http.Response.StatusCode = run is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
            return;
        }

        IReadOnlyList<PublishedRun> meant = table == PublicTables.Differences && PublishedRuns.Before(facts.Runs, run) is { } before ? [run, before] : [run];
        await Stream(http, table, table.Rows(facts with { Runs = meant }), type, $"{table.Name}-{name}", write);
    }

    private static async Task Stream(HttpContext http, PublicTable table, IEnumerable<object?[]> rows, string type, string name, Writer write)
    {
        http.Response.ContentType = type;
        if (type == CsvType)
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        if (!HttpMethods.IsHead(http.Request.Method))
            await write(table, rows, http.Response.Body, http.RequestAborted);
    }

    private static async Task Zip(HttpContext http, PublicNow held)
    {
        http.Response.ContentType = "application/zip";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"remit-register.zip\"";
        // The end of each entry is written as it is closed, which a ZIP cannot do without keeping the thread.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        if (!HttpMethods.IsHead(http.Request.Method))
            await (await held.Now.Package().WaitAsync(http.RequestAborted)).WriteZip(http.Response.Body, http.RequestAborted);
    }

    private static async Task Feed(HttpContext http, string title, IReadOnlyList<FeedEntry>? entries, string? page, TimeProvider clock)
    {
        var number = page is null ? 1 : int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        if (entries is null || ChangeFeed.Page(title, http.Request.Path.Value!, entries, number, clock.GetUtcNow()) is not { } feed)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await Send(http, feed, AtomType);
    }

    private static async Task Send(HttpContext http, byte[] content, string type)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }
}
