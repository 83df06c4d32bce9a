using Microsoft.AspNetCore.Mvc;
using Remit.Governance;

namespace Remit.Web.Public.Governance;

/// <summary><c>/organisations/05A/governance/interests</c>: the public registers of interests, gifts, hospitality and breaches of a body.</summary>
public sealed class Interests(GovernanceNow governance, HeldNow held, TimeProvider clock) : BoardPage(governance, held, clock)
{
    public IReadOnlyList<Interest> Register { get; private set; } = [];
    public IReadOnlyList<Gift> Gifts { get; private set; } = [];

    /// <summary>Breaches as they were published, without anybody's name.</summary>
    public IReadOnlyList<Breach> Breaches { get; private set; } = [];

    public IActionResult OnGet(string code)
    {
        if (Find(code) is { } other)
            return other;
        Register = [.. Proceedings.PublicRegister(Body, On.Day, Today).OrderBy(i => NameOf(i.Person), StringComparer.Ordinal).ThenBy(i => i.Arose)];
        Gifts = [.. Proceedings.PublicGifts(Body, On.Day, Today)];
        Breaches = [.. Proceedings.PublicBreaches(Body, On.Day)];
        return Proceedings.Governance.VersionsOf(Body).Any() || Register.Count > 0 ? Page() : NotFound();
    }
}
