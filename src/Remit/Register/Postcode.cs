namespace Remit.Register;

/// <summary>A United Kingdom postcode, or one of the NHS pseudo-postcodes that begin <c>ZZ99</c>. Compared without spaces, in upper case.</summary>
public readonly record struct Postcode : IParsable<Postcode>, IComparable<Postcode>
{
    private readonly string? text;

    private Postcode(string text) => this.text = text;

    public static bool TryParse(string? s, IFormatProvider? provider, out Postcode postcode)
    {
        var key = Key(s);
        var valid = key.Length is >= 5 and <= 7 && key.All(char.IsAsciiLetterOrDigit)
            && char.IsAsciiLetter(key[0]) && char.IsAsciiDigit(key[^3]) && char.IsAsciiLetter(key[^2]) && char.IsAsciiLetter(key[^1]);
        postcode = valid ? new Postcode(key) : default;
        return valid;
    }

    public static bool TryParse(string? s, out Postcode postcode) => TryParse(s, null, out postcode);

    /// <exception cref="FormatException">The text does not have a postcode's shape.</exception>
    public static Postcode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var postcode) ? postcode : throw new FormatException($"{Finding.Quoted(s)} is not a postcode, such as 'LS1 4AP'.");

    /// <summary>What postcodes are compared by: every white-space character removed, upper case. Any text has one, whether a postcode or not.</summary>
    public static string Key(string? s)
    {
        if (string.IsNullOrEmpty(s))
            return "";

        foreach (var c in s)
            if (char.IsWhiteSpace(c) || char.IsLower(c))
                return string.Concat(s.Where(x => !char.IsWhiteSpace(x))).ToUpperInvariant();

        return s;
    }

    public int CompareTo(Postcode other) => string.CompareOrdinal(text, other.text);

    public static bool operator <(Postcode a, Postcode b) => a.CompareTo(b) < 0;
    public static bool operator >(Postcode a, Postcode b) => a.CompareTo(b) > 0;
    public static bool operator <=(Postcode a, Postcode b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Postcode a, Postcode b) => a.CompareTo(b) >= 0;

    /// <summary>With one space before the last three characters, as people write it.</summary>
    public override string ToString() => text is { } t
        ? $"{t[..^3]} {t[^3..]}"
        : throw new InvalidOperationException("This Postcode was never given a value.");
}
