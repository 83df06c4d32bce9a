namespace Remit.Powers;

/// <summary>An instrument was recorded. Its stream is <c>instrument/</c> and its id.</summary>
/// <param name="Learned">The day the organisation first knew of it; nothing where that is the day of the act.</param>
public sealed record InstrumentRecorded(WrittenInstrument Instrument, DateOnly? Learned) : Event;

/// <summary>The recording of an instrument was a mistake and is taken back. To end an instrument is another thing: that takes an instrument that revokes it.</summary>
public sealed record InstrumentWithdrawn : Event;
