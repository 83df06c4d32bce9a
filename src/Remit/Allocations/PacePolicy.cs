namespace Remit.Allocations;

/// <summary>A policy on pace of change: its terms year by year. The last year's carry on until others are stated.</summary>
/// <param name="Id">What it is asked for by, such as <c>january-2016</c>.</param>
/// <param name="Title">What it is called where it is read.</param>
/// <param name="Years">At least one.</param>
public sealed record PacePolicy(string Id, string Title, IReadOnlyList<PaceTerms> Years)
{
    /// <summary>The terms of a year, counted from 1.</summary>
    public PaceTerms In(int year) => Years[Math.Min(year, Years.Count) - 1];

    /// <summary>The same policy with every year's terms changed.</summary>
    public PacePolicy With(Func<PaceTerms, PaceTerms> change) => this with { Years = [.. Years.Select(change)] };
}
