using System.Globalization;

namespace Remit.Register;

/// <summary>The size of a body on the eve of a merger, or of the one that would be made.</summary>
/// <param name="Practices">General practices that are open.</param>
/// <param name="Patients">On the lists of those practices, in the edition that the plan names; not known where there is none, or it has none of them.</param>
/// <param name="WithoutList">Practices that the edition does not have, so that their patients are not counted; not known where there is no edition.</param>
/// <param name="Areas">Small areas; not known where no look-up speaks about the day.</param>
public sealed record BodySize(OdsCode Code, string Name, OnsCode? OnsCode, int Practices, long? Patients, int? WithoutList, int? Areas);

/// <summary>One merger of a plan.</summary>
/// <param name="Bodies">Those that would end.</param>
/// <param name="Whole">The one that would take over.</param>
/// <param name="Councils">The parts of upper-tier councils it would have.</param>
/// <param name="Neighbours">The bodies outside it that have a part of one of those councils.</param>
/// <param name="Parents">The bodies that those that would end lie in or are served by, and how many of them: one of a kind is shared by all.</param>
public sealed record PlannedMerger(
    ProposedMerger Proposed, IReadOnlyList<BodySize> Bodies, BodySize Whole, IReadOnlyList<CouncilPart> Councils, IReadOnlyList<OdsCode> Neighbours, IReadOnlyList<(string Link, OdsCode Code, int Bodies)> Parents);

/// <summary>A practice or small area and the body it is in before and from the day.</summary>
/// <param name="Place">Its code.</param>
/// <param name="Local">The local commissioner that pays, the day before.</param>
/// <param name="Since">The first day it belonged to that local commissioner, where it is known.</param>
/// <param name="After">None where the area proposed leaves it with nobody.</param>
public readonly record struct PlannedMove(string Place, string Name, OdsCode? Local, DateOnly? Since, OdsCode? Before, OdsCode? After);

/// <summary>The practices and patients that a new body would have had, by where each practice of an edition of the lists is on the eve.</summary>
/// <param name="Practices">Practices that the edition has and that would be in the body.</param>
public sealed record PastSize(Release Lists, OdsCode Code, int Practices, long Patients);

/// <summary>A step of the checklist, with its day.</summary>
public sealed record DatedStep(DateOnly? Due, string Step, Source Source);

/// <summary>A factor to be weighed, and what the register can say of it: nothing where it has no evidence.</summary>
public sealed record WeighedFactor(string Factor, string Says, Source Source);

/// <summary>What would follow if bodies were merged, worked out from the register of the day before.</summary>
/// <remarks>Nothing that the register has for the day itself or after is read, so that a merger of the past is planned as it would have been beforehand. See decisions/0029.</remarks>
public sealed class MergerPlan
{
    /// <summary>What a plan will have once its module is built, a line for each.</summary>
    public static IReadOnlyList<(string Section, string Says)> NotBuilt { get; } =
    [
        ("contracts", "The contracts module is not built yet: contracts to novate and contracts with the same provider are not listed."),
        ("policies", "The policies module is not built yet: policies that differ for the same treatment are not listed."),
        ("open cases", "The case modules are not built yet: open cases are not listed."),
    ];

    /// <summary>What to say where <see cref="HasNoProcedure"/>.</summary>
    public const string NoProcedure = "No procedure is held here for bodies of this kind on this day: there is no checklist, and there are no factors.";

    private MergerPlan(Scenario scenario) => Scenario = scenario;

    public Scenario Scenario { get; }

    /// <summary>The day before, whose register the plan rests on.</summary>
    public DateOnly Eve => Scenario.Eve;

    /// <summary>The kind of body that would be merged.</summary>
    public required string Kind { get; init; }

    /// <summary>Every body of the kind on the eve, then every one from the day, in order of code.</summary>
    public required IReadOnlyList<BodySize> Before { get; init; }

    /// <inheritdoc cref="Before"/>
    public required IReadOnlyList<BodySize> After { get; init; }

    /// <summary>The edition that patients are counted in, or none.</summary>
    public required Release? Lists { get; init; }

    public required IReadOnlyList<PlannedMerger> Mergers { get; init; }
    public required IReadOnlyList<PlannedMove> Practices { get; init; }
    public required IReadOnlyList<PlannedMove> Areas { get; init; }

    /// <summary>Where the law of tiling is broken on the eve.</summary>
    public required IReadOnlyList<Finding> BrokenBefore { get; init; }

    /// <summary>Where it would be broken from the day.</summary>
    public required IReadOnlyList<Finding> BrokenAfter { get; init; }

    /// <summary>The breaks that the mergers would make: those from the day at places that were sound on the eve.</summary>
    public IReadOnlyList<Finding> Made => [.. BrokenAfter.ExceptBy(BrokenBefore.Select(f => (f.Code, f.Place)), f => (f.Code, f.Place))];

    /// <summary>The editions of the look-ups of small areas and of councils that the plan rests on, in words.</summary>
    public required IReadOnlyList<string> LookUps { get; init; }

    /// <summary>New bodies that would cross the boundary of a council, or may; none where no rule about that is held for their kind on the day.</summary>
    public required IReadOnlyList<Finding> Crossings { get; init; }

    /// <summary>The new bodies in every edition of the lists before the day, oldest first.</summary>
    public required IReadOnlyList<PastSize> History { get; init; }

    /// <summary>In order of day; what has none comes first.</summary>
    public required IReadOnlyList<DatedStep> Checklist { get; init; }
    public required IReadOnlyList<WeighedFactor> Factors { get; init; }

    /// <summary>Whether nothing is held of the procedure, so that an empty checklist does not mean that there is nothing to do.</summary>
    public bool HasNoProcedure => Checklist.Count == 0 && Factors.Count == 0;

    /// <summary>The smallest, the median and the largest number of patients among the bodies after; none where no body's is known.</summary>
    public (long Smallest, decimal Median, long Largest)? Patients =>
        After.Select(b => b.Patients).OfType<long>().Order().ToList() is { Count: > 0 } sizes ? (sizes[0], (sizes[(sizes.Count - 1) / 2] + sizes[sizes.Count / 2]) / 2m, sizes[^1]) : null;

    /// <summary>How many patients, of how many practices, the edition that patients are counted in has with practices that would have been the new body's and were closed by the eve; none where there are none.</summary>
    public (int Practices, long Patients)? Gone(PlannedMerger merger) =>
        History.FirstOrDefault(h => h.Lists == Lists && h.Code == merger.Proposed.Code) is { } past && past.Patients > merger.Whole.Patients
            ? (past.Practices - (merger.Whole.Practices - (merger.Whole.WithoutList ?? 0)), past.Patients - merger.Whole.Patients.Value) : null;

    /// <summary>What the published record leaves in doubt about the bodies on the eve.</summary>
    public required IReadOnlyList<Doubt> Doubts { get; init; }

    /// <param name="scenario">One that <see cref="Scenario.Impossible"/> finds nothing against.</param>
    /// <exception cref="ArgumentException">It does.</exception>
    public static MergerPlan Make(RegisterAsKnown register, Scenario scenario, MergerRules rules)
    {
        if (scenario.Impossible(register, m => new Place(m.Name)) is [var impossible, ..])
            throw new ArgumentException(impossible.ToString(), nameof(scenario));

        var eve = scenario.Eve;
        var kind = register.Find(scenario.Mergers[0].Bodies[0])!.On(eve)!.Kind;
        var tier = new Tier(register, kind, eve);
        var local = Footprint.On(register, eve);
        var before = local.By(tier);
        var after = before.Under(scenario);
        var lists = register.ListsFor(eve);
        var proposed = scenario.Mergers.ToDictionary(m => m.Code);
        string NameOf(OdsCode code) => proposed.TryGetValue(code, out var merger) ? merger.Name : register.Find(code)?.NameNear(eve) ?? "";

        var bodies = tier.Bodies.Select(b => b.Code).ToList();
        var ending = scenario.Mergers.SelectMany(m => m.Bodies).ToHashSet();
        var sizesBefore = Sizes(before, bodies, lists, code => register.Find(code)!.NameNear(eve), code => register.Find(code)!.OnsCodeOn(eve));
        var sizesAfter = Sizes(after, [.. bodies.Where(b => !ending.Contains(b)).Concat(proposed.Keys).Order()], lists, NameOf, code => proposed.ContainsKey(code) ? null : register.Find(code)!.OnsCodeOn(eve));
        var councils = Tiling.Councils(register, after);
        var mergers = scenario.Mergers.Select(m => Planned(m, sizesBefore, sizesAfter, councils, register, eve)).ToList();
        return new(scenario)
        {
            Kind = kind,
            Before = [.. sizesBefore.Values],
            After = [.. sizesAfter.Values],
            Lists = lists?.Release,
            Mergers = mergers,
            Practices = [.. Moves(local.Practices.Zip(before.Practices, after.Practices), p => (p.Practice.Code.ToString(), p.Practice.Name, p.Commissioner, p.Since))],
            Areas = [.. Moves(local.Areas.Zip(before.Areas, after.Areas), a => (a.Area.ToString(), "", a.Commissioner, null))],
            BrokenBefore = Tiling.Broken(before),
            BrokenAfter = Tiling.Broken(after),
            LookUps = RegisterCheck.LookUps(register, eve),
            Crossings = rules.Factors.Any(f => f.Kind == kind && f.Days.Contains(eve) && f.Evidence == "crossing") ? Tiling.Crossings([.. councils.Where(c => proposed.ContainsKey(c.Body))]) : [],
            Checklist = [.. rules.Steps.Where(s => s.Kind == kind && s.Mergers.Contains(scenario.On)).Select(s => new DatedStep(s.DueFor(scenario.On), s.Step, s.Source)).OrderBy(s => s.Due ?? DateOnly.MinValue)],
            Factors = [.. rules.Factors.Where(f => f.Kind == kind && f.Days.Contains(eve)).Select(f => new WeighedFactor(f.Factor, Says(f.Evidence, mergers, lists), f.Source))],
            Doubts = register.DoubtsOn(kind, eve),
            History = [.. register.Lists.Where(l => l.Release.Edition < scenario.On).SelectMany(edition => Past(register, edition, scenario, kind))],
        };
    }

    private static IEnumerable<PastSize> Past(RegisterAsKnown register, RegisteredLists edition, Scenario scenario, string kind)
    {
        var lineage = new Lineage(register, edition.Release.Edition, scenario.Eve, kind, under: scenario);
        var sizes = scenario.Mergers.Select(m => m.Code).Order().ToDictionary(code => code, _ => (Practices: 0, Patients: 0L));
        foreach (var (practice, patients) in edition.Patients)
        {
            var shares = lineage.Of(practice).Shares;
            // What is shared out is shared as rebase does it, so that the two agree to the patient.
            var parts = shares.Count > 1 ? new Figure(patients, 0).Apportion([.. shares.Select(s => s.Weight)]) : [new Figure(patients, 0)];
            foreach (var (n, share) in shares.Index())
                if (sizes.TryGetValue(share.To, out var size))
                    sizes[share.To] = (size.Practices + 1, size.Patients + (long)parts[n].Units);
        }

        return sizes.Where(s => s.Value.Practices > 0).Select(s => new PastSize(edition.Release, s.Key, s.Value.Practices, s.Value.Patients));
    }

    private static SortedDictionary<OdsCode, BodySize> Sizes(Footprint footprint, IReadOnlyList<OdsCode> bodies, RegisteredLists? lists, Func<OdsCode, string> name, Func<OdsCode, OnsCode?> ons)
    {
        var practices = footprint.Practices.Where(p => p.Commissioner is not null).ToLookup(p => p.Commissioner!.Value, p => lists?.Of(p.Practice.Code));
        var areas = footprint.Areas.Where(a => a.Commissioner is not null).CountBy(a => a.Commissioner!.Value).ToDictionary();
        SortedDictionary<OdsCode, BodySize> sizes = [];
        foreach (var body in bodies)
        {
            var (count, without) = (practices[body].Count(), practices[body].Count(p => p is null));
            sizes[body] = new(body, name(body), ons(body), count, lists is null || count > 0 && without == count ? null : practices[body].Sum(p => p ?? 0), lists is null ? null : without,
                footprint.Areas.Count == 0 ? null : areas.GetValueOrDefault(body));
        }

        return sizes;
    }

    private static PlannedMerger Planned(
        ProposedMerger merger, SortedDictionary<OdsCode, BodySize> before, SortedDictionary<OdsCode, BodySize> after, IReadOnlyList<CouncilPart> councils, RegisterAsKnown register, DateOnly eve)
    {
        var own = councils.Where(c => c.Body == merger.Code).ToList();
        var shared = own.Where(c => c.Council is not null).Select(c => c.Council!.Code).ToHashSet();
        return new(merger, [.. merger.Bodies.Distinct().Select(b => before[b])], after[merger.Code], own,
            [.. councils.Where(c => c.Body != merger.Code && c.Council is not null && shared.Contains(c.Council.Code)).Select(c => c.Body).Distinct().Order()],
            [.. merger.Bodies.Distinct().SelectMany(b => register.LinksOf(b, eve)).CountBy(l => (l.Kind, l.To)).Select(l => (l.Key.Kind, l.Key.To, l.Value)).OrderBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.To)]);
    }

    private static IEnumerable<PlannedMove> Moves<T>(IEnumerable<(T Local, T Before, T After)> places, Func<T, (string Place, string Name, OdsCode? Body, DateOnly? Since)> read)
    {
        foreach (var (local, before, after) in places)
            if (read(local) is var place && (read(before).Body, read(after).Body) is var (was, becomes) && was != becomes)
                yield return new(place.Place, place.Name, place.Body, place.Since, was, becomes);
    }

    /// <summary>What the register can say of a factor, merger by merger.</summary>
    private static string Says(string evidence, IReadOnlyList<PlannedMerger> mergers, RegisteredLists? lists)
    {
        return string.Join("; ", mergers.Select(Each).Where(said => said.Length > 0));

        string Each(PlannedMerger merger) => evidence switch
        {
            "councils" or "crossing" when merger.Councils.Count > 0 => string.Create(CultureInfo.InvariantCulture, $"{merger.Whole.Code} would have {Whole(merger)} {(Whole(merger) == 1 ? "upper-tier council" : "upper-tier councils")} whole")
                + string.Concat(merger.Councils.Where(c => c.IsWhole != true).Select(c => $", and of {c}")),
            "population" when lists is not null && merger.Whole.Patients is not null => string.Create(CultureInfo.InvariantCulture, $"{merger.Whole.Code} would have {merger.Whole.Patients:N0} registered patients ({lists.Release})"),
            "stp" when merger.Parents.Any(p => p.Link == "stp") => $"{merger.Whole.Code}: {string.Join(", ", merger.Parents.Where(p => p.Link == "stp").Select(p => $"{p.Link} {p.Code} for {p.Bodies} of {merger.Bodies.Count}"))}",
            _ => "",
        };

        static int Whole(PlannedMerger merger) => merger.Councils.Count(c => c.IsWhole == true);
    }
}
