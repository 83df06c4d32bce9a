using System.Globalization;
using System.Text.RegularExpressions;

namespace Remit.Storage.Register;

/// <summary>The edition that a file's name states.</summary>
public static partial class EditionName
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>
    /// <c>epcmem_20190830</c> is that day; <c>epraccur_2016_02</c>, <c>ONSPD_FEB_2016</c> and <c>nhg16feb</c> the last day of the month;
    /// <c>etr_2022</c> the first day of the year, the only one on which nothing of the year is yet to come; of two years, the later. None where the name has no year.
    /// </summary>
    public static DateOnly? Of(string file)
    {
        var name = Path.GetFileName(file).ToLowerInvariant();
        if (Day().Match(name) is { Success: true } day && DateOnly.TryParseExact(day.Groups[1].Value + day.Groups[2].Value + day.Groups[3].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
            return exact;
        if (YearMonth().Match(name) is { Success: true } ym)
            return EndOf(Number(ym.Groups[1]), Number(ym.Groups[2]));
        if (MonthYear().Match(name) is { Success: true } my)
            return EndOf(Number(my.Groups[2]), Array.IndexOf(Months, my.Groups[1].Value) + 1);
        if (ShortYearMonth().Match(name) is { Success: true } sym)
            return EndOf(2000 + Number(sym.Groups[1]), Array.IndexOf(Months, sym.Groups[2].Value) + 1);
        return Year().Matches(name) is [.., var year] ? new DateOnly(Number(year.Groups[1]), 1, 1) : null;
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    private static DateOnly EndOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)[-_]?(\d\d)[-_]?(\d\d)(?!\d)")]
    private static partial Regex Day();

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])(?!\d)")]
    private static partial Regex YearMonth();

    [GeneratedRegex(@"(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_ ]?((?:19|20)\d\d)(?!\d)")]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"(?<!\d)(\d\d)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?![a-z])")]
    private static partial Regex ShortYearMonth();

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)(?!\d)")]
    private static partial Regex Year();
}
