using Remit.Storage;

namespace Remit.Cli.Register;

/// <summary><c>import list</c>: the releases in the workspace.</summary>
internal static class ImportList
{
    public static int Run(Terminal terminal, Workspace workspace, bool json)
    {
        if (json)
        {
            terminal.SayJson(new { workspace = workspace.Folder, releases = workspace.Releases });
            return ExitCode.Done;
        }

        if (workspace.Releases.Count == 0)
        {
            terminal.Say($"No releases in {workspace.Folder}. './remit import auto FOLDER' takes in every file of a folder that it knows.");
            return ExitCode.Done;
        }

        var table = new TextTable("kind", "edition", "file", "rows", "left out", "learned", "sha-256").Right(3, 4);
        foreach (var r in workspace.Releases.OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Edition))
            table.Row(r.Kind, $"{r.Edition:yyyy-MM-dd}", r.File, $"{r.Rows:N0}", $"{r.LeftOut:N0}", $"{r.Learned:yyyy-MM-dd}", r.Sha256[..12]);
        terminal.Say(table.ToString());
        foreach (var r in workspace.Releases)
            foreach (var c in r.Corrections ?? [])
                terminal.Say($"{r.Sha256[..12]} was corrected on {c.Corrected:yyyy-MM-dd}:{(c.Edition is { } e ? $" edition {e:yyyy-MM-dd}" : "")}{(c.Learned is { } l ? $" learned {l:yyyy-MM-dd}" : "")}.");
        return ExitCode.Done;
    }
}
