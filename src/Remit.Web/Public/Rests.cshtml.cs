using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Storage;

namespace Remit.Web.Public;

/// <summary><c>/data</c>: the files and facts that the pages rest on.</summary>
public sealed class Rests(HeldNow held) : PageModel
{
    private static readonly Lazy<IReadOnlyList<ParameterRow>> Shipped = new(() => ParameterTables.Shipped.Read("sources.csv").Rows);

    public Holdings Held { get; } = held.Now;

    public IReadOnlyList<ParameterRow> Sources { get; } = Shipped.Value;
}
