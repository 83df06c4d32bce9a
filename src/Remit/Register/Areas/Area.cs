namespace Remit.Register.Areas;

/// <summary>The area of a body on a day, and how its outline is known.</summary>
/// <param name="Standing">What the body was that day.</param>
/// <param name="Edition">The outlines it comes from.</param>
/// <param name="Parts">The bodies whose outlines were put together; itself alone where the edition has it.</param>
/// <param name="Because">What was reasoned, in words; empty where the edition in force that day has this very body.</param>
public sealed record Area(OdsCode Code, Standing Standing, Outline Outline, Release Edition, IReadOnlyList<OdsCode> Parts, string Because)
{
    /// <summary>Whether it was reasoned rather than read.</summary>
    public bool IsWorkedOut => Because.Length > 0;
}
