namespace Remit.Responsibility.Sql;

internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string Name => "postgresql";
}
