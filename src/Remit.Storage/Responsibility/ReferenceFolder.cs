using System.Security.Cryptography;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Storage.Responsibility;

/// <summary>Reads the plain reference tables of formats.md, section 2. Memory: all rows of all tables.</summary>
public static class ReferenceFolder
{
    /// <summary>Reads every table in a folder. The small areas may be missing; the others may not.</summary>
    /// <exception cref="RefusedException">The folder or a table is missing, or a table cannot be used.</exception>
    public static LoadedReference Load(string folder)
    {
        var findings = new List<Finding>();
        var tables = new List<ReferenceTable>();
        var sources = new List<ReferenceSource>();
        foreach (var schema in SchemasIn(folder))
        {
            var name = $"{schema.Name}.csv";
            var bytes = new HashingStream(OpenTable(folder, schema), compressed: false);
            using var csv = CsvSource.Open(bytes, name, hasHeader: true);
            tables.Add(Read(csv, name, schema, name, findings));
            sources.Add(new ReferenceSource(name, bytes.Finish()));
        }

        return new LoadedReference(new ReferenceTables(tables, $"folder {Path.GetFileName(Path.GetFullPath(folder))}"), sources, findings);
    }

    /// <summary>The tables in a folder, for a run that needs them compiled: read only if the folder of snapshots has none of the same content.</summary>
    /// <param name="snapshots">A folder that Remit may write to, or none.</param>
    /// <inheritdoc cref="Load"/>
    public static LoadedReference Open(string folder, string? snapshots)
    {
        var schemas = SchemasIn(folder);
        return new LoadedReference(() => Load(folder), snapshots is null ? null : new ReferenceSnapshot(snapshots, $"tables in {Path.GetFullPath(folder)}",
            () => [.. schemas.Select(schema =>
            {
                using var content = OpenTable(folder, schema);
                return new ReferenceSource($"{schema.Name}.csv", Convert.ToHexStringLower(SHA256.HashData(content)));
            })]));
    }

    private static List<TableSchema> SchemasIn(string folder)
    {
        if (!Directory.Exists(folder))
            throw new RefusedException(new Finding("no-such-folder", Consequence.FileRefused, new Place(folder), "no folder", "a folder of reference tables"));

        var missing = TableSchema.All.Where(s => s != TableSchema.SmallAreas && !File.Exists(PathOf(folder, s))).ToList();
        if (missing.Count > 0)
            throw new RefusedException([.. missing.Select(s => new Finding("missing-table", Consequence.FileRefused, new Place(PathOf(folder, s)),
                "no file", $"the table of {s.Words}, even if it holds only a header"))]);

        return [.. TableSchema.All.Where(s => File.Exists(PathOf(folder, s)))];
    }

    private static FileStream OpenTable(string folder, TableSchema schema) =>
        new(PathOf(folder, schema), FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);

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

            var days = DateSpan.Always;
            if (schema.Dated && !PlainDays.TryRead(csv, from, to, file, out days, out var badDays))
            {
                findings.Add(badDays!);
                continue;
            }

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
