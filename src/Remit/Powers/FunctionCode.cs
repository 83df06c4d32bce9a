namespace Remit.Powers;

/// <summary>The code of a commissioning function, as <c>primary-medical</c>, or of a part of one, as <c>primary-medical/performers-list</c>.</summary>
/// <remarks>Parts are codes and not words, so that what holds for the whole holds for its parts until something is said of them.</remarks>
public readonly record struct FunctionCode : IParsable<FunctionCode>, IComparable<FunctionCode>
{
    private readonly string? text;

    private FunctionCode(string text) => this.text = text;

    /// <summary>Specialised services in scope of delegation: the boxes of the method that need a delegation ask who decides on these.</summary>
    public static FunctionCode DelegatedSpecialised { get; } = new("specialised/delegated-services");

    /// <summary>How many parts within parts it is: nought for a whole function.</summary>
    public int Depth => ToString().AsSpan().Count('/');

    /// <summary>What it is a part of; none for a whole function.</summary>
    public FunctionCode? Whole => ToString().LastIndexOf('/') is > 0 and var at ? new(ToString()[..at]) : null;

    /// <summary>Whether another is this function or a part of it.</summary>
    public bool Covers(FunctionCode other) => other.ToString() is var theirs && theirs.StartsWith(ToString(), StringComparison.Ordinal) && (theirs.Length == text!.Length || theirs[text.Length] == '/');

    public static bool TryParse(string? s, IFormatProvider? provider, out FunctionCode code)
    {
        var trimmed = s?.Trim().ToLowerInvariant() ?? "";
        var valid = trimmed.Length is > 0 and <= 100
            && trimmed.Split('/').All(part => part.Length > 0 && part[0] != '-' && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        code = valid ? new(trimmed) : default;
        return valid;
    }

    public static bool TryParse(string? s, out FunctionCode code) => TryParse(s, null, out code);

    /// <exception cref="FormatException">It is not words of letters, digits and hyphens with <c>/</c> between them.</exception>
    public static FunctionCode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException($"{Finding.Quoted(s)} is not the code of a function: small letters, digits and hyphens, and a / before a part, as primary-medical/performers-list.");

    public int CompareTo(FunctionCode other) => string.CompareOrdinal(text, other.text);

    public static bool operator <(FunctionCode a, FunctionCode b) => a.CompareTo(b) < 0;
    public static bool operator >(FunctionCode a, FunctionCode b) => a.CompareTo(b) > 0;
    public static bool operator <=(FunctionCode a, FunctionCode b) => a.CompareTo(b) <= 0;
    public static bool operator >=(FunctionCode a, FunctionCode b) => a.CompareTo(b) >= 0;

    public override string ToString() => text ?? throw new InvalidOperationException("This FunctionCode was never given a value.");
}
