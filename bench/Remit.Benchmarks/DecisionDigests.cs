using Remit.Storage;

namespace Remit.Benchmarks;

/// <summary>Whether a contender's decisions are the reference engine's.</summary>
/// <param name="Difference">The first difference, where there is one.</param>
/// <param name="Beyond">How many records it decided that Remit rejects.</param>
internal sealed record Agreement(string? Difference, int Beyond)
{
    public bool Holds => Difference is null;
}

/// <summary>A digest of every row of a file of decisions, sorted, so that two files can be compared whatever their order. Sixteen bytes a row.</summary>
internal sealed class DecisionDigests
{
    private readonly string path;
    private readonly UInt128[] sorted;

    /// <exception cref="RefusedException">The file is not one of decisions.</exception>
    public DecisionDigests(string path)
    {
        this.path = path;
        List<UInt128> digests = [];
        using (var rows = new DecisionRows(path))
            while (rows.Read())
                digests.Add(rows.Digest());
        sorted = [.. digests];
        Array.Sort(sorted);
    }

    public int Count => sorted.Length;

    /// <summary>Holds a contender's decisions against these.</summary>
    /// <param name="rejects">The reference engine's rejects of the same activity, where the contender may decide what Remit rejects; else every row too many is a difference.</param>
    public Agreement With(DecisionDigests found, string? rejects)
    {
        HashSet<UInt128> missing = [], extra = [];
        for (var (i, j) = (0, 0); i < sorted.Length || j < found.sorted.Length;)
        {
            var order = i == sorted.Length ? 1 : j == found.sorted.Length ? -1 : sorted[i].CompareTo(found.sorted[j]);
            if (order < 0)
                missing.Add(sorted[i]);
            else if (order > 0)
                extra.Add(found.sorted[j]);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        if (missing.Count > 0)
        {
            var wanted = First(path, missing.Contains, _ => true)!;
            return new Agreement(Difference(wanted, First(found.path, d => extra.Contains(d), id => id == wanted[0])), 0);
        }

        var tolerated = rejects is null || extra.Count == 0 ? [] : RejectedIds(rejects);
        return extra.Count > 0 && First(found.path, extra.Contains, id => !tolerated.Contains(id.Trim())) is { } tooMany
            ? new Agreement($"record {tooMany[0]} is decided ({string.Join(',', tooMany.Skip(1))}) though the reference engine does not", 0)
            : new Agreement(null, found.Count - Count);
    }

    private static string Difference(IReadOnlyList<string> wanted, IReadOnlyList<string>? found)
    {
        if (found is null)
            return $"record {wanted[0]} is not decided; wanted {string.Join(',', wanted.Skip(1))}";

        var column = wanted.Zip(found).Index().First(c => c.Item.First != c.Item.Second);
        return $"record {wanted[0]}, {DecisionRows.Columns[column.Index]}: found '{column.Item.Second}', wanted '{column.Item.First}'";
    }

    private static IReadOnlyList<string>? First(string path, Func<UInt128, bool> isOne, Func<string, bool> isOfRecord)
    {
        using var rows = new DecisionRows(path);
        while (rows.Read())
            if (isOne(rows.Digest()) && isOfRecord(rows.RecordId))
                return rows.Cells;
        return null;
    }

    private static HashSet<string> RejectedIds(string rejects)
    {
        HashSet<string> ids = [];
        using var csv = CsvSource.Open(rejects, hasHeader: true);
        var column = csv.Headers.Index().Single(h => h.Item == "record_id").Index;
        while (csv.Read())
            ids.Add(csv.Text(column).Trim());
        return ids;
    }
}
