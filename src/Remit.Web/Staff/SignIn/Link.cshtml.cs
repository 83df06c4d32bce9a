using Microsoft.AspNetCore.Mvc;
using Remit.Storage.Access;

namespace Remit.Web.Staff.SignIn;

/// <summary>Where a link that works once leads: its holder sets a password, or takes to signing in elsewhere.</summary>
[ForAnyone]
public sealed class LinkPage(JournalInUse journal, Holders holders, ProviderInUse provider, TimeProvider clock) : FormPage
{
    public string Secret { get; private set; } = "";

    /// <summary>Whose account it is; nothing where the link does not work.</summary>
    public string? Name { get; private set; }

    public SignInProvider? Provider => provider.Provider;

    // The secret comes after the question mark, which no log has.
    public async Task OnGet(string? secret) => Name = (await Of(secret))?.Account.Name;

    public async Task<IActionResult> OnPost(string? secret, string? password, string? again)
    {
        if (await Of(secret) is not { } holder)
            return Page();
        Name = holder.Account.Name;
        if (PasswordRules.Problem(password ?? "", holder.Account.Name, holder.Credential.Email) is { } problem)
            Problems.Add(("password", problem));
        else if (password != again)
            Problems.Add(("again", "The two are not the same. Type the new password twice."));
        else if (!new Credentials(journal.Now).UseLink(Secret, clock.GetUtcNow()))
            Name = null;
        else
        {
            if (await holders.HasPasswordAsync(holder))
                await holders.RemovePasswordAsync(holder);
            var set = await holders.AddPasswordAsync(holder, password!);
            if (set.Succeeded)
                return Redirect("/staff/sign-in");
            Problems.AddRange(set.Errors.Select(e => ("password", e.Description)));
        }

        return Page();
    }

    private async Task<Holder?> Of(string? secret)
    {
        Secret = secret is { Length: 64 } ? secret : "";
        return journal.IfThere is { } kept && new Credentials(kept).LinkedAccount(Secret, clock.GetUtcNow()) is { } id ? await holders.FindByIdAsync(id) : null;
    }
}
