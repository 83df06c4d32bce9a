using System.Globalization;
using Remit.Register;

namespace Remit.Powers.Applications;

/// <summary>A practice or small area at which a change would break the law of tiling.</summary>
/// <param name="Practice">The practice; none for a small area.</param>
/// <param name="Area">The small area; none for a practice.</param>
/// <param name="Name">The practice's name; empty for a small area.</param>
/// <param name="Before">Who has it on the day before.</param>
/// <param name="After">Who would have it; none where nobody would.</param>
/// <param name="Finding">What is wrong.</param>
public sealed record OffendingPlace(PracticeCode? Practice, OnsCode? Area, string Name, OdsCode? Before, OdsCode? After, Finding Finding)
{
    /// <summary>The code of the place.</summary>
    public string Code => Practice?.ToString() ?? Area!.Value.ToString();
}

/// <summary>What the register can say of a factor.</summary>
/// <param name="Says">In a line; where it cannot tell, why not.</param>
/// <param name="CanTell">Whether it can say anything.</param>
public sealed record FactorEvidence(ApplicationFactor Factor, string Says, bool CanTell);

/// <summary>A change held against the register as it would be, before anything takes effect.</summary>
/// <param name="Orders">The instrument that would bring it about.</param>
/// <param name="Offending">Every place at which it would break the law of tiling that was sound on the day before.</param>
/// <param name="BrokenBefore">How many places break the law of tiling on the day before.</param>
/// <param name="Crossings">Bodies concerned that would cross the boundary of an upper-tier council, or may: a warning.</param>
/// <param name="Evidence">What the register can say of the factors that it can test.</param>
/// <param name="Practices">How many open practices the register has on the day.</param>
/// <param name="Areas">How many small areas it has.</param>
public sealed record ApplicationCheck(
    Instrument Orders, IReadOnlyList<OffendingPlace> Offending, int BrokenBefore, IReadOnlyList<Finding> Crossings, IReadOnlyList<FactorEvidence> Evidence, int Practices, int Areas)
{
    /// <summary>How far the law of tiling could be tested, in a line: "held against 60 practices; cannot be told of small areas, of which none are held".</summary>
    public string Tested => (Practices, Areas) switch
    {
        (0, 0) => "cannot be told: no practices and no small areas are held for the day",
        ( > 0, 0) => $"held against {Counted(Practices, "practice")}; cannot be told of small areas, of which none are held for the day",
        (0, > 0) => $"held against {Counted(Areas, "small area")}; cannot be told of practices, of which none are held for the day",
        _ => $"held against {Counted(Practices, "practice")} and {Counted(Areas, "small area")}",
    };


    /// <summary>What prevents orders from being made: the broken places, as findings about the application.</summary>
    public IReadOnlyList<Finding> Prevents(string application) =>
        [.. Offending.Select(o => o.Finding with { Consequence = Consequence.FileRefused, Place = new Place($"application {application}", 0, o.Code) })];

    /// <param name="register">Everything known to date.</param>
    /// <exception cref="ArgumentException">There are no rules for an application of its kind.</exception>
    public static ApplicationCheck Of(Application application, ApplicationRules rules, RegisterAsKnown register)
    {
        var (written, day) = (application.Written, application.Written.From);
        var orders = ApplicationOrders.For(application, rules);
        List<Finding> found = [];
        var instrument = orders.Read(new(new("proposed", "A proposal", day, DateTimeOffset.MinValue, $"application {application.Id}")), [orders.Kind], (_, field) => new($"application {application.Id}", 0, field), found);
        if (instrument is null)
            throw new ArgumentException(string.Join('\n', found), nameof(application));

        var after = register.Under([instrument]);
        var (wasLocally, locally) = (Footprint.On(register, day.AddDays(-1)), Footprint.On(after, day));
        var (was, becomes) = (Tiles(register, written.BodyKind, wasLocally), Tiles(after, written.BodyKind, locally));
        var before = Places(was);
        var broken = Broken(wasLocally, was).Select(b => b.Code).ToHashSet();
        var concerned = (written.Becomes ?? []).Select(b => b.Code).Concat(((string?[])[written.Joins]).OfType<string>()).Select(c => OdsCode.Parse(c)).ToHashSet();
        // Boards lie in many councils, and no law that is held says that they should not.
        var crossingMatters = rules.Factors.Any(f => f.Check == "crossing" && f.BodyKind == written.BodyKind && f.Days.Contains(application.MadeOn));
        var councils = Tiling.Councils(after, becomes).Where(c => concerned.Contains(c.Body)).ToList();
        return new(instrument, [.. Broken(locally, becomes).Where(b => !broken.Contains(b.Code)).Select(b => b with { Before = before.GetValueOrDefault(b.Code) })], broken.Count, crossingMatters ? Tiling.Crossings(councils) : [],
            [.. rules.FactorsOf(written.Kind, written.BodyKind, application.MadeOn).Where(f => f.Check.Length > 0).Select(f => Say(f, concerned, councils, after, becomes))],
            becomes.Practices.Count, becomes.Areas.Count);
    }

    private static string Counted(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    private static Footprint Tiles(RegisterAsKnown register, string kind, Footprint local) => register.PaysLocally(kind) ? local : local.By(new Tier(register, kind, local.Day));

    private static Dictionary<string, OdsCode?> Places(Footprint footprint) =>
        footprint.Practices.Select(p => (p.Practice.Code.ToString(), p.Commissioner)).Concat(footprint.Areas.Select(a => (a.Area.ToString(), a.Commissioner))).DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Commissioner);

    // A board has its places through local commissioners, so the law must hold of both.
    private static List<OffendingPlace> Broken(Footprint local, Footprint tiles) => [.. Broken(local).Concat(ReferenceEquals(local, tiles) ? [] : Broken(tiles)).DistinctBy(b => b.Code)];

    private static List<OffendingPlace> Broken(Footprint footprint)
    {
        bool Breaks(OdsCode? commissioner) => commissioner is not { } code || !footprint.IsOpen(code) || footprint.Instead(code) is not null;
        var practices = footprint.Practices.Where(p => Breaks(p.Commissioner)).ToList();
        var areas = footprint.Areas.Where(a => Breaks(a.Commissioner)).ToList();
        return
        [
            .. practices.Select(p => new OffendingPlace(p.Practice.Code, null, p.Practice.Name, null, p.Commissioner, Tiling.Broken(footprint with { Practices = [p], Areas = [] })[0])),
            .. areas.Select(a => new OffendingPlace(null, a.Area, "", null, a.Commissioner, Tiling.Broken(footprint with { Practices = [], Areas = [a] })[0])),
        ];
    }

    private static FactorEvidence Say(ApplicationFactor factor, HashSet<OdsCode> concerned, List<CouncilPart> councils, RegisterAsKnown register, Footprint footprint)
    {
        switch (factor.Check)
        {
            case "crossing" or "councils" when councils.Count > 0:
                return new(factor, string.Join("; ", councils.GroupBy(c => c.Body).Select(body => $"{body.Key} {Tiling.Lies(body)}: {string.Join(", ", body)}")), true);
            case "crossing" or "councils":
                return new(factor, "no look-up of small areas and councils that the workspace holds speaks about the day", false);
            case "population" when register.ListsFor(footprint.Day) is { } lists:
                var patients = footprint.Practices.Where(p => p.Commissioner is { } code && concerned.Contains(code)).GroupBy(p => p.Commissioner!.Value)
                    .Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Key} would have {b.Sum(p => lists.Of(p.Practice.Code) ?? 0):N0} registered patients of {b.Count()} practices ({lists.Release})")).ToList();
                return patients.Count > 0 ? new(factor, string.Join("; ", patients), true) : new(factor, "no practice that the workspace knows of would belong to it", false);
            case "population":
                return new(factor, "no release of registered patients is in the workspace", false);
            case "stp" when concerned.SelectMany(c => register.LinksOf(c, footprint.Day).Where(l => l.Kind == "stp").Select(l => $"{c} would lie in {l.To}")).Distinct().ToList() is { Count: > 0 } links:
                return new(factor, string.Join("; ", links), true);
            case "stp":
                return new(factor, "nothing in the workspace says in which partnership the bodies lie on the day", false);
            case "residence":
                return new(factor, "no list of registered patients by the small area where they live is held: evidence is wanted from the applicants", false);
            default:
                return new(factor, "nothing in the register speaks to it", false);
        }
    }
}
