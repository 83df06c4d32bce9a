using System.Diagnostics;
using System.Globalization;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys;

/// <summary>The program itself, stopped by a signal in the middle of a run.</summary>
public sealed class InterruptionJourney : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_run_that_is_interrupted_says_so_and_leaves_nothing_half_written(string signal)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Signals are sent as on Linux: this test was not run.");

        // Enough records that the run cannot end before it is stopped.
        using (var writer = new StreamWriter(folder.File("in.csv")))
        {
            writer.WriteLine("record_id,cds_type,activity_date,provider_code,practice_code,postcode");
            for (var i = 0; i < 4_000_000; i++)
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i},020,2025-06-10,RRK,K91057,CV1 2AA"));
        }

        Directory.CreateDirectory(folder.File("out"));
        File.WriteAllText(folder.File("out/x.csv"), "what was there before");
        using var run = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Remit.Cli"),
            ["assign", folder.File("in.csv"), "--out", folder.File("out/x.csv"), "--reference", Path.Combine(Where.Root, "specs/responsibility/worlds/world")])
        { RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["XDG_CACHE_HOME"] = folder.File("cache") } })!;

        while (!run.HasExited && !Directory.EnumerateFiles(folder.File("out"), "x.csv.*.part").Any(f => new FileInfo(f).Length > 0))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        run.HasExited.ShouldBeFalse("the run was over before it could be stopped");
        using (var kill = Process.Start("kill", ["-" + signal, run.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        var noted = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe(ExitCode.Interrupted);
        noted.ShouldEndWith("Stopped. Nothing half-written was left.\n");
        Directory.EnumerateFiles(folder.File("out")).Select(Path.GetFileName).ShouldBe(["x.csv"]);
        File.ReadAllText(folder.File("out/x.csv")).ShouldBe("what was there before");
    }
}
