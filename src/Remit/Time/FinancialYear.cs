using System.Globalization;

namespace Remit.Time;

/// <summary>An NHS financial year: 1 April to 31 March, written <c>2025/26</c>.</summary>
public readonly record struct FinancialYear : IComparable<FinancialYear>
{
    private FinancialYear(int startYear) => StartYear = startYear;

    /// <summary>The calendar year in which it begins.</summary>
    public int StartYear { get; }

    public DateSpan Days => new(new DateOnly(StartYear, 4, 1), new DateOnly(StartYear + 1, 3, 31));

    /// <summary>The financial year that <paramref name="day"/> falls in. 31 March belongs to the year that began the April before.</summary>
    public static FinancialYear Of(DateOnly day) => new(day.Month >= 4 ? day.Year : day.Year - 1);

    /// <summary>Reads <c>2025/26</c>: four digits, a slash, and the last two digits of the year after.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FinancialYear year)
    {
        year = default;
        if (text.Length != 7 || text[4] != '/'
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            || !int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || start < 1 || start > 9998 || end != (start + 1) % 100)
            return false;

        year = new FinancialYear(start);
        return true;
    }

    public int CompareTo(FinancialYear other) => StartYear.CompareTo(other.StartYear);

    public static bool operator <(FinancialYear a, FinancialYear b) => a.StartYear < b.StartYear;
    public static bool operator >(FinancialYear a, FinancialYear b) => a.StartYear > b.StartYear;
    public static bool operator <=(FinancialYear a, FinancialYear b) => a.StartYear <= b.StartYear;
    public static bool operator >=(FinancialYear a, FinancialYear b) => a.StartYear >= b.StartYear;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartYear:0000}/{(StartYear + 1) % 100:00}");
}
