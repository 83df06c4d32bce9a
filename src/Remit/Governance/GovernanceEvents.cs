using Remit.Register;

namespace Remit.Governance;

/// <summary>A version of a constitution was recorded. Its stream is <c>constitution/</c> and the code of the body.</summary>
public sealed record ConstitutionRecorded(Constitution Constitution) : Event;

/// <summary>Somebody who holds or is to hold an office was recorded, by name. The stream is <c>person/</c> and what stands for them.</summary>
public sealed record PersonRecorded(string Name) : Event;

/// <summary>Somebody declared things of themselves, yes or no. In the person's stream.</summary>
public sealed record FactsDeclared(IReadOnlyList<Declaration> Declared) : Event;

/// <summary>Somebody was put in a seat. The stream is that of the seat, and the version of this event the number of the appointment.</summary>
/// <param name="To">The last day of the term; nothing where none was set.</param>
public sealed record AppointmentMade(string Person, OdsCode Body, string Committee, string Seat, DateOnly From, DateOnly? To, string How) : Event;

/// <summary>An appointment ended otherwise than its term said, or never began.</summary>
/// <param name="Appointment">Its number.</param>
/// <param name="Last">The last day; one before its first takes it back.</param>
public sealed record AppointmentEnded(long Appointment, DateOnly Last, string Why) : Event;
