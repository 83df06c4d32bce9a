namespace Remit.Money;

/// <summary>Sharing a sum out by weight, so that the parts add up to it exactly.</summary>
/// <remarks>
/// By largest remainder: each gets the whole pounds due to it, and the pounds left over go one each to the largest remainders. Equal remainders are settled by code, so
/// that the order of the list settles nothing. Weights are whole numbers of a small unit that the caller chooses (a millionth of a head), since nothing else adds up exactly.
/// </remarks>
public static class Apportionment
{
    /// <summary>Shares a sum out.</summary>
    /// <param name="weights">How much of the sum each is due, none below nought and not all nought.</param>
    /// <param name="codes">Who each is, in the same order; a code may be there once only.</param>
    /// <returns>The parts, in the same order: none a pound or more from its due, and a larger weight never the smaller part. Of a negative sum they are the parts of its size, negative.</returns>
    /// <exception cref="ArgumentException">A weight is negative, all are nought, there are not as many codes as weights, or two that a pound turns on have one code.</exception>
    public static Pounds[] Apportion<TCode>(this Pounds sum, ReadOnlySpan<long> weights, ReadOnlySpan<TCode> codes)
        where TCode : IComparable<TCode>
    {
        var parts = new long[weights.Length];
        Apportion(sum.Value, weights, codes, parts);
        var pounds = new Pounds[parts.Length];
        for (var at = 0; at < parts.Length; at++)
            pounds[at] = new(parts[at]);
        return pounds;
    }

    /// <summary>Shares out whole pounds into a column, as <see cref="Apportion{TCode}(Pounds, ReadOnlySpan{long}, ReadOnlySpan{TCode})"/> does, for those who keep money in columns.</summary>
    /// <param name="parts">Is filled; as long as the weights.</param>
    /// <inheritdoc cref="Apportion{TCode}(Pounds, ReadOnlySpan{long}, ReadOnlySpan{TCode})"/>
    public static void Apportion<TCode>(long sum, ReadOnlySpan<long> weights, ReadOnlySpan<TCode> codes, Span<long> parts)
        where TCode : IComparable<TCode>
    {
        if (codes.Length != weights.Length || parts.Length != weights.Length)
            throw new ArgumentException($"There are {weights.Length} weights, {codes.Length} codes and room for {parts.Length} parts.", nameof(codes));
        UInt128 total = 0;
        foreach (var weight in weights)
            total += weight >= 0 ? (UInt128)weight : throw new ArgumentException($"A weight is negative: {weight}.", nameof(weights));
        if (total == 0)
            throw new ArgumentException("There is nothing to share by: no weight is above nought.", nameof(weights));

        var size = (UInt128)Int128.Abs(sum);
        var remainders = new UInt128[weights.Length];
        var left = size;
        for (var at = 0; at < weights.Length; at++)
        {
            var (whole, remainder) = UInt128.DivRem(size * (UInt128)weights[at], total);
            parts[at] = (long)whole;
            remainders[at] = remainder;
            left -= whole;
        }

        if (left > 0)
            GiveOut((int)left, remainders, codes.ToArray(), parts);
        if (sum >= 0)
            return;
        foreach (ref var part in parts)
            part = -part;
    }

    private static void GiveOut<TCode>(int left, UInt128[] remainders, TCode[] codes, Span<long> parts)
        where TCode : IComparable<TCode>
    {
        var line = new int[codes.Length];
        for (var at = 0; at < line.Length; at++)
            line[at] = at;
        int Before(int a, int b) => remainders[b].CompareTo(remainders[a]) is var larger && larger != 0 ? larger : codes[a].CompareTo(codes[b]);
        Array.Sort(line, Before);
        if (left < line.Length && Before(line[left - 1], line[left]) == 0)
            throw new ArgumentException($"Two of the shares have the code {codes[line[left]]}: which of them gets the odd pound would depend on their order.", nameof(codes));
        foreach (var at in line.AsSpan(0, left))
            parts[at]++;
    }
}
