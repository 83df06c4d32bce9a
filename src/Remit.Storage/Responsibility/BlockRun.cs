using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Remit.Responsibility;
using Remit.Responsibility.Bulk;
using Remit.Storage.Parquet;

namespace Remit.Storage.Responsibility;

/// <summary>A run by column. Each of a few threads takes the next block of records, compares their ids, decides them and writes them, so that a block stays in one core's cache; reading, comparing and writing go in turn.</summary>
/// <remarks>Each thread has one block, which it uses again: memory grows with the file only by what <see cref="RecordIds"/> keeps of each record id.</remarks>
internal sealed class BlockRun(Assignment assignment, Stream decisions, ParquetSink? parquet, Stream rejects)
{
    // One more than cores, so that none is idle while somebody waits for a turn.
    private static readonly int Threads = Environment.ProcessorCount + 1;

    public RunCounts Run(IReadOnlyList<string> inputs, List<InputRead> read, Action<long, long>? progress, CancellationToken stop)
    {
        var counts = new RunCounts();
        using var blocks = new ActivityBlocks(inputs, assignment, counts, read, progress);
        string[] columns = [.. AssignmentRun.DecisionHeaders, .. blocks.Carried];
        if (parquet is null)
            decisions.Write(HeaderOf(columns));
        else
            parquet.Begin(columns);
        rejects.Write(HeaderOf(inputs.Count > 1 ? ["file", .. AssignmentRun.RejectHeaders] : AssignmentRun.RejectHeaders));

        var tables = assignment.Reference.CompiledFor(assignment.InUse);
        var ids = new RecordIds();
        var deciders = new ConcurrentBag<BlockDecider>();
        using var crew = new Crew();
        using var heard = stop.Register(crew.GiveUp);
        var (comparing, writing) = (new Turns(crew.GivenUp), new Turns(crew.GivenUp));
        for (var i = 0; i < Threads; i++)
        {
            crew.Start(() =>
            {
                var block = new BlockInHand { Rows = parquet is null ? null : new CellRows(columns.Length) };

                // Made for the first block, so that a short file does not wait for an engine that it has no work for.
                BlockDecider? decider = null;
                while (blocks.Read(block, crew.GivenUp))
                {
                    block.HashIds();
                    comparing.Take(block.Place, () => block.CompareIds(ids));
                    if (decider is null)
                        deciders.Add(decider = new BlockDecider(new ColumnarEngine(tables, assignment.Rulebooks, assignment.Chosen, assignment.AsOn)));
                    decider.Decide(block);
                    writing.Take(block.Place, () => Write(block));
                }
            });
        }

        crew.Join();
        stop.ThrowIfCancellationRequested();
        foreach (var decider in deciders)
            decider.AddTo(counts);
        return counts;
    }

    private void Write(BlockInHand block)
    {
        if (block.Rows is null)
            decisions.Write(block.Decisions.Written);
        else
            parquet!.Write(block.Rows);
        rejects.Write(block.Rejects.Written);
    }

    internal static ReadOnlySpan<byte> HeaderOf(IReadOnlyList<string> names)
    {
        var line = new CsvBytes();
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0)
                line.Raw(","u8);
            line.Field(Encoding.UTF8.GetBytes(names[i]));
        }

        line.Raw("\n"u8);
        return line.Written;
    }
}

/// <summary>The records of some files, file after file, a block at a time. For several threads at once.</summary>
internal sealed class ActivityBlocks : IDisposable
{
    private readonly IReadOnlyList<string> inputs;
    private readonly Assignment assignment;
    private readonly RunCounts counts;
    private readonly List<InputRead> read;
    private readonly Action<long, long>? progress;
    private readonly Lock reading = new();
    private IReadOnlyList<string>? carried;
    private ActivityFile? activity;
    private int next;
    private int place;
    private long readBefore;
    private long bytesBefore;
    private bool begins;

    public ActivityBlocks(IReadOnlyList<string> inputs, Assignment assignment, RunCounts counts, List<InputRead> read, Action<long, long>? progress)
    {
        (this.inputs, this.assignment, this.counts, this.read, this.progress) = (inputs, assignment, counts, read, progress);
        activity = Open();
    }

    /// <summary>The columns that are carried through, the same in every file.</summary>
    public IReadOnlyList<string> Carried => carried ?? [];

    /// <summary>Fills a block with the next records. False at the end of the last file.</summary>
    public bool Read(BlockInHand block, CancellationToken givenUp)
    {
        lock (reading)
        {
            givenUp.ThrowIfCancellationRequested();
            while (activity is not null && !activity.Fill(block.Activity))
            {
                Close(activity);
                activity = next < inputs.Count ? Open() : null;
            }

            if (activity is null)
                return false;

            counts.Read += block.Activity.Count;
            (block.Place, block.BeginsFile, block.File) = (place++, begins, inputs.Count > 1 ? activity.Name : null);
            begins = false;
            progress?.Invoke(counts.Read, bytesBefore + activity.ByteOffset);
            return true;
        }
    }

    public void Dispose() => activity?.Dispose();

    private ActivityFile Open()
    {
        var opened = ActivityFile.Open(inputs[next++], assignment);
        try
        {
            opened.RefuseOtherColumns(ref carried);
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        AssignmentRun.NoteColumns(counts, opened);
        (begins, readBefore) = (true, counts.Read);
        return opened;
    }

    private void Close(ActivityFile file)
    {
        AssignmentRun.NoteEnd(counts, file, counts.Read - readBefore);
        read.Add(new InputRead(file.Name, file.Sha256(), file.Layout.Name));
        bytesBefore += file.ByteOffset;
        file.Dispose();
    }
}

/// <summary>A block on its way: read, compared, decided and written.</summary>
internal sealed class BlockInHand
{
    private readonly ulong[] hashes = new ulong[ActivityBlock.Capacity];

    public ActivityBlock Activity { get; } = new();

    /// <summary>How many blocks came before it.</summary>
    public int Place { get; set; }

    /// <summary>Whether it is the first of its file: ids are compared within a file.</summary>
    public bool BeginsFile { get; set; }

    /// <summary>The file it comes from, where rejects say so.</summary>
    public string? File { get; set; }

    /// <summary>The decisions as lines of CSV.</summary>
    public CsvBytes Decisions { get; } = new();

    /// <summary>The decisions as rows of a Parquet file, where they are for one.</summary>
    public CellRows? Rows { get; init; }

    public CsvBytes Rejects { get; } = new();

    /// <summary>Prepares <see cref="CompareIds"/>: nobody need wait for this.</summary>
    public void HashIds()
    {
        for (var row = 0; row < Activity.Count; row++)
            hashes[row] = RecordIds.Hash(Trimmed(Activity.Cell(row, 0)));
    }

    /// <summary>Marks the records whose id has come before.</summary>
    public void CompareIds(RecordIds ids)
    {
        if (BeginsFile)
            ids.Clear();

        ids.ReadAhead(hashes.AsSpan(0, Activity.Count));
        for (var row = 0; row < Activity.Count; row++)
            if (Activity.Marks[row] is RowMark.Sound && Trimmed(Activity.Cell(row, 0)) is { IsEmpty: false } id && !ids.Add(id, hashes[row]))
                Activity.Marks[row] = RowMark.IdRepeated;
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> id) =>
        id.IsEmpty || (IsGraphic(id[0]) && IsGraphic(id[^1])) ? id : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(id).Trim());

    private static bool IsGraphic(byte b) => b is > (byte)' ' and < 127;
}

/// <summary>One engine, and the lines it writes of its decisions.</summary>
internal sealed class BlockDecider(ColumnarEngine engine)
{
    private const int Near = 1 << 8;

    // What the cells of a decision but its id and its code say: few ways for many records, the last of each place here at hand.
    private readonly Dictionary<(int Verdict, int Method, int Path, uint Flags), Wording> wordings = [];
    private readonly Wording?[] near = new Wording?[Near];
    private readonly List<byte[]> paths = [];
    private readonly byte[][] outcomes = [.. engine.Verdicts.Select(v => Surrounded(v.Outcome.Name))];
    private readonly byte[][] categories = [.. engine.Verdicts.Select(v => Surrounded(v.Category))];
    private readonly byte[][] methods = [[(byte)','], .. engine.Methods.Select(m => Ended(m.Name))];
    private readonly long[] byRulebook = new long[engine.Rulebooks.Count];
    private readonly SortedDictionary<string, long> byRejectedColumn = new(StringComparer.Ordinal);
    private long withoutCode;

    /// <param name="BeforeCode">The cells between a record's id and the commissioner's code, with the commas around them.</param>
    /// <param name="AfterCode">The cells behind the code, with the comma before them.</param>
    private sealed record Wording(int Verdict, int Method, int Path, Flags Flags, byte[] BeforeCode, byte[] AfterCode, byte[] FlagsCell)
    {
        public long Records { get; set; }
    }

    public void Decide(BlockInHand block)
    {
        var activity = block.Activity;
        engine.Decide(activity);
        while (paths.Count < engine.PathCount)
            paths.Add(Ended(engine.PathText(paths.Count)));

        block.Decisions.Clear();
        block.Rejects.Clear();
        block.Rows?.Clear();
        int[] carried = [.. activity.Columns.Carried];
        for (var row = 0; row < activity.Count; row++)
        {
            if (engine.RejectOf(row) is { } reject)
            {
                RunCounts.Count(byRejectedColumn, reject.Column);
                Write(block.Rejects, reject, block.File);
                continue;
            }

            var wording = WordingOf(row);
            var commissioner = engine.CommissionerOf(row);
            wording.Records++;
            byRulebook[engine.RulebookOf(row)]++;
            if (commissioner.IsEmpty)
                withoutCode++;

            if (block.Rows is { } rows)
            {
                Add(rows, activity, row, wording, commissioner);
                continue;
            }

            var line = block.Decisions;
            line.Field(activity.Cell(row, 0));
            line.Raw(wording.BeforeCode);
            line.Field(commissioner);
            line.Raw(wording.AfterCode);
            foreach (var slot in carried)
            {
                line.Raw(","u8);
                line.Field(activity.Cell(row, slot));
            }

            line.Raw("\n"u8);
        }
    }

    // The texts are those of a line, without the commas that part them there. None of them needs quotes.
    private void Add(CellRows rows, ActivityBlock activity, int row, Wording wording, ReadOnlySpan<byte> commissioner)
    {
        rows.Add(activity.Cell(row, 0));
        rows.Add(outcomes[wording.Verdict].AsSpan()[1..^1]);
        rows.Add(commissioner);
        rows.Add(categories[wording.Verdict].AsSpan()[1..^1]);
        rows.Add(methods[wording.Method].AsSpan()[..^1]);
        rows.Add(paths[wording.Path].AsSpan()[..^1]);
        rows.Add(wording.FlagsCell);
        foreach (var slot in activity.Columns.Carried)
            rows.Add(activity.Cell(row, slot));
    }

    /// <summary>Adds what this engine has decided to a run's counts.</summary>
    public void AddTo(RunCounts counts)
    {
        foreach (var wording in wordings.Values)
        {
            Add(counts.ByOutcome, engine.Verdicts[wording.Verdict].Outcome.Name, wording.Records);
            foreach (var flag in wording.Flags.Each())
                Add(counts.ByFlag, Flags.Name(flag), wording.Records);
            counts.Assigned += wording.Records;
        }

        for (var i = 0; i < byRulebook.Length; i++)
            Add(counts.ByRulebook, engine.Rulebooks[i].Name, byRulebook[i]);
        foreach (var (column, records) in byRejectedColumn)
            Add(counts.ByRejectedColumn, column, records);

        counts.Rejected += byRejectedColumn.Values.Sum();
        counts.WithoutCode += withoutCode;
    }

    private Wording WordingOf(int row)
    {
        var (verdict, method, path, flags) = (engine.VerdictOf(row), engine.MethodOf(row), engine.PathOf(row), engine.FlagsOf(row));
        ref var last = ref near[(path ^ (method << 4) ^ (int)(flags.Bits & 0xFF)) & (Near - 1)];
        if (last is { } known && known.Verdict == verdict && known.Method == method && known.Path == path && known.Flags == flags)
            return known;

        if (!wordings.TryGetValue((verdict, method, path, flags.Bits), out var wording))
        {
            var cell = new CsvBytes();
            cell.Field(Encoding.UTF8.GetBytes(flags.ToString()));
            byte[] after = [.. categories[verdict], .. methods[method], .. paths[path], .. cell.Written];
            wordings[(verdict, method, path, flags.Bits)] = wording = new Wording(verdict, method, path, flags, outcomes[verdict], after, cell.Written.ToArray());
        }

        return last = wording;
    }

    internal static void Write(CsvBytes line, Reject reject, string? file)
    {
        if (file is not null)
        {
            line.Field(Encoding.UTF8.GetBytes(file));
            line.Raw(","u8);
        }

        line.Raw(Encoding.UTF8.GetBytes(reject.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var cell in (string[])[reject.RecordId, reject.Column, reject.Found, reject.Wanted])
        {
            line.Raw(","u8);
            line.Field(Encoding.UTF8.GetBytes(cell));
        }

        line.Raw("\n"u8);
    }

    private static void Add(SortedDictionary<string, long> counts, string key, long records)
    {
        if (records > 0)
            counts[key] = counts.GetValueOrDefault(key) + records;
    }

    private static byte[] Surrounded(string cell) => [(byte)',', .. Ended(cell)];

    private static byte[] Ended(string cell)
    {
        var text = new CsvBytes();
        text.Field(Encoding.UTF8.GetBytes(cell));
        text.Raw(","u8);
        return text.Written.ToArray();
    }
}

/// <summary>Lines of CSV as bytes, quoted only where a cell needs it. Reused.</summary>
internal sealed class CsvBytes
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(",\"\r\n"u8);

    private byte[] bytes = new byte[256];
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Clear() => length = 0;

    public void Raw(ReadOnlySpan<byte> text)
    {
        MakeRoom(text.Length);
        text.CopyTo(bytes.AsSpan(length));
        length += text.Length;
    }

    public void Field(ReadOnlySpan<byte> cell)
    {
        if (!cell.ContainsAny(NeedsQuotes))
        {
            Raw(cell);
            return;
        }

        MakeRoom(2 * cell.Length + 2);
        bytes[length++] = (byte)'"';
        foreach (var b in cell)
        {
            if (b == '"')
                bytes[length++] = b;
            bytes[length++] = b;
        }

        bytes[length++] = (byte)'"';
    }

    private void MakeRoom(int more)
    {
        if (length + more > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more));
    }
}
