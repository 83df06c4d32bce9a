using System.Text.Json;
using Remit.Register;
using Remit.Storage.Register;

namespace Remit.Storage;

/// <summary>The folder that holds everything an organisation keeps with Remit: here, its releases, each under the hash of its content.</summary>
/// <remarks><c>releases/SHA-256/content</c> is the file exactly as received; <c>release.json</c> says what it is. Neither is ever changed. See decisions/0011.</remarks>
public sealed class Workspace
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private readonly Lazy<List<KeptRelease>> releases;

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

    /// <summary>Where the content of a release is, exactly as received.</summary>
    public string ContentOf(KeptRelease release) => Path.Combine(FolderOf(release.Sha256), "content");

    /// <summary>Opens a release's content to be read record by record.</summary>
    /// <exception cref="RefusedException">The content is not what was imported.</exception>
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

    /// <summary>Everything this workspace has learned, on top of the facts that travel with the product. Files are read when they are first needed.</summary>
    public Evidence Evidence(NationalFacts facts)
    {
        List<ReleaseEvidence> evidence = [];
        // Translating ONS codes needs only the look-ups of names and codes, which themselves need no translating.
        var names = new Lazy<RegisterAsKnown>(() => new Evidence(facts, evidence.Where(e => e.Release.Kind == Layouts.OnsNames.Kind)).ToDate);
        foreach (var release in Releases)
            evidence.Add(EvidenceIn(release, code => names.Value.Find(code)));
        return new(facts, evidence);
    }

    /// <summary>Keeps a checked file: the content and what is said of it are written beside, then appear together.</summary>
    internal void Keep(KeptRelease release, string path)
    {
        var parent = Path.Combine(Folder, "releases");
        Directory.CreateDirectory(parent);
        var beside = Path.Combine(parent, $".{release.Sha256}.{Environment.ProcessId}.part");
        if (Directory.Exists(beside))
            Directory.Delete(beside, recursive: true);
        Directory.CreateDirectory(beside);
        try
        {
            using (var content = new WholeFile(Path.Combine(beside, "content")))
            using (var received = File.OpenRead(path))
            {
                received.CopyTo(content.Stream);
                content.Keep();
            }

            WholeFile.Write(Path.Combine(beside, "release.json"), JsonSerializer.SerializeToUtf8Bytes(release, Json));
            // Another import may have brought the same bytes meanwhile; then theirs stand.
            if (Directory.Exists(FolderOf(release.Sha256)))
                Directory.Delete(beside, recursive: true);
            else
                Directory.Move(beside, FolderOf(release.Sha256));
        }
        catch
        {
            Directory.Delete(beside, recursive: true);
            throw;
        }

        if (releases.IsValueCreated)
        {
            releases.Value.Add(release);
            Order(releases.Value);
        }
    }

    private string FolderOf(string sha256) => Path.Combine(Folder, "releases", sha256);

    private ReleaseEvidence EvidenceIn(KeptRelease kept, Func<OnsCode, OdsCode?> odsOf)
    {
        if (kept.Kind == Layouts.Epraccur.Kind)
        {
            var listings = Rows(Layouts.Epraccur);
            return new(kept.ToRelease()) { Practices = listings, Memberships = new(() => [.. EpraccurLayout.MembershipsIn(listings.Value)]) };
        }

        return new(kept.ToRelease())
        {
            Memberships = Rows(Layouts.Epcmem),
            Organisations = kept.Kind == Layouts.Etr.Kind ? Rows(Layouts.Etr) : Rows(Layouts.Eccg),
            Coverage = Rows(Layouts.SmallAreas),
            OnsListings = Rows(Layouts.OnsNames),
            SuccessionClaims = Rows(Layouts.Successions),
        };

        Lazy<IReadOnlyList<T>> Rows<T>(Layout<T> layout) => new(() => layout.Kind == kept.Kind ? [.. Read(kept, layout, odsOf)] : []);
    }

    private List<KeptRelease> ReadReleases()
    {
        List<KeptRelease> found = [];
        var parent = Path.Combine(Folder, "releases");
        if (Directory.Exists(parent))
            foreach (var folder in Directory.EnumerateDirectories(parent).Where(f => !Path.GetFileName(f).StartsWith('.')))
                found.Add(ReadRelease(Path.Combine(folder, "release.json")));
        Order(found);
        return found;
    }

    private static KeptRelease ReadRelease(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptRelease>(File.ReadAllBytes(path), Json)!;
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new RefusedException(new Finding("workspace-damaged", Consequence.FileRefused, new Place(path), "a release without a readable release.json",
                "what the import wrote there: restore it, or remove its folder and import the file again"));
        }
    }

    private static void Order(List<KeptRelease> releases) => releases.Sort((a, b) =>
        (a.Edition, a.Learned).CompareTo((b.Edition, b.Learned)) is not 0 and var order ? order : string.CompareOrdinal(a.Sha256, b.Sha256));
}
