using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Governance.Elections;
using Remit.Storage.Governance.Elections;
using Remit.Time;

namespace Remit.Web.Public.Elections;

/// <summary><c>/elections/00L/gp-members-2017</c>: one election or ballot, its count, and whether a receipt is in it.</summary>
public sealed class ElectionTold(JournalInUse journal, HeldNow held, TimeProvider clock) : PageModel
{
    public Election Election { get; private set; } = null!;

    public DateOnly Today => clock.TodayInLondon;

    /// <summary>What the body was called.</summary>
    public string BodyName => held.Now.NameOf($"{Election.Called.Body}", Election.Called.Opens);

    /// <summary>The receipt that is asked about, as it was typed; nothing where none is.</summary>
    public string? Asked { get; private set; }

    /// <summary>Whether its paper is in the count; nothing where it is no receipt, or the box is closed.</summary>
    public bool? IsThere { get; private set; }

    public IActionResult OnGet(string body, string name, string? receipt)
    {
        if (journal.IfThere is not { } open || RecordedElections.Find(open, $"{body}/{name}") is not { } found || found.Id != $"{body}/{name}")
            return NotFound();
        Election = found;
        Asked = string.IsNullOrWhiteSpace(receipt) ? null : receipt.Trim();
        if (Asked is not null)
        {
            // Whoever asks has voted: no browser need keep that.
            Response.Headers.CacheControl = "no-store";
            if (found.Closed is not null && VotingPaper.TryParseReceipt(Asked, out var read))
                IsThere = found.Receipts.Contains(read);
        }

        return Page();
    }
}
