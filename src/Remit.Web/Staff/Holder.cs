using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Remit.Access;
using Remit.Storage.Access;

namespace Remit.Web.Staff;

/// <summary>The holder of an account with what they prove themselves by, as ASP.NET Core Identity changes it until it is kept.</summary>
public sealed class Holder(Account account, Credential credential)
{
    public Account Account { get; } = account;

    public Credential Credential { get; set; } = credential;
}

/// <summary>Keeps holders for ASP.NET Core Identity in the tables of <see cref="Credentials"/>. Accounts are made and closed elsewhere, as acts.</summary>
internal sealed class HolderStore(JournalInUse journal, IDataProtectionProvider protection) :
    IUserPasswordStore<Holder>, IUserSecurityStampStore<Holder>, IUserLockoutStore<Holder>, IUserTwoFactorStore<Holder>, IUserAuthenticatorKeyStore<Holder>,
    IUserTwoFactorRecoveryCodeStore<Holder>, IUserLoginStore<Holder>
{
    private readonly IDataProtector keys = protection.CreateProtector("Remit.Web.Staff.AuthenticatorKey");

    private Credentials Credentials => new(journal.Now);

    public Task<Holder?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(Find(userId));

    /// <summary>By name or by e-mail address; the normalised form is the text as it was typed.</summary>
    public Task<Holder?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(
        Find(Account.IdOf(normalizedUserName)) ?? (Credentials.WithEmail(normalizedUserName) is { } id ? Find(id) : null));

    public Task<Holder?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        Task.FromResult(Credentials.WithLogin(loginProvider, providerKey) is { } id ? Find(id) : null);

    public Task<IdentityResult> UpdateAsync(Holder user, CancellationToken cancellationToken)
    {
        if (Credentials.Keep(user.Credential) is not { } kept)
            return Task.FromResult(IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure()));
        user.Credential = kept;
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<string> GetUserIdAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult(user.Account.Id);

    public Task<string?> GetUserNameAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Name);

    public Task<string?> GetNormalizedUserNameAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Name);

    public Task SetPasswordHashAsync(Holder user, string? passwordHash, CancellationToken cancellationToken) => Change(user, c => c with { PasswordHash = passwordHash });

    public Task<string?> GetPasswordHashAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult(user.Credential.PasswordHash);

    public Task<bool> HasPasswordAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult(user.Credential.PasswordHash is not null);

    public Task SetSecurityStampAsync(Holder user, string stamp, CancellationToken cancellationToken) => Change(user, c => c with { Stamp = stamp });

    public Task<string?> GetSecurityStampAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Credential.Stamp);

    public Task SetTwoFactorEnabledAsync(Holder user, bool enabled, CancellationToken cancellationToken) => Change(user, c => c with { SecondFactor = enabled });

    public Task<bool> GetTwoFactorEnabledAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult(user.Credential.SecondFactor);

    public Task SetAuthenticatorKeyAsync(Holder user, string key, CancellationToken cancellationToken) => Change(user, c => c with { AuthenticatorKey = keys.Protect(key) });

    /// <summary>The key; nothing where there is none, or where the keys that protected it are lost: no code is right then, and the second factor must be set up anew.</summary>
    public Task<string?> GetAuthenticatorKeyAsync(Holder user, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(user.Credential.AuthenticatorKey is { } kept ? keys.Unprotect(kept) : null);
        }
        catch (CryptographicException)
        {
            return Task.FromResult<string?>(null);
        }
    }

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult(user.Credential.LockedUntil);

    public Task<int> GetAccessFailedCountAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult((int)user.Credential.Failures);

    public Task<bool> GetLockoutEnabledAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task ReplaceCodesAsync(Holder user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        Credentials.ReplaceRecoveryCodes(user.Account.Id, recoveryCodes.Select(RecoveryCode));
        return Task.CompletedTask;
    }

    public Task<bool> RedeemCodeAsync(Holder user, string code, CancellationToken cancellationToken) => Task.FromResult(Credentials.UseRecoveryCode(user.Account.Id, RecoveryCode(code)));

    public Task<int> CountCodesAsync(Holder user, CancellationToken cancellationToken) => Task.FromResult(Credentials.RecoveryCodesLeft(user.Account.Id));

    public Task AddLoginAsync(Holder user, UserLoginInfo login, CancellationToken cancellationToken) =>
        Credentials.LinkLogin(user.Account.Id, login.LoginProvider, login.ProviderKey) ? Task.CompletedTask : throw new InvalidOperationException("That sign-in is another account's.");

    public Task<IList<UserLoginInfo>> GetLoginsAsync(Holder user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserLoginInfo>>([.. Credentials.LoginsOf(user.Account.Id).Select(l => new UserLoginInfo(l.Provider, l.Subject, l.Provider))]);

    public void Dispose() { }

    // The counting and locking are Holders', in one statement each, so that guesses made at once all count.
    public Task<int> IncrementAccessFailedCountAsync(Holder user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task ResetAccessFailedCountAsync(Holder user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task SetLockoutEndDateAsync(Holder user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => throw Elsewhere();

    public Task SetLockoutEnabledAsync(Holder user, bool enabled, CancellationToken cancellationToken) => throw Elsewhere();

    public Task RemoveLoginAsync(Holder user, string loginProvider, string providerKey, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IdentityResult> CreateAsync(Holder user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IdentityResult> DeleteAsync(Holder user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task SetUserNameAsync(Holder user, string? userName, CancellationToken cancellationToken) => throw Elsewhere();

    // Identity sets it before it keeps anything; names do not change.
    public Task SetNormalizedUserNameAsync(Holder user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    private static NotSupportedException Elsewhere() => new("Accounts are made, locked and closed elsewhere.");

    private static string RecoveryCode(string typed) => string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private Holder? Find(string id) =>
        journal.IfThere is { } kept && Accounts.Find(kept, id) is { IsClosed: false } account && new Credentials(kept).Find(id) is { } credential ? new(account, credential) : null;

    private static Task Change(Holder user, Func<Credential, Credential> change)
    {
        user.Credential = change(user.Credential);
        return Task.CompletedTask;
    }
}
