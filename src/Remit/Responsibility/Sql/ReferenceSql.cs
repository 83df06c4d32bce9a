using System.Globalization;

namespace Remit.Responsibility.Sql;

/// <summary>The reference tables as a database holds them, for one or more rulebooks.</summary>
/// <remarks>In this order: <see cref="Create"/>, load <see cref="Tables"/>, <see cref="Derive"/>. Statements carry no semicolon, and are given one at a time.</remarks>
public sealed class ReferenceSql
{
    internal const string NotStated = "remit_not_stated";
    internal const string NotStatedColumn = "table_and_column";

    private readonly IReadOnlyList<LookupTable> lookups;
    private readonly IReadOnlyList<(string Name, IReadOnlyList<(string Name, ColumnKind Kind)> Columns)> definitions;

    public ReferenceSql(SqlDialect dialect, IReadOnlyList<Rulebook> rulebooks)
    {
        (Dialect, Rulebooks) = (dialect, rulebooks);
        lookups = LookupTable.Of(rulebooks);
        var schemas = lookups.Select(l => l.Schema).Distinct().ToList();
        definitions =
        [
            .. schemas.Select(s => (LookupTable.SourceOf(s), ColumnsOf(s))),
            (NotStated, [(NotStatedColumn, ColumnKind.Text)]),
        ];
        Tables = [.. schemas.Select(s => new SqlTable(LookupTable.SourceOf(s), [.. ColumnsOf(s).Select(c => c.Name)], tables => RowsOf(tables[s]))),
            new SqlTable(NotStated, [NotStatedColumn], tables => schemas.SelectMany(s => tables[s].NotStated.Select(c => (string[])[$"{s}.{c}"])))];
    }

    public SqlDialect Dialect { get; }

    /// <summary>The rulebooks that can be asked of these tables.</summary>
    public IReadOnlyList<Rulebook> Rulebooks { get; }

    /// <summary>The tables to load: one of each schema that is looked into, and one of what no source states.</summary>
    public IReadOnlyList<SqlTable> Tables { get; }

    /// <summary>Makes the tables to load, empty.</summary>
    public IReadOnlyList<string> Create => [.. Dialect.CreateFunctions, .. definitions.Select(d => Dialect.CreateTable(d.Name, d.Columns))];

    /// <summary>Makes the look-ups from the loaded tables, replacing those that are there. To be run again whenever the tables change.</summary>
    public IReadOnlyList<string> Derive => [.. lookups.GroupBy(l => l.Source).SelectMany(g => Dialect.Derive(g.Key, [.. g]))];

    private static IReadOnlyList<(string Name, ColumnKind Kind)> ColumnsOf(TableSchema schema) =>
    [
        ("file_order", ColumnKind.Number),
        .. schema.Columns.Select(c => (c.Name, ColumnKind.Text)),
        .. schema.Dated ? [("first_day", ColumnKind.Day), ("last_day", ColumnKind.Day)] : ((string, ColumnKind)[])[],
    ];

    private IEnumerable<string[]> RowsOf(ReferenceTable table)
    {
        foreach (var (i, row) in table.Rows.Index())
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            yield return table.Schema.Dated
                ? [number, .. row.Cells, Dialect.Cell(row.Days.First), Dialect.Cell(row.Days.Last ?? SqlDialect.UntilFurtherNotice)]
                : [number, .. row.Cells];
        }
    }
}
