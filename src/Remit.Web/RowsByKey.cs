using Remit.Responsibility;

namespace Remit.Web;

/// <summary>The rows of a reference table under one of their columns, in the order of the table. Found by halving, so an entry costs eight bytes.</summary>
public sealed class RowsByKey
{
    private readonly ReferenceRow[] rows;
    private readonly int column;

    public RowsByKey(ReferenceTable table, string column)
    {
        this.column = table.Schema.IndexOf(column);
        rows = [.. table.Rows.OrderBy(r => r.Cells[this.column], StringComparer.Ordinal)];
    }

    public int Count => rows.Length;

    /// <summary>The rows of a key; none where there are none. The key must be as cells are cleaned: upper case, a postcode without its space.</summary>
    public ReadOnlySpan<ReferenceRow> this[string key]
    {
        get
        {
            var first = Before(key);
            var end = first;
            while (end < rows.Length && rows[end].Cells[column] == key)
                end++;
            return rows.AsSpan(first, end - first);
        }
    }

    /// <summary>The first row of a key that holds on a day, which is the one that counts.</summary>
    /// <param name="counts">Whether a row counts at all, as those of closed practices do not; all do unless told.</param>
    public ReferenceRow? On(string key, DateOnly day, Func<ReferenceRow, bool>? counts = null) => On(this[key], day, counts);

    /// <summary>Likewise, of rows that have been found already.</summary>
    public static ReferenceRow? On(ReadOnlySpan<ReferenceRow> found, DateOnly day, Func<ReferenceRow, bool>? counts = null)
    {
        foreach (var row in found)
            if (row.Days.Contains(day) && counts?.Invoke(row) is not false)
                return row;
        return null;
    }

    /// <summary>How many rows have a lesser key.</summary>
    private int Before(string key)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(rows[middle].Cells[column], key) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
