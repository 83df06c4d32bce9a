using Remit.Register;

namespace Remit.Powers;

/// <summary>What a clause does. The first group says who holds a function, the second says something of a body or its practices and area, the third acts on other instruments.</summary>
public enum Effect
{
    /// <summary>The law gives functions to somebody: that is who is liable until something says otherwise.</summary>
    Confers,

    /// <summary>One body has its functions exercised by another, which then decides.</summary>
    Delegates,

    /// <summary>Two bodies decide together, as in a joint committee.</summary>
    Shares,

    /// <summary>A body takes part in what another decides, and decides nothing: the first level of co-commissioning.</summary>
    Involves,

    /// <summary>A body may exercise functions that another goes on holding and exercising: the emergency direction of March 2020.</summary>
    Allows,

    /// <summary>Money for functions of two bodies is one fund, which one of them keeps. Who decides does not change by that.</summary>
    Pools,

    /// <summary>A body is not to exercise a function.</summary>
    Stops,

    /// <summary>A function is taken from whoever exercises it and is exercised by another.</summary>
    Moves,

    /// <summary>A body begins, of a kind and by a name.</summary>
    Establishes,

    /// <summary>A body ends on the day before. All that it had passes to whoever is named, else to the one that the same instrument establishes.</summary>
    Dissolves,

    /// <summary>A body has another name.</summary>
    Renames,

    /// <summary>Practices belong to a body: those that are listed, or all of another body's.</summary>
    Joins,

    /// <summary>Practices no longer belong to any body.</summary>
    Leaves,

    /// <summary>Small areas lie in the area of a body: those that are listed, or the whole area of another body.</summary>
    Covers,

    /// <summary>A body must do something, or do it in some way or by some day.</summary>
    Requires,

    /// <summary>An officer of a body is replaced. The office is named and never the person.</summary>
    Replaces,

    /// <summary>Property, staff or contracts pass from one body to another.</summary>
    Transfers,

    /// <summary>Anything else that the instrument says, such as the area or name in a constitution.</summary>
    States,

    /// <summary>Another instrument, or a clause of it, is in force up to a later day.</summary>
    Extends,

    /// <summary>Another instrument, or a clause of it, ends.</summary>
    Revokes,

    /// <summary>A clause of another instrument reads otherwise from now on.</summary>
    Amends,

    /// <summary>One body takes the place of another in another instrument.</summary>
    Novates,
}

/// <summary>Who answers for what is done under a clause that lets another decide.</summary>
public enum Liability
{
    /// <summary>The clause was not read, or does not say.</summary>
    NotStated,

    /// <summary>With the body whose function it is.</summary>
    Stays,

    /// <summary>With the body that now decides.</summary>
    Passes,
}

/// <summary>One thing that an instrument does.</summary>
/// <param name="Number">Its number in the instrument, or a word for it.</param>
public sealed record Clause(string Number, Effect Does)
{
    /// <summary>The functions it is about, parts included; of an amendment, those it puts in.</summary>
    public IReadOnlyList<FunctionCode> Functions { get; init; } = [];

    /// <summary>Parts of those that it leaves alone.</summary>
    public IReadOnlyList<FunctionCode> Except { get; init; } = [];

    /// <summary>Whose function it is, who is told, or who ends.</summary>
    public Party? Of { get; init; }

    /// <summary>Who receives, joins or begins.</summary>
    public Party? To { get; init; }

    /// <summary>For whose people; where it is empty, for those of whichever of the two bodies is a local one. <c>England</c> is everybody.</summary>
    public IReadOnlyList<Party> For { get; init; } = [];

    /// <summary>The kind of body that is established; empty where it is not said, and then the register does not change.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What a body is called from now on; empty where it is not said.</summary>
    public string Name { get; init; } = "";

    /// <summary>The practices that join or leave.</summary>
    public IReadOnlyList<PracticeCode> Practices { get; init; } = [];

    /// <summary>The small areas that are covered.</summary>
    public IReadOnlyList<OnsCode> Areas { get; init; } = [];

    /// <summary>What is required, transferred or stated, in a line.</summary>
    public string What { get; init; } = "";

    public Liability Liable { get; init; }

    /// <summary>The instrument that it acts on.</summary>
    public string Target { get; init; } = "";

    /// <summary>The clause that it acts on; all of them where it is empty.</summary>
    public string TargetClause { get; init; } = "";

    /// <summary>The last day that it extends another to.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>How many bodies it is about, and of how many, where their number is known and their names are not.</summary>
    public (int Bodies, int OutOf)? Uptake { get; init; }

    /// <summary>Whether it is about a function.</summary>
    public bool IsAbout(FunctionCode function) => Functions.Any(f => f.Covers(function)) && !Except.Any(e => e.Covers(function));

    /// <summary>Whether a clause that does this says who there is, what they are called, or who has which practices and areas.</summary>
    public static bool IsOfRegister(Effect does) => does is Effect.Establishes or Effect.Dissolves or Effect.Renames or Effect.Joins or Effect.Leaves or Effect.Covers;

    /// <summary>Whether it acts on other instruments rather than on the world.</summary>
    public bool IsChange => Does >= Effect.Extends;
}
