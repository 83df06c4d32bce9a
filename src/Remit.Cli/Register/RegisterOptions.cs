using System.CommandLine;
using System.CommandLine.Parsing;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Cli.Register;

/// <summary>The options that the register's verbs share.</summary>
internal static class RegisterOptions
{
    public static Option<string?> Workspace() => new("--workspace") { Description = "The workspace folder (default: REMIT_WORKSPACE, else ./workspace)", HelpName = "FOLDER" };

    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
        CustomParser = result => ParseDay(result, name),
    };

    /// <summary>The evidence of a workspace on top of the facts that travel with the product.</summary>
    public static Evidence Evidence(Workspace workspace) => workspace.Evidence(NationalTables.Shipped);

    /// <summary>The register as known by the end of a day, saying so where that leaves nothing but what travels with the product.</summary>
    public static RegisterAsKnown Register(Terminal terminal, Evidence evidence, DateOnly? known)
    {
        if (known is not { } by)
            return evidence.ToDate;
        var register = evidence.KnownAt(LondonClock.EndOfDay(by));
        if (register.Releases.Count == 0 && evidence.Releases.Count > 0)
            terminal.Note($"No release had been learned by {by:yyyy-MM-dd}, so only the facts that travel with Remit are used. './remit import list' shows when each was learned; importing with --learned says when you first had a file.");
        return register;
    }

    private static DateOnly? ParseDay(ArgumentResult result, string name)
    {
        var text = result.Tokens[0].Value;
        if (IsoDate.TryParse(text, out var day))
            return day;
        result.AddError($"{name} wants a day as 2015-04-01, not {Finding.Quoted(text)}.");
        return null;
    }
}
