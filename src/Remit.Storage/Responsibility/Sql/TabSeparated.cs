using System.Buffers;
using System.Text;
using Remit.Responsibility;
using Remit.Responsibility.Sql;

namespace Remit.Storage.Responsibility.Sql;

/// <summary>Rows as text between tabs, as PostgreSQL's COPY and ClickHouse's TabSeparated both read and write them: UTF-8, a line for each row, and <c>\t \n \r \\</c> for a tab, a line feed, a carriage return and a backslash within a cell.</summary>
public static class TabSeparated
{
    /// <summary>Writes the rows of a reference table.</summary>
    /// <returns>How many.</returns>
    public static long Write(Stream to, SqlTable table, ReferenceTables tables)
    {
        var rows = new TabSeparatedWriter(to);
        var count = 0L;
        foreach (var row in table.Rows(tables))
        {
            rows.Row(row);
            count++;
        }

        rows.Flush();
        return count;
    }
}

/// <summary>Writes such rows.</summary>
internal sealed class TabSeparatedWriter(Stream to)
{
    private const int Enough = 1 << 16;

    private static readonly SearchValues<byte> NeedsBackslash = SearchValues.Create("\\\t\n\r"u8);

    private byte[] bytes = new byte[2 * Enough];
    private int length;
    private bool inRow;

    public void Cell(string cell)
    {
        Span<byte> utf8 = stackalloc byte[256];
        Cell(Encoding.UTF8.TryGetBytes(cell, utf8, out var written) ? utf8[..written] : Encoding.UTF8.GetBytes(cell));
    }

    public void Cell(ReadOnlySpan<byte> cell)
    {
        MakeRoom(2 * cell.Length + 1);
        if (inRow)
            bytes[length++] = (byte)'\t';
        inRow = true;
        if (!cell.ContainsAny(NeedsBackslash))
        {
            cell.CopyTo(bytes.AsSpan(length));
            length += cell.Length;
            return;
        }

        foreach (var b in cell)
        {
            if (NeedsBackslash.Contains(b))
                bytes[length++] = (byte)'\\';
            bytes[length++] = b switch { (byte)'\t' => (byte)'t', (byte)'\n' => (byte)'n', (byte)'\r' => (byte)'r', _ => b };
        }
    }

    public void Row(IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            Cell(cell);
        EndRow();
    }

    public void EndRow()
    {
        MakeRoom(1);
        bytes[length++] = (byte)'\n';
        inRow = false;
        if (length >= Enough)
            Flush();
    }

    public void Flush()
    {
        to.Write(bytes, 0, length);
        length = 0;
    }

    private void MakeRoom(int more)
    {
        if (length + more > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more));
    }
}

/// <summary>Reads such rows.</summary>
internal sealed class TabSeparatedReader(Stream from) : IDisposable
{
    private readonly List<(int Start, int Length)> cells = [];
    private byte[] bytes = new byte[1 << 16];
    private int next;
    private int end;

    public int CellCount => cells.Count;

    /// <summary>A cell of the row in hand, as it was before it was written.</summary>
    public ReadOnlySpan<byte> Cell(int cell) => bytes.AsSpan(cells[cell].Start, cells[cell].Length);

    public string Text(int cell) => Encoding.UTF8.GetString(Cell(cell));

    /// <summary>All cells of the row in hand.</summary>
    public string[] Row() => [.. Enumerable.Range(0, CellCount).Select(Text)];

    /// <summary>Moves to the next row. False at the end.</summary>
    public bool Read()
    {
        cells.Clear();
        var searched = next;
        int lineEnd;
        while ((lineEnd = bytes.AsSpan(searched, end - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = Refill();
            if (searched == end)
            {
                if (next == end)
                    return false;
                // A last line that does not end is a row, too: what it is worth is for the caller to judge.
                lineEnd = 0;
                break;
            }
        }

        var line = (Start: next, End: searched + lineEnd);
        next = Math.Min(line.End + 1, end);
        while (true)
        {
            var tab = bytes.AsSpan(line.Start, line.End - line.Start).IndexOf((byte)'\t');
            var length = tab < 0 ? line.End - line.Start : tab;
            cells.Add((line.Start, Unescape(bytes.AsSpan(line.Start, length))));
            if (tab < 0)
                return true;
            line.Start += tab + 1;
        }
    }

    public void Dispose() => from.Dispose();

    /// <summary>Moves what is left to the front and reads more behind it. Gives where that begins.</summary>
    private int Refill()
    {
        bytes.AsSpan(next, end - next).CopyTo(bytes);
        (end, next) = (end - next, 0);
        if (end == bytes.Length)
            Array.Resize(ref bytes, bytes.Length * 2);
        var begins = end;
        end += from.Read(bytes, end, bytes.Length - end);
        return begins;
    }

    private static int Unescape(Span<byte> cell)
    {
        var to = cell.IndexOf((byte)'\\');
        if (to < 0)
            return cell.Length;
        // No value at all.
        if (cell.SequenceEqual("\\N"u8))
            return 0;

        for (var i = to; i < cell.Length; i++)
        {
            var b = cell[i];
            if (b == '\\' && i + 1 < cell.Length)
            {
                b = cell[++i] switch
                {
                    (byte)'t' => (byte)'\t',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'v' => (byte)'\v',
                    (byte)'0' => 0,
                    var other => other,
                };
            }

            cell[to++] = b;
        }

        return to;
    }
}
