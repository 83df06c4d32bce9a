using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Time;

namespace Remit.Web.Public.Method;

/// <summary><c>/method</c>: the rulebooks, and the doubtful points of the official text.</summary>
public sealed class List(HeldNow held, TimeProvider clock) : PageModel
{
    public Holdings Held { get; } = held.Now;
    public DateOnly Today { get; } = clock.TodayInLondon;
}
