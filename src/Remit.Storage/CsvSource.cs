using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Remit.Storage;

/// <summary>A file that cannot be used, with the findings that say why. Nothing of it was kept.</summary>
public class RefusedException(IReadOnlyList<Finding> findings) : Exception(findings[0].ToString())
{
    public RefusedException(Finding finding) : this([finding]) { }

    public IReadOnlyList<Finding> Findings { get; } = findings;
}

/// <summary>A CSV file read record by record: UTF-8, comma, RFC 4180 quoting, gzip by file name. Memory is one record, at most <see cref="LongestRecord"/>.</summary>
/// <remarks>
/// What makes a whole file useless (empty, not UTF-8, binary, a record without end) is thrown as <see cref="RefusedException"/> where it is met.
/// What is wrong with one record is for the caller to judge.
/// </remarks>
public sealed class CsvSource : IRecordSource
{
    /// <summary>The longest record that is read, in bytes. Longer ones are a sign of a quote that never closes, or of something that is not a table.</summary>
    public const int LongestRecord = 1 << 20;

    /// <summary>The most columns a table may have. The widest official extract known to Remit has fewer than 400.</summary>
    public const int MostColumns = 2_000;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly CsvReader reader;
    private readonly LeadingBytes bytes;
    private readonly string name;
    private Finding? malformed;
    private bool otherEncoding;

    private CsvSource(LeadingBytes stream, string name, bool hasHeader)
    {
        bytes = stream;
        this.name = name;
        reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = hasHeader,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRecord,
            IncludeValuesInExceptions = false,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            OnMalformedRecord = record =>
            {
                if (record.Reason == CsvMalformedReason.UnterminatedQuote)
                    malformed ??= Refusal("cut-short", record.LineNumber, "a quoted cell that is never closed", "a closing quote: the file may have been cut off, so ask for it again");
            },
        }, leaveOpen: false);
    }

    /// <summary>The header cells, trimmed; empty for a file without a header.</summary>
    public IReadOnlyList<string> Headers { get; private set; } = [];

    /// <summary>The line of the file on which the current record begins; the header is line 1.</summary>
    public long Line => reader.LineNumber;

    public int FieldCount => reader.FieldCount;

    /// <summary>
    /// What to do with the line of a record that is not UTF-8, which is then read as Windows-1252. Without it such a file is refused:
    /// only where a publisher is known to have used Windows-1252 is that safer than asking.
    /// </summary>
    public Action<long>? OnWindows1252 { get; set; }

    /// <exception cref="RefusedException">The file is missing, empty, compressed wrongly, in another encoding, or its first record is not one of a table.</exception>
    public static CsvSource Open(string path, bool hasHeader, string? shownAs = null)
    {
        var name = shownAs ?? Path.GetFileName(path);
        if (!File.Exists(path))
            throw new RefusedException(new Finding("no-such-file", Consequence.FileRefused, new Place(path), "no file", "the path of a file that exists"));

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Open(stream, name, hasHeader, IsGzip(path));
    }

    /// <summary>Reads what a stream gives, decompressing it where the name says that it is gzip.</summary>
    /// <inheritdoc cref="Open(string, bool, string?)"/>
    public static CsvSource Open(Stream stream, string name, bool hasHeader) => Open(stream, name, hasHeader, IsGzip(name));

    private static bool IsGzip(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static CsvSource Open(Stream stream, string name, bool hasHeader, bool gzip)
    {
        if (gzip)
            stream = new GZipStream(stream, CompressionMode.Decompress);
        var source = new CsvSource(new LeadingBytes(stream, name), name, hasHeader);
        try
        {
            if (hasHeader)
                source.ReadHeader();
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next record; entirely empty lines are not records. False at the end.</summary>
    /// <exception cref="RefusedException">The file cannot be read on from here.</exception>
    public bool Read()
    {
        bool more;
        try
        {
            more = reader.Read();
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException or InvalidOperationException)
        {
            throw Unreadable(e);
        }

        if (malformed is { } cut)
            throw new RefusedException(cut);
        otherEncoding = false;
        if (more)
            Judge(reader.RawRecord);
        return more;
    }

    private void Judge(ReadOnlySpan<byte> record)
    {
        if (record.Length > LongestRecord)
            throw TooLong();

        // Nearly every record is of ASCII without a NUL: one look tells.
        if (!record.ContainsAnyExceptInRange((byte)1, (byte)127))
            return;

        otherEncoding = !Utf8.IsValid(record);
        if (otherEncoding && OnWindows1252 is { } tolerate)
            tolerate(Line);
        else if (otherEncoding)
            throw new RefusedException(Refusal("wrong-encoding", Line, "bytes that are not UTF-8", "a UTF-8 file: save it as 'CSV UTF-8', or convert it"));
        if (record.Contains((byte)0))
            throw new RefusedException(Refusal("binary", Line, "a NUL byte", "a text file of comma-separated values"));
    }

    /// <summary>The cell, unquoted, as it stands; empty where the record is too short.</summary>
    public string Text(int field) =>
        field >= reader.FieldCount ? ""
        : otherEncoding ? Windows1252.GetString(reader.GetSpan(field))
        : reader.GetString(field);

    /// <summary>The cell's bytes, unquoted; valid until the next record.</summary>
    public ReadOnlySpan<byte> Span(int field) => field < reader.FieldCount ? reader.GetSpan(field) : [];

    /// <summary>The whole record as it stands, where none of its cells is quoted: its cells with commas between. Empty where one is.</summary>
    public ReadOnlySpan<byte> PlainRecord => reader.RawRecord is var record && record.Contains((byte)'"') ? [] : record;

    /// <summary>Whether what has been read ends with the end of a line: false at the end of a file that may have been cut off.</summary>
    public bool EndsLine => bytes.Last is (byte)'\n' or (byte)'\r';

    public void Dispose() => reader.Dispose();

    private void ReadHeader()
    {
        try
        {
            reader.ReadHeader();
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException or InvalidOperationException)
        {
            throw Unreadable(e);
        }

        var headers = reader.Headers;
        if (headers.Count == 0 || headers is [{ Length: 0 }])
            throw new RefusedException(Refusal("empty-file", 0, "nothing", "a header row and rows beneath it"));
        if (headers.Count > MostColumns)
            throw new RefusedException(Refusal("too-many-columns", 1, $"{headers.Count:N0} columns", $"at most {MostColumns:N0}"));
        if (headers.Any(h => h.Contains('\uFFFD')))
            throw new RefusedException(Refusal("wrong-encoding", 1, "a header that is not UTF-8", "a UTF-8 file: save it as 'CSV UTF-8', or convert it"));
        if (headers.Any(h => h.Contains('\0')))
            throw new RefusedException(Refusal("binary", 1, "a NUL byte", "a text file of comma-separated values"));

        Headers = [.. headers.Select(h => h.Trim())];
    }

    private RefusedException Unreadable(Exception e) => e is InvalidDataException && e is not CsvFormatException
        ? new RefusedException(Refusal("not-gzip", 0, "a file that does not decompress", "a gzip file, as its name says, or a name without .gz"))
        : TooLong();

    private RefusedException TooLong() =>
        new(Refusal("not-a-table", 0, $"a record longer than {LongestRecord:N0} bytes, or one that cannot be read", "rows of a CSV table, one to a line: a quote may be left open, or this is another kind of file"));

    private Finding Refusal(string code, long line, string found, string wanted) =>
        new(code, Consequence.FileRefused, new Place(name, line), found, wanted);

    /// <summary>Passes a stream through, refusing on its first bytes what is plainly not UTF-8 text.</summary>
    private sealed class LeadingBytes(Stream inner, string name) : ReadOnlyStream
    {
        private bool looked;

        /// <summary>The last byte that was read.</summary>
        public byte Last { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            if (read > 0)
                Last = buffer[read - 1];
            if (looked)
                return read;

            looked = true;
            if (read == 0)
                throw Refuse("empty-file", "an empty file", "a file with rows");
            if (buffer[..read] is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
                throw Refuse("wrong-encoding", "UTF-16 text", "a UTF-8 file: save it as 'CSV UTF-8', or convert it");
            if (buffer[..read].Contains((byte)0))
                throw Refuse("binary", "a NUL byte", "a text file of comma-separated values");
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        private RefusedException Refuse(string code, string found, string wanted) =>
            new(new Finding(code, Consequence.FileRefused, new Place(name), found, wanted));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
