using Remit.Time;

namespace Remit.Responsibility.Bulk;

/// <summary>Reference tables as numbers, as far as some rulebooks read them. Immutable: any number of engines share them.</summary>
/// <remarks>
/// Rows that agree in every column that is read share one class: a million postcodes lie in some hundred places. A look-up ends in a class, and
/// a question about its row is a set of classes. Memory: about 70 bytes for each row of a table that is looked up by one key.
/// </remarks>
public sealed class CompiledTables
{
    /// <summary>The class of no row at all.</summary>
    public const int NoRow = 0;

    private const int Stride = 8;
    private const int MostCellsRemembered = 100_000;

    private readonly ReferenceTables tables;
    private readonly Dictionary<string, KeyedRows> indexes = [];
    private readonly Dictionary<string, DatedClass[]> rowsOf = [];
    private readonly Dictionary<string, int> codesOfCells = new(ReferenceEqualityComparer.Instance);
    private int[] cells = new int[Stride * 64];

    /// <param name="rulebooks">The rulebooks that will be asked. Others cannot be, with these tables.</param>
    public CompiledTables(ReferenceTables tables, IReadOnlyList<Rulebook> rulebooks)
    {
        (this.tables, Rulebooks) = (tables, rulebooks);
        var reads = new RulebookReads(rulebooks);
        foreach (var code in CdsType.All.Select(t => t.Code).Append(CodeLists.Withdrawn).Concat(reads.Codes))
            Codes.Add(code);

        // Small tables first, so that their keys are small numbers and their indexes short.
        foreach (var lookups in reads.Lookups.GroupBy(l => l.Schema.Name).OrderBy(g => tables[g.First().Schema].Rows.Count))
        {
            var table = tables[lookups.First().Schema];
            foreach (var lookup in lookups.DistinctBy(Signature))
                indexes[Signature(lookup)] = new KeyedRows(table, lookup, Codes);
        }

        var classes = new Dictionary<ClassKey, int>();
        foreach (var schema in reads.Lookups.Select(l => l.Schema).DistinctBy(s => s.Name))
        {
            var read = reads.Columns.Where(c => c.Table == schema.Name).Select(c => c.Column).Order().ToArray();
            var rows = tables[schema].Rows;
            var dated = rowsOf[schema.Name] = new DatedClass[rows.Count];
            for (var i = 0; i < dated.Length; i++)
                dated[i] = new DatedClass(rows[i].Days, ClassOf(classes, rows[i], read));
        }

        foreach (var lookup in reads.Lookups)
            indexes[Signature(lookup)].Rows = rowsOf[lookup.Schema.Name];
        codesOfCells.Clear();
        codesOfCells.TrimExcess();
    }

    public IReadOnlyList<Rulebook> Rulebooks { get; }

    public Codebook Codes { get; } = new();

    /// <summary>How many classes there are, that of no row among them.</summary>
    public int ClassCount { get; private set; } = 1;

    /// <summary>The code in a column of the rows of a class; none for no row.</summary>
    public int Cell(int rowClass, int column) => cells[rowClass * Stride + column];

    /// <summary>Whether some source states a column at all.</summary>
    public bool States(TableSchema table, string column) => !tables[table].NotStated.Contains(column);

    internal KeyedRows IndexOf(TableLookup lookup) => indexes[Signature(lookup)];

    private int ClassOf(Dictionary<ClassKey, int> classes, ReferenceRow row, int[] read)
    {
        if (row.Cells.Length > Stride)
            throw new InvalidOperationException($"{row.Schema} has more than {Stride} columns.");

        Span<int> codes = stackalloc int[Stride];
        codes.Clear();
        foreach (var column in read)
            codes[column] = CodeOf(row.Cells[column]);
        var key = new ClassKey(codes);
        if (classes.TryGetValue(key, out var known))
            return known;

        if ((ClassCount + 1) * Stride > cells.Length)
            Array.Resize(ref cells, cells.Length * 2);
        codes.CopyTo(cells.AsSpan(ClassCount * Stride));
        return classes[key] = ClassCount++;
    }

    // Loaders share one string between the many cells that hold the same value: it need not be read again.
    private int CodeOf(string cell)
    {
        if (!codesOfCells.TryGetValue(cell, out var code))
        {
            code = Codes.Add(cell);
            if (codesOfCells.Count < MostCellsRemembered)
                codesOfCells[cell] = code;
        }

        return code;
    }

    private static string Signature(TableLookup lookup) =>
        $"{lookup.Schema.Name}/{string.Join('+', lookup.Keys.Select(k => k.Column))}/{lookup.Only?.Column}={string.Join(',', lookup.Only?.Codes ?? [])}/{lookup.OnlyWith}";

    private readonly record struct ClassKey(long A, long B, long C, long D)
    {
        public ClassKey(ReadOnlySpan<int> codes)
            : this(Pair(codes[0], codes[1]), Pair(codes[2], codes[3]), Pair(codes[4], codes[5]), Pair(codes[6], codes[7])) { }

        private static long Pair(int a, int b) => unchecked(((long)a << 32) | (uint)b);
    }
}

/// <summary>The days a row holds, as day numbers, and its class.</summary>
internal readonly struct DatedClass(DateSpan days, int rowClass)
{
    public readonly int First = days.First.DayNumber;
    public readonly int Last = days.Last?.DayNumber ?? int.MaxValue;
    public readonly int Class = rowClass;
}

/// <summary>The rows of one table by one key, in file order.</summary>
internal sealed class KeyedRows
{
    private const int End = -1;

    private readonly int[] firsts;
    private readonly int[]? nexts;
    private readonly List<Dictionary<long, int>> pairs = [];

    public KeyedRows(ReferenceTable table, TableLookup lookup, Codebook codes)
    {
        var columns = lookup.Keys.Select(k => table.Schema.IndexOf(k.Column)).ToArray();
        pairs.AddRange(columns.Skip(1).Select(_ => new Dictionary<long, int>()));
        var filter = lookup.Only is { } o ? (Column: table.Schema.IndexOf(o.Column), o.Codes) : default;
        var with = lookup.OnlyWith is { } w ? table.Schema.IndexOf(w) : -1;

        var keys = new int[table.Rows.Count];
        var (largest, repeated) = (0, false);
        for (var i = 0; i < keys.Length; i++)
        {
            var cells = table.Rows[i].Cells;
            var passedOver = (filter.Codes is not null && !filter.Codes.Contains(cells[filter.Column])) || (with >= 0 && cells[with].Length == 0);
            keys[i] = passedOver ? End : KeyOf(cells, columns, codes);
            largest = Math.Max(largest, keys[i]);
        }

        firsts = new int[largest + 1];
        var following = new int[keys.Length];
        Array.Fill(firsts, End);
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            if (keys[i] == End)
                continue;

            following[i] = firsts[keys[i]];
            firsts[keys[i]] = i;
            repeated |= following[i] != End;
        }

        nexts = repeated ? following : null;
    }

    /// <summary>The rows of the table, in file order.</summary>
    public DatedClass[] Rows { get; set; } = [];

    /// <summary>Joins the key so far with the code of one more column: <see cref="Codebook.Unknown"/> where no row has both.</summary>
    public int Join(int level, int key, int code) => pairs[level].GetValueOrDefault(Pair(key, code), Codebook.Unknown);

    /// <summary>The class of the first row with this key that holds on a day.</summary>
    public int On(int key, int day)
    {
        if (key < 0 || key >= firsts.Length)
            return CompiledTables.NoRow;

        for (var at = firsts[key]; at != End; at = nexts is null ? End : nexts[at])
        {
            ref readonly var row = ref Rows[at];
            if (row.First <= day && day <= row.Last)
                return row.Class;
        }

        return CompiledTables.NoRow;
    }

    // A row whose key is empty can never be found: a fact that is not known finds nothing.
    private int KeyOf(string[] cells, int[] columns, Codebook codes)
    {
        var key = codes.Add(cells[columns[0]]);
        if (key == Codebook.None)
            return End;

        for (var level = 0; level < pairs.Count; level++)
        {
            var code = codes.Add(cells[columns[level + 1]]);
            if (code == Codebook.None)
                return End;

            var pair = Pair(key, code);
            if (!pairs[level].TryGetValue(pair, out key))
                pairs[level][pair] = key = pairs[level].Count;
        }

        return key;
    }

    private static long Pair(int a, int b) => unchecked(((long)a << 32) | (uint)b);
}
