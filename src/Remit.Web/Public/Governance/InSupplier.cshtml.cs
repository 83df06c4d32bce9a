using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Governance;
using Remit.Register;
using Remit.Time;

namespace Remit.Web.Public.Governance;

/// <summary><c>/interests?q=Harbour+Health</c>: who has an interest in an organisation, at whichever body, and what they took part in.</summary>
public sealed class InSupplier(GovernanceNow governance, HeldNow held, TimeProvider clock) : PageModel
{
    private const int Most = 50;

    public Proceedings Proceedings { get; } = governance.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
    public DayAsked On { get; private set; }
    public string Sought { get; private set; } = "";
    public OdsCode? Code { get; private set; }
    public string Name { get; private set; } = "";
    public int InAll { get; private set; }
    public IReadOnlyList<(InterestFound Found, IReadOnlyList<FilledSeat> Seats, IReadOnlyList<Involvement> Items)> Results { get; private set; } = [];

    /// <summary>Organisations of the register that may be meant, where a name was asked for.</summary>
    public IReadOnlyList<Found> Near { get; private set; } = [];

    public IReadOnlyList<(string Field, string Problem)> Problems => On.Problem is { } problem ? [("on", problem)] : [];

    public void OnGet(string? q, string? on)
    {
        Sought = (q ?? "").Trim();
        On = DayAsked.Of(on, Today);
        if (Sought.Length is 0 or > 100)
            return;
        (Code, Name) = InterestRegister.Asked(held.Now.Register, Sought, On.Day);
        var found = Proceedings.PublicAbout(Code, Name, On.Day, Today).ToList();
        InAll = found.Count;
        Results = [.. found.Take(Most).Select(f => (f, Proceedings.Governance.SeatsOf(f.Interest.Person, On.Day), Proceedings.InvolvementsOf(f.Interest)))];
        if (Code is null)
            Near = held.Now.Search.Find(Sought, 3, out _);
    }
}
