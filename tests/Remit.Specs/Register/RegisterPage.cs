using Remit.Time;

namespace Remit.Specs.Register;

/// <summary>A row of a table on a page, by the headings of its table.</summary>
internal sealed record RegisterRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string heading] => Cells[heading];

    public bool Has(string heading) => Cells.ContainsKey(heading);

    public DateOnly Day(string heading) =>
        IsoDate.TryParse(this[heading], out var day) ? day : throw new FormatException($"Line {Line}: '{this[heading]}' under '{heading}' is not a day as 2013-04-01.");

    public DateSpan Days(string from, string to) =>
        new(this[from].Length == 0 ? DateOnly.MinValue : Day(from), this[to].Length == 0 ? null : Day(to));
}

/// <summary>Reads the tables of a page: rows between pipes, the first of each table its headings.</summary>
internal static class RegisterPage
{
    public static IReadOnlyList<RegisterRow> Read(string path)
    {
        List<RegisterRow> rows = [];
        string[]? headings = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!line.StartsWith('|'))
            {
                headings = null;
                continue;
            }

            var cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
            if (headings is null)
                headings = cells;
            else if (!cells.All(c => c.Length > 0 && c.All(x => x is '-' or ':')))
            {
                if (cells.Length != headings.Length)
                    throw new FormatException($"{Path.GetFileName(path)}:{number} has {cells.Length} cells under {headings.Length} headings.");
                rows.Add(new(number, headings.Zip(cells).ToDictionary(c => c.First, c => c.Second)));
            }
        }

        return rows;
    }
}
