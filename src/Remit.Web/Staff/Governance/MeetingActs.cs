using System.Globalization;
using Remit.Access;
using Remit.Governance;
using Remit.Register;
using Remit.Time;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>What can be done about a meeting as forms, and forms as its events.</summary>
internal static class MeetingActs
{
    private const int FirstRows = 3;
    private const int MostRows = 40;

    private static readonly (string, string)[] Purposes = [.. Enum.GetValues<ItemPurpose>().Select(p => ($"{p}", GovernanceWords.Of(p)))];
    private static readonly (string, string)[] Ballots = [($"{Ballot.For}", "For"), ($"{Ballot.Against}", "Against"), ($"{Ballot.Abstain}", "Abstains")];

    /// <summary>The form that calls a meeting, with as many items as were asked for.</summary>
    /// <param name="reserved">The matters that the constitution reserves.</param>
    /// <param name="unapproved">Meetings that were held and whose minutes wait for approval.</param>
    /// <param name="urgent">Urgent decisions that wait to be ratified.</param>
    /// <param name="common">Committees of other bodies with which one of these meets in common, by body and committee, as <c>00M/governing-body</c>.</param>
    public static NextAct Call(IReadOnlyList<Committee> committees, IReadOnlyList<ReservedMatter> reserved, IReadOnlyList<Meeting> unapproved, IReadOnlyList<UrgentDecision> urgent, IReadOnlyList<(string Committee, string Title)> common, int rows, bool more, DateOnly today, Ruling ruling)
    {
        List<(string, string)> matters = [.. reserved.Select(r => r.Matter).Concat(committees.SelectMany(c => c.Decides ?? [])).Distinct().Select(m => (m, m))];
        rows = Math.Clamp((rows == 0 ? FirstRows : rows) + (more ? 1 : 0), 1, MostRows);
        return new("call", "Call a meeting", ruling,
        [
            new("committee", "Committee", As: FilledAs.Choice, Choices: [.. committees.Select(c => (c.Id, c.Title))], Value: committees[0].Id),
            new("day", "Day of the meeting", As: FilledAs.Day),
            new("starts", "When it begins", "Like 14:00", IsNeeded: false, Width: 5),
            new("place", "Where", IsNeeded: false),
            new("noticed", "Day on which notice is given", As: FilledAs.Day, Value: today.InWords),
            .. unapproved.Count == 0 ? (IEnumerable<ActField>)[] : [new("minutes", "Minutes to approve", "They come first on the agenda", FilledAs.Several, IsNeeded: false, Choices: [.. unapproved.Select(m => (m.Id, Said(m)))], Value: string.Join('\n', unapproved.Select(m => m.Id)))],
            .. urgent.Count == 0 ? (IEnumerable<ActField>)[] : [new("ratify", "Urgent decisions to ratify", "They come next, about whoever they were about", FilledAs.Several, IsNeeded: false, Choices: [.. urgent.Select(u => (u.Id, $"{u.Taken.Title}, {u.Committee.Title}, {u.Taken.Day.InWords}{string.Concat(u.LateInWords.Select(l => $"; {l}"))}"))], Value: string.Join('\n', urgent.Select(u => u.Id)))],
            .. common.Count == 0 ? (IEnumerable<ActField>)[] : [new("common", "Met in common with", "Their meeting of the same day: each body calls its own, and each decides for itself", FilledAs.Several, IsNeeded: false, Choices: [.. common])],
            .. Enumerable.Range(1, rows).SelectMany(n => (IEnumerable<ActField>)[.. Item($"-{n}", $"Item {n}", $"item {n}", n == 1), .. matters.Count == 0 ? (IEnumerable<ActField>)[] : [new($"matter-{n}", $"Which matter of the constitution item {n} is", "A committee other than the governing body decides only what is delegated to it", FilledAs.Choice, IsNeeded: false, Choices: matters)]]),
        ])
        {
            IsConfirmed = true,
            Rows = rows,
            Reason = "Called with its agenda",
            About = "Fill in as many items as there are; those without a title are left out. Before anything is recorded you see whose interests the agenda meets.",
        };
    }

    /// <summary>The meeting that a form calls.</summary>
    public static MeetingCalled Called(NextAct act, FilledForm filled, IReadOnlyList<Meeting> unapproved, IReadOnlyList<UrgentDecision> urgent, OdsCode body, RegisterAsKnown register)
    {
        var (day, committee) = (filled.Day("day")!.Value, filled.Needed("committee"));
        var minutes = filled.Chosen("minutes").Select(id => unapproved.First(m => m.Id == id)).Where(m => m.Called.Committee == committee).Select(m => new AgendaItem(0, $"Minutes of the meeting of {m.Called.Day.InWords}", ItemPurpose.Decision, [], MinutesOf: m.Id));
        var ratified = filled.Chosen("ratify").Select(id => urgent.First(u => u.Id == id)).Where(u => u.Taken.Committee == committee).Select(u => new AgendaItem(0, $"Urgent decision of {u.Taken.Day.InWords}: {u.Taken.Title}", ItemPurpose.Decision, u.Taken.Concerns, u.Taken.Private, Ratifies: u.Id));
        var items = Enumerable.Range(1, act.Rows).Where(n => filled.Text($"title-{n}") is not null).Select(n => ItemOf(filled, $"-{n}", 0, register, day) with { Matter = filled.Text($"matter-{n}") });
        return new(body, committee, day, [.. minutes.Concat(ratified).Concat(items).Select((item, n) => item with { Number = n + 1 })], filled.Text("place"), filled.Text("starts"), filled.Day("noticed"),
            filled.Chosen("common") is { Count: > 0 } common ? [.. common.Select(c => $"{c}/{IsoDate.Text(day)}")] : null);
    }

    /// <summary>Everything that can be recorded next, the likeliest first.</summary>
    /// <param name="approvedBy">The later meeting that carried the approval of its minutes, with the item; nothing while none did.</param>
    /// <param name="awarded">The items whose contracts are on the register of procurement decisions.</param>
    public static IReadOnlyList<NextAct> Of(Meeting meeting, (Meeting Meeting, AgendaItem Item)? approvedBy, IReadOnlySet<int> awarded, DateOnly today, Ruling ruling)
    {
        if (meeting.Cancelled is not null)
            return [.. Papers(meeting, today, ruling).Where(a => a.Id.StartsWith("paperback", StringComparison.Ordinal))];
        if (meeting.Approved is not null)
            return [.. meeting.Published is null ? (IEnumerable<NextAct>)[new NextAct("publish", "Publish the minutes", ruling, new ActField("on", "Day on which they are published", As: FilledAs.Day, Value: today.InWords)) { Reason = "Approved and published", About = "What was taken in private is left out." }] : [], .. Open(meeting).Select(c => Rule(meeting, c.Item, c.Person, ruling)), .. Papers(meeting, today, ruling)];

        List<NextAct> acts = [];
        var items = meeting.Called.Agenda.OrderBy(i => i.Number).Where(i => meeting.WithdrawnBecause(i.Number) is null).Select(meeting.On).ToList();
        var open = Open(meeting);
        acts.AddRange(open.Select(c => Rule(meeting, c.Item, c.Person, ruling)));
        if (!meeting.IsHeld && meeting.Called.Day <= today)
            acts.Add(Attendance(meeting, ruling));
        foreach (var standing in meeting.IsHeld ? items.Where(i => i.Item.Purpose != ItemPurpose.Discussion && !i.Decided && i.ReferredTo.Length == 0) : [])
            acts.AddRange(OnItem(meeting, standing, ruling));
        if (approvedBy is var (later, item) && meeting.IsHeld)
            acts.Add(new("approve", "Record that the minutes were approved", ruling, new ActField("by", $"By item {item.Number} of {Said(later)}", "which was carried", FilledAs.Told), new ActField("corrections", "What was corrected", IsNeeded: false))
            {
                IsConfirmed = true,
                Reason = "Approved at the next meeting",
                About = "Nothing of this meeting is changed afterwards.",
            });
        if (meeting.IsHeld)
            acts.AddRange(items.Where(s => s.Carried && s.Item.Purpose == ItemPurpose.Award && !awarded.Contains(s.Item.Number)).Select(s => Award(s, ruling)));
        acts.Add(Paper(meeting, today, ruling) with { IsAnytime = meeting.Papers.Count > 0 || meeting.IsHeld });
        acts.Add(Amend(meeting, null, today, ruling) with { IsAnytime = true });
        if (!meeting.IsHeld)
        {
            acts.Add(new NextAct("postpone", "Put the meeting off", ruling, new ActField("to", "To which day", As: FilledAs.Day), Because(), new ActField("starts", "When it begins", "Like 14:00; leave it empty where that stays", IsNeeded: false, Width: 5), new ActField("place", "Where", "Leave it empty where that stays", IsNeeded: false)) { IsAnytime = true });
            acts.Add(new("cancel", "Cancel the meeting", ruling, Because()) { IsConfirmed = true, IsAnytime = true });
        }
        else
        {
            acts.Add(Attendance(meeting, ruling) with { IsAnytime = true });
        }

        acts.AddRange(Papers(meeting, today, ruling));
        // A ruling may be changed, and an interest declared in the room, at any time until the minutes are approved.
        acts.AddRange(meeting.Conflicts.Concat(meeting.DeclaredLate).DistinctBy(c => (c.Item.Number, c.Person.Id)).Where(c => !open.Any(o => o.Item.Number == c.Item.Number && o.Person.Id == c.Person.Id)).Select(c => Rule(meeting, c.Item, c.Person, ruling) with { IsBeside = true }));
        acts.AddRange(items.SelectMany(s => OfItem(meeting, s, today, ruling)).Select(a => a with { IsBeside = true }));
        return acts;
    }

    // What puts an item to its end, or gets it out of the way.
    private static IEnumerable<NextAct> OnItem(Meeting meeting, ItemStanding standing, Ruling ruling)
    {
        var (item, number) = (standing.Item, standing.Item.Number);
        var free = standing.Seats.Where(s => s.Part == Part.Votes).Select(s => s.Seat.Person!).ToList();
        if (standing.CanBeDecided)
        {
            yield return new($"vote-{number}", $"Put item {number} to the vote", ruling,
            [
                new("motion", "What is put to the vote", Value: item.MinutesOf is null ? item.Title : $"To approve them: {item.Title}"),
                .. standing.Seats.Select(s => s.Part == Part.Votes ? new ActField($"of-{s.Seat.Person!.Id}", $"{s.Seat.Person.Name}, {s.Seat.Seat.Title}", As: FilledAs.One, Choices: Ballots)
                    : new ActField($"seat-{s.Seat.Seat.Id}", $"{s.Seat.Person?.Name ?? "Vacant"}, {s.Seat.Seat.Title}", s.Seat.Person is null ? "nobody votes from this seat" : $"has no vote: {s.Because}", FilledAs.Told)),
            ])
            {
                IsConfirmed = true,
                Reason = "Voted at the meeting",
                About = $"In the chair: {standing.Chair!.Name}. {free.Count} may vote, and the quorum is {meeting.Committee.Quorum.Members}.",
            };
            yield break;
        }

        var sentAway = meeting.Rulings.Any(r => r.Item == number && r.Handling == Handling.ReferAway);
        if (standing.Quorate && standing.Balanced && !sentAway)
        {
            if (standing.Chair is null)
                yield return new($"chair-{number}", $"Record who was chosen for the chair of item {number}", ruling, new ActField("person", "Whom the others chose", As: FilledAs.One, Choices: [.. free.Select(p => (p.Id, p.Name))]))
                {
                    Reason = "Chosen by the members",
                    About = "Neither the chair nor the deputy can take it.",
                };
            yield break;
        }

        var ways = meeting.Fallbacks(item);
        yield return new($"refer-{number}", $"Send item {number} elsewhere", ruling,
            ways.Where(w => w.To is not null).ToList() is { Count: > 0 } to ? new ActField("to", "Where it goes", "Those that could lawfully decide it", FilledAs.One, Choices: [.. to.Select(w => (w.To!, $"{w.To}: {w.Because}"))])
                : new ActField("to", "Where it goes", "Nobody is recorded of whom it is known that they could decide it: say the committee or body"), Because());
        if (ways.Where(w => w.Guest is not null).ToList() is { Count: > 0 } guests)
            yield return new($"guest-{number}", $"Bring in a lay member for item {number}", ruling, new ActField("guest", "Who, and from where", As: FilledAs.Choice, Choices: [.. guests.Select(w => ($"{w.Guest}/{w.From}", $"{w.How}: {w.Because}"))]))
            { Reason = "So that the item can be decided" };
    }

    // What can be said of an item at any time.
    private static IEnumerable<NextAct> OfItem(Meeting meeting, ItemStanding standing, DateOnly today, Ruling ruling)
    {
        var (item, number) = (standing.Item, standing.Item.Number);
        if (!standing.Decided)
        {
            yield return new($"room-{number}", $"Somebody declares an interest in item {number}", ruling, new ActField("person", "Who", As: FilledAs.Choice, Choices: Members(meeting)), Handled(null, false), Because())
            { About = "One that the register does not have. Whoever has the chair rules on it; put it on the register afterwards." };
            yield return Amend(meeting, item, today, ruling);
            yield return new($"off-{number}", $"Take item {number} off the agenda", ruling, Because());
        }

        if (!meeting.IsHeld)
            yield break;
        yield return new($"minute-{number}", $"Write or correct the minutes of item {number}", ruling, new ActField("text", "What was said", "One paragraph to a line. It stands beside what the record says by itself", FilledAs.Lines, IsNeeded: false, Value: string.Join('\n', meeting.MinutedOn(number))))
        { Reason = "For the minutes" };
        if (meeting.PresentAt(number) is { } present && !standing.Decided)
            yield return new($"left-{number}", $"Somebody leaves the room for item {number}", ruling, new ActField("person", "Who", As: FilledAs.Choice, Choices: [.. Members(meeting).Where(m => present.Contains(m.Item1))]),
                new ActField("left", "When they left", "Like 14:20", Width: 5), new ActField("returned", "When they came back", "Like 14:40", IsNeeded: false, Width: 5))
            { Reason = "Taken down at the meeting" };
        yield return new($"action-{number}", $"Agree an action on item {number}", ruling, new ActField("what", "What is to be done"), new ActField("owner", "By whom", As: FilledAs.Choice, Choices: Members(meeting)), new ActField("due", "By when", As: FilledAs.Day))
        { Reason = "Agreed at the meeting" };
    }

    private static NextAct Award(ItemStanding standing, Ruling ruling) => new($"award-{standing.Item.Number}", $"Record the contract awarded by item {standing.Item.Number}", ruling,
        new("title", "What was bought", Value: standing.Item.Title),
        new("supplier", "To whom", As: FilledAs.One, Choices: [.. standing.Item.Concerns.Select((c, n) => ($"{n}", ConcernLines.Write(c)))]),
        new("value", "Its worth over the whole of it, in pounds", IsNeeded: false, Width: 10),
        new("procedure", "How they were chosen", "Such as open procedure, or single tender"),
        new("from", "First day of the contract", As: FilledAs.Day), new("until", "Last day of it", As: FilledAs.Day, IsNeeded: false), new("contract", "Its reference or OCID", "Leave it empty while it has none", IsNeeded: false))
    {
        Reason = "As decided",
        About = "It goes on the register of procurement decisions, with who decided and how conflicts were managed.",
    };

    // Interests on which nobody has ruled: those that stand in the way of a decision, and those that were declared only after it.
    private static List<Conflict> Open(Meeting meeting) =>
        [.. meeting.Called.Agenda.OrderBy(i => i.Number).Where(i => meeting.WithdrawnBecause(i.Number) is null).SelectMany(i => meeting.On(i).Open.Concat(meeting.LateOn(i.Number))).Where(c => meeting.RulingOn(c) is null).DistinctBy(c => (c.Item.Number, c.Person.Id))];

    private static NextAct Rule(Meeting meeting, AgendaItem item, Person person, Ruling ruling)
    {
        var conflicts = meeting.Conflicts.Concat(meeting.DeclaredLate).Where(c => c.Item.Number == item.Number && c.Person.Id == person.Id).ToList();
        var words = $"Rule on the interest of {person.Name} in item {item.Number}";
        if (meeting.RulerOn(item, person.Id) is not { } ruler)
            return new($"chair-{item.Number}-{person.Id}", $"{words}: who has the chair for it", ruling,
                new ActField("person", "Whom the others chose", As: FilledAs.One, Choices: [.. meeting.On(item).Seats.Where(s => s.Part == Part.Votes && s.Seat.Person!.Id != person.Id).Select(s => (s.Seat.Person!.Id, s.Seat.Person.Name))]))
            { Reason = "Chosen by the members", About = "Neither the chair nor the deputy can rule on it, so the others choose one of themselves." };
        return new($"rule-{item.Number}-{person.Id}", words, ruling, new ActField("ruler", $"Ruled by {ruler.Name}", ruler.Id == meeting.Structure.Holder(meeting.Committee, meeting.Committee.Chair)?.Id ? "in the chair" : "who has the chair for it", FilledAs.Told),
            Handled(conflicts.Select(c => (Handling?)c.Suggested).Max(), conflicts.Exists(c => c.Bars)), Because())
        {
            About = string.Join(" ", conflicts.Select(c => $"{c.Person.Name}: {GovernanceWords.Of(c.Found.Interest.Type)} interest, {c.Found.Interest.Position}, in {c.Found.Interest.Organisation}; item {item.Number} is about {c.Concerned.Name}. Found by {GovernanceWords.FoundBy(c.Found)}. {(meeting.IsLate(c) ? $"It was declared only on {c.Found.Interest.Declared.InWords}. " : "")}The guidance suggests: {Meeting.Words(c.Suggested)}.")),
        };
    }

    private static NextAct Attendance(Meeting meeting, Ruling ruling)
    {
        var members = Members(meeting);
        members = [.. members, .. meeting.Guests.DistinctBy(g => g.Person).Where(g => members.All(m => m.Item1 != g.Person)).Select(g => (g.Person, $"{meeting.Interests.Governance.Find(g.Person)?.Name ?? g.Person}, brought in from {g.From}"))];
        var there = meeting.PresentAt(int.MaxValue) is { } present ? present.Concat(meeting.Guests.Where(g => meeting.IsGuestThere(g.Item, g.Person)).Select(g => g.Person)).Distinct() : members.Select(m => m.Item1);
        return new("attendance", meeting.IsHeld ? "Take down anew who is there" : "Take down who is there", ruling,
        [
            new("present", "Who is there", "Take the tick from whoever is away", FilledAs.Several, Choices: members, Value: string.Join('\n', there)),
            .. meeting.IsHeld ? (IEnumerable<ActField>)[new("from", "From which item on", "Leave it empty for the whole meeting", FilledAs.Choice, IsNeeded: false, Choices: [.. meeting.Called.Agenda.Select(i => ($"{i.Number}", $"{i.Number}. {i.Title}"))])] : [],
        ])
        { Reason = "Taken down at the meeting" };
    }

    private static NextAct Paper(Meeting meeting, DateOnly today, Ruling ruling) => new("paper", "Put in a paper", ruling,
        new("items", "For which items", As: FilledAs.Several, Choices: [.. meeting.Called.Agenda.Select(i => ($"{i.Number}", $"{i.Number}. {i.Title}"))]),
        new("title", "What it is called"),
        new("file", "The document", "PDF, Word, Excel, PowerPoint, OpenDocument, CSV or text; or leave it and give a link", FilledAs.Document, IsNeeded: false),
        new("link", "A link to it", "Like https://…, where it is not kept here", IsNeeded: false),
        new("private", "Why it is private", "Leave it empty where it is as its items are", IsNeeded: false),
        new("sent", "Day on which it goes to the members", As: FilledAs.Day, Value: today.InWords))
    { Reason = "Put to the meeting" };

    private static IEnumerable<NextAct> Papers(Meeting meeting, DateOnly today, Ruling ruling)
    {
        foreach (var paper in meeting.Papers.Where(p => p.Withdrawn is null))
        {
            if (paper.Published is null && paper.PrivateBecause(meeting) is null)
                yield return new($"paperout-{paper.Number}", $"Publish paper {paper.Number}", ruling, new ActField("on", "Day on which it is published", As: FilledAs.Day, Value: today.InWords)) { Reason = "Published", IsBeside = true };
            yield return new($"paperback-{paper.Number}", $"Take back paper {paper.Number}", ruling, Because()) { IsBeside = true };
        }
    }

    private static NextAct Amend(Meeting meeting, AgendaItem? item, DateOnly today, Ruling ruling)
    {
        var late = meeting.Committee.NoticeDays is { } days && today > meeting.Called.Day.AddDays(-days);
        List<(string, string)> leaders = [.. new[] { meeting.Committee.Chair, meeting.Committee.Deputy }.Select(s => meeting.Structure.Holder(meeting.Committee, s)).OfType<Person>().Select(p => (p.Id, p.Name))];
        List<(string, string)> matters = [.. (meeting.Structure.Constitution.Reserved ?? []).Select(r => r.Matter).Concat(meeting.Committee.Decides ?? []).Distinct().Select(m => (m, m))];
        return new(item is null ? "add" : $"amend-{item.Number}", item is null ? "Add an item to the agenda" : $"Change item {item.Number}", ruling,
        [
            .. Item("", "Title", "it", true, item),
            .. matters.Count == 0 ? (IEnumerable<ActField>)[] : [new("matter", "Which matter of the constitution it is", As: FilledAs.Choice, IsNeeded: false, Choices: matters, Value: item?.Matter)],
            .. leaders.Count == 0 ? (IEnumerable<ActField>)[] : [new("leave", "By whose leave it comes late", late ? "Notice has been given, and the constitution's time for it is over" : null, FilledAs.One, IsNeeded: false, Choices: leaders)],
            Because(),
        ])
        { About = item is null ? "" : "It becomes another item: what was ruled or voted on it counts no more." };
    }

    private static IEnumerable<ActField> Item(string suffix, string title, string of, bool isNeeded, AgendaItem? now = null) =>
    [
        new($"title{suffix}", title, IsNeeded: isNeeded, Value: now?.Title),
        new($"purpose{suffix}", $"What {of} is for", As: FilledAs.Choice, Choices: Purposes, Value: $"{now?.Purpose ?? ItemPurpose.Decision}", IsNeeded: false),
        new($"concerns{suffix}", $"Whom {of} is about", "One to a line, by code or by name, and what they are to it, like Harbour Health Ltd as bidder", FilledAs.Lines, IsNeeded: false, Value: now is null ? null : string.Join('\n', now.Concerns.Select(ConcernLines.Write))),
        new($"private{suffix}", $"Why {of} is taken in private", "Leave it empty where it is taken in public", IsNeeded: false, Value: now?.Private),
    ];

    private static AgendaItem ItemOf(FilledForm filled, string suffix, int number, RegisterAsKnown register, DateOnly day) => new(number, filled.Needed($"title{suffix}"),
        Enum.Parse<ItemPurpose>(filled.Text($"purpose{suffix}") ?? nameof(ItemPurpose.Decision)), [.. filled.Lines($"concerns{suffix}").Select(l => ConcernLines.Read(l, register, day))], filled.Text($"private{suffix}"));

    private static ActField Handled(Handling? suggested, bool bars) => new("handling", "What is done", bars ? "They may not vote on it, however it is ruled: it is their own financial interest in whom the award is about" : null, FilledAs.One,
        Choices: [.. Enum.GetValues<Handling>().Where(h => !bars || h >= Handling.Leave).Select(h => ($"{h}", Capital(Meeting.Words(h))))], Value: suggested?.ToString());

    private static ActField Because() => new(NextAct.Because, "Why", "It stays on record");

    private static IReadOnlyList<(string, string)> Members(Meeting meeting) =>
        [.. meeting.Structure.Filled(meeting.Committee).GroupBy(s => s.Person!.Id).Select(s => (s.Key, $"{s.First().Person!.Name}, {string.Join(", ", s.Select(x => x.Seat.Title))}"))];

    /// <summary>The event of a meeting that a form says.</summary>
    public static Event Event(Meeting meeting, NextAct act, FilledForm filled, (Meeting Meeting, AgendaItem Item)? approvedBy, RegisterAsKnown register, DateOnly today)
    {
        var number = NumberOf(act);
        string because = filled.Text(NextAct.Because) ?? "";
        switch (act.Id.Split('-', 3)[0])
        {
            case "rule" or "room":
                var person = act.Id.Split('-', 3) is ["rule", _, var about] ? about : filled.Needed("person");
                return new ConflictRuled(number, person, Enum.Parse<Handling>(filled.Needed("handling")), because, meeting.Find(number) is { } item ? meeting.RulerOn(item, person)?.Id ?? "" : "");
            case "chair":
                return new ChairChosen(number, filled.Needed("person"));
            case "attendance":
                return new AttendanceTaken(filled.Chosen("present"), filled.Text("from") is { } from ? int.Parse(from, CultureInfo.InvariantCulture) : null);
            case "left":
                return new MemberLeft(number, filled.Needed("person"), filled.Needed("left"), filled.Text("returned"));
            case "guest":
                return filled.Needed("guest").Split('/') is [var guest, var home] ? new MemberCoOpted(number, guest, OdsCode.Parse(home)) : throw new InvalidOperationException("A choice that no form offers.");
            case "vote":
                return new ItemVoted(number, filled.Needed("motion"), [.. act.Fields.Where(f => f.Id.StartsWith("of-", StringComparison.Ordinal)).Select(f => new CastVote(f.Id["of-".Length..], Enum.Parse<Ballot>(filled.Needed(f.Id))))]);
            case "refer":
                return new ItemReferred(number, filled.Needed("to"), because);
            case "add":
                return new AgendaAmended(ItemOf(filled, "", meeting.Called.Agenda.Max(i => i.Number) + 1, register, meeting.Called.Day) with { Matter = filled.Text("matter") }, because, today, filled.Text("leave"));
            case "amend":
                var now = meeting.Find(number);
                return new AgendaAmended(ItemOf(filled, "", number, register, meeting.Called.Day) with { Matter = filled.Text("matter"), MinutesOf = now?.MinutesOf, Ratifies = now?.Ratifies }, because, today, filled.Text("leave"));
            case "off":
                return new ItemWithdrawn(number, because);
            case "minute":
                return new ItemMinuted(number, filled.Lines("text"));
            case "postpone":
                return new MeetingPostponed(filled.Day("to")!.Value, because, today, filled.Text("place"), filled.Text("starts"));
            case "cancel":
                return new MeetingCancelled(because, today);
            case "paperout":
                return new PaperPublished(number, filled.Day("on")!.Value);
            case "paperback":
                return new PaperWithdrawn(number, because);
            case "approve":
                return new MinutesApproved(approvedBy!.Value.Meeting.Id, filled.Text("corrections"), approvedBy.Value.Item.Number);
            case "publish":
                return new MinutesPublished(filled.Day("on")!.Value);
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act.Id, "No form makes this event.");
        }
    }

    /// <summary>The item, or the paper, that an act is about; nought where it is about the meeting.</summary>
    public static int NumberOf(NextAct act) => act.Id.Split('-', 3) is [_, var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var of) ? of : 0;

    /// <summary>A meeting in words.</summary>
    public static string Said(Meeting meeting) => $"{meeting.Committee.Title}, {meeting.Called.Day.InWords}";

    private static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
