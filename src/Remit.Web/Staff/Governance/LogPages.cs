using Remit.Access;
using Remit.Governance;
using Remit.Journal;
using Remit.Storage.Governance;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>The action log of a body: what its meetings agreed, what is open and what is late.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffActionsPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : OfBodyPage(journal, held, governance)
{
    private IReadOnlyList<Entry> history = [];

    public override string Here => $"{Board}/actions";

    public override long Now => StateOf(history);

    public IReadOnlyList<AgreedAction> Open { get; private set; } = [];

    public IReadOnlyList<AgreedAction> Closed { get; private set; } = [];

    protected override IEnumerable<NextAct> Acts() => Open.SelectMany(a => Of(a, Me.Today, Keeping));

    protected override bool Find()
    {
        history = Journal.StreamsUnder($"action/{Body}/");
        var log = RecordedActions.In(Journal);
        (Open, Closed) = (log.Open(Body, Me.Today), [.. log.Actions.Where(a => a.Body == Body && !a.IsOpenOn(Me.Today)).OrderByDescending(a => a.Closed!.On)]);
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        RecordedActions.Change(Journal, $"{Body}/{MeetingActs.NumberOf(act)}", act.Id.StartsWith("close", StringComparison.Ordinal) ? new ActionClosed(Me.Today, filled.Needed("how")) : new ActionUpdated(Me.Today, filled.Needed("says"), filled.Day("due")), by);
        return null;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. history.Where(e => e.Position >= version)];

    private static IEnumerable<NextAct> Of(AgreedAction action, DateOnly today, Ruling ruling)
    {
        var number = action.Id.Split('/')[^1];
        yield return new($"update-{number}", $"Say how far action {number} is", ruling, new ActField("says", "How far it is"), new ActField("due", "By when now", "Leave it empty where that stays", FilledAs.Day, IsNeeded: false)) { Reason = "As reported", About = action.What, IsBeside = true };
        yield return new($"close-{number}", $"Close action {number}", ruling, new ActField("how", "What came of it", Value: action.Due < today ? null : "Done")) { Reason = "Closed", About = action.What, IsBeside = true };
    }
}

/// <summary>The register of procurement decisions of a body, filled from its meetings.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffProcurementPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : OfBodyPage(journal, held, governance)
{
    private IReadOnlyList<Entry> history = [];

    public override string Here => $"{Board}/procurement";

    public override long Now => StateOf(history);

    public IReadOnlyList<ProcurementDecision> Decisions { get; private set; } = [];

    protected override IEnumerable<NextAct> Acts() => Decisions.Select(d => new NextAct($"link-{d.Id.Split('/')[^1]}", $"{(d.Contract is null ? "Give" : "Change")} the reference of the contract", Keeping, new ActField("contract", "Its reference or OCID", Value: d.Contract)) { Reason = "Contract signed", About = d.Award.Title, IsBeside = true });

    protected override bool Find()
    {
        history = Journal.StreamsUnder($"award/{Body}/");
        Decisions = [.. RecordedAwards.In(Journal, Interests).Of(Body)];
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        RecordedAwards.Link(Journal, $"{Body}/{MeetingActs.NumberOf(act)}", new(filled.Needed("contract")), by);
        return null;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. history.Where(e => e.Position >= version)];
}
