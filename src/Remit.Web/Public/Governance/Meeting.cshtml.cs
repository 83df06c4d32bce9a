using Microsoft.AspNetCore.Mvc;
using Remit.Governance;

namespace Remit.Web.Public.Governance;

/// <summary><c>/organisations/05A/governance/meetings/governing-body/2016-07-27</c>: one meeting: its agenda, who was there, interests and rulings, every seat's vote.</summary>
public sealed class OneMeeting(GovernanceNow governance, HeldNow held, TimeProvider clock) : BoardPage(governance, held, clock)
{
    private CommonSitting? sitting;

    public Meeting Meeting { get; private set; } = null!;

    /// <summary>The papers of an item that everybody may read.</summary>
    public IEnumerable<Paper> PapersFor(int item) => Meeting.Papers.Where(p => p.Items.Contains(item) && p.IsPublic(Meeting, Today));

    /// <summary>It and the meetings with which it was called in common.</summary>
    public CommonSitting Sitting => sitting ??= CommonSitting.Of(Meeting, name => Proceedings.Meetings.FirstOrDefault(m => m.Id == name));

    public IActionResult OnGet(string code, string committee, string day)
    {
        if (Find(code) is { } other)
            return other;
        if (Proceedings.Of(Body).FirstOrDefault(m => m.Id == $"{Body}/{committee}/{day}") is not { } meeting)
            return NotFound();
        Meeting = meeting;
        return Page();
    }
}
