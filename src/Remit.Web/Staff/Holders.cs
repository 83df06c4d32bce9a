using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Remit.Storage.Access;

namespace Remit.Web.Staff;

/// <summary>ASP.NET Core Identity over <see cref="HolderStore"/>, with the site's clock, and with wrong guesses counted one by one even where they are made at once.</summary>
public sealed class Holders(
    IUserStore<Holder> store, IOptions<IdentityOptions> options, IPasswordHasher<Holder> hasher, IEnumerable<IUserValidator<Holder>> holders, IEnumerable<IPasswordValidator<Holder>> passwords,
    ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<Holders> log, JournalInUse journal, TimeProvider clock)
    : UserManager<Holder>(store, options, hasher, holders, passwords, normalizer, errors, services, log)
{
    /// <summary>How many wrong passwords or codes in a row are let pass.</summary>
    public const int MostFailures = 5;

    /// <summary>How long an account is then locked.</summary>
    public static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    // Nothing that is taken for another when it is read off paper.
    private const string CodeLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    // What an unknown name's password is held against, so that it takes as long as a known one's.
    private static string? nobodys;

    public override Task<bool> IsLockedOutAsync(Holder user) => Task.FromResult(user.Credential.LockedUntil > clock.GetUtcNow());

    public override Task<IdentityResult> AccessFailedAsync(Holder user)
    {
        new Credentials(journal.Now).Fail(user.Account.Id, MostFailures, clock.GetUtcNow() + Locked);
        return Task.FromResult(IdentityResult.Success);
    }

    public override Task<IdentityResult> ResetAccessFailedCountAsync(Holder user)
    {
        new Credentials(journal.Now).Succeed(user.Account.Id);
        return Task.FromResult(IdentityResult.Success);
    }

    /// <summary>Eighty bits, since what is kept is a plain hash; Identity's own have some 47.</summary>
    protected override string CreateTwoFactorRecoveryCode() => string.Join('-', RandomNumberGenerator.GetString(CodeLetters, 16).Chunk(4).Select(four => new string(four)));

    /// <summary>Takes as long as to hold a password against a hash.</summary>
    public void HoldAgainstNobodys(string password) =>
        PasswordHasher.VerifyHashedPassword(null!, LazyInitializer.EnsureInitialized(ref nobodys, () => PasswordHasher.HashPassword(null!, Credentials.NewSecret())), password);
}

/// <summary>Signs holders in: each time a session of its own begins, which the server can end.</summary>
public sealed class SignIns(
    Holders holders, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Holder> claims, IOptions<IdentityOptions> options, ILogger<SignIns> log, IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Holder> confirmation, JournalInUse journal, TimeProvider clock)
    : SignInManager<Holder>(holders, http, claims, options, log, schemes, confirmation)
{
    // However wrong a guess was, the answer comes no sooner than this.
    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(400);

    private const string Stamp = "stamp";
    private const string Link = "link";
    private const string Provider = "provider";
    private const string Subject = "subject";

    public override Task<bool> CanSignInAsync(Holder user) => Task.FromResult(!user.Account.IsClosed);

    public override async Task SignInWithClaimsAsync(Holder user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var secret = new Credentials(journal.Now).Begin(user.Account.Id, user.Credential.Stamp, clock.GetUtcNow(), SignedIn.Longest);
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims.Append(new(SignedIn.SessionClaim, secret)));
    }

    /// <summary>The holder whose name (or e-mail address) and password these are; nothing where they are nobody's or the account is locked, which take the same time and are not told apart.</summary>
    public async Task<Holder?> Prove(string name, string password)
    {
        var begun = TimeProvider.System.GetTimestamp();
        if (await holders.FindByNameAsync(name) is { Credential.PasswordHash: not null } holder && !await holders.IsLockedOutAsync(holder))
        {
            if ((await CheckPasswordSignInAsync(holder, password, lockoutOnFailure: true)).Succeeded)
                return holder;
        }
        else
            holders.HoldAgainstNobodys(password);

        if (Floor - TimeProvider.System.GetElapsedTime(begun) is var rest && rest > TimeSpan.Zero)
            await Task.Delay(rest, Context.RequestAborted);
        return null;
    }

    /// <summary>Remembers for some minutes, on this browser, who has proved their first factor and must now prove or set up their second.</summary>
    /// <param name="by">The link that their first factor came by, which they take to the provider with once the second is proved.</param>
    public Task Halfway(Holder holder, ComerByLink? by = null)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, holder.Account.Id), new(Stamp, holder.Credential.Stamp)], IdentityConstants.TwoFactorUserIdScheme);
        if (by is not null)
            identity.AddClaims([new(Link, by.Link), new(Provider, by.Provider), new(Subject, by.Subject)]);
        return Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new(identity));
    }

    /// <summary>Whoever is halfway on this browser; nobody where it was too long ago, or their password was changed since.</summary>
    public async Task<Holder?> WhoIsHalfway()
    {
        var halfway = await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return halfway.Principal is { } principal && await GetTwoFactorAuthenticationUserAsync() is { } holder && principal.FindFirstValue(Stamp) == holder.Credential.Stamp ? holder : null;
    }

    /// <summary>What whoever is halfway came by; nothing where it was not by a link through the provider.</summary>
    public async Task<ComerByLink?> ComesBy()
    {
        var halfway = (await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        return halfway?.FindFirstValue(Link) is { } link ? new(link, halfway.FindFirstValue(Provider)!, halfway.FindFirstValue(Subject)!) : null;
    }
}
