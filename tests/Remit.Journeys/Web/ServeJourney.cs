using System.Diagnostics;
using System.Globalization;
using System.Text;
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
        using var program = Start([.. command, command[0] == "serve" ? Path.Combine(Where.Root, "samples") : folder.File("w")], ("REMIT_WORKSPACE", folder.File("none")));
        var noted = program.StandardError.ReadToEndAsync(stop);
        var address = await AddressOf(program, stop);
        address.ShouldNotBeNull();
        address.ShouldStartWith("http://127.0.0.1:");
        using (var http = new HttpClient { BaseAddress = new(address) })
        {
            (await http.GetStringAsync("/who-commissions?place=X10001&on=2019-06-30", stop)).ShouldContain("NHS Darlington CCG");
            (await http.GetStringAsync("/api/v1/commissioner?place=X10001&on=2019-06-30", stop)).ShouldContain("NHS Darlington CCG");
            (await http.GetStringAsync("/api/v1/rulebooks/cam-2025-26/determination?cds_type=020&day=2025-06-10&practice_code=X10001", stop)).ShouldContain("X10001");
            foreach (var body in (string[])["""{"places": ["X10001"]}""", """{"places": "X10001"}""", """{"places": ["X10001"], "on": "X10001"}"""])
                (await (await http.PostAsync("/api/v1/commissioner", new StringContent(body, Encoding.UTF8, "application/json"), stop)).Content.ReadAsStringAsync(stop)).Length.ShouldBeGreaterThan(50);
        }

        await End(program, signal, stop);

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

    [Fact]
    public async Task A_fault_of_its_own_is_owned_on_the_page_and_told_in_full_only_to_the_log()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Signals are sent as on Linux: this test was not run.");
        var stop = TestContext.Current.CancellationToken;
        using var folder = Where.NewFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Where.Root, "parameters"), "*.csv", SearchOption.AllDirectories))
        {
            var to = folder.File(Path.GetRelativePath(Where.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        using var program = Start(["serve", "--port", "0"], ("REMIT_WORKSPACE", folder.File("none")), ("REMIT_PARAMETERS", folder.File("parameters")));
        var noted = program.StandardError.ReadToEndAsync(stop);
        using var http = new HttpClient { BaseAddress = new((await AddressOf(program, stop))!) };
        // The page of sources reads its table when first asked for it.
        File.Delete(folder.File("parameters/sources.csv"));
        using var answer = await http.GetAsync("/data", stop);
        var page = await answer.Content.ReadAsStringAsync(stop);
        // So does the name of the code for private patients.
        File.Delete(folder.File("parameters/register/default_codes.csv"));
        using var told = await http.GetAsync("/api/v1/rulebooks/cam-2025-26/determination?cds_type=020&day=2025-06-10&administrative_category=02", stop);
        var problem = await told.Content.ReadAsStringAsync(stop);
        await End(program, "TERM", stop);

        ((int)answer.StatusCode).ShouldBe(500);
        page.ShouldContain("This is a fault in Remit, not in what you asked.");
        page.ShouldNotContain("Exception");
        page.ShouldNotContain("sources.csv");
        ((int)told.StatusCode).ShouldBe(500);
        told.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.ShouldContain("This is a fault in Remit, not in what you asked.");
        problem.ShouldNotContain("default_codes");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        (await noted).ShouldContain("sources.csv");
    }

    [Fact]
    public async Task While_its_database_is_out_of_reach_it_does_not_start_and_says_so()
    {
        var stop = TestContext.Current.CancellationToken;
        using var folder = Where.NewFolder();
        using var program = Start(["serve", "--port", "0"], ("REMIT_WORKSPACE", folder.File("none")), ("REMIT_DATABASE", "postgres://nobody@127.0.0.1:1/remit"));
        var (said, noted) = (program.StandardOutput.ReadToEndAsync(stop), program.StandardError.ReadToEndAsync(stop));
        await program.WaitForExitAsync(stop);

        program.ExitCode.ShouldBe(ExitCode.Refused);
        (await said).ShouldBeEmpty();
        (await noted).ShouldStartWith("remit on PostgreSQL at 127.0.0.1:1: database-unreachable: found 'no answer, or a connection that broke', wanted a PostgreSQL that runs and can be reached.");
    }

    internal static Process Start(string[] command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Remit.Cli"), command) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    internal static async Task<string?> AddressOf(Process program, CancellationToken stop)
    {
        while (await program.StandardOutput.ReadLineAsync(stop) is { } line)
            if (line.StartsWith("The site is up at ", StringComparison.Ordinal))
                return line["The site is up at ".Length..].Split(' ')[0];
        return null;
    }

    private static async Task End(Process program, string signal, CancellationToken stop)
    {
        using (var kill = Process.Start("kill", ["-" + signal, program.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(stop);
        await program.WaitForExitAsync(stop);
    }
}
