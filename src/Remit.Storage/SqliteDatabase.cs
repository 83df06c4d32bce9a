using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Remit.Storage;

/// <summary>A database in one file, which several programs on one machine may use at once.</summary>
internal sealed class SqliteDatabase(string path) : Database
{
    // How long a writer waits for the one before it, in seconds.
    private const int Patience = 30;

    private readonly string connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = Patience }.ToString();

    public override string Name => path;

    public override bool Exists => File.Exists(path) && Read(connection => HasTable(connection, "journal"));

    protected override DbConnection Connect()
    {
        if (!File.Exists(path))
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            // The wait is SQLite's own, which notices sooner than the driver's that its turn has come. Write-ahead, so that readers and the one writer do not wait for each other; and each commit is on the disk before it is acknowledged.
            connection.Execute($"PRAGMA busy_timeout = {Patience * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // A transaction begins here with the writer's lock already (BEGIN IMMEDIATE).
    protected override void Alone(DbConnection connection) { }

    internal override bool HasTable(DbConnection connection, string table) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @table", new { table }) > 0;

    protected override Finding? Finding(DbException fault) => (fault as SqliteException)?.SqliteErrorCode switch
    {
        5 or 6 => Refused("database-busy", $"another program that has been writing for {Patience} seconds", "the same again, once it is done"),
        8 or 14 or 23 => Refused("cannot-write", "a place that cannot be written to", "a folder in which you may make files"),
        10 => Refused("disk-failed", fault.Message, "a disk that works. If this was a change, see whether it was made before making it again"),
        13 => Refused("disk-failed", fault.Message, "room on the disk; nothing was changed"),
        11 or 26 => Refused("database-damaged", fault.Message, "a sound database: move this file away with those beside it that end in -wal and -shm (keep all three together: changes may be in the second alone), then './remit restore' the latest backup"),
        _ => null,
    };

    private Finding Refused(string code, string found, string wanted) => new(code, Consequence.FileRefused, new Place(path), found, wanted);

    public override void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
