using Microsoft.AspNetCore.Mvc.RazorPages;
using Remit.Storage.Journal;

namespace Remit.Web.Public.Runs;

/// <summary><c>/runs</c>: the runs whose counts were made public, those taken back among them.</summary>
public sealed class Published(JournalInUse journal) : PageModel
{
    public IReadOnlyList<PublishedRun> Runs { get; } = journal.Runs;

    /// <summary>A count as people read it: a star where it is withheld.</summary>
    public static string Said(long? count) => count is { } n ? $"{n:N0}" : "*";
}
