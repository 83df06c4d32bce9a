using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Powers.Interventions;
using Remit.Storage.Powers;
using Remit.Time;

namespace Remit.Cli.Interventions;

/// <summary><c>intervene check</c>, <c>make</c>, <c>review</c>, <c>lift</c> and <c>extend</c>: the decision, and what becomes of it.</summary>
internal static class InterveneDecide
{
    private static (Option<DateOnly?> On, Option<DateOnly?> From, Option<DateOnly?> To, Option<DateOnly?> Review) Days() => (
        CommandLine.Day("--on", "The day of the decision (default: today)"), InterveneVerb.Required(CommandLine.Day("--from", "The first day it is in force")),
        CommandLine.Day("--to", "The last day (default: until it is lifted)"), CommandLine.Day("--review", "The day by which it is looked at again"));

    public static Command Check(Terminal terminal)
    {
        var id = InterveneVerb.Id();
        var (on, from, to, review) = Days();
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("check", "Ask every rule of what is proposed, and change nothing: the power, the ground, who was heard, and who would exercise each function") { id, on, from, to, review, workspace, json };
        verb.SetAction(parsed => !Span(terminal, parsed, from, to, out var days) ? ExitCode.Usage : InterveneVerb.With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (_, intervention, powers) =>
        {
            var found = InterventionRules.Check(intervention, days, parsed.GetValue(on) ?? terminal.Today, parsed.GetValue(review), powers);
            if (parsed.GetValue(json))
                terminal.SayJson(new { rules = found.Select(f => new { rule = f.Rule.Id, says = f.Rule.Says, basis = f.Rule.Basis, found = f.Outcome, bars = f.Bars, because = f.Because }) });
            else
            {
                var table = new TextTable("rule", "", "because");
                foreach (var rule in found)
                    table.Row(rule.Rule.Id, $"{RuleFound.Words(rule.Outcome)}{(rule.Bars ? ", and bars" : "")}", rule.Because);
                terminal.Say(table.ToString());
            }

            return found.Any(f => f.Outcome is RuleOutcome.Broken or RuleOutcome.CannotTell) ? ExitCode.Findings : ExitCode.Done;
        }));
        return verb;
    }

    public static Command Make(Terminal terminal)
    {
        var (on, from, to, review) = Days();
        var decision = InterveneVerb.Decision();
        return InterveneVerb.Step(terminal, "make", "Decide to intervene. Every instrument is recorded in the same act as the decision; --reason gives the reasons", [on, from, to, review, decision],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Make(journal, intervention, parsed.GetValue(on) ?? terminal.Today,
                Span(terminal, parsed, from, to, out var days) ? days : throw new Storage.RefusedException(new Finding("impossible-dates", Consequence.FileRefused, new("./remit intervene make", 0, "--to"), "a last day before the first", "a day on or after --from")),
                parsed.GetValue(review), parsed.GetValue(decision), powers, act));
    }

    public static Command Review(Terminal terminal)
    {
        var on = CommandLine.Day("--on", "The day of the review (default: today)");
        var found = ActOptions.Line("--found", "What was found, in a line", "TEXT", required: true);
        var next = CommandLine.Day("--next", "The day by which it is looked at once more");
        return InterveneVerb.Step(terminal, "review", "Record that an intervention was looked at again", [on, found, next],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Do(journal, intervention, new InterventionReviewed(parsed.GetValue(on) ?? terminal.Today, parsed.GetRequiredValue(found)!, parsed.GetValue(next)), powers, act));
    }

    public static Command Lift(Terminal terminal)
    {
        var instrument = new Option<string?>("--instrument") { Description = "Which of its instruments (default: the only one)", HelpName = "ID" };
        var clause = new Option<string?>("--clause") { Description = "Which clause (default: all)", HelpName = "NUMBER" };
        var from = InterveneVerb.Required(CommandLine.Day("--from", "The first day on which it no longer holds"));
        var decision = InterveneVerb.Decision();
        return InterveneVerb.Step(terminal, "lift", "Lift an instrument of an intervention, or one clause of it while the rest stays", [instrument, clause, from, decision],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Lift(journal, intervention, parsed.GetValue(instrument) ?? (intervention.Made?.Instruments is [var only] ? only : ""), parsed.GetValue(clause), parsed.GetValue(from)!.Value,
                parsed.GetValue(decision), powers, act));
    }

    public static Command Extend(Terminal terminal)
    {
        var on = CommandLine.Day("--on", "The day the extension is made (default: today)");
        var until = InterveneVerb.Required(CommandLine.Day("--until", "The last day it is now in force"));
        var decision = InterveneVerb.Decision();
        return InterveneVerb.Step(terminal, "extend", "Extend what is running out, no later than its last day", [on, until, decision],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Extend(journal, intervention, parsed.GetValue(on) ?? terminal.Today, parsed.GetValue(until)!.Value, parsed.GetValue(decision), powers, act));
    }

    private static bool Span(Terminal terminal, ParseResult parsed, Option<DateOnly?> from, Option<DateOnly?> to, out DateSpan days)
    {
        var (first, last) = (parsed.GetValue(from)!.Value, parsed.GetValue(to));
        days = last < first ? default : new(first, last);
        if (last < first)
            terminal.Note($"--to: {last:yyyy-MM-dd} is before --from, {first:yyyy-MM-dd}.");
        return !(last < first);
    }
}
