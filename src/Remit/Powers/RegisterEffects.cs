using Remit.Register;

namespace Remit.Powers;

/// <summary>What instruments do to the register: who begins and ends, who takes over from whom, and who has which practices and small areas.</summary>
/// <remarks>
/// Each clause acts once, on the first day of its instrument and as it reads then: that an instrument ends takes nothing back, and a later amendment of it moves nobody. What acts on one day is read together, so a body
/// can be dissolved by one instrument and parts of it taken by another. See decisions/0031.
/// </remarks>
public static class RegisterEffects
{
    /// <summary>The register as it would be, were instruments made that are only proposed: the law of tiling can be held against it, and nothing has taken effect.</summary>
    /// <param name="proposed">They may act on one another; to have them act on what was recorded, read <see cref="Of"/> from all together.</param>
    public static RegisterAsKnown Under(this RegisterAsKnown register, IEnumerable<Instrument> proposed) => register.With(Of(new Ledger(proposed).ToDate));

    /// <summary>What the clauses of a ledger do to the register.</summary>
    public static Changes Of(LedgerAsKnown ledger) =>
        ledger.Terms.Where(t => (Clause.IsOfRegister(t.Clause.Does) || t.Clause.Does == Effect.Transfers) && t.Days.First == t.Instrument.InForce.First).GroupBy(t => t.Days.First).Where(d => d.Key > DateOnly.MinValue)
            .OrderBy(d => d.Key).Select(d => On(d.Key, [.. d])).Aggregate(Changes.None, (sofar, day) => sofar.And(day));

    private static Changes On(DateOnly day, IReadOnlyList<Term> terms)
    {
        var dissolved = Each(Effect.Dissolves).Where(t => t.Clause.Of?.Code is not null).ToLookup(t => t.Clause.Of!.Value.Code!.Value);
        var heirs = dissolved.ToDictionary(d => d.Key, d => HeirsOf(d.Key, [.. d], terms));
        return new()
        {
            Bodies =
            [
                .. dissolved.Select(d => new BodyChange.Ends(d.Key, day, SourceOf(d.First()))),
                .. from t in Each(Effect.Establishes)
                   where t.Clause is { To.Code: not null, Kind.Length: > 0, Name.Length: > 0 }
                   select new BodyChange.Opens(t.Clause.To!.Value.Code!.Value, day, t.Clause.Kind, t.Clause.Name, SourceOf(t)),
                .. from t in Each(Effect.Renames)
                   where t.Clause.Of?.Code is not null
                   select new BodyChange.Renamed(t.Clause.Of!.Value.Code!.Value, day, t.Clause.Name, SourceOf(t)),
            ],
            Successions =
            [
                .. from d in dissolved
                   from heir in heirs[d.Key].DefaultIfEmpty()
                   where heir.To != d.Key
                   select new Succession(d.Key, heir.To, day, heir.How ?? "abolition", SourceOf(heir.By ?? d.First())),
            ],
            Handovers =
            [
                .. from d in dissolved
                   let heir = heirs[d.Key].FirstOrDefault()
                   where heir is { IsWhole: true, To: not null } && heir.To != d.Key
                   select new Handover(d.Key, heir.To, day, HandedOver.Everything, Passed(heir.By!, d.Key)),
                .. from t in Each(Effect.Joins).Concat(Each(Effect.Covers))
                   where t.Clause is { Of.Code: not null, To.Code: not null, Practices.Count: 0, Areas.Count: 0 }
                   let of = t.Clause.Of!.Value.Code!.Value
                   select new Handover(of, t.Clause.To!.Value.Code, day, t.Clause.Does == Effect.Joins ? HandedOver.Practices : HandedOver.Areas, Passed(t, of)),
                .. from t in Each(Effect.Joins).Concat(Each(Effect.Leaves)).Concat(Each(Effect.Covers))
                   where t.Clause.Practices.Count + t.Clause.Areas.Count > 0
                   select new Handover(t.Clause.Of?.Code, t.Clause.Does == Effect.Leaves ? null : t.Clause.To!.Value.Code, day, HandedOver.Listed, SourceOf(t))
                   {
                       Practices = t.Clause.Does == Effect.Covers ? [] : t.Clause.Practices,
                       Areas = t.Clause.Does == Effect.Covers ? t.Clause.Areas : [],
                   },
            ],
        };

        IEnumerable<Term> Each(Effect does) => terms.Where(t => t.Clause.Does == does);
    }

    /// <summary>
    /// Who takes over from a body that is dissolved; first the one to whom all that is not given elsewhere passes, where there is one. Beside it, only whoever property, staff or contracts are
    /// transferred to: that a practice goes elsewhere on the same day makes nobody a successor.
    /// </summary>
    private static List<(OdsCode? To, string? How, bool IsWhole, Term? By)> HeirsOf(OdsCode body, IReadOnlyList<Term> dissolving, IReadOnlyList<Term> terms)
    {
        var established = terms.Where(t => t.Clause is { Does: Effect.Establishes, To.Code: not null } && dissolving.Any(d => d.Instrument == t.Instrument)).Select(t => t.Clause.To!.Value.Code!.Value).Distinct().ToList();
        var takers = terms.Where(t => t.Clause is { Does: Effect.Transfers or Effect.Joins or Effect.Covers, To.Code: not null } && t.Clause.Of?.Code == body)
            .GroupBy(t => t.Clause.To!.Value.Code!.Value).ToList();
        OdsCode? main = dissolving.Select(d => d.Clause.To?.Code).FirstOrDefault(c => c is not null)
            ?? (established is [var only] ? only : established.Count == 0 && takers is [var taker] ? taker.Key : null);
        return
        [
            .. main is { } whole ? [(whole, established.Contains(whole) ? "merger" : dissolving.Any(d => d.Clause.To is not null) ? "succession" : "abolition", true, dissolving[0])] : Array.Empty<(OdsCode?, string?, bool, Term?)>(),
            .. takers.Where(t => t.Key != main && (main is null || t.Any(taken => taken.Clause.Does == Effect.Transfers))).Select(t => ((OdsCode?)t.Key, (string?)"split", false, (Term?)t.First())),
        ];
    }

    private static Source SourceOf(Term term)
    {
        var source = term.Instrument.Source;
        return source with
        {
            Release = source.Release with { Kind = "instrument", Title = term.Instrument.Title, Edition = term.Days.First, File = $"{source.Release.File}: {term.Instrument.Id}, clause {term.Clause.Number}" },
            Because = "",
        };
    }

    private static Source Passed(Term term, OdsCode from) => SourceOf(term) with { Because = $"passed from {from} by a clause that {term.Clause.Does.ToString().ToLowerInvariant()}" };
}
