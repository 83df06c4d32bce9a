using System.Buffers;

namespace Remit.Register;

/// <summary>The six-character code of a GP practice (<c>A81001</c>), or one of the default codes that say there is none.</summary>
public readonly record struct PracticeCode : IParsable<PracticeCode>
{
    /// <summary>No registered practice, not applicable, not known (NHS Data Dictionary).</summary>
    public static readonly IReadOnlyList<string> Defaults = ["V81997", "V81998", "V81999"];

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private readonly string? text;

    private PracticeCode(string text) => this.text = text;

    /// <summary>Whether this stands for "no practice known" and is never looked up.</summary>
    public bool IsDefault => Defaults.Contains(ToString());

    public OdsCode Ods => OdsCode.Parse(ToString());

    public static bool TryParse(string? s, IFormatProvider? provider, out PracticeCode code)
    {
        var trimmed = s?.Trim().ToUpperInvariant() ?? "";
        var valid = trimmed.Length == 6 && char.IsAsciiLetter(trimmed[0]) && !trimmed.AsSpan().ContainsAnyExcept(LettersAndDigits);
        code = valid ? new PracticeCode(trimmed) : default;
        return valid;
    }

    public static bool TryParse(string? s, out PracticeCode code) => TryParse(s, null, out code);

    /// <exception cref="FormatException">The text is not a letter and five letters or digits.</exception>
    public static PracticeCode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException($"{Finding.Quoted(s)} is not a practice code: a letter and five letters or digits.");

    public override string ToString() => text ?? throw new InvalidOperationException("This PracticeCode was never given a value.");
}
