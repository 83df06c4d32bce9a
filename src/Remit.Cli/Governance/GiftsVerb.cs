using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Governance;
using Remit.Register;
using Remit.Storage.Governance;
using static Remit.Cli.Governance.InterestsVerb;

namespace Remit.Cli.Governance;

/// <summary><c>governance gifts</c> and <c>governance breaches</c>.</summary>
internal static class GiftsVerb
{
    public static Command Gifts(Terminal terminal) => new("gifts", "Gifts and hospitality, held against the edition of the guidance in force") { Declare(terminal), List(terminal) };

    public static Command Breaches(Terminal terminal) => new("breaches", "Breaches of the rules on interests: reported, looked into, published without names") { Report(terminal), Conclude(terminal), Listed(terminal) };

    private static Command Declare(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var person = Person();
        var hospitality = new Option<bool>("--hospitality") { Description = "It is hospitality, not a gift" };
        var from = ActOptions.Line("--from", "Who offered it: the organisation", "NAME", required: true);
        var supplier = new Option<bool>("--supplier") { Description = "They are a supplier or contractor, or may become one" };
        var value = new Option<string>("--value") { Description = "What it is worth, in pounds", HelpName = "POUNDS", Required = true };
        var offered = Required(CommandLine.Day("--offered", "The day it was offered"));
        var declined = new Option<bool>("--declined") { Description = "It was not accepted" };
        var approved = ActOptions.Line("--approved", "The office of whoever approved it beforehand", "TEXT");
        return Changing(terminal, "declare", "Record that somebody declared a gift or hospitality they were offered", "Declared", [body, person], [hospitality, from, supplier, value, offered, declined, approved], (parsed, journal, before, act) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var to) || !Figure.TryParse(parsed.GetRequiredValue(value), out var worth) || worth.IsBelow(0))
                return new("", "Wanted the code of a body, and pounds in digits under --value, such as 12.50.", ExitCode.Usage);
            if (before.Governance.Find(parsed.GetRequiredValue(person)) is null)
                return new("", $"Nobody is recorded as {Finding.Quoted(parsed.GetRequiredValue(person))}.", ExitCode.NotFound);
            var id = RecordedInterests.Declare(journal, before, new GiftDeclared(to, parsed.GetRequiredValue(person), parsed.GetValue(hospitality), parsed.GetValue(from)!, parsed.GetValue(supplier), parsed.GetRequiredValue(value),
                parsed.GetValue(offered)!.Value, !parsed.GetValue(declined), terminal.Today, parsed.GetValue(approved)), act);
            return new(id, $"Declared: {id}.");
        }, after: (register, id) => register.Gifts.First(g => g.Id == id).Judge(register.Governance.Facts) is { Compliance: not Compliance.Met } ruling ? ruling.Because : null);
    }

    private static Command List(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        return Asking(terminal, "list", "The register of gifts and hospitality of a body", [body], [], (parsed, register) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code))
                return Unknown(terminal);
            var gifts = register.Gifts.Where(g => g.Body == code).OrderBy(g => g.Offered).Select(g => (Gift: g, Ruling: g.Judge(register.Governance.Facts))).ToList();
            var table = new TextTable("offered", "who", "what", "from", "pounds", "accepted", "as the guidance has it").Right(4);
            foreach (var (g, ruling) in gifts)
                table.Row($"{g.Offered:yyyy-MM-dd}", Name(register, g.Person), g.Hospitality ? "hospitality" : "gift", g.FromSupplier ? $"{g.From} (supplier)" : g.From, $"{g.Value}", g.Accepted ? "yes" : "no", $"{ruling.Compliance.ToString().ToLowerInvariant()}: {ruling.Because}");
            return new(gifts.Any(g => g.Ruling.Compliance != Compliance.Met) ? ExitCode.Findings : ExitCode.Done, gifts.Count > 0 ? table.ToString() : $"No gift or hospitality is declared to {code}.",
                new { body = code, gifts = gifts.Select(g => new { g.Gift.Id, g.Gift.Person, name = Name(register, g.Gift.Person), g.Gift.Hospitality, g.Gift.From, g.Gift.FromSupplier, value = g.Gift.Value.ToString(), g.Gift.Offered, g.Gift.Accepted, g.Gift.Declared, g.Ruling.Compliance, g.Ruling.Because, source = g.Ruling.Limit?.Basis }) });
        });
    }

    private static Command Report(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var person = Person();
        var what = ActOptions.Line("--what", "What happened", "TEXT", required: true);
        var on = Required(CommandLine.Day("--on", "The day of it"));
        return Changing(terminal, "report", "Record that the rules on interests were, or may have been, broken", "Reported", [body, person], [what, on], (parsed, journal, before, act) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var of) || before.Governance.Find(parsed.GetRequiredValue(person)) is null)
                return new("", "Wanted the code of a body, and somebody who is recorded.", ExitCode.Usage);
            var id = RecordedInterests.Report(journal, before, new(of, parsed.GetRequiredValue(person), parsed.GetValue(what)!, parsed.GetValue(on)!.Value), act);
            return new(id, $"Reported: {id}.");
        });
    }

    private static Command Conclude(Terminal terminal)
    {
        var breach = new Argument<string>("BREACH") { Description = "The name of a breach, such as 00L/1" };
        var outcome = ActOptions.Line("--outcome", "What came of looking into it", "TEXT", required: true);
        var published = ActOptions.Line("--published", "What the public is told, without anybody's name", "TEXT", required: true);
        var told = CommandLine.Day("--told", "The day on which NHS England was told");
        return Changing(terminal, "conclude", "Record what came of looking into a breach, and what is published of it", "Looked into", [breach], [outcome, published, told], (parsed, journal, before, act) =>
        {
            RecordedInterests.Conclude(journal, before, parsed.GetRequiredValue(breach), new(parsed.GetValue(outcome)!, parsed.GetValue(published)!, parsed.GetValue(told)), act);
            return new(parsed.GetRequiredValue(breach), $"Concluded: {parsed.GetRequiredValue(breach)}.");
        });
    }

    private static Command Listed(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var all = new Option<bool>("--private") { Description = "Show whom they are about, and those that are open" };
        return Asking(terminal, "list", "The breaches of a body, as they are published", [body], [all], (parsed, register) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code))
                return Unknown(terminal);
            var inside = parsed.GetValue(all);
            var breaches = register.Breaches.Where(b => b.Body == code && (inside || b.Published.Length > 0)).ToList();
            return new(ExitCode.Done,
                breaches.Count == 0 ? $"No breach of {code} is published." : string.Join('\n', breaches.Select(b => Finding.Shown(inside ? $"{b.Id}  {b.On:yyyy-MM-dd}  {Name(register, b.Person)}: {b.What}; {(b.Outcome.Length > 0 ? b.Outcome : "open")}" : $"{b.Id}  {b.On:yyyy-MM-dd}  {b.Published}"))),
                new { body = code, breaches = breaches.Select(b => new { b.Id, b.On, b.Published, b.ReportedOn, person = inside ? b.Person : null, what = inside ? b.What : null, outcome = inside ? b.Outcome : null }) });
        });
    }
}
