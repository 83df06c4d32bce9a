namespace Remit.Register.Areas;

/// <summary>A corner of an outline: millionths of a degree of longitude and latitude (WGS 84), a step of some ten centimetres. On the hexagon map, steps of its own grid.</summary>
/// <remarks>Whole numbers, so that two neighbours have exactly the same corners where their files do.</remarks>
public readonly record struct Vertex(int East, int North) : IComparable<Vertex>
{
    public const double PerDegree = 1_000_000;

    public double Longitude => East / PerDegree;
    public double Latitude => North / PerDegree;

    public static Vertex At(double longitude, double latitude) => new((int)Math.Round(longitude * PerDegree), (int)Math.Round(latitude * PerDegree));

    public int CompareTo(Vertex other) => East != other.East ? East.CompareTo(other.East) : North.CompareTo(other.North);

    public static bool operator <(Vertex a, Vertex b) => a.CompareTo(b) < 0;
    public static bool operator >(Vertex a, Vertex b) => a.CompareTo(b) > 0;
    public static bool operator <=(Vertex a, Vertex b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Vertex a, Vertex b) => a.CompareTo(b) >= 0;
}
