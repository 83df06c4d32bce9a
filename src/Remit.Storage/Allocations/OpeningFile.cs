using Remit.Allocations;

namespace Remit.Storage.Allocations;

/// <summary>A table of opening positions: a row to each body, <c>name, baseline_k, population_growth_pct, opening_distance_pct</c>. Other columns are carried through.</summary>
/// <remarks>The baseline is in thousands of pounds, the rest in per cent. Held in memory: there are hundreds of bodies.</remarks>
public sealed class OpeningFile
{
    private const string Name = "name";
    private const string Baseline = "baseline_k";
    private const string PopulationGrowth = "population_growth_pct";
    private const string Distance = "opening_distance_pct";

    private static readonly string[] Adds = ["minimum_growth_pct", "growth_pct", "allocation_k", "per_head_growth_pct"];

    private readonly IReadOnlyList<string> headers;
    private readonly List<string[]> rows;

    private OpeningFile(IReadOnlyList<string> headers, List<string[]> rows, IReadOnlyList<OpeningPosition> positions) => (this.headers, this.rows, Positions) = (headers, rows, positions);

    /// <summary>In file order.</summary>
    public IReadOnlyList<OpeningPosition> Positions { get; }

    /// <exception cref="RefusedException">The file is none, a column is missing, or a cell cannot be used. Every finding is told.</exception>
    public static OpeningFile Read(string path)
    {
        var file = Path.GetFileName(path);
        using var source = CsvSource.Open(path, hasHeader: true);
        int Column(string name) => source.Headers.Index().FirstOrDefault(h => h.Item.Equals(name, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        string[] needed = [Name, Baseline, PopulationGrowth, Distance];
        List<Finding> findings =
        [
            .. needed.Where(c => Column(c) < 0).Select(c => new Finding("missing-column", Consequence.FileRefused, new Place(file, 1, c), string.Join(", ", source.Headers), $"a column {c}: {string.Join(", ", needed)} are needed, in any order")),
            .. source.Headers.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Where(h => h.Count() > 1 && needed.Contains(h.Key, StringComparer.OrdinalIgnoreCase)).Select(h => new Finding("repeated-column", Consequence.FileRefused, new Place(file, 1, h.Key), $"{h.Count()} columns of that name", "one")),
        ];
        if (findings.Count > 0)
            throw new RefusedException(findings);

        List<string[]> rows = [];
        List<OpeningPosition> positions = [];
        Dictionary<string, long> names = new(StringComparer.OrdinalIgnoreCase);
        while (source.Read())
        {
            void Bad(string code, string column, string found, string wanted) => findings.Add(new(code, Consequence.FileRefused, new Place(file, source.Line, column), found, wanted));

            // Spreadsheets leave rows of nothing but commas behind.
            if (Enumerable.Range(0, source.FieldCount).All(i => string.IsNullOrWhiteSpace(source.Text(i))))
                continue;
            if (source.FieldCount != source.Headers.Count)
            {
                Bad("wrong-width", "", $"{source.FieldCount} cells", $"{source.Headers.Count}, as in the header");
                continue;
            }

            var cells = Enumerable.Range(0, source.FieldCount).Select(source.Text).ToArray();
            decimal Number(string column, decimal above, decimal most, string wanted)
            {
                if (Percentage.TryRead(cells[Column(column)], out var number) && number > above && number <= most)
                    return number;
                Bad("bad-number", column, cells[Column(column)], wanted);
                return 1;
            }

            if (cells[Column(Name)].Trim() is not { Length: > 0 } name)
            {
                Bad("no-name", Name, "nothing", "the body's code or name");
                name = "";
            }
            else if (!names.TryAdd(name, source.Line))
                Bad("repeated-name", Name, name, $"each body once, and line {names[name]} has it: take one of the rows out, or give one another name");

            if (!(Thousands.TryRead(cells[Column(Baseline)], out var baseline) && baseline is > 0 and <= Thousands.Most))
                Bad("bad-number", Baseline, cells[Column(Baseline)], "last year's allocation in thousands of pounds, above nought: 214082 or 214,082");
            positions.Add(new(name, baseline * 1000, Number(PopulationGrowth, -50, 100, "growth of the population in per cent, above -50 and up to 100: 0.57"), Number(Distance, -100, 10_000, "distance from target in per cent, above -100 and up to 10000: -0.6 for 0.6% under")));
            rows.Add(cells);
        }

        return findings.Count == 0 ? new(source.Headers, rows, positions) : throw new RefusedException(findings);
    }

    /// <summary>Writes the table with the year's minimum growth, growth, allocation and growth per head added. Columns of those names that were there already stay, as <c>given_…</c>; those of an earlier run on its own output as <c>given_2_…</c>.</summary>
    /// <param name="year">A year of just these positions.</param>
    public void Write(PacedYear year, string path)
    {
        var given = year.Allocations.ToDictionary(a => a.Opening);
        WholeFile.Write(path, PacedFile.Content(
            headers.Select(Kept).Concat(Adds),
            rows.Zip(Positions, (cells, position) =>
            {
                var body = given[position];
                return (string[])[.. cells, Percentage.Plain(body.Minimum), Percentage.Plain(body.Growth), PacedFile.Thousands(body.Allocation.Value), Percentage.Plain(body.GrowthPerHead)];
            })));
    }

    /// <summary>What a column that was there is called beside those that are added: no two are called alike, however often a table goes through.</summary>
    private string Kept(string header)
    {
        if (!Adds.Contains(header, StringComparer.OrdinalIgnoreCase))
            return header;
        var name = $"given_{header}";
        for (var again = 2; headers.Contains(name, StringComparer.OrdinalIgnoreCase); again++)
            name = $"given_{again}_{header}";
        return name;
    }
}
