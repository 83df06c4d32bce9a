using System.Runtime.CompilerServices;

namespace Remit.Web.Api.Fhir;

/// <summary>What searches go through: every resource as it is on one day, made when it is first searched and dropped with the holdings it was made of.</summary>
internal sealed class FhirRegister
{
    private static readonly ConditionalWeakTable<Holdings, FhirRegister> ByHoldings = [];

    private readonly DateOnly today;
    private readonly Lazy<IReadOnlyList<FhirOrganization>> organizations;
    private readonly Lazy<IReadOnlyList<FhirAffiliation>> affiliations;

    private FhirRegister(Holdings held, DateOnly today)
    {
        this.today = today;
        organizations = new(() => [.. FhirOrganization.All(held, today)]);
        affiliations = new(() => [.. FhirAffiliation.All(held, today)]);
    }

    public IReadOnlyList<FhirOrganization> Organizations => organizations.Value;

    public IReadOnlyList<FhirAffiliation> Affiliations => affiliations.Value;

    public static FhirRegister Of(Holdings held, DateOnly today)
    {
        if (ByHoldings.TryGetValue(held, out var known) && known.today == today)
            return known;
        var made = new FhirRegister(held, today);
        ByHoldings.AddOrUpdate(held, made);
        return made;
    }
}
