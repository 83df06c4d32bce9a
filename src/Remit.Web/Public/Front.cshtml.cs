using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Responsibility;

namespace Remit.Web.Public;

/// <summary>The front page.</summary>
public sealed class Front(HeldNow held) : PageModel
{
    public Holdings Held { get; } = held.Now;

    /// <summary>A practice code that leads somewhere, if any does.</summary>
    public string Example => Held.Tables[TableSchema.Practices].Rows is [var first, ..] ? first.Cells[0] : "A81001";

    public string Rests => Held.Releases.Count switch
    {
        0 => "The facts that travel with Remit",
        1 => "One official file and the facts that travel with Remit",
        var n => $"{n:N0} files and the facts that travel with Remit",
    };
}
