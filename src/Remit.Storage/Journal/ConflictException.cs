using Remit.Journal;

namespace Remit.Storage.Journal;

/// <summary>A change that was refused because its stream is no longer as it was when it was read. Nothing of it was kept.</summary>
/// <param name="since">What was added to the stream since, oldest first; nothing where the stream is shorter than was thought.</param>
public sealed class ConflictException(Proposal refused, long version, IReadOnlyList<Entry> since) : RefusedException(new Finding(
    "conflict", Consequence.FileRefused, new Place(refused.Stream), $"version {version}",
    $"version {refused.Version - 1}, as it was when this change was thought of{Told(since)}. Nothing was changed: read it again, and decide again"))
{
    public IReadOnlyList<Entry> Since { get; } = since;

    private static string Told(IReadOnlyList<Entry> since) =>
        since.Count == 0 ? "" : $"; since then: {string.Join("; ", since.Select(e => $"{e.Kind} by {e.By} ({e.Capacity}) at {e.At}, because: {e.Reason}"))}";
}
