namespace Remit.Register.Areas;

/// <summary>Where a vertex is on a flat map: kilometres to the right and downwards.</summary>
public static class MapProjection
{
    private const double Radius = 6371;
    private const double Meridian = -2;

    /// <summary>As on Ordnance Survey maps, to within a few kilometres: a transverse Mercator along two degrees west, on a round Earth. Shapes are true.</summary>
    public static (double X, double Y) OfEarth(Vertex vertex)
    {
        var (east, north) = ((vertex.Longitude - Meridian) * Math.PI / 180, vertex.Latitude * Math.PI / 180);
        return (Radius * Math.Atanh(Math.Cos(north) * Math.Sin(east)), -Radius * Math.Atan2(Math.Tan(north), Math.Cos(east)));
    }
}
