namespace Remit.Powers.Applications;

/// <summary>A step as it was recorded.</summary>
/// <param name="Version">Its number in the application, from 1.</param>
public sealed record StepDone(long Version, ApplicationStep Step, Act Act);

/// <summary>How a factor stands.</summary>
public enum FactorStanding
{
    /// <summary>Nobody has assessed it since the application was made or last amended.</summary>
    Untested,
    Met,
    NotMet,

    /// <summary>What was put in does not show whether it is met.</summary>
    NotShown,
}

/// <summary>A factor, and what was found.</summary>
/// <param name="Assessment">The last assessment; it counts only if the application was not amended since.</param>
public sealed record FactorTested(ApplicationFactor Factor, FactorStanding Standing, StepDone? Assessment, IReadOnlyList<StepDone> Evidence);

public sealed record QuestionPut(int Number, StepDone Asked, StepDone? Answered)
{
    public string Text => ((ApplicationQuestionAsked)Asked.Step).Question;
}

/// <param name="Counts">Whether it was begun since the application was made or last amended.</param>
public sealed record ConsultationHeld(int Number, StepDone Opened, IReadOnlyList<StepDone> Replies, StepDone? Closed, bool Counts)
{
    public ViewsSought Sought => (ViewsSought)Opened.Step;
}

public sealed record ApprovalCondition(int Number, string Text, StepDone? Met);

/// <summary>A vote that a constitution asks for, and how it went.</summary>
/// <param name="Held">None where it was not held.</param>
public sealed record VoteCounted(WrittenVote Asked, StepDone? Held)
{
    public MembersVoted? Result => Held?.Step as MembersVoted;

    /// <summary>Whether it carried; none where it was not held.</summary>
    public bool? Carried => Result is { } result && VotingThreshold.TryParse(Asked.Needs, out var threshold) ? threshold.IsReached(result.Entitled, result.For, result.Against) : null;
}

/// <param name="Due">The day; none where none is known.</param>
/// <param name="Ticked">None while it is open.</param>
public sealed record ClosingStepStanding(ClosingStep Step, DateOnly? Due, StepDone? Ticked);

/// <summary>An application to make, vary, merge or end bodies, with everything that was done about it. It is worked out of its steps alone.</summary>
public sealed class Application
{
    /// <summary>The most that a vote can count, more than there are people to vote.</summary>
    private const long MostCounted = 100_000_000;

    /// <param name="steps">In order, the first being that it was made.</param>
    /// <exception cref="ArgumentException">They could not have been done in that order.</exception>
    public Application(IReadOnlyList<StepDone> steps)
    {
        if (steps is not [{ Step: ApplicationMade made }, ..])
            throw new ArgumentException("An application begins with being made.", nameof(steps));
        Steps = steps;
        (MadeOn, StageSince) = (made.On, made.On);
        Written = made.Application;
        foreach (var step in steps.Skip(1))
        {
            var after = ApplicationMoves.After(Stage, ApplicationMoves.Of(step.Step)) ?? throw new ArgumentException($"{step.Step.GetType().Name} cannot follow where the stage is {Stage}.", nameof(steps));
            if (after != Stage)
                (Stage, StageSince) = (after, step.Step.On);
            if (step.Step is ApplicationAmended amended)
                (Written, AmendedAt) = (amended.Application, amended.Application.IsSameButForCodes(Written) ? AmendedAt : step.Version);
        }
    }

    public string Id => Written.Id;

    /// <summary>Every vote that any version of it asked for, so that one that was held is not lost by way of a version between.</summary>
    private IEnumerable<WrittenVote> VotesAsked() =>
        Steps.Select(s => s.Step switch { ApplicationMade made => made.Application, ApplicationAmended amended => amended.Application, _ => null }).SelectMany(w => w?.Votes ?? []).OfType<WrittenVote>().Distinct();

    /// <summary>The version that its stream has reached.</summary>
    public long Version => Steps[^1].Version;

    /// <summary>What is applied for, as last amended.</summary>
    public WrittenApplication Written { get; }

    /// <summary>The day the application was made, by which its rules are chosen.</summary>
    public DateOnly MadeOn { get; }

    public ApplicationStage Stage { get; }

    /// <summary>The day on which it came to its stage.</summary>
    public DateOnly StageSince { get; }

    public IReadOnlyList<StepDone> Steps { get; }

    private long AmendedAt { get; }

    /// <summary>The last amendment after which whatever was assessed, asked, voted and agreed must be so again; none where there was none.</summary>
    public StepDone? Amended => Steps.FirstOrDefault(s => s.Version == AmendedAt);

    public IReadOnlyList<QuestionPut> Questions => [.. Done<ApplicationQuestionAsked>().Select((asked, i) =>
        new QuestionPut(i + 1, asked, Done<ApplicationQuestionAnswered>().LastOrDefault(a => ((ApplicationQuestionAnswered)a.Step).Question == i + 1)))];

    public IReadOnlyList<ConsultationHeld> Consultations => [.. Done<ViewsSought>().Select((opened, i) => new ConsultationHeld(i + 1, opened,
        [.. Done<ViewsGiven>().Where(v => ((ViewsGiven)v.Step).Consultation == i + 1)], Done<ViewsTakenIntoAccount>().LastOrDefault(v => ((ViewsTakenIntoAccount)v.Step).Consultation == i + 1), opened.Version > AmendedAt))];

    public IReadOnlyList<ApprovalCondition> Conditions => [.. Done<ApprovedInPrinciple>().SelectMany(a => ((ApprovedInPrinciple)a.Step).Conditions).Select((text, i) =>
        new ApprovalCondition(i + 1, text, Done<ApprovalConditionMet>().LastOrDefault(m => ((ApprovalConditionMet)m.Step).Condition == i + 1)))];

    /// <summary>The votes asked for; one held before the application was last amended does not count.</summary>
    public IReadOnlyList<VoteCounted> Votes => [.. (Written.Votes ?? []).Select(asked => new VoteCounted(asked, SinceAmended<MembersVoted>().LastOrDefault(v => ((MembersVoted)v.Step).Body == asked.Body)))];

    /// <summary>The last word of the governing body of each body concerned; none where it has not spoken since the application was made or last amended.</summary>
    public IReadOnlyList<(string Body, StepDone? Decided)> GoverningBodies =>
        [.. Written.BodiesConcerned().Select(body => (body, SinceAmended<GoverningBodyDecided>().LastOrDefault(d => ((GoverningBodyDecided)d.Step).Body == body)))];

    /// <summary>The ids of the instruments that were made.</summary>
    public IReadOnlyList<string> Instruments => [.. Steps.SelectMany(s => s.Step switch { OrdersMade orders => orders.Instruments, TransferSchemeMade scheme => [scheme.Instrument], _ => [] })];

    /// <summary>The step that decided it; none while it is open.</summary>
    public StepDone? Decided => Steps.LastOrDefault(s => s.Step is ApplicationApproved or ApplicationRefused or ApplicationWithdrawn or ChangeImposed);

    public ApplicationKind? KindUnder(ApplicationRules rules) => rules.Kind(Written.Kind, Written.BodyKind, MadeOn);

    /// <summary>What is to be tested, and how each stands.</summary>
    public IReadOnlyList<FactorTested> FactorsUnder(ApplicationRules rules) => [.. rules.FactorsOf(Written.Kind, Written.BodyKind, MadeOn).Select(factor =>
    {
        var last = Done<FactorAssessed>().LastOrDefault(a => ((FactorAssessed)a.Step).Factor == factor.Id);
        var standing = last is { Step: FactorAssessed assessed } && last.Version > AmendedAt ? StandingOf(assessed.Standing) ?? FactorStanding.Untested : FactorStanding.Untested;
        return new FactorTested(factor, standing, last, [.. Done<EvidencePutIn>().Where(e => ((EvidencePutIn)e.Step).Factor == factor.Id)]);
    })];

    public IReadOnlyList<ClosingStepStanding> ClosingUnder(ApplicationRules rules) => [.. rules.ClosingOf(Written.Kind, Written.BodyKind, Written.From).Select(step =>
        new ClosingStepStanding(step, step.DueFor(Written.From), Steps.LastOrDefault(s => s.Step is ClosingStepDone done && done.Step == step.Id || s.Step is ClosingStepReopened reopened && reopened.Step == step.Id) is { Step: ClosingStepDone } ticked ? ticked : null))];

    /// <summary>The moves that its stage and kind admit; whether one succeeds is for <see cref="Prevents"/> to say.</summary>
    public IReadOnlyList<ApplicationMove> Moves(ApplicationRules rules) =>
        [.. Enum.GetValues<ApplicationMove>().Where(m => ApplicationMoves.After(Stage, m) is not null && Fits(m, KindUnder(rules)) && HasMatter(m))];

    /// <summary>What stands between it and its approval or imposition: what prevents it, and what is worth a look (see <see cref="Consequence"/>).</summary>
    public IReadOnlyList<Finding> Outstanding(ApplicationRules rules, DateOnly today)
    {
        if (Stage is not (ApplicationStage.UnderConsideration or ApplicationStage.ApprovedInPrinciple) || KindUnder(rules) is not { } kind)
            return [];
        List<Finding> found = [];
        // What is decided now can be dated before its first day; that it has gone is told, and prevents nothing here.
        var on = today <= Written.From ? today : Written.From;
        var despite = FactorsUnder(rules).Where(f => f.Standing is FactorStanding.NotMet or FactorStanding.NotShown && !f.Factor.IsMust).Select(f => f.Factor.Id).ToList();
        if (kind.OwnMotion)
            WantsForImposing(new(on, "tiling", ["to come"], null), rules, kind, found);
        else
            WantsForApproval(new(on, ["to come"], despite, null), rules, kind, found);
        if (today > Written.From)
            found.Add(new("day-gone", Consequence.Note, At("from"), $"{Written.From:yyyy-MM-dd}, before today", "a later first day, unless what was done by then is still being recorded"));
        found.AddRange(Questions.Where(q => q.Answered is null).Select(q => new Finding("unanswered", Consequence.Note, At($"question {q.Number}"), q.Text, "an answer")));
        found.AddRange(FactorsUnder(rules).Where(f => despite.Contains(f.Factor.Id)).Select(f =>
            new Finding("factor-not-met", Consequence.Note, At(f.Factor.Id), InWords(f.Standing), $"an approval that names it and answers it in its reasons: {f.Factor.Question}")));
        return found;
    }

    /// <summary>Why a step cannot be taken; empty where it can.</summary>
    /// <param name="tiling">For orders: every place at which they would break the law of tiling.</param>
    /// <exception cref="ArgumentException">It makes orders, and the law of tiling was not checked.</exception>
    public IReadOnlyList<Finding> Prevents(ApplicationStep step, ApplicationRules rules, DateOnly today, IReadOnlyList<Finding>? tiling = null)
    {
        List<Finding> found = [];
        var move = ApplicationMoves.Of(step);
        if (KindUnder(rules) is not { } kind)
            return [No("no-such-application", "kind", $"{Written.Kind} of a {Written.BodyKind} on {MadeOn:yyyy-MM-dd}", "a kind of application that there are rules for")];
        if (ApplicationMoves.After(Stage, move) is null || !Fits(move, kind))
            return [No("wrong-stage", move.InWords(), Stage.InWords(), $"a stage at which one can {move.InWords()}; this one admits: {(Moves(rules) is { Count: > 0 } some ? string.Join(", ", some.Select(m => m.InWords())) : "nothing more")}")];
        if (step.On > today)
            Add("day-to-come", "on", $"{step.On:yyyy-MM-dd}", $"a day up to today, {today:yyyy-MM-dd}");
        if (step.On < MadeOn)
            Add("before-application", "on", $"{step.On:yyyy-MM-dd}", $"a day from {MadeOn:yyyy-MM-dd} on, when the application was made");
        foreach (var (field, text) in Lines(step).Where(l => !Act.IsLine(l.Text)))
            Add("bad-line", field, text, $"a line of at most {Act.Longest} characters");
        switch (step)
        {
            case ApplicationAmended amended:
                if ((amended.Application.Id, amended.Application.Kind, amended.Application.BodyKind) != (Written.Id, Written.Kind, Written.BodyKind))
                    Add("another-application", "id", $"{amended.Application.Id}, {amended.Application.Kind} of a {amended.Application.BodyKind}", $"{Written.Id}, {Written.Kind} of a {Written.BodyKind}: what changes that is another application");
                else if (Stage != ApplicationStage.UnderConsideration && !amended.Application.IsSameButForCodes(Written))
                    Add("decided-already", "becomes", "another proposal than was decided on", "the same, but for the codes of bodies that begin");
                found.AddRange(amended.Application.Check(rules, MadeOn, At));
                foreach (var held in VotesAsked().Where(v => amended.Application.BodiesConcerned().Contains(v.Body) && Done<MembersVoted>().Any(d => ((MembersVoted)d.Step).Body == v.Body) && amended.Application.Votes?.Any(after => after?.IsNoWeakerThan(v) == true) != true))
                    Add("vote-held", "votes", $"no vote of {held.Body}, or a weaker one", $"{held.Needs}, {held.Counted}, or more: a vote that was held is not amended away");
                break;
            case ApplicationQuestionAnswered answered when Questions.All(q => q.Number != answered.Question):
                Add("no-such-question", "question", $"{answered.Question}", Numbers(Questions.Count));
                break;
            case EvidencePutIn evidence:
                Factor(evidence.Factor);
                break;
            case FactorAssessed assessed:
                Factor(assessed.Factor);
                if (StandingOf(assessed.Standing) is null)
                    Add("bad-standing", "standing", assessed.Standing, "met, not met or not shown");
                Reasons(assessed.Reasons);
                break;
            case ViewsSought sought:
                if (sought.ReplyBy < sought.On)
                    Add("day-gone", "replyBy", $"{sought.ReplyBy:yyyy-MM-dd}", $"a day from {sought.On:yyyy-MM-dd} on");
                break;
            case ViewsGiven given:
                Consultation(given.Consultation);
                if (given.View is not ("for" or "against" or "neither"))
                    Add("bad-view", "view", given.View, "for, against or neither");
                break;
            case ViewsTakenIntoAccount closed:
                Consultation(closed.Consultation);
                break;
            case MembersVoted voted:
                Concerned(voted.Body);
                if (Math.Max(Math.Max(voted.Entitled, voted.For), Math.Max(voted.Against, voted.Abstained)) > MostCounted)
                    Add("bad-count", "vote", $"{voted.For} for, {voted.Against} against, {voted.Abstained} abstained, of {voted.Entitled}", $"counts of at most {MostCounted:N0}");
                else if (voted is { Entitled: < 0 } or { For: < 0 } or { Against: < 0 } or { Abstained: < 0 } || voted.For > voted.Entitled - voted.Against - voted.Abstained)
                    Add("bad-count", "vote", $"{voted.For} for, {voted.Against} against, {voted.Abstained} abstained, of {voted.Entitled}", "counts that together are no more than those who may vote");
                break;
            case GoverningBodyDecided decided:
                Concerned(decided.Body);
                Reasons(decided.Reasons);
                break;
            case ApprovedInPrinciple principle:
                Reasons(principle.Reasons);
                break;
            case ApprovalConditionMet met when Conditions.All(c => c.Number != met.Condition):
                Add("no-such-condition", "condition", $"{met.Condition}", Numbers(Conditions.Count));
                break;
            case ApplicationApproved approved:
                WantsForApproval(approved, rules, kind, found);
                break;
            case ApplicationRefused refused:
                Reasons(refused.Reasons);
                if (refused.By != kind.DecidedBy && !GoverningBodies.Any(g => g.Body == refused.By && g.Decided is { Step: GoverningBodyDecided { Agreed: false } }))
                    Add("not-theirs", "by", refused.By, $"{kind.DecidedBy}, who decides, or a body concerned that declined");
                break;
            case ApplicationWithdrawn withdrawn:
                Reasons(withdrawn.Reasons);
                break;
            case ChangeImposed imposed:
                WantsForImposing(imposed, rules, kind, found);
                break;
            case OrdersMade orders:
                if (tiling is null)
                    throw new ArgumentException("The law of tiling must be checked before orders are made.", nameof(tiling));
                if (orders.Instruments.Count == 0)
                    Add("no-orders", "instruments", "none", "the instruments that bring the change about");
                if (orders.On > Written.From)
                    Add("too-late", "on", $"{orders.On:yyyy-MM-dd}", $"a day up to {Written.From:yyyy-MM-dd}, on which they take effect");
                found.AddRange(tiling);
                break;
            case TransferSchemeMade when !HasMatter(move):
                Add("already-made", "instrument", Instruments[^1], "one transfer scheme: './remit powers amend' changes what one comes to");
                break;
            case ClosingStepDone { Step: var ticked }:
                Closing(ticked);
                break;
            case ClosingStepReopened { Step: var reopened }:
                Closing(reopened);
                break;
        }

        return found;

        void Add(string code, string field, string text, string wanted) => found.Add(No(code, field, text, wanted));

        void Reasons(IReadOnlyList<string> reasons)
        {
            if (reasons.Count == 0)
                Add("no-reasons", "reasons", "none", "at least one: a decision is in writing and with reasons");
        }

        void Factor(string id)
        {
            var ids = rules.FactorsOf(Written.Kind, Written.BodyKind, MadeOn).Select(f => f.Id).ToList();
            if (!ids.Contains(id))
                Add("no-such-factor", "factor", id, $"one of: {string.Join(", ", ids)}");
        }

        void Consultation(int number)
        {
            if (Consultations.FirstOrDefault(c => c.Number == number) is not { } held)
                Add("no-such-consultation", "consultation", $"{number}", Numbers(Consultations.Count));
            else if (held.Closed is not null)
                Add("consultation-closed", "consultation", $"{number}, closed on {held.Closed.Step.On:yyyy-MM-dd}", "one that is open, or another that is begun");
        }

        void Concerned(string body)
        {
            if (!Written.BodiesConcerned().Contains(body))
                Add("not-concerned", "body", body, $"a body concerned: {string.Join(", ", Written.BodiesConcerned())}");
        }

        void Closing(string id)
        {
            var ids = rules.ClosingOf(Written.Kind, Written.BodyKind, Written.From).Select(c => c.Id).ToList();
            if (!ids.Contains(id))
                Add("no-such-step", "step", id, $"one of: {string.Join(", ", ids)}");
        }

        static string Numbers(int count) => count == 0 ? "there is none" : $"a number from 1 to {count}";
    }

    private void WantsForApproval(ApplicationApproved approved, ApplicationRules rules, ApplicationKind kind, List<Finding> found)
    {
        void Add(string code, string field, string text, string wanted) => found.Add(No(code, field, text, wanted));

        if (approved.Reasons.Count == 0)
            Add("no-reasons", "reasons", "none", "at least one: a decision is in writing and with reasons");
        if (approved.On > Written.From)
            Add("too-late", "on", $"{approved.On:yyyy-MM-dd}", $"a day up to {Written.From:yyyy-MM-dd}, its first day: amend that first");
        if (kind.HandsOver && !Done<ApplicationHandedOver>().Any())
            Add("not-handed-over", "hand-over", "an application that was not tested", "it handed over first to be tested: it is granted on what is found there");
        // Regulation 8 has an initial application granted on conditions, which are met later.
        foreach (var condition in Conditions.Where(c => c.Met is null && !kind.HandsOver))
            Add("condition-open", $"condition {condition.Number}", condition.Text, "it met first");
        foreach (var tested in FactorsUnder(rules))
        {
            var (factor, named) = (tested.Factor, approved.Despite.Contains(tested.Factor.Id));
            if (tested.Standing == FactorStanding.Untested)
                Add("factor-untested", factor.Id, tested.Assessment is null ? "not assessed" : "assessed before the application was amended", $"an assessment, met, not met or not shown: {factor.Question}");
            else if (tested.Standing == FactorStanding.Met && named)
                Add("factor-met", factor.Id, "named as one that is not met", "only factors that are not met or not shown");
            else if (tested.Standing != FactorStanding.Met && factor.IsMust && !(named && kind.HandsOver && Conditions.Count > 0))
                Add("factor-not-met", factor.Id, InWords(tested.Standing), $"it met: nothing can be granted without{(kind.HandsOver ? ", unless on conditions that address it and named as what it is granted despite" : "")}: {factor.Question}");
            else if (tested.Standing != FactorStanding.Met && !factor.IsMust && !named)
                Add("factor-not-answered", factor.Id, InWords(tested.Standing), "it named as what is approved despite, and answered in the reasons; or it met");
        }

        foreach (var unknown in approved.Despite.Except(FactorsUnder(rules).Select(f => f.Factor.Id)))
            Add("no-such-factor", "despite", unknown, "a factor of this application");
        foreach (var vote in Votes.Where(v => v.Carried != true))
            Add(vote.Carried is null ? "vote-not-held" : "vote-lost", $"vote of {vote.Asked.Body}",
                vote.Result is { } lost ? $"{lost.For} for and {lost.Against} against, of {lost.Entitled}" : "no vote", $"{vote.Asked.Needs}, {vote.Asked.Counted}, as the constitution asks");
        WantsForViews(rules, found);
        foreach (var (body, decided) in GoverningBodies)
            if (decided is { Step: GoverningBodyDecided { Agreed: false } declined })
                Add("declined", body, $"declined on {declined.On:yyyy-MM-dd}", "its agreement");
            else if (decided is null && kind.BodiesAgree)
                Add("not-agreed", body, "no word of its governing body", "its agreement");
    }

    private void WantsForImposing(ChangeImposed imposed, ApplicationRules rules, ApplicationKind kind, List<Finding> found)
    {
        if (imposed.Reasons.Count == 0)
            found.Add(No("no-reasons", "reasons", "none", "at least one: a decision is in writing and with reasons"));
        if (imposed.On > Written.From)
            found.Add(No("too-late", "on", $"{imposed.On:yyyy-MM-dd}", $"a day up to {Written.From:yyyy-MM-dd}, its first day"));
        if (imposed.Ground is not ("consent" or "tiling" or "statute"))
            found.Add(No("bad-ground", "ground", imposed.Ground, "consent, tiling or statute"));
        if (imposed.Ground == "consent")
            foreach (var (body, decided) in GoverningBodies.Where(g => g.Decided is not { Step: GoverningBodyDecided { Agreed: true } }))
                found.Add(No("not-agreed", body, decided is null ? "no word of its governing body" : "declined", $"its consent, or another ground: {kind.Power}"));
        WantsForViews(rules, found);
    }

    private void WantsForViews(ApplicationRules rules, List<Finding> found)
    {
        foreach (var needed in rules.ViewsOn(Written.Kind, Written.BodyKind, MadeOn).Where(v => v.IsNeeded && !Consultations.Any(c => c.Counts && c.Sought.Group == v.Group)))
            found.Add(No("views-not-sought", needed.Group, Consultations.Any(c => c.Sought.Group == needed.Group) ? "asked before the application was amended" : "not asked", $"their views asked, and how they were taken into account: {needed.Basis}"));
        foreach (var open in Consultations.Where(c => c.Closed is null))
            found.Add(No("consultation-open", $"consultation {open.Number}", $"{open.Sought.Whom}, asked on {open.Sought.On:yyyy-MM-dd}", "it closed, and how the views were taken into account written down"));
    }

    /// <summary>Whether there is anything to make the move on: a question to answer, a consultation to close.</summary>
    private bool HasMatter(ApplicationMove move) => move switch
    {
        ApplicationMove.Answer => Questions.Count > 0,
        ApplicationMove.RecordViews or ApplicationMove.TakeIntoAccount => Consultations.Any(c => c.Closed is null),
        ApplicationMove.MeetCondition => Conditions.Any(c => c.Met is null),
        ApplicationMove.MakeTransferScheme => !Done<TransferSchemeMade>().Any(),
        ApplicationMove.ReopenStep => Done<ClosingStepDone>().Any(),
        _ => true,
    };

    private static bool Fits(ApplicationMove move, ApplicationKind? kind) => move switch
    {
        ApplicationMove.Impose => kind is { OwnMotion: true },
        ApplicationMove.Approve or ApplicationMove.ApproveInPrinciple or ApplicationMove.Refuse => kind is { OwnMotion: false },
        ApplicationMove.HandOver => kind is { HandsOver: true },
        ApplicationMove.MakeTransferScheme => kind is { TransferPower.Length: > 0 },
        _ => true,
    };

    private static IEnumerable<(string Field, string Text)> Lines(ApplicationStep step) => step switch
    {
        ApplicationQuestionAsked s => [("question", s.Question)],
        ApplicationQuestionAnswered s => [("answer", s.Answer)],
        EvidencePutIn s => [("shows", s.Shows), .. Given("document", s.Document)],
        FactorAssessed s => Each(s.Reasons),
        ViewsSought s => [("group", s.Group), ("whom", s.Whom)],
        ViewsGiven s => [("from", s.From), ("says", s.Says)],
        ViewsTakenIntoAccount s => [("how", s.How)],
        GoverningBodyDecided s => Each(s.Reasons),
        ApplicationHandedOver s => [("to", s.To), .. Given("reference", s.Reference)],
        ApprovedInPrinciple s => [.. Each(s.Reasons), .. s.Conditions.Select(c => ("conditions", c))],
        ApprovalConditionMet s => [("how", s.How)],
        ApplicationApproved s => [.. Each(s.Reasons), .. Given("document", s.Document)],
        ApplicationRefused s => [.. Each(s.Reasons), .. Given("document", s.Document)],
        ApplicationWithdrawn s => Each(s.Reasons),
        ChangeImposed s => [.. Each(s.Reasons), .. Given("document", s.Document)],
        ClosingStepDone s => Given("how", s.How),
        ClosingStepReopened s => Given("why", s.Why),
        _ => [],
    };

    private static IEnumerable<(string, string)> Each(IReadOnlyList<string> reasons) => reasons.Select(r => ("reasons", r));

    private static IEnumerable<(string, string)> Given(string field, string? text) => text is null ? [] : [(field, text)];

    private static FactorStanding? StandingOf(string word) => word switch { "met" => FactorStanding.Met, "not met" => FactorStanding.NotMet, "not shown" => FactorStanding.NotShown, _ => null };

    /// <summary>A standing in words: "not shown".</summary>
    public static string InWords(FactorStanding standing) => standing switch { FactorStanding.Met => "met", FactorStanding.NotMet => "not met", FactorStanding.NotShown => "not shown", _ => "untested" };

    private IEnumerable<StepDone> Done<T>() where T : ApplicationStep => Steps.Where(s => s.Step is T);

    private IEnumerable<StepDone> SinceAmended<T>() where T : ApplicationStep => Done<T>().Where(s => s.Version > AmendedAt);

    private Place At(string field) => new($"application {Id}", 0, field);

    private Finding No(string code, string field, string text, string wanted) => new(code, Consequence.FileRefused, At(field), text, wanted);
}
