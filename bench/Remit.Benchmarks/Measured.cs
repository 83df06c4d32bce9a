using System.Diagnostics;
using System.Globalization;

namespace Remit.Benchmarks;

/// <summary>What one run of a contender took.</summary>
/// <param name="Wall">From start to end, in seconds.</param>
/// <param name="Cpu">Processor time of all its threads, user and system, in seconds.</param>
/// <param name="PeakBytes">The most memory it held at once.</param>
internal sealed record Measured(double Wall, double Cpu, long PeakBytes)
{
    /// <summary>The program that asks the system what a process has used, once it is over.</summary>
    public static readonly string Timer = "/usr/bin/time";

    /// <summary>Runs a command to its end. What it says goes to <paramref name="log"/>.</summary>
    /// <param name="mayEndWith">Exit codes besides nought that mean that the work was done.</param>
    /// <exception cref="InvalidOperationException">It failed; with the last that it said.</exception>
    public static async Task<Measured> Run(IReadOnlyList<string> command, string log, params int[] mayEndWith)
    {
        var figures = $"{log}.time";
        var start = new ProcessStartInfo(Timer, ["--output", figures, "--format", "%e %U %S %M", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (said, noted) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var wall = clock.Elapsed.TotalSeconds;
        await File.WriteAllTextAsync(log, $"{string.Join(' ', command)}\n{await said}{await noted}");
        if (process.ExitCode != 0 && !mayEndWith.Contains(process.ExitCode))
            throw new InvalidOperationException($"it ended with code {process.ExitCode}: {Last(await noted + await said)}");

        var parts = (await File.ReadAllLinesAsync(figures))[^1].Split(' ').Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return new Measured(wall, parts[1] + parts[2], (long)parts[3] * 1024);
    }

    private static string Last(string said) => said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : "it said nothing";
}
