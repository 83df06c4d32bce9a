using Remit.Register;

namespace Remit.Powers;

/// <summary>The people asked about, by their local commissioner on a day, and the bodies around them.</summary>
/// <param name="Asked">The code that was asked about.</param>
/// <param name="Commissioner">The body that stood in its place on the day; none where nobody or more than one did.</param>
/// <param name="Around">The commissioner and the bodies it lay in or was served by on the day, each with its kind then.</param>
/// <param name="Missing">Why there is no commissioner; empty where there is.</param>
public sealed record People(OdsCode Asked, DateOnly Day, OdsCode? Commissioner, IReadOnlyList<(OdsCode Code, string Kind)> Around, string Missing = "")
{
    /// <summary>The directions in force that reach them, whatever function they are about.</summary>
    internal IReadOnlyList<Term> Directions { get; init; } = [];
}

/// <summary>How far the instruments say who decides.</summary>
public enum Settled
{
    /// <summary>One body decides.</summary>
    One,

    /// <summary>Several decide together.</summary>
    Jointly,

    /// <summary>The body that did was told to stop, and no other is named.</summary>
    Nobody,

    /// <summary>Two instruments in force say different things.</summary>
    Conflicting,

    /// <summary>Something is not known here that could change the answer.</summary>
    CannotTell,
}

/// <summary>One link of a chain: a clause, and what it did to the answer.</summary>
public sealed record Ground(Term Term, string Says);

/// <summary>Who decides, and who is liable, for a function of some people on a day; and by which instruments.</summary>
/// <param name="Deciders">One body, or those that decide together; empty where nobody does or it cannot be told.</param>
/// <param name="Also">Bodies that may exercise the function beside those that decide.</param>
/// <param name="Liable">Who is liable; none where that cannot be told, and then <paramref name="LiableMissing"/> says why.</param>
/// <param name="Office">The office that a national body acts through for these people, where the register links one.</param>
/// <param name="Chain">From the law that gives the function down to what was last done with it.</param>
/// <param name="Missing">What would have to be known; empty where it is settled.</param>
/// <param name="Parts">The parts of the function for which the answer is another.</param>
public sealed record FunctionAnswer(
    FunctionCode Function, string Name, People People, Settled Settled, IReadOnlyList<Party> Deciders, IReadOnlyList<Party> Also, Party? Liable, string LiableMissing, OdsCode? Office,
    IReadOnlyList<Ground> Chain, IReadOnlyList<string> Warnings, string Missing, IReadOnlyList<FunctionAnswer> Parts)
{
    internal bool SaysAs(FunctionAnswer other) =>
        Settled == other.Settled && Liable == other.Liable && Missing == other.Missing && Deciders.SequenceEqual(other.Deciders) && Also.SequenceEqual(other.Also);
}
