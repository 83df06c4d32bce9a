using System.Runtime.InteropServices;

namespace Remit.Storage.Parquet;

/// <summary>DuckDB said no.</summary>
/// <param name="words">Its own words. They may repeat what stands in a file.</param>
public sealed class DuckDbException(string words) : Exception(words)
{
    /// <summary>Whether it had too little memory.</summary>
    public bool IsOutOfMemory => Message.Contains("Out of Memory Error", StringComparison.Ordinal);
}

/// <summary>A database in memory with one connection: it fetches nothing, loads no extension and keeps nothing on disk.</summary>
public sealed class DuckDbSession : IDisposable
{
    /// <summary>The most memory that one session may take, in DuckDB's words.</summary>
    private const string MostMemory = "400MiB";

    private nint database;
    private nint connection;

    /// <param name="file">The file that is to be read or written.</param>
    /// <param name="threads">How many threads it may use, the caller's among them.</param>
    /// <exception cref="RefusedException">The library is not installed, or not one that can be used.</exception>
    public DuckDbSession(string file, int threads)
    {
        DuckDbLibrary.Need(file);
        _ = DuckDb.CreateConfig(out var config);
        foreach (var (name, option) in ((string, string)[])
            [
                ("autoinstall_known_extensions", "false"), ("autoload_known_extensions", "false"), ("allow_community_extensions", "false"), ("allow_persistent_secrets", "false"),
                ("memory_limit", MostMemory), ("threads", $"{threads}"),
                // Patients' records go where they are sent and nowhere else: what does not fit in memory is refused.
                ("temp_directory", ""),
            ])
        {
            if (DuckDb.SetConfig(config, name, option) == DuckDb.Failed)
            {
                DuckDb.DestroyConfig(ref config);
                throw DuckDbLibrary.Refuse(file, "not-duckdb", $"a DuckDB without the setting {name}", "a DuckDB like the one that Remit is tested with");
            }
        }

        var opened = DuckDb.Open(":memory:", out database, config, out var error);
        DuckDb.DestroyConfig(ref config);
        if (opened == DuckDb.Failed)
        {
            var words = Marshal.PtrToStringUTF8(error) ?? "";
            DuckDb.Free(error);
            throw new DuckDbException(words);
        }

        if (DuckDb.Connect(database, out connection) == DuckDb.Failed)
        {
            DuckDb.Close(ref database);
            throw new DuckDbException("no connection");
        }
    }

    internal nint Connection => connection;

    /// <summary>Begins a query whose columns are all VARCHAR. Its rows come as they are asked for.</summary>
    /// <exception cref="DuckDbException">The query cannot be begun.</exception>
    public DuckDbRows Query(string sql, int columns) => new(Run(sql, stream: true), columns);

    /// <summary>Runs a statement to its end and says how many rows it wrote.</summary>
    /// <exception cref="DuckDbException">It failed.</exception>
    public long Execute(string sql)
    {
        var result = Run(sql, stream: false);
        var rows = (long)DuckDb.RowsChanged(ref result);
        DuckDb.DestroyResult(ref result);
        return rows;
    }

    /// <summary>Text as SQL writes it.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A column's name as SQL writes it.</summary>
    public static string Name(string column) => $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private DuckDb.Result Run(string sql, bool stream)
    {
        if (DuckDb.Prepare(connection, sql, out var statement) == DuckDb.Failed)
        {
            var words = Marshal.PtrToStringUTF8(DuckDb.PrepareError(statement)) ?? "";
            DuckDb.DestroyPrepared(ref statement);
            throw new DuckDbException(words);
        }

        var result = default(DuckDb.Result);
        var ended = stream ? DuckDb.ExecuteStreaming(statement, ref result) : DuckDb.Execute(statement, ref result);
        DuckDb.DestroyPrepared(ref statement);
        return ended == DuckDb.Failed ? throw Failure(ref result) : result;
    }

    /// <summary>What a result has failed of. The result is gone then.</summary>
    internal static DuckDbException Failure(ref DuckDb.Result result)
    {
        var failure = new DuckDbException(Marshal.PtrToStringUTF8(DuckDb.Error(ref result)) ?? "");
        DuckDb.DestroyResult(ref result);
        return failure;
    }

    public void Dispose()
    {
        DuckDb.Disconnect(ref connection);
        DuckDb.Close(ref database);
    }
}

/// <summary>The rows of a query as they come, a chunk at a time, every cell a text.</summary>
public sealed unsafe class DuckDbRows : IDisposable
{
    private readonly DuckDb.Text*[] texts;
    private readonly ulong*[] validity;
    private DuckDb.Result result;
    private nint chunk;
    private bool isOver;

    internal DuckDbRows(DuckDb.Result result, int columns)
    {
        this.result = result;
        texts = new DuckDb.Text*[columns];
        validity = new ulong*[columns];
    }

    /// <summary>How many rows the chunk in hand has.</summary>
    public int Count { get; private set; }

    /// <summary>Moves to the next chunk. False at the end.</summary>
    /// <exception cref="DuckDbException">The query failed.</exception>
    public bool Next()
    {
        if (isOver)
            return false;

        DuckDb.DestroyChunk(ref chunk);
        chunk = DuckDb.FetchChunk(result);
        Count = chunk == 0 ? 0 : (int)DuckDb.ChunkSize(chunk);
        if (Count == 0)
        {
            isOver = true;
            return DuckDb.Error(ref result) == 0 ? false : throw DuckDbSession.Failure(ref result);
        }

        for (var column = 0; column < texts.Length; column++)
        {
            var vector = DuckDb.VectorOf(chunk, (ulong)column);
            texts[column] = DuckDb.TextsOf(vector);
            validity[column] = DuckDb.ValidityOf(vector);
        }

        return true;
    }

    /// <summary>A cell of the chunk in hand; none is empty.</summary>
    public ReadOnlySpan<byte> Cell(int column, int row)
    {
        var valid = validity[column];
        if (valid != null && (valid[row >> 6] >> (row & 63) & 1) == 0)
            return [];

        var text = texts[column] + row;
        return new ReadOnlySpan<byte>(text->Length <= DuckDb.Text.LongestInPlace ? text->InPlace : text->Elsewhere, (int)Math.Min(text->Length, int.MaxValue));
    }

    public void Dispose()
    {
        DuckDb.DestroyChunk(ref chunk);
        DuckDb.DestroyResult(ref result);
    }
}
