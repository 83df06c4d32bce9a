using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Remit.Access;
using Remit.Governance;
using Remit.Register;

namespace Remit.Web.Staff.Governance;

/// <summary>The minutes of a meeting as drafted from the record: whole, or as the public sees them.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffMinutesPage(GovernanceNow governance) : StaffPage
{
    public Meeting Meeting { get; private set; } = null!;

    /// <summary>Whether what was taken in private is left out.</summary>
    [BindProperty(SupportsGet = true, Name = "public")]
    public bool Open { get; set; }

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RouteData.Values["body"] is not string text || !OdsCode.TryParse(text, out var body))
            context.Result = NotFound();
        else if (Me.May(Permission.ReadGovernance, new(body)) is { IsAllowed: false } ruling)
            context.Result = Denied(ruling);
        else if (governance.Now.Of(body).FirstOrDefault(m => m.Id == $"{body}/{RouteData.Values["committee"]}/{RouteData.Values["day"]}") is { } meeting)
            Meeting = meeting;
        else
            context.Result = NotFound();
    }
}
