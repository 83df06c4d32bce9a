namespace Remit.Register.Areas;

/// <summary>A closed line of an outline, with the area on its left: anticlockwise it encloses some, clockwise it is a hole.</summary>
/// <param name="corners">Without the first again at the end.</param>
public sealed class Ring(IReadOnlyList<Vertex> corners)
{
    public IReadOnlyList<Vertex> Corners => corners;

    /// <summary>Twice the area in square steps of its vertices, negative for a hole.</summary>
    public double Doubled { get; } = Twice(corners);

    public bool IsHole => Doubled < 0;

    /// <summary>Each corner with the next.</summary>
    public IEnumerable<(Vertex From, Vertex To)> Sides
    {
        get
        {
            for (var i = 0; i < corners.Count; i++)
                yield return (corners[i], corners[i + 1 < corners.Count ? i + 1 : 0]);
        }
    }

    /// <summary>A point inside: halfway up, in the middle of the widest stretch there.</summary>
    public Vertex Middle
    {
        get
        {
            var north = (int)(((long)corners.Min(c => c.North) + corners.Max(c => c.North)) / 2);
            var crossed = Crossings(north).Order().ToList();
            var widest = crossed.Index().Where(c => c.Index % 2 == 0 && c.Index + 1 < crossed.Count).MaxBy(c => crossed[c.Index + 1] - c.Item).Index;
            return crossed.Count < 2 ? corners[0] : new((int)((crossed[widest] + crossed[widest + 1]) / 2), north);
        }
    }

    /// <summary>Whether a point is inside, by how often a line from it to the east crosses.</summary>
    internal bool Surrounds(Vertex point) => Crossings(point.North).Count(east => point.East < east) % 2 == 1;

    private IEnumerable<double> Crossings(int north) =>
        from side in Sides
        where side.From.North > north != side.To.North > north
        select (double)(side.To.East - side.From.East) * (north - side.From.North) / (side.To.North - side.From.North) + side.From.East;

    /// <summary>This ring with its area on the right made one with it on the left, or the other way about.</summary>
    internal Ring Turned => new([.. corners.Reverse()]);

    private static double Twice(IReadOnlyList<Vertex> corners)
    {
        double sum = 0;
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            // From the first corner, so that the products stay small enough to be exact.
            sum += ((double)a.East - corners[0].East) * ((double)b.North - corners[0].North) - ((double)b.East - corners[0].East) * ((double)a.North - corners[0].North);
        }

        return sum;
    }
}
