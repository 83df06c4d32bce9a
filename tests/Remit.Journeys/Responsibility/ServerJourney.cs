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
    public async Task A_small_file_is_decided_to_the_same_bytes(string kind)
    {
        await File.WriteAllTextAsync(folder.File("may.csv"), AssignJourney.Month, TestContext.Current.CancellationToken);

        await IsTheSameAsHere(await Address(kind), AssignJourney.World, folder.File("may.csv"));
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

    private async Task IsTheSameAsHere(string address, string world, params string[] command)
    {
        var here = (await Verb.Run(["assign", .. command, "--out", folder.File("here/out.csv"), "--reference", world])).Ends(ExitCode.Done);
        var there = (await Verb.Run(["assign", .. command, "--out", folder.File("there/out.csv"), "--reference", world, "--on", address])).Ends(ExitCode.Done);

        there.Said.Replace("there/", "here/", StringComparison.Ordinal).ShouldBe(here.Said);
        foreach (var file in (string[])["out.csv", "out-rejects.csv"])
            (await File.ReadAllTextAsync(folder.File($"there/{file}"), TestContext.Current.CancellationToken)).ShouldBe(await File.ReadAllTextAsync(folder.File($"here/{file}"), TestContext.Current.CancellationToken));
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("there/manifest.json"), TestContext.Current.CancellationToken))!.AsObject();
        manifest["on"]!.GetValue<string>().ShouldNotContain("@");
        manifest.Remove("on");
        JsonNode.DeepEquals(manifest, JsonNode.Parse(await File.ReadAllTextAsync(folder.File("here/manifest.json"), TestContext.Current.CancellationToken))).ShouldBeTrue();
    }
}
