using Remit.Responsibility;
using Remit.Time;

namespace Remit.Web;

/// <summary>A run of days on which a practice belonged to one commissioner, or a place lay in one.</summary>
/// <param name="Commissioner">Its code, or empty where the table knows of none.</param>
/// <param name="Source">Where the first of these days stands.</param>
public sealed record Belonging(DateSpan Days, string Commissioner, string Source)
{
    /// <summary>The rows of one practice or place as people read them: neighbouring rows with the same commissioner are one.</summary>
    public static IReadOnlyList<Belonging> Of(ReadOnlySpan<ReferenceRow> rows)
    {
        List<Belonging> belongings = [];
        if (rows.IsEmpty)
            return belongings;
        var column = rows[0].Schema.IndexOf("commissioner");
        foreach (var row in rows.ToArray().OrderBy(r => r.Days.First))
        {
            if (belongings is [.., var last] && last.Commissioner == row.Cells[column] && last.Days.Last is { } end && end < DateOnly.MaxValue && end.AddDays(1) == row.Days.First)
                belongings[^1] = last with { Days = new(last.Days.First, row.Days.Last) };
            else
                belongings.Add(new(row.Days, row.Cells[column], row.Provenance));
        }

        return belongings;
    }
}
