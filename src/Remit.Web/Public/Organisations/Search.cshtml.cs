using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Register;
using Remit.Time;

namespace Remit.Web.Public.Organisations;

/// <summary><c>/organisations?q=gateshead</c>: organisations and practices by code or any name.</summary>
public sealed class Search(HeldNow held, TimeProvider clock) : PageModel
{
    private const int Most = 50;

    public Holdings Held { get; } = held.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
    public string Sought { get; private set; } = "";
    public IReadOnlyList<Found> Results { get; private set; } = [];
    public IReadOnlyList<Found> Near { get; private set; } = [];
    public int InAll { get; private set; }

    /// <summary>Every kind there is, with how many are open today and how many there ever were.</summary>
    public IEnumerable<(string Kind, int Open, int Ever)> Kinds =>
        from organisation in Held.Register.Organisations
        from standing in organisation.Standings
        group (organisation.Code, Open: standing.Days.Contains(Today)) by standing.Kind into kind
        orderby kind.Key
        select (kind.Key, kind.Where(k => k.Open).DistinctBy(k => k.Code).Count(), kind.DistinctBy(k => k.Code).Count());

    public void OnGet([FromQuery] string? q)
    {
        Sought = (q ?? "").Trim() is var text && text.Length > 100 ? text[..100] : text;
        if (Sought.Length == 0)
            return;
        Results = Held.Search.Find(Sought, Most, out var all);
        InAll = all;
        if (all == 0)
            Near = Held.Search.Near(Sought, 5);
    }
}
