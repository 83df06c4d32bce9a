using Remit.Register;
using Remit.Time;

namespace Remit.Access;

/// <summary>For which body something is granted or asked: one, by its code, or the whole site.</summary>
/// <remarks>A code means the body that has it, never the bodies that came after: see decisions/0023.</remarks>
public readonly record struct Reach(OdsCode? Body)
{
    public static Reach Everywhere => default;

    /// <summary>Whether what is granted for this is granted for that.</summary>
    public bool Covers(Reach asked) => Body is null || Body == asked.Body;

    /// <summary>"of 99A", or "everywhere".</summary>
    public override string ToString() => Body is { } body ? $"of {body}" : "everywhere";
}

/// <summary>A role that somebody has, for a body or everywhere, on some days.</summary>
/// <param name="Number">Its number among the grants of the account: the version of the account's stream that granted it.</param>
/// <param name="Role">The name of a <see cref="Access.Role"/>.</param>
public sealed record Grant(long Number, string Role, Reach Reach, DateSpan Days)
{
    /// <summary>In what capacity its holder acts: <c>governance officer of 99A</c>; for one everywhere, the role alone.</summary>
    public string Capacity => Reach == Reach.Everywhere ? Role : $"{Role} {Reach}";
}

/// <summary>Whether somebody may do something, and why.</summary>
/// <param name="By">The grant by which they may; nothing where they may not.</param>
/// <param name="Needed">What would let them, in words.</param>
public sealed record Ruling(Permission Asked, Grant? By, string Needed)
{
    public bool IsAllowed => By is not null;
}
