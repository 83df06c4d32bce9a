using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Remit.Time;

namespace Remit.Web.Api;

/// <summary>One thing that the API answers: what its description and its page tell, beside the answering itself.</summary>
/// <param name="Id">A name for programs, and of the file of its example in <c>Api/Examples</c>.</param>
/// <param name="Example">An address that answers, in the made-up England.</param>
internal sealed record Operation(string Id, string Summary, string Says, IReadOnlyList<Parameter> Parameters, string Example)
{
    /// <summary>Whether something can be asked for that is not held.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>Whether it is a table, that can be had as CSV.</summary>
    public bool IsTable { get; init; }

    /// <summary>The media type of the answer.</summary>
    public string Form { get; init; } = Reply.JsonType;

    /// <summary>What to send, where it is asked by POST.</summary>
    public string? ExampleBody { get; init; }

    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Answers GET and HEAD.</summary>
    public void MapTo<T>(IEndpointRouteBuilder routes, string pattern, Func<Question, IResult> answer) =>
        Describe<T>(routes.MapMethods(pattern, Read, IResult (HttpContext http, HeldNow held, TimeProvider clock) =>
            Question.Read(http, held.Now, clock.TodayInLondon, Parameters, out var refusal) is { } question ? answer(question) : refusal!));

    /// <summary>Answers POST of a question too long for an address.</summary>
    public void MapPostTo<T>(IEndpointRouteBuilder routes, string pattern, Func<Question, Task<IResult>> answer) =>
        Describe<T>(routes.MapPost(pattern, async Task<IResult> (HttpContext http, HeldNow held, TimeProvider clock) =>
            Question.Read(http, held.Now, clock.TodayInLondon, Parameters, out var refusal) is { } question ? await answer(question) : refusal!));

    private void Describe<T>(RouteHandlerBuilder route)
    {
        route.WithName(Id).WithSummary(Summary).WithDescription(Says).WithTags(ApiDescription.Document).WithMetadata(this);
        if (IsTable)
            route.Produces<T>(StatusCodes.Status200OK, Form, Reply.CsvType);
        else
            route.Produces<T>(StatusCodes.Status200OK, Form);
        foreach (var kind in Refusals())
            route.Produces<ProblemDetails>(kind, Refusal.MediaType);
    }

    private IEnumerable<int> Refusals()
    {
        yield return StatusCodes.Status400BadRequest;
        if (MayBeMissing)
            yield return StatusCodes.Status404NotFound;
        yield return StatusCodes.Status406NotAcceptable;
        if (ExampleBody is not null)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }
    }
}
