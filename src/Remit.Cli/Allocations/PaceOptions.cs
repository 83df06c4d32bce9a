using System.CommandLine;
using Remit.Allocations;
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
}
