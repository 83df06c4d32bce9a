namespace Remit.Register.Areas;

/// <summary>The borders between areas that are drawn together: each is one line for both sides, so it is made simpler once and they still meet.</summary>
public sealed class Borders
{
    private readonly IReadOnlyList<Outline> areas;
    private readonly Dictionary<(Vertex From, Vertex To), int> left = [];
    private readonly Dictionary<(Vertex First, Vertex Second), Vertex[]> simpler = [];
    private readonly Func<Vertex, (double X, double Y)> place;
    private readonly double tolerance;

    /// <param name="place">Where a vertex is drawn.</param>
    /// <param name="tolerance">How far a simpler line may be from the one it stands for, in units of the drawing.</param>
    public Borders(IReadOnlyList<Outline> areas, Func<Vertex, (double X, double Y)> place, double tolerance)
    {
        (this.areas, this.place, this.tolerance) = (areas, place, tolerance);
        foreach (var (n, area) in areas.Index())
            foreach (var side in area.Rings.SelectMany(r => r.Sides))
                left[side] = n;
    }

    /// <summary>For each area, those it shares a border with.</summary>
    public IReadOnlyList<IReadOnlySet<int>> Neighbours
    {
        get
        {
            var neighbours = areas.Select(_ => new SortedSet<int>()).ToArray();
            foreach (var (side, owner) in left)
                if (left.TryGetValue((side.To, side.From), out var other) && other != owner)
                    neighbours[owner].Add(other);
            return neighbours;
        }
    }

    /// <summary>The rings of an area, made simpler; islands too small to see are left out, unless nothing else is left.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Drawn(int area)
    {
        List<IReadOnlyList<(double X, double Y)>> rings = [];
        foreach (var ring in areas[area].Rings)
        {
            var drawn = Simplified(ring).Select(place).ToList();
            if (rings.Count == 0 || drawn.Count > 2 && Math.Abs(Size(drawn)) > tolerance * tolerance * 4)
                rings.Add(drawn);
        }

        return rings;
    }

    /// <summary>A colour for each area, as few as will do and none next to its like: those hardest to suit choose first.</summary>
    /// <returns>Numbers from nought.</returns>
    public IReadOnlyList<int> Colours
    {
        get
        {
            var neighbours = Neighbours;
            var colours = Enumerable.Repeat(-1, areas.Count).ToArray();
            for (var left = areas.Count; left > 0; left--)
            {
                var next = Enumerable.Range(0, areas.Count).Where(n => colours[n] < 0)
                    .MaxBy(n => (neighbours[n].Select(o => colours[o]).Where(c => c >= 0).Distinct().Count(), neighbours[n].Count, -n));
                colours[next] = Enumerable.Range(0, areas.Count).First(c => neighbours[next].All(o => colours[o] != c));
            }

            return colours;
        }
    }

    private static double Size(List<(double X, double Y)> ring) =>
        ring.Index().Sum(p => p.Item.X * ring[(p.Index + 1) % ring.Count].Y - ring[(p.Index + 1) % ring.Count].X * p.Item.Y) / 2;

    /// <summary>Who lies on either side.</summary>
    private (int, int) Sides((Vertex From, Vertex To) side) => (left.GetValueOrDefault(side, -1), left.GetValueOrDefault((side.To, side.From), -1));

    private List<Vertex> Simplified(Ring ring)
    {
        var corners = ring.Corners;
        var ends = Enumerable.Range(0, corners.Count)
            .Where(i => Sides((corners[(i + corners.Count - 1) % corners.Count], corners[i])) != Sides((corners[i], corners[(i + 1) % corners.Count]))).ToList();
        // A ring with one neighbour all round has no ends of its own: it is cut where both of them would cut it.
        if (ends.Count == 0)
            ends = [corners.Index().MinBy(c => c.Item).Index];

        List<Vertex> simplified = [];
        foreach (var (n, end) in ends.Index())
        {
            var last = n + 1 < ends.Count ? ends[n + 1] : ends[0] + corners.Count;
            Vertex[] line = [.. Enumerable.Range(end, last - end + 1).Select(i => corners[i % corners.Count])];
            simplified.AddRange(Line(line)[..^1]);
        }

        return simplified;
    }

    /// <summary>A line made simpler, the same whichever way it runs.</summary>
    private Vertex[] Line(Vertex[] line)
    {
        var turned = (line[0], line[1]).CompareTo((line[^1], line[^2])) > 0;
        Vertex[] along = turned ? [.. line.Reverse()] : line;
        if (!simpler.TryGetValue((along[0], along[1]), out var kept))
            simpler[(along[0], along[1])] = kept = Simpler(along);
        return turned ? [.. kept.Reverse()] : kept;
    }

    private Vertex[] Simpler(Vertex[] line)
    {
        // Douglas and Peucker, with a stack: the corner farthest from the straight line stays while it is too far.
        var places = line.Select(place).ToArray();
        var stays = new bool[line.Length];
        stays[0] = stays[^1] = true;
        Stack<(int First, int Last)> open = new([(0, line.Length - 1)]);
        while (open.TryPop(out var span))
        {
            var (farthest, distance) = (-1, line[0] == line[^1] && span == (0, line.Length - 1) ? 0 : tolerance);
            for (var i = span.First + 1; i < span.Last; i++)
                if (Distance(places[i], places[span.First], places[span.Last]) is var d && d > distance)
                    (farthest, distance) = (i, d);
            if (farthest < 0)
                continue;
            stays[farthest] = true;
            open.Push((span.First, farthest));
            open.Push((farthest, span.Last));
        }

        return [.. line.Where((_, i) => stays[i])];
    }

    private static double Distance((double X, double Y) p, (double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length2 = dx * dx + dy * dy;
        var t = length2 == 0 ? 0 : Math.Clamp(((p.X - a.X) * dx + (p.Y - a.Y) * dy) / length2, 0, 1);
        var (x, y) = (a.X + t * dx - p.X, a.Y + t * dy - p.Y);
        return Math.Sqrt(x * x + y * y);
    }
}
