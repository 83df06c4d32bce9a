using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Remit.Web.Staff.SignIn;

/// <summary>Sends whoever comes to the sign-in provider; of somebody who is to take to it by a link that works once, it takes the form first.</summary>
[ForAnyone]
public sealed class ElsewherePage(SignIns signIns, ProviderInUse provider) : PageModel
{
    /// <summary>The cookie in which a browser keeps, for a minute or two, by which link its user asked to take to the provider.</summary>
    internal const string Linking = "linking";

    internal const string LinkItem = "link";

    public string Name => provider.Provider!.Name;

    /// <summary>Where the way to the provider begins.</summary>
    public string Onward { get; private set; } = "";

    public async Task<IActionResult> OnGet(string? to)
    {
        if (provider.Provider is null)
            return NotFound();
        var properties = signIns.ConfigureExternalAuthenticationProperties(ProviderWiring.Scheme, $"/staff/sign-in/returned?to={Uri.EscapeDataString(EnterPage.Local(Url, to))}");
        if ((await HttpContext.AuthenticateAsync(Linking)).Principal?.FindFirstValue(LinkItem) is { } link)
        {
            properties.Items[LinkItem] = link;
            await HttpContext.SignOutAsync(Linking);
        }

        return Challenge(properties, ProviderWiring.Scheme);
    }

    // Our own policy keeps a form from leading to another site, and browsers follow it through redirects: so the answer is a page, which goes on from here.
    public async Task<IActionResult> OnPost(string? link, string? to)
    {
        if (provider.Provider is null || link is not { Length: 64 })
            return NotFound();
        await HttpContext.SignInAsync(Linking, new(new ClaimsIdentity([new(LinkItem, link)], Linking)));
        Onward = $"/staff/sign-in/elsewhere?to={Uri.EscapeDataString(EnterPage.Local(Url, to))}";
        Response.Headers["Refresh"] = $"0; url={Onward}";
        return Page();
    }
}
