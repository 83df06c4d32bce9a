using System.Globalization;
using System.Text;

namespace Remit.Specs.Responsibility;

/// <summary>The cases of a page that are decided in one file.</summary>
internal sealed class Batch(string world, string? rulebook, string? shown, IReadOnlyList<WorkedCase> cases)
{
    private readonly IReadOnlyDictionary<int, string[]> records = Lines(shown ?? Written(cases));

    /// <summary>Every batch there is, in the order of the pages.</summary>
    public static IReadOnlyList<Batch> All { get; } =
    [
        .. SpecPage.All
            .GroupBy(c => (c.Page, World: c[Column.World], Rulebook: c[Column.Rulebook], c.File))
            .Select(g => new Batch(g.Key.World, g.Key.Rulebook.Length == 0 ? null : g.Key.Rulebook, g.Key.File?.Text, [.. g])),
    ];

    public string World => world;
    public string? Rulebook => rulebook;
    public IReadOnlyList<WorkedCase> Cases => cases;
    public string Text { get; } = shown ?? Written(cases);
    public bool IsShown => shown is not null;
    public string WorldFolder => Path.Combine(SpecPage.Folder, "worlds", world);

    /// <summary>The lines on which records begin, the header's left out.</summary>
    public IReadOnlyList<int> RecordLines => [.. records.Keys.Where(l => l > records.Keys.First())];

    /// <summary>Columns of the file that Remit does not know. They come back after the decision, untouched.</summary>
    public IReadOnlyList<string> Unknown => [.. records.Values.First().Except(Column.Activity)];

    public int LineOf(int at) => shown is null ? at + 2 : int.Parse(cases[at][Column.Line], CultureInfo.InvariantCulture);

    public string RecordId(int at) => Cell(at, Column.RecordId);

    /// <summary>What the rejects must say: the line, and the id and the cell as they stand in the file.</summary>
    public string[] Reject(int at)
    {
        var column = cases[at][Column.RejectedFor];
        var line = LineOf(at);
        return [line.ToString(CultureInfo.InvariantCulture), RecordId(at), column, column.Length > 0 ? Cell(at, column) : $"{records[line].Length} cells"];
    }

    public string Cell(int at, string column)
    {
        var index = Array.IndexOf(records.Values.First(), column);
        return index >= 0 && index < records[LineOf(at)].Length ? records[LineOf(at)][index] : "";
    }

    private static string Written(IReadOnlyList<WorkedCase> cases) =>
        Csv.Line(Column.Activity.Where(c => c != "lsoa" || cases.Any(w => w["lsoa"].Length > 0)))
        + string.Concat(cases.Select(w => Csv.Line(Column.Activity.Where(c => c != "lsoa" || cases.Any(x => x["lsoa"].Length > 0)).Select(c => w[c]))));

    private static Dictionary<int, string[]> Lines(string text)
    {
        var found = new Dictionary<int, string[]>();
        var (begins, sofar) = (1, new StringBuilder());
        foreach (var (index, line) in text.TrimEnd('\n').Split('\n').Index())
        {
            if (sofar.Length == 0)
                begins = index + 1;
            sofar.Append(line).Append('\n');
            if (sofar.ToString().Count(c => c == '"') % 2 != 0)
                continue;

            if (Csv.Records(new StringReader(sofar.ToString())).FirstOrDefault() is { } record)
                found.Add(begins, record);
            sofar.Clear();
        }

        return found;
    }
}
