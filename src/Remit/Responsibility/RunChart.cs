using System.Globalization;
using System.Net;
using System.Text;

namespace Remit.Responsibility;

/// <summary>The counts of a published run, drawn. A count that is withheld is drawn as withheld, never as nought, and nothing is told by colour alone.</summary>
/// <remarks>SVG that needs no script and no style sheet. The table beside it says the same for those who cannot see it.</remarks>
public static class RunChart
{
    private const int MostNamed = 4, PlotHeight = 220, Top = 28, Left = 64, Stub = 14;
    private const string Ink = "#212b32", Grey = "#4c6272", Blue = "#005eb8";

    // Each differs from its neighbours in pattern as well as in colour.
    private static readonly string[] Fills = ["#003087", "url(#run-stripes)", "url(#run-dots)", "url(#run-lines)"];

    private static readonly long[] AxisEnds = [1, 2, 4, 6, 8, 10];

    private const string Rest = "#d8dde0", Withheld = "url(#run-withheld)";

    private const string Patterns = """
        <defs>
        <pattern id="run-stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#ffffff"/><rect width="4" height="8" fill="#005eb8"/></pattern>
        <pattern id="run-dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/><circle cx="4" cy="4" r="2.5" fill="#00703c"/></pattern>
        <pattern id="run-lines" width="8" height="6" patternUnits="userSpaceOnUse"><rect width="8" height="6" fill="#ffffff"/><rect width="8" height="3" fill="#7c2855"/></pattern>
        <pattern id="run-withheld" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="6" height="6" fill="#ffffff"/><rect width="1.5" height="6" fill="#4c6272"/></pattern>
        </defs>

        """;

    /// <summary>All records by month: a column each, in which the largest outcomes are named and the others are what is left of the month's total.</summary>
    public static string Columns(PublishedCounts counts)
    {
        var named = counts.Outcomes.Select(o => (Outcome: o, Records: counts.Of(o))).Where(o => o.Records > 0).OrderByDescending(o => o.Records).Take(MostNamed).Select(o => o.Outcome).ToList();
        var months = counts.Months.Count;
        var (width, gap) = ColumnOf(months, 640);
        var most = Nice(Enumerable.Range(0, months).Max(m => TotalOf(counts, m)) ?? 0);
        var right = Left + months * (width + gap) + gap;
        var legend = named.Count + 2;
        var height = Top + PlotHeight + 44 + legend * 24;
        var svg = Open("run-columns", Math.Max(right + 8, 420), height, $"Records by month and outcome: {months} {(months == 1 ? "month" : "months")}. The table below says the same.", "One column for each month. The largest outcomes are named, each with a pattern of its own; the rest of the column is all others and what is withheld.").Append(Patterns);

        for (var line = 0; line <= 4; line++)
        {
            var y = Top + PlotHeight - PlotHeight * line / 4;
            Line(svg, Left, y, right, y, line == 0 ? Ink : "#d8dde0");
            Text(svg, Left - 8, y + 4, $"{most * line / 4:N0}", "end", Grey);
        }

        for (var m = 0; m < months; m++)
        {
            var x = Left + gap + m * (width + gap);
            if (TotalOf(counts, m) is not { } total)
                Rectangle(svg, x, Top + PlotHeight - Stub, width, Stub, Withheld);
            else
            {
                double y = Top + PlotHeight;
                var shown = 0L;
                foreach (var (place, outcome) in named.Index())
                {
                    if (CellOf(counts, outcome, m) is not ({ } records and > 0))
                        continue;
                    shown += records;
                    y -= Segment(svg, x, y, width, records, most, Fills[place]);
                }

                // What is left of a rounded total may be a little less than nought, or be rounding alone.
                if (total > shown && (counts.Outcomes.Count > named.Count || named.Any(o => CellOf(counts, o, m) is null)))
                    y -= Segment(svg, x, y, width, total - shown, most, Rest);
                if (width >= 34)
                    Text(svg, x + width / 2, (int)y - 6, $"{total:N0}", "middle", Ink);
            }

            if (TotalOf(counts, m) is null)
                Text(svg, x + width / 2, Top + PlotHeight - Stub - 6, "*", "middle", Ink);
            MonthLabel(svg, counts.Months[m], m, x + width / 2, Top + PlotHeight + 18, width);
        }

        var at = Top + PlotHeight + 44;
        foreach (var (place, outcome) in named.Index())
            Legend(Fills[place], outcome);
        Legend(Rest, "all others, and what is withheld");
        Legend(Withheld, "* the month's total is withheld");
        return svg.Append("</svg>").ToString();

        void Legend(string fill, string words)
        {
            Rectangle(svg, Left, at, 28, 16, fill);
            Text(svg, Left + 38, at + 13, words, "start", Ink);
            at += 24;
        }
    }

    /// <summary>One outcome by month, on a scale of its own.</summary>
    /// <param name="number">Tells the drawing's title from those of others on the page.</param>
    public static string OfOutcome(PublishedCounts counts, string outcome, int number)
    {
        const int plot = 64, top = 22, wide = 276;
        var months = counts.Months.Count;
        var (width, gap) = ColumnOf(months, wide - 16);
        var most = Math.Max(1, Enumerable.Range(0, months).Max(m => CellOf(counts, outcome, m)) ?? 1);
        var end = Math.Max(wide, 16 + gap + months * (width + gap));
        var svg = Open($"run-outcome-{number}", end, top + plot + 26, $"{outcome} by month. The table below says the same.", null);
        Line(svg, 4, top + plot, end - 4, top + plot, Ink);
        for (var m = 0; m < months; m++)
        {
            var x = 8 + gap + m * (width + gap);
            var cell = CellOf(counts, outcome, m);
            // A stub with a broken edge, and a star: of some height, but of none that could be read off.
            if (cell is null)
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{top + plot - Stub}\" width=\"{width}\" height=\"{Stub}\" fill=\"#ffffff\" stroke=\"{Grey}\" stroke-dasharray=\"3 2\"/>\n");
            else if (cell > 0)
                Segment(svg, x, top + plot, width, cell.Value, most, Blue, plot);
            var head = cell is null ? top + plot - Stub - 5 : (int)(top + plot - (double)cell.Value / most * plot) - 5;
            if (width >= 34 || cell is null || (cell == most && months > 1))
                Text(svg, x + width / 2, head, cell is null ? "*" : $"{cell:N0}", "middle", Ink, 12);
            MonthLabel(svg, counts.Months[m], m, x + width / 2, top + plot + 18, width);
        }

        return svg.Append("</svg>").ToString();
    }

    private static long? CellOf(PublishedCounts counts, string outcome, int month)
    {
        for (var row = 0; row < counts.Outcomes.Count; row++)
            if (counts.Outcomes[row] == outcome)
                return counts.Records[row][month];
        return 0;
    }

    private static long? TotalOf(PublishedCounts counts, int month) =>
        counts.OfMonth is not null ? counts.OfMonth[month] : counts.Months.Count == 1 ? counts.All : counts.Records[0][month];

    private static (int Width, int Gap) ColumnOf(int columns, int room)
    {
        var each = Math.Clamp(room / Math.Max(1, columns), 8, 84);
        return (each * 3 / 4, each - each * 3 / 4);
    }

    /// <summary>A round number that an axis can end at, no less than what is drawn.</summary>
    private static long Nice(long most)
    {
        var unit = 1L;
        while (unit * 10 < most)
            unit *= 10;
        return Math.Max(4, AxisEnds.Select(n => n * unit).First(n => n >= most));
    }

    private static StringBuilder Open(string id, int width, int height, string title, string? description)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title{(description is null ? "" : $" {id}-description")}\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"14\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-title\">{Safe(title)}</title>\n");
        if (description is not null)
            svg.Append(CultureInfo.InvariantCulture, $"<desc id=\"{id}-description\">{Safe(description)}</desc>\n");
        return svg;
    }

    private static double Segment(StringBuilder svg, int x, double bottom, int width, long records, long most, string fill, int plot = PlotHeight)
    {
        var height = (double)records / most * plot;
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{bottom - height:0.##}\" width=\"{width}\" height=\"{height:0.##}\" fill=\"{fill}\" stroke=\"{Ink}\"/>\n");
        return height;
    }

    private static void Rectangle(StringBuilder svg, int x, int y, int width, int height, string fill) =>
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" stroke=\"{Ink}\"/>\n");

    private static void Line(StringBuilder svg, int x1, int y1, int x2, int y2, string stroke) =>
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x1} {y1}H{x2}\" stroke=\"{stroke}\"/>\n");

    private static void Text(StringBuilder svg, int x, int y, string words, string anchor, string fill, int size = 14) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{fill}\" font-size=\"{size}\">{Safe(words)}</text>\n");

    // Every label where there is room, else one for each so many columns.
    private static void MonthLabel(StringBuilder svg, string month, int number, int x, int y, int width)
    {
        var every = Math.Max(1, (int)Math.Ceiling(58.0 / Math.Max(1, width * 4 / 3)));
        if (number % every == 0)
            Text(svg, x, y, month.Length > 0 ? month : "none", "middle", Ink, 12);
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
