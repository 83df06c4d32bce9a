using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Remit.Journal;
using Remit.Responsibility;

namespace Remit.Storage.Journal;

/// <summary>A run whose counts were made public.</summary>
/// <param name="Run">The SHA-256 of its manifest.</param>
/// <param name="Version">The version that its stream has reached.</param>
/// <param name="Published">By whom, when and why.</param>
/// <param name="Withdrawn">By whom, when and why it was taken back; nothing where it stands.</param>
public sealed record PublishedRun(string Run, long Version, RunPublished What, Act Published, Act? Withdrawn);

/// <summary>The runs that were made public, and what may be done about them.</summary>
public static class PublishedRuns
{
    internal static readonly Projection Projection = new("published_run", 2, """
        run TEXT NOT NULL PRIMARY KEY, version BIGINT NOT NULL, published BIGINT NOT NULL, withdrawn BIGINT NULL
        """, Apply);

    /// <summary>All of them, the latest first, those taken back among them.</summary>
    public static IReadOnlyList<PublishedRun> List(KeptJournal journal) => journal.Projected(connection =>
    {
        var rows = connection.Query<Row>("SELECT run, version, published, withdrawn FROM published_run ORDER BY published DESC").AsList();
        var entries = KeptJournal.At(connection, rows.SelectMany(r => (long?[])[r.Published, r.Withdrawn]).OfType<long>());
        return (IReadOnlyList<PublishedRun>)[.. rows.Select(r =>
            new PublishedRun(r.Run, r.Version, Sound(r.Published, Published), Sound(r.Published, e => e.ToAct()), r.Withdrawn is { } w ? Sound(w, e => e.ToAct()) : null))];

        T Sound<T>(long position, Func<Entry, T> read)
        {
            try
            {
                return read(entries[position]);
            }
            catch (Exception e) when (e is KeyNotFoundException or JsonException or FormatException or InvalidCastException or ArgumentException)
            {
                throw new BrokenChainException(new(position, "another event than the table published_run was made from", "what was there: './remit verify' says more"));
            }
        }
    });

    /// <summary>The run that a run is held against: the one made public before it that still stands, or none.</summary>
    /// <param name="runs">All of them, the latest first.</param>
    public static PublishedRun? Before(IReadOnlyList<PublishedRun> runs, PublishedRun run) => runs.SkipWhile(r => r.Run != run.Run).Skip(1).FirstOrDefault(r => r.Withdrawn is null);

    /// <summary>Makes a run's counts public.</summary>
    /// <exception cref="RefusedException">They are public already, or were so in another table.</exception>
    public static PublishedRun Publish(KeptJournal journal, RunPublished what, Act act)
    {
        var before = List(journal).FirstOrDefault(r => r.Run == what.Manifest);
        if (before is { Withdrawn: null, Published: var published })
            throw new RefusedException(new Finding("already-published", Consequence.FileRefused, new Place(what.Title), $"the same run, published as {before.What.Title} by {published.By} at {published.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}",
                "one that is not public yet, or to withdraw that first"));

        // Equal but for the title: two tables of the same records, cut differently, can be set against each other, and what was public once may have been kept.
        if (before is not null && EventKinds.Write(before.What with { Title = what.Title }) != EventKinds.Write(what))
            throw new RefusedException(new Finding("cut-otherwise", Consequence.FileRefused, new Place(what.Title), $"the same run as {before.What.Title}, withdrawn since, with its records by other months",
                "the months it was made public by before (--date and --activity as they were then): two tables of the same records give away small numbers"));

        var version = (before?.Version ?? 0) + 1;
        journal.Append(act, new Proposal(StreamOf(what.Manifest), version, what));
        return new(what.Manifest, version, what, act, null);
    }

    /// <summary>Takes a run back.</summary>
    /// <param name="run">As it was read; somebody may have taken it back since.</param>
    /// <exception cref="ConflictException">Somebody has.</exception>
    public static void Withdraw(KeptJournal journal, PublishedRun run, Act act) => journal.Append(act, new Proposal(StreamOf(run.Run), run.Version + 1, new RunWithdrawn()));

    private static string StreamOf(string run) => $"run/{run}";

    /// <summary>The run that a stream is about; nothing where it is about none.</summary>
    private static string? RunOf(string stream) =>
        stream.Split('/') is ["run", { Length: 64 } run] && run.All(char.IsAsciiHexDigitLower) ? run : null;

    /// <exception cref="JsonException">The entry is of no run that could be shown.</exception>
    private static RunPublished Published(Entry entry)
    {
        if (EventKinds.Read(entry) is not RunPublished { Counts: var counts } published)
            throw new JsonException("Another kind of event.");
        var (down, across) = (counts.Outcomes.Count, counts.Months.Count);
        return counts.Records.Count == down && counts.Records.All(r => r?.Count == across) && (counts.OfOutcome?.Count ?? down) == down && (counts.OfMonth?.Count ?? across) == across
            ? published
            : throw new JsonException("Counts that are no table.");
    }

    private static void Apply(DbConnection connection, Entry entry)
    {
        if (RunOf(entry.Stream) is not { } run)
            return;
        switch (entry.Kind)
        {
            case "run-published":
                RefuseUnlessReadable(entry);
                connection.Execute("""
                    INSERT INTO published_run (run, version, published) VALUES (@Run, @Version, @Position)
                    ON CONFLICT (run) DO UPDATE SET version = @Version, published = @Position, withdrawn = NULL
                    """, new { Run = run, entry.Version, entry.Position });
                break;
            case "run-withdrawn":
                connection.Execute("UPDATE published_run SET version = @Version, withdrawn = @Position WHERE run = @Run", new { Run = run, entry.Version, entry.Position });
                break;
        }
    }

    // Each hash may be right: it says that this was written, not that Remit wrote it.
    private static void RefuseUnlessReadable(Entry entry)
    {
        try
        {
            Published(entry);
        }
        catch (JsonException)
        {
            throw new BrokenChainException(new(entry.Position, $"{entry}, with a body that is of no run", "a journal that Remit wrote. Nothing was changed"));
        }
    }

    private sealed record Row(string Run, long Version, long Published, long? Withdrawn);
}
