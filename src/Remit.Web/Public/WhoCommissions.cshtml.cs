using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Register;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Web.Public;

/// <summary><c>/who-commissions?place=A81001&amp;on=2019-04-01</c>: a practice or a home, and a day.</summary>
public sealed class WhoCommissions(HeldNow held, SiteMetrics metrics, TimeProvider clock) : PageModel
{
    private const int MostCandidates = 40;
    private const int LongestPlace = 100;

    public Holdings Held { get; } = held.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
    public string Place { get; private set; } = "";
    public DayAsked On { get; private set; }
    public string? PlaceProblem { get; private set; }
    public CareAnswer? Answer { get; private set; }
    public IReadOnlyList<Found> Candidates { get; private set; } = [];
    public int CandidatesInAll { get; private set; }
    public IReadOnlyList<OtherCare> Others { get; private set; } = [];
    /// <summary>The board within whose area the commissioner lay, as it stood that day; none where the register has none that was open.</summary>
    public Standing? Board { get; private set; }

    public IReadOnlyList<string> Doubts { get; private set; } = [];

    /// <summary>An ordinary appointment of someone there, decided by the method of that day; none where none is in force.</summary>
    public Determination? Ordinary { get; private set; }

    public string OrdinaryAddress { get; private set; } = "";

    public IReadOnlyList<(string Field, string Problem)> Problems =>
        [.. PlaceProblem is { } place ? [("place", place)] : Array.Empty<(string, string)>(), .. On.Problem is { } day ? [("on", day)] : Array.Empty<(string, string)>()];

    public void OnGet([FromQuery] string? place, [FromQuery] string? on)
    {
        On = DayAsked.Of(on, Today);
        Place = (place ?? "").Trim() is var text && text.Length > LongestPlace ? text[..LongestPlace] : text;
        if (Place.Length == 0)
        {
            if (Request.Query.ContainsKey("place"))
                PlaceProblem = "Say a GP practice, a postcode or a small area.";
            return;
        }

        // A postcode is nearly an address: no cache keeps what somebody asked about one.
        Response.Headers.CacheControl = "no-store";
        if (On.Problem is not null)
            return;

        Answer = CareAnswer.To(Held, Place, On.Day);
        if (Answer is { } answer)
            Tell(answer);
        else
            Look();
        metrics.LookedUp(Answer?.Whereabouts, Answer is not null || Candidates.Count > 0);
    }

    private void Tell(CareAnswer answer)
    {
        Others = [.. answer.Others(Held)];
        Board = OdsCode.TryParse(answer.Board, out var board) ? Held.Register.Find(board)?.On(answer.Day) : null;
        if (OdsCode.TryParse(answer.Commissioner, out var code) && Held.Register.Find(code)?.On(answer.Day) is { } standing)
            Doubts = [.. Held.Register.DoubtsOn(standing.Kind, answer.Day).Where(d => d.IsAbout(code)).Select(d => d.Note)];
        if ((answer.Row ?? answer.Closed) is not null && Held.RulebookOn(answer.Day) is { } rulebook)
        {
            var record = answer.OrdinaryAppointment();
            Ordinary = Held.Explain(rulebook, record);
            OrdinaryAddress = RecordAsked.Address(rulebook, record);
        }
    }

    private void Look()
    {
        var found = Held.PracticeSearch.Find(Place, MostCandidates, out var all);
        (Candidates, CandidatesInAll) = (found, all);
        if (found.Count > 0)
            return;

        var nothing = Held.Releases.Count == 0 ? " Nothing has been imported into this workspace yet: './remit import auto FOLDER' takes in official files." : "";
        PlaceProblem = Postcode.TryParse(Place, out var postcode)
            ? Held.Postcodes.Count == 0 ? $"{postcode} looks like a postcode, and no postcode directory is held here. Ask by practice or small area.{nothing}" : $"The postcode {postcode} is in no directory that is held here. Check it, or ask by practice or small area.{nothing}"
            : PracticeCode.TryParse(Place, out var practice) && practice.IsDefault ? $"{practice} is no practice: it is the code for a patient whose practice is not known."
            : OnsCode.TryParse(Place, out var area) ? $"The small area {area} is in no look-up that is held here.{nothing}"
            : $"No practice, postcode or small area {Finding.Quoted(Place)} is held here.{nothing}{Near()}";
    }

    private string Near() => Held.PracticeSearch.Near(Place, 3) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near.Select(n => $"{n.Code} {n.Name}"))}?" : "";
}
