namespace Remit.Time;

/// <summary>Reading days exactly as a format writes them: no culture, no guessing, no repair.</summary>
public static class IsoDate
{
    /// <summary>Reads exactly <c>YYYY-MM-DD</c> in ASCII digits, a real day, year 1 or later. White space is the caller's to remove.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        return text.Length == 10 && text[4] == '-' && text[7] == '-'
            && Digits(text[..4], out var y) && Digits(text[5..7], out var m) && Digits(text[8..], out var d)
            && TryDay(y, m, d, out day);
    }

    /// <summary>Reads exactly <c>YYYYMMDD</c>, as the Organisation Data Service writes days.</summary>
    public static bool TryParseCompact(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        return text.Length == 8
            && Digits(text[..4], out var y) && Digits(text[4..6], out var m) && Digits(text[6..], out var d)
            && TryDay(y, m, d, out day);
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }

        return true;
    }

    private static bool TryDay(int year, int month, int dayOfMonth, out DateOnly day)
    {
        day = default;
        if (year < 1 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month))
            return false;

        day = new DateOnly(year, month, dayOfMonth);
        return true;
    }
}
