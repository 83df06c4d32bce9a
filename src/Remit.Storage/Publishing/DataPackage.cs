using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Remit.Storage.Publishing;

/// <summary>A file of a package: its length in bytes, its rows and the SHA-256 of its content.</summary>
public sealed record PackagedFile(string Name, long Rows, long Bytes, string Sha256);

/// <summary>All public tables with an account of each: a Frictionless Data Package, version 1, of the profile <c>tabular-data-package</c>.</summary>
/// <remarks>Nothing in it says when it was made, so the same facts give the same bytes. See decisions/0026.</remarks>
public sealed partial class DataPackage
{
    /// <summary>What the account is called, beside the tables.</summary>
    public const string AccountName = "datapackage.json";

    private static readonly JsonWriterOptions Json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PublicFacts facts;

    private DataPackage(PublicFacts facts, IReadOnlyList<PackagedFile> files, byte[] account) => (this.facts, Files, Account) = (facts, files, account);

    /// <summary>The tables' files, in the order of <see cref="PublicTables.All"/>.</summary>
    public IReadOnlyList<PackagedFile> Files { get; }

    /// <summary><c>datapackage.json</c>, in UTF-8.</summary>
    public byte[] Account { get; }

    /// <summary>Works out the account of every table, for which each is written once to nowhere. Some seconds for the whole of England.</summary>
    public static async Task<DataPackage> Of(PublicFacts facts, CancellationToken stop = default)
    {
        List<PackagedFile> files = [];
        foreach (var table in PublicTables.All)
            files.Add(await Written(table, facts, Stream.Null, stop));
        return new(facts, files, AccountOf(facts, files));
    }

    /// <summary>Writes the package into a folder, which appears under its name when it is whole.</summary>
    /// <exception cref="RefusedException">There is something of that name already, or nothing may be written there.</exception>
    public static async Task<DataPackage> Write(PublicFacts facts, string folder, CancellationToken stop = default)
    {
        var whole = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        if (Path.Exists(whole))
            throw new RefusedException(new Finding("already-there", Consequence.FileRefused, new Place(folder), "a file or folder of that name", "a name that is free: a package is written whole or not at all, and never over another"));
        var beside = $"{whole}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(beside);
            List<PackagedFile> files = [];
            foreach (var table in PublicTables.All)
            {
                await using var to = new FileStream(Path.Combine(beside, $"{table.Name}.csv"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
                files.Add(await Written(table, facts, to, stop));
                to.Flush(flushToDisk: true);
            }

            var package = new DataPackage(facts, files, AccountOf(facts, files));
            await File.WriteAllBytesAsync(Path.Combine(beside, AccountName), package.Account, stop);
            Directory.Move(beside, whole);
            return package;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Finding("cannot-write", Consequence.FileRefused, new Place(folder), "a place that cannot be written to, or is full", "a folder in which you may make others, with room"));
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
    }

    /// <summary>Writes the package as one ZIP, table by table as it goes.</summary>
    /// <param name="to">Need not be one that can go back, as an answer to a browser cannot.</param>
    public async Task WriteZip(Stream to, CancellationToken stop = default)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);
        await using (var entry = await Entry(zip, AccountName, stop))
            await entry.WriteAsync(Account, stop);
        foreach (var table in PublicTables.All)
        {
            await using var entry = await Entry(zip, $"{table.Name}.csv", stop);
            await TableFile.WriteCsv(table, table.Rows(facts), entry, stop);
        }
    }

    private static async Task<Stream> Entry(ZipArchive zip, string name, CancellationToken stop)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        // The earliest day that a ZIP can say: the bytes then depend on nothing but the tables.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return await entry.OpenAsync(stop);
    }

    private static async Task<PackagedFile> Written(PublicTable table, PublicFacts facts, Stream to, CancellationToken stop)
    {
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(to, hash, CryptoStreamMode.Write, leaveOpen: true);
        await using var counted = new CountedStream(hashed);
        var rows = 0L;
        await TableFile.WriteCsv(table, table.Rows(facts).Select(row =>
        {
            rows++;
            return row;
        }), counted, stop);
        await hashed.FlushFinalBlockAsync(stop);
        return new($"{table.Name}.csv", rows, counted.Written, Convert.ToHexStringLower(hash.Hash!));
    }

    private static byte[] AccountOf(PublicFacts facts, IReadOnlyList<PackagedFile> files)
    {
        var publications = facts.Parameters.Read("sources.csv").Rows.ToDictionary(r => r["id"]);
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, Json))
        {
            json.WriteStartObject();
            json.WriteString("profile", "tabular-data-package");
            json.WriteString("name", "remit-register");
            json.WriteString("title", "Who commissioned what in the English NHS, where and when");
            json.WriteString("description", "Organisations, practices and small areas through every reorganisation since 2013, the method by which activity is assigned to its commissioner, and the counts of published runs. Days are inclusive at both ends. Each row says where it stands. Contains public sector information licensed under the Open Government Licence v3.0.");
            json.WriteStartArray("resources");
            foreach (var (table, file) in PublicTables.All.Zip(files))
                Resource(json, table, file, SourcesOf(table, facts, publications));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return to.ToArray();
    }

    /// <summary>What a table's rows rest on: titles of official files, and publications, each with its address where it has one.</summary>
    public static IReadOnlyList<(string Title, string? Address)> SourcesOf(PublicTable table, PublicFacts facts) =>
        SourcesOf(table, facts, facts.Parameters.Read("sources.csv").Rows.ToDictionary(r => r["id"]));

    private static IReadOnlyList<(string Title, string? Address)> SourcesOf(PublicTable table, PublicFacts facts, Dictionary<string, ParameterRow> publications)
    {
        var files = facts.Releases.Where(r => table.RestsOn.Contains(r.Kind)).Select(r => r.Title).Distinct().Order(StringComparer.Ordinal).Select(title => (title, (string?)null));
        var cited =
            from name in table.RestsOn
            where name.EndsWith(".csv", StringComparison.Ordinal) && name != "sources.csv"
            from row in facts.Parameters.Read(name).Rows
            from id in row.Sources
            where publications.ContainsKey(id)
            select publications[id];
        return [.. files, .. cited.Distinct().OrderBy(p => p["title"], StringComparer.Ordinal).Select(p => (p["title"], Address().Match(p["address"]) is { Success: true } address ? address.Value : null))];
    }

    private static void Resource(Utf8JsonWriter json, PublicTable table, PackagedFile file, IReadOnlyList<(string Title, string? Address)> sources)
    {
        json.WriteStartObject();
        json.WriteString("profile", "tabular-data-resource");
        json.WriteString("name", table.Name);
        json.WriteString("path", file.Name);
        json.WriteString("title", table.Title);
        json.WriteString("description", table.Means);
        json.WriteString("format", "csv");
        json.WriteString("mediatype", "text/csv");
        json.WriteString("encoding", "utf-8");
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("hash", $"sha256:{file.Sha256}");
        if (sources.Count > 0)
        {
            json.WriteStartArray("sources");
            foreach (var (title, address) in sources)
            {
                json.WriteStartObject();
                json.WriteString("title", title);
                if (address is not null)
                    json.WriteString("path", address);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (table.IsLicensed)
            Licences(json);
        Schema(json, table);
        json.WriteEndObject();
    }

    private static void Schema(Utf8JsonWriter json, PublicTable table)
    {
        json.WriteStartObject("schema");
        json.WriteStartArray("fields");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", TypeOf(column.Type));
            json.WriteString("description", column.Means);
            if (table.Key.Contains(column.Name))
            {
                json.WriteStartObject("constraints");
                json.WriteBoolean("required", true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("missingValues");
        json.WriteStringValue("");
        json.WriteEndArray();
        json.WriteStartArray("primaryKey");
        foreach (var column in table.Key)
            json.WriteStringValue(column);
        json.WriteEndArray();
        if (table.ForeignKeys.Count > 0)
        {
            json.WriteStartArray("foreignKeys");
            foreach (var key in table.ForeignKeys)
            {
                json.WriteStartObject();
                json.WriteString("fields", key.Column);
                json.WriteStartObject("reference");
                json.WriteString("resource", key.Table);
                json.WriteString("fields", key.Referenced);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Licences(Utf8JsonWriter json)
    {
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteString("name", "OGL-UK-3.0");
        json.WriteString("title", "Open Government Licence v3.0");
        json.WriteString("path", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>What the Table Schema calls a type.</summary>
    public static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text => "string",
        ColumnType.WholeNumber => "integer",
        ColumnType.Day => "date",
        ColumnType.Instant => "datetime",
        ColumnType.YesOrNo => "boolean",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    [GeneratedRegex(@"https?://[^\s;,)]+")]
    private static partial Regex Address();

    /// <summary>Passes on what is written, and counts it.</summary>
    private sealed class CountedStream(Stream to) : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Written += count;
            to.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return to.WriteAsync(buffer, cancellationToken);
        }

        public override void Flush() => to.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
