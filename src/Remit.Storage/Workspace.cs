using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Remit.Powers;
using Remit.Register;
using Remit.Storage.Powers;
using Remit.Storage.Register;

namespace Remit.Storage;

/// <summary>The folder that holds everything an organisation keeps with Remit: here, its releases, each under the hash of its content.</summary>
/// <remarks>
/// <c>releases/SHA-256/content</c> is the file exactly as received; <c>release.json</c> says what it is. Neither is ever changed: corrections are written beside, and the latest counts. The folder's name is the hash:
/// the content is held against it the first time it is read, and nothing in <c>release.json</c> leads to any other place. See decisions/0011.
/// </remarks>
public sealed class Workspace
{
    private static int parts;

    private readonly Lazy<List<KeptRelease>> releases;
    private readonly HashSet<string> verified = [];
    private (NationalFacts Facts, string Recorded, Evidence Evidence)? evidence;

    public Workspace(string folder)
    {
        Folder = Path.GetFullPath(folder);
        releases = new(ReadReleases);
    }

    /// <summary>The workspace that is named, else the one in <c>REMIT_WORKSPACE</c>, else <c>workspace</c> in the current folder. It need not exist yet.</summary>
    public static Workspace At(string? named)
    {
        if (!string.IsNullOrEmpty(named))
            return new(named);
        var set = Environment.GetEnvironmentVariable("REMIT_WORKSPACE");
        return new(string.IsNullOrEmpty(set) ? "workspace" : set);
    }

    public string Folder { get; }

    /// <summary>Every release, oldest edition first, then as learned, then by hash.</summary>
    public IReadOnlyList<KeptRelease> Releases => releases.Value;

    /// <summary>The releases of one kind, oldest edition first.</summary>
    public IReadOnlyList<KeptRelease> Of(string kind) => [.. Releases.Where(r => r.Kind == kind)];

    /// <summary>The release of a kind with the latest edition, or none.</summary>
    public KeptRelease? Latest(string kind) => Releases.LastOrDefault(r => r.Kind == kind);

    /// <summary>Where the content of a release is, exactly as received: the first time it is asked for, it is held against its hash.</summary>
    /// <exception cref="RefusedException">The content is not what was imported.</exception>
    public string ContentOf(KeptRelease release)
    {
        var path = Path.Combine(FolderOf(release.Sha256), "content");
        lock (verified)
        {
            if (verified.Contains(release.Sha256))
                return path;
            using (var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan))
                if (Convert.ToHexStringLower(SHA256.HashData(content)) != release.Sha256)
                    throw Damaged(path, "content whose SHA-256 is not the name of its folder");
            verified.Add(release.Sha256);
        }

        return path;
    }

    /// <summary>Whether the content of a release is there and as long as what was imported. Its hash is not looked at.</summary>
    internal bool HasAllOf(KeptRelease release) => new FileInfo(Path.Combine(FolderOf(release.Sha256), "content")) is { Exists: true } content && content.Length == release.Bytes;

    /// <summary>Opens a release's content to be read record by record.</summary>
    /// <inheritdoc cref="ContentOf"/>
    public CsvSource Open(KeptRelease release)
    {
        var stream = new FileStream(ContentOf(release), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return CsvSource.Open(stream, release.File, Layouts.Named(release.Kind)?.HasHeader ?? true);
    }

    /// <summary>Reads the rows of a release as its layout has them, leaving out what the import left out.</summary>
    public IEnumerable<T> Read<T>(KeptRelease release, Layout<T> layout, Func<OnsCode, OdsCode?>? odsOf = null)
    {
        using var source = Open(release);
        foreach (var row in layout.Read(source, release.ToRelease(), new ImportNotes(release.File), odsOf ?? (_ => null)))
            yield return row;
    }

    /// <summary>Streams a postcode directory, or any other file with the same columns, with areas translated to ODS codes as <paramref name="register"/> has them.</summary>
    public IEnumerable<DirectoryRow> ReadDirectory(KeptRelease release, RegisterAsKnown register) =>
        Read(release, release.Kind == Layouts.Nhspd.Kind ? Layouts.Nhspd : (Layout<DirectoryRow>)Layouts.Onspd, register.Find);

    /// <summary>Everything this workspace has learned, on top of the facts that travel with the product: its releases, and what the instruments in its journal do. Files are read when they are first needed.</summary>
    /// <remarks>Asked again with the same facts, and nothing recorded meanwhile, it is the same, so that what has been worked out of it is not worked out twice.</remarks>
    /// <exception cref="RefusedException">The journal cannot be read.</exception>
    public Evidence Evidence(NationalFacts facts) => Evidence(facts, RecordedInstruments.Read(this));

    /// <summary>The same with instruments that were read before.</summary>
    internal Evidence Evidence(NationalFacts facts, (IReadOnlyList<Instrument> Instruments, string Version) recorded)
    {
        if (evidence is not { } known || !ReferenceEquals(known.Facts, facts) || known.Recorded != recorded.Version)
        {
            var ledger = new Ledger(recorded.Instruments);
            evidence = known = (facts, recorded.Version, new(facts, Releases.Select(EvidenceIn), instant => RegisterEffects.Of(ledger.KnownAt(instant)), ledger.Turns));
        }

        return known.Evidence;
    }

    /// <summary>Keeps a checked file: the content and what is said of it are written beside, then appear together.</summary>
    /// <returns>The release that stands: this one, or the one of the same bytes that another import has brought meanwhile.</returns>
    /// <exception cref="RefusedException">The file is no longer what was checked.</exception>
    internal KeptRelease Keep(KeptRelease release, string path)
    {
        var parent = Path.Combine(Folder, "releases");
        Directory.CreateDirectory(parent);
        RemoveAbandoned(parent, release.Imported);
        var beside = Path.Combine(parent, $".{release.Sha256}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref parts)}.part");
        Directory.CreateDirectory(beside);
        var stands = release;
        try
        {
            Copy(path, Path.Combine(beside, "content"), release);
            WholeFile.Write(Path.Combine(beside, "release.json"), JsonSerializer.SerializeToUtf8Bytes(release, WorkspaceJson.Default.KeptRelease));
            try
            {
                Directory.Move(beside, FolderOf(release.Sha256));
            }
            catch (IOException) when (Directory.Exists(FolderOf(release.Sha256)))
            {
                Directory.Delete(beside, recursive: true);
                stands = ReadRelease(FolderOf(release.Sha256));
            }
        }
        catch
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
            throw;
        }

        evidence = null;
        if (releases.IsValueCreated)
        {
            releases.Value.RemoveAll(r => r.Sha256 == stands.Sha256);
            releases.Value.Add(stands);
            Order(releases.Value);
        }

        return stands;
    }

    /// <summary>The releases whose hash begins so.</summary>
    public IReadOnlyList<KeptRelease> Beginning(string sha256) => [.. Releases.Where(r => r.Sha256.StartsWith(sha256, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Writes a correction beside a release, which stays as it is, as do the corrections before.</summary>
    /// <returns>The release as corrected.</returns>
    public KeptRelease Correct(KeptRelease release, Correction correction)
    {
        var folder = FolderOf(release.Sha256);
        var beside = Path.Combine(folder, $".correction.{Environment.ProcessId}.{Interlocked.Increment(ref parts)}.part");
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(correction, WorkspaceJson.Default.Correction));
        for (var number = 1; ; number++)
        {
            var path = Path.Combine(folder, $"correction-{number:0000}.json");
            if (File.Exists(path))
                continue;
            try
            {
                File.Move(beside, path, overwrite: false);
                break;
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another correction took the number meanwhile.
            }
        }

        evidence = null;
        var corrected = ReadRelease(folder);
        releases.Value.RemoveAll(r => r.Sha256 == release.Sha256);
        releases.Value.Add(corrected);
        Order(releases.Value);
        return corrected;
    }

    /// <summary>Copies what was checked, and only that: a file that changed since is refused.</summary>
    private static void Copy(string path, string to, KeptRelease release)
    {
        using var content = new WholeFile(to);
        using var received = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1 << 16];
        while (received.Read(block) is > 0 and var length)
        {
            hash.AppendData(block, 0, length);
            content.Stream.Write(block, 0, length);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != release.Sha256)
            throw new RefusedException(new Finding("changed-meanwhile", Consequence.FileRefused, new Place(release.File), "other content than was checked a moment before",
                "a file that nothing writes to: import it again once it is whole"));
        content.Keep();
    }

    /// <summary>Removes what imports left beside that ended before they were done: those of this machine whose process is gone, and any that is over a day old.</summary>
    private static void RemoveAbandoned(string parent, DateTimeOffset now)
    {
        foreach (var part in new DirectoryInfo(parent).EnumerateDirectories(".*.part"))
        {
            var here = part.Name.Contains($".{Environment.MachineName}.", StringComparison.Ordinal);
            if (here ? IsRunning(part.Name.Split('.')[^3]) : part.LastWriteTimeUtc > now.UtcDateTime.AddDays(-1))
                continue;
            try
            {
                part.Delete(recursive: true);
            }
            catch (IOException)
            {
                // Another import is removing it too.
            }
        }
    }

    private static bool IsRunning(string process)
    {
        try
        {
            using var running = Process.GetProcessById(int.TryParse(process, out var id) ? id : -1);
            return !running.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string FolderOf(string sha256) => Path.Combine(Folder, "releases", sha256);

    private ReleaseEvidence EvidenceIn(KeptRelease kept)
    {
        if (kept.Kind == Layouts.Epraccur.Kind)
        {
            var listings = Kept(Layouts.Epraccur, KeptRows.Practices);
            return new(kept.ToRelease()) { Practices = listings, Memberships = new(() => [.. EpraccurLayout.MembershipsIn(listings.Value)]) };
        }

        return new(kept.ToRelease())
        {
            Memberships = Kept(Layouts.Epcmem, KeptRows.Memberships),
            Organisations = kept.Kind == Layouts.Etr.Kind ? Rows(Layouts.Etr) : Rows(Layouts.Eccg),
            CoverageGiven = kept.Kind == Layouts.SmallAreas.Kind ? Coverage : null,
            OnsListings = Rows(Layouts.OnsNames),
            SuccessionClaims = Rows(Layouts.Successions),
            ListSizes = Kept(Layouts.PracticeLists, KeptRows.ListSizes),
            UpperTiers = Rows(Layouts.UpperTiers),
        };

        Lazy<IReadOnlyList<T>> Rows<T>(Layout<T> layout) => new(() => layout.Kind == kept.Kind ? [.. Read(kept, layout)] : []);

        Lazy<IReadOnlyList<T>> Kept<T>(Layout<T> layout, RowForm<T> form) => new(() => layout.Kind == kept.Kind ? KeptOr(form, () => ([.. Read(kept, layout)], true)) : []);

        // Rows for which a code had to be translated depend on what was known then.
        IReadOnlyList<CoverageRow> Coverage(Func<OnsCode, OdsCode?> odsOf) => KeptOr(KeptRows.Coverage, () =>
        {
            var translated = false;
            OdsCode? Translated(OnsCode code)
            {
                translated = true;
                return odsOf(code);
            }

            IReadOnlyList<CoverageRow> rows = [.. Read(kept, Layouts.SmallAreas, Translated)];
            return (rows, !translated);
        });

        IReadOnlyList<T> KeptOr<T>(RowForm<T> form, Func<(IReadOnlyList<T>, bool)> read)
        {
            _ = ContentOf(kept);
            return KeptRows.Of(Path.Combine(Folder, "derived"), kept, form, read);
        }
    }

    /// <summary>Waits until nobody else takes anything into this workspace, and keeps others waiting until it is disposed.</summary>
    /// <remarks>A file and its act are recorded one after the other: whoever looked between them would take the file for one without an act.</remarks>
    /// <param name="patience">How long to wait; a minute unless told.</param>
    /// <exception cref="RefusedException">Somebody else does for longer than that, or the workspace cannot be written to.</exception>
    public IDisposable TakeTurn(TimeSpan? patience = null)
    {
        var path = Path.Combine(Folder, "releases", ".importing");
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(50))
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
            {
                throw new RefusedException(new Finding("cannot-write", Consequence.FileRefused, new Place(path), "a place that cannot be written to", "a folder in which you may make files"));
            }
            catch (IOException)
            {
                if (waited.Elapsed > (patience ?? TimeSpan.FromMinutes(1)))
                    throw new RefusedException(new Finding("import-under-way", Consequence.FileRefused, new Place(path), "another program that is taking files into this workspace",
                        "the same again, once it is done. Nothing was changed"));
            }
    }

    private List<KeptRelease> ReadReleases()
    {
        List<KeptRelease> found = [];
        var parent = Path.Combine(Folder, "releases");
        if (Directory.Exists(parent))
            foreach (var folder in Directory.EnumerateDirectories(parent).Where(f => !Path.GetFileName(f).StartsWith('.')))
                found.Add(ReadRelease(folder));
        Order(found);
        return found;
    }

    private static KeptRelease ReadRelease(string folder)
    {
        var path = Path.Combine(folder, "release.json");
        KeptRelease? release;
        try
        {
            release = JsonSerializer.Deserialize(File.ReadAllBytes(path), WorkspaceJson.Default.KeptRelease);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw Damaged(path, "a release without a readable release.json");
        }

        var name = Path.GetFileName(folder);
        if (release is null || release.Sha256 != name || name.Length != 64 || !name.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f'))
            throw Damaged(path, release is null ? "a release without a readable release.json" : "a release.json about another content than that of its folder");
        if (!File.Exists(Path.Combine(folder, "content")))
            throw Damaged(Path.Combine(folder, "content"), "no content beside release.json");
        return Directory.EnumerateFiles(folder, "correction-*.json").Order(StringComparer.Ordinal).Select(ReadCorrection)
            .Aggregate(release with { Corrections = null }, (sofar, correction) => sofar.With(correction));
    }

    private static Correction ReadCorrection(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), WorkspaceJson.Default.Correction) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new RefusedException(new Finding("workspace-damaged", Consequence.FileRefused, new Place(path), "a correction that cannot be read",
                "what './remit import correct' wrote there: restore it, or remove it and correct the release again"));
        }
    }

    private static RefusedException Damaged(string path, string found) =>
        new(new Finding("workspace-damaged", Consequence.FileRefused, new Place(path), found,
            "what the import wrote there: restore it, or remove its folder and import the file again"));

    private static void Order(List<KeptRelease> releases) => releases.Sort((a, b) =>
        (a.Edition, a.Learned).CompareTo((b.Edition, b.Learned)) is not 0 and var order ? order : string.CompareOrdinal(a.Sha256, b.Sha256));
}

/// <summary>How what is said of releases is written. Made when the program is built: to find it out at each start takes longer than to read all releases.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptRelease))]
[JsonSerializable(typeof(Correction))]
internal sealed partial class WorkspaceJson : JsonSerializerContext;
