using Remit.Register;
using Remit.Time;

namespace Remit.Powers.Interventions;

/// <summary>The rules of intervening, each asked of one intervention before it is made.</summary>
/// <remarks>What the law asks is in <c>parameters/powers/interventions.csv</c>, row by row with its source. Whether a function is left without a holder is not guessed from the terms: the instruments are put beside all others, and whoever then decides is asked for.</remarks>
public static class InterventionRules
{
    private static readonly Source Proposal = new(new("proposal", "What is proposed", DateOnly.MinValue, DateTimeOffset.MinValue, "what is proposed"));

    private const string Practice = "good practice; the section does not ask it";

    /// <summary>Every rule there is, in the order in which they are asked.</summary>
    public static IReadOnlyList<InterventionRule> All { get; } =
    [
        new("power", "There is a power to do this to a body of that kind on those days", "parameters/powers/interventions.csv", true),
        new("open", "Every body that is named is open on all the days", "a body that is gone can neither obey nor act", true),
        new("ground", "The ground is one on which the power may be used", "parameters/powers/interventions.csv", true),
        new("end", "It has a last day, where the power is for a specified period", "National Health Service Act 2006, section 253", true),
        new("stop", "A function is moved only where the body that has it is told to stop", "National Health Service Act 2006, sections 14Z21 and 14Z61", true),
        new("consultation", "The bodies that lose and take a function were consulted", "National Health Service Act 2006, section 14Z21; which of the two it means was not read, so both are asked", true),
        new("representations", "Every body that is told something was asked for its representations", Practice, false),
        new("effect", "Each function is somebody's to stop or move, and no other instrument says otherwise", "the instruments in force", true),
        new("exercised", "Nobody is left without a body that exercises the function for them", "the instruments in force", false),
        new("review", "There is a day by which it is looked at again", Practice, false),
    ];

    /// <summary>Asks every rule.</summary>
    /// <param name="days">The days on which the instruments would be in force.</param>
    /// <param name="on">The day of the decision.</param>
    public static IReadOnlyList<RuleFound> Check(Intervention intervention, DateSpan days, DateOnly on, DateOnly? review, PowersAsKnown powers)
    {
        var terms = intervention.Terms.Select(t => new Proposed(t, PowersFor(intervention, t, days.First, powers))).ToList();
        var (effect, exercised) = Outcomes(intervention, terms, days, powers);
        return [.. All.Select(rule => Worst(rule, rule.Id switch
        {
            "power" => terms.Select(t => Power(intervention, t, days, powers)),
            "open" => terms.SelectMany(t => t.Bodies).Distinct().Select(b => Open(b, days, powers)),
            "ground" => [Ground(intervention, terms, powers)],
            "end" => terms.Where(t => t.Needs("end")).Select(_ => days.Last is { } last ? Good($"until {last:yyyy-MM-dd}") : Bad("no last day, and the power is for a specified period: give one")).Distinct(),
            "stop" => terms.Where(t => t.Does == Effect.Moves).Select(t => Stopped(t, terms, days.First, powers)),
            "consultation" => terms.Where(t => t.Needs("consultation")).SelectMany(t => t.Bodies).Distinct().Select(b => Consulted(intervention, b, on)),
            "representations" => terms.SelectMany(t => t.Bodies).Distinct().Select(b => Heard(intervention, b, on)),
            "effect" => effect,
            "exercised" => exercised,
            "review" => [Reviewed(terms, days, review)],
            _ => throw new InvalidOperationException($"Nothing asks the rule {rule.Id}."),
        }))];
    }

    /// <summary>The functions that an intervention stopped and nobody exercises, with the days, as things stand now: where the term that moved one was lifted before the one that stopped it.</summary>
    public static IReadOnlyList<(FunctionCode Function, OdsCode Body, DateSpan Days)> Unexercised(Intervention intervention, PowersAsKnown powers)
    {
        List<(FunctionCode, OdsCode, DateSpan)> left = [];
        foreach (var term in intervention.Instruments.Select(powers.Ledger.Find).OfType<Instrument>().SelectMany(powers.Ledger.Of).Where(t => t.Clause.Does == Effect.Stops))
            if (term.Clause.Of?.Code is { } body)
                foreach (var function in term.Clause.Functions)
                {
                    List<DateOnly> turns = [term.Days.First, .. powers.TurnsOf(function).Where(d => d > term.Days.First && term.Days.Contains(d))];
                    foreach (var (i, day) in turns.Index())
                        if (powers.Around(body, day) is { Commissioner: { } now } people && now == body && powers.Who(function, people).Settled == Settled.Nobody)
                            left.Add((function, body, new(day, i + 1 < turns.Count ? turns[i + 1].AddDays(-1) : term.Days.Last)));
                }

        return left;
    }

    /// <summary>The powers by which a term may be made on a day.</summary>
    internal static IReadOnlyList<InterventionPower> PowersFor(Intervention intervention, WrittenClause term, DateOnly day, PowersAsKnown powers) =>
        [.. powers.Interventions.Where(p => p.Instrument == intervention.Opened.Kind && Word(p.Does) == term.Does && p.Days.Contains(day) && Same(p.OfKind, KindOf(term.Of, day, powers)))];

    private static (RuleOutcome, string) Power(Intervention intervention, Proposed term, DateSpan days, PowersAsKnown powers)
    {
        var (kind, does) = (KindOf(term.Written.Of, days.First, powers), term.Written.Does);
        if (term.Under is [var power, ..])
            return power.Days.Last is { } last && days.Last > last
                ? Bad($"{power.Power} reaches each {power.OfKind} until {last:yyyy-MM-dd}: give a last day no later")
                : Good($"{term.Written.Clause}: {power.Power}{(power.Source.Confidence is "high" or "" ? "" : $" (confidence {power.Source.Confidence})")}");

        var same = powers.Interventions.Where(p => p.Instrument == intervention.Opened.Kind && Word(p.Does) == does).ToList();
        if (same.Count == 0)
            return Bad($"{term.Written.Clause}: {intervention.Opened.Kind} {(powers.Interventions.Any(p => p.Instrument == intervention.Opened.Kind) ? $"never {does}: it {string.Join(", ", powers.Interventions.Where(p => p.Instrument == intervention.Opened.Kind).Select(p => Word(p.Does)).Distinct())}" : "is no kind of intervention")}");
        if (kind is null)
            return Unknown($"{term.Written.Clause}: what {term.Written.Of ?? "the body"} was on {days.First:yyyy-MM-dd}");
        return same.Find(p => Same(p.OfKind, kind)) is { } other
            ? Bad($"{term.Written.Clause}: {other.Power} reached each {kind} {other.Days}")
            : powers.Interventions.FirstOrDefault(p => p.Instrument == intervention.Opened.Kind && Same(p.OfKind, kind)) is { } near
                ? Unknown($"{term.Written.Clause}: whether {near.Power} lets anyone do this to {kind} ({does}): what was read of it does not say")
                : Bad($"{term.Written.Clause}: {same[0].Power} does not reach a body of the kind {kind}");
    }

    private static (RuleOutcome, string) Open(OdsCode body, DateSpan days, PowersAsKnown powers)
    {
        if (powers.Register.Find(body) is not { } organisation)
            return Bad($"{body} is not in the register");
        if (organisation.On(days.First) is null)
            return Bad($"{body} was not open on {days.First:yyyy-MM-dd}");
        return organisation.Closed is not { } closed ? Good($"{body} is open")
            : days.Last > closed ? Bad($"{body} closes on {closed:yyyy-MM-dd}: give a last day no later")
            : Good(days.Last is null ? $"{body} is open until {closed:yyyy-MM-dd}, when what is said of it lapses" : $"{body} is open");
    }

    private static (RuleOutcome, string) Ground(Intervention intervention, IReadOnlyList<Proposed> terms, PowersAsKnown powers)
    {
        var (ground, under) = (intervention.Opened.Ground, terms.SelectMany(t => t.Under).ToList());
        var kin = powers.Interventions.Where(p => p.Instrument == intervention.Opened.Kind).ToList();
        return under.Count > 0 && under.TrueForAll(p => p.Grounds.Contains(ground)) ? Good($"{ground}: {intervention.Opened.Evidence}")
            : kin.Exists(p => p.Grounds.Contains(ground)) ? Unknown(under.Count == 0 ? "under which power it would be made" : $"whether {under[0].Power} may be used where a body is {ground}: what was read of it names {string.Join(", ", under[0].Grounds)}")
            : Bad($"{ground} is no ground for {intervention.Opened.Kind}: {string.Join(", ", kin.SelectMany(p => p.Grounds).Distinct())}");
    }

    private static (RuleOutcome, string) Stopped(Proposed move, IReadOnlyList<Proposed> terms, DateOnly day, PowersAsKnown powers)
    {
        if (move.Under.Count == 0)
            return Unknown($"{move.Written.Clause}: under which power it would be made");
        if (!move.Needs("stop"))
            return Good($"{move.Written.Clause}: {move.Under[0].Power} does not ask it");
        var stopped = terms.Where(t => t.Does == Effect.Stops && t.Written.Of == move.Written.Of).SelectMany(t => t.Functions)
            .Concat(powers.Ledger.On(day).Where(t => t.Clause.Does == Effect.Stops && t.Clause.Of?.ToString() == move.Written.Of).SelectMany(t => t.Clause.Functions)).ToList();
        var left = move.Functions.Where(f => !stopped.Exists(s => s.Covers(f))).ToList();
        return left.Count == 0 ? Good($"{move.Written.Of} is told to stop {string.Join(", ", move.Functions)}")
            : Bad($"{move.Written.Clause}: {move.Written.Of} is not told to stop {string.Join(", ", left)}: add a term that stops it, to be made together with this one");
    }

    private static (RuleOutcome, string) Consulted(Intervention intervention, OdsCode body, DateOnly on) =>
        intervention.Consulted.Where(c => c.Body == body.ToString()).Select(c => c.On).Concat(intervention.Representations.Where(r => r.Body == body.ToString()).Select(r => r.On)).Order().FirstOrDefault() is var first && first == default
            ? Bad($"{body} was not consulted: consult it, and record that")
            : first > on ? Bad($"{body} was consulted on {first:yyyy-MM-dd}, after the decision of {on:yyyy-MM-dd}") : Good($"{body} was consulted on {first:yyyy-MM-dd}");

    private static (RuleOutcome, string) Heard(Intervention intervention, OdsCode body, DateOnly on)
    {
        if (intervention.Representations.LastOrDefault(r => r.Body == body.ToString() && r.On <= on) is { } made)
            return Good($"{body} on {made.On:yyyy-MM-dd}: {made.Says}");
        return intervention.Consulted.FirstOrDefault(c => c.Body == body.ToString() && c.On <= on) is { } asked
            ? Unknown($"what {body} says: it was asked on {asked.On:yyyy-MM-dd}, and nothing is recorded")
            : Bad($"{body} was not asked");
    }

    private static (RuleOutcome, string) Reviewed(IReadOnlyList<Proposed> terms, DateSpan days, DateOnly? review)
    {
        var last = terms.SelectMany(t => t.Under).Select(p => p.Months).Max() is { } months ? days.First.AddMonths(months) : (DateOnly?)null;
        return (review, last) switch
        {
            (null, null) when days.Last is { } end => Good($"it ends on {end:yyyy-MM-dd}"),
            (null, null) => Bad("no day was given, and no last day"),
            (null, { } by) => Bad($"no day was given; it should have done its work by {by:yyyy-MM-dd}"),
            ({ } day, { } by) when day > by => Bad($"{day:yyyy-MM-dd} is after {by:yyyy-MM-dd}, by when it should have done its work"),
            ({ } day, _) => Good($"by {day:yyyy-MM-dd}"),
        };
    }

    /// <summary>What becomes of the functions that are stopped and moved, from the same answers that anyone who asks gets afterwards.</summary>
    private static (List<(RuleOutcome, string)> Effect, List<(RuleOutcome, string)> Exercised) Outcomes(Intervention intervention, IReadOnlyList<Proposed> terms, DateSpan days, PowersAsKnown powers)
    {
        List<(RuleOutcome, string)> effect = [], exercised = [];
        var taking = terms.Where(t => t.Does is Effect.Stops or Effect.Moves).ToList();
        if (taking.Count == 0 || Read(intervention, days, powers) is not { } instruments)
            return (effect, exercised);

        var after = powers.With(instruments);
        foreach (var (body, function) in taking.SelectMany(t => t.Of is { } of ? t.Functions.Select(f => (of, f)) : []).Distinct())
            foreach (var (i, day) in Turns(after, taking, function, days).Index())
            {
                if (powers.Around(body, day) is not { Commissioner: { } now } people || now != body)
                {
                    if (i == 0)
                        effect.Add(Unknown($"{function} for {body}: whose people are meant on {day:yyyy-MM-dd}"));
                    continue;
                }

                var (was, comes) = (powers.Who(function, people), after.Who(function, people));
                var told = $"{function} for {body} from {day:yyyy-MM-dd}";
                effect.Add(comes.Settled switch
                {
                    Settled.Conflicting => Bad($"{told}: {comes.Missing}"),
                    Settled.CannotTell => Unknown($"{told}: {comes.Missing}"),
                    _ when comes.SaysAs(was) && !comes.Chain.Any(g => instruments.Exists(n => n.Id == g.Term.Instrument.Id)) => Bad($"{told}: nothing changes, because {string.Join(" and ", was.Deciders)} exercises it and not {body}"),
                    _ => Good(told),
                });
                if (comes.Settled is not (Settled.Conflicting or Settled.CannotTell))
                    exercised.Add(comes.Settled == Settled.Nobody ? Bad($"{told}: nobody. Add a term that moves it, or say in the decision why none is needed") : Good($"{told}: {string.Join(" and ", comes.Deciders)}"));
            }

        return (effect, exercised);
    }

    private static List<DateOnly> Turns(PowersAsKnown after, IReadOnlyList<Proposed> taking, FunctionCode function, DateSpan days)
    {
        var closings = taking.SelectMany(t => t.Bodies).Select(b => after.Register.Find(b)?.Closed).OfType<DateOnly>().Where(d => d < DateOnly.MaxValue).Select(d => d.AddDays(1));
        return [days.First, .. after.TurnsOf(function).Concat(closings).Where(d => d > days.First && days.Contains(d)).Distinct().Order()];
    }

    /// <summary>The instruments that the terms would make; nothing where one cannot be read.</summary>
    private static List<Instrument>? Read(Intervention intervention, DateSpan days, PowersAsKnown powers)
    {
        List<Finding> found = [];
        List<Instrument?> read = [.. intervention.Draft(days, null, powers).Select(w => w.Read(Proposal, [w.Kind], (_, field) => new(w.Id, 0, field), found))];
        return found.Count > 0 ? null : [.. read.OfType<Instrument>()];
    }

    private static RuleFound Worst(InterventionRule rule, IEnumerable<(RuleOutcome Outcome, string Because)> found)
    {
        var all = found.ToList();
        if (all.Count == 0)
            return new(rule, RuleOutcome.DoesNotApply, "nothing in it is of that sort");
        foreach (var outcome in (RuleOutcome[])[RuleOutcome.Broken, RuleOutcome.CannotTell])
            if (all.Exists(f => f.Outcome == outcome))
                return new(rule, outcome, string.Join("; ", all.Where(f => f.Outcome == outcome).Select(f => f.Because).Distinct()));
        return new(rule, RuleOutcome.Holds, string.Join("; ", all.Select(f => f.Because).Distinct()));
    }

    private static string? KindOf(string? party, DateOnly day, PowersAsKnown powers) =>
        !Party.TryParse(party, out var named) ? null : named.Code is { } code ? powers.Register.Find(code)?.On(day)?.Kind : named.Kind is { Length: > 0 } kind ? kind : null;

    private static bool Same(string kind, string? other) => string.Equals(kind, other, StringComparison.OrdinalIgnoreCase);

    private static string Word(Effect does) => does.ToString().ToLowerInvariant();

    private static (RuleOutcome, string) Good(string because) => (RuleOutcome.Holds, because);

    private static (RuleOutcome, string) Bad(string because) => (RuleOutcome.Broken, because);

    private static (RuleOutcome, string) Unknown(string because) => (RuleOutcome.CannotTell, because);

    /// <summary>A term, with the powers by which it may be made.</summary>
    private sealed record Proposed(WrittenClause Written, IReadOnlyList<InterventionPower> Under)
    {
        public Effect? Does => Enum.TryParse<Effect>(Written.Does, ignoreCase: true, out var does) ? does : null;

        public OdsCode? Of => CodeOf(Written.Of);

        public IReadOnlyList<FunctionCode> Functions => [.. (Written.Functions ?? []).Select(f => FunctionCode.TryParse(f, out var code) ? code : (FunctionCode?)null).OfType<FunctionCode>()];

        /// <summary>The bodies it names by code.</summary>
        public IEnumerable<OdsCode> Bodies => ((OdsCode?[])[Of, CodeOf(Written.To)]).OfType<OdsCode>();

        public bool Needs(string rule) => Under.Any(p => p.Needs.Contains(rule));

        private static OdsCode? CodeOf(string? party) => Party.TryParse(party, out var named) ? named.Code : null;
    }
}
