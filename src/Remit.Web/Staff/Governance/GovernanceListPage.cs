using Remit.Access;
using Remit.Governance;
using Remit.Register;

namespace Remit.Web.Staff.Governance;

/// <summary>The boards that whoever is signed in may look after or read, each with what waits there.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class GovernanceListPage(GovernanceNow governance, HeldNow held) : StaffPage
{
    /// <summary>A board with what waits there.</summary>
    /// <param name="Due">Members who must confirm their interests by now.</param>
    /// <param name="Next">The next meeting; nothing where none was called.</param>
    public sealed record Waiting(OdsCode Body, string Name, int Due, Meeting? Next, bool IsRecorded);

    public IReadOnlyList<Waiting> Boards { get; private set; } = [];

    /// <summary>What is asked for, and not found or not permitted.</summary>
    public string Asked { get; private set; } = "";

    public Microsoft.AspNetCore.Mvc.IActionResult OnGet(string? body)
    {
        if (body?.Trim() is { Length: > 0 } asked)
        {
            Asked = asked;
            if (OdsCode.TryParse(asked, out var code) && held.Now.Register.Find(code) is not null)
                return Redirect($"/staff/governance/{code}");
            Problems.Add(("body", $"No organisation of the register has the code {Finding.Quoted(asked)}."));
        }

        var proceedings = governance.Now;
        var interests = proceedings.Interests;
        var bodies = interests.Governance.Bodies.Concat(Me.Account.Grants.Select(g => g.Reach.Body).OfType<OdsCode>()).Distinct().Order().Where(b => Me.May(Permission.ReadGovernance, new(b)).IsAllowed);
        Boards = [.. bodies.Select(b => new Waiting(b, held.Now.Register.Find(b)?.NameNear(Me.Today) ?? "", interests.Due(b, Me.Today).Count,
            proceedings.Of(b).FirstOrDefault(m => m.Called.Day >= Me.Today), interests.Governance.VersionsOf(b).Any()))];
        return Page();
    }
}
