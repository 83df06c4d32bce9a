using Remit.Time;

namespace Remit.Register;

/// <summary>Which day is asked about, and how much we are allowed to know when we answer.</summary>
/// <param name="Day">The day it was so.</param>
/// <param name="KnownAt">Nothing learned after this instant is seen.</param>
public readonly record struct AsOf(DateOnly Day, DateTimeOffset KnownAt)
{
    /// <summary>A day, with everything known to date.</summary>
    public static AsOf WithAllKnown(DateOnly day) => new(day, DateTimeOffset.MaxValue);

    /// <summary>A day, as it was understood at the end of another day in England.</summary>
    public static AsOf KnownBy(DateOnly day, DateOnly known) => new(day, LondonClock.EndOfDay(known));
}
