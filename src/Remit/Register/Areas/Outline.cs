namespace Remit.Register.Areas;

/// <summary>The line around an area: one ring or several, with holes where others lie within it.</summary>
public sealed class Outline
{
    // What is narrower than this, in steps (some 200 metres), is where two drawings of one border part or cross, and no land.
    private const double Narrowest = 2_500;

    private Outline(IReadOnlyList<Ring> rings) => Rings = rings;

    /// <summary>The largest first.</summary>
    public IReadOnlyList<Ring> Rings { get; }

    /// <summary>The area in square kilometres, on a round Earth.</summary>
    public double SquareKilometres
    {
        get
        {
            const double radius = 6371.007;
            return radius * radius / 2 * Rings.SelectMany(r => r.Sides).Sum(s => Radians(s.From.Longitude - s.To.Longitude) * (Math.Sin(Radians(s.From.Latitude)) + Math.Sin(Radians(s.To.Latitude))));

            static double Radians(double degrees) => degrees * Math.PI / 180;
        }
    }

    /// <summary>The outer rings, each with the holes in it.</summary>
    public IEnumerable<(Ring Outer, IReadOnlyList<Ring> Holes)> Polygons
    {
        get
        {
            var holes = Rings.Where(r => r.IsHole).ToLookup(hole => Rings.Last(r => !r.IsHole && Math.Abs(hole.Doubled) <= r.Doubled && (ReferenceEquals(r, Rings[0]) || r.Surrounds(hole.Middle))));
            return Rings.Where(r => !r.IsHole).Select(r => (r, (IReadOnlyList<Ring>)[.. holes[r]]));
        }
    }

    public bool Contains(Vertex point) => Rings.Count(r => r.Surrounds(point)) % 2 == 1;

    /// <summary>An outline from the rings of a file, whichever way about they run. Lines that run there and back again are left out.</summary>
    /// <returns>None where nothing is left that has an area.</returns>
    public static Outline? Of(IEnumerable<(IReadOnlyList<Vertex> Corners, bool IsHole)> rings) =>
        Around(rings.Select(r => new Ring(r.Corners) is var ring && ring.IsHole == r.IsHole ? ring : ring.Turned), (_, _) => true);

    /// <summary>The outline around several areas together: the borders between them are gone.</summary>
    /// <remarks>A border is known by its corners: those of one edition, whose neighbours share them exactly.</remarks>
    public static Outline? Union(IReadOnlyList<Outline> parts) =>
        parts.Count == 1 ? parts[0] : Around(parts.SelectMany(p => p.Rings), (ring, largest) => Width(ring) >= Narrowest || !ring.IsHole && !largest.Surrounds(ring.Middle));

    private static double Width(Ring ring) => Math.Abs(ring.Doubled) / ring.Sides.Sum(Length);

    private static double Length((Vertex From, Vertex To) side) => Math.Sqrt(Math.Pow(side.To.East - side.From.East, 2) + Math.Pow(side.To.North - side.From.North, 2));

    private static Outline? Around(IEnumerable<Ring> rings, Func<Ring, Ring, bool> isLand)
    {
        // What is a border on both sides is none.
        Dictionary<(Vertex From, Vertex To), int> sides = [];
        foreach (var (from, to) in rings.SelectMany(r => r.Sides))
        {
            if (from == to)
                continue;
            if (sides.TryGetValue((to, from), out var back))
            {
                if (back == 1)
                    sides.Remove((to, from));
                else
                    sides[(to, from)] = back - 1;
            }
            else
                sides[(from, to)] = sides.GetValueOrDefault((from, to)) + 1;
        }

        var closed = Closed(sides).Where(r => r.Doubled != 0).OrderByDescending(r => Math.Abs(r.Doubled)).ThenBy(r => r.Corners[0]).ToList();
        return closed is [{ IsHole: false } largest, ..] ? new([largest, .. closed.Skip(1).Where(r => isLand(r, largest))]) : null;
    }

    private static IEnumerable<Ring> Closed(Dictionary<(Vertex From, Vertex To), int> sides)
    {
        Dictionary<Vertex, List<Vertex>> onwards = [];
        foreach (var ((from, to), times) in sides)
            for (var i = 0; i < times; i++)
            {
                if (!onwards.TryGetValue(from, out var next))
                    onwards[from] = next = [];
                next.Add(to);
            }

        foreach (var first in onwards.Keys.Order().ToList())
            while (onwards[first].Count > 0)
            {
                List<Vertex> corners = [first];
                var (before, at) = (first, Take(first, first));
                while (at != first)
                {
                    corners.Add(at);
                    (before, at) = (at, Take(before, at));
                }

                yield return new(corners);
            }

        // Where several rings touch, the one that keeps the same land on its left.
        Vertex Take(Vertex before, Vertex at)
        {
            var next = onwards[at];
            var chosen = next.Count == 1 ? next[0] : next.MinBy(to => (Clockwise(at, before, to), to));
            next.Remove(chosen);
            return chosen;
        }

        static double Clockwise(Vertex at, Vertex before, Vertex to)
        {
            var turn = Math.Atan2(before.North - at.North, before.East - at.East) - Math.Atan2(to.North - at.North, to.East - at.East);
            return turn <= 0 ? turn + 2 * Math.PI : turn;
        }
    }
}
