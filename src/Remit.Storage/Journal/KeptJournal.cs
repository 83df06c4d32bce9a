using System.Data.Common;
using Dapper;
using Remit.Journal;
using Remit.Storage.Access;

namespace Remit.Storage.Journal;

/// <summary>The journal as it is kept in a database: events are added at its end, and nothing else ever happens to it.</summary>
/// <remarks>
/// Changes are made one after another, whoever makes them, and the tables worked out of the journal change with it. What <c>Append</c> has returned is kept, whatever happens next.
/// See decisions/0020.
/// </remarks>
public sealed class KeptJournal : IDisposable
{
    private const string Columns = "position, first_of_act AS FirstOfAct, stream, version, kind, body, at, actor AS By, capacity, reason, hash";

    private const string JournalStream = "journal";

    private readonly Database database;
    private bool projected;

    private KeptJournal(Database database) => this.database = database;

    /// <summary>Opens the journal of a workspace, making it where there is none yet.</summary>
    /// <exception cref="RefusedException">The database cannot be used, or a newer program has been at it.</exception>
    public static KeptJournal Open(Workspace workspace) => Open(Database.Of(workspace));

    /// <summary>Opens the journal of a workspace; nothing where there is none yet.</summary>
    /// <inheritdoc cref="Open(Workspace)"/>
    public static KeptJournal? OpenIfThere(Workspace workspace)
    {
        var database = Database.Of(workspace);
        try
        {
            if (database.Exists)
                return Open(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }

        database.Dispose();
        return null;
    }

    /// <summary>Opens the journal in a database, which is disposed with it.</summary>
    /// <inheritdoc cref="Open(Workspace)"/>
    public static KeptJournal Open(Database database)
    {
        try
        {
            database.Upgrade();
            return new(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Where it is kept, without secrets.</summary>
    public string Name => database.Name;

    /// <summary>Where it is kept, for what stands beside it.</summary>
    internal Database Database => database;

    public JournalHead Head => database.Read(HeadOf);

    /// <summary>Adds the events of one act, all of them or none, each as the version of its stream that it was proposed as.</summary>
    /// <returns>The events as they are kept, once they are on the disk.</returns>
    /// <exception cref="ConflictException">Somebody else has added to one of the streams meanwhile.</exception>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public IReadOnlyList<Entry> Append(Act act, params IReadOnlyList<Proposal> proposals) => Append(act, null, proposals);

    /// <summary>The same, if nothing was added that it must not come after.</summary>
    /// <exception cref="RefusedException">Something was, or the database cannot be used.</exception>
    /// <inheritdoc cref="Append(Act, IReadOnlyList{Proposal})"/>
    internal IReadOnlyList<Entry> Append(Act act, Unchanged? unchanged, params IReadOnlyList<Proposal> proposals)
    {
        MakeMissing();
        return JournalTelemetry.Appending(() => database.Write(connection =>
        {
            if (unchanged is not null && connection.ExecuteScalar<long?>($"SELECT max(position) FROM journal WHERE substr(stream, 1, {unchanged.Prefix.Length}) = @Prefix", new { unchanged.Prefix }) is { } last && last > unchanged.Position)
                throw new RefusedException(unchanged.Otherwise);
            return Append(connection, act, proposals);
        }));
    }

    private static List<Entry> Append(DbConnection connection, Act act, IReadOnlyList<Proposal> proposals)
    {
        var head = HeadOf(connection);
        foreach (var projection in Projection.All)
            projection.RefuseUnlessAt(head, connection);

        List<Entry> entries = [];
        foreach (var proposal in proposals)
        {
            // Events of this very act count: they were inserted a moment ago.
            var version = connection.ExecuteScalar<long?>("SELECT max(version) FROM journal WHERE stream = @Stream", new { proposal.Stream }) ?? 0;
            if (version + 1 != proposal.Version)
                throw new ConflictException(proposal, version, [.. connection.Query<Entry>(
                    $"SELECT {Columns} FROM journal WHERE stream = @Stream AND version >= @Version ORDER BY version", new { proposal.Stream, proposal.Version })]);

            var (kind, body) = EventKinds.Write(proposal.Event);
            var last = entries.LastOrDefault();
            var entry = Entry.Seal(last?.Hash ?? head.Hash, head.Position + entries.Count + 1, head.Position + 1, proposal.Stream, proposal.Version, kind, body, act);
            Insert(connection, entry);
            entries.Add(entry);
        }

        foreach (var projection in Projection.All.Where(_ => entries.Count > 0))
        {
            entries.ForEach(entry => projection.Apply(connection, entry));
            projection.Reached(connection, entries[^1]);
        }

        return entries;
    }

    /// <summary>Every event, in order, as the journal was when the first was asked for.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public IEnumerable<Entry> Entries() => database.Stream<Entry>($"SELECT {Columns} FROM journal ORDER BY position");

    /// <summary>The events of some kinds, in order, as the journal was when the first was asked for.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public IEnumerable<Entry> Entries(IReadOnlyList<string> kinds)
    {
        // Each by a name of its own: a list is passed to the one database otherwise than to the other.
        var named = new DynamicParameters();
        foreach (var (n, kind) in kinds.Index())
            named.Add($"kind{n}", kind);
        return database.Stream<Entry>($"SELECT {Columns} FROM journal WHERE kind IN ({string.Join(", ", named.ParameterNames.Select(n => $"@{n}"))}) ORDER BY position", named);
    }

    /// <summary>The events of one stream, in order: the version of the last is what a change must have been thought of from.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public IReadOnlyList<Entry> Stream(string stream) =>
        database.Read(connection => connection.Query<Entry>($"SELECT {Columns} FROM journal WHERE stream = @stream ORDER BY version", new { stream }).AsList());

    /// <summary>The events of every stream whose name begins so, in order.</summary>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public IReadOnlyList<Entry> StreamsUnder(string prefix) => database.Read(connection =>
        connection.Query<Entry>($"SELECT {Columns} FROM journal WHERE substr(stream, 1, {prefix.Length}) = @prefix ORDER BY position", new { prefix }).AsList());

    /// <summary>The events at some positions, by position.</summary>
    internal static Dictionary<long, Entry> At(DbConnection connection, IEnumerable<long> positions) => positions.Chunk(500)
        .SelectMany(some => connection.Query<Entry>($"SELECT {Columns} FROM journal WHERE position IN ({string.Join(',', some)})"))
        .ToDictionary(e => e.Position);

    /// <summary>The latest events first, of anyone or of one person.</summary>
    /// <param name="before">Only those before this position; nothing for all.</param>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public IReadOnlyList<Entry> Latest(int most, string? by = null, long? before = null) => database.Read(connection => connection.Query<Entry>(
        $"SELECT {Columns} FROM journal WHERE (@by IS NULL OR actor = @by) AND position < @before ORDER BY position DESC LIMIT @most", new { by, most, before = before ?? long.MaxValue }).AsList());

    /// <summary>Follows the chain from the first event to the last, and holds it against what the tables worked out of it have seen.</summary>
    /// <param name="noted">The hash, or the beginning of one, that some event had when it was noted elsewhere; nothing if none was.</param>
    /// <returns>How far it is sound, and where and how it stops being so.</returns>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    public Verification Verify(string? noted = null)
    {
        var walk = new ChainWalk();
        bool IsNoted(string hash) => noted is not null && hash.StartsWith(noted, StringComparison.OrdinalIgnoreCase);
        long? notedAt = IsNoted(Chain.Beginning) ? 0 : null;
        Verification Found(ChainBreak? broken) => new(walk.Position, walk.Head, notedAt, broken);

        var marks = database.Read(connection => Projection.All.Select(p => (p.Table, Mark: p.Mark(connection))).ToList());
        var seen = marks.Where(m => m.Mark is not null).Select(m => m.Mark!.Position).Distinct().ToDictionary(p => p, p => p == 0 ? Chain.Beginning : "");
        try
        {
            foreach (var entry in walk.Follow(Entries()))
            {
                if (seen.ContainsKey(entry.Position))
                    seen[entry.Position] = entry.Hash;
                if (IsNoted(entry.Hash))
                    notedAt = entry.Position;
            }
        }
        catch (BrokenChainException e)
        {
            return Found(e.Break);
        }

        foreach (var (table, mark) in marks)
            if (mark is not null && mark.Position > walk.Position)
                return Found(new(walk.Position + 1, $"nothing after event {walk.Position}", $"event {walk.Position + 1}, and all up to {mark.Position}, which the table {table} was made from: they were removed from the end"));
            else if (mark is not null && seen[mark.Position] != mark.Hash)
                return Found(new(mark.Position, $"another event {mark.Position} than the table {table} was made from", "the journal as it was: from here or earlier on it was written anew"));

        return Found(noted is not null && notedAt is null
            ? new(walk.Position + 1, $"no event with the hash {noted}", "the event that had it when it was noted: events were removed from the end, or written anew")
            : null);
    }

    /// <summary>Empties the tables worked out of the journal and makes them again, in one change. Readers see the old rows until the new are whole; where a table must be made anew, those on PostgreSQL wait.</summary>
    /// <returns>The tables, and how many events they were made from.</returns>
    /// <exception cref="RefusedException">The journal is broken, or the database cannot be used. Nothing was changed.</exception>
    public (IReadOnlyList<string> Tables, long Events) Rebuild()
    {
        if (Verify().Broken is { } broken)
            throw new BrokenChainException(broken);
        database.Write(connection => MakeAll(connection, Projection.All));
        return ([.. Projection.All.Select(p => p.Table)], Head.Position);
    }

    /// <summary>Puts the events of a backup in place of all there are, then adds the act of doing so, in one change.</summary>
    /// <param name="before">Where the journal ended when it was decided to replace it.</param>
    /// <param name="verified">Where the backup must end.</param>
    internal void Replace(JournalHead before, IEnumerable<Entry> backup, JournalHead verified, Act act, JournalRestored restored) => database.Write(connection =>
    {
        if (HeadOf(connection) != before)
            throw new RefusedException(new Finding("conflict", Consequence.FileRefused, new Place(Name), $"event {HeadOf(connection).Position}, written meanwhile", $"an end at event {before.Position}: stop what writes to it first. Nothing was changed"));
        connection.Execute("DELETE FROM journal");
        var versions = 0L;
        var end = new JournalHead(0, Chain.Beginning);
        foreach (var entry in backup)
        {
            Insert(connection, entry);
            versions += entry.Stream == JournalStream ? 1 : 0;
            end = new(entry.Position, entry.Hash);
        }

        if (end != verified)
            throw new RefusedException(new Finding("backup-changed", Consequence.FileRefused, new Place(Name), $"a backup that ended at event {verified.Position} when it was verified, and at {end.Position} when it was read again, or is another",
                "a backup that nobody writes to: copy it, and restore the copy. Nothing was changed"));
        MakeAll(connection, Projection.All);
        Credentials.ForgetAll(connection);
        Append(connection, act, [new(JournalStream, versions + 1, restored)]);
    });

    private void MakeAll(DbConnection connection, IEnumerable<Projection> projections)
    {
        foreach (var projection in projections)
            projection.Make(connection, database.HasTable(connection, projection.Table), new ChainWalk().Follow(InBatches(connection)));
    }

    // A connection gives the rows of one question at a time, and a projection writes as it reads.
    private static IEnumerable<Entry> InBatches(DbConnection connection)
    {
        for (var after = 0L; ;)
        {
            var batch = connection.Query<Entry>($"SELECT {Columns} FROM journal WHERE position > @after ORDER BY position LIMIT 1000", new { after }).AsList();
            foreach (var entry in batch)
                yield return entry;
            if (batch.Count == 0)
                yield break;
            after = batch[^1].Position;
        }
    }

    private static void Insert(DbConnection connection, Entry entry) => connection.Execute("""
        INSERT INTO journal (position, first_of_act, stream, version, kind, body, at, actor, capacity, reason, hash)
        VALUES (@Position, @FirstOfAct, @Stream, @Version, @Kind, @Body, @At, @By, @Capacity, @Reason, @Hash)
        """, entry);

    private static JournalHead HeadOf(DbConnection connection) =>
        connection.QuerySingleOrDefault<JournalHead>("SELECT position, CAST(hash AS TEXT) AS hash FROM journal ORDER BY position DESC LIMIT 1") ?? new(0, Chain.Beginning);

    /// <summary>Reads a table worked out of the journal, making it first where it is missing or was made by an older program.</summary>
    /// <exception cref="BrokenChainException">It cannot be made from what is there.</exception>
    /// <exception cref="RefusedException">The database cannot be used.</exception>
    internal T Projected<T>(Func<DbConnection, T> read)
    {
        MakeMissing();
        return database.Read(read);
    }

    private void MakeMissing()
    {
        bool IsMissing(DbConnection connection, Projection projection) => projection.Mark(connection) is null || !database.HasTable(connection, projection.Table);

        if (!projected && database.Read(connection => Projection.All.Any(p => IsMissing(connection, p))))
            database.Write(connection => MakeAll(connection, Projection.All.Where(p => IsMissing(connection, p))));
        projected = true;
    }

    public void Dispose() => database.Dispose();
}
