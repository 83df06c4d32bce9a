using Remit.Storage;
using Remit.Storage.Journal;

namespace Remit.Web;

/// <summary>What is made from the holdings and the journal as they are at this moment: made again when either has changed, so that whoever writes sees it on the next page.</summary>
/// <remarks>It is shared by all who ask, and must not be changed by any.</remarks>
public abstract class Renewed<T>(HeldNow held, JournalInUse journal) where T : class
{
    private readonly Lock making = new();
    private volatile Made? last;

    private sealed record Made(Holdings Holdings, JournalHead Head, T What);

    /// <exception cref="RefusedException">The journal cannot be read.</exception>
    public T Current
    {
        get
        {
            var (holdings, head) = (held.Now, journal.Head);
            if (Kept(holdings, head) is { } kept)
                return kept;
            // Whoever is first makes it for everybody.
            lock (making)
                return Kept(holdings, head) ?? (last = new(holdings, head, Make(holdings, head, journal))).What;
        }
    }

    protected abstract T Make(Holdings holdings, JournalHead head, JournalInUse journal);

    private T? Kept(Holdings holdings, JournalHead head) => last is { } made && ReferenceEquals(made.Holdings, holdings) && made.Head == head ? made.What : null;
}
