using Microsoft.AspNetCore.Mvc;
using Remit.Governance;
using Remit.Time;

namespace Remit.Web.Public.Governance;

/// <summary><c>/organisations/05A/governance/meetings/governing-body/2016-07-27</c>: one meeting: its agenda, who was there, interests and rulings, every seat's vote.</summary>
public sealed class OneMeeting(GovernanceNow governance, HeldNow held, TimeProvider clock) : BoardPage(governance, held, clock)
{
    public Meeting Meeting { get; private set; } = null!;

    public IActionResult OnGet(string code, string committee, string day)
    {
        if (Find(code) is { } other)
            return other;
        if (!IsoDate.TryParse(day, out var on) || Proceedings.Of(Body).FirstOrDefault(m => m.Called.Day == on && m.Called.Committee == committee) is not { } meeting)
            return NotFound();
        Meeting = meeting;
        return Page();
    }
}
