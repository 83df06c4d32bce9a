using Remit.Access;
using Remit.Governance;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Governance;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>The register of interests of a body with its private part, gifts and breaches, and who must confirm theirs.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffInterestsPage(JournalInUse journal, HeldNow held) : OfBodyPage(journal, held)
{
    private const int Soon = 28;

    private IReadOnlyList<NextAct>? next;

    public override string Here => $"{Board}/interests";

    public IReadOnlyList<Interest> Register => [.. Interests.Of(Body, Me.Today, Visibility.Private).OrderBy(i => NameOf(i.Person), StringComparer.Ordinal).ThenBy(i => i.Arose)];

    /// <summary>Those who must confirm within four weeks, the longest overdue first.</summary>
    public IReadOnlyList<ReturnDue> Due => Interests.Due(Body, Me.Today.AddDays(Soon));

    public IReadOnlyList<Gift> Gifts => [.. Interests.Gifts.Where(g => g.Body == Body).OrderByDescending(g => g.Offered)];

    public IReadOnlyList<Breach> Breaches => [.. Interests.Breaches.Where(b => b.Body == Body).OrderByDescending(b => b.On)];

    public override IReadOnlyList<NextAct> Next
    {
        get
        {
            if (next is not null)
                return next;
            var members = Members();
            var who = new ActField("person", "Who", As: FilledAs.Choice, Choices: members, Value: Request.Query["person"].ToString() is { Length: > 0 } asked ? asked : null);
            return next = members.Count == 0 ? [] :
            [
                InterestActs.Declare(who, Me.Today, Keeping),
                InterestActs.Confirm(who, Keeping),
                InterestActs.Gift(who, Keeping),
                new("breach", "Report a breach", Keeping, who with { Label = "Whose" }, new ActField("what", "What happened"), new ActField("on", "Day of it", As: FilledAs.Day)) { Reason = "Reported" },
            ];
        }
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        var person = filled.Needed("person");
        switch (act.Id)
        {
            case "declare":
                return $"{Here}/{RecordedInterests.Declare(Journal, Interests, [(InterestActs.Declared(filled, Body, person, Held.Register), new("the form"))], Me.Today, by)[0]}";
            case "confirm":
                RecordedInterests.Return(Journal, person, new(Body, Me.Today, filled.Needed("nil") == "yes"), by);
                return null;
            case "gift":
                RecordedInterests.Declare(Journal, Interests, InterestActs.GiftOf(filled, Body, person, Me.Today), by);
                return null;
            default:
                return $"{Board}/breaches/{RecordedInterests.Report(Journal, Interests, new(Body, person, filled.Needed("what"), filled.Day("on")!.Value), by)[(Body.ToString().Length + 1)..]}";
        }
    }
}

/// <summary>One interest: what was declared, and what became of it.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffInterestPage(JournalInUse journal, HeldNow held) : OfBodyPage(journal, held)
{
    private const int Most = 6;

    private IReadOnlyList<NextAct>? next;

    public Interest Interest { get; private set; } = null!;

    public IReadOnlyList<OrganisationCandidate> Candidates { get; private set; } = [];

    public override string Here => $"{Board}/interests/{Interest.Id}";

    public override long Now => History.Count;

    public IReadOnlyList<Entry> History { get; private set; } = [];

    public override IReadOnlyList<NextAct> Next => next ??= InterestActs.Of(Interest, Candidates, Me.Today, Keeping);

    protected override bool Find()
    {
        if (Interests.Interests.FirstOrDefault(i => i.Body == Body && i.Id == $"{RouteData.Values["person"]}/{RouteData.Values["number"]}") is not { } interest)
            return false;
        (Interest, History) = (interest, RecordedInterests.History(Journal, interest.Id));
        if (interest.Matched.Length == 0)
            Candidates = new OrganisationMatch(NameSearch.Organisations(Held.Register).Concat(NameSearch.Practices(Held.Register))).Candidates(interest.Organisation, Most);
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        RecordedInterests.Change(Journal, Interest.Id, InterestActs.Event(act, filled, Candidates), by);
        return null;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Version > version)];
}

/// <summary>One breach of the rules on interests: what happened, and what came of it.</summary>
[Asks(Permission.ReadGovernance)]
public sealed class StaffBreachPage(JournalInUse journal, HeldNow held) : OfBodyPage(journal, held)
{
    private IReadOnlyList<NextAct>? next;

    public Breach Breach { get; private set; } = null!;

    public override string Here => $"{Board}/breaches/{Breach.Id[(Body.ToString().Length + 1)..]}";

    public override long Now => History.Count;

    public IReadOnlyList<Entry> History { get; private set; } = [];

    public override IReadOnlyList<NextAct> Next => next ??=
    [
        new("conclude", Breach.Outcome.Length == 0 ? "Record what came of looking into it" : "Record anew what came of it", Keeping, new ActField("outcome", "What came of it", Value: Breach.Outcome), new ActField("published", "What the public is told", "Nobody's name may stand in it", Value: Breach.Published),
            new ActField("told", "Day on which NHS England was told", As: FilledAs.Day, IsNeeded: false)) { Reason = "Looked into" },
    ];

    protected override bool Find()
    {
        if (Interests.Breaches.FirstOrDefault(b => b.Id == $"{Body}/{RouteData.Values["number"]}") is not { } breach)
            return false;
        (Breach, History) = (breach, RecordedInterests.BreachHistory(Journal, breach.Id));
        return true;
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        RecordedInterests.Conclude(Journal, Interests, Breach.Id, new(filled.Needed("outcome"), filled.Needed("published"), filled.Day("told")), by);
        return null;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Version > version)];
}
