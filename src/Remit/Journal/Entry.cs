using System.Globalization;

namespace Remit.Journal;

/// <summary>An event as the journal keeps it: the texts exactly as they are hashed.</summary>
/// <param name="Position">Its number in the journal, from 1, with none left out.</param>
/// <param name="FirstOfAct">The position of the first event of the same act.</param>
/// <param name="Stream">What the event is about, such as <c>run/3f2a…</c>.</param>
/// <param name="Version">Its number within its stream, from 1, with none left out.</param>
/// <param name="Kind">What happened, such as <c>run-published</c>.</param>
/// <param name="Body">The event, as JSON.</param>
/// <param name="At">When, in UTC, as <c>2026-11-22T09:00:00.000000Z</c>.</param>
/// <param name="By">Who.</param>
/// <param name="Capacity">In what capacity.</param>
/// <param name="Reason">Why.</param>
/// <param name="Hash">SHA-256, in lower-case hexadecimal, over all of these and the hash of the event before: see <see cref="Chain"/>.</param>
public sealed record Entry(
    long Position, long FirstOfAct, string Stream, long Version, string Kind, string Body, string At, string By, string Capacity, string Reason, string Hash)
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The act as it was given.</summary>
    /// <exception cref="FormatException">The texts are none that an act could have given, so somebody changed them.</exception>
    public Act ToAct() => new(By, Capacity, Reason, DateTimeOffset.ParseExact(At, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));

    /// <summary>The event that a proposal becomes when it is taken into the journal.</summary>
    /// <param name="previous">The hash of the event before it; <see cref="Chain.Beginning"/> for the first.</param>
    public static Entry Seal(string previous, long position, long firstOfAct, string stream, long version, string kind, string body, Act act)
    {
        var open = new Entry(position, firstOfAct, stream, version, kind, body, act.At.ToString(Instant, CultureInfo.InvariantCulture), act.By, act.Capacity, act.Reason, "");
        return open with { Hash = Chain.Hash(previous, open) };
    }

    /// <summary>The event in a few words: its stream, what happened, who did it and when.</summary>
    public override string ToString() => $"{Stream} version {Version}, {Kind} by {By} at {At}";
}
