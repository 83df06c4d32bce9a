using Remit.Responsibility;
using Remit.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Sql;

/// <summary>Reference tables as files for a database to load.</summary>
public static class ReferenceRows
{
    /// <summary>Writes one tab-separated file for each table, named after it, without a header.</summary>
    /// <returns>The files, and how many rows each has.</returns>
    /// <exception cref="RefusedException">Nothing may be written there.</exception>
    public static IReadOnlyList<(string Path, long Rows)> Write(string folder, ReferenceSql reference, ReferenceTables tables)
    {
        var written = new List<(string, long)>();
        foreach (var table in reference.Tables)
        {
            var path = Path.Combine(folder, $"{table.Name}.tsv");
            using var file = new WholeFile(path);
            var rows = TabSeparated.Write(file.Stream, table, tables);
            file.Keep();
            written.Add((path, rows));
        }

        return written;
    }
}
