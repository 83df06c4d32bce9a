using System.Collections.Concurrent;
using Remit.Register;
using Remit.Register.Areas;

namespace Remit.Web.Public.Map;

/// <summary>Maps of one reading of the workspace, each drawn when first asked for and kept while nothing on it would change: bodies change on few days.</summary>
public sealed class DrawnMaps(Atlas atlas)
{
    private const int MostKept = 1000;
    private const int Widest = 6400, Highest = 7200;

    private readonly ConcurrentDictionary<(DateOnly Since, string What), Lazy<DrawnMap>> drawn = [];

    /// <summary>A map of bodies on a day.</summary>
    /// <param name="what">Tells these bodies from others of that day.</param>
    /// <param name="regionOf">A number for the region of each: hexagons, which are all alike, have its colour.</param>
    public DrawnMap Of(string what, DateOnly day, IEnumerable<Area> areas, Func<OdsCode, int>? regionOf) =>
        Kept(what, day, () => DrawnMap.Of([.. areas], atlas.IsOfHexagons, Widest, Highest, colourOf: atlas.IsOfHexagons ? regionOf : null));

    /// <summary>London alone, larger; none on the hexagon map, where it has its room.</summary>
    public DrawnMap? London(string what, DateOnly day, IEnumerable<Area> areas) =>
        atlas.IsOfHexagons ? null : Kept($"{what} in London", day, () => DrawnMap.Of([.. areas], false, 4400, 4000, Window.London));

    /// <summary>A body among its neighbours of the same kind.</summary>
    /// <returns>None where its area is not known.</returns>
    public DrawnMap? Around(OdsCode body, string what, DateOnly day, Func<IEnumerable<Area>> areas) =>
        atlas.Of(body, day) is not { } area ? null : Kept($"{what} around {body}", day, () => DrawnMap.Of([.. areas()], atlas.IsOfHexagons, 2800, 2600, About(area)));

    private static Window About(Area area)
    {
        var corners = area.Outline.Rings[0].Corners;
        var (west, south, east, north) = (corners.Min(c => c.Longitude), corners.Min(c => c.Latitude), corners.Max(c => c.Longitude), corners.Max(c => c.Latitude));
        var (aside, above) = ((east - west) * 0.75, (north - south) * 0.75);
        return new(west - aside, south - above, east + aside, north + above);
    }

    private DrawnMap Kept(string what, DateOnly day, Func<DrawnMap> draw)
    {
        // Whoever asks for everything there is would fill the memory.
        if (drawn.Count > MostKept)
            drawn.Clear();
        return drawn.GetOrAdd((atlas.SameSince(day), what), _ => new(draw)).Value;
    }
}
