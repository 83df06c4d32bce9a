using Microsoft.AspNetCore.Mvc;
using Remit.Access;
using Remit.Storage.Access;

namespace Remit.Web.Staff.People;

/// <summary>Everyone who has an account; a form makes another.</summary>
[Asks(Permission.ReadPeople)]
public sealed class PeopleListPage(JournalInUse journal) : StaffPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<Account> All => Accounts.List(journal.Now);

    public bool MayMake => Me.May(Permission.KeepAccounts, Reach.Everywhere).IsAllowed;

    public IActionResult OnPost()
    {
        var (name, email) = (Name?.Trim() ?? "", Email?.Trim());
        var credentials = new Credentials(journal.Now);
        return Do(Me.May(Permission.KeepAccounts, Reach.Everywhere), Reason, act =>
        {
            credentials.RefuseUnlessEmail(email);
            var account = Accounts.Make(journal.Now, name, act);
            credentials.Keep(Credentials.Fresh(account) with { Email = string.IsNullOrEmpty(email) ? null : email });
        }, $"/staff/people/{Account.IdOf(name)}", Act.IsLine(Reason?.Trim() ?? "") ? "name" : "reason");
    }
}
