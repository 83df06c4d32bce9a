using Remit.Journal;
using Remit.Storage;
using Remit.Storage.Journal;

namespace Remit.Web;

/// <summary>The journal of the workspace as it is at this moment, opened when it is first needed. Looking at a workspace that has none does not give it one.</summary>
public sealed class JournalInUse(SiteOptions options) : IDisposable
{
    private static readonly JournalHead Nothing = new(0, Chain.Beginning);

    private readonly Lock opening = new();
    private volatile KeptJournal? journal;
    private volatile SeenRuns? seen;

    private sealed record SeenRuns(JournalHead Head, IReadOnlyList<PublishedRun> Runs);

    /// <summary>The journal; nothing while there is none.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public KeptJournal? IfThere
    {
        get
        {
            if (journal is not null)
                return journal;
            lock (opening)
                return journal ??= Opened();
        }
    }

    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public KeptJournal Now => IfThere ?? throw new InvalidOperationException("There is no journal yet, so nobody can have signed in.");

    /// <summary>Where it ends; what is read from it before it has another end stays so.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public JournalHead Head => IfThere?.Head ?? Nothing;

    /// <summary>The runs that were ever made public, the latest first: read again when something has been added to the journal.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public IReadOnlyList<PublishedRun> Runs
    {
        get
        {
            var head = Head;
            if (seen is { } before && before.Head == head)
                return before.Runs;
            var runs = IfThere is { } open ? PublishedRuns.List(open) : [];
            seen = new(head, runs);
            return runs;
        }
    }

    public void Dispose() => journal?.Dispose();

    private KeptJournal? Opened()
    {
        var database = Database.Of(new Workspace(options.Workspace), options.Database);
        try
        {
            if (database.Exists)
                return KeptJournal.Open(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }

        database.Dispose();
        return null;
    }
}
