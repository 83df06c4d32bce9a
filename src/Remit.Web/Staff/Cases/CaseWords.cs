using Remit.Powers;

namespace Remit.Web.Staff.Cases;

/// <summary>Clauses and terms in words.</summary>
public static class CaseWords
{
    private const int MostPlaces = 10;

    /// <summary>What a clause does, in a line.</summary>
    public static string Of(Clause clause) => Joined(clause.Number, clause.Does.ToString().ToLowerInvariant(), clause.Target, clause.TargetClause, [.. clause.Functions.Select(f => f.ToString())], $"{clause.Of}", $"{clause.To}",
        [.. clause.Practices.Select(p => p.ToString()), .. clause.Areas.Select(a => a.ToString())], clause.Name, clause.What, clause.Until);

    /// <summary>What a term would say, in a line.</summary>
    public static string Of(WrittenClause term) =>
        Joined(term.Clause, term.Does, term.Target ?? "", term.TargetClause ?? "", term.Functions ?? [], term.Of ?? "", term.To ?? "", [], "", term.What ?? "", term.Until);

    private static string Joined(string number, string does, string target, string targetClause, IReadOnlyList<string> functions, string of, string to, IReadOnlyList<string> places, string name, string what, DateOnly? until)
    {
        List<string> words = [$"{number}: {does}"];
        if (target.Length > 0)
            words.Add($"{target}{(targetClause.Length > 0 ? $", clause {targetClause}" : "")}");
        if (functions.Count > 0)
            words.Add(string.Join(", ", functions));
        if (places.Count > 0)
            words.Add($"{string.Join(", ", places.Take(MostPlaces))}{(places.Count > MostPlaces ? $" and {places.Count - MostPlaces:N0} more" : "")}");
        if (of.Length > 0)
            words.Add($"of {of}");
        if (to.Length > 0)
            words.Add($"to {to}");
        if (name.Length > 0)
            words.Add($"as {name}");
        if (until is { } day)
            words.Add($"until {day:yyyy-MM-dd}");
        return $"{string.Join(' ', words)}{(what.Length > 0 ? $": {what}" : "")}";
    }
}
