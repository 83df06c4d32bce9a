using Microsoft.AspNetCore.Mvc;
using Remit.Storage.Access;

namespace Remit.Web.Staff.SignIn;

/// <summary>Name and password: the first of two proofs.</summary>
[ForAnyone]
public sealed class EnterPage(JournalInUse journal, SignIns signIns, SignInLimiter limiter, ProviderInUse provider) : FormPage
{
    public string Name { get; private set; } = "";

    /// <summary>Where on this site they were going.</summary>
    public string To { get; private set; } = "/staff";

    public bool HasAccounts => journal.IfThere is { } kept && Accounts.List(kept).Count > 0;

    public SignInProvider? Provider => provider.Provider;

    /// <summary>Whether the provider was tried and did not answer.</summary>
    public bool Unreached { get; private set; }

    public void OnGet(string? to, bool unreached) => (To, Unreached) = (Local(Url, to), unreached && Provider is not null);

    public async Task<IActionResult> OnPost(string? name, string? password, string? to)
    {
        (Name, To) = (name?.Trim() ?? "", Local(Url, to));
        using var lease = limiter.Try(Name);
        if (!lease.IsAcquired)
        {
            await StaffSite.TooMany(HttpContext, lease, HttpContext.RequestAborted);
            return new EmptyResult();
        }

        if (HasAccounts && Name.Length is > 0 and <= Act.Longest && password?.Length is > 0 and <= PasswordRules.Longest && await signIns.Prove(Name, password) is { } holder)
        {
            await signIns.Halfway(holder);
            return Redirect($"{(holder.Credential.SecondFactor ? "/staff/sign-in/code" : "/staff/sign-in/enrol")}?to={Uri.EscapeDataString(To)}");
        }

        Problems.Add(("name", $"That name and password do not go together, or too many wrong ones were tried: an account is then locked for {Holders.Locked.TotalMinutes:0} minutes."));
        return Page();
    }

    /// <summary>An address of this site, whatever was asked for.</summary>
    internal static string Local(IUrlHelper url, string? to) => to is not null && url.IsLocalUrl(to) && to.StartsWith("/staff", StringComparison.Ordinal) && !to.StartsWith("/staff/sign", StringComparison.Ordinal) ? to : "/staff";
}
