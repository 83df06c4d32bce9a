namespace Remit.Responsibility;

/// <summary>An outcome in two published runs, told from what both show and from nothing else, so that it gives away no more than they do.</summary>
/// <param name="Outcome">By name; none for all records.</param>
/// <param name="Before">What the earlier run shows; nothing where it withholds it.</param>
/// <param name="Now">What the later run shows, likewise.</param>
public sealed record ShownDifference(string? Outcome, long? Before, long? Now)
{
    /// <summary>By how far a difference of two rounded counts may miss the true one: 2 for each.</summary>
    public const long Within = 4;

    /// <summary>By how much it grew, right to within <see cref="Within"/>; nothing where either is withheld.</summary>
    public long? By => Now - Before;

    /// <summary>Every outcome of either run, in the order of the later, then all records.</summary>
    public static IReadOnlyList<ShownDifference> Between(PublishedCounts before, PublishedCounts now) =>
        [.. now.Outcomes.Union(before.Outcomes).Select(o => new ShownDifference(o, before.Of(o), now.Of(o))), new(null, before.All, now.All)];
}
