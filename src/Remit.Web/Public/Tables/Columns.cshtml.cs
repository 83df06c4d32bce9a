using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Storage.Publishing;
using Remit.Time;

namespace Remit.Web.Public.Tables;

/// <summary><c>/data/memberships</c>: what one public table holds, column by column, what it rests on, and where to fetch it.</summary>
public sealed class Columns(PublicNow held, TimeProvider clock) : PageModel
{
    public PublicTable Table { get; private set; } = null!;

    public IReadOnlyList<(string Title, string? Address)> Sources { get; private set; } = [];

    /// <summary>The first rows, to see what they look like.</summary>
    public IReadOnlyList<object?[]> Some { get; private set; } = [];

    public string Today { get; } = IsoDate.Text(clock.TodayInLondon);

    public IActionResult OnGet(string table)
    {
        if (PublicTables.Named(table) is not { } found)
            return NotFound();
        var facts = held.Now.Facts;
        (Table, Sources, Some) = (found, DataPackage.SourcesOf(found, facts), [.. found.Rows(facts).Take(5)]);
        return Page();
    }
}
