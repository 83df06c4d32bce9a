using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Remit.Web.Staff.SignIn;

/// <summary>Sends whoever comes to the sign-in provider. A link, since our own policy would keep a form from leading to another site.</summary>
[ForAnyone]
public sealed class ElsewherePage(SignIns signIns, ProviderInUse provider) : PageModel
{
    internal const string LinkItem = "link";

    public IActionResult OnGet(string? to, string? link)
    {
        if (provider.Provider is null)
            return NotFound();
        var properties = signIns.ConfigureExternalAuthenticationProperties(ProviderWiring.Scheme, $"/staff/sign-in/returned?to={Uri.EscapeDataString(EnterPage.Local(Url, to))}");
        if (link is { Length: 64 })
            properties.Items[LinkItem] = link;
        return Challenge(properties, ProviderWiring.Scheme);
    }
}
