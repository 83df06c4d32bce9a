using Remit.Tests.Servers;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Remit.Tests.Servers;

/// <summary>The servers that the tests of a project share: each starts when first asked for, and stops when the last test is over.</summary>
public sealed class TestServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> postgres = new(PostgresServer.Start);
    private readonly Lazy<Task<ClickHouseServer[]>> shards = new(() => ClickHouseServer.StartShards(2));

    /// <summary>PostgreSQL; skips the test, saying so, where it is not installed.</summary>
    public Task<PostgresServer> Postgres()
    {
        if (!PostgresServer.IsInstalled)
            Assert.Skip("PostgreSQL is not installed on this machine (Debian's package is postgresql): this test was not run.");
        return postgres.Value;
    }

    /// <summary>Two ClickHouse servers, the shards of one cluster; skips the test, saying so, where it is not installed.</summary>
    public Task<ClickHouseServer[]> Shards()
    {
        SkipWithoutClickHouse();
        return shards.Value;
    }

    /// <summary>One ClickHouse server: the first of <see cref="Shards"/>.</summary>
    public async Task<ClickHouseServer> ClickHouse() => (await Shards())[0];

    /// <summary>Skips the test, saying so, where ClickHouse is not installed: for a test that starts servers for itself.</summary>
    public static void SkipWithoutClickHouse()
    {
        if (!ClickHouseServer.IsInstalled)
            Assert.Skip("ClickHouse is not installed on this machine (Debian's package is clickhouse-server): this test was not run.");
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres.IsValueCreated)
            await (await postgres.Value).DisposeAsync();
        if (shards.IsValueCreated)
        {
            foreach (var shard in await shards.Value)
                await shard.DisposeAsync();
        }
    }
}
