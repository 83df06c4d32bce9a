using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Remit.Storage;

/// <summary>A file that appears under its name only when it is whole: written beside, then renamed.</summary>
public sealed partial class WholeFile : IDisposable
{
    private readonly string path;
    private bool kept;

    private static readonly string[] Devices = ["/dev/", "/proc/", "/sys/"];

    /// <exception cref="RefusedException">The name is a folder's or a device's, or nothing may be written there.</exception>
    public WholeFile(string path)
    {
        this.path = Path.GetFullPath(path);
        if (Directory.Exists(this.path))
            throw new RefusedException(new Finding("is-a-folder", Consequence.FileRefused, new Place(path), "a folder", "the name of a file to write"));

        if (Devices.Any(d => this.path.StartsWith(d, StringComparison.Ordinal)))
            throw new RefusedException(new Finding("not-a-file", Consequence.FileRefused, new Place(path), "a device", "the name of a file"));

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(this.path)!);
            SweepDead();
            Beside = $"{this.path}.{Environment.ProcessId}.part";
            Stream = new FileStream(Beside, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Finding("cannot-write", Consequence.FileRefused, new Place(path), "a place that cannot be written to", "a folder in which you may make files"));
        }
    }

    // What a process that was killed left beside this file. One that is still running keeps its own.
    private void SweepDead()
    {
        foreach (var part in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*.part"))
            if (int.TryParse(part.AsSpan(path.Length + 1, part.Length - path.Length - 1 - ".part".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && process != Environment.ProcessId && !IsRunning(process))
                File.Delete(part);
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>What the file is called until it is whole, for a writer that opens it by name.</summary>
    public string Beside { get; }

    /// <summary>Where to write until <see cref="Keep"/>.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name, replacing what had it. Without this call, disposing leaves nothing behind.</summary>
    public void Keep()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(Beside, path, overwrite: true);
        KeepNames(Path.GetDirectoryName(path)!);
        kept = true;
    }

    // A name is kept by its folder, which Linux writes to the disk when it pleases, unless it is told. Where that cannot be done, as on some drives, the name is as safe as without.
    private static void KeepNames(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = OpenFolder(folder, 0);
        if (descriptor < 0)
            return;
        _ = Synchronise(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    public void Dispose()
    {
        Stream.Dispose();
        if (!kept)
            File.Delete(Beside);
    }

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new WholeFile(path);
        file.Stream.Write(content);
        file.Keep();
    }
}
