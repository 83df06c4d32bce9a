using System.Collections.ObjectModel;
using Remit.Register;
using Remit.Time;

namespace Remit.Powers;

/// <summary>A clause as it stands after everything that acts on it.</summary>
/// <param name="Instrument">The instrument it is of.</param>
/// <param name="Clause">As it reads on these days.</param>
/// <param name="ChangedBy">What has extended, ended, amended or novated it, in the order in which they took effect.</param>
public sealed record Term(Instrument Instrument, Clause Clause, DateSpan Days, IReadOnlyList<Instrument> ChangedBy)
{
    /// <summary>The days on which an amendment or a novation put parties in.</summary>
    internal IReadOnlyDictionary<Party, DateOnly> PutIn { get; init; } = ReadOnlyDictionary<Party, DateOnly>.Empty;

    /// <summary>The day from which a party has been named in it: a body is named as what it was then, whatever else is amended later.</summary>
    public DateOnly NamedOn(Party party) => PutIn.TryGetValue(party, out var day) ? day : Instrument.InForce.First;

    /// <summary>Whether it names a body by its code, as one that gives, takes or is meant.</summary>
    public bool Names(OdsCode body) => Clause.Of?.Code == body || Clause.To?.Code == body || Clause.For.Contains(Party.Of(body));

    public override string ToString() => $"{Instrument.Id}, clause {Clause.Number}, {Days}";
}

/// <summary>Every instrument that was ever known, those withdrawn among them.</summary>
/// <param name="instruments">Of several of one id that are known at an instant, the first counts.</param>
public sealed class Ledger(IEnumerable<Instrument> instruments)
{
    private readonly Instrument[] instruments = [.. instruments];

    /// <summary>What anyone could have known at an instant.</summary>
    public LedgerAsKnown KnownAt(DateTimeOffset instant) => new(instruments.Where(i => i.IsKnownAt(instant)));

    /// <summary>The instants at which something else came to be known: an instrument was learned, or its recording taken back.</summary>
    public IEnumerable<DateTimeOffset> Turns => instruments.SelectMany(i => (DateTimeOffset?[])[i.LearnedAt, i.WithdrawnAt]).OfType<DateTimeOffset>();

    /// <summary>Everything known to date.</summary>
    public LedgerAsKnown ToDate => KnownAt(DateTimeOffset.MaxValue);
}

/// <summary>The instruments known at an instant, and what they come to together.</summary>
/// <remarks>
/// What acts on other instruments is applied in the order of the days on which it takes effect, never in the order in which it was recorded; on one day what revokes an act comes before
/// the act, then come amendments, novations, extensions and other revocations. So the same instruments always come to the same, and nothing is stored over.
/// </remarks>
public sealed class LedgerAsKnown
{
    private readonly Dictionary<string, Instrument> byId;
    private readonly List<Term> terms = [];
    private readonly List<Finding> findings = [];

    internal LedgerAsKnown(IEnumerable<Instrument> known)
    {
        byId = known.DistinctBy(i => i.Id).OrderBy(i => i.InForce.First).ThenBy(i => i.Id, StringComparer.Ordinal).ToDictionary(i => i.Id);
        var standing = byId.Values.SelectMany(i => i.Clauses.Select(c => new Standing(i, c))).ToList();
        var ofInstrument = standing.ToLookup(s => s.Instrument.Id);
        foreach (var act in standing.Where(s => s.Clause.IsChange).OrderBy(s => s.Instrument.InForce.First).ThenByDescending(s => Height(s, ofInstrument, [])).ThenBy(s => s.Clause.Does switch
            {
                Effect.Amends => 0,
                Effect.Novates => 1,
                Effect.Extends => 2,
                _ => 3,
            }).ThenBy(s => s.Instrument.Id, StringComparer.Ordinal).ThenBy(s => s.Clause.Number, StringComparer.Ordinal))
            Apply(act, ofInstrument);

        terms.AddRange(standing.SelectMany(s => s.Terms()));
    }

    /// <summary>Every instrument, by the first day of each.</summary>
    public IReadOnlyCollection<Instrument> Instruments => byId.Values;

    /// <summary>Every clause on every run of days on which it is in force and reads the same.</summary>
    public IReadOnlyList<Term> Terms => terms;

    /// <summary>What does not take effect, and why: an extension that came too late, a revocation of what is not known.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    public Instrument? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The clauses in force on a day.</summary>
    public IEnumerable<Term> On(DateOnly day) => terms.Where(t => t.Days.Contains(day));

    /// <summary>The clauses of one instrument on all their days, earliest first.</summary>
    public IReadOnlyList<Term> Of(Instrument instrument) => [.. terms.Where(t => t.Instrument == instrument)];

    private static List<Standing> Targets(Standing act, ILookup<string, Standing> ofInstrument) =>
        [.. ofInstrument[act.Clause.Target].Where(t => (act.Clause.TargetClause.Length == 0 || t.Clause.Number == act.Clause.TargetClause) && t != act)];

    /// <summary>How many acts deep a revocation reaches: 1 where it revokes an extension, 2 where it revokes such a revocation.</summary>
    private static int Height(Standing act, ILookup<string, Standing> ofInstrument, HashSet<Standing> above)
    {
        if (act.Clause.Does != Effect.Revokes || !above.Add(act))
            return 0;
        var height = Targets(act, ofInstrument).Where(t => t.Clause.IsChange).Select(t => 1 + Height(t, ofInstrument, above)).DefaultIfEmpty(0).Max();
        above.Remove(act);
        return height;
    }

    private void Apply(Standing act, ILookup<string, Standing> ofInstrument)
    {
        var (clause, day) = (act.Clause, act.Instrument.InForce.First);
        var targets = Targets(act, ofInstrument);
        if (!act.IsInForceOn(day))
            NoEffect("it had itself ended by then");
        else if (targets.Count == 0)
            NoEffect(byId.ContainsKey(clause.Target) ? $"{clause.Target} has no clause {clause.TargetClause}" : $"no instrument {clause.Target} is known");
        else if (!targets.Select(t => t.Change(act.Instrument, clause, day)).ToList().Contains(true))
            NoEffect(clause.Does switch
            {
                Effect.Extends => $"{clause.Target} was not running out: it had ended before, or has no last day before {clause.Until:yyyy-MM-dd}",
                Effect.Novates => $"{clause.Target} does not name {clause.Of} then",
                _ => $"{clause.Target} was not in force then",
            });

        void NoEffect(string why) => findings.Add(new("no-effect", Consequence.Note, new(act.Instrument.Id, 0, clause.Number), $"a clause that {clause.Does.ToString().ToLowerInvariant()} on {day:yyyy-MM-dd}; {why}",
            "something for it to act on. It is shown, and changes nothing"));
    }

    /// <summary>A clause while others act on it.</summary>
    private sealed class Standing(Instrument instrument, Clause clause)
    {
        private readonly List<Term> past = [];
        private readonly List<Instrument> changedBy = [];
        private readonly Dictionary<Party, DateOnly> putIn = [];
        private DateOnly first = instrument.InForce.First;
        private DateOnly? last = instrument.InForce.Last;
        private bool ended;

        public Instrument Instrument => instrument;

        public Clause Clause { get; private set; } = clause;

        public bool IsInForceOn(DateOnly day) => first <= day && !(last < day);

        public bool Change(Instrument by, Clause act, DateOnly day)
        {
            switch (act.Does)
            {
                // To the day after the last it can still be carried on; after that it is gone.
                case Effect.Extends when !ended && last is { } end && end < act.Until && day <= Next(end):
                    last = act.Until;
                    break;
                case Effect.Revokes when !(last < day) && !ended:
                    ended = true;
                    last = day > DateOnly.MinValue ? day.AddDays(-1) : null;
                    break;
                case Effect.Amends when !(last < day):
                    Turn(day);
                    PutIn([act.Of, act.To, .. act.For]);
                    Clause = Clause with
                    {
                        Functions = act.Functions.Count > 0 ? act.Functions : Clause.Functions,
                        Except = act.Except.Count > 0 ? act.Except : Clause.Except,
                        Of = act.Of ?? Clause.Of,
                        To = act.To ?? Clause.To,
                        For = act.For.Count > 0 ? act.For : Clause.For,
                        What = act.What.Length > 0 ? act.What : Clause.What,
                        Liable = act.Liable != Liability.NotStated ? act.Liable : Clause.Liable,
                    };
                    break;
                case Effect.Novates when !(last < day) && (Clause.Of == act.Of || Clause.To == act.Of || Clause.For.Contains(act.Of!.Value)):
                    Turn(day);
                    PutIn([act.To]);
                    Party Instead(Party party) => party == act.Of ? act.To!.Value : party;
                    Clause = Clause with { Of = Clause.Of is { } of ? Instead(of) : null, To = Clause.To is { } to ? Instead(to) : null, For = [.. Clause.For.Select(Instead)] };
                    break;
                default:
                    return false;
            }

            changedBy.Add(by);
            return true;
        }

        public IEnumerable<Term> Terms() => last < first ? past : past.Append(Read(last));

        private void Turn(DateOnly day)
        {
            if (day <= first)
                return;
            past.Add(Read(day.AddDays(-1)));
            first = day;
        }

        private Term Read(DateOnly? upTo) => new(instrument, Clause, new(first, upTo), [.. changedBy]) { PutIn = new Dictionary<Party, DateOnly>(putIn) };

        private void PutIn(IEnumerable<Party?> parties)
        {
            foreach (var party in parties.OfType<Party>())
                putIn[party] = first;
        }

        private static DateOnly Next(DateOnly day) => day < DateOnly.MaxValue ? day.AddDays(1) : day;
    }
}
