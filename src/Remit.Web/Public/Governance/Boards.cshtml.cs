using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Governance;
using Remit.Register;
using Remit.Time;

namespace Remit.Web.Public.Governance;

/// <summary><c>/governance</c>: the bodies whose governance is recorded.</summary>
public sealed class Boards(GovernanceNow governance, HeldNow held, TimeProvider clock) : PageModel
{
    public Proceedings Proceedings { get; } = governance.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;

    public IReadOnlyList<(OdsCode Code, string Name, int Meetings)> Bodies { get; private set; } = [];

    /// <summary>The next meetings of any of them.</summary>
    public IReadOnlyList<Meeting> ToCome { get; private set; } = [];

    public void OnGet()
    {
        Bodies = [.. Proceedings.Governance.Bodies.Select(b => (b, held.Now.Register.Find(b)?.NameNear(Today) ?? "", Proceedings.Of(b).Count()))];
        ToCome = [.. Proceedings.Meetings.Where(m => m.Called.Day >= Today && m.Cancelled is null).Take(12)];
    }
}
