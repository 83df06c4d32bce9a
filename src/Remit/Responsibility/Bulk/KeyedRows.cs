using System.Runtime.InteropServices;
using Remit.Time;

namespace Remit.Responsibility.Bulk;

/// <summary>The days a row holds, as day numbers, and its class.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct DatedClass(DateSpan days, int rowClass)
{
    public readonly int First = days.First.DayNumber;
    public readonly int Last = days.Last?.DayNumber ?? int.MaxValue;
    public readonly int Class = rowClass;

    public bool HoldsAlways => First == 0 && Last == int.MaxValue;
}

/// <summary>The key of each row of one table, as a look-up reads it: a small number for each combination of the key columns' codes.</summary>
internal sealed class RowKeys
{
    /// <summary>The key of a row that the look-up passes over.</summary>
    public const int PassedOver = -1;

    public RowKeys(ReferenceTable table, TableLookup lookup, Codebook codes)
    {
        var columns = lookup.Keys.Select(k => table.Schema.IndexOf(k.Column)).ToArray();
        Pairs = [.. columns.Skip(1).Select(_ => new Dictionary<long, int>())];
        var filter = lookup.Only is { } o ? (Column: table.Schema.IndexOf(o.Column), o.Codes) : default;
        var with = lookup.OnlyWith is { } w ? table.Schema.IndexOf(w) : -1;

        Keys = new int[table.Rows.Count];
        for (var i = 0; i < Keys.Length; i++)
        {
            var cells = table.Rows[i].Cells;
            var passedOver = (filter.Codes is not null && !filter.Codes.Contains(cells[filter.Column])) || (with >= 0 && cells[with].Length == 0);
            Keys[i] = passedOver ? PassedOver : KeyOf(cells, columns, codes);
        }
    }

    public int[] Keys { get; }

    /// <summary>How the key so far and the code of one more column make a key: for each column after the first.</summary>
    public Dictionary<long, int>[] Pairs { get; }

    public static long Pair(int key, int code) => unchecked(((long)key << 32) | (uint)code);

    // A row whose key is empty can never be found: a fact that is not known finds nothing.
    private int KeyOf(string[] cells, int[] columns, Codebook codes)
    {
        var key = codes.Add(cells[columns[0]]);
        if (key == Codebook.None)
            return PassedOver;

        for (var level = 0; level < Pairs.Length; level++)
        {
            var code = codes.Add(cells[columns[level + 1]]);
            if (code == Codebook.None)
                return PassedOver;

            var pair = Pair(key, code);
            if (!Pairs[level].TryGetValue(pair, out key))
                Pairs[level][pair] = key = Pairs[level].Count;
        }

        return key;
    }
}

/// <summary>The rows of one table by one key.</summary>
internal sealed class KeyedRows
{
    private readonly Dictionary<long, int>[] pairs;

    // By key: the class of its only row, where no key comes twice and every row holds always. Otherwise, where its rows begin in those below, which lie key by key, each key's in file order.
    private readonly int[] only;
    private readonly int[] begins;
    private readonly DatedClass[] rows;

    public KeyedRows(RowKeys keys, DatedClass[] table)
    {
        pairs = keys.Pairs;
        (only, begins, rows) = ([], new int[keys.Keys.DefaultIfEmpty().Max() + 2], []);
        var single = true;
        for (var i = 0; i < table.Length; i++)
        {
            if (keys.Keys[i] is not RowKeys.PassedOver and var key)
                single = begins[key + 1]++ == 0 && table[i].HoldsAlways && single;
        }

        if (single)
        {
            (only, begins) = (new int[begins.Length - 1], []);
            for (var i = 0; i < table.Length; i++)
                if (keys.Keys[i] is not RowKeys.PassedOver and var key)
                    only[key] = table[i].Class;
            return;
        }

        for (var key = 1; key < begins.Length; key++)
            begins[key] += begins[key - 1];
        rows = new DatedClass[begins[^1]];
        var next = begins.AsSpan().ToArray();
        for (var i = 0; i < table.Length; i++)
            if (keys.Keys[i] is not RowKeys.PassedOver and var key)
                rows[next[key]++] = table[i];
    }

    public KeyedRows(Stream from)
    {
        (only, begins, rows) = (Numbers.Read<int>(from), Numbers.Read<int>(from), Numbers.Read<DatedClass>(from));
        pairs = new Dictionary<long, int>[Numbers.ReadOne(from)];
        for (var level = 0; level < pairs.Length; level++)
            pairs[level] = Numbers.Read<long>(from).Index().ToDictionary(pair => pair.Item, pair => pair.Index);
    }

    public void Write(Stream to)
    {
        Numbers.Write<int>(to, only);
        Numbers.Write<int>(to, begins);
        Numbers.Write<DatedClass>(to, rows);
        Numbers.Write(to, pairs.Length);
        foreach (var level in pairs)
            Numbers.Write<long>(to, level.OrderBy(pair => pair.Value).Select(pair => pair.Key).ToArray());
    }

    /// <summary>Joins the key so far with the code of one more column: <see cref="Codebook.Unknown"/> where no row has both.</summary>
    public int Join(int level, int key, int code) => pairs[level].GetValueOrDefault(RowKeys.Pair(key, code), Codebook.Unknown);

    /// <summary>For each of these rows of a block, by its key and its day, what <see cref="On(int, int)"/> gives.</summary>
    public void On(ReadOnlySpan<int> rows, int[] keys, int[] days, int[] classes)
    {
        if (only.Length == 0)
        {
            foreach (var row in rows)
                classes[row] = On(keys[row], days[row]);
            return;
        }

        var always = only;
        foreach (var row in rows)
            classes[row] = unchecked((uint)keys[row]) < (uint)always.Length ? always[keys[row]] : CompiledTables.NoRow;
    }

    /// <summary>The class of the first row with this key that holds on a day.</summary>
    public int On(int key, int day)
    {
        if (key < 0)
            return CompiledTables.NoRow;
        if (key < only.Length)
            return only[key];
        if (key >= begins.Length - 1)
            return CompiledTables.NoRow;

        foreach (ref readonly var row in rows.AsSpan(begins[key], begins[key + 1] - begins[key]))
            if (row.First <= day && day <= row.Last)
                return row.Class;
        return CompiledTables.NoRow;
    }
}
