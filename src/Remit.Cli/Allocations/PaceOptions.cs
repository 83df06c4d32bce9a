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

    /// <summary>Asks that what is written destroys nothing of what is read, whether a file or the folder that it lies in, nor each other.</summary>
    /// <param name="inputs">What was named to be read; what is no file, such as a shipped policy's name, is in nobody's way.</param>
    /// <param name="outputs">What was named to be written, if anything.</param>
    /// <exception cref="RefusedException">One name stands for two files.</exception>
    public static void AskForOtherNames(IEnumerable<string?> inputs, params string?[] outputs)
    {
        List<string> taken = [.. inputs.OfType<string>().Where(File.Exists).Select(Path.GetFullPath)];
        foreach (var output in outputs.Where(o => !string.IsNullOrWhiteSpace(o)))
        {
            var path = Path.GetFullPath(output!);
            if (taken.Any(t => t == path || t.StartsWith(Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
                throw new RefusedException(new Finding("same-file", Consequence.FileRefused, new Place(output!), "one name for two files", "another name for the result than for what it is made from"));
            taken.Add(path);
        }
    }
}
