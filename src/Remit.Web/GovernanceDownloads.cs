using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Time;
using Remit.Web.Public.Governance;
using Remit.Web.Staff;

namespace Remit.Web;

/// <summary>What is public of boards as files: CSV, Popolo, Word, and a calendar to subscribe to.</summary>
internal static class GovernanceDownloads
{
    private const string CsvType = "text/csv; charset=utf-8; header=present", WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", CalendarType = "text/calendar; charset=utf-8";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void AddGovernance(this IServiceCollection services) =>
        services.AddSingleton<GovernanceNow>().Configure<ResponseCompressionOptions>(compression => compression.MimeTypes = [.. compression.MimeTypes, "text/calendar"]);

    public static void MapGovernance(this IEndpointRouteBuilder routes)
    {
        var app = routes.MapGroup("").ForAnyone();
        var body = app.MapGroup("/organisations/{code}/governance");
        body.MapMethods("/seats.csv", Read, (HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, string code) => Send(http, now, held, clock, code, CsvType,
            b => b.Structure is { } structure ? ($"seats-{b.Body}.csv", BoardTables.Csv(BoardTables.Seats(structure))) : null));
        body.MapMethods("/interests.csv", Read, (HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, string code) => Send(http, now, held, clock, code, CsvType,
            b => ($"interests-{b.Body}.csv", BoardTables.Csv(BoardTables.Interests(b.Proceedings.PublicRegister(b.Body, b.Day, b.Today), b.Proceedings.Governance)))));
        body.MapMethods("/interests.docx", Read, (HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, string code) => Send(http, now, held, clock, code, WordType,
            b => ($"register-of-interests-{b.Body}.docx", BoardDocuments.Register(b.Proceedings, b.Body, b.Name, b.Day, b.Today).Word())));
        body.MapMethods("/meetings.csv", Read, (HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, string code) => Send(http, now, held, clock, code, CsvType,
            b => ($"meetings-{b.Body}.csv", BoardTables.Csv(BoardTables.Items(b.Proceedings.Of(b.Body))))));
        body.MapMethods("/popolo.json", Read, (HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, string code) => Send(http, now, held, clock, code, "application/json; charset=utf-8",
            b => ("", Popolo.Of(b.Proceedings, b.Body, b.Name))));
        body.MapMethods("/meetings.ics", Read, (HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, SiteOptions site, string code) => Send(http, now, held, clock, code, CalendarType,
            b => ($"meetings-{b.Body}.ics", MeetingCalendar.Of($"Meetings of {b.Name}", b.Proceedings.Of(b.Body), clock.GetUtcNow(),
                m => $"{site.PublicAddress?.GetLeftPart(UriPartial.Authority)}{BoardPage.AddressOf(m)}"))));
        body.MapMethods("/meetings/{committee}/{day}/minutes.docx", Read, (HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, string code, string committee, string day) => Send(http, now, held, clock, code, WordType,
            b => Meeting(b, committee, day) is { } meeting && meeting.MinutesArePublic(b.Today) ? ($"minutes-{b.Body}-{committee}-{day}.docx", BoardDocuments.Minutes(meeting, p => b.Proceedings.Governance.Find(p)?.Name ?? p).Word()) : null));
        body.MapMethods("/procurement.csv", Read, (HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, string code) => Send(http, now, held, clock, code, CsvType,
            b => ($"procurement-{b.Body}.csv", BoardTables.Csv(BoardTables.Procurement(now.Current.Procurement.Of(b.Body))))));
        body.MapMethods("/meetings/{committee}/{day}/papers/{number:int}", Read, (HttpContext http, GovernanceNow now, SiteOptions site, TimeProvider clock, string code, string committee, string day, int number) => GivePaper(http, now.Now, site, clock.TodayInLondon, code, committee, day, number));
        app.MapMethods("/governance/compare.csv", Read, async (HttpContext http, GovernanceNow now, TimeProvider clock) =>
        {
            var (structures, _) = Compare.Read(http.Request.Query["body"], now.Now.Governance, DayAsked.Of(http.Request.Query["on"], clock.TodayInLondon).Day, _ => { });
            await (structures.Count == 0 ? Missing(http) : Write(http, CsvType, "committees.csv", BoardTables.Csv(BoardTables.Compared(structures, now.Now.Governance.Facts))));
        });
    }

    private sealed record Asked(Proceedings Proceedings, OdsCode Body, string Name, DateOnly Day, DateOnly Today)
    {
        public Structure? Structure => Proceedings.Governance.On(Body, Day);
    }

    private static Meeting? Meeting(Asked asked, string committee, string day) => asked.Proceedings.Of(asked.Body).FirstOrDefault(m => m.Id == $"{asked.Body}/{committee}/{day}");

    // A paper that is not public is answered as one that there is not.
    private static async Task GivePaper(HttpContext http, Proceedings proceedings, SiteOptions site, DateOnly today, string code, string committee, string day, int number)
    {
        if (!OdsCode.TryParse(code, out var body) || proceedings.Of(body).FirstOrDefault(m => m.Id == $"{code}/{committee}/{day}") is not { } meeting || meeting.FindPaper(number) is not { File: { } file } paper || !paper.IsPublic(meeting, today))
        {
            await Missing(http);
            return;
        }

        await using var content = KeptPapers.Open(new Workspace(site.Workspace), file);
        http.Response.ContentType = file.MediaType;
        http.Response.ContentLength = file.Bytes;
        // Whatever somebody put in is fetched and never shown as a page of this site.
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = file.Name }.ToString();
        if (!HttpMethods.IsHead(http.Request.Method))
            await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static Task Send(HttpContext http, GovernanceNow now, HeldNow held, TimeProvider clock, string code, string type, Func<Asked, (string Name, byte[] Content)?> content)
    {
        if (!OdsCode.TryParse(code, out var body) || body.ToString() != code || held.Now.Register.Find(body) is not { } organisation || !now.Now.Governance.VersionsOf(body).Any())
            return Missing(http);
        var today = clock.TodayInLondon;
        var day = DayAsked.Of(http.Request.Query["on"], organisation.Closed < today ? organisation.Closed.Value : today).Day;
        return content(new(now.Now, body, organisation.NameNear(day), day, today)) is { } made ? Write(http, type, made.Name, made.Content) : Missing(http);
    }

    private static async Task Write(HttpContext http, string type, string name, byte[] content)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = content.Length;
        if (name.Length > 0)
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }

    private static Task Missing(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
