using Remit.Register;

namespace Remit.Powers;

/// <summary>How many bodies of a kind have a function at one level on a day.</summary>
/// <param name="Level">Delegated, shared in a joint committee, or involved without deciding.</param>
/// <param name="Open">How many bodies of the kind there are that day.</param>
/// <param name="Bodies">How many have it, as published or because each has; none where only names are known.</param>
/// <param name="OutOf">Of how many, as published with that number.</param>
/// <param name="Named">Those whose own instrument is known.</param>
/// <param name="By">The instrument that has the number, or the first that names a body.</param>
public sealed record Uptake(Effect Level, string Kind, int Open, int? Bodies, int? OutOf, IReadOnlyList<OdsCode> Named, Instrument By)
{
    /// <summary>Whether every body of the kind has it, so that none needs to be named.</summary>
    public bool IsEach { get; init; }

    /// <summary>How many have it whose names are not known; less than nought where more are named than were counted.</summary>
    public int NotNamed => IsEach || Bodies is not { } bodies ? 0 : bodies - Named.Count;

    /// <summary>What the level is called in co-commissioning.</summary>
    public string Word => Level switch { Effect.Delegates => "delegated", Effect.Shares => "joint", _ => "involved" };
}
