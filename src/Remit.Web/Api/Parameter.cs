using System.Globalization;
using Remit.Time;

namespace Remit.Web.Api;

/// <summary>Something that an address of the API says: in its path, or after the question mark. What is read, what is refused and what the description tells all come from here.</summary>
/// <param name="Wanted">What may be given, as a refusal says it.</param>
/// <param name="Accepts">Whether a text, trimmed and not empty, may be given.</param>
internal sealed record Parameter(string Name, string Says, string Wanted, Func<string, bool> Accepts)
{
    private const int LongestText = 100;

    public bool IsInPath { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>How the description types it: a whole number, a day or text.</summary>
    public ParameterShape Shape { get; init; }

    /// <summary>The day asked about; today in England where it is left out.</summary>
    public static readonly Parameter On = new("on", "The day asked about; today in England where it is left out.", "a day as YYYY-MM-DD", t => IsoDate.TryParse(t, out _)) { Shape = ParameterShape.Day };

    public const int UsualLimit = 100;
    public const int MostLimit = 10_000;

    public static readonly Parameter Limit = Number("limit", MostLimit, $"How many rows a page has: {UsualLimit} where it is left out.");

    public static readonly Parameter Page = Number("page", 1_000_000, "Which page: the first where it is left out. The Link header leads to the next.");

    public static Parameter Text(string name, string says) => new(name, says, $"at most {LongestText} characters", t => t.Length <= LongestText);

    public static Parameter Code(string name, string says) => Text(name, says) with { IsInPath = true, IsRequired = true };

    private static Parameter Number(string name, int most, string says) =>
        new(name, says, string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {most}"), t => TryNumber(t, out var n) && n >= 1 && n <= most) { Shape = ParameterShape.Number };

    public static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

internal enum ParameterShape
{
    Text,
    Number,
    Day,
}
