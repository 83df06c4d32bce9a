namespace Remit.Responsibility.Sql;

internal sealed class ClickHouseDialect : SqlDialect
{
    public override string Name => "clickhouse";
}
