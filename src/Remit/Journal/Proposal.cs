namespace Remit.Journal;

/// <summary>An event that somebody means to add to a stream, having read the stream up to the version before it.</summary>
public sealed record Proposal
{
    private const int Longest = 200;

    /// <param name="stream">What it is about: small letters and hyphens, then parts after a <c>/</c>, as <c>release/9f86…</c>.</param>
    /// <param name="version">The version that the event is to have in it: 1 for a stream that does not yet exist.</param>
    /// <exception cref="ArgumentException">No stream is named so, or no event has such a version.</exception>
    public Proposal(string stream, long version, Event @event)
    {
        if (!IsStream(stream))
            throw new ArgumentException($"'{stream}' is not the name of a stream.", nameof(stream));
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        (Stream, Version, Event) = (stream, version, @event);
    }

    public string Stream { get; }

    public long Version { get; }

    public Event Event { get; }

    private static bool IsStream(string stream) =>
        stream.Length is > 0 and <= Longest && char.IsAsciiLetterLower(stream[0])
        && stream.Split('/').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'));
}
