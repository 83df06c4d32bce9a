namespace Remit.Responsibility.Sql;

/// <summary>A reference table in the database: what its columns are called, and its rows as text.</summary>
/// <param name="Name">Such as <c>remit_practices</c>.</param>
/// <param name="Columns">In the order of <see cref="Rows"/>.</param>
/// <param name="Rows">Its rows, one text for each column, none of them null: as COPY and tab-separated inserts take them once escaped.</param>
public sealed record SqlTable(string Name, IReadOnlyList<string> Columns, Func<ReferenceTables, IEnumerable<string[]>> Rows);
