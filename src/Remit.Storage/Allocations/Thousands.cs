using System.Globalization;
using System.Text.RegularExpressions;

namespace Remit.Storage.Allocations;

/// <summary>Thousands of pounds as people and programs write them: <c>214082</c>, <c>214,082.5</c>, <c>£214,082</c>, <c>2.5e5</c>. Separators stand between threes, so that a decimal comma is not taken for one.</summary>
public static partial class Thousands
{
    /// <summary>A hundred times the budget of the whole NHS: what is more is pounds, or a slip.</summary>
    public const decimal Most = 20_000_000_000;

    public static bool TryRead(string text, out decimal thousands)
    {
        var digits = text.Trim().TrimStart('£');
        if (Grouped().IsMatch(digits))
            digits = digits.Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out thousands);
    }

    [GeneratedRegex(@"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")]
    private static partial Regex Grouped();
}
