using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Remit.Cli;
using Remit.Storage;
using Remit.Storage.Parquet;
using Remit.Tests;

namespace Remit.Journeys.Responsibility;

/// <summary>Parquet by way of a library that may not be there.</summary>
public sealed class ParquetJourney : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public ParquetJourney() => File.WriteAllText(folder.File("may.csv"), AssignJourney.Month);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_month_goes_through_parquet_and_comes_out_as_it_does_in_csv()
    {
        Duck.Need();
        (await Assign("may.csv", "--out", folder.File("a/out.csv"))).Ends(ExitCode.Done);
        var done = (await Assign("may.csv", "--out", folder.File("b/out.parquet"))).Ends(ExitCode.Done);

        done.Said.ShouldContain($"Rejects    {folder.File("b/out-rejects.csv")}");
        Duck.AsCsv(folder.File("b/out.parquet")).ShouldBe(await File.ReadAllTextAsync(folder.File("a/out.csv"), TestContext.Current.CancellationToken));
        (await Verb.Run("compare", folder.File("a/out.csv"), folder.File("b/out.parquet"))).Ends(ExitCode.Done);

        Duck.Write(folder.File("may.parquet"), "SELECT '1' AS record_id, '020' AS cds_type, DATE '2025-06-30' AS activity_date, 'A81001' AS practice_code");
        (await Verb.Run("explain", folder.File("may.parquet"), "--record", "1", "--reference", AssignJourney.World)).Ends(ExitCode.Done)
            .Said.ShouldStartWith("Record 1 of may.parquet, line 2\n");
    }

    [Fact]
    public async Task Without_the_library_parquet_is_refused_with_what_to_do_and_csv_is_not()
    {
        var nowhere = folder.File("nowhere");
        var refused = await Remit(nowhere, "assign", folder.File("may.csv"), "--out", folder.File("out.parquet"), "--reference", AssignJourney.World);

        refused.Ends(ExitCode.Refused).Noted.ShouldBe(
            $"out.parquet: no-duckdb: found 'REMIT_DUCKDB naming what is not there', wanted libduckdb.so at {nowhere}: run 'npm ci --prefix native/duckdb' where Remit is, or let REMIT_DUCKDB name the library; or use CSV, which needs none\n");
        Directory.GetFileSystemEntries(folder.Path).ShouldBe([folder.File("may.csv")]);

        (await Remit(nowhere, "assign", folder.File("may.csv"), "--out", folder.File("out.csv"), "--reference", AssignJourney.World)).Ends(ExitCode.Done);
    }

    [Fact]
    public async Task A_library_of_another_kind_is_refused()
    {
        File.WriteAllText(folder.File("libduckdb.so"), "not a library");
        File.WriteAllText(folder.File("in.parquet"), "x");

        (await Remit(folder.Path, "assign", folder.File("in.parquet"), "--out", folder.File("out.csv"), "--reference", AssignJourney.World))
            .Ends(ExitCode.Refused).Noted.ShouldContain("in.parquet: not-duckdb: found 'a file that is not a library of this machine's kind', wanted DuckDB's libduckdb.so");
        (await Remit(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), "assign", folder.File("in.parquet"), "--out", folder.File("out.csv"), "--reference", AssignJourney.World))
            .Ends(ExitCode.Refused).Noted.ShouldContain("in.parquet: not-duckdb: found 'a library without duckdb_library_version'");
    }

    [Fact]
    public void The_library_is_looked_for_where_the_variable_says_and_then_beside_the_program()
    {
        Should.Throw<RefusedException>(() => DuckDbLibrary.Find(folder.Path, folder.Path, "x.parquet")).Findings.ShouldHaveSingleItem().Code.ShouldBe("no-duckdb");

        File.WriteAllText(folder.File("libduckdb.so"), "not a library");
        Should.Throw<RefusedException>(() => DuckDbLibrary.Find(null, folder.Path, "x.parquet")).Findings.ShouldHaveSingleItem().Code.ShouldBe("not-duckdb");
    }

    [Fact]
    public async Task A_run_from_parquet_into_parquet_that_is_interrupted_leaves_nothing_half_written()
    {
        // Enough records that the run cannot end before it is stopped.
        Duck.Write(folder.File("in.parquet"), "SELECT range AS record_id, '020' AS cds_type, DATE '2025-06-10' AS activity_date, 'RRK' AS provider_code, 'K91057' AS practice_code, 'CV1 2AA' AS postcode FROM range(4000000)");
        Directory.CreateDirectory(folder.File("out"));
        File.WriteAllText(folder.File("out/x.parquet"), "what was there before");
        using var run = Start(null, "assign", folder.File("in.parquet"), "--out", folder.File("out/x.parquet"), "--reference", AssignJourney.World);

        while (!run.HasExited && !Directory.EnumerateFiles(folder.File("out"), "x.parquet.*.part").Any(f => new FileInfo(f).Length > 100))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        run.HasExited.ShouldBeFalse("the run was over before it could be stopped");
        using (var kill = Process.Start("kill", ["-INT", run.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        var noted = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe(ExitCode.Interrupted);
        noted.ShouldEndWith("Stopped. Nothing half-written was left.\n");
        Directory.EnumerateFileSystemEntries(folder.File("out")).ShouldBe([folder.File("out/x.parquet")]);
        File.ReadAllText(folder.File("out/x.parquet")).ShouldBe("what was there before");
    }

    private Task<Answered> Assign(string input, params string[] more) => Verb.Run(["assign", folder.File(input), "--reference", AssignJourney.World, .. more]);

    private static async Task<Answered> Remit(string library, params string[] args)
    {
        using var run = Start(library, args);
        var (said, noted) = (run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Answered(run.ExitCode, await said, await noted);
    }

    private static Process Start(string? library, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Remit.Cli"), args) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (library is not null)
            start.Environment["REMIT_DUCKDB"] = library;
        return Process.Start(start)!;
    }
}
