using Remit.Storage;
using Remit.Storage.Journal;

namespace Remit.Web.Staff;

/// <summary>The journal of the workspace, opened when it is first needed; a site without one has no accounts, and makes none.</summary>
public sealed class JournalInUse(SiteOptions options) : IDisposable
{
    private readonly Lock opening = new();
    private KeptJournal? journal;

    /// <summary>The journal; nothing while there is none.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public KeptJournal? IfThere
    {
        get
        {
            lock (opening)
                return journal ??= Opened();
        }
    }

    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public KeptJournal Now => IfThere ?? throw new InvalidOperationException("There is no journal yet, so nobody can have signed in.");

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
