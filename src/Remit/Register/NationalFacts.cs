using Remit.Register.Areas;
using Remit.Time;

namespace Remit.Register;

/// <summary>What a code in the "role" column of an ODS list means, for some days.</summary>
/// <param name="List">Which list: <c>eccg</c> or <c>etr</c>.</param>
/// <param name="Code">The code as the list has it; empty where the list leaves the column empty.</param>
/// <param name="Kind">What the NHS calls a body of that sort.</param>
public sealed record ListedRole(string List, string Code, string Kind, DateSpan Days);

/// <summary>The published facts about organisations that travel with the product, each row with its source. Always taken as known.</summary>
public sealed record NationalFacts
{
    public static NationalFacts None { get; } = new();

    public IReadOnlyList<(OdsCode Code, Standing Standing)> Standings { get; init; } = [];
    public IReadOnlyList<(OdsCode Code, OnsCoding Coding)> OnsCodes { get; init; } = [];
    public IReadOnlyList<Succession> Successions { get; init; } = [];
    public IReadOnlyList<Link> Links { get; init; } = [];
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];
    public IReadOnlyList<ListedRole> Roles { get; init; } = [];

    /// <summary>Where the areas of bodies have their middles, in the order of their table.</summary>
    public IReadOnlyList<Centre> Centres { get; init; } = [];

    /// <summary>The body that stands behind a code in files of outlines, where that is none of the register's.</summary>
    public IReadOnlyDictionary<OdsCode, OdsCode> OutlineCodes { get; init; } = new Dictionary<OdsCode, OdsCode>();

    /// <summary>The kinds of body whose code names the local commissioner that pays.</summary>
    public IReadOnlySet<string> LocalCommissioners { get; init; } = new HashSet<string>();

    /// <summary>The kinds of body that have practices and small areas only through the local commissioners that lie within them.</summary>
    public IReadOnlySet<string> Tiers { get; init; } = new HashSet<string>();
}
