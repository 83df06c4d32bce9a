namespace Remit.Journal;

/// <summary>The journal was replaced by a backup of it, or of another.</summary>
/// <param name="Events">How many events the backup had.</param>
/// <param name="Head">The hash of the last of them.</param>
/// <param name="InsteadOfEvents">How many events the journal had that was replaced; none where there was no journal.</param>
/// <param name="InsteadOfHead">The hash of the last of those.</param>
public sealed record JournalRestored(long Events, string Head, long InsteadOfEvents, string? InsteadOfHead) : Event;
