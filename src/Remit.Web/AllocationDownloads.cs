using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Remit.Storage.Allocations;
using Remit.Web.Public.Allocations;
using Remit.Web.Staff;

namespace Remit.Web;

/// <summary>A scenario of pace of change as files: every body and year, a workbook that calculates, and the policy with what was changed.</summary>
internal static class AllocationDownloads
{
    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string CsvType = "text/csv; charset=utf-8; header=present";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapAllocations(this IEndpointRouteBuilder routes)
    {
        var app = routes.MapGroup("").ForAnyone();
        app.MapMethods("/allocations.csv", Read, (HttpContext http, HeldNow held) => Send(http, held, CsvType, "allocations.csv", asked => PacedFile.Content(asked.Result())));
        app.MapMethods("/allocations/policy.csv", Read, (HttpContext http, HeldNow held) => Send(http, held, CsvType, "policy.csv", asked => PacePolicies.Content(asked.Policy)));
        app.MapMethods("/allocations/shares.csv", Read, (HttpContext http, ShareDesk desk) => SendShares(http, desk, CsvType, "shares.csv", shares => Task.FromResult<byte[]?>(SharesFile.Content(shares))));
        app.MapMethods("/allocations/shares.xlsx", Read, (HttpContext http, ShareDesk desk) => SendShares(http, desk, WorkbookType, "shares.xlsx", shares => desk.WorkbookOf(shares, http.RequestAborted)));
        app.MapMethods("/allocations/shares/changes.csv", Read, (HttpContext http) => Send(http, CsvType, "changes.csv", Typed(SharesAsked.Of(http.Request.Query).ChangesFile)));
        app.MapMethods("/allocations/shares/mergers.csv", Read, (HttpContext http) => Send(http, CsvType, "mergers.csv", Typed(SharesAsked.Of(http.Request.Query).MergersFile)));
        app.MapMethods("/allocations.xlsx", Read, (HttpContext http, HeldNow held) => Send(http, held, WorkbookType, "allocations.xlsx", asked => PaceWorkbook.Of(asked.Policy, asked.Result())));
    }

    public static void AddShares(this IServiceCollection services) => services.AddSingleton<ShareDesk>();

    private static Task Send(HttpContext http, HeldNow held, string type, string name, Func<PaceAsked, byte[]> content) =>
        Send(http, type, name, held.Now.Positions is { } positions ? () => content(new(http.Request.Query, positions)) : null);

    private static Func<byte[]>? Typed(string rows) => rows.Length == 0 ? null : () => Encoding.UTF8.GetBytes(rows);

    private static async Task SendShares(HttpContext http, ShareDesk desk, string type, string name, Func<MadeShares, Task<byte[]?>> make)
    {
        if (await desk.Of(SharesAsked.Of(http.Request.Query), http.RequestAborted) is not { } answer)
            BusyDesk.Tell(http);
        else if (answer.AsAsked is not { } shares || HttpMethods.IsHead(http.Request.Method))
            await Send(http, type, name, answer.AsAsked is null ? null : () => []);
        else if (await make(shares) is { } content)
            await Send(http, type, name, () => content);
        else
            BusyDesk.Tell(http);
    }

    private static async Task Send(HttpContext http, string type, string name, Func<byte[]>? content)
    {
        if (content is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(content(), http.RequestAborted);
    }
}
