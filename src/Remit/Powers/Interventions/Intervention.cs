using Remit.Time;

namespace Remit.Powers.Interventions;

/// <summary>How far an intervention has come.</summary>
public enum InterventionStage
{
    /// <summary>It is looked into: terms are proposed, bodies are consulted and heard.</summary>
    Open,

    /// <summary>It was decided on, and its instruments are recorded.</summary>
    Made,

    /// <summary>It was decided against.</summary>
    Dropped,
}

/// <summary>NHS England, or in an emergency the Secretary of State, steps in: from the ground shown, through the terms proposed and the bodies heard, to a decision, its instruments and what becomes of them.</summary>
/// <param name="Version">The version that its stream has reached.</param>
/// <param name="Opened">What it began as.</param>
/// <param name="Terms">The terms as they are proposed now; once decided, as they were made.</param>
/// <param name="Changes">What lifted or extended it, earliest first.</param>
public sealed record Intervention(
    string Id, long Version, InterventionStage Stage, InterventionOpened Opened, IReadOnlyList<WrittenClause> Terms, IReadOnlyList<BodyConsulted> Consulted,
    IReadOnlyList<RepresentationsMade> Representations, InterventionMade? Made, IReadOnlyList<InterventionReviewed> Reviews, IReadOnlyList<Event> Changes)
{
    private const string Local = "NHS England";

    /// <summary>What an intervention is once it was opened.</summary>
    public static Intervention Begun(string id, InterventionOpened opened) => new(id, 1, InterventionStage.Open, opened, [], [], [], null, [], []);

    /// <summary>Every instrument it made, those that changed the first ones among them.</summary>
    public IReadOnlyList<string> Instruments =>
        [.. Made?.Instruments ?? [], .. Changes.SelectMany(c => c switch { InterventionLifted lifted => [lifted.By], InterventionExtended extended => extended.By, _ => (IReadOnlyList<string>)[] })];

    /// <summary>The day by which it is to be looked at next; none where none was set.</summary>
    public DateOnly? ReviewDue => Reviews is [.., var last] ? last.Next : Made?.Review;

    /// <summary>Every move there is. What is not listed here cannot be done.</summary>
    /// <returns>The intervention after it; nothing where it cannot follow.</returns>
    public Intervention? After(Event next)
    {
        var moved = (Stage, next) switch
        {
            (InterventionStage.Open, TermProposed { Term: var term }) when Terms.All(t => t.Clause != term.Clause) => this with { Terms = [.. Terms, term] },
            (InterventionStage.Open, TermStruck { Clause: var number }) when Terms.Any(t => t.Clause == number) => this with { Terms = [.. Terms.Where(t => t.Clause != number)] },
            (InterventionStage.Open, BodyConsulted consulted) => this with { Consulted = [.. Consulted, consulted] },
            (InterventionStage.Open, RepresentationsMade made) => this with { Representations = [.. Representations, made] },
            (InterventionStage.Open, InterventionMade made) when Terms.Count > 0 => this with { Stage = InterventionStage.Made, Made = made },
            (InterventionStage.Open, InterventionDropped) => this with { Stage = InterventionStage.Dropped },
            (InterventionStage.Made, InterventionReviewed review) => this with { Reviews = [.. Reviews, review] },
            (InterventionStage.Made, InterventionLifted or InterventionExtended) => this with { Changes = [.. Changes, next] },
            _ => null,
        };
        return moved is null ? null : moved with { Version = Version + 1 };
    }

    /// <summary>The instruments that the terms make, one for each body that is told something, each linked to the others.</summary>
    /// <remarks>
    /// What a body must do, stop or suffer is told to that body; that another is to exercise a function is told to the other, as an enabling direction, unless NHS England exercises it itself.
    /// Under each is the power by which the terms in it may be made; where none is known, that is said in its place.
    /// </remarks>
    /// <param name="days">The days on which they are to be in force.</param>
    public IReadOnlyList<WrittenInstrument> Draft(DateSpan days, string? decision, PowersAsKnown powers)
    {
        var told = Terms.GroupBy(Addressee).Select(g => (To: g.Key, Id: $"interventions/{Id}/{Slug(g.Key)}", Terms: g.ToList())).ToList();
        return [.. told.Select(t =>
        {
            var under = t.Terms.SelectMany(term => InterventionRules.PowersFor(this, term, days.First, powers)).ToList();
            return new WrittenInstrument(t.Id, Opened.Kind, $"{Opened.Title}: to {powers.NameOf(Party.Parse(t.To), days.First) switch { { Length: > 0 } name => name, _ => t.To }}",
                under.FirstOrDefault()?.MadeBy.ToString() ?? Local, string.Join("; ", under.Select(p => p.Power).Distinct()) is { Length: > 0 } power ? power : "a power that is not known here",
                decision, days.First, days.Last, null, told.Count > 1 ? [.. told.Where(o => o.Id != t.Id).Select(o => o.Id)] : null, t.Terms);
        })];
    }

    /// <summary>Lifts one of its instruments, or a clause of one.</summary>
    /// <param name="from">The first day on which it no longer holds.</param>
    public InterventionStep Lift(string instrument, string? clause, DateOnly from, string? decision, PowersAsKnown powers)
    {
        if (!(Made?.Instruments.Contains(instrument) ?? false) || powers.Ledger.Find(instrument) is not { } target)
            return Refused("bad-intervention", "instrument", instrument, $"one that it made: {string.Join(", ", Made?.Instruments ?? [])}");
        var terms = powers.Ledger.Of(target).Where(t => clause is null || t.Clause.Number == clause).ToList();
        if (!terms.Exists(t => t.Days.Contains(from)))
            return Refused("not-in-force", clause is null ? "from" : $"clause {clause}", terms.Count == 0 ? "no such clause" : $"in force {string.Join(", ", terms.Select(t => t.Days).Distinct())}", $"what is in force on {from:yyyy-MM-dd}");
        var by = Change(target, "lift", clause, from, decision, new("1", "revokes", Target: target.Id, TargetClause: clause));
        return new(new InterventionLifted(instrument, clause, from, by.Id, decision), [by]);
    }

    /// <summary>Extends every instrument it made that is still in force and would end before a day.</summary>
    /// <param name="on">The day the extension is made: no later than the last day of what it extends. What has ended is gone, and can only be made anew.</param>
    public InterventionStep Extend(DateOnly on, DateOnly until, string? decision, PowersAsKnown powers)
    {
        var targets = (Made?.Instruments ?? []).Select(powers.Ledger.Find).OfType<Instrument>().Select(t => (Target: t, Lasts: powers.Ledger.Of(t).Select(x => x.Days.Last).ToList())).ToList();
        var lasts = targets.SelectMany(t => t.Lasts).Distinct().ToList();
        if (lasts.Count > 0 && lasts.TrueForAll(l => l < on))
            return Refused("too-late", "on", $"made on {on:yyyy-MM-dd}, ended on {lasts.Max():yyyy-MM-dd}",
                $"an extension made no later than {lasts.Max():yyyy-MM-dd}. What has ended cannot be carried on: from {lasts.Max()!.Value.AddDays(1):yyyy-MM-dd} it has not been in force, and it must be made anew, from the day on which that is done");
        var running = targets.Where(t => t.Lasts.Exists(l => l >= on && l < until)).Select(t => Change(t.Target, "extend", null, on, decision, new("1", "extends", Target: t.Target.Id, Until: until))).ToList();
        return running.Count == 0
            ? Refused("not-running-out", "until", $"{until:yyyy-MM-dd}", $"a day after the last of what is in force: {string.Join(", ", lasts.Select(l => l is { } day ? IsoDate.Text(day) : "it has none"))}")
            : new(new InterventionExtended(on, until, [.. running.Select(r => r.Id)], decision), running);
    }

    private InterventionStep Refused(string code, string field, string found, string wanted) => new(null, [], new(code, Consequence.FileRefused, new(Id, 0, field), found, wanted));

    private static WrittenInstrument Change(Instrument instrument, string how, string? clause, DateOnly from, string? decision, WrittenClause does) => new(
        $"{instrument.Id}/{how}-{(clause is null ? "" : $"{Slug(clause)}-")}{IsoDate.Text(from)}", instrument.Kind, $"{instrument.Title}: {(how == "lift" ? clause is null ? "lifted" : $"{clause} lifted" : "extended")}",
        instrument.MadeBy.ToString(), instrument.Power, decision, from, null, null, null, [does]);

    private static string Addressee(WrittenClause term) => term.Does switch
    {
        "moves" when term.To is { } to && to != Local => to,
        "allows" => term.To ?? "",
        _ => term.Of ?? "",
    };

    private static string Slug(string text)
    {
        var parts = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts is [var one] ? one : parts.Length == 0 ? "all" : string.Join('-', parts).ToLowerInvariant();
    }
}

/// <summary>What a step of an intervention comes to: what happened and the instruments that do it, or why not.</summary>
/// <param name="Happened">Nothing where it is refused.</param>
public sealed record InterventionStep(Event? Happened, IReadOnlyList<WrittenInstrument> Instruments, Finding? Refused = null);
