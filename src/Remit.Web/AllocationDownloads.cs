using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Remit.Storage.Allocations;
using Remit.Web.Public.Allocations;
using Remit.Web.Staff;

namespace Remit.Web;

/// <summary>A scenario of pace of change as files: every body and year, a workbook that calculates, and the policy with what was changed.</summary>
internal static class AllocationDownloads
{
    private const string CsvType = "text/csv; charset=utf-8; header=present";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapAllocations(this IEndpointRouteBuilder routes)
    {
        var app = routes.MapGroup("").ForAnyone();
        app.MapMethods("/allocations.csv", Read, (HttpContext http, HeldNow held) => Send(http, held, CsvType, "allocations.csv", asked => PacedFile.Content(asked.Result())));
        app.MapMethods("/allocations/policy.csv", Read, (HttpContext http, HeldNow held) => Send(http, held, CsvType, "policy.csv", asked => PacePolicies.Content(asked.Policy)));
        app.MapMethods("/allocations.xlsx", Read, (HttpContext http, HeldNow held) => Send(http, held, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "allocations.xlsx", asked => PaceWorkbook.Of(asked.Policy, asked.Result())));
    }

    private static async Task Send(HttpContext http, HeldNow held, string type, string name, Func<PaceAsked, byte[]> content)
    {
        if (held.Now.Positions is not { } positions)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(content(new(http.Request.Query, positions)), http.RequestAborted);
    }
}
