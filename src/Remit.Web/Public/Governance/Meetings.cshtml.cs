using Microsoft.AspNetCore.Mvc;
using Remit.Governance;
using Remit.Time;

namespace Remit.Web.Public.Governance;

/// <summary><c>/organisations/05A/governance/meetings</c>: meetings to come and past, what was decided, and who was there.</summary>
public sealed class Meetings(GovernanceNow governance, HeldNow held, TimeProvider clock) : BoardPage(governance, held, clock)
{
    public IReadOnlyList<Meeting> ToCome { get; private set; } = [];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Meeting> Past { get; private set; } = [];

    /// <summary>What was decided at those, in public.</summary>
    public IReadOnlyList<(Meeting Meeting, ItemStanding Standing)> Decisions { get; private set; } = [];

    /// <summary>The twelve months to the day.</summary>
    public DateSpan Year { get; private set; }

    public IReadOnlyList<Attendance> Attendance { get; private set; } = [];

    public IActionResult OnGet(string code)
    {
        if (Find(code) is { } other)
            return other;
        if (!Proceedings.Governance.VersionsOf(Body).Any())
            return NotFound();
        var all = Proceedings.Of(Body).ToList();
        // Whatever day is asked about, no meeting is past that has not come.
        var past = On.Day < Today ? On.Day : Today;
        ToCome = [.. all.Where(m => m.Called.Day > past)];
        Past = [.. all.Where(m => m.Called.Day <= past).Reverse()];
        Year = new(On.Day.AddYears(-1).AddDays(1), On.Day);
        Decisions = [.. from m in Past where Year.Contains(m.Called.Day) && m.Present is not null from i in m.Called.Agenda.OrderBy(i => i.Number) where i.Purpose != ItemPurpose.Discussion && i.Private is null select (m, m.On(i))];
        Attendance = Proceedings.AttendanceOf(Body, Year);
        return Page();
    }

    /// <summary>What came of an item, in a line.</summary>
    public static string Outcome(ItemStanding standing) =>
        standing.Decided ? $"{(standing.Carried ? "Resolved" : "Not carried")}: {standing.Motion} ({standing.Count(Ballot.For)} for, {standing.Count(Ballot.Against)} against, {standing.Count(Ballot.Abstain)} abstained)"
        : standing.ReferredTo.Length > 0 ? $"Referred to {standing.ReferredTo}"
        : standing.Item.Purpose == ItemPurpose.Discussion ? "For discussion"
        : $"Not decided: {string.Join("; ", standing.Obstacles.DefaultIfEmpty("it was not put to the vote"))}";
}
