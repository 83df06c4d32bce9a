namespace Remit.Journal;

/// <summary>Where a journal stops being what was written: the first event that cannot be right.</summary>
/// <param name="Position">The position that should have held a sound event.</param>
public sealed record ChainBreak(long Position, string Found, string Wanted);

/// <summary>Follows a journal from its first event, holding each against all before it. Memory is the streams' names.</summary>
public sealed class ChainWalk
{
    private readonly Dictionary<string, long> versions = new(StringComparer.Ordinal);
    private Entry? last;

    /// <summary>How many events have been found sound.</summary>
    public long Position => last?.Position ?? 0;

    /// <summary>The hash of the last of them.</summary>
    public string Head => last?.Hash ?? Chain.Beginning;

    /// <summary>Takes the next event.</summary>
    /// <returns>Nothing where it is sound; else what is wrong, after which there is nothing more to learn from this walk.</returns>
    public ChainBreak? Next(Entry entry)
    {
        var position = Position + 1;
        if (entry.Position != position)
            return new(position, $"event {entry.Position} after event {Position}", $"event {position}, which is missing");
        if (Chain.Hash(Head, entry) is var hash && hash != entry.Hash)
            return new(position, $"{entry}, whose hash is {Short(entry.Hash)}", $"the hash {Short(hash)}, which what it says and the event before it give: one of them was changed");
        if (entry.Version != versions.GetValueOrDefault(entry.Stream) + 1)
            return new(position, $"{entry}", $"version {versions.GetValueOrDefault(entry.Stream) + 1} of that stream");
        if (entry.FirstOfAct != position && !SameAct(entry))
            return new(position, $"{entry}, as of the act that begins at event {entry.FirstOfAct}", "an act of its own, or the one of the event before it");

        (last, versions[entry.Stream]) = (entry, entry.Version);
        return null;
    }

    private bool SameAct(Entry entry) =>
        last is { } before && (before.FirstOfAct, before.At, before.By, before.Capacity, before.Reason) == (entry.FirstOfAct, entry.At, entry.By, entry.Capacity, entry.Reason);

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] + "…" : hash;
}
