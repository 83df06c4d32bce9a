using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Allocations;
using Remit.Register;
using Remit.Web.Public.Map;

namespace Remit.Web.Public.Allocations;

/// <summary><c>/allocations/shares?edition=2022-23&amp;on=2026-04-01</c>: each body's fair share of a round from practice level, for the bodies of any day, with changed parameters, mergers, and the way on to allocations.</summary>
public sealed class Shares(ShareDesk desk) : PageModel
{
    private const decimal Slight = 0.05m;

    /// <summary>Need and costs against England's, as the map tells it.</summary>
    public static IReadOnlyList<(string Says, int Shade, Func<decimal, bool> Holds)> Levels { get; } =
    [
        ("less than 90% of England's share per head", 4, i => i < 0.9m),
        ("90% to 97%", 0, i => i is >= 0.9m and < 0.97m),
        ("within 3% of England's", 1, i => i is >= 0.97m and <= 1.03m),
        ("103% to 110%", 2, i => i is > 1.03m and <= 1.1m),
        ("more than 110%", 3, i => i > 1.1m),
    ];

    /// <summary>What a change did, in per cent.</summary>
    public static IReadOnlyList<(string Says, int Shade, Func<decimal, bool> Holds)> Moves { get; } =
    [
        ("loses more than 1%", 4, c => c < -1),
        ("loses up to 1%", 0, c => c is >= -1 and < -Slight),
        ("the same within 0.05%", 1, c => c is >= -Slight and <= Slight),
        ("gains up to 1%", 2, c => c is > Slight and <= 1),
        ("gains more than 1%", 3, c => c > 1),
    ];

    public SharesAnswer Answer { get; private set; } = null!;

    public SharesAsked Asked => Answer.Asked;

    public DrawnMap? Picture { get; private set; }

    /// <summary>What the map tells: what a change did, or where nothing was changed, need and costs.</summary>
    public bool TellsMoves => Answer.AsStated is not null;

    public static string Money(decimal? pounds) => pounds is { } known ? $"£{known:N2}" : "";

    /// <summary>What was changed did to a body's target, in per cent; none where it has none to compare.</summary>
    public decimal? MoveOf(string code) => Answer is { AsAsked: { } now, AsStated: { } before } && before.Targets.TryGetValue(code, out var was) && was > 0 && now.Targets.TryGetValue(code, out var its) ? 100m * its / was - 100 : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await desk.Of(SharesAsked.Of(Request.Query), stop) is not { } answer)
            return StatusCode(BusyDesk.Tell(HttpContext));
        Answer = answer;
        if (answer.AsAsked is { } shares)
            Draw(shares);
        return Page();
    }

    private void Draw(MadeShares shares)
    {
        var (held, day) = (Answer.Held, Asked.On.Day);
        var areas = shares.Targets.Keys.Concat(Answer.AsStated?.Targets.Keys ?? Enumerable.Empty<string>()).Distinct().Where(c => c != Placement.Nowhere).Select(c => OdsCode.TryParse(c, out var code) ? held.Atlas.Of(code, day) : null).OfType<Register.Areas.Area>().ToList();
        if (areas.Count == 0)
            return;
        var whole = held.Maps.Of($"shares by {Asked.By}", day, areas, null);
        Picture = whole with { Areas = [.. whole.Areas.Select(a => a with { Colour = ShadeOf(a.Area.Code.ToString(), shares) })] };
    }

    private int ShadeOf(string code, MadeShares shares)
    {
        if (TellsMoves)
            return MoveOf(code) is { } move ? Moves.First(m => m.Holds(move)).Shade : National.Unknown;
        return shares.Targets.ContainsKey(code) && shares.IndexOf(code) is { } index ? Levels.First(l => l.Holds(index)).Shade : National.Unknown;
    }
}
