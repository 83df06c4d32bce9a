using System.CommandLine;
using Remit.Allocations;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary>Options that verbs about pace of change share.</summary>
internal static class PaceOptions
{
    public static Option<string> Policy() => new("--policy")
    {
        Description = "A policy by name ('./remit allocate policies' lists them), or a CSV of one's own: a row to each rule, with the columns rule and value",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => PacePolicies.Shipped[0].Policy.Id,
    };

    public static Option<string> Input() => new("--in")
    {
        Description = "Opening positions: name, baseline_k, population_growth_pct, opening_distance_pct; other columns are carried through",
        HelpName = "FILE.csv",
        Required = true,
    };

    public static Option<int> Years(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.TryRead<int>(out var given) && given is < 1 or > PaceOfChange.MostYears)
                result.AddError($"{name}: wanted a number of years from 1 to {PaceOfChange.MostYears}.");
        });
        return option;
    }

    /// <summary>Refuses several years of a policy that does not say how targets grow.</summary>
    /// <param name="from">The first year of which it must.</param>
    /// <exception cref="RefusedException">It does not.</exception>
    public static void AskForTargets(WrittenPolicy policy, int years, int from = 1)
    {
        if (years > 1 && Enumerable.Range(from, years - from + 1).Any(y => policy.Policy.In(y) is { TargetGrowthPerHead: null, TotalGrowth: null }))
            throw new RefusedException(new Finding("targets-not-known", Consequence.FileRefused, new Place(policy.Policy.Id), "no 'target growth per head' and no 'total growth'", "one of them: without it nobody knows where targets go, and one year is all that can be said"));
    }
}
