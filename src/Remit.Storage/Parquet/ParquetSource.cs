using System.Globalization;
using System.Text;
using Remit.Responsibility;

namespace Remit.Storage.Parquet;

/// <summary>A Parquet file read record by record, every cell as the text that a CSV of it would hold. Memory is a few chunks of rows; DuckDB's share is at most 400 MiB.</summary>
/// <remarks>
/// A record's line is its number and one more, as if the names of the columns stood on line 1. Only columns that are taken are read. A column whose type has no one
/// honest text is refused with the file: a code that was kept as a fraction, a day with a time of day, something nested.
/// </remarks>
public sealed class ParquetSource : IRecordSource
{
    private readonly string name;
    private readonly string from;
    private readonly IReadOnlyList<(string Name, string Type)> columns;
    private readonly DuckDbSession session;
    private readonly long records;
    private readonly int[] places;
    private (int Column, Item? Item)[] taken;
    private int[] days = [];
    private DuckDbRows? rows;
    private int row;

    private ParquetSource(DuckDbSession session, string path, string name)
    {
        (this.session, this.name) = (session, name);
        from = $"read_parquet({DuckDbSession.Literal(Unglobbed(path))}, hive_partitioning = false)";
        columns = [.. Rows($"SELECT column_name, column_type FROM (DESCRIBE FROM {from})", 2).Select(c => (c[0], c[1]))];
        Headers = [.. columns.Select(c => c.Name.Trim())];
        taken = [.. Headers.Select((_, i) => (i, (Item?)null))];
        places = new int[Headers.Count];
        records = long.Parse(Rows($"SELECT CAST(num_rows AS VARCHAR) FROM parquet_file_metadata({DuckDbSession.Literal(Unglobbed(path))})", 1)[0][0], CultureInfo.InvariantCulture);

        // DuckDB gives a name that comes again another one, and takes capitals for small letters in this.
        var stated = Rows($"SELECT name FROM parquet_schema({DuckDbSession.Literal(Unglobbed(path))})", 1).Select(r => r[0]).ToHashSet();
        if (columns.FirstOrDefault(c => !stated.Contains(c.Name)).Name is { } renamed)
            throw Refuse("repeated-column", 0, renamed[..Math.Max(0, renamed.LastIndexOf('_'))], "more than one column of that name", "one");
        if (Headers.Count > CsvSource.MostColumns)
            throw Refuse("too-many-columns", 0, "", $"{Headers.Count:N0} columns", $"at most {CsvSource.MostColumns:N0}");
    }

    /// <summary>Whether a file's name says that it is Parquet.</summary>
    public static bool IsNamed(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="RefusedException">The file is missing or not Parquet, or there is no DuckDB library to read it with.</exception>
    public static ParquetSource Open(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
            throw new RefusedException(new Finding("no-such-file", Consequence.FileRefused, new Place(path), "no file", "the path of a file that exists"));
        if (new FileInfo(path).Length == 0)
            throw new RefusedException(new Finding("empty-file", Consequence.FileRefused, new Place(name), "an empty file", "a Parquet file with rows"));

        var session = new DuckDbSession(name, Environment.ProcessorCount);
        try
        {
            return new ParquetSource(session, Path.GetFullPath(path), name);
        }
        catch (DuckDbException)
        {
            session.Dispose();
            throw new RefusedException(new Finding("not-parquet", Consequence.FileRefused, new Place(name), "a file that does not begin and end as Parquet does",
                "a whole Parquet file, not encrypted: it may have been cut off, so ask for it again; or a name that says what it is"));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Headers { get; }

    public long Line { get; private set; } = 1;

    public int FieldCount => Headers.Count;

    /// <summary>How much of the records has been read, from nought to one.</summary>
    public double Progress => records == 0 ? 1 : Math.Min(1, (Line - 1) / (double)records);

    /// <summary>Says which columns will be asked for, and for which item of a record; none for one that is carried through. The others are not read.</summary>
    /// <returns>What a person should know about the columns.</returns>
    /// <exception cref="RefusedException">A column's type has no honest text.</exception>
    public IReadOnlyList<Finding> Take(IEnumerable<(int Column, Item? Item)> wanted)
    {
        taken = [.. wanted.DistinctBy(c => c.Column)];
        days = [.. taken.Where(t => t.Item is not null && IsTimestamp(columns[t.Column].Type)).Select(t => t.Column)];
        return [.. from t in taken
                   where t.Item?.Kind == CellKind.Code && IsWhole(columns[t.Column].Type) && taken.Count(other => other.Item == t.Item) == 1
                   select new Finding("number-for-code", Consequence.Note, new Place(name, 0, Headers[t.Column]), $"codes kept as numbers ({columns[t.Column].Type})", "text: a code that begins with 0 has lost it and is taken as it stands")];
    }

    public bool Read()
    {
        try
        {
            rows ??= Begin();
            row++;
            if (row >= rows.Count)
            {
                if (!rows.Next())
                {
                    return Line - 1 == records ? false
                        : throw Refuse("cut-short", Line, "", $"{Line - 1:N0} records", $"the {records:N0} that the file says it holds: ask for it again");
                }

                row = 0;
            }
        }
        catch (DuckDbException e)
        {
            // Its words may hold a patient's cell, and so are not repeated.
            throw e.IsOutOfMemory
                ? Refuse("too-much-memory", Line + 1, "", "groups of rows too large to hold in memory", "smaller row groups, or CSV")
                : e.Message.Contains("UTF", StringComparison.Ordinal)
                    ? Refuse("wrong-encoding", Line + 1, "", "text that is not UTF-8", "text in UTF-8, as Parquet has it")
                    : Refuse("damaged", Line + 1, "", "rows that cannot be read, here or later", "a whole Parquet file: it may have been damaged on its way, so ask for it again");
        }

        Line++;
        Check();
        return true;
    }

    public string Text(int field) => Encoding.UTF8.GetString(Span(field));

    public ReadOnlySpan<byte> Span(int field) => places[field] is var place and >= 0 ? rows!.Cell(place, row) : [];

    public void Dispose()
    {
        rows?.Dispose();
        session.Dispose();
    }

    private DuckDbRows Begin()
    {
        Array.Fill(places, -1);
        foreach (var (place, (column, _)) in taken.Index())
            places[column] = place;
        row = -1;
        return session.Query($"SELECT {string.Join(", ", taken.Select(AsText))} FROM {from}", taken.Length);
    }

    // What no CSV could hold either.
    private void Check()
    {
        var length = 0L;
        foreach (var (column, _) in taken)
        {
            var cell = Span(column);
            length += cell.Length;
            if (cell.Contains((byte)0))
                throw Refuse("binary", Line, Headers[column], "a NUL byte", "text");
        }

        if (length > CsvSource.LongestRecord)
            throw Refuse("not-a-table", Line, "", $"a record longer than {CsvSource.LongestRecord:N0} bytes", "records of a table");
        foreach (var column in days)
            if (Span(column).Length > "2025-06-30".Length)
                throw Refuse("time-of-day", Line, Headers[column], $"a time of day ({columns[column].Type})", "days: make the column a DATE, by the day it was in England");
    }

    private string AsText((int Column, Item? Item) taken)
    {
        var (column, type) = (DuckDbSession.Name(columns[taken.Column].Name), columns[taken.Column].Type);
        var isCarried = taken.Item is null;
        if (type is "VARCHAR")
            return column;
        if (type is "VARCHAR[]" && (isCarried || taken.Item!.Kind == CellKind.Codes))
            return $"array_to_string({column}, ';')";
        if (IsTimestamp(type) && !isCarried)
            return $"CASE WHEN CAST({column} AS TIME) = TIME '00:00:00' THEN CAST(CAST({column} AS DATE) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END";
        if (type is "DATE" || IsWhole(type) || type.StartsWith("ENUM(", StringComparison.Ordinal) || (isCarried && IsPlain(type)))
            return $"CAST({column} AS VARCHAR)";

        throw Refuse("no-honest-text", 0, Headers[taken.Column], $"a column of {type}",
            isCarried ? "a column of text, numbers or days: this one would be carried into the decisions" : $"text{(taken.Item!.Kind == CellKind.Codes ? " with ';' between codes, or a list of text" : taken.Item.Kind == CellKind.Date ? " as 2025-06-30, or days" : ", or whole numbers")}");
    }

    private static bool IsWhole(string type) =>
        type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT"
        || (type.StartsWith("DECIMAL(", StringComparison.Ordinal) && type.EndsWith(",0)", StringComparison.Ordinal));

    private static bool IsTimestamp(string type) => type is "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS";

    // One value has one text, and the text gives the value back.
    private static bool IsPlain(string type) =>
        IsTimestamp(type) || type is "BOOLEAN" or "FLOAT" or "DOUBLE" or "TIME" or "UUID" or "JSON" || type.StartsWith("DECIMAL(", StringComparison.Ordinal);

    // A file is named as it is: its asterisks are its own.
    private static string Unglobbed(string path) =>
        string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : $"{c}"));

    private List<string[]> Rows(string sql, int columns)
    {
        using var found = session.Query(sql, columns);
        List<string[]> all = [];
        while (found.Next())
            for (var i = 0; i < found.Count; i++)
            {
                var at = i;
                all.Add([.. Enumerable.Range(0, columns).Select(c => Encoding.UTF8.GetString(found.Cell(c, at)))]);
            }

        return all;
    }

    private RefusedException Refuse(string code, long line, string column, string found, string wanted) =>
        new(new Finding(code, Consequence.FileRefused, new Place(name, line, column), found, wanted));
}
