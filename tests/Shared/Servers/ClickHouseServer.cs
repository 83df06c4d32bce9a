using System.Globalization;

namespace Remit.Tests.Servers;

/// <summary>A ClickHouse of our own on the loopback address, empty; several of them are the shards of the cluster <see cref="Cluster"/>.</summary>
/// <remarks>
/// Users: <c>default</c>, who may do everything and needs no password; <c>keyed</c>, likewise, with the password <c>sesame</c>, and <c>accented</c>, with <c>sésame</c>; <c>reader</c>, who may only read.
/// Every statement is kept in <c>system.query_log</c>.
/// </remarks>
public sealed class ClickHouseServer : IAsyncDisposable
{
    /// <summary>What the servers' settings call the cluster.</summary>
    public const string Cluster = "shards";

    private const string Users = """
        <yandex>
          <profiles>
            <default><log_queries>1</log_queries></default>
            <reading><readonly>1</readonly></reading>
          </profiles>
          <quotas><default/></quotas>
          <users>
            <default><password/><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
            <keyed><password>sesame</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></keyed>
            <accented><password>sésame</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></accented>
            <reader><password/><networks><ip>127.0.0.1</ip></networks><profile>reading</profile><quota>default</quota></reader>
          </users>
        </yandex>
        """;

    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private ClickHouseServer(ServerProcess process, int httpPort) => (Process, HttpPort) = (process, httpPort);

    public ServerProcess Process { get; }

    public int HttpPort { get; }

    /// <summary>Where it answers over HTTP.</summary>
    public Uri Address => new($"http://127.0.0.1:{HttpPort}/");

    /// <summary>Whether it is installed here.</summary>
    public static bool IsInstalled => Program is not null;

    private static string? Program => ServerProcess.Find("clickhouse-server", "/usr/sbin");

    /// <summary>Starts so many servers, each knowing of all.</summary>
    public static async Task<ClickHouseServer[]> StartShards(int shards)
    {
        // For each: HTTP, its own protocol, and the port between replicas, which it opens unasked.
        var ports = ServerProcess.FreePorts(3 * shards).Chunk(3).ToList();
        var cluster = string.Concat(ports.Select(p => $"<shard><replica><host>127.0.0.1</host><port>{p[1]}</port></replica></shard>"));
        return await Task.WhenAll(ports.Select(p => Start(p[0], p[1], p[2], cluster)));
    }

    /// <summary>Runs SQL as <c>default</c> and gives what it yields, tab-separated.</summary>
    /// <exception cref="InvalidOperationException">It was refused; with what the server said.</exception>
    public async Task<string> Query(string sql)
    {
        using var content = new StringContent(sql);
        using var response = await Http.PostAsync(Address, content);
        var said = (await response.Content.ReadAsStringAsync()).TrimEnd('\n');
        return response.IsSuccessStatusCode ? said : throw new InvalidOperationException($"{sql}\n{said}");
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static async Task<ClickHouseServer> Start(int httpPort, int port, int replicaPort, string cluster)
    {
        var folder = Directory.CreateTempSubdirectory("remit-clickhouse-").FullName;
        var settings = Path.Combine(folder, "config.xml");
        await File.WriteAllTextAsync(Path.Combine(folder, "users.xml"), Users);
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            <yandex>
              <logger><level>warning</level><log>{folder}/server.log</log><errorlog>{folder}/errors.log</errorlog></logger>
              <listen_host>127.0.0.1</listen_host>
              <http_port>{httpPort}</http_port>
              <tcp_port>{port}</tcp_port>
              <interserver_http_port>{replicaPort}</interserver_http_port>
              <interserver_http_host>127.0.0.1</interserver_http_host>
              <path>{folder}/data/</path>
              <tmp_path>{folder}/data/tmp/</tmp_path>
              <user_files_path>{folder}/data/user_files/</user_files_path>
              <format_schema_path>{folder}/data/format_schemas/</format_schema_path>
              <users_config>users.xml</users_config>
              <default_profile>default</default_profile>
              <default_database>default</default_database>
              <timezone>UTC</timezone>
              <mark_cache_size>67108864</mark_cache_size>
              <uncompressed_cache_size>0</uncompressed_cache_size>
              <query_log><database>system</database><table>query_log</table><flush_interval_milliseconds>500</flush_interval_milliseconds></query_log>
              <remote_servers><{Cluster}>{cluster}</{Cluster}></remote_servers>
            </yandex>
            """));

        var process = await ServerProcess.Start(folder, "KILL", [Program!, $"--config-file={settings}"], () => Answers(httpPort));
        return new ClickHouseServer(process, httpPort);
    }

    private static async Task<bool> Answers(int httpPort)
    {
        try
        {
            return await Http.GetStringAsync($"http://127.0.0.1:{httpPort}/ping") == "Ok.\n";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
