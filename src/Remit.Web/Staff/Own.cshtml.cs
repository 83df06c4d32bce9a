using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Remit.Storage.Access;
using Remit.Web.Staff.SignIn;

namespace Remit.Web.Staff;

/// <summary>How whoever is signed in signs in: sessions, password, recovery codes.</summary>
[ForThemselves]
public sealed class OwnPage(JournalInUse journal, Holders holders, SignIns signIns) : StaffPage
{
    public IReadOnlyList<Session> Sessions => new Credentials(journal.Now).SessionsOf(Me.Account.Id);

    public string? Email { get; private set; }

    public bool HasPassword { get; private set; }

    /// <summary>How many recovery codes are left; nothing where there is no authenticator of ours.</summary>
    public int? CodesLeft { get; private set; }

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public string? Done { get; private set; }

    public async Task OnGet(string? done)
    {
        Done = done == "password" ? "Your password was changed. Everywhere else you were signed out." : null;
        await Show();
    }

    public async Task<IActionResult> OnPostEverywhere()
    {
        if (await holders.FindByIdAsync(Me.Account.Id) is { } holder && !(await holders.UpdateSecurityStampAsync(holder)).Succeeded)
        {
            Problems.Add(("everywhere", "You were signed out nowhere: how you sign in was changed at the same moment. Try again."));
            await Show();
            return Page();
        }

        await signIns.SignOutAsync();
        return Redirect("/staff/sign-in");
    }

    public async Task<IActionResult> OnPostPassword(string? now, string? password, string? again)
    {
        var holder = (await holders.FindByIdAsync(Me.Account.Id))!;
        if (password != again)
            Problems.Add(("again", "The two are not the same. Type the new password twice."));
        else if (await holders.IsLockedOutAsync(holder) || now is not { Length: > 0 and <= PasswordRules.Longest } || !(await signIns.CheckPasswordSignInAsync(holder, now, lockoutOnFailure: true)).Succeeded)
            Problems.Add(("now", $"That is not your password now. After {Holders.MostFailures} wrong ones the account is locked for {Holders.Locked.TotalMinutes:0} minutes."));
        else if (await holders.ChangePasswordAsync(holder, now, password ?? "") is { Succeeded: false } refused)
            Problems.AddRange(refused.Errors.Select(e => ("password", e.Description)));
        else
        {
            // A new password is a new stamp, which ends every session: this browser begins another.
            await signIns.SignInAsync(holder, isPersistent: false);
            return Redirect("/staff/account?done=password");
        }

        await Show();
        return Page();
    }

    public async Task<IActionResult> OnPostCodes(string? code)
    {
        var holder = (await holders.FindByIdAsync(Me.Account.Id))!;
        if (!await holders.IsLockedOutAsync(holder) && await holders.VerifyTwoFactorTokenAsync(holder, TokenOptions.DefaultAuthenticatorProvider, CodePage.Digits(code)))
        {
            RecoveryCodes = [.. await holders.GenerateNewTwoFactorRecoveryCodesAsync(holder, EnrolPage.RecoveryCodesInAll) ?? []];
            Done = "You have new recovery codes.";
        }
        else
        {
            await holders.AccessFailedAsync(holder);
            Problems.Add(("code", "That is not the code of this half-minute, or it was used already: wait for the next."));
        }

        await Show();
        return Page();
    }

    private async Task Show()
    {
        var holder = (await holders.FindByIdAsync(Me.Account.Id))!;
        (Email, HasPassword) = (holder.Credential.Email, holder.Credential.PasswordHash is not null);
        CodesLeft = holder.Credential.SecondFactor ? await holders.CountRecoveryCodesAsync(holder) : null;
    }
}
