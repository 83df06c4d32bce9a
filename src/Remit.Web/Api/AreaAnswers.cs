using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Time;

namespace Remit.Web.Api;

/// <summary>Areas of bodies as GeoJSON (RFC 7946).</summary>
internal static class AreaAnswers
{
    public const string GeoJson = "application/geo+json";

    private static readonly Parameter Within = Parameter.Text("within", "Only those that lay within this body on the day, such as a region or a board: its ODS code.");
    private static readonly Parameter Code = Parameter.Code("code", "Its ODS code, or the code that the ONS gave its area.");

    private static readonly Operation All = new("areas", "The areas of commissioners on a day",
        "The area of each local commissioner of a day, with the edition of the official outlines it was taken from and whether it was put together from others. Where no outlines are held, each has no shape.",
        [Parameter.On, Within], "/api/v1/areas?on=2023-04-01&within=QHM")
    { Form = GeoJson };

    private static readonly Operation One = new("area", "The area of one body on a day",
        "The area of any body that was open on the day and has one: a commissioner, or a board or region put together from what lay within it.",
        [Code, Parameter.On], "/api/v1/areas/00F?on=2014-04-01")
    { MayBeMissing = true, Form = GeoJson };

    public static void Map(IEndpointRouteBuilder api)
    {
        All.MapTo<AreaCollection>(api, "/areas", AnswerAll);
        One.MapTo<AreaFeature>(api, "/areas/{code}", AnswerOne);
    }

    private static IResult AnswerAll(Question question)
    {
        var (held, day) = (question.Held, question.Day);
        var bodies = held.Atlas.CommissionersOn(day);
        if (question[Within] is { } within)
        {
            if (!OdsCode.TryParse(within, out var body) || held.Register.Find(body) is null)
                return Refusal.Of(Within, within, "the ODS code of a body in the register");
            var lying = held.Atlas.Within(body, day).ToHashSet();
            bodies = [.. bodies.Where(b => lying.Contains(b.Code))];
        }

        return Reply.Of(new AreaCollection(held.Version, [.. bodies.Select(b => Feature(held, b.Code, b.Standing, day))]), GeoJson);
    }

    private static IResult AnswerOne(Question question)
    {
        var (held, day) = (question.Held, question.Day);
        if (Find(held.Register, question[Code]!) is not { } organisation)
            return Refusal.NotHeld($"The register has no body with the code {Finding.Quoted(question[Code]!)}.");
        return organisation.On(day) is { } standing
            ? Reply.Of(Feature(held, organisation.Code, standing, day) with { AsAt = held.Version }, GeoJson)
            : Refusal.NotHeld($"{organisation.Code} was not open on {day.InWords}.{(held.Register.SuccessorOn(organisation.Code, day) is { Count: > 0 } stood && !stood.Contains(organisation.Code) ? $" {string.Join(", ", stood)} stood in its place." : "")}");
    }

    private static Organisation? Find(RegisterAsKnown register, string code) =>
        OnsCode.TryParse(code, out var ons) ? register.Find(ons) is { } owner ? register.Find(owner) : null
        : OdsCode.TryParse(code, out var ods) ? register.Find(ods) : null;

    private static AreaFeature Feature(Holdings held, OdsCode code, Standing standing, DateOnly day)
    {
        // A place on the hexagon map is no place on Earth: such an area has no geometry, as RFC 7946 has it for what is not located.
        var area = held.Atlas.IsOfHexagons ? null : held.Atlas.Of(code, day);
        return new(code.ToString(), new(code.ToString(), held.Register.Find(code)!.OnsCodeOn(day)?.ToString(), standing.Name, standing.Kind, day,
            area?.Edition.Edition, area?.Edition.File, area is null ? null : [.. area.Parts.Select(p => p.ToString())], area?.IsWorkedOut, area?.Because), area is null ? null : Geometry(area.Outline));
    }

    private static AreaGeometry Geometry(Outline outline) => new(
        [.. outline.Polygons.Select(polygon => (double[][][])[.. polygon.Holes.Prepend(polygon.Outer).Select(ring => (double[][])[.. ring.Corners.Append(ring.Corners[0]).Select(c => (double[])[Rounded(c.Longitude), Rounded(c.Latitude)])])])]);

    // A tenth of a metre: finer than any outline.
    private static double Rounded(double degrees) => Math.Round(degrees, 6);
}

/// <summary>Areas, as GeoJSON has them: a <c>FeatureCollection</c>.</summary>
/// <param name="AsAt">Which reading of the holdings it was answered from: it changes when they do.</param>
/// <param name="Features">The areas, in order of code.</param>
internal sealed record AreaCollection(string AsAt, IReadOnlyList<AreaFeature> Features)
{
    /// <summary><c>FeatureCollection</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "FeatureCollection";
}

/// <summary>The area of one body, as GeoJSON has it: a <c>Feature</c>.</summary>
/// <param name="Id">Its ODS code.</param>
/// <param name="Properties">What it is, and where its outline is from.</param>
/// <param name="Geometry">Its outline; null where none is held.</param>
internal sealed record AreaFeature(string Id, AreaProperties Properties, AreaGeometry? Geometry)
{
    /// <summary><c>Feature</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "Feature";

    /// <summary>Which reading of the holdings it was answered from; absent from the members of a collection, which says it once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AsAt { get; init; }
}

/// <summary>What a body with an area is, and where its outline is from.</summary>
/// <param name="Code">Its ODS code.</param>
/// <param name="OnsCode">The code that the ONS gives its area; null where none is known.</param>
/// <param name="Name">What it was called on the day.</param>
/// <param name="Kind">What kind of body it was.</param>
/// <param name="On">The day.</param>
/// <param name="Edition">The first day of the bodies whose outlines were published together; null where it has no outline.</param>
/// <param name="File">The file of that edition; null where it has no outline.</param>
/// <param name="Parts">The bodies of that edition whose outlines it is made of; null where it has no outline.</param>
/// <param name="WorkedOut">Whether it is put together from others rather than as published; null where it has no outline.</param>
/// <param name="Because">How it is known, in words; null where it has no outline.</param>
internal sealed record AreaProperties(string Code, string? OnsCode, string Name, string Kind, DateOnly On, DateOnly? Edition, string? File, IReadOnlyList<string>? Parts, bool? WorkedOut, string? Because);

/// <summary>An outline, as GeoJSON has it: a <c>MultiPolygon</c>.</summary>
/// <param name="Coordinates">Polygons; of each its outer ring, anticlockwise, then its holes; of each ring its corners, the first again at the end; of each corner its longitude and latitude, in degrees.</param>
internal sealed record AreaGeometry(double[][][][] Coordinates)
{
    /// <summary><c>MultiPolygon</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "MultiPolygon";
}
