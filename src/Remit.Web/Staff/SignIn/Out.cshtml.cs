using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Storage.Access;

namespace Remit.Web.Staff.SignIn;

/// <summary>Ends the session, on the server too.</summary>
[ForThemselves]
public sealed class OutPage(JournalInUse journal, SignIns signIns) : PageModel
{
    public async Task<IActionResult> OnPost()
    {
        new Credentials(journal.Now).End(SignedIn.On(HttpContext).Session.Hash);
        await signIns.SignOutAsync();
        return Redirect("/staff/sign-in");
    }
}
