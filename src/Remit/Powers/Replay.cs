using Remit.Register;
using Remit.Time;

namespace Remit.Powers;

/// <summary>A day on which instruments act.</summary>
/// <param name="Before">How many bodies of each kind there were the day before, of the kinds that the instruments make.</param>
/// <param name="After">How many there are from the day.</param>
public sealed record ReplayedDay(DateOnly Day, IReadOnlyList<Instrument> Instruments, IReadOnlyList<(string Kind, int Bodies)> Before, IReadOnlyList<(string Kind, int Bodies)> After);

/// <summary>A practice or small area that the instruments have elsewhere than the register has it.</summary>
/// <param name="Days">The days on which they differ in this way.</param>
/// <param name="Replayed">Where the instruments have it; none where in nobody.</param>
/// <param name="Registered">Where the register has it, or the body established since that this lies in.</param>
/// <param name="Source">What the register has it from.</param>
public sealed record ReplayDifference(string Place, DateSpan Days, OdsCode? Replayed, OdsCode? Registered, Source Source);

/// <summary>A practice that the lists had between two codes: the one it was in had closed, and that of the one that took over came later.</summary>
public sealed record BetweenCodes(PracticeCode Practice, DateSpan Days, OdsCode CarriedTo, Source Source);

/// <summary>Instruments applied to the register of a day, one after another, with nothing known of what became of its bodies but what they do.</summary>
/// <remarks>See decisions/0031.</remarks>
public sealed class Replay
{
    private readonly RegisterAsKnown register;
    private readonly HashSet<OdsCode> established;
    private readonly List<string> kinds;

    /// <param name="register">The register, which gives the first day and is what the replay is held against.</param>
    /// <param name="ledger">The instruments.</param>
    /// <param name="days">From the day it begins with to the last day that is looked at.</param>
    /// <exception cref="ArgumentException">There is no last day.</exception>
    public Replay(RegisterAsKnown register, LedgerAsKnown ledger, DateSpan days)
    {
        (this.register, Days) = (register, days);
        if (days.Last is not { } last)
            throw new ArgumentException("A replay has a last day.", nameof(days));

        bool Within(DateOnly on) => days.First < on && on <= last;
        var all = RegisterEffects.Of(ledger);
        var made = new Changes
        {
            Bodies = [.. all.Bodies.Where(b => Within(b.On))],
            Successions = [.. all.Successions.Where(s => Within(s.On))],
            Handovers = [.. all.Handovers.Where(h => Within(h.On))],
        };
        Register = register.StandingOn(days.First).With(made.And(new() { Handovers = [.. Parts(made)] }));
        established = [.. made.Bodies.OfType<BodyChange.Opens>().Select(b => b.Code)];
        kinds = [.. made.Bodies.Select(b => register.Find(b.Code)?.On(b is BodyChange.Ends ? b.On.AddDays(-1) : b.On)?.Kind)
            .Concat(register.Organisations.Select(o => o.On(days.First)?.Kind).Where(k => k is not null && register.PaysLocally(k))).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var acting = ledger.Terms.Where(t => Clause.IsOfRegister(t.Clause.Does) && Within(t.Days.First)).ToLookup(t => t.Days.First, t => t.Instrument);
        Steps = [.. acting.Select(d => d.Key).Order().Select(day => new ReplayedDay(day, [.. acting[day].Distinct()], Count(day.AddDays(-1)), Count(day)))];

        List<(string, int)> Count(DateOnly day) => [.. kinds.Select(k => (k, Register.OfKind(k, day).Count))];
    }

    public DateSpan Days { get; }

    /// <summary>The register that the instruments make: it has no other changes of bodies, practices or areas.</summary>
    public RegisterAsKnown Register { get; }

    /// <summary>Each day on which instruments act, in order.</summary>
    public IReadOnlyList<ReplayedDay> Steps { get; }

    /// <summary>Where the law of tiling is broken, on any of the days.</summary>
    public IReadOnlyList<(DateSpan Days, Finding Finding)> Broken() => Tiling.BrokenThrough(Register, Days);

    /// <summary>Local commissioners and bodies of the kinds that instruments make which are open in one of the two and not in the other, on any of the days.</summary>
    public IReadOnlyList<(OdsCode Code, DateSpan Days, bool InRegister)> Bodies() =>
    [
        .. from kind in kinds
        from code in Register.Organisations.Concat(register.Organisations).Select(o => o.Code).Distinct()
        let ways = ((RegisterAsKnown[])[Register, register]).Select(r => r.Find(code)).ToList()
        from days in Days.CutBy(ways.SelectMany(o => o?.Standings ?? []).Select(s => s.Days))
        let open = ways.Select(o => o?.IsOn(kind, days.First) == true).ToList()
        where open[0] != open[1]
        select (code, days, open[1]),
    ];

    /// <summary>Places that the register has elsewhere: a practice or area that was moved, and no instrument is known that did.</summary>
    public IReadOnlyList<ReplayDifference> Differences()
    {
        List<ReplayDifference> found = [];
        var steps = Steps.Select(s => new DateSpan(s.Day)).ToList();
        foreach (var practice in register.Practices.Where(p => register.ListingsOf(p).Any(RegisterCheck.IsCounted)))
            Compare(practice.ToString(), Register.MembershipsOf(practice), register.MembershipsOf(practice), code => code, day => RegisterCheck.IsOpenGeneralPractice(register, practice, day), register.OpenDaysOf(practice).Stretches.Select(s => s.Days));
        foreach (var area in register.SmallAreas)
            Compare(area.ToString(), Register.CoverageOf(area), register.CoverageOf(area), lies => lies.Commissioner, _ => true, []);
        return found;

        void Compare<T>(string place, PaintedTimeline<T> replayed, PaintedTimeline<T> registered, Func<T, OdsCode> body, Func<DateOnly, bool> counts, IEnumerable<DateSpan> more) where T : struct
        {
            foreach (var run in Days.CutBy([.. replayed.Stretches.Select(s => s.Days), .. registered.Stretches.Select(s => s.Days), .. steps, .. more]))
            {
                var (ours, theirs) = (replayed.On(run.First), registered.On(run.First));
                OdsCode? had = ours?.Value is { } o ? body(o) : null, has = theirs?.Value is { } t ? Standing(body(t), run.First) : null;
                if (had == has || !counts(run.First))
                    continue;
                if (found is [.., var last] && last.Place == place && last.Days.Last?.AddDays(1) == run.First && last.Replayed == had && last.Registered == has)
                    found[^1] = last with { Days = new(last.Days.First, run.Last) };
                else
                    found.Add(new(place, run, had, has, theirs?.Source ?? ours!.Value.Source));
            }
        }
    }

    /// <summary>Practices that were open while the lists had them in a code that had closed, up to the day on which they have them in another: the register carries them over meanwhile.</summary>
    public IReadOnlyList<BetweenCodes> Waiting()
    {
        List<BetweenCodes> found = [];
        foreach (var practice in register.Practices)
            foreach (var (carried, next) in register.MembershipsOf(practice).Stretches.Zip(register.MembershipsOf(practice).Stretches.Skip(1)))
                if (carried is { Value: { } code, Source.Because.Length: > 0 } && next.Value == code && next.Source.Because is not { Length: > 0 }
                    && carried.Days.Intersect(Days) is { } days && RegisterCheck.IsOpenGeneralPractice(register, practice, days.First))
                    found.Add(new(practice, days, code, carried.Source));
        return found;
    }

    /// <summary>What the published record leaves in doubt about the kinds of body that the instruments make, on the days on which they act.</summary>
    public IReadOnlyList<Doubt> Doubts() =>
        [.. Steps.SelectMany(s => s.Before.Concat(s.After).Where(k => k.Bodies > 0).SelectMany(k => register.DoubtsOn(k.Kind, s.Day))).Where(d => d.Codes.Count == 0).Distinct()];

    /// <summary>A body that only the register has, as a location in a board, by the one it lies in that an instrument established.</summary>
    private OdsCode Standing(OdsCode code, DateOnly day) => Register.Find(code)?.IsOpenOn(day) == true ? code
        : register.LinksOf(code, day).Select(l => l.To).Where(established.Contains).Select(to => (OdsCode?)to).FirstOrDefault() ?? code;

    /// <summary>What of a body that was split went to others than the one that took over the rest: which practices and areas those were is in no instrument here, and is taken from the register of the day.</summary>
    private IEnumerable<Handover> Parts(Changes made) =>
        from split in made.Successions
        where split is { How: "split", To: not null } && !made.Handovers.Any(h => h.From == split.From && h.To == split.To && h.On == split.On)
        let eve = split.On.AddDays(-1)
        select new Handover(split.From, split.To, split.On, HandedOver.Listed, split.Source with { Because = "as the register has it: no instrument that is known lists them" })
        {
            Practices = [.. register.MembersOf(split.From, eve).Select(m => m.Practice).Where(p => register.CommissionerOf(p, split.On)?.Commissioner == split.To)],
            Areas = [.. register.AreasOf(split.From, eve).Where(a => register.CommissionerOf(a, split.On)?.Commissioner == split.To)],
        };
}
