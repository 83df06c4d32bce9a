using System.Globalization;
using System.Text.Json;
using Remit.Journal;
using Remit.Powers;
using Remit.Register;
using Remit.Storage.Journal;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Storage.Powers;

/// <summary>The instruments of a workspace: those recorded in its journal, on top of those that travel with the product.</summary>
public static class RecordedInstruments
{
    private const string Prefix = "instrument/";

    /// <summary>Every instrument that was ever recorded, those withdrawn among them.</summary>
    /// <exception cref="RefusedException">The journal cannot be read, or holds an instrument that Remit did not write.</exception>
    public static IReadOnlyList<Instrument> In(KeptJournal journal) => In(journal.StreamsUnder(Prefix));

    /// <inheritdoc cref="In(KeptJournal)"/>
    public static IReadOnlyList<Instrument> In(Workspace workspace) => Read(workspace).Instruments;

    /// <summary>What changes whenever something is recorded or withdrawn; nothing where nothing ever was.</summary>
    public static string VersionIn(Workspace workspace) => Version(EntriesIn(workspace));

    /// <summary>The instruments and their version, of one moment: what is worked out of the first may be kept under the second.</summary>
    internal static (IReadOnlyList<Instrument> Instruments, string Version) Read(Workspace workspace)
    {
        var entries = EntriesIn(workspace);
        return (In(entries), Version(entries));
    }

    private static IReadOnlyList<Entry> EntriesIn(Workspace workspace)
    {
        using var journal = KeptJournal.OpenIfThere(workspace);
        return journal?.StreamsUnder(Prefix) ?? [];
    }

    private static List<Instrument> In(IReadOnlyList<Entry> entries) => [.. entries.GroupBy(e => e.Stream).SelectMany(s => InStream([.. s]))];

    // The hash is of everything up to there, so that another journal's event of the same number is told from it.
    private static string Version(IReadOnlyList<Entry> entries) => entries is [.., var last] ? $"instruments to event {last.Position} {last.Hash}" : "";

    /// <summary>What the instruments in a journal do to the register, and that none was recorded or withdrawn since: what is decided by it can be appended under that.</summary>
    /// <param name="place">What is being decided.</param>
    internal static (Changes Changes, Unchanged Seen) ChangesIn(KeptJournal journal, Place place)
    {
        var entries = journal.StreamsUnder(Prefix);
        return (RegisterEffects.Of(new Ledger(In(entries)).ToDate), new(Prefix, entries.Count > 0 ? entries[^1].Position : 0,
            new("register-moved-on", Consequence.FileRefused, place, "instruments that were recorded or withdrawn since the register was read", "another try, in a few seconds: it is then held against the register as those have left it")));
    }

    /// <summary>Powers as a workspace knew them at an instant.</summary>
    /// <exception cref="RefusedException">The workspace cannot be read.</exception>
    public static PowersAsKnown Powers(Workspace workspace, DateTimeOffset? knownAt = null)
    {
        var instant = knownAt ?? DateTimeOffset.MaxValue;
        var recorded = Read(workspace);
        return new(PowersTables.Shipped, workspace.Evidence(NationalTables.Shipped, recorded).KnownAt(instant), recorded.Instruments, instant);
    }

    /// <summary>Records an instrument.</summary>
    /// <param name="learned">The day the organisation first knew of it, where that is not today.</param>
    /// <exception cref="RefusedException">There is one of that id already.</exception>
    /// <exception cref="ConflictException">Somebody else recorded one of that id a moment ago.</exception>
    public static Entry Record(KeptJournal journal, WrittenInstrument written, DateOnly? learned, Act act) => journal.Append(act, Proposed(journal, written, learned))[0];

    /// <summary>The event by which an instrument is recorded, for acts that do more than that.</summary>
    /// <inheritdoc cref="Record"/>
    public static Proposal Proposed(KeptJournal journal, WrittenInstrument written, DateOnly? learned = null)
    {
        var before = journal.Stream(Prefix + written.Id);
        if (written.Clauses.Any(c => c.Target is not null))
        {
            List<Finding> found = [];
            var standing = In(journal).Where(i => i.WithdrawnAt is null).Concat(PowersTables.Shipped.Instruments).ToLookup(i => i.Id);
            written.CheckTargets(id => standing[id].FirstOrDefault(), (clause, field) => new(written.Id, 0, $"clause {clause}, {field}"), found);
            if (found.Count > 0)
                throw new RefusedException(found);
        }

        return PowersTables.Shipped.Instruments.Any(i => i.Id == written.Id) || before is [.., { Kind: "instrument-recorded" }]
            ? throw new RefusedException(new Finding("already-recorded", Consequence.FileRefused, new(written.Id), "an instrument of that id",
                "another id. What is recorded is never changed: './remit powers amend', 'extend', 'revoke' and 'lift' act on it, and 'withdraw' takes back what was recorded by mistake"))
            : new(Prefix + written.Id, before.Count + 1, new InstrumentRecorded(written, learned));
    }

    /// <summary>Takes back the recording of an instrument.</summary>
    /// <exception cref="RefusedException">None of that id stands in the journal.</exception>
    public static void Withdraw(KeptJournal journal, string id, Act act)
    {
        if (!Instrument.IsId(id) || journal.Stream(Prefix + id) is not [.., { Kind: "instrument-recorded" } last])
            throw new RefusedException(new Finding("not-recorded", Consequence.FileRefused, new(id), "no recording of that id that stands",
                "one that './remit powers list' shows as recorded here. What travels with Remit cannot be withdrawn, but another instrument can revoke it"));
        journal.Append(act, new Proposal(Prefix + id, last.Version + 1, new InstrumentWithdrawn()));
    }

    private static IEnumerable<Instrument> InStream(IReadOnlyList<Entry> entries)
    {
        Instrument? open = null;
        foreach (var entry in entries)
        {
            switch (Event(entry))
            {
                case InstrumentRecorded { Instrument: var written } recorded when open is null && entry.Stream == Prefix + written.Id:
                    var act = entry.ToAct();
                    var learned = recorded.Learned is { } day && LondonClock.EndOfDay(day) is var end && end < act.At ? end : act.At;
                    // Who recorded it is for those who may read the acts: this is shown to everybody.
                    var release = new Release("journal", "The journal of this workspace", LondonClock.LondonDay(learned), learned,
                        string.Create(CultureInfo.InvariantCulture, $"the journal, event {entry.Position}, on {LondonClock.LondonDay(act.At):yyyy-MM-dd}"));
                    List<Finding> found = [];
                    // Kinds may have gone from the table since; what was recorded stays readable.
                    open = written.Read(new(release), [written.Kind], (_, _) => new("the journal", entry.Position), found) ?? throw Broken(entry);
                    break;
                case InstrumentWithdrawn when open is not null:
                    yield return open with { WithdrawnAt = entry.ToAct().At };
                    open = null;
                    break;
                default:
                    throw Broken(entry);
            }
        }

        if (open is not null)
            yield return open;
    }

    private static Event? Event(Entry entry)
    {
        try
        {
            return EventKinds.Read(entry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BrokenChainException Broken(Entry entry) =>
        new(new(entry.Position, $"{entry}, with a body that is of no instrument", "a journal that Remit wrote"));
}
