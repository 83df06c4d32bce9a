using System.Globalization;
using System.Net;
using System.Text;
using Remit.Money;

namespace Remit.Allocations;

/// <summary>Pace of change, drawn. SVG that needs no script and no style sheet; the tables beside it say the same, and nothing is told by colour alone.</summary>
public static class PaceChart
{
    private const int Width = 720, Height = 420, Left = 64, Right = 16, Top = 16, Bottom = 56;
    private const string Ink = "#212b32", Grey = "#4c6272", Faint = "#d8dde0", Blue = "#005eb8", Pink = "#7c2855";

    /// <summary>Growth of each body against its opening distance: a filled mark for each, and a hollow one for the same under another policy, where there is one.</summary>
    public static string Growth(PacedYear year, PacedYear? against, string name, string? otherName)
    {
        var all = year.Allocations.Concat(against?.Allocations ?? []).ToList();
        var svg = Open("pace-growth", Width, Height + (against is null ? 0 : 28), $"Growth of {year.Allocations.Count:N0} allocations by opening distance from target. The table below says the same.");
        if (all.Count == 0)
            return svg.Append("</svg>").ToString();
        var (x, y) = (Axis(all.Select(a => a.Opening.Distance)), Axis(all.Select(a => a.Growth).Append(0)));
        decimal X(decimal distance) => Left + (distance - x.Low) / (x.High - x.Low) * (Width - Left - Right);
        decimal Y(decimal growth) => Height - Bottom - (growth - y.Low) / (y.High - y.Low) * (Height - Top - Bottom);

        for (var at = y.Low; at <= y.High; at += y.Step)
        {
            Line(svg, Left, Y(at), Width - Right, Y(at), at == 0 ? Ink : Faint);
            Text(svg, Left - 8, Y(at) + 4, $"{at:0.#}%", "end", Grey);
        }

        for (var at = x.Low; at <= x.High; at += x.Step)
        {
            Line(svg, X(at), Top, X(at), Height - Bottom, at == 0 ? Ink : Faint);
            Text(svg, X(at), Height - Bottom + 20, $"{at:+0.#;-0.#;0}%", "middle", Grey);
        }

        Text(svg, (Left + Width - Right) / 2, Height - 12, "under target  ←  opening distance  →  over target", "middle", Ink);
        foreach (var body in against?.Allocations ?? [])
            Mark(svg, X(body.Opening.Distance), Y(body.Growth), "none", Pink, $"{body.Body}: {body.Growth:0.00}% under {otherName}");
        foreach (var body in year.Allocations)
            Mark(svg, X(body.Opening.Distance), Y(body.Growth), Blue, Blue, $"{body.Body}: opening {body.Opening.Distance:+0.00;-0.00;0.00}%, growth {body.Growth:0.00}%");
        if (against is not null)
        {
            Mark(svg, Left, Height + 10, Blue, Blue, null);
            Text(svg, Left + 12, Height + 14, name, "start", Ink);
            Mark(svg, Width / 2, Height + 10, "none", Pink, null);
            Text(svg, Width / 2 + 12, Height + 14, otherName!, "start", Ink);
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>Steps that add up, one under another: what stood before each, and what it adds or takes away. The scale begins where something is to be seen.</summary>
    /// <param name="end">What they come to, in words.</param>
    public static string Steps(IReadOnlyList<WaterfallStep> steps, string end)
    {
        const int label = 250, row = 34, bar = 20, figures = 130;
        var reached = new List<(long From, long To)>();
        foreach (var step in steps)
            reached.Add((reached.Count == 0 ? 0 : reached[^1].To, (reached.Count == 0 ? 0 : reached[^1].To) + step.Change.Value));
        var height = (steps.Count + 1) * row + 12;
        var svg = Open("pace-steps", Width, height, $"{end}, step by step. The table below says the same.");
        if (steps.Count == 0)
            return svg.Append("</svg>").ToString();
        // From nought the steps would be hairs on a pole: the first bar is cut.
        var (low, high) = (reached.Min(r => r.To), reached.Max(r => Math.Max(r.From, r.To)));
        var cut = steps.Count == 1 ? 0 : low - Math.Max(1, (high - low) / 3);
        decimal X(long pounds) => label + Math.Max(0, (decimal)(pounds - cut) / Math.Max(1, high - cut)) * (Width - label - figures);
        foreach (var (at, step) in steps.Append(new(end, new(reached[^1].To), "", [])).Index())
        {
            var isWhole = at == 0 || at == steps.Count;
            var (from, to) = isWhole ? (cut, reached[Math.Min(at, steps.Count - 1)].To) : reached[at];
            var (start, finish) = (X(Math.Min(from, to)), X(Math.Max(from, to)));
            var y = at * row + 8;
            Text(svg, label - 12, y + 15, step.Name, "end", Ink);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{start:0.#}\" y=\"{y}\" width=\"{Math.Max(1, finish - start):0.#}\" height=\"{bar}\" fill=\"{(isWhole ? Grey : to >= from ? Blue : Pink)}\"/>\n");
            if (isWhole && cut > 0)
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{label + 10} {y - 2}l6 8l-6 8l6 8\" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"3\"/>\n");
            Text(svg, Width - 4, y + 15, isWhole ? step.Change.ToString() : WithSign(step.Change), "end", Ink);
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>With a sign before it, whichever way it goes.</summary>
    public static string WithSign(Pounds pounds) => pounds.Value > 0 ? $"+{pounds}" : pounds.ToString();

    private static (decimal Low, decimal High, decimal Step) Axis(IEnumerable<decimal> values)
    {
        var all = values.ToList();
        var (low, high) = (all.Min(), all.Max());
        // 0.5, 1, 2, 5, 10 and so on: at most ten steps, however far apart the values lie.
        var step = 0.5m;
        for (var at = 0; (high - low) / step > 9; at++)
            step *= at % 3 == 2 ? 2.5m : 2;
        var (first, last) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        return (first, last > first ? last : first + step, step);
    }

    private static StringBuilder Open(string id, int width, int height, string title) => new StringBuilder().Append(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"14\">\n<title id=\"{id}-title\">{Safe(title)}</title>\n");

    private static void Line(StringBuilder svg, decimal x1, decimal y1, decimal x2, decimal y2, string colour) =>
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x1:0.#} {y1:0.#}L{x2:0.#} {y2:0.#}\" stroke=\"{colour}\"/>\n");

    private static void Text(StringBuilder svg, decimal x, decimal y, string words, string anchor, string colour) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{Safe(words)}</text>\n");

    private static void Mark(StringBuilder svg, decimal x, decimal y, string fill, string line, string? says) =>
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\" fill=\"{fill}\" fill-opacity=\"0.65\" stroke=\"{line}\">{(says is null ? "" : $"<title>{Safe(says)}</title>")}</circle>\n");

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
