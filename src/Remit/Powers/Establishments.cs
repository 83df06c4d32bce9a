using Remit.Register;
using Remit.Time;

namespace Remit.Powers;

/// <summary>Under which power, and by what sort of instrument, bodies of a kind are made and ended.</summary>
/// <param name="Kind">The kind of body.</param>
/// <param name="How"><c>establishment</c>, <c>merger</c> or <c>abolition</c>.</param>
/// <param name="Instrument">The kind of instrument that does it.</param>
public sealed record Making(string Kind, string How, string Instrument, Party MadeBy, string Power);

/// <summary>The instruments that must have made, merged and ended the bodies of the register, worked out from the days on which it has them.</summary>
/// <remarks>Their texts are not held, and each says so. Of what an instrument that is held has done to the register there is none.</remarks>
public static class Establishments
{
    private const string Because = "worked out from the register";

    /// <param name="makings">One for each kind of body and way; kinds that it does not name have no instruments here.</param>
    public static IEnumerable<Instrument> In(RegisterAsKnown register, IReadOnlyList<Making> makings)
    {
        var held = register.Changes.Bodies.Select(b => (b.Code, b.On, Ends: b is BodyChange.Ends)).ToHashSet();
        foreach (var organisation in register.Organisations)
            foreach (var standing in organisation.Standings.GroupBy(s => s.Kind))
            {
                var ways = makings.Where(m => m.Kind == standing.Key).ToDictionary(m => m.How);
                if (ways.Count == 0)
                    continue;

                var (first, named) = (standing.Min(s => s.Days.First), standing.OrderBy(s => s.Days.First).First());
                DateOnly? last = standing.Any(s => s.Days.Last is null) ? null : standing.Max(s => s.Days.Last);
                var days = new DateSpan(first, last);
                var self = Party.Of(organisation.Code);
                var from = register.PredecessorsOf(organisation.Code).Where(s => s.On == first && s.From != organisation.Code && s.How != "abolition").ToList();
                if (ways.TryGetValue(from.Count > 0 ? "merger" : "establishment", out var made) && !held.Contains((organisation.Code, first, false)))
                    yield return Made(made, $"{made.How}/{organisation.Code}", $"{named.Name}: {made.How}", days, named.Source,
                        [.. from.Select((s, i) => Taken(s, $"{i + 1}", self)), new Clause($"{from.Count + 1}", Effect.Establishes) { To = self, Kind = named.Kind, Name = named.Name }]);

                foreach (var end in register.SuccessorsOf(organisation.Code).Where(s => s.How == "abolition" && s.On == last?.AddDays(1)))
                    if (ways.TryGetValue("abolition", out var abolished) && !held.Contains((organisation.Code, end.On, true)))
                        yield return Made(abolished, $"abolition/{organisation.Code}", $"{named.Name}: abolition", new(end.On), end.Source,
                        [
                            new("1", Effect.Dissolves) { Of = self },
                            .. end.To is { } to ? (Clause[])[new("2", Effect.Transfers) { Of = self, To = Party.Of(to), What = "property, rights and liabilities, by transfer scheme" }] : [],
                        ]);
            }
    }

    // Of a body that was split, the largest part's merger ends it; the others take their share.
    private static Clause Taken(Succession from, string number, Party to) => from.How == "split"
        ? new(number, Effect.Transfers) { Of = Party.Of(from.From), To = to, What = "a part of its people" }
        : new(number, Effect.Dissolves) { Of = Party.Of(from.From) };

    private static Instrument Made(Making making, string id, string title, DateSpan days, Source source, IReadOnlyList<Clause> clauses) =>
        new(id, making.Instrument, title, making.MadeBy, making.Power, days, clauses, source with { Because = Because });
}
