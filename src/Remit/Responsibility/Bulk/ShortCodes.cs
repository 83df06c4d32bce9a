using System.Runtime.CompilerServices;

namespace Remit.Responsibility.Bulk;

/// <summary>Short values and their codes, both in one number each: one read of memory finds most.</summary>
internal sealed class ShortCodes
{
    private const int CodeBits = 64 - ShortText.KeyBits;

    /// <summary>How many codes have room beside a key. There are 1.7 million postcodes in use.</summary>
    public const int MostCodes = 1 << CodeBits;

    private readonly int most;

    // Nought, or the key above its code.
    private ulong[] slots;

    // Written so that the reading is not left out as useless; any thread may.
    private ulong lastReadAhead;

    /// <param name="most">How full it may get: for two, a half; for eight, seven eighths.</param>
    public ShortCodes(int most) => (this.most, slots) = (most, new ulong[1 << 10]);

    public ShortCodes(Stream from) => slots = Numbers.Read<ulong>(from);

    public int Count { get; private set; }

    public void Write(Stream to) => Numbers.Write<ulong>(to, slots);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        var held = slots;
        for (var slot = FirstSlot(key, held.Length); ; slot++)
        {
            var at = held[slot & (held.Length - 1)];
            if (at >> CodeBits == key)
                return (int)(at & (MostCodes - 1));
            if (at == 0)
                return Codebook.Unknown;
        }
    }

    // Each slot is far away in memory. Fetched one after the other, with nothing to decide in between, they come many at a time.
    public void ReadAhead(ReadOnlySpan<ulong> keys)
    {
        var held = slots;
        var sum = 0UL;
        foreach (var key in keys)
            sum ^= held[FirstSlot(key, held.Length)];
        lastReadAhead = sum;
    }

    public void Add(ulong key, int code)
    {
        if (++Count * (long)most > slots.Length * (most - 1L))
        {
            var before = slots;
            slots = new ulong[before.Length * 2];
            foreach (var held in before)
                if (held != 0)
                    Put(held);
        }

        Put((key << CodeBits) | (uint)code);
    }

    private void Put(ulong held)
    {
        var slot = FirstSlot(held >> CodeBits, slots.Length);
        while (slots[slot] != 0)
            slot = (slot + 1) & (slots.Length - 1);
        slots[slot] = held;
    }

    private static int FirstSlot(ulong key, int count) => unchecked((int)((key * 0x9E3779B97F4A7C15UL) >> 32)) & (count - 1);
}
