using Remit.Register;

namespace Remit.Governance;

/// <summary>A body that would be merged, with its board.</summary>
/// <param name="Structure">Its committees on the eve; nothing where no constitution is recorded that was in force.</param>
public sealed record BoardBefore(OdsCode Body, Structure? Structure);

/// <summary>Somebody who sits with more than one of the bodies that would be merged.</summary>
public sealed record SeatsOfOne(Person Person, IReadOnlyList<FilledSeat> Seats);

/// <summary>An interest that would meet the business of a board its holder does not sit on yet: it was declared at one body, and an item of another concerned the same organisation.</summary>
/// <param name="Body">The body whose item it was.</param>
/// <param name="Item">Of several such items, the latest.</param>
public sealed record ConflictAppearing(InterestFound Found, Person Person, OdsCode Body, Meeting Meeting, AgendaItem Item, Concerned Concerned);

/// <summary>What a merger would come to for boards: the seats there are, people who hold several, and conflicts that appear because interests of one body meet the business of another.</summary>
/// <param name="OneAnother">Interests that members of one declared in another of them: they end with the merger.</param>
public sealed record MergedBoards(IReadOnlyList<BoardBefore> Boards, IReadOnlyList<SeatsOfOne> Several, IReadOnlyList<ConflictAppearing> Appearing, IReadOnlyList<InterestFound> OneAnother)
{
    /// <summary>From what is public, of the year to the eve and what is called for later.</summary>
    /// <param name="today">What has lapsed from the registers by then is not shown.</param>
    public static MergedBoards Of(Proceedings proceedings, ProposedMerger merger, DateOnly eve, DateOnly today)
    {
        var governance = proceedings.Governance;
        var boards = merger.Bodies.Select(b => new BoardBefore(b, governance.On(b, eve))).ToList();
        var seats = boards.SelectMany(b => b.Structure?.Seats ?? []).Where(s => s.Person is not null).ToLookup(s => s.Person!.Id);
        var sits = seats.ToDictionary(s => s.Key, s => s.Select(x => x.Appointment!.Body).ToHashSet());

        List<ConflictAppearing> appearing = [];
        foreach (var body in merger.Bodies)
            foreach (var meeting in proceedings.Of(body).Where(m => m.Called.Day > eve.AddYears(-1)))
                foreach (var item in meeting.Called.Agenda.Where(i => i.Private is null))
                    foreach (var concerned in item.Concerns)
                        foreach (var found in proceedings.PublicAbout(concerned.Code, concerned.Name, eve, today))
                            if (found.Interest.IsHeldOn(eve) && sits.TryGetValue(found.Interest.Person, out var bodies) && !bodies.Contains(body))
                                appearing.Add(new(found, seats[found.Interest.Person].First().Person!, body, meeting, item, concerned));

        return new(boards,
            [.. seats.Where(s => sits[s.Key].Count > 1).Select(s => new SeatsOfOne(s.First().Person!, [.. s])).OrderBy(s => s.Person.Name, StringComparer.Ordinal)],
            [.. appearing.GroupBy(a => (a.Found.Interest.Id, a.Body)).Select(g => g.MaxBy(a => a.Meeting.Called.Day)!).OrderBy(a => a.Person.Name, StringComparer.Ordinal).ThenBy(a => a.Found.Interest.Id, StringComparer.Ordinal)],
            [.. from body in merger.Bodies from found in proceedings.PublicAbout(body, "", eve, today) where found.By == "code" && found.Interest.IsHeldOn(eve) && merger.Bodies.Contains(found.Interest.Body) && found.Interest.Body != body select found]);
    }
}
