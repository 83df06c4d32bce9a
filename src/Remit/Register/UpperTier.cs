namespace Remit.Register;

/// <summary>A district lying in an upper-tier council, or being a unitary one, as one line of a look-up says.</summary>
public readonly record struct UpperTierRow(OnsCode District, OnsCode Council, string CouncilName, int Line);

/// <summary>A county, or a council that is both tiers in one: the authority whose boundary a commissioner's area should not cross without good reason.</summary>
/// <param name="Name">Empty where no look-up gives it.</param>
public sealed record UpperTier(OnsCode Code, string Name, Source Source)
{
    /// <summary>Whether the code of a district says that there is no tier above it: unitary authorities, metropolitan districts and London boroughs.</summary>
    internal static bool IsItsOwn(OnsCode district) => district.Entity is "E06" or "E08" or "E09";

    /// <param name="releases">Oldest edition first: the latest that has a district speaks for it.</param>
    internal static Dictionary<OnsCode, UpperTier> Compile(IEnumerable<ReleaseEvidence> releases)
    {
        Dictionary<OnsCode, UpperTier> byDistrict = [];
        foreach (var release in releases)
            foreach (var row in release.UpperTiers.Value)
                byDistrict[row.District] = new(row.Council, row.CouncilName, new(release.Release, row.Line));
        return byDistrict;
    }
}
