using Remit.Access;
using Remit.Governance;
using Remit.Journal;
using Remit.Storage.Governance;
using Remit.Time;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>The meetings of a body, those to come first, and a form to call one.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffMeetingsPage(JournalInUse journal, HeldNow held) : OfBodyPage(journal, held)
{
    private IReadOnlyList<NextAct>? next;

    public override string Here => $"{Board}/meetings";

    public IReadOnlyList<Meeting> Meetings { get; private set; } = [];

    /// <summary>The meeting that would be called, with the conflicts it would meet, while that is to be confirmed.</summary>
    public Meeting? Foreseen { get; private set; }

    public override IReadOnlyList<NextAct> Next => next ??= Structure is { } structure ? [MeetingActs.Call(structure.Constitution.Committees, Rows, More, Keeping)] : [];

    protected override bool Find()
    {
        Meetings = [.. RecordedMeetings.Names(Journal).Where(n => n.StartsWith($"{Body}/", StringComparison.Ordinal)).Select(n => RecordedMeetings.Find(Journal, n, Interests)).OfType<Meeting>().OrderByDescending(m => m.Called.Day)];
        return true;
    }

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        var called = MeetingActs.Called(act, filled, Body, Held.Register);
        if (Governance.On(Body, called.Day) is { } structure && structure.Constitution.Find(called.Committee) is { } committee)
            Foreseen = new(RecordedMeetings.NameOf(called), called, structure, committee, Interests, []);
        else
            Problems.Add(("committee", $"The constitution in force on {called.Day.InWords} has no such committee."));
        return Foreseen is not null;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by) =>
        $"{Here}/{RecordedMeetings.Call(Journal, MeetingActs.Called(act, filled, Body, Held.Register), "the form", Governance, by)[(Body.ToString().Length + 1)..]}";
}

/// <summary>One meeting: what to do next, whose interests its agenda meets, where each item stands, and its minutes.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffMeetingPage(JournalInUse journal, HeldNow held) : OfBodyPage(journal, held)
{
    private IReadOnlyList<NextAct>? next;

    public Meeting Meeting { get; private set; } = null!;

    public override string Here => $"/staff/governance/{Body}/meetings/{Meeting.Id[(Body.ToString().Length + 1)..]}";

    public override long Now => Meeting.Version;

    public override IReadOnlyList<NextAct> Next => next ??= MeetingActs.Of(Meeting, Later, Keeping);

    public IReadOnlyList<Entry> History => RecordedMeetings.History(Journal, Meeting.Id);

    /// <summary>The vote as it would be counted, while it is to be confirmed.</summary>
    public (int For, int Against, int Abstained)? Foreseen { get; private set; }

    protected override bool Find()
    {
        if (RecordedMeetings.Find(Journal, $"{Body}/{RouteData.Values["committee"]}/{RouteData.Values["day"]}", Interests) is not { } found)
            return false;
        Meeting = found;
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        RecordedMeetings.Add(Journal, Meeting, MeetingActs.Event(Meeting, act, filled), by);
        return null;
    }

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        var happened = MeetingActs.Event(Meeting, act, filled);
        Problems.AddRange(Meeting.Check(happened).Select(f => (FieldOf(f) ?? "next", $"Found {f.Found}; wanted {f.Wanted}.")));
        if (happened is ItemVoted voted)
            Foreseen = (Count(Ballot.For), Count(Ballot.Against), Count(Ballot.Abstain));
        return Problems.Count == 0;

        int Count(Ballot ballot) => ((ItemVoted)happened).Votes.Count(v => v.Vote == ballot);
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Version > version)];

    private IReadOnlyList<string> Later => [.. RecordedMeetings.Names(Journal).Where(n => n.StartsWith($"{Body}/{Meeting.Called.Committee}/", StringComparison.Ordinal) && string.CompareOrdinal(n, Meeting.Id) > 0)];
}
