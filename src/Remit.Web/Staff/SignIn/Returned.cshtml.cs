using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Access;
using Remit.Storage.Access;

namespace Remit.Web.Staff.SignIn;

/// <summary>Where whoever was at the sign-in provider comes back to. A stranger is told so: nobody gets an account by signing in.</summary>
[ForAnyone]
public sealed class ReturnedPage(JournalInUse journal, SignIns signIns, Holders holders, ProviderInUse provider, TimeProvider clock) : PageModel
{
    public string Problem { get; private set; } = "";

    public async Task<IActionResult> OnGet(string? to)
    {
        if (provider.Provider is not { } there)
            return NotFound();
        var info = await signIns.GetExternalLoginInfoAsync();
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        if (info is null || journal.IfThere is not { } kept)
        {
            Problem = $"{there.Name} did not say who you are, or its answer could not be trusted. Trying again may help.";
            return Page();
        }

        if (info.AuthenticationProperties?.Items.TryGetValue(ElsewherePage.LinkItem, out var link) == true && link is not null && await Link(kept, link, info, there) is { } problem)
        {
            Problem = problem;
            return Page();
        }

        if (await holders.FindByLoginAsync(info.LoginProvider, info.ProviderKey) is not { } holder)
        {
            Problem = $"{there.Name} knows you, but nobody here has been given that sign-in. Ask an administrator for a link that works once: it lets you choose to sign in with {there.Name}.";
            return Page();
        }

        if (await holders.IsLockedOutAsync(holder))
        {
            Problem = "Too many wrong codes were tried. Try again in some minutes.";
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

    private async Task<string?> Link(Storage.Journal.KeptJournal kept, string link, ExternalLoginInfo info, SignInProvider there)
    {
        var credentials = new Credentials(kept);
        var now = clock.GetUtcNow();
        if (credentials.LinkedAccount(link, now) is not { } id || await holders.FindByIdAsync(id) is not { } holder || !credentials.UseLink(link, now))
            return "The link you came by no longer works. Ask an administrator for another.";
        if (credentials.WithLogin(info.LoginProvider, info.ProviderKey) is { } other && other != id)
            return $"That sign-in with {there.Name} is another account's here.";
        credentials.LinkLogin(id, info.LoginProvider, info.ProviderKey);
        Accounts.Record(kept, holder.Account, new ProviderLinked(there.Name), new Act(holder.Account.Name, "for themselves", "By the link they were given", now));
        return null;
    }
}
