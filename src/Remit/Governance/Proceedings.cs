using Remit.Register;
using Remit.Time;

namespace Remit.Governance;

/// <summary>An item that somebody has, or had, an interest in, and what came of that: what was ruled, whether they were there, spoke or voted.</summary>
/// <param name="Ruling">What was ruled; nothing where nobody ruled, or while nobody has taken down who was there.</param>
/// <param name="Seat">What their seat counted for and how it voted.</param>
public sealed record Involvement(Meeting Meeting, Conflict Conflict, ConflictRuled? Ruling, SeatOnItem Seat)
{
    /// <summary>What they did, in words, and whether they had declared it by then; what the record does not say is not guessed.</summary>
    public string Did => Meeting.IsLate(Conflict) ? $"{Done}; declared it only on {Conflict.Found.Interest.Declared:yyyy-MM-dd}" : Done;

    private string Done => Seat.Part switch
    {
        _ when Meeting.Present is null => "nobody has taken down who was there",
        Part.Absent => "was not there",
        Part.Recused when Meeting.IsLate(Conflict) => Meeting.BallotOf(Conflict.Item.Number, Conflict.Person.Id) is { } ballot ? $"was there; {Words(ballot)}, which does not count" : "was there; no vote of theirs is recorded",
        Part.Recused => Ruling?.Handling switch
        {
            null => "was there; did not vote",
            Handling.SpeakNotVote => "was there, and could speak; did not vote",
            Handling.StaySilent => "stayed, silent; did not vote",
            _ => "left for the item; did not vote",
        },
        Part.Attends => $"was there; {Seat.Because}",
        _ => Seat.Vote is { } vote ? Words(vote) : "was there, and could vote; no vote of theirs is recorded",
    };

    private static string Words(Ballot ballot) => ballot switch { Ballot.For => "voted for it", Ballot.Against => "voted against it", _ => "abstained" };
}

/// <summary>How often somebody who had a seat of a committee was there.</summary>
/// <param name="Of">The meetings at which they had it and attendance was taken down.</param>
public sealed record Attendance(Person Person, Committee Committee, int There, int Of);

/// <summary>Every meeting of every body, with the register of interests that its items were held against.</summary>
public sealed class Proceedings
{
    private readonly ILookup<OdsCode, Meeting> byBody;
    private readonly ILookup<string, Meeting> byGuest;

    /// <param name="unplaced">The names of meetings of committees that no constitution recorded has.</param>
    public Proceedings(InterestRegister interests, IEnumerable<Meeting> meetings, IReadOnlyList<string> unplaced)
    {
        (Interests, Unplaced) = (interests, unplaced);
        Meetings = [.. meetings.OrderBy(m => m.Called.Day).ThenBy(m => m.Id, StringComparer.Ordinal)];
        byBody = Meetings.ToLookup(m => m.Called.Body);
        byGuest = Meetings.SelectMany(m => m.Guests.Select(g => (g.Person, Meeting: m))).ToLookup(g => g.Person, g => g.Meeting);
    }

    public InterestRegister Interests { get; }

    public GovernanceAsKnown Governance => Interests.Governance;

    /// <summary>The earliest first.</summary>
    public IReadOnlyList<Meeting> Meetings { get; }

    /// <inheritdoc cref="Proceedings(InterestRegister, IEnumerable{Meeting}, IReadOnlyList{string})" path="/param[@name='unplaced']"/>
    public IReadOnlyList<string> Unplaced { get; }

    /// <summary>The meetings of a body, the earliest first.</summary>
    public IEnumerable<Meeting> Of(OdsCode body) => byBody[body];

    /// <summary>The register of a body for everybody to see: what was to be seen on a day, less what has lapsed by today. An earlier day never shows again what is no longer public.</summary>
    public IEnumerable<Interest> PublicRegister(OdsCode body, DateOnly day, DateOnly today) => Interests.Of(body, day).Where(i => IsPublic(i, today));

    /// <summary>Who has an interest in an organisation, for everybody to see; see <see cref="PublicRegister"/>.</summary>
    public IEnumerable<InterestFound> PublicAbout(OdsCode? code, string name, DateOnly day, DateOnly today) => Interests.About(code, name, day).Where(f => IsPublic(f.Interest, today));

    /// <summary>Gifts and hospitality declared to a body by a day. A gift has no end: it is shown for as long as an ended interest is kept, from the day it was offered.</summary>
    public IEnumerable<Gift> PublicGifts(OdsCode body, DateOnly day, DateOnly today) =>
        Interests.Gifts.Where(g => g.Body == body && g.Declared <= day && !(Governance.Facts.Limit("private-after-end", g.Offered) is { Unit: "years" } kept && g.Offered.AddYears(kept.Value) < today)).OrderByDescending(g => g.Offered);

    /// <summary>What was published of breaches at a body, without anybody's name.</summary>
    public IEnumerable<Breach> PublicBreaches(OdsCode body, DateOnly day) => Interests.Breaches.Where(b => b.Body == body && b.Published.Length > 0 && b.On <= day);

    /// <summary>The items, of any body that its holder sat with or was brought in to, that an interest was found to be in; the latest first. Those taken in private are left out: whom they concern would be told by it.</summary>
    public IReadOnlyList<Involvement> InvolvementsOf(Interest interest) =>
    [
        .. from meeting in Governance.BodiesOf(interest.Person).SelectMany(Of).Concat(byGuest[interest.Person]).Distinct()
           from conflict in meeting.Conflicts.Concat(meeting.DeclaredLate)
           where conflict.Found.Interest.Id == interest.Id && conflict.Item.Private is null
           group conflict by (meeting, conflict.Item) into same
           orderby same.Key.meeting.Called.Day descending, same.Key.meeting.Id, same.Key.Item.Number
           let seats = same.Key.meeting.On(same.Key.Item).Seats.Where(s => s.Seat.Person?.Id == interest.Person).ToList()
           select new Involvement(same.Key.meeting, same.First(), same.Key.meeting.Present is null ? null : same.Key.meeting.RulingOn(same.First()), seats.Find(s => s.Part is Part.Votes or Part.Recused) ?? seats[0]),
    ];

    /// <summary>How often each was there, of the meetings of a body in a span of days.</summary>
    public IReadOnlyList<Attendance> AttendanceOf(OdsCode body, DateSpan days) =>
    [
        .. from meeting in Of(body)
           where days.Contains(meeting.Called.Day) && meeting.Present is not null
           from seat in meeting.Structure.Filled(meeting.Committee).DistinctBy(s => s.Person!.Id)
           group (meeting, seat) by (Committee: meeting.Committee.Id, seat.Person!.Id) into each
           let latest = each.Last()
           orderby each.Key.Committee, latest.seat.Person!.Name
           select new Attendance(latest.seat.Person!, latest.meeting.Committee, each.Count(e => e.meeting.Present!.Contains(each.Key.Id)), each.Count()),
    ];

    private bool IsPublic(Interest interest, DateOnly today) => interest.VisibleOn(today, Governance.Facts) == Visibility.Public;
}
