using Remit.Journal;
using Remit.Storage;
using Remit.Storage.Journal;

namespace Remit.Web;

/// <summary>The journal of the workspace as it is at this moment. Looking at a workspace that has none does not give it one.</summary>
public sealed class JournalNow(string folder) : IDisposable
{
    private static readonly JournalHead Nothing = new(0, Chain.Beginning);

    private readonly Lock opening = new();
    private volatile KeptJournal? journal;
    private volatile SeenRuns? seen;

    private sealed record SeenRuns(JournalHead Head, IReadOnlyList<PublishedRun> Runs);

    /// <summary>The journal, or none where there is none yet.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public KeptJournal? Journal
    {
        get
        {
            if (journal is not null)
                return journal;
            lock (opening)
                return journal ??= KeptJournal.OpenIfThere(new Workspace(folder));
        }
    }

    /// <summary>Where it ends; what is read from it before it has another end stays so.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public JournalHead Head => Journal?.Head ?? Nothing;

    /// <summary>The runs that were ever made public, the latest first: read again when something has been added to the journal.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public IReadOnlyList<PublishedRun> Runs
    {
        get
        {
            var head = Head;
            if (seen is { } before && before.Head == head)
                return before.Runs;
            var runs = Journal is { } open ? PublishedRuns.List(open) : [];
            seen = new(head, runs);
            return runs;
        }
    }

    public void Dispose() => journal?.Dispose();
}
