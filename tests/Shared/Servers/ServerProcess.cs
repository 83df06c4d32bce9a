using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Remit.Tests.Servers;

/// <summary>A server of our own in a folder of its own. It lives no longer than this process, however that ends.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // The shell waits on a pipe that only this process holds: the pipe closes when we close it or when we are killed, and then the server and its folder go.
    private const string Keeper = """
        trap '' INT TERM HUP
        folder="$1" signal="$2"; shift 2
        "$@" >"$folder/said" 2>&1 &
        echo $!
        cat >/dev/null
        kill -s "$signal" $! 2>/dev/null
        wait
        rm -rf "$folder"
        """;

    private readonly Process keeper;
    private bool isStopped;

    private ServerProcess(string folder, Process keeper, int id) => (Folder, this.keeper, Id) = (folder, keeper, id);

    /// <summary>What it keeps, until it stops.</summary>
    public string Folder { get; }

    /// <summary>The server's own process.</summary>
    public int Id { get; }

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="folder">Removed when the server stops.</param>
    /// <param name="stopSignal">What stops it at once: <c>KILL</c>, or a signal on which it ends its children first.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in a minute; with what it said.</exception>
    public static async Task<ServerProcess> Start(string folder, string stopSignal, string[] command, Func<Task<bool>> isReady)
    {
        var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", Keeper, "sh", folder, stopSignal, .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var server = new ServerProcess(folder, keeper, int.Parse((await keeper.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));

        for (var tries = 0; tries < 600; tries++)
        {
            if (await isReady())
                return server;
            if (!IsRunning(server.Id))
                break;
            await Task.Delay(100);
        }

        var said = await File.ReadAllTextAsync(Path.Combine(folder, "said"));
        await server.DisposeAsync();
        throw new InvalidOperationException($"{command[0]} did not start:\n{said}");
    }

    /// <summary>Where a program is, or null where it is not installed.</summary>
    public static string? Find(string program, params string[] alsoIn) =>
        alsoIn.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    /// <summary>So many ports of the loopback address that nobody uses.</summary>
    public static int[] FreePorts(int wanted)
    {
        TcpListener[] held = [.. Enumerable.Range(0, wanted).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in held)
            listener.Start();
        int[] ports = [.. held.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (var listener in held)
            listener.Dispose();
        return ports;
    }

    /// <summary>Stops the server at once, as a machine stops that loses its power, and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isStopped)
            return;

        isStopped = true;
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
