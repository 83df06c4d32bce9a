using Remit.Register;

namespace Remit.Governance;

/// <summary>Somebody declared an interest. Its stream is <c>interest/</c>, the person and a number.</summary>
/// <param name="Amount">Pounds, as printed.</param>
public sealed record InterestDeclared(
    OdsCode Body, string Person, InterestType Type, ConflictNature Nature, string Organisation, string Position, DateOnly Arose, DateOnly Declared,
    OdsCode? Code = null, DateOnly? Ended = null, string? Amount = null, string? Through = null, string? Handling = null) : Event;

/// <summary>An interest ended.</summary>
/// <param name="Last">The last day of it.</param>
public sealed record InterestEnded(DateOnly Last) : Event;

/// <summary>Somebody confirmed which organisation of the register an interest is about, or that it is none of them.</summary>
/// <param name="Code">The code; nothing for none.</param>
/// <param name="Score">How alike the names were, of 100.</param>
public sealed record InterestMatched(OdsCode? Code, int? Score) : Event;

/// <summary>The guardian reviewed an interest.</summary>
/// <param name="Handling">What is to be done about it; nothing where that stays.</param>
public sealed record InterestReviewed(string Outcome, string? Handling) : Event;

/// <summary>Somebody declared that they have no interest, or none but those declared. In the person's stream.</summary>
public sealed record ReturnMade(OdsCode Body, DateOnly On, bool Nil) : Event;

/// <summary>Somebody was reminded by e-mail that they must confirm their interests. In the person's stream; the address is kept nowhere.</summary>
/// <param name="Due">The day by which they must.</param>
public sealed record ReturnReminded(OdsCode Body, DateOnly On, DateOnly Due) : Event;

/// <summary>Somebody declared a gift or hospitality that they were offered. Its stream is <c>gift/</c>, the person and a number.</summary>
public sealed record GiftDeclared(OdsCode Body, string Person, bool Hospitality, string From, bool FromSupplier, string Value, DateOnly Offered, bool Accepted, DateOnly Declared, string? Approved = null) : Event;

/// <summary>A breach of the rules on interests was reported. Its stream is <c>breach/</c>, the code of the body and a number.</summary>
public sealed record BreachReported(OdsCode Body, string Person, string What, DateOnly On) : Event;

/// <summary>A breach was looked into.</summary>
/// <param name="Published">What the public is told, without anybody's name.</param>
/// <param name="ReportedOn">The day on which NHS England was told; nothing where it was not.</param>
public sealed record BreachConcluded(string Outcome, string Published, DateOnly? ReportedOn) : Event;
