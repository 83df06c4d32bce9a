using Remit.Storage;

namespace Remit.Cli.Register;

/// <summary><c>import correct</c>: sets right the edition of a release, or the day it was first had. Nothing is overwritten.</summary>
internal static class ImportCorrect
{
    private const int Fewest = 6;

    public static int Run(Terminal terminal, Workspace workspace, Act act, string[] prefixes, DateOnly? edition, DateTimeOffset? learned, bool json)
    {
        if (prefixes is not [{ Length: >= Fewest } prefix] || edition is null && learned is null)
        {
            terminal.Note($"Name one release by the beginning of its SHA-256, at least {Fewest} characters, and what to correct: ./remit import correct SHA-PREFIX --edition YYYY-MM-DD [--learned YYYY-MM-DD]. './remit import list' shows them.");
            return ExitCode.Usage;
        }

        var meant = workspace.Beginning(prefix);
        if (meant is not [var release])
        {
            terminal.Note(meant.Count == 0
                ? $"No release's SHA-256 begins {Finding.Quoted(prefix)}. './remit import list' shows those there are."
                : $"{meant.Count:N0} releases' SHA-256 begins {Finding.Quoted(prefix)}: give more of it.");
            return meant.Count == 0 ? ExitCode.NotFound : ExitCode.Usage;
        }

        using var record = new ImportRecord(workspace, act);
        // Read again: somebody may have corrected it while we waited for our turn.
        workspace = new(workspace.Folder);
        release = workspace.Beginning(release.Sha256).Single();
        var corrected = workspace.Correct(release, new(edition, learned, terminal.Clock.GetUtcNow()));
        record.Release(corrected);
        if (json)
            terminal.SayJson(new { workspace = workspace.Folder, before = release, now = corrected });
        else
            terminal.Say($"{release.File}: edition {release.Edition:yyyy-MM-dd}, now {corrected.Edition:yyyy-MM-dd}; learned {release.Learned:yyyy-MM-dd}, now {corrected.Learned:yyyy-MM-dd}. What was said before is kept beside it.");
        return ExitCode.Done;
    }
}
