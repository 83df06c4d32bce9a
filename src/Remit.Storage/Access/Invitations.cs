using Remit.Access;
using Remit.Storage.Journal;

namespace Remit.Storage.Access;

/// <summary>Links that work once, by which the holder of an account sets what they sign in with.</summary>
public static class Invitations
{
    /// <summary>How long one works.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    /// <summary>Gives one out, as an act. Those given out before to the same account stop working.</summary>
    /// <param name="secondFactor">Whether their authenticator is taken away, and every session ended.</param>
    /// <returns>The path that the link has on the site, and until when it works.</returns>
    /// <exception cref="RefusedException">The account is closed.</exception>
    public static (string Path, DateTimeOffset Until) Give(KeptJournal journal, Account account, bool secondFactor, Act act)
    {
        if (account.IsClosed)
            throw new RefusedException(new Finding("account-closed", Consequence.FileRefused, new Place(Finding.Shown(account.Name)), "an account that is closed", "one that is open: reopen it first"));
        var until = act.At + Lasts;
        Accounts.Record(journal, account, new SignInReset(until, secondFactor), act);
        var credentials = new Credentials(journal);
        while (true)
        {
            var credential = credentials.Find(account.Id) ?? Credentials.Fresh(account);
            var changed = secondFactor ? credential with { AuthenticatorKey = null, SecondFactor = false, Stamp = Credentials.NewSecret() } : credential;
            if (credential.Revision > 0 && !secondFactor || credentials.Keep(changed) is not null)
                break;
        }

        if (secondFactor)
            credentials.ReplaceRecoveryCodes(account.Id, []);
        return ($"/staff/link?secret={credentials.GiveLink(account.Id, until)}", until);
    }
}
