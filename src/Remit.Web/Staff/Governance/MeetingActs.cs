using Remit.Access;
using Remit.Governance;
using Remit.Register;
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
    public static NextAct Call(IReadOnlyList<Committee> committees, int rows, bool more, Ruling ruling)
    {
        rows = Math.Clamp((rows == 0 ? FirstRows : rows) + (more ? 1 : 0), 1, MostRows);
        return new("call", "Call a meeting", ruling,
        [
            new("committee", "Committee", As: FilledAs.Choice, Choices: [.. committees.Select(c => (c.Id, c.Title))], Value: committees[0].Id),
            new("day", "Day of the meeting", As: FilledAs.Day),
            .. Enumerable.Range(1, rows).SelectMany(Item),
        ])
        {
            IsConfirmed = true,
            Rows = rows,
            Reason = "Called with its agenda",
            About = "Fill in as many items as there are; those without a title are left out. Before anything is recorded you see whose interests the agenda meets.",
        };
    }

    private static IEnumerable<ActField> Item(int number) =>
    [
        new($"title-{number}", $"Item {number}", IsNeeded: number == 1),
        new($"purpose-{number}", $"What item {number} is for", As: FilledAs.Choice, Choices: Purposes, Value: $"{ItemPurpose.Decision}", IsNeeded: false),
        new($"concerns-{number}", $"Whom item {number} is about", "One to a line: a code or a name, and what they are to it. RTF as bidder; Harbour Health Ltd as bidder", FilledAs.Lines, IsNeeded: false),
        new($"private-{number}", $"Why item {number} is taken in private", "Leave it empty for an item in public", IsNeeded: false),
    ];

    /// <summary>The meeting that a form calls.</summary>
    public static MeetingCalled Called(NextAct act, FilledForm filled, OdsCode body, RegisterAsKnown register)
    {
        var day = filled.Day("day")!.Value;
        return new(body, filled.Needed("committee"), day, [.. Enumerable.Range(1, act.Rows).Where(n => filled.Text($"title-{n}") is not null).Select((n, i) => new AgendaItem(i + 1, filled.Needed($"title-{n}"),
            Enum.Parse<ItemPurpose>(filled.Text($"purpose-{n}") ?? nameof(ItemPurpose.Decision)), [.. filled.Lines($"concerns-{n}").Select(l => ConcernLines.Read(l, register, day))], filled.Text($"private-{n}")))]);
    }

    /// <summary>Everything that can be recorded next, the likeliest first.</summary>
    /// <param name="later">Meetings at which the minutes may be approved.</param>
    public static IReadOnlyList<NextAct> Of(Meeting meeting, IReadOnlyList<string> later, Ruling ruling)
    {
        if (meeting.Approved is not null)
            return [];
        List<NextAct> acts = [];
        var items = meeting.Called.Agenda.OrderBy(i => i.Number).Select(meeting.On).ToList();
        var open = items.SelectMany(s => s.Open).DistinctBy(c => (c.Item.Number, c.Person.Id)).ToList();
        acts.AddRange(open.Select(c => Rule(meeting, c.Item, c.Person, ruling)));
        if (meeting.Present is null)
            acts.Add(Attendance(meeting, ruling));
        foreach (var standing in items.Where(i => i.Item.Purpose != ItemPurpose.Discussion && !i.Decided && i.ReferredTo.Length == 0))
            acts.AddRange(OnItem(meeting, standing, ruling));
        if (meeting.Present is not null)
        {
            if (later.Count > 0)
                acts.Add(new("approve", "Record that the minutes were approved", ruling,
                    new ActField("at", "At which meeting", As: FilledAs.Choice, Choices: [.. later.Select(m => (m, m))], Value: later[0]), new ActField("corrections", "What was corrected", IsNeeded: false))
                {
                    IsConfirmed = true,
                    Reason = "Approved at the next meeting",
                    About = "Nothing of this meeting is changed afterwards.",
                });
            acts.Add(Attendance(meeting, ruling));
        }

        // A ruling may be changed, and an interest declared in the room, at any time until the minutes are approved.
        foreach (var ruled in meeting.Conflicts.DistinctBy(c => (c.Item.Number, c.Person.Id)).Where(c => !open.Any(o => o.Item == c.Item && o.Person.Id == c.Person.Id)))
            acts.Add(Rule(meeting, ruled.Item, ruled.Person, ruling) with { IsBeside = true });
        foreach (var item in meeting.Called.Agenda)
            acts.Add(new($"room-{item.Number}", $"Somebody declares an interest in item {item.Number} in the room", ruling,
                new ActField("person", "Who", As: FilledAs.Choice, Choices: [.. meeting.Structure.Filled(meeting.Committee).Select(s => (s.Person!.Id, s.Person.Name)).Distinct()]), Handled(null, false), Because())
            { IsBeside = true });
        return acts;
    }

    private static IEnumerable<NextAct> OnItem(Meeting meeting, ItemStanding standing, Ruling ruling)
    {
        var (item, number) = (standing.Item, standing.Item.Number);
        var ways = standing.Quorate && standing.Balanced && !meeting.Rulings.Any(r => r.Item == number && r.Handling == Handling.ReferAway) ? [] : meeting.Fallbacks(item);
        var free = standing.Seats.Where(s => s.Part == Part.Votes).Select(s => s.Seat.Person!).ToList();
        if (standing.CanBeDecided)
            yield return new($"vote-{number}", $"Put item {number} to the vote", ruling,
            [
                new("motion", "What is put to the vote", Value: item.Title),
                .. standing.Seats.Select(s => s.Part == Part.Votes ? new ActField($"of-{s.Seat.Person!.Id}", $"{s.Seat.Person.Name}, {s.Seat.Seat.Title}", As: FilledAs.One, Choices: Ballots)
                    : new ActField($"seat-{s.Seat.Seat.Id}", $"{s.Seat.Person?.Name ?? "Vacant"}, {s.Seat.Seat.Title}", s.Seat.Person is null ? "nobody votes from this seat" : $"has no vote: {s.Because}", FilledAs.Told)),
            ])
            {
                IsConfirmed = true,
                Reason = "Voted at the meeting",
                About = $"In the chair: {standing.Chair!.Name}. {free.Count} may vote, and the quorum is {meeting.Committee.Quorum.Members}.",
            };
        else if (meeting.Present is not null && standing.Chair is null && free.Count > 0)
            yield return new($"chair-{number}", $"Record who was chosen for the chair of item {number}", ruling, new ActField("person", "Whom the others chose", As: FilledAs.One, Choices: [.. free.Select(p => (p.Id, p.Name))]))
            {
                Reason = "Chosen by the members",
                About = "Neither the chair nor the deputy can take it.",
            };
        if (meeting.Present is null || standing.CanBeDecided)
            yield break;
        if (ways.Where(w => w.Guest is not null).ToList() is { Count: > 0 } guests)
            yield return new($"guest-{number}", $"Bring in a lay member for item {number}", ruling, new ActField("guest", "Who, and from where", As: FilledAs.Choice, Choices: [.. guests.Select(w => ($"{w.Guest}/{w.From}", $"{w.How}: {w.Because}"))]))
            {
                Reason = "So that the item can be decided",
                IsBeside = true,
            };
        yield return new($"refer-{number}", $"Send item {number} elsewhere", ruling,
            ways.Where(w => w.To is not null).ToList() is { Count: > 0 } to ? new ActField("to", "Where it goes", "Those that could lawfully decide it", FilledAs.One, Choices: [.. to.Select(w => (w.To!, $"{w.How}: {w.Because}"))])
                : new ActField("to", "Where it goes", "Nobody was found of whom it is known that they could decide it: say the committee or body"), Because());
    }

    private static NextAct Rule(Meeting meeting, AgendaItem item, Person person, Ruling ruling)
    {
        var conflicts = meeting.Conflicts.Where(c => c.Item == item && c.Person.Id == person.Id).ToList();
        var suggested = conflicts.Select(c => (Handling?)c.Suggested).Max();
        var ruler = meeting.RulerOn(item, person.Id);
        var words = $"Rule on the interest of {person.Name} in item {item.Number}";
        var id = $"rule-{item.Number}-{person.Id}";
        if (ruler is null)
            return new($"chair-for-{item.Number}-{person.Id}", $"{words}: choose who has the chair for it first", ruling,
                new ActField("person", "Whom the others chose", As: FilledAs.One, Choices: [.. meeting.On(item).Seats.Where(s => s.Part == Part.Votes && s.Seat.Person!.Id != person.Id).Select(s => (s.Seat.Person!.Id, s.Seat.Person.Name))]))
            { Reason = "Chosen by the members" };
        return new(id, words, ruling, new ActField("ruler", $"Ruled by {ruler.Name}", "who has the chair for it", FilledAs.Told),
            Handled(suggested, conflicts.Exists(c => c.Bars)), Because())
        {
            About = string.Join(" ", conflicts.Select(c => $"{c.Person.Name}: {GovernanceWords.Of(c.Found.Interest.Type)} interest, {c.Found.Interest.Position}, in {c.Found.Interest.Organisation}; item {item.Number} is about {c.Concerned.Name}. Found by {GovernanceWords.FoundBy(c.Found)}. The guidance suggests: {Meeting.Words(c.Suggested)}.")),
        };
    }

    private static ActField Handled(Handling? suggested, bool bars) => new("handling", "What is done", bars ? "They may not vote on it, however it is ruled: it is their own financial interest in whom the award is about" : null, FilledAs.One,
        Choices: [.. Enum.GetValues<Handling>().Where(h => !bars || h >= Handling.Leave).Select(h => ($"{h}", Capital(Meeting.Words(h))))], Value: suggested?.ToString());

    private static ActField Because() => new(NextAct.Because, "Why", "It stands in the minutes");

    private static NextAct Attendance(Meeting meeting, Ruling ruling)
    {
        var seats = meeting.Structure.Filled(meeting.Committee).GroupBy(s => s.Person!.Id).ToList();
        return new("attendance", meeting.Present is null ? "Take down who is there" : "Take down anew who is there", ruling,
            new ActField("present", "Who is there", "Take the tick from whoever is away", FilledAs.Several, Choices: [.. seats.Select(s => (s.Key, $"{s.First().Person!.Name}, {string.Join(", ", s.Select(x => x.Seat.Title))}"))],
                Value: string.Join('\n', meeting.Present ?? (IEnumerable<string>)[.. seats.Select(s => s.Key)])))
        { Reason = "Taken down at the meeting" };
    }

    /// <summary>The event that a form says.</summary>
    public static Event Event(Meeting meeting, NextAct act, FilledForm filled)
    {
        var parts = act.Id.Split('-', 3);
        int Item(int at) => int.Parse(parts[at], System.Globalization.CultureInfo.InvariantCulture);
        switch (parts[0])
        {
            case "rule" or "room":
                var person = parts[0] == "rule" ? parts[2] : filled.Needed("person");
                var ruler = meeting.Find(Item(1)) is { } item ? meeting.RulerOn(item, person)?.Id ?? "" : "";
                return new ConflictRuled(Item(1), person, Enum.Parse<Handling>(filled.Needed("handling")), filled.Needed(NextAct.Because), ruler);
            case "chair":
                var number = parts[1] == "for" ? int.Parse(parts[2].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture) : Item(1);
                return new ChairChosen(number, filled.Needed("person"));
            case "attendance":
                return new AttendanceTaken(filled.Chosen("present"));
            case "guest":
                var (guest, from) = filled.Needed("guest").Split('/') is [var g, var f] ? (g, OdsCode.Parse(f)) : throw new InvalidOperationException("A choice that no form offers.");
                return new MemberCoOpted(Item(1), guest, from);
            case "vote":
                return new ItemVoted(Item(1), filled.Needed("motion"), [.. act.Fields.Where(f => f.Id.StartsWith("of-", StringComparison.Ordinal)).Select(f => new CastVote(f.Id["of-".Length..], Enum.Parse<Ballot>(filled.Needed(f.Id))))]);
            case "refer":
                return new ItemReferred(Item(1), filled.Needed("to"), filled.Needed(NextAct.Because));
            case "approve":
                return new MinutesApproved(filled.Needed("at"), filled.Text("corrections"));
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act.Id, "No form makes this event.");
        }
    }

    private static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
