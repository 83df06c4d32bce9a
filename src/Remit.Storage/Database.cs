using System.Data.Common;
using Dapper;

namespace Remit.Storage;

/// <summary>Where the journal and all that is worked out of it are kept: a SQLite file in the workspace, or a PostgreSQL database.</summary>
/// <remarks>
/// Both have one schema and take the same SQL; what differs is here. A change that has been acknowledged is on the disk, as far as the database and the disk tell the truth. Faults of the database
/// that a person can do something about are refusals, whose words never hold a password.
/// </remarks>
public abstract class Database : IDisposable
{
    /// <summary>The environment's word for a PostgreSQL database, as <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE</c>.</summary>
    public const string Setting = "REMIT_DATABASE";

    /// <summary>The database of a workspace: the one that is named, else the one in <see cref="Setting"/>, else <c>journal.db</c> in the workspace.</summary>
    /// <exception cref="RefusedException">What is named is no database, or the workspace has a journal in a file besides.</exception>
    public static Database Of(Workspace workspace, string? named = null)
    {
        var file = Path.Combine(workspace.Folder, "journal.db");
        if ((named ?? Environment.GetEnvironmentVariable(Setting)) is not { Length: > 0 } setting)
            return new SqliteDatabase(file);
        if (File.Exists(file))
            throw new RefusedException(new Finding("two-journals", Consequence.FileRefused, new Place(file), $"a journal in a file, while {Setting} names another",
                $"one journal: unset {Setting}; or, to move this one, take a backup without {Setting}, move the file away with those that end in -wal and -shm, and restore the backup with it"));
        return PostgresDatabase.Parse(setting);
    }

    /// <summary>What a person calls it, without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>Whether there is anything yet: asking does not make it.</summary>
    public abstract bool Exists { get; }

    /// <summary>Reads, seeing what had been committed when each statement began.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public T Read<T>(Func<DbConnection, T> read) => Translated(() =>
    {
        using var connection = Connect();
        Schema.RefuseNewer(this, connection);
        return read(connection);
    });

    /// <summary>Changes, alone: no other change begins before this one is committed or, where <paramref name="change"/> throws, undone.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public T Write<T>(Func<DbConnection, T> change) => Translated(() =>
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        Alone(connection);
        Schema.RefuseNewer(this, connection);
        var result = change(connection);
        transaction.Commit();
        return result;
    });

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<DbConnection> change) => Write(connection =>
    {
        change(connection);
        return true;
    });

    /// <summary>Reads rows one by one, all as they were when the first was asked for. Whoever takes them may take their time: writers do not wait.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public IEnumerable<T> Stream<T>(string sql, object? parameters = null)
    {
        using var connection = Translated(Connect);
        using var rows = Translated(() => connection.Query<T>(sql, parameters, buffered: false, commandTimeout: 0).GetEnumerator());
        while (Translated(rows.MoveNext))
            yield return rows.Current;
    }

    /// <summary>Makes the schema what this program knows. Safe where several programs start at once.</summary>
    /// <exception cref="RefusedException">The database cannot be used, or a newer program has been at it.</exception>
    internal void Upgrade() => Translated(() =>
    {
        using var connection = Connect();
        if (Schema.IsCurrent(this, connection))
            return true;

        using var transaction = connection.BeginTransaction();
        Alone(connection);
        Schema.Upgrade(this, connection);
        transaction.Commit();
        return true;
    });

    /// <summary>An open connection.</summary>
    protected abstract DbConnection Connect();

    /// <summary>Within a transaction that has just begun: waits until no other change is under way, and keeps others waiting.</summary>
    protected abstract void Alone(DbConnection connection);

    internal abstract bool HasTable(DbConnection connection, string table);

    /// <summary>What a person should be told of a fault; nothing where the fault is ours.</summary>
    protected abstract Finding? Finding(DbException fault);

    public abstract void Dispose();

    private T Translated<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DbException fault) when (Finding(fault) is { } finding)
        {
            throw new RefusedException(finding);
        }
    }
}
