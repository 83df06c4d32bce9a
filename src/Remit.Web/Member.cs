using Remit.Register;
using Remit.Responsibility;

namespace Remit.Web;

/// <summary>A practice of a commissioner on a day.</summary>
/// <param name="Row">The row of the table of practices that says so.</param>
public sealed record Member(string Code, string Name, bool IsGeneralPractice, ReferenceRow Row)
{
    /// <summary>The practices that belonged to a commissioner on a day and were not closed, in order of code.</summary>
    public static IReadOnlyList<Member> Of(Holdings held, string commissioner, DateOnly day) =>
    [
        .. held.Members[commissioner].ToArray().Where(r => r.Days.Contains(day) && Belonging.ClosedWord(r) != "closed").DistinctBy(r => r.Cells[0])
            .Select(r => new Member(r.Cells[0], r.Called, held.IsGeneralPractice(r, day), r)).OrderBy(m => m.Code, StringComparer.Ordinal),
    ];

    /// <summary>How many open GP practices an organisation had on the first of April of each year, up to today; and on its own first day, where that is another.</summary>
    public static IReadOnlyList<(DateOnly Day, int Practices)> ByYear(Holdings held, Organisation organisation, DateOnly today)
    {
        var rows = held.Members[organisation.Code.ToString()].ToArray();
        return rows.Length == 0 ? [] : [.. Days().Select(d => (d, rows.Where(r => r.Days.Contains(d)).DistinctBy(r => r.Cells[0]).Count(r => held.IsGeneralPractice(r, d)))).SkipWhile(m => m.Item2 == 0)];

        IEnumerable<DateOnly> Days()
        {
            var last = organisation.Closed < today ? organisation.Closed.Value : today;
            if (organisation.Opened > DateOnly.MinValue && organisation.Opened is not { Month: 4, Day: 1 })
                yield return organisation.Opened;
            for (var day = new DateOnly(Math.Max(organisation.Opened.Year, 2013), 4, 1); day <= last; day = day.AddYears(1))
                if (day >= organisation.Opened)
                    yield return day;
        }
    }
}
