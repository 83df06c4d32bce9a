using Microsoft.AspNetCore.Mvc;

namespace Remit.Web.Staff.SignIn;

/// <summary>A code of the authenticator: the second proof.</summary>
[ForAnyone]
public sealed class CodePage(SignIns signIns, ProviderLinks links) : FormPage
{
    public string To { get; private set; } = "/staff";

    public async Task<IActionResult> OnGet(string? to)
    {
        To = EnterPage.Local(Url, to);
        return await signIns.WhoIsHalfway() is null ? Redirect("/staff/sign-in") : Page();
    }

    public async Task<IActionResult> OnPost(string? code, string? to)
    {
        To = EnterPage.Local(Url, to);
        if (await signIns.WhoIsHalfway() is null)
            return Redirect("/staff/sign-in");
        var by = await signIns.ComesBy();
        if (by is not null && (await links.Of(by)).Problem is { } problem)
        {
            Problems.Add(("code", problem));
            return Page();
        }

        if ((await signIns.TwoFactorAuthenticatorSignInAsync(Digits(code), isPersistent: false, rememberClient: false)).Succeeded)
        {
            if (by is null || await links.Take(by) is not { } untaken)
                return Redirect(To);
            Problems.Add(("code", untaken));
            return Page();
        }

        Problems.Add(("code", $"That is not the code of this half-minute, or it was used already. After {Holders.MostFailures} wrong ones the account is locked for {Holders.Locked.TotalMinutes:0} minutes."));
        return Page();
    }

    internal static string Digits(string? code) => string.Concat((code ?? "").Where(char.IsAsciiDigit).Take(10));
}
