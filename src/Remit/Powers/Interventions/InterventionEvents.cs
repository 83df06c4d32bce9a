namespace Remit.Powers.Interventions;

/// <summary>Somebody began to look into an intervention. Its stream is <c>intervention/</c> and its id.</summary>
/// <param name="Kind">The kind of instrument it would be, such as <c>direction</c>.</param>
/// <param name="Bodies">Whom it is about, by code, or <c>each</c> body of a kind.</param>
/// <param name="Ground">The ground, in the words of <c>parameters/powers/interventions.csv</c>.</param>
/// <param name="Functions">The functions that are not discharged, or may not be; nothing where it is about the whole body.</param>
/// <param name="Evidence">What shows it, in a line, and where that is.</param>
public sealed record InterventionOpened(string Kind, string Title, IReadOnlyList<string> Bodies, string Ground, string Evidence, IReadOnlyList<string>? Functions = null) : Event;

/// <summary>A term was proposed: what a clause would say.</summary>
public sealed record TermProposed(WrittenClause Term) : Event;

/// <summary>A proposed term was struck out.</summary>
public sealed record TermStruck(string Clause) : Event;

/// <summary>A body was consulted on the terms as they then stood, or asked for its representations.</summary>
/// <param name="On">The day it was asked.</param>
public sealed record BodyConsulted(string Body, DateOnly On, string? Document = null) : Event;

/// <summary>A body made representations, or said that it had none.</summary>
/// <param name="Says">What they come to, in a line.</param>
public sealed record RepresentationsMade(string Body, DateOnly On, string Says, string? Document = null) : Event;

/// <summary>It was decided to intervene; the instruments were recorded in the same act. The reasons are the act's.</summary>
/// <param name="On">The day of the decision.</param>
/// <param name="Review">The day by which it is looked at again.</param>
/// <param name="Decision">A reference to the decision.</param>
/// <param name="Checks">What each rule was found to be, so that whoever reads the decision sees what it rested on.</param>
public sealed record InterventionMade(DateOnly On, DateOnly From, DateOnly? To, DateOnly? Review, string? Decision, IReadOnlyList<string> Instruments, IReadOnlyList<CheckKept> Checks) : Event;

/// <summary>A rule as it was found when a decision was made.</summary>
/// <param name="Found"><c>holds</c>, <c>broken</c>, <c>cannot-tell</c> or <c>does-not-apply</c>.</param>
public sealed record CheckKept(string Rule, string Found, string Because);

/// <summary>It was decided not to intervene. The reasons are the act's.</summary>
public sealed record InterventionDropped(DateOnly On, string? Decision = null) : Event;

/// <summary>An intervention was looked at again.</summary>
/// <param name="Found">What was found, in a line.</param>
/// <param name="Next">The day by which it is looked at once more; nothing where that is not needed.</param>
public sealed record InterventionReviewed(DateOnly On, string Found, DateOnly? Next = null) : Event;

/// <summary>An instrument of an intervention was lifted, wholly or in one clause, by another recorded in the same act.</summary>
/// <param name="From">The first day on which it no longer holds.</param>
/// <param name="By">The instrument that lifts it.</param>
public sealed record InterventionLifted(string Instrument, string? Clause, DateOnly From, string By, string? Decision = null) : Event;

/// <summary>The instruments of an intervention were extended by others recorded in the same act.</summary>
/// <param name="On">The day the extension was made.</param>
/// <param name="Until">The last day on which they now hold.</param>
public sealed record InterventionExtended(DateOnly On, DateOnly Until, IReadOnlyList<string> By, string? Decision = null) : Event;
