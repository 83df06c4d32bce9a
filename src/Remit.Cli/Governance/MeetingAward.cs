using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Powers;
using Remit.Governance;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Powers;

namespace Remit.Cli.Governance;

/// <summary>What a decision of a meeting becomes: an instrument or a contract. <c>governance meeting enact</c>, <c>award</c> and <c>link</c>.</summary>
internal static class MeetingAward
{
    public static Command Enact(Terminal terminal)
    {
        var id = MeetingVerb.Id();
        var item = MeetingVerb.Item();
        var file = new Argument<string>("FILE") { Description = "A file of JSON with the instrument that the decision makes: specs/powers/formats.md shows how it is written" };
        var learned = PowersRecord.Learned();
        var act = new ActOptions("Decided by a meeting");
        var (workspace, json) = (Register.RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command("enact", "Record the instrument that a carried item makes, such as a delegation agreement or a variation of the constitution, with the decision behind it") { id, item, file, learned, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var decision = new DecisionReference(parsed.GetRequiredValue(id), parsed.GetRequiredValue(item)).ToString();
            var (written, _) = InstrumentFile.Read(parsed.GetRequiredValue(file), default, [.. PowersTables.Shipped.Kinds.Select(k => k.Name)]);
            if (!DecisionReference.TryParse(decision, out _) || written.Decision is { } other && other != decision)
            {
                terminal.Note(written.Decision is { } named ? $"The file names another decision, {Finding.Quoted(named)}." : $"{Finding.Quoted(parsed.GetRequiredValue(id))} is no name of a meeting; wanted one such as 00L/governing-body/2017-07-27.");
                return ExitCode.Usage;
            }

            return PowersRecord.Record(terminal, parsed.GetValue(workspace), written with { Decision = decision }, parsed.GetValue(learned), act.Read(parsed, terminal), parsed.GetValue(json));
        });
        return verb;
    }

    public static Command Award(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A file of JSON with the award: specs/governance/formats.md shows how it is written" };
        return InterestsVerb.Changing(terminal, "award", "Record to whom a contract was awarded by an item that was carried", "Awarded", [file], [], (parsed, journal, before, act) =>
        {
            var path = parsed.GetRequiredValue(file);
            var award = JsonFile.Read<ContractAwarded>(path, "bad-award", "JSON of an award, as specs/governance/formats.md shows it", fullLists: true);
            var id = RecordedAwards.Award(journal, award, Path.GetFileName(path), before, act);
            return new(id, $"Recorded: {id}, {award.Title}.");
        });
    }

    public static Command Link(Terminal terminal)
    {
        var id = new Argument<string>("AWARD") { Description = "The name of an award, such as 00L/2" };
        var contract = new Argument<string>("CONTRACT") { Description = "The contract, by its reference or OCID" };
        return InterestsVerb.Changing(terminal, "link", "Give an award the reference of its contract", "Linked", [id, contract], [], (parsed, journal, _, act) =>
        {
            RecordedAwards.Link(journal, parsed.GetRequiredValue(id), new(parsed.GetRequiredValue(contract)), act);
            return new(parsed.GetRequiredValue(id), $"Linked: {parsed.GetRequiredValue(id)}.");
        });
    }
}
