using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Remit.Governance.Elections;
using Remit.Storage.Governance.Elections;
using Remit.Time;
using Remit.Web.Staff;

namespace Remit.Web;

/// <summary>What an election came to as files: the count sheet, the papers gathered by what they say, the receipts, and all of it for programs.</summary>
internal static class ElectionDownloads
{
    private const string CsvType = "text/csv; charset=utf-8; header=present", JsonType = "application/json; charset=utf-8", TextType = "text/plain; charset=utf-8";

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static void MapElections(this IEndpointRouteBuilder routes)
    {
        var app = routes.MapGroup("/elections/{body}/{name}").ForAnyone();
        app.MapMethods("/count.csv", Read, (HttpContext http, JournalInUse journal, string body, string name) => Send(http, journal, body, name, CsvType, CountSheet));
        app.MapMethods("/papers.csv", Read, (HttpContext http, JournalInUse journal, string body, string name) => Send(http, journal, body, name, CsvType, Papers));
        app.MapMethods("/receipts.txt", Read, (HttpContext http, JournalInUse journal, string body, string name) => Send(http, journal, body, name, TextType, e => string.Concat(e.Receipts.Select(r => r + "\n"))));
        app.MapMethods("/result.json", Read, (HttpContext http, JournalInUse journal, string body, string name) => Send(http, journal, body, name, JsonType, AsJson));
    }

    /// <summary>A row for each candidate at each stage, and one for what nobody has.</summary>
    private static string CountSheet(Election election)
    {
        var text = new StringBuilder("stage,candidate,name,votes,quota,is\n");
        foreach (var stage in election.PapersMayBeShown && election.Count is { } count ? count.Stages : [])
        {
            foreach (var (candidate, votes) in stage.Votes.OrderBy(v => v.Key, StringComparer.Ordinal))
                Row(stage, candidate, election.NameOf(candidate), votes, stage.Elected.Contains(candidate) ? "elected" : stage.Excluded.Contains(candidate) ? "excluded" : "");
            if (stage.Quota is not null)
                Row(stage, "", "not transferable", stage.NonTransferable, "");
        }

        foreach (var (line, votes) in election.PapersMayBeShown && election.Answer is { } answer ? ((string, long)[])[("for", answer.For), ("against", answer.Against), ("abstain", answer.Abstained)] : [])
            text.Append(CultureInfo.InvariantCulture, $"1,{line},{line},{votes},,\n");
        return text.ToString();

        void Row(CountStage stage, string candidate, string name, decimal votes, string becomes) =>
            text.Append(CultureInfo.InvariantCulture, $"{stage.Number},{candidate},{Quoted(name)},{votes:0.##},{stage.Quota:0.##},{becomes}\n");
    }

    private static string Papers(Election election)
    {
        var text = new StringBuilder("votes,preferences\n");
        foreach (var ranking in election.PapersMayBeShown ? election.Rankings : [])
            text.Append(CultureInfo.InvariantCulture, $"{ranking.Papers},{string.Join(' ', ranking.Preferences)}\n");
        return text.ToString();
    }

    private static string AsJson(Election election) => JsonSerializer.Serialize(new
    {
        election.Id,
        election.Called.Title,
        body = $"{election.Called.Body}",
        election.Called.Method,
        election.Called.Question,
        election.Called.Needs,
        election.Called.Application,
        election.Called.Committee,
        election.Called.Seats,
        election.Called.ReturningOfficer,
        frozenOn = IsoDate.Text(election.Called.FrozenOn),
        opens = IsoDate.Text(election.Called.Opens),
        closes = IsoDate.Text(election.Called.Closes),
        election.Stage,
        turnout = election.PapersMayBeShown ? election.Turnout : (object?)(election.Turnout is { } t ? new { t.Electors, t.Issued, t.Replaced, t.Papers, t.PerCent } : null),
        candidates = election.Candidates.Select(c => new { c.Id, c.Name, c.Fell }),
        declared = election.Declared,
        answer = election.PapersMayBeShown ? election.Answer : null,
        stages = election.PapersMayBeShown ? election.Count?.Stages : null,
        papers = election.PapersMayBeShown ? election.Rankings : null,
        receipts = election.Closed is null ? null : new { count = election.Receipts.Count, seal = VotingPaper.Seal(election.Receipts) },
    }, Json) + "\n";

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static async Task Send(HttpContext http, JournalInUse journal, string body, string name, string type, Func<Election, string> content)
    {
        if (journal.IfThere is not { } open || RecordedElections.Find(open, $"{body}/{name}") is not { Closed: not null } election)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = type;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.WriteAsync(content(election), http.RequestAborted);
    }
}
