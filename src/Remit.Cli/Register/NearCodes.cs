using Remit.Register;

namespace Remit.Cli.Register;

/// <summary>What to say of a code that is not in the register.</summary>
internal static class NearCodes
{
    private const int Most = 5;

    public static int NotFound(Terminal terminal, RegisterAsKnown register, string asked, bool withPractices)
    {
        var text = asked.Trim().ToUpperInvariant();
        var codes = register.Organisations.Select(o => (Code: o.Code.ToString(), o.Standings[^1].Name));
        if (withPractices && text.Length >= 5)
            codes = codes.Concat(register.Practices.Select(p => (Code: p.ToString(), Name: register.ListingsOf(p) is [.., var last] ? last.Name : "")));

        // A mistyped code differs in one character or has one too many or too few; anything else was perhaps a name.
        var near = codes.Where(c => Distance(c.Code, text) == 1).Take(Most).ToList();
        if (near.Count == 0 && text.Length >= 4)
            near = [.. codes.Where(c => c.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).Take(Most)];

        terminal.Note($"The register has no organisation{(withPractices ? " or practice" : "")} with the code {Finding.Quoted(asked)}.");
        if (near.Count > 0)
            terminal.Note($"Did you mean {string.Join("; ", near.Select(n => $"{n.Code} {n.Name}".TrimEnd()))}?");
        else if (register.Releases.Count == 0)
            terminal.Note("The workspace has no releases yet: './remit import auto FOLDER' takes in official files.");
        return ExitCode.NotFound;
    }

    /// <summary>0 where equal, 1 where one character differs, is added or is missing, else 2.</summary>
    internal static int Distance(string a, string b)
    {
        if (a == b)
            return 0;
        if (Math.Abs(a.Length - b.Length) > 1)
            return 2;
        var same = 0;
        while (same < a.Length && same < b.Length && a[same] == b[same])
            same++;
        var (restA, restB) = (a[same..], b[same..]);
        return (a.Length - b.Length) switch
        {
            0 => restA[1..] == restB[1..] ? 1 : 2,
            > 0 => restA[1..] == restB ? 1 : 2,
            _ => restA == restB[1..] ? 1 : 2,
        };
    }
}
