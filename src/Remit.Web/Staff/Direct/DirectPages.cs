using Microsoft.AspNetCore.Mvc.Filters;
using Remit.Access;
using Remit.Journal;
using Remit.Powers;
using Remit.Powers.Interventions;
using Remit.Storage;
using Remit.Storage.Powers;
using Remit.Time;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Direct;

/// <summary>The interventions, what runs out, and a form to open each kind.</summary>
[Asks(Permission.Intervene)]
public sealed class DirectListPage(JournalInUse journal, HeldNow held) : ActsPage
{
    private const int Ahead = 60;

    public override string Here => "/staff/direct";

    public IReadOnlyList<Intervention> Interventions { get; private set; } = [];

    public IReadOnlyList<RunningOut> Due { get; private set; } = [];

    public override IReadOnlyList<NextAct> Next => [.. held.Now.Powers.Interventions.GroupBy(p => p.Instrument).Select(kind => InterventionActs.Open(kind.Key, [.. kind], held.Now.Powers.Functions, Me.May(Permission.Intervene, Reach.Everywhere)))];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        Interventions = [.. RecordedInterventions.In(journal.Now).Reverse()];
        Due = RunningOut.On(Me.Today, Ahead, InterventionActs.Powers(journal, held), Interventions);
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by) =>
        $"{Here}/{RecordedInterventions.Open(journal.Now, filled.Needed("id"), InterventionActs.Opened(act, filled), held.Now.Powers, by).Id}";
}

/// <summary>One intervention: ground, terms, who was heard, the decision, and what has become of it.</summary>
[Asks(Permission.Intervene)]
public sealed class DirectCasePage(JournalInUse journal, HeldNow held) : ActsPage
{
    private IReadOnlyList<NextAct>? next;

    public Intervention Intervention { get; private set; } = null!;

    public PowersAsKnown Powers { get; private set; } = null!;

    /// <summary>What each rule comes to, while it is to be confirmed.</summary>
    public IReadOnlyList<RuleFound> Rules { get; private set; } = [];

    public IReadOnlyList<WrittenInstrument> Drafted { get; private set; } = [];

    public override string Here => $"/staff/direct/{Intervention.Id}";

    public override long Now => Intervention.Version;

    public override IReadOnlyList<NextAct> Next => next ??= InterventionActs.Of(Intervention, Powers, Me.Today, Me.May(Permission.Intervene, Reach.Everywhere));

    public IReadOnlyList<Instrument> Instruments => [.. Intervention.Instruments.Select(Powers.Ledger.Find).OfType<Instrument>()];

    public IReadOnlyList<Entry> History => RecordedInterventions.History(journal.Now, Intervention.Id);

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RouteData.Values["intervention"] is string id && RecordedInterventions.Find(journal.Now, id) is { } found)
            (Intervention, Powers) = (found, InterventionActs.Powers(journal, held));
        else
            context.Result = NotFound();
    }

    protected override string? Take(NextAct act, FilledForm filled, Act by)
    {
        _ = act.Id switch
        {
            "make" => RecordedInterventions.Make(journal.Now, Intervention, filled.Day("on")!.Value, Days(filled), filled.Day("review"), filled.Text("decision"), Powers, by),
            "lift" => RecordedInterventions.Lift(journal.Now, Intervention, filled.Needed("part").Split('#')[0], filled.Needed("part").Split('#') is [_, var clause] ? clause : null, filled.Day("from")!.Value, filled.Text("decision"), Powers, by),
            "extend" => RecordedInterventions.Extend(journal.Now, Intervention, filled.Day("on")!.Value, filled.Day("until")!.Value, filled.Text("decision"), Powers, by),
            _ => RecordedInterventions.Do(journal.Now, Intervention, InterventionActs.Event(act, filled), Powers, by),
        };
        return null;
    }

    protected override bool Foresee(NextAct act, FilledForm filled)
    {
        if (filled.Day("to") < filled.Day("from"))
        {
            Problems.Add(("to", "The last day is before the first."));
            return false;
        }

        Rules = InterventionRules.Check(Intervention, Days(filled), filled.Day("on")!.Value, filled.Day("review"), Powers);
        Drafted = Intervention.Draft(Days(filled), filled.Text("decision"), Powers);
        if (Rules.Any(r => r.Bars))
            Problems.Add(("rules", $"It cannot be made: {string.Join("; ", Rules.Where(r => r.Bars).Select(r => r.Because))}."));
        return !Rules.Any(r => r.Bars);
    }

    protected override IReadOnlyList<Entry> After(long version) => [.. History.Where(e => e.Version > version)];

    private static DateSpan Days(FilledForm filled) => filled.Day("to") < filled.Day("from")
        ? throw new RefusedException(new Finding("bad-intervention", Consequence.FileRefused, new("the form", 0, "to"), "a last day before the first", "a last day no earlier than the first"))
        : new(filled.Day("from")!.Value, filled.Day("to"));
}
