using Remit.Money;
using Remit.Register;

namespace Remit.Allocations;

/// <summary>What is known of the money of a body that would merge, or of the one that would take over. Nothing where it is not known.</summary>
/// <param name="People">As the edition of the targets counts them.</param>
/// <param name="Position">Where its allocation stands to its target, as held for pace of change.</param>
/// <param name="Envelope">What it may spend on running itself in the year.</param>
public sealed record BodyMoney(OdsCode Code, decimal? People, Pounds? Target, OpeningPosition? Position, Pounds? Envelope);

/// <summary>The money of the bodies of a merger before, and of the one body after. The whole's target and baseline are the sums of its parts'.</summary>
public sealed record MergedMoney(IReadOnlyList<BodyMoney> Bodies, BodyMoney Whole)
{
    /// <param name="targets">Each body's target, and that of the new one.</param>
    /// <param name="positions">Each body's opening position; the whole's follows where every body has one.</param>
    public static MergedMoney Of(ProposedMerger merger, Func<OdsCode, (decimal People, Pounds Target)?> targets, Func<OdsCode, OpeningPosition?> positions, Func<OdsCode, Pounds?> before, Pounds? after)
    {
        var bodies = merger.Bodies.Select(code => new BodyMoney(code, targets(code)?.People, targets(code)?.Target, positions(code), before(code))).ToList();
        var parts = bodies.Select(b => b.Position).OfType<OpeningPosition>().ToList();
        return new(bodies, new(
            merger.Code,
            bodies.All(b => b.Target is not null) ? bodies.Sum(b => b.People) : null,
            bodies.All(b => b.Target is not null) ? new Pounds(bodies.Sum(b => b.Target!.Value.Value)) : null,
            parts.Count == bodies.Count ? OpeningPosition.Merged(merger.Code.ToString(), parts) : null,
            after));
    }
}
