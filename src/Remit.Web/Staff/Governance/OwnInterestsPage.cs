using Microsoft.AspNetCore.Mvc.Filters;
using Remit.Access;
using Remit.Governance;
using Remit.Register;
using Remit.Storage.Governance;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>A board member's own interests. Who they are on the record is the one of their name that sits with a body for which they have the role.</summary>
[Asks(Permission.DeclareInterests)]
public sealed class OwnInterestsPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : ActsPage
{
    private IReadOnlyList<NextAct>? next;

    public override string Here => "/staff/interests";

    public InterestRegister Interests { get; private set; } = null!;

    /// <summary>Who they are on the record; nothing where that cannot be told.</summary>
    public Person? Person { get; private set; }

    /// <summary>The bodies with which they sit.</summary>
    public IReadOnlyList<OdsCode> Bodies { get; private set; } = [];

    /// <summary>Why it cannot be told who they are; empty where it can.</summary>
    public string Doubt { get; private set; } = "";

    public IReadOnlyList<Interest> Held => Person is null ? [] : [.. Interests.Interests.Where(i => i.Person == Person.Id && i.VisibleOn(Me.Today, Interests.Governance.Facts) != Visibility.Lapsed)];

    public override IReadOnlyList<NextAct> Next => next ??= Person is null ? [] :
    [
        InterestActs.Declare(Body, null, Ruling(Bodies[0])),
        InterestActs.Confirm(Body, Ruling(Bodies[0])),
        InterestActs.Gift(Body, Ruling(Bodies[0])),
        .. Held.Any(i => i.Ended is null) ? (IEnumerable<NextAct>)[new("end", "End an interest", Ruling(Bodies[0]), new ActField("interest", "Which", As: FilledAs.Choice, Choices: [.. Held.Where(i => i.Ended is null && Bodies.Contains(i.Body)).Select(i => (i.Id, $"{i.Organisation}, {i.Position}"))]))
            { Reason = "No longer held", About = "It ends today. If it ended before, ask the governance officer to record that." }] : [],
    ];

    private ActField? Body => Bodies.Count < 2 ? null : new("body", "To which body", As: FilledAs.One, Choices: [.. Bodies.Select(b => (b.ToString(), $"{b} {held.Now.NameOf(b.ToString(), Me.Today)}"))]);

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        Interests = governance.Now.Interests;
        (Person, Bodies, Doubt) = SignedInMember.Of(Me, Permission.DeclareInterests, Interests.Governance);
    }

    protected override Ruling RulingOn(NextAct act, FilledForm filled) => Ruling(BodyOf(act, filled));

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        var body = BodyOf(act, filled);
        switch (act.Id)
        {
            case "declare":
                RecordedInterests.Declare(journal.Now, Interests, [(InterestActs.Declared(filled, body, Person!.Id, held.Now.Register, Me.Today), new("the form"))], Me.Today, by);
                break;
            case "confirm":
                RecordedInterests.Return(journal.Now, Interests, Person!.Id, new(body, Me.Today, filled.Needed("nil") == "yes"), by);
                break;
            case "gift":
                RecordedInterests.Declare(journal.Now, Interests, InterestActs.GiftOf(filled, body, Person!.Id, Me.Today), by);
                break;
            default:
                RecordedInterests.Change(journal.Now, filled.Needed("interest"), new InterestEnded(Me.Today), by);
                break;
        }

        return null;
    }

    private Ruling Ruling(OdsCode body) => Me.May(Permission.DeclareInterests, new(body));

    private OdsCode BodyOf(NextAct act, FilledForm filled) => act.Id == "end" ? Held.First(i => i.Id == filled.Needed("interest")).Body : Bodies is [var one] ? one : OdsCode.Parse(filled.Needed("body"));
}
