using System.Collections.Concurrent;
using Remit.Time;

namespace Remit.Register;

/// <summary>The register as it was known at one instant: organisations, who became whom, which practices and areas belonged where.</summary>
/// <remarks>Each part is worked out when first asked for, so that counting organisations never reads a practice. Several threads may ask at once.</remarks>
public sealed class RegisterAsKnown
{
    private readonly NationalFacts facts;
    private readonly IReadOnlyList<ReleaseEvidence> releases;
    private readonly Changes changes;
    private readonly Lazy<SortedDictionary<OdsCode, Organisation>> organisations;
    private readonly Lazy<Dictionary<OdsCode, Organisation>> byCode;
    private readonly Lazy<Dictionary<OdsCode, DateOnly>> closings;
    private readonly Lazy<ILookup<OdsCode, Succession>> after;
    private readonly Lazy<ILookup<OdsCode, Succession>> before;
    private readonly Lazy<ILookup<OdsCode, Link>> links;
    private readonly Lazy<ILookup<OdsCode, Link>> linksTo;
    private readonly Lazy<IReadOnlyList<(OdsCode, Standing)>> localCommissioners;
    private readonly Lazy<Dictionary<OnsCode, OdsCode>> byOnsCode;
    private readonly Lazy<Dictionary<PracticeCode, PaintedTimeline<OdsCode>>> memberships;
    private readonly Lazy<Dictionary<PracticeCode, List<PracticeListing>>> practices;
    private readonly Lazy<IReadOnlyCollection<PracticeCode>> mentioned;
    private readonly Lazy<Dictionary<OnsCode, PaintedTimeline<Lying>>> coverage;
    private readonly Lazy<Dictionary<OnsCode, UpperTier>> upperTiers;
    private readonly ConcurrentDictionary<Release, RegisteredLists> lists = [];

    /// <param name="releases">Oldest edition first.</param>
    internal RegisterAsKnown(NationalFacts facts, IReadOnlyList<ReleaseEvidence> releases, Changes changes)
    {
        (this.facts, this.releases, this.changes) = (facts, releases, changes);
        organisations = new(() => OrganisationRoll.Compile(facts, releases, changes));
        byCode = new(() => organisations.Value.ToDictionary());
        closings = new(() => Organisations.Where(o => o.Closed is not null).ToDictionary(o => o.Code, o => o.Closed!.Value));
        // What an instrument says too is the table's own; and of a body that was not there any more on the day before, none has anything to pass on.
        var successions = facts.Successions.Concat(changes.Successions.Where(s => IsOpenOn(s.From, s.On.AddDays(-1)))).DistinctBy(s => (s.From, s.To, s.On));
        after = new(() => successions.ToLookup(s => s.From));
        before = new(() => successions.Where(s => s.To is not null).ToLookup(s => s.To!.Value));
        links = new(CompileLinks);
        linksTo = new(() => links.Value.SelectMany(l => l).OrderBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.From).ToLookup(l => l.To));
        localCommissioners = new(() => [.. Organisations.SelectMany(o => o.Standings, (o, s) => (o.Code, s)).Where(c => PaysLocally(c.s.Kind))]);
        byOnsCode = new(CompileOnsCodes);
        memberships = new(() => Carried(Painted(MembershipStatements(), HandedOver.Practices, h => h.Practices, to => to, (_, code) => code), to => to, (_, code) => code));
        practices = new(CompilePractices);
        mentioned = new(() => [.. practices.Value.Keys.Union(memberships.Value.Keys).OrderBy(p => p.ToString(), StringComparer.Ordinal)]);
        coverage = new(() => Carried(Painted(CoverageStatements(), HandedOver.Areas, h => h.Areas, lies => lies.Commissioner, Moved), lies => lies.Commissioner, (lies, code) => Moved(lies, code)));
        upperTiers = new(() => UpperTier.Compile(releases));
    }

    /// <summary>The register as it would be, were these changes made too.</summary>
    public RegisterAsKnown With(Changes more) => new(facts, releases, changes.And(more));

    /// <summary>
    /// The register of a day, as if nothing were known of what became of its bodies, practices and areas: whoever was there goes on, until changes say otherwise.
    /// A practice or small area that comes in later does so where the evidence first has it. What the lists of practices and the counts of patients say stays.
    /// </summary>
    public RegisterAsKnown StandingOn(DateOnly day)
    {
        DateOnly Since(DateOnly first) => first > day ? first : day;
        Release Start(DateOnly edition) => new("register", $"The register as it stood on {day:yyyy-MM-dd}", edition, DateTimeOffset.MinValue, $"the register as it stood on {day:yyyy-MM-dd}");
        Stretch<T>? First<T>(PaintedTimeline<T> timeline) where T : struct => timeline.Stretches.Where(s => s.Value is not null && !(s.Days.Last < day)).Select(s => (Stretch<T>?)s).FirstOrDefault();

        var members = from practice in memberships.Value
                      let first = First(practice.Value)
                      where first is not null
                      select new MembershipRow(practice.Key, first.Value.Value!.Value, new(Since(first.Value.Days.First)), 0);
        var areas = from area in coverage.Value
                    let first = First(area.Value)
                    where first is not null
                    select (Since(first.Value.Days.First), new CoverageRow(area.Key, first.Value.Value!.Value, 0));
        IEnumerable<ReleaseEvidence> evidence =
        [
            new(Start(day)) { Memberships = new(() => [.. members]) },
            .. areas.ToLookup(a => a.Item1, a => a.Item2).Select(a => new ReleaseEvidence(Start(a.Key)) { Coverage = new(() => [.. a]) }),
            .. releases.Select(r => r.PlacesOnly),
        ];
        return new(
            facts with
            {
                Standings = [.. from o in Organisations let standing = o.On(day) where standing is not null select (o.Code, standing with { Days = new(standing.Days.First) })],
                Successions = [],
                Links = [.. from l in links.Value.SelectMany(l => l) where l.Days.Contains(day) select l with { Days = new(l.Days.First) }],
            },
            [.. evidence.OrderBy(r => r.Release.Edition)], Changes.None);
    }

    /// <summary>What instruments have done to it.</summary>
    public Changes Changes => changes;

    /// <summary>The releases this rests on, oldest edition first.</summary>
    public IReadOnlyList<Release> Releases => [.. releases.Select(r => r.Release)];

    /// <summary>Every organisation, in order of code; practices are not among them.</summary>
    public IReadOnlyCollection<Organisation> Organisations => organisations.Value.Values;

    /// <summary>The organisation with a code, open or long closed.</summary>
    public Organisation? Find(OdsCode code) => byCode.Value.GetValueOrDefault(code);

    /// <summary>The organisation to which the ONS gave a code, at any time.</summary>
    public OdsCode? Find(OnsCode code) => byOnsCode.Value.TryGetValue(code, out var ods) ? ods : null;

    /// <summary>All organisations that were of a kind on a day, in order of code.</summary>
    public IReadOnlyList<Organisation> OfKind(string kind, DateOnly day) => [.. Organisations.Where(o => o.IsOn(kind, day))];

    /// <summary>Every run of days on which a body was one whose code names the local commissioner that pays.</summary>
    public IReadOnlyList<(OdsCode Code, Standing Standing)> LocalCommissioners => localCommissioners.Value;

    /// <summary>Whether the code of a body of this kind names the local commissioner that pays.</summary>
    public bool PaysLocally(string kind) => facts.LocalCommissioners.Contains(kind);

    /// <summary>The local commissioners that lie within a body on a day, in order of code.</summary>
    public IReadOnlyList<OdsCode> LocalsIn(OdsCode code, DateOnly day) =>
        [.. LinksTo(code, day).Select(l => l.From).Where(from => Find(from)?.On(day) is { } standing && PaysLocally(standing.Kind)).Distinct().Order()];

    /// <summary>Whether bodies of this kind have practices and small areas only through the local commissioners that lie within them.</summary>
    public bool IsTier(string kind) => facts.Tiers.Contains(kind);

    /// <summary>The kinds there are, with any capital letters.</summary>
    public IReadOnlyList<string> Kinds => [.. Organisations.SelectMany(o => o.Standings).Select(s => s.Kind).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Who took over from an organisation, and when.</summary>
    public IReadOnlyList<Succession> SuccessorsOf(OdsCode code) => [.. after.Value[code].OrderBy(s => s.On).ThenBy(s => s.To)];

    /// <summary>From whom an organisation took over, and when.</summary>
    public IReadOnlyList<Succession> PredecessorsOf(OdsCode code) => [.. before.Value[code].OrderBy(s => s.On).ThenBy(s => s.From)];

    /// <summary>
    /// Who stands in an organisation's place on a day: itself while it is open or before it opened, else those who took over from it, and from them, and so on.
    /// All of them where it was split. Empty where nobody is recorded as having taken over by that day.
    /// </summary>
    public IReadOnlyList<OdsCode> SuccessorOn(OdsCode code, DateOnly day)
    {
        SortedSet<OdsCode> found = [];
        HashSet<OdsCode> seen = [];
        Follow(code);
        return [.. found];

        void Follow(OdsCode from)
        {
            if (!seen.Add(from))
                return;
            if (Find(from) is { } organisation && (organisation.Closed is not { } closed || day <= closed))
            {
                found.Add(from);
                return;
            }

            // Whoever took functions over while the code lived on is not who took over when it ended, if that is known.
            var taken = after.Value[from].Where(s => s.On <= day && s.To is not null).ToList();
            var atTheEnd = taken.Where(s => !IsOpenOn(from, s.On)).ToList();
            foreach (var succession in atTheEnd.Count > 0 ? atTheEnd : taken)
                Follow(succession.To!.Value);
        }
    }

    /// <summary>The bodies that an organisation lies within or is served by on a day.</summary>
    public IReadOnlyList<Link> LinksOf(OdsCode code, DateOnly day) => [.. links.Value[code].Where(l => l.Days.Contains(day))];

    /// <summary>All its links, at any time.</summary>
    public IReadOnlyList<Link> LinksOf(OdsCode code) => [.. links.Value[code]];

    /// <summary>The bodies that lie within an organisation, or are served by it, on a day.</summary>
    public IReadOnlyList<Link> LinksTo(OdsCode code, DateOnly day) =>
        [.. linksTo.Value[code].Where(l => l.Days.Contains(day))];

    /// <summary>What the published record leaves in doubt about a kind of organisation on a day.</summary>
    public IReadOnlyList<Doubt> DoubtsOn(string kind, DateOnly day) =>
        [.. facts.Doubts.Where(d => d.Days.Contains(day) && string.Equals(d.Kind, kind, StringComparison.OrdinalIgnoreCase))];

    /// <summary>What the published record leaves in doubt about areas that changed between two days, where one of these bodies, or whoever stood in its place by then, is named.</summary>
    public IReadOnlyList<Doubt> AreaDoubtsBetween(DateOnly one, DateOnly other, IEnumerable<OdsCode> bodies)
    {
        var (earlier, later) = one < other ? (one, other) : (other, one);
        return [.. facts.Doubts.Where(d => d.About == "areas" && earlier < d.Days.First && d.Days.First <= later && bodies.Any(b => d.Codes.Contains(b) || SuccessorOn(b, d.Days.First).Any(d.Codes.Contains)))];
    }

    /// <summary>Every practice that any known release mentions.</summary>
    public IReadOnlyCollection<PracticeCode> Practices => mentioned.Value;

    /// <summary>A practice as each known list of practices gave it, oldest edition first; empty where none has it.</summary>
    public IReadOnlyList<PracticeListing> ListingsOf(PracticeCode practice) => practices.Value.TryGetValue(practice, out var listings) ? listings : [];

    /// <summary>The listing that speaks for a day: the latest edition up to it, or the first after it where there is none.</summary>
    public PracticeListing? ListingOf(PracticeCode practice, DateOnly day)
    {
        var listings = ListingsOf(practice);
        return listings.LastOrDefault(l => l.Source.Release.Edition <= day) ?? (listings.Count > 0 ? listings[0] : null);
    }

    /// <summary>The days on which a practice was open, on the latest evidence: each list's own first and last day, and before the first of them the memberships that are stated.</summary>
    /// <remarks>A stated membership is evidence that the practice was there; one carried over by succession is not.</remarks>
    public PaintedTimeline<bool> OpenDaysOf(PracticeCode practice)
    {
        var members = MembershipsOf(practice).Stretches
            .Where(s => s is { Value: not null, Source.Because: "" or null })
            .Select(s => new Statement<bool>(s.Days, true, s.Source));
        var lists = ListingsOf(practice).SelectMany(Listed);
        return PaintedTimeline.Paint(members.Concat(lists));

        static IEnumerable<Statement<bool>> Listed(PracticeListing listing)
        {
            yield return new(listing.Open, true, listing.Source);
            if (listing.Open.Last is { } last && last < DateOnly.MaxValue)
                yield return new(new(last.AddDays(1)), false, listing.Source);
        }
    }

    /// <summary>Whether a practice was open on a day, on the latest evidence.</summary>
    public bool IsOpenOn(PracticeCode practice, DateOnly day) => OpenDaysOf(practice).On(day)?.Value ?? false;

    /// <summary>A practice's commissioners through time, on the latest evidence, carried over by succession where a commissioner closed. No value where it is known to have had none.</summary>
    public PaintedTimeline<OdsCode> MembershipsOf(PracticeCode practice) => memberships.Value.GetValueOrDefault(practice) ?? PaintedTimeline.Paint<OdsCode>([]);

    /// <summary>The commissioner a practice belonged to on a day, and why; none where nothing says or it is known to have had none.</summary>
    public Membership? CommissionerOf(PracticeCode practice, DateOnly day) =>
        MembershipsOf(practice).On(day) is { Value: { } commissioner } stretch ? new(practice, commissioner, stretch.Days, stretch.Source) : null;

    /// <summary>The practices that belonged to a commissioner on a day, in order of code.</summary>
    public IReadOnlyList<Membership> MembersOf(OdsCode commissioner, DateOnly day) =>
        [.. MembershipsOn(day).Where(m => m.Commissioner == commissioner).OrderBy(m => m.Practice.ToString(), StringComparer.Ordinal)];

    /// <summary>Every membership that held on a day.</summary>
    public IEnumerable<Membership> MembershipsOn(DateOnly day) =>
        from entry in memberships.Value
        let stretch = entry.Value.On(day)
        where stretch is { Value: not null }
        select new Membership(entry.Key, stretch.Value.Value!.Value, stretch.Value.Days, stretch.Value.Source);

    /// <summary>The memberships that releases of one kind alone state for a day, as they stand: nothing is reconciled and nothing carried over.</summary>
    public IEnumerable<MembershipRow> MembershipsStatedBy(string releaseKind, DateOnly day) =>
        releases.Where(r => r.Release.Kind == releaseKind).SelectMany(r => r.Memberships.Value).Where(m => m.Days.Contains(day));

    /// <summary>Every small area that any known look-up mentions.</summary>
    public IReadOnlyCollection<OnsCode> SmallAreas => coverage.Value.Keys;

    /// <summary>Where a small area lay through time.</summary>
    public PaintedTimeline<Lying> CoverageOf(OnsCode area) => coverage.Value.GetValueOrDefault(area) ?? PaintedTimeline.Paint<Lying>([]);

    /// <summary>The commissioner a small area lay in on a day, and why.</summary>
    public Coverage? CommissionerOf(OnsCode area, DateOnly day) =>
        CoverageOf(area).On(day) is { Value: { } lies } stretch ? new(area, lies.Commissioner, lies.LocalAuthority, stretch.Days, stretch.Source) : null;

    /// <summary>The small areas that lay in a commissioner's area on a day.</summary>
    public IReadOnlyList<OnsCode> AreasOf(OdsCode commissioner, DateOnly day) =>
        [.. coverage.Value.Where(c => c.Value.On(day)?.Value?.Commissioner == commissioner).Select(c => c.Key).Order()];

    /// <summary>How many patients each practice had: the latest edition up to a day, or the first after it; none where there is no edition.</summary>
    public RegisteredLists? ListsFor(DateOnly day)
    {
        var editions = releases.Where(r => r.Release.Kind == RegisteredLists.ReleaseKind).ToList();
        return (editions.LastOrDefault(r => r.Release.Edition <= day) ?? editions.FirstOrDefault()) is { } edition ? ListsOf(edition) : null;
    }

    /// <summary>Every edition of how many patients each practice had, oldest first.</summary>
    public IEnumerable<RegisteredLists> Lists => releases.Where(r => r.Release.Kind == RegisteredLists.ReleaseKind).Select(ListsOf);

    private RegisteredLists ListsOf(ReleaseEvidence edition) => lists.GetOrAdd(edition.Release, _ => RegisteredLists.In(edition));

    /// <summary>Works out practices and small areas side by side, for what needs both: together they are nearly all of the work that the register takes.</summary>
    internal void WorkOutPlaces()
    {
        if (!mentioned.IsValueCreated || !coverage.IsValueCreated)
            Parallel.Invoke(() => _ = mentioned.Value, () => _ = coverage.Value);
    }

    /// <summary>How many patients each practice had, edition by edition, the oldest first; of an edition that was received again, as it was received last.</summary>
    public IEnumerable<(Release Edition, ListSize Size)> ListSizes =>
        from editions in releases.Where(r => r.Release.Kind == RegisteredLists.ReleaseKind).GroupBy(r => r.Release.Edition)
        let edition = editions.Last()
        from size in edition.ListSizes.Value
        select (edition.Release, size);

    /// <summary>The council of every district that some look-up names, in order of code.</summary>
    public IEnumerable<(OnsCode District, UpperTier Council)> UpperTiers => upperTiers.Value.OrderBy(t => t.Key).Select(t => (t.Key, t.Value));

    /// <summary>The upper-tier or unitary council that a district lies in or is; none where no look-up says.</summary>
    public UpperTier? UpperTierOf(OnsCode district) =>
        upperTiers.Value.GetValueOrDefault(district) ?? (UpperTier.IsItsOwn(district) ? new UpperTier(district, "", default) : null);

    /// <summary>Where releases differ about a practice's commissioner on days that both had seen.</summary>
    public IEnumerable<(PracticeCode Practice, Contradiction<OdsCode> Contradiction)> MembershipContradictions =>
        memberships.Value.SelectMany(m => m.Value.Contradictions.Select(c => (m.Key, c)));

    /// <summary>Where releases or files of evidence differ from what travels with the product about organisations and successions.</summary>
    public IReadOnlyList<Finding> OrganisationContradictions =>
        [.. OrganisationRoll.Contradictions(facts, releases, changes), .. ClaimContradictions()];

    private static Lying Moved(Lying? lies, OdsCode to) => new(to, lies?.LocalAuthority);

    /// <param name="statements">Oldest edition first.</param>
    /// <param name="whole">What of a body's is handed over where these subjects are.</param>
    /// <param name="listed">The subjects that a hand-over lists.</param>
    private Dictionary<TKey, PaintedTimeline<TValue>> Painted<TKey, TValue>(
        IEnumerable<(TKey Subject, Statement<TValue> Statement)> statements, HandedOver whole, Func<Handover, IReadOnlyList<TKey>> listed, Func<TValue, OdsCode> body, Func<TValue?, OdsCode, TValue> move)
        where TKey : notnull where TValue : struct
    {
        Dictionary<TKey, List<Statement<TValue>>> bySubject = [];
        foreach (var (subject, statement) in statements)
        {
            if (!bySubject.TryGetValue(subject, out var list))
                bySubject[subject] = list = [];
            list.Add(statement);
        }

        var byDay = changes.Handovers.Where(h => h.What == HandedOver.Listed ? listed(h).Count > 0 : h.What == whole || (h.What == HandedOver.Everything && !IsOpenOn(h.From!.Value, h.On)))
            .GroupBy(h => h.On).OrderBy(d => d.Key)
            .Select(d => (On: d.Key, Whole: d.Where(h => h.What != HandedOver.Listed).ToLookup(h => h.From!.Value), Listed: d.SelectMany(h => listed(h).Select(subject => (subject, h))).ToLookup(l => l.subject, l => l.h))).ToList();
        foreach (var subject in byDay.SelectMany(d => d.Listed).Select(l => l.Key))
            bySubject.TryAdd(subject, []);
        return bySubject.ToDictionary(s => s.Key, s => PaintedTimeline.Paint(byDay.Count == 0 ? s.Value : HandedOn(s.Key, s.Value)));

        // An instrument takes its place among the releases as one of the edition of its day, and a release of that very day has seen it.
        List<Statement<TValue>> HandedOn(TKey subject, List<Statement<TValue>> stated)
        {
            List<Statement<TValue>> laid = new(stated.Count + 1);
            var next = 0;
            foreach (var day in byDay)
            {
                while (next < stated.Count && stated[next].Source.Release.Edition < day.On)
                    laid.Add(stated[next++]);
                var eve = day.On.AddDays(-1);
                var on = laid.FindLast(s => s.Days.Contains(eve));
                // What is listed goes where the list says, though the body that had it is handed over whole.
                foreach (var handover in day.Listed.Contains(subject) ? day.Listed[subject] : Holder(on, eve) is { } holder ? day.Whole[holder] : [])
                    laid.Add(new(new(day.On), handover.To is { } to ? move(on.Value, to) : default(TValue?), handover.Source));
            }

            laid.AddRange(stated.Skip(next));
            return laid;
        }

        OdsCode? Holder(Statement<TValue> statement, DateOnly day) => statement.Value is not { } value ? null
            : statement.Days.Last is null && Find(body(value))?.Closed < day ? SuccessorOn(body(value), day) is [var only] ? only : null
            : body(value);
    }

    private bool IsOpenOn(OdsCode code, DateOnly day) => Find(code)?.IsOpenOn(day) == true;

    /// <summary>What was stated without an end goes on past the close of the body it names: to that body's only successor, or, where there is not exactly one, to nobody.</summary>
    private Dictionary<TKey, PaintedTimeline<TValue>> Carried<TKey, TValue>(
        Dictionary<TKey, PaintedTimeline<TValue>> painted, Func<TValue, OdsCode> body, Func<TValue, OdsCode, TValue> move)
        where TKey : notnull where TValue : struct
    {
        foreach (var (subject, timeline) in painted)
            if (timeline.HasAny(s => NeedsCarrying(s) is not null))
                painted[subject] = timeline.Rewrite(Carry);
        return painted;

        DateOnly? NeedsCarrying(Stretch<TValue> stretch) =>
            stretch.Value is { } value && stretch.Statement.Days.Last is null
            && closings.Value.TryGetValue(body(value), out var closed) && (stretch.Days.Last is not { } last || closed < last)
                ? closed
                : null;

        IEnumerable<Stretch<TValue>> Carry(Stretch<TValue> stretch)
        {
            if (NeedsCarrying(stretch) is not { } closed)
                return [stretch];

            var value = stretch.Value!.Value;
            var from = body(value);
            var moved = closed < stretch.Days.First ? stretch.Days.First : closed.AddDays(1);
            var rest = new DateSpan(moved, stretch.Days.Last);
            TValue? next = SuccessorOn(from, moved) is [var only] ? move(value, only) : null;
            var because = next is { } v
                ? $"carried over by succession: {from} closed on {closed:yyyy-MM-dd} and {body(v)} is its only successor"
                : $"cannot be carried over: {from} closed on {closed:yyyy-MM-dd} and does not have exactly one successor";
            var carried = new Stretch<TValue>(rest, new(new(moved), next, stretch.Source with { Because = because }));
            var onwards = Carry(carried);
            return moved > stretch.Days.First
                ? [stretch with { Days = new(stretch.Days.First, closed) }, .. onwards]
                : onwards;
        }
    }

    /// <summary>A release speaks about a practice from the first day of joining it gives, onwards: where it states an end and nothing after it, it says there was no commissioner.</summary>
    private IEnumerable<(PracticeCode, Statement<OdsCode>)> MembershipStatements()
    {
        foreach (var release in releases)
            foreach (var spells in release.Memberships.Value.GroupBy(m => m.Practice))
            {
                DateOnly? free = null;
                var line = 0;
                foreach (var spell in spells.OrderBy(m => m.Days.First))
                {
                    if (free is { } gap && gap < spell.Days.First)
                        yield return (spells.Key, new(new(gap, spell.Days.First.AddDays(-1)), null, new(release.Release, line)));
                    yield return (spells.Key, new(spell.Days, spell.Commissioner, new(release.Release, spell.Line)));
                    (free, line) = (spell.Days.Last is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : null, spell.Line);
                }

                if (free is { } end)
                    yield return (spells.Key, new(new(end), null, new(release.Release, line)));
            }
    }

    private IEnumerable<(OnsCode, Statement<Lying>)> CoverageStatements() =>
        from release in releases
        from row in release.Coverage.Value
        select (row.Area, new Statement<Lying>(new DateSpan(release.Release.Edition), row.Lies, new Source(release.Release, row.Line)));

    private Dictionary<PracticeCode, List<PracticeListing>> CompilePractices()
    {
        Dictionary<PracticeCode, List<PracticeListing>> byCode = [];
        foreach (var listing in releases.SelectMany(r => r.Practices.Value))
        {
            if (!byCode.TryGetValue(listing.Code, out var listings))
                byCode[listing.Code] = listings = [];

            // Of two releases of one edition, the one learned last speaks for it.
            if (listings.Count > 0 && listings[^1].Source.Release.Edition == listing.Source.Release.Edition)
                listings.RemoveAt(listings.Count - 1);
            listings.Add(listing);
        }

        return byCode;
    }

    private Dictionary<OnsCode, OdsCode> CompileOnsCodes()
    {
        Dictionary<OnsCode, OdsCode> codes = [];
        foreach (var listing in releases.SelectMany(r => r.OnsListings.Value))
        {
            if (listing.Code is { } code)
                codes[listing.OnsCode] = code;
            foreach (var parent in listing.Parents)
                if (parent.Code is { } parentCode)
                    codes[parent.OnsCode] = parentCode;
        }

        foreach (var (code, coding) in facts.OnsCodes)
            codes[coding.Code] = code;
        return codes;
    }

    /// <summary>The product's own links, and where it has none of a kind for a body, those of the ONS look-ups, each from its edition until the next.</summary>
    private ILookup<OdsCode, Link> CompileLinks()
    {
        var stated = facts.Links.Select(l => (l.From, l.Kind)).ToHashSet();
        var learned =
            from release in releases
            from listing in release.OnsListings.Value
            let code = listing.Code ?? Find(listing.OnsCode)
            where code is not null
            from parent in listing.Parents
            let kind = parent.Link
            let to = parent.Code ?? Find(parent.OnsCode)
            where kind is not null && to is not null && !stated.Contains((code.Value, kind))
            select (From: code.Value, Kind: kind, To: to.Value, listing.Source);

        // A body that straddles two others has two links in one release, so the days are those between editions.
        var all = learned.GroupBy(l => (l.From, l.Kind)).SelectMany(links =>
            {
                var editions = links.Select(l => l.Source.Release.Edition).Distinct().Order().ToList();
                return links.Select(l => new Link(l.From, l.Kind, l.To, new(l.Source.Release.Edition, Next(editions, l.Source.Release.Edition)?.AddDays(-1)), l.Source));
            })
            .Concat(facts.Links);
        return HandedOn([.. all])
            .OrderBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.Days.First).ThenBy(l => l.To)
            .ToLookup(l => l.From);

        static DateOnly? Next(List<DateOnly> editions, DateOnly edition)
        {
            var at = editions.IndexOf(edition) + 1;
            return at < editions.Count ? editions[at] : null;
        }
    }

    /// <summary>What lay within a body that ended lies within the one that took over; and that lies in whatever all those that it came from lay in, while they themselves lie in nothing any more.</summary>
    private List<Link> HandedOn(List<Link> all)
    {
        foreach (var day in changes.Handovers.Where(h => h is { What: HandedOver.Everything, To: not null } && !IsOpenOn(h.From!.Value, h.On)).GroupBy(h => h.On))
        {
            var eve = day.Key.AddDays(-1);
            foreach (var made in day.GroupBy(h => h.To!.Value))
            {
                var own = made.Select(h => all.Where(l => l.From == h.From && l.Days.Contains(eve)).Select(l => (l.Kind, l.To)).ToHashSet()).ToList();
                foreach (var (kind, to) in own.Aggregate((a, b) => [.. a.Intersect(b)]))
                    if (!all.Any(l => l.From == made.Key && l.Kind == kind && l.Days.Contains(day.Key)))
                        all.Add(new(made.Key, kind, to, new(day.Key), made.First().Source));
            }

            foreach (var handover in day)
                foreach (var link in all.Where(l => (l.To == handover.From || l.From == handover.From) && l.Days.Contains(eve) && l.Days.Contains(day.Key)).ToList())
                {
                    all[all.IndexOf(link)] = link with { Days = new(link.Days.First, eve) };
                    if (link.To == handover.From)
                        all.Add(link with { To = handover.To!.Value, Days = new(day.Key, link.Days.Last), Source = handover.Source });
                }
        }

        return all;
    }

    private IEnumerable<Finding> ClaimContradictions()
    {
        foreach (var claim in releases.SelectMany(r => r.SuccessionClaims.Value))
        {
            var stated = SuccessorsOf(claim.From);
            if (!stated.Any(s => s.To == claim.To && s.On == claim.On))
                yield return new("succession-differs", Consequence.Note, claim.Source.Place,
                    $"{claim.From} became {claim.To} on {claim.On:yyyy-MM-dd} ({claim.Method})",
                    stated.Count == 0
                        ? "a succession that Remit's own tables have: they have none from this code"
                        : $"what Remit's own tables say: {string.Join("; ", stated.Select(s => $"{s.To?.ToString() ?? "nobody"} on {s.On:yyyy-MM-dd}"))}");
        }
    }
}
