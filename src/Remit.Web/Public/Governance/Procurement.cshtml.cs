using Microsoft.AspNetCore.Mvc;
using Remit.Governance;

namespace Remit.Web.Public.Governance;

/// <summary><c>/organisations/05A/governance/procurement</c>: the register of procurement decisions, filled from the meetings that took them.</summary>
public sealed class Procurement(GovernanceNow governance, HeldNow held, TimeProvider clock) : BoardPage(governance, held, clock)
{
    private readonly ProcurementRegister register = governance.Current.Procurement;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<ProcurementDecision> Decisions { get; private set; } = [];

    public Meeting? MeetingOf(ProcurementDecision decision) => DecisionReference.TryParse(decision.Award.Decision, out var reference) ? Proceedings.Of(Body).FirstOrDefault(m => m.Id == reference.Meeting) : null;

    public IActionResult OnGet(string code)
    {
        if (Find(code) is { } other)
            return other;
        Decisions = [.. register.Of(Body).Where(d => d.On <= On.Day).Reverse()];
        return Proceedings.Governance.VersionsOf(Body).Any() ? Page() : NotFound();
    }
}
