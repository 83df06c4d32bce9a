using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Remit.Responsibility;
using Remit.Responsibility.Bulk;
using Remit.Storage.Parquet;
using Remit.Storage.Responsibility.Servers;
using Remit.Time;

namespace Remit.Storage.Responsibility;

/// <summary>The engines there are. They give the same bytes.</summary>
public enum AssignmentEngine
{
    /// <summary>By column, on every core.</summary>
    Columnar,

    /// <summary>Record by record, as <c>explain</c> does.</summary>
    Reference,
}

/// <summary>What to assign, against what, and under which rules.</summary>
public sealed record Assignment(LoadedReference Reference, IReadOnlyList<Rulebook> Rulebooks)
{
    /// <summary>A rulebook chosen for every record; none means by assignment date.</summary>
    public Rulebook? Chosen { get; init; }

    /// <summary>Decide every record as if on this day; none means each on its own.</summary>
    public DateOnly? AsOn { get; init; }

    /// <summary>Which engine decides.</summary>
    public AssignmentEngine Engine { get; init; }

    /// <summary>A database that decides instead, or none.</summary>
    public OnServers? On { get; init; }

    /// <summary>The rulebooks a run may use.</summary>
    public IReadOnlyList<Rulebook> InUse => Chosen is null ? Rulebooks : [Chosen];
}

/// <summary>What a run did. <see cref="Read"/> is always <see cref="Assigned"/> plus <see cref="Rejected"/>.</summary>
public sealed class RunCounts
{
    public long Read { get; internal set; }
    public long Assigned { get; internal set; }
    public long Rejected { get; internal set; }

    /// <summary>Decisions without a commissioner's code.</summary>
    public long WithoutCode { get; internal set; }

    /// <summary>The table on a server in which the decisions were left, or none.</summary>
    public string? LeftIn { get; internal set; }

    /// <summary>What a person should know about the input that no single record tells.</summary>
    public List<Finding> Findings { get; } = [];

    public SortedDictionary<string, long> ByOutcome { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, long> ByFlag { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, long> ByRulebook { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, long> ByRejectedColumn { get; } = new(StringComparer.Ordinal);

    internal static void Count(SortedDictionary<string, long> counts, string key)
    {
        counts.TryGetValue(key, out var n);
        counts[key] = n + 1;
    }
}

/// <summary>Reads files of activity, decides each record and writes decisions, rejects and a manifest.</summary>
/// <remarks>
/// Streams: memory is the reference tables, a few blocks of records and the record ids of one file: with the columnar engine at most 24 bytes and the id itself
/// for each, with the reference engine about 80. Output order is input order, file after file.
/// </remarks>
public static class AssignmentRun
{
    internal static readonly IReadOnlyList<string> DecisionHeaders = ["record_id", .. Decision.Columns];
    internal static readonly IReadOnlyList<string> RejectHeaders = ["line", "record_id", "column", "found", "wanted"];

    private static readonly CsvWriterOptions Plain = new() { NewLine = "\n", ValidateFieldCount = false };

    /// <summary>Runs an assignment of one file.</summary>
    /// <inheritdoc cref="Run(Assignment, IReadOnlyList{string}, string, string, Action{long, long}?, CancellationToken)"/>
    public static RunCounts Run(Assignment assignment, string input, string output, string rejects, Action<long, long>? progress = null, CancellationToken stop = default) =>
        Run(assignment, [input], output, rejects, progress, stop);

    /// <summary>Runs an assignment. Of several inputs, each reject names its file.</summary>
    /// <param name="progress">Told now and then how many records and bytes have been read.</param>
    /// <param name="output">Where the decisions go; none only where they are left on a server.</param>
    /// <exception cref="RefusedException">An input cannot be used, or a server says no. Nothing was written.</exception>
    /// <exception cref="ServerLostException">A server that decides cannot be reached, or was lost. Nothing was written.</exception>
    /// <exception cref="OperationCanceledException">Stopped. Nothing was written.</exception>
    public static RunCounts Run(Assignment assignment, IReadOnlyList<string> inputs, string? output, string rejects, Action<long, long>? progress = null, CancellationToken stop = default)
    {
        string[] outputs = output is null ? [rejects] : [output, rejects];
        RefuseSamePaths(inputs, outputs);
        if (ParquetSource.IsNamed(rejects))
            throw new RefusedException(new Finding("rejects-are-csv", Consequence.FileRefused, new Place(rejects), "a name that says Parquet", "a name that ends in .csv or .csv.gz: rejects are few, and for people to read"));

        _ = NameForOlderManifest(outputs[0]);
        using var decisions = output is null ? null : new WholeFile(output);
        using var refused = new WholeFile(rejects);
        using var manifest = new WholeFile(ManifestBeside(outputs[0]));
        RunCounts counts;
        List<InputRead> read = [];

        using var parquet = decisions is not null && ParquetSource.IsNamed(output!) ? new ParquetSink(decisions, output!) : null;
        using var server = assignment.On is { } on ? new ServerRun(assignment, on) : null;
        using (var decisionsGzip = decisions is null ? null : Gzip(decisions, output!))
        using (var rejectsGzip = Gzip(refused, rejects))
        {
            Stream decisionsStream = decisionsGzip ?? (Stream?)decisions?.Stream ?? Stream.Null, rejectsStream = rejectsGzip ?? (Stream)refused.Stream;
            counts = server is not null ? server.Run(inputs, read, output is null ? null : decisionsStream, parquet, rejectsStream, progress, stop)
                : assignment.Engine is AssignmentEngine.Reference ? RecordByRecord(assignment, inputs, decisionsStream, parquet, rejectsStream, read, progress, stop)
                : new BlockRun(assignment, decisionsStream, parquet, rejectsStream).Run(inputs, read, progress, stop);
        }

        if (counts.Read != counts.Assigned + counts.Rejected)
            throw new InvalidOperationException($"{counts.Read} read is not {counts.Assigned} assigned and {counts.Rejected} rejected.");
        if (parquet?.Finish() is { } rows && rows != counts.Assigned)
            throw new InvalidOperationException($"{rows} rows were written of {counts.Assigned} assigned.");

        if (counts.Read > 0 && counts.Assigned == 0 && !counts.Findings.Exists(f => f.Code == "cut-short"))
            counts.Findings.Add(new Finding("nothing-assigned", Consequence.Note, new Place(read[^1].File), $"all {counts.Rejected:N0} records rejected",
                "dates that a rulebook covers and columns as the format has them: see the rejects, and --as-on for another year's work"));

        stop.ThrowIfCancellationRequested();
        var older = NameForOlderManifest(outputs[0]);
        server?.Finish(stop);

        // From here on the run stands, on a server perhaps where it cannot be taken back.
        manifest.Stream.Write(Manifest(assignment, counts, read, outputs));
        if (older is not null)
            File.Move(ManifestBeside(outputs[0]), older, overwrite: true);
        decisions?.Keep();
        refused.Keep();
        manifest.Keep();
        return counts;
    }

    /// <summary>The files to assign: each path itself, or the CSV and Parquet files of a folder in order of their names.</summary>
    /// <exception cref="RefusedException">A folder holds no such file.</exception>
    public static IReadOnlyList<string> Inputs(IEnumerable<string> paths) => [.. paths.SelectMany(path =>
    {
        if (!Directory.Exists(path))
            return [path];

        string[] files = [.. Directory.GetFiles(path)
            .Where(f => f.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase) || ParquetSource.IsNamed(f))
            .Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new RefusedException(new Finding("empty-folder", Consequence.FileRefused, new Place(path),
            "a folder without a .csv, .csv.gz or .parquet file", "a folder of activity files, or the path of one"));
    })];

    private static RunCounts RecordByRecord(Assignment assignment, IReadOnlyList<string> inputs, Stream decisions, ParquetSink? parquet, Stream rejects, List<InputRead> read, Action<long, long>? progress, CancellationToken stop)
    {
        var counts = new RunCounts();
        using var decisionsCsv = CsvWriter.Create(decisions, Plain, leaveOpen: true);
        using var rejectsCsv = CsvWriter.Create(rejects, Plain, leaveOpen: true);
        var engine = new ReferenceEngine(assignment.Reference.Tables);
        CellRows? rows = null;
        IReadOnlyList<string>? carried = null;
        var bytesBefore = 0L;

        foreach (var input in inputs)
        {
            using var activity = ActivityFile.Open(input, assignment);
            if (carried is null)
                Begin(activity.Columns);
            activity.RefuseOtherColumns(ref carried);
            NoteColumns(counts, activity);
            var readBefore = counts.Read;
            while (activity.Read())
            {
                counts.Read++;
                if (activity.Reject is { } reject)
                {
                    counts.Rejected++;
                    RunCounts.Count(counts.ByRejectedColumn, reject.Column);
                    Write(rejectsCsv, reject, inputs.Count > 1 ? activity.Name : null);
                }
                else
                {
                    var decision = engine.Decide(activity.Rulebook!, activity.Record);
                    counts.Assigned++;
                    RunCounts.Count(counts.ByRulebook, activity.Rulebook!.Name);
                    RunCounts.Count(counts.ByOutcome, decision.Outcome.Name);
                    foreach (var flag in decision.Flags.Each())
                        RunCounts.Count(counts.ByFlag, Flags.Name(flag));
                    if (decision.Commissioner.Length == 0)
                        counts.WithoutCode++;
                    if (rows is null)
                        Write(decisionsCsv, Cells(activity, decision));
                    else
                        Add(rows, Cells(activity, decision));
                }

                if ((counts.Read & 0x3FFF) == 0)
                {
                    stop.ThrowIfCancellationRequested();
                    progress?.Invoke(counts.Read, bytesBefore + activity.ByteOffset);
                }
            }

            NoteEnd(counts, activity, counts.Read - readBefore);
            read.Add(new InputRead(activity.Name, activity.Sha256(), activity.Layout.Name));
            bytesBefore += activity.ByteOffset;
        }

        if (rows is not null)
            parquet!.Write(rows);
        return counts;

        void Begin(ActivityColumns columns)
        {
            string[] names = [.. DecisionHeaders, .. columns.CarriedHeaders];
            if (parquet is null)
            {
                Write(decisionsCsv, names);
            }
            else
            {
                parquet.Begin(names);
                rows = new CellRows(names.Length);
            }

            Write(rejectsCsv, inputs.Count > 1 ? ["file", .. RejectHeaders] : RejectHeaders);
        }

        void Add(CellRows to, IEnumerable<string> cells)
        {
            foreach (var cell in cells)
                to.Add(cell);
            if (!to.IsFull)
                return;
            parquet!.Write(to);
            to.Clear();
        }
    }

    internal static void NoteColumns(RunCounts counts, ActivityFile activity)
    {
        counts.Findings.AddRange(activity.Findings);
        if (activity.Columns.Absent.Count > 0)
            counts.Findings.Add(new Finding("absent-columns", Consequence.Note, new Place(activity.Name, activity.HeaderLine),
                $"no column {string.Join(", ", activity.Columns.Absent)}", "nothing, if they were never recorded: they are empty on every record. Otherwise look at how the header spells them"));
    }

    internal static void NoteEnd(RunCounts counts, ActivityFile activity, long records)
    {
        if (records == 0)
            counts.Findings.Add(new Finding("no-records", Consequence.Note, new Place(activity.Name), "a header and no records", "records beneath it"));
        else if (activity.EndsInMidLine)
            counts.Findings.Add(new Finding("cut-short", Consequence.Note, new Place(activity.Name, activity.Source.Line),
                "a last record with too few cells and no line end", "a whole file: it may have been cut off, so ask for it again"));
    }

    private static GZipStream? Gzip(WholeFile file, string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file.Stream, CompressionLevel.Fastest, leaveOpen: true) : null;

    /// <summary>Where the manifest of a run goes.</summary>
    public static string ManifestBeside(string output) => Path.Combine(Path.GetDirectoryName(output) ?? "", "manifest.json");

    private static void Write(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.EndRecord();
    }

    private static IEnumerable<string> Cells(ActivityFile activity, Decision decision) =>
    [
        activity.RecordId,
        decision.Outcome.Name,
        decision.Commissioner,
        decision.Category,
        decision.Method?.Name ?? "",
        decision.Path,
        decision.Flags.ToString(),
        .. activity.Columns.Carried.Select(activity.Source.Text),
    ];

    private static void Write(CsvWriter csv, Reject reject, string? file)
    {
        if (file is not null)
            csv.WriteField(file);
        csv.WriteField(reject.Line);
        csv.WriteField(reject.RecordId);
        csv.WriteField(reject.Column);
        csv.WriteField(reject.Found);
        csv.WriteField(reject.Wanted);
        csv.EndRecord();
    }

    private static IEnumerable<ReferenceSource> LayoutTables()
    {
        foreach (var name in (string[])["responsibility/layouts.csv", "responsibility/layout_columns.csv"])
            yield return new ReferenceSource(Path.GetFileName(name), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(ParameterTables.Shipped.Folder, name)))));
    }

    private static byte[] Manifest(Assignment assignment, RunCounts counts, List<InputRead> inputs, string[] outputs)
    {
        static JsonObject Input(InputRead input) => new() { ["file"] = input.File, ["sha256"] = input.Sha256, ["layout"] = input.Layout };

        static JsonObject Counts(SortedDictionary<string, long> counts) =>
            new(counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value)));

        var manifest = new JsonObject
        {
            ["remit"] = typeof(AssignmentRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
            [inputs.Count == 1 ? "input" : "inputs"] = inputs.Count == 1 ? Input(inputs[0]) : new JsonArray([.. inputs.Select(i => (JsonNode)Input(i))]),
            ["outputs"] = new JsonArray([.. outputs.Select(o => (JsonNode)Path.GetFileName(o))]),
            ["rulebooks"] = new JsonArray([.. assignment.InUse.Select(r => (JsonNode)r.Name)]),
            ["layouts"] = new JsonArray([.. LayoutTables().Select(s => (JsonNode)new JsonObject { ["name"] = s.Name, ["sha256"] = s.Sha256 })]),
            ["rulebookChosen"] = assignment.Chosen is not null,
            ["asOn"] = assignment.AsOn is { } day ? IsoDate.Text(day) : null,
            ["readings"] = new JsonArray([.. assignment.InUse[0].Readings.Chosen.Select(r => (JsonNode)r)]),
            ["reference"] = new JsonObject
            {
                ["from"] = assignment.Reference.Description,
                ["sources"] = new JsonArray([.. assignment.Reference.Sources.Select(s => (JsonNode)new JsonObject { ["name"] = s.Name, ["sha256"] = s.Sha256 })]),
            },
            ["counts"] = new JsonObject
            {
                ["read"] = counts.Read,
                ["assigned"] = counts.Assigned,
                ["rejected"] = counts.Rejected,
                ["withoutCode"] = counts.WithoutCode,
                ["byRulebook"] = Counts(counts.ByRulebook),
                ["byOutcome"] = Counts(counts.ByOutcome),
                ["byFlag"] = Counts(counts.ByFlag),
                ["byRejectedColumn"] = Counts(counts.ByRejectedColumn),
            },
        };

        if (assignment.On is { } on)
            manifest["on"] = on.Address.ToString();
        if (counts.LeftIn is { } table)
            manifest["leftIn"] = table;

        return Encoding.UTF8.GetBytes(manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    /// <summary>Where to keep a manifest of other outputs in the same folder: under the name of its own decisions. None where there is none.</summary>
    private static string? NameForOlderManifest(string output)
    {
        var path = ManifestBeside(output);
        if (!File.Exists(path))
            return null;

        try
        {
            var other = JsonNode.Parse(File.ReadAllBytes(path))?["outputs"]?[0]?.GetValue<string>();
            return other is not null && other != Path.GetFileName(output) && Path.GetFileName(other) == other
                ? Path.Combine(Path.GetDirectoryName(path)!, $"{other}.manifest.json")
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RefusedException(new Finding("not-our-manifest", Consequence.FileRefused, new Place(path), "a manifest.json that Remit did not write", "another folder for the decisions, so that it is not overwritten"));
        }
    }

    private static void RefuseSamePaths(IReadOnlyList<string> inputs, string[] outputs)
    {
        var paths = inputs.Concat(outputs).Append(ManifestBeside(outputs[0])).Select(Path.GetFullPath).ToList();
        if (paths.Distinct().Count() < paths.Count)
            throw new RefusedException(new Finding("same-file", Consequence.FileRefused, new Place(outputs[0]), "one name for two files", "different names for the input, the decisions, the rejects and manifest.json"));

        if (inputs.GroupBy(Path.GetFileName).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new RefusedException(new Finding("same-file", Consequence.FileRefused, new Place(same.Key!), $"{same.Count()} inputs of that name", "inputs of different names: a reject names its file"));
    }
}

/// <summary>An input that has been read to its end.</summary>
internal sealed record InputRead(string File, string Sha256, string Layout);

/// <summary>A file of activity, record by record, each checked as it comes. Hashes the file as it reads.</summary>
public sealed class ActivityFile : IDisposable
{
    private readonly Intake intake;
    private readonly HashingStream bytes;
    private bool shortRecord;

    private ActivityFile(HashingStream bytes, IRecordSource source, string name, Assignment assignment)
    {
        this.bytes = bytes;
        (Source, Name) = (source, name);
        HeaderLine = source is ParquetSource ? 0 : 1;
        (Layout, Columns) = ActivityLayout.Recognise(name, source.Headers, HeaderLine);
        Findings = source is ParquetSource parquet ? parquet.Take(Columns.Taken) : [];
        intake = new Intake(assignment.Rulebooks, assignment.Chosen, assignment.AsOn);
    }

    /// <summary>The file's name, without its folder.</summary>
    public string Name { get; }

    public ActivityLayout Layout { get; }
    public ActivityColumns Columns { get; }
    public IRecordSource Source { get; }

    /// <summary>The line on which the columns are named; nought where the file names them elsewhere.</summary>
    public long HeaderLine { get; }

    /// <summary>What a person should know about the columns, before any record.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The record in hand, where it can be assigned.</summary>
    public ActivityRecord Record { get; } = new();

    /// <summary>The rulebook that applies to it, where it can be assigned.</summary>
    public Rulebook? Rulebook { get; private set; }

    /// <summary>Why it cannot be assigned, or none.</summary>
    public Reject? Reject { get; private set; }

    /// <summary>The record's id as found.</summary>
    public string RecordId { get; private set; } = "";

    public long ByteOffset => Source is ParquetSource parquet ? (long)(bytes.Length * parquet.Progress) : bytes.Position;

    /// <summary>Whether the file ends in the middle of a record, once it has been read to its end.</summary>
    public bool EndsInMidLine => shortRecord && !bytes.EndsALine;

    /// <exception cref="RefusedException">The file cannot be read, or its layout is not known.</exception>
    public static ActivityFile Open(string path, Assignment assignment)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
            throw new RefusedException(new Finding("no-such-file", Consequence.FileRefused, new Place(path), "no file", "the path of a file of activity"));

        var isParquet = ParquetSource.IsNamed(name);
        var bytes = new HashingStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), isParquet || name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
        IRecordSource? source = null;
        try
        {
            source = isParquet ? ParquetSource.Open(path) : CsvSource.Open(bytes, name, hasHeader: true);
            return new ActivityFile(bytes, source, name, assignment);
        }
        catch
        {
            source?.Dispose();
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next record. False at the end.</summary>
    public bool Read()
    {
        if (!Source.Read())
            return false;

        Rulebook = null;
        RecordId = Source.Text(Columns.RecordIdColumn);
        shortRecord = Source.FieldCount < Columns.CellCount;
        if (Source.FieldCount != Columns.CellCount)
        {
            Reject = Intake.WrongLength(Source.Line, RecordId, Source.FieldCount, Columns.CellCount);
            return true;
        }

        Columns.Fill(Record, Source);
        Reject = intake.Check(Record, RecordId, Source.Line, item => Columns.Text(Source, item), out var rulebook);
        Rulebook = rulebook;
        return true;
    }

    /// <summary>Fills a block with the next records, whose ids are yet to be compared. False at the end, when there are none.</summary>
    internal bool Fill(ActivityBlock block)
    {
        block.Clear(Columns.Block);
        while (!block.IsFull && Source.Read())
        {
            shortRecord = Source.FieldCount < Columns.CellCount;
            if (Source.FieldCount != Columns.CellCount)
            {
                block.Add(Source.Span(Columns.RecordIdColumn));
                block.EndRow(Source.Line, RowMark.WrongLength, Source.FieldCount);
                continue;
            }

            Columns.AddTo(block, Source);
            block.EndRow(Source.Line, RowMark.Sound, Source.FieldCount);
        }

        return block.Count > 0;
    }

    /// <summary>Refuses a file whose carried columns are not those of the files before it: one header stands above all decisions.</summary>
    internal void RefuseOtherColumns(ref IReadOnlyList<string>? carried)
    {
        carried ??= Columns.CarriedHeaders;
        if (!carried.SequenceEqual(Columns.CarriedHeaders, StringComparer.Ordinal))
            throw new RefusedException(new Finding("different-columns", Consequence.FileRefused, new Place(Name, HeaderLine),
                Columns.CarriedHeaders.Count == 0 ? "no columns to carry through" : $"columns to carry through: {string.Join(',', Columns.CarriedHeaders)}",
                carried.Count == 0 ? "none, as in the first file; or assign it on its own" : $"{string.Join(',', carried)}, as in the first file; or assign it on its own"));
    }

    /// <summary>The SHA-256 of the whole file, once it has been read to its end.</summary>
    public string Sha256() => bytes.Finish();

    public void Dispose()
    {
        Source.Dispose();
        bytes.Dispose();
    }
}

/// <summary>Passes a stream through and hashes what passes.</summary>
/// <param name="compressed">Whether it is of lines only when it has been decompressed.</param>
internal sealed class HashingStream(Stream inner, bool compressed) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long passed;
    private byte last;

    /// <summary>Whether the last byte that passed ends a line. Of a compressed file this says nothing: one that was cut is refused.</summary>
    public bool EndsALine => last is (byte)'\n' or (byte)'\r' || compressed;

    /// <summary>Reads what is left and gives the SHA-256 of everything, in lower-case hexadecimal.</summary>
    public string Finish()
    {
        var rest = new byte[1 << 16];
        while (Read(rest) > 0)
        {
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        hash.AppendData(buffer[..read]);
        passed += read;
        if (read > 0)
            last = buffer[read - 1];
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => inner.Length;
    public override long Position { get => passed; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
