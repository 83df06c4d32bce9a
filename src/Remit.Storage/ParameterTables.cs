using Remit.Time;

namespace Remit.Storage;

/// <summary>The facts that come with the product: a folder of small tables, each row with its source and how sure it is. See <c>parameters/README.md</c>.</summary>
public sealed class ParameterTables(string folder)
{
    /// <summary>The tables beside the program, or in the folder that <c>REMIT_PARAMETERS</c> names.</summary>
    public static ParameterTables Shipped { get; } = new(
        Environment.GetEnvironmentVariable("REMIT_PARAMETERS") is { Length: > 0 } named
            ? named
            : Path.Combine(AppContext.BaseDirectory, "parameters"));

    public string Folder { get; } = folder;

    /// <summary>Reads a table whole, in file order.</summary>
    /// <param name="name">Its path in the folder, such as <c>register/links.csv</c>.</param>
    /// <exception cref="RefusedException">The table is missing, is no table, or a row has more or fewer cells than the header.</exception>
    public ParameterTable Read(string name)
    {
        using var source = CsvSource.Open(Path.Combine(Folder, name), hasHeader: true, shownAs: name);
        var columns = source.Headers;
        var rows = new List<ParameterRow>();
        while (source.Read())
        {
            if (source.FieldCount != columns.Count)
                throw new RefusedException(new Finding("wrong-width", Consequence.FileRefused, new Place(name, source.Line), $"{source.FieldCount} cells", $"{columns.Count}, as in the header"));

            rows.Add(new ParameterRow(name, source.Line, columns, [.. Enumerable.Range(0, columns.Count).Select(source.Text)]));
        }

        return new ParameterTable(name, columns, rows);
    }
}

/// <summary>One table of <c>parameters/</c>, in file order.</summary>
public sealed record ParameterTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<ParameterRow> Rows);

/// <summary>One row of <c>parameters/</c>. Cells are as they stand in the file; an empty cell is "not stated".</summary>
public sealed class ParameterRow(string table, long line, IReadOnlyList<string> columns, string[] cells)
{
    public Place Place { get; } = new(table, line);

    /// <summary>The ids, in <c>sources.csv</c>, of what says so.</summary>
    public IReadOnlyList<string> Sources => this["source"].Split(';');

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>. A medium or low fact is shown as such wherever it is shown.</summary>
    public string Confidence => this["confidence"];

    /// <summary>The days the row holds, from its <c>from</c> and <c>to</c>; both included. No stated first day means since before the files reach.</summary>
    /// <exception cref="RefusedException">A day is not written <c>YYYY-MM-DD</c>, or the last is before the first.</exception>
    public DateSpan Days
    {
        get
        {
            var (first, last) = (Day("from") ?? DateOnly.MinValue, Day("to"));
            return last < first
                ? throw Refuse("to", "impossible-dates", this["to"], $"a day on or after {this["from"]}")
                : new DateSpan(first, last);
        }
    }

    /// <exception cref="RefusedException">The table has no such column.</exception>
    public string this[string column]
    {
        get
        {
            for (var i = 0; i < columns.Count; i++)
                if (columns[i] == column)
                    return cells[i];

            throw new RefusedException(new Finding("missing-column", Consequence.FileRefused, new Place(table, 1, column), string.Join(", ", columns), $"a column named {column}"));
        }
    }

    /// <summary>A day, or none where the cell is empty.</summary>
    /// <exception cref="RefusedException">The cell is not written <c>YYYY-MM-DD</c>.</exception>
    public DateOnly? Day(string column) => this[column] switch
    {
        "" => null,
        var text when IsoDate.TryParse(text, out var day) => day,
        var text => throw Refuse(column, "not-a-day", text, "a day as YYYY-MM-DD"),
    };

    /// <summary>Whether the table has a column.</summary>
    public bool Has(string column) => columns.Contains(column);

    /// <summary>What to throw where a cell is not as it should be.</summary>
    public RefusedException Refuse(string column, string code, string found, string wanted) =>
        new(new Finding(code, Consequence.FileRefused, Place with { Column = column }, found, wanted));
}
