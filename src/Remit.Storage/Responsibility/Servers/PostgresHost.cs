using Npgsql;
using Remit.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Servers;

/// <summary>A PostgreSQL. The whole run is one transaction in a schema of its own: whatever ends it, nothing of it is left, and nobody else ever sees it.</summary>
internal sealed class PostgresHost(ServerAddress address) : DecidingHost($"{address.Hosts[0].Name}:{address.Hosts[0].Port}", SqlDialect.PostgreSql)
{
    private readonly NpgsqlConnection connection = new(address.ConnectionString);
    private string ownSchema = "";
    private bool wasHeard;

    // Its sort goes to disk where it must.
    public override long Window => long.MaxValue;

    public override void Begin(string run, CancellationToken stop)
    {
        Ask(() =>
        {
            connection.Open();
            return true;
        }, stop);
        wasHeard = true;
        Execute("begin", stop);
        ownSchema = Query("select current_schema()", stop)[0][0];
        Execute($"create schema {run}", stop);
        Execute($"set local search_path to {run}", stop);
        // Unless it is generous already: so that national look-ups are joined in memory.
        Query("select set_config('work_mem', '256MB', true) where pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('256MB')", stop);
    }

    public override void Execute(string sql, CancellationToken stop) => Ask(() =>
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var heard = stop.Register(command.Cancel);
        return command.ExecuteNonQuery();
    }, stop);

    public override void CopyIn(string table, IReadOnlyList<string> columns, Action<Stream> write, CancellationToken stop) => Ask(() =>
    {
        using var writer = (NpgsqlCopyTextWriter)connection.BeginTextImport($"copy {table} ({string.Join(", ", columns.Select(Quoted))}) from stdin");
        write(writer.BaseStream);
        return true;
    }, stop);

    public override Stream CopyOut(string select, CancellationToken stop) =>
        Ask(() => new Answer(this, ((StreamReader)connection.BeginTextExport($"copy ({select}) to stdout")).BaseStream, stop), stop);

    public override void MakeActivity(IReadOnlyList<string> columns, CancellationToken stop) => MakeTable(Activity, ["row_number", .. columns], stop);

    public override void Decide(IReadOnlyList<string> columns, IReadOnlyList<string> selects, CancellationToken stop)
    {
        if (selects.Count == 0)
        {
            MakeTable(Decisions, columns, stop);
            return;
        }

        Execute($"analyze {Activity}", stop);
        // As a new table's definition, because it is planned for several processes; an insertion is not.
        Execute($"create unlogged table {Decisions} ({string.Join(", ", columns.Select(Quoted))}) as\n{string.Join("\nunion all\n", selects.Select(s => $"({s})"))}", stop);
    }

    public override bool HasTable(string table, CancellationToken stop) => Query($"select to_regclass('{InFull(table)}') is not null", stop)[0][0] == "t";

    /// <summary>Keeps the decisions under another name, outside the run's place, and ends the run. Gives the name in full.</summary>
    public string Leave(string table, IReadOnlyList<string> columns, CancellationToken stop)
    {
        var name = InFull(table);
        Execute($"create table {name} as select {string.Join(", ", columns.Select(Quoted))} from {Decisions} order by row_number", stop);
        Execute($"drop schema {Query("select current_schema()", stop)[0][0]} cascade", stop);
        Execute("commit", stop);
        return name;
    }

    // The transaction goes with its connection.
    public override void Clear() => connection.Close();

    public override void Dispose() => connection.Dispose();

    public override string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void MakeTable(string table, IReadOnlyList<string> columns, CancellationToken stop) =>
        Execute($"create unlogged table {table} ({string.Join(", ", columns.Select(c => $"{Quoted(c)} {(c == "row_number" ? "bigint" : "text")}"))})", stop);

    private string InFull(string table) => table.Contains('.', StringComparison.Ordinal) ? table : $"{ownSchema}.{table}";

    private T Ask<T>(Func<T> question, CancellationToken stop)
    {
        try
        {
            return question();
        }
        catch (PostgresException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (PostgresException e)
        {
            throw Translated(e);
        }
        catch (NpgsqlException e) when (!wasHeard && e.InnerException is null)
        {
            // What the driver itself misses: a password that the server asks for, an encryption that it does not offer.
            throw NotLetIn(e.Message);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw Lost(wasHeard);
        }
    }

    private RefusedException NotLetIn(string said) =>
        Refused("not-let-in", "a user or password that it does not take", "a user that may connect: postgres://USER@HOST:PORT/DATABASE, and the password in PGPASSWORD", said);

    private Exception Translated(PostgresException e) => e.SqlState switch
    {
        "28P01" or "28000" => NotLetIn(e.MessageText),
        "3D000" => Refused("no-such-database", $"no database {address.Database}", "one that is there: postgres://USER@HOST:PORT/DATABASE", e.MessageText),
        "42501" => Refused("no-rights", $"no right to what is needed for {Doing}", "a user who may make a schema in the database (GRANT CREATE ON DATABASE … TO …) and, for --leave-in, a table where it is to be", e.MessageText),
        "42P07" => Refused("table-exists", "a table of that name", "a new name for --leave-in: Remit never overwrites a table", e.MessageText),
        "3F000" => Refused("no-such-schema", "no such schema", "a schema that is there for --leave-in", e.MessageText),
        "57P01" or "57P02" or "57P03" => Lost(wasHeard),
        _ => Refused("server-refused", $"error {e.SqlState} while {Doing}", "a server that can do it: show what it said to those who look after it", e.MessageText),
    };

    /// <summary>What it gives, with its failures in our words.</summary>
    private sealed class Answer(PostgresHost host, Stream rows, CancellationToken stop) : ReadOnlyStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            stop.ThrowIfCancellationRequested();
            return host.Ask(() => rows.Read(buffer, offset, count), stop);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                try
                {
                    rows.Dispose();
                }
                catch (NpgsqlException)
                {
                    // Whatever was wrong has been told where it was read.
                }
            }

            base.Dispose(disposing);
        }
    }
}
