using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Remit.Storage.Register;
using Remit.Time;
using Remit.Web.Staff;

namespace Remit.Web.Public.Mergers;

/// <summary>The files of a plan, each at an address that says all that it is made from.</summary>
internal static class PlanFiles
{
    public const string Workbook = "plan.xlsx", Document = "plan.docx", ScenarioName = "scenario.csv";

    private const string CsvType = "text/csv; charset=utf-8; header=present";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void AddMergers(this IServiceCollection services) => services.AddSingleton<PlanDesk>();

    public static void MapMergers(this IEndpointRouteBuilder routes) => routes.MapMethods("/merge/{file}", Read, File).ForAnyone();

    /// <summary>Whether a request is one that takes a plan to answer, of which nobody may have many at once.</summary>
    public static bool IsHeavy(HttpRequest request) => request.Path.StartsWithSegments("/merge") && PlanAsked.IsMeant(request);

    private static async Task File(HttpContext http, PlanDesk desk, HeldNow held, TimeProvider clock, string file)
    {
        var asked = PlanAsked.Of(http.Request, held.Now.Register, clock.TodayInLondon);
        if (asked.Scenarios.Count == 0)
        {
            http.Response.StatusCode = asked.Problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound;
            if (asked.Problems.Count > 0)
            {
                http.Response.ContentType = "text/plain; charset=utf-8";
                await http.Response.WriteAsync(string.Concat(asked.Problems.Select(p => $"{p.Problem}\n")), http.RequestAborted);
            }

            return;
        }

        if (await desk.Make(asked, http.RequestAborted) is not { } made)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "10";
            return;
        }

        var tables = MergerPlanTables.Of(made.Dossiers);
        var (type, write) = file switch
        {
            Workbook => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to => to.Write(PlanWorkbook.Of(tables))),
            Document => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to => to.Write(PlanDocument.Of(made.Held.Register, made.Dossiers))),
            ScenarioName => (CsvType, to => to.Write(System.Text.Encoding.UTF8.GetBytes(ScenarioFile.Text(asked.Scenarios, area => area.From.Replace(" on ", "@", StringComparison.Ordinal))))),
            $"{MergerPlanTables.Postcodes}.csv" => (CsvType, to => MergerPlanTables.WritePostcodes(to, made.Dossiers)),
            _ when tables.FirstOrDefault(t => $"{t.Name}.csv" == file) is { } table => (CsvType, to => MergerPlanTables.WriteCsv(to, table.Rows.Prepend(table.Columns))),
            _ => ("", (Action<Stream>?)null),
        };
        if (write is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        // Rows are written as they are worked out, by what does not wait for each.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        write(http.Response.Body);
    }
}
