namespace Remit.Register;

/// <summary>A general practice that is open, and the commissioner it belongs to; none where nothing says or it is known to have none.</summary>
/// <param name="Since">The first day it belonged to that commissioner, on the evidence.</param>
public readonly record struct PracticePlace(PracticeListing Practice, OdsCode? Commissioner, DateOnly? Since, Source Source);

/// <summary>A small area, and the commissioner and the district it lies in.</summary>
public readonly record struct AreaPlace(OnsCode Area, OdsCode? Commissioner, OnsCode? District, Source Source);

/// <summary>Who has each open practice and each small area on one day: as it was, or as a proposal would make it.</summary>
/// <param name="Openings">The days on which each commissioner that is named is open; none for one that nothing is known of.</param>
public sealed record Footprint(DateOnly Day, IReadOnlyList<PracticePlace> Practices, IReadOnlyList<AreaPlace> Areas, Func<OdsCode, Time.DateSpan?> Openings, Func<OdsCode, bool> IsOpen)
{
    /// <summary>What should have a place instead of a body, where that has places only through the local commissioners within it; none where it can have them itself.</summary>
    public Func<OdsCode, string?> Instead { get; init; } = _ => null;

    /// <summary>The footprint that the register has for a day.</summary>
    public static Footprint On(RegisterAsKnown register, DateOnly day)
    {
        register.WorkOutPlaces();
        IReadOnlyList<PracticePlace> practices = [];
        IReadOnlyList<AreaPlace> areas = [];
        Parallel.Invoke(
            () => practices = [.. RegisterCheck.OpenPractices(register, day).Select(listing =>
            {
                var stretch = register.MembershipsOf(listing.Code).On(day);
                return new PracticePlace(listing, stretch?.Value, stretch?.Days.First, stretch?.Source ?? listing.Source);
            })],
            () => areas = [.. from area in register.SmallAreas
                              let stretch = register.CoverageOf(area).On(day)
                              where stretch is not null
                              select new AreaPlace(area, stretch.Value.Value?.Commissioner, stretch.Value.Value?.LocalAuthority, stretch.Value.Source)]);
        return new(
            day,
            practices,
            areas,
            code => register.Find(code) is { } organisation ? new(organisation.Opened, organisation.Closed) : null,
            code => register.Find(code)?.IsOpenOn(day) == true)
        {
            Instead = code => InsteadOf(register, code, day),
        };
    }

    // Where no local commissioner is known to lie in it, as on the first day of boards in a replay of instruments alone, its places have nowhere else to be.
    internal static string? InsteadOf(RegisterAsKnown register, OdsCode code, DateOnly day) =>
        register.Find(code)?.On(day) is { } standing && register.IsTier(standing.Kind) && register.LocalsIn(code, day) is { Count: > 0 } locals ? $"a local commissioner that lies in it: {string.Join(", ", locals)}" : null;

    /// <summary>This footprint by the bodies of a tier instead of the local commissioners that lie in them: none where one lies in none. What is in Wales stays there.</summary>
    public Footprint By(Tier tier) => Changed(code => tier.BodyOf(code) ?? (tier.IsLocal(code) ? null : code)) with { Instead = _ => null };

    /// <summary>This footprint on the day a scenario takes effect, with everything of a body that ends under the one that takes over, or where that has an area of its own as that says.</summary>
    public Footprint Under(Scenario scenario)
    {
        var ending = scenario.Mergers.SelectMany(m => m.Bodies).ToHashSet();
        var made = scenario.Mergers.Select(m => m.Code).ToHashSet();
        return this with
        {
            Practices = [.. Practices.Select(p => p with { Commissioner = scenario.After(p.Practice.Code, p.Commissioner) })],
            Areas = [.. Areas.Select(a => a with { Commissioner = scenario.After(a.Area, a.Commissioner) })],
            Day = scenario.On,
            Openings = code => made.Contains(code) ? new(scenario.On) : ending.Contains(code) ? Time.DateSpan.Until(scenario.Eve) : Openings(code),
            IsOpen = code => made.Contains(code) || !ending.Contains(code) && IsOpen(code),
        };
    }

    private Footprint Changed(Func<OdsCode, OdsCode?> body) => this with
    {
        Practices = [.. Practices.Select(p => p with { Commissioner = p.Commissioner is { } code ? body(code) : null })],
        Areas = [.. Areas.Select(a => a with { Commissioner = a.Commissioner is { } code ? body(code) : null })],
    };
}
