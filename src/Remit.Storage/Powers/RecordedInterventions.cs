using System.Text.Json;
using Remit.Journal;
using Remit.Powers;
using Remit.Powers.Interventions;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Storage.Powers;

/// <summary>The interventions of a workspace, each a stream of its journal. What they decide is recorded as instruments in the same act, all of it or nothing.</summary>
public static class RecordedInterventions
{
    private const string Prefix = "intervention/";

    /// <summary>Every intervention, in the order in which they were opened.</summary>
    /// <exception cref="RefusedException">The journal cannot be read, or holds what Remit did not write.</exception>
    public static IReadOnlyList<Intervention> In(KeptJournal journal) => [.. journal.StreamsUnder(Prefix).GroupBy(e => e.Stream).Select(s => Read([.. s]))];

    /// <summary>One of them; nothing where there is none of that id.</summary>
    /// <inheritdoc cref="In"/>
    public static Intervention? Find(KeptJournal journal, string id) => IsId(id) && journal.Stream(Prefix + id) is { Count: > 0 } entries ? Read(entries) : null;

    /// <summary>What was done to one of them, by whom and why, earliest first.</summary>
    public static IReadOnlyList<Entry> History(KeptJournal journal, string id) => journal.Stream(Prefix + id);

    /// <summary>Whether a text can be the id of an intervention: a part of the ids of its instruments.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Opens an intervention.</summary>
    /// <exception cref="RefusedException">It is not as it should be, or there is one of that id.</exception>
    public static Intervention Open(KeptJournal journal, string id, InterventionOpened opened, PowersAsKnown powers, Act act)
    {
        List<Finding> found = [];
        void Wrong(string field, string text, string wanted) => found.Add(Bad(id, field, text, wanted));
        if (!IsId(id))
            Wrong("id", id, "small letters, digits and hyphens, at most 40");
        foreach (var (field, text) in ((string, string)[])[("title", opened.Title), ("evidence", opened.Evidence)])
            if (!Act.IsLine(text))
                Wrong(field, text, $"a line of at most {Act.Longest} characters");
        var kinds = powers.Interventions.Select(p => p.Instrument).Distinct().ToList();
        var grounds = powers.Interventions.Where(p => p.Instrument == opened.Kind).SelectMany(p => p.Grounds).Distinct().ToList();
        if (!kinds.Contains(opened.Kind))
            Wrong("kind", opened.Kind, $"one of {string.Join(", ", kinds)}");
        else if (!grounds.Contains(opened.Ground))
            Wrong("ground", opened.Ground, $"one of {string.Join(", ", grounds)}");
        if (opened.Bodies.Count == 0)
            Wrong("bodies", "none", "at least one body");
        foreach (var body in opened.Bodies.Where(b => !Party.TryParse(b, out var party) || party is { Code: null, Kind: "" }))
            Wrong("bodies", body, "a code in capitals, or 'each' and a kind of body, as 'each CCG'");
        foreach (var function in (opened.Functions ?? []).Where(f => !FunctionCode.TryParse(f, out var code) || !powers.Knows(code)))
            Wrong("functions", function, "a function in './remit powers functions', or a part of one");
        if (found.Count == 0 && journal.Stream(Prefix + id).Count > 0)
            found.Add(new("already-opened", Consequence.FileRefused, new(id), "an intervention of that id", "another id"));
        if (found.Count > 0)
            throw new RefusedException(found);
        journal.Append(act, new Proposal(Prefix + id, 1, opened));
        return Intervention.Begun(id, opened);
    }

    /// <summary>Does what needs no instrument: proposes or strikes a term, consults, hears, reviews, drops.</summary>
    /// <exception cref="RefusedException">It cannot follow what was done before, or is not as it should be.</exception>
    /// <exception cref="ConflictException">Somebody else has done something meanwhile.</exception>
    public static Intervention Do(KeptJournal journal, Intervention intervention, Event next, PowersAsKnown powers, Act act)
    {
        if (next is TermProposed { Term: var term })
            CheckTerm(intervention, term, powers);
        var texts = next switch
        {
            RepresentationsMade made => [made.Says, made.Document],
            BodyConsulted consulted => [consulted.Document],
            InterventionReviewed review => [review.Found],
            InterventionDropped dropped => [dropped.Decision],
            _ => Array.Empty<string?>(),
        };
        if (texts.OfType<string>().FirstOrDefault(t => !Act.IsLine(t)) is { } text)
            throw new RefusedException(Bad(intervention.Id, "text", text, $"a line of at most {Act.Longest} characters"));
        if (((next as BodyConsulted)?.Body ?? (next as RepresentationsMade)?.Body) is { } body && !(Party.TryParse(body, out var party) && party.Code is not null))
            throw new RefusedException(Bad(intervention.Id, "body", body, "the code of a body, in capitals"));
        DateOnly? on = next switch
        {
            BodyConsulted consulted => consulted.On,
            RepresentationsMade made => made.On,
            InterventionReviewed review => review.On,
            InterventionDropped dropped => dropped.On,
            _ => null,
        };
        if (on is { } day)
            NotToCome(intervention, day, act);
        var after = After(intervention, next);
        journal.Append(act, new Proposal(Prefix + intervention.Id, after.Version, next));
        return after;
    }

    /// <summary>Decides to intervene: the decision and every instrument it makes are one act.</summary>
    /// <param name="on">The day of the decision.</param>
    /// <param name="days">The days on which the instruments are in force.</param>
    /// <exception cref="RefusedException">A rule that bars is broken, or it cannot be decided now.</exception>
    /// <exception cref="ConflictException">Somebody else has done something meanwhile.</exception>
    public static Intervention Make(KeptJournal journal, Intervention intervention, DateOnly on, DateSpan days, DateOnly? review, string? decision, PowersAsKnown powers, Act act)
    {
        NotToCome(intervention, on, act);
        if (intervention is { Stage: InterventionStage.Open, Terms.Count: 0 })
            throw new RefusedException(new Finding("no-terms", Consequence.FileRefused, new(intervention.Id), "no terms", "at least one: what a body must do or stop, who takes a function over"));
        var checks = InterventionRules.Check(intervention, days, on, review, powers);
        var instruments = intervention.Draft(days, decision, powers);
        var next = After(intervention, new InterventionMade(on, days.First, days.Last, review, decision, [.. instruments.Select(i => i.Id)], [.. checks.Select(c => c.Kept())]));
        if (checks.Where(c => c.Bars).ToList() is { Count: > 0 } bars)
            throw new RefusedException([.. bars.Select(b => new Finding("rule-broken", Consequence.FileRefused, new(intervention.Id, 0, b.Rule.Id), "a rule that is broken", $"{b.Rule.Says} ({b.Rule.Basis}): {b.Because}"))]);
        Append(journal, next, next.Made!, instruments, powers, act);
        return next;
    }

    /// <summary>Lifts an instrument of an intervention, or one clause of it.</summary>
    /// <param name="from">The first day on which it no longer holds.</param>
    /// <exception cref="RefusedException">There is nothing in force then to lift.</exception>
    /// <exception cref="ConflictException">Somebody else has done something meanwhile.</exception>
    public static Intervention Lift(KeptJournal journal, Intervention intervention, string instrument, string? clause, DateOnly from, string? decision, PowersAsKnown powers, Act act) =>
        Take(journal, intervention, intervention.Lift(instrument, clause, from, decision, powers), powers, act);

    /// <summary>Extends every instrument of an intervention that is still in force.</summary>
    /// <param name="on">The day the extension is made: no later than the last day of what it extends.</param>
    /// <exception cref="RefusedException">It comes too late, or nothing would run out before that day.</exception>
    /// <exception cref="ConflictException">Somebody else has done something meanwhile.</exception>
    public static Intervention Extend(KeptJournal journal, Intervention intervention, DateOnly on, DateOnly until, string? decision, PowersAsKnown powers, Act act)
    {
        NotToCome(intervention, on, act);
        return Take(journal, intervention, intervention.Extend(on, until, decision, powers), powers, act);
    }

    private static void NotToCome(Intervention intervention, DateOnly on, Act act)
    {
        var today = LondonClock.LondonDay(act.At);
        if (on > today)
            throw new RefusedException(new Finding("day-to-come", Consequence.FileRefused, new(intervention.Id, 0, "on"), $"{on:yyyy-MM-dd}", $"a day up to today, {today:yyyy-MM-dd}"));
    }

    private static Intervention Take(KeptJournal journal, Intervention intervention, InterventionStep step, PowersAsKnown powers, Act act)
    {
        if (step.Refused is { } refused)
            throw new RefusedException(refused);
        var after = After(intervention, step.Happened!);
        Append(journal, after, step.Happened!, step.Instruments, powers, act);
        return after;
    }

    private static void Append(KeptJournal journal, Intervention after, Event happened, IReadOnlyList<WrittenInstrument> instruments, PowersAsKnown powers, Act act)
    {
        List<Finding> found = [];
        foreach (var written in instruments)
            Check(after.Id, written, powers, found);
        if (found.Count > 0)
            throw new RefusedException(found);
        journal.Append(act, [new(Prefix + after.Id, after.Version, happened), .. instruments.Select(i => RecordedInstruments.Proposed(journal, i, null))]);
    }

    private static void CheckTerm(Intervention intervention, WrittenClause term, PowersAsKnown powers)
    {
        List<Finding> found = [];
        Check(intervention.Id, new(intervention.Id, intervention.Opened.Kind, intervention.Opened.Title, "NHS England", "none yet", null, null, null, null, null, [term]), powers, found);
        foreach (var function in (term.Functions ?? []).Concat(term.Except ?? []).Where(f => FunctionCode.TryParse(f, out var code) && !powers.Knows(code)))
            found.Add(Bad(intervention.Id, $"clause {term.Clause}, functions", function, "a function in './remit powers functions', or a part of one"));
        if (term.Target is not null)
            found.Add(Bad(intervention.Id, $"clause {term.Clause}, does", term.Does, "a term that acts on a body. What was made is lifted and extended by verbs of their own"));
        if (found.Count > 0)
            throw new RefusedException(found);
    }

    private static void Check(string id, WrittenInstrument written, PowersAsKnown powers, List<Finding> found)
    {
        Place At(string? clause, string field) => new(id, 0, clause is null ? field : $"clause {clause}, {field}");
        if (written.Read(default, [.. powers.Kinds.Select(k => k.Name)], At, found) is not null)
            written.CheckNew(At, found);
    }

    private static Intervention After(Intervention intervention, Event next) => intervention.After(next) ?? throw new RefusedException(new Finding("not-now", Consequence.FileRefused, new(intervention.Id),
        $"{(intervention.Stage == InterventionStage.Open ? "an open intervention" : intervention.Stage == InterventionStage.Made ? "an intervention that was made" : "an intervention that was dropped")}{(next is TermProposed { Term.Clause: var number } && intervention.Stage == InterventionStage.Open ? $" with a term {number}" : "")}",
        intervention.Stage switch
        {
            InterventionStage.Open => "terms, each with a number of its own; consultation, representations, and then a decision",
            InterventionStage.Made => "a review, or that it is lifted or extended",
            _ => "another intervention, opened anew",
        }));

    private static Intervention Read(IReadOnlyList<Entry> entries)
    {
        Intervention? read = null;
        foreach (var entry in entries)
            read = (read, Event(entry)) switch
            {
                (null, InterventionOpened opened) => Intervention.Begun(entry.Stream[Prefix.Length..], opened),
                ({ } sofar, { } next) when sofar.After(next) is { } after => after,
                _ => throw new BrokenChainException(new(entry.Position, $"{entry}, which cannot follow what was done to that intervention", "a journal that Remit wrote")),
            };
        return read!;
    }

    private static Event? Event(Entry entry)
    {
        try
        {
            return EventKinds.Read(entry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Finding Bad(string id, string field, string text, string wanted) => new("bad-intervention", Consequence.FileRefused, new(id, 0, field), text, wanted);
}
