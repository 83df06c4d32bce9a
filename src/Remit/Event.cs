namespace Remit;

/// <summary>Something that happened, kept for good in the journal. Each module says what its events are; a correction is another event.</summary>
public abstract record Event;
