using System.Text;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>Reads and writes scenarios of mergers: a CSV with a row to each new body, <c>scenario, on, code, name, bodies, area_from</c>, the bodies' codes with spaces between.</summary>
/// <remarks>Rows of one <c>scenario</c> are one; without that column the file is one scenario. An empty <c>code</c> is made up; an empty <c>area_from</c> is all that the bodies have. See <see cref="AreaSource"/>.</remarks>
public static class ScenarioFile
{
    private static readonly string[] Required = ["on", "name", "bodies"];

    /// <summary>The scenarios of a file, in its order.</summary>
    /// <exception cref="RefusedException">The file is none, or a scenario is impossible on the register of the day before. Every finding is told.</exception>
    public static IReadOnlyList<Scenario> Read(string path, RegisterAsKnown register)
    {
        using var source = CsvSource.Open(path, hasHeader: true);
        return Read(source, Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path)), register);
    }

    /// <summary>The scenarios of a text, which names no files.</summary>
    /// <inheritdoc cref="Read(string, RegisterAsKnown)"/>
    public static IReadOnlyList<Scenario> ReadText(string text, string shownAs, RegisterAsKnown register)
    {
        using var source = CsvSource.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), shownAs, hasHeader: true);
        return Read(source, shownAs, null, register);
    }

    /// <summary>Scenarios as a file of them has them.</summary>
    /// <param name="areaOf">What to write for an area that is not all that the bodies have.</param>
    public static string Text(IEnumerable<Scenario> scenarios, Func<ProposedArea, string> areaOf)
    {
        var text = new StringBuilder("scenario,on,code,name,bodies,area_from\n");
        foreach (var scenario in scenarios)
            foreach (var merger in scenario.Mergers)
                text.AppendJoin(',', ((string[])[scenario.Name, IsoDate.Text(scenario.On), merger.Code.ToString(), merger.Name, string.Join(' ', merger.Bodies.Distinct()), merger.Area is { } area ? areaOf(area) : ""]).Select(Cell)).Append('\n');
        return text.ToString();

        static string Cell(string cell) => cell.AsSpan().ContainsAny(",\"\n\r") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static List<Scenario> Read(CsvSource source, string file, string? folder, RegisterAsKnown register)
    {
        int Column(string name) => source.Headers.Index().FirstOrDefault(h => h.Item.Equals(name, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        if (Required.FirstOrDefault(c => Column(c) < 0) is { } missing)
            throw new RefusedException(new Finding("missing-column", Consequence.FileRefused, new Place(file, 1), string.Join(", ", source.Headers), $"a column {missing}: a scenario has on, name and bodies, and may have scenario, code and area_from"));

        foreach (var twice in source.Headers.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(h => h.Count() > 1))
            throw new RefusedException(new Finding("repeated-column", Consequence.FileRefused, new Place(file, 1, twice.Key), $"{twice.Count()} columns of that name", "one"));

        var (scenario, on, code, name, bodies, area) = (Column("scenario"), Column("on"), Column("code"), Column("name"), Column("bodies"), Column("area_from"));
        List<Finding> findings = [];
        Dictionary<string, (DateOnly On, List<ProposedMerger> Mergers)> scenarios = [];
        Dictionary<ProposedMerger, Place> places = new(ReferenceEqualityComparer.Instance);
        while (source.Read())
        {
            string Cell(int column) => column < 0 ? "" : source.Text(column).Trim();
            void Bad(string column, string kind, string found, string wanted) => findings.Add(new(kind, Consequence.FileRefused, new Place(file, source.Line, column), found, wanted));

            if (source.FieldCount != source.Headers.Count)
            {
                Bad("", "wrong-number-of-cells", $"{source.FieldCount} cells", $"{source.Headers.Count}, as in the header");
                continue;
            }

            var called = Cell(scenario) is { Length: > 0 } given ? given : Path.GetFileNameWithoutExtension(file);
            List<OdsCode> codes = [];
            foreach (var text in Cell(bodies).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (OdsCode.TryParse(text, out var body))
                    codes.Add(body);
                else
                    Bad("bodies", "bad-code", text, "codes with spaces between, such as 00F 00G 00H");
            if (!IsoDate.TryParse(Cell(on), out var day))
            {
                Bad("on", "bad-date", Cell(on), "the first day of the new state, as 2027-04-01");
                continue;
            }

            if (!scenarios.TryGetValue(called, out var rows))
                scenarios[called] = rows = (day, []);
            if (rows.On != day)
                Bad("on", "two-days", Cell(on), $"one day to a scenario: {called} began with {rows.On:yyyy-MM-dd}");
            var made = OdsCode.Parse($"NEW{rows.Mergers.Count + 1}");
            if (Cell(code).Length > 0 && !OdsCode.TryParse(Cell(code), out made))
                Bad("code", "bad-code", Cell(code), "the ODS code that the new body would have, or nothing");
            var merger = new ProposedMerger(made, Cell(name) is { Length: > 0 } said ? said : made.ToString(), [.. codes.Order()]);
            if (Cell(area).Length > 0)
                try
                {
                    merger = merger with { Area = AreaSource.Read(Cell(area), day, register, folder, new(file, source.Line, "area_from")) };
                }
                catch (RefusedException refused)
                {
                    findings.AddRange(refused.Findings);
                }

            places[merger] = new(file, source.Line);
            rows.Mergers.Add(merger);
        }

        if (scenarios.Count == 0 && findings.Count == 0)
            findings.Add(new("no-rows", Consequence.FileRefused, new Place(file), "a header and no rows", "a row for each new body"));
        List<Scenario> read = [.. scenarios.Select(s => new Scenario(s.Key, s.Value.On, s.Value.Mergers))];
        if (findings.Count == 0)
            findings.AddRange(read.SelectMany(s => s.Impossible(register, m => places[m])));
        return findings.Count == 0 ? read : throw new RefusedException(findings);
    }
}
