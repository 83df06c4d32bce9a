namespace Remit.Register;

/// <summary>An official file was checked and taken into the workspace.</summary>
/// <param name="EditionFrom">How the edition is known: <c>file</c>, <c>name</c>, <c>given</c> or <c>learned</c>.</param>
/// <param name="File">Its name as received.</param>
/// <param name="Rows">Rows read, those left out among them.</param>
/// <param name="Learned">When the organisation first had it.</param>
/// <param name="Imported">When it was taken in, which is before the act where that was recorded afterwards.</param>
public sealed record ReleaseTakenIn(
    string Sha256, string Kind, string Series, string Title, DateOnly Edition, string EditionFrom, string File, long Bytes, long Rows, long LeftOut,
    DateTimeOffset Learned, DateTimeOffset Imported) : Event;

/// <summary>The edition of a release, or the day it was learned, was set right. What is not said stays as it was.</summary>
public sealed record ReleaseCorrected(DateOnly? Edition, DateTimeOffset? Learned, DateTimeOffset Corrected) : Event;
