using System.Globalization;

namespace Remit.Money;

/// <summary>A sum of money in whole pounds sterling; may be negative.</summary>
/// <remarks>Allocations are told in whole pounds or in thousands of them. A rate, such as so much a head, is no sum and stays a <see cref="decimal"/>.</remarks>
public readonly record struct Pounds(long Value) : IComparable<Pounds>
{
    /// <summary>The nearest whole pound; a half goes away from nought.</summary>
    /// <exception cref="OverflowException">It is more than nine million million million pounds.</exception>
    public static Pounds Nearest(decimal pounds) => new((long)Math.Round(pounds, MidpointRounding.AwayFromZero));

    /// <summary>To the nearest thousand pounds, as published tables print <c>£k</c>; a half goes away from nought.</summary>
    public long InThousands => (long)Math.Round(Value / 1000m, MidpointRounding.AwayFromZero);

    /// <summary>Pounds to each of so many people; none where there are none.</summary>
    public decimal? PerHead(decimal people) => people == 0 ? null : Value / people;

    public static Pounds operator +(Pounds a, Pounds b) => new(a.Value + b.Value);
    public static Pounds operator -(Pounds a, Pounds b) => new(a.Value - b.Value);
    public static Pounds operator -(Pounds a) => new(-a.Value);
    public static bool operator <(Pounds a, Pounds b) => a.Value < b.Value;
    public static bool operator >(Pounds a, Pounds b) => a.Value > b.Value;
    public static bool operator <=(Pounds a, Pounds b) => a.Value <= b.Value;
    public static bool operator >=(Pounds a, Pounds b) => a.Value >= b.Value;

    public static Pounds Add(Pounds left, Pounds right) => left + right;
    public static Pounds Subtract(Pounds left, Pounds right) => left - right;
    public static Pounds Negate(Pounds item) => -item;

    public int CompareTo(Pounds other) => Value.CompareTo(other.Value);

    /// <summary>"£74,185,184,232", or "-£5".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Value < 0 ? "-" : "")}£{Math.Abs((decimal)Value):N0}");
}
