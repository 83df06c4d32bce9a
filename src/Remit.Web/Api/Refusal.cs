using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Remit.Web.Api;

/// <summary>Why something is not answered: a name that stays, and what to do.</summary>
/// <param name="Name">A promise to callers; <c>/api#NAME</c> tells what it means.</param>
internal sealed record ProblemKind(string Name, int Status, string Title, string Says)
{
    public static readonly ProblemKind UnknownParameter = new("unknown-parameter", 400, "There is no such parameter",
        "The address has a parameter that means nothing there. It may be misspelt: to pass over it would be to answer another question.");

    public static readonly ProblemKind BadParameter = new("bad-parameter", 400, "A parameter cannot be read",
        "A parameter is missing, is given twice, or is not what it should be. Each is listed under errors with what was found and what is wanted.");

    public static readonly ProblemKind BadBody = new("bad-body", 400, "The body cannot be read", "What was sent is not JSON of the shape that is asked for, or has too much in it.");

    public static readonly ProblemKind NotHeld = new("not-held", 404, "That is not held here",
        "The code, place or rulebook is well written but nothing that is held here has it, now or at any time. What is not held here may still exist: see /data for what these answers rest on.");

    public static readonly ProblemKind NoSuchAddress = new("no-such-address", 404, "There is no such address", "Nothing is answered at this address. The page /api lists those that there are.");

    public static readonly ProblemKind OnlyRead = new("only-read", 405, "That cannot be done here", "The API can only be read: by GET and HEAD, and by POST where a list of places is asked about.");

    public static readonly ProblemKind NotAcceptable = new("not-acceptable", 406, "It cannot be had in that form", "Answers are JSON; those that are tables are CSV as well. The Accept header asked for neither.");

    public static readonly ProblemKind TooLarge = new("too-large", 413, "Too much was sent", "A list of places may have 1,000 of them and 65,536 bytes.");

    public static readonly ProblemKind WantedJson = new("wanted-json", 415, "The body is not JSON", "A list of places is sent as JSON, with Content-Type: application/json.");

    public static readonly ProblemKind TooMany = new("too-many", 429, "Too many requests",
        "More requests came from your address than are answered in so short a time. Ask again in the seconds that Retry-After says, ask of up to 1,000 places at once by POST, or download the tables whole from /data.");

    public static readonly ProblemKind Fault = new("fault", 500, "Remit made a mistake",
        "This is a fault in Remit, not in what you asked. It has been written to the server's log. Trying again may help; if it does not, please report the address.");

    public static readonly IReadOnlyList<ProblemKind> All = [UnknownParameter, BadParameter, BadBody, NotHeld, NoSuchAddress, OnlyRead, NotAcceptable, TooLarge, WantedJson, TooMany, Fault];

    /// <summary>The page that tells what it means.</summary>
    public string Address => $"/api#{Name}";

    public static ProblemKind Of(int status) => status == 404 ? NoSuchAddress : All.FirstOrDefault(k => k.Status == status) ?? (status < 500 ? BadParameter : Fault);
}

/// <summary>One thing that was asked and could not be read.</summary>
/// <param name="Parameter">Its name in the address or body.</param>
/// <param name="Found">What was found, in quotes and cut short.</param>
/// <param name="Wanted">What is wanted.</param>
internal sealed record RefusedParameter(string Parameter, string Found, string Wanted);

/// <summary>Problem details, as RFC 9457 has them.</summary>
/// <param name="Type">Leads to the page that tells what this kind of problem means.</param>
/// <param name="Title">The kind of problem, the same each time.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was found, what was wanted, and what to do.</param>
/// <param name="Errors">Each parameter that was refused; absent from other problems.</param>
internal sealed record ProblemDetails(string Type, string Title, int Status, string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RefusedParameter>? Errors = null);

/// <summary>An answer that says why there is none.</summary>
internal sealed record Refusal(ProblemKind Kind, string Detail, IReadOnlyList<RefusedParameter>? Errors = null) : IResult
{
    public const string MediaType = "application/problem+json";

    public static Refusal Of(ProblemKind kind, IReadOnlyList<RefusedParameter> errors) =>
        new(kind, string.Join(" ", errors.Select(e => $"{e.Parameter}: found {(e.Found is "''" ? "nothing" : e.Found)}, wanted {e.Wanted}.")), errors);

    public static Refusal Of(ProblemKind kind) => new(kind, kind.Says);

    /// <summary>A parameter whose value only the answer itself can judge.</summary>
    public static Refusal Of(Parameter parameter, string found, string wanted) => Of(ProblemKind.BadParameter, [new(parameter.Name, Finding.Quoted(found), wanted)]);

    public static Refusal NotHeld(string detail) => new(ProblemKind.NotHeld, detail);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Kind.Status;
        await Reply.Write(httpContext, JsonSerializer.SerializeToUtf8Bytes(new ProblemDetails(Kind.Address, Kind.Title, Kind.Status, Detail, Errors), Reply.Json), MediaType);
    }
}
