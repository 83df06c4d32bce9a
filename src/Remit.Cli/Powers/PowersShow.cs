using System.CommandLine;
using Remit.Cli.Register;
using Remit.Powers;
using Remit.Time;

namespace Remit.Cli.Powers;

/// <summary><c>powers show INSTRUMENT</c>: one instrument, clause by clause, and what has become of each.</summary>
internal static class PowersShow
{
    public static Command Make(Terminal terminal)
    {
        var id = new Argument<string>("INSTRUMENT") { Description = "The id of an instrument, as './remit powers list' shows it" };
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("show", "Show an instrument clause by clause, and what has extended, amended, novated or ended each") { id, known, workspace, json };
        verb.SetAction(parsed =>
        {
            var powers = PowersVerb.Read(parsed.GetValue(workspace), parsed.GetValue(known));
            if (powers.Ledger.Find(parsed.GetRequiredValue(id)) is not { } instrument)
                return PowersVerb.NoSuchInstrument(terminal, powers.Ledger, parsed.GetRequiredValue(id));
            if (parsed.GetValue(json))
                terminal.SayJson(Json(powers, instrument));
            else
                Print(terminal, powers, instrument);
            return ExitCode.Done;
        });
        return verb;
    }

    public static void Print(Terminal terminal, PowersAsKnown powers, Instrument instrument)
    {
        terminal.Say(Finding.Shown(instrument.Title));
        terminal.Say($"{instrument.Id}, {instrument.Kind}, {instrument.InForce} by its own terms");
        terminal.Say($"Made by {instrument.MadeBy} under {Finding.Shown(instrument.Power)}{(instrument.Decision.Length > 0 ? $"; decision: {Finding.Shown(instrument.Decision)}" : "")}");
        terminal.Say($"[{FunctionWords.Cited(instrument)}]");
        if (instrument.LinkedTo.Count > 0)
            terminal.Say($"Linked to {string.Join(", ", instrument.LinkedTo)}");
        var terms = powers.Ledger.Of(instrument).ToLookup(t => t.Clause.Number);
        foreach (var clause in instrument.Clauses)
        {
            terminal.Say();
            terminal.Say($"{Finding.Shown(clause.Number)}  {Words(clause)}");
            foreach (var term in terms[clause.Number])
            {
                terminal.Say($"   in force {term.Days}{(term.Clause == clause ? "" : $": {Words(term.Clause)}")}");
                foreach (var by in term.ChangedBy)
                    terminal.Say($"   changed by {by.Id}, {by.InForce}: {Finding.Shown(by.Title)}");
            }

            if (!terms[clause.Number].Any())
                terminal.Say("   never in force: revoked on or before its first day");
        }

        foreach (var finding in powers.Ledger.Findings.Where(f => f.Place.File == instrument.Id))
            terminal.Say($"! {finding.Found}.");
    }

    /// <summary>What a clause does, in a line.</summary>
    public static string Words(Clause clause)
    {
        List<string> words = [clause.Does.ToString().ToLowerInvariant()];
        if (clause.Target.Length > 0)
            words.Add($"{clause.Target}{(clause.TargetClause.Length > 0 ? $", clause {clause.TargetClause}" : "")}");
        if (clause.Functions.Count > 0)
            words.Add(string.Join(", ", clause.Functions));
        if (clause.Except.Count > 0)
            words.Add($"except {string.Join(", ", clause.Except)}");
        if (clause.Of is { } of)
            words.Add($"of {of}");
        if (clause.To is { } to)
            words.Add($"to {to}");
        if (clause.Kind.Length + clause.Name.Length > 0)
            words.Add($"as {string.Join(' ', ((string[])[clause.Kind, clause.Name]).Where(w => w.Length > 0))}");
        if (clause.Practices.Count > 0)
            words.Add($"practices {string.Join(", ", clause.Practices)}");
        if (clause.Areas.Count > 0)
            words.Add($"small areas {string.Join(", ", clause.Areas)}");
        if (clause.For.Count > 0)
            words.Add($"for {string.Join(", ", clause.For)}");
        if (clause.Until is { } until)
            words.Add($"until {until:yyyy-MM-dd}");
        if (clause.Uptake is { } uptake)
            words.Add($"({uptake.Bodies} of {uptake.OutOf})");
        if (clause.What.Length > 0)
            words.Add($": {clause.What}");
        if (clause.Liable != Liability.NotStated)
            words.Add($"(liability {clause.Liable.ToString().ToLowerInvariant()})");
        return Finding.Shown(string.Join(' ', words).Replace(" :", ":", StringComparison.Ordinal));
    }

    public static object Json(PowersAsKnown powers, Instrument instrument) => new
    {
        instrument.Id,
        instrument.Kind,
        instrument.Title,
        madeBy = instrument.MadeBy.ToString(),
        instrument.Power,
        decision = instrument.Decision.Length > 0 ? instrument.Decision : null,
        from = instrument.InForce.First == DateOnly.MinValue ? null : IsoDate.Text(instrument.InForce.First),
        to = instrument.InForce.Last is { } last ? IsoDate.Text(last) : null,
        document = instrument.Document.Length > 0 ? instrument.Document : null,
        linkedTo = instrument.LinkedTo.Count > 0 ? instrument.LinkedTo : null,
        source = instrument.Source.ToString(),
        clauses = powers.Ledger.Of(instrument).Select(t => new
        {
            clause = t.Clause.Number,
            does = t.Clause.Does.ToString().ToLowerInvariant(),
            functions = t.Clause.Functions.Select(f => f.ToString()),
            of = t.Clause.Of?.ToString(),
            to = t.Clause.To?.ToString(),
            says = Words(t.Clause),
            inForce = t.Days.ToString(),
            changedBy = t.ChangedBy.Select(c => c.Id),
        }),
    };
}
