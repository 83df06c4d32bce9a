using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Storage.Register;

namespace Remit.Cli.Governance;

/// <summary><c>governance interests</c> and the verbs beneath it.</summary>
internal static class InterestsVerb
{
    public static Command Make(Terminal terminal) => new("interests", "Declarations of interest: record them, show the register, find whose interest is in an organisation")
    {
        Declare(terminal),
        Import(terminal),
        List(terminal),
        About(terminal),
        Match(terminal),
        Confirm(terminal),
        End(terminal),
        Review(terminal),
        Return(terminal),
        Due(terminal),
        RemindVerb.Make(terminal),
    };

    private static Command Declare(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var person = Person();
        var organisation = ActOptions.Line("--organisation", "The organisation, by name", "NAME", required: true);
        var code = new Option<string?>("--code") { Description = "Its ODS code, where it has one", HelpName = "CODE" };
        var type = new Option<string>("--type") { Description = "financial, professional, personal or indirect", HelpName = "TYPE", Required = true };
        var nature = new Option<ConflictNature>("--nature") { Description = "actual, potential or perceived (default: potential)", DefaultValueFactory = _ => ConflictNature.Potential };
        var position = ActOptions.Line("--position", "What they are to it, such as shareholder or director", "TEXT", required: true);
        var arose = Required(CommandLine.Day("--arose", "The first day of it"));
        var ended = CommandLine.Day("--ended", "The last day of it, where it has ended");
        var declared = CommandLine.Day("--declared", "The day they declared it (default: today in England)");
        var amount = new Option<string?>("--amount") { Description = "What it is worth, in pounds", HelpName = "POUNDS" };
        var through = ActOptions.Line("--through", "For an indirect interest, in what relation the person through whom they have it stands to them, never by name", "TEXT");
        var handling = ActOptions.Line("--handling", "What was agreed to do about it", "TEXT");
        return Changing(terminal, "declare", "Record that somebody declared an interest", "Declared", [body, person], [organisation, code, type, nature, position, arose, ended, declared, amount, through, handling], (parsed, journal, before, act) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var to) || !InterestFile.TryType(parsed.GetRequiredValue(type), out var kind) || parsed.GetValue(code) is { } text && !OdsCode.TryParse(text, out _))
                return new("", "Wanted the code of a body, --type financial, professional, personal or indirect, and an ODS code under --code where one is given.", ExitCode.Usage);
            OdsCode? about = OdsCode.TryParse(parsed.GetValue(code), out var given) ? given : null;
            var id = RecordedInterests.Declare(journal, before, [(new(to, parsed.GetRequiredValue(person), kind, parsed.GetValue(nature), parsed.GetValue(organisation)!, parsed.GetValue(position)!, parsed.GetValue(arose)!.Value,
                parsed.GetValue(declared) ?? terminal.Today, about, parsed.GetValue(ended), parsed.GetValue(amount), parsed.GetValue(through), parsed.GetValue(handling)), new("./remit governance interests declare"))], terminal.Today, act)[0];
            return new(id, $"Declared: {id}.");
        }, after: (register, id) => register.Interests.First(i => i.Id == id).LateBy(register.Governance.Facts) is > 0 and var late ? $"It was declared {late} days too late." : null);
    }

    private static Command Import(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var file = new Argument<string>("FILE") { Description = "A CSV file or an Excel workbook with one interest to a row: specs/governance/formats.md names the columns" };
        return Changing(terminal, "import", "Record the declarations in a CSV file or an Excel workbook: all of it or nothing", "Taken over from a file", [body, file], [], (parsed, journal, before, act) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var to))
                return new("", "Wanted the code of a body.", ExitCode.Usage);
            var read = InterestFile.Read(parsed.GetRequiredValue(file), to, before.Governance.People);
            var said = read.Where(r => RecordedInterests.SaidAlready(before, r.Declared) is null).ToList();
            var recorded = said.Count == 0 ? [] : RecordedInterests.Declare(journal, before, said, terminal.Today, act);
            return new($"{recorded.Count}", $"{recorded.Count} interests recorded{(read.Count > said.Count ? $", {read.Count - said.Count} recorded already and left out" : "")}. './remit governance interests match {to}' says which organisations they may be about.");
        });
    }

    private static Command List(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var on = CommandLine.Day("--on", "The register as it was to be seen on this day (default: today in England)");
        var all = new Option<bool>("--private") { Description = "Show what is in the private record too" };
        return Asking(terminal, "list", "The register of interests of a body on a day", [body], [on, all], (parsed, register) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code))
                return Unknown(terminal);
            var (day, facts) = (parsed.GetValue(on) ?? terminal.Today, register.Governance.Facts);
            var shown = register.Of(code, day, parsed.GetValue(all) ? Visibility.Private : Visibility.Public).OrderBy(i => Name(register, i.Person), StringComparer.Ordinal).ThenBy(i => i.Arose).ToList();
            var table = new TextTable("interest", "who", "type", "organisation", "code", "position", "from", "to", "declared", "shown", "handling");
            foreach (var i in shown)
                table.Row(i.Id, Name(register, i.Person), Interest.Words(i.Type), i.Organisation, $"{i.Code}", i.Through.Length > 0 ? $"{i.Position} (through {i.Through})" : i.Position, $"{i.Arose:yyyy-MM-dd}", $"{i.Ended:yyyy-MM-dd}",
                    $"{i.Declared:yyyy-MM-dd}{(i.LateBy(facts) is > 0 and var late ? $", {late} days late" : "")}",
                    i.PublicUntil(facts) is { } until ? i.VisibleOn(day, facts) == Visibility.Public ? $"until {until:yyyy-MM-dd}" : $"private until {i.PrivateUntil(facts):yyyy-MM-dd}" : "", i.Handling);
            return new(ExitCode.Done, shown.Count > 0 ? table.ToString() : $"No interest is on the register of {code} on {day:yyyy-MM-dd}.", new { body = code, on = day, interests = shown.Select(i => Json(register, i, day)) });
        });
    }

    private static Command About(Terminal terminal)
    {
        var sought = new Argument<string>("NAME|CODE") { Description = "An organisation, by its name or its ODS code" };
        var on = CommandLine.Day("--on", "The day asked about (default: today in England)");
        return Asking(terminal, "about", "Who has an interest in an organisation, at whichever body they declared it", [sought], [on], (parsed, register) =>
        {
            var (asked, day) = (parsed.GetRequiredValue(sought), parsed.GetValue(on) ?? terminal.Today);
            var (code, name) = InterestRegister.Asked(Workspace.At(parsed.GetValue<string?>("--workspace")).Evidence(NationalTables.Shipped).ToDate, asked, day);
            var found = register.About(code, name, day);
            var table = new TextTable("who", "at", "interest", "organisation as declared", "type", "position", "found by");
            foreach (var f in found)
                table.Row(Name(register, f.Interest.Person), $"{f.Interest.Body}", f.Interest.Id, f.Interest.Organisation, Interest.Words(f.Interest.Type), f.Interest.Position, f.By == "name" ? $"name, {f.Score} of 100" : f.By);
            return new(ExitCode.Done, found.Count > 0 ? table.ToString() : $"Nobody has declared an interest in {Finding.Quoted(asked)} that is public on {day:yyyy-MM-dd}.",
                new { asked, code, on = day, found = found.Select(f => new { f.Score, f.By, interest = Json(register, f.Interest, day), seats = register.Governance.SeatsOf(f.Interest.Person, day).Select(s => new { body = s.Appointment!.Body, committee = s.Committee.Title, s.Seat.Title }) }) });
        });
    }

    private static Command Match(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        return Asking(terminal, "match", "For interests without a code, the organisations of the register whose names are like theirs; a person confirms", [body], [], (parsed, register) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code))
                return Unknown(terminal);
            var known = Workspace.At(parsed.GetValue<string?>("--workspace")).Evidence(NationalTables.Shipped).ToDate;
            var match = new OrganisationMatch(NameSearch.Organisations(known).Concat(NameSearch.Practices(known)));
            var open = register.Interests.Where(i => i.Body == code && i.Matched.Length == 0).Select(i => (Interest: i, Candidates: match.Candidates(i.Organisation, 3))).ToList();
            var table = new TextTable("interest", "organisation as declared", "may be", "", "of 100").Right(4);
            foreach (var (interest, candidates) in open)
                foreach (var (n, candidate) in candidates.DefaultIfEmpty(new("", "nothing like it in the register", 0)).Index())
                    table.Row(n == 0 ? interest.Id : "", n == 0 ? interest.Organisation : "", candidate.Code, candidate.Name, candidate.Score > 0 ? $"{candidate.Score}" : "");
            return new(open.Count > 0 ? ExitCode.Findings : ExitCode.Done, open.Count > 0 ? $"{table}\n\n'./remit governance interests confirm INTEREST --as CODE' confirms one, '--as none' that it is none of them." : $"Every interest declared to {code} has its organisation.",
                new { body = code, open = open.Select(o => new { o.Interest.Id, o.Interest.Organisation, o.Candidates }) });
        });
    }

    private static Command Confirm(Terminal terminal)
    {
        var interest = Named();
        var code = new Option<string>("--as") { Description = "The ODS code of the organisation that it is about, or none", HelpName = "CODE|none", Required = true };
        return Changing(terminal, "confirm", "Confirm which organisation of the register an interest is about, or that it is none", "Confirmed", [interest], [code], (parsed, journal, before, act) =>
        {
            var known = Workspace.At(parsed.GetValue<string?>("--workspace")).Evidence(NationalTables.Shipped).ToDate;
            OdsCode? about = null;
            if (parsed.GetRequiredValue(code) is not "none" and var text)
            {
                if (!OdsCode.TryParse(text, out var given) || known.Find(given) is null && !(PracticeCode.TryParse(text, out var practice) && known.ListingsOf(practice).Count > 0))
                    return new("", $"{Finding.Quoted(text)} is no organisation that the register has, nor 'none'.", ExitCode.NotFound);
                about = given;
            }

            var declared = before.Interests.FirstOrDefault(i => i.Id == parsed.GetRequiredValue(interest));
            var score = about is { } a && declared is not null && known.Find(a) is { } organisation ? organisation.Standings.Max(s => OrganisationName.Of(s.Name).Likeness(OrganisationName.Of(declared.Organisation))) : (int?)null;
            RecordedInterests.Change(journal, parsed.GetRequiredValue(interest), new InterestMatched(about, score), act);
            return new(parsed.GetRequiredValue(interest), $"Confirmed: {parsed.GetRequiredValue(interest)} is about {(about is { } b ? $"{b}" : "no organisation of the register")}.");
        });
    }

    private static Command End(Terminal terminal)
    {
        var interest = Named();
        var last = Required(CommandLine.Day("--last", "The last day of it"));
        return Changing(terminal, "end", "Record that an interest ended; it stays public for six months, and in the private record for six years, counted from today if it ended before", null, [interest], [last], (parsed, journal, _, act) =>
        {
            RecordedInterests.Change(journal, parsed.GetRequiredValue(interest), new InterestEnded(parsed.GetValue(last)!.Value), act);
            return new(parsed.GetRequiredValue(interest), $"Ended: {parsed.GetRequiredValue(interest)}.");
        });
    }

    private static Command Review(Terminal terminal)
    {
        var interest = Named();
        var outcome = ActOptions.Line("--outcome", "What the guardian found", "TEXT", required: true);
        var handling = ActOptions.Line("--handling", "What is to be done about it", "TEXT");
        return Changing(terminal, "review", "Record the guardian's review of an interest", "Reviewed", [interest], [outcome, handling], (parsed, journal, _, act) =>
        {
            RecordedInterests.Change(journal, parsed.GetRequiredValue(interest), new InterestReviewed(parsed.GetValue(outcome)!, parsed.GetValue(handling)), act);
            return new(parsed.GetRequiredValue(interest), $"Reviewed: {parsed.GetRequiredValue(interest)}.");
        });
    }

    private static Command Return(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var person = Person();
        var on = CommandLine.Day("--on", "The day they said so (default: today in England)");
        var nil = new Option<bool>("--nil") { Description = "They have no interest at all" };
        return Changing(terminal, "return", "Record that somebody confirmed their interests, or with --nil that they have none", "Annual return", [body, person], [on, nil], (parsed, journal, before, act) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var to))
                return new("", "Wanted the code of a body.", ExitCode.Usage);
            var day = parsed.GetValue(on) ?? terminal.Today;
            RecordedInterests.Return(journal, before, parsed.GetRequiredValue(person), new(to, day, parsed.GetValue(nil)), act);
            return new(parsed.GetRequiredValue(person), $"Returned: {parsed.GetRequiredValue(person)}, {day:yyyy-MM-dd}{(parsed.GetValue(nil) ? ", nothing to declare" : "")}.");
        });
    }

    private static Command Due(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var by = CommandLine.Day("--on", "Everything that is due by this day (default: today in England)");
        return Asking(terminal, "due", "Who has not confirmed their interests in time, and which interests were declared late or not reviewed", [body], [by], (parsed, register) =>
        {
            if (!OdsCode.TryParse(parsed.GetRequiredValue(body), out var code))
                return Unknown(terminal);
            var day = parsed.GetValue(by) ?? terminal.Today;
            var due = register.Due(code, day);
            var late = register.Of(code, day).Where(i => i.LateBy(register.Governance.Facts) > 0).ToList();
            var open = register.Of(code, day).Where(i => i.Review.Length == 0).ToList();
            var lines = due.Select(d => $"{d.Due:yyyy-MM-dd}  {d.Person.Name}: {(d.Last is { } last ? $"last on {last:yyyy-MM-dd}" : "never")}")
                .Concat(late.Select(i => $"late        {Name(register, i.Person)}: {i.Id}, {i.Organisation}, {i.LateBy(register.Governance.Facts)} days"))
                .Concat(open.Select(i => $"unreviewed  {Name(register, i.Person)}: {i.Id}, {i.Organisation}")).Select(Finding.Shown).ToList();
            return new(lines.Count > 0 ? ExitCode.Findings : ExitCode.Done, lines.Count > 0 ? string.Join('\n', lines) : "Nothing is due.",
                new { body = code, on = day, due = due.Select(d => new { person = d.Person.Id, name = d.Person.Name, d.Last, d.Due }), late = late.Select(i => new { i.Id, days = i.LateBy(register.Governance.Facts) }), unreviewed = open.Select(i => i.Id) });
        });
    }

    /// <summary>What a question comes to: the exit code, what is said and what is said as JSON.</summary>
    internal sealed record Reply(int Code, string Said, object Json);

    /// <summary>What a change came to: what it is about, and what is said.</summary>
    internal sealed record Changed(string Id, string Said, int Code = ExitCode.Done);

    /// <summary>A verb that asks the register of interests.</summary>
    internal static Command Asking(Terminal terminal, string name, string description, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options, Func<ParseResult, InterestRegister, Reply> answer)
    {
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var (verb, workspace, json) = Verb(name, description, arguments, [.. options, known]);
        verb.SetAction(parsed =>
        {
            var reply = answer(parsed, RecordedInterests.In(Workspace.At(parsed.GetValue(workspace)), parsed.GetValue(known) is { } by ? Time.LondonClock.EndOfDay(by) : null));
            if (reply.Code is ExitCode.Done or ExitCode.Findings)
            {
                if (parsed.GetValue(json))
                    terminal.SayJson(reply.Json);
                else
                    terminal.Say(reply.Said);
            }

            return reply.Code;
        });
        return verb;
    }

    /// <summary>A verb that changes something in the register of interests.</summary>
    /// <param name="reason">Why, where the verb says it all.</param>
    /// <param name="after">Something more to be told once it is done.</param>
    internal static Command Changing(Terminal terminal, string name, string description, string? reason, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options, Func<ParseResult, KeptJournal, InterestRegister, Act, Changed> change, Func<InterestRegister, string, string?>? after = null)
    {
        var (verb, workspace, json) = Verb(name, description, arguments, options);
        var act = new ActOptions(reason);
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var at = Workspace.At(parsed.GetValue(workspace));
            var before = RecordedInterests.In(at);
            using var journal = KeptJournal.Open(at);
            var changed = change(parsed, journal, before, act.Read(parsed, terminal));
            if (changed.Code != ExitCode.Done)
                terminal.Note(changed.Said);
            else if (parsed.GetValue(json))
                terminal.SayJson(new { changed.Id });
            else
                terminal.Say(Finding.Shown(changed.Said));
            if (changed.Code == ExitCode.Done && after?.Invoke(RecordedInterests.In(at), changed.Id) is { } more)
                terminal.Note(more);
            return changed.Code;
        });
        return verb;
    }

    private static (Command Verb, Option<string?> Workspace, Option<bool> Json) Verb(string name, string description, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options)
    {
        var (workspace, json) = (RegisterOptions.Workspace(), CommandLine.Json());
        var verb = new Command(name, description) { workspace, json };
        foreach (var argument in arguments)
            verb.Add(argument);
        foreach (var option in options)
            verb.Add(option);
        return (verb, workspace, json);
    }

    internal static Argument<string> Person() => new("PERSON") { Description = "What stands for the person, such as ann-example" };

    internal static Option<DateOnly?> Required(Option<DateOnly?> option)
    {
        option.Required = true;
        return option;
    }

    internal static string Name(InterestRegister register, string person) => register.Governance.Find(person)?.Name ?? person;

    internal static Reply Unknown(Terminal terminal)
    {
        terminal.Note("Wanted the ODS code of a body, such as 00L.");
        return new(ExitCode.Usage, "", "");
    }

    private static Argument<string> Named() => new("INTEREST") { Description = "The name of an interest, such as ann-example/2" };

    private static object Json(InterestRegister register, Interest i, DateOnly day) => new
    {
        i.Id,
        i.Body,
        i.Person,
        name = Name(register, i.Person),
        i.Type,
        i.Nature,
        i.Organisation,
        i.Code,
        matched = i.Matched.Length > 0 ? i.Matched : null,
        i.Position,
        i.Arose,
        i.Ended,
        i.Declared,
        lateBy = i.LateBy(register.Governance.Facts),
        amount = i.Amount?.ToString(),
        through = i.Through.Length > 0 ? i.Through : null,
        handling = i.Handling.Length > 0 ? i.Handling : null,
        review = i.Review.Length > 0 ? i.Review : null,
        visible = i.VisibleOn(day, register.Governance.Facts),
        publicUntil = i.PublicUntil(register.Governance.Facts),
        privateUntil = i.PrivateUntil(register.Governance.Facts),
    };
}
