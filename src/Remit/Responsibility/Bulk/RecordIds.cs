using System.Buffers.Binary;

namespace Remit.Responsibility.Bulk;

/// <summary>The record ids seen in a file, compared exactly, byte by byte.</summary>
/// <remarks>Memory: at most 24 bytes for each id, and the id's own bytes and one more (five more from 255 bytes on).</remarks>
public sealed class RecordIds
{
    private const int ShardBits = 6;
    private const int PageBits = 20;
    private const int OffsetBits = 40;
    private const int LongId = 255;

    // A table of many small ones: growing doubles only one of them, so that there is never a second copy of the whole.
    private readonly Shard[] shards = new Shard[1 << ShardBits];
    private readonly List<byte[]> pages = [];
    private int usedOfLast;

    // Written so that the reading is not left out as useless.
    private ulong lastReadAhead;

    private struct Shard
    {
        /// <summary>Nought, or 24 bits of the hash above the place of the id, plus one.</summary>
        public ulong[] Slots;
        public int Count;
    }

    public RecordIds() => Clear();

    /// <summary>Forgets every id.</summary>
    public void Clear()
    {
        for (var i = 0; i < shards.Length; i++)
            shards[i] = new Shard { Slots = new ulong[16] };
        pages.Clear();
        usedOfLast = 1 << PageBits;
    }

    /// <summary>Adds an id. False if it has been added before.</summary>
    public bool Add(ReadOnlySpan<byte> id) => Add(id, ByteHash.Of(id));

    /// <summary>What <see cref="Add(ReadOnlySpan{byte}, ulong)"/> asks for.</summary>
    public static ulong Hash(ReadOnlySpan<byte> id) => ByteHash.Of(id);

    /// <summary>Fetches what <see cref="Add(ReadOnlySpan{byte}, ulong)"/> will look at first. For many ids one after the other: each lies far away in memory, and they come many at a time.</summary>
    public void ReadAhead(ReadOnlySpan<ulong> hashes)
    {
        var sum = 0UL;
        foreach (var hash in hashes)
        {
            var slots = shards[(int)(hash >> (64 - ShardBits))].Slots;
            sum ^= slots[(int)Tag(hash) & (slots.Length - 1)];
        }

        lastReadAhead = sum;
    }

    /// <param name="hash">Its <see cref="Hash"/>.</param>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte})"/>
    public bool Add(ReadOnlySpan<byte> id, ulong hash)
    {
        ref var shard = ref shards[(int)(hash >> (64 - ShardBits))];
        var mask = shard.Slots.Length - 1;
        var tag = Tag(hash);
        var slot = (int)tag & mask;
        for (; shard.Slots[slot] != 0; slot = (slot + 1) & mask)
            if (shard.Slots[slot] >> OffsetBits == tag && At((long)(shard.Slots[slot] & ((1UL << OffsetBits) - 1)) - 1).SequenceEqual(id))
                return false;

        shard.Slots[slot] = (tag << OffsetBits) | (ulong)(Keep(id) + 1);
        if (++shard.Count * 4 > shard.Slots.Length * 3)
            Grow(ref shard);
        return true;
    }

    private static void Grow(ref Shard shard)
    {
        var before = shard.Slots;
        shard.Slots = new ulong[before.Length * 2];
        var mask = shard.Slots.Length - 1;
        foreach (var held in before)
        {
            if (held == 0)
                continue;

            // The tag says where to begin, so that growing reads no id.
            var slot = (int)(held >> OffsetBits) & mask;
            while (shard.Slots[slot] != 0)
                slot = (slot + 1) & mask;
            shard.Slots[slot] = held;
        }
    }

    private long Keep(ReadOnlySpan<byte> id)
    {
        var needed = id.Length + (id.Length < LongId ? 1 : 5);
        if (usedOfLast + needed > 1 << PageBits)
        {
            // An id as long as a page has one to itself.
            pages.Add(new byte[Math.Max(1 << PageBits, needed)]);
            usedOfLast = 0;
        }

        var place = ((long)(pages.Count - 1) << PageBits) + usedOfLast;
        var room = pages[^1].AsSpan(usedOfLast);
        room[0] = (byte)Math.Min(id.Length, LongId);
        if (id.Length >= LongId)
            BinaryPrimitives.WriteInt32LittleEndian(room[1..], id.Length);
        id.CopyTo(room[(needed - id.Length)..]);
        usedOfLast += needed;
        return place;
    }

    private ReadOnlySpan<byte> At(long place)
    {
        var page = pages[(int)(place >> PageBits)].AsSpan((int)(place & ((1 << PageBits) - 1)));
        return page[0] < LongId ? page.Slice(1, page[0]) : page.Slice(5, BinaryPrimitives.ReadInt32LittleEndian(page[1..]));
    }

    // The 24 bits below those that choose the shard.
    private static ulong Tag(ulong hash) => (hash >> 34) & 0xFFFFFF;
}
