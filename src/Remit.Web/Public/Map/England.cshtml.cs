using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Time;

namespace Remit.Web.Public.Map;

/// <summary>A body in the table beside the map.</summary>
/// <param name="Practices">GP practices that were its members; none where the tables have none of anybody.</param>
/// <param name="Area">None where its area is not known.</param>
public sealed record Mapped(OdsCode Code, string Name, int? Practices, Area? Area);

/// <summary><c>/map?on=2016-04-01</c>: England by commissioner on a day. <c>&amp;kind=ICB</c>: by another kind of body; <c>&amp;within=Y56</c>: only those within one; <c>&amp;of=00F</c>: one picked out.</summary>
public sealed class England(HeldNow held, TimeProvider clock) : PageModel
{
    public Holdings Held { get; } = held.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
    public DayAsked On { get; private set; }

    /// <summary>The kind asked about; empty for the local commissioners.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The body within which all lie, or none.</summary>
    public Organisation? Within { get; private set; }

    /// <summary>The body picked out, or none.</summary>
    public Organisation? Of { get; private set; }

    public IReadOnlyList<Mapped> Bodies { get; private set; } = [];
    public DrawnMap? Picture { get; private set; }
    public DrawnMap? London { get; private set; }

    /// <summary>The kinds of body that the commissioners of the day lay within.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    /// <summary>The regions of the day, each of which has a larger map.</summary>
    public IReadOnlyList<Organisation> Regions { get; private set; } = [];

    public IReadOnlyList<string> Doubts { get; private set; } = [];
    public IReadOnlyList<(string Field, string Problem)> Problems { get; private set; } = [];

    /// <summary>Those picked out on the picture: the body asked for, or those that stood in its place that day.</summary>
    public IReadOnlySet<OdsCode> Picked { get; private set; } = new HashSet<OdsCode>();

    public string Title => $"{(Within is { } within ? within.NameNear(On.Day) : "England")} by {(Kind.Length > 0 ? Kind : "commissioner")}";

    /// <summary>What kinds they are, and how many of each: "209 of the kind CCG".</summary>
    public string Counted => string.Join(" and ", Bodies.CountBy(b => Held.Register.Find(b.Code)!.On(On.Day)!.Kind).Select(k => $"{k.Value:N0} of the kind {k.Key}"));

    /// <summary>An address of this page with some of it changed.</summary>
    public string Address(DateOnly? on = null, string? kind = null, string? within = null) =>
        $"/map?on={IsoDate.Text(on ?? On.Day)}"
        + ((kind ?? Kind) is { Length: > 0 } k ? $"&kind={Uri.EscapeDataString(k)}" : "")
        + ((within ?? Within?.Code.ToString()) is { Length: > 0 } w ? $"&within={w}" : "")
        + (Of is { } of ? $"&of={of.Code}" : "");

    public void OnGet([FromQuery] string? on, [FromQuery] string? kind, [FromQuery] string? within, [FromQuery] string? of)
    {
        On = DayAsked.Of(on, Today);
        var (atlas, day) = (Held.Atlas, On.Day);
        var commissioners = atlas.CommissionersOn(day);
        var links = commissioners.SelectMany(c => Held.Register.LinksOf(c.Code, day)).DistinctBy(l => (l.Kind, l.To)).ToList();
        Kinds = [.. links.Select(l => Held.Register.Find(l.To)?.On(day)?.Kind).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        Regions = [.. links.Where(l => l.Kind == "region").Select(l => Held.Register.Find(l.To)).OfType<Organisation>().OrderBy(o => o.NameNear(day), StringComparer.Ordinal)];
        Kind = Kinds.FirstOrDefault(k => string.Equals(k, kind, StringComparison.OrdinalIgnoreCase)) ?? "";
        List<(string, string)> problems = [];
        if (On.Problem is { } problem)
            problems.Add(("on", problem));
        if (!string.IsNullOrEmpty(kind) && Kind.Length == 0)
            problems.Add(("kinds", $"On {day.InWords} no commissioner lay within a body of the kind {Finding.Quoted(kind)}: these are the local commissioners."));
        Within = Find(within);
        Of = Find(of);
        foreach (var asked in new[] { (within, Within), (of, Of) })
            if (!string.IsNullOrEmpty(asked.Item1) && asked.Item2 is null)
                problems.Add(("bodies", $"The register has no body with the code {Finding.Quoted(asked.Item1)}."));
        Problems = problems;

        var codes = Kind.Length > 0 ? Held.Register.OfKind(Kind, day).Select(o => o.Code).ToList() : [.. commissioners.Select(c => c.Code)];
        if (Within is { } whole)
            codes = [.. codes.Intersect(atlas.Within(whole.Code, day))];
        var practices = Practices(day);
        Bodies = [.. codes.Select(code => new Mapped(code, Held.Register.Find(code)!.NameNear(day), Kind.Length == 0 && practices.Count > 0 ? practices.GetValueOrDefault(code.ToString()) : null, atlas.Of(code, day)))];
        Picked = Of is { } one ? [.. Held.Register.SuccessorOn(one.Code, day)] : new HashSet<OdsCode>();
        Doubts = [.. Bodies.Select(b => Held.Register.Find(b.Code)!.On(day)!.Kind).Distinct().SelectMany(k => Held.Register.DoubtsOn(k, day)).Where(d => d.Codes.Count == 0 || Bodies.Any(b => d.Codes.Contains(b.Code))).Select(d => d.Note).Distinct()];
        var areas = Bodies.Select(b => b.Area).OfType<Area>();
        var what = $"{Kind} {Within?.Code}";
        if (Bodies.Any(b => b.Area is not null))
            (Picture, London) = (Held.Maps.Of(what, day, areas, Within is null && Kind.Length == 0 && Regions.Count > 0 ? RegionOf : null), Within is null ? Held.Maps.London(what, day, areas) : null);
    }

    private int RegionOf(OdsCode code) =>
        Held.Register.LinksOf(code, On.Day).Where(l => l.Kind == "region").Select(l => Regions.Index().FirstOrDefault(r => r.Item.Code == l.To).Index).FirstOrDefault();

    private Organisation? Find(string? code) => OdsCode.TryParse(code, out var ods) ? Held.Register.Find(ods) : null;

    /// <summary>How many GP practices each commissioner had.</summary>
    private Dictionary<string, int> Practices(DateOnly day)
    {
        Dictionary<string, int> counts = [];
        HashSet<string> seen = [];
        foreach (var row in Held.Tables[Responsibility.TableSchema.Practices].Rows)
            if (row.Days.Contains(day) && Belonging.IsOpen(row) && seen.Add(row.Cells[0]) && Held.IsGeneralPractice(row, day) && row.Cells[row.Schema.IndexOf("commissioner")] is { Length: > 0 } commissioner)
                counts[commissioner] = counts.GetValueOrDefault(commissioner) + 1;
        return counts;
    }
}
