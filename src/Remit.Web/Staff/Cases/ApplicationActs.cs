using Remit.Access;
using Remit.Governance.Elections;
using Remit.Powers.Applications;
using Remit.Time;

namespace Remit.Web.Staff.Cases;

/// <summary>The moves of an application as forms, and forms as its steps.</summary>
internal static class ApplicationActs
{
    /// <summary>What can be done next, in the order in which it is usually done. A move that has nothing to be done to (no question that is open) is left out.</summary>
    /// <param name="ballots">The ballots held here whose result it can take.</param>
    /// <param name="may">Whether whoever is signed in may make a move.</param>
    public static IReadOnlyList<NextAct> Of(Application application, ApplicationRules rules, DateOnly today, IReadOnlyList<Election> ballots, Func<ApplicationMove, Ruling> may) =>
        [.. application.Moves(rules).Select(move => Form(move, application, rules, today, ballots, may(move))).Where(a => a.Fields.All(f => f.Choices is not { Count: 0 } || f.As == FilledAs.Several))];

    /// <summary>The step that a form comes to. Orders and schemes are no such step: they are made with their instruments.</summary>
    public static ApplicationStep Step(ApplicationMove move, Application application, ApplicationKind kind, FilledForm filled)
    {
        var on = On(filled);
        return move switch
        {
            ApplicationMove.Amend => new ApplicationAmended(on, ApplicationForm.Read(kind, filled, application.Id, application.Written)),
            ApplicationMove.Ask => new ApplicationQuestionAsked(on, filled.Needed("question")),
            ApplicationMove.Answer => new ApplicationQuestionAnswered(on, (int)filled.Number("question"), filled.Needed("answer")),
            ApplicationMove.PutInEvidence => new EvidencePutIn(on, filled.Needed("factor"), filled.Needed("shows"), filled.Text("document")),
            ApplicationMove.Assess => new FactorAssessed(on, filled.Needed("factor"), filled.Needed("standing"), filled.Lines(NextAct.Because)),
            ApplicationMove.SeekViews => new ViewsSought(on, filled.Needed("group"), filled.Needed("whom"), filled.Day("replyBy")),
            ApplicationMove.RecordViews => new ViewsGiven(on, (int)filled.Number("consultation"), filled.Needed("from"), filled.Needed("view"), filled.Needed("says")),
            ApplicationMove.TakeIntoAccount => new ViewsTakenIntoAccount(on, (int)filled.Number("consultation"), filled.Needed("how")),
            ApplicationMove.RecordVote => new MembersVoted(on, filled.Needed("body"), filled.Number("entitled"), filled.Number("for"), filled.Number("against"), filled.Number("abstained")),
            ApplicationMove.RecordGoverningBody => new GoverningBodyDecided(on, filled.Needed("body"), filled.Needed("word") == "agrees", filled.Lines(NextAct.Because)),
            ApplicationMove.HandOver => new ApplicationHandedOver(on, filled.Needed("to"), filled.Text("reference")),
            ApplicationMove.ApproveInPrinciple => new ApprovedInPrinciple(on, filled.Lines(NextAct.Because), filled.Lines("conditions")),
            ApplicationMove.MeetCondition => new ApprovalConditionMet(on, (int)filled.Number("condition"), filled.Needed("how")),
            ApplicationMove.Approve => new ApplicationApproved(on, filled.Lines(NextAct.Because), filled.Chosen("despite"), filled.Text("document")),
            ApplicationMove.Refuse => new ApplicationRefused(on, filled.Needed("by"), filled.Lines(NextAct.Because), filled.Text("document")),
            ApplicationMove.Withdraw => new ApplicationWithdrawn(on, filled.Lines(NextAct.Because)),
            ApplicationMove.Impose => new ChangeImposed(on, filled.Needed("ground"), filled.Lines(NextAct.Because), filled.Text("document")),
            ApplicationMove.TickStep => new ClosingStepDone(on, filled.Needed("step"), filled.Text("how")),
            ApplicationMove.ReopenStep => new ClosingStepReopened(on, filled.Needed("step"), filled.Text("how")),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "No form makes this step."),
        };
    }

    /// <summary>The field with the ballot that is cited; not there where none can be.</summary>
    public const string Ballot = "ballot";

    /// <summary>What stands against the figures of a vote as they were given: a ballot has its own, and without one they are wanted.</summary>
    public static IEnumerable<Finding> VoteWants(FilledForm filled) => filled.Text(Ballot) is { } cited
        ? Figures.Where(f => filled.Text(f) is not null).Select(f => new Finding("figures-too", Consequence.FileRefused, new("the form", 0, f), filled.Needed(f), $"nothing: the figures are those of {cited}"))
        : Figures.Where(f => filled.Text(f) is null).Select(f => new Finding("no-figures", Consequence.FileRefused, new("the form", 0, f), "nothing", "a number, 0 where there are none; or a ballot that was held here"));

    private static readonly string[] Figures = ["entitled", "for", "against", "abstained"];

    public static DateOnly On(FilledForm filled) => filled.Day("on")!.Value;

    private static NextAct Form(ApplicationMove move, Application application, ApplicationRules rules, DateOnly today, IReadOnlyList<Election> ballots, Ruling ruling)
    {
        var kind = application.KindUnder(rules)!;
        ActField on = new("on", "Day it was done", As: FilledAs.Day, Value: today.InWords);
        ActField because = new(NextAct.Because, "Reasons", "One to a line: a decision is in writing and with reasons", FilledAs.Lines);
        ActField document = new("document", "Where it is written", IsNeeded: false);
        var factors = application.FactorsUnder(rules);
        ActField factor = new("factor", "Factor", As: FilledAs.Choice, Choices: [.. factors.Select(f => (f.Factor.Id, $"{f.Factor.Id}: {f.Factor.Question}"))]);
        ActField body = new("body", "Body", As: FilledAs.Choice, Choices: [.. application.Written.BodiesConcerned().Select(b => (b, b))]);
        ActField consultation = new("consultation", "Consultation", As: FilledAs.Choice, Choices: [.. application.Consultations.Where(c => c.Closed is null).Select(c => ($"{c.Number}", $"{c.Number}. {c.Sought.Group}: {c.Sought.Whom}"))]);
        return move switch
        {
            ApplicationMove.Amend => Act("Amend what is applied for", [on, .. ApplicationForm.Fields(kind, today, application.Written)]) with { About = "What was assessed, asked, voted and agreed before must be so again." },
            ApplicationMove.Ask => Act("Ask the applicants a question", [on, new("question", "Question")], "A question to the applicants"),
            ApplicationMove.Answer => Act("Answer a question", [on, new("question", "Question", As: FilledAs.Choice, Choices: [.. application.Questions.Where(q => q.Answered is null).Select(q => ($"{q.Number}", $"{q.Number}. {q.Text}"))]), new("answer", "Answer")], "An answer of the applicants"),
            ApplicationMove.PutInEvidence => Act("Put in evidence on a factor", [on, factor, new("shows", "What it shows, in a line"), document], "Evidence was put in"),
            ApplicationMove.Assess => Act("Assess a factor", [on, factor, new("standing", "It is", As: FilledAs.Choice, Choices: [("met", "met"), ("not met", "not met"), ("not shown", "not shown")]), because]),
            ApplicationMove.SeekViews => Act("Ask somebody's views", [on, new("group", "Of which group they are",
                $"Such as {string.Join(", ", rules.ViewsOn(application.Written.Kind, application.Written.BodyKind, application.MadeOn).Select(v => v.Group).Append("patients").Distinct())}"), new("whom", "Who was asked"), new("replyBy", "Last day to reply", As: FilledAs.Day, IsNeeded: false)], "Views were asked"),
            ApplicationMove.RecordViews => Act("Record a reply", [on, consultation, new("from", "The body or group that replied", "No person by name"), new("view", "It was", As: FilledAs.Choice, Choices: [("for", "for"), ("against", "against"), ("neither", "neither")]), new("says", "What it said, in a line")], "A reply was received"),
            ApplicationMove.TakeIntoAccount => Act("Close a consultation", [on, consultation, new("how", "How the views were taken into account")], "A consultation was closed"),
            ApplicationMove.RecordVote => Act("Record a vote of members", [on, body, .. Held(), Count("entitled", "Votes of all who may vote"), Count("for", "Votes for"), Count("against", "Votes against"), Count("abstained", "Votes of those who abstained")], "A vote was counted") with { About = "Where lists are counted, these are their patients." },
            ApplicationMove.RecordGoverningBody => Act("Record the word of a governing body", [on, body, new("word", "It", As: FilledAs.Choice, Choices: [("agrees", "agrees"), ("declines", "declines")]), because]),
            ApplicationMove.HandOver => Act("Hand it over to be tested", [on, new("to", "To whom", Value: "authorisation"), new("reference", "A reference to the case there", IsNeeded: false)], "Handed over"),
            ApplicationMove.ApproveInPrinciple => Act("Approve it in principle", [on, because, new("conditions", "Conditions", As: FilledAs.Lines, IsNeeded: false)]),
            ApplicationMove.MeetCondition => Act("Record that a condition was met", [on, new("condition", "Condition", As: FilledAs.Choice, Choices: [.. application.Conditions.Where(c => c.Met is null).Select(c => ($"{c.Number}", $"{c.Number}. {c.Text}"))]), new("how", "How it was met")], "A condition was met"),
            ApplicationMove.Approve => Act("Approve it", [on, because, .. Despite(), document]),
            ApplicationMove.Refuse => Act("Refuse it", [on, because, new("by", "Who refuses it", As: FilledAs.Choice, Choices: [(kind.DecidedBy, kind.DecidedBy), .. application.Written.BodiesConcerned().Select(b => (b, b))], Value: kind.DecidedBy), document]),
            ApplicationMove.Withdraw => Act("Withdraw it", [on, because]),
            ApplicationMove.Impose => Act("Impose it", [on, new("ground", "Ground", As: FilledAs.Choice, Choices: [("consent", "consent of the bodies concerned"), ("tiling", "the law of tiling needs it"), ("statute", "a statute says so")]), because, document]),
            ApplicationMove.MakeOrders => Act("Make the orders", [on, document], "The orders were made") with { IsConfirmed = true, About = "The register as it would be is shown first, with every place at which the law of tiling would be broken. The instrument is then recorded in the same act." },
            ApplicationMove.MakeTransferScheme => Act("Make the transfer scheme", [on, new("what", "What passes", Value: "property, staff, rights and liabilities"), document], "A transfer scheme was made") with { IsConfirmed = true },
            ApplicationMove.TickStep => Act("Tick a step of the closing checklist", [on, Closing(ticked: false), new("how", "How it was done, or where that is written", IsNeeded: false)], "A closing step was done"),
            ApplicationMove.ReopenStep => Act("Open a ticked step again", [on, Closing(ticked: true), new("how", "Why", IsNeeded: false)], "A closing step was opened again"),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "No form makes this move."),
        };

        NextAct Act(string words, IReadOnlyList<ActField> fields, string? reason = null) => new(move.InWords(), words, ruling, fields) { Reason = reason };

        ActField Count(string id, string label) => new(id, label, As: FilledAs.Number, IsNeeded: ballots.Count == 0);

        IEnumerable<ActField> Held() => ballots.Count == 0 ? [] :
            [new(Ballot, "A ballot that was held here", "Its declared figures are taken. Else leave this open, and give the figures", FilledAs.Choice, false, [.. ballots.Select(b => (b.Id, $"{b.Id}: {b.Called.Title}, {(b.Answer!.Carried ? "carried" : "lost")}"))])];

        // A field without anything to choose would only puzzle: all are met.
        IEnumerable<ActField> Despite() => factors.Where(f => f.Standing is FactorStanding.NotMet or FactorStanding.NotShown).Select(f => (f.Factor.Id, $"{f.Factor.Id}: {f.Factor.Question}")).ToList() is { Count: > 0 } open
            ? [new("despite", "Despite these factors, which are not met or not shown", "The reasons answer each", FilledAs.Several, false, open)] : [];

        ActField Closing(bool ticked) => new("step", "Step", As: FilledAs.Choice, Choices: [.. application.ClosingUnder(rules).Where(c => c.Ticked is not null == ticked).Select(c => (c.Step.Id, $"{c.Step.Id}: {c.Step.Due.Step}"))]);
    }
}
