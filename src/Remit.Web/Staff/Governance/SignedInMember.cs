using Remit.Access;
using Remit.Governance;
using Remit.Register;

namespace Remit.Web.Staff.Governance;

/// <summary>Who somebody signed in is on the record of boards: the one of their name that sits with a body for which they have a permission.</summary>
/// <param name="Person">Nobody where that cannot be told.</param>
/// <param name="Bodies">The bodies with which they sit.</param>
/// <param name="Doubt">Why it cannot be told; empty where it can.</param>
internal sealed record SignedInMember(Person? Person, IReadOnlyList<OdsCode> Bodies, string Doubt)
{
    public static SignedInMember Of(SignedIn me, Permission asked, GovernanceAsKnown governance)
    {
        var seats = governance.Appointments.Where(a => a.Days.Contains(me.Today) && me.May(asked, new(a.Body)).IsAllowed).ToLookup(a => a.Person, a => a.Body);
        var named = governance.PeopleCalled(me.Account.Name).Where(p => seats.Contains(p.Id)).ToList();
        return named is [var one] ? new(one, [.. seats[one.Id].Distinct().Order()], "")
            : new(null, [], named.Count == 0 ? $"Nobody called {me.Account.Name} has a seat today with a body for which you are a board member here." : $"More than one called {me.Account.Name} sits with those bodies, and it cannot be told which of them you are.");
    }
}
