using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Time;
using Remit.Web.Staff;

namespace Remit.Web.Api;

/// <summary><c>/api/v1/areas?on=2016-04-01</c>: the areas of the commissioners of a day as GeoJSON (RFC 7946), and <c>/api/v1/areas/00F</c>: of one body. Without a day, today in England.</summary>
public static class AreasApi
{
    private const string GeoJson = "application/geo+json";
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>GeoJSON is compressed like other answers.</summary>
    public static void AddAreas(this IServiceCollection services) =>
        services.Configure<ResponseCompressionOptions>(compression => compression.MimeTypes = [.. compression.MimeTypes, GeoJson]);

    public static void MapAreas(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/v1/areas", Read, (string? on, HeldNow held, TimeProvider clock) => On(on, clock, day => All(held.Now, day))).ForAnyone();
        routes.MapMethods("/api/v1/areas/{code}", Read, (string code, string? on, HeldNow held, TimeProvider clock) => On(on, clock, day => One(held.Now, code, day))).ForAnyone();
    }

    private static IResult On(string? text, TimeProvider clock, Func<DateOnly, IResult> answer) =>
        DayAsked.Of(text, clock.TodayInLondon) is { Problem: { } problem } ? Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest, title: "That is not a day") : answer(DayAsked.Of(text, clock.TodayInLondon).Day);

    private static Organisation? Find(RegisterAsKnown register, string code) =>
        OnsCode.TryParse(code, out var ons) ? register.Find(ons) is { } owner ? register.Find(owner) : null
        : OdsCode.TryParse(code, out var ods) ? register.Find(ods) : null;

    private static IResult All(Holdings held, DateOnly day) => Answer(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var (code, standing) in held.Atlas.CommissionersOn(day))
            Feature(json, held, code, standing, day);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static IResult One(Holdings held, string code, DateOnly day)
    {
        if (Find(held.Register, code) is not { } organisation)
            return Results.Problem($"The register has no body with the code {Finding.Quoted(code)}.", statusCode: StatusCodes.Status404NotFound, title: "No body has that code");
        if (organisation.On(day) is not { } standing)
            return Results.Problem($"{organisation.Code} was not open on {day.InWords}.{(held.Register.SuccessorOn(organisation.Code, day) is { Count: > 0 } stood && !stood.Contains(organisation.Code) ? $" {string.Join(", ", stood)} stood in its place." : "")}",
                statusCode: StatusCodes.Status404NotFound, title: "Not open on that day");
        return Answer(json => Feature(json, held, organisation.Code, standing, day));
    }

    private static IResult Answer(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(body))
            write(json);
        return Results.Bytes(body.WrittenMemory, GeoJson);
    }

    private static void Feature(Utf8JsonWriter json, Holdings held, OdsCode code, Standing standing, DateOnly day)
    {
        // A place on the hexagon map is no place on Earth: such an area has no geometry, as RFC 7946 has it for what is not located.
        var area = held.Atlas.IsOfHexagons ? null : held.Atlas.Of(code, day);
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", code.ToString());
        json.WriteStartObject("properties");
        json.WriteString("code", code.ToString());
        if (held.Register.Find(code)!.OnsCodeOn(day) is { } ons)
            json.WriteString("ons_code", ons.ToString());
        json.WriteString("name", standing.Name);
        json.WriteString("kind", standing.Kind);
        json.WriteString("on", IsoDate.Text(day));
        if (area is not null)
        {
            json.WriteString("edition", IsoDate.Text(area.Edition.Edition));
            json.WriteString("file", area.Edition.File);
            json.WriteStartArray("parts");
            foreach (var part in area.Parts)
                json.WriteStringValue(part.ToString());
            json.WriteEndArray();
            json.WriteBoolean("worked_out", area.IsWorkedOut);
            json.WriteString("because", area.Because);
        }

        json.WriteEndObject();
        if (area is null)
            json.WriteNull("geometry");
        else
            Geometry(json, area.Outline);
        json.WriteEndObject();
    }

    private static void Geometry(Utf8JsonWriter json, Outline outline)
    {
        json.WriteStartObject("geometry");
        json.WriteString("type", "MultiPolygon");
        json.WriteStartArray("coordinates");
        foreach (var (outer, holes) in outline.Polygons)
        {
            json.WriteStartArray();
            foreach (var ring in holes.Prepend(outer))
            {
                json.WriteStartArray();
                foreach (var corner in ring.Corners.Append(ring.Corners[0]))
                {
                    json.WriteStartArray();
                    json.WriteRawValue(corner.Longitude.ToString("0.######", CultureInfo.InvariantCulture));
                    json.WriteRawValue(corner.Latitude.ToString("0.######", CultureInfo.InvariantCulture));
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
