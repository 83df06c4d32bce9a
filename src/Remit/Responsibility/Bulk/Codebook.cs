using System.Buffers.Binary;
using System.Text;

namespace Remit.Responsibility.Bulk;

/// <summary>Every value that the tables and rulebooks name, each under a small number. Nought is "none".</summary>
/// <remarks>Filled while tables are compiled; after that it is only read, by any number of threads. Memory: the bytes of the values and about 30 bytes each.</remarks>
public sealed class Codebook
{
    /// <summary>The code of what is not recorded.</summary>
    public const int None = 0;

    /// <summary>What <see cref="Find"/> says of a value that no table or rulebook names.</summary>
    public const int Unknown = -1;

    private const int ShortLength = 7;

    // Values of up to seven bytes, nearly all there are, stand in the slot itself: one read of memory finds them.
    private (ulong Key, int Code)[] shorts = new (ulong, int)[1 << 10];
    private readonly Dictionary<string, int> longs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> longsBySpan;
    private int shortCount;
    private byte[] text = new byte[1 << 12];
    private int[] ends = new int[1 << 8];

    public Codebook() => longsBySpan = longs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many codes there are, nought among them.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The code of a value, given one if it has none yet.</summary>
    public int Add(string value)
    {
        if (value.Length == 0)
            return None;

        Span<byte> few = stackalloc byte[128];
        var bytes = value.Length * 3 <= few.Length ? few[..Encoding.UTF8.GetBytes(value, few)] : Encoding.UTF8.GetBytes(value);
        var known = Find(bytes);
        if (known != Unknown)
            return known;

        if (bytes.Length <= ShortLength)
            AddShort(Packed(bytes), Count);
        else
            longs.Add(value, Count);

        while (ends[Count - 1] + bytes.Length > text.Length)
            Array.Resize(ref text, text.Length * 2);
        if (Count == ends.Length)
            Array.Resize(ref ends, ends.Length * 2);
        bytes.CopyTo(text.AsSpan(ends[Count - 1]));
        ends[Count] = ends[Count - 1] + bytes.Length;
        return Count++;
    }

    /// <summary>The code of a value that a rulebook names, which was added when the tables were compiled for it.</summary>
    /// <exception cref="InvalidOperationException">It was not: the rulebook is another.</exception>
    public int Of(string value) => Find(Encoding.UTF8.GetBytes(value)) is var code and not Unknown
        ? code
        : throw new InvalidOperationException($"The tables were not compiled for a rulebook that names {value}.");

    /// <summary>The code of a cleaned value in UTF-8, <see cref="None"/> where it is empty and <see cref="Unknown"/> where it has no code.</summary>
    public int Find(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return None;

        if (value.Length <= ShortLength)
        {
            var key = Packed(value);
            for (var slot = SlotOf(key); ; slot = (slot + 1) & (shorts.Length - 1))
            {
                ref readonly var held = ref shorts[slot];
                if (held.Key == key)
                    return held.Code;
                if (held.Key == 0)
                    return Unknown;
            }
        }

        Span<char> few = stackalloc char[64];
        ReadOnlySpan<char> chars = value.Length <= few.Length ? few[..Encoding.UTF8.GetChars(value, few)] : Encoding.UTF8.GetString(value);
        return longsBySpan.TryGetValue(chars, out var code) ? code : Unknown;
    }

    /// <summary>The value that a code stands for, in UTF-8; empty for none.</summary>
    public ReadOnlySpan<byte> Text(int code) => code == None ? [] : text.AsSpan(ends[code - 1], ends[code] - ends[code - 1]);

    private void AddShort(ulong key, int code)
    {
        if (++shortCount * 2 > shorts.Length)
        {
            var before = shorts;
            shorts = new (ulong, int)[before.Length * 2];
            foreach (var held in before)
                if (held.Key != 0)
                    Put(held.Key, held.Code);
        }

        Put(key, code);
    }

    private void Put(ulong key, int code)
    {
        var slot = SlotOf(key);
        while (shorts[slot].Key != 0)
            slot = (slot + 1) & (shorts.Length - 1);
        shorts[slot] = (key, code);
    }

    private int SlotOf(ulong key) => unchecked((int)((key * 0x9E3779B97F4A7C15UL) >> 32)) & (shorts.Length - 1);

    // The length stands in the last byte, so no two values share a key and none is nought.
    private static ulong Packed(ReadOnlySpan<byte> value)
    {
        var n = value.Length;
        var packed = n >= 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(value) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(value[(n - 4)..]) << ((n - 4) * 8))
            : value[0] | ((ulong)value[n / 2] << (n / 2 * 8)) | ((ulong)value[n - 1] << ((n - 1) * 8));
        return packed | ((ulong)n << 56);
    }
}
