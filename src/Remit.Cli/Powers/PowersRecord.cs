using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Governance;
using Remit.Powers;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Storage.Register;

namespace Remit.Cli.Powers;

/// <summary><c>powers record FILE</c> and <c>powers withdraw INSTRUMENT</c>.</summary>
internal static class PowersRecord
{
    public static Command Make(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A file of JSON with one instrument: specs/powers/formats.md shows how it is written" };
        var learned = Learned();
        var decision = ActOptions.Line("--decision", "The decision that made it, such as 00L/governing-body/2017-07-27#3: it must have been carried", "DECISION");
        var act = new ActOptions("Recorded from its file");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("record", "Record an instrument in the journal, from a file that is checked in full first") { file, learned, decision, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var (written, _) = InstrumentFile.Read(parsed.GetRequiredValue(file), default, [.. PowersTables.Shipped.Kinds.Select(k => k.Name)]);
            return Record(terminal, parsed.GetValue(workspace), parsed.GetValue(decision) is { } made ? written with { Decision = made } : written, parsed.GetValue(learned), act.Read(parsed, terminal), parsed.GetValue(json));
        });
        return verb;
    }

    public static Command Withdraw(Terminal terminal)
    {
        var id = new Argument<string>("INSTRUMENT") { Description = "The id of an instrument that was recorded here" };
        var act = new ActOptions();
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("withdraw", "Take back a recording that was a mistake; to end an instrument, revoke it. That it was recorded stays in the journal") { id, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            RecordedInstruments.Withdraw(journal, parsed.GetRequiredValue(id), act.Read(parsed, terminal));
            if (parsed.GetValue(json))
                terminal.SayJson(new { withdrawn = parsed.GetRequiredValue(id) });
            else
                terminal.Say($"Withdrawn: {parsed.GetRequiredValue(id)}.");
            return ExitCode.Done;
        }));
        return verb;
    }

    public static Option<DateOnly?> Learned() => CommandLine.Day("--learned", "The day the organisation first knew of it (default: today)");

    /// <summary>Records what was read or put together, and shows what it came to.</summary>
    public static int Record(Terminal terminal, string? workspace, WrittenInstrument written, DateOnly? learned, Act act, bool json)
    {
        if (learned > terminal.Today)
        {
            terminal.Note($"--learned is the day it was first known, so it cannot be after today, {terminal.Today:yyyy-MM-dd}.");
            return ExitCode.Usage;
        }

        var at = Workspace.At(workspace);
        RefuseSmall(at.Evidence(NationalTables.Shipped).ToDate, written);
        using (var journal = KeptJournal.Open(at))
        {
            if (DecisionReference.TryParse(written.Decision, out var decision))
                RecordedMeetings.Carried(journal, decision, RecordedInterests.In(at));
            RecordedInstruments.Record(journal, written, learned, act);
        }

        var powers = RecordedInstruments.Powers(at);
        var instrument = powers.Ledger.Find(written.Id)!;
        foreach (var finding in Unknown(powers, at.Evidence(NationalTables.Shipped).ToDate, instrument).Concat(powers.Ledger.Findings.Where(f => f.Place.File == written.Id)))
            terminal.Note(finding.ToString());
        if (json)
            terminal.SayJson(PowersShow.Json(powers, instrument));
        else
            PowersShow.Print(terminal, powers, instrument);
        return ExitCode.Done;
    }

    /// <summary>A code in small letters would be taken for a name, and settle nothing.</summary>
    private static void RefuseSmall(RegisterAsKnown register, WrittenInstrument written)
    {
        var small = (from text in written.Clauses.SelectMany(c => (string?[])[c.Of, c.To, .. c.For ?? []]).Prepend(written.MadeBy).OfType<string>().Select(t => t.Trim()).Distinct()
                     where OdsCode.TryParse(text, out var code) && code.ToString() != text && register.Find(code) is not null
                     select new Finding("bad-instrument", Consequence.FileRefused, new(written.Id), text, $"a code in capitals, as {text.ToUpperInvariant()}, or a name that is not a body's code")).ToList();
        if (small.Count > 0)
            throw new RefusedException(small);
    }

    /// <summary>Codes, kinds and functions that nothing here knows: they may well be right, and are worth a second look.</summary>
    private static IEnumerable<Finding> Unknown(PowersAsKnown powers, RegisterAsKnown register, Instrument instrument)
    {
        foreach (var clause in instrument.Clauses)
        {
            foreach (var code in ((Party?[])[clause.Of, clause.To, .. clause.For.Select(f => (Party?)f)]).Select(p => p?.Code).OfType<OdsCode>().Where(c => register.Find(c) is null))
                yield return new("unknown-body", Consequence.Note, new(instrument.Id, 0, clause.Number), code.ToString(), "a body that the register has; recorded all the same");
            foreach (var kind in ((Party?[])[clause.Of, clause.To, .. clause.For.Select(f => (Party?)f)]).Select(p => p?.Kind).OfType<string>().Where(k => k.Length > 0 && !register.Kinds.Contains(k, StringComparer.OrdinalIgnoreCase)))
                yield return new("unknown-kind", Consequence.Note, new(instrument.Id, 0, clause.Number), kind, $"a kind of body that the register has: {string.Join(", ", register.Kinds)}; recorded all the same");
            foreach (var function in clause.Functions.Where(f => !powers.Knows(f)))
                yield return new("unknown-function", Consequence.Note, new(instrument.Id, 0, clause.Number), function.ToString(), "a function in './remit powers functions', or a part of one; recorded all the same");
        }
    }
}
