namespace Remit.Register;

/// <summary>What one release says, read when first asked for.</summary>
public sealed class ReleaseEvidence(Release release)
{
    public Release Release => release;

    public Lazy<IReadOnlyList<MembershipRow>> Memberships { get; init; } = Nothing<MembershipRow>();
    public Lazy<IReadOnlyList<PracticeListing>> Practices { get; init; } = Nothing<PracticeListing>();
    public Lazy<IReadOnlyList<OrganisationListing>> Organisations { get; init; } = Nothing<OrganisationListing>();
    public Lazy<IReadOnlyList<CoverageRow>> Coverage { get; init; } = Nothing<CoverageRow>();

    /// <summary>
    /// Coverage whose commissioners are named by ONS codes, given what translates those; none where <see cref="Coverage"/> says all. The same file can so say
    /// less at an instant at which fewer codes were known.
    /// </summary>
    public Func<Func<OnsCode, OdsCode?>, IReadOnlyList<CoverageRow>>? CoverageGiven { get; init; }

    public Lazy<IReadOnlyList<OnsListing>> OnsListings { get; init; } = Nothing<OnsListing>();
    public Lazy<IReadOnlyList<SuccessionClaim>> SuccessionClaims { get; init; } = Nothing<SuccessionClaim>();
    public Lazy<IReadOnlyList<ListSize>> ListSizes { get; init; } = Nothing<ListSize>();
    public Lazy<IReadOnlyList<UpperTierRow>> UpperTiers { get; init; } = Nothing<UpperTierRow>();

    /// <summary>This evidence with its coverage translated.</summary>
    internal ReleaseEvidence Given(Func<OnsCode, OdsCode?> odsOf) => CoverageGiven is not { } coverage ? this : new(release)
    {
        Memberships = Memberships,
        Practices = Practices,
        Organisations = Organisations,
        Coverage = new(() => coverage(odsOf)),
        OnsListings = OnsListings,
        SuccessionClaims = SuccessionClaims,
        ListSizes = ListSizes,
        UpperTiers = UpperTiers,
    };

    /// <summary>This evidence with nothing but names and codes.</summary>
    internal ReleaseEvidence NamesOnly => new(release) { OnsListings = OnsListings };

    /// <summary>This evidence without what it says of bodies, and of who belonged to whom.</summary>
    internal ReleaseEvidence PlacesOnly => new(release) { Practices = Practices, OnsListings = OnsListings, ListSizes = ListSizes, UpperTiers = UpperTiers };

    private static Lazy<IReadOnlyList<T>> Nothing<T>() => new(() => []);
}

/// <summary>Everything that has been learned: the facts that travel with the product, every release that was ever activated, and what instruments do to the register.</summary>
public sealed class Evidence
{
    private readonly NationalFacts facts;
    private readonly ReleaseEvidence[] releases;
    private readonly Func<DateTimeOffset, Changes> changes;
    private readonly DateTimeOffset[] turns;
    private readonly Dictionary<int, RegisterAsKnown> byTurnsPassed = [];

    /// <param name="releases">In any order: they are laid down by edition, then by when they were learned, then by hash.</param>
    /// <param name="changes">What instruments do to the register, as known at an instant; nothing if not said.</param>
    /// <param name="turns">The instants at which that may become another: an instrument is learned, or taken back.</param>
    public Evidence(NationalFacts facts, IEnumerable<ReleaseEvidence> releases, Func<DateTimeOffset, Changes>? changes = null, IEnumerable<DateTimeOffset>? turns = null)
    {
        this.facts = facts;
        this.changes = changes ?? (_ => Changes.None);
        this.releases = [.. releases
            .OrderBy(r => r.Release.Edition).ThenBy(r => r.Release.LearnedAt).ThenBy(r => r.Release.Sha256, StringComparer.Ordinal)];
        this.turns = [.. this.releases.Select(r => r.Release.LearnedAt).Concat(turns ?? []).Distinct()];
    }

    /// <summary>The releases, oldest edition first.</summary>
    public IReadOnlyList<Release> Releases => [.. releases.Select(r => r.Release)];

    /// <summary>The register as anyone could have known it at an instant: what was learned later is not seen.</summary>
    public RegisterAsKnown KnownAt(DateTimeOffset instant)
    {
        // What was known depends only on which turns have passed, and those are ordered, so their count tells it.
        var passed = turns.Count(t => t <= instant);
        if (!byTurnsPassed.TryGetValue(passed, out var register))
        {
            var seen = releases.Where(r => r.Release.LearnedAt <= instant).ToArray();
            // Translating ONS codes needs only names and codes, which themselves need no translating.
            var names = new Lazy<RegisterAsKnown>(() => new(facts, [.. seen.Select(r => r.NamesOnly)], Changes.None));
            byTurnsPassed[passed] = register = new RegisterAsKnown(facts, [.. seen.Select(r => r.Given(code => names.Value.Find(code)))], changes(instant));
        }

        return register;
    }

    /// <summary>The register with everything known to date.</summary>
    public RegisterAsKnown ToDate => KnownAt(DateTimeOffset.MaxValue);

    /// <summary>The commissioner a practice belonged to on a day, as far as was known at an instant.</summary>
    public Membership? CommissionerOf(PracticeCode practice, AsOf asked) => KnownAt(asked.KnownAt).CommissionerOf(practice, asked.Day);

    /// <summary>The commissioner a small area lay in on a day, as far as was known at an instant.</summary>
    public Coverage? CommissionerOf(OnsCode area, AsOf asked) => KnownAt(asked.KnownAt).CommissionerOf(area, asked.Day);
}
