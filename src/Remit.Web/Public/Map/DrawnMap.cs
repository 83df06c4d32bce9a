using System.Globalization;
using System.Net;
using System.Text;
using Remit.Register;
using Remit.Register.Areas;
using Remit.Time;

namespace Remit.Web.Public.Map;

/// <summary>A body's area as it is drawn.</summary>
/// <param name="Line">The outline, as the <c>d</c> of an SVG path in tenths of a pixel.</param>
/// <param name="Colour">A number from nought, other than its neighbours'.</param>
/// <param name="Labels">Where its code fits in.</param>
public sealed record DrawnArea(Area Area, string Line, int Colour, IReadOnlyList<(int X, int Y)> Labels);

/// <summary>Part of a map to be shown larger: degrees, west, south, east and north.</summary>
public readonly record struct Window(double West, double South, double East, double North)
{
    public static Window London { get; } = new(-0.53, 51.28, 0.35, 51.7);
}

/// <summary>A map, drawn: plain SVG with presentation attributes only, so that the policy of the site needs no exception.</summary>
/// <param name="Width">In tenths of a pixel, as all else here.</param>
public sealed record DrawnMap(IReadOnlyList<DrawnArea> Areas, int Width, int Height)
{
    private const int Finest = 4;
    private const int RoomForCode = 90;

    // Pale, for a dark border and dark letters to stand out on.
    private static readonly string[] Colours = ["#c9dff2", "#d3ebcf", "#fdeab8", "#f6cfc4", "#ded2ee", "#c8e9e6", "#e8e2d6"];

    /// <summary>The colour of a number.</summary>
    internal static string Shade(int colour) => Colours[colour % Colours.Length];

    /// <summary>Draws areas to fit a frame.</summary>
    /// <param name="widest">How wide it may be, in tenths of a pixel.</param>
    /// <param name="window">What is to be seen; all of it where none is given.</param>
    /// <param name="colourOf">The colour of each; unless given, one other than its neighbours'.</param>
    public static DrawnMap Of(IReadOnlyList<Area> areas, bool hexagons, int widest, int highest, Window? window = null, Func<OdsCode, int>? colourOf = null)
    {
        Func<Vertex, (double X, double Y)> place = hexagons ? HexagonMap.Place : MapProjection.OfEarth;
        if (areas.Count == 0)
            return new([], widest, 10);
        var seen = window is { } w ? [Vertex.At(w.West, w.South), Vertex.At(w.West, w.North), Vertex.At(w.East, w.South), Vertex.At(w.East, w.North)] : areas.SelectMany(a => a.Outline.Rings[0].Corners);
        var frame = Frame.Around(seen.Select(place), widest, highest);
        if (window is not null)
            areas = [.. areas.Where(a => frame.Shows(a.Outline.Rings.SelectMany(r => r.Corners).Select(place)))];

        var borders = new Borders([.. areas.Select(a => a.Outline)], place, Finest / frame.Scale);
        var colours = colourOf is null ? borders.Colours : [.. areas.Select(a => colourOf(a.Code))];
        return new([.. areas.Select((area, n) =>
        {
            var rings = borders.Drawn(n).Select(frame.Round).Where(r => r.Count > 2).ToList();
            return new DrawnArea(area, string.Concat(rings.Select(Line)), colours[n],
                [.. rings.Take(hexagons ? rings.Count : 1).Select(r => RoomIn(r, area.Code.ToString().Length)).OfType<(int, int)>()]);
        })], frame.Width, frame.Height);
    }

    /// <summary>The picture, each body a link to its page.</summary>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    /// <param name="of">The bodies to pick out.</param>
    /// <param name="isLinked">Whether each is a link; else it is one picture.</param>
    public string Svg(string title, DateOnly day, IReadOnlySet<OdsCode> of, bool isLinked = true)
    {
        var (svg, on) = (new StringBuilder(), IsoDate.Text(day));
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width / 10}\" height=\"{Height / 10}\" role=\"{(isLinked ? "group" : "img")}\" aria-label=\"{Safe(title)}\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"110\" text-anchor=\"middle\"><g stroke=\"#3f525f\" stroke-width=\"6\" stroke-linejoin=\"round\" fill-rule=\"evenodd\">\n");
        foreach (var drawn in Areas)
        {
            var (code, picked) = (drawn.Area.Code, of.Contains(drawn.Area.Code));
            var name = Safe($"{code} {drawn.Area.Standing.Name}");
            if (isLinked)
                svg.Append(CultureInfo.InvariantCulture, $"<a href=\"/organisations/{code}?on={on}\" aria-label=\"{name}\">");
            svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"{(picked ? "#005eb8\" stroke=\"#ffffff" : Colours[drawn.Colour % Colours.Length])}\" d=\"{drawn.Line}\">{(isLinked ? $"<title>{name}</title>" : "")}</path>");
            svg.Append(isLinked ? "</a>" : "");
            foreach (var (x, y) in drawn.Labels)
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y + 40}\"{(code.ToString().Length > 3 ? " font-size=\"90\"" : "")} stroke=\"none\" fill=\"{(picked ? "#ffffff" : "#212b32")}\" aria-hidden=\"true\">{code}</text>");
            svg.Append('\n');
        }

        return svg.Append("</g></svg>").ToString();
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Line(IReadOnlyList<(int X, int Y)> ring)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"M{ring[0].X} {ring[0].Y}l");
        for (var i = 1; i < ring.Count; i++)
        {
            var (x, y) = (ring[i].X - ring[i - 1].X, ring[i].Y - ring[i - 1].Y);
            line.Append(CultureInfo.InvariantCulture, $"{(i > 1 && x >= 0 ? " " : "")}{x}{(y >= 0 ? " " : "")}{y}");
        }

        return line.Append('z').ToString();
    }

    private static (int X, int Y)? RoomIn(IReadOnlyList<(int X, int Y)> ring, int letters)
    {
        var (top, bottom) = (ring.Min(p => p.Y), ring.Max(p => p.Y));
        (int X, int Y, double Room)? best = null;
        // Where the narrower of three lines, as high as a letter apart, is widest.
        for (var y = top + RoomForCode; y < bottom - RoomForCode / 2; y += Math.Max(20, (bottom - top) / 24))
        {
            var spans = new[] { y - 45, y, y + 45 }.Select(line => Spans(ring, line)).ToList();
            foreach (var (from, to) in spans[1])
                if (spans.Select(s => s.Where(o => o.From < to && o.To > from).Select(o => (From: Math.Max(o.From, from), To: Math.Min(o.To, to))).DefaultIfEmpty().MaxBy(o => o.To - o.From)).ToList() is var three
                    && (three.Max(o => o.From), three.Min(o => o.To)) is var (west, east) && east - west is var room && room > (best?.Room ?? letters * (letters > 3 ? 56 : 68) + 20))
                    best = ((int)(west + east) / 2, y, room);
        }

        return best is var (bx, by, _) ? (bx, by) : null;
    }

    private static List<(double From, double To)> Spans(IReadOnlyList<(int X, int Y)> ring, int y)
    {
        List<double> crossed = [];
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            if (a.Y > y != b.Y > y)
                crossed.Add(a.X + (double)(b.X - a.X) * (y - a.Y) / (b.Y - a.Y));
        }

        crossed.Sort();
        return [.. crossed.Chunk(2).Where(c => c.Length == 2).Select(c => (c[0], c[1]))];
    }

    /// <summary>From units of the plane to tenths of a pixel.</summary>
    private sealed record Frame(double Left, double Top, double Scale, int Width, int Height)
    {
        private const int Margin = 30;

        public static Frame Around(IEnumerable<(double X, double Y)> places, int widest, int highest)
        {
            var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
            foreach (var (x, y) in places)
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            var scale = Math.Min((widest - 2 * Margin) / (right - left), (highest - 2 * Margin) / (bottom - top));
            return new(left, top, scale, (int)((right - left) * scale) + 2 * Margin, (int)((bottom - top) * scale) + 2 * Margin);
        }

        public bool Shows(IEnumerable<(double X, double Y)> places)
        {
            var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
            foreach (var (x, y) in places)
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            return (right - Left) * Scale > 0 && (left - Left) * Scale < Width && (bottom - Top) * Scale > 0 && (top - Top) * Scale < Height;
        }

        public List<(int X, int Y)> Round(IReadOnlyList<(double X, double Y)> ring)
        {
            List<(int X, int Y)> rounded = [];
            foreach (var (x, y) in ring)
            {
                var at = ((int)Math.Round((x - Left) * Scale) + Margin, (int)Math.Round((y - Top) * Scale) + Margin);
                if (rounded.Count == 0 || rounded[^1] != at)
                    rounded.Add(at);
            }

            return rounded;
        }
    }
}
