namespace Remit.Responsibility.Sql;

/// <summary>The reference tables as a database holds them, for one or more rulebooks. The same for every reading of them.</summary>
/// <remarks>In this order: <see cref="Create"/>, load <see cref="Tables"/>, <see cref="Derive"/>. Statements carry no semicolon, and are given one at a time.</remarks>
public sealed class ReferenceSql(SqlDialect dialect, IReadOnlyList<Rulebook> rulebooks)
{
    public SqlDialect Dialect => dialect;
    public IReadOnlyList<Rulebook> Rulebooks => rulebooks;

    /// <summary>The tables to load.</summary>
    public IReadOnlyList<SqlTable> Tables => throw new NotImplementedException();

    /// <summary>Makes the tables to load, empty.</summary>
    public IReadOnlyList<string> Create => throw new NotImplementedException();

    /// <summary>Makes the look-ups from the loaded tables. To be run again whenever those change.</summary>
    public IReadOnlyList<string> Derive => throw new NotImplementedException();

    /// <summary>Removes everything that <see cref="Create"/> and <see cref="Derive"/> make, if it is there.</summary>
    public IReadOnlyList<string> Drop => throw new NotImplementedException();
}
