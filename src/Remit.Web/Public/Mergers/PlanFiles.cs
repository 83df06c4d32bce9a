using System.Text;
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
    public const string Workbook = "plan.xlsx", Document = "plan.docx", ScenarioName = "scenario.csv", Manifest = "manifest.json";

    private const string PostcodesName = $"{MergerPlanTables.Postcodes}.csv";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void AddMergers(this IServiceCollection services) => services.AddSingleton<PlanDesk>();

    public static void MapMergers(this IEndpointRouteBuilder routes) => routes.MapMethods("/merge/{file}", Read, File).ForAnyone();

    /// <summary>Whether a request is one that takes a plan to answer, of which nobody may have many at once.</summary>
    public static bool IsHeavy(HttpRequest request) => request.Path.StartsWithSegments("/merge") && PlanAsked.IsMeant(request);

    private static async Task File(HttpContext http, PlanDesk desk, HeldNow held, TimeProvider clock, string file)
    {
        var asked = PlanAsked.Of(http.Request, held.Now.Register, clock.TodayInLondon);
        (PlanAsked Asked, MadePlans? Made)? answer = asked.IsToBePlanned ? await desk.Make(asked, http.RequestAborted) : (asked, null);
        if (answer is null)
        {
            BusyDesk.Tell(http);
            return;
        }

        (asked, var planned) = answer.Value;
        if (planned is not { } made)
        {
            http.Response.StatusCode = asked.Problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound;
            if (asked.Problems.Count > 0)
            {
                http.Response.ContentType = "text/plain; charset=utf-8";
                await http.Response.WriteAsync(string.Concat(asked.Problems.Select(p => $"{p.Problem}\n")), http.RequestAborted);
            }

            return;
        }

        if (file is Workbook or Document or Manifest)
        {
            // Each takes as long as a plan, so that they wait for their turn too.
            if (await desk.InTurn(() => Made(made, file), http.RequestAborted) is { } content)
                await Send(http, TypeOf(file), file, to => to.WriteAsync(content, http.RequestAborted).AsTask());
            else
                BusyDesk.Tell(http);
        }
        else if (Written(made, file) is { } write)
            await Send(http, TypeOf(file), file, to =>
            {
                // Rows are written as they are worked out, by what does not wait for each.
                http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
                write(to);
                return Task.CompletedTask;
            });
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>The files there are of some plans, but for the manifest, which tells of them.</summary>
    public static IEnumerable<string> Names(MadePlans made) =>
    [
        Document, Workbook, ScenarioName, .. made.Tables.Where(t => t.Rows.Count > 0).Select(t => $"{t.Name}.csv"),
        .. made.Dossiers.Any(d => d.Postcodes is { CanBeTold: true, Held: > 0 }) ? [PostcodesName] : (string[])[],
    ];

    private static Action<Stream>? Written(MadePlans made, string file) => file switch
    {
        Workbook or Document => to => to.Write(Made(made, file)),
        ScenarioName => to => to.Write(Encoding.UTF8.GetBytes(ScenarioFile.Text(made.Asked.Scenarios, area => area.From.Replace(" on ", "@", StringComparison.Ordinal)))),
        PostcodesName => to => MergerPlanTables.WritePostcodes(to, made.Dossiers),
        _ when made.Tables.FirstOrDefault(t => $"{t.Name}.csv" == file) is { } table => to => MergerPlanTables.WriteCsv(to, table.Rows.Prepend(table.Columns)),
        _ => null,
    };

    private static byte[] Made(MadePlans made, string file) => file switch
    {
        Workbook => PlanWorkbook.Of(made.Tables),
        Document => PlanDocument.Of(made.Held.Register, made.Dossiers),
        _ => PlanManifest.Of(made.Held.Register, made.Held.Powers, made.Dossiers, null, Names(made).Select(name => (name, Written(made, name)!))),
    };

    private static string TypeOf(string file) => file switch
    {
        Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Document => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Manifest => "application/json; charset=utf-8",
        _ => "text/csv; charset=utf-8; header=present",
    };

    private static async Task Send(HttpContext http, string type, string file, Func<Stream, Task> write)
    {
        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        if (!HttpMethods.IsHead(http.Request.Method))
            await write(http.Response.Body);
    }
}
