using Remit.Time;

namespace Remit.Governance;

/// <summary>What somebody may be on a committee.</summary>
/// <param name="Code">The word that seats use, such as <c>lay-audit</c>.</param>
/// <param name="Group">The group that balance is judged by: <c>lay</c>, <c>executive</c>, <c>clinician</c>, <c>primary care</c>, <c>other</c>.</param>
/// <param name="Requires">What whoever holds it must be, or with a <c>!</c> must not be.</param>
public sealed record Office(string Code, string Name, string Group, IReadOnlyList<Requirement> Requires);

/// <summary>Something that must be so: one fact, or any of several; or that must not be so.</summary>
/// <param name="AnyOf">The facts, in the words of the table of declarations.</param>
public sealed record Requirement(IReadOnlyList<string> AnyOf, bool MustNot);

/// <summary>Something that people are asked to declare of themselves.</summary>
/// <param name="OfBody">Whether the answer depends on the body, so that it can be given for one.</param>
/// <param name="ShownBy">In what an interest shows it too: <c>supplier</c>, of the body, <c>practice</c> or another kind of body. With a <c>?</c> it is only a reason to ask. Empty where none does.</param>
public sealed record DeclarableFact(string Code, string Question, bool OfBody, string ShownBy = "");

/// <summary>What a rule of composition tests. The rules are data; these are the predicates that there are.</summary>
public enum CompositionTest
{
    /// <summary>At least so many seats are filled.</summary>
    MembersAtLeast,

    /// <summary>At least so many different people hold one of the offices.</summary>
    HoldersAtLeast,

    /// <summary>Somebody holds one of the offices, is what the office requires, and is what the rule needs.</summary>
    QualifiedHolder,

    /// <summary>Everyone who holds one of the offices is what the rule needs.</summary>
    EveryHolder,

    /// <summary>The offices are held by different people.</summary>
    DifferentPeople,

    /// <summary>Everyone who was appointed has a term with a last day, but for holders of the offices.</summary>
    TermsSet,

    /// <summary>Whoever has the chair holds none of the offices.</summary>
    ChairHoldsNone,

    /// <summary>Whoever has the chair holds one of the offices.</summary>
    ChairHolds,

    /// <summary>Whoever is deputy chair holds one of the offices.</summary>
    DeputyHolds,

    /// <summary>Where whoever has the chair is what the rule needs, the deputy holds one of the offices.</summary>
    DeputyHoldsIfChair,

    /// <summary>There is such a committee.</summary>
    CommitteeExists,

    /// <summary>Everyone on it is on the governing body.</summary>
    DrawnFromGoverningBody,

    /// <summary>More than half of the seats that are filled and vote are of the groups.</summary>
    Majority,
}

/// <summary>A rule of who must sit on a committee of a kind of body, on some days.</summary>
/// <param name="Kind">The kind of body, such as <c>CCG</c>.</param>
/// <param name="Committee">The kind of committee.</param>
/// <param name="Who">Offices, or groups of them.</param>
/// <param name="Needs">What they must be or not be.</param>
/// <param name="Binding">Whether the law or a condition of delegation asks for it; else guidance recommends it.</param>
/// <param name="Remedy">What to do where it is broken.</param>
/// <param name="Confidence">How far the text was read: <c>high</c>, <c>medium</c>.</param>
public sealed record CompositionRule(
    string Id, string Kind, string Committee, DateSpan InForce, CompositionTest Test, int Number, IReadOnlyList<string> Who, IReadOnlyList<Requirement> Needs, bool Binding,
    string Says, string Remedy, string Basis, string Confidence);

/// <summary>A ground on which somebody may not be a member, or not a lay member.</summary>
/// <param name="LayOnly">Whether it bars from the seats of lay people alone.</param>
/// <param name="Fact">What they would have declared.</param>
/// <param name="Years">Within how many years before the appointment it must have happened; nought where it is what they are.</param>
public sealed record Disqualification(string Id, string Kind, bool LayOnly, string Fact, int Years, DateSpan InForce, string Says, string Basis, string Confidence);

/// <summary>A number that law or guidance sets for interests, gifts or hospitality, on some days.</summary>
/// <param name="What">Such as <c>declare-within</c>.</param>
/// <param name="Unit"><c>days</c>, <c>months</c>, <c>years</c> or <c>pounds</c>.</param>
public sealed record InterestLimit(string What, int Value, string Unit, DateSpan InForce, string Basis, string Confidence);

/// <summary>The facts about governance that travel with the product.</summary>
public sealed record GovernanceFacts
{
    private readonly Dictionary<string, Office> offices = [];

    public IReadOnlyCollection<Office> Offices
    {
        get => offices.Values;
        init => offices = value.ToDictionary(o => o.Code);
    }

    public IReadOnlyList<DeclarableFact> Declarable { get; init; } = [];

    public IReadOnlyList<CompositionRule> Rules { get; init; } = [];

    public IReadOnlyList<Disqualification> Disqualifications { get; init; } = [];

    public IReadOnlyList<InterestLimit> Limits { get; init; } = [];

    public Office? Office(string code) => offices.GetValueOrDefault(code);

    /// <summary>A limit as it stood on a day; nothing where none was set or read.</summary>
    public InterestLimit? Limit(string what, DateOnly day) => Limits.LastOrDefault(l => l.What == what && l.InForce.Contains(day));
}
