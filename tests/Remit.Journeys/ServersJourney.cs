using Remit.Tests.Servers;

namespace Remit.Journeys;

/// <summary>The servers that other journeys run on.</summary>
public class ServersJourney(TestServers servers)
{
    [Fact]
    public async Task PostgreSQL_answers() =>
        (await (await servers.Postgres()).Query("select current_user, 1 + 1")).ShouldBe("remit\t2");

    [Fact]
    public async Task Each_of_two_ClickHouse_shards_knows_both()
    {
        foreach (var shard in await servers.Shards())
            (await shard.Query($"select count(), sum(is_local) from system.clusters where cluster = '{ClickHouseServer.Cluster}'")).ShouldBe("2\t1");
    }

    [Fact]
    public async Task A_server_that_is_stopped_leaves_neither_process_nor_folder()
    {
        TestServers.SkipWithoutClickHouse();
        var server = (await ClickHouseServer.StartShards(1))[0];
        (await server.Query("select 1")).ShouldBe("1");

        await server.DisposeAsync();

        Directory.Exists($"/proc/{server.Process.Id}").ShouldBeFalse();
        Directory.Exists(server.Process.Folder).ShouldBeFalse();
    }
}
