namespace Remit.Storage.Journal;

/// <summary>That nothing was added to some streams since they were read: what was decided by all of them holds only while it is so.</summary>
/// <param name="Prefix">How the names of the streams begin.</param>
/// <param name="Position">The position of the last event that was read; nought where there was none.</param>
/// <param name="Otherwise">What whoever decided is told where it is not so.</param>
internal sealed record Unchanged(string Prefix, long Position, Finding Otherwise);
