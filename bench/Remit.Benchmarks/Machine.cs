using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Remit.Benchmarks;

/// <summary>What the figures were measured on.</summary>
/// <param name="Cpu">The processor, as it names itself.</param>
internal sealed partial record Machine(string Cpu, int Cores, double MemoryGiB, string System, string Runtime)
{
    /// <summary>A name for a folder.</summary>
    public string Folder => $"{NotOfNames().Replace(Cpu, "-").Trim('-')}-{Cores}-cores";

    public static Machine Here() => new(
        Field("/proc/cpuinfo", "model name") ?? "unknown processor",
        Environment.ProcessorCount,
        double.Parse(Field("/proc/meminfo", "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) / (1 << 20),
        $"{File.ReadLines("/etc/os-release").Select(l => l.Split('=', 2)).FirstOrDefault(l => l[0] == "PRETTY_NAME")?[1].Trim('"') ?? "Linux"}, kernel {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}",
        $".NET {Environment.Version}");

    /// <summary>How many programs wanted a processor in the last minute, in the mean, this one among them.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>How many records fit half of the memory, in whole hundred thousands.</summary>
    public long MostRecords(int bytesARecord) => bytesARecord == 0 ? long.MaxValue : (long)(MemoryGiB * (1 << 29) / bytesARecord) / 100_000 * 100_000;

    /// <summary>Runs a command and gives the first that it prints.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static async Task<string> Say(IReadOnlyList<string> command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, noted) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await said).Trim() : throw new InvalidOperationException(await noted);
    }

    private static string? Field(string file, string name) =>
        File.ReadLines(file).Select(l => l.Split(':', 2)).FirstOrDefault(l => l[0].Trim() == name)?[1].Trim();

    [GeneratedRegex("[^A-Za-z0-9.]+")]
    private static partial Regex NotOfNames();
}
