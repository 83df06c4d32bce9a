using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using QRCoder;

namespace Remit.Web.Staff.SignIn;

/// <summary>Sets up an authenticator, once the password is proved: nobody goes further without one.</summary>
[ForAnyone]
public sealed class EnrolPage(SignIns signIns, Holders holders) : FormPage
{
    /// <summary>How many recovery codes somebody has at first.</summary>
    internal const int RecoveryCodesInAll = 10;

    public string To { get; private set; } = "/staff";

    /// <summary>The key, in groups of four letters.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The link that authenticators know.</summary>
    public string Link { get; private set; } = "";

    /// <summary>The link as a QR code, which a telephone reads off the screen.</summary>
    public HtmlString Picture { get; private set; } = HtmlString.Empty;

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public async Task<IActionResult> OnGet(string? to)
    {
        To = EnterPage.Local(Url, to);
        if (await signIns.WhoIsHalfway() is not { Credential.SecondFactor: false } holder)
            return Redirect("/staff/sign-in");
        await Show(holder);
        return Page();
    }

    public async Task<IActionResult> OnPost(string? code, string? to)
    {
        To = EnterPage.Local(Url, to);
        if (await signIns.WhoIsHalfway() is not { Credential.SecondFactor: false } holder)
            return Redirect("/staff/sign-in");
        if (await holders.VerifyTwoFactorTokenAsync(holder, TokenOptions.DefaultAuthenticatorProvider, CodePage.Digits(code)) && (await holders.SetTwoFactorEnabledAsync(holder, true)).Succeeded)
        {
            RecoveryCodes = [.. await holders.GenerateNewTwoFactorRecoveryCodesAsync(holder, RecoveryCodesInAll) ?? []];
            await signIns.SignOutAsync();
            await signIns.SignInAsync(holder, isPersistent: false, "mfa");
            return Page();
        }

        await Show(holder);
        Problems.Add(("code", "That is not the code of this half-minute. Check that the device's clock is right, and type the code it shows now."));
        return Page();
    }

    private async Task Show(Holder holder)
    {
        if (await holders.GetAuthenticatorKeyAsync(holder) is not { } key)
        {
            await holders.ResetAuthenticatorKeyAsync(holder);
            // A new key is a new stamp, under which whoever is halfway goes on.
            await signIns.Halfway(holder);
            key = (await holders.GetAuthenticatorKeyAsync(holder))!;
        }

        Key = string.Join(' ', key.Chunk(4).Select(four => new string(four)));
        Link = $"otpauth://totp/Remit:{Uri.EscapeDataString(holder.Account.Name)}?secret={key}&issuer=Remit";
        Picture = Drawn(Link);
    }

    // Presentation attributes only, as everywhere: the policy needs no exception.
    private static HtmlString Drawn(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
            for (var x = 0; x < modules.Count; x++)
                if (modules[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new($"""
            <svg role="img" aria-label="The link to the key as a QR code" width="232" height="232" viewBox="0 0 {modules.Count} {modules.Count}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path fill="#000" d="{path}"/></svg>
            """);
    }
}
