using System.Globalization;

namespace Remit.Register;

/// <summary>How a body that has more than one to stand in its place is shared out among them.</summary>
public enum ShareBasis
{
    /// <summary>As the recorded successions have it; where a body was split, by registered lists, and where those do not say, by small areas.</summary>
    Succession,

    /// <summary>Every body by where its practices are on the other day, each with the patients on its list.</summary>
    Lists,

    /// <summary>Every body by where its small areas are on the other day, each counting one.</summary>
    Areas,
}

/// <summary>A body's part in another: its weight, out of the weights of all the shares.</summary>
public readonly record struct Share(OdsCode To, long Weight);

/// <summary>What stands on another day for what figures were kept by.</summary>
/// <param name="Shares">In order of code; one for what goes whole, none for what cannot be placed.</param>
/// <param name="Method">How it goes over: <c>same code</c>, <c>succession</c>, <c>patients</c>, <c>small areas</c>, <c>membership</c>, <c>its commissioner</c>, <c>coverage</c>; empty where it cannot be placed.</param>
/// <param name="Because">The successions, edition or line that says so; where it cannot be placed, why not.</param>
public sealed record Descent(IReadOnlyList<Share> Shares, string Method, string Because)
{
    /// <summary>The sum of the weights.</summary>
    public long Whole => Shares.Sum(s => s.Weight);

    internal static Descent All(OdsCode to, string method, string because) => new([new(to, 1)], method, because);

    internal static Descent Unplaced(string because) => new([], "", because);
}

/// <summary>How the bodies of one day map onto those of another, earlier or later: whole, or in shares where one was split or its practices went different ways.</summary>
/// <remarks>Every answer is worked out once. See decisions/0029.</remarks>
public sealed class Lineage
{
    private readonly RegisterAsKnown register;
    private readonly ShareBasis by;
    private readonly string? toKind;
    private readonly Scenario? under;
    private readonly Dictionary<string, Tier> tiersFrom = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Tier> tiersTo = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<Tier> localTo;
    private readonly Dictionary<OdsCode, Descent> descents = [];
    private readonly Dictionary<OdsCode, Descent> found = [];
    private readonly Dictionary<PracticeCode, Descent> practices = [];
    private readonly Dictionary<OnsCode, Descent> areas = [];
    private readonly Lazy<ILookup<OdsCode, OdsCode>> standing;
    private readonly Lazy<ILookup<OdsCode, PracticeCode>> membersFrom;
    private readonly Lazy<ILookup<OdsCode, OnsCode>> areasFrom;

    /// <param name="from">The day whose bodies the figures are by.</param>
    /// <param name="to">The day whose bodies they are wanted by.</param>
    /// <param name="toKind">The kind wanted; none for the kind they are by, or the local commissioners where they are by those.</param>
    /// <param name="under">Mergers proposed for the day after <paramref name="to"/>: what stands on that day goes on to the bodies that they would make.</param>
    /// <exception cref="ArgumentException">The mergers are proposed for another day.</exception>
    public Lineage(RegisterAsKnown register, DateOnly from, DateOnly to, string? toKind = null, ShareBasis by = ShareBasis.Succession, Scenario? under = null)
    {
        if (under is not null && under.Eve != to)
            throw new ArgumentException($"The mergers are proposed for {under.On:yyyy-MM-dd}, and {to:yyyy-MM-dd} is not the day before.", nameof(under));
        (this.register, From, To, this.toKind, this.by, this.under) = (register, from, to, toKind, by, under);
        localTo = new(() => new(register, null, to));
        standing = new(Standing);
        membersFrom = new(() => register.MembershipsOn(from).ToLookup(m => m.Commissioner, m => m.Practice));
        areasFrom = new(() => register.SmallAreas.Select(a => (Area: a, In: register.CommissionerOf(a, from)?.Commissioner)).Where(a => a.In is not null).ToLookup(a => a.In!.Value, a => a.Area));
    }

    public DateOnly From { get; }
    public DateOnly To { get; }

    /// <summary>What stands for an organisation.</summary>
    public Descent Of(OdsCode body)
    {
        if (!descents.TryGetValue(body, out var descent))
            descents[body] = descent = under is null ? Found(body)
                : under.Mergers.Any(m => m.Area is not null) ? Descent.Unplaced("a new body's area is not made of whole bodies, so that figures by practice or small area can be restated under it and figures by body cannot")
                : Onwards(Found(body), to => under.After(to));
        return descent;
    }

    /// <summary>What a practice belongs to; where it belonged to nobody on that day, what stands for the commissioner it had on the day of the figures.</summary>
    public Descent Of(PracticeCode practice)
    {
        if (!practices.TryGetValue(practice, out var descent))
            practices[practice] = descent = under is null ? Find(practice) : Onwards(Find(practice), to => under.After(practice, to));
        return descent;
    }

    /// <summary>What a small area lies in.</summary>
    public Descent Of(OnsCode area)
    {
        if (!areas.TryGetValue(area, out var descent))
            areas[area] = descent = under is null ? Find(area) : Onwards(Find(area), to => under.After(area, to));
        return descent;
    }

    private Descent Found(OdsCode body)
    {
        if (!found.TryGetValue(body, out var descent))
            found[body] = descent = Find(body);
        return descent;
    }

    /// <summary>A descent carried on to the bodies that the mergers would make: shares that go to one are one.</summary>
    private Descent Onwards(Descent descent, Func<OdsCode, OdsCode?> after)
    {
        SortedDictionary<OdsCode, long> weights = [];
        foreach (var share in descent.Shares)
            if (after(share.To) is { } to)
                weights[to] = weights.GetValueOrDefault(to) + share.Weight;
            else
                return Descent.Unplaced($"under {under!.Name} it would be in nobody: the area proposed does not have it");
        return weights.Keys.SequenceEqual(descent.Shares.Select(s => s.To)) ? descent : descent with { Shares = Above(weights), Because = $"{descent.Because}; under {under!.Name} that is {string.Join(" and ", weights.Keys)}" };
    }

    private Descent Find(OdsCode body)
    {
        if (register.Find(body) is not { } organisation)
            return Descent.Unplaced($"the register has no organisation {body}");
        if (organisation.On(From) is not { } was)
            return Descent.Unplaced($"{body} {organisation.NameNear(From)} was not open on {From:yyyy-MM-dd}: it was open {new Time.DateSpan(organisation.Opened, organisation.Closed)}");

        var isLocal = register.PaysLocally(was.Kind);
        // A body that is no local commissioner may have successors of its own; only where it has none is it taken by those within it.
        if (by == ShareBasis.Succession && !isLocal && (toKind is null || Same(toKind, was.Kind)) && StandingFor(body) is [var only])
            return Whole(body, [body], only);

        var locals = isLocal ? [body] : TierOn(From, was.Kind).LocalsOf(body);
        if (locals.Count == 0)
            locals = [body];
        var tier = toKind is null && (isLocal || TierOn(To, was.Kind).Bodies.Count == 0) ? localTo.Value : TierOn(To, toKind ?? was.Kind);
        if (tier.Bodies.Count == 0)
            return Descent.Unplaced($"no {tier.Kind} was open on {To:yyyy-MM-dd}");

        HashSet<OdsCode>? among = null;
        if (by == ShareBasis.Succession)
        {
            var targets = locals.SelectMany(StandingFor).Select(tier.BodyOf).OfType<OdsCode>().ToHashSet();
            if (targets.Count == 1)
                return Whole(body, locals, targets.Single());
            // Where nobody is recorded as standing in its place, its practices and areas are still somewhere.
            among = targets.Count > 0 ? targets : null;
        }

        return (by == ShareBasis.Areas ? null : ByLists(locals, tier, among)) ?? (by == ShareBasis.Lists ? null : ByAreas(locals, tier, among))
            ?? Descent.Unplaced($"{body} {was.Name} has {(among is null ? "nobody recorded in its place" : $"{among.Count} bodies in its place, {string.Join(" and ", among.Order())},")} on {To:yyyy-MM-dd}, "
                + $"and {(by == ShareBasis.Areas ? "no small areas say" : by == ShareBasis.Lists ? "no registered lists say" : "neither registered lists nor small areas say")} how to share it out");
    }

    private Descent Find(PracticeCode practice)
    {
        var tier = toKind is null ? localTo.Value : TierOn(To, toKind);
        if (tier.BodyOf(practice) is { } body)
            return Descent.All(body, "membership", register.CommissionerOf(practice, To)!.Source.ToString());
        if (register.ListingsOf(practice).Count == 0 && register.MembershipsOf(practice).Stretches.Count == 0)
            return Descent.Unplaced($"the register has no practice {practice}");
        if (register.CommissionerOf(practice, From) is not { } membership)
            return Descent.Unplaced($"practice {practice} was in no commissioner on {From:yyyy-MM-dd} or on {To:yyyy-MM-dd}");
        var descent = Found(membership.Commissioner);
        return descent with { Method = descent.Shares.Count == 0 ? "" : "its commissioner", Because = $"{practice} was in no {tier.Kind} on {To:yyyy-MM-dd}, so it goes as {membership.Commissioner}, to which it belonged on {From:yyyy-MM-dd}: {descent.Because}" };
    }

    private Descent Find(OnsCode area)
    {
        var tier = toKind is null ? localTo.Value : TierOn(To, toKind);
        return tier.BodyOf(area) is { } body
            ? Descent.All(body, "coverage", register.CommissionerOf(area, To)!.Source.ToString())
            : Descent.Unplaced($"no look-up says which {tier.Kind} small area {area} lay in on {To:yyyy-MM-dd}");
    }

    private Descent Whole(OdsCode body, IReadOnlyList<OdsCode> locals, OdsCode to)
    {
        if (body == to)
            return Descent.All(to, "same code", $"{body} was open on both days");
        var steps = locals.SelectMany(StepsOf).Select(s => $"{s.From} became {s.To} on {s.On:yyyy-MM-dd} ({s.How}; {s.Source})").Distinct().ToList();
        return Descent.All(to, "succession", steps.Count > 0 ? string.Join("; ", steps) : $"{string.Join(", ", locals)} lay within {to} on {To:yyyy-MM-dd}");
    }

    /// <summary>The successions on the way from a body to those that stand for it, earliest first.</summary>
    private IEnumerable<Succession> StepsOf(OdsCode body)
    {
        var (first, last) = From < To ? (From, To) : (To, From);
        List<Succession> steps = [];
        HashSet<OdsCode> seen = [];
        Follow(body);
        return steps.OrderBy(s => s.On).ThenBy(s => s.From);

        void Follow(OdsCode at)
        {
            // A body that is open on both days stands for itself, whatever else took something on from it.
            if (!seen.Add(at) || register.Find(at)?.IsOpenOn(To) == true)
                return;
            foreach (var step in (From < To ? register.SuccessorsOf(at) : register.PredecessorsOf(at)).Where(s => first < s.On && s.On <= last && s.To is not null))
            {
                steps.Add(step);
                Follow(From < To ? step.To!.Value : step.From);
            }
        }
    }

    /// <summary>The bodies open on the other day that stand for a body: its successors, or going back those whose successor it is.</summary>
    private List<OdsCode> StandingFor(OdsCode body) =>
        From <= To ? [.. register.SuccessorOn(body, To).Where(s => register.Find(s)?.IsOpenOn(To) == true)] : [.. standing.Value[body]];

    private ILookup<OdsCode, OdsCode> Standing() =>
        (from organisation in register.Organisations
         where organisation.IsOpenOn(To)
         from successor in register.SuccessorOn(organisation.Code, From)
         select (successor, organisation.Code)).ToLookup(s => s.successor, s => s.Code);

    private Descent? ByLists(IReadOnlyList<OdsCode> locals, Tier tier, HashSet<OdsCode>? among)
    {
        if (register.ListsFor(From) is not { } lists)
            return null;
        SortedDictionary<OdsCode, long> weights = [];
        var (counted, all, patients, allPatients) = (0, 0, 0L, 0L);
        foreach (var practice in locals.SelectMany(l => membersFrom.Value[l]))
        {
            if (lists.Of(practice) is not { } size)
                continue;
            (all, allPatients) = (all + 1, allPatients + size);
            if (tier.BodyOf(practice) is not { } body || among?.Contains(body) == false)
                continue;
            weights[body] = weights.GetValueOrDefault(body) + size;
            (counted, patients) = (counted + 1, patients + size);
        }

        return patients == 0 ? null : new(Above(weights), "patients",
            string.Create(CultureInfo.InvariantCulture, $"{counted:N0} of {all:N0} practices with {patients:N0} of {allPatients:N0} patients on {lists.Release} are in one of them on both days"));
    }

    private Descent? ByAreas(IReadOnlyList<OdsCode> locals, Tier tier, HashSet<OdsCode>? among)
    {
        SortedDictionary<OdsCode, long> weights = [];
        var (counted, all) = (0, 0);
        HashSet<Release> releases = [];
        foreach (var area in locals.SelectMany(l => areasFrom.Value[l]))
        {
            all++;
            if (tier.BodyOf(area) is not { } body || among?.Contains(body) == false)
                continue;
            weights[body] = weights.GetValueOrDefault(body) + 1;
            counted++;
            releases.Add(register.CommissionerOf(area, To)!.Source.Release);
        }

        return counted == 0 ? null : new(Above(weights), "small areas",
            string.Create(CultureInfo.InvariantCulture, $"{counted:N0} of {all:N0} small areas are in one of them on both days ({string.Join("; ", releases.OrderBy(r => r.Edition))})"));
    }

    private static IReadOnlyList<Share> Above(SortedDictionary<OdsCode, long> weights) => [.. weights.Where(w => w.Value > 0).Select(w => new Share(w.Key, w.Value))];

    private Tier TierOn(DateOnly day, string kind)
    {
        // The same day asked for from both ends is two look-ups of one tier: rare, and cheap.
        var tiers = day == From ? tiersFrom : tiersTo;
        if (!tiers.TryGetValue(kind, out var tier))
            tiers[kind] = tier = new(register, kind, day);
        return tier;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
