using Remit.Time;

namespace Remit.Register;

/// <summary>One organisation of a family tree.</summary>
/// <param name="Generation">Nought for the one asked about; less for those it came from, more for those it became, so that nobody stands level with an own successor.</param>
/// <param name="Name">As it was called on the day asked about; of those it came from when they handed over, and of those it became when they took over.</param>
/// <param name="Days">From its first day to its last, under any kind.</param>
public sealed record Relation(OdsCode Code, int Generation, string Name, DateSpan Days);

/// <summary>An organisation, everyone it came from and everyone it became, as far as the recorded successions reach. Others that they came from or became are left out.</summary>
/// <param name="Relations">By generation, then by code.</param>
/// <param name="Successions">Those between two of them, in order of days.</param>
public sealed record FamilyTree(OdsCode Of, IReadOnlyList<Relation> Relations, IReadOnlyList<Succession> Successions)
{
    /// <returns>The tree, or none where the register does not have the organisation.</returns>
    /// <param name="day">The day asked about, which settles what the organisation itself is called.</param>
    public static FamilyTree? Around(RegisterAsKnown register, OdsCode code, DateOnly day)
    {
        if (register.Find(code) is null)
            return null;

        Dictionary<OdsCode, int> generations = new() { [code] = 0 };
        HashSet<Succession> successions = [];
        Follow(code, -1, from => register.PredecessorsOf(from).Select(s => (s, (OdsCode?)s.From)));
        Follow(code, 1, from => register.SuccessorsOf(from).Select(s => (s, s.To)));

        return new(code,
            [.. generations.OrderBy(g => g.Value).ThenBy(g => g.Key).Select(g => Relate(g.Key, g.Value))],
            [.. successions.OrderBy(s => s.On).ThenBy(s => s.From).ThenBy(s => s.To)]);

        // As far out as the longest line leads. The steps are counted, so that even a ring in the tables would come to an end.
        void Follow(OdsCode from, int generation, Func<OdsCode, IEnumerable<(Succession, OdsCode?)>> steps)
        {
            const int furthest = 12;
            if (Math.Abs(generation) > furthest)
                return;
            foreach (var (succession, next) in steps(from))
            {
                if (next is not { } other || register.Find(other) is null || other == code)
                    continue;
                successions.Add(succession);
                if (generations.TryGetValue(other, out var known) && Math.Abs(known) >= Math.Abs(generation))
                    continue;
                generations[other] = generation;
                Follow(other, generation + Math.Sign(generation), steps);
            }
        }

        Relation Relate(OdsCode relation, int generation)
        {
            var organisation = register.Find(relation)!;
            var named = generation switch
            {
                0 => day,
                < 0 => successions.Where(s => s.From == relation).Max(s => s.On).AddDays(-1),
                > 0 => successions.Where(s => s.To == relation).Min(s => s.On),
            };
            return new(relation, generation, organisation.NameNear(named), new(organisation.Opened, organisation.Closed));
        }
    }
}
