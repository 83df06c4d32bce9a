namespace Remit;

/// <summary>Who did something, in what capacity, why and when. Every change begins with one.</summary>
/// <remarks>It names the person who acts and nobody else: no patient, and no more of the person than a name or an identifier.</remarks>
public sealed record Act
{
    /// <summary>The most characters that each of the three texts may have.</summary>
    public const int Longest = 500;

    /// <param name="by">The name or identifier of the person or program that acts.</param>
    /// <param name="capacity">In what capacity, such as <c>governance officer of 99A</c>.</param>
    /// <param name="reason">Why, in a line.</param>
    /// <param name="at">When. Kept in UTC, to the microsecond, which every database holds.</param>
    /// <exception cref="ArgumentException">One of the texts is not a line of text: see <see cref="IsLine"/>.</exception>
    public Act(string by, string capacity, string reason, DateTimeOffset at)
    {
        (By, Capacity, Reason) = (Line(by, nameof(by)), Line(capacity, nameof(capacity)), Line(reason, nameof(reason)));
        At = at.ToUniversalTime().AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    public string By { get; }

    public string Capacity { get; }

    public string Reason { get; }

    public DateTimeOffset At { get; }

    /// <summary>Whether a text can be kept and shown as it is: one line, not blank, no white space around it, no control characters nor any that turn the direction of writing, at most <see cref="Longest"/> long.</summary>
    public static bool IsLine(string text) =>
        text.Length is > 0 and <= Longest && text.Trim().Length == text.Length && !text.Any(IsUnseen) && WellFormed(text);

    // Besides controls: separators of lines and paragraphs, and what makes a text read otherwise than it is written.
    internal static bool IsUnseen(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(char.IsSurrogatePair(text, i++)))
                return false;
        return true;
    }

    private static string Line(string text, string name) =>
        IsLine(text) ? text : throw new ArgumentException($"Wanted a line of at most {Longest} characters.", name);
}
