using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Allocations;
using Remit.Storage.Allocations;

namespace Remit.Web.Public.Allocations;

/// <summary><c>/allocations/07L?policy=january-2016&amp;years=3</c>: how one body comes to its allocation, step by step, year by year.</summary>
public sealed class OfBody(HeldNow held) : PageModel
{
    public Holdings Held { get; } = held.Now;
    public PaceAsked Asked { get; private set; } = null!;

    /// <summary>The body; none for several put together.</summary>
    public HeldPosition? Body { get; private set; }

    public string Name { get; private set; } = "";
    public IReadOnlyList<(PacedYear Year, PacedAllocation Given)> Years { get; private set; } = [];

    public IActionResult OnGet(string body)
    {
        if (Held.Positions is not { } positions)
            return NotFound();
        Asked = new(Request.Query, positions);
        Body = positions.Find(body);
        Name = Body?.Position.Body ?? body;
        Years = [.. from year in Asked.Result() let given = year.Allocations.FirstOrDefault(a => a.Body == Name) where given is not null select (year, given)];
        return Years.Count > 0 ? Page() : NotFound();
    }

    /// <summary>What decided the minimum, in words.</summary>
    public static string Rule(MinimumRule rule) => rule switch
    {
        MinimumRule.MinimumGrowth => "the minimum growth",
        MinimumRule.MinimumGrowthPerHead => "the minimum growth per head",
        MinimumRule.Taper => "the taper for those over target",
        _ => "the end of the taper, for those far over target",
    };
}
