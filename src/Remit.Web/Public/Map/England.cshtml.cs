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

/// <summary><c>/map?on=2016-04-01</c>: England by commissioner on a day. <c>&amp;kind=ICB</c>: by another kind of body; <c>&amp;within=Y56</c>: only those within one; <c>&amp;of=00F</c>: one picked out; <c>&amp;before=2015-04-01</c>: those made since.</summary>
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

    /// <summary>The day to compare with, or none.</summary>
    public DateOnly? Before { get; private set; }

    /// <summary>The bodies of the map that were not open on the day before, and those of that day that are gone from it, each with who stood in its place.</summary>
    public IReadOnlyList<OdsCode> Made { get; private set; } = [];
    public IReadOnlyList<(OdsCode Code, IReadOnlyList<OdsCode> Successors)> Gone { get; private set; } = [];

    public IReadOnlyList<string> Doubts { get; private set; } = [];
    public IReadOnlyList<(string Field, string Problem)> Problems { get; private set; } = [];

    /// <summary>Of the bodies of the map, the one asked for, or those that stood in its place that day.</summary>
    public IReadOnlyList<OdsCode> Shown { get; private set; } = [];

    /// <summary>Those picked out on the picture.</summary>
    public IReadOnlySet<OdsCode> Picked { get; private set; } = new HashSet<OdsCode>();

    public string Title => $"{(Within is { } within ? within.NameNear(On.Day) : "England")} by {(Kind.Length > 0 ? Kind : "commissioner")}";

    /// <summary>What kinds they are, and how many of each: "209 of the kind CCG".</summary>
    public string Counted => string.Join(" and ", Bodies.CountBy(b => Held.Register.Find(b.Code)!.On(On.Day)!.Kind).Select(k => $"{k.Value:N0} of the kind {k.Key}"));

    /// <summary>An address of this page with some of it changed.</summary>
    public string Address(DateOnly? on = null, string? kind = null, string? within = null) =>
        $"/map?on={IsoDate.Text(on ?? On.Day)}"
        + ((kind ?? Kind) is { Length: > 0 } k ? $"&kind={Uri.EscapeDataString(k)}" : "")
        + ((within ?? Within?.Code.ToString()) is { Length: > 0 } w ? $"&within={w}" : "")
        + (Of is { } of ? $"&of={of.Code}" : "")
        + (Before is { } before ? $"&before={IsoDate.Text(before)}" : "");

    public void OnGet([FromQuery] string? on, [FromQuery] string? kind, [FromQuery] string? within, [FromQuery] string? of, [FromQuery] string? before)
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
        if (!string.IsNullOrWhiteSpace(before))
        {
            var asked = DayAsked.Of(before, Today);
            if (asked.Problem is { } wrong)
                problems.Add(("before", wrong));
            else
                Before = asked.Day;
        }

        Within = Find(within);
        Of = Find(of);
        foreach (var asked in new[] { (within, Within), (of, Of) })
            if (!string.IsNullOrEmpty(asked.Item1) && asked.Item2 is null)
                problems.Add(("bodies", $"The register has no body with the code {Finding.Quoted(asked.Item1)}."));
        Problems = problems;

        var codes = CodesOn(day);
        var practices = Practices(day);
        Bodies = [.. codes.Select(code => new Mapped(code, Held.Register.Find(code)!.NameNear(day), Kind.Length == 0 && practices.Count > 0 ? practices.GetValueOrDefault(code.ToString()) : null, atlas.Of(code, day)))];
        Shown = Of is not { } one ? [] : [.. codes.Intersect(one.IsOpenOn(day) ? [one.Code] : Held.Register.SuccessorOn(one.Code, day))];
        Picked = Shown.ToHashSet();
        if (Before is { } then && CodesOn(then) is var earlier)
        {
            Made = [.. codes.Except(earlier)];
            Gone = [.. earlier.Except(codes).Select(c => (c, Held.Register.SuccessorOn(c, day)))];
            Picked = Picked.Concat(Made).ToHashSet();
        }

        Doubts = [.. Bodies.Select(b => Held.Register.Find(b.Code)!.On(day)!.Kind).Distinct().SelectMany(k => Held.Register.DoubtsOn(k, day)).Where(d => d.Codes.Count == 0 || Bodies.Any(b => d.Codes.Contains(b.Code))).Select(d => d.Note).Distinct()];
        var areas = Bodies.Select(b => b.Area).OfType<Area>();
        var what = $"{Kind} {Within?.Code}";
        if (Bodies.Any(b => b.Area is not null))
            (Picture, London) = (Held.Maps.Of(what, day, areas, Within is null && Kind.Length == 0 && Regions.Count > 0 ? RegionOf : null), Within is null ? Held.Maps.London(what, day, areas) : null);
    }

    private List<OdsCode> CodesOn(DateOnly day)
    {
        var codes = Kind.Length > 0 ? Held.Register.OfKind(Kind, day).Select(o => o.Code) : Held.Atlas.CommissionersOn(day).Select(c => c.Code);
        return [.. Within is { } whole ? codes.Intersect(Held.Atlas.Within(whole.Code, day)) : codes];
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
