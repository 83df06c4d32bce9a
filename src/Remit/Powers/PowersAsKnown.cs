using Remit.Powers.Interventions;
using Remit.Register;
using Remit.Time;

namespace Remit.Powers;

/// <summary>Who decides and who is liable for each commissioning function, as it was known at one instant.</summary>
public sealed class PowersAsKnown
{
    private const string Everybody = "England";

    private readonly PowersFacts facts;
    private readonly RegisterAsKnown register;
    private readonly Dictionary<FunctionCode, CommissioningFunction> functions;
    private readonly List<Term> aboutFunctions;
    private readonly List<Term> directions;
    private readonly ILookup<Party, Term> establishing;
    private readonly HashSet<string> holdingKinds;
    private readonly IReadOnlyList<Instrument> recorded;
    private readonly DateTimeOffset knownAt;

    /// <param name="recorded">The instruments that were recorded, as they were known at the same instant as the register.</param>
    public PowersAsKnown(PowersFacts facts, RegisterAsKnown register, IEnumerable<Instrument> recorded, DateTimeOffset knownAt)
    {
        (this.facts, this.register, this.recorded, this.knownAt) = (facts, register, [.. recorded], knownAt);
        Ledger = new Ledger([.. facts.Instruments, .. this.recorded, .. Establishments.In(register, facts.Makings)]).KnownAt(knownAt);
        functions = facts.Functions.ToDictionary(f => f.Code);
        var directing = facts.Kinds.Where(k => k.Directs).Select(k => k.Name).ToHashSet();
        aboutFunctions = [.. Ledger.Terms.Where(t => t.Clause.Functions.Count > 0)];
        directions = [.. Ledger.Terms.Where(t => directing.Contains(t.Instrument.Kind) && !t.Clause.IsChange)];
        establishing = Ledger.Terms.Where(t => t.Clause is { Does: Effect.Establishes, To: not null }).ToLookup(t => t.Clause.To!.Value);
        holdingKinds = new(facts.Makings.Select(m => m.Kind).Concat(aboutFunctions.Select(t => t.Clause.To?.Kind).OfType<string>().Where(k => k.Length > 0)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The instruments, and what they come to together.</summary>
    public LedgerAsKnown Ledger { get; }

    /// <summary>Every function in the table, in its order, parts after the whole.</summary>
    public IReadOnlyList<CommissioningFunction> Functions => facts.Functions;

    public IReadOnlyList<InstrumentKind> Kinds => facts.Kinds;

    /// <summary>By what powers bodies may be directed, and on what grounds.</summary>
    public IReadOnlyList<InterventionPower> Interventions => facts.Interventions;

    internal RegisterAsKnown Register => register;

    /// <summary>What it would all come to if some instruments were made as well.</summary>
    public PowersAsKnown With(IEnumerable<Instrument> more) => new(facts, register, [.. recorded, .. more], knownAt);

    /// <summary>What a function is called; of a part that the table does not have, its code.</summary>
    public string NameOf(FunctionCode function) => functions.TryGetValue(function, out var known) ? known.Name : function.ToString();

    /// <summary>The name of a party: that of the body near a day, where it is named by a code.</summary>
    public string NameOf(Party party, DateOnly day) => party.Code is { } code ? register.Find(code)?.NameNear(day) ?? "" : party.ToString();

    /// <summary>Whether anything can be said of a function: it is in the table, or a part of one that is.</summary>
    public bool Knows(FunctionCode function) => InTable(function) is not null;

    /// <summary>The people of whichever body stands in a code's place on a day, and who is around them.</summary>
    /// <returns>Nothing where the register has no such code.</returns>
    public People? Around(OdsCode code, DateOnly day)
    {
        if (register.Find(code) is not { } asked)
            return null;
        var standing = register.SuccessorOn(code, day);
        if (standing is not [var commissioner])
            return new(code, day, null, [], standing.Count == 0
                ? $"who took the place of {code}, which closed on {asked.Closed:yyyy-MM-dd}: nobody is recorded"
                : $"which part is meant: {code} closed on {asked.Closed:yyyy-MM-dd} and was split between {string.Join(" and ", standing)}. Ask for one of them, a practice or a postcode");
        if (register.Find(commissioner)!.On(day) is not { } was)
            return new(code, day, null, [], $"who was there before {commissioner}, which opened on {register.Find(commissioner)!.Opened:yyyy-MM-dd}: ask for the body that it came from, a practice or a postcode");

        List<(OdsCode, string)> around = [(commissioner, was.Kind)];
        foreach (var link in register.LinksOf(commissioner, day))
            if (register.Find(link.To)?.On(day) is { } other)
                around.Add((link.To, other.Kind));
        return around.Any(a => holdingKinds.Contains(a.Item2))
            ? new(code, day, commissioner, around)
            : new(code, day, null, around, $"whose people are meant: {commissioner} was a {was.Kind}, and functions are asked for the people of a local commissioner");
    }

    /// <summary>Who decides and who is liable for a function of some people, part by part where the parts differ.</summary>
    public FunctionAnswer Who(FunctionCode function, People people)
    {
        var whole = Held(function, people);
        var parts = facts.Functions.Select(f => f.Code).Concat(aboutFunctions.Where(t => t.Days.Contains(people.Day)).SelectMany(t => t.Clause.Functions.Concat(t.Clause.Except)))
            .Where(p => p != function && function.Covers(p)).Distinct().Order();
        if (whole.Chain.Count > 0 && !functions.ContainsKey(function) && !aboutFunctions.SelectMany(t => t.Clause.Functions.Concat(t.Clause.Except)).Any(function.Covers))
            whole = whole with { Warnings = [.. whole.Warnings, Unnamed(function)] };
        return whole with { Parts = [.. parts.Select(p => Held(p, people)).Where(p => !p.SaysAs(whole))] };
    }

    /// <summary>Whose word a function is for the people of a body on a day, its parts aside; nobody where that cannot be told or several decide.</summary>
    public Party? DeciderOf(FunctionCode function, OdsCode of, DateOnly day) =>
        Around(of, day) is { } people && Held(function, people) is { Settled: Settled.One, Deciders: [var decider] } ? decider : null;

    /// <summary>How many bodies have a function at each level on a day, delegated before joint before involved: as published, and by name as far as names are known.</summary>
    public IReadOnlyList<Uptake> UptakeOf(FunctionCode function, DateOnly day)
    {
        var terms = aboutFunctions.Where(t => t.Days.Contains(day) && t.Clause is { Does: Effect.Delegates or Effect.Shares or Effect.Involves, To: not null } && t.Clause.IsAbout(function)).ToList();
        return [.. terms.GroupBy(t => (t.Clause.Does, Kind: KindOf(t))).Where(l => l.Key.Kind.Length > 0).OrderBy(l => l.Key.Does).ThenBy(l => l.Key.Kind, StringComparer.Ordinal).Select(Level)];

        // By code, as what the body is that day; what has lapsed is nobody's.
        string KindOf(Term term) => term.Clause.To is { Code: { } code } ? HasLapsed(term, day) ? "" : register.Find(code)?.On(day)?.Kind ?? "" : term.Clause.To!.Value.Kind;

        Uptake Level(IGrouping<(Effect Does, string Kind), Term> level)
        {
            var open = register.OfKind(level.Key.Kind, day).Count;
            var each = level.FirstOrDefault(t => t.Clause.To!.Value.Naming == Naming.Each);
            var counted = level.Where(t => t.Clause.Uptake is not null).MaxBy(t => t.Instrument.InForce.First);
            List<OdsCode> named = [.. level.Select(t => t.Clause.To!.Value.Code).OfType<OdsCode>().Distinct().Order()];
            var some = counted?.Clause.Uptake;
            return new(level.Key.Does, level.Key.Kind, open, each is not null ? open : some?.Bodies, each is not null ? open : some?.OutOf, named, (each ?? counted ?? level.First()).Instrument) { IsEach = each is not null };
        }
    }

    /// <summary>The days on which the answer about a function may turn.</summary>
    public IEnumerable<DateOnly> TurnsOf(FunctionCode function) =>
        aboutFunctions.Where(t => t.Clause.IsAbout(function)).SelectMany(t => (DateOnly?[])[t.Days.First, t.Days.Last is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : null]).OfType<DateOnly>().Distinct().Order();

    /// <summary>The delegations to a body of a kind, on the days on which they are in force and it is of that kind, without what was stopped or moved from it.</summary>
    public IEnumerable<(Term Term, DateSpan Days)> DelegationsTo(OdsCode body)
    {
        if (register.Find(body) is not { } organisation)
            yield break;
        foreach (var term in aboutFunctions.Where(t => t.Clause.Does == Effect.Delegates))
            foreach (var kind in organisation.Standings.GroupBy(s => s.Kind))
                if (term.Clause.To is { } to && (to.Naming == Naming.Each ? Same(to.Kind, kind.Key) : to.Code == body && KindNamed(organisation, term) == kind.Key))
                    foreach (var standing in Joined(kind))
                        if (term.Days.Intersect(standing) is { } days)
                            foreach (var left in WithoutTaken(term, days, kind.Key))
                                yield return left;

        IEnumerable<(Term, DateSpan)> WithoutTaken(Term term, DateSpan days, string kind)
        {
            var taking = aboutFunctions.Where(t => t.Clause is { Does: Effect.Stops or Effect.Moves, Of: { } of } && t.Days.Intersect(days) is not null && Takes(t, of) && term.Clause.Functions.Any(t.Clause.IsAbout)).ToList();
            List<DateOnly> turns = [days.First, .. taking.SelectMany(t => (DateOnly?[])[t.Days.First, t.Days.Last?.AddDays(1)]).OfType<DateOnly>().Where(d => d > days.First && days.Contains(d)).Distinct().Order()];
            foreach (var (i, first) in turns.Index())
            {
                List<FunctionCode> left = [.. term.Clause.Functions.Where(f => !taking.Any(t => t.Days.Contains(first) && t.Clause.IsAbout(f)))];
                if (left.Count > 0)
                    yield return (left.Count == term.Clause.Functions.Count ? term : term with { Clause = term.Clause with { Functions = left } }, new(first, i + 1 < turns.Count ? turns[i + 1].AddDays(-1) : days.Last));
            }

            bool Takes(Term taker, Party of) => (of == Party.Of(body) || of.Naming == Naming.Each && Same(of.Kind, kind)) && (taker.Clause.For.Count == 0 || taker.Clause.For.Any(f => f == Party.Of(body) || f.ToString() == Everybody))
                || of == term.Clause.Of && (taker.Clause.For.Any(f => f == Party.Of(body) || f.ToString() == Everybody) || taker.Clause.To == Party.Of(body));
        }

        // A change of name alone is no break.
        static IEnumerable<DateSpan> Joined(IEnumerable<Standing> standings)
        {
            DateSpan? sofar = null;
            foreach (var days in standings.Select(s => s.Days).OrderBy(d => d.First))
            {
                if (sofar is { } before && before.Last?.AddDays(1) == days.First)
                    sofar = new DateSpan(before.First, days.Last);
                else
                {
                    if (sofar is { } done)
                        yield return done;
                    sofar = days;
                }
            }

            if (sofar is { } rest)
                yield return rest;
        }
    }

    private FunctionAnswer Held(FunctionCode function, People people)
    {
        var day = people.Day;
        List<Ground> chain = [];
        List<string> warnings = [];
        List<Party> also = [];
        Party? liable = null;
        var (liableMissing, table) = ("", InTable(function));

        FunctionAnswer Answer(Settled settled, IReadOnlyList<Party> deciders, string missing = "")
        {
            var office = deciders.Any(d => d.Naming == Naming.Name) ? Office(table, people) : null;
            return new(function, NameOf(function), people, settled, deciders, also, liable,
                liable is null && liableMissing.Length == 0 ? missing : liableMissing, office, chain, [.. Doubts([.. deciders, .. liable is { } l ? [l] : Array.Empty<Party>()], office, people), .. warnings], missing, []);
        }

        if (table is null || !table.Days.Contains(day))
            return Answer(Settled.CannotTell, [], table is null ? $"what {function} is: './remit powers functions' lists the functions" : $"who held functions then: the table of functions speaks {table.Days}");
        if (people.Commissioner is null)
            return Answer(Settled.CannotTell, [], people.Missing);

        warnings.AddRange(facts.Doubts.Where(d => d.Functions.Any(f => f.Covers(function)) && d.Days.Contains(day) && (d.Codes.Count == 0 || people.Around.Any(a => d.Codes.Contains(a.Code)))).Select(d => $"In doubt: {d.Note}"));
        var terms = aboutFunctions.Where(t => t.Days.Contains(day) && t.Clause.IsAbout(function)).ToList();
        warnings.AddRange(terms.Select(t => Lapsed(t, people)).OfType<string>());
        var confers = Closest(function, terms.Where(t => t.Clause.Does == Effect.Confers && Meant(t.Clause.To, t, people) is not null));
        if (confers.Count == 0)
            return Answer(Settled.CannotTell, [], $"which law gives {function} to whom on {day:yyyy-MM-dd}");
        if (confers.Select(t => Meant(t.Clause.To, t, people)).Distinct().Count() > 1)
            return Answer(Settled.Conflicting, [], $"which of these prevails: {string.Join("; ", confers)}");

        var decider = Meant(confers[0].Clause.To, confers[0], people)!.Value;
        liable = decider;
        chain.Add(new(confers[0], $"gives it to {Named(decider)}"));
        AddMaking(decider);

        HashSet<Term> used = [];
        while (true)
        {
            var here = terms.Where(t => !used.Contains(t) && t.Clause.Of is not null && Meant(t.Clause.Of, t, people) == decider && Reaches(t, people)).ToList();
            used.UnionWith(here);
            foreach (var term in here.Where(t => t.Clause.Does is Effect.Involves or Effect.Pools or Effect.Allows && t.Clause.To?.Naming != Naming.Some))
                if (Meant(term.Clause.To, term, people) is { } other)
                {
                    chain.Add(new(term, term.Clause.Does switch
                    {
                        Effect.Involves => $"has {Named(other)} take part, and decide nothing",
                        Effect.Pools => $"puts its money in one fund with that of {Named(other)}",
                        _ => $"lets {Named(other)} exercise it too",
                    } + (term.Clause.What.Length > 0 ? $": {term.Clause.What}" : "")));
                    if (term.Clause.Does == Effect.Allows)
                        also.Add(other);
                }

            var stops = here.Where(t => t.Clause.Does == Effect.Stops).ToList();
            var moves = Closest(function, here.Where(t => t.Clause.Does == Effect.Moves && Meant(t.Clause.To, t, people) is not null));
            chain.AddRange(stops.Select(t => new Ground(t, $"stops {Named(decider)} exercising it")));
            if (stops.Count > 0 && moves.Count == 0)
                return Told(Settled.Nobody, [], $"who exercises it instead of {Named(decider)}: no instrument that is known names anyone");

            // A direction comes from above: what the body that it is given to has arranged itself gives way.
            var next = moves.Count > 0 ? moves : Closest(function, here.Where(t => t.Clause.Does is Effect.Delegates or Effect.Shares && Meant(t.Clause.To, t, people) is not null));
            var settled = next.Where(t => t.Clause.To!.Value.Naming != Naming.Some).ToList();
            if (settled.Count == 0 && next.Count > 0 && !here.Any(t => t.Clause.Does == Effect.Involves && t.Clause.To?.Naming == Naming.Code))
            {
                chain.AddRange(next.Select(t => new Ground(t, $"{(t.Clause.Does == Effect.Shares ? "shares it with" : "delegates it to")} some bodies of its kind{Counted(t)}: whether {Named(Meant(t.Clause.To, t, people)!.Value)} was one is not known here")));
                if (next.Any(t => t.Clause.Liable != Liability.Stays))
                    (liable, liableMissing) = (null, $"what {Named(decider)} agreed");
                return Told(Settled.CannotTell, [], $"which arrangement {Named(Meant(next[0].Clause.To, next[0], people)!.Value)} had: {(next.Any(t => t.Clause.Uptake is not null) ? "only the number of each is known" : "no list is held of those that had one")}. Record its agreement to settle it");
            }

            if (settled.Count == 0)
                return Told(Settled.One, [decider]);
            if (settled.Select(t => (t.Clause.Does, Meant(t.Clause.To, t, people))).Distinct().Count() > 1)
                return Told(Settled.Conflicting, [], $"which of these prevails: {string.Join("; ", settled)}");

            var chosen = settled.OrderByDescending(t => t.Instrument.Document.Length > 0).ThenByDescending(t => t.Clause.To!.Value.Naming == Naming.Code).First();
            var to = Meant(chosen.Clause.To, chosen, people)!.Value;
            chain.Add(new(chosen, chosen.Clause.Does switch
            {
                Effect.Moves => $"has {Named(to)} exercise it instead of {Named(decider)}",
                Effect.Shares => $"has {Named(decider)} and {Named(to)} decide together",
                _ => $"delegates it from {Named(decider)} to {Named(to)}",
            }));
            AddMaking(to);
            if (chosen.Clause.Does != Effect.Moves && chosen.Instrument.Document.Length == 0)
                warnings.Add($"{Title(chosen)} is believed on what is published about it; its text is not held{(chosen.Instrument.Source.Confidence is "" or "high" ? "" : $" (confidence {chosen.Instrument.Source.Confidence})")}.");
            // What is said of one body gives way to nothing that is said of its whole kind.
            var rivals = settled.Where(t => t.Clause.To!.Value.Naming == chosen.Clause.To!.Value.Naming && t.Clause.Liable != Liability.NotStated).ToList();
            (liable, liableMissing) = chosen.Clause.Liable switch
            {
                _ when rivals.Select(t => t.Clause.Liable).Distinct().Count() > 1 => (null, $"which of these prevails on liability: {string.Join("; ", rivals)}"),
                Liability.Stays => (liable, liableMissing),
                Liability.Passes => (to, ""),
                _ => (null, $"what {Title(chosen)} says of liability"),
            };
            if (chosen.Clause.Does == Effect.Shares)
                return Told(Settled.Jointly, [decider, to]);
            decider = to;
        }

        FunctionAnswer Told(Settled settled, IReadOnlyList<Party> deciders, string missing = "")
        {
            foreach (var direction in directions.Where(t => t.Days.Contains(day) && (t.Clause.Functions.Count == 0 || t.Clause.IsAbout(function)) && Reaches(t, people)))
                if (Meant(direction.Clause.Of, direction, people) is { } of && (of == decider || chain.Any(g => Meant(g.Term.Clause.To, g.Term, people) == of)))
                    warnings.Add($"A direction is in force: {Title(direction)}, clause {direction.Clause.Number}{(direction.Clause.What.Length > 0 ? $": {direction.Clause.What}" : "")}.");
            return Answer(settled, deciders, missing);
        }

        void AddMaking(Party party) => chain.AddRange(establishing[party].Where(t => t.Days.Contains(day) && chain.All(g => g.Term != t)).Select(t => new Ground(t, $"makes {Named(party)}")));

        string Named(Party party) => party.Code is { } code ? $"{code} {NameOf(party, day)}".TrimEnd() : party.ToString();
    }

    /// <summary>What the register doubts of the bodies that an answer names: that they were those bodies then and whose people they had, and where there are several, that the one belonged to the other.</summary>
    private IEnumerable<string> Doubts(IReadOnlyList<Party> named, OdsCode? office, People people)
    {
        var bodies = people.Around.Where(a => a.Code == people.Commissioner || a.Code == office || named.Contains(Party.Of(a.Code))).Distinct().ToList();
        return bodies.SelectMany(b => register.DoubtsOn(b.Kind, people.Day).Where(d => d.IsAbout(b.Code) && (d.About is "bodies" or "areas" || (d.About == "links" && bodies.Count > 1)))).Select(d => $"In doubt: {d.Note}").Distinct();
    }

    private CommissioningFunction? InTable(FunctionCode function)
    {
        for (FunctionCode? at = function; at is { } code; at = code.Whole)
            if (functions.TryGetValue(code, out var known))
                return known;
        return null;
    }

    private OdsCode? Office(CommissioningFunction? function, People people) =>
        function is { Office.Length: > 0 } && people.Commissioner is { } commissioner ? register.LinksOf(commissioner, people.Day).FirstOrDefault(l => l.Kind == function.Office)?.To : null;

    /// <summary>Whom a party means for these people: none where a kind is meant of which there is none around them, or where a body is no longer the one that was named.</summary>
    private Party? Meant(Party? party, Term term, People people) => party switch
    {
        null => null,
        { Naming: Naming.Each or Naming.Some, Kind: var kind } => people.Around.FirstOrDefault(a => Same(a.Kind, kind)) is { Kind: not null } body ? Party.Of(body.Code) : null,
        { Code: { } code } => StillIs(code, term, people.Day) ? party : null,
        _ => party,
    };

    /// <summary>A body is the one that was named while it is of the kind that it was then, though its code may outlive that. One that the register does not have is taken for itself.</summary>
    private bool StillIs(OdsCode code, Term term, DateOnly day) =>
        register.Find(code) is not { } organisation || (organisation.On(day) is { } now && (KindNamed(organisation, term) is not { } then || then == now.Kind));

    private static string? KindNamed(Organisation organisation, Term term) => organisation.On(term.NamedOn(Party.Of(organisation.Code)))?.Kind;

    private bool Reaches(Term term, People people)
    {
        var clause = term.Clause;
        if (clause.For.Count > 0)
            return clause.For.Any(f => f.ToString() == Everybody || (Meant(f, term, people) is { Code: { } code } && people.Around.Any(a => a.Code == code)));
        Party?[] named = [.. ((Party?[])[clause.Of, clause.To]).Where(p => p is not null)];
        return named.All(p => p!.Value.Naming == Naming.Name) || named.Any(p => Meant(p, term, people) is { Code: { } code } && people.Around.Any(a => a.Code == code));
    }

    /// <summary>What to say of an instrument that named a body which is gone, where another around these people has taken its place.</summary>
    private string? Lapsed(Term term, People people)
    {
        foreach (var party in (Party?[])[term.Clause.Of, term.Clause.To])
            if (party?.Code is { } code && !StillIs(code, term, people.Day) && register.SuccessorOn(code, people.Day).Concat(Successors(code)).Any(s => people.Around.Any(a => a.Code == s)))
                return $"{Title(term)} has lapsed: {code} is no longer the {KindNamed(register.Find(code)!, term)} that it names, and nothing that is known puts another in its place.";
        return null;

        // A code that lives on as another kind of body has no successor by its code, but has by its function.
        IEnumerable<OdsCode> Successors(OdsCode code) => register.SuccessorsOf(code).Where(s => s.On <= people.Day).Select(s => s.To).OfType<OdsCode>();
    }

    /// <summary>Those that name the function, or the least part of which it is one.</summary>
    private static List<Term> Closest(FunctionCode function, IEnumerable<Term> terms)
    {
        var all = terms.Select(t => (Term: t, Depth: t.Clause.Functions.Where(f => f.Covers(function)).Max(f => f.Depth))).ToList();
        return [.. all.Where(t => t.Depth == all.Max(a => a.Depth)).Select(t => t.Term)];
    }

    /// <summary>Whether a clause names a body by its code which was, on a day, no longer the kind of body that was named.</summary>
    public bool HasLapsed(Term term, DateOnly day) =>
        ((Party?[])[term.Clause.Of, term.Clause.To]).Any(p => p?.Code is { } code && !StillIs(code, term, day));

    private string Unnamed(FunctionCode part)
    {
        var whole = part.Whole!.Value;
        while (whole.Whole is { } above && !functions.ContainsKey(whole))
            whole = above;
        var near = functions.Keys.Concat(aboutFunctions.SelectMany(t => t.Clause.Functions.Concat(t.Clause.Except))).Where(f => f != whole && whole.Covers(f)).Distinct().Order().ToList();
        return $"No table or instrument has the part {part}: answered as for the whole, {whole}.{(near.Count > 0 ? $" The parts of it that are named: {string.Join(", ", near)}." : "")}";
    }

    private static bool Same(string kind, string other) => string.Equals(kind, other, StringComparison.OrdinalIgnoreCase);

    private static string Title(Term term) => $"{term.Instrument.Title} ({term.Instrument.Id})";

    private static string Counted(Term term) => term.Clause.Uptake is { } n ? $" ({n.Bodies} of {n.OutOf})" : "";
}
