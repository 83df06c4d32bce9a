using System.Buffers;

namespace Remit.Register;

/// <summary>The code the Organisation Data Service gives an organisation or one of its sites: three to eight letters and digits.</summary>
/// <remarks>Commissioners have three characters, or five in codes opened since 1 April 2021, practices six, hospital sites five. Compared in upper case.</remarks>
public readonly record struct OdsCode : IParsable<OdsCode>, IComparable<OdsCode>
{
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private readonly string? text;

    private OdsCode(string text) => this.text = text;

    public static bool TryParse(string? s, IFormatProvider? provider, out OdsCode code)
    {
        var trimmed = s?.Trim().ToUpperInvariant() ?? "";
        var valid = trimmed.Length is >= 3 and <= 8 && !trimmed.AsSpan().ContainsAnyExcept(LettersAndDigits);
        code = valid ? new OdsCode(trimmed) : default;
        return valid;
    }

    public static bool TryParse(string? s, out OdsCode code) => TryParse(s, null, out code);

    /// <exception cref="FormatException">The text is not three to eight letters and digits.</exception>
    public static OdsCode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException($"{Finding.Quoted(s)} is not an ODS code: three to eight letters and digits.");

    public int CompareTo(OdsCode other) => string.CompareOrdinal(text, other.text);

    public static bool operator <(OdsCode a, OdsCode b) => a.CompareTo(b) < 0;
    public static bool operator >(OdsCode a, OdsCode b) => a.CompareTo(b) > 0;
    public static bool operator <=(OdsCode a, OdsCode b) => a.CompareTo(b) <= 0;
    public static bool operator >=(OdsCode a, OdsCode b) => a.CompareTo(b) >= 0;

    public override string ToString() => text ?? throw new InvalidOperationException("This OdsCode was never given a value.");
}
