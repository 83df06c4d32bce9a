namespace Remit.Time;

/// <summary>A run of whole days, both ends included. No last day means "until further notice".</summary>
/// <remarks>
/// Both ends are included because ODS, contracts and statutory orders all name the last day something holds.
/// Convert at the edge when a source names the first day it does not. A first day that no source states is
/// <see cref="DateOnly.MinValue"/>, "since ever": see <see cref="Until"/>.
/// </remarks>
public readonly record struct DateSpan
{
    /// <param name="first">The first day it holds.</param>
    /// <param name="last">The last day it holds; none means until further notice.</param>
    /// <exception cref="ArgumentException">The last day is before the first.</exception>
    public DateSpan(DateOnly first, DateOnly? last = null)
    {
        if (last < first)
            throw new ArgumentException($"The last day, {last:yyyy-MM-dd}, is before the first, {first:yyyy-MM-dd}.", nameof(last));

        (First, Last) = (first, last);
    }

    public DateOnly First { get; }
    public DateOnly? Last { get; }

    /// <summary>Every day there is.</summary>
    public static DateSpan Always => new(DateOnly.MinValue);

    /// <summary>From before any record up to <paramref name="last"/>.</summary>
    public static DateSpan Until(DateOnly last) => new(DateOnly.MinValue, last);

    public bool Contains(DateOnly day) => First <= day && (Last is not { } last || day <= last);

    public bool Overlaps(DateSpan other) => Contains(other.First) || other.Contains(First);

    /// <summary>The days that both spans hold, or none.</summary>
    public DateSpan? Intersect(DateSpan other)
    {
        var first = First > other.First ? First : other.First;
        var last = (Last, other.Last) switch
        {
            (null, var b) => b,
            (var a, null) => a,
            var (a, b) => a < b ? a : b,
        };

        return last < first ? null : new DateSpan(first, last);
    }

    /// <summary>Cuts this span wherever any of the others begins or has just ended.</summary>
    public IEnumerable<DateSpan> CutBy(IEnumerable<DateSpan> others)
    {
        var starts = new SortedSet<DateOnly> { First };
        foreach (var other in others)
        {
            if (Contains(other.First))
                starts.Add(other.First);
            if (other.Last is { } last && last < DateOnly.MaxValue && Contains(last.AddDays(1)))
                starts.Add(last.AddDays(1));
        }

        var (ordered, end) = (starts.ToList(), Last);
        return ordered.Select((first, i) => new DateSpan(first, i + 1 < ordered.Count ? ordered[i + 1].AddDays(-1) : end));
    }

    /// <summary>"2013-04-01 to 2015-03-31", "from 2013-04-01", "until 2015-03-31" or "always".</summary>
    public override string ToString() => (First == DateOnly.MinValue, Last) switch
    {
        (true, null) => "always",
        (true, { } last) => $"until {last:yyyy-MM-dd}",
        (false, null) => $"from {First:yyyy-MM-dd}",
        (false, { } last) => $"{First:yyyy-MM-dd} to {last:yyyy-MM-dd}",
    };

    /// <summary>"1 April 2013 to 31 March 2015", "until 31 March 2015", "always"; and where it has no end "since 1 April 2013", or "from" a day that is still to come.</summary>
    public string InWords(DateOnly today) => (First == DateOnly.MinValue, Last) switch
    {
        (true, null) => "always",
        (true, { } last) => $"until {last.InWords}",
        (false, null) => $"{(First <= today ? "since" : "from")} {First.InWords}",
        (false, { } last) => $"{First.InWords} to {last.InWords}",
    };
}
