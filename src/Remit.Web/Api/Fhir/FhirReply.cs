using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Remit.Web.Api.Fhir;

/// <summary>A FHIR resource as the answer.</summary>
internal sealed record FhirReply(JsonObject Resource, int Status = StatusCodes.Status200OK) : IResult
{
    public const string MediaType = "application/fhir+json";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Formats = ["json", "application/json", "application/fhir+json"];

    /// <summary>The standard's way of saying why there is no answer.</summary>
    /// <param name="code">From the standard's own list: <c>not-found</c>, <c>invalid</c>, <c>not-supported</c>, <c>too-costly</c>, <c>exception</c>.</param>
    public static FhirReply Outcome(int status, string code, string says) => new(new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray(new JsonObject { ["severity"] = "error", ["code"] = code, ["diagnostics"] = says }),
    }, status);

    public static FhirReply Of(Refusal refusal) => Outcome(refusal.Kind.Status,
        refusal.Kind.Status switch { 404 => "not-found", 405 => "not-supported", >= 500 => "exception", _ => "invalid" },
        refusal.Kind == ProblemKind.NoSuchAddress ? $"There is no such address. {FhirSite.Path}/metadata tells those that there are." : refusal.Detail);

    /// <summary>Whether a request can be answered in JSON, which is the only form there is.</summary>
    public static bool CanBeRead(HttpRequest request) => request.Query["_format"].ToString() switch
    {
        { Length: > 0 } format => Formats.Contains(format.Split(';')[0].Trim().Replace(' ', '+'), StringComparer.OrdinalIgnoreCase),
        _ => request.Headers.Accept.Count == 0 || request.GetTypedHeaders().Accept.Any(Fits),
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return Reply.Write(httpContext, JsonSerializer.SerializeToUtf8Bytes(Resource, Json), $"{MediaType}; charset=utf-8");
    }

    private static bool Fits(MediaTypeHeaderValue accepted) =>
        accepted.Quality != 0 && (accepted.MatchesAllTypes || accepted.MediaType == "application/*" || Formats.Any(f => accepted.MediaType.Equals(f, StringComparison.OrdinalIgnoreCase)));
}
