using System.Globalization;
using Remit.Register;
using Remit.Time;

namespace Remit.Governance;

/// <summary>An interest of a member in what an item is about.</summary>
/// <param name="Suggested">What the guidance would have done about it.</param>
/// <param name="Bars">Whether nothing but leaving is open: a financial interest of their own in a bidder for an award, however the chair rules.</param>
/// <param name="BarsUntilRuled">Whether it would bar but for an end that was told only after the meeting was called, which does not count until somebody has ruled.</param>
public sealed record Conflict(AgendaItem Item, Person Person, InterestFound Found, Concerned Concerned, Handling Suggested, bool Bars, bool BarsUntilRuled = false);

/// <summary>What somebody's seat counts for on an item.</summary>
public enum Part
{
    /// <summary>There and free to vote: counts for the quorum.</summary>
    Votes,

    /// <summary>There, with an interest: speaks, is silent or has left, and counts for nothing.</summary>
    Recused,

    /// <summary>There, in a seat without a vote.</summary>
    Attends,
    Absent,
    Vacant,
}

/// <summary>A seat on an item: whose, what it counts for, how it voted and why.</summary>
/// <param name="Vote">How it voted; nothing where it did not or might not.</param>
public sealed record SeatOnItem(FilledSeat Seat, Part Part, Ballot? Vote, string Because);

/// <summary>A lawful way on for an item that cannot be decided.</summary>
/// <param name="To">The committee or body that it would go to; nothing where it stays.</param>
/// <param name="Guest">Who would be brought in for it, by what stands for them.</param>
/// <param name="From">The body at which they are a lay member.</param>
public sealed record Fallback(string How, string Because, string? To = null, string? Guest = null, Remit.Register.OdsCode? From = null);

/// <summary>Where an item stands: every seat accounted for, who has the chair, whether it can be decided, and what was decided.</summary>
/// <param name="Chair">Who has the chair for it; nobody where all who might are conflicted or away.</param>
/// <param name="Quorate">Whether enough are there, of those who may vote.</param>
/// <param name="Balanced">Whether those who may vote still make the majority that the rules ask for of such a committee.</param>
/// <param name="Open">Interests found on which nobody has ruled.</param>
/// <param name="Decided">Whether it was put to the vote, carried or not, and the vote stands.</param>
/// <param name="Obstacles">Why it cannot be decided, or why the vote does not stand.</param>
public sealed record ItemStanding(
    AgendaItem Item, IReadOnlyList<SeatOnItem> Seats, Person? Chair, bool Quorate, bool Balanced, IReadOnlyList<Conflict> Open, string Motion, bool Decided, bool Carried, string ReferredTo, IReadOnlyList<string> Obstacles)
{
    public int Count(Ballot ballot) => Seats.Count(s => s.Vote == ballot);

    public bool CanBeDecided => Obstacles.Count == 0;
}

/// <summary>A meeting of a committee, as the record has it. Everything is worked out of the record each time, so that what is ruled or found later is never passed over.</summary>
public sealed class Meeting
{
    private readonly GovernanceFacts facts;
    private readonly InterestRegister interests;
    private readonly List<ConflictRuled> rulings = [];
    private readonly List<MemberCoOpted> coOpted = [];
    private readonly HashSet<(int Item, string Person)> guestsThere = [];
    private readonly Dictionary<int, string> chosen = [];
    private readonly Dictionary<int, ItemVoted> votes = [];
    private readonly Dictionary<int, ItemReferred> referred = [];
    private readonly Dictionary<int, string> withdrawn = [];
    private readonly Dictionary<int, IReadOnlyList<string>> minuted = [];
    private readonly List<MemberLeft> left = [];
    private readonly List<Paper> papers = [];
    private readonly List<AgendaAmended> amendments = [];
    private readonly List<(int FromItem, HashSet<string> People)> attendance = [];
    private readonly Lazy<IReadOnlyList<Conflict>> conflicts;
    private readonly Lazy<IReadOnlyList<Conflict>> late;

    /// <param name="id">Its name: body, committee and day, as <c>00L/governing-body/2017-07-27</c>.</param>
    /// <param name="structure">The body's committees on the day of the meeting, which is that of the last postponement.</param>
    /// <param name="happened">What has happened since it was called, in order.</param>
    public Meeting(string id, MeetingCalled called, Structure structure, Committee committee, InterestRegister interests, IEnumerable<Event> happened)
    {
        (Id, Called, Structure, Committee, this.interests, facts) = (id, called, structure, committee, interests, interests.Governance.Facts);
        conflicts = new(() => [.. Called.Agenda.SelectMany(i => FindConflicts(i, c => interests.About(c.Code, c.Name, Called.Day)))]);
        late = new(() => [.. Called.Agenda.SelectMany(i => FindConflicts(i, c => interests.DeclaredAfter(c.Code, c.Name, Called.Day)))]);
        foreach (var e in happened)
        {
            Take(e);
            Version++;
        }
    }

    public string Id { get; }

    /// <summary>The version that its stream had reached.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>How it was called, with what has been amended and put off since.</summary>
    public MeetingCalled Called { get; private set; }

    /// <summary>The day on which its calling was recorded; nothing where that is not known.</summary>
    public DateOnly? CalledOn { get; init; }

    /// <summary>The interests that its agenda is held against.</summary>
    public InterestRegister Interests => interests;

    public Structure Structure { get; }

    public Committee Committee { get; }

    /// <summary>How and where the minutes were approved; nothing until they are.</summary>
    public MinutesApproved? Approved { get; private set; }

    /// <summary>Why it was or is put off, the last time; nothing where it never was.</summary>
    public MeetingPostponed? Postponed { get; private set; }

    /// <summary>Why it is not held; nothing unless it was cancelled.</summary>
    public MeetingCancelled? Cancelled { get; private set; }

    /// <summary>The day on which the approved minutes were published; nothing until they are.</summary>
    public DateOnly? Published { get; private set; }

    /// <summary>Whether anybody has taken down who is there.</summary>
    public bool IsHeld => attendance.Count > 0;

    /// <summary>What was changed of the agenda after it was sent out.</summary>
    public IReadOnlyList<AgendaAmended> Amendments => amendments;

    /// <summary>The papers, in the order in which they were put in.</summary>
    public IReadOnlyList<Paper> Papers => papers;

    /// <summary>Every interest of a member in what an item is about, as declared by the day of the meeting: known before the papers go out.</summary>
    public IReadOnlyList<Conflict> Conflicts => conflicts.Value;

    /// <summary>Every interest that a member had in what an item is about on the day of the meeting, and declared only after that day. One that bars undoes their vote; any other is told, and undoes it where it is ruled that it does.</summary>
    public IReadOnlyList<Conflict> DeclaredLate => late.Value;

    /// <summary>The rulings in force. A later one on the same person and item goes before, but for one made after the minutes were approved, which stands beside.</summary>
    public IReadOnlyList<ConflictRuled> Rulings => rulings;

    /// <summary>Everyone who was there for any of it; nothing where nobody has taken that down.</summary>
    public IReadOnlySet<string>? Present => IsHeld ? attendance.SelectMany(a => a.People).ToHashSet() : null;

    public AgendaItem? Find(int item) => Called.Agenda.FirstOrDefault(i => i.Number == item);

    /// <summary>Who rules on somebody's interest in an item: whoever has the chair for it, but never on their own; nobody where the others have to choose first.</summary>
    public Person? RulerOn(AgendaItem item, string person) => ChairOf(item, except: person);

    public Paper? FindPaper(int number) => papers.ElementAtOrDefault(number - 1);

    /// <summary>Why an item was taken off the agenda; nothing while it is on it.</summary>
    public string? WithdrawnBecause(int item) => withdrawn.GetValueOrDefault(item);

    /// <summary>What the minutes say on an item beside what is drafted from the record.</summary>
    public IReadOnlyList<string> MinutedOn(int item) => minuted.GetValueOrDefault(item) ?? [];

    /// <summary>Who left the room for an item, and when.</summary>
    public IEnumerable<MemberLeft> LeftFor(int item) => left.Where(l => l.Item == item);

    /// <summary>Who was there for an item; nothing where nobody has taken it down.</summary>
    public IReadOnlySet<string>? PresentAt(int item) => attendance.LastOrDefault(a => a.FromItem <= item).People;

    /// <summary>Who was brought in for an item.</summary>
    public IReadOnlyList<MemberCoOpted> Guests => coOpted;

    /// <summary>Whether somebody who was brought in for an item is there for it: until it is taken down anew, whoever is brought in is there.</summary>
    public bool IsGuestThere(int item, string person) => guestsThere.Contains((item, person));

    /// <summary>How somebody's vote on an item was taken down, whether or not it counts; nothing where none was.</summary>
    public Ballot? BallotOf(int item, string person) => votes.GetValueOrDefault(item)?.Votes.Where(v => v.Person == person).Select(v => (Ballot?)v.Vote).FirstOrDefault();

    /// <summary>Whether an interest was declared only after the meeting.</summary>
    public bool IsLate(Conflict conflict) => Called.Day < conflict.Found.Interest.Declared;

    /// <summary>The interests in an item that were declared only after the meeting, each once.</summary>
    public IEnumerable<Conflict> LateOn(int item) => DeclaredLate.Where(c => c.Item.Number == item).DistinctBy(c => (c.Person.Id, c.Found.Interest.Id));

    /// <summary>Those of them that the minutes tell: what was declared after the minutes were approved is told of the meeting and of what it awarded, and not in what was approved.</summary>
    public IEnumerable<Conflict> LateInMinutes(int item) => LateOn(item).Where(c => Approved is null || IsoDate.TryParse(Approved.At.AsSpan()[^10..], out var approved) && c.Found.Interest.Declared <= approved);

    /// <summary>The strictest of what is ruled about somebody on an item; nothing where nobody ruled.</summary>
    public ConflictRuled? RulingOn(int item, string person) => rulings.Where(r => r.Item == item && r.Person == person).MaxBy(r => r.Handling);

    /// <summary>What is to be done about an interest in an item, as last ruled; nothing where nobody ruled, or only on what else was known of them then.</summary>
    public ConflictRuled? RulingOn(Conflict conflict) => rulings.LastOrDefault(r => r.Item == conflict.Item.Number && r.Person == conflict.Person.Id && Covers(r, conflict.Found.Interest));

    /// <summary>The interests of somebody in an item that a ruling recorded now is about: all that are found, or after the minutes were approved those on which nobody has ruled.</summary>
    public IEnumerable<string> InterestsToRule(int item, string person) =>
        Found.Where(c => c.Item.Number == item && c.Person.Id == person && (Approved is null || RulingOn(c) is null)).Select(c => c.Found.Interest.Id).Distinct();

    /// <summary>Rulings on an item about what was declared in the room, and is on no register.</summary>
    public IEnumerable<ConflictRuled> RuledInRoom(int item) => rulings.Where(r => r.Item == item && Found.All(c => c.Item.Number != item || RulingOn(c) != r));

    /// <summary>Whether somebody may be given a paper, and why. Whoever is not on the committee may read what is public.</summary>
    public PaperReading MayRead(string person, Paper paper, DateOnly today) => paper.For(this, [person], keepsRecord: false, today);

    /// <summary>Whether an account that sees the whole record may be given a paper. It is taken for every member of its name, and gets nothing that is withheld from one of them.</summary>
    public PaperReading MayRead(IEnumerable<Person> named, Paper paper, DateOnly today) => paper.For(this, [.. named.Select(p => p.Id)], keepsRecord: true, today);

    /// <summary>Whether everybody may read the minutes on a day: approved, and published by then.</summary>
    public bool MinutesArePublic(DateOnly today) => Published <= today;

    /// <summary>Whether somebody sits on the committee, or was brought in for an item.</summary>
    public bool SitsFor(string person, int item) => SittingFor(item).Any(p => p.Id == person);

    /// <summary>Whoever sits on the committee or was brought in for an item.</summary>
    public IEnumerable<Person> SittingFor(int item) => SeatsOf(item).Select(s => s.Person).OfType<Person>().DistinctBy(p => p.Id);

    /// <summary>Whether what the constitution asks of calling a meeting was done in time: notice, late items, papers.</summary>
    public IReadOnlyList<Timing> Timings => Timing.Of(this);

    /// <summary>Where an item stands.</summary>
    public ItemStanding On(AgendaItem item)
    {
        var vote = votes.GetValueOrDefault(item.Number);
        var present = PresentAt(item.Number);
        var seats = Placed(item, vote);
        var counting = seats.FindAll(s => s.Part == Part.Votes);
        var open = Conflicts.Where(c => c.Item.Number == item.Number && RulingOn(c) is null).ToList();
        var chair = ChairOf(item, except: null);
        var (missing, wanting, majority, enough, balanced) = Counted(counting);
        var quorate = present is not null && enough;

        List<string> obstacles = [];
        if (Cancelled is not null)
            obstacles.Add("the meeting was cancelled");
        if (WithdrawnBecause(item.Number) is { } off)
            obstacles.Add($"it was withdrawn: {off}");
        if (NotForHere(item) is { } elsewhere)
            obstacles.Add(elsewhere);
        if (item.Purpose == ItemPurpose.Discussion)
            obstacles.Add("it is for discussion only");
        if (present is null)
            obstacles.Add("nobody has taken down who is there");
        if (referred.TryGetValue(item.Number, out var away))
            obstacles.Add($"it was referred to {away.To}");
        if (rulings.Exists(r => r.Item == item.Number && r.Handling == Handling.ReferAway) && away is null)
            obstacles.Add("the chair ruled that the whole item goes elsewhere");
        foreach (var person in open.Select(c => c.Person.Name).Distinct())
            obstacles.Add($"nobody has ruled on the interest of {person}");
        if (present is not null && counting.Count < Committee.Quorum.Members)
            obstacles.Add($"{counting.Count} may vote, and the quorum is {Committee.Quorum.Members}");
        foreach (var group in present is null ? [] : missing)
            obstacles.Add($"nobody who may vote is {facts.Office(group)?.Name ?? group}, as the quorum asks");
        foreach (var (body, there) in present is null ? [] : wanting)
            obstacles.Add($"{there} of {body} may vote, and the quorum is {Committee.Quorum.EachBody} of each body");
        if (!balanced && present is not null)
            obstacles.Add($"{string.Join(" and ", majority!.Who)} members are not the majority of those who may vote");
        if (chair is null && present is not null)
            obstacles.Add("nobody has the chair who may");
        var decided = vote is not null && obstacles.Count == 0 && counting.TrueForAll(s => s.Vote is not null);
        if (vote is not null && obstacles.Count == 0 && !decided)
            obstacles.Add($"no vote is taken down of {string.Join(", ", counting.Where(s => s.Vote is null).Select(s => s.Seat.Person!.Name))}");

        return new(item, seats, chair, quorate, balanced, open, vote?.Motion ?? "", decided, decided && seats.Count(s => s.Vote == Ballot.For) > seats.Count(s => s.Vote == Ballot.Against), away?.To ?? "", obstacles);
    }

    /// <summary>Lawful ways on for an item that cannot be decided for want of a quorum or balance.</summary>
    /// <remarks>Other committees of the body, lay members of other bodies, and other bodies: only those that have no interest in it either.</remarks>
    public IReadOnlyList<Fallback> Fallbacks(AgendaItem item)
    {
        var governance = interests.Governance;
        bool IsFree(Person person) => !item.Concerns.Any(c => interests.About(c.Code, c.Name, Called.Day).Any(f => f.Interest.Person == person.Id));
        bool WouldBeQuorate(Structure structure, Committee committee)
        {
            var free = structure.Filled(committee).Where(s => s.Seat.Votes && IsFree(s.Person!)).ToList();
            return free.Count >= committee.Quorum.Members && (committee.Quorum.Including ?? []).All(o => free.Exists(s => s.Seat.Is(o, facts)));
        }

        var others = governance.Bodies.Where(b => b != Called.Body).Select(b => governance.On(b, Called.Day)).OfType<Structure>().Where(s => s.Kind == Structure.Kind).ToList();
        return
        [
            .. Structure.Constitution.Committees.Where(c => c != Committee && c.Decides is { Count: > 0 } && WouldBeQuorate(Structure, c)).Select(c => new Fallback($"Refer it to {c.Title}", "it may decide, and enough of its members have no interest in it", c.Title)),
            .. others.Where(o => o.OfKind(Constitution.GoverningBody) is not null).SelectMany(o => o.Filled(o.OfKind(Constitution.GoverningBody)!).Where(s => s.Seat.Is("lay", facts) && IsFree(s.Person!) && !Structure.Filled(Committee).Any(x => x.Person!.Id == s.Person!.Id))
                .Select(s => new Fallback($"Co-opt {s.Person!.Name} for it", $"a lay member of {o.Body} without an interest in it", Guest: s.Person!.Id, From: o.Body))),
            .. others.Where(o => o.OfKind(Committee.Kind) is { } same && WouldBeQuorate(o, same)).Select(o => new Fallback($"Ask {o.Body} {o.Name} to decide it", $"enough of its {Committee.Kind} have no interest in it", $"{o.Body} {o.Name}")),
        ];
    }

    /// <summary>What stands against something being recorded next, with what to do instead.</summary>
    /// <param name="today">The day on which it is recorded.</param>
    public IEnumerable<Finding> Check(Event next, DateOnly today)
    {
        var number = next switch { ConflictRuled r => r.Item, ChairChosen c => c.Item, MemberCoOpted m => m.Item, ItemVoted v => v.Item, ItemReferred f => f.Item, ItemWithdrawn w => w.Item, MemberLeft l => l.Item, ItemMinuted t => t.Item, AttendanceTaken a => a.FromItem, _ => (int?)null };
        var item = number is { } n ? Find(n) : null;
        if (number is not null && item is null)
        {
            yield return Wrong("item", $"{number}", $"an item of the agenda: {string.Join(", ", Called.Agenda.Select(i => i.Number))}");
            yield break;
        }

        // A paper can turn out at any time to be one that nobody should have been given; and an interest that is declared late opens an item that nobody could close.
        if (Approved is not null && next is not (MinutesPublished or PaperPublished or PaperWithdrawn) && !IsLateRuling(next))
            yield return Wrong("meeting", "minutes that are approved", "a later meeting: what was decided here is not changed after its minutes were approved");
        if (Cancelled is not null && next is not PaperWithdrawn)
            yield return Wrong("meeting", $"a meeting that was cancelled: {Cancelled.Because}", "another meeting");
        if (next is AttendanceTaken or ItemVoted or MemberLeft && today < Called.Day)
            yield return Wrong("meeting", $"a meeting of {Called.Day:yyyy-MM-dd}, which is not yet", $"that day: today is {today:yyyy-MM-dd}. Who is there and how they vote is taken down when it is so");
        if (WithdrawnBecause(number ?? 0) is { } off && next is not ItemMinuted)
            yield return Wrong("item", $"an item that was withdrawn: {off}", "another item; './remit governance meeting amend' puts one on the agenda");
        switch (next)
        {
            case ConflictRuled ruled:
                if (!SitsFor(ruled.Person, ruled.Item))
                    yield return Wrong("person", ruled.Person, "a member of the committee, or somebody who was brought in for the item");
                if (ruled.By == ruled.Person)
                    yield return Wrong("by", ruled.By, "somebody else: nobody rules on an interest of their own, and the chair's own goes to the deputy");
                else if (ChairOf(item!, except: ruled.Person) is not { } ruler || ruler.Id != ruled.By)
                    yield return Wrong("by", ruled.By, ChairOf(item!, except: ruled.Person) is { } other ? $"{other.Id}, who has the chair for this item" : "whoever the others choose for the chair: './remit governance meeting chair' records it");
                if (Found.FirstOrDefault(c => c.Item.Number == item!.Number && c.Person.Id == ruled.Person && c.Bars) is { } bar && ruled.Handling < Handling.Leave)
                    yield return Wrong("handling", Words(ruled.Handling), $"leave, withhold-papers or refer-away: {bar.Person.Name} has a financial interest in {bar.Concerned.Name}, which the award is about");
                break;
            case ChairChosen picked:
                if (!MayVote(item!, picked.Person))
                    yield return Wrong("person", picked.Person, "a member who is there and may vote on the item");
                break;
            case MemberCoOpted guest:
                if (interests.Governance.On(guest.From, Called.Day) is not { } home || !home.Seats.Any(s => s.Person?.Id == guest.Person && s.Seat.Is("lay", facts)))
                    yield return Wrong("person", guest.Person, $"somebody who is a lay member of {guest.From} on {Called.Day:yyyy-MM-dd}");
                else if (Structure.Filled(Committee).Any(s => s.Person!.Id == guest.Person))
                    yield return Wrong("person", guest.Person, "somebody who is not on the committee already");
                else if (CouldBeDecided(item!))
                    yield return Wrong("item", $"{item!.Number}, which those of the committee can decide", "an item for which too few of them are there and may vote: nobody is brought in to a vote that can be held without them");
                break;
            case ItemVoted voted:
                var standing = On(item!);
                if (standing.Decided)
                    yield return Wrong("item", "a vote that stands", "another item, or another meeting");
                // The votes are about to be given; whatever else is in the way stands.
                foreach (var obstacle in standing.Obstacles.Where(o => !o.StartsWith("no vote", StringComparison.Ordinal)))
                    yield return Wrong("item", obstacle, string.Join("; ", Fallbacks(item!).Select(f => f.How)) is { Length: > 0 } ways && (!standing.Quorate || !standing.Balanced) ? $"that to be settled first. Ways on: {ways}" : "that to be settled first");
                foreach (var twice in voted.Votes.GroupBy(v => v.Person).Where(g => g.Count() > 1))
                    yield return Wrong("votes", twice.Key, "one vote of each");
                foreach (var cast in voted.Votes.Where(v => standing.Seats.All(s => s.Part != Part.Votes || s.Seat.Person!.Id != v.Person)))
                    yield return Wrong("votes", cast.Person, standing.Seats.FirstOrDefault(s => s.Seat.Person?.Id == cast.Person) is { } who ? $"no vote of theirs: {who.Because}" : "votes of members of the committee");
                foreach (var silent in standing.Seats.Where(s => s.Part == Part.Votes && voted.Votes.All(v => v.Person != s.Seat.Person!.Id)))
                    yield return Wrong("votes", $"nothing of {silent.Seat.Person!.Id}", "for, against or abstain of everyone who is there and may vote");
                break;
            case AttendanceTaken taken:
                if (PresentAt(int.MinValue) is null && taken.FromItem is not null)
                    yield return Wrong("fromItem", $"{taken.FromItem}", "first who was there at the beginning, without it");
                foreach (var stranger in taken.Present.Where(p => Structure.Filled(Committee).All(s => s.Person!.Id != p) && coOpted.TrueForAll(c => c.Person != p)))
                    yield return Wrong("present", stranger, $"members of the committee: {string.Join(", ", Structure.Filled(Committee).Select(s => s.Person!.Id))}");
                break;
            case AgendaAmended amended:
                foreach (var finding in amended.Item.Check(Id, Called.Body, Called.Committee))
                    yield return finding;
                if (Find(amended.Item.Number) is { } now && On(now).Decided)
                    yield return Wrong("item", "a vote that stands", "another number: what was voted on is not changed");
                if (amended.On > Called.Day)
                    yield return Wrong("on", $"{amended.On:yyyy-MM-dd}", $"a day not after the meeting, {Called.Day:yyyy-MM-dd}");
                if (amended.LeaveOf is { } leave && leave != Structure.Holder(Committee, Committee.Chair)?.Id && leave != Structure.Holder(Committee, Committee.Deputy)?.Id)
                    yield return Wrong("leaveOf", leave, "whoever has the chair, or is deputy");
                else if (amended.LeaveOf is null && Committee.NoticeDays is { } days && amended.On > Called.Day.AddDays(-days))
                    yield return Wrong("leaveOf", "nobody", $"the leave of the chair: an item that comes later than {Called.Day.AddDays(-days):yyyy-MM-dd} needs it");
                break;
            case ItemWithdrawn:
                if (On(item!).Decided)
                    yield return Wrong("item", "a vote that stands", "an item that was not decided");
                break;
            case MeetingPostponed put:
                if (IsHeld)
                    yield return Wrong("meeting", "a meeting that was held", "one that was not");
                if (put.To < put.On)
                    yield return Wrong("to", $"{put.To:yyyy-MM-dd}", $"a day on or after {put.On:yyyy-MM-dd}, when notice of it was given");
                if (interests.Governance.On(Called.Body, put.To)?.Constitution.Find(Called.Committee) is null)
                    yield return Wrong("to", $"{put.To:yyyy-MM-dd}", $"a day on which the constitution of {Called.Body} has {Called.Committee}");
                break;
            case MeetingCancelled:
                if (IsHeld)
                    yield return Wrong("meeting", "a meeting that was held", "one that was not");
                break;
            case MemberLeft gone:
                if (PresentAt(gone.Item)?.Contains(gone.Person) != true)
                    yield return Wrong("person", gone.Person, "somebody who is there for the item");
                if (On(item!).Seats.Any(s => s.Seat.Person?.Id == gone.Person && s.Vote is not null))
                    yield return Wrong("person", gone.Person, "somebody who has not voted on it");
                if (!MeetingCalled.IsTime(gone.Left) || gone.Returned is { } back && (!MeetingCalled.IsTime(back) || string.CompareOrdinal(back, gone.Left) < 0))
                    yield return Wrong("left", $"{gone.Left} {gone.Returned}", "times of the day as 14:20, the return not before they left");
                break;
            case PaperAdded or PaperPublished or PaperWithdrawn:
                foreach (var finding in Paper.Check(this, next, today))
                    yield return finding;
                break;
            case ItemMinuted words:
                foreach (var text in words.Text.Where(t => !Act.IsLine(t)))
                    yield return Wrong("text", text, $"paragraphs of at most {Act.Longest} characters, each a line");
                break;
            case MinutesApproved when !IsHeld:
                yield return Wrong("meeting", "a meeting that was not held", "who was there to be taken down first");
                break;
            case MinutesPublished when Approved is null:
                yield return Wrong("meeting", "minutes that are not approved", "the next meeting to approve them first");
                break;
            case MinutesPublished when Published is { } done:
                yield return Wrong("meeting", $"minutes that were published on {done:yyyy-MM-dd}", "nothing more");
                break;
            case MinutesPublished made when made.On > today:
                yield return Wrong("on", $"{made.On:yyyy-MM-dd}", $"a day not after today, {today:yyyy-MM-dd}: they are public from the moment it is recorded");
                break;
        }

        Finding Wrong(string field, string text, string wanted) => new("meeting-refused", Consequence.FileRefused, new(Id, 0, field), text, wanted);
    }

    /// <summary>The minutes as drafted from the record: who was there, and of each item who had an interest, what was done about it, who had the chair, the quorum, every seat's vote and what was decided.</summary>
    /// <param name="withPrivate">Whether items taken in private are told in full; else only that they were, and why.</param>
    public IEnumerable<string> Minutes(bool withPrivate = true)
    {
        yield return $"{Structure.Name}, {Committee.Title}, {Called.Day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}";
        if (Called.Place is not null || Called.Starts is not null)
            yield return string.Join(", ", ((string?[])[Called.Place, Called.Starts]).OfType<string>());
        if (Cancelled is { } off)
        {
            yield return $"Cancelled: {off.Because}.";
            yield break;
        }

        var filled = Structure.Filled(Committee).ToList();
        if (PresentAt(int.MinValue) is { } present)
        {
            yield return $"Present: {Names(filled.Where(s => present.Contains(s.Person!.Id)).Select(s => $"{s.Person!.Name} ({s.Seat.Title})"))}";
            yield return $"Absent: {Names(filled.Where(s => !present.Contains(s.Person!.Id)).Select(s => $"{s.Person!.Name} ({s.Seat.Title})"))}";
        }

        yield return $"Vacant: {Names(Structure.On(Committee).Where(s => s.Person is null).Select(s => s.Seat.Title))}";
        foreach (var item in Called.Agenda.OrderBy(i => i.Number))
        {
            yield return "";
            yield return $"{item.Number}. {item.Title}{(item.Private is { } why ? $" (in private: {why})" : "")}";
            if (item.Private is not null && !withPrivate)
                continue;
            if (WithdrawnBecause(item.Number) is { } gone)
            {
                yield return $"   Withdrawn: {gone}.";
                continue;
            }

            if (PresentAt(item.Number) is { } now && PresentAt(item.Number - 1) is { } before && !now.SetEquals(before) && item.Number > Called.Agenda.Min(i => i.Number))
                foreach (var (word, who) in ((string, IEnumerable<string>)[])[("Joined", now.Except(before)), ("Left", before.Except(now))])
                    if (who.Any())
                        yield return $"   {word} the meeting: {Names(who.Select(Name))}";
            var standing = On(item);
            foreach (var conflict in Conflicts.Where(c => c.Item.Number == item.Number).DistinctBy(c => (c.Person.Id, c.Found.Interest.Id)))
            {
                var ruling = RulingOn(conflict);
                yield return $"   {conflict.Person.Name} has a declared interest ({Words(conflict.Found.Interest)}) in {conflict.Concerned.Name}: {(ruling is null ? "not ruled on" : $"{Words(ruling.Handling)}, ruled by {Name(ruling.By)}: {ruling.Because}")}";
            }

            foreach (var conflict in LateInMinutes(item.Number))
                yield return $"   {LateInWords(conflict)}";
            foreach (var ruling in RuledInRoom(item.Number))
                yield return $"   {Name(ruling.Person)} declared an interest at the meeting: {Words(ruling.Handling)}, ruled by {Name(ruling.By)}: {ruling.Because}";
            foreach (var member in LeftFor(item.Number))
                yield return $"   {Name(member.Person)} left the room at {member.Left}{(member.Returned is { } back ? $" and returned at {back}" : "")}.";
            foreach (var text in MinutedOn(item.Number))
                yield return $"   {text}";
            if (item.Purpose == ItemPurpose.Discussion)
                continue;
            yield return $"   In the chair: {standing.Chair?.Name ?? "nobody"}. May vote: {standing.Seats.Count(s => s.Part == Part.Votes)}; quorum {Committee.Quorum.Members}: {(standing.Quorate ? "met" : "not met")}.";
            foreach (var seat in standing.Seats)
                yield return $"   {seat.Seat.Seat.Title}: {Told(seat)}";
            yield return standing.Decided ? $"   {(standing.Carried ? "Resolved" : "Not carried")}: {standing.Motion} ({standing.Count(Ballot.For)} for, {standing.Count(Ballot.Against)} against, {standing.Count(Ballot.Abstain)} abstained)."
                : referred.TryGetValue(item.Number, out var away) ? $"   Referred to {away.To}: {away.Because}."
                : $"   No decision: {string.Join("; ", standing.Obstacles.DefaultIfEmpty("it was not put to the vote"))}.";
        }

        static string Names(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
    }

    /// <summary>Whether a text can be the name of a meeting: body, committee and day.</summary>
    public static bool IsName(string text) =>
        text.Split('/') is [var body, var committee, var day] && OdsCode.TryParse(body, out var code) && code.ToString() == body && Committee.IsId(committee) && IsoDate.TryParse(day, out _);

    /// <summary>Whose seat it is and how it voted, or why it did not.</summary>
    public static string Told(SeatOnItem seat) => seat.Seat.Person is { } person ? $"{person.Name}, {(seat.Vote is { } vote ? vote.ToString().ToLowerInvariant() : seat.Because)}" : "vacant";

    /// <summary>Whose interest was declared only after the meeting, when, that it is told to have ended before it, and what was ruled on it.</summary>
    public string LateInWords(Conflict late) =>
        $"{late.Person.Name} had an interest ({Words(late.Found.Interest)}) in {late.Concerned.Name} and declared it only on {late.Found.Interest.Declared:yyyy-MM-dd}{(late.Found.Interest.IsHeldOn(Called.Day) ? "" : $", its end on {late.Found.Interest.Ended:yyyy-MM-dd} told on {late.Found.Interest.EndTold:yyyy-MM-dd}")}: {(RulingOn(late) is { } ruling ? $"{Words(ruling.Handling)}, ruled by {Name(ruling.By)}: {ruling.Because}" : "not ruled on")}";

    /// <summary>What a way of handling a conflict is called.</summary>
    public static string Words(Handling handling) => handling switch
    {
        Handling.NoAction => "no action",
        Handling.SpeakNotVote => "speaks and does not vote",
        Handling.StaySilent => "stays and is silent",
        Handling.Leave => "leaves for the item",
        Handling.WithholdPapers => "leaves and gets no papers",
        Handling.ReferAway => "the item goes elsewhere",
        _ => throw new ArgumentOutOfRangeException(nameof(handling)),
    };

    private void Take(Event happened)
    {
        switch (happened)
        {
            case ConflictRuled ruled: Rule(ruled); break;
            case AttendanceTaken taken: Attend(taken); break;
            case ChairChosen picked: chosen[picked.Item] = picked.Person; break;
            case MemberCoOpted guest: coOpted.Add(guest); guestsThere.Add((guest.Item, guest.Person)); break;
            case ItemVoted voted: votes[voted.Item] = voted; break;
            case ItemReferred away: referred[away.Item] = away; break;
            case AgendaAmended amended: Amend(amended); break;
            case ItemWithdrawn gone: withdrawn[gone.Item] = gone.Because; break;
            case MeetingPostponed put: Postpone(put); break;
            case MeetingCancelled off: Cancelled = off; break;
            case PaperAdded added: papers.Add(new(papers.Count + 1, added.Items, added.Title, added.Sent, added.File, added.Link, added.Private, null, null)); break;
            case PaperPublished published when FindPaper(published.Paper) is { } paper: papers[paper.Number - 1] = paper with { Published = published.On }; break;
            case PaperWithdrawn back when FindPaper(back.Paper) is { } paper: papers[paper.Number - 1] = paper with { Withdrawn = back.Because }; break;
            case MemberLeft member: left.RemoveAll(l => l.Item == member.Item && l.Person == member.Person); left.Add(member); break;
            case ItemMinuted words: minuted[words.Item] = words.Text; break;
            case MinutesApproved approved: Approved = approved; break;
            case MinutesPublished made: Published = made.On; break;
        }
    }

    private void Attend(AttendanceTaken taken)
    {
        var from = taken.FromItem ?? int.MinValue;
        attendance.RemoveAll(a => a.FromItem >= from);
        attendance.Add((from, [.. taken.Present]));
        foreach (var guest in coOpted.Where(c => c.Item >= from))
            _ = taken.Present.Contains(guest.Person) ? guestsThere.Add((guest.Item, guest.Person)) : guestsThere.Remove((guest.Item, guest.Person));
    }

    // After the minutes were approved nothing that was ruled before changes.
    private void Rule(ConflictRuled ruled)
    {
        if (Approved is null)
            rulings.RemoveAll(r => r.Item == ruled.Item && r.Person == ruled.Person);
        rulings.Add(ruled);
    }

    // What keeps somebody from the vote for what they said in the room covers what is written down of it afterwards; that nothing need be done never covers what nobody knew.
    private bool Covers(ConflictRuled ruling, Interest interest) =>
        ruling.Interests is not { } named || named.Contains(interest.Id) || named.Count == 0 && ruling.Handling > Handling.NoAction && interest.Declared <= Called.Day;

    // An item that was changed is another item: nothing that was ruled or voted before is about it.
    private void Amend(AgendaAmended amended)
    {
        amendments.Add(amended);
        var number = amended.Item.Number;
        Called = Called with { Agenda = [.. Called.Agenda.Where(i => i.Number != number).Append(amended.Item).OrderBy(i => i.Number)] };
        rulings.RemoveAll(r => r.Item == number);
        coOpted.RemoveAll(c => c.Item == number);
        left.RemoveAll(l => l.Item == number);
        _ = chosen.Remove(number) | votes.Remove(number) | referred.Remove(number) | withdrawn.Remove(number) | minuted.Remove(number);
    }

    // Nothing that needs people in a room can have happened at a meeting that was not held then.
    private void Postpone(MeetingPostponed put)
    {
        Postponed = put;
        Called = Called with { Day = put.To, Place = put.Place ?? Called.Place, Starts = put.Starts ?? Called.Starts };
        attendance.Clear();
        votes.Clear();
        left.Clear();
    }

    private IEnumerable<Conflict> Found => Conflicts.Concat(DeclaredLate);

    private IEnumerable<Conflict> FindConflicts(AgendaItem item, Func<Concerned, IReadOnlyList<InterestFound>> about)
    {
        var sitting = SittingFor(item.Number).ToDictionary(p => p.Id);
        return from concerned in item.Concerns
               from found in about(concerned)
               let person = sitting.GetValueOrDefault(found.Interest.Person)
               where person is not null
               let held = found.Interest.IsHeldOn(Called.Day)
               let own = found.Interest.Type == InterestType.Financial && found.Score == 100 && item.Purpose == ItemPurpose.Award
               select new Conflict(item, person, found, concerned, Suggest(item, found.Interest), own && held, own && !held && IsEndToldSince(found.Interest));
    }

    // Whoever sees what a meeting is to be about could else write an end that gives them papers, or a vote.
    private bool IsEndToldSince(Interest interest) => interest.EndTold is { } told && (told > Called.Day || told >= CalledOn || told >= Called.Noticed);

    // What the options of the guidance come to by class of interest; the chair decides, and says why.
    private Handling Suggest(AgendaItem item, Interest interest) => interest.Type switch
    {
        _ when !interest.IsHeldOn(Called.Day) && !IsEndToldSince(interest) => Handling.SpeakNotVote,
        InterestType.Financial => item.Purpose == ItemPurpose.Award ? Handling.WithholdPapers : item.Purpose == ItemPurpose.Decision ? Handling.Leave : Handling.StaySilent,
        InterestType.NonFinancialPersonal or InterestType.Indirect => item.Purpose == ItemPurpose.Discussion ? Handling.NoAction : Handling.Leave,
        _ => item.Purpose == ItemPurpose.Discussion ? Handling.NoAction : Handling.SpeakNotVote,
    };

    private IEnumerable<FilledSeat> SeatsOf(int item) =>
        Structure.On(Committee).Concat(coOpted.Where(c => c.Item == item).DistinctBy(c => c.Person).Where(c => Structure.Filled(Committee).All(s => s.Person!.Id != c.Person))
            .Select(c => new FilledSeat(Committee, new($"co-opted-{c.Person}", $"Co-opted from {c.From}", ["lay-other"]), null, interests.Governance.Find(c.Person) ?? new(c.Person, c.Person, []))));

    // One person has one vote, whatever seats they have, and one seat one vote, whoever shares it: of those who are there and may, whoever the record has first.
    private List<SeatOnItem> Placed(AgendaItem item, ItemVoted? vote = null)
    {
        List<SeatOnItem> placed = [];
        foreach (var seat in SeatsOf(item.Number))
            placed.Add(Placed(item, seat, vote, placed.FindAll(p => p.Part == Part.Votes)));
        return placed;
    }

    private SeatOnItem Placed(AgendaItem item, FilledSeat seat, ItemVoted? vote, List<SeatOnItem> voting)
    {
        if (seat.Person is not { } person)
            return new(seat, Part.Vacant, null, "vacant");
        if (PresentAt(item.Number) is { } present && !(seat.Appointment is null ? IsGuestThere(item.Number, person.Id) : present.Contains(person.Id)))
            return new(seat, Part.Absent, null, "absent");
        if (Bar(item, person) is { } why)
            return new(seat, Part.Recused, null, why);
        if (!seat.Seat.Votes)
            return new(seat, Part.Attends, null, "attends without a vote");
        if (voting.Exists(v => v.Seat.Person!.Id == person.Id))
            return new(seat, Part.Attends, null, "votes from another seat");
        if (voting.Find(v => v.Seat.Seat.Id == seat.Seat.Id) is { } other)
            return new(seat, Part.Attends, null, $"{other.Seat.Person!.Name} votes from this seat");
        return new(seat, Part.Votes, vote is null ? null : BallotOf(item.Number, person.Id), "may vote");
    }

    /// <summary>Why somebody may not vote on an item; nothing where they may.</summary>
    private string? Bar(AgendaItem item, Person person)
    {
        var own = Conflicts.Where(c => c.Item.Number == item.Number && c.Person.Id == person.Id).ToList();
        if (own.Find(c => c.Bars) is { } bar)
            return $"has a financial interest in {bar.Concerned.Name}, which the award is about";
        if (LateOn(item.Number).FirstOrDefault(c => c.Person.Id == person.Id && (c.Bars || c.BarsUntilRuled && RulingOn(c) is null)) is { } late)
            return $"had a financial interest in {late.Concerned.Name}, which the award is about, and declared it on {late.Found.Interest.Declared:yyyy-MM-dd}{(late.Bars ? "" : "; nobody has ruled on its end")}";
        if (left.Exists(l => l.Item == item.Number && l.Person == person.Id))
            return "left the room for it";
        if (RulingOn(item.Number, person.Id) is { Handling: > Handling.NoAction } ruling)
            return Words(ruling.Handling);
        return own.Exists(c => RulingOn(c) is null) ? "has an interest that nobody has ruled on" : null;
    }

    /// <summary>Who has the chair for an item: the chair, the deputy, or whom the others chose; the first who is there and has no interest that keeps them from voting.</summary>
    /// <param name="except">Somebody whose own interest is ruled on, and who cannot have the chair for that.</param>
    private Person? ChairOf(AgendaItem item, string? except) =>
        new[] { Structure.Holder(Committee, Committee.Chair), Structure.Holder(Committee, Committee.Deputy), chosen.GetValueOrDefault(item.Number) is { } one ? SeatsOf(item.Number).FirstOrDefault(s => s.Person?.Id == one)?.Person : null }
            .OfType<Person>().FirstOrDefault(p => p.Id != except && MayVote(item, p.Id));

    private bool MayVote(AgendaItem item, string person) => Placed(item).Exists(s => s.Part == Part.Votes && s.Seat.Person!.Id == person);

    /// <summary>Why an item is not this committee's to decide: nothing is delegated to it, the matter is somebody else's, or it is not said which it is. Nothing where it is.</summary>
    /// <remarks>Its own minutes any committee approves, and what was decided for it between meetings it ratifies.</remarks>
    private string? NotForHere(AgendaItem item)
    {
        if (item.Purpose == ItemPurpose.Discussion || item is { Purpose: ItemPurpose.Decision, MinutesOf: not null } or { Purpose: ItemPurpose.Decision, Ratifies: not null })
            return null;
        var reserved = Structure.Constitution.Reserved ?? [];
        List<string> own = [.. reserved.Where(r => r.To == Committee.Id).Select(r => r.Matter), .. Committee.Decides ?? []];
        var governs = Committee.Kind == Constitution.GoverningBody;
        if (own.Count == 0 && !governs)
            return $"{Committee.Title} only advises: the constitution delegates nothing to it";
        if (item.Matter is not { } matter)
            return own.Count == 0 || governs && reserved.Count == 0 ? null : $"it does not say which of the matters that {Committee.Title} decides it is: {string.Join(", ", own)}";
        if (own.Exists(o => Same(o, matter)))
            return null;
        if (reserved.FirstOrDefault(r => Same(r.Matter, matter)) is { } other)
            return $"'{other.Matter}' is reserved to {(other.To == ReservedMatter.Members ? "the members" : Structure.Constitution.Find(other.To)?.Title ?? other.To)}";
        return own.Count == 0 ? null : $"'{matter}' is neither reserved nor delegated to {Committee.Title}";

        static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What the quorum and the rules of composition say of those who may vote: which offices are missing, which bodies have too few, whether there are enough, and whether they make the majority that is asked for.</summary>
    private (List<string> Missing, List<(OdsCode Body, int There)> Wanting, CompositionRule? Majority, bool Enough, bool Balanced) Counted(List<SeatOnItem> counting)
    {
        var missing = (Committee.Quorum.Including ?? []).Where(o => !counting.Exists(s => s.Seat.Seat.Is(o, facts))).ToList();
        var wanting = Committee.Quorum.EachBody is { } each ? Committee.Bodies(Called.Body).Select(b => (Body: b, There: counting.Count(s => (s.Seat.Seat.Of ?? Called.Body) == b))).Where(b => b.There < each).ToList() : [];
        var majority = facts.Rules.FirstOrDefault(r => r.Test == CompositionTest.Majority && r.Kind == Structure.Kind && r.Committee == Committee.Kind && r.InForce.Contains(Called.Day));
        return (missing, wanting, majority, counting.Count >= Committee.Quorum.Members && missing.Count == 0 && wanting.Count == 0,
            majority is null || 2 * counting.Count(s => majority.Who.Any(w => s.Seat.Seat.Is(w, facts))) > counting.Count);
    }

    // Before it is taken down who is there, as if all were.
    private bool CouldBeDecided(AgendaItem item) => Counted(Placed(item).FindAll(s => s.Part == Part.Votes)) is { Enough: true, Balanced: true };

    /// <summary>Whether something settles an interest that was found only after the minutes were approved, and nothing else.</summary>
    private bool IsLateRuling(Event next) => next switch
    {
        ConflictRuled ruled => Find(ruled.Item) is { } item && On(item).Open.Concat(LateOn(item.Number)).Any(c => c.Person.Id == ruled.Person && RulingOn(c) is null),
        ChairChosen picked => Find(picked.Item) is { } item && On(item).Open.Concat(LateOn(item.Number)).Any(c => RulingOn(c) is null && RulerOn(item, c.Person.Id) is null),
        _ => false,
    };

    private string Name(string person) => interests.Governance.Find(person)?.Name ?? person;

    private static string Words(Interest interest) => $"{Interest.Words(interest.Type)}, {interest.Position}";
}
