using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n1\t2\t3\t4\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:OTHER/\r\nContent-Length: 0\r\n\r\n")]
    public async Task What_is_not_ClickHouse_is_told_of_and_leads_nowhere_else(string answer)
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        using TcpListener one = new(IPAddress.Loopback, 0), other = new(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        var answering = AnswerAll(one, answer.Replace("OTHER", $"{((IPEndPoint)other.LocalEndpoint).Port}", StringComparison.Ordinal));

        var noted = (await Assign("may.csv", $"clickhouse://ann:sesame@{one.LocalEndpoint}")).Ends(ExitCode.Refused).Noted;

        noted.ShouldStartWith($"{one.LocalEndpoint}: not-clickhouse: found ");
        other.Pending().ShouldBeFalse();
        one.Stop();
        await answering;
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

    [Theory]
    [InlineData("keyed:sesame")]
    [InlineData("accented:s%C3%A9same")]
    public async Task A_password_opens_and_is_written_nowhere(string user)
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        var shard = await servers.ClickHouse();

        var answer = (await Assign("may.csv", $"clickhouse://{user}@127.0.0.1:{shard.HttpPort}")).Ends(ExitCode.Done);

        (answer.Said + answer.Noted).ShouldNotContain("same");
        foreach (var file in Directory.GetFiles(folder.Path))
            (await File.ReadAllTextAsync(file, Now)).ShouldNotContain("same");
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
        (await Assign("may.csv", $"postgres://ann:sesame@127.0.0.1:{postgres.Port}/postgres", "--leave-in", "anns")).Ends(ExitCode.Refused).Noted.ShouldContain("no-rights: found 'no right to make a table in the schema public'");
        (await postgres.Query("select count(*) from pg_namespace where nspname like 'remit%'")).ShouldBe("0");
    }

    [Fact]
    public async Task What_a_dead_run_left_is_told_of_until_it_is_asked_to_go_and_nothing_else_ever_goes()
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        var shard = await servers.ClickHouse();
        // Noon of the 15th is the time of these journeys: this one may be alive.
        const string young = "remit_run_20260114_130000_0123abcd";
        foreach (var name in (string[])["remit_run_20260101_090000_0123abcd", "remit_run_notes", "ours", young])
            await shard.Query($"CREATE DATABASE {name}");

        (await Assign("may.csv", AddressOf(shard))).Ends(ExitCode.Done).Noted.ShouldContain("left-overs: found 'remit_run_20260101_090000_0123abcd and 1 more'");
        (await Assign("may.csv", AddressOf(shard), "--clean")).Ends(ExitCode.Done).Noted.ShouldContain($"left-overs: found '{young}'");

        (await shard.Query("SELECT name FROM system.databases WHERE name LIKE 'remit_run_%' OR name = 'ours' ORDER BY name")).ShouldBe($"ours\n{young}\nremit_run_notes");
        foreach (var name in (string[])["remit_run_notes", "ours", young])
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

    [Theory, MemberData(nameof(Both))]
    public async Task No_table_is_left_where_the_run_cannot_end_well_here(string kind)
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        await File.WriteAllTextAsync(folder.File("manifest.json"), "somebody else's", Now);
        var address = await Address(kind);

        (await Assign("may.csv", address, "--leave-in", "left_once")).Ends(ExitCode.Refused).Noted.ShouldContain("not-our-manifest");
        File.Delete(folder.File("manifest.json"));
        (await Assign("may.csv", address, "--leave-in", "left_once")).Ends(ExitCode.Done);
    }

    [Fact]
    public async Task Where_PostgreSQL_cannot_have_the_table_is_told_before_any_record_is_sent()
    {
        var postgres = await servers.Postgres();
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, Now);
        await postgres.Query("create role cat login superuser; create schema \"Cat\"; alter role cat set search_path to \"Cat\"");
        await postgres.Query("create role dan login superuser; alter role dan set search_path to nowhere");
        string Of(string user) => $"postgres://{user}@127.0.0.1:{postgres.Port}/postgres";

        (await Assign("may.csv", Of("remit"), "--leave-in", "nosuch.t")).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-schema: found 'no schema nosuch'");
        (await Assign("may.csv", Of("dan"), "--leave-in", "t")).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-schema: found 'no schema of its own");
        (await Assign("may.csv", Of("cat"), "--leave-in", "Order")).Ends(ExitCode.Done).Said.ShouldContain("Left in    \"Cat\".\"order\"");
        (await Assign("may.csv", Of("cat"), "--leave-in", "Order")).Ends(ExitCode.Refused).Noted.ShouldContain("table-exists");
        (await postgres.Query("select count(*) from \"Cat\".\"order\"")).ShouldBe("5");
    }

    [Fact]
    public async Task The_limits_that_a_PostgreSQL_role_has_for_people_do_not_end_a_run()
    {
        var postgres = await servers.Postgres();
        await File.WriteAllTextAsync(folder.File("many.csv"), Many(20_000), Now);
        await postgres.Query("create role eve login superuser; alter role eve set statement_timeout = '200ms'; alter role eve set idle_in_transaction_session_timeout = '20ms'");

        (await Assign("many.csv", $"postgres://eve@127.0.0.1:{postgres.Port}/postgres")).Ends(ExitCode.Done);
    }

    [Fact]
    public async Task A_PostgreSQL_run_that_is_interrupted_ends_there_too()
    {
        await servers.Postgres();
        await using var own = await PostgresServer.Start();
        await File.WriteAllTextAsync(folder.File("many.csv"), Many(50_000), Now);
        using var run = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Remit.Cli"),
            ["assign", folder.File("many.csv"), "--out", folder.File("out/x.csv"), "--reference", AssignJourney.World, "--on", $"postgres://remit@127.0.0.1:{own.Port}/postgres", "--leave-in", "many_decided"])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;

        while (await own.Query("select count(*) from pg_stat_activity where application_name = 'remit' and query like '%remit_run_decisions%'") == "0" && !run.HasExited)
            await Task.Delay(10, Now);
        await Signal("INT", run.Id);
        var noted = await run.StandardError.ReadToEndAsync(Now);
        await run.WaitForExitAsync(Now);

        run.ExitCode.ShouldBe(ExitCode.Interrupted, noted);
        Directory.EnumerateFileSystemEntries(folder.File("out")).ShouldBeEmpty();
        (await own.Query("select (select count(*) from pg_namespace where nspname like 'remit%') + (select count(*) from pg_class where relname = 'many_decided')")).ShouldBe("0");
    }

    [Fact]
    public async Task A_file_that_ends_in_many_rejects_is_decided_as_here()
    {
        await File.WriteAllTextAsync(folder.File("bad.csv"), Many(10) + string.Concat(Enumerable.Range(0, 70_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"b{i},xx,2025-04-10,,,,,,,,,\n"))), Now);

        await IsTheSameAsHere(await Address("postgres"), AssignJourney.World, folder.File("bad.csv"));
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
    [InlineData("--on", "clickhouse://one", "--leave-in", "x\n")]
    [InlineData("--on", "clickhouse://ann:1/sesame@one")]
    [InlineData("--reference", "samples")]
    [InlineData("--known", "2025-01-01")]
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

    private static async Task AnswerAll(TcpListener listener, string answer)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Now);
                await using var stream = client.GetStream();
                var asked = new byte[1 << 16];
                while (await stream.ReadAsync(asked, Now) is > 0 and var length)
                    if (Encoding.ASCII.GetString(asked, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
                        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Now);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
        {
            // Nobody listens any more.
        }
    }

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
