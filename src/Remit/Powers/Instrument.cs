using Remit.Register;
using Remit.Time;

namespace Remit.Powers;

/// <summary>A formal act: an order, a constitution, a delegation, a direction, a transfer scheme. It is never changed; another instrument changes what it comes to.</summary>
/// <param name="Id">Its name here: letters, digits and hyphens, with <c>/</c> between parts.</param>
/// <param name="Kind">What the field calls an instrument of its sort. Data: see <c>parameters/powers/instrument_kinds.csv</c>.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="Power">Under which power, such as <c>National Health Service Act 2006, section 14Z21</c>.</param>
/// <param name="InForce">The days it has for itself, before any other instrument acts on it.</param>
/// <param name="Source">Where we have it from, and since when.</param>
public sealed record Instrument(string Id, string Kind, string Title, Party MadeBy, string Power, DateSpan InForce, IReadOnlyList<Clause> Clauses, Source Source)
{
    /// <summary>A reference to the decision that made it; empty where none is known.</summary>
    public string Decision { get; init; } = "";

    /// <summary>Where its text is; empty where it is not held.</summary>
    public string Document { get; init; } = "";

    /// <summary>Instruments made together with it, such as the directions to the body that loses a function and to the one that takes it.</summary>
    public IReadOnlyList<string> LinkedTo { get; init; } = [];

    /// <summary>When its recording was taken back; none while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>When it became known here. The start of time for what travels with the product.</summary>
    public DateTimeOffset LearnedAt => Source.Release.LearnedAt;

    /// <summary>Whether it was known, and not withdrawn, at an instant.</summary>
    public bool IsKnownAt(DateTimeOffset instant) => LearnedAt <= instant && (WithdrawnAt is not { } withdrawn || instant < withdrawn);

    /// <summary>Whether a text can be the name of an instrument.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= 100 && text.Split('/').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
}
