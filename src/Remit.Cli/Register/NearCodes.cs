using Remit.Register;

namespace Remit.Cli.Register;

/// <summary>What to say of a code that is not in the register.</summary>
internal static class NearCodes
{
    private const int Most = 5;

    public static int NotFound(Terminal terminal, RegisterAsKnown register, string asked, bool withPractices)
    {
        // Short codes are of organisations: for them the practices need not be read.
        var near = NameSearch.In(register, withPractices && asked.Trim().Length >= 5).Near(asked, Most);
        terminal.Note($"The register has no organisation{(withPractices ? " or practice" : "")} with the code {Finding.Quoted(asked)}.");
        if (near.Count > 0)
            terminal.Note($"Did you mean {string.Join("; ", near.Select(n => $"{n.Code} {n.Name}".TrimEnd()))}?");
        else if (register.Releases.Count == 0)
            terminal.Note("The workspace has no releases yet: './remit import auto FOLDER' takes in official files.");
        return ExitCode.NotFound;
    }
}
