namespace Remit.Register;

/// <summary>What a table says its figures are by.</summary>
public enum CodeKind
{
    /// <summary>Whatever each cell turns out to be: an ODS or ONS code that the register has, a practice, a small area, or a name.</summary>
    Any,
    Ods,
    Ons,
    Name,
    Practice,
    Area,
}

/// <summary>What a figure is kept by: one of an organisation, a practice and a small area.</summary>
public readonly record struct Subject(OdsCode? Organisation, PracticeCode? Practice, OnsCode? Area)
{
    public override string ToString() => Organisation?.ToString() ?? Practice?.ToString() ?? Area?.ToString() ?? "";
}

/// <summary>Finds what the cells of a table stand for, in the register as it was on the day of the figures.</summary>
public sealed class Subjects(RegisterAsKnown register, DateOnly day, CodeKind kind)
{
    private readonly Dictionary<string, (Subject? Subject, string Problem)> known = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, Organisation>> byName = new(() =>
        (from organisation in register.Organisations
         where organisation.IsOpenOn(day)
         from plain in Plain(organisation.NameNear(day), organisation.On(day)!.Kind).Distinct()
         select (plain, organisation)).ToLookup(n => n.plain, n => n.organisation));

    /// <param name="problem">Why nothing was found, in words.</param>
    public Subject? Find(string cell, out string problem)
    {
        if (!known.TryGetValue(cell, out var found))
            known[cell] = found = Resolve(cell.Trim());
        problem = found.Problem;
        return found.Subject;
    }

    private (Subject?, string) Resolve(string text)
    {
        bool Asked(CodeKind of) => kind is CodeKind.Any || kind == of;
        static (Subject?, string) Is(Subject subject) => (subject, "");

        if (text.Length == 0)
            return (null, "nothing");
        if (OnsCode.TryParse(text, out var ons))
        {
            if (Asked(CodeKind.Area) && ons.Entity is "E01" or "W01" && register.CoverageOf(ons).Stretches.Count > 0)
                return Is(new(null, null, ons));
            if (Asked(CodeKind.Ons) && register.Find(ons) is { } coded)
                return Is(new(coded, null, null));
        }

        if (Asked(CodeKind.Ods) && OdsCode.TryParse(text, out var code) && register.Find(code) is not null)
            return Is(new(code, null, null));
        if (Asked(CodeKind.Practice) && PracticeCode.TryParse(text, out var practice) && (register.ListingsOf(practice).Count > 0 || register.MembershipsOf(practice).Stretches.Count > 0))
            return Is(new(null, practice, null));
        if (!Asked(CodeKind.Name))
            return (null, $"no {(kind == CodeKind.Practice ? "practice" : kind == CodeKind.Area ? "small area" : "organisation")} that the register has under that {kind switch { CodeKind.Ods => "ODS code", CodeKind.Ons => "ONS code", _ => "code" }}");

        var named = byName.Value[Plain(text)].Distinct().ToList();
        // A table of local commissioners may name them as the bodies they lie in are named.
        if (named.Count > 1 && named.Where(o => register.PaysLocally(o.On(day)!.Kind)).ToList() is [var local])
            named = [local];
        return named switch
        {
            [var one] => Is(new(one.Code, null, null)),
            [] => (null, $"no code or name that the register has on {day:yyyy-MM-dd}"),
            _ => (null, $"the name of {named.Count} bodies on {day:yyyy-MM-dd}: {string.Join(", ", named.Select(o => $"{o.Code} ({o.On(day)!.Kind})"))}"),
        };
    }

    /// <summary>A body's name as tables write it: with and without its kind at the end.</summary>
    private static IEnumerable<string> Plain(string name, string kind)
    {
        var plain = Plain(name);
        yield return plain;
        if (plain.EndsWith($" {Plain(kind)}", StringComparison.Ordinal))
            yield return plain[..^(kind.Length + 1)];
    }

    /// <summary>A name without capitals, punctuation, a leading "NHS" and what is in brackets at its end.</summary>
    private static string Plain(string name)
    {
        var text = name.Trim().ToUpperInvariant();
        if (text.EndsWith(')') && text.LastIndexOf('(') is > 0 and var bracket)
            text = text[..bracket];
        text = text.Replace("&", " AND ", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace("\u2019", "", StringComparison.Ordinal);
        string[] words = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words is ["NHS", _, ..] ? words[1..] : words);
    }
}
