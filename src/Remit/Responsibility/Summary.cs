namespace Remit.Responsibility;

/// <summary>Records counted by what some columns say. Memory is one entry for each combination met.</summary>
/// <param name="columns">The columns counted by, at least one.</param>
public sealed class Summary(IReadOnlyList<string> columns)
{
    private readonly Dictionary<Combination, long> counts = [];

    public IReadOnlyList<string> Columns => columns;

    /// <summary>Every record counted: always the sum of the counts.</summary>
    public long Records { get; private set; }

    /// <summary>How many combinations have been met.</summary>
    public int Combinations => counts.Count;

    /// <summary>The combinations met with their records, in the order of their values, the first column's first.</summary>
    public IEnumerable<(IReadOnlyList<string> Values, long Records)> Counts =>
        counts.OrderBy(c => c.Key).Select(c => (c.Key.Values, c.Value));

    /// <summary>Counts a record.</summary>
    /// <param name="values">What it says in each column, in their order.</param>
    public void Add(IReadOnlyList<string> values)
    {
        var combination = new Combination(values);
        counts[combination] = counts.GetValueOrDefault(combination) + 1;
        Records++;
    }

    /// <summary>How many cells <see cref="Table"/> would have.</summary>
    public long Cells => (long)counts.Keys.Select(Down).Distinct().Count() * counts.Keys.Select(Across).Distinct().Count();

    /// <summary>The counts as a table: the last column's values go across, and the combinations of the others down. With one column, there is nothing across.</summary>
    public (IReadOnlyList<IReadOnlyList<string>> Down, IReadOnlyList<string> Across, long[,] Counts) Table()
    {
        var (down, across) = (counts.Keys.Select(Down).Distinct().Order().ToList(), counts.Keys.Select(Across).Distinct().Order(StringComparer.Ordinal).ToList());
        var (rows, places) = (down.Index().ToDictionary(d => d.Item, d => d.Index), across.Index().ToDictionary(a => a.Item, a => a.Index));
        var table = new long[down.Count, across.Count];
        foreach (var (combination, n) in counts)
            table[rows[Down(combination)], places[Across(combination)]] = n;
        return ([.. down.Select(d => d.Values)], across, table);
    }

    private Combination Down(Combination c) => columns.Count > 1 ? new([.. c.Values.SkipLast(1)]) : c;

    private string Across(Combination c) => columns.Count > 1 ? c.Values[^1] : "";

    private readonly record struct Combination(IReadOnlyList<string> Values) : IComparable<Combination>
    {
        public bool Equals(Combination other) => Values.SequenceEqual(other.Values, StringComparer.Ordinal);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var value in Values)
                hash.Add(value, StringComparer.Ordinal);
            return hash.ToHashCode();
        }

        public int CompareTo(Combination other) =>
            Values.Zip(other.Values, string.CompareOrdinal).FirstOrDefault(c => c != 0);
    }
}
