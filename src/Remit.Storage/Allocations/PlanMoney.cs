using System.Globalization;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Storage.Allocations;

/// <summary>What mergers do to money: fair shares, distance from target and running costs, before and after.</summary>
/// <param name="Inputs">The round whose targets are shown; none where the workspace holds no population by practice.</param>
/// <param name="Positions">Where distances come from; none where none are held.</param>
/// <param name="RunningCosts">The year's rate, or the last one known before it; none where there is none for the kind.</param>
/// <param name="Lists">The patients that running costs go by.</param>
/// <param name="Mergers">In the order of the scenario.</param>
public sealed record PlanMoney(AllocationInputs? Inputs, HeldPositions? Positions, RunningCosts? RunningCosts, RegisteredLists? Lists, IReadOnlyList<MergedMoney> Mergers)
{
    private const string NotKnown = "not known";

    /// <param name="populations">Of the same workspace as the register.</param>
    /// <param name="kind">The kind of body that would merge.</param>
    public static PlanMoney Of(RegisterAsKnown register, KeptPopulations populations, HeldPositions? positions, Scenario scenario, string kind)
    {
        var (eve, year) = (scenario.Eve, FinancialYear.Of(scenario.On));
        // The round nearest to the year, by practice: only practices can be placed with the bodies of any day.
        var inputs = AllocationTables.Shipped.Where(e => e.Unit == PopulationUnit.Practice).OrderBy(e => Math.Abs(e.Year.StartYear - year.StartYear)).Select(populations.Of).FirstOrDefault(i => i is not null);
        var targets = inputs is null ? ([], []) : Targets(register, inputs, eve, kind);

        var rate = SpendingTables.RunningCosts(ParameterTables.Shipped).Where(r => r.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase) && r.Year.StartYear <= year.StartYear).MaxBy(r => r.Year.StartYear);
        var lists = register.ListsFor(eve);
        var (before, after) = rate is null || lists is null ? ([], []) : Envelopes(register, rate, lists, scenario);

        return new(inputs, positions, rate, lists,
        [
            .. scenario.Mergers.Select(merger => MergedMoney.Of(
                merger,
                code => targets.Pounds.TryGetValue(code.ToString(), out var pounds) ? (targets.People[code.ToString()], new Pounds(pounds)) : null,
                code => positions?.Find(code.ToString())?.Position,
                code => before.TryGetValue(code.ToString(), out var envelope) ? envelope : null,
                after.TryGetValue(merger.Code.ToString(), out var whole) ? whole : null)),
        ]);
    }

    private static (SortedDictionary<string, long> Pounds, SortedDictionary<string, decimal> People) Targets(RegisterAsKnown register, AllocationInputs inputs, DateOnly eve, string kind)
    {
        var placement = Placement.On(register, inputs.Population, inputs.Edition.Unit, inputs.Edition.BodiesOn, eve, kind);
        return (placement.Sum(Target.Of(inputs.Population, inputs.Edition).Pounds), placement.Sum(inputs.Population.Heads));
    }

    private static (SortedDictionary<string, Pounds> Before, SortedDictionary<string, Pounds> After) Envelopes(RegisterAsKnown register, RunningCosts rate, RegisteredLists lists, Scenario scenario)
    {
        var population = Population.Of(lists);
        var placement = Placement.On(register, population, PopulationUnit.Practice, lists.Release.Edition, scenario.Eve, rate.Kind);
        return (Allowances(placement), Allowances(placement.Under(scenario)));

        SortedDictionary<string, Pounds> Allowances(Placement by)
        {
            var heads = by.Sum(population.Heads);
            heads.Remove(Placement.Nowhere);
            return heads.Count == 0 ? [] : rate.Allowances(heads);
        }
    }

    /// <summary>The sections of one merger: what its bodies have and what the whole would.</summary>
    internal IEnumerable<PlanSection> SectionsOf(int merger, PlannedMerger planned, string eve)
    {
        var (money, codes) = (Mergers[merger], planned.Bodies.Select(b => b.Code).ToList());
        var all = money.Bodies.Append(money.Whole).ToList();
        var names = planned.Bodies.Select(b => b.Name).Append(planned.Whole.Name).ToList();
        var asOne = $"--as-one {string.Join(',', codes)}";
        string[] area = planned.Proposed.Area is null ? [] : ["For all that its bodies have: its own area is not taken into account here."];
        IReadOnlyList<IReadOnlyList<string>> Rows(Func<BodyMoney, string[]> cells) => [.. all.Zip(names, (body, name) => (IReadOnlyList<string>)[body.Code.ToString(), name, .. cells(body)])];

        yield return Inputs is null
            ? new("Fair share", ["No weighted populations by practice are in the workspace, so targets are not known: './remit import weighted-populations FILE' takes them in."])
            : new($"Fair share, as in the round of {Inputs.Edition.Year}",
            [
                $"Of {(Inputs.Edition.Sum ?? default)}, by {Inputs.Release.File}{(Inputs.Edition.Source.Confidence == "high" ? "" : $"; the sum is of {Inputs.Edition.Source.Confidence} confidence")}. A merger's target is the sum of its parts'; nobody else's changes.", .. area,
            ])
            {
                Columns = ["", "name", "people", "target", "per head"],
                Rows = Rows(b => [b.People is { } people ? $"{people:N0}" : NotKnown, b.Target?.ToString() ?? NotKnown, b.People is { } heads && b.Target?.PerHead(heads) is { } each ? string.Create(CultureInfo.InvariantCulture, $"£{each:N2}") : NotKnown]),
                Verbs = [.. codes.Select(c => $"./remit allocate explain {c} --edition {Inputs.Edition.Id} --on {eve}"), $"./remit allocate explain NEW1 --edition {Inputs.Edition.Id} --on {eve} {asOne}"],
            };

        yield return all.TrueForAll(b => b.Position is null)
            ? new("Distance from target", [Positions is null ? "No opening positions are in the workspace, so distances are not known: './remit import opening-positions FILE' takes them in." : $"Not known: {Positions.Release.ToRelease()} has none of these bodies."])
            : new("Distance from target",
            [
                $"Of {Positions!.Release.ToRelease()}: the allocation before that year, and how far it was over (+) or under (-) target.", .. money.Whole.Position is null ? ["Not every body of the merger is there, so the whole's is not known."] : Array.Empty<string>(), .. area,
            ])
            {
                Columns = ["", "name", "allocation", "target", "distance"],
                Rows = Rows(b => b.Position is { } at ? [Pounds.Nearest(at.Baseline).ToString(), Pounds.Nearest(at.Target).ToString(), string.Create(CultureInfo.InvariantCulture, $"{at.Distance:+0.00;-0.00;0.00}%")] : [NotKnown, NotKnown, NotKnown]),
                Verbs = [.. all.Zip(codes.Select(c => c.ToString()).Append(string.Join(' ', codes))).Where(b => b.First.Position is not null).Select(b => $"./remit allocate opening {b.Second}")],
            };

        yield return RunningCosts is not { } rate || Lists is null
            ? new("Running costs", [RunningCosts is null ? "No running cost allowance of this year or one before it is held for bodies of this kind." : "No release of registered patients is in the workspace, so running costs are not known: './remit import practice-lists FILE' takes one in."])
            : new($"Running costs, as in {rate.Year}",
            [
                $"{(rate.PerHead is { } each ? string.Create(CultureInfo.InvariantCulture, $"£{each:N2} a head") : $"{rate.Sum} shared by heads")}, by {Lists.Release}. {rate.Note}. One body does not have more or less than its parts, but for a pound for each body.", .. area,
            ])
            {
                Columns = ["", "name", "allowance"],
                Rows = Rows(b => [b.Envelope?.ToString() ?? NotKnown]),
                Verbs = [$"./remit allocate running-costs --year {rate.Year} --on {eve}", $"./remit allocate running-costs --year {rate.Year} --on {eve} {asOne}"],
            };
    }

    /// <summary>The same as rows of a table: body, what it becomes, and its money.</summary>
    internal static readonly string[] Columns = ["body", "becomes", "round", "people", "target", "baseline", "opening_distance_pct", "opening_target", "running_costs_year", "running_costs"];

    internal IEnumerable<string[]> RowsOf(IReadOnlyList<ProposedMerger> mergers) =>
        from pair in Mergers.Zip(mergers)
        from body in pair.First.Bodies.Append(pair.First.Whole)
        select (string[])
        [
            body.Code.ToString(), ReferenceEquals(body, pair.First.Whole) ? "" : pair.Second.Code.ToString(), Inputs?.Edition.Id ?? "", body.People?.ToString("0.####", CultureInfo.InvariantCulture) ?? "", Plain(body.Target),
            Plain(body.Position is { } had ? Pounds.Nearest(had.Baseline) : null), body.Position is { } at ? Percentage.Plain(at.Distance) : "", Plain(body.Position is { } aims ? Pounds.Nearest(aims.Target) : null), RunningCosts?.Year.ToString() ?? "", Plain(body.Envelope),
        ];

    private static string Plain(Pounds? pounds) => pounds?.Value.ToString(CultureInfo.InvariantCulture) ?? "";
}
