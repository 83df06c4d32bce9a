using System.CommandLine;
using Remit.Storage;
using Remit.Storage.Publishing;
using Remit.Time;

namespace Remit.Cli.Register;

/// <summary><c>register export FOLDER</c>: every public table, as the site gives it out.</summary>
internal static class RegisterExport
{
    public static Command Make(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder to make; it must not exist yet" };
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("export", "Write every public table as CSV, with an account of each: a Frictionless data package (datapackage.json)") { folder, known, workspace, json };
        verb.SetAction(async (parsed, stop) =>
        {
            var knownAt = parsed.GetValue(known) is { } day ? LondonClock.EndOfDay(day) : DateTimeOffset.MaxValue;
            var facts = PublicFacts.Read(Workspace.At(parsed.GetValue(workspace)), knownAt);
            var to = parsed.GetRequiredValue(folder);
            var package = await DataPackage.Write(facts, to, stop);
            if (parsed.GetValue(json))
                terminal.SayJson(new { folder = to, files = package.Files });
            else
            {
                var table = new TextTable("file", "rows", "bytes").Right(1, 2);
                foreach (var file in package.Files)
                    table.Row(file.Name, $"{file.Rows:N0}", $"{file.Bytes:N0}");
                terminal.Say(table.ToString());
                terminal.Say();
                terminal.Say($"{package.Files.Count} tables, and {DataPackage.AccountName} that tells what is in them, in {to}");
            }

            return ExitCode.Done;
        });
        return verb;
    }
}
