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
        // Where a role has limits, they are for people: ours waits while it sends, and decides for an hour.
        Execute("begin; set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0", stop);
        ownSchema = Value("select coalesce(current_schema(), '')", stop);
        Execute($"create schema {run}", stop);
        Execute($"set local search_path to {run}", stop);
        // Unless it is generous already: so that national look-ups are joined in memory.
        Query("select set_config('work_mem', '256MB', true) where pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('256MB')", 1, stop);
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
        // It may sort for an hour before it begins to answer: only this form is told to stop meanwhile.
        Ask(() => new Answer(this, (NpgsqlCopyTextReader)connection.BeginTextExportAsync($"copy ({select}) to stdout", stop).GetAwaiter().GetResult(), stop), stop);

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

    /// <exception cref="RefusedException">There is no such schema, or no table may be made in it.</exception>
    public override bool HasTable(string table, CancellationToken stop)
    {
        var (schema, name) = InFull(table);
        if (schema.Length == 0)
            throw new RefusedException(new Finding("no-such-schema", Consequence.FileRefused, new Place(Name), "no schema of its own in the search_path", "--leave-in SCHEMA.TABLE"));

        var place = $"to_regnamespace({Literal(Quoted(schema))})";
        return Value($"select case when {place} is null then 'none' when not has_schema_privilege({place}::oid, 'CREATE') then 'closed' when to_regclass({Literal($"{Quoted(schema)}.{Quoted(name)}")}) is not null then 'taken' else '' end", stop) switch
        {
            "none" => throw new RefusedException(new Finding("no-such-schema", Consequence.FileRefused, new Place(Name), $"no schema {schema}", "a schema that is there for --leave-in")),
            "closed" => throw new RefusedException(new Finding("no-rights", Consequence.FileRefused, new Place(Name), $"no right to make a table in the schema {schema}", "a user who may (GRANT CREATE ON SCHEMA … TO …), or another schema for --leave-in")),
            var there => there == "taken",
        };
    }

    /// <summary>Keeps the decisions under another name, outside the run's place, and ends the run. Gives the name in full.</summary>
    public string Leave(string table, IReadOnlyList<string> columns, CancellationToken stop)
    {
        var (schema, own) = InFull(table);
        var name = Value($"select quote_ident({Literal(schema)}) || '.' || quote_ident({Literal(own)})", stop);
        Execute($"create table {name} as select {string.Join(", ", columns.Select(Quoted))} from {Decisions} order by row_number", stop);
        Execute($"drop schema {Value("select current_schema()", stop)} cascade", stop);
        try
        {
            Execute("commit", CancellationToken.None);
        }
        catch (ServerLostException)
        {
            throw new ServerLostException(MaybeLeft(name));
        }

        return name;
    }

    // The transaction goes with its connection.
    public override void Clear() => connection.Close();

    public override void Dispose() => connection.Dispose();

    private void MakeTable(string table, IReadOnlyList<string> columns, CancellationToken stop) =>
        Execute($"create unlogged table {table} ({string.Join(", ", columns.Select(c => $"{Quoted(c)} {(c == "row_number" ? "bigint" : "text")}"))})", stop);

    /// <summary>The schema and the table that a name means, in small letters as PostgreSQL reads names without quotes. Its own schema is none where the search_path leads to none.</summary>
    private (string Schema, string Table) InFull(string table) =>
        table.ToLowerInvariant().Split('.') is [var schema, var name] ? (schema, name) : (ownSchema, table.ToLowerInvariant());

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

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
            stop.ThrowIfCancellationRequested();
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
        // Data that it cannot take it repeats.
        _ => Refused("server-refused", $"error {e.SqlState} while {Doing}", "a server that can do it: show this to those who look after it", e.MessageText, mayQuote: e.SqlState.StartsWith("22", StringComparison.Ordinal)),
    };

    /// <summary>What it gives, with its failures in our words.</summary>
    private sealed class Answer(PostgresHost host, NpgsqlCopyTextReader reader, CancellationToken stop) : ReadOnlyStream
    {
        private readonly CancellationTokenRegistration heard = stop.Register(reader.Cancel);
        private bool isAtEnd;

        public override int Read(byte[] buffer, int offset, int count)
        {
            stop.ThrowIfCancellationRequested();
            var read = host.Ask(() => reader.BaseStream.Read(buffer, offset, count), stop);
            isAtEnd = read == 0 && count > 0;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                heard.Dispose();
                try
                {
                    // Otherwise it would first be read to its end.
                    if (!isAtEnd)
                        reader.Cancel();
                    reader.Dispose();
                }
                catch (Exception e) when (e is NpgsqlException or OperationCanceledException or IOException)
                {
                    // Whatever was wrong has been told where it was read.
                }
            }

            base.Dispose(disposing);
        }
    }
}
