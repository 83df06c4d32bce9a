using Remit.Powers.Interventions;

namespace Remit.Powers;

/// <summary>A sort of instrument.</summary>
/// <param name="Name">What the field calls it.</param>
/// <param name="Directs">Whether it tells a body what to do, so that whoever asks about that body's functions must be told of it.</param>
public sealed record InstrumentKind(string Name, bool Directs, string Note);

/// <summary>The published facts about functions and instruments that travel with the product, each with its source. Always taken as known.</summary>
public sealed record PowersFacts
{
    public IReadOnlyList<CommissioningFunction> Functions { get; init; } = [];
    public IReadOnlyList<InstrumentKind> Kinds { get; init; } = [];
    public IReadOnlyList<Making> Makings { get; init; } = [];
    public IReadOnlyList<Instrument> Instruments { get; init; } = [];
    public IReadOnlyList<FunctionDoubt> Doubts { get; init; } = [];
    public IReadOnlyList<InterventionPower> Interventions { get; init; } = [];
}
