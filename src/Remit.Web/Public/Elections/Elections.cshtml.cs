using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Governance.Elections;
using Remit.Storage.Governance.Elections;

namespace Remit.Web.Public.Elections;

/// <summary><c>/elections</c>: every election and ballot, the latest first.</summary>
public sealed class ElectionsPage(JournalInUse journal) : PageModel
{
    public IReadOnlyList<Election> Elections { get; } = journal.IfThere is { } open ? [.. RecordedElections.In(open).OrderByDescending(e => e.Called.Closes).ThenBy(e => e.Id, StringComparer.Ordinal)] : [];
}
