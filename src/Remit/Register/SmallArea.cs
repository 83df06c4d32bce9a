using Remit.Time;

namespace Remit.Register;

/// <summary>The commissioner and the local authority that a small area lies in.</summary>
/// <param name="LocalAuthority">The district or unitary authority, where the look-up gives one.</param>
public readonly record struct Lying(OdsCode Commissioner, OnsCode? LocalAuthority);

/// <summary>A small area (lower layer super output area) in one release's look-up.</summary>
public readonly record struct CoverageRow(OnsCode Area, Lying Lies, int Line);

/// <summary>A small area lying in a commissioner's area, on the latest evidence.</summary>
public sealed record Coverage(OnsCode Area, OdsCode Commissioner, OnsCode? LocalAuthority, DateSpan Days, Source Source);
