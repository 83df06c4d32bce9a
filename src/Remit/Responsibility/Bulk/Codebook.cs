using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Remit.Responsibility.Bulk;

/// <summary>Every value that the tables and rulebooks name, each under a small number. Nought is "none".</summary>
/// <remarks>Filled while tables are compiled; after that it is only read, by any number of threads. Memory: the bytes of the values and about 25 bytes each.</remarks>
public sealed class Codebook
{
    /// <summary>The code of what is not recorded.</summary>
    public const int None = 0;

    /// <summary>What <see cref="Find(ReadOnlySpan{byte})"/> says of a value that no table or rulebook names.</summary>
    public const int Unknown = -1;

    private const int ShortLength = 7;
    private const int MostNear = 1 << 14;

    // Values of up to seven bytes, nearly all there are, stand in the slot itself. The first to come, those of rulebooks and small tables, are asked for by every record
    // and stay in a core's cache; the postcodes of a country do not, and would push them out.
    private readonly ShortCodes near;
    private readonly ShortCodes far;
    private int[] longs;
    private int longCount;
    private byte[] text;
    private int[] ends;

    public Codebook() => (near, far, longs, text, ends) = (new(most: 2), new(most: 8), new int[1 << 10], new byte[1 << 12], new int[1 << 8]);

    private Codebook(Stream from)
    {
        (near, far, longs, text, ends) = (new(from), new(from), Numbers.Read<int>(from), Numbers.Read<byte>(from), Numbers.Read<int>(from));
        Count = ends.Length;
    }

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

        while (ends[Count - 1] + bytes.Length > text.Length)
            Array.Resize(ref text, text.Length * 2);
        if (Count == ends.Length)
            Array.Resize(ref ends, ends.Length * 2);
        bytes.CopyTo(text.AsSpan(ends[Count - 1]));
        ends[Count] = ends[Count - 1] + bytes.Length;

        if (bytes.Length <= ShortLength)
            (near.Count < MostNear ? near : far).Add(Packed(bytes), Count);
        else
            AddLong(Count);
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
            return Find(Packed(value));

        for (var slot = FirstSlot(value); ; slot = (slot + 1) & (longs.Length - 1))
        {
            var code = longs[slot];
            if (code == None)
                return Unknown;
            if (Text(code).SequenceEqual(value))
                return code;
        }
    }

    /// <summary>A value of at most seven bytes, and not of none, as one number; nought for any other.</summary>
    internal static ulong ShortKey(ReadOnlySpan<byte> value) => value.Length is > 0 and <= ShortLength ? Packed(value) : 0;

    /// <summary>Writes the value that a number stands for.</summary>
    /// <returns>Its length.</returns>
    internal static int Unpack(ulong key, Span<byte> value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(value, key);
        return (int)(key >> 56);
    }

    /// <summary>The codes of many short values at once, <see cref="Unknown"/> where one has none.</summary>
    /// <param name="open">Room for as many numbers.</param>
    internal void Find(ReadOnlySpan<ulong> keys, Span<int> codes, Span<int> open)
    {
        var openCount = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            codes[i] = near.Find(keys[i]);
            open[openCount] = i;
            if (codes[i] == Unknown)
                openCount++;
        }

        open = open[..openCount];
        far.ReadAhead(keys, open);
        foreach (var i in open)
            codes[i] = far.Find(keys[i]);
    }

    /// <summary>The value that a code stands for, in UTF-8; empty for none.</summary>
    public ReadOnlySpan<byte> Text(int code) => code == None ? [] : text.AsSpan(ends[code - 1], ends[code] - ends[code - 1]);

    /// <summary>Writes the whole of it, for <see cref="Read"/>.</summary>
    internal void Write(Stream to)
    {
        near.Write(to);
        far.Write(to);
        Numbers.Write<int>(to, longs);
        Numbers.Write<byte>(to, text.AsSpan(0, ends[Count - 1]));
        Numbers.Write<int>(to, ends.AsSpan(0, Count));
    }

    /// <summary>What was written. It is not to be added to.</summary>
    internal static Codebook Read(Stream from) => new(from);

    private int Find(ulong key)
    {
        var code = near.Find(key);
        return code == Unknown ? far.Find(key) : code;
    }

    private int FirstSlot(ReadOnlySpan<byte> value) => unchecked((int)ByteHash.Of(value)) & (longs.Length - 1);

    private void AddLong(int code)
    {
        if (++longCount * 2 > longs.Length)
        {
            var before = longs;
            longs = new int[before.Length * 2];
            foreach (var held in before)
                if (held != None)
                    PutLong(held);
        }

        PutLong(code);
    }

    private void PutLong(int code)
    {
        var slot = FirstSlot(text.AsSpan(ends[code - 1], ends[code] - ends[code - 1]));
        while (longs[slot] != None)
            slot = (slot + 1) & (longs.Length - 1);
        longs[slot] = code;
    }

    // The length stands in the last byte, so no two values share a key and none is nought.
    private static ulong Packed(ReadOnlySpan<byte> value)
    {
        var n = value.Length;
        var packed = n >= 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(value) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(value[(n - 4)..]) << ((n - 4) * 8))
            : value[0] | ((ulong)value[n / 2] << (n / 2 * 8)) | ((ulong)value[n - 1] << ((n - 1) * 8));
        return packed | ((ulong)n << 56);
    }

    /// <summary>Values of up to seven bytes as one number each, and their codes: one read of memory finds most.</summary>
    private sealed class ShortCodes
    {
        private readonly int most;
        private Slot[] slots;

        // Written so that the reading is not left out as useless; any thread may.
        private int lastReadAhead;

        /// <param name="most">How full it may get: for two, a half; for eight, seven eighths.</param>
        public ShortCodes(int most) => (this.most, slots) = (most, new Slot[1 << 10]);

        public ShortCodes(Stream from) => slots = Numbers.Read<Slot>(from);

        public int Count { get; private set; }

        public void Write(Stream to) => Numbers.Write<Slot>(to, slots);

        public int Find(ulong key)
        {
            var held = slots;
            for (var slot = FirstSlot(key, held.Length); ; slot++)
            {
                ref readonly var at = ref held[slot & (held.Length - 1)];
                if (at.Key == key)
                    return at.Code;
                if (at.Key == 0)
                    return Unknown;
            }
        }

        // Each slot is far away in memory. Fetched one after the other, with nothing to decide in between, they come many at a time.
        public void ReadAhead(ReadOnlySpan<ulong> keys, ReadOnlySpan<int> which)
        {
            var held = slots;
            var sum = 0;
            foreach (var i in which)
                sum ^= held[FirstSlot(keys[i], held.Length)].Code;
            lastReadAhead = sum;
        }

        public void Add(ulong key, int code)
        {
            if (++Count * (long)most > slots.Length * (most - 1L))
            {
                var before = slots;
                slots = new Slot[before.Length * 2];
                foreach (var held in before)
                    if (held.Key != 0)
                        Put(held);
            }

            Put(new Slot { Key = key, Code = code });
        }

        private void Put(Slot held)
        {
            var slot = FirstSlot(held.Key, slots.Length);
            while (slots[slot].Key != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = held;
        }

        private static int FirstSlot(ulong key, int count) => unchecked((int)((key * 0x9E3779B97F4A7C15UL) >> 32)) & (count - 1);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Slot
    {
        public ulong Key;
        public int Code;
    }
}
