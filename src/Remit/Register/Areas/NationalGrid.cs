namespace Remit.Register.Areas;

/// <summary>Eastings and northings of the British National Grid (EPSG:27700) as longitude and latitude.</summary>
/// <remarks>
/// Ordnance Survey, <i>A guide to coordinate systems in Great Britain</i>, annexes B and C: the inverse transverse Mercator on Airy's ellipsoid, then the seven-parameter change to WGS 84, which
/// is good to about five metres. Maps of commissioners need no better; surveyors do.
/// </remarks>
public static class NationalGrid
{
    // Airy 1830 and the grid's origin.
    private const double A = 6377563.396, B = 6356256.909, Scale = 0.9996012717, Latitude0 = 49 * Math.PI / 180, Longitude0 = -2 * Math.PI / 180, East0 = 400_000, North0 = -100_000;
    private const double E2 = 1 - B * B / (A * A);

    /// <param name="easting">Metres.</param>
    /// <param name="northing">Metres.</param>
    public static Vertex At(double easting, double northing)
    {
        var latitude = Latitude0;
        double short0;
        do
        {
            latitude += (northing - North0 - Meridional(latitude)) / (A * Scale);
            short0 = northing - North0 - Meridional(latitude);
        }
        while (Math.Abs(short0) >= 0.00001);

        var (sin, tan) = (Math.Sin(latitude), Math.Tan(latitude));
        var sec = 1 / Math.Cos(latitude);
        var nu = A * Scale / Math.Sqrt(1 - E2 * sin * sin);
        var rho = A * Scale * (1 - E2) / Math.Pow(1 - E2 * sin * sin, 1.5);
        var eta2 = nu / rho - 1;
        var (t2, t4, t6) = (tan * tan, Math.Pow(tan, 4), Math.Pow(tan, 6));
        var d = easting - East0;
        var vii = tan / (2 * rho * nu);
        var viii = tan / (24 * rho * Math.Pow(nu, 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2);
        var ix = tan / (720 * rho * Math.Pow(nu, 5)) * (61 + 90 * t2 + 45 * t4);
        var x = sec / nu;
        var xi = sec / (6 * Math.Pow(nu, 3)) * (nu / rho + 2 * t2);
        var xii = sec / (120 * Math.Pow(nu, 5)) * (5 + 28 * t2 + 24 * t4);
        var xiia = sec / (5040 * Math.Pow(nu, 7)) * (61 + 662 * t2 + 1320 * t4 + 720 * t6);
        return OnWgs84(
            latitude - vii * d * d + viii * Math.Pow(d, 4) - ix * Math.Pow(d, 6),
            Longitude0 + x * d - xi * Math.Pow(d, 3) + xii * Math.Pow(d, 5) - xiia * Math.Pow(d, 7));
    }

    private static double Meridional(double latitude)
    {
        const double n = (A - B) / (A + B), n2 = n * n, n3 = n2 * n;
        var (less, more) = (latitude - Latitude0, latitude + Latitude0);
        return B * Scale * ((1 + n + 5d / 4 * n2 + 5d / 4 * n3) * less
            - (3 * n + 3 * n2 + 21d / 8 * n3) * Math.Sin(less) * Math.Cos(more)
            + (15d / 8 * n2 + 15d / 8 * n3) * Math.Sin(2 * less) * Math.Cos(2 * more)
            - 35d / 24 * n3 * Math.Sin(3 * less) * Math.Cos(3 * more));
    }

    private static Vertex OnWgs84(double latitude, double longitude)
    {
        const double second = Math.PI / 180 / 3600;
        const double tx = 446.448, ty = -125.157, tz = 542.060, s = 1 - 20.4894e-6, rx = 0.1502 * second, ry = 0.2470 * second, rz = 0.8421 * second;
        var nu = A / Math.Sqrt(1 - E2 * Math.Sin(latitude) * Math.Sin(latitude));
        var (x, y, z) = (nu * Math.Cos(latitude) * Math.Cos(longitude), nu * Math.Cos(latitude) * Math.Sin(longitude), nu * (1 - E2) * Math.Sin(latitude));
        var (x2, y2, z2) = (tx + x * s - y * rz + z * ry, ty + x * rz + y * s - z * rx, tz - x * ry + y * rx + z * s);

        // WGS 84.
        const double a = 6378137, b = 6356752.3142, e2 = 1 - b * b / (a * a);
        var p = Math.Sqrt(x2 * x2 + y2 * y2);
        var found = Math.Atan2(z2, p * (1 - e2));
        for (var i = 0; i < 6; i++)
            found = Math.Atan2(z2 + e2 * a / Math.Sqrt(1 - e2 * Math.Sin(found) * Math.Sin(found)) * Math.Sin(found), p);
        return Vertex.At(Math.Atan2(y2, x2) * 180 / Math.PI, found * 180 / Math.PI);
    }
}
