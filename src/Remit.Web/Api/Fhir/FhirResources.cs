using System.Net;
using System.Text.Json.Nodes;
using Remit.Register;
using Remit.Time;

namespace Remit.Web.Api.Fhir;

/// <summary>An organisation or practice as FHIR's <c>Organization</c> has one: everything it ever was, and what it is today.</summary>
/// <param name="Kind">What it is today, or was last.</param>
/// <param name="Name">Its name today, or its last.</param>
/// <param name="Former">Other names it had.</param>
/// <param name="Days">From its first day to its last, as far as sources state them.</param>
/// <param name="PartOf">The board that it is a part of today.</param>
internal sealed record FhirOrganization(string Code, string Kind, string Name, IReadOnlyList<string> Former, string? Ons, string Postcode, DateSpan? Days, bool Active, string? PartOf)
{
    public const string Ods = "https://fhir.nhs.uk/Id/ods-organization-code";
    private const string OnsSystem = "https://www.ons.gov.uk/geography/gss";

    /// <summary>The standard's own extension, for want of a member: the days for which an organisation is to be considered available.</summary>
    private const string PeriodExtension = "http://hl7.org/fhir/StructureDefinition/organization-period";

    /// <summary>Every organisation and every practice there is, in order of code.</summary>
    public static IEnumerable<FhirOrganization> All(Holdings held, DateOnly today) =>
        held.Register.Organisations.Select(o => Of(held, o, today)).Concat(Practices(held).Select(p => Of(held, p, today)!)).OrderBy(o => o.Code, StringComparer.Ordinal);

    public static FhirOrganization? Of(Holdings held, string id, DateOnly today) =>
        !OdsCode.TryParse(id, out var code) || code.ToString() != id ? null
        : held.Register.Find(code) is { } organisation ? Of(held, organisation, today)
        : PracticeCode.TryParse(id, out var practice) && !practice.IsDefault ? Of(held, practice, today) : null;

    /// <summary>Whether an identifier of another system than ODS, <c>SYSTEM|CODE</c>, is its.</summary>
    public bool Identified(string token) => Ons is not null && token == $"{OnsSystem}|{Ons}";

    public JsonObject Resource(string root)
    {
        var resource = new JsonObject { ["resourceType"] = "Organization", ["id"] = Code };
        if (Days is { } days && FhirSite.Period(days) is { Count: > 0 } period)
            resource["extension"] = new JsonArray(new JsonObject { ["url"] = PeriodExtension, ["valuePeriod"] = period });
        var identifiers = new JsonArray(new JsonObject { ["use"] = "official", ["system"] = Ods, ["value"] = Code });
        if (Ons is not null)
            identifiers.Add((JsonNode)new JsonObject { ["use"] = "secondary", ["system"] = OnsSystem, ["value"] = Ons });
        resource["identifier"] = identifiers;
        resource["active"] = Active;
        resource["type"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = FhirSite.KindSystem(root), ["code"] = Kind, ["display"] = Kind }), ["text"] = Kind });
        if (Name.Length > 0)
            resource["name"] = Name;
        if (Former.Count > 0)
            resource["alias"] = new JsonArray([.. Former.Select(f => JsonValue.Create(f))]);
        if (Postcode.Length > 0)
            resource["address"] = new JsonArray(new JsonObject { ["postalCode"] = Postcode });
        if (PartOf is not null)
            resource["partOf"] = FhirSite.Reference(PartOf);
        return resource;
    }

    private static FhirOrganization Of(Holdings held, Organisation organisation, DateOnly today)
    {
        var standing = organisation.On(today) ?? (today < organisation.Opened ? organisation.Standings[0] : organisation.Standings[^1]);
        // Of all links only this one makes a body a part of another (a region or a hub serves it), and only where it does not straddle two.
        var board = held.Register.LinksOf(organisation.Code, today).Where(l => l.Kind == "icb").ToList() is [var only] ? only.To.ToString() : null;
        return new(organisation.Code.ToString(), standing.Kind, standing.Name, [.. organisation.Standings.Select(s => s.Name).Distinct().Where(n => n != standing.Name)],
            (organisation.OnsCodeOn(today) ?? (organisation.OnsCodes.Count > 0 ? organisation.OnsCodes[^1].Code : null))?.ToString(), organisation.Postcode,
            new(organisation.Opened, organisation.Closed), organisation.IsOpenOn(today), organisation.IsOpenOn(today) ? board : null);
    }

    /// <summary>Every practice that a list or a table has.</summary>
    public static IEnumerable<PracticeCode> Practices(Holdings held) => held.Register.Practices
        .Union(held.Tables[Responsibility.TableSchema.Practices].Rows.Select(r => r.Cells[0]).Distinct().Select(c => PracticeCode.TryParse(c, out var code) ? code : default).Where(c => c != default && !c.IsDefault));

    private static FhirOrganization? Of(Holdings held, PracticeCode practice, DateOnly today)
    {
        var code = practice.ToString();
        var rows = held.Practices[code];
        var listings = held.Register.ListingsOf(practice);
        var memberships = held.Register.MembershipsOf(practice).Stretches;
        if (rows.IsEmpty && listings.Count == 0 && memberships.Count == 0)
            return null;

        var listing = held.Register.ListingOf(practice, today);
        var row = held.Practices.On(code, today, Belonging.IsOpen);
        List<string> names = [.. listings.Select(l => l.Name), .. rows.ToArray().Select(r => r.Called)];
        var name = row?.Called is { Length: > 0 } called ? called : listing?.Name ?? names.LastOrDefault() ?? "";
        DateSpan? days = listing is not null ? listing.Open : null;
        var general = listing?.IsGeneralPractice() ?? (rows.IsEmpty || held.IsGeneralPractice(rows[^1], today));
        return new(code, general ? OrganisationRow.GpPractice : OrganisationRow.OtherPractice, name, [.. names.Distinct().Where(n => n != name && n.Length > 0)], null, listing?.Postcode ?? "", days, row is not null, null);
    }
}

/// <summary>A practice belonging to a commissioner, as FHIR's <c>OrganizationAffiliation</c> has it: one for each membership.</summary>
internal sealed record FhirAffiliation(string Practice, string Commissioner, DateSpan Days, string Source, bool Active)
{
    /// <summary>No two memberships of a practice begin on one day.</summary>
    public string Id => Days.First == DateOnly.MinValue ? Practice : $"{Practice}-{IsoDate.Text(Days.First)}";

    /// <summary>Every membership there is, by practice and then by day.</summary>
    public static IEnumerable<FhirAffiliation> All(Holdings held, DateOnly today) => FhirOrganization.Practices(held).OrderBy(p => p.ToString(), StringComparer.Ordinal).SelectMany(p => Of(held, p, today));

    /// <summary>The memberships of a practice: the register's, or where it has none of the practice, those of the plain table that stands in for it.</summary>
    public static IEnumerable<FhirAffiliation> Of(Holdings held, PracticeCode practice, DateOnly today)
    {
        var code = practice.ToString();
        var stated = held.Register.MembershipsOf(practice).Stretches;
        var spans = stated.Count > 0 ? stated.Where(s => s.Value is not null).Select(s => (Commissioner: s.Value!.Value.ToString(), s.Days, Source: s.Source.ToString()))
            : Belonging.Of(held.Practices[code]).Where(b => b.Closed.Length == 0 && b.Commissioner.Length > 0).Select(b => (b.Commissioner, b.Days, b.Source));
        return spans.Select(s => new FhirAffiliation(code, s.Commissioner, s.Days, s.Source, s.Days.Contains(today)));
    }

    public JsonObject Resource()
    {
        var says = WebUtility.HtmlEncode($"{Practice} belonging to {Commissioner}, {Days}. Source: {Source}");
        var resource = new JsonObject
        {
            ["resourceType"] = "OrganizationAffiliation",
            ["id"] = Id,
            ["text"] = new JsonObject { ["status"] = "generated", ["div"] = $"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{says}</p></div>" },
            ["active"] = Active,
        };
        if (FhirSite.Period(Days) is { Count: > 0 } period)
            resource["period"] = period;
        resource["organization"] = FhirSite.Reference(Commissioner);
        resource["participatingOrganization"] = FhirSite.Reference(Practice);
        resource["code"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://hl7.org/fhir/organization-role", ["code"] = "member", ["display"] = "Member" }) });
        return resource;
    }
}
