namespace Remit.Governance;

/// <summary>Whether somebody may be given a paper, and why.</summary>
public sealed record PaperReading(bool May, string Because);

/// <summary>A paper of a meeting.</summary>
/// <param name="Number">Its place among the papers of the meeting, from 1.</param>
/// <param name="Items">The items that it is for.</param>
/// <param name="Sent">The day on which it went to the members.</param>
/// <param name="File">The document, where it is kept here.</param>
/// <param name="Link">Where it is, if it is not kept here.</param>
/// <param name="Private">Why it is private; nothing where it is as its items are.</param>
/// <param name="Published">The day on which it was published; nothing until it is.</param>
/// <param name="Withdrawn">Why it was taken back; nothing while it stands.</param>
public sealed record Paper(int Number, IReadOnlyList<int> Items, string Title, DateOnly Sent, PaperFile? File, string? Link, string? Private, DateOnly? Published, string? Withdrawn)
{
    /// <summary>Why it is never public: its own reason, or that of the first item taken in private that it is for; nothing where it may be published.</summary>
    public string? PrivateBecause(Meeting meeting) => Private ?? Items.Select(meeting.Find).FirstOrDefault(i => i?.Private is not null)?.Private;

    /// <summary>Whether everybody may read it on a day: published by then, not private, not taken back.</summary>
    public bool IsPublic(Meeting meeting, DateOnly today) => Published <= today && Withdrawn is null && PrivateBecause(meeting) is null;

    /// <summary>The members who must not be given it, with the reason of each.</summary>
    public IEnumerable<(Person Person, string Because)> WithheldFrom(Meeting meeting) =>
        from person in Items.SelectMany(meeting.SittingFor).DistinctBy(p => p.Id)
        let because = Withheld(meeting, person.Id)
        where because is not null
        select (person, because);

    internal PaperReading For(Meeting meeting, IReadOnlyList<string> people, bool keepsRecord, DateOnly today)
    {
        if (Withdrawn is { } gone)
            return new(false, $"it was taken back: {gone}");
        if (people.Select(p => Withheld(meeting, p)).FirstOrDefault(w => w is not null) is { } because)
            return new(false, because);
        if (IsPublic(meeting, today))
            return new(true, "it is public");
        if (keepsRecord)
            return new(true, "they see the whole record");
        return people.Any(p => Items.Any(i => meeting.SitsFor(p, i))) ? new(true, "they sit on the committee") : new(false, PrivateBecause(meeting) is { } why ? $"it is private: {why}" : "it is not published");
    }

    internal static IEnumerable<Finding> Check(Meeting meeting, Event next, DateOnly today)
    {
        switch (next)
        {
            case PaperAdded added:
                if (added.Items.Count == 0)
                    yield return Wrong("items", "none", "the items that it is for");
                foreach (var stranger in added.Items.Where(i => meeting.Find(i) is null))
                    yield return Wrong("items", $"{stranger}", $"items of the agenda: {string.Join(", ", meeting.Called.Agenda.Select(i => i.Number))}");
                foreach (var (field, text) in ((string, string)[])[("title", added.Title), ("link", added.Link ?? "-"), ("private", added.Private ?? "-"), ("file", added.File?.Name ?? "-")])
                    if (!Act.IsLine(text))
                        yield return Wrong(field, text, "a line of text");
                if (added.File is null == added.Link is null)
                    yield return Wrong("file", added.File is null ? "nothing" : "a file and a link", "a file or a link");
                if (added.Link is { } link && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
                    yield return Wrong("link", link, "an address that begins with https://");
                break;
            case PaperWithdrawn withdrawn when Missing(withdrawn.Paper) is { } finding:
                yield return finding;
                break;
            case PaperPublished published when Missing(published.Paper) is { } finding:
                yield return finding;
                break;
            case PaperPublished published:
                var paper = meeting.FindPaper(published.Paper)!;
                if (paper.PrivateBecause(meeting) is { } why)
                    yield return Wrong("paper", $"a private paper: {why}", "one of a public item: what is private is never published");
                if (published.On > today)
                    yield return Wrong("on", $"{published.On:yyyy-MM-dd}", $"a day not after today, {today:yyyy-MM-dd}: it is public from the moment it is recorded");
                // What is recorded today can be read today, whatever day is given.
                if (published.On <= meeting.Called.Day || today <= meeting.Called.Day)
                    foreach (var (person, because) in paper.WithheldFrom(meeting))
                        yield return Wrong("on", $"{published.On:yyyy-MM-dd}", $"a day after the meeting, recorded then: it is withheld from {person.Name}, because {because}");
                break;
        }

        Finding? Missing(int number) => meeting.FindPaper(number) is { } paper
            ? paper.Withdrawn is null ? null : Wrong("paper", $"{number}, which was taken back", "one that stands")
            : Wrong("paper", $"{number}", meeting.Papers.Count == 0 ? "a paper: none was put in" : $"a paper of the meeting, 1 to {meeting.Papers.Count}");

        Finding Wrong(string field, string text, string wanted) => new("meeting-refused", Consequence.FileRefused, new(meeting.Id, 0, field), text, wanted);
    }

    // Until somebody has ruled, whoever the guidance would keep the papers from does not get them: afterwards is too late.
    private string? Withheld(Meeting meeting, string person)
    {
        foreach (var item in Items)
        {
            var ruling = meeting.RulingOn(item, person);
            if (ruling is { Handling: Handling.WithholdPapers or Handling.ReferAway })
                return $"the papers of item {item} are withheld: {ruling.Because}";
            foreach (var conflict in meeting.Conflicts.Where(c => c.Item.Number == item && c.Person.Id == person))
            {
                var ruled = meeting.RulingOn(conflict);
                if (ruled is null ? conflict.Suggested >= Handling.WithholdPapers || conflict.Bars : conflict.Bars && ruled.Handling < Handling.Leave)
                    return $"they have an interest in {conflict.Concerned.Name}, which item {item} is about{(ruled is null ? ", and nobody has ruled on it" : "")}";
            }
        }

        return null;
    }
}
