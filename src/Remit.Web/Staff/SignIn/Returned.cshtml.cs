using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Remit.Web.Staff.SignIn;

/// <summary>Where whoever was at the sign-in provider comes back to. A stranger is told so: nobody gets an account by signing in.</summary>
[ForAnyone]
public sealed class ReturnedPage(JournalInUse journal, SignIns signIns, Holders holders, ProviderInUse provider, ProviderLinks links) : PageModel
{
    private const string Locked = "Too many wrong codes were tried. Try again in some minutes.";

    public string Problem { get; private set; } = "";

    public async Task<IActionResult> OnGet(string? to)
    {
        if (provider.Provider is not { } there)
            return NotFound();
        var info = await signIns.GetExternalLoginInfoAsync();
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        if (info is null || journal.IfThere is null)
        {
            Problem = $"{there.Name} did not say who you are, or its answer could not be trusted. Trying again may help.";
            return Page();
        }

        if (info.AuthenticationProperties?.Items.TryGetValue(ElsewherePage.LinkItem, out var link) == true && link is not null)
        {
            var comer = new ComerByLink(link, info.LoginProvider, info.ProviderKey);
            var (linked, problem) = await links.Of(comer);
            // Whoever holds the link has not proved yet what the account asks for: it is taken with the code.
            if (linked is { Credential.SecondFactor: true } && !await holders.IsLockedOutAsync(linked))
            {
                await signIns.Halfway(linked, comer);
                return Redirect($"/staff/sign-in/code?to={Uri.EscapeDataString(EnterPage.Local(Url, to))}");
            }

            if ((problem ?? (linked!.Credential.SecondFactor ? Locked : await links.Take(comer))) is { } why)
            {
                Problem = why;
                return Page();
            }
        }

        if (await holders.FindByLoginAsync(info.LoginProvider, info.ProviderKey) is not { } holder)
        {
            Problem = $"{there.Name} knows you, but nobody here has been given that sign-in. Ask an administrator for a link that works once: it lets you choose to sign in with {there.Name}.";
            return Page();
        }

        if (await holders.IsLockedOutAsync(holder))
        {
            Problem = Locked;
            return Page();
        }

        if (there.AsksSecondFactor)
        {
            await signIns.SignInAsync(holder, isPersistent: false, "external");
            return Redirect(EnterPage.Local(Url, to));
        }

        await signIns.Halfway(holder);
        return Redirect($"{(holder.Credential.SecondFactor ? "/staff/sign-in/code" : "/staff/sign-in/enrol")}?to={Uri.EscapeDataString(EnterPage.Local(Url, to))}");
    }
}
