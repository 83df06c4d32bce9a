using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Web;

/// <summary>The program itself, serving until a signal comes.</summary>
public sealed class ServeJourney
{
    [Theory]
    [InlineData("INT", "serve", "--port", "0", "--reference")]
    [InlineData("TERM", "demo", "--workspace")]
    public async Task It_says_where_it_is_serves_and_goes_down_cleanly_and_its_log_tells_nothing_of_what_was_asked(string signal, params string[] command)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Signals are sent as on Linux: this test was not run.");
        var stop = TestContext.Current.CancellationToken;
        using var folder = Where.NewFolder();
        using var program = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Remit.Cli"), [.. command, command[0] == "serve" ? Path.Combine(Where.Root, "samples") : folder.File("w")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["REMIT_WORKSPACE"] = folder.File("none") },
        })!;

        var noted = program.StandardError.ReadToEndAsync(stop);
        string? address = null;
        while (address is null && await program.StandardOutput.ReadLineAsync(stop) is { } line)
            if (line.StartsWith("The site is up at ", StringComparison.Ordinal))
                address = line["The site is up at ".Length..].Split(' ')[0];
        address.ShouldNotBeNull();
        address.ShouldStartWith("http://127.0.0.1:");
        using (var http = new HttpClient { BaseAddress = new(address) })
            (await http.GetStringAsync("/who-commissions?place=X10001&on=2019-06-30", stop)).ShouldContain("NHS Darlington CCG");
        using (var kill = Process.Start("kill", ["-" + signal, program.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(stop);
        await program.WaitForExitAsync(stop);

        program.ExitCode.ShouldBe(ExitCode.Done);
        var log = await noted;
        log.TrimEnd().ShouldEndWith("The site is down.");
        log.ShouldNotContain("X10001");
        log.ShouldNotContain("Exception");
        if (command[0] == "serve")
        {
            var request = JsonDocument.Parse(log.Split('\n').Single(l => l.Contains("/who-commissions", StringComparison.Ordinal))).RootElement.GetProperty("State");
            (request.GetProperty("Method").GetString(), request.GetProperty("Path").GetString(), request.GetProperty("Status").GetInt32()).ShouldBe(("GET", "/who-commissions", 200));
        }
    }
}
