using System.Diagnostics;
using System.Globalization;

namespace Remit.Tests.Servers;

/// <summary>A PostgreSQL of our own on the loopback address, empty.</summary>
/// <remarks>Users: <c>remit</c>, who may do everything and needs no password; others as tests make them. A role in the group <c>keyed</c> needs its password.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string WhoMayCome = """
        host all +keyed 127.0.0.1/32 scram-sha-256
        host all all    127.0.0.1/32 trust

        """;

    private readonly ServerProcess process;

    private PostgresServer(ServerProcess process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>How Npgsql reaches the database <c>postgres</c> as the user <c>remit</c>.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=remit;Database=postgres";

    /// <summary>Whether it is installed here.</summary>
    public static bool IsInstalled => Program("initdb") is not null;

    public static async Task<PostgresServer> Start()
    {
        var folder = Directory.CreateTempSubdirectory("remit-postgres-").FullName;
        var port = ServerProcess.FreePorts(1)[0];
        // It refuses to run as root.
        string[] asItsUser = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
        if (asItsUser.Length > 0)
            await Run("chown", "postgres", folder);

        var data = Path.Combine(folder, "data");
        await Run([.. asItsUser, Program("initdb")!, "--pgdata", data, "--username=remit", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), WhoMayCome);

        string[] settings = ["listen_addresses=127.0.0.1", $"port={port}", "unix_socket_directories=", "fsync=off", "full_page_writes=off", "max_wal_size=4GB", "shared_buffers=128MB"];
        var process = await ServerProcess.Start(folder, "QUIT", [.. asItsUser, Program("postgres")!, "-D", data, .. settings.SelectMany(s => (string[])["-c", s])],
            () => IsReady(port));
        var server = new PostgresServer(process, port);
        await server.Query("create role keyed");
        return server;
    }

    /// <summary>Runs SQL as <c>remit</c> and gives what it yields: a line for each row, tabs between columns.</summary>
    public Task<string> Query(string sql) =>
        Run(Program("psql")!, "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\t", "--set=ON_ERROR_STOP=1", "--host=127.0.0.1", $"--port={Port}", "--username=remit", "--dbname=postgres", "--command", sql);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    // Debian keeps the programs of each release in a folder of their own, most of them off the path.
    private static string? Program(string name)
    {
        const string releases = "/usr/lib/postgresql";
        return ServerProcess.Find(name, Directory.Exists(releases)
            ? [.. Directory.GetDirectories(releases).OrderByDescending(r => int.TryParse(Path.GetFileName(r), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).Select(r => Path.Combine(r, "bin"))]
            : []);
    }

    private static async Task<bool> IsReady(int port)
    {
        using var asked = Process.Start(new ProcessStartInfo(Program("pg_isready")!, ["--quiet", "--host=127.0.0.1", $"--port={port}"]))!;
        await asked.WaitForExitAsync();
        return asked.ExitCode == 0;
    }

    private static async Task<string> Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, noted) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await said).TrimEnd('\n') : throw new InvalidOperationException($"{string.Join(' ', command)}\n{await noted}");
    }
}
