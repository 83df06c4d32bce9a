using Remit.Powers;
using Remit.Register;
using Remit.Responsibility;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;

namespace Remit.Storage.Publishing;

/// <summary>Everything that the public tables are made from, as it was at one moment.</summary>
/// <param name="Register">The register, as known at some instant.</param>
/// <param name="Powers">Who decides on each function, as known at the same instant.</param>
/// <param name="Releases">The official files it rests on.</param>
/// <param name="Areas">The commissioners' areas that records are decided by.</param>
/// <param name="Runs">The runs that were ever made public, the latest first.</param>
public sealed record PublicFacts(RegisterAsKnown Register, PowersAsKnown Powers, IReadOnlyList<KeptRelease> Releases, ReferenceTable Areas, IReadOnlyList<PublishedRun> Runs)
{
    public ParameterTables Parameters { get; init; } = ParameterTables.Shipped;

    public IReadOnlyList<Rulebook> Rulebooks { get; init; } = Remit.Responsibility.Rulebooks.All();

    /// <summary>The postcodes that records are decided by.</summary>
    public ReferenceTable Postcodes { get; init; } = new(TableSchema.Postcodes, []);

    /// <summary>Reads a workspace, and its journal where it has one.</summary>
    /// <param name="knownAt">Only what had been learned, published or withdrawn by then.</param>
    /// <exception cref="RefusedException">The workspace or its journal cannot be read.</exception>
    public static PublicFacts Read(Workspace workspace, DateTimeOffset knownAt)
    {
        var register = workspace.Evidence(NationalTables.Shipped).KnownAt(knownAt);
        var releases = workspace.Releases.Where(r => r.Learned <= knownAt).ToList();
        // Where nothing was imported no record can be decided, and the table says so by being empty, as on the site.
        var areas = releases.Count > 0 ? WorkspaceReference.AreasIn(workspace, knownAt) : new ReferenceTable(TableSchema.Areas, []);
        using var journal = KeptJournal.OpenIfThere(workspace);
        var runs = journal is null ? [] : PublishedRuns.List(journal).Where(r => r.Published.At <= knownAt)
            .Select(r => r.Withdrawn?.At > knownAt ? r with { Withdrawn = null } : r).ToList();
        return new(register, RecordedInstruments.Powers(workspace, knownAt), releases, areas, runs)
        {
            Postcodes = releases.Count > 0 ? WorkspaceReference.PostcodesIn(workspace, knownAt) : new ReferenceTable(TableSchema.Postcodes, []),
        };
    }
}
