using Remit.Governance;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Governance;

/// <summary>Papers that a board secretary puts on a website or prints: only what is public is in them.</summary>
public static class BoardDocuments
{
    /// <summary>The registers of interests, gifts and hospitality, and what is published of breaches.</summary>
    /// <param name="name">What the body is called.</param>
    public static BoardDocument Register(Proceedings proceedings, OdsCode body, string name, DateOnly day, DateOnly today)
    {
        var facts = proceedings.Governance.Facts;
        string NameOf(string person) => proceedings.Governance.Find(person)?.Name ?? person;
        var interests = proceedings.PublicRegister(body, day, today).OrderBy(i => NameOf(i.Person), StringComparer.Ordinal).ThenBy(i => i.Arose).ToList();
        var gifts = proceedings.PublicGifts(body, day, today).ToList();
        var breaches = proceedings.PublicBreaches(body, day).ToList();
        return new("Register of interests", $"{body} {name}, {day.InWords}",
        [
            new DocumentPart.Line("An interest that has ended stays on the public register for six months."),
            interests.Count == 0 ? new DocumentPart.Line("No interest is on the register.") : new DocumentPart.Grid("Interests", ["Who", "Organisation", "Interest", "Days", "Declared", "What is done about it"],
                [.. interests.Select(i => (IReadOnlyList<string>)
                [
                    NameOf(i.Person), i.Code is { } code ? $"{i.Organisation} ({code})" : i.Organisation, $"{Interest.Words(i.Type)}, {i.Nature.ToString().ToLowerInvariant()}: {i.Position}{(i.Through.Length > 0 ? $", through a {i.Through}" : "")}{(i.Amount is { } amount ? $", £{amount}" : "")}",
                    new DateSpan(i.Arose, i.Ended).InWords(today), $"{i.Declared.InWords}{(i.LateBy(facts) is > 0 and var late ? $", {late} days late" : "")}", i.Handling,
                ])]),
            new DocumentPart.Heading(1, "Gifts and hospitality"),
            gifts.Count == 0 ? new DocumentPart.Line("None is declared.") : new DocumentPart.Grid("Gifts and hospitality", ["Offered", "To", "What, from whom", "Value", "Accepted", "As the guidance has it"],
                [.. gifts.Select(g => (IReadOnlyList<string>)
                    [g.Offered.InWords, NameOf(g.Person), $"{(g.Hospitality ? "Hospitality" : "Gift")} from {g.From}{(g.FromSupplier ? " (supplier)" : "")}", $"£{g.Value}", g.Accepted ? "yes" : "declined", g.Judge(facts).Because])]),
            new DocumentPart.Heading(1, "Breaches"),
            .. breaches.Count == 0 ? [new DocumentPart.Line("None is published.")] : breaches.Select(b => new DocumentPart.Line($"{b.Published}{(b.ReportedOn is { } told ? $" Reported to NHS England on {told.InWords}." : "")}")),
        ]);
    }

    /// <summary>The minutes of a meeting, for the public: what was taken in private is named with its reason and not told.</summary>
    public static BoardDocument Minutes(Meeting meeting, Func<string, string> nameOf)
    {
        var filled = meeting.Structure.Filled(meeting.Committee).ToList();
        List<DocumentPart> parts = [];
        if (meeting.Called.Place is not null || meeting.Called.Starts is not null)
            parts.Add(Line(string.Join(", ", ((string?[])[meeting.Called.Place, meeting.Called.Starts]).OfType<string>())));
        if (meeting.Cancelled is { } off)
            parts.Add(Line($"Cancelled: {off.Because}."));
        if (meeting.Present is { } present)
            parts.AddRange([Line($"Present: {People(filled.Where(s => present.Contains(s.Person!.Id)))}"), Line($"Absent: {People(filled.Where(s => !present.Contains(s.Person!.Id)))}")]);
        if (meeting.Structure.On(meeting.Committee).Where(s => s.Person is null).Select(s => s.Seat.Title).ToList() is { Count: > 0 } vacant)
            parts.Add(Line($"Vacant: {string.Join(", ", vacant)}"));
        foreach (var item in meeting.Called.Agenda.OrderBy(i => i.Number))
        {
            parts.Add(new DocumentPart.Heading(1, $"{item.Number}. {item.Title}"));
            if (item.Private is { } why)
            {
                parts.Add(Line($"Taken in private: {why}."));
                continue;
            }

            if (meeting.WithdrawnBecause(item.Number) is { } gone)
            {
                parts.Add(Line($"Withdrawn: {gone}."));
                continue;
            }

            foreach (var conflict in meeting.Conflicts.Where(c => c.Item.Number == item.Number).DistinctBy(c => (c.Person.Id, c.Found.Interest.Id)))
                parts.Add(Line($"{conflict.Person.Name} has a declared interest ({Interest.Words(conflict.Found.Interest.Type)}, {conflict.Found.Interest.Position}) in {conflict.Concerned.Name}: {Ruled(meeting.RulingOn(conflict))}"));
            parts.AddRange(meeting.LateInMinutes(item.Number).Select(c => Line($"{meeting.LateInWords(c)}.")));
            foreach (var ruling in meeting.RuledInRoom(item.Number))
                parts.Add(Line($"{nameOf(ruling.Person)} declared an interest at the meeting: {Ruled(ruling)}"));
            parts.AddRange(meeting.LeftFor(item.Number).Select(l => Line($"{nameOf(l.Person)} left the room at {l.Left}{(l.Returned is { } back ? $" and returned at {back}" : "")}.")));
            parts.AddRange(meeting.MinutedOn(item.Number).Select(Line));
            if (item.Purpose == ItemPurpose.Discussion || meeting.Cancelled is not null)
                continue;
            var standing = meeting.On(item);
            parts.Add(Line($"In the chair: {standing.Chair?.Name ?? "nobody"}. {standing.Seats.Count(s => s.Part == Part.Votes)} could vote; the quorum is {meeting.Committee.Quorum.Words()}: {(standing.Quorate ? "met" : "not met")}."));
            parts.Add(new DocumentPart.Grid($"Votes on item {item.Number}", ["Seat", "Who", "Vote, or why none"],
                [.. standing.Seats.Select(s => (IReadOnlyList<string>)[s.Seat.Seat.Title, s.Seat.Person?.Name ?? "vacant", s.Vote is { } vote ? vote.ToString().ToLowerInvariant() : s.Because])]));
            parts.Add(Line(standing.Decided ? $"{(standing.Carried ? "Resolved" : "Not carried")}: {standing.Motion} ({standing.Count(Ballot.For)} for, {standing.Count(Ballot.Against)} against, {standing.Count(Ballot.Abstain)} abstained)."
                : standing.ReferredTo.Length > 0 ? $"Referred to {standing.ReferredTo}."
                : $"No decision: {string.Join("; ", standing.Obstacles.DefaultIfEmpty("it was not put to the vote"))}."));
        }

        parts.Add(new DocumentPart.Heading(1, "These minutes"));
        parts.Add(Line(meeting.Approved is { } approved ? $"Approved at {approved.At}{(approved.Corrections is { } corrected ? $", corrected: {corrected}" : "")}." : "A draft: not yet approved."));
        return new($"Minutes of {meeting.Committee.Title}", $"{meeting.Called.Body} {meeting.Structure.Name}, {meeting.Called.Day.InWords}", parts);

        string Ruled(ConflictRuled? ruling) => ruling is null ? "nobody ruled on it." : $"{Meeting.Words(ruling.Handling)}, ruled by {nameOf(ruling.By)}: {ruling.Because}.";
    }

    private static DocumentPart.Line Line(string text) => new(text);

    private static string People(IEnumerable<FilledSeat> seats) => string.Join(", ", seats.Select(s => $"{s.Person!.Name} ({s.Seat.Title})").DefaultIfEmpty("nobody"));
}
