namespace Remit.Time;

/// <summary>England's calendar day. The domain is given days; only programs that face people ask a clock for one.</summary>
public static class LondonClock
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    extension(TimeProvider clock)
    {
        /// <summary>The calendar day in England, which in summer begins an hour before the day in UTC.</summary>
        public DateOnly TodayInLondon => LondonDay(clock.GetUtcNow());
    }

    /// <summary>The calendar day in England at an instant.</summary>
    public static DateOnly LondonDay(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, London).DateTime);

    /// <summary>"22 November 2026 at 09:30", as clocks in England show it.</summary>
    public static string InstantInWords(DateTimeOffset instant)
    {
        var there = TimeZoneInfo.ConvertTime(instant, London);
        return $"{DateOnly.FromDateTime(there.DateTime).InWords} at {there:HH:mm}";
    }

    /// <summary>The last instant of a day in England: everything learned that day was known by then.</summary>
    public static DateTimeOffset EndOfDay(DateOnly day)
    {
        if (day == DateOnly.MaxValue)
            return DateTimeOffset.MaxValue;

        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, London.GetUtcOffset(midnight)).AddTicks(-1);
    }
}
