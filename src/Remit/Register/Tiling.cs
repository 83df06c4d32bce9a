using Remit.Time;

namespace Remit.Register;

/// <summary>The part of an upper-tier council that lies in a body's area.</summary>
/// <param name="Council">None where no look-up says in which council the areas lie.</param>
/// <param name="Inside">Small areas of the council in the body.</param>
/// <param name="All">Small areas of the council anywhere; none where it may have more, in districts whose council is not known.</param>
/// <param name="Districts">The districts whose council is not known; empty where it is.</param>
public sealed record CouncilPart(OdsCode Body, UpperTier? Council, int Inside, int? All, IReadOnlyList<OnsCode> Districts)
{
    /// <summary>Whether the council lies wholly in the body; none where that cannot be told.</summary>
    public bool? IsWhole => Council is null || All is null ? null : Inside == All;

    public override string ToString() => Council is null
        ? $"{SmallAreas(Inside)} of districts whose council no look-up has ({string.Join(", ", Districts)})"
        : $"{(Council.Name.Length > 0 ? $"{Council.Name} ({Council.Code})" : Council.Code.ToString())}{IsWhole switch { true => ", whole", false => $", {Inside:N0} of {SmallAreas(All!.Value)}", null => $", {SmallAreas(Inside)}; whether that is all of it cannot be told" }}";

    private static string SmallAreas(int count) => count == 1 ? "1 small area" : $"{count:N0} small areas";
}

/// <summary>
/// The law of tiling: on any day every practice is in exactly one commissioner, and the areas of commissioners cover England with no gap and no overlap
/// (National Health Service Act 2006, section 14A, as it stood for the groups of 2013). What breaks it is found, and named place by place.
/// </summary>
public static class Tiling
{
    /// <summary>The code of the finding that a body crosses the boundary of a council.</summary>
    public const string Crosses = "crosses-a-council";

    /// <summary>Every practice or small area that is in no commissioner, in one that is not known, in one that is not open that day, or in a body that has places only through the local commissioners within it.</summary>
    /// <remarks>A footprint gives each place at most one commissioner: two files that differ about one are a contradiction, which the register resolves and shows.</remarks>
    public static IReadOnlyList<Finding> Broken(Footprint footprint) =>
        [.. footprint.Practices.Select(p => Broken(footprint, p)).Concat(footprint.Areas.Select(a => Broken(footprint, a))).OfType<Finding>()];

    /// <summary>The same for every day of a span, each finding with its days. Every day counts: each place is looked at once for each run of days on which nothing about it changes.</summary>
    public static IReadOnlyList<(DateSpan Days, Finding Finding)> BrokenThrough(RegisterAsKnown register, DateSpan days)
    {
        List<(DateSpan Days, Finding Finding)> broken = [];
        Dictionary<OdsCode, Organisation?> bodies = [];
        Organisation? Find(OdsCode code) => bodies.TryGetValue(code, out var known) ? known : bodies[code] = register.Find(code);
        Footprint On(DateOnly day) => new(day, [], [], code => Find(code) is { } body ? new(body.Opened, body.Closed) : null, code => Find(code)?.IsOpenOn(day) == true) { Instead = code => Footprint.InsteadOf(register, code, day) };
        IEnumerable<DateSpan> Bodies(IEnumerable<OdsCode?> codes) => codes.OfType<OdsCode>().Distinct().SelectMany(c => Find(c)?.Standings ?? []).Select(s => s.Days);

        foreach (var practice in register.Practices)
        {
            var (members, open, listings) = (register.MembershipsOf(practice).Stretches, register.OpenDaysOf(practice), register.ListingsOf(practice));
            foreach (var run in days.CutBy([.. members.Select(s => s.Days), .. open.Stretches.Select(s => s.Days), .. listings.Select(l => new DateSpan(l.Source.Release.Edition)), .. Bodies(members.Select(s => s.Value))]))
                if (open.On(run.First)?.Value == true && register.ListingOf(practice, run.First) is { } listing && RegisterCheck.IsCounted(listing))
                {
                    var member = members.FirstOrDefault(s => s.Days.Contains(run.First));
                    Add(run, Broken(On(run.First), new PracticePlace(listing, member.Value, null, member.Statement == default ? listing.Source : member.Source)));
                }
        }

        foreach (var area in register.SmallAreas)
        {
            var stretches = register.CoverageOf(area).Stretches;
            foreach (var run in days.CutBy([.. stretches.Select(s => s.Days), .. Bodies(stretches.Select(s => s.Value?.Commissioner))]))
                if (stretches.FirstOrDefault(s => s.Days.Contains(run.First)) is { Statement: var stated } stretch && stated != default)
                    Add(run, Broken(On(run.First), new AreaPlace(area, stretch.Value?.Commissioner, null, stretch.Source)));
        }

        return broken;

        void Add(DateSpan run, Finding? finding)
        {
            if (finding is null)
                return;
            // What goes on unchanged is one finding, told of its first day.
            if (broken is [.., var last] && last.Finding.Place == finding.Place && last.Finding.Code == finding.Code && last.Days.Last?.AddDays(1) == run.First)
                broken[^1] = (new(last.Days.First, run.Last), last.Finding);
            else
                broken.Add((run, finding));
        }
    }

    private static Finding? Broken(Footprint footprint, PracticePlace place)
    {
        var (practice, commissioner, _, source) = place;
        return commissioner is { } code ? Broken(footprint, $"{practice.Code} {practice.Name}", code, source) : new("practice-without-commissioner", Consequence.Note, source.Place,
            $"{practice.Code} {practice.Name}, open on {footprint.Day:yyyy-MM-dd}, in no commissioner",
            source.Because is { Length: > 0 } because ? $"exactly one; {because}" : "exactly one: import the membership archive or a list of practices that says which");
    }

    private static Finding? Broken(Footprint footprint, AreaPlace place) => place.Commissioner is { } code ? Broken(footprint, place.Area.ToString(), code, place.Source)
        : new("area-without-commissioner", Consequence.Note, place.Source.Place, $"{place.Area} in no commissioner on {footprint.Day:yyyy-MM-dd}", $"exactly one; {place.Source.Because}");

    private static Finding? Broken(Footprint footprint, string place, OdsCode commissioner, Source source) => footprint.IsOpen(commissioner)
        ? footprint.Instead(commissioner) is { } instead ? new("not-a-local-commissioner", Consequence.Note, source.Place, $"{place} in {commissioner} on {footprint.Day:yyyy-MM-dd}", instead) : null
        : footprint.Openings(commissioner) is { } days
            ? new("commissioner-not-open", Consequence.Note, source.Place, $"{place} in {commissioner} on {footprint.Day:yyyy-MM-dd}", $"a commissioner open that day: {commissioner} was open {days}")
            : new("unknown-commissioner", Consequence.Note, source.Place, $"{place} in {commissioner}", "a commissioner that the register has");

    /// <summary>The parts of upper-tier councils that lie in each body, in order of body, the largest part first.</summary>
    public static IReadOnlyList<CouncilPart> Councils(RegisterAsKnown register, Footprint footprint)
    {
        Dictionary<OnsCode, UpperTier?> upperTiers = [];
        var located = footprint.Areas.Where(a => a is { Commissioner: not null, District: not null })
            .Select(a => (Body: a.Commissioner!.Value, District: a.District!.Value, Council: UpperTierOf(a.District!.Value))).ToList();
        // A district whose council is not known may be part of any county; a council that is both tiers in one has no other district.
        var someUnknown = footprint.Areas.Any(a => a.Area.Entity[0] == 'E' && (a.District is not { } district || UpperTierOf(district) is null));
        var all = located.Where(l => l.Council is not null).CountBy(l => l.Council!.Code).ToDictionary();
        return
        [
            .. located.GroupBy(l => (l.Body, Council: l.Council?.Code))
                .Select(part => new CouncilPart(part.Key.Body, part.First().Council, part.Count(), part.Key.Council is { } council && (!someUnknown || UpperTier.IsItsOwn(council)) ? all[council] : null,
                    part.Key.Council is null ? [.. part.Select(p => p.District).Distinct().Order()] : []))
                .OrderBy(p => p.Body).ThenByDescending(p => p.Inside).ThenBy(p => p.Council?.Code),
        ];

        UpperTier? UpperTierOf(OnsCode district) => upperTiers.TryGetValue(district, out var known) ? known : upperTiers[district] = register.UpperTierOf(district);
    }

    /// <summary>Bodies whose area crosses the boundary of an upper-tier council: allowed, where it is best for those who live there, so a warning that names the councils.</summary>
    /// <remarks>One that may cross, because the council of some districts is not known, is found as well, under a code of its own.</remarks>
    public static IReadOnlyList<Finding> Crossings(IReadOnlyList<CouncilPart> councils) =>
    [
        .. from body in councils.GroupBy(c => c.Body)
           where body.Count() > 1 || body.Any(p => p.Council is null)
           select new Finding(Known(body) > 1 ? Crosses : "council-not-known", Consequence.Note, new Place(body.Key.ToString()),
               $"{body.Key} {Lies(body)}: {string.Join("; ", body)}", "one, or a case that crossing the boundary is best for those who live there"),
    ];

    /// <summary>What can be told of the councils that one body lies in.</summary>
    public static string Lies(IEnumerable<CouncilPart> body) => (Known(body), body.Any(p => p.Council is null)) switch
    {
        ( > 1 and var known, false) => $"crosses the boundaries of {known:N0} upper-tier councils",
        ( > 1 and var known, true) => $"crosses the boundaries of {known:N0} upper-tier councils, and has districts whose council is not known",
        (_, true) => "has districts whose council is not known: whether it crosses a boundary cannot be told",
        _ => "lies in one upper-tier council",
    };

    private static int Known(IEnumerable<CouncilPart> body) => body.Count(p => p.Council is not null);
}
