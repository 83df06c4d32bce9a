using System.ComponentModel;
using System.Diagnostics;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Responsibility;

/// <summary>The command as a person types it: <c>./remit</c>, which builds itself on first use.</summary>
public class ScriptJourney
{
    [Fact]
    public async Task The_command_assigns_a_month_and_says_how_it_ended()
    {
        using var folder = Where.NewFolder();
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, TestContext.Current.CancellationToken);

        var done = await Remit("assign", folder.File("may.csv"), "--out", folder.File("out.csv"), "--reference", AssignJourney.World);
        done.Code.ShouldBe(ExitCode.Done, done.Noted);
        done.Said.ShouldContain("8 read = 5 assigned + 3 rejected");

        // The same bytes as in this process, though compiled differently.
        (await Verb.Run("assign", folder.File("may.csv"), "--out", folder.File("here/out.csv"), "--reference", AssignJourney.World)).Ends(ExitCode.Done);
        foreach (var name in (string[])["out.csv", "out-rejects.csv", "manifest.json"])
            (await File.ReadAllBytesAsync(folder.File(name), TestContext.Current.CancellationToken))
                .ShouldBe(await File.ReadAllBytesAsync(folder.File($"here/{name}"), TestContext.Current.CancellationToken));

        var refused = await Remit("assign", folder.File("none.csv"), "--out", folder.File("again.csv"), "--reference", AssignJourney.World);
        refused.Ends(ExitCode.Refused).Noted.ShouldContain("no-such-file");
    }

    private static async Task<Answered> Remit(params string[] args)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[Path.Combine(Where.Root, "remit"), .. args])
            start.ArgumentList.Add(arg);

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no bash on this machine: ./remit was not tried.");
            throw;
        }

        using (process)
        {
            var (said, noted) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new Answered(process.ExitCode, await said, await noted);
        }
    }
}
