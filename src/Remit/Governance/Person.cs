using Remit.Register;
using Remit.Time;

namespace Remit.Governance;

/// <summary>Something that somebody has said of themselves, yes or no, for some days. What was never asked or answered is not known.</summary>
/// <param name="Fact">Which: a row of the table of declarations.</param>
/// <param name="Holds">Whether they said that it is so.</param>
/// <param name="From">The first day it is so; of something that happened, such as a conviction, its day. Nothing for ever since.</param>
/// <param name="To">The last day; nothing for until further notice.</param>
/// <param name="Body">The body that it is about, where it depends on one; nothing for all.</param>
public sealed record Declaration(string Fact, bool Holds, DateOnly? From = null, DateOnly? To = null, OdsCode? Body = null);

/// <summary>Somebody who holds a public office, by the name they hold it under and nothing else.</summary>
/// <param name="Id">What stands for them here, such as <c>ann-example</c>.</param>
/// <param name="Declared">What they declared, the latest last.</param>
public sealed record Person(string Id, string Name, IReadOnlyList<Declaration> Declared)
{
    /// <summary>Whether something is so of them on a day, as they declared; nothing where they did not.</summary>
    /// <param name="body">For which body it is asked.</param>
    public bool? Has(string fact, DateOnly day, OdsCode body) => Declared.LastOrDefault(d => d.Fact == fact && (d.Body is null || d.Body == body) && (d.From is not { } from || from <= day) && (d.To is not { } to || day <= to))?.Holds;
}

/// <summary>Somebody in a seat, for a term.</summary>
/// <param name="Number">Its number among the appointments to the seat: the version of the seat's stream that made it.</param>
/// <param name="Days">Its first day, and its last where a term was set or it has ended.</param>
/// <param name="How">How they came to it: appointed, elected, uncontested, acting.</param>
public sealed record Appointment(long Number, string Person, OdsCode Body, string Committee, string Seat, DateSpan Days, string How);
