namespace Remit.Storage.Register;

/// <summary>What someone set right about a release after it was taken in. What is not set stays as it was.</summary>
/// <param name="Edition">The day whose state of affairs the file describes.</param>
/// <param name="Learned">When the organisation first had it.</param>
/// <param name="Corrected">When this was said.</param>
public sealed record Correction(DateOnly? Edition, DateTimeOffset? Learned, DateTimeOffset Corrected);
