using Remit.Responsibility;

namespace Remit.Storage.Responsibility;

/// <summary>A file of decisions (formats.md, section 3) read row by row, its columns in any order.</summary>
public sealed class DecisionFile : IDisposable
{
    private static readonly string[] Wanted = ["record_id", "outcome", "commissioner", "service_category", "method", "path", "flags"];

    private readonly IRecordSource source;
    private readonly string name;
    private readonly int[] columns;

    private DecisionFile(IRecordSource source, string name)
    {
        (this.source, this.name) = (source, name);
        var repeated = source.Headers.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (repeated is not null)
            throw new RefusedException(new Finding("repeated-column", Consequence.FileRefused, new Place(name, 1, repeated.Key), $"{repeated.Count()} columns of that name", "one"));

        columns = [.. Wanted.Select(IndexOf)];
        var missing = Wanted.Where((_, i) => columns[i] < 0).ToList();
        if (missing.Count > 0)
            throw new RefusedException(new Finding("not-decisions", Consequence.FileRefused, new Place(name, 1),
                $"a header without {string.Join(" and ", missing)}", $"a file of decisions, as './remit assign' writes it: {string.Join(',', Wanted)}"));
    }

    /// <summary>The columns, as the file names them.</summary>
    public IReadOnlyList<string> Headers => source.Headers;

    public string RecordId { get; private set; } = "";

    /// <summary>The decision in hand.</summary>
    public DecisionLine Decision => new(Text(columns[1]), Text(columns[2]), Text(columns[3]), Text(columns[4]), Text(columns[5]), Text(columns[6]));

    public long Line => source.Line;

    /// <exception cref="RefusedException">The file cannot be read, or is not one of decisions.</exception>
    public static DecisionFile Open(string path)
    {
        var name = Path.GetFileName(path);
        var source = IRecordSource.Open(path);
        try
        {
            return new DecisionFile(source, name);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Where a column stands, or below nought.</summary>
    public int IndexOf(string column) => source.Headers.Index().FirstOrDefault(h => h.Item.Equals(column, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;

    public string Text(int column) => source.Text(column);

    /// <summary>Moves to the next row. False at the end.</summary>
    /// <exception cref="RefusedException">A row is not whole, or has no record id.</exception>
    public bool Read()
    {
        if (!source.Read())
            return false;
        if (source.FieldCount != source.Headers.Count)
            throw new RefusedException(new Finding("wrong-cell-count", Consequence.FileRefused, new Place(name, source.Line), $"{source.FieldCount} cells",
                $"{source.Headers.Count}, one for each heading: the file may have been cut off or changed since it was written"));

        RecordId = source.Text(columns[0]).Trim();
        if (RecordId.Length == 0)
            throw new RefusedException(new Finding("no-record-id", Consequence.FileRefused, new Place(name, source.Line, "record_id"), "nothing", "the id of the record that is decided"));
        return true;
    }

    /// <summary>Every row with its record's id, to the end.</summary>
    public IEnumerable<(string RecordId, DecisionLine Line)> Rows()
    {
        while (Read())
            yield return (RecordId, Decision);
    }

    public void Dispose() => source.Dispose();
}
