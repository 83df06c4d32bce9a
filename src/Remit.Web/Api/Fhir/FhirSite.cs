using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Remit.Register;
using Remit.Time;
using Remit.Web.Staff;

namespace Remit.Web.Api.Fhir;

/// <summary>The register as FHIR R4 has it: organisations and practices, and who belonged to whom.</summary>
internal static class FhirSite
{
    public const string Path = "/api/fhir/R4";

    /// <summary>When what this server can do last changed.</summary>
    private const string Changed = "2026-11-22";

    private static readonly SearchParameter<FhirOrganization>[] OfOrganizations =
    [
        new("_id", "token", "The ODS code.", (value, modifier) => modifier.Length > 0 ? null : o => o.Code == value),
        new("identifier", "token", $"The ODS code, or the code that the ONS gave its area: CODE, or SYSTEM|CODE with the system {FhirOrganization.Ods}.", (value, modifier) =>
        {
            if (modifier.Length > 0)
                return null;
            var (fits, code) = FhirMatch.Token(value, FhirOrganization.Ods);
            return o => fits ? code.Length == 0 || o.Code.Equals(code, StringComparison.OrdinalIgnoreCase) || (!value.Contains('|', StringComparison.Ordinal) && o.Ons == code) : o.Identified(value);
        }),
        new("name", "string", "The beginning of its name or of any it had; :contains and :exact are understood.", (value, modifier) => FhirMatch.Text(value, modifier) is { } fits ? o => fits(o.Name) || o.Former.Any(fits) : null),
        new("type", "token", "What it is today, or was last: CCG, ICB, NHS trust, GP practice and so on, as CodeSystem/kind lists them.", (value, modifier) =>
            modifier.Length > 0 ? null : o => o.Kind.Equals(value.Split('|', 2)[^1], StringComparison.OrdinalIgnoreCase)),
        new("active", "token", "true or false: whether it is open today.", (value, modifier) => modifier.Length == 0 && value is "true" or "false" ? o => o.Active == (value == "true") : null),
        new("partof", "reference", "The board that it is a part of: Organization/QHM.", (value, modifier) => modifier.Length == 0 && FhirMatch.Reference(value) is { } id ? o => o.PartOf == id : null),
    ];

    private static readonly SearchParameter<FhirAffiliation>[] OfAffiliations =
    [
        new("_id", "token", "The id.", (value, modifier) => modifier.Length > 0 ? null : a => a.Id == value),
        new("primary-organization", "reference", "The commissioner: Organization/00K.", (value, modifier) => modifier.Length == 0 && FhirMatch.Reference(value) is { } id ? a => a.Commissioner == id : null),
        new("participating-organization", "reference", "The practice: Organization/A81001.", (value, modifier) => modifier.Length == 0 && FhirMatch.Reference(value) is { } id ? a => a.Practice == id : null),
        new("active", "token", "true or false: whether it holds today.", (value, modifier) => modifier.Length == 0 && value is "true" or "false" ? a => a.Active == (value == "true") : null),
        new("date", "date", "Days on which it held, compared as the standard says: eq (the whole span lies within), ne, lt, gt, le, ge, sa, eb. Those that held on a day are date=le2019-04-01&date=ge2019-04-01.", (value, modifier) =>
            modifier.Length == 0 && FhirMatch.Days(value) is { } fits ? a => fits(a.Days) : null),
    ];

    public static void MapFhir(this IEndpointRouteBuilder routes)
    {
        var fhir = routes.MapGroup(Path).ForAnyone();
        Map("/metadata", (http, _, _) => new FhirReply(Capabilities(Root(http.Request))));
        Map("/CodeSystem/kind", (http, held, _) => new FhirReply(Kinds(held, Root(http.Request))));
        Map("/Organization/{id}", (http, held, today) => http.Request.RouteValues["id"] is string id && FhirOrganization.Of(held, id, today) is { } found
            ? new FhirReply(found.Resource(Root(http.Request))) : Missing("Organization", http));
        Map("/OrganizationAffiliation/{id}", (http, held, today) => http.Request.RouteValues["id"] is string id && PracticeCode.TryParse(id.Split('-')[0], out var practice)
            && FhirAffiliation.Of(held, practice, today).FirstOrDefault(a => a.Id == id) is { } found
            ? new FhirReply(found.Resource()) : Missing("OrganizationAffiliation", http));
        Map("/Organization", (http, held, today) => FhirSearch<FhirOrganization>.Read(http.Request, OfOrganizations, out var refusal) is { } search
            ? search.Of(FhirRegister.Of(held, today).Organizations, o => o.Resource(Root(http.Request))) : refusal!);
        Map("/OrganizationAffiliation", (http, held, today) => FhirSearch<FhirAffiliation>.Read(http.Request, OfAffiliations, out var refusal) is { } search
            ? search.Of(FhirRegister.Of(held, today).Affiliations, a => a.Resource()) : refusal!);

        void Map(string pattern, Func<HttpContext, Holdings, DateOnly, FhirReply> answer) =>
            fhir.MapMethods(pattern, Operation.Read, IResult (HttpContext http, HeldNow held, TimeProvider clock) => FhirReply.CanBeRead(http.Request)
                ? answer(http, held.Now, clock.TodayInLondon)
                : FhirReply.Outcome(StatusCodes.Status406NotAcceptable, "not-supported", "Resources are given as JSON only: wanted Accept: application/fhir+json, or _format=json."));
    }

    /// <summary>The address of this server's FHIR, as the one who asks knows it.</summary>
    public static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}{Path}";

    public static string KindSystem(string root) => $"{root}/CodeSystem/kind";

    public static JsonObject Reference(string code) => new()
    {
        ["reference"] = $"Organization/{code}",
        ["identifier"] = new JsonObject { ["system"] = FhirOrganization.Ods, ["value"] = code },
    };

    /// <summary>Both days are in it, as in the standard's own periods.</summary>
    public static JsonObject Period(DateSpan days)
    {
        var period = new JsonObject();
        if (days.First > DateOnly.MinValue)
            period["start"] = IsoDate.Text(days.First);
        if (days.Last is { } last)
            period["end"] = IsoDate.Text(last);
        return period;
    }

    private static FhirReply Missing(string type, HttpContext http) =>
        FhirReply.Outcome(StatusCodes.Status404NotFound, "not-found", $"There is no {type} with the id {Finding.Quoted(http.Request.RouteValues["id"] as string ?? "")}. Ids of organisations are ODS codes, in capitals.");

    private static JsonObject Capabilities(string root) => new()
    {
        ["resourceType"] = "CapabilityStatement",
        ["status"] = "active",
        ["date"] = Changed,
        ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = "Remit" },
        ["implementation"] = new JsonObject { ["description"] = "Who commissioned NHS care in England: organisations, practices, and which practice belonged to whom", ["url"] = root },
        ["fhirVersion"] = "4.0.1",
        ["format"] = new JsonArray("application/fhir+json", "json"),
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["documentation"] = "Read and search only. Without Prefer: handling=lenient a search parameter that is not listed is refused. _count (at most 1,000), page, _summary=count and _format are understood in every search.",
            ["resource"] = new JsonArray(Resource("Organization", OfOrganizations), Resource("OrganizationAffiliation", OfAffiliations)),
        }),
    };

    private static JsonObject Resource<T>(string type, IReadOnlyList<SearchParameter<T>> parameters) => new()
    {
        ["type"] = type,
        ["profile"] = $"http://hl7.org/fhir/StructureDefinition/{type}",
        ["interaction"] = new JsonArray(new JsonObject { ["code"] = "read" }, new JsonObject { ["code"] = "search-type" }),
        ["versioning"] = "no-version",
        ["searchParam"] = new JsonArray([.. parameters.Select(JsonNode (p) => new JsonObject { ["name"] = p.Name, ["type"] = p.Type, ["documentation"] = p.Says })]),
    };

    private static JsonObject Kinds(Holdings held, string root) => new()
    {
        ["resourceType"] = "CodeSystem",
        ["id"] = "kind",
        ["url"] = KindSystem(root),
        ["name"] = "Kind",
        ["title"] = "What the NHS calls a body of its sort",
        ["status"] = "active",
        ["caseSensitive"] = false,
        ["content"] = "complete",
        ["concept"] = new JsonArray([.. held.Register.Kinds.Concat([OrganisationRow.GpPractice, OrganisationRow.OtherPractice]).Distinct(StringComparer.OrdinalIgnoreCase).Select(JsonNode (k) => new JsonObject { ["code"] = k, ["display"] = k })]),
    };
}
