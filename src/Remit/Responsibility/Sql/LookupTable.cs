namespace Remit.Responsibility.Sql;

/// <summary>A table derived from a reference table for look-ups by some key: at most one row for each key.</summary>
internal sealed class LookupTable
{
    private readonly TableLookup lookup;

    public LookupTable(TableLookup lookup, IEnumerable<string> columns)
    {
        this.lookup = lookup;
        Columns = [.. columns];
        var only = lookup.Only is { } o ? $"_{o.Column}_{string.Join('_', o.Codes)}" : "";
        Name = (Source + "_by_" + string.Join('_', lookup.Keys.Select(k => k.Column)) + only + (lookup.OnlyWith is { } with ? $"_with_{with}" : "")).ToLowerInvariant();
    }

    public TableSchema Schema => lookup.Schema;

    /// <summary>The reference table it is derived from.</summary>
    public string Source => SourceOf(Schema);

    public string Name { get; }

    /// <summary>The columns that rulebooks read.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The key: of several columns, one after the other.</summary>
    public string Key => KeyOf(lookup.Keys.Select(k => k.Column));

    /// <summary>Which rows count.</summary>
    public string Where => string.Join(" AND ",
    [
        .. lookup.Keys.Select(k => $"{k.Column} <> ''"),
        .. lookup.Only is { } only ? [$"{only.Column} IN ({string.Join(", ", only.Codes.Select(Expression.Quoted))})"] : (string[])[],
        .. lookup.OnlyWith is { } with ? [$"{with} <> ''"] : (string[])[],
    ]);

    public static string SourceOf(TableSchema schema) => $"remit_{schema.Name}";

    public static string KeyOf(IEnumerable<string> parts) => parts.ToList() switch
    {
        [var only] => only,
        // No code holds a bar.
        var several => $"concat({string.Join(", '|', ", several)})",
    };

    /// <summary>One for each way of looking up that these rulebooks have, in the order in which they are first asked.</summary>
    public static IReadOnlyList<LookupTable> Of(IReadOnlyList<Rulebook> rulebooks)
    {
        var reads = new Bulk.RulebookReads(rulebooks);
        return [.. reads.Lookups.Select(l => new LookupTable(l, Read(reads, l.Schema))).DistinctBy(t => t.Name)];
    }

    private static List<string> Read(Bulk.RulebookReads reads, TableSchema schema)
    {
        var columns = schema.Columns.Where((_, i) => reads.Columns.Contains((schema.Name, i))).Select(c => c.Name).ToList();
        return columns.Count > 0 ? columns : throw new InvalidOperationException($"Nothing is read of {schema}.");
    }

    public override string ToString() => Name;
}
