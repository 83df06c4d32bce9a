using System.Text;
using Remit.Time;

namespace Remit.Responsibility.Bulk;

/// <summary>The block in hand while it is decided: its cells as codes, each record's day and the flags raised so far. One engine's own.</summary>
internal sealed class Batch(CompiledTables tables)
{
    private const int LongestCellInPlace = 256;
    private const int ManyStrange = 1 << 12;

    private readonly int[][] columns = new int[Item.All.Count][];
    private readonly bool[] encoded = new bool[Item.All.Count];
    private readonly Stack<int[]> spare = new();
    private readonly Dictionary<int, int> years = [];
    private readonly Codebook codes = tables.Codes;
    private readonly byte[] room = new byte[LongestCellInPlace];
    private readonly ulong[] keys = new ulong[ActivityBlock.Capacity];
    private readonly int[] keyRows = new int[ActivityBlock.Capacity];
    private readonly int[] found = new int[ActivityBlock.Capacity];

    // Values that no table or rulebook names: they are known and can be given back, and equal nothing. They are forgotten when there are many; most are the same few in every block.
    private ShortCodes strangers = new(most: 2);
    private byte[] strange = new byte[1 << 12];
    private int[] strangeEnds = new int[1 << 8];
    private int strangeCount;

    public CompiledTables Tables => tables;
    public ActivityBlock Block { get; private set; } = new();
    public int[] Days { get; } = new int[ActivityBlock.Capacity];
    public uint[] Flags { get; } = new uint[ActivityBlock.Capacity];

    /// <summary>Rows of whose decision more is to be known than what the record and the tables answer: it is no precedent for others.</summary>
    public bool[] IsSingular { get; } = new bool[ActivityBlock.Capacity];

    public void Begin(ActivityBlock block)
    {
        Block = block;
        Array.Clear(encoded);
        Flags.AsSpan(0, block.Count).Clear();
        IsSingular.AsSpan(0, block.Count).Clear();
        if (strangeCount < ManyStrange)
            return;

        strangeCount = 0;
        strangers = new ShortCodes(most: 2);
        years.Clear();
        TimesForgotten++;
    }

    /// <summary>How often codes that are not those of tables and rulebooks have been given anew.</summary>
    public int TimesForgotten { get; private set; }

    /// <summary>An item's cells as codes, cleaned first: a column for the whole block, made when it is first asked for.</summary>
    public int[] Codes(Item item)
    {
        var column = columns[item.Position] ??= new int[ActivityBlock.Capacity];
        if (encoded[item.Position])
            return column;

        encoded[item.Position] = true;
        if (Block.Columns[item] is var slot && slot < 0)
        {
            column.AsSpan(0, Block.Count).Clear();
            return column;
        }

        var (block, place, step, kind) = (Block, slot, Block.Columns.SlotCount, item.Kind);
        var isPostcode = kind == CellKind.Postcode;
        var count = 0;
        for (var row = 0; row < block.Count; row++, place += step)
        {
            column[row] = Codebook.None;
            var (word, length) = block.WordAt(place);
            if (length == 0)
                continue;

            var key = isPostcode ? ShortText.KeyOfPostcode(word, length) : ShortText.KeyOf(word, length);
            if (key == 0)
            {
                var cleaned = Cleaned(kind, block.CellAt(place));
                key = ShortText.KeyOf(cleaned);
                if (key == 0)
                    column[row] = CodeOf(cleaned);
            }

            (keys[count], keyRows[count]) = (key, row);
            if (key != 0)
                count++;
        }

        codes.Find(keys.AsSpan(0, count), !isPostcode, strangers, found);
        for (var i = 0; i < count; i++)
            column[keyRows[i]] = found[i] != Codebook.Unknown ? found[i] : CodeOf(keys[i]);
        return column;
    }

    /// <summary>The value that a code stands for, in UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int code)
    {
        if (code < codes.Count)
            return codes.Text(code);

        var at = code - codes.Count;
        return strange.AsSpan(strangeEnds[at], strangeEnds[at + 1] - strangeEnds[at]);
    }

    /// <summary>The code of the financial year of a day.</summary>
    public int Year(int day)
    {
        if (years.TryGetValue(day, out var code))
            return code;

        var year = Encoding.UTF8.GetBytes(FinancialYear.Of(DateOnly.FromDayNumber(day)).ToString());
        code = codes.Find(year);
        return years[day] = code == Codebook.Unknown ? Strange(year) : code;
    }

    /// <summary>The code of a value's first characters, where it has more; unknown otherwise.</summary>
    public int Beginning(int code, int length)
    {
        var text = Text(code);
        if (Ascii.IsValid(text))
            return text.Length > length ? codes.Find(text[..length]) : Codebook.Unknown;

        var chars = Encoding.UTF8.GetString(text);
        return chars.Length > length ? codes.Find(Encoding.UTF8.GetBytes(chars[..length])) : Codebook.Unknown;
    }

    /// <summary>Room for the numbers of a block's rows. Give it back.</summary>
    public int[] Rent() => spare.TryPop(out var rows) ? rows : new int[ActivityBlock.Capacity];

    public void GiveBack(int[] rows) => spare.Push(rows);

    private int CodeOf(ulong key)
    {
        // Another row of this block may have brought it since.
        if (strangers.Find(key) is var stranger and not Codebook.Unknown)
            return codes.Count + stranger;

        var code = CodeOf(room.AsSpan(0, ShortText.Write(key, room)));
        if (code >= codes.Count && code - codes.Count < ShortCodes.MostCodes)
            strangers.Add(key, code - codes.Count);
        return code;
    }

    private int CodeOf(ReadOnlySpan<byte> cleaned)
    {
        var code = codes.Find(cleaned);
        return code == Codebook.Unknown ? Strange(cleaned) : code;
    }

    private ReadOnlySpan<byte> Cleaned(CellKind kind, ReadOnlySpan<byte> cell) =>
        cell.Length <= room.Length && Ascii.IsValid(cell) ? Cleaned(kind, cell, room)
        : Encoding.UTF8.GetBytes(Cells.Clean(kind, Encoding.UTF8.GetString(cell)));

    // What Cells does, for the ASCII that nearly every cell is.
    private static ReadOnlySpan<byte> Cleaned(CellKind kind, ReadOnlySpan<byte> cell, Span<byte> room)
    {
        switch (kind)
        {
            case CellKind.Code:
                var trimmed = AsciiCells.Trim(cell);
                Ascii.ToUpper(trimmed, room, out var written);
                return room[..written];
            case CellKind.Postcode:
                return room[..AsciiCells.UpperWithoutWhiteSpace(cell, room)];
            case CellKind.Date:
                return AsciiCells.Trim(cell);
            default:
                return cell;
        }
    }

    private int Strange(ReadOnlySpan<byte> value)
    {
        var start = strangeEnds[strangeCount];
        while (start + value.Length > strange.Length)
            Array.Resize(ref strange, strange.Length * 2);
        if (strangeCount + 1 == strangeEnds.Length)
            Array.Resize(ref strangeEnds, strangeEnds.Length * 2);
        value.CopyTo(strange.AsSpan(start));
        strangeEnds[strangeCount + 1] = start + value.Length;
        return codes.Count + strangeCount++;
    }
}

/// <summary>Cleaning ASCII bytes as <see cref="Cells"/> cleans text.</summary>
internal static class AsciiCells
{
    public static bool IsWhiteSpace(byte b) => b is (byte)' ' or (>= 9 and <= 13);

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (cell.Length > 0 && IsWhiteSpace(cell[0]))
            cell = cell[1..];
        while (cell.Length > 0 && IsWhiteSpace(cell[^1]))
            cell = cell[..^1];
        return cell;
    }

    public static int UpperWithoutWhiteSpace(ReadOnlySpan<byte> cell, Span<byte> room)
    {
        var length = 0;
        foreach (var b in cell)
            if (!IsWhiteSpace(b))
                room[length++] = b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b;
        return length;
    }
}
