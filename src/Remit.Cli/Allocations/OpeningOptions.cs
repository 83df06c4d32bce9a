using System.CommandLine;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary>What a verb is told that goes on from targets to allocations: what bodies had the year before, the policy, the years.</summary>
internal sealed class OpeningOptions
{
    private const string Plain = "plain";

    // Last year's money of all England cannot have gone by a part of it.
    private static readonly IReadOnlyList<Edition> Rounds = [.. AllocationTables.Shipped.Where(e => e.IsNational)];

    private readonly Option<string?> opening = new("--opening")
    {
        Description = $"What bodies had the year before, to go on from targets to allocations: a CSV with code (or name), baseline_k and population_growth_pct; or made up, as if last year's money had gone by heads ({Plain}) or as in a round ({string.Join(", ", Rounds.Select(e => e.Id))})",
        HelpName = "FILE.csv|plain|EDITION",
    };

    private readonly Option<string> policy = PaceOptions.Policy();
    private readonly Option<int> years = PaceOptions.Years("--years", "How many years of allocations; each begins where the one before it ended", 1);

    private readonly Option<decimal?> newMoney = new("--new-money")
    {
        Description = $"With made-up openings: by how much more than last year's the sum is, in per cent (default: the policy's total growth, or where it states none {PaceBasis.UsualNewMoney})",
        HelpName = "N",
    };

    public OpeningOptions() => newMoney.Validators.Add(result =>
    {
        if (result.TryRead<decimal?>(out var given) && given is <= -50 or > 100)
            result.AddError("--new-money: wanted per cent above -50 and up to 100: 3.");
    });

    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[opening, policy, years, newMoney])
            verb.Add(option);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(opening) is null or { Implicit: true } && new Option[] { policy, years, newMoney }.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } idle)
                result.AddError($"{idle.Name} goes with --opening: without what bodies had the year before there are targets, and no allocations.");
        });
    }

    /// <summary>What was named that may be a file to read.</summary>
    public IEnumerable<string?> Files(ParseResult parsed) => [parsed.GetValue(opening), parsed.GetValue(policy)];

    /// <summary>What was asked for; none where only targets were.</summary>
    /// <param name="stated">The edition as it is before a scenario changes it.</param>
    /// <exception cref="RefusedException">There is no such policy, or it cannot be carried over so many years.</exception>
    public OpeningAsked? Read(ParseResult parsed, Workspace workspace, RegisterAsKnown register, ChangedParameters changed, Edition stated)
    {
        if (parsed.GetValue(opening) is not { } from)
            return null;
        var asStated = PacePolicies.Named(parsed.GetValue(policy)!);
        var written = changed.Apply(asStated);
        // The first year shares out the sum of its targets; only what follows has to know where targets go.
        written.AskForTargets(parsed.GetValue(years), from: 2);
        var round = AllocationTables.Shipped.FirstOrDefault(e => e.Id == from);
        if (round is { IsNational: false })
            throw new RefusedException(new Finding("not-national", Consequence.FileRefused, new Place("--opening"), $"{from}, whose file is of a part of England", $"a CSV of what bodies had, {Plain}, or one of: {string.Join(", ", Rounds.Select(e => e.Id))}"));
        return new(written, parsed.GetValue(years), (targets, heads, on) =>
        {
            if (round is null && from != Plain)
                return BaselineFile.Read(from, targets.Keys.ToHashSet(), BaselineFile.ByName(register));
            // What bodies had does not change with what is asked of this year.
            var sum = stated.Sum ?? Target.Of(AllocationInputs.Open(workspace, stated, register).Population, stated).Sum;
            var last = Pounds.Nearest(sum.Value / (1 + (parsed.GetValue(newMoney) ?? asStated.Policy.In(1).TotalGrowth ?? PaceBasis.UsualNewMoney) / 100));
            if (round is null)
                return PaceBasis.AsIf(last, heads.Where(h => targets.ContainsKey(h.Key)));
            var inputs = AllocationInputs.Open(workspace, round, register);
            var then = Placement.On(register, inputs.Population, round.Unit, round.BodiesOn, on).Sum(Target.Of(inputs.Population, round).Pounds);
            return PaceBasis.AsIf(last, then.Where(t => targets.ContainsKey(t.Key)).Select(t => KeyValuePair.Create(t.Key, (decimal)t.Value)));
        }, round is not null ? $"made up: as if last year's money had been shared out as in {from}" : from == Plain ? "made up: as if last year's money had gone by heads" : Path.GetFileName(from));
    }
}

/// <summary>What bodies had the year before, and how fast they may move from it.</summary>
/// <param name="Baselines">By targets and heads of the bodies of a day: what each had.</param>
/// <param name="From">Where it is taken from, in words.</param>
internal sealed record OpeningAsked(WrittenPolicy Policy, int Years, Func<IReadOnlyDictionary<string, long>, IReadOnlyDictionary<string, decimal>, DateOnly, IReadOnlyDictionary<string, Baseline>> Baselines, string From);
