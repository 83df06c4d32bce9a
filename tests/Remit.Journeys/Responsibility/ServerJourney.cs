using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Remit.Cli;
using Remit.Tests;
using Remit.Tests.Servers;

namespace Remit.Journeys.Responsibility;

/// <summary><c>assign --on</c>: two ClickHouse shards, and a PostgreSQL, decide what this machine would.</summary>
public sealed class ServerJourney(TestServers servers) : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    public static readonly TheoryData<string> Both = ["clickhouse", "postgres"];

    private async Task<string> Address(string kind) => kind == "postgres"
        ? $"postgres://remit@127.0.0.1:{(await servers.Postgres()).Port}/postgres"
        : AddressOf(await servers.Shards());

    private static string AddressOf(params ClickHouseServer[] shards) => $"clickhouse://{string.Join(',', shards.Select(s => $"127.0.0.1:{s.HttpPort}"))}";

    [Theory, MemberData(nameof(Both))]
    public async Task Three_rulebooks_carried_columns_and_whatever_people_type_come_back_as_they_do_here(string kind)
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        await File.WriteAllTextAsync(folder.File("more.csv"), """
            record_id,cds_type,activity_date,discharge_date,provider_code,practice_code,postcode,overseas_category,diagnoses,placing_commissioner,ward
            "a ""quoted"", id",020,2016-06-30,,RRV,A81001,LS16 2HE,A,,,Ελπίδα
            \\N,020,2025-06-30,,RRV, a81001 ,ls16	2he,A,c50.1; z85.3 ;,"15\	N",back\slash\t
            日本,130,,2025-05-01,RRV,V81999,"ZZ99
            3VZ",A,;;,ünï,"two
            lines"
             8 ,011,2024-04-01,,RRV,,,,,\N,'single'

            """, Now);

        await IsTheSameAsHere(await Address(kind), AssignJourney.World, folder.File("may.csv"), folder.File("more.csv"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_header_without_records_is_decided_as_here(string kind)
    {
        await File.WriteAllTextAsync(folder.File("none.csv"), AssignJourney.Month.Split('\n')[0] + "\n", Now);

        await IsTheSameAsHere(await Address(kind), AssignJourney.World, folder.File("none.csv"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_chosen_rulebook_a_day_and_a_reading_hold_there_too(string kind)
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);

        await IsTheSameAsHere(await Address(kind), AssignJourney.World, folder.File("may.csv"), "--rulebook", "cam-2024-25", "--as-on", "2024-06-30", "--reading", "K3=40", "K4=overseas");
    }

    [Fact]
    public async Task Decisions_that_come_back_are_Parquet_where_that_is_asked_for()
    {
        Duck.Need();
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        string[] command = ["assign", folder.File("may.csv"), "--reference", AssignJourney.World, "--out"];

        (await Verb.Run([.. command, folder.File("here.parquet")])).Ends(ExitCode.Done);
        (await Verb.Run([.. command, folder.File("there.parquet"), "--on", await Address("postgres")])).Ends(ExitCode.Done);

        (await File.ReadAllBytesAsync(folder.File("there.parquet"), Now)).ShouldBe(await File.ReadAllBytesAsync(folder.File("here.parquet"), Now));
    }

    [Fact]
    public async Task Each_of_two_shards_decides_its_part()
    {
        var shards = await servers.Shards();
        await File.WriteAllTextAsync(folder.File("many.csv"), Many(10_000), Now);

        var answer = (await Assign("many.csv", AddressOf(shards), "--json")).Ends(ExitCode.Done);

        var run = answer.Json.GetProperty("counts").GetProperty("assigned").GetInt64();
        var decided = new List<long>();
        foreach (var shard in shards)
        {
            await shard.Query("SYSTEM FLUSH LOGS");
            decided.Add(long.Parse(await shard.Query("""
                SELECT ProfileEvents.Values[indexOf(ProfileEvents.Names, 'InsertedRows')] FROM system.query_log
                WHERE type = 2 AND query LIKE 'INSERT INTO remit_run_decisions%' ORDER BY event_time DESC, query_start_time DESC LIMIT 1
                """), CultureInfo.InvariantCulture));
        }

        decided.ShouldAllBe(n => n > 1_000);
        decided.Sum().ShouldBe(run);
        foreach (var shard in shards)
            (await LeftOn(shard)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shard_that_dies_in_mid_run_is_told_of_and_nothing_of_the_run_is_left()
    {
        TestServers.SkipWithoutClickHouse();
        var shards = await ClickHouseServer.StartShards(2);
        await using var first = shards[0];
        await using var second = shards[1];
        await File.WriteAllTextAsync(folder.File("many.csv"), Many(10_000), Now);
        var file = folder.File("many.csv");
        Directory.CreateDirectory(folder.File("out"));

        var running = Verb.Run("assign", file, "--out", folder.File("out/x.csv"), "--reference", AssignJourney.World, "--on", AddressOf(shards));
        while (!await IsDeciding(second) && !running.IsCompleted)
            await Task.Delay(10, Now);
        // Stopped before it is killed, so that the run cannot be over before.
        await Signal("STOP", second);
        running.IsCompleted.ShouldBeFalse("the run was over before a shard could die");
        await Signal("KILL", second);
        var answer = (await running).Ends(ExitCode.ServerLost);

        answer.Noted.ShouldContain($"127.0.0.1:{second.HttpPort}: server-lost: found 'no answer while deciding'");
        answer.Noted.ShouldContain("Nothing was written: when it is back, give the same command again");
        Directory.EnumerateFileSystemEntries(folder.File("out")).ShouldBeEmpty();
        (await LeftOn(first)).ShouldBeEmpty();

        // The same command, once all is well again.
        await IsTheSameAsHere(AddressOf(await servers.Shards()), AssignJourney.World, file);
    }

    [Fact]
    public async Task A_PostgreSQL_that_dies_in_mid_run_is_told_of()
    {
        await servers.Postgres();
        await using var own = await PostgresServer.Start();
        await File.WriteAllTextAsync(folder.File("many.csv"), Many(50_000), Now);

        var running = Assign("many.csv", $"postgres://remit@127.0.0.1:{own.Port}/postgres");
        while (await own.Query("select count(*) from pg_stat_activity where application_name = 'remit' and query like '%remit_run_decisions%'") == "0" && !running.IsCompleted)
            await Task.Delay(10, Now);
        running.IsCompleted.ShouldBeFalse("the run was over before the server could die");
        await own.DisposeAsync();

        (await running).Ends(ExitCode.ServerLost).Noted.ShouldContain($"127.0.0.1:{own.Port}: server-lost: found 'no answer while ");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_run_that_is_interrupted_clears_up_after_itself_on_every_server()
    {
        TestServers.SkipWithoutClickHouse();
        var shards = await ClickHouseServer.StartShards(2);
        await using var first = shards[0];
        await using var second = shards[1];
        await File.WriteAllTextAsync(folder.File("many.csv"), Many(10_000), Now);
        using var run = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Remit.Cli"),
            ["assign", folder.File("many.csv"), "--out", folder.File("out/x.csv"), "--reference", AssignJourney.World, "--on", AddressOf(shards)])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;

        while (!await IsDeciding(second) && !run.HasExited)
            await Task.Delay(10, Now);
        await Signal("INT", run.Id);
        var noted = await run.StandardError.ReadToEndAsync(Now);
        await run.WaitForExitAsync(Now);

        run.ExitCode.ShouldBe(ExitCode.Interrupted, noted);
        noted.ShouldEndWith("Stopped. Nothing half-written was left.\n");
        Directory.EnumerateFileSystemEntries(folder.File("out")).ShouldBeEmpty();
        foreach (var shard in shards)
            (await LeftOn(shard)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        var nobody = ServerProcess.FreePorts(1)[0];

        foreach (var address in (string[])[$"clickhouse://127.0.0.1:{nobody}", $"postgres://ann@127.0.0.1:{nobody}/work"])
        {
            (await Assign("may.csv", address)).Ends(ExitCode.ServerLost).Noted.ShouldStartWith($"127.0.0.1:{nobody}: no-server: found 'no answer', wanted a ");
            Directory.EnumerateFileSystemEntries(folder.Path).ShouldHaveSingleItem();
        }
    }

    [Theory]
    [InlineData("keyed:guess", "not-let-in")]
    [InlineData("keyed", "not-let-in")]
    [InlineData("nobody", "not-let-in")]
    [InlineData("reader", "no-rights")]
    public async Task A_ClickHouse_user_who_may_not_is_told_what_is_wanted(string user, string code)
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        var shard = await servers.ClickHouse();

        var noted = (await Assign("may.csv", $"clickhouse://{user}@127.0.0.1:{shard.HttpPort}")).Ends(ExitCode.Refused).Noted;

        noted.ShouldStartWith($"127.0.0.1:{shard.HttpPort}: {code}: found ");
        noted.ShouldNotContain("guess");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_password_opens_and_is_written_nowhere()
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        var shard = await servers.ClickHouse();

        var answer = (await Assign("may.csv", $"clickhouse://keyed:sesame@127.0.0.1:{shard.HttpPort}")).Ends(ExitCode.Done);

        (answer.Said + answer.Noted).ShouldNotContain("sesame");
        foreach (var file in Directory.GetFiles(folder.Path))
            (await File.ReadAllTextAsync(file, Now)).ShouldNotContain("sesame");
    }

    [Fact]
    public async Task A_PostgreSQL_user_who_may_not_is_told_what_is_wanted()
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        var postgres = await servers.Postgres();
        await postgres.Query("create role ann login password 'sesame' in role keyed; create role ben login");

        foreach (var (who, code) in ((string, string)[])[("ann:guess@", "not-let-in"), ("ann@", "not-let-in"), ("ann:sesame@", "no-rights"), ("ben@", "no-rights"), ("remit@", "no-such-database")])
        {
            var noted = (await Assign("may.csv", $"postgres://{who}127.0.0.1:{postgres.Port}/{(code == "no-such-database" ? "elsewhere" : "postgres")}")).Ends(ExitCode.Refused).Noted;
            noted.ShouldStartWith($"127.0.0.1:{postgres.Port}: {code}: found ");
            noted.ShouldNotContain("guess");
        }

        await postgres.Query("grant create on database postgres to ann");
        (await Assign("may.csv", $"postgres://ann:sesame@127.0.0.1:{postgres.Port}/postgres")).Ends(ExitCode.Done);
        (await postgres.Query("select count(*) from pg_namespace where nspname like 'remit%'")).ShouldBe("0");
    }

    [Fact]
    public async Task What_a_dead_run_left_is_told_of_until_it_is_asked_to_go_and_nothing_else_ever_goes()
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        var shard = await servers.ClickHouse();
        foreach (var name in (string[])["remit_run_20260101_090000_0123abcd", "remit_run_notes", "ours"])
            await shard.Query($"CREATE DATABASE {name}");

        (await Assign("may.csv", AddressOf(shard))).Ends(ExitCode.Done).Noted.ShouldContain("left-overs: found 'remit_run_20260101_090000_0123abcd'");
        (await Assign("may.csv", AddressOf(shard), "--clean")).Ends(ExitCode.Done).Noted.ShouldNotContain("left-overs");

        (await shard.Query("SELECT name FROM system.databases WHERE name IN ('remit_run_20260101_090000_0123abcd', 'remit_run_notes', 'ours') ORDER BY name")).ShouldBe("ours\nremit_run_notes");
        foreach (var name in (string[])["remit_run_notes", "ours"])
            await shard.Query($"DROP DATABASE {name}");
    }

    [Fact]
    public async Task Decisions_left_on_a_cluster_are_one_table_above_its_shards()
    {
        var shards = await servers.Shards();
        await File.WriteAllTextAsync(folder.File("many.csv"), Many(5_000), Now);

        var answer = (await Assign("many.csv", AddressOf(shards), "--leave-in", "many_decided")).Ends(ExitCode.Done);

        answer.Said.ShouldContain("Left in    default.many_decided");
        var file = await File.ReadAllTextAsync(folder.File("out.csv"), Now);
        foreach (var shard in shards)
        {
            (await shard.Query("SELECT record_id, outcome, commissioner, service_category, method, path, flags, \"the ward\" FROM many_decided ORDER BY row_number FORMAT TabSeparatedWithNames"))
                .Replace('\t', ',').ShouldBe(file.TrimEnd('\n'));
            long.Parse(await shard.Query("SELECT count() FROM many_decided_part"), CultureInfo.InvariantCulture).ShouldBeInRange(1_000, 4_000);
        }

        // Never a second time under the same name.
        (await Assign("many.csv", AddressOf(shards), "--leave-in", "many_decided")).Ends(ExitCode.Refused).Noted.ShouldContain("table-exists");
        foreach (var shard in shards)
        {
            (await shard.Query("SELECT count() FROM many_decided")).ShouldBe("5000");
            (await LeftOn(shard)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Decisions_left_in_a_PostgreSQL_are_a_table_and_need_no_file_here()
    {
        var postgres = await servers.Postgres();
        await File.WriteAllTextAsync(folder.File("many.csv"), Many(5_000), Now);
        var address = $"postgres://remit@127.0.0.1:{postgres.Port}/postgres";
        string[] command = ["assign", folder.File("many.csv"), "--reference", AssignJourney.World, "--on", address, "--leave-in", "many_decided"];

        (await Verb.Run([.. command, "--rejects", folder.File("not.csv")])).Ends(ExitCode.Done).Said.ShouldContain("Left in    public.many_decided");

        Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["manifest.json", "many.csv", "not.csv"]);
        JsonNode.Parse(await File.ReadAllTextAsync(folder.File("manifest.json"), Now))!["leftIn"]!.GetValue<string>().ShouldBe("public.many_decided");
        (await Assign("many.csv", address)).Ends(ExitCode.Done);
        (await postgres.Query("select record_id, outcome, commissioner, service_category, method, path, flags, \"the ward\" from many_decided order by row_number"))
            .Replace('\t', ',').ShouldBe(string.Join('\n', (await File.ReadAllTextAsync(folder.File("out.csv"), Now)).TrimEnd('\n').Split('\n')[1..]));
        (await Verb.Run([.. command, "--rejects", folder.File("not.csv")])).Ends(ExitCode.Refused).Noted.ShouldContain("table-exists");
    }

    [Fact]
    public async Task A_table_above_several_servers_needs_a_cluster_that_has_them_and_no_others()
    {
        var shards = await servers.Shards();
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        await using var stranger = (await ClickHouseServer.StartShards(1))[0];

        (await Assign("may.csv", AddressOf(shards[0], stranger), "--leave-in", "may_decided")).Ends(ExitCode.Refused).Noted.ShouldContain("no-cluster");
        (await Assign("may.csv", AddressOf(shards) + "?cluster=others")).Ends(ExitCode.Refused).Noted.ShouldContain("other-shards");
        (await Assign("may.csv", AddressOf(shards[0]) + $"?cluster={ClickHouseServer.Cluster}")).Ends(ExitCode.Refused).Noted.ShouldContain("other-shards");
        (await Assign("may.csv", AddressOf(shards) + $"?cluster={ClickHouseServer.Cluster}")).Ends(ExitCode.Done);
        (await Assign("may.csv", AddressOf(shards[0], stranger))).Ends(ExitCode.Done);
    }

    [Theory]
    [InlineData("--on", "mysql://127.0.0.1")]
    [InlineData("--on", "clickhouse://ann:sesame@:8123")]
    [InlineData("--on", "postgres://ann:sesame@one,two/db")]
    [InlineData("--on", "clickhouse://one", "--on", "clickhouse://two")]
    [InlineData("--on", "clickhouse://one", "--leave-in", "x", "--leave-in", "y")]
    [InlineData("--leave-in", "x")]
    [InlineData("--clean")]
    [InlineData("--on", "clickhouse://one", "--engine", "reference")]
    [InlineData("--on", "clickhouse://one", "--leave-in", "x; drop table y")]
    public async Task A_command_that_makes_no_sense_is_not_tried_and_no_password_is_repeated(params string[] wrong)
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);

        (await Verb.Run(["assign", folder.File("may.csv"), "--out", folder.File("out.csv"), "--reference", AssignJourney.World, .. wrong])).Ends(ExitCode.Usage).Noted.ShouldNotContain("sesame");
    }

    [Theory]
    [InlineData("clickhouse", "world")]
    [InlineData("clickhouse", "world-ccg")]
    [InlineData("postgres", "world")]
    [InlineData("postgres", "world-ccg")]
    public async Task The_adversarial_records_are_decided_to_the_same_bytes(string kind, string world)
    {
        var sample = Where.SharedPath("responsibility", "samples", $"adversarial-{world}.csv.gz");

        await IsTheSameAsHere(await Address(kind), Where.SharedPath("responsibility", world), sample);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Task<Answered> Assign(string file, string address, params string[] more) =>
        Verb.Run(["assign", folder.File(file), "--out", folder.File("out.csv"), "--reference", AssignJourney.World, "--on", address, .. more]);

    private static string Many(int records)
    {
        var text = new StringBuilder("record_id,cds_type,activity_date,provider_code,practice_code,postcode,overseas_category,administrative_category,source_of_admission,treatment_function,service_code,the ward\n");
        for (var i = 0; i < records; i++)
            text.Append(CultureInfo.InvariantCulture, $"r{i},{(i % 3 == 0 ? "011" : "020")},2025-0{4 + i % 6}-10,RRV,{(i % 7 == 0 ? "V81999" : "A81001")},{(i % 5 == 0 ? "HU26 7WZ" : "LS16 2HE")},A,01,,100,,W{i % 9}\n");
        return text.ToString();
    }

    private static Task<string> LeftOn(ClickHouseServer shard) => shard.Query("SELECT name FROM system.databases WHERE name LIKE 'remit_run_%'");

    private static async Task<bool> IsDeciding(ClickHouseServer shard) =>
        await shard.Query("SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO remit_run_decisions%'") != "0";

    private static Task Signal(string signal, ClickHouseServer server) => Signal(signal, server.Process.Id);

    private static async Task Signal(string signal, int process)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Now);
    }

    private async Task IsTheSameAsHere(string address, string world, params string[] command)
    {
        // Ends as it does here: an empty file, for one, is a finding.
        var here = await Verb.Run(["assign", .. command, "--out", folder.File("here/out.csv"), "--reference", world]);
        var there = (await Verb.Run(["assign", .. command, "--out", folder.File("there/out.csv"), "--reference", world, "--on", address])).Ends(here.Code);

        there.Said.Replace("there/", "here/", StringComparison.Ordinal).ShouldBe(here.Said);
        foreach (var file in (string[])["out.csv", "out-rejects.csv"])
            (await File.ReadAllTextAsync(folder.File($"there/{file}"), Now)).ShouldBe(await File.ReadAllTextAsync(folder.File($"here/{file}"), Now));
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("there/manifest.json"), Now))!.AsObject();
        manifest["on"]!.GetValue<string>().ShouldNotContain("@");
        manifest.Remove("on");
        JsonNode.DeepEquals(manifest, JsonNode.Parse(await File.ReadAllTextAsync(folder.File("here/manifest.json"), Now))).ShouldBeTrue();
    }
}
