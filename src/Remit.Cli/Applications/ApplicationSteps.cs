using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Powers.Applications;
using Remit.Storage;
using Remit.Storage.Governance.Elections;
using Remit.Storage.Journal;
using Remit.Storage.Powers.Applications;
using Remit.Storage.Register;

namespace Remit.Cli.Applications;

/// <summary>The verbs beneath <c>application</c> that each take one step.</summary>
internal static class ApplicationSteps
{
    private const string Because = "The reasons of a decision: repeat it for each";

    public static IEnumerable<Command> All(Terminal terminal)
    {
        var text = Text("TEXT", "In a line");
        var number = new Argument<int>("NUMBER") { Description = "Its number, as './remit application show' gives it" };
        var because = Repeated("--because", Because, "TEXT");
        var document = ActOptions.Line("--document", "Where it is written", "TEXT");
        var body = Text("BODY", "The code of a body concerned");
        var factor = Text("FACTOR", "The factor, as './remit application show' names it");

        var standing = new Argument<string>("STANDING") { Description = "met, not-met or not-shown" };
        standing.AcceptOnlyFromAmong("met", "not-met", "not-shown");
        var group = Text("GROUP", "Of which group they are, such as members, councils, patients, Healthwatch or 'other groups affected'");
        var whom = ActOptions.Line("--whom", "Who was asked", "TEXT", required: true);
        var replyBy = CommandLine.Day("--reply-by", "The last day to reply");
        var from = ActOptions.Line("--from", "The body or group that replied; no person by name", "TEXT", required: true);
        var view = new Option<string>("--view") { Description = "for, against or neither", HelpName = "VIEW", Required = true };
        view.AcceptOnlyFromAmong("for", "against", "neither");
        var says = ActOptions.Line("--says", "What it said, in a line", "TEXT", required: true);
        var (entitled, votesFor, against, abstained) = (Count("--entitled", "Votes of all who may vote"), Count("--for", "Votes for"), Count("--against", "Votes against"), Count("--abstained", "Votes of those who abstained"));
        var ballot = BallotCited.Option(entitled, votesFor, against, abstained);
        var word = new Argument<string>("WORD") { Description = "agrees or declines" };
        word.AcceptOnlyFromAmong("agrees", "declines");
        var to = ActOptions.Line("--to", "To whom (default: authorisation)", "TEXT");
        var reference = ActOptions.Line("--reference", "A reference to the case there", "TEXT");
        var conditions = Repeated("--condition", "A condition: repeat it for each", "TEXT");
        var despite = Repeated("--despite", "A factor that is weighed and was found not met or not shown, which the reasons answer: repeat it for each", "FACTOR");
        var decidedBy = ActOptions.Line("--decided-by", "Who refused it: whoever decides, or a body concerned that declined (default: NHS England)", "CODE|NAME");
        var ground = new Option<string>("--ground") { Description = "consent, tiling or statute", HelpName = "GROUND", Required = true };
        ground.AcceptOnlyFromAmong("consent", "tiling", "statute");
        var step = Text("STEP", "The step, as './remit application show' names it");
        var what = ActOptions.Line("--what", "What passes (default: property, staff, rights and liabilities)", "TEXT");
        var how = ActOptions.Line("--how", "How it was done, or where that is written", "TEXT");

        return
        [
            Step(terminal, "ask", "Record a question to the applicants", "A question to the applicants", [text], (p, on) => new ApplicationQuestionAsked(on, p.GetRequiredValue(text))),
            Step(terminal, "answer", "Record their answer to a question", "An answer of the applicants", [number, text], (p, on) => new ApplicationQuestionAnswered(on, p.GetRequiredValue(number), p.GetRequiredValue(text))),
            Step(terminal, "evidence", "Put in evidence on a factor", "Evidence was put in", [factor, text, document], (p, on) => new EvidencePutIn(on, p.GetRequiredValue(factor), p.GetRequiredValue(text), p.GetValue(document))),
            Step(terminal, "assess", "Say whether a factor is met, and why", "A factor was assessed", [factor, standing, because],
                (p, on) => new FactorAssessed(on, p.GetRequiredValue(factor), p.GetRequiredValue(standing).Replace('-', ' '), p.GetValue(because) ?? [])),
            Step(terminal, "consult", "Record that somebody's views were asked", "Views were asked", [group, whom, replyBy], (p, on) => new ViewsSought(on, p.GetRequiredValue(group), p.GetValue(whom)!, p.GetValue(replyBy))),
            Step(terminal, "reply", "Record a reply to a consultation", "A reply was received", [number, from, view, says],
                (p, on) => new ViewsGiven(on, p.GetRequiredValue(number), p.GetValue(from)!, p.GetValue(view)!, p.GetValue(says)!)),
            Step(terminal, "take-into-account", "Close a consultation, and write down how the views were taken into account", "A consultation was closed", [number, text],
                (p, on) => new ViewsTakenIntoAccount(on, p.GetRequiredValue(number), p.GetRequiredValue(text))),
            BallotCited.Wanting(ballot, [entitled, votesFor, against], Verb(terminal, "vote", "Record a vote of the members of a body, or take the figures of a ballot that was held here", "A vote was counted", [body, entitled, votesFor, against, abstained, ballot],
                (p, at, journal, application, on, act) => RecordedApplications.Take(journal, at.Evidence(NationalTables.Shipped).ToDate, ApplicationTables.Shipped, application,
                    p.GetValue(ballot) is { } held ? RecordedElections.VoteFor(journal, application, p.GetRequiredValue(body), held, on)
                        : new MembersVoted(on, p.GetRequiredValue(body), p.GetValue(entitled) ?? 0, p.GetValue(votesFor) ?? 0, p.GetValue(against) ?? 0, p.GetValue(abstained) ?? 0), act))),
            Step(terminal, "governing-body", "Record that the governing body of a body concerned agrees or declines", "A governing body decided", [body, word, because],
                (p, on) => new GoverningBodyDecided(on, p.GetRequiredValue(body), p.GetValue(word) == "agrees", p.GetValue(because) ?? [])),
            Step(terminal, "hand-over", "Hand an establishment over to be tested elsewhere", "Handed over", [to, reference], (p, on) => new ApplicationHandedOver(on, p.GetValue(to) ?? "authorisation", p.GetValue(reference))),
            Step(terminal, "approve-in-principle", "Approve a change in principle, on conditions", null, [because, conditions], (p, on) => new ApprovedInPrinciple(on, p.GetValue(because) ?? [], p.GetValue(conditions) ?? [])),
            Step(terminal, "meet", "Record that a condition was met", "A condition was met", [number, text], (p, on) => new ApprovalConditionMet(on, p.GetRequiredValue(number), p.GetRequiredValue(text))),
            Step(terminal, "approve", "Approve a change, finally", null, [because, despite, document], (p, on) => new ApplicationApproved(on, p.GetValue(because) ?? [], p.GetValue(despite) ?? [], p.GetValue(document))),
            Step(terminal, "refuse", "Refuse an application, in writing and with reasons", null, [because, decidedBy, document],
                (p, on) => new ApplicationRefused(on, p.GetValue(decidedBy) ?? "NHS England", p.GetValue(because) ?? [], p.GetValue(document))),
            Step(terminal, "withdraw", "Record that the applicants took their application back", null, [because], (p, on) => new ApplicationWithdrawn(on, p.GetValue(because) ?? [])),
            Step(terminal, "impose", "Impose a change that nobody applied for", null, [ground, because, document], (p, on) => new ChangeImposed(on, p.GetValue(ground)!, p.GetValue(because) ?? [], p.GetValue(document))),
            Verb(terminal, "order", "Make the orders that bring a change about: the law of tiling is checked first, and the instrument is recorded in the same act", null, [document],
                (p, at, journal, application, on, act) => RecordedApplications.MakeOrders(journal, at.Evidence(NationalTables.Shipped).ToDate, ApplicationTables.Shipped, application, on, p.GetValue(document), act)),
            Verb(terminal, "transfer", "Make the transfer scheme, and record it in the same act", "A transfer scheme was made", [what, document],
                (p, _, journal, application, on, act) => RecordedApplications.MakeTransferScheme(journal, ApplicationTables.Shipped, application, on, p.GetValue(what) ?? "property, staff, rights and liabilities", p.GetValue(document), act)),
            Step(terminal, "tick", "Tick a step of the closing checklist", "A closing step was done", [step, how], (p, on) => new ClosingStepDone(on, p.GetRequiredValue(step), p.GetValue(how))),
            Step(terminal, "reopen", "Open a ticked step of the closing checklist again", null, [step], (p, on) => new ClosingStepReopened(on, p.GetRequiredValue(step), null)),
        ];
    }

    /// <summary>A verb that takes one step, and shows what the application then is.</summary>
    /// <param name="reason">Why, where the step says it all; nothing where a person must say.</param>
    public static Command Step(Terminal terminal, string name, string description, string? reason, IEnumerable<Symbol> symbols, Func<ParseResult, DateOnly, ApplicationStep> step) =>
        Verb(terminal, name, description, reason, symbols, (parsed, at, journal, application, on, act) =>
            RecordedApplications.Take(journal, at.Evidence(NationalTables.Shipped).ToDate, ApplicationTables.Shipped, application, step(parsed, on), act));

    /// <summary>A verb that does something about one application.</summary>
    public static Command Verb(
        Terminal terminal, string name, string description, string? reason, IEnumerable<Symbol> symbols, Func<ParseResult, Workspace, KeptJournal, Application, DateOnly, Remit.Act, Application> take)
    {
        var id = ApplicationShow.Id();
        var on = CommandLine.Day("--on", "The day it was done (default: today)");
        var act = new ActOptions(reason);
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command(name, description) { id, on, workspace, json };
        foreach (var symbol in symbols)
            if (symbol is Argument argument)
                verb.Add(argument);
            else
                verb.Add((Option)symbol);
        act.AddTo(verb);
        verb.SetAction(parsed => ApplicationShow.With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (at, journal, application) =>
            ApplicationShow.Answer(terminal, take(parsed, at, journal, application, parsed.GetValue(on) ?? terminal.Today, act.Read(parsed, terminal)), parsed.GetValue(json))));
        return verb;
    }

    private static Argument<string> Text(string name, string description) => new(name) { Description = description };

    private static Option<string[]?> Repeated(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    private static Option<long?> Count(string name, string description) =>
        new(name) { Description = $"{description}; where lists are counted, their patients", HelpName = "COUNT" };
}
