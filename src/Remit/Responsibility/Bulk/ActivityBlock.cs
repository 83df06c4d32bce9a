using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Remit.Responsibility.Bulk;

/// <summary>What has been seen of a record before it is decided.</summary>
public enum RowMark : byte
{
    /// <summary>It has all its cells, and its id occurs for the first time.</summary>
    Sound,

    /// <summary>Its id has occurred before in the file.</summary>
    IdRepeated,

    /// <summary>It has too many or too few cells; only its id is held.</summary>
    WrongLength,
}

/// <summary>Which of a block's slots holds which item of a record. Slot nought is the record id as found.</summary>
public sealed class BlockColumns
{
    private readonly int[] slots = new int[Item.All.Count];

    /// <param name="items">The items held, each with its slot.</param>
    /// <param name="slotCount">How many slots there are, those of carried columns among them.</param>
    /// <param name="cellCount">How many cells a record of the file must have.</param>
    /// <param name="carried">The slots of columns that are carried through untouched, in order.</param>
    public BlockColumns(IEnumerable<(Item Item, int Slot)> items, int slotCount, int cellCount, IReadOnlyList<int> carried)
    {
        Array.Fill(slots, -1);
        foreach (var (item, slot) in items)
            slots[item.Position] = slot;
        (SlotCount, CellCount, Carried) = (slotCount, cellCount, carried);
    }

    public int SlotCount { get; }

    public IReadOnlyList<int> Carried { get; }

    /// <summary>How many cells a record of the file must have.</summary>
    public int CellCount { get; }

    /// <summary>An item's slot, or -1 where the file has no such column.</summary>
    public int this[Item item] => slots[item.Position];
}

/// <summary>Some thousand records of one file, their cells as found, side by side in one array of bytes. Reused from block to block.</summary>
public sealed class ActivityBlock
{
    /// <summary>The most records a block holds: few enough that the columns stay in a core's own cache.</summary>
    public const int Capacity = 2048;

    private const int MostBytes = 1 << 21;

    private byte[] bytes = new byte[1 << 16];

    // After each cell stands one byte that is not of it. Each number is where the next cell begins.
    private int[] ends = [0];
    private int cells;

    /// <summary>How many records it holds.</summary>
    public int Count { get; private set; }

    public BlockColumns Columns { get; private set; } = new([], 1, 1, []);

    /// <summary>The line of the file on which each record begins.</summary>
    public long[] Lines { get; } = new long[Capacity];

    public RowMark[] Marks { get; } = new RowMark[Capacity];

    /// <summary>How many cells a record of the wrong length has.</summary>
    public int[] CellCounts { get; } = new int[Capacity];

    /// <summary>Whether another block must be begun: records may be long.</summary>
    public bool IsFull => Count == Capacity || ends[cells] > MostBytes;

    /// <summary>Empties the block for records of these columns.</summary>
    public void Clear(BlockColumns columns)
    {
        Columns = columns;
        (Count, cells) = (0, 0);
        if (ends.Length < Capacity * columns.SlotCount + 1)
            ends = new int[Capacity * columns.SlotCount + 1];
    }

    /// <summary>Adds the next slot's cell to the record being added.</summary>
    public void Add(ReadOnlySpan<byte> cell)
    {
        var start = ends[cells];
        MakeRoom(start + cell.Length + 1);
        cell.CopyTo(bytes.AsSpan(start));
        ends[++cells] = start + cell.Length + 1;
    }

    /// <summary>Adds all cells of a record at once: as many as there are slots, in their order, with commas between and nothing quoted.</summary>
    public void AddPlain(ReadOnlySpan<byte> record)
    {
        var start = ends[cells];
        MakeRoom(start + record.Length + 1);
        record.CopyTo(bytes.AsSpan(start));

        var (next, at) = (cells, 0);
        for (; at <= record.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var commas = Vector256.Equals(Vector256.Create(record[at..]), Vector256.Create((byte)',')).ExtractMostSignificantBits();
            for (; commas != 0; commas &= commas - 1)
                ends[++next] = start + at + BitOperations.TrailingZeroCount(commas) + 1;
        }

        for (; at < record.Length; at++)
            if (record[at] == ',')
                ends[++next] = start + at + 1;
        ends[++next] = start + record.Length + 1;
        cells = next;
    }

    /// <summary>Ends the record being added. Slots that were not given are empty.</summary>
    public void EndRow(long line, RowMark mark, int cellCount)
    {
        (Lines[Count], Marks[Count], CellCounts[Count]) = (line, mark, cellCount);
        Count++;
        while (cells < Count * Columns.SlotCount)
            Add([]);
    }

    /// <summary>A cell as found.</summary>
    public ReadOnlySpan<byte> Cell(int row, int slot) => CellAt(row * Columns.SlotCount + slot);

    /// <summary>A cell by its place among all cells of the block, record after record.</summary>
    internal ReadOnlySpan<byte> CellAt(int place)
    {
        var start = ends[place];
        return bytes.AsSpan(start, ends[place + 1] - start - 1);
    }

    /// <summary>An item's cell as found; empty where the file has no such column.</summary>
    public ReadOnlySpan<byte> Cell(int row, Item item) => Columns[item] is var slot and >= 0 ? Cell(row, slot) : [];

    /// <summary>An item's cell as found, as text.</summary>
    public string Text(int row, Item item) => Encoding.UTF8.GetString(Cell(row, item));

    /// <summary>A cell's first eight bytes as one number, the first lowest, and nought for those that it has not; and its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal (ulong Word, int Length) WordAt(int place)
    {
        var start = ends[place];
        var length = ends[place + 1] - start - 1;
        var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(start, sizeof(ulong)));
        return (length >= sizeof(ulong) ? word : word & ((1UL << (8 * length)) - 1), length);
    }

    // Room for a word more, so that one can be read wherever a cell begins.
    private void MakeRoom(int length)
    {
        if (length + sizeof(ulong) > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + sizeof(ulong)));
    }
}
