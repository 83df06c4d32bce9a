using Remit.Storage;
using Remit.Storage.Parquet;

namespace Remit.Tests;

/// <summary>Makes and reads Parquet files for tests, by SQL.</summary>
internal static class Duck
{
    /// <summary>Skips the test, saying so, where there is no DuckDB library.</summary>
    public static void Need()
    {
        try
        {
            DuckDbLibrary.Need("x.parquet");
        }
        catch (RefusedException)
        {
            Assert.Skip("DuckDB's library is not installed ('npm ci --prefix native/duckdb' fetches it): this test was not run.");
        }
    }

    /// <summary>Writes what a query gives into a Parquet file.</summary>
    public static string Write(string path, string query, string options = "")
    {
        Need();
        using var session = new DuckDbSession(path, threads: 1);
        session.Execute($"COPY ({query}) TO {DuckDbSession.Literal(path)} (FORMAT parquet, USE_TMP_FILE false{options})");
        return path;
    }

    /// <summary>Writes a table of text into a Parquet file; what is null stays so.</summary>
    public static string Write(string path, IReadOnlyList<string> columns, IReadOnlyList<string?[]> rows, string options = "") =>
        Write(path, rows.Count == 0
            ? $"SELECT {string.Join(", ", columns.Select(c => $"'' AS {DuckDbSession.Name(c)}"))} WHERE false"
            : $"FROM (VALUES {string.Join(",\n", rows.Select(r => $"({string.Join(", ", r.Select(Literal))})"))}) AS t({string.Join(", ", columns.Select(DuckDbSession.Name))})", options);

    private static string Literal(string? cell) => cell is null ? "CAST(NULL AS VARCHAR)" : DuckDbSession.Literal(cell);

    /// <summary>A Parquet file as the CSV that holds the same.</summary>
    public static string AsCsv(string path)
    {
        using var source = ParquetSource.Open(path);
        var lines = new List<string> { string.Join(',', source.Headers.Select(Quoted)) };
        while (source.Read())
            lines.Add(string.Join(',', Enumerable.Range(0, source.FieldCount).Select(source.Text).Select(Quoted)));
        return string.Concat(lines.Select(l => l + "\n"));
    }

    public static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
