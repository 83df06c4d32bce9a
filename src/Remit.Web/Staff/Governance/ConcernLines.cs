using Remit.Governance;
using Remit.Register;

namespace Remit.Web.Staff.Governance;

/// <summary>Whom an item is about, as people write it: one to a line, by code or by name, and after <c>as</c> what they are to it.</summary>
internal static class ConcernLines
{
    private const string As = " as ";

    /// <summary>Reads a line. A code that the register knows brings its name with it; anything else is a name.</summary>
    public static Concerned Read(string line, RegisterAsKnown register, DateOnly day)
    {
        var at = line.LastIndexOf(As, StringComparison.OrdinalIgnoreCase);
        var (who, role) = at > 0 ? (line[..at].Trim(), line[(at + As.Length)..].Trim()) : (line.Trim(), "");
        var (code, name) = Organisation(who, register, day);
        return new(name, code, role.Length > 0 ? role : null);
    }

    /// <summary>An organisation or practice that is known by the code that a text begins with; else the text as a name.</summary>
    public static (OdsCode? Code, string Name) Organisation(string text, RegisterAsKnown register, DateOnly day)
    {
        var word = text.Split(' ', 2)[0].TrimEnd(',', ':');
        if (OdsCode.TryParse(word, out var code))
        {
            if (register.Find(code) is { } organisation)
                return (code, organisation.NameNear(day));
            if (PracticeCode.TryParse(word, out var practice) && register.ListingOf(practice, day) is { } listing)
                return (code, listing.Name);
        }

        return (null, text);
    }

    /// <summary>A line that reads as it again.</summary>
    public static string Write(Concerned concerned) => $"{(concerned.Code is { } code ? $"{code} " : "")}{concerned.Name}{(concerned.As is { } role ? As + role : "")}";
}
