using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Powers;
using Remit.Storage.Powers;
using Remit.Time;

namespace Remit.Cli.Powers;

/// <summary><c>powers amend</c>, <c>novate</c>, <c>extend</c>, <c>revoke</c> and <c>lift</c>: each records another instrument, which acts on the one that is named.</summary>
internal static class PowersChange
{
    public static Command Extend(Terminal terminal)
    {
        var until = Required(CommandLine.Day("--until", "The last day that it is now in force"));
        var clause = TargetClause(required: false);
        return Make(terminal, "extend", "Record that an instrument, or one clause of it, is in force up to a later day", "extends", [until, clause],
            (parsed, change) => change with { Until = parsed.GetValue(until), TargetClause = parsed.GetValue(clause) });
    }

    public static Command Revoke(Terminal terminal) =>
        Make(terminal, "revoke", "Record that an instrument ends", "revokes", [], (_, change) => change);

    public static Command Lift(Terminal terminal)
    {
        var clause = TargetClause(required: true);
        return Make(terminal, "lift", "Record that one clause of an instrument ends, and the rest stays", "revokes", [clause], (parsed, change) => change with { TargetClause = parsed.GetValue(clause) });
    }

    public static Command Novate(Terminal terminal)
    {
        var of = new Option<string?>("--of") { Description = "The body whose place is taken", HelpName = "CODE", Required = true };
        var to = new Option<string?>("--to") { Description = "The body that takes it", HelpName = "CODE", Required = true };
        var clause = TargetClause(required: false);
        return Make(terminal, "novate", "Record that one body takes the place of another in an instrument, as after a merger", "novates", [of, to, clause],
            (parsed, change) => change with { Of = parsed.GetValue(of), To = parsed.GetValue(to), TargetClause = parsed.GetValue(clause) });
    }

    public static Command Amend(Terminal terminal)
    {
        var clause = TargetClause(required: true);
        var functions = new Option<string[]?>("--functions") { Description = "The functions that the clause is about from now on", HelpName = "FUNCTION", AllowMultipleArgumentsPerToken = true };
        var of = new Option<string?>("--of") { Description = "Whose functions they are from now on", HelpName = "CODE" };
        var to = new Option<string?>("--to") { Description = "Who receives them from now on", HelpName = "CODE" };
        var what = ActOptions.Line("--what", "What it requires or states from now on", "TEXT");
        return Make(terminal, "amend", "Record that a clause of an instrument reads otherwise from a day on", "amends", [clause, functions, of, to, what],
            (parsed, change) => change with
            {
                TargetClause = parsed.GetValue(clause),
                Functions = parsed.GetValue(functions) is { Length: > 0 } put ? put : null,
                Of = parsed.GetValue(of),
                To = parsed.GetValue(to),
                What = parsed.GetValue(what),
            });
    }

    private static Command Make(Terminal terminal, string name, string description, string does, IReadOnlyList<Option> own, Func<ParseResult, WrittenClause, WrittenClause> change)
    {
        var target = new Argument<string>("INSTRUMENT") { Description = "The id of the instrument that is acted on, as './remit powers list' shows it" };
        var from = Required(CommandLine.Day("--from", "The first day of the change; for an extension, the day it was made"));
        var id = new Option<string?>("--id") { Description = "The id of the instrument that makes the change (default: that of the other, the verb and the day)", HelpName = "ID" };
        var title = ActOptions.Line("--title", "Its title (default: the verb and the other's title)", "TEXT");
        var madeBy = ActOptions.Line("--made-by", "Who made it (default: who made the other)", "CODE|NAME");
        var power = ActOptions.Line("--power", "Under which power (default: that of the other)", "TEXT");
        var decision = ActOptions.Line("--decision", "A reference to the decision that made it", "TEXT");
        var document = ActOptions.Line("--document", "Where its text is", "TEXT");
        var learned = PowersRecord.Learned();
        var act = new ActOptions();
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command(name, description) { target, from, id, title, madeBy, power, decision, document, learned, workspace, json };
        foreach (var option in own)
            verb.Add(option);
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var ledger = PowersVerb.Read(parsed.GetValue(workspace), null).Ledger;
            if (ledger.Find(parsed.GetRequiredValue(target)) is not { } other)
                return PowersVerb.NoSuchInstrument(terminal, ledger, parsed.GetRequiredValue(target));

            var day = parsed.GetValue(from)!.Value;
            var clause = change(parsed, new("1", does, Target: other.Id));
            if (clause.TargetClause is { } number && other.Clauses.All(c => c.Number != number))
            {
                terminal.Note($"{other.Id} has no clause {Finding.Quoted(number)}. It has: {string.Join(", ", other.Clauses.Select(c => c.Number))}.");
                return ExitCode.NotFound;
            }

            var written = new WrittenInstrument(parsed.GetValue(id) ?? $"{other.Id}/{name}-{(clause.TargetClause is { } c && Instrument.IsId(c) ? $"{c.Replace('/', '-')}-" : "")}{IsoDate.Text(day)}", other.Kind,
                parsed.GetValue(title) ?? $"{other.Title}: {name}", parsed.GetValue(madeBy) ?? other.MadeBy.ToString(), parsed.GetValue(power) ?? other.Power, parsed.GetValue(decision), day, null,
                parsed.GetValue(document), null, [clause]);
            List<Finding> found = [];
            Place At(string? _, string field) => new($"./remit powers {name}", 0, field);
            if (written.Read(default, [.. PowersTables.Shipped.Kinds.Select(k => k.Name), other.Kind], At, found) is not null)
                written.CheckNew(At, found);
            if (found.Count > 0)
            {
                terminal.NoteFindings(found);
                return ExitCode.Usage;
            }

            return PowersRecord.Record(terminal, parsed.GetValue(workspace), written, parsed.GetValue(learned), act.Read(parsed, terminal), parsed.GetValue(json));
        });
        return verb;
    }

    private static Option<string?> TargetClause(bool required) =>
        new("--clause") { Description = required ? "The clause that is meant" : "The clause that is meant (default: all)", HelpName = "NUMBER", Required = required };

    private static Option<DateOnly?> Required(Option<DateOnly?> option)
    {
        option.Required = true;
        return option;
    }
}
