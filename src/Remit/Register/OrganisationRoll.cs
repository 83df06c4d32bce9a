using Remit.Time;

namespace Remit.Register;

/// <summary>Puts together what is known of each organisation.</summary>
/// <remarks>
/// The product's own tables come first, because they were put together from many editions and say when each kind and name began. The ODS lists add
/// the bodies the tables do not have, and the closing day of a body that is left open. What instruments do comes between: it is done to what the tables
/// have, or to what the lists have of a body that the tables do not. Any other difference is a contradiction, to be shown.
/// </remarks>
internal static class OrganisationRoll
{
    private readonly record struct KindAndName(string Kind, string Name);

    public static SortedDictionary<OdsCode, Organisation> Compile(NationalFacts facts, IReadOnlyList<ReleaseEvidence> releases, Changes changes)
    {
        var stated = facts.Standings.ToLookup(s => s.Code, s => s.Standing);
        var listed = releases.SelectMany(r => r.Organisations.Value).ToLookup(l => l.Code);
        var changed = changes.Bodies.ToLookup(b => b.Code);
        var codings = facts.OnsCodes.ToLookup(c => c.Code, c => c.Coding);
        var learnedCodings = LearnedCodings(releases);

        SortedDictionary<OdsCode, Organisation> roll = [];
        foreach (var code in stated.Select(s => s.Key).Union(listed.Select(l => l.Key)).Union(changed.Select(c => c.Key)))
        {
            // A body that an instrument made before any list had it is not told anew by the lists.
            var standings = stated.Contains(code) || !listed.Contains(code) || changed[code].Any(c => c is BodyChange.Opens)
                ? Ended(Changed([.. stated[code].OrderBy(s => s.Days.First)], changed[code]), listed[code].LastOrDefault())
                : Changed(Painted(facts, listed[code]), changed[code]);
            if (standings.Count == 0)
                continue;

            roll[code] = new(code, standings, codings.Contains(code) ? [.. codings[code].OrderBy(c => c.Days.First)] : [.. learnedCodings[code]])
            {
                Postcode = listed[code].LastOrDefault()?.Postcode ?? "",
            };
        }

        return roll;
    }

    public static IEnumerable<Finding> Contradictions(NationalFacts facts, IReadOnlyList<ReleaseEvidence> releases, Changes changes)
    {
        var roll = Compile(facts, releases, changes);
        foreach (var change in changes.Bodies)
            if (Unlike(change, roll.GetValueOrDefault(change.Code)) is { } found)
                yield return new("instrument-differs", Consequence.Note, change.Source.Place, found, "what the instrument does: it is shown, and what Remit's own tables say stands");

        var stated = facts.Standings.ToLookup(s => s.Code, s => s.Standing);
        foreach (var listing in releases.SelectMany(r => r.Organisations.Value).Where(l => stated.Contains(l.Code)))
        {
            var opened = stated[listing.Code].Min(s => s.Days.First);
            DateOnly? closed = stated[listing.Code].Any(s => s.Days.Last is null) ? null : stated[listing.Code].Max(s => s.Days.Last);
            if (opened != DateOnly.MinValue && opened != listing.Open.First)
                yield return new("opening-differs", Consequence.Note, listing.Source.Place,
                    $"{listing.Code} opened on {listing.Open.First:yyyy-MM-dd}", $"what Remit's own tables say: {opened:yyyy-MM-dd}");
            // A list made before a body closed could not have said so.
            if (listing.Open.Last is { } end && closed is { } close && end != close)
                yield return new("closing-differs", Consequence.Note, listing.Source.Place,
                    $"{listing.Code} closed on {end:yyyy-MM-dd}", $"what Remit's own tables say: {close:yyyy-MM-dd}");
            if (listing.Open.Last is null && closed is { } gone && gone < listing.Source.Release.Edition)
                yield return new("closing-differs", Consequence.Note, listing.Source.Place,
                    $"{listing.Code} still open", $"what Remit's own tables say: closed on {gone:yyyy-MM-dd}");
        }
    }

    /// <summary>What the register has instead of what an instrument did; nothing where it has that.</summary>
    private static string? Unlike(BodyChange change, Organisation? organisation) => (change, organisation?.On(change.On)) switch
    {
        (BodyChange.Opens opens, var on) when on is null || !Same(on.Kind, opens.Kind) || on.Name != opens.Name || organisation!.Standings.First(s => Same(s.Kind, opens.Kind)).Days.First != opens.On =>
            $"{change.Code} on {change.On:yyyy-MM-dd}: {(on is null ? "not open" : $"{on.Kind} {on.Name}, {on.Days}")}",
        (BodyChange.Renamed renamed, var on) when on?.Name != renamed.Name => $"{change.Code} on {change.On:yyyy-MM-dd}: {on?.Name ?? "not open"}",
        (BodyChange.Ends, _) when organisation?.Standings.Any(s => s.Days.Last == change.On.AddDays(-1)) != true => $"{change.Code} did not end on {change.On.AddDays(-1):yyyy-MM-dd}",
        _ => null,
    };

    private static bool Same(string kind, string other) => string.Equals(kind, other, StringComparison.OrdinalIgnoreCase);

    private static List<Standing> Changed(IReadOnlyList<Standing> standings, IEnumerable<BodyChange> changes)
    {
        List<Standing> sofar = [.. standings];
        // A code can end as one body and begin as another on the same day.
        foreach (var change in changes.OrderBy(c => c.On).ThenBy(c => c is not BodyChange.Ends))
        {
            var (day, eve) = (change.On, change.On.AddDays(-1));
            var on = sofar.LastOrDefault(s => s.Days.Contains(day));
            switch (change)
            {
                case BodyChange.Opens opens when on is null || !Same(on.Kind, opens.Kind):
                    var next = sofar.Where(s => s.Days.First > day).Select(s => (DateOnly?)s.Days.First.AddDays(-1)).Min();
                    Cut(on);
                    sofar.Add(new(opens.Kind, opens.Name, new(day, next), change.Source));
                    break;
                case BodyChange.Renamed renamed when on is not null && on.Name != renamed.Name:
                    Cut(on);
                    sofar.Add(on with { Name = renamed.Name, Days = new(day, on.Days.Last), Source = change.Source });
                    break;
                case BodyChange.Ends when sofar.LastOrDefault(s => s.Days.Contains(eve)) is { } ended:
                    sofar.RemoveAll(s => s.Days.First > eve && Same(s.Kind, ended.Kind));
                    if (!(ended.Days.Last <= eve))
                        sofar[sofar.IndexOf(ended)] = ended with { Days = new(ended.Days.First, eve), Source = change.Source };
                    break;
            }

            sofar.Sort((a, b) => a.Days.First.CompareTo(b.Days.First));

            void Cut(Standing? standing)
            {
                if (standing is null)
                    return;
                sofar.Remove(standing);
                if (standing.Days.First < day)
                    sofar.Add(standing with { Days = new(standing.Days.First, eve) });
            }
        }

        return sofar;
    }

    private static IReadOnlyList<Standing> Ended(IReadOnlyList<Standing> standings, OrganisationListing? latest) =>
        latest?.Open.Last is { } closed && standings is [.., { Days.Last: null } open] && open.Days.First <= closed
            ? [.. standings.SkipLast(1), open with { Days = new(open.Days.First, closed), Source = latest.Source with { Because = $"closed as {latest.Source.Release} says" } }]
            : standings;

    private static IReadOnlyList<Standing> Painted(NationalFacts facts, IEnumerable<OrganisationListing> listings)
    {
        List<Statement<KindAndName>> statements = [];
        foreach (var listing in listings)
        {
            // A later edition speaks for its own day onwards; only the first is also taken for the days before it.
            var edition = listing.Source.Release.Edition;
            var from = statements.Count == 0 || edition < listing.Open.First ? listing.Open.First : edition;
            foreach (var role in RolesOf(facts, listing))
                if (listing.Open.Intersect(role.Days)?.Intersect(new DateSpan(from)) is { } days)
                    statements.Add(new(days, new(role.Kind, listing.Name), listing.Source));
            if (listing.Open.Last is { } last && last < DateOnly.MaxValue)
                statements.Add(new(new(last.AddDays(1)), null, listing.Source));
        }

        return [.. PaintedTimeline.Paint(statements).Stretches
            .Where(s => s.Value is not null)
            .Select(s => new Standing(s.Value!.Value.Kind, s.Value.Value.Name, s.Days, s.Source))];
    }

    private static List<ListedRole> RolesOf(NationalFacts facts, OrganisationListing listing)
    {
        var roles = listing.Role.Split('|');
        var known = facts.Roles.Where(r => r.List == listing.Source.Release.Kind && r.Code == roles[0]).ToList();
        return known.Count > 0 ? known : [new(listing.Source.Release.Kind, listing.Role, $"listed in {listing.Source.Release.Kind} as '{listing.Role}'", DateSpan.Always)];
    }

    private static ILookup<OdsCode, OnsCoding> LearnedCodings(IReadOnlyList<ReleaseEvidence> releases) =>
        (from release in releases
         from listing in release.OnsListings.Value
         where listing.Code is not null
         select (Code: listing.Code!.Value, Statement: new Statement<OnsCode>(new(release.Release.Edition), listing.OnsCode, listing.Source)))
        .GroupBy(c => c.Code, c => c.Statement)
        .SelectMany(c => PaintedTimeline.Paint(c).Stretches.Select(s => (c.Key, Coding: new OnsCoding(s.Value!.Value, s.Days, s.Source))))
        .ToLookup(c => c.Key, c => c.Coding);
}
