using System.Globalization;
using System.Numerics;

namespace Remit;

/// <summary>A number exactly as it was printed: so many of its own smallest unit, which <c>12.50</c> says is a hundredth. It is never rounded.</summary>
/// <param name="Units">How many of the smallest unit; may be negative.</param>
/// <param name="Places">Digits after the decimal point.</param>
public readonly record struct Figure(BigInteger Units, int Places)
{
    private const int MostDigits = 60;

    /// <summary>Reads digits with an optional sign and decimal point, and nothing else: no separators of thousands, no exponent, no currency.</summary>
    public static bool TryParse(string text, out Figure figure)
    {
        figure = default;
        var digits = text.AsSpan().TrimStart('-');
        if (text.Length - digits.Length > 1 || digits.Length is 0 or > MostDigits)
            return false;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var rest = point < 0 ? default : digits[(point + 1)..];
        if (whole.Length == 0 || point >= 0 && rest.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || rest.ContainsAnyExceptInRange('0', '9'))
            return false;
        var units = BigInteger.Parse($"{whole}{rest}", NumberStyles.None, CultureInfo.InvariantCulture);
        figure = new(text[0] == '-' ? -units : units, rest.Length);
        return true;
    }

    /// <summary>The sum, in the smaller of the two units.</summary>
    public static Figure operator +(Figure a, Figure b) => Add(a, b);

    /// <inheritdoc cref="op_Addition"/>
    public static Figure Add(Figure left, Figure right)
    {
        var places = Math.Max(left.Places, right.Places);
        return new(left.In(places) + right.In(places), places);
    }

    /// <summary>Shares it out by weight in its own smallest unit: each gets the whole units due to it, and those left over go to the largest remainders, the earlier of equals first.</summary>
    /// <returns>Parts that add up to it exactly, none more than a unit from its due.</returns>
    /// <exception cref="ArgumentException">A weight is negative, or all are nought.</exception>
    public Figure[] Apportion(IReadOnlyList<long> weights)
    {
        var sum = weights.Aggregate(BigInteger.Zero, (total, weight) => weight < 0 ? throw new ArgumentException("A weight is negative.", nameof(weights)) : total + weight);
        if (sum.IsZero)
            throw new ArgumentException("There is nothing to share by: no weight is above nought.", nameof(weights));

        var (size, sign, places) = (BigInteger.Abs(Units), Units.Sign, Places);
        var due = weights.Select(weight => BigInteger.DivRem(size * weight, sum)).ToArray();
        var parts = due.Select(d => d.Quotient).ToArray();
        var left = (int)(size - parts.Aggregate(BigInteger.Zero, (total, part) => total + part));
        foreach (var (at, _) in due.Index().OrderByDescending(d => d.Item.Remainder).ThenBy(d => d.Index).Take(left))
            parts[at]++;
        return [.. parts.Select(part => new Figure(part * sign, places))];
    }

    /// <summary>Whether it is more than a whole number.</summary>
    public bool IsAbove(int whole) => Units > whole * BigInteger.Pow(10, Places);

    /// <summary>Whether it is less than a whole number.</summary>
    public bool IsBelow(int whole) => Units < whole * BigInteger.Pow(10, Places);

    /// <summary>As it is printed: with all its places, a point before them.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Units).ToString(CultureInfo.InvariantCulture).PadLeft(Places + 1, '0');
        var sign = Units.Sign < 0 ? "-" : "";
        return Places == 0 ? $"{sign}{digits}" : $"{sign}{digits[..^Places]}.{digits[^Places..]}";
    }

    private BigInteger In(int places) => Units * BigInteger.Pow(10, places - Places);
}
