using System.Security.Cryptography;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Storage.Responsibility;

/// <summary>One source that reference tables were built from, for a run's manifest.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Sha256">The content's SHA-256, in lower-case hexadecimal.</param>
public sealed record ReferenceSource(string Name, string Sha256);

/// <summary>Reference tables, the sources they were built from, and what was found wrong on the way.</summary>
public sealed record LoadedReference(ReferenceTables Tables, IReadOnlyList<ReferenceSource> Sources, IReadOnlyList<Finding> Findings);

/// <summary>Reads the plain reference tables of formats.md, section 2. Memory: all rows of all tables.</summary>
public static class ReferenceFolder
{
    /// <summary>Reads every table in a folder. The small areas may be missing; the others may not.</summary>
    /// <exception cref="RefusedException">The folder or a table is missing, or a table cannot be used.</exception>
    public static LoadedReference Load(string folder)
    {
        if (!Directory.Exists(folder))
            throw new RefusedException(new Finding("no-such-folder", Consequence.FileRefused, new Place(folder), "no folder", "a folder of reference tables"));

        var findings = new List<Finding>();
        var tables = new List<ReferenceTable>();
        var sources = new List<ReferenceSource>();
        var missing = TableSchema.All.Where(s => s != TableSchema.SmallAreas && !File.Exists(PathOf(folder, s))).ToList();
        if (missing.Count > 0)
            throw new RefusedException([.. missing.Select(s => new Finding("missing-table", Consequence.FileRefused, new Place(PathOf(folder, s)),
                "no file", $"the table of {s.Words}, even if it holds only a header"))]);

        foreach (var schema in TableSchema.All.Where(s => File.Exists(PathOf(folder, s))))
        {
            var path = PathOf(folder, schema);
            tables.Add(Read(path, schema, $"{schema.Name}.csv", findings));
            using var content = File.OpenRead(path);
            sources.Add(new ReferenceSource($"{schema.Name}.csv", Convert.ToHexStringLower(SHA256.HashData(content))));
        }

        return new LoadedReference(new ReferenceTables(tables, $"folder {Path.GetFileName(Path.GetFullPath(folder))}"), sources, findings);
    }

    /// <summary>Reads one table.</summary>
    /// <param name="words">What explanations call it.</param>
    /// <param name="findings">Where rows that were left out are told.</param>
    /// <exception cref="RefusedException">A column is missing or repeated, or the file cannot be read.</exception>
    public static ReferenceTable Read(string path, TableSchema schema, string words, List<Finding> findings)
    {
        using var csv = CsvSource.Open(path, hasHeader: true);
        return Read(csv, Path.GetFileName(path), schema, words, findings);
    }

    /// <inheritdoc cref="Read(string, TableSchema, string, List{Finding})"/>
    /// <param name="file">What findings call it.</param>
    public static ReferenceTable Read(CsvSource csv, string file, TableSchema schema, string words, List<Finding> findings)
    {
        var headers = csv.Headers.Select(h => h.ToLowerInvariant()).ToList();
        var wrong = headers.GroupBy(h => h).Where(g => g.Count() > 1).Select(g => new Finding("repeated-column", Consequence.FileRefused, new Place(file, 1, g.Key), $"{g.Count()} columns of that name", "one"))
            .Concat(schema.Columns.Where(c => c.Required && !headers.Contains(c.Name)).Select(c => new Finding("missing-column", Consequence.FileRefused, new Place(file, 1, c.Name), "no such column", $"the {c.Words}")))
            .ToList();
        if (wrong.Count > 0)
            throw new RefusedException(wrong);

        var columns = schema.Columns.Select(c => headers.IndexOf(c.Name)).ToArray();
        var (from, to) = (headers.IndexOf("from"), headers.IndexOf("to"));
        var origin = new Origin(file, words);
        var pool = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = new List<ReferenceRow>();
        while (csv.Read())
        {
            if (csv.FieldCount != headers.Count)
            {
                findings.Add(new Finding("wrong-cell-count", Consequence.RowLeftOut, new Place(file, csv.Line), $"{csv.FieldCount} cells", $"{headers.Count} cells"));
                continue;
            }

            if (!TryDays(csv, schema.Dated, from, to, file, findings, out var days))
                continue;

            var cells = new string[columns.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                var cell = columns[i] < 0 ? "" : Cells.Clean(schema.Columns[i].Kind, csv.Text(columns[i]));
                cells[i] = i == 0 ? cell : Pooled(pool, cell);
            }

            rows.Add(new ReferenceRow(schema, cells, days, origin, (int)csv.Line));
        }

        return new ReferenceTable(schema, rows);
    }

    private static bool TryDays(CsvSource csv, bool dated, int from, int to, string file, List<Finding> findings, out DateSpan days)
    {
        days = DateSpan.Always;
        if (!dated)
            return true;
        if (!TryDay(csv, from, "from", file, findings, out var first) || !TryDay(csv, to, "to", file, findings, out var last))
            return false;

        if (last < first)
        {
            findings.Add(new Finding("impossible-dates", Consequence.RowLeftOut, new Place(file, csv.Line, "to"), IsoDate.Text(last.Value), $"a day on or after {first:yyyy-MM-dd}, the first"));
            return false;
        }

        days = new DateSpan(first ?? DateOnly.MinValue, last);
        return true;
    }

    private static bool TryDay(CsvSource csv, int column, string name, string file, List<Finding> findings, out DateOnly? day)
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

        findings.Add(new Finding("not-a-date", Consequence.RowLeftOut, new Place(file, csv.Line, name), text, "a date as YYYY-MM-DD, or nothing"));
        return false;
    }

    private static string Pooled(Dictionary<string, string> pool, string cell)
    {
        if (cell.Length == 0)
            return "";
        if (pool.TryGetValue(cell, out var same))
            return same;
        if (pool.Count < 100_000)
            pool[cell] = cell;
        return cell;
    }

    private static string PathOf(string folder, TableSchema schema) => Path.Combine(folder, schema.Name + ".csv");
}
