using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Remit.Storage;
using Remit.Storage.Access;
using Remit.Storage.Journal;

namespace Remit.Cli.Journal;

/// <summary><c>./remit restore FILE</c>: a backup becomes the journal.</summary>
internal static class RestoreVerb
{
    public static Command Make(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A backup, as './remit backup' wrote it, of either database" };
        var replace = new Option<bool>("--replace") { Description = "Replace a journal that has events, which are first written to a file in the workspace" };
        var act = new ActOptions("Restored from a backup");
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("restore", "Verify a backup to its end, then make it the journal, and record that it was done") { file, replace, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var into = Workspace.At(parsed.GetValue(workspace));
            var path = parsed.GetRequiredValue(file);
            // Before the journal is opened: what is no backup makes none.
            var backup = JournalBackup.Verify(path);
            using var journal = KeptJournal.Open(into);
            string? kept = null;
            var restored = JournalBackup.Restore(journal, path, backup, act.Read(parsed, terminal), parsed.GetValue(replace), before => kept = NewFile(into.Folder, before));
            if (parsed.GetValue(json))
                terminal.SayJson(new { journal = journal.Name, events = backup.Position, head = backup.Hash, replaced = restored.InsteadOfEvents, replacedKept = kept });
            else
            {
                terminal.Say($"{backup.Position:N0} {(backup.Position == 1 ? "event" : "events")}, verified, are now the journal in {journal.Name}, with one more that says so.");
                if (kept is not null)
                    terminal.Say($"The {restored.InsteadOfEvents:N0} that were there before are kept in {kept}");
                if (Accounts.List(journal).Any(a => !a.IsClosed))
                    terminal.Say("Nobody can sign in with what they had before: './remit user list' shows the accounts, './remit user reset NAME' gives each a link to set a password.");
            }

            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>A file of no other name for a journal that ends there. Its head is marked by a hash of what stands there, since a damaged journal may say anything.</summary>
    private static string NewFile(string folder, JournalHead before)
    {
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before.Hash)))[..12];
        for (var n = 1; ; n++)
        {
            var path = Path.Combine(folder, $"journal-before-restore-{before.Position}-{mark}{(n > 1 ? $"-{n}" : "")}.jsonl.gz");
            if (!File.Exists(path))
                return path;
        }
    }
}
