using Remit.Responsibility;
using Remit.Time;

namespace Remit.Web;

/// <summary>A run of days on which a practice belonged to one commissioner, or a place lay in one.</summary>
/// <param name="Commissioner">Its code, or empty where the table knows of none.</param>
/// <param name="Source">Where the first of these days stands.</param>
/// <param name="Closed">Empty; or <c>closed</c> or <c>dormant</c>, of a practice that was so: nobody's care is decided by it then, whatever commissioner it is still listed under.</param>
public sealed record Belonging(DateSpan Days, string Commissioner, string Source, string Closed = "")
{
    /// <summary>Whether a row decides anything: all do but those of practices that are not open, which the method passes over.</summary>
    public static bool IsOpen(ReferenceRow row) => ClosedWord(row).Length == 0;

    /// <summary>Empty for a row that decides; else <c>closed</c> or <c>dormant</c>.</summary>
    public static string ClosedWord(ReferenceRow row) => row.Schema != TableSchema.Practices ? "" : row.Cells[row.Schema.IndexOf("status")] switch
    {
        var status when CodeLists.OpenPractices.Contains(status) => "",
        "D" => "dormant",
        _ => "closed",
    };

    /// <summary>The rows of one practice or place as people read them: neighbouring rows with the same commissioner are one, but for those on which a practice was closed.</summary>
    public static IReadOnlyList<Belonging> Of(ReadOnlySpan<ReferenceRow> rows)
    {
        List<Belonging> belongings = [];
        if (rows.IsEmpty)
            return belongings;
        var column = rows[0].Schema.IndexOf("commissioner");
        foreach (var row in rows.ToArray().OrderBy(r => r.Days.First))
        {
            if (belongings is [.., var last] && last.Commissioner == row.Cells[column] && last.Closed == ClosedWord(row) && last.Days.Last is { } end && end < DateOnly.MaxValue && end.AddDays(1) == row.Days.First)
                belongings[^1] = last with { Days = new(last.Days.First, row.Days.Last) };
            else
                belongings.Add(new(row.Days, row.Cells[column], row.Provenance, ClosedWord(row)));
        }

        return belongings;
    }
}
