using Remit.Access;
using Remit.Storage.Access;
using Remit.Storage.Journal;

namespace Remit.Web.Staff;

/// <summary>Somebody whom the provider knows, who came by a link that works once.</summary>
public sealed record ComerByLink(string Link, string Provider, string Subject);

/// <summary>Lets holders of accounts take to the sign-in provider, by the link they were given.</summary>
public sealed class ProviderLinks(JournalInUse journal, Holders holders, ProviderInUse provider, TimeProvider clock)
{
    /// <summary>Whose link it is, or why it does nothing; it works afterwards as before.</summary>
    public async Task<(Holder? Holder, string? Problem)> Of(ComerByLink comer)
    {
        var credentials = new Credentials(journal.Now);
        if (credentials.LinkedAccount(comer.Link, clock.GetUtcNow()) is not { } id || await holders.FindByIdAsync(id) is not { } holder)
            return (null, "The link you came by no longer works. Ask an administrator for another.");
        return credentials.WithLogin(comer.Provider, comer.Subject) is { } other && other != id ? (null, $"That sign-in with {provider.Provider?.Name} is another account's here.") : (holder, null);
    }

    /// <summary>Uses the link up: from now on the account's holder signs in there.</summary>
    /// <returns>Why nothing was done; nothing where it was.</returns>
    public async Task<string?> Take(ComerByLink comer)
    {
        var (holder, problem) = await Of(comer);
        if (holder is null)
            return problem;
        var now = clock.GetUtcNow();
        try
        {
            // First, so that nobody signs in by what is not on record; of two at once, the second stops here.
            Accounts.Record(journal.Now, holder.Account, new ProviderLinked(provider.Provider!.Name), new Act(holder.Account.Name, "for themselves", "By the link they were given", now));
        }
        catch (ConflictException)
        {
            return "Your account was changed at the same moment, so nothing was done. Come by your link again.";
        }

        var credentials = new Credentials(journal.Now);
        return credentials.UseLink(comer.Link, now) && credentials.LinkLogin(holder.Account.Id, comer.Provider, comer.Subject) ? null : "The link you came by was used at the same moment. Ask an administrator for another.";
    }
}
