using System.Globalization;

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
        var made = new Stack<(ClickHouseHost Host, string Name)>();
        try
        {
            foreach (var host in hosts)
            {
                host.Execute($"RENAME TABLE {run}.{DecidingHost.Decisions} TO {database}.{Part}", stop);
                made.Push((host, Part));
            }

            foreach (var host in cluster is null ? [] : hosts)
            {
                host.Execute($"CREATE TABLE {database}.{table} AS {database}.{Part} ENGINE = Distributed({host.Quoted(cluster!)}, {database}, {Part})", stop);
                made.Push((host, table));
            }

            foreach (var host in hosts)
            {
                var there = long.Parse(host.Query($"SELECT count() FROM {database}.{table}", stop)[0][0], CultureInfo.InvariantCulture);
                if (there != records)
                    throw new RefusedException(new Finding("not-whole", Consequence.FileRefused, new Place(host.Name), $"{there:N0} records in {database}.{table}", $"{records:N0}: does the cluster's user see every shard's tables? Nothing was left there"));
            }
        }
        catch
        {
            foreach (var (host, name) in made)
            {
                try
                {
                    host.Execute($"DROP TABLE IF EXISTS {database}.{name}", CancellationToken.None);
                }
                catch (Exception e) when (e is RefusedException or ServerLostException)
                {
                    // The first failure is what there is to tell.
                }
            }

            throw;
        }

        return $"{database}.{table}";
    }
}
