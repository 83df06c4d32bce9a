using Microsoft.AspNetCore.Mvc.Filters;
using Remit.Access;
using Remit.Governance;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Governance;

/// <summary>A page about the governance of one body, for those who may see the whole of it.</summary>
public abstract class OfBodyPage(JournalInUse journal, HeldNow held, GovernanceNow governance) : ActsPage
{
    private IReadOnlyList<NextAct>? next;

    public OdsCode Body { get; private set; }

    /// <summary>What the body is called today, or was when it was last open.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Boards, interests and meetings as the journal has them at this moment.</summary>
    public Proceedings Proceedings { get; private set; } = null!;

    public InterestRegister Interests => Proceedings.Interests;

    public GovernanceAsKnown Governance => Interests.Governance;

    /// <summary>The committees and who sits on them today; nothing where no constitution is recorded that is in force.</summary>
    public Structure? Structure { get; private set; }

    /// <summary>The address of the board.</summary>
    public string Board => $"/staff/governance/{Body}";

    protected KeptJournal Journal => journal.Now;

    protected Holdings Held => held.Now;

    /// <summary>Whether whoever is signed in may keep this record.</summary>
    protected Ruling Keeping => Me.May(Permission.KeepGovernance, new(Body));

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RouteData.Values["body"] is not string text || !OdsCode.TryParse(text, out var body) || Held.Register.Find(body) is not { } organisation)
        {
            context.Result = NotFound();
            return;
        }

        if (Me.May(Permission.ReadGovernance, new(body)) is { IsAllowed: false } ruling)
        {
            context.Result = Denied(ruling);
            return;
        }

        (Body, Name) = (body, organisation.NameNear(Me.Today));
        Proceedings = governance.Now;
        Structure = Governance.On(body, Me.Today);
        if (!Find())
            context.Result = NotFound();
    }

    public override IReadOnlyList<NextAct> Next => next ??= [.. Acts()];

    /// <summary>Everything that can be done next, whether or not whoever is signed in may do it: asked once, when the page has been found.</summary>
    protected virtual IEnumerable<NextAct> Acts() => [];

    /// <summary>Finds what the page is about.</summary>
    /// <returns>Whether there is such a thing.</returns>
    protected virtual bool Find() => true;

    /// <summary>Those who hold a seat with the body today or will, as choices, by name.</summary>
    protected IReadOnlyList<(string, string)> Members() =>
        [.. Governance.Appointments.Where(a => a.Body == Body && (a.Days.Last is not { } last || last >= Me.Today)).Select(a => a.Person).Distinct().Select(p => (p, Governance.Find(p)?.Name ?? p)).OrderBy(p => p.Item2, StringComparer.Ordinal)];

    /// <summary>The page of a meeting.</summary>
    public string AddressOf(string meeting) => $"{Board}/meetings/{meeting[(Body.ToString().Length + 1)..]}";

    /// <summary>What somebody is called.</summary>
    public string NameOf(string person) => Governance.Find(person)?.Name ?? person;

    /// <summary>What tells one state of some streams from another: the position after their latest, one where they hold nothing.</summary>
    protected static long StateOf(IEnumerable<Entry> entries) => entries.Select(e => e.Position).DefaultIfEmpty(0).Max() + 1;
}
