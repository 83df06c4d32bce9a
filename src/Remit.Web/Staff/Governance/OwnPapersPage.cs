using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Remit.Access;
using Remit.Governance;
using Remit.Storage;
using Remit.Storage.Governance;

namespace Remit.Web.Staff.Governance;

/// <summary>The papers of a board member: of the committees they sit on, but for those that are withheld from them.</summary>
[Asks(Permission.ReadOwnPapers)]
public sealed class OwnPapersPage(GovernanceNow governance, SiteOptions options) : StaffPage
{
    private SignedInMember member = null!;

    /// <summary>Why it cannot be told who they are on the record; empty where it can.</summary>
    public string Doubt => member.Doubt;

    /// <summary>The meetings of their committees that have papers, those to come and the latest first, each paper with whether they may read it.</summary>
    public IReadOnlyList<(Meeting Meeting, IReadOnlyList<(Paper Paper, PaperReading Reading)> Papers)> Meetings { get; private set; } = [];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var proceedings = governance.Now;
        member = SignedInMember.Of(Me, Permission.ReadOwnPapers, proceedings.Interests.Governance);
        if (member.Person is not { } person)
            return;
        Meetings = [.. from body in member.Bodies
                       from meeting in proceedings.Of(body)
                       where meeting.Cancelled is null && meeting.Called.Agenda.Any(i => meeting.SitsFor(person.Id, i.Number))
                       let papers = (IReadOnlyList<(Paper, PaperReading)>)[.. meeting.Papers.Select(p => (p, meeting.MayRead(person.Id, p, Me.Today)))]
                       where papers.Count > 0
                       orderby meeting.Called.Day descending, meeting.Id
                       select (meeting, papers)];
    }

    /// <summary>A document. One that is not theirs to read is answered as one that there is not.</summary>
    public IActionResult OnGetPaper(string? meeting, int number) =>
        Meetings.FirstOrDefault(m => m.Meeting.Id == meeting).Papers?.FirstOrDefault(p => p.Paper.Number == number) is ({ File: { } file }, { May: true })
            ? File(KeptPapers.Open(new Workspace(options.Workspace), file), file.MediaType, file.Name) : NotFound();
}
