namespace Remit.Register;

/// <summary>A nine-character code of the Office for National Statistics, such as <c>E38000042</c> (a CCG) or <c>E01011949</c> (a small area).</summary>
/// <remarks>The first three characters say what kind of area it is; the first says which country.</remarks>
public readonly record struct OnsCode : IParsable<OnsCode>, IComparable<OnsCode>
{
    private readonly string? text;

    private OnsCode(string text) => this.text = text;

    public static bool TryParse(string? s, IFormatProvider? provider, out OnsCode code)
    {
        var trimmed = s?.Trim().ToUpperInvariant() ?? "";
        var valid = trimmed.Length == 9 && char.IsAsciiLetterUpper(trimmed[0]) && !trimmed.AsSpan(1).ContainsAnyExceptInRange('0', '9');
        code = valid ? new OnsCode(trimmed) : default;
        return valid;
    }

    public static bool TryParse(string? s, out OnsCode code) => TryParse(s, null, out code);

    /// <exception cref="FormatException">The text is not a letter and eight digits.</exception>
    public static OnsCode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException($"{Finding.Quoted(s)} is not an ONS code: a letter and eight digits.");

    /// <summary>The three characters that say what kind of area this is: <c>E38</c> for a CCG or sub-ICB location, <c>E01</c> for a small area.</summary>
    public string Entity => ToString()[..3];

    public int CompareTo(OnsCode other) => string.CompareOrdinal(text, other.text);

    public static bool operator <(OnsCode a, OnsCode b) => a.CompareTo(b) < 0;
    public static bool operator >(OnsCode a, OnsCode b) => a.CompareTo(b) > 0;
    public static bool operator <=(OnsCode a, OnsCode b) => a.CompareTo(b) <= 0;
    public static bool operator >=(OnsCode a, OnsCode b) => a.CompareTo(b) >= 0;

    public override string ToString() => text ?? throw new InvalidOperationException("This OnsCode was never given a value.");
}
