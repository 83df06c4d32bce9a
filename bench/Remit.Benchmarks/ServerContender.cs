using System.Globalization;
using Remit.Tests.Servers;

namespace Remit.Benchmarks;

/// <summary>Remit's rulebook as SQL on a server that is started for the run. Its processor time and memory count as well as the client's.</summary>
/// <param name="isInstalled">Whether the server's program is here.</param>
/// <param name="start">Starts the server and gives the address that <c>--on</c> takes.</param>
internal sealed class ServerContender(string name, string title, string remit, Need need, Func<bool> isInstalled, Func<Task<StartedServer>> start)
    : Contender(name, title, Role.GeneratedSql)
{
    public override async Task<string> Versions() => await need.Version() ?? "";

    public override async Task<string?> WhyNot()
    {
        if (!isInstalled())
            return need.Otherwise;
        return (await Machine.Say([remit, "assign", "--help"])).Contains("--on", StringComparison.Ordinal) ? null : "this build of Remit cannot assign on a server: './remit assign' has no --on";
    }

    public override async Task<Measured> Run(Job job)
    {
        await using var server = await start();
        var before = server.Processes.Sum(ProcessTree.CpuSeconds);
        using var over = new CancellationTokenSource();
        var watching = Task.WhenAll(server.Processes.Select(p => ProcessTree.PeakBytes(p, over.Token)));
        var client = await Measured.Run([remit, "assign", job.Activity, "--out", job.Output, "--reference", job.World, "--on", server.Address], job.Log, mayEndWith: 1);
        var cpu = server.Processes.Sum(ProcessTree.CpuSeconds) - before;
        await over.CancelAsync();
        return client with { Cpu = client.Cpu + cpu, PeakBytes = client.PeakBytes + (await watching).Sum() };
    }
}

/// <summary>Servers that run until they are disposed of.</summary>
internal sealed class StartedServer(string address, IReadOnlyList<int> processes, IReadOnlyList<IAsyncDisposable> servers) : IAsyncDisposable
{
    public string Address => address;

    public IReadOnlyList<int> Processes => processes;

    public static async Task<StartedServer> Postgres()
    {
        var server = await PostgresServer.Start();
        var process = int.Parse((await server.Query("select split_part(pg_read_file('postmaster.pid'), chr(10), 1)")).Trim(), CultureInfo.InvariantCulture);
        return new StartedServer($"postgres://remit@127.0.0.1:{server.Port}/postgres", [process], [server]);
    }

    public static async Task<StartedServer> ClickHouse(int shards)
    {
        var servers = await ClickHouseServer.StartShards(shards);
        return new StartedServer($"clickhouse://{string.Join(',', servers.Select(s => $"127.0.0.1:{s.HttpPort}"))}", [.. servers.Select(s => s.Process.Id)], servers);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
            await server.DisposeAsync();
    }
}
