using Remit.Time;

namespace Remit.Storage;

/// <summary>The days of a row of a plain table: columns <c>from</c> and <c>to</c>, both days included; an empty one means since ever, or until further notice.</summary>
internal static class PlainDays
{
    /// <summary>Reads the days of the current record.</summary>
    /// <param name="from">Where the column is, or -1; likewise <paramref name="to"/>.</param>
    /// <param name="wrong">What is wrong with them; the row is then to be left out.</param>
    public static bool TryRead(CsvSource csv, int from, int to, string file, out DateSpan days, out Finding? wrong)
    {
        days = DateSpan.Always;
        wrong = null;
        if (!TryDay(csv, from, "from", file, out var first, ref wrong) || !TryDay(csv, to, "to", file, out var last, ref wrong))
            return false;
        if (last < first)
        {
            wrong = new("impossible-dates", Consequence.RowLeftOut, new Place(file, csv.Line, "to"), IsoDate.Text(last.Value), $"a day on or after {first:yyyy-MM-dd}, the first");
            return false;
        }

        days = new(first ?? DateOnly.MinValue, last);
        return true;
    }

    private static bool TryDay(CsvSource csv, int column, string name, string file, out DateOnly? day, ref Finding? wrong)
    {
        day = null;
        var text = column < 0 ? "" : csv.Text(column).Trim();
        if (text.Length == 0)
            return true;
        if (IsoDate.TryParse(text, out var read))
        {
            day = read;
            return true;
        }

        wrong = new("not-a-date", Consequence.RowLeftOut, new Place(file, csv.Line, name), text, "a date as YYYY-MM-DD, or nothing");
        return false;
    }
}
