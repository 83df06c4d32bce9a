using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Remit.Storage;
using Remit.Storage.Powers;

namespace Remit.Web;

/// <summary>The holdings in use. They are read whole at the start, and again beside the old ones whenever the workspace has changed; a page is answered from one reading throughout.</summary>
public sealed class HeldNow(string folder, string? referenceFolder)
{
    private Holdings? now;
    private volatile string? refused;

    /// <summary>The holdings in use.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been read yet.</exception>
    public Holdings Now => Volatile.Read(ref now) ?? throw new InvalidOperationException("The workspace has not been read yet.");

    /// <summary>Whether the workspace has changed into something that cannot be read, so that pages are answered from what it was.</summary>
    public bool IsStale => refused is not null;

    /// <summary>Reads the workspace if it has changed since it was last read, or could last not be.</summary>
    /// <returns>Whether it had.</returns>
    /// <exception cref="RefusedException">It cannot be read; what was read before stays in use.</exception>
    public bool Refresh()
    {
        var version = Fingerprint();
        if (version == refused)
            return false;
        if (version == now?.Version)
        {
            refused = null;
            return false;
        }

        try
        {
            Volatile.Write(ref now, Holdings.Read(new Workspace(folder), referenceFolder, version));
            refused = null;
        }
        catch (RefusedException)
        {
            // To read it again before it has changed again would be for nothing.
            refused = now is null ? null : version;
            throw;
        }

        // Files read through, and holdings no longer in use, have just become garbage by the hundred megabytes; then pages are small for a long time.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        return true;
    }

    /// <summary>A short hash that changes when a file of a release or of the reference folder is added or written, or an instrument is recorded or withdrawn.</summary>
    public string Fingerprint()
    {
        List<string> seen = [];
        var releases = Path.Combine(folder, "releases");
        if (Directory.Exists(releases))
            foreach (var release in Directory.EnumerateDirectories(releases).Where(d => !Path.GetFileName(d).StartsWith('.')))
                seen.AddRange(new DirectoryInfo(release).EnumerateFiles().Where(f => !f.Name.StartsWith('.')).Select(f => $"{Path.GetRelativePath(folder, f.FullName)} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        if (referenceFolder is not null && Directory.Exists(referenceFolder))
            seen.AddRange(new DirectoryInfo(referenceFolder).EnumerateFiles("*.csv").Select(f => $"{f.Name} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        if (RecordedInstruments.VersionIn(new Workspace(folder)) is { Length: > 0 } recorded)
            seen.Add(recorded);
        seen.Sort(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', seen))))[..16];
    }
}

/// <summary>Looks every few seconds whether the workspace has changed.</summary>
internal sealed partial class WorkspaceWatch(HeldNow held, SiteMetrics metrics, TimeProvider clock, ILogger<WorkspaceWatch> log) : BackgroundService
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
                {
                    metrics.Swapped();
                    ReadAgain(held.Now.Version);
                }
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
