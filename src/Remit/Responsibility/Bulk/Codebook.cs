using System.Text;

namespace Remit.Responsibility.Bulk;

/// <summary>Every value that the tables and rulebooks name, each under a small number. Nought is "none".</summary>
/// <remarks>Filled while tables are compiled; after that it is only read, by any number of threads. Memory: the bytes of the values and about 16 bytes each.</remarks>
public sealed class Codebook
{
    /// <summary>The code of what is not recorded.</summary>
    public const int None = 0;

    /// <summary>What <see cref="Find(ReadOnlySpan{byte})"/> says of a value that no table or rulebook names.</summary>
    public const int Unknown = -1;

    private const int MostNear = 1 << 14;

    // Short values, nearly all there are, stand in the slot itself. The first to come, those of rulebooks and small tables, are asked for by every record
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

        if (ShortText.KeyOf(bytes) is var key and not 0 && Count < ShortCodes.MostCodes)
            (near.Count < MostNear ? near : far).Add(key, Count);
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
        if (ShortText.KeyOf(value) is var key and not 0 && Find(key) is var known && (known != Unknown || Count <= ShortCodes.MostCodes))
            return known;

        for (var slot = FirstSlot(value); ; slot = (slot + 1) & (longs.Length - 1))
        {
            var code = longs[slot];
            if (code == None)
                return Unknown;
            if (Text(code).SequenceEqual(value))
                return code;
        }
    }

    /// <summary>The codes of many short values at once, <see cref="Unknown"/> where one is not among the short ones.</summary>
    /// <param name="areOfSmallTables">Whether most of them are likely to be values of small tables, and not of the largest.</param>
    /// <param name="strangers">Values that have no code here, and numbers of their own: their codes come after all others.</param>
    internal void Find(ReadOnlySpan<ulong> keys, bool areOfSmallTables, ShortCodes strangers, Span<int> codes)
    {
        var (first, last) = areOfSmallTables ? (near, far) : (far, near);
        if (!areOfSmallTables)
            far.ReadAhead(keys);
        for (var i = 0; i < keys.Length; i++)
        {
            var code = first.Find(keys[i]);
            if (code == Unknown)
                code = strangers.Find(keys[i]) is var stranger and not Unknown ? Count + stranger : last.Find(keys[i]);
            codes[i] = code;
        }
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
}
