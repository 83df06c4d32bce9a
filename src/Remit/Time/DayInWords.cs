using System.Globalization;

namespace Remit.Time;

/// <summary>Days as people write them.</summary>
public static class DayInWords
{
    extension(DateOnly day)
    {
        /// <summary>"1 April 2013".</summary>
        public string InWords => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
    }
}
