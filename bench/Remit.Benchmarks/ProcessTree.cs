using System.Globalization;

namespace Remit.Benchmarks;

/// <summary>A server and its children, as the system counts them.</summary>
internal static class ProcessTree
{
    private const double TicksASecond = 100;

    /// <summary>Processor time so far, in seconds, of the process and its children, those that are over among them.</summary>
    public static double CpuSeconds(int root) => Members(root).Sum(p => Stat(p) is { } s ? s[11..15].Sum(t => double.Parse(t, CultureInfo.InvariantCulture)) : 0) / TicksASecond;

    /// <summary>The most memory that the process and its children hold together until told to stop looking; what they share counts once.</summary>
    public static async Task<long> PeakBytes(int root, CancellationToken stop)
    {
        var peak = 0L;
        while (!stop.IsCancellationRequested)
        {
            peak = Math.Max(peak, Members(root).Sum(HeldBytes));
            await Task.Delay(200, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return peak;
    }

    private static List<int> Members(int root)
    {
        var parents = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Select(id => (Id: id, Stat: Stat(id)))
            .Where(p => p.Stat is not null)
            .ToLookup(p => int.Parse(p.Stat![1], CultureInfo.InvariantCulture), p => p.Id);
        List<int> members = [root];
        for (var i = 0; i < members.Count; i++)
            members.AddRange(parents[members[i]]);
        return members;
    }

    private static long HeldBytes(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/smaps_rollup").Where(l => l.StartsWith("Pss:", StringComparison.Ordinal))
                .Sum(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // The fields of proc(5) from the third on: the second is a name in brackets, which may hold spaces.
    private static string[]? Stat(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
