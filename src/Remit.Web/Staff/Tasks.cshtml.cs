using Remit.Access;

namespace Remit.Web.Staff;

/// <summary>The front page of those who are signed in: what their roles let them do.</summary>
[ForThemselves]
public sealed class TasksPage : StaffPage
{
    private static readonly (Permission Asked, string Href, string Words, string About)[] All =
    [
        (Permission.ReadApplications, "/staff/establish", "Establish a body", "Applications for a body to be established, up to the order."),
        (Permission.ReadApplications, "/staff/vary", "Vary a body", "Its constitution, name, area or members; a practice that joins, leaves or moves."),
        (Permission.ReadApplications, "/staff/merge", "Merge, split or end bodies", "Applications, factors, consultation, votes, decisions, orders and the closing checklist."),
        (Permission.Intervene, "/staff/direct", "Direct and intervene", "Directions to a body that fails, special measures, emergency arrangements, and what runs out."),
        (Permission.ReadGovernance, "/staff/governance", "Boards", "Who sits, interests, gifts and breaches; meetings from the notice to the approved minutes."),
        (Permission.DeclareInterests, "/staff/interests", "Your interests", "Declare, confirm and end interests of your own, and gifts you were offered."),
        (Permission.ReadOwnPapers, "/staff/papers", "Your papers", "Papers of the committees you sit on, but for those that are withheld from you."),
        (Permission.RunElections, "/staff/elections", "Elections and ballots", "From the call to the result: who may vote, nominations, voting papers, the count, the seat."),
        (Permission.WithdrawRuns, "/staff/runs", "Runs", "Withdraw the counts of a run that were made public, saying why."),
        (Permission.ReadPeople, "/staff/people", "People", "Who has an account, and which roles for which body."),
        (Permission.ReadActs, "/staff/acts", "What was done", "Who did what, when, in what capacity and why."),
    ];

    public IReadOnlyList<(string Href, string Words, string About)> Tasks { get; private set; } = [];

    public void OnGet() => Tasks = [.. All.Where(t => Me.MaySomewhere(t.Asked).IsAllowed).Select(t => (t.Href, t.Words, t.About))];
}
