using System.CommandLine;
using Remit.Cli.Register;
using Remit.Storage;
using Remit.Web;
using Remit.Web.Staff;

namespace Remit.Cli;

/// <summary><c>./remit serve</c>: the public site, on this machine, until it is stopped.</summary>
public static class ServeVerb
{
    private const int UsualPort = 5080;

    public static Command Make(Terminal terminal)
    {
        var workspace = RegisterOptions.Workspace();
        var reference = new Option<string?>("--reference") { Description = "Look practices and places up in a folder of plain reference tables instead of the workspace", HelpName = "FOLDER" };
        var port = Port(UsualPort);
        var address = new Option<string?>("--address") { Description = "Where people reach the site through a reverse proxy on this machine, such as https://remit.example.org: its word is then taken for who asks", HelpName = "ADDRESS" };
        address.Validators.Add(result =>
        {
            if (result.GetValue(address) is { } given && !(Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "" }))
                result.AddError("--address: wanted http:// or https://, a name and nothing after it.");
        });
        var rate = new Option<int>("--api-rate") { Description = "How many requests a second one address may make of the API on average; 0 for any number", HelpName = "N", DefaultValueFactory = _ => new RateLimits().Api };
        rate.Validators.Add(result =>
        {
            if (result.TryRead<int>(out var given) && given < 0)
                result.AddError("--api-rate: wanted a number from 0 on.");
        });
        var metrics = Port(null, "--metrics-port", "A second port on this machine, for metrics in Prometheus' text (/metrics); 0 for any that is free, none unless said");
        var json = CommandLine.Json();
        var verb = new Command("serve", "Serve the site on this machine (127.0.0.1), until it is stopped with Ctrl-C") { workspace, reference, port, address, rate, metrics, json };
        verb.SetAction(async (parsed, stop) =>
        {
            var options = new SiteOptions(Workspace.At(parsed.GetValue(workspace)).Folder, parsed.GetValue(reference), parsed.GetValue(port) ?? UsualPort, terminal.Clock, LogRequests: true)
            {
                PublicAddress = parsed.GetValue(address) is { } given ? new(given) : null,
                KeyFile = Environment.GetEnvironmentVariable(KeyFile.Setting) is { Length: > 0 } keys ? keys : null,
                RateLimits = new(Api: parsed.GetValue(rate)),
                MetricsPort = parsed.GetValue(metrics),
                Telemetry = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 },
            };
            await Serve(terminal, options, parsed.GetValue(json), stop);
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>The option that chooses the port; nought chooses any that is free.</summary>
    public static Option<int?> Port(int? usual, string name = "--port", string description = "The port to answer on; 0 for any that is free")
    {
        var port = new Option<int?>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        port.Validators.Add(result =>
        {
            if (result.TryRead<int?>(out var given) && given is < 0 or > 65535)
                result.AddError($"{name}: wanted a number from 0 to 65535.");
        });
        return port;
    }

    /// <summary>Serves until stopped, having said where.</summary>
    public static async Task Serve(Terminal terminal, SiteOptions options, bool json, CancellationToken stop)
    {
        await using (var site = await Site.Start(options, stop))
        {
            var address = site.Address.ToString().TrimEnd('/');
            if (json)
                terminal.SayJson(new { address, workspace = options.Workspace, metrics = site.MetricsAddress });
            else
                terminal.Say($"The site is up at {address} until you press Ctrl-C.{(site.MetricsAddress is { } metrics ? $" Its metrics are at {metrics}." : "")}");

            var stopped = new TaskCompletionSource();
            await using (stop.Register(stopped.SetResult))
                await stopped.Task;
        }

        terminal.Note("The site is down.");
    }
}
