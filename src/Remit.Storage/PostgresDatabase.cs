using System.Data.Common;
using Dapper;
using Npgsql;

namespace Remit.Storage;

/// <summary>A PostgreSQL database, which programs on several machines may use at once.</summary>
internal sealed class PostgresDatabase : Database
{
    private readonly NpgsqlDataSource source;

    private PostgresDatabase(NpgsqlDataSource source, string name) => (this.source, Name) = (source, name);

    /// <summary>Reads <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE?NAME=VALUE</c>, where everything but the host may be left out. The names are Npgsql's, such as <c>Search Path</c> or <c>SSL Mode</c>.</summary>
    /// <exception cref="RefusedException">It does not read so. What was found is not repeated, since it may hold a password.</exception>
    public static PostgresDatabase Parse(string setting)
    {
        try
        {
            var uri = new Uri(setting);
            if (uri.Scheme is not ("postgres" or "postgresql") || uri.Host.Length == 0)
                throw new UriFormatException();

            var user = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
            var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
            var settings = new NpgsqlConnectionStringBuilder
            {
                Host = uri.Host,
                Port = uri.IsDefaultPort || uri.Port < 0 ? NpgsqlConnection.DefaultPort : uri.Port,
                Username = user[0].Length > 0 ? user[0] : null,
                Password = user.Length > 1 ? user[1] : null,
                Database = database.Length > 0 ? database : null,
                ApplicationName = "Remit",
            };
            foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = pair.Split('=', 2);
                settings[Uri.UnescapeDataString(parts[0])] = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "");
            }

            return new(NpgsqlDataSource.Create(settings), $"{(database.Length > 0 ? database : "the default database")} on PostgreSQL at {uri.Host}:{settings.Port}");
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException or FormatException)
        {
            throw new RefusedException(new Finding("not-a-database", Consequence.FileRefused, new Place(Setting), "something else than the address of a PostgreSQL database",
                "postgres://USER:PASSWORD@HOST:PORT/DATABASE, with signs such as @ and / in a password written as %40 and %2F; or nothing, for a file in the workspace"));
        }
    }

    public override string Name { get; }

    public override bool Exists => Read(connection => HasTable(connection, "journal"));

    protected override DbConnection Connect() => source.OpenConnection();

    // The lock is of this schema alone, and is there before any table is. A server that was told to acknowledge early is told otherwise, for this change.
    protected override void Alone(DbConnection connection) => connection.Execute("""
        SELECT pg_advisory_xact_lock(hashtext('remit.' || current_schema()));
        SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local');
        """);

    internal override bool HasTable(DbConnection connection, string table) =>
        connection.ExecuteScalar<bool>("SELECT to_regclass(quote_ident(current_schema()) || '.' || quote_ident(@table)) IS NOT NULL", new { table });

    protected override Finding? Finding(DbException fault) => fault.SqlState switch
    {
        null when fault.InnerException is TimeoutException => Refused("database-busy", "no answer in time, as when another program has been writing for long", "the same again, once it is done. If this was a change, see whether it was made before making it again"),
        null or ['0', '8', ..] or "57P01" or "57P02" or "57P03" =>
            Refused("database-unreachable", "no answer, or a connection that broke", "a PostgreSQL that runs and can be reached. If this was a change, see whether it was made before making it again"),
        ['2', '8', ..] => Refused("database-refused", $"sign-in refused: {(fault as PostgresException)?.MessageText}", $"a user and password in {Setting} that the database knows"),
        "3D000" => Refused("no-such-database", "no database of that name", "one that exists: createdb makes it"),
        "3F000" => Refused("no-such-schema", "no schema of that name", $"a Search Path in {Setting} whose first schema exists: CREATE SCHEMA makes it"),
        "42501" or "25006" => Refused("database-refused", $"not allowed: {(fault as PostgresException)?.MessageText}", "a user who may create and change tables in the schema"),
        ['5', '3', ..] => Refused("database-full", $"{(fault as PostgresException)?.MessageText}", "a PostgreSQL with room, and with connections to spare; nothing was changed"),
        "40001" or "40P01" or "55P03" or "57014" => Refused("database-busy", "another program in the way", "the same again, in a moment"),
        _ => null,
    };

    private Finding Refused(string code, string found, string wanted) => new(code, Consequence.FileRefused, new Place(Name), found, wanted);

    public override void Dispose() => source.Dispose();
}
