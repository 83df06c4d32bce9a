using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>The first records of a file, by which its layout is recognised.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Records">The first records, the header among them where there is one.</param>
public sealed record Specimen(string File, IReadOnlyList<IReadOnlyList<string>> Records)
{
    private const int Most = 50;

    public IReadOnlyList<string> First => Records[0];

    /// <summary>Whether the first record has a cell, whatever its capital letters.</summary>
    public bool Heads(string header) => First.Contains(header, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether more than half of the records are so.</summary>
    public bool Mostly(Func<IReadOnlyList<string>, bool> test) => Records.Count(test) * 2 > Records.Count;

    /// <exception cref="RefusedException">The file cannot be read as a table at all.</exception>
    public static Specimen Of(CsvSource source, string file)
    {
        // Whether other encodings will do is for the layout to say, once it is known.
        source.OnWindows1252 = _ => { };
        List<IReadOnlyList<string>> records = [];
        while (records.Count < Most && source.Read())
            records.Add([.. Enumerable.Range(0, Math.Min(source.FieldCount, CsvSource.MostColumns + 1)).Select(i => source.Text(i).Trim().TrimStart('\uFEFF'))]);
        return records.Count == 0
            ? throw new RefusedException(new Finding("empty-file", Consequence.FileRefused, new Place(file), "nothing but empty lines", "a file with rows"))
            : new(file, records);
    }
}

/// <summary>What a row is called and where it belongs, for comparing one release with the one before it.</summary>
/// <param name="Key">The code the row is about.</param>
/// <param name="Belongs">What it belongs to or says, such as a commissioner's code; empty where there is nothing to compare.</param>
public readonly record struct RowKey(string Key, string Belongs);

/// <summary>One layout of official file: how to recognise it, and what each row must be.</summary>
/// <param name="kind">What it is called on the command line and in the workspace.</param>
/// <param name="title">What it is, in words.</param>
/// <param name="hasHeader">Whether the first line names the columns.</param>
public abstract class Layout(string kind, string title, bool hasHeader)
{
    public string Kind => kind;
    public string Title => title;
    public bool HasHeader => hasHeader;

    /// <summary>Whether a last line without an end means that the file was cut off: the last cell would be cut too, and look sound.</summary>
    public virtual bool EndsItsLastLine => true;

    /// <summary>Whether the publisher has been known to write Windows-1252 instead of UTF-8.</summary>
    public virtual bool MayBeWindows1252 => false;

    /// <summary>How the files of this kind begin their names, in lower case.</summary>
    public virtual IReadOnlyList<string> NamesBegin => [];

    /// <summary>The headings it knows, a year in them written <c>yy</c>; none for a file without a header.</summary>
    public virtual IReadOnlyList<string> Headings => [];

    /// <summary>A heading as <see cref="Headings"/> would write it.</summary>
    protected virtual string WithoutYear(string heading) => heading;

    /// <summary>Which of the headings it knows are in a record. The words are its own, never the file's.</summary>
    public IEnumerable<string> HeadingsIn(IReadOnlyList<string> record)
    {
        var cells = record.Select(WithoutYear).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Headings.Where(cells.Contains);
    }

    /// <summary>Whether a file that has the name of this kind, but not quite its layout, has enough of it to be a damaged one rather than something else.</summary>
    public virtual bool Resembles(Specimen specimen) => false;

    /// <summary>Whether answers turn on the edition, so that one that is only assumed must be looked at.</summary>
    public virtual bool EditionMatters => false;

    /// <summary>Whether the file has this layout, by its first records.</summary>
    public abstract bool Recognises(Specimen specimen);

    /// <summary>Why a file is not of this layout, in words; asked only where it is not.</summary>
    public abstract string Wanted { get; }

    /// <summary>Which of several series within the kind, so that each is compared with its own predecessor.</summary>
    public virtual string SeriesOf(Specimen specimen) => "";

    /// <summary>The edition that the header or content itself states.</summary>
    public virtual DateOnly? EditionOf(Specimen specimen) => null;

    /// <summary>Reads every row, checking it, and gives what to compare releases by.</summary>
    internal abstract IEnumerable<RowKey> Check(CsvSource source, Release release, ImportNotes notes, Func<OnsCode, OdsCode?> odsOf);
}

/// <summary>One file being read.</summary>
/// <param name="OdsOf">The ODS code of an area that is known by its ONS code.</param>
public sealed record OpenFile(CsvSource Source, RowCells Cells, Release Release, ImportNotes Notes, Func<OnsCode, OdsCode?> OdsOf)
{
    /// <summary>Where a column is, by the first of its names that the header has, or -1.</summary>
    public int Column(params IReadOnlyList<string> names)
    {
        foreach (var name in names)
            for (var i = 0; i < Source.Headers.Count; i++)
                if (string.Equals(Source.Headers[i], name, StringComparison.OrdinalIgnoreCase))
                    return i;
        return -1;
    }

    /// <summary>Where a column is.</summary>
    /// <exception cref="RefusedException">The header does not have it.</exception>
    public int Required(string name) => Column(name) is >= 0 and var at ? at : throw Lacks($"a column {name}");

    public RefusedException Lacks(string wanted) =>
        new(new Finding("missing-column", Consequence.FileRefused, new Place(Release.File, 1), Layouts.Described(Source.Headers), wanted));
}

/// <summary>Reads the current record as a row, or says that it was left out.</summary>
public delegate bool RowReader<T>(out T row);

/// <summary>A layout whose rows are read as <typeparamref name="T"/>.</summary>
public abstract class Layout<T>(string kind, string title, bool hasHeader) : Layout(kind, title, hasHeader)
{
    /// <summary>Reads the rows that can be used. What is wrong with the others goes to the notes.</summary>
    /// <param name="odsOf">The ODS code of an area that is known by its ONS code.</param>
    /// <exception cref="RefusedException">The file as a whole cannot be used.</exception>
    public IEnumerable<T> Read(CsvSource source, Release release, ImportNotes notes, Func<OnsCode, OdsCode?> odsOf) =>
        Vet(Rows(new(source, new RowCells(source, notes), release, notes, odsOf)), notes);

    /// <summary>What can only be judged by looking at several rows together.</summary>
    protected virtual IEnumerable<T> Vet(IEnumerable<T> rows, ImportNotes notes) => rows;

    /// <summary>How many cells each record must have in a file without a header.</summary>
    /// <param name="first">How many the first record has.</param>
    protected virtual int WidthOf(int first) => first;

    /// <summary>Looks at the header once, and gives what reads each record.</summary>
    protected abstract RowReader<T> Reader(OpenFile file);

    /// <summary>What may occur only once in a file; none where anything may be repeated.</summary>
    protected abstract string? Unique(T row);

    protected abstract RowKey KeyOf(T row);

    internal override IEnumerable<RowKey> Check(CsvSource source, Release release, ImportNotes notes, Func<OnsCode, OdsCode?> odsOf) =>
        Read(source, release, notes, odsOf).Select(KeyOf);

    private IEnumerable<T> Rows(OpenFile file)
    {
        var (source, notes) = (file.Source, file.Notes);
        if (MayBeWindows1252)
            source.OnWindows1252 = line => notes.Note("windows-1252", line, "", "bytes that are not UTF-8", "UTF-8; this line was read as Windows-1252, in which the ONS published before 2017");
        var read = Reader(file);
        int? width = HasHeader ? source.Headers.Count : null;
        HashSet<string> seen = [];
        while (source.Read())
        {
            notes.Rows++;
            notes.LastLine = source.Line;
            width ??= WidthOf(source.FieldCount);
            if (source.FieldCount != width)
            {
                notes.LeaveOut("wrong-number-of-cells", source.Line, "", $"{source.FieldCount} cells", $"{width}, as in the rest of the file");
                continue;
            }

            if (!read(out var row))
                continue;
            if (Unique(row) is { } key && !seen.Add(key))
            {
                notes.LeaveOut("duplicate", source.Line, "", key, "one row for each: the first was kept");
                continue;
            }

            yield return row;
        }
    }
}
