using System.CommandLine;
using Remit.Cli.Register;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Responsibility;

namespace Remit.Cli;

/// <summary>The options that <c>assign</c> and <c>explain</c> share: against what, and under which rules.</summary>
public sealed class AssignmentOptions
{
    private readonly Option<string?> reference = new("--reference") { Description = "A folder of plain reference tables; the workspace if not said", HelpName = "FOLDER" };
    private readonly Option<string?> workspace = RegisterOptions.Workspace();
    private readonly Option<string?> rulebook = new("--rulebook") { Description = $"One rulebook for every record ({string.Join(", ", Rulebooks.Names)}); by assignment date if not said", HelpName = "NAME" };
    private readonly Option<DateOnly?> asOn = CommandLine.Day("--as-on", "Decide every record as if on this day, instead of its own");
    private readonly Option<string[]> reading = new("--reading") { Description = "Read a doubtful point otherwise than documented, as K3=40; see 'rulebook readings'", HelpName = "Kn=NAME", AllowMultipleArgumentsPerToken = true };

    public void AddTo(Command verb)
    {
        verb.Add(reference);
        verb.Add(workspace);
        verb.Add(rulebook);
        verb.Add(asOn);
        verb.Add(reading);
    }

    /// <summary>Reads the options and loads the reference tables. False, having said why, where a name is not known.</summary>
    public bool TryRead(ParseResult parsed, Terminal terminal, out Assignment? assignment)
    {
        assignment = null;
        if (!Readings.TryParse(parsed.GetValue(reading) ?? [], out var readings, out var problem))
        {
            terminal.Note(problem);
            return false;
        }

        var name = parsed.GetValue(rulebook);
        var rulebooks = Rulebooks.All(readings);
        var chosen = name is null ? null : rulebooks.FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (name is not null && chosen is null)
        {
            terminal.Note($"There is no rulebook {Finding.Quoted(name)}. There are: {string.Join(", ", Rulebooks.Names)}.");
            return false;
        }

        var folder = parsed.GetValue(reference);
        var loaded = folder is null ? WorkspaceReference.Load(Workspace.At(parsed.GetValue(workspace))) : ReferenceFolder.Load(folder);
        if (loaded.Findings.Count > 0)
            terminal.NoteFindings(loaded.Findings);

        assignment = new Assignment(loaded, rulebooks) { Chosen = chosen, AsOn = parsed.GetValue(asOn) };
        return true;
    }
}
