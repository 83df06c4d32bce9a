using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Publishing;

namespace Remit.Web;

/// <summary>What the public tables and the feed are made from, as it is at this moment: made again when the holdings or the journal have changed.</summary>
public sealed class PublicNow(HeldNow held, JournalInUse journal) : Renewed<PublicView>(held, journal)
{
    /// <exception cref="RefusedException">The journal cannot be read.</exception>
    public PublicView Now => Current;

    protected override PublicView Make(Holdings holdings, JournalHead head, JournalInUse journal) => new(holdings, head, journal.Runs, journal.IfThere);
}

/// <summary>The public tables and what happened, of one reading of the workspace and one end of the journal.</summary>
public sealed class PublicView
{
    private readonly Lock packing = new();
    private Task<DataPackage>? package;
    private readonly Lazy<IReadOnlyList<FeedEntry>> changes;

    internal PublicView(Holdings holdings, JournalHead head, IReadOnlyList<PublishedRun> runs, KeptJournal? journal)
    {
        (Holdings, Head) = (holdings, head);
        Facts = new(holdings.Register, holdings.Powers, holdings.Releases, holdings.Tables[TableSchema.Areas], runs) { Postcodes = holdings.Tables[TableSchema.Postcodes] };
        // Not the usual way of Lazy, which keeps a failure for good.
        changes = new(() => ChangeFeed.All(holdings.Register, journal), LazyThreadSafetyMode.PublicationOnly);
    }

    public Holdings Holdings { get; }

    public JournalHead Head { get; }

    public PublicFacts Facts { get; }

    /// <summary>Every change, the latest first, those to come among them.</summary>
    public IReadOnlyList<FeedEntry> Changes => changes.Value;

    /// <summary>The account of all tables. Some seconds for the whole of England, the first time.</summary>
    public Task<DataPackage> Package()
    {
        // Whoever is first works it out for everybody, to the end, even if they go away meanwhile. What failed is tried again.
        lock (packing)
            return package is null or { IsFaulted: true } ? package = Task.Run(() => DataPackage.Of(Facts)) : package;
    }
}
