using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Access;
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
        if (status == 503)
        {
            Title = "Too many are fetching this just now";
            Words = [$"All tables in one file are made for each who asks, a few at once. Try again in {Response.Headers.RetryAfter} seconds, or take the tables that you need one by one: those are not limited."];
            return;
        }

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

        (Title, Words) = status switch
        {
            404 => ("There is no such page", (IReadOnlyList<string>)["The address may be mistyped, or cut short where it was copied from."]),
            400 when asked.StartsWith("/staff", StringComparison.OrdinalIgnoreCase) => ("That form was not taken", ["It was open for too long, or was sent from another page than ours. Nothing was changed. Open the page again, and fill it in again."]),
            403 => ("You may not do that",
                [HttpContext.Features.Get<Ruling>() is { } ruling ? $"To {ruling.Asked.InWords()}, one needs {ruling.Needed}. An administrator can grant it." : "Nothing lets you do it. Nothing was changed."]),
            429 => ("Too many tries", [$"More were made in a minute than are taken. Nothing was changed. Try again in {(Response.Headers.RetryAfter.ToString() is { Length: > 0 } wait ? wait : "60")} seconds."]),
            _ => ("That cannot be answered", [$"The server understood the address but not the request (status {status})."]),
        };
    }
}
