using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Register;

namespace Remit.Web.Public;

/// <summary>What a reader is told where there is no page, or where one could not be made.</summary>
public sealed class Problem(HeldNow held) : PageModel
{
    private const int LongestCode = 100;

    public string Title { get; private set; } = "";
    public IReadOnlyList<string> Words { get; private set; } = [];
    public IReadOnlyList<Found> Near { get; private set; } = [];

    public void OnGet(int status)
    {
        var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? "";
        Response.StatusCode = status is >= 400 and < 600 ? status : 404;
        if (status >= 500)
        {
            Title = "Remit made a mistake";
            Words = ["This is a fault in Remit, not in what you asked. It has been written to the server's log. Trying again may help; if it does not, please report the address of this page."];
            return;
        }

        const string organisations = "/organisations/";
        if (status == 404 && asked.StartsWith(organisations, StringComparison.OrdinalIgnoreCase))
        {
            var code = asked[organisations.Length..];
            Title = "No organisation has that code";
            Words = [$"The register has no organisation or practice with the code {Finding.Quoted(code)}, now or at any time that it knows of."];
            Near = code.Length <= LongestCode ? held.Now.Search.Near(code, 5) : [];
            return;
        }

        (Title, Words) = status == 404
            ? ("There is no such page", (IReadOnlyList<string>)["The address may be mistyped, or cut short where it was copied from."])
            : ("That cannot be answered", [$"The server understood the address but not the request (status {status})."]);
    }
}
