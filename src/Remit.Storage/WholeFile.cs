namespace Remit.Storage;

/// <summary>A file that appears under its name only when it is whole: written beside, then renamed.</summary>
public sealed class WholeFile : IDisposable
{
    private readonly string path;
    private readonly string beside;
    private bool kept;

    /// <exception cref="RefusedException">The name is a folder's.</exception>
    public WholeFile(string path)
    {
        this.path = Path.GetFullPath(path);
        if (Directory.Exists(this.path))
            throw new RefusedException(new Finding("is-a-folder", Consequence.FileRefused, new Place(path), "a folder", "the name of a file to write"));

        Directory.CreateDirectory(Path.GetDirectoryName(this.path)!);
        beside = $"{this.path}.{Environment.ProcessId}.part";
        Stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
    }

    /// <summary>Where to write until <see cref="Keep"/>.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name, replacing what had it. Without this call, disposing leaves nothing behind.</summary>
    public void Keep()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(beside, path, overwrite: true);
        kept = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!kept)
            File.Delete(beside);
    }

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new WholeFile(path);
        file.Stream.Write(content);
        file.Keep();
    }
}
