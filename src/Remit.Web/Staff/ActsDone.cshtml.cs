using Remit.Access;
using Remit.Journal;
using Remit.Storage.Access;

namespace Remit.Web.Staff;

/// <summary>Who did what, when, in what capacity and why.</summary>
[Asks(Permission.ReadActs)]
public sealed class ActsDonePage(JournalInUse journal) : StaffPage
{
    private const int Most = 50;

    public IReadOnlyList<IReadOnlyList<Entry>> Acts { get; private set; } = [];

    /// <summary>From where earlier ones are read; nothing where there are none.</summary>
    public long? Before { get; private set; }

    /// <summary>What an event is about: an account by its holder's name, anything else by its stream.</summary>
    public string About(Entry entry) => entry.Stream.Split('/') is ["account", var id] && Accounts.Find(journal.Now, id) is { } account ? account.Name : entry.Stream;

    public void OnGet(long? before)
    {
        var entries = journal.Now.Latest(Most, before: before);
        Acts = [.. entries.GroupBy(e => e.FirstOfAct).Select(a => a.Reverse().ToList())];
        Before = entries.Count == Most && entries[^1].Position > 1 ? entries[^1].Position : null;
    }
}
