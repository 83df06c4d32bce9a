using System.Globalization;
using Remit.Allocations;
using Remit.Register;
using Remit.Storage.Register;

namespace Remit.Storage.Allocations;

/// <summary>One unit of a file of weighted populations, as one line has it.</summary>
/// <param name="Measures">Heads first, then needs and costs in the order of the edition's columns.</param>
/// <param name="Places">In the order of the edition's columns.</param>
public readonly record struct PopulationRow(string Code, string Name, decimal[] Measures, string[] Places, int Line);

/// <summary>Weighted populations by practice, or by body, in the layout of any edition whose columns are in <c>parameters/allocations/columns.csv</c>.</summary>
public sealed class PopulationLayout() : Layout<PopulationRow>(ReleaseKind, "weighted populations of a round of allocations", hasHeader: true)
{
    /// <summary>What the releases that hold weighted populations are called.</summary>
    public const string ReleaseKind = "weighted-populations";

    private static readonly string[] Numbers = ["heads", "need", "cost"];

    public override IReadOnlyList<string> NamesBegin => ["target_by_practice", "practice_weighted_pop", "ccg_2013_14_target"];

    public override IReadOnlyList<string> Headings => [.. AllocationTables.Shipped.SelectMany(Needed).Select(c => c.Heading).Distinct()];

    public override bool EditionMatters => true;

    /// <summary>The file of 2018/19 has no end to its last line. Its last column is one that nothing is worked out from.</summary>
    public override bool EndsItsLastLine => false;

    public override string Wanted => $"the columns of one of the editions {string.Join(", ", AllocationTables.Shipped.Select(e => e.Id))}: parameters/allocations/columns.csv lists them";

    public override bool Recognises(Specimen specimen) => EditionOf(specimen.First) is not null;

    public override bool Resembles(Specimen specimen) => AllocationTables.Shipped.Any(e => Needed(e).Count(c => specimen.Heads(c.Heading)) * 2 > Needed(e).Count());

    public override string SeriesOf(Specimen specimen) => EditionOf(specimen.First)?.Id ?? "";

    public override DateOnly? EditionOf(Specimen specimen) => EditionOf(specimen.First)?.BodiesOn;

    /// <summary>The first edition all of whose columns are in a header.</summary>
    private static Edition? EditionOf(IReadOnlyList<string> header) => AllocationTables.Shipped.FirstOrDefault(e => Fits(e, header));

    /// <summary>Whether a header has every column that an edition goes by.</summary>
    internal static bool Fits(Edition edition, IReadOnlyList<string> header) => Needed(edition).All(c => header.Contains(c.Heading, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<EditionColumn> Needed(Edition edition) => edition.Columns.Where(c => c.Use != "stated");

    internal static string[] MeasuresOf(Edition edition) => [.. edition.Columns.Where(c => c.Use is "need" or "cost").Select(c => c.Name)];

    internal static string[] PlacesOf(Edition edition) => [.. edition.Columns.Where(c => c.Use is "place" or "place name").Select(c => c.Use == "place" ? c.Name : $"{c.Name} name")];

    protected override RowReader<PopulationRow> Reader(OpenFile file) =>
        Reader(file, EditionOf(file.Source.Headers) ?? throw file.Lacks(Wanted));

    /// <summary>Reads rows as an edition lays them out: several may share a file.</summary>
    internal static RowReader<PopulationRow> Reader(OpenFile file, Edition edition)
    {
        var (cells, headers) = (file.Cells, file.Source.Headers);
        int Column(string use) => edition.Columns.FirstOrDefault(c => c.Use == use) is { } column ? file.Required(column.Heading) : throw file.Lacks($"a column that is the {use} of each unit");
        var (code, name, heads) = (Column("code"), Column("name"), Column("heads"));
        int[] measures = [heads, .. edition.Columns.Where(c => c.Use is "need" or "cost").Select(c => file.Required(c.Heading))];
        int[] places = [.. edition.Columns.Where(c => c.Use is "place" or "place name").Select(c => file.Required(c.Heading))];
        return (out PopulationRow row) =>
        {
            row = default;
            if (!cells.Ods(code, headers[code], out var unit))
                return false;
            var values = new decimal[measures.Length];
            foreach (var (at, column) in measures.Index())
                if (!decimal.TryParse(cells.Text(column), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out values[at]) || values[at] > 1_000_000_000)
                    return cells.Bad("not-a-number", headers[column], column, "a number that is not below nought, such as 4866.3");
            row = new(unit.ToString(), cells.Text(name), values, [.. places.Select(cells.Text)], cells.Line);
            return true;
        };
    }

    /// <summary>The population that an open file holds, as an edition lays it out.</summary>
    /// <param name="counts">Which units count: a table by body may have totals of several among its rows.</param>
    /// <exception cref="RefusedException">The file cannot be read, or has no unit that counts.</exception>
    public static Population Read(CsvSource source, Release release, Edition edition, ImportNotes notes, Func<string, bool> counts)
    {
        var file = new OpenFile(source, new RowCells(source, notes), release, notes, _ => null);
        if (!Fits(edition, source.Headers))
            throw file.Lacks($"the columns of the edition {edition.Id}: {string.Join(", ", Needed(edition).Select(c => c.Heading))}");
        var read = Reader(file, edition);
        List<PopulationRow> rows = [];
        HashSet<string> seen = [];
        while (source.Read())
        {
            notes.Rows++;
            if (source.FieldCount != source.Headers.Count)
                notes.LeaveOut("wrong-number-of-cells", source.Line, "", $"{source.FieldCount} cells", $"{source.Headers.Count}, as in the header");
            else if (read(out var row))
            {
                if (!counts(row.Code))
                    notes.LeaveOut("not-a-unit", source.Line, "", row.Code, $"a {edition.By}: this row is not counted");
                else if (!seen.Add(row.Code))
                    notes.LeaveOut("duplicate", source.Line, "", row.Code, "one row for each: the first was kept");
                else
                    rows.Add(row);
            }
        }

        if (rows.Count == 0)
            throw new RefusedException(new Finding("no-rows", Consequence.FileRefused, new Place(release.File), "no row that counts", $"rows by {edition.By}"));
        // In order of code, so that nothing downstream can depend on how the file was sorted.
        rows.Sort((a, b) => string.CompareOrdinal(a.Code, b.Code));
        var measures = MeasuresOf(edition).Index().ToDictionary(m => m.Item, m => rows.Select(r => r.Measures[m.Index + 1]).ToArray());
        var places = PlacesOf(edition).Index().ToDictionary(p => p.Item, p => rows.Select(r => r.Places[p.Index]).ToArray());
        var population = new Population([.. rows.Select(r => r.Code)], [.. rows.Select(r => r.Name)], [.. rows.Select(r => r.Measures[0])], measures, places);
        return edition.Indices.GroupBy(i => (i.Name, i.Place)).Aggregate(population, (sofar, index) =>
        {
            var levels = index.ToDictionary(i => i.Area, i => i.Value);
            return sofar.With(index.Key.Name, [.. sofar.Places[index.Key.Place].Select(area => levels.GetValueOrDefault(area, 1))]);
        });
    }

    protected override string? Unique(PopulationRow row) => row.Code;

    protected override RowKey KeyOf(PopulationRow row) => new(row.Code, "");
}
