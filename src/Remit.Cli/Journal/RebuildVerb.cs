using System.CommandLine;

namespace Remit.Cli.Journal;

/// <summary><c>./remit rebuild</c>: empties what is worked out of the journal and makes it again.</summary>
internal static class RebuildVerb
{
    public static Command Make(Terminal terminal)
    {
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("rebuild", "Empty the tables that are worked out of the journal, and make them again from its events. Readers see the old rows until the new are whole") { workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var (tables, events) = journal.Rebuild();
            if (parsed.GetValue(json))
                terminal.SayJson(new { journal = journal.Name, tables, events });
            else
                terminal.Say($"Made again from {events:N0} {(events == 1 ? "event" : "events")}: {string.Join(", ", tables)}.");
            return ExitCode.Done;
        }));
        return verb;
    }
}
