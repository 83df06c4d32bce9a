using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Governance;
using Remit.Register;
using Remit.Time;

namespace Remit.Web.Public.Governance;

/// <summary>A page about the governance of one body, on a day: today, or the last day of a body that has closed, where the address names none.</summary>
public abstract class BoardPage(GovernanceNow governance, HeldNow held, TimeProvider clock) : PageModel
{
    public Proceedings Proceedings { get; } = governance.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
    public DayAsked On { get; private set; }
    public OdsCode Body { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Its committees on the day; nothing where no constitution that was in force is recorded.</summary>
    public Structure? Structure { get; private set; }

    public IReadOnlyList<(string Field, string Problem)> Problems => On.Problem is { } problem ? [("on", problem)] : [];

    public string Address => $"/organisations/{Body}/governance";

    /// <summary>What follows the address of another page about the same day.</summary>
    public string SameDay => On.Day == Default ? "" : $"?on={IsoDate.Text(On.Day)}";

    /// <summary>The address of a meeting: by its name, which it keeps when it is put off to another day.</summary>
    public static string AddressOf(Meeting meeting) => $"/organisations/{meeting.Called.Body}/governance/meetings/{meeting.Id[(meeting.Id.IndexOf('/', StringComparison.Ordinal) + 1)..]}";

    public string NameOf(string person) => Proceedings.Governance.Find(person)?.Name ?? person;

    private DateOnly Default { get; set; }

    /// <returns>Nothing where the page can be shown.</returns>
    protected IActionResult? Find(string code)
    {
        if (!OdsCode.TryParse(code, out var body) || held.Now.Register.Find(body) is not { } organisation)
            return NotFound();
        if (code != body.ToString())
            return RedirectPermanent($"/organisations/{body}/governance");
        (Body, Default) = (body, organisation.Closed < Today ? organisation.Closed.Value : Today);
        On = DayAsked.Of(Request.Query["on"], Default);
        Name = organisation.NameNear(On.Day);
        Structure = Proceedings.Governance.On(body, On.Day);
        return null;
    }
}
