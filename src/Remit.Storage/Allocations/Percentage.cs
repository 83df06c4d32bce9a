using System.Globalization;

namespace Remit.Storage.Allocations;

/// <summary>A rate in per cent as people and programs write one: <c>2.08</c>, <c>-0.6</c>, with a hyphen or a true minus, <c>+5</c>, <c>1e-05</c>, with or without <c>%</c>.</summary>
public static class Percentage
{
    // Far beyond any rate of growth or distance, and so near that no product of them overflows.
    private const decimal Most = 1_000_000;

    public static bool TryRead(string text, out decimal rate) =>
        decimal.TryParse(text.Trim().TrimEnd('%').TrimEnd().Replace('\u2212', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out rate)
        && Math.Abs(rate) <= Most;

    /// <summary>As it is written into files: four digits after the point at most, two at least.</summary>
    public static string Plain(decimal rate) => rate.ToString("0.00##", CultureInfo.InvariantCulture);
}
