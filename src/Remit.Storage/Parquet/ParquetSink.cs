using System.Runtime.InteropServices;

namespace Remit.Storage.Parquet;

/// <summary>Writes rows of text into a Parquet file as they come. Every column is text; no cell is null.</summary>
/// <remarks>
/// DuckDB asks for rows and so has a thread of its own, which waits for <see cref="Write"/>. The rows are written in their order, by one thread: the same rows give the same bytes.
/// Memory is one group of rows; DuckDB's share is at most 400 MiB.
/// </remarks>
internal sealed unsafe class ParquetSink : IDisposable
{
    private readonly WholeFile file;
    private readonly string name;
    private readonly DuckDbSession session;
    private readonly SemaphoreSlim offered = new(0), taken = new(0);
    private readonly CancellationTokenSource over = new();
    private IReadOnlyList<string> columns = [];
    private Thread? thread;
    private CellRows? rows;
    private bool isAbandoned;
    private long written;
    private Exception? failure;

    /// <param name="file">The file that is to appear when it is whole.</param>
    /// <param name="path">What it will be called.</param>
    /// <exception cref="RefusedException">There is no DuckDB library to write it with.</exception>
    public ParquetSink(WholeFile file, string path)
    {
        (this.file, name) = (file, Path.GetFileName(path));
        session = new DuckDbSession(name, threads: 1);
    }

    /// <summary>Begins the file.</summary>
    /// <exception cref="RefusedException">Two columns have one name.</exception>
    public void Begin(IReadOnlyList<string> columns)
    {
        if (columns.GroupBy(c => c, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } repeated)
            throw new RefusedException(new Finding("repeated-column", Consequence.FileRefused, new Place(name, 0, repeated.Key), $"{repeated.Count()} columns of that name",
                "one, as Parquet has it: rename the column of the activity that is carried into the decisions, or write CSV"));

        this.columns = columns;
        thread = new Thread(Copy) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Hands rows over. They may be used again afterwards.</summary>
    /// <exception cref="RefusedException">The file cannot be written on.</exception>
    public void Write(CellRows rows)
    {
        if (rows.Count == 0)
            return;

        this.rows = rows;
        offered.Release();
        Wait();
    }

    /// <summary>Ends the file and says how many rows it has.</summary>
    /// <exception cref="RefusedException">The file cannot be written.</exception>
    public long Finish()
    {
        rows = null;
        offered.Release();
        thread!.Join();
        return failure is null ? written : throw Failure();
    }

    public void Dispose()
    {
        if (thread is { IsAlive: true })
        {
            isAbandoned = true;
            offered.Release();
            thread.Join();
        }

        session.Dispose();
        offered.Dispose();
        taken.Dispose();
        over.Dispose();
    }

    private void Wait()
    {
        try
        {
            taken.Wait(over.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failure();
        }
    }

    private RefusedException Failure() => new(failure is DuckDbException { IsOutOfMemory: true }
        ? new Finding("too-much-memory", Consequence.FileRefused, new Place(name), "records too long to hold a group of them in memory", "shorter records in Parquet, or CSV")
        : new Finding("cannot-write", Consequence.FileRefused, new Place(name), "a file that could not be written to its end", "room on the disk, and a folder in which you may make files"));

    private void Copy()
    {
        var me = GCHandle.Alloc(this);
        try
        {
            var function = DuckDb.CreateFunction();
            DuckDb.NameFunction(function, "decisions");
            DuckDb.SetExtra(function, GCHandle.ToIntPtr(me), 0);
            DuckDb.SetBind(function, &Bind);
            DuckDb.SetInit(function, &Init);
            DuckDb.SetFunction(function, &Give);
            var registered = DuckDb.RegisterFunction(session.Connection, function);
            DuckDb.DestroyFunction(ref function);
            if (registered == DuckDb.Failed)
                throw new DuckDbException("the function was not registered");

            // With one thread the rows keep their order all the same, and without the promise of it a group of rows may be ended by its size: records may be long.
            session.Execute("SET preserve_insertion_order = false");
            written = session.Execute($"COPY (FROM decisions()) TO {DuckDbSession.Literal(file.Beside)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES '32MiB', USE_TMP_FILE false)");
        }
#pragma warning disable CA1031 // Whatever it is, it is told where the rows come from.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }
        finally
        {
            me.Free();
            over.Cancel();
        }
    }

    [UnmanagedCallersOnly]
    private static void Bind(nint bind)
    {
        var sink = (ParquetSink)GCHandle.FromIntPtr(DuckDb.ExtraOfBind(bind)).Target!;
        var text = DuckDb.CreateType(DuckDb.Varchar);
        foreach (var column in sink.columns)
            DuckDb.AddColumn(bind, column, text);
        DuckDb.DestroyType(ref text);
    }

    [UnmanagedCallersOnly]
    private static void Init(nint init) => DuckDb.SetMostThreads(init, 1);

    [UnmanagedCallersOnly]
    private static void Give(nint call, nint chunk)
    {
        var sink = (ParquetSink)GCHandle.FromIntPtr(DuckDb.ExtraOfFunction(call)).Target!;
        sink.offered.Wait();
        if (sink.isAbandoned)
        {
            DuckDb.FailFunction(call, "abandoned");
            return;
        }

        if (sink.rows is not { } rows)
        {
            DuckDb.SetChunkSize(chunk, 0);
            return;
        }

        for (var column = 0; column < rows.Columns; column++)
            Fill(DuckDb.VectorOf(chunk, (ulong)column), rows, column);
        DuckDb.SetChunkSize(chunk, (ulong)rows.Count);
        sink.taken.Release();
    }

    private static void Fill(nint vector, CellRows rows, int column)
    {
        var texts = DuckDb.TextsOf(vector);
        for (var row = 0; row < rows.Count; row++)
        {
            var cell = rows.Cell(row, column);
            if (cell.Length > DuckDb.Text.LongestInPlace)
            {
                fixed (byte* first = cell)
                    DuckDb.Assign(vector, (ulong)row, first, (ulong)cell.Length);
                continue;
            }

            // Bytes in place that are not used must be nought: texts are compared sixteen bytes at once.
            texts[row] = default;
            texts[row].Length = (uint)cell.Length;
            cell.CopyTo(new Span<byte>(texts[row].InPlace, DuckDb.Text.LongestInPlace));
        }
    }
}
