using Remit.Tests.Servers;

namespace Remit.Benchmarks;

/// <summary>Who takes part, in the order in which they are shown.</summary>
internal static class Contenders
{
    private const string ChDbLibrary = "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";
    private const string AsTheFormatAsks = "--as-the-format-asks";

    /// <param name="root">The top folder of this checkout.</param>
    /// <param name="peers">Where the peers' npm packages are.</param>
    public static IReadOnlyList<Contender> All(string root, string peers)
    {
        var remit = Path.Combine(root, "remit");
        var duckDb = new Need("DuckDB", ["node", "-p", "require(process.argv[1]).version", Path.Combine(peers, "node_modules/@duckdb/node-api/package.json")],
            "@duckdb/node-api is not installed: 'npm install --prefix bench/.peers @duckdb/node-api@1.5.6-r.1'");
        var node = new Need("Node", ["node", "--version"], "Node is not installed: 'apt-get install nodejs npm'");
        var r = new Need("R", ["Rscript", "-e", "cat(R.version$major, R.version$minor, sep = '.')"], "R is not installed: 'apt-get install r-base-core r-cran-data.table'");
        var dataTable = new Need("data.table", ["Rscript", "-e", "cat(as.character(packageVersion('data.table')))"], "data.table is not installed: 'apt-get install r-cran-data.table'");
        var postgres = new Need("", ["pg_config", "--version"], "PostgreSQL is not installed: 'tests/install-servers'");
        var clickHouse = new Need("", ["clickhouse-server", "--version"], "ClickHouse is not installed: 'tests/install-servers'");

        return
        [
            new CommandContender("floor", "floor: the same columns read and written again, nothing decided", Role.Floor,
                job => [Environment.ProcessPath!, "run-floor", job.Activity, job.Output]),
            new CommandContender("scan", "scan: cells found but not looked at, a constant decision written", Role.Floor,
                job => [Environment.ProcessPath!, "run-scan", job.Activity, job.Output]),
            new CommandContender("remit", "`./remit assign`", Role.Engine,
                job => [remit, "assign", job.Activity, "--out", job.Output, "--reference", job.World]),
            new CommandContender("reference", "`./remit assign --engine reference`", Role.Engine,
                job => [remit, "assign", job.Activity, "--out", job.Output, "--reference", job.World, "--engine", "reference"]),
            new ServerContender("postgresql", "`./remit assign --on postgres://…`, loading included", remit, postgres, () => PostgresServer.IsInstalled, StartedServer.Postgres),
            new ServerContender("clickhouse", "`./remit assign --on clickhouse://…`, loading included", remit, clickHouse, () => ClickHouseServer.IsInstalled, () => StartedServer.ClickHouse(1)),
            new ServerContender("clickhouse-shards", "`./remit assign --on clickhouse://…,…`, two shards on this machine, loading included", remit, clickHouse, () => ClickHouseServer.IsInstalled, () => StartedServer.ClickHouse(2)),
            new CommandContender("chdb", "generated SQL in chDB (2025/26 only), reading the file where it lies", Role.GeneratedSql,
                job => [Environment.ProcessPath!, "run-chdb", Path.Combine(peers, ChDbLibrary), job.Activity, job.World, job.Output],
                new Need("chDB", ["node", "-p", "require(process.argv[1]).version", Path.Combine(peers, "node_modules/@chdb/lib-linux-x64-gnu/package.json")],
                    "@chdb/lib-linux-x64-gnu is not installed (566 MB): 'npm install --prefix bench/.peers @chdb/lib-linux-x64-gnu@26.5.3'")) { OneYearOnly = true },
            new CommandContender("duckdb", "DuckDB SQL by hand, cells taken as they stand", Role.ByHand, job => DuckDb(job, job.AsTheFormatAsks), node, duckDb) { OneYearOnly = true },
            new CommandContender("duckdb-tidy", "DuckDB SQL by hand, cells trimmed and upper-cased first", Role.ByHand, job => DuckDb(job, true), node, duckDb) { OneYearOnly = true },
            new CommandContender("datatable", "R data.table by hand, cells taken as they stand", Role.ByHand,
                job => ["Rscript", Path.Combine(root, "bench/peers/datatable/decide.R"), job.Activity, job.World, job.Output, .. job.AsTheFormatAsks ? [AsTheFormatAsks] : Array.Empty<string>()], r, dataTable) { OneYearOnly = true, BytesARecord = 1_000 },
        ];

        IReadOnlyList<string> DuckDb(Job job, bool tidy) =>
            ["env", $"PEERS={peers}", "node", Path.Combine(root, "bench/peers/duckdb/run.mjs"), job.Activity, job.World, job.Output, .. tidy ? [AsTheFormatAsks] : Array.Empty<string>()];
    }
}
