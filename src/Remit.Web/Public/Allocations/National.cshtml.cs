using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Allocations;
using Remit.Register;
using Remit.Storage.Allocations;
using Remit.Web.Public.Map;

namespace Remit.Web.Public.Allocations;

/// <summary><c>/allocations?policy=january-2016</c>: what every body gets under a policy on pace of change, and under the same with other terms; drawn, mapped and told.</summary>
public sealed class National(HeldNow held) : PageModel
{
    /// <summary>How far from target a body is, as the map tells it: its words, and the shade.</summary>
    public static IReadOnlyList<(string Says, int Shade, Func<decimal, bool> Holds)> Bands { get; } =
    [
        ("more than 5% under target", 4, d => d < -5),
        ("2.5% to 5% under", 0, d => d is >= -5 and < -2.5m),
        ("within 2.5%", 1, d => d is >= -2.5m and <= 2.5m),
        ("2.5% to 5% over", 2, d => d is > 2.5m and <= 5),
        ("more than 5% over target", 3, d => d > 5),
    ];

    // Those that no figure is held of.
    public const int Unknown = 6;

    public Holdings Held { get; } = held.Now;

    public PaceAsked? Asked { get; private set; }

    public IReadOnlyList<PacedYear> Years { get; private set; } = [];
    public IReadOnlyList<PacedYear> Against { get; private set; } = [];

    public PacedYear Last => Years[^1];

    public PacedYear? AgainstLast => Against.Count > 0 ? Against[^1] : null;

    public DrawnMap? Picture { get; private set; }

    public static string Millions(decimal pounds) => $"£{pounds / 1_000_000:N1}m";

    public static string Rate(decimal rate) => $"{rate:0.00}%";

    public static string Distance(decimal? distance) => distance is { } known ? $"{known:+0.00;-0.00;0.00}%" : "not known";

    /// <summary>The page of one body under this scenario.</summary>
    public string Address(PacedAllocation body) => $"/allocations/{Uri.EscapeDataString(Held.Positions!.Find(body.Body)?.Key ?? body.Body)}{Asked!.Query}";

    public void OnGet()
    {
        if (Held.Positions is not { } positions)
            return;
        Asked = new(Request.Query, positions);
        Years = Asked.Result();
        Against = Asked.AgainstResult();
        if (Asked.ShowsMap)
            Picture = Draw(positions);
    }

    private DrawnMap? Draw(HeldPositions positions)
    {
        var (atlas, day) = (Held.Atlas, positions.Day);
        var areas = atlas.CommissionersOn(day).Select(c => atlas.Of(c.Code, day)).OfType<Register.Areas.Area>().ToList();
        if (areas.Count == 0 || positions.Bodies.All(b => b.Code is null))
            return null;
        var distances = Last.Allocations.ToDictionary(a => a.Body, a => a.ClosingDistance);
        // Those put together share the distance of the whole.
        var shades = new Dictionary<OdsCode, int>();
        foreach (var body in positions.Bodies)
            if (body.Code is { } code && (distances.GetValueOrDefault(body.Position.Body) ?? distances.FirstOrDefault(d => d.Key.Split(" + ").Contains(body.Key)).Value) is { } distance)
                shades[code] = Bands.First(b => b.Holds(distance)).Shade;
        var whole = Held.Maps.Of("", day, areas, null);
        return whole with { Areas = [.. whole.Areas.Select(a => a with { Colour = shades.GetValueOrDefault(a.Area.Code, Unknown) })] };
    }
}
