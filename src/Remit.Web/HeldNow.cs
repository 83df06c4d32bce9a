using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Remit.Storage;

namespace Remit.Web;

/// <summary>The holdings in use. They are read whole at the start, and again beside the old ones whenever the workspace has changed; a page is answered from one reading throughout.</summary>
public sealed class HeldNow(string folder, string? referenceFolder)
{
    private Holdings? now;

    /// <summary>The holdings in use.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been read yet.</exception>
    public Holdings Now => Volatile.Read(ref now) ?? throw new InvalidOperationException("The workspace has not been read yet.");

    public string Folder => folder;

    /// <summary>Reads the workspace if it has changed since it was last read.</summary>
    /// <returns>Whether it had.</returns>
    /// <exception cref="RefusedException">It cannot be read; what was read before stays in use.</exception>
    public bool Refresh()
    {
        var version = Fingerprint();
        if (version == now?.Version)
            return false;

        Volatile.Write(ref now, Holdings.Read(new Workspace(folder), referenceFolder, version));
        // Files read through, and holdings no longer in use, have just become garbage by the hundred megabytes; then pages are small for a long time.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        return true;
    }

    /// <summary>A short hash that changes when a release or a correction is added to the workspace, or a file of the reference folder is written.</summary>
    public string Fingerprint()
    {
        List<string> seen = [];
        var releases = Path.Combine(folder, "releases");
        if (Directory.Exists(releases))
            foreach (var release in Directory.EnumerateDirectories(releases).Where(d => !Path.GetFileName(d).StartsWith('.')))
                seen.AddRange(Directory.EnumerateFiles(release, "*.json").Where(f => !Path.GetFileName(f).StartsWith('.')).Select(f => Path.GetRelativePath(folder, f)));
        if (referenceFolder is not null && Directory.Exists(referenceFolder))
            seen.AddRange(new DirectoryInfo(referenceFolder).EnumerateFiles("*.csv").Select(f => $"{f.Name} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        seen.Sort(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', seen))))[..16];
    }
}

/// <summary>Looks every few seconds whether the workspace has changed.</summary>
internal sealed partial class WorkspaceWatch(HeldNow held, TimeProvider clock, ILogger<WorkspaceWatch> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (held.Refresh())
                    ReadAgain(held.Now.Version);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever is wrong with it, what was read before still answers, and the workspace may be mended.
                NotRead(e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The workspace has changed and was read again: version {Version}.")]
    private partial void ReadAgain(string version);

    [LoggerMessage(LogLevel.Error, "The workspace has changed and cannot be read; pages go on answering from what was read before. {Why}")]
    private partial void NotRead(string why);
}
