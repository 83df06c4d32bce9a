using Microsoft.AspNetCore.Mvc;

namespace Remit.Web.Staff.SignIn;

/// <summary>A recovery code in place of the authenticator's.</summary>
[ForAnyone]
public sealed class RecoveryPage(SignIns signIns, Holders holders, ProviderLinks links) : FormPage
{
    private const int Longest = 100;

    public string To { get; private set; } = "/staff";

    public async Task<IActionResult> OnGet(string? to)
    {
        To = EnterPage.Local(Url, to);
        return await signIns.WhoIsHalfway() is null ? Redirect("/staff/sign-in") : Page();
    }

    public async Task<IActionResult> OnPost(string? code, string? to)
    {
        To = EnterPage.Local(Url, to);
        if (await signIns.WhoIsHalfway() is not { } holder)
            return Redirect("/staff/sign-in");
        var by = await signIns.ComesBy();
        if (by is not null && (await links.Of(by)).Problem is { } problem)
        {
            Problems.Add(("code", problem));
            return Page();
        }

        if (!await holders.IsLockedOutAsync(holder))
        {
            if (code?.Length is > 0 and <= Longest && holder.Credential.SecondFactor && (await signIns.TwoFactorRecoveryCodeSignInAsync(code)).Succeeded)
            {
                if (by is null || await links.Take(by) is not { } untaken)
                    return Redirect(To);
                Problems.Add(("code", untaken));
                return Page();
            }

            await holders.AccessFailedAsync(holder);
        }

        Problems.Add(("code", $"That is none of your recovery codes, or it was used already. After {Holders.MostFailures} wrong ones the account is locked for {Holders.Locked.TotalMinutes:0} minutes."));
        return Page();
    }
}
