namespace Remit.Storage.Responsibility.Servers;

/// <summary>Decisions that stay on ClickHouse servers. On one server it is a table; on several, each keeps its part, and one name on each stands above them all.</summary>
internal sealed class LeftTable
{
    private readonly IReadOnlyList<ClickHouseHost> hosts;
    private readonly string run;
    private readonly string database;
    private readonly string table;
    private readonly string? cluster;

    public LeftTable(IReadOnlyList<ClickHouseHost> hosts, string run, string name, string? cluster)
    {
        (this.hosts, this.run) = (hosts, run);
        // One server needs nothing above it.
        this.cluster = hosts.Count > 1 ? cluster : null;
        (database, table) = hosts[0].InFull(name);
    }

    private string Part => cluster is null ? table : PartOf(table);

    /// <summary>What each server's part of a table is called.</summary>
    public static string PartOf(string table) => $"{table}_part";

    /// <summary>Makes it, and gives its name in full. Where that fails, what it had made is taken away again.</summary>
    /// <param name="records">How many records it must hold.</param>
    public string Make(long records, CancellationToken stop)
    {
        // Not to be stopped half-way: then nobody would know what is there.
        var made = new Stack<(ClickHouseHost Host, string Name)>();
        try
        {
            foreach (var host in hosts)
            {
                host.Execute($"RENAME TABLE {run}.{DecidingHost.Decisions} TO {database}.{Part}", CancellationToken.None);
                made.Push((host, Part));
            }

            foreach (var host in cluster is null ? [] : hosts)
            {
                host.Execute($"CREATE TABLE {database}.{table} AS {database}.{Part} ENGINE = Distributed({host.Quoted(cluster!)}, {database}, {Part})", CancellationToken.None);
                made.Push((host, table));
            }

            foreach (var host in hosts)
            {
                var there = host.Number(host.Value($"SELECT count() FROM {database}.{table}", stop));
                if (there != records)
                    throw new RefusedException(new Finding("not-whole", Consequence.FileRefused, new Place(host.Name), $"{there:N0} records in {database}.{table}", $"{records:N0}: does the cluster's user see every shard's tables? Nothing was left there"));
            }
        }
        catch (Exception e)
        {
            var left = made.Where(m => !IsDropped(m.Host, m.Name)).Select(m => m.Host.MaybeLeft($"{database}.{m.Name}")).ToList();
            if (e is RefusedException refused)
                throw new RefusedException([.. refused.Findings, .. left]);
            if (e is ServerLostException lost)
                throw new ServerLostException([.. lost.Findings.Select(f => f with { Code = "maybe-left", Wanted = $"to know whether {database}.{Part} is there: look before you give the command again. No file was written" }), .. left]);
            if (left.Count > 0)
                throw new ServerLostException(left);
            throw;
        }

        return $"{database}.{table}";
    }

    private bool IsDropped(ClickHouseHost host, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            host.Execute($"DROP TABLE IF EXISTS {database}.{name}", patience.Token);
            return true;
        }
        catch (Exception e) when (e is RefusedException or ServerLostException or OperationCanceledException)
        {
            return false;
        }
    }
}
