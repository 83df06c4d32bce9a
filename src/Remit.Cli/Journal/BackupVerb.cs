using System.CommandLine;
using Remit.Storage;
using Remit.Storage.Journal;

namespace Remit.Cli.Journal;

/// <summary><c>./remit backup FILE</c>: the whole journal in one file, from either database.</summary>
internal static class BackupVerb
{
    public static Command Make(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "Where the backup goes; a name that ends in .gz is compressed" };
        var replace = new Option<bool>("--replace") { Description = "Replace a file of that name" };
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("backup", "Write the whole journal into one file, which './remit restore' takes on either database. Others may go on writing to the journal") { file, replace, workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var path = parsed.GetRequiredValue(file);
            if (File.Exists(path) && !parsed.GetValue(replace))
                throw new RefusedException(new Finding("file-exists", Consequence.FileRefused, new Place(path), "a file of that name", "another name, or --replace"));

            var head = JournalBackup.Write(journal, path);
            if (parsed.GetValue(json))
                terminal.SayJson(new { backup = path, journal = journal.Name, events = head.Position, head = head.Hash });
            else
            {
                terminal.Say($"{head.Position:N0} {(head.Position == 1 ? "event" : "events")}, verified, from {journal.Name}");
                terminal.Say($"Backup  {path}");
                terminal.Say($"Head    {head.Hash}");
                terminal.Say("The journal is in it, and who has done what. The official files of the workspace are not: copy its folder 'releases' as files. Nor are passwords and other secrets of those who sign in.");
            }

            return ExitCode.Done;
        }));
        return verb;
    }
}
