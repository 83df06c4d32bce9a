using Remit.Powers;
using Remit.Time;

namespace Remit.Cli.Powers;

/// <summary>An answer about a function as text and as JSON.</summary>
internal static class FunctionWords
{
    public static void Print(Terminal terminal, PowersAsKnown powers, FunctionAnswer answer, string asked)
    {
        var people = answer.People;
        terminal.Say($"{answer.Name} ({answer.Function})");
        terminal.Say(people.Commissioner is { } commissioner
            ? $"for the people of {commissioner} {powers.NameOf(Party.Of(commissioner), people.Day)}{(commissioner.ToString().Equals(asked.Trim(), StringComparison.OrdinalIgnoreCase) ? "" : $" (asked as {Finding.Shown(asked.Trim())})")}, on {people.Day:yyyy-MM-dd}"
            : $"for the people of {people.Asked}, on {people.Day:yyyy-MM-dd}");
        terminal.Say();
        Holders(terminal, powers, answer, "");
        Chain(terminal, answer, "");
        foreach (var part in answer.Parts)
        {
            terminal.Say();
            terminal.Say($"Otherwise: {part.Name} ({part.Function})");
            Holders(terminal, powers, part, "  ");
            Chain(terminal, part, "  ");
        }

        var warnings = answer.Warnings.Concat(answer.Parts.SelectMany(p => p.Warnings)).Distinct().ToList();
        if (warnings.Count > 0)
            terminal.Say();
        foreach (var warning in warnings)
            terminal.Say($"! {warning}");
    }

    private static void Holders(Terminal terminal, PowersAsKnown powers, FunctionAnswer answer, string indent)
    {
        var day = answer.People.Day;
        terminal.Say(indent + answer.Settled switch
        {
            Settled.One => $"Decides  {Named(answer.Deciders[0])}{(answer.Office is { } office ? $", through {office} {powers.NameOf(Party.Of(office), day)}" : "")}",
            Settled.Jointly => $"Decide   {string.Join(" and ", answer.Deciders.Select(Named))}, jointly",
            Settled.Nobody => $"Decides  nobody. Not known: {answer.Missing}.",
            Settled.Conflicting => $"Decides  cannot be told, because instruments conflict. Not known: {answer.Missing}.",
            _ => $"Decides  cannot be told. Not known: {answer.Missing}.",
        });
        foreach (var also in answer.Also)
            terminal.Say($"{indent}Also     {Named(also)}, beside it");
        terminal.Say($"{indent}Liable   {(answer.Liable is { } liable ? Named(liable) : $"cannot be told. Not known: {answer.LiableMissing}.")}");

        string Named(Party party) => party.Code is { } code ? $"{code} {powers.NameOf(party, day)}".TrimEnd() : party.ToString();
    }

    private static void Chain(Terminal terminal, FunctionAnswer answer, string indent)
    {
        if (answer.Chain.Count == 0)
            return;
        terminal.Say();
        foreach (var (i, ground) in answer.Chain.Index())
        {
            var (instrument, term) = (ground.Term.Instrument, ground.Term);
            terminal.Say($"{indent}{i + 1}. {Finding.Shown(instrument.Title)}, {instrument.Kind}, {(term.Clause.Number.Length > 0 ? $"clause {Finding.Shown(term.Clause.Number)}, " : "")}{term.Days}");
            terminal.Say($"{indent}   {Finding.Shown(ground.Says)}.");
            terminal.Say($"{indent}   By {instrument.MadeBy} under {Finding.Shown(instrument.Power)}{(instrument.Decision.Length > 0 ? $"; decision: {Finding.Shown(instrument.Decision)}" : "")}. {instrument.Id}");
            foreach (var change in term.ChangedBy)
                terminal.Say($"{indent}   Changed by {Finding.Shown(change.Title)} ({change.Id}), {change.InForce}{(change.Source.Confidence is "" or "high" ? "" : $", confidence {change.Source.Confidence}")}");
            terminal.Say($"{indent}   [{Cited(instrument)}]");
        }
    }

    public static string Cited(Instrument instrument) =>
        $"{(instrument.Document.Length > 0 ? $"{Finding.Shown(instrument.Document)}; " : "no text held; ")}{instrument.Source}{(instrument.Source.Document is { Length: > 0 } named ? $" [{named}]" : "")}";

    public static object Json(PowersAsKnown powers, FunctionAnswer answer) => new
    {
        function = answer.Function.ToString(),
        answer.Name,
        on = answer.People.Day,
        asked = answer.People.Asked.ToString(),
        commissioner = answer.People.Commissioner?.ToString(),
        answer.Settled,
        decides = answer.Deciders.Select(d => Body(powers, d, answer)),
        also = answer.Also.Select(d => Body(powers, d, answer)),
        liable = answer.Liable is { } liable ? Body(powers, liable, answer) : null,
        through = answer.Office?.ToString(),
        missing = answer.Missing.Length > 0 ? answer.Missing : null,
        liableMissing = answer.LiableMissing.Length > 0 ? answer.LiableMissing : null,
        chain = answer.Chain.Select(g => new
        {
            instrument = g.Term.Instrument.Id,
            clause = g.Term.Clause.Number,
            g.Term.Instrument.Kind,
            g.Term.Instrument.Title,
            says = g.Says,
            from = g.Term.Days.First == DateOnly.MinValue ? null : IsoDate.Text(g.Term.Days.First),
            to = g.Term.Days.Last is { } last ? IsoDate.Text(last) : null,
            madeBy = g.Term.Instrument.MadeBy.ToString(),
            g.Term.Instrument.Power,
            decision = Stated(g.Term.Instrument.Decision),
            document = Stated(g.Term.Instrument.Document),
            changedBy = g.Term.ChangedBy.Select(c => c.Id),
            source = g.Term.Instrument.Source.ToString(),
        }),
        answer.Warnings,
        parts = answer.Parts.Select(p => Json(powers, p)),
    };

    private static string? Stated(string text) => text.Length > 0 ? text : null;

    private static object Body(PowersAsKnown powers, Party party, FunctionAnswer answer) => new { code = party.Code?.ToString(), name = powers.NameOf(party, answer.People.Day) };
}
