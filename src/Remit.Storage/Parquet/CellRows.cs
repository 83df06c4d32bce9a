using System.Text;
using Remit.Responsibility.Bulk;

namespace Remit.Storage.Parquet;

/// <summary>Rows on their way into a Parquet file, their cells side by side in one array of bytes. Reused.</summary>
internal sealed class CellRows(int columns)
{
    /// <summary>The most rows that may be held: those of a block, which one vector of DuckDB's takes.</summary>
    public const int Capacity = ActivityBlock.Capacity;

    private const int MostBytes = 1 << 21;

    private readonly int[] ends = new int[Capacity * columns + 1];
    private byte[] bytes = new byte[1 << 16];
    private int cells;

    public int Columns => columns;

    public int Count => cells / columns;

    /// <summary>Whether they must be written before more are added: cells may be long.</summary>
    public bool IsFull => Count == Capacity || ends[cells] > MostBytes;

    public void Clear() => cells = 0;

    /// <summary>Adds the next cell. A row is over when it has one for each column.</summary>
    public void Add(ReadOnlySpan<byte> cell)
    {
        var start = ends[cells];
        if (start + cell.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, start + cell.Length));
        cell.CopyTo(bytes.AsSpan(start));
        ends[++cells] = start + cell.Length;
    }

    public void Add(string cell) => Add(Encoding.UTF8.GetBytes(cell));

    public ReadOnlySpan<byte> Cell(int row, int column)
    {
        var place = row * columns + column;
        return bytes.AsSpan(ends[place], ends[place + 1] - ends[place]);
    }
}
