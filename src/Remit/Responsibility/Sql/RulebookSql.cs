namespace Remit.Responsibility.Sql;

/// <summary>A rulebook as one statement, written from its boxes. No rule is written a second time.</summary>
/// <param name="rulebook">With the readings it was built with.</param>
public sealed class RulebookSql(Rulebook rulebook, SqlDialect dialect, SqlActivity activity)
{
    public Rulebook Rulebook => rulebook;
    public SqlDialect Dialect => dialect;
    public SqlActivity Activity => activity;

    /// <summary>The columns that the table of activity must have, besides those to be kept.</summary>
    public IReadOnlyList<Item> ReadColumns => throw new NotImplementedException();

    /// <summary>The SELECT that gives the seven decision columns (formats.md, section 3) of every record that can be assigned, and then the kept columns. In no order.</summary>
    public string Decide => throw new NotImplementedException();

    /// <summary>The SELECT that lists the records that cannot be assigned: <c>record_id, column_at_fault, found, wanted</c>, and then the kept columns. In no order.</summary>
    /// <remarks>It knows neither lines nor the order of records, so an id that occurs more than once is listed for each record that has it, and every one of those is decided too.</remarks>
    public string Rejects => throw new NotImplementedException();
}
