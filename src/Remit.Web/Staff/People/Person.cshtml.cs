using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Remit.Access;
using Remit.Journal;
using Remit.Register;
using Remit.Storage.Access;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Web.Staff.People;

/// <summary>One person's account: their roles, how they sign in, and what was done about it.</summary>
[Asks(Permission.ReadPeople)]
public sealed class PersonPage(JournalInUse journal, HeldNow held, SiteOptions options, TimeProvider clock) : StaffPage
{
    /// <summary>As it is now; a change is made from the version that the form was made of.</summary>
    public Account Account { get; private set; } = null!;

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? What { get; set; }

    /// <summary>The link just made; it is shown once.</summary>
    public string? Link { get; private set; }

    public DateTimeOffset LinkUntil { get; private set; }

    public IReadOnlyList<Entry> History => Accounts.History(journal.Now, Account);

    public bool MayGrantSomewhere => Me.MaySomewhere(Permission.GrantRoles).IsAllowed;

    public bool MayKeep => Me.May(Permission.KeepAccounts, Reach.Everywhere).IsAllowed;

    public IEnumerable<(string Value, string Words, string Hint)> Choices => Account.IsClosed
        ? [("reopen", "Reopen the account", "It comes back without roles, password and authenticator")]
        :
        [
            ("link", "Make a link by which they set a password", "Those given out before stop working; nothing else changes until it is used"),
            ("factor", "The same, and take their authenticator away", "Where it is lost, and their recovery codes too. They are signed out everywhere, and set up another"),
            ("unlock", "Unlock it", "Where too many wrong passwords or codes were tried"),
            ("close", "Close it", "They are signed out, their roles withdrawn, and what they sign in with is forgotten. What they did stays on record"),
        ];

    public IEnumerable<string> SignsIn
    {
        get
        {
            var credentials = new Credentials(journal.Now);
            if (credentials.Find(Account.Id) is not { } credential)
            {
                yield return "Nothing to sign in with yet: make a link.";
                yield break;
            }

            if (credential.Email is { } email)
                yield return $"E-mail: {email}";
            yield return credential.PasswordHash is null ? "No password" : "A password";
            yield return credential.SecondFactor ? $"An authenticator, and {credentials.RecoveryCodesLeft(Account.Id)} recovery codes" : "No authenticator yet";
            foreach (var (_, subject) in credentials.LoginsOf(Account.Id))
                yield return $"Signs in at {subject.Split('|')[0]}";
            if (credential.LockedUntil > clock.GetUtcNow())
                yield return $"Locked until {Said(credential.LockedUntil.Value)}";
        }
    }

    public bool MayWithdraw(Grant grant) => Me.May(Permission.GrantRoles, grant.Reach).IsAllowed;

    /// <summary>What an event says beyond its kind.</summary>
    public static string Detail(Entry entry) => EventKinds.Read(entry) switch
    {
        RoleGranted granted => $": {new Grant(0, granted.Role, Of(granted.Body), DateSpan.Always).Capacity}",
        RoleWithdrawn withdrawn => $" (number {withdrawn.Grant})",
        SignInReset { SecondFactor: true } => ", authenticator taken away",
        ProviderLinked linked => $": {linked.Provider}",
        _ => "",
    };

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RouteData.Values["id"] is string id && Accounts.Find(journal.Now, id) is { } account)
            Account = account;
        else
            context.Result = NotFound();
    }

    public IActionResult OnPostGrant()
    {
        if (Access.Role.Named(Role ?? "") is not { } role)
            return BadRequest();
        OdsCode code = default;
        if (!string.IsNullOrWhiteSpace(Body) && !OdsCode.TryParse(Body, out code))
            Problems.Add(("body", $"{Finding.Quoted(Body.Trim())} is no code. Wanted three to eight letters and digits, such as 99A."));
        DateOnly last = default;
        if (!string.IsNullOrWhiteSpace(Until) && (!DayAsked.TryRead(Until, out last) || last < Me.Today))
            Problems.Add(("until", $"{Finding.Quoted(Until.Trim())} is not a day from today on. Write it like 31 March 2027."));
        var reach = new Reach(string.IsNullOrWhiteSpace(Body) ? null : code);
        return Problems.Count > 0
            ? Page()
            : Do(Me.May(Permission.GrantRoles, reach), Reason, act =>
                Accounts.Grant(journal.Now, AsRead, role, reach, new(Me.Today, string.IsNullOrWhiteSpace(Until) ? null : last), body => held.Now.Register.Find(body) is not null, act), Here);
    }

    public IActionResult OnPostWithdraw(long grant)
    {
        if (Account.Grants.FirstOrDefault(g => g.Number == grant) is not { } meant)
        {
            Problems.Add(("role", "That role was withdrawn meanwhile: see below by whom."));
            return Page();
        }

        return Do(Me.May(Permission.GrantRoles, meant.Reach), Request.Form[$"reason-{grant}"], act => Accounts.Withdraw(journal.Now, AsRead, grant, act), Here, $"reason-{grant}");
    }

    public IActionResult OnPostKeep(string? keeping)
    {
        var ruling = Me.May(Permission.KeepAccounts, Reach.Everywhere);
        if (ruling.IsAllowed && Choices.All(c => c.Value != What))
        {
            Problems.Add(("what", "Choose what is to be done."));
            return Page();
        }

        var done = Do(ruling, keeping, act =>
        {
            switch (What)
            {
                case "link" or "factor":
                    var given = Invitations.Give(journal.Now, AsRead, What == "factor", act);
                    Link = $"{options.PublicAddress?.ToString().TrimEnd('/') ?? $"{Request.Scheme}://{Request.Host}"}{given.Path}";
                    LinkUntil = given.Until;
                    break;
                case "unlock":
                    Accounts.Record(journal.Now, AsRead, new AccountUnlocked(), act);
                    new Credentials(journal.Now).Succeed(Account.Id);
                    break;
                case "close":
                    Accounts.Close(journal.Now, AsRead, act);
                    new Credentials(journal.Now).Forget(Account.Id);
                    break;
                case "reopen":
                    Accounts.Reopen(journal.Now, AsRead, act);
                    break;
            }
        }, Here, "keeping");
        if (Link is null)
            return done;
        Account = Accounts.Find(journal.Now, Account.Id)!;
        return Page();
    }

    private Account AsRead => Account with { Version = Version };

    private string Here => $"/staff/people/{Account.Id}";

    private static Reach Of(string? body) => new(body is null ? null : OdsCode.Parse(body));
}
