using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Remit.Cli;
using Remit.Storage.Samples;
using Remit.Tests;
using Remit.Web;

namespace Remit.Journeys.Web;

/// <summary>The site of the made-up England, up on a free port, on the 15th of January 2026.</summary>
public sealed class RunningSite : IAsyncLifetime
{
    private readonly TemporaryFolder folder = Where.NewFolder();
    private Site site = null!;

    public HttpClient Http { get; private set; } = null!;

    public Uri Address => site.Address;

    public IReadOnlyList<string> Patterns => site.Patterns;

    public IReadOnlyList<string> PagesUnder(string folder) => PagesOf(site.Routes, folder);

    /// <summary>The patterns of the pages in a folder, such as <c>/organisations/{code}</c>.</summary>
    internal static IReadOnlyList<string> PagesOf(IReadOnlyList<Endpoint> routes, string folder) =>
        [.. routes.OfType<RouteEndpoint>().Where(r => r.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath.StartsWith($"{folder}/", StringComparison.Ordinal) == true).Select(r => $"/{r.RoutePattern.RawText?.TrimStart('/')}").Distinct()];

    /// <summary>Each kind of page once, as the made-up England has it.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "/",
        "/who-commissions",
        "/who-commissions?place=X10001&on=2019-06-30",
        "/who-commissions?place=YO61+0CC&on=2025-06-10",
        "/who-commissions?place=surgery",
        "/who-commissions?place=nowhere&on=yesterday",
        "/organisations",
        "/organisations?kind=CCG&on=2013-04-01",
        "/organisations?q=gateshead",
        "/organisations?q=nobody+at+all",
        "/organisations/00F?on=2016-04-01",
        "/organisations/QHM",
        "/organisations/16C?on=2025-06-10",
        "/organisations/X10001",
        "/map",
        "/map?on=2013-04-01&of=00F",
        "/map?on=2016-04-01&within=Y54",
        "/map?on=2023-04-01&kind=ICB",
        "/map?on=2020-04-01&before=2019-04-01",
        "/map?on=2012-04-01&kind=zoo&within=ZZZ",
        "/merge",
        "/merge?on=2027-04-01&kind=ICB&body=QHM&q=york&do=find",
        "/merge?on=2027-04-01&kind=ICB&body=QHM&body=QF7&name=Made+up",
        "/merge?on=2015-04-01&kind=CCG&body=00F&body=00G&body=00H",
        "/merge?on=1+April+9999&kind=zoo&body=00F&body=ZZZ",
        "/merge?scenario=scenario,on,name,bodies%0Aone,2027-04-01,North,QHM+QF7%0Atwo,2027-04-01,West,QOP+QYG",
        "/merge?scenario=on,name%0A2027-04-01,North",
        "/method",
        "/method/cam-2025-26",
        "/method/cam-2025-26?cds_type=020&day=2025-06-10&practice_code=X10001&overseas_category=A",
        "/method/cam-2025-26?cds_type=020&day=2019-06-10",
        "/allocations",
        "/allocations?policy=2014-15&minimum=1&years=3&merge=00F+%2B+00H",
        "/allocations?minimum=lots",
        "/allocations/00F?policy=january-2016&years=2",
        "/governance",
        "/governance/compare?body=X9V&on=2022-05-01",
        "/governance/compare?body=X9V+ZZZ&on=never",
        "/organisations/X9V",
        "/organisations/X9V/governance",
        "/organisations/X9V/governance?on=2022-04-13",
        "/organisations/X9V/governance?on=2019-01-01",
        "/organisations/X9V/governance/interests",
        "/organisations/X9V/governance/meetings",
        "/organisations/X9V/governance/procurement",
        "/organisations/X9V/governance/meetings/governing-body/2021-11-25",
        "/organisations/X9V/governance/meetings/governing-body/2022-05-26",
        "/interests",
        "/interests?q=Harbour+Health&on=2022-05-01",
        "/interests?q=nobody+at+all",
        "/allocations/shares",
        "/allocations/shares?edition=2018-19",
        "/allocations/shares?edition=2022-23-need&on=1+April+2026&opening=plain&policy=2019-20&years=3&changes=weight,maternity+in+all+services,0.1&mergers=2026-05-01,North,QHM+QYG",
        "/allocations/shares?edition=zoo&on=soon&changes=lots&years=99",
        "/allocations/shares/16C?edition=2022-23-need&opening=plain",
        "/runs",
        "/elections",
        "/data",
        "/api",
        "/data/organisations",
        "/data/published_counts",
    ];

    /// <summary>The page of the later of two published runs.</summary>
    public string RunPage { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var (said, noted) = (new StringWriter(), new StringWriter());
        (await CommandLine.Run(["import", "auto", Path.Combine(Where.Root, "samples"), "--workspace", folder.File("w")], new Terminal(said, noted, new StoppedClock())))
            .ShouldBe(ExitCode.Done, noted.ToString());
        await File.WriteAllTextAsync(folder.File("opening-positions.csv"), MadeUpPositions.Table);
        (await CommandLine.Run(["import", "opening-positions", folder.File("opening-positions.csv"), "--workspace", folder.File("w")], new Terminal(said, noted, new StoppedClock())))
            .ShouldBe(ExitCode.Done, noted.ToString());
        await File.WriteAllTextAsync(folder.File("practice_weighted_pop_2022_23.csv"), MadeUpPositions.Populations);
        (await CommandLine.Run(["import", "weighted-populations", folder.File("practice_weighted_pop_2022_23.csv"), "--workspace", folder.File("w")], new Terminal(said, noted, new StoppedClock())))
            .ShouldBe(ExitCode.Done, noted.ToString());
        await MadeUpRuns.Publish(folder, "before", "June 2025, on last year's register", "--as-on", "2025-03-31");
        RunPage = await MadeUpRuns.Publish(folder, "now", "June 2025");
        RecordBoard(folder.File("w"));
        site = await Site.Start(new(folder.File("w"), null, 0, new StoppedClock()) { RateLimits = new() { Plans = 0 } });
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = site.Address };
    }

    /// <summary>Records the made-up board in a workspace.</summary>
    internal static void RecordBoard(string workspace) =>
        MadeUpBoard.Record(new(workspace), Path.Combine(Where.Root, "samples"), new(2026, 1, 15), new("Ann Example", "governance officer", "To show a board", new StoppedClock().GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await site.DisposeAsync();
        folder.Dispose();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    }
}
