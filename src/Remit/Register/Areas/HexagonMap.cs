namespace Remit.Register.Areas;

/// <summary>Roughly where a body's area has its middle.</summary>
public sealed record Centre(OdsCode Code, Vertex Place, Source Source);

/// <summary>A map of equal hexagons, one for each body whose centre is known: England's shape, London as large as its number of bodies. Made from the centres alone, and always the same.</summary>
/// <remarks>
/// The cells are those of a honeycomb that lie near some centre; the honeycomb is as coarse as leaves enough of them. Each body gets one, so that the squares of how far they all move add up
/// to the least there can be. A body made of several has their hexagons joined, so nothing ever moves from one year to another.
/// </remarks>
public static class HexagonMap
{
    // In kilometres. England is nowhere much farther than this from the middle of a body of 2013, nor is the sea much nearer.
    private const double Reach = 34;
    private const double Coarsest = 400, Finer = 0.998;

    /// <summary>A hexagon for each centre, as outlines in steps of the honeycomb.</summary>
    public static OutlineEdition Of(IReadOnlyList<Centre> centres)
    {
        var release = centres.Count > 0 ? centres[0].Source.Release : new Release("parameters", "no centres", DateOnly.MinValue, DateTimeOffset.MinValue, "");
        var places = centres.Select(c => MapProjection.OfEarth(c.Place)).ToArray();
        var cells = Cells(places);
        var chosen = Assign([.. places.Select(p => (double[])[.. cells.Select(c => Squared(c.At, p))])]);
        return new(release, centres.Zip(chosen).ToDictionary(c => c.First.Code, c => Hexagon(cells[c.Second].Column, cells[c.Second].Row)));
    }

    /// <summary>Where a corner is drawn, a hexagon's side being one.</summary>
    public static (double X, double Y) Place(Vertex corner) => (corner.East * Math.Sqrt(3) / 2, corner.North / -2.0);

    private static Outline Hexagon(int column, int row)
    {
        var (x, y) = (2 * column + (row & 1), 3 * row);
        return Outline.Of([((IReadOnlyList<Vertex>)[new(x, y + 2), new(x - 1, y + 1), new(x - 1, y - 1), new(x, y - 2), new(x + 1, y - 1), new(x + 1, y + 1)], false)])!;
    }

    private static List<(int Column, int Row, (double X, double Y) At)> Cells((double X, double Y)[] places)
    {
        List<(int Column, int Row, (double X, double Y) At)> cells = [];
        if (places.Length == 0)
            return cells;
        var (west, south) = (places.Min(p => p.X), places.Max(p => p.Y));
        var (wide, high) = (places.Max(p => p.X) - west, south - places.Min(p => p.Y));
        for (var width = Coarsest; cells.Count < places.Length; width *= Finer)
        {
            cells.Clear();
            var height = width * Math.Sqrt(3) / 2;
            for (var row = -4; row <= high / height + 4; row++)
                for (var column = -4; column <= wide / width + 4; column++)
                {
                    var at = (X: west + (column + (row & 1) / 2.0) * width, Y: south - row * height);
                    if (Array.Exists(places, p => Squared(at, p) < Reach * Reach))
                        cells.Add((column, row, at));
                }
        }

        return cells;
    }

    // Asked some ten million times, where a power costs twenty times as much as a product.
    private static double Squared((double X, double Y) a, (double X, double Y) b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y);

    /// <summary>Gives each row a column of its own, at the least cost in all: Kuhn's method, as Jonker and Volgenant shortened it. There must be no fewer columns than rows.</summary>
    private static int[] Assign(double[][] costs)
    {
        var columns = costs.Length == 0 ? 0 : costs[0].Length;
        // The column after the last stands for none.
        var (rowPrice, columnPrice, rowOf) = (new double[costs.Length], new double[columns + 1], new int[columns + 1]);
        Array.Fill(rowOf, -1);
        for (var row = 0; row < costs.Length; row++)
        {
            var (least, from, done) = (new double[columns + 1], new int[columns + 1], new bool[columns + 1]);
            Array.Fill(least, double.PositiveInfinity);
            var column = columns;
            rowOf[columns] = row;
            while (rowOf[column] >= 0)
            {
                done[column] = true;
                var (at, next, step) = (rowOf[column], -1, double.PositiveInfinity);
                for (var c = 0; c < columns; c++)
                {
                    if (done[c])
                        continue;
                    if (costs[at][c] - rowPrice[at] - columnPrice[c] is var cost && cost < least[c])
                        (least[c], from[c]) = (cost, column);
                    if (least[c] < step)
                        (step, next) = (least[c], c);
                }

                for (var c = 0; c <= columns; c++)
                    if (done[c])
                    {
                        rowPrice[rowOf[c]] += step;
                        columnPrice[c] -= step;
                    }
                    else
                        least[c] -= step;
                column = next;
            }

            for (; column != columns; column = from[column])
                rowOf[column] = rowOf[from[column]];
        }

        var chosen = new int[costs.Length];
        for (var c = 0; c < columns; c++)
            if (rowOf[c] >= 0)
                chosen[rowOf[c]] = c;
        return chosen;
    }
}
