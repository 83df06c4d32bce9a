using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Register;
using Remit.Time;

namespace Remit.Web.Public.Organisations;

/// <summary><c>/organisations?q=gateshead</c>: organisations and practices by code or any name. <c>/organisations?kind=CCG&amp;on=2013-04-01</c>: all of a kind on a day.</summary>
public sealed class Search(HeldNow held, TimeProvider clock) : PageModel
{
    private const int Most = 50;

    public Holdings Held { get; } = held.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
    public string Sought { get; private set; } = "";
    public IReadOnlyList<Found> Results { get; private set; } = [];
    public IReadOnlyList<Found> Near { get; private set; } = [];
    public int InAll { get; private set; }

    public DayAsked On { get; private set; }

    /// <summary>The kind asked about, as the register writes it; empty for none, or one that there is not.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The organisations of that kind on the day.</summary>
    public IReadOnlyList<Organisation> OfKind { get; private set; } = [];

    public IReadOnlyList<(string Field, string Problem)> Problems => On.Problem is { } problem ? [("on", problem)] : [];

    /// <summary>Every kind there is, with how many are open on the day and how many there ever were.</summary>
    public IEnumerable<(string Kind, int Open, int Ever)> Kinds =>
        (from organisation in Held.Register.Organisations
         from standing in organisation.Standings
         group (organisation.Code, Open: standing.Days.Contains(On.Day)) by standing.Kind into kind
         select (kind.Key, kind.Where(k => k.Open).DistinctBy(k => k.Code).Count(), kind.DistinctBy(k => k.Code).Count()))
        .OrderBy(k => k.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the record leaves in doubt about the kind asked about, or any where none is.</summary>
    public IEnumerable<string> Doubts =>
        (Kind.Length > 0 ? [Kind] : Held.Register.Kinds).SelectMany(k => Held.Register.DoubtsOn(k, On.Day)).Where(d => d.Codes.Count == 0).Select(d => d.Note).Distinct();

    public void OnGet([FromQuery] string? q, [FromQuery] string? kind, [FromQuery] string? on)
    {
        On = DayAsked.Of(on, Today);
        Kind = Held.Register.Kinds.FirstOrDefault(k => k.Equals(kind, StringComparison.OrdinalIgnoreCase)) ?? "";
        OfKind = Kind.Length > 0 ? Held.Register.OfKind(Kind, On.Day) : [];
        Sought = (q ?? "").Trim() is var text && text.Length > 100 ? text[..100] : text;
        if (Sought.Length == 0)
            return;
        Results = Held.Search.Find(Sought, Most, out var all);
        InAll = all;
        if (all == 0)
            Near = Held.Search.Near(Sought, 5);
    }
}
