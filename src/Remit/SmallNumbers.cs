using System.Globalization;

namespace Remit;

/// <summary>A count as it may be shown: none, a number rounded to 5, or withheld and shown as <c>*</c>.</summary>
/// <param name="Value">What is shown; nothing where the count is withheld.</param>
public readonly record struct ShownCount(long? Value)
{
    public bool IsWithheld => Value is null;

    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? "*";
}

/// <summary>The NHS rule for counts of patients and their care: 1 to 7 is withheld, 0 stays 0, anything else is rounded to the nearest 5.</summary>
/// <remarks>
/// Source: Disclosure control methodology for Hospital Episode Statistics and the Emergency Care Data Set, NHS Digital, from September 2018. What is done so that totals do not give a withheld count away is
/// ours, and is told in the manual's page on small numbers.
/// </remarks>
public static class SmallNumbers
{
    /// <summary>The largest count that is withheld for being small.</summary>
    public const long Largest = 7;

    private const long RoundedTo = 5;

    public static bool IsSmall(long count) => count is >= 1 and <= Largest;

    /// <summary>A count that stands alone, with no total or part of it shown anywhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below nought.</exception>
    public static ShownCount Alone(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(IsSmall(count) ? null : Rounded(count));
    }

    /// <summary>A table of counts with its totals, so that no count of 1 to 7 is shown or can be worked out from the rest of the table.</summary>
    /// <param name="counts">Rows by columns. A table of one row, or of one column, has only its grand total; any other also has one for each row and column.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below nought.</exception>
    public static ShownTable Protect(long[,] counts) => new(new CountTable(counts).Protected());

    internal static long Rounded(long count) => (count + RoundedTo / 2) / RoundedTo * RoundedTo;
}

/// <summary>A table of counts as it may be shown.</summary>
public sealed class ShownTable
{
    private readonly CountTable table;

    internal ShownTable(CountTable table) => this.table = table;

    public int Rows => table.Rows;

    public int Columns => table.Columns;

    /// <summary>Whether each row and each column has a total of its own: not where there is but one of either.</summary>
    public bool HasMargins => table.HasMargins;

    public ShownCount this[int row, int column] => table.Shown(row, column);

    /// <summary>The total of a row. Only where the table <see cref="HasMargins"/>.</summary>
    public ShownCount RowTotal(int row) => table.Shown(row, Columns);

    /// <summary>The total of a column. Only where the table <see cref="HasMargins"/>.</summary>
    public ShownCount ColumnTotal(int column) => table.Shown(Rows, column);

    public ShownCount Total => table.Shown(Rows, Columns);
}

/// <summary>Counts with their totals in an extra row and column, and which of them are withheld.</summary>
/// <remarks>
/// A withheld count is safe where a reader can be shown another table, differing in that count, that looks the same. Such a table is looked for
/// by moving one record in, out or about: at most four cells change, each by one.
/// </remarks>
internal sealed class CountTable
{
    private readonly long[,] counts;
    private readonly bool[,] withheld;
    private readonly List<(int Row, int Column)> filled = [];

    public CountTable(long[,] cells)
    {
        (Rows, Columns) = (cells.GetLength(0), cells.GetLength(1));
        counts = new long[Rows + 1, Columns + 1];
        withheld = new bool[Rows + 1, Columns + 1];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var count = cells[row, column];
                ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(cells));
                counts[row, column] = count;
                counts[row, Columns] += count;
                counts[Rows, column] += count;
                counts[Rows, Columns] += count;
                if (count > 0)
                    filled.Add((row, column));
            }
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    public bool HasMargins => Rows > 1 && Columns > 1;

    public ShownCount Shown(int row, int column) => new(withheld[row, column] ? null : SmallNumbers.Rounded(counts[row, column]));

    public CountTable Protected()
    {
        WithholdSmall();
        WithholdSecond();
        foreach (var small in Places().Where(p => SmallNumbers.IsSmall(counts[p.Row, p.Column])))
            Secure(small);
        return this;
    }

    private IEnumerable<(int Row, int Column)> Places() =>
        from row in Enumerable.Range(0, Rows + 1)
        from column in Enumerable.Range(0, Columns + 1)
        where IsThere(row, column)
        select (row, column);

    /// <summary>Whether a place is in the table at all: totals of rows and columns are only where there are several of both.</summary>
    private bool IsThere(int row, int column) => HasMargins || (row == Rows) == (column == Columns);

    private void WithholdSmall()
    {
        foreach (var (row, column) in Places())
            withheld[row, column] = SmallNumbers.IsSmall(counts[row, column]);
    }

    /// <summary>Wherever a row or column withholds a single count and shows its total, its smallest other count is withheld too, until there is none such.</summary>
    private void WithholdSecond()
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var line in Lines().Where(l => !withheld[l.Total.Row, l.Total.Column]))
            {
                if (line.Parts.Count(p => withheld[p.Row, p.Column]) == 1 && Smallest(line.Parts) is { } second)
                    changed = withheld[second.Row, second.Column] = true;
            }
        }
    }

    private sealed record Line((int Row, int Column) Total, IReadOnlyList<(int Row, int Column)> Parts);

    /// <summary>Each run of counts that a total is shown for, totals of totals among them.</summary>
    private IEnumerable<Line> Lines()
    {
        if (!HasMargins)
        {
            yield return new((Rows, Columns), filled);
            yield break;
        }

        for (var row = 0; row <= Rows; row++)
            yield return new((row, Columns), Row(row));
        for (var column = 0; column <= Columns; column++)
            yield return new((Rows, column), Column(column));
    }

    private List<(int Row, int Column)> Row(int row) => [.. Enumerable.Range(0, Columns).Select(c => (row, c))];

    private List<(int Row, int Column)> Column(int column) => [.. Enumerable.Range(0, Rows).Select(r => (r, column))];

    /// <summary>The smallest count of those that is shown and is not nought, the first of equals.</summary>
    private (int Row, int Column)? Smallest(IEnumerable<(int Row, int Column)> places) =>
        places.Where(p => counts[p.Row, p.Column] > 0 && !withheld[p.Row, p.Column])
            .OrderBy(p => counts[p.Row, p.Column]).Select(p => ((int, int)?)p).FirstOrDefault();

    /// <summary>Withholds more until a small count is safe.</summary>
    private void Secure((int Row, int Column) small)
    {
        if (HasAnother(small, wary: true))
            return;

        while (!HasAnother(small, wary: false))
        {
            if (Next(small) is not { } next)
                throw new InvalidOperationException("A table with everything around a count withheld still gives it away.");
            withheld[next.Row, next.Column] = true;
        }

        // A reader who sees that nothing had to be withheld besides may take every * for 1 to 7. One total withheld may cure that.
        if (HasAnother(small, wary: true))
            return;
        foreach (var (row, column) in Totals(small).Where(t => !withheld[t.Row, t.Column]))
        {
            withheld[row, column] = true;
            if (HasAnother(small, wary: true))
                return;
            withheld[row, column] = false;
        }
    }

    /// <summary>What to withhold next for the sake of a count: the smallest of its row, of its column, and then the totals over it.</summary>
    private (int Row, int Column)? Next((int Row, int Column) small)
    {
        var (row, column) = Under(small).First();
        var line = HasMargins ? Row(row) : filled;
        return Smallest(line) ?? (HasMargins ? Smallest(Column(column)) : null) ?? Smallest(Totals((row, column)));
    }

    private IEnumerable<(int Row, int Column)> Totals((int Row, int Column) place) =>
        HasMargins ? [(place.Row, Columns), (Rows, place.Column), (Rows, Columns)] : [(Rows, Columns)];

    /// <summary>The cells that are counted in a place and are not nought.</summary>
    private IEnumerable<(int Row, int Column)> Under((int Row, int Column) place) =>
        (place.Row < Rows, place.Column < Columns) switch
        {
            (true, true) => [place],
            (true, false) => Row(place.Row).Where(c => counts[c.Row, c.Column] > 0),
            (false, true) => Column(place.Column).Where(c => counts[c.Row, c.Column] > 0),
            _ => filled,
        };

    /// <summary>Whether a cell is counted in a place: itself, its row's total, its column's or the grand one.</summary>
    private bool Reaches((int Row, int Column) cell, (int Row, int Column) place) =>
        (place.Row == Rows || place.Row == cell.Row) && (place.Column == Columns || place.Column == cell.Column);

    /// <summary>Whether another table looks the same and differs in this count.</summary>
    /// <param name="wary">The other table must also have small counts where this one has them: for the reader who can tell which those are.</param>
    private bool HasAnother((int Row, int Column) target, bool wary)
    {
        foreach (var cell in Under(target))
        {
            foreach (var by in (int[])[-1, 1])
            {
                if (LooksTheSame([(cell, by)], wary))
                    return true;
                foreach (var other in filled)
                {
                    if (other == cell)
                        continue;
                    if (!Reaches(other, target) && LooksTheSame([(cell, by), (other, -by)], wary))
                        return true;
                    if (other.Row == cell.Row || other.Column == cell.Column)
                        continue;
                    ((int Row, int Column) Cell, int By)[] round = [(cell, by), ((cell.Row, other.Column), -by), ((other.Row, cell.Column), -by), (other, by)];
                    if (round.Sum(c => Reaches(c.Cell, target) ? c.By : 0) != 0 && LooksTheSame(round, wary))
                        return true;
                }
            }
        }

        return false;
    }

    private bool LooksTheSame(ReadOnlySpan<((int Row, int Column) Cell, int By)> moved, bool wary)
    {
        foreach (var (cell, _) in moved)
        {
            if (!May(cell, moved, wary) || !May((Rows, Columns), moved, wary))
                return false;
            if (HasMargins && (!May((cell.Row, Columns), moved, wary) || !May((Rows, cell.Column), moved, wary)))
                return false;
        }

        return true;
    }

    /// <summary>Whether a place may hold what the move makes of it, without looking different.</summary>
    private bool May((int Row, int Column) place, ReadOnlySpan<((int Row, int Column) Cell, int By)> moved, bool wary)
    {
        var before = counts[place.Row, place.Column];
        var after = before;
        foreach (var (cell, by) in moved)
            after += Reaches(cell, place) ? by : 0;

        if (!withheld[place.Row, place.Column])
            return after >= 0 && !SmallNumbers.IsSmall(after) && SmallNumbers.Rounded(after) == SmallNumbers.Rounded(before);
        return after >= 1 && (!wary || SmallNumbers.IsSmall(after) == SmallNumbers.IsSmall(before));
    }
}
