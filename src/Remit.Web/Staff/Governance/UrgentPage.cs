using Remit.Access;
using Remit.Governance;
using Remit.Journal;
using Remit.Storage.Governance;
using Remit.Time;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>What was decided for the committees of a body between their meetings, and whether a meeting has ratified it.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffUrgentPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : OfBodyPage(journal, held, governance)
{
    private IReadOnlyList<Entry> history = [];
    private IReadOnlyList<Meeting> meetings = [];

    public override string Here => $"{Board}/urgent";

    public override long Now => StateOf(history);

    /// <summary>The latest first.</summary>
    public IReadOnlyList<UrgentDecision> Decisions { get; private set; } = [];

    /// <summary>The committees for which somebody may decide between meetings.</summary>
    public IReadOnlyList<Committee> Committees => [.. Structure?.Constitution.Committees.Where(c => c.Urgent is not null) ?? []];

    protected override IEnumerable<NextAct> Acts() => Committees.Count == 0 ? [] : [Form()];

    /// <summary>Whether it stands and was ratified, in the words with which <see cref="Told"/> begins, with the colour of its tag.</summary>
    public (string Words, string Tag) Of(UrgentDecision decision) =>
        decision.Obstacles.Count > 0 ? ("does not stand", "nhsuk-tag--red")
        : decision.RatifiedBy(meetings) is not null ? ("ratified", "nhsuk-tag--green")
        : decision.RefusedBy(meetings) is not null || decision.PassedOver(meetings) is not null ? ("not ratified", "nhsuk-tag--red") : ("to be ratified", "nhsuk-tag--yellow");

    /// <inheritdoc cref="UrgentDecision.Told"/>
    public string Told(UrgentDecision decision) => decision.Told(meetings);

    protected override bool Find()
    {
        history = RecordedUrgentDecisions.History(Journal, Body);
        meetings = RecordedMeetings.Of(Journal, Body, Interests);
        Decisions = [.. RecordedUrgentDecisions.Of(Journal, Body, Interests).Reverse()];
        return true;
    }

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        Problems.AddRange(RecordedUrgentDecisions.Check(Journal, Taken(filled), "the form", Interests, Me.Today, out _).Select(f => (FieldOf(f) ?? "next", $"Found {f.Found}; wanted {f.Wanted}.")));
        return Problems.Count == 0;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        RecordedUrgentDecisions.Take(Journal, Taken(filled), "the form", Interests, Me.Today, by);
        return null;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. history.Where(e => e.Position >= version)];

    private NextAct Form()
    {
        var deciding = Committees.SelectMany(c => Structure!.On(c).Where(s => s.Person is not null && c.Urgent!.Seats.Contains(s.Seat.Id))).ToList();
        var asked = Committees.SelectMany(Structure!.Filled).Where(s => s.Seat.Votes).ToList();
        return new("take", "Record an urgent decision", Keeping,
            new("committee", "For which committee", As: FilledAs.Choice, Choices: [.. Committees.Select(c => (c.Id, c.Title))], Value: Committees[0].Id),
            new("day", "Day of the decision", As: FilledAs.Day, Value: Me.Today.InWords),
            new("title", "What it is about, in a few words"),
            new("concerns", "Whom it is about", "One to a line, by code or by name, and what they are to it, like Harbour Health Ltd as provider", FilledAs.Lines, IsNeeded: false),
            new("decided", "What was decided"),
            new("urgency", "Why it could not wait for a meeting"),
            new("by", "Who decided", string.Join("; ", Committees.Select(c => $"{c.Title}: all of {string.Join(" and ", c.Urgent!.Seats.Select(s => c.Find(s)!.Title))}, having asked {c.Urgent.Consulting} {(c.Urgent.Consulting == 1 ? "other" : "others")}")), FilledAs.Several, Choices: People(deciding)),
            new("consulted", "Who else was asked", As: FilledAs.Several, IsNeeded: false, Choices: People(asked)),
            new("private", "Why it is private", "Leave it empty where it is public", IsNeeded: false))
        {
            IsConfirmed = true,
            IsAnytime = true,
            Reason = "Decided between meetings",
            About = "It is recorded only where those took it together to whom the constitution gives the power, and none of them has an interest in it. The next meeting ratifies it.",
        };

        static IReadOnlyList<(string, string)> People(IEnumerable<FilledSeat> seats) => [.. seats.GroupBy(s => s.Person!.Id).Select(g => (g.Key, $"{g.First().Person!.Name}, {string.Join(", ", g.Select(s => s.Seat.Title).Distinct())}"))];
    }

    private UrgentDecisionTaken Taken(FilledForm filled) => new(Body, filled.Needed("committee"), filled.Day("day")!.Value, filled.Needed("title"),
        [.. filled.Lines("concerns").Select(l => ConcernLines.Read(l, Held.Register, filled.Day("day")!.Value))], filled.Needed("decided"), filled.Needed("urgency"), filled.Chosen("by"), filled.Chosen("consulted"), filled.Text("private"));
}
