using System.CommandLine;
using Remit.Cli.Register;
using Remit.Storage;
using Remit.Storage.Responsibility;
using Remit.Time;

namespace Remit.Cli;

/// <summary>The options that say where the reference tables come from: a folder, or the workspace as it was known on some day.</summary>
public sealed class ReferenceOptions
{
    private readonly Option<string?> reference = new("--reference") { Description = "A folder of plain reference tables; the workspace if not said", HelpName = "FOLDER" };
    private readonly Option<string?> workspace = RegisterOptions.Workspace();
    private readonly Option<DateOnly?> known = CommandLine.Day("--known", "Only what the workspace had learned by the end of this day");

    public void AddTo(Command verb)
    {
        verb.Add(reference);
        verb.Add(workspace);
        verb.Add(known);
        verb.Validators.Add(result =>
        {
            // Asked for results, not values: a value that cannot be read is told elsewhere, and throws here.
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };

            if (Given(reference) && (Given(workspace) || Given(known)))
                result.AddError("--reference is a folder of its own: --workspace and --known do not go with it.");
        });
    }

    /// <summary>The tables, read or taken compiled when they are needed.</summary>
    public LoadedReference Open(ParseResult parsed) => parsed.GetValue(reference) is { } folder
        ? ReferenceFolder.Open(folder, ReferenceSnapshot.FolderOfUser)
        : WorkspaceReference.Open(Workspace.At(parsed.GetValue(workspace)), parsed.GetValue(known) is { } by ? LondonClock.EndOfDay(by) : null);

    /// <summary>Loads the tables, and tells what was wrong with them.</summary>
    public LoadedReference Load(ParseResult parsed, Terminal terminal)
    {
        var loaded = Open(parsed);
        terminal.NoteFindings(loaded.Findings);
        return loaded;
    }
}
