using System.Security.Cryptography;
using System.Text;
using Remit.Responsibility;
using Remit.Responsibility.Bulk;

namespace Remit.Storage.Responsibility;

/// <summary>Reference tables as compiled, kept in a file so that the next run need not read and compile them. It may be dropped at any time: see decisions/0015.</summary>
/// <remarks>
/// It is used only if it is whole (it ends in the SHA-256 of all before it), was made by this very build for the same question, and from sources of the same content as now.
/// Anything else is as if there were none, and is replaced. A folder that cannot be written to has none.
/// </remarks>
/// <param name="folder">The folder it is kept in, which need not exist.</param>
/// <param name="about">What tables these are, and everything but the content of sources and the rulebooks that they depend on.</param>
/// <param name="sourcesNow">The sources as they now are. Asked only if there is a file.</param>
public sealed class ReferenceSnapshot(string folder, string about, Func<IReadOnlyList<ReferenceSource>> sourcesNow)
{
    /// <summary>How many are kept in a folder: other readings, other days known and other folders of tables have others.</summary>
    public const int MostKept = 4;

    private const int BlockLength = 1 << 17;
    private const string Prefix = "reference-";

    // A build is known by its code's own identity, which changes with every change to it.
    private static readonly string Build = string.Join(' ', ((Type[])[typeof(CompiledTables), typeof(ReferenceSnapshot)]).Select(t => t.Module.ModuleVersionId));

    /// <summary>The folder for what is not in a workspace, after the XDG Base Directory Specification; none where the user has no home.</summary>
    public static string? FolderOfUser
    {
        get
        {
            var set = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return !string.IsNullOrEmpty(set) && Path.IsPathFullyQualified(set) ? Path.Combine(set, "remit")
                : home.Length > 0 ? Path.Combine(home, ".cache", "remit")
                : null;
        }
    }

    /// <summary>The tables as an earlier run left them, or none.</summary>
    internal (CompiledTables Tables, ReferenceAccount Account)? Read(IReadOnlyList<Rulebook> rulebooks)
    {
        var key = KeyFor(rulebooks);
        try
        {
            // Nothing is made of it before it is known to be whole. The sources are hashed on another core meanwhile: together that is half of the wait for a short run.
            using var file = new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BlockLength);
            var now = Task.Run(sourcesNow);
            var isWhole = IsWhole(file);
            var sources = now.GetAwaiter().GetResult();
            if (!isWhole)
                return null;

            file.Position = 0;
            using var reader = new BinaryReader(file);
            if (!reader.ReadBytes(key.Length).AsSpan().SequenceEqual(key))
                return null;

            var account = ReadAccount(reader);
            return account.Sources.SequenceEqual(sources) ? (CompiledTables.Read(file, rulebooks), account) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the tables for a later run, if that can be.</summary>
    internal void Keep(CompiledTables tables, ReferenceAccount account)
    {
        var key = KeyFor(tables.Rulebooks);
        try
        {
            using (var file = new WholeFile(PathOf(key)))
            {
                using var hashed = new HashedStream(file.Stream);
                using var writer = new BinaryWriter(hashed);
                writer.Write(key);
                Write(writer, account);
                writer.Flush();
                tables.Write(hashed);
                file.Stream.Write(hashed.HashSoFar());
                file.Keep();
            }

            foreach (var old in new DirectoryInfo(folder).EnumerateFiles(Prefix + "*.snapshot").OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostKept))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RefusedException)
        {
            // Nothing may be written there, or the disk is full: the next run compiles again.
        }
    }

    private static bool IsWhole(FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockLength];
        var left = file.Length - SHA256.HashSizeInBytes;
        while (left > 0 && file.Read(block, 0, (int)Math.Min(left, BlockLength)) is > 0 and var length)
        {
            hash.AppendData(block, 0, length);
            left -= length;
        }

        return left == 0 && file.ReadAtLeast(block, SHA256.HashSizeInBytes) == SHA256.HashSizeInBytes && hash.GetHashAndReset().AsSpan().SequenceEqual(block.AsSpan(0, SHA256.HashSizeInBytes));
    }

    private byte[] KeyFor(IReadOnlyList<Rulebook> rulebooks) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Build}\n{about}\n\n{CompiledTables.DependsOn(rulebooks)}"));

    private string PathOf(byte[] key) => Path.Combine(folder, $"{Prefix}{Convert.ToHexStringLower(key.AsSpan(0, 8))}.snapshot");

    private static void Write(BinaryWriter writer, ReferenceAccount account)
    {
        writer.Write(account.Description);
        writer.Write(account.Sources.Count);
        foreach (var source in account.Sources)
        {
            writer.Write(source.Name);
            writer.Write(source.Sha256);
        }

        writer.Write(account.Findings.Count);
        foreach (var finding in account.Findings)
        {
            writer.Write(finding.Code);
            writer.Write((int)finding.Consequence);
            writer.Write(finding.Place.File);
            writer.Write(finding.Place.Line);
            writer.Write(finding.Place.Column);
            writer.Write(finding.Found);
            writer.Write(finding.Wanted);
        }
    }

    private static ReferenceAccount ReadAccount(BinaryReader reader)
    {
        var description = reader.ReadString();
        List<ReferenceSource> sources = [];
        for (var left = reader.ReadInt32(); left > 0; left--)
            sources.Add(new ReferenceSource(reader.ReadString(), reader.ReadString()));
        List<Finding> findings = [];
        for (var left = reader.ReadInt32(); left > 0; left--)
            findings.Add(new Finding(reader.ReadString(), (Consequence)reader.ReadInt32(), new Place(reader.ReadString(), reader.ReadInt64(), reader.ReadString()), reader.ReadString(), reader.ReadString()));
        return new ReferenceAccount(description, sources, findings);
    }

    /// <summary>Passes bytes on to be written, and hashes them.</summary>
    private sealed class HashedStream(Stream inner) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        /// <summary>The SHA-256 of all that has passed.</summary>
        public byte[] HashSoFar() => hash.GetCurrentHash();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            inner.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }
        public override void Flush() => inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
