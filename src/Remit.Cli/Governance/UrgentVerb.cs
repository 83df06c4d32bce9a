using System.CommandLine;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;

namespace Remit.Cli.Governance;

/// <summary><c>governance urgent</c>: decisions taken for a committee between its meetings.</summary>
internal static class UrgentVerb
{
    public static Command Make(Terminal terminal) => new("urgent", "Decisions taken for a committee between its meetings, and whether a meeting has ratified them") { Take(terminal), List(terminal) };

    private static Command Take(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A file of JSON with the decision: specs/governance/formats.md shows how it is written" };
        return InterestsVerb.Changing(terminal, "take", "Record a decision taken between meetings by those to whom the constitution gives the power", "Urgent", [file], [], (parsed, journal, before, act) =>
        {
            var path = parsed.GetRequiredValue(file);
            var id = RecordedUrgentDecisions.Take(journal, JsonFile.Read<UrgentDecisionTaken>(path, "bad-urgent-decision", "JSON of an urgent decision, as specs/governance/formats.md shows it", fullLists: true), Path.GetFileName(path), before, terminal.Today, act);
            return new(id, $"Recorded: {id}. The next meeting ratifies it, by an item with \"ratifies\": \"{id}\".");
        });
    }

    private static Command List(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        return InterestsVerb.Asking(terminal, "list", "The urgent decisions of a body, each with the meeting that ratified it", [body], [], (parsed, register) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code))
                return InterestsVerb.Unknown(terminal);
            using var journal = KeptJournal.OpenIfThere(Workspace.At(parsed.GetValue<string?>("--workspace")));
            var meetings = journal is null ? [] : RecordedMeetings.Of(journal, code, register);
            var decisions = (journal is null ? [] : RecordedUrgentDecisions.Of(journal, code, register)).Select(d => (Decision: d, By: d.RatifiedBy(meetings), Told: d.Told(meetings))).ToList();
            return new(decisions.Exists(d => d.By is null || d.Decision.Obstacles.Count > 0) ? ExitCode.Findings : ExitCode.Done,
                decisions.Count == 0 ? $"No urgent decision of {code} is recorded." : string.Join('\n', decisions.Select(d => Finding.Shown($"{d.Decision.Id}  {d.Decision.Taken.Day:yyyy-MM-dd}  {d.Decision.Taken.Title}: {d.Decision.Taken.Decided}; {d.Told}"))),
                new { body = code, decisions = decisions.Select(d => new { d.Decision.Id, taken = d.Decision.Taken, d.Decision.Obstacles, ratifiedBy = d.By?.ToString(), told = d.Told }) });
        });
    }
}
