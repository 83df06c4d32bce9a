namespace Remit.Responsibility.Sql;

/// <summary>A database's way of writing SQL.</summary>
public abstract class SqlDialect
{
    /// <summary>PostgreSQL, 15 or later.</summary>
    public static readonly SqlDialect PostgreSql = new PostgreSqlDialect();

    /// <summary>ClickHouse, 18.16 or later: no more is asked of it than that release can do.</summary>
    public static readonly SqlDialect ClickHouse = new ClickHouseDialect();

    public static IReadOnlyList<SqlDialect> All { get; } = [PostgreSql, ClickHouse];

    /// <summary>As <c>--dialect</c> takes it.</summary>
    public abstract string Name { get; }

    public override string ToString() => Name;
}
