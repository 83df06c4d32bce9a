namespace Remit.Governance;

/// <summary>A decision that somebody took for a committee between its meetings, and whether it stands.</summary>
/// <param name="id">Its name: body, committee and a number, as <c>00L/governing-body/1</c>.</param>
/// <param name="structure">The body's committees on the day of it.</param>
public sealed class UrgentDecision(string id, UrgentDecisionTaken taken, Structure structure, Committee committee, InterestRegister interests)
{
    public string Id => id;

    public UrgentDecisionTaken Taken => taken;

    public Structure Structure => structure;

    public Committee Committee => committee;

    /// <summary>Why it does not stand: nobody may decide so, somebody is missing or not asked, or has an interest in it. Nothing where it stands until the next meeting.</summary>
    public IReadOnlyList<string> Obstacles => [.. Against()];

    /// <summary>The interests of somebody in what it is about, as declared by the day of it.</summary>
    public IEnumerable<InterestFound> InterestsIn(string person) => Of(person, c => interests.About(c.Code, c.Name, taken.Day));

    /// <summary>The interests that somebody had in what it is about and declared only after the day of it.</summary>
    public IEnumerable<InterestFound> DeclaredLate(string person) => Of(person, c => interests.DeclaredAfter(c.Code, c.Name, taken.Day));

    /// <summary>What those who decided declared only afterwards and does not undo it, in words. Nobody rules on it: whoever ratifies it is told.</summary>
    public IEnumerable<string> LateInWords => taken.By.SelectMany(p => DeclaredLate(p).Where(f => !Undoes(f)).Select(f => $"{Name(p)} had an interest ({Interest.Words(f.Interest.Type)}, {f.Interest.Position}) in {f.Interest.Organisation} and declared it only on {f.Interest.Declared:yyyy-MM-dd}"));

    /// <summary>The meeting and item by which it was ratified: the first that was to ratify it and was carried. Nothing while there is none.</summary>
    /// <param name="meetings">The meetings of the committee.</param>
    public DecisionReference? RatifiedBy(IEnumerable<Meeting> meetings) =>
        Ratifying(meetings).Where(r => r.Standing.Carried).Select(r => (DecisionReference?)new DecisionReference(r.Meeting.Id, r.Item.Number)).FirstOrDefault();

    /// <summary>Whether a meeting that was to ratify it decided not to.</summary>
    public DecisionReference? RefusedBy(IEnumerable<Meeting> meetings) =>
        Ratifying(meetings).Where(r => r.Standing is { Decided: true, Carried: false }).Select(r => (DecisionReference?)new DecisionReference(r.Meeting.Id, r.Item.Number)).FirstOrDefault();

    /// <summary>The first meeting that was held after it and did not have it on its agenda; nothing where there is none. It should have been ratified there.</summary>
    public Meeting? PassedOver(IEnumerable<Meeting> meetings) =>
        meetings.Where(m => IsLater(m) && m.IsHeld).OrderBy(m => m.Called.Day).FirstOrDefault() is { } next && next.Called.Agenda.All(i => i.Ratifies != id) ? next : null;

    /// <summary>Whether it stands and was ratified, in words.</summary>
    /// <inheritdoc cref="RatifiedBy" path="/param"/>
    public string Told(IReadOnlyList<Meeting> meetings) => string.Join("; ", LateInWords.Prepend(Standing(meetings)));

    private string Standing(IReadOnlyList<Meeting> meetings) =>
        Obstacles.Count > 0 ? $"does not stand: {string.Join("; ", Obstacles)}"
        : RatifiedBy(meetings) is { } by ? $"ratified by {by}"
        : RefusedBy(meetings) is { } no ? $"not ratified by {no}"
        : PassedOver(meetings) is { } next ? $"not ratified, though {next.Id} was held since" : "to be ratified at the next meeting";

    private IEnumerable<(Meeting Meeting, AgendaItem Item, ItemStanding Standing)> Ratifying(IEnumerable<Meeting> meetings) =>
        from meeting in meetings
        where IsLater(meeting)
        orderby meeting.Called.Day
        from item in meeting.Called.Agenda
        where item.Ratifies == id
        select (meeting, item, meeting.On(item));

    private bool IsLater(Meeting meeting) => meeting.Called.Body == taken.Body && meeting.Called.Committee == taken.Committee && meeting.Called.Day >= taken.Day;

    private IEnumerable<string> Against()
    {
        if (committee.Urgent is not { } powers)
        {
            yield return $"the constitution gives nobody the power to decide for {committee.Title} between its meetings";
            yield break;
        }

        var deciding = powers.Seats.Select(s => (Seat: committee.Find(s)!, Holders: structure.On(committee).Where(f => f.Seat.Id == s).Select(f => f.Person).OfType<Person>().ToList())).ToList();
        foreach (var (seat, _) in deciding.Where(d => !d.Holders.Exists(h => taken.By.Contains(h.Id))))
            yield return $"{seat.Title} did not decide it, who must";
        foreach (var stranger in taken.By.Where(p => !deciding.Exists(d => d.Holders.Exists(h => h.Id == p))))
            yield return $"{Name(stranger)} decided it, who has no such power";
        var asked = taken.Consulted.Distinct().Where(p => !taken.By.Contains(p) && structure.Filled(committee).Any(s => s.Seat.Votes && s.Person!.Id == p)).ToList();
        if (asked.Count < powers.Consulting)
            yield return $"{asked.Count} other members were asked, and {powers.Consulting} must be";
        foreach (var person in taken.By.Where(p => InterestsIn(p).Any()))
            yield return $"{Name(person)} has an interest in it: {string.Join(", ", InterestsIn(person).Select(f => f.Interest.Organisation))}";
        foreach (var person in taken.By)
            foreach (var late in DeclaredLate(person).Where(Undoes))
                yield return $"{Name(person)} had a financial interest in {late.Interest.Organisation} and declared it only on {late.Interest.Declared:yyyy-MM-dd}";
    }

    private IEnumerable<InterestFound> Of(string person, Func<Concerned, IReadOnlyList<InterestFound>> about) => taken.Concerns.SelectMany(about).Where(f => f.Interest.Person == person).DistinctBy(f => f.Interest.Id);

    private static bool Undoes(InterestFound late) => late.Interest.Type == InterestType.Financial && late.Score == 100;

    private string Name(string person) => interests.Governance.Find(person)?.Name ?? person;
}
