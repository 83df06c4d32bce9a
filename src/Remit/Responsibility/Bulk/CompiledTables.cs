namespace Remit.Responsibility.Bulk;

/// <summary>Reference tables as numbers, as far as some rulebooks read them. Immutable, and holds nothing of the tables themselves: any number of engines share it.</summary>
/// <remarks>
/// Rows that agree in every column that is read share one class: a million postcodes lie in some hundred places. A look-up ends in a class, and
/// a question about its row is a set of classes. Memory: about 35 bytes for each row of a table that is looked up by one key, and 12 more where rows have days.
/// </remarks>
public sealed class CompiledTables
{
    /// <summary>The class of no row at all.</summary>
    public const int NoRow = 0;

    private const int Stride = 8;
    private const int MostCellsRemembered = 100_000;

    private readonly Dictionary<string, KeyedRows> indexes = [];
    private readonly HashSet<string> notStated;
    private readonly Dictionary<string, int> codesOfCells = new(ReferenceEqualityComparer.Instance);
    private int[] cells = new int[Stride * 64];

    /// <param name="rulebooks">The rulebooks that will be asked. Others cannot be, with these tables.</param>
    public CompiledTables(ReferenceTables tables, IReadOnlyList<Rulebook> rulebooks)
    {
        (Rulebooks, Codes) = (rulebooks, new Codebook());
        var reads = new RulebookReads(rulebooks);
        foreach (var code in CdsType.All.Select(t => t.Code).Append(CodeLists.Withdrawn).Concat(reads.Codes))
            Codes.Add(code);

        // Small tables first, so that their keys are small numbers and their indexes short.
        var keys = new Dictionary<string, RowKeys>();
        foreach (var lookup in reads.Lookups.DistinctBy(l => l.Signature).OrderBy(l => tables[l.Schema].Rows.Count))
            keys[lookup.Signature] = new RowKeys(tables[lookup.Schema], lookup, Codes);

        var classes = new Dictionary<ClassKey, int>();
        var rowsOf = new Dictionary<string, DatedClass[]>();
        foreach (var schema in reads.Lookups.Select(l => l.Schema).DistinctBy(s => s.Name))
        {
            var read = reads.Columns.Where(c => c.Table == schema.Name).Select(c => c.Column).Order().ToArray();
            var rows = tables[schema].Rows;
            var dated = rowsOf[schema.Name] = new DatedClass[rows.Count];
            for (var i = 0; i < dated.Length; i++)
                dated[i] = new DatedClass(rows[i].Days, ClassOf(classes, rows[i], read));
        }

        foreach (var lookup in reads.Lookups.DistinctBy(l => l.Signature))
            indexes[lookup.Signature] = new KeyedRows(keys[lookup.Signature], rowsOf[lookup.Schema.Name]);
        notStated = [.. TableSchema.All.SelectMany(schema => tables[schema].NotStated.Select(column => Stated(schema, column)))];
        codesOfCells.Clear();
        codesOfCells.TrimExcess();
    }

    private CompiledTables(Stream from, IReadOnlyList<Rulebook> rulebooks)
    {
        Rulebooks = rulebooks;
        Codes = Codebook.Read(from);
        cells = Numbers.Read<int>(from);
        ClassCount = cells.Length / Stride;
        notStated = [.. Enumerable.Range(0, Numbers.ReadOne(from)).Select(_ => Numbers.ReadText(from))];
        for (var left = Numbers.ReadOne(from); left > 0; left--)
            indexes[Numbers.ReadText(from)] = new KeyedRows(from);
    }

    public IReadOnlyList<Rulebook> Rulebooks { get; }

    public Codebook Codes { get; }

    /// <summary>How many classes there are, that of no row among them.</summary>
    public int ClassCount { get; private set; } = 1;

    /// <summary>Everything of some rulebooks that these tables depend on: rulebooks of which it is the same can be asked with tables compiled for the others.</summary>
    public static string DependsOn(IReadOnlyList<Rulebook> rulebooks) => new RulebookReads(rulebooks).ToString();

    /// <summary>What <see cref="Write"/> wrote, whole, of tables compiled for rulebooks of which <see cref="DependsOn"/> says the same.</summary>
    public static CompiledTables Read(Stream from, IReadOnlyList<Rulebook> rulebooks) => new(from, rulebooks);

    /// <summary>Writes the tables as numbers, for this build to read again.</summary>
    public void Write(Stream to)
    {
        Codes.Write(to);
        Numbers.Write<int>(to, cells.AsSpan(0, ClassCount * Stride));
        Numbers.Write(to, notStated.Count);
        foreach (var column in notStated)
            Numbers.Write(to, column);
        Numbers.Write(to, indexes.Count);
        foreach (var (signature, index) in indexes)
        {
            Numbers.Write(to, signature);
            index.Write(to);
        }
    }

    /// <summary>The code in a column of the rows of a class; none for no row.</summary>
    public int Cell(int rowClass, int column) => cells[rowClass * Stride + column];

    /// <summary>Whether some source states a column at all.</summary>
    public bool States(TableSchema table, string column) => !notStated.Contains(Stated(table, column));

    internal KeyedRows IndexOf(TableLookup lookup) => indexes[lookup.Signature];

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

    private static string Stated(TableSchema table, string column) => $"{table.Name}.{column}";

    private readonly record struct ClassKey(long A, long B, long C, long D)
    {
        public ClassKey(ReadOnlySpan<int> codes)
            : this(Pair(codes[0], codes[1]), Pair(codes[2], codes[3]), Pair(codes[4], codes[5]), Pair(codes[6], codes[7])) { }

        private static long Pair(int a, int b) => unchecked(((long)a << 32) | (uint)b);
    }
}
