using System.Globalization;
using System.Net;
using System.Text;
using Remit.Time;

namespace Remit.Register;

/// <summary>A family tree, drawn: a column for each generation, oldest on the left, and a line for each succession.</summary>
public static class FamilyTreeChart
{
    private const int BoxWidth = 232, BoxHeight = 78, ColumnGap = 64, RowGap = 14, Margin = 6;

    /// <summary>SVG that needs no script and no style sheet. What it shows is in <see cref="FamilyTree.Successions"/> for those who cannot see it.</summary>
    public static string Svg(FamilyTree tree)
    {
        var columns = tree.Relations.GroupBy(r => r.Generation).OrderBy(g => g.Key).ToList();
        var rows = columns.Max(c => c.Count());
        var height = Margin * 2 + rows * (BoxHeight + RowGap) - RowGap;
        var width = Margin * 2 + columns.Count * (BoxWidth + ColumnGap) - ColumnGap;
        var places = new Dictionary<OdsCode, (int X, int Y)>();
        foreach (var (n, column) in columns.Index())
        {
            var top = (height - column.Count() * (BoxHeight + RowGap) + RowGap) / 2;
            foreach (var (m, relation) in column.Index())
                places[relation.Code] = (Margin + n * (BoxWidth + ColumnGap), top + m * (BoxHeight + RowGap));
        }

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="tree-title" font-family="Arial, Helvetica, sans-serif" font-size="14">
            <title id="tree-title">{Safe($"Family tree of {tree.Of}: {tree.Relations.Count} organisations. The table below says the same.")}</title>

            """);
        foreach (var (from, to) in tree.Successions.Where(s => s.To is not null).Select(s => (s.From, s.To!.Value)).Distinct())
        {
            var ((x1, y1), (x2, y2)) = (places[from], places[to]);
            var (start, end) = (x1 + BoxWidth, x2 - 8);
            var bend = (start + end) / 2;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{start} {y1 + BoxHeight / 2}C{bend} {y1 + BoxHeight / 2} {bend} {y2 + BoxHeight / 2} {end} {y2 + BoxHeight / 2}\" fill=\"none\" stroke=\"#4c6272\" stroke-width=\"1.5\"/><path d=\"M{x2} {y2 + BoxHeight / 2}l-8 -4v8z\" fill=\"#4c6272\"/>\n");
        }

        foreach (var relation in tree.Relations)
        {
            var ((x, y), self) = (places[relation.Code], relation.Code == tree.Of);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"4\" fill=\"{(self ? "#005eb8" : "#f0f4f5")}\" stroke=\"#005eb8\" stroke-width=\"2\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 10}\" y=\"{y + 20}\" font-weight=\"bold\" fill=\"{(self ? "#ffffff" : "#005eb8")}\">{relation.Code}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + BoxWidth - 10}\" y=\"{y + 20}\" text-anchor=\"end\" font-size=\"12\" fill=\"{(self ? "#ffffff" : "#4c6272")}\">{Years(relation.Days)}</text>\n");
            foreach (var (n, line) in Lines(relation.Name).Index())
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 10}\" y=\"{y + 40 + n * 17}\" font-size=\"13\" fill=\"{(self ? "#ffffff" : "#212b32")}\">{Safe(line)}</text>\n");
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Years(DateSpan days) => (days.First == DateOnly.MinValue, days.Last) switch
    {
        (true, null) => "",
        (true, { } last) => $"until {last.Year}",
        (false, null) => $"since {days.First.Year}",
        (false, { } last) => $"{days.First.Year} to {last.Year}",
    };

    /// <summary>At most two lines of what fits; the rest of a long name is in the table.</summary>
    private static IEnumerable<string> Lines(string name)
    {
        const int fits = 32;
        if (name.Length <= fits)
            return [name];
        var space = name.LastIndexOf(' ', fits);
        var (first, rest) = space < 0 ? (name[..fits], name[fits..]) : (name[..space], name[(space + 1)..]);
        return [first, rest.Length > fits ? $"{rest[..(fits - 1)].TrimEnd()}…" : rest];
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
