using System.Data;
using Remit.Journal;

namespace Remit.Storage.Journal;

/// <summary>Where a journal ends: how many events it has, and the hash of the last.</summary>
/// <param name="Hash"><see cref="Chain.Beginning"/> where there is none.</param>
public sealed record JournalHead(long Position, string Hash);

/// <summary>What a walk over the journal found.</summary>
/// <param name="Sound">How many events are sound, from the first.</param>
/// <param name="Head">The hash of the last sound one.</param>
/// <param name="NotedAt">The position of the event whose hash was asked about, if it was met.</param>
/// <param name="Broken">Where and how the journal stops being sound; nothing where it does not.</param>
public sealed record Verification(long Sound, string Head, long? NotedAt, ChainBreak? Broken);

/// <summary>A journal, or a backup of one, is not what was written: see <see cref="Break"/> for the first event that cannot be right.</summary>
public sealed class BrokenChainException(ChainBreak broken, string? file = null) : RefusedException(new Finding(
    "journal-broken", Consequence.FileRefused, new Place(file ?? "journal", broken.Position, "event"), broken.Found, broken.Wanted))
{
    public ChainBreak Break { get; } = broken;
}

internal static class Following
{
    /// <summary>Gives events on as they come; a row into which somebody has put what no event holds is a broken journal, and no fault of the program.</summary>
    /// <exception cref="BrokenChainException">There is such a row.</exception>
    public static IEnumerable<Entry> Readable(this IEnumerable<Entry> entries, string? file = null)
    {
        using var each = entries.GetEnumerator();
        for (var position = 1L; ; position++)
        {
            bool more;
            try
            {
                more = each.MoveNext();
            }
            catch (Exception e) when (e is InvalidCastException or FormatException or DataException or InvalidOperationException or OverflowException)
            {
                throw new BrokenChainException(new(position, "a row that cannot be read", $"event {position}"), file);
            }

            if (!more)
                yield break;
            yield return each.Current;
        }
    }

    /// <summary>Gives events on, each once it has been found sound.</summary>
    /// <param name="file">The file they come from, if they do.</param>
    /// <exception cref="BrokenChainException">One is not.</exception>
    public static IEnumerable<Entry> Follow(this ChainWalk walk, IEnumerable<Entry> entries, string? file = null)
    {
        foreach (var entry in entries.Readable(file))
        {
            if (walk.Next(entry) is { } broken)
                throw new BrokenChainException(broken, file);
            yield return entry;
        }
    }
}
