using Remit.Time;

namespace Remit.Register;

/// <summary>Puts together what is known of each organisation.</summary>
/// <remarks>
/// The product's own tables come first, because they were put together from many editions and say when each kind and name began. The ODS lists add
/// the bodies the tables do not have, and the closing day of a body the tables leave open. Any other difference is a contradiction, to be shown.
/// </remarks>
internal static class OrganisationRoll
{
    private readonly record struct KindAndName(string Kind, string Name);

    public static SortedDictionary<OdsCode, Organisation> Compile(NationalFacts facts, IReadOnlyList<ReleaseEvidence> releases)
    {
        var stated = facts.Standings.ToLookup(s => s.Code, s => s.Standing);
        var listed = releases.SelectMany(r => r.Organisations.Value).ToLookup(l => l.Code);
        var codings = facts.OnsCodes.ToLookup(c => c.Code, c => c.Coding);
        var learnedCodings = LearnedCodings(releases);

        SortedDictionary<OdsCode, Organisation> roll = [];
        foreach (var code in stated.Select(s => s.Key).Union(listed.Select(l => l.Key)))
        {
            var standings = stated.Contains(code)
                ? Ended([.. stated[code].OrderBy(s => s.Days.First)], listed[code].LastOrDefault())
                : Painted(facts, listed[code]);
            if (standings.Count == 0)
                continue;

            roll[code] = new(code, standings, codings.Contains(code) ? [.. codings[code].OrderBy(c => c.Days.First)] : [.. learnedCodings[code]])
            {
                Postcode = listed[code].LastOrDefault()?.Postcode ?? "",
            };
        }

        return roll;
    }

    public static IEnumerable<Finding> Contradictions(NationalFacts facts, IReadOnlyList<ReleaseEvidence> releases)
    {
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

    private static IReadOnlyList<Standing> Ended(IReadOnlyList<Standing> standings, OrganisationListing? latest) =>
        latest?.Open.Last is { } closed && standings[^1] is { Days.Last: null } open && open.Days.First <= closed
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
