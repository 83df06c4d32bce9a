using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Powers.Applications;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers.Applications;

namespace Remit.Cli.Applications;

/// <summary><c>application show ID</c>: where an application stands, what was done by whom, what is outstanding, what can be done next.</summary>
internal static class ApplicationShow
{
    public static Command Make(Terminal terminal)
    {
        var id = Id();
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("show", "Show where an application stands: factors, consultations, votes, conditions, what is outstanding and what can be done next, and every step by whom") { id, workspace, json };
        verb.SetAction(parsed => With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (_, _, application) => Answer(terminal, application, parsed.GetValue(json), whole: true)));
        return verb;
    }

    public static Argument<string> Id() => new("APPLICATION") { Description = "The id of an application, as './remit application list' shows it" };

    /// <summary>Does something with an application, or says that there is none of that id.</summary>
    public static int With(Terminal terminal, string? workspace, string id, Func<Workspace, KeptJournal, Application, int> work) => JournalOptions.WithJournal(terminal, workspace, journal =>
    {
        if (RecordedApplications.Find(journal, id) is { } application)
            return work(Workspace.At(workspace), journal, application);
        terminal.Note($"There is no application {Finding.Quoted(id)}. './remit application list' shows those there are.");
        return ExitCode.NotFound;
    });

    public static int Answer(Terminal terminal, Application application, bool json, bool whole = false)
    {
        if (json)
            terminal.SayJson(Json(terminal, application));
        else
            Print(terminal, application, whole);
        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, Application application, bool whole)
    {
        var (rules, written) = (ApplicationTables.Shipped, application.Written);
        var kind = application.KindUnder(rules);
        terminal.Say($"{application.Id}: {written.Kind}, {written.BodyKind}, from {written.From:yyyy-MM-dd}");
        terminal.Say($"Stage    {application.Stage.InWords()}, since {application.StageSince:yyyy-MM-dd}");
        terminal.Say($"By       {Shown(written.By)}, made on {application.MadeOn:yyyy-MM-dd}");
        terminal.Say($"Case     {Finding.Shown(written.Case)}");
        if (written.BodiesConcerned().Count > 0)
            terminal.Say($"Bodies   {Shown(written.BodiesConcerned())}");
        foreach (var body in written.Becomes ?? [])
            terminal.Say($"Becomes  {body.Code} {Finding.Shown(body.Name ?? "")}{(body.Location is { } location ? $", through {location}" : "")}{(body.Constitution is { } text ? $"; constitution: {Finding.Shown(text)}" : "")}");
        if (written.Losing is { Count: > 0 } losing)
            terminal.Say($"Losing   {Shown(losing)}");
        if (written.Practices is { Count: > 0 } practices)
            terminal.Say($"Practices {Shown(practices)}{(written.Leaves is { } leaves ? $", from {leaves}" : "")}{(written.Joins is { } joins ? $", to {joins}" : "")}");
        if (kind is not null)
            terminal.Say($"Under    {kind.Power}; {kind.DecidedBy} decides{(rules.Edition(written.Kind, written.BodyKind, application.MadeOn) is { } edition ? $", by {edition.Title}" : "; no edition of the procedure is known for that day")}{Doubted(kind.Source.Confidence)}");
        if (!whole && application.Steps.Count > 1)
            terminal.Say($"Done     {Line(application.Steps[^1])}");

        terminal.SaySection("Factors", application.FactorsUnder(rules).SelectMany(f => ((string[])[
            $"{Application.InWords(f.Standing),-10} {f.Factor.Id}: {f.Factor.Question}{(f.Factor.IsMust ? " (must be met)" : "")}{Doubted(f.Factor.Source.Confidence)}"])
            .Concat(f.Evidence.Select(e => $"             evidence: {Finding.Shown(((EvidencePutIn)e.Step).Shows)}{(((EvidencePutIn)e.Step).Document is { } d ? $" [{Finding.Shown(d)}]" : "")}"))
            .Concat(f.Assessment is { } a ? ((FactorAssessed)a.Step).Reasons.Select(r => $"             {(f.Standing == FactorStanding.Untested ? "before it was amended" : "because")}: {Finding.Shown(r)}") : [])));
        terminal.SaySection("Questions", application.Questions.Select(q => $"{q.Number}. {Finding.Shown(q.Text)} {(q.Answered is { Step: ApplicationQuestionAnswered answer } ? $"Answer: {Finding.Shown(answer.Answer)}" : "(no answer yet)")}"));
        terminal.SaySection("Consultations", application.Consultations.SelectMany(c => ((string[])[
            $"{c.Number}. {c.Sought.Group}: {Finding.Shown(c.Sought.Whom)}, asked on {c.Sought.On:yyyy-MM-dd}{(c.Counts ? "" : ", before it was amended")}{(c.Closed is { } closed ? $", closed on {closed.Step.On:yyyy-MM-dd}: {Finding.Shown(((ViewsTakenIntoAccount)closed.Step).How)}" : ", open")}"])
            .Concat(c.Replies.Select(r => (ViewsGiven)r.Step).Select(r => $"   {Finding.Shown(r.From)}, {r.View}: {Finding.Shown(r.Says)}"))));
        terminal.SaySection("Votes", application.Votes.Select(v => $"{v.Asked.Body}, {v.Asked.Counted}, needs {v.Asked.Needs}: {(v.Result is { } r ? $"{r.For:N0} for, {r.Against:N0} against, {r.Abstained:N0} abstained of {r.Entitled:N0}: {(v.Carried == true ? "carried" : "lost")}" : "not held")}"));
        terminal.SaySection("Governing bodies", application.GoverningBodies.Where(g => g.Decided is not null).Select(g => (g.Body, Word: (GoverningBodyDecided)g.Decided!.Step))
            .Select(g => $"{g.Body} {(g.Word.Agreed ? "agreed" : "declined")} on {g.Word.On:yyyy-MM-dd}: {Shown(g.Word.Reasons)}"));
        terminal.SaySection("Conditions", application.Conditions.Select(c => $"{c.Number}. {Finding.Shown(c.Text)} ({(c.Met is { } met ? $"met on {met.Step.On:yyyy-MM-dd}: {Finding.Shown(((ApprovalConditionMet)met.Step).How)}" : "open")})"));
        terminal.SaySection("Instruments", application.Instruments);
        if (application.Stage is ApplicationStage.Approved or ApplicationStage.Imposed or ApplicationStage.Ordered)
            terminal.SaySection("Closing checklist", application.ClosingUnder(rules).Select(c =>
                $"[{(c.Ticked is null ? ' ' : 'x')}] {(c.Due is { } due ? $"{due:yyyy-MM-dd}" : "no day    ")} {c.Step.Id}: {c.Step.Due.Step}{(c.Ticked is { } t ? $" (ticked on {t.Step.On:yyyy-MM-dd} by {Finding.Shown(t.Act.By)})" : "")}"));
        var outstanding = application.Outstanding(rules, terminal.Today);
        terminal.SaySection("Outstanding",
        [
            .. outstanding.Where(f => f.Code == "factor-untested").Select(f => f.Place.Column).ToList() is { Count: > 0 } untested ? [$"to be assessed: {string.Join(", ", untested)}"] : (string[])[],
            .. outstanding.Where(f => f.Code != "factor-untested").Select(f => $"{(f.Consequence == Consequence.Note ? "note: " : "")}{f.Place.Column}: {Finding.Shown(f.Found)}; wanted {f.Wanted}"),
        ]);
        terminal.SaySection("Next", application.Moves(rules) is { Count: > 0 } moves ? [string.Join(", ", moves.Select(m => m.InWords()))] : []);
        if (whole)
            terminal.SaySection("Steps", application.Steps.Select(Line));
    }

    private static string Line(StepDone done) =>
        $"{done.Version}. {done.Step.On:yyyy-MM-dd} {ApplicationMoves.Of(done.Step).InWords()}{Said(done.Step)}, by {Finding.Shown(done.Act.By)} ({Finding.Shown(done.Act.Capacity)}): {Finding.Shown(done.Act.Reason)}";

    private static string Said(ApplicationStep step) => step switch
    {
        FactorAssessed s => $" {s.Factor} {s.Standing}",
        ApplicationApproved { Despite.Count: > 0 } s => $" despite {string.Join(", ", s.Despite)}: {Shown(s.Reasons)}",
        ApplicationApproved s => $": {Shown(s.Reasons)}",
        ApprovedInPrinciple s => $": {Shown(s.Reasons)}",
        ApplicationRefused s => $" by {s.By}: {Shown(s.Reasons)}",
        ApplicationWithdrawn s => $": {Shown(s.Reasons)}",
        ChangeImposed s => $" on the ground of {s.Ground}: {Shown(s.Reasons)}",
        ApplicationHandedOver s => $" to {Finding.Shown(s.To)}{(s.Reference is { } r ? $" ({Finding.Shown(r)})" : "")}",
        OrdersMade s => $": {string.Join(", ", s.Instruments)}{(s.Tiling is { } tiling ? $"; tiling {tiling}" : "")}",
        TransferSchemeMade s => $": {s.Instrument}",
        ClosingStepDone s => $" {s.Step}",
        ClosingStepReopened s => $" {s.Step}",
        EvidencePutIn s => $" on {s.Factor}",
        MembersVoted s => $" of {s.Body}",
        GoverningBodyDecided s => $" of {s.Body}",
        _ => "",
    };

    private static object Json(Terminal terminal, Application application)
    {
        var rules = ApplicationTables.Shipped;
        return new
        {
            application.Id,
            application.Version,
            application.Stage,
            application.MadeOn,
            application = application.Written,
            under = application.KindUnder(rules)?.Power,
            procedure = rules.Edition(application.Written.Kind, application.Written.BodyKind, application.MadeOn)?.Title,
            factors = application.FactorsUnder(rules).Select(f => new { f.Factor.Id, f.Factor.Question, f.Factor.IsMust, f.Factor.Basis, f.Standing, f.Factor.Source.Confidence, evidence = f.Evidence.Select(e => ((EvidencePutIn)e.Step).Shows) }),
            questions = application.Questions.Select(q => new { q.Number, q.Text, answer = (q.Answered?.Step as ApplicationQuestionAnswered)?.Answer }),
            consultations = application.Consultations.Select(c => new { c.Number, c.Sought.Group, c.Sought.Whom, asked = c.Sought.On, c.Counts, closed = c.Closed?.Step.On, replies = c.Replies.Select(r => (ViewsGiven)r.Step).Select(r => new { r.From, r.View, r.Says }) }),
            votes = application.Votes.Select(v => new { v.Asked.Body, v.Asked.Counted, v.Asked.Needs, v.Result?.For, v.Result?.Against, v.Result?.Abstained, v.Result?.Entitled, v.Carried }),
            conditions = application.Conditions.Select(c => new { c.Number, c.Text, met = c.Met?.Step.On }),
            application.Instruments,
            closing = application.ClosingUnder(rules).Select(c => new { c.Step.Id, c.Due, c.Step.Due.Step, done = c.Ticked?.Step.On }),
            outstanding = application.Outstanding(rules, terminal.Today).Select(f => new { f.Code, at = f.Place.Column, f.Found, f.Wanted, prevents = f.Consequence != Consequence.Note }),
            next = application.Moves(rules).Select(m => m.InWords()),
            steps = application.Steps.Select(s => new { s.Version, s.Step.On, step = ApplicationMoves.Of(s.Step).InWords(), s.Act.By, s.Act.Capacity, s.Act.Reason }),
        };
    }

    private static string Doubted(string confidence) => confidence is "high" or "" ? "" : $" (confidence {confidence})";

    private static string Shown(IEnumerable<string> lines) => Finding.Shown(string.Join("; ", lines));
}
