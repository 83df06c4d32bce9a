using Remit.Allocations;
using Remit.Register;

namespace Remit.Storage.Allocations;

/// <summary>What bodies had the year before: a CSV with <c>code</c> or <c>name</c>, <c>baseline_k</c> in thousands of pounds, and where it is known <c>population_growth_pct</c>. Other columns are passed over, so that a table of opening positions will do.</summary>
public static class BaselineFile
{
    /// <summary>Baselines by code.</summary>
    /// <param name="bodies">The bodies that may be meant: code and name.</param>
    /// <param name="codeOf">The code of a body by a name that it had; none where no body, or more than one, had it.</param>
    /// <exception cref="RefusedException">The file is none, a cell cannot be used, or a row is of no such body. Every finding is told.</exception>
    public static IReadOnlyDictionary<string, Baseline> Read(string path, IReadOnlySet<string> bodies, Func<string, string?> codeOf)
    {
        using var source = CsvSource.Open(path, hasHeader: true);
        return Read(source, Path.GetFileName(path), bodies, codeOf);
    }

    private static Dictionary<string, Baseline> Read(CsvSource source, string file, IReadOnlySet<string> bodies, Func<string, string?> codeOf)
    {
        int Column(string name) => source.Headers.Index().FirstOrDefault(h => h.Item.Equals(name, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        var (code, name, baseline, growth) = (Column("code"), Column("name"), Column("baseline_k"), Column("population_growth_pct"));
        if (baseline < 0 || code < 0 && name < 0)
            throw new RefusedException(new Finding("missing-column", Consequence.FileRefused, new Place(file, 1), string.Join(", ", source.Headers), "the columns code (or name) and baseline_k, and where it is known population_growth_pct"));

        Dictionary<string, Baseline> read = new(StringComparer.Ordinal);
        List<Finding> findings = [];
        while (source.Read())
        {
            string Cell(int column) => column < 0 ? "" : source.Text(column).Trim();
            void Bad(string kind, string column, string found, string wanted) => findings.Add(new(kind, Consequence.FileRefused, new Place(file, source.Line, column), found, wanted));

            if (Enumerable.Range(0, source.FieldCount).All(i => string.IsNullOrWhiteSpace(source.Text(i))))
                continue;
            if (source.FieldCount != source.Headers.Count)
            {
                Bad("wrong-width", "", $"{source.FieldCount} cells", $"{source.Headers.Count}, as in the header");
                continue;
            }

            var body = Cell(code) is { Length: > 0 } stated ? stated.ToUpperInvariant() : codeOf(Cell(name));
            if (body is null || !bodies.Contains(body))
                Bad("unknown-body", code < 0 ? "name" : "code", Cell(code) is { Length: > 0 } given ? given : Cell(name), "the code, or the name, of a body that has a target on that day: --on names another day");
            else if (!(Thousands.TryRead(Cell(baseline), out var thousands) && thousands is > 0 and <= Thousands.Most))
                Bad("bad-number", "baseline_k", Cell(baseline), "last year's allocation in thousands of pounds, above nought: 214082");
            else if (Cell(growth) is { Length: > 0 } text && !(Percentage.TryRead(text, out var rate) && rate is > -50 and <= 100))
                Bad("bad-number", "population_growth_pct", text, "growth of the population in per cent, above -50 and up to 100: 0.57");
            else if (!read.TryAdd(body, new(thousands * 1000, Cell(growth) is { Length: > 0 } known && Percentage.TryRead(known, out var percent) ? percent : 0)))
                Bad("repeated-body", "code", body, "each body once");
        }

        if (read.Count == 0 && findings.Count == 0)
            findings.Add(new("no-rows", Consequence.FileRefused, new Place(file), "a header and no rows", "a row for each body"));
        return findings.Count == 0 ? read : throw new RefusedException(findings);
    }

    /// <summary>Baselines as such a file, to be read again.</summary>
    public static byte[] Content(IReadOnlyDictionary<string, Baseline> baselines, Func<string, string> nameOf) => PacedFile.Content(
        ["code", "name", "baseline_k", "population_growth_pct"],
        baselines.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => (string[])[b.Key, nameOf(b.Key), Exactly(b.Value.Pounds / 1000), Exactly(b.Value.PopulationGrowth)]));

    private static string Exactly(decimal number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The one body of the register that had a name on some day.</summary>
    public static Func<string, string?> ByName(RegisterAsKnown register)
    {
        var named = register.Organisations.SelectMany(o => o.Standings.Select(s => (s.Name, Code: o.Code.ToString()))).Distinct().ToLookup(n => n.Name, n => n.Code, StringComparer.OrdinalIgnoreCase);
        return name => named[name].Distinct().ToList() is [var only] ? only : null;
    }
}
