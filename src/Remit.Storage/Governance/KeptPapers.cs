using System.Security.Cryptography;
using Remit.Governance;

namespace Remit.Storage.Governance;

/// <summary>The documents put to meetings, kept in a workspace by the hash of their content: <c>papers/SHA-256</c>. The journal has the hashes.</summary>
public static class KeptPapers
{
    /// <summary>The longest that is kept, in bytes.</summary>
    public const long Longest = 100 << 20;

    private static readonly Dictionary<string, (string MediaType, byte[] Begins)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ("application/pdf", "%PDF"u8.ToArray()),
        [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"u8.ToArray()),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"u8.ToArray()),
        [".pptx"] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK"u8.ToArray()),
        [".odt"] = ("application/vnd.oasis.opendocument.text", "PK"u8.ToArray()),
        [".ods"] = ("application/vnd.oasis.opendocument.spreadsheet", "PK"u8.ToArray()),
        [".csv"] = ("text/csv", []),
        [".txt"] = ("text/plain", []),
    };

    /// <summary>Keeps a document.</summary>
    /// <exception cref="RefusedException">It is not there, is too long, or is of no kind that papers come in.</exception>
    public static PaperFile Keep(Workspace workspace, string path)
    {
        if (!File.Exists(path))
            throw Refused("no file", "the path of a file that exists", path);
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Keep(workspace, Path.GetFileName(path), source);
    }

    /// <inheritdoc cref="Keep(Workspace, string)"/>
    /// <param name="name">What it is called, by which its kind is told.</param>
    /// <param name="content">Its content, which can be read again from the beginning.</param>
    public static PaperFile Keep(Workspace workspace, string name, Stream content)
    {
        if (!Known.TryGetValue(Path.GetExtension(name), out var kind))
            throw Refused(Path.GetExtension(name) is { Length: > 0 } ending ? ending : "no ending", $"a file that ends in {string.Join(", ", Known.Keys)}", name);
        if (content.Length is 0 or > Longest)
            throw Refused($"{content.Length} bytes", $"1 byte to {Longest} bytes", name);
        var begins = new byte[kind.Begins.Length];
        if (content.ReadAtLeast(begins, begins.Length, throwOnEndOfStream: false) < begins.Length || !begins.AsSpan().SequenceEqual(kind.Begins))
            throw Refused("a file that does not begin as one of that ending", $"what {kind.MediaType} is", name);
        content.Position = 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var kept = PathOf(workspace, hash);
        if (!File.Exists(kept))
        {
            content.Position = 0;
            using var file = new WholeFile(kept);
            content.CopyTo(file.Stream);
            file.Keep();
        }

        return new(hash, content.Length, kind.MediaType, name);
    }

    /// <summary>Opens a document, whole and as it was put in.</summary>
    /// <exception cref="RefusedException">It is not there any more, or not what was put in.</exception>
    public static Stream Open(Workspace workspace, PaperFile paper)
    {
        var path = PathOf(workspace, paper.Sha256);
        if (!File.Exists(path))
            throw Refused("no file", $"the document whose SHA-256 is {paper.Sha256}, in the folder 'papers' of the workspace: restore it from a copy", paper.Name);
        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != paper.Sha256)
        {
            content.Dispose();
            throw Refused("a document that is not what was put in", $"one whose SHA-256 is {paper.Sha256}: restore it from a copy", paper.Name);
        }

        content.Position = 0;
        return content;
    }

    // A hash comes out of the journal, which only Remit writes; it must not lead anywhere else all the same.
    private static string PathOf(Workspace workspace, string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) ? Path.Combine(workspace.Folder, "papers", sha256) : throw Refused(sha256, "a SHA-256 of 64 small hexadecimal digits");

    private static RefusedException Refused(string found, string wanted, string file = "") => new(new Finding("bad-paper", Consequence.FileRefused, new(file), found, wanted));
}
