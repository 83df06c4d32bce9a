using Remit.Register;
using Remit.Time;

namespace Remit.Powers.Interventions;

/// <summary>That an instrument of a kind may do something to bodies of a kind, by whom, under which power and on what grounds.</summary>
/// <param name="Instrument">The kind of instrument: <c>direction</c>, <c>special measures</c>, <c>emergency direction</c>.</param>
/// <param name="OfKind">The kind of body whose functions it is about.</param>
/// <param name="Power">Under which power. Special measures have none of their own.</param>
/// <param name="Grounds">What must be so, in the law's words. Each is enough.</param>
/// <param name="Needs">What must go before it, by the ids of <see cref="InterventionRules"/>: <c>stop</c>, <c>consultation</c>, <c>end</c>.</param>
/// <param name="Months">After how many months it should have done its work; none where nothing says.</param>
public sealed record InterventionPower(
    string Instrument, string OfKind, Effect Does, Party MadeBy, string Power, IReadOnlyList<string> Grounds, IReadOnlyList<string> Needs, int? Months, DateSpan Days, Source Source);
