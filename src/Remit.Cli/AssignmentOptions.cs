using System.CommandLine;
using Remit.Responsibility;
using Remit.Storage.Responsibility;

namespace Remit.Cli;

/// <summary>The options that <c>assign</c> and <c>explain</c> share: against what, and under which rules.</summary>
public sealed class AssignmentOptions
{
    private readonly ReferenceOptions reference = new();
    private readonly Option<string?> rulebook = new("--rulebook") { Description = $"One rulebook for every record ({string.Join(", ", Rulebooks.Names)}); by assignment date if not said", HelpName = "NAME" };
    private readonly Option<DateOnly?> asOn = CommandLine.Day("--as-on", "Decide every record as if on this day, instead of its own");
    private readonly Option<string[]> reading = new("--reading") { Description = "Read a doubtful point otherwise than documented, as K3=40; see 'rulebook readings'", HelpName = "Kn=NAME", AllowMultipleArgumentsPerToken = true };

    public void AddTo(Command verb)
    {
        reference.AddTo(verb);
        verb.Add(rulebook);
        verb.Add(asOn);
        verb.Add(reading);
    }

    /// <summary>Reads the options and loads the reference tables. False, having said why, where a name is not known.</summary>
    /// <param name="compiled">Whether the tables are needed compiled, and not as rows.</param>
    public bool TryRead(ParseResult parsed, Terminal terminal, bool compiled, out Assignment? assignment)
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

        var day = parsed.GetValue(asOn);
        if (day is { } asked && chosen is null && !rulebooks.Any(r => r.InForce.Contains(asked)))
        {
            terminal.Note($"No rulebook covers {asked:yyyy-MM-dd}, so --as-on would reject every record. There are: {string.Join(", ", rulebooks.OrderBy(r => r.InForce.First).Select(r => $"{r.Name} {r.InForce}"))}; --rulebook chooses one for any day.");
            return false;
        }

        var loaded = reference.Open(parsed);
        assignment = new Assignment(loaded, rulebooks) { Chosen = chosen, AsOn = day };
        if (compiled)
            loaded.CompiledFor(assignment.InUse);
        terminal.NoteFindings(loaded.Findings);
        return true;
    }
}
