using Microsoft.AspNetCore.Mvc;
using Remit.Access;
using Remit.Governance;
using Remit.Journal;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>The meetings of a body, those to come first, and a form to call one.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffMeetingsPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : OfBodyPage(journal, held, governance)
{
    public override string Here => $"{Board}/meetings";

    public IReadOnlyList<Meeting> Meetings { get; private set; } = [];

    /// <summary>The meeting that would be called, with the conflicts it would meet, while that is to be confirmed.</summary>
    public Meeting? Foreseen { get; private set; }

    protected override IEnumerable<NextAct> Acts() => Structure is { } structure ? [MeetingActs.Call(structure.Constitution.Committees, structure.Constitution.Reserved ?? [], Unapproved, Urgent, Common(structure), Rows, More, Me.Today, Keeping)] : [];

    protected override bool Find()
    {
        Meetings = [.. Proceedings.Of(Body)];
        return true;
    }

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        var called = MeetingActs.Called(act, filled, Unapproved, Urgent, Body, Held.Register);
        Problems.AddRange(called.Check("the form", Governance).Select(f => (FieldOf(f) ?? "next", $"{f.Place.Column}: found {f.Found}; wanted {f.Wanted}.")));
        if (Problems.Count == 0 && Governance.On(Body, called.Day) is { } structure && structure.Constitution.Find(called.Committee) is { } committee)
            Foreseen = new(RecordedMeetings.NameOf(called), called, structure, committee, Interests, []);
        return Foreseen is not null;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by) =>
        AddressOf(RecordedMeetings.Call(Journal, MeetingActs.Called(act, filled, Unapproved, Urgent, Body, Held.Register), "the form", Governance, by));

    private IReadOnlyList<UrgentDecision> Urgent => [.. RecordedUrgentDecisions.Of(Journal, Body, Interests).Where(u => u.RatifiedBy(Meetings) is null && u.RefusedBy(Meetings) is null)];

    // Those that the constitutions of both say meet in common.
    private IReadOnlyList<(string, string)> Common(Structure structure) =>
        [.. from other in structure.Constitution.Committees.Where(c => c.InCommon).SelectMany(c => c.With ?? []).Where(b => b != Body).Distinct()
            let theirs = Governance.On(other, Me.Today)
            where theirs is not null
            from committee in theirs.Constitution.Committees
            where committee.InCommon && committee.With?.Contains(Body) == true
            select ($"{other}/{committee.Id}", $"{other} {theirs.Name}, {committee.Title}")];

    private IReadOnlyList<Meeting> Unapproved => [.. Meetings.Where(m => m.IsHeld && m.Approved is null)];
}

/// <summary>One meeting: what to do next, whose interests its agenda meets, where each item stands, its papers and minutes.</summary>
[Asks(Permission.ReadGovernance)]
[RequestSizeLimit(Longest)]
public sealed class StaffMeetingPage(JournalInUse journal, HeldNow held, GovernanceNow governance, SiteOptions options) : OfBodyPage(journal, held, governance)
{
    /// <summary>The longest form, with the document in it, in bytes.</summary>
    internal const int Longest = 25 << 20;

    private (Meeting Meeting, AgendaItem Item)? approvedBy;

    public Meeting Meeting { get; private set; } = null!;

    public override string Here => AddressOf(Meeting.Id);

    public override long Now => Meeting.Version;

    protected override IEnumerable<NextAct> Acts() => MeetingActs.Of(Meeting, approvedBy, Awarded, Me.Today, Keeping);

    public IReadOnlyList<Entry> History => RecordedMeetings.History(Journal, Meeting.Id);

    /// <summary>It and the meetings of other bodies with which it was called in common.</summary>
    public CommonSitting Sitting => RecordedMeetings.InCommon(Journal, Meeting);

    public IReadOnlyList<AgreedAction> Actions => [.. RecordedActions.In(Journal).Of(Meeting.Id)];

    /// <summary>Whether nothing of it waits but the approval of its minutes.</summary>
    public bool IsDealtWith => Meeting is { IsHeld: true, Approved: null, Cancelled: null } && approvedBy is null && Next.All(a => a.IsBeside || a.IsAnytime);

    private HashSet<int> Awarded => [.. RecordedAwards.In(Journal, Interests).Of(Body).Select(d => DecisionReference.TryParse(d.Award.Decision, out var decision) && decision.Meeting == Meeting.Id ? decision.Item : 0)];

    /// <summary>The vote as it would be counted, while it is to be confirmed.</summary>
    public (int For, int Against, int Abstained)? Foreseen { get; private set; }

    /// <summary>Whether whoever is signed in may be given a paper: an officer or auditor may be the member that it is withheld from.</summary>
    public PaperReading Reading(Paper paper) => Meeting.MayRead(Governance.PeopleCalled(Me.Account.Name), paper, Me.Today);

    /// <summary>A document that was put in. One that is not given is answered as one that there is not.</summary>
    public IActionResult OnGetPaper(int number) =>
        Meeting.FindPaper(number) is { File: { } file } paper && Reading(paper).May ? File(KeptPapers.Open(new Workspace(options.Workspace), file), file.MediaType, file.Name) : NotFound();

    protected override bool Find()
    {
        var id = $"{Body}/{RouteData.Values["committee"]}/{RouteData.Values["day"]}";
        // One of a committee that no constitution has is among no meetings, and is refused with that reason.
        if ((Proceedings.Of(Body).FirstOrDefault(m => m.Id == id) ?? RecordedMeetings.Find(Journal, id, Interests)) is not { } found)
            return false;
        Meeting = found;
        if (found.Approved is null && found.IsHeld)
            approvedBy = Proceedings.Of(Body).Where(m => m.Called.Committee == found.Called.Committee).SelectMany(m => m.Called.Agenda.Where(i => i.MinutesOf == found.Id && m.On(i).Carried).Select(i => ((Meeting, AgendaItem)?)(m, i))).FirstOrDefault();
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        var number = MeetingActs.NumberOf(act);
        switch (act.Id.Split('-')[0])
        {
            case "action":
                RecordedActions.Agree(Journal, Meeting, new(Body, Meeting.Id, number, filled.Needed("owner"), filled.Needed("what"), filled.Day("due")!.Value), by);
                break;
            case "award":
                var supplier = Meeting.Find(number)!.Concerns[int.Parse(filled.Needed("supplier"), System.Globalization.CultureInfo.InvariantCulture)];
                RecordedAwards.Award(Journal, new(Body, $"{Meeting.Id}#{number}", filled.Needed("title"), filled.Needed("procedure"), [new(supplier.Name, supplier.Code, filled.Text("value")?.Replace("£", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal))],
                    filled.Day("from")!.Value, filled.Day("until"), Contract: filled.Text("contract")), "the form", Interests, by);
                return $"{Board}/procurement";
            case "paper":
                RecordedMeetings.Add(Journal, Meeting, Paper(filled), by);
                break;
            default:
                RecordedMeetings.Add(Journal, Meeting, Event(act, filled), by);
                break;
        }

        return null;
    }

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        var happened = Event(act, filled);
        Problems.AddRange(Meeting.Check(happened, Me.Today).Select(f => (FieldOf(f) ?? "next", $"Found {f.Found}; wanted {f.Wanted}.")));
        if (happened is ItemVoted voted)
            Foreseen = (Count(Ballot.For), Count(Ballot.Against), Count(Ballot.Abstain));
        return Problems.Count == 0;

        int Count(Ballot ballot) => ((ItemVoted)happened).Votes.Count(v => v.Vote == ballot);
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Version > version)];

    private Event Event(NextAct act, FilledForm filled) => MeetingActs.Event(Meeting, act, filled, approvedBy, Held.Register, Me.Today);

    private PaperAdded Paper(FilledForm filled)
    {
        PaperFile? file = null;
        if (filled.Document("file") is { } document)
        {
            using var content = document.OpenReadStream();
            file = KeptPapers.Keep(new Workspace(options.Workspace), Path.GetFileName(document.FileName), content);
        }

        return new([.. filled.Chosen("items").Select(i => int.Parse(i, System.Globalization.CultureInfo.InvariantCulture))], filled.Needed("title"), filled.Day("sent")!.Value, file, filled.Text("link"), filled.Text("private"));
    }
}
