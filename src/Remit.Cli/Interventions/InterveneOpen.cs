using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Powers.Interventions;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers;

namespace Remit.Cli.Interventions;

/// <summary><c>intervene open</c>, <c>term</c>, <c>strike</c>, <c>consult</c>, <c>hear</c> and <c>drop</c>: all that goes before a decision.</summary>
internal static class InterveneOpen
{
    public static Command Make(Terminal terminal)
    {
        var id = InterveneVerb.Id();
        var kind = new Option<string>("--kind") { Description = "What it would be: direction, 'special measures' or 'emergency direction'", HelpName = "KIND", DefaultValueFactory = _ => "direction" };
        var title = ActOptions.Line("--title", "What it is called", "TEXT", required: true);
        var of = new Option<string[]>("--of") { Description = "Whom it is about: codes, or 'each CCG', 'each ICB'", HelpName = "CODE", Required = true, AllowMultipleArgumentsPerToken = true };
        var ground = ActOptions.Line("--ground", "The ground: failing, 'has failed', 'at significant risk'; 'persistent failure'; emergency", "TEXT", required: true);
        var evidence = ActOptions.Line("--evidence", "What shows it, in a line, and where that is", "TEXT", required: true);
        var functions = new Option<string[]?>("--functions") { Description = "The functions that are not discharged (default: the body as a whole)", HelpName = "FUNCTION", AllowMultipleArgumentsPerToken = true };
        var act = new ActOptions();
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("open", "Open an intervention: whom it is about, the ground, and what shows it") { id, kind, title, of, ground, evidence, functions, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var at = Workspace.At(parsed.GetValue(workspace));
            var powers = RecordedInstruments.Powers(at);
            using var journal = KeptJournal.Open(at);
            var opened = RecordedInterventions.Open(journal, parsed.GetRequiredValue(id), new(parsed.GetRequiredValue(kind), parsed.GetRequiredValue(title)!, parsed.GetRequiredValue(of),
                parsed.GetRequiredValue(ground)!, parsed.GetRequiredValue(evidence)!, Several(parsed, functions)), powers, act.Read(parsed, terminal));
            InterveneShow.Answer(terminal, journal, opened, powers, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return verb;
    }

    public static Command Term(Terminal terminal)
    {
        var clause = new Argument<string>("CLAUSE") { Description = "The number of the term, or a word for it: by it the term is lifted one day" };
        var does = new Option<string>("--does") { Description = "What it does: stops, moves, replaces, requires; allows, in an emergency", HelpName = "EFFECT", Required = true };
        var of = new Option<string?>("--of") { Description = "Whose function it is, or who is told", HelpName = "CODE", Required = true };
        var to = new Option<string?>("--to") { Description = "Who takes it over, or may exercise it too", HelpName = "CODE|NAME" };
        var functions = new Option<string[]?>("--functions") { Description = "The functions it is about", HelpName = "FUNCTION", AllowMultipleArgumentsPerToken = true };
        var what = ActOptions.Line("--what", "What is required, or which office is replaced: the office, never the person", "TEXT");
        var liable = new Option<string?>("--liable") { Description = "Who is liable: stays, passes or not-stated", HelpName = "WORD" };
        return InterveneVerb.Step(terminal, "term", "Propose a term. A function is moved by a term of its own, beside the one that stops it: the two are made together, and linked", [clause, does, of, to, functions, what, liable],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Do(journal, intervention, new TermProposed(new(parsed.GetRequiredValue(clause), parsed.GetRequiredValue(does), Several(parsed, functions),
                Of: parsed.GetValue(of), To: parsed.GetValue(to), What: parsed.GetValue(what), Liable: parsed.GetValue(liable))), powers, act));
    }

    public static Command Strike(Terminal terminal)
    {
        var clause = new Argument<string>("CLAUSE") { Description = "The number of the term" };
        return InterveneVerb.Step(terminal, "strike", "Strike out a term that was proposed", [clause],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Do(journal, intervention, new TermStruck(parsed.GetRequiredValue(clause)), powers, act));
    }

    public static Command Consult(Terminal terminal)
    {
        var (body, on, document) = Asked("The body that was asked", "The day it was asked (default: today)");
        return InterveneVerb.Step(terminal, "consult", "Record that a body was consulted on the terms, or asked for its representations", [body, on, document],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Do(journal, intervention, new BodyConsulted(parsed.GetRequiredValue(body), parsed.GetValue(on) ?? terminal.Today, parsed.GetValue(document)), powers, act));
    }

    public static Command Hear(Terminal terminal)
    {
        var (body, on, document) = Asked("The body that made them", "The day they were made (default: today)");
        var says = ActOptions.Line("--says", "What they come to, in a line; 'none' where it has none to make", "TEXT", required: true);
        return InterveneVerb.Step(terminal, "hear", "Record the representations of a body", [body, on, says, document],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Do(journal, intervention, new RepresentationsMade(parsed.GetRequiredValue(body), parsed.GetValue(on) ?? terminal.Today, parsed.GetRequiredValue(says)!, parsed.GetValue(document)), powers, act));
    }

    public static Command Drop(Terminal terminal)
    {
        var on = CommandLine.Day("--on", "The day of the decision (default: today)");
        var decision = InterveneVerb.Decision();
        return InterveneVerb.Step(terminal, "drop", "Decide not to intervene; the reasons stay on record", [on, decision],
            (parsed, journal, intervention, powers, act) => RecordedInterventions.Do(journal, intervention, new InterventionDropped(parsed.GetValue(on) ?? terminal.Today, parsed.GetValue(decision)), powers, act));
    }

    private static (Argument<string> Body, Option<DateOnly?> On, Option<string?> Document) Asked(string body, string on) =>
        (new("BODY") { Description = $"{body}, by its code" }, CommandLine.Day("--on", on), ActOptions.Line("--document", "Where the letter is", "TEXT"));

    private static string[]? Several(ParseResult parsed, Option<string[]?> option) => parsed.GetValue(option) is { Length: > 0 } given ? given : null;
}
