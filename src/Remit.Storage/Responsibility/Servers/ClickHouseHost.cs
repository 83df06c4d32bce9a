using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Remit.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Servers;

/// <summary>One ClickHouse server, spoken to over HTTP. The run has a database of its own on it.</summary>
internal sealed partial class ClickHouseHost : DecidingHost
{
    // Its answers come in pieces of this many records.
    private const int RowsAtATime = 131_072;

    // A load stands still while another server catches up, and a statement is as long as its rulebook.
    private const string Settings = "http_receive_timeout=3600&http_send_timeout=3600&max_query_size=16777216&join_use_nulls=0";

    // What it cannot parse or convert it repeats.
    private static readonly int[] QuotingCells = [6, 26, 27, 38, 41, 53, 70, 72, 117];

    private readonly HttpClient http;
    private readonly int hosts;
    private readonly string ownDatabase;
    private string run = "";
    private string analyzer = "";
    private string? begun;
    private int statements;
    private bool wasHeard;

    /// <param name="host">Which of the address's hosts.</param>
    public ClickHouseHost(ServerAddress address, int host) : base($"{address.Hosts[host].Name}:{address.Hosts[host].Port}", SqlDialect.ClickHouse)
    {
        hosts = address.Hosts.Count;
        // A redirection would take the password, and then the records, to a host that nobody named.
        http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            ConnectCallback = Connect,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        })
        {
            BaseAddress = new Uri($"{(address.IsSecure ? "https" : "http")}://{Name}/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Add("X-ClickHouse-User", address.User ?? "default");
        if (address.Password is { } password)
            http.DefaultRequestHeaders.Add("X-ClickHouse-Key", password);
        ownDatabase = address.Database ?? "default";
    }

    public override long Window => (long)RowsAtATime * hosts;

    public override void Begin(string run, CancellationToken stop)
    {
        if (Value("SELECT 1", stop) is not "1" and var other)
            throw SaidInsteadOfARow(other);

        // The analyzer of releases from 24.3 on takes minutes to read sub-selects as deep as ours; it has had two names, and before it there was none.
        analyzer = Query("SELECT name FROM system.settings WHERE name IN ('allow_experimental_analyzer', 'enable_analyzer') ORDER BY name LIMIT 1", 1, stop) is [var setting] ? $"&{setting[0]}=0" : "";
        begun = run;
        Execute($"CREATE DATABASE {run}", stop);
        this.run = run;
    }

    public override void Execute(string sql, CancellationToken stop) => Send(sql, null, stop).Dispose();

    public override void CopyIn(string table, IReadOnlyList<string> columns, Action<Stream> write, CancellationToken stop) =>
        Send($"INSERT INTO {table} ({string.Join(", ", columns.Select(Quoted))}) FORMAT TabSeparated", write, stop).Dispose();

    public override Stream CopyOut(string select, CancellationToken stop) => new Answer(this, Send($"{select} FORMAT TabSeparated", null, stop), stop);

    public override void MakeActivity(IReadOnlyList<string> columns, CancellationToken stop) => MakeTable(Activity, ["row_number", .. columns], stop);

    public override void Decide(IReadOnlyList<string> columns, IReadOnlyList<string> selects, CancellationToken stop)
    {
        MakeTable(Decisions, columns, stop);
        foreach (var select in selects)
            Execute($"INSERT INTO {Decisions} ({string.Join(", ", columns.Select(Quoted))})\n{select}", stop);
    }

    /// <summary>Where each of its own shards is known by the settings, and of how many: by the cluster's name.</summary>
    public IReadOnlyDictionary<string, (int Shard, int Shards)> Clusters(CancellationToken stop) =>
        Query("SELECT cluster, max(if(is_local, shard_num, 0)), max(shard_num) FROM system.clusters GROUP BY cluster ORDER BY cluster", 3, stop)
            .ToDictionary(c => c[0], c => ((int)Number(c[1]), (int)Number(c[2])));

    /// <summary>What earlier runs left, because they or their servers were killed: databases in which no statement runs on this server at this moment.</summary>
    public IReadOnlyList<string> LeftOvers(CancellationToken stop)
    {
        var atWork = Query("SELECT query_id FROM system.processes", 1, stop).Select(q => q[0]).ToList();
        return [.. Query("SELECT name FROM system.databases WHERE name LIKE 'remit_run_%' ORDER BY name", 1, stop).Select(d => d[0])
            .Where(name => ServerRun.IsRunName(name) && !atWork.Exists(q => q.StartsWith(name, StringComparison.Ordinal)))];
    }

    public override bool HasTable(string table, CancellationToken stop)
    {
        var (database, name) = InFull(table);
        if (Value($"SELECT count() FROM system.databases WHERE name = '{database}'", stop) == "0")
            throw new RefusedException(new Finding("no-such-database", Consequence.FileRefused, new Place(Name), $"no database {database}", "one that is there for --leave-in"));
        return Value($"SELECT count() FROM system.tables WHERE database = '{database}' AND name = '{name}'", stop) != "0";
    }

    /// <summary>The database and the table that a name means.</summary>
    public (string Database, string Table) InFull(string table) => table.Split('.') is [var database, var name] ? (database, name) : (ownDatabase, table);

    /// <summary>Stops what is under way and drops the run's database, waiting no longer than a minute.</summary>
    public override void Clear()
    {
        if (begun is not { } database)
            return;

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        (begun, run, Doing) = (null, "", "clearing up");
        try
        {
            try
            {
                Execute($"KILL QUERY WHERE query_id LIKE '{database}%' SYNC", patience.Token);
            }
            catch (RefusedException)
            {
                // Then it ends by itself, and the database goes when it has.
            }

            Execute($"DROP DATABASE IF EXISTS {database}", patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw Lost(everHeard: true);
        }
    }

    public override void Dispose() => http.Dispose();

    public override Exception SaidInsteadOfARow(string said) => Translated(said, HttpStatusCode.OK);

    private void MakeTable(string table, IReadOnlyList<string> columns, CancellationToken stop) =>
        Execute($"CREATE TABLE {table} ({string.Join(", ", columns.Select(c => $"{Quoted(c)} {(c == "row_number" ? "UInt64" : "String")}"))}) ENGINE = MergeTree ORDER BY row_number", stop);

    private HttpResponseMessage Send(string sql, Action<Stream>? write, CancellationToken stop)
    {
        var id = run.Length == 0 ? "" : $"&database={run}&query_id={run}_{statements++}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"?{Settings}{analyzer}{id}{(write is null ? "" : $"&query={Uri.EscapeDataString(sql)}")}");
        request.Content = write is null ? new StringContent(sql) : new WrittenContent(write);
        try
        {
            var response = http.Send(request, HttpCompletionOption.ResponseHeadersRead, stop);
            wasHeard = true;
            if (response.IsSuccessStatusCode)
                return response;

            using (response)
                throw Translated(ReadAll(response, stop), response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            stop.ThrowIfCancellationRequested();
            throw Lost(wasHeard);
        }
    }

    private static string ReadAll(HttpResponseMessage response, CancellationToken stop)
    {
        using var reader = new StreamReader(response.Content.ReadAsStream(stop));
        return reader.ReadToEnd();
    }

    // A machine that loses its power closes nothing: ask now and then whether it is still there.
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            await socket.ConnectAsync(context.DnsEndPoint, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Exception Translated(string said, HttpStatusCode status)
    {
        var match = Failure().Match(said);
        var code = match.Success && int.TryParse(match.Groups["code"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var words = match.Success ? match.Groups["words"].Value : said;
        return code switch
        {
            192 or 193 or 194 or 195 or 516 => Refused("not-let-in", "a user or password that it does not take", "a user that may connect: clickhouse://USER@HOST:PORT, and the password in CLICKHOUSE_PASSWORD", words),
            164 or 291 or 497 => Refused("no-rights", $"no right to what is needed for {Doing}", "a user who may make databases and tables there and change settings, not one who may only read", words),
            81 when run.Length > 0 => Refused("several-behind-one", "no database that was there a moment ago", "an address for each server, if there are several behind this one; or to know who dropped the run's database (--clean, somebody by hand)", words),
            81 => Refused("no-such-database", "no such database", "one that is there, or none", words),
            57 => Refused("table-exists", "a table of that name", "a new name for --leave-in: Remit never overwrites a table", words),
            // What one server says of another that it could not reach.
            209 or 210 or 279 => Lost(everHeard: true),
            0 when status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Refused("not-let-in", "a user or password that it does not take", "a user that may connect", words),
            0 => Refused("not-clickhouse", $"an answer that is not ClickHouse's ({(int)status})", "the HTTP port of a ClickHouse server, which is 8123 unless its settings say otherwise", words),
            _ when QuotingCells.Contains(code) => Refused("server-refused", $"error {code} while {Doing}", "a server that can do it: show this to those who look after it", words, mayQuote: true),
            _ => Refused("server-refused", $"error {code} while {Doing}", "a server that can do it: show what it said to those who look after it", words),
        };
    }

    // "Code: 164, e.displayText() = DB::Exception: …, e.what() = DB::Exception" of old, "Code: 497. DB::Exception: …" now.
    [GeneratedRegex(@"Code: (?<code>\d+)[.,] (e\.displayText\(\) = )?DB::\w*Exception: (?<words>.*?)(, e\.what\(\) = .*)?\s*$", RegexOptions.Singleline)]
    private static partial Regex Failure();

    private sealed class WrittenContent(Action<Stream> write) : HttpContent
    {
        protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) => write(stream);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("Sent by the thread that writes it.");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>What it gives, with its failures in our words.</summary>
    private sealed class Answer(ClickHouseHost host, HttpResponseMessage response, CancellationToken stop) : ReadOnlyStream
    {
        private readonly Stream rows = response.Content.ReadAsStream(stop);

        public override int Read(byte[] buffer, int offset, int count)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                return rows.Read(buffer, offset, count);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw host.Lost(everHeard: true);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                response.Dispose();
            base.Dispose(disposing);
        }
    }
}
