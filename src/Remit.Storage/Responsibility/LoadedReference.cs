using Remit.Responsibility;
using Remit.Responsibility.Bulk;

namespace Remit.Storage.Responsibility;

/// <summary>One source that reference tables were built from, for a run's manifest.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Sha256">The content's SHA-256, in lower-case hexadecimal.</param>
public sealed record ReferenceSource(string Name, string Sha256);

/// <summary>What there is to say of reference tables beside their rows.</summary>
/// <param name="Description">What they are, for manifests and explanations.</param>
/// <param name="Sources">What they were built from.</param>
/// <param name="Findings">What was found wrong on the way.</param>
internal sealed record ReferenceAccount(string Description, IReadOnlyList<ReferenceSource> Sources, IReadOnlyList<Finding> Findings);

/// <summary>Reference tables, the sources they were built from, and what was found wrong on the way. The rows are read when something first needs them: who only compiles them may find them compiled already.</summary>
/// <remarks>Not for several threads at once. Memory: all rows, from when they are asked for until they are compiled.</remarks>
public sealed class LoadedReference
{
    private readonly Func<LoadedReference> read;
    private readonly ReferenceSnapshot? snapshot;
    private ReferenceTables? tables;
    private ReferenceAccount? account;
    private CompiledTables? compiled;

    /// <summary>Tables whose rows are at hand.</summary>
    public LoadedReference(ReferenceTables tables, IReadOnlyList<ReferenceSource> sources, IReadOnlyList<Finding> findings)
    {
        (this.tables, account) = (tables, new ReferenceAccount(tables.Description, sources, findings));
        read = () => this;
    }

    /// <summary>Tables whose rows are read when they are needed.</summary>
    /// <param name="read">Reads the rows.</param>
    /// <param name="snapshot">Where the tables may lie compiled; none where there is no place for it.</param>
    public LoadedReference(Func<LoadedReference> read, ReferenceSnapshot? snapshot) => (this.read, this.snapshot) = (read, snapshot);

    /// <summary>The rows.</summary>
    /// <exception cref="RefusedException">A table cannot be used.</exception>
    public ReferenceTables Tables
    {
        get
        {
            if (tables is null)
            {
                var rows = read();
                (tables, account) = (rows.tables, rows.account);
            }

            return tables!;
        }
    }

    /// <summary>What this is, for manifests and explanations.</summary>
    public string Description => Account.Description;

    public IReadOnlyList<ReferenceSource> Sources => Account.Sources;

    /// <summary>What was found wrong with the tables. Rows were left out, or there is something to know.</summary>
    public IReadOnlyList<Finding> Findings => Account.Findings;

    /// <summary>Whether the compiled tables were found in a file, made by an earlier run, so that no row was read.</summary>
    public bool CameFromSnapshot { get; private set; }

    private ReferenceAccount Account
    {
        get
        {
            if (account is null)
                _ = Tables;
            return account!;
        }
    }

    /// <summary>The tables compiled for some rulebooks: as an earlier run left them, if nothing has changed since; otherwise from the rows, which are let go where they can be read again.</summary>
    /// <exception cref="RefusedException">A table cannot be used.</exception>
    public CompiledTables CompiledFor(IReadOnlyList<Rulebook> rulebooks)
    {
        if (compiled is not null && compiled.Rulebooks.SequenceEqual(rulebooks))
            return compiled;

        if (tables is null && snapshot?.Read(rulebooks) is { } kept)
        {
            (compiled, account, CameFromSnapshot) = (kept.Tables, kept.Account, true);
            return compiled;
        }

        compiled = new CompiledTables(Tables, rulebooks);
        if (snapshot is not null)
        {
            snapshot.Keep(compiled, Account);
            tables = null;
            // Hundreds of megabytes have just become garbage, and a run that is bounded in memory is about to begin.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }

        return compiled;
    }
}
