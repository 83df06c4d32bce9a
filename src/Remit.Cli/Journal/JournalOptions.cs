using System.CommandLine;
using Remit.Cli.Register;
using Remit.Storage;
using Remit.Storage.Journal;

namespace Remit.Cli.Journal;

/// <summary>What the verbs of the journal share.</summary>
internal static class JournalOptions
{
    public static Option<string?> Workspace() => RegisterOptions.Workspace();

    /// <summary>Does something with the journal of a workspace, or says that there is none.</summary>
    public static int WithJournal(Terminal terminal, string? workspace, Func<KeptJournal, int> work)
    {
        var named = Storage.Workspace.At(workspace);
        using var journal = KeptJournal.OpenIfThere(named);
        if (journal is not null)
            return work(journal);
        using var database = Database.Of(named);
        terminal.Note($"There is no journal yet in {database.Name}: nothing has been recorded there.");
        return ExitCode.NotFound;
    }
}
