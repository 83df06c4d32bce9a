namespace Remit.Responsibility.Sql;

/// <summary>A rulebook as one statement, written from its boxes. No rule is written a second time.</summary>
public sealed class RulebookSql
{
    private readonly IReadOnlyList<LookupTable> tables;

    /// <param name="rulebook">With the readings it was built with.</param>
    public RulebookSql(Rulebook rulebook, SqlDialect dialect, SqlActivity activity)
    {
        (Rulebook, Dialect, Activity) = (rulebook, dialect, activity);
        tables = LookupTable.Of([rulebook]);
        (Decide, ReadColumns) = WriteDecide();
        Rejects = WriteRejects();
    }

    public Rulebook Rulebook { get; }
    public SqlDialect Dialect { get; }
    public SqlActivity Activity { get; }

    /// <summary>The columns that the statements give of themselves: none that is kept may have such a name.</summary>
    public static IReadOnlyList<string> OwnColumns { get; } = [Item.RecordId.Column, .. Decision.Columns, "column", "found", "wanted"];

    /// <summary>The columns that the table of activity must have, besides those to be kept.</summary>
    public IReadOnlyList<Item> ReadColumns { get; }

    /// <summary>The SELECT that gives the seven decision columns (formats.md, section 3) of every record that can be assigned, and then the kept columns. In no order.</summary>
    public string Decide { get; }

    /// <summary>The SELECT that lists the records that cannot be assigned: <c>record_id, column, found, wanted</c>, and then the kept columns. In no order; none where they are known to be checked.</summary>
    public string Rejects { get; }

    private (string Text, IReadOnlyList<Item> Read) WriteDecide()
    {
        var levels = new Levels(Dialect.JoinsInALevel);
        var cells = new ActivityCells(Rulebook, Dialect, Activity, levels);
        cells.Keep(sound: true);
        var chart = new ChartSql(Rulebook, new Translation(Dialect, levels, cells, tables), levels);
        chart.Write();
        cells.Finish();
        return (Write(levels, ["given_record_id AS record_id", .. Decision.Columns, .. Kept]), cells.Read);
    }

    private string WriteRejects()
    {
        var levels = new Levels(Dialect.JoinsInALevel);
        var cells = new ActivityCells(Rulebook, Dialect, Activity, levels);
        var checks = cells.Keep(sound: false);
        if (checks.Count == 0)
            levels[1].Where = Expression.False;
        var column = levels.Add(levels.Unused("column_at_fault"), Expression.Case(checks.Select(c => (c.When, Expression.Literal(c.Column))), Expression.Empty));
        var found = levels.Add(levels.Unused("found"), Expression.Case(checks.Select(c => (c.When, c.Found)), Expression.Empty));
        var wanted = levels.Add(levels.Unused("wanted"), Expression.Case(checks.Select(c => (c.When, Expression.Literal(c.Wanted))), Expression.Empty));
        cells.Finish();
        return Write(levels, ["given_record_id AS record_id", $"{column} AS \"column\"", $"{found}", $"{wanted}", .. Kept]);
    }

    private string Write(Levels levels, IReadOnlyList<string> selected)
    {
        levels.Prune(selected);
        return Dialect.Write(levels.All, selected, Activity.Table);
    }

    private IEnumerable<string> Kept => Activity.Kept.Select((column, i) => $"{ActivityCells.Kept(i)} AS {Dialect.Quoted(column)}");
}
