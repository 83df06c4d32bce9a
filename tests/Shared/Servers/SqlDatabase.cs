using System.Text.RegularExpressions;
using Npgsql;
using Remit.Responsibility;
using Remit.Responsibility.Sql;
using Remit.Storage.Responsibility.Sql;

namespace Remit.Tests.Servers;

/// <summary>An empty database on one of the test servers, dropped when disposed: reference tables and activity go in, decisions come out.</summary>
public abstract class SqlDatabase(SqlDialect dialect) : IAsyncDisposable
{
    private const string Activity = "activity";

    private static int made;

    public SqlDialect Dialect => dialect;

    /// <summary>A new database; skips the test, saying so, where the server is not installed.</summary>
    public static async Task<SqlDatabase> New(TestServers servers, string dialectName)
    {
        var dialect = SqlDialect.All.Single(d => d.Name == dialectName);
        var name = $"sql_{Interlocked.Increment(ref made)}";
        if (dialect == SqlDialect.ClickHouse)
            return await ClickHouse.Make(await servers.ClickHouse(), name);
        return await Postgres.Make(await servers.Postgres(), name);
    }

    /// <summary>Empties the database, loads reference tables and makes the look-ups.</summary>
    public async Task Load(ReferenceTables tables, IReadOnlyList<Rulebook> rulebooks)
    {
        var reference = new ReferenceSql(dialect, rulebooks);
        await Empty();
        foreach (var statement in reference.Create)
            await Run(statement);
        foreach (var table in reference.Tables)
        {
            using var rows = new MemoryStream();
            TabSeparated.Write(rows, table, tables);
            rows.Position = 0;
            await Load(table.Name, table.Columns, rows);
        }

        foreach (var statement in reference.Derive)
            await Run(statement);
    }

    /// <summary>Loads activity: the columns of the plain format as text, and a row number. The number tells rows apart, whatever their ids.</summary>
    /// <param name="rows">The cells of each in the order of <see cref="Item.All"/>.</param>
    public async Task LoadActivity(IEnumerable<IEnumerable<string>> rows)
    {
        var text = dialect == SqlDialect.ClickHouse ? "String" : "text";
        var number = dialect == SqlDialect.ClickHouse ? "UInt32" : "integer";
        await Run($"DROP TABLE IF EXISTS {Activity}");
        await Run($"CREATE TABLE {Activity} ({string.Join(", ", Item.All.Select(i => $"{i.Column} {text}"))}, row_number {number}){(dialect == SqlDialect.ClickHouse ? " ENGINE = MergeTree ORDER BY row_number" : "")}");
        using var lines = new MemoryStream();
        await using (var writer = new StreamWriter(lines, leaveOpen: true))
        {
            foreach (var (i, row) in rows.Index())
                await writer.WriteAsync(Line([.. row, $"{i}"]));
        }

        lines.Position = 0;
        await Load(Activity, [.. Item.All.Select(i => i.Column), "row_number"], lines);
    }

    /// <summary>The rulebook's statements over the loaded activity; the row number comes after the decision.</summary>
    public RulebookSql Sql(Rulebook rulebook, Func<SqlActivity, SqlActivity>? how = null)
    {
        var activity = new SqlActivity(Activity) { Kept = ["row_number"] };
        return new RulebookSql(rulebook, dialect, how?.Invoke(activity) ?? activity);
    }

    public abstract Task Run(string statement);

    /// <summary>What a SELECT yields, as text.</summary>
    public abstract Task<List<string[]>> Select(string statement);

    public abstract ValueTask DisposeAsync();

    protected abstract Task Empty();

    protected abstract Task Load(string table, IReadOnlyList<string> columns, Stream rows);

    protected static async Task<List<string[]>> Rows(TextReader text)
    {
        var rows = new List<string[]>();
        while (await text.ReadLineAsync() is { } line)
            rows.Add([.. line.Split('\t').Select(Unescaped)]);
        return rows;
    }

    // Written here a second time, so that a slip in the product's own shows.
    private static string Line(IEnumerable<string> cells) => string.Join('\t', cells.Select(c => c
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal))) + "\n";

    private static string Unescaped(string cell) => Regex.Replace(cell, @"\\(.)", m => m.Groups[1].Value switch
    {
        "t" => "\t",
        "n" => "\n",
        "r" => "\r",
        "b" => "\b",
        "f" => "\f",
        "v" => "\v",
        "0" => "\0",
        var other => other,
    });

    private sealed class Postgres(NpgsqlConnection connection) : SqlDatabase(SqlDialect.PostgreSql)
    {
        public static async Task<SqlDatabase> Make(PostgresServer server, string name)
        {
            await server.Query($"create database {name}");
            // Compiling the expressions costs more than a few rows do.
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, Pooling = false, Options = "-c jit=off", CommandTimeout = 600 }.ConnectionString);
            await connection.OpenAsync();
            return new Postgres(connection);
        }

        protected override Task Empty() => Run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");

        public override async Task Run(string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }

        public override async Task<List<string[]>> Select(string statement)
        {
            using var text = await connection.BeginTextExportAsync($"COPY (\n{statement}\n) TO STDOUT");
            return await Rows(text);
        }

        public override ValueTask DisposeAsync() => connection.DisposeAsync();

        protected override async Task Load(string table, IReadOnlyList<string> columns, Stream rows)
        {
            await using var text = await connection.BeginTextImportAsync($"COPY {table} ({string.Join(", ", columns)}) FROM STDIN");
            using var reader = new StreamReader(rows);
            await text.WriteAsync(await reader.ReadToEndAsync());
        }
    }

    private sealed class ClickHouse(ClickHouseServer server, string name) : SqlDatabase(SqlDialect.ClickHouse)
    {
        private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };

        public static async Task<SqlDatabase> Make(ClickHouseServer server, string name)
        {
            await server.Query($"CREATE DATABASE {name}");
            return new ClickHouse(server, name);
        }

        protected override async Task Empty()
        {
            await server.Query($"DROP DATABASE {name}");
            await server.Query($"CREATE DATABASE {name}");
        }

        public override async Task Run(string statement) => await Post(statement, new MemoryStream());

        public override async Task<List<string[]>> Select(string statement)
        {
            using var text = new StringReader(await Post($"{statement}\nFORMAT TabSeparated", new MemoryStream()));
            return await Rows(text);
        }

        public override async ValueTask DisposeAsync() => await server.Query($"DROP DATABASE {name}");

        protected override Task Load(string table, IReadOnlyList<string> columns, Stream rows) =>
            Post($"INSERT INTO {table} ({string.Join(", ", columns)}) FORMAT TabSeparated\n", rows);

        private async Task<string> Post(string statement, Stream rows)
        {
            using var both = new MemoryStream();
            await both.WriteAsync(System.Text.Encoding.UTF8.GetBytes(statement));
            await rows.CopyToAsync(both);
            both.Position = 0;
            using var content = new StreamContent(both);
            using var response = await Http.PostAsync(new Uri(server.Address, $"?database={name}"), content);
            var said = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? said : throw new InvalidOperationException($"{statement}\n{said}");
        }
    }
}
