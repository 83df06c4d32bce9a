using System.Data.Common;
using Dapper;
using Remit.Journal;
using Remit.Storage.Access;

namespace Remit.Storage.Journal;

/// <summary>A table worked out of the journal and of nothing else, so that it can be dropped and made again at any time.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Revision">Goes up whenever the table, or what is put in it, changes: it is then made again.</param>
/// <param name="Columns">What stands between the brackets of CREATE TABLE.</param>
/// <param name="Apply">Takes in one more event. Kinds it does not care for, or know, it passes over.</param>
internal sealed record Projection(string Table, long Revision, string Columns, Action<DbConnection, Entry> Apply)
{
    public static readonly IReadOnlyList<Projection> All = [PublishedRuns.Projection, Accounts.Projection, Accounts.GrantProjection];

    /// <summary>How far this table has read; nothing where it was never made, or made by a program of another revision.</summary>
    public ProjectionMark? Mark(DbConnection connection)
    {
        var mark = connection.QuerySingleOrDefault<ProjectionMark>("SELECT revision, position, hash FROM projection WHERE name = @Table", new { Table });
        return mark?.Revision == Revision ? mark : null;
    }

    /// <summary>Within a change: refuses to go on where this table was not made from the journal as it now ends.</summary>
    public void RefuseUnlessAt(JournalHead head, DbConnection connection)
    {
        if (Mark(connection) is not { } mark)
            throw new RefusedException(new Finding("newer-schema", Consequence.FileRefused, new Place(Table), "a table made by another Remit, after this one had started", "one Remit at work: start this one again. Nothing was changed"));
        if ((mark.Position, mark.Hash) != (head.Position, head.Hash))
            throw new BrokenChainException(new(Math.Min(mark.Position, head.Position) + 1, $"an end at event {head.Position}, while the table {Table} was made from {mark.Position}",
                "a journal that nothing was taken from or written to by hand: './remit verify' says more. Nothing was changed"));
    }

    /// <summary>Within a change: makes the table again, from events that the caller answers for.</summary>
    /// <param name="isThere">Whether there is a table of its name.</param>
    /// <exception cref="RefusedException">A newer program made it, which could not use what this one would make.</exception>
    public void Make(DbConnection connection, bool isThere, IEnumerable<Entry> journal)
    {
        if (connection.ExecuteScalar<long?>("SELECT revision FROM projection WHERE name = @Table", new { Table }) > Revision)
            throw new RefusedException(new Finding("newer-schema", Consequence.FileRefused, new Place(Table), "a table of a newer Remit", "that one, or one as new. Nothing was changed"));

        // A table that is as it should be is emptied: PostgreSQL would keep its readers waiting for a new one.
        connection.Execute($"{(isThere && Mark(connection) is not null ? $"DELETE FROM {Table}" : $"DROP TABLE IF EXISTS {Table}; CREATE TABLE {Table} ({Columns})")}; DELETE FROM projection WHERE name = @Table", new { Table });
        connection.Execute("INSERT INTO projection (name, revision, position, hash) VALUES (@Table, @Revision, 0, @Beginning)", new { Table, Revision, Chain.Beginning });
        Entry? last = null;
        foreach (var entry in journal)
            Apply(connection, last = entry);
        if (last is not null)
            Reached(connection, last);
    }

    /// <summary>Within a change: notes how far the table has read.</summary>
    public void Reached(DbConnection connection, Entry last) =>
        connection.Execute("UPDATE projection SET position = @Position, hash = @Hash WHERE name = @Table", new { last.Position, last.Hash, Table });
}

/// <summary>How far a projection has read, and the hash of what it read last.</summary>
internal sealed record ProjectionMark(long Revision, long Position, string Hash);
