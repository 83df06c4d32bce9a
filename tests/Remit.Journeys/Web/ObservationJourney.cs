using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;
using Remit.Web;

namespace Remit.Journeys.Web;

/// <summary>What whoever minds the server can see of it, and what nobody can.</summary>
public sealed partial class ObservationJourney
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // What a person might type, each in a place of its own. None may be found in anything that the server tells of itself.
    private static readonly string[] Typed = ["ZZ9", "9QQ", "Marchbanks", "Ermintrude", "X10001", "2025-06-11", "marked"];

    private static IEnumerable<string> Addresses =>
    [
        .. RunningSite.Pages,
        "/who-commissions?place=ZZ9+9QQ&on=2025-06-11", "/who-commissions?place=X10001", "/who-commissions?place=Marchbanks+surgery", "/organisations?q=Ermintrude+Marchbanks",
        "/organisations/ZZ99QQ", "/organisations/Ermintrude%20Marchbanks", "/organisations/X10001/changes.atom", "/Marchbanks/ZZ9", "/method/Ermintrude", "/method/cam-2025-26?cds_type=020&day=2025-06-11&postcode=ZZ9+9QQ",
        "/runs/Marchbanks", "/runs/Ermintrude.csv", "/data/Marchbanks", "/data/Ermintrude.csv?on=2025-06-11", "/data/standings.csv?on=Marchbanks", "/data/standings.csv?known=marked", "/data/changes.atom?page=marked",
        "/assets/marked/Marchbanks.css", "/problem/404?marked",
    ];

    [Fact]
    public async Task Nothing_that_anybody_types_is_in_the_log_the_metrics_or_the_traces_and_both_of_those_arrive()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Signals are sent as on Linux: this test was not run.");
        using var folder = Where.NewFolder();
        (await Verb.Run("import", "auto", Path.Combine(Where.Root, "samples"), "--workspace", folder.File("w"))).Ends(ExitCode.Done);
        await MadeUpRuns.Publish(folder, "now", "June 2025");
        await using var provider = await SmallProvider.Start(TimeProvider.System);
        await File.WriteAllTextAsync(folder.File("w/sign-in.json"), JsonSerializer.Serialize(new { name = "Testmail", authority = provider.Authority, clientId = SmallProvider.ClientId, clientSecret = SmallProvider.ClientSecret }), Stop);
        await using var receiver = await Receiver.Start();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Remit.Cli"), ["serve", "--workspace", folder.File("w"), "--port", "0", "--metrics-port", "0"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address;
        start.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        using var program = Process.Start(start)!;
        var noted = program.StandardError.ReadToEndAsync(Stop);
        string metrics;
        try
        {
            var addresses = Said().Match((await program.StandardOutput.ReadLineAsync(Stop))!);
            addresses.Success.ShouldBeTrue();
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
            foreach (var path in Addresses)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, addresses.Groups[1].Value + path);
                request.Headers.UserAgent.ParseAdd("marked/1.0");
                request.Headers.Add("X-Forwarded-For", "marked");
                request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
                using var answer = await http.SendAsync(request, Stop);
                ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            }

            using var led = await http.GetAsync(addresses.Groups[1].Value + "/staff/sign-in/elsewhere", Stop);
            var state = QueryHelpers.ParseQuery(led.Headers.Location!.Query)["state"].ToString();
            using var back = await http.GetAsync($"{addresses.Groups[1].Value}/staff/elsewhere?error=Marchbanks&error_description=Ermintrude&state={Uri.EscapeDataString(state)}", Stop);
            back.Headers.Location!.OriginalString.ShouldBe("/staff/sign-in/returned");
            (await http.SendAsync(new(new HttpMethod("MARKED"), addresses.Groups[1].Value), Stop)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
            metrics = await http.GetStringAsync(addresses.Groups[2].Value, Stop);
        }
        finally
        {
            using var kill = Process.Start("kill", [$"-TERM", program.Id.ToString(CultureInfo.InvariantCulture)]);
            await program.WaitForExitAsync(Stop);
        }

        var log = await noted;
        log.ShouldContain("\"Path\":\"/organisations/{code}\"");
        log.ShouldContain("\"Path\":\"/data/{table}.csv\"");
        metrics.ShouldContain("http_route=\"/who-commissions\"");
        // The protocol keeps texts as they are, in UTF-8.
        var (traces, sent) = (receiver.Received["/v1/traces"], receiver.Received["/v1/metrics"]);
        traces.ShouldContain("GET /organisations/{code}");
        traces.ShouldNotContain("0af7651916cd43dd", customMessage: "a stranger's trace was gone on with");
        sent.ShouldContain("http.server.request.duration");
        sent.ShouldContain("remit.holdings.releases");
        foreach (var typed in Typed)
            foreach (var told in (string[])[log, metrics, traces, sent])
                told.ShouldNotContain(typed, Case.Insensitive);
    }

    [Fact]
    public async Task The_metrics_are_on_a_port_of_their_own_and_nothing_else_is()
    {
        using var folder = Where.NewFolder();
        await using var site = await Site.Start(new(folder.File("none"), null, 0, TimeProvider.System) { MetricsPort = 0 }, Stop);
        using var http = new HttpClient { BaseAddress = site.Address };
        (await http.GetAsync("/organisations/00F", Stop)).EnsureSuccessStatusCode();
        (await http.GetAsync("/who-commissions?place=A81001", Stop)).EnsureSuccessStatusCode();
        (await http.GetAsync("/metrics", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync(new Uri(site.MetricsAddress!, "/organisations/00F"), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var answer = await http.GetAsync(site.MetricsAddress, Stop);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var text = await answer.Content.ReadAsStringAsync(Stop);
        var lines = text.TrimEnd('\n').Split('\n');
        // Each family is told once, with its help and its type before its samples.
        string? family = null;
        HashSet<string> seen = [];
        foreach (var line in lines)
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                continue;
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                family = line.Split(' ')[2];
                seen.Add(family).ShouldBeTrue(line);
                line.Split(' ')[3].ShouldBeOneOf("counter", "gauge", "histogram");
                continue;
            }

            var sample = Sample().Match(line);
            sample.Success.ShouldBeTrue(line);
            sample.Groups[1].Value.ShouldStartWith(family!);
            double.Parse(sample.Groups[2].Value, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(0);
        }

        lines.ShouldContain("http_server_request_duration_seconds_count{http_request_method=\"GET\",http_route=\"/organisations/{code}\",http_response_status_code=\"200\"} 1");
        lines.ShouldContain("http_server_request_duration_seconds_bucket{http_request_method=\"GET\",http_route=\"/organisations/{code}\",http_response_status_code=\"200\",le=\"+Inf\"} 1");
        lines.ShouldContain("remit_lookups_total{by=\"name\",found=\"false\"} 1");
        lines.ShouldContain("remit_journal_position 0");
        lines.ShouldContain("remit_holdings_releases 0");
        seen.ShouldContain("dotnet_process_memory_working_set_bytes");
    }

    [Fact]
    public async Task A_site_without_a_port_for_metrics_has_none()
    {
        using var folder = Where.NewFolder();
        await using var site = await Site.Start(new(folder.File("none"), null, 0, TimeProvider.System), Stop);

        site.MetricsAddress.ShouldBeNull();
    }

    [Fact]
    public async Task It_is_not_ready_where_its_journal_cannot_be_read_and_says_so_in_bounded_time()
    {
        using var folder = Where.NewFolder();
        await using var site = await Site.Start(new(folder.File("w"), null, 0, TimeProvider.System), Stop);
        using var http = new HttpClient { BaseAddress = site.Address };
        (await http.GetStringAsync("/health/ready", Stop)).ShouldEndWith("\"releases\":0,\"journal\":0}");

        Directory.CreateDirectory(folder.File("w"));
        await File.WriteAllTextAsync(folder.File("w/journal.db"), new string('x', 8192), Stop);
        using var answer = await http.GetAsync("/health/ready", Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldStartWith("{\"status\":\"journal-unreadable\"");
        (await http.GetAsync("/health/live", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/organisations/00F", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex(@"^The site is up at (\S+) until you press Ctrl-C\. Its metrics are at (\S+)\.$")]
    private static partial Regex Said();

    [GeneratedRegex("""^([a-z_][a-z0-9_]*)(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*\})? ([0-9.eE+-]+)$""")]
    private static partial Regex Sample();

    /// <summary>Takes what is sent by OTLP over HTTP and keeps it.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Receiver(WebApplication app) => this.app = app;

        public ConcurrentDictionary<string, string> Received { get; } = new();

        public string Address => app.Urls.First();

        public static async Task<Receiver> Start()
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
            builder.Services.AddRoutingCore();
            var app = builder.Build();
            var receiver = new Receiver(app);
            app.Run(async http =>
            {
                http.Request.ContentType.ShouldBe("application/x-protobuf");
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                receiver.Received.AddOrUpdate(http.Request.Path, _ => Encoding.UTF8.GetString(body.ToArray()), (_, before) => before + Encoding.UTF8.GetString(body.ToArray()));
                http.Response.ContentType = "application/x-protobuf";
            });
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
