using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;
using Remit.Time;

namespace Remit.Web.Api;

/// <summary>Writes answers: as JSON, and tables as CSV where that is asked for.</summary>
internal static class Reply
{
    public const string JsonType = "application/json";
    public const string CsvType = "text/csv";

    /// <summary>Names in small letters with underscores, as the columns of every file are; days as YYYY-MM-DD; what is not known is null.</summary>
    public static readonly JsonSerializerOptions Json = Settled(new());

    /// <summary>Sets the house's way of writing JSON.</summary>
    public static JsonSerializerOptions Settled(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower;
        // Answers are never put into a page, so names keep their apostrophes.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.NumberHandling = JsonNumberHandling.Strict;
        options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        return options;
    }

    /// <param name="form">A media type for JSON of some kind.</param>
    public static IResult Of<T>(T value, string form = JsonType) => new JsonReply<T>(value, form);

    /// <summary>One page of a table, with links to those around it.</summary>
    /// <param name="all">All rows of the table, in an order that does not change.</param>
    public static IResult Table<TRow, TAll>(Question question, IReadOnlyList<TAll> all, Func<TAll, TRow> row)
    {
        var (page, limit) = (question.Page, question.Limit);
        var first = (long)(page - 1) * limit;
        var pages = Math.Max(1, (all.Count + limit - 1) / limit);
        if (page > pages)
            return Refusal.Of(Parameter.Page, page.ToString(CultureInfo.InvariantCulture), $"at most {pages}, the last page");
        List<TRow> rows = [.. all.Skip((int)first).Take(limit).Select(row)];
        List<string> links = [Link("first", 1), Link("last", pages)];
        if (page > 1)
            links.Add(Link("prev", page - 1));
        if (page < pages)
            links.Add(Link("next", page + 1));
        question.Http.Response.Headers.Link = string.Join(", ", links);
        return new TableReply<TablePage<TRow>, TRow>(new(question.AsAt, question.Day, all.Count, page, pages, rows), rows, question.AsAt);

        string Link(string relation, int to)
        {
            var query = new QueryBuilder(question.Http.Request.Query.Where(q => q.Key != Parameter.Page.Name).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString())))
            {
                { Parameter.Page.Name, to.ToString(CultureInfo.InvariantCulture) },
            };
            return $"<{question.Http.Request.Path.ToUriComponent()}{query.ToQueryString()}>; rel=\"{relation}\"";
        }
    }

    internal static async Task Write(HttpContext http, ReadOnlyMemory<byte> body, string mediaType)
    {
        // What is refused may not have been read to its end, and then the connection is of no more use: the next request on it would be lost.
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest && !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
            http.Response.Headers.Connection = "close";
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>Whether an Accept header takes a media type, and would rather have it than JSON.</summary>
    internal static bool Prefers(HttpRequest request, string mediaType) =>
        request.Headers.Accept is { Count: > 0 } && Weight(request, mediaType) is > 0 and var csv && csv >= Weight(request, JsonType) && request.GetTypedHeaders().Accept.Any(a => a.MediaType == mediaType);

    internal static bool Accepts(HttpRequest request, string mediaType) => request.Headers.Accept is [] or ["*/*"] || Weight(request, mediaType) > 0;

    private static double Weight(HttpRequest request, string mediaType)
    {
        var wanted = new MediaTypeHeaderValue(mediaType);
        // The most particular range that fits decides: text/csv before text/*, and that before */*.
        return request.GetTypedHeaders().Accept.Where(a => wanted.IsSubsetOf(new(a.MediaType)))
            .OrderBy(a => a.MatchesAllTypes ? 2 : a.MatchesAllSubTypes ? 1 : 0).Select(a => a.Quality ?? 1).FirstOrDefault();
    }

    private sealed record JsonReply<T>(T Value, string Form) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            Accepts(httpContext.Request, Form) || Accepts(httpContext.Request, JsonType) ? Write(httpContext, JsonSerializer.SerializeToUtf8Bytes(Value, Json), Form) : Refusal.Of(ProblemKind.NotAcceptable).ExecuteAsync(httpContext);
    }

    /// <summary>The same rows either way: a column for each member of a row, named as in JSON.</summary>
    internal sealed record TableReply<T, TRow>(T Value, IReadOnlyList<TRow> Rows, string AsAt) : IResult
    {
        private static readonly IList<JsonPropertyInfo> Columns = Json.GetTypeInfo(typeof(TRow)).Properties;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (!Prefers(httpContext.Request, CsvType))
                return new JsonReply<T>(Value, JsonType).ExecuteAsync(httpContext);
            httpContext.Response.Headers["As-At"] = AsAt;
            return Write(httpContext, Encoding.UTF8.GetBytes(Csv()), $"{CsvType}; charset=utf-8; header=present");
        }

        private string Csv()
        {
            var text = new StringBuilder().AppendJoin(',', Columns.Select(c => c.Name)).Append("\r\n");
            foreach (var row in Rows)
                text.AppendJoin(',', Columns.Select(c => Quoted(Cell(c.Get!(row!))))).Append("\r\n");
            return text.ToString();
        }

        private static string Cell(object? value) => value switch
        {
            null => "",
            string text => text,
            bool flag => flag ? "true" : "false",
            DateOnly day => IsoDate.Text(day),
            Enum named => JsonNamingPolicy.SnakeCaseLower.ConvertName(named.ToString()),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"A row of a table has a {value.GetType().Name}, which no cell can hold."),
        };

        private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}

/// <summary>A page of a table.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from: it changes when they do.</param>
/// <param name="On">The day asked about.</param>
/// <param name="Total">How many rows the whole table has.</param>
/// <param name="Page">Which page this is, the first being 1.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Rows">The rows.</param>
internal sealed record TablePage<TRow>(string AsAt, DateOnly On, int Total, int Page, int Pages, IReadOnlyList<TRow> Rows);
