using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Remit.Access;
using Remit.Journal;
using Remit.Powers.Applications;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Storage;
using Remit.Storage.Governance.Elections;
using Remit.Storage.Powers.Applications;
using Remit.Web.Public.Map;

namespace Remit.Web.Staff.Cases;

/// <summary>The applications of one journey that whoever is signed in may see, and a form to begin each kind.</summary>
public abstract class ApplicationListPage(string journey, JournalInUse journal, HeldNow held) : ActsPage
{
    private static ApplicationRules Rules => ApplicationTables.Shipped;

    public override string Here => $"/staff/{journey}";

    public IReadOnlyList<Application> Applications => [.. RecordedApplications.In(journal.Now).Where(a => a.KindUnder(Rules)?.Journey == journey && ApplicationCasePage.MaySee(Me, a)).Reverse()];

    public override IReadOnlyList<NextAct> Next =>
        [.. Kinds.Select(k => new NextAct(Id(k), $"Begin: {k.Name} {k.BodyKind} ({k.Days.InWords(Me.Today)})", Me.MaySomewhere(k.OwnMotion ? Permission.DecideApplications : Permission.ApplyForChange), ApplicationForm.Fields(k, Me.Today)) { About = $"{k.Note}. {k.Power}.", Reason = "The application was received" })];

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        var made = RecordedApplications.Make(journal.Now, held.Now.Register, Rules, Read(act, filled), ApplicationActs.On(filled), by);
        return $"{Here}/{made.Id}";
    }

    protected override Ruling RulingOn(NextAct act, FilledForm filled) => ApplicationCasePage.RulingOn(Me, Read(act, filled), KindOf(act), ApplicationMove.Make);

    private IEnumerable<ApplicationKind> Kinds => Rules.Kinds.Where(k => k.Journey == journey).OrderByDescending(k => k.Days.Contains(Me.Today));

    private ApplicationKind KindOf(NextAct act) => Kinds.First(k => Id(k) == act.Id);

    private WrittenApplication Read(NextAct act, FilledForm filled) => ApplicationForm.Read(KindOf(act), filled, filled.Needed("id"));

    private static string Id(ApplicationKind kind) => $"{kind.Name}-{kind.BodyKind}";
}

/// <summary>One application: where it stands, what is outstanding, what can be done next.</summary>
public abstract class ApplicationCasePage(string journey, JournalInUse journal, HeldNow held) : ActsPage
{
    private IReadOnlyList<NextAct>? next;

    public Application Application { get; private set; } = null!;

    public static ApplicationRules Rules => ApplicationTables.Shipped;

    public ApplicationKind Kind => Application.KindUnder(Rules)!;

    public Holdings Held { get; } = held.Now;

    public override string Here => $"/staff/{journey}/{Application.Id}";

    public override long Now => Application.Version;

    public override IReadOnlyList<NextAct> Next => next ??= ApplicationActs.Of(Application, Rules, Me.Today, RecordedElections.BallotsFor(journal.Now, Application), move => RulingOn(Me, Application.Written, Kind, move));

    /// <summary>Whether it is held against the register as it would be.</summary>
    [BindProperty(SupportsGet = true, Name = "look")]
    public bool Looks { get; set; }

    /// <summary>What it would come to; nothing while nobody asks, or it is done.</summary>
    public ApplicationCheck? Check { get; private set; }

    /// <summary>Whether somebody may see an application: for one of the bodies it is about, or everywhere.</summary>
    public static bool MaySee(SignedIn me, Application application) =>
        application.Written.BodiesConcerned().Select(b => new Reach(OdsCode.Parse(b))).Append(Reach.Everywhere).Any(r => me.May(Permission.ReadApplications, r).IsAllowed);

    internal static Ruling RulingOn(SignedIn me, WrittenApplication written, ApplicationKind kind, ApplicationMove move, string? body = null) =>
        RecordedApplications.May(me.Account, written, kind, move, me.Today, me.IsOpen, body);

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RouteData.Values["application"] is string id && RecordedApplications.Find(journal.Now, id) is { } found && found.KindUnder(Rules)?.Journey == journey && MaySee(Me, found))
            Application = found;
        else
            context.Result = NotFound();
    }

    public void OnGet()
    {
        if (Looks && Application.Instruments.Count == 0)
            Check = ApplicationCheck.Of(Application, Rules, Held.Register);
    }

    /// <summary>The area of every body of the kind, on the day before, with those picked out at which the law of tiling would be broken.</summary>
    public (DrawnMap Map, string Svg)? Map()
    {
        var (day, kind) = (Application.Written.From.AddDays(-1), Application.Written.BodyKind);
        var broken = Check!.Offending.Select(o => o.Before ?? o.After).OfType<OdsCode>().ToList();
        if (broken.Count == 0)
            return null;
        var isLocal = Held.Register.PaysLocally(kind);
        var worst = broken.GroupBy(b => b).MaxBy(g => g.Count())!.Key;
        return Held.Maps.Around(worst, isLocal ? "" : kind, day, Areas) is { } map
            ? (map, map.Svg($"Where the law of tiling would be broken: {string.Join(", ", broken.Distinct())}", day, broken.ToHashSet(), isLinked: false))
            : null;

        IEnumerable<Area> Areas() => (isLocal ? Held.Atlas.CommissionersOn(day).Select(c => c.Code) : Held.Register.OfKind(kind, day).Select(o => o.Code)).Select(c => Held.Atlas.Of(c, day)).OfType<Area>();
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        _ = MoveOf(act) switch
        {
            ApplicationMove.MakeOrders => RecordedApplications.MakeOrders(journal.Now, Held.Register, Rules, Application, ApplicationActs.On(filled), filled.Text("document"), by),
            ApplicationMove.MakeTransferScheme => RecordedApplications.MakeTransferScheme(journal.Now, Rules, Application, ApplicationActs.On(filled), filled.Needed("what"), filled.Text("document"), by),
            ApplicationMove.RecordVote => RecordedApplications.Take(journal.Now, Held.Register, Rules, Application, Voted(filled), by),
            var move => RecordedApplications.Take(journal.Now, Held.Register, Rules, Application, ApplicationActs.Step(move, Application, Kind, filled), by),
        };
        return null;
    }

    private ApplicationStep Voted(FilledForm filled) =>
        ApplicationActs.VoteWants(filled).ToList() is { Count: > 0 } wants ? throw new RefusedException(wants)
        : filled.Text(ApplicationActs.Ballot) is { } ballot ? RecordedElections.VoteFor(journal.Now, Application, filled.Needed("body"), ballot, ApplicationActs.On(filled))
        : ApplicationActs.Step(ApplicationMove.RecordVote, Application, Kind, filled);

    protected override Ruling RulingOn(NextAct act, FilledForm filled) =>
        MoveOf(act) is ApplicationMove.RecordVote or ApplicationMove.RecordGoverningBody ? RulingOn(Me, Application.Written, Kind, MoveOf(act), filled.Needed("body")) : act.Ruling;

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        if (MoveOf(act) != ApplicationMove.MakeOrders)
            return true;
        Check = ApplicationCheck.Of(Application, Rules, Held.Register);
        if (Check.Offending.Count > 0)
            Problems.Add(("tiling", $"No orders can be made: they would break the law of tiling at {Check.Offending.Count:N0} {(Check.Offending.Count == 1 ? "place" : "places")}, listed below."));
        return Check.Offending.Count == 0;
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. journal.Now.Stream($"application/{Application.Id}").Where(e => e.Version > version)];

    private static ApplicationMove MoveOf(NextAct act) => Enum.GetValues<ApplicationMove>().First(m => m.InWords() == act.Id);
}
