using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>What is noticed while one file is read: rows counted, rows left out and why, findings kept up to a number and counted beyond it.</summary>
public sealed class ImportNotes(string file)
{
    /// <summary>How many findings are kept in full; more are only counted.</summary>
    public const int MostKept = 1_000;

    private readonly List<Finding> findings = [];

    /// <summary>The name of the file being read.</summary>
    public string File => file;

    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>Rows read, whether used or left out.</summary>
    public long Rows { get; set; }

    /// <summary>The line on which the last row that was read begins; nought before the first.</summary>
    public long LastLine { get; set; }

    /// <summary>Rows that could not be used.</summary>
    public long LeftOut { get; private set; }

    /// <summary>All findings, by code.</summary>
    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>The line of the last row that was left out.</summary>
    public long LastLeftOut { get; private set; }

    public void LeaveOut(string code, long line, string column, string found, string wanted) =>
        LeaveOut(new(code, Consequence.RowLeftOut, new Place(file, line, column), found, wanted));

    public void LeaveOut(Finding finding)
    {
        if (finding.Place.Line != LastLeftOut)
            LeftOut++;
        LastLeftOut = finding.Place.Line;
        Add(finding);
    }

    /// <summary>Leaves out an area of a file of outlines, which may be all on one line.</summary>
    /// <param name="which">Its number in the file.</param>
    internal void LeaveOut(Finding finding, int which)
    {
        LeftOut++;
        LastLeftOut = which;
        Add(finding);
    }

    public void Note(string code, long line, string column, string found, string wanted) =>
        Add(new(code, Consequence.Note, new Place(file, line, column), found, wanted));

    public Finding Refuse(string code, string found, string wanted, long line = 0)
    {
        var finding = new Finding(code, Consequence.FileRefused, new Place(file, line), found, wanted);
        Add(finding);
        return finding;
    }

    public void Add(Finding finding)
    {
        Counts[finding.Code] = Counts.GetValueOrDefault(finding.Code) + 1;
        if (findings.Count < MostKept || finding.Consequence == Consequence.FileRefused)
            findings.Add(finding);
    }
}

/// <summary>The record being read, with the cells parsed as the layout says they must be. A cell that is not leaves the row out, with a finding.</summary>
public sealed class RowCells(CsvSource source, ImportNotes notes)
{
    public int Line => (int)source.Line;

    public int Count => source.FieldCount;

    public string Text(int column) => column < 0 ? "" : source.Text(column).Trim();

    public bool Ods(int column, string name, out OdsCode code) =>
        OdsCode.TryParse(source.Text(column), out code) || Bad("bad-code", name, column, "an ODS code: three to eight letters and digits");

    public bool Practice(int column, string name, out PracticeCode code) =>
        PracticeCode.TryParse(source.Text(column), out code) || Bad("bad-code", name, column, "a practice code: a letter and five letters or digits");

    public bool Ons(int column, string name, out OnsCode code) =>
        OnsCode.TryParse(source.Text(column), out code) || Bad("bad-code", name, column, "an ONS code: a letter and eight digits");

    /// <summary>A day written <c>yyyymmdd</c>.</summary>
    public bool Compact(int column, string name, out DateOnly day) =>
        IsoDate.TryParseCompact(Text(column), out day) || Bad("bad-date", name, column, "a real day as 20130401");

    /// <summary>A run of days whose ends are written <c>yyyymmdd</c>; the last may be empty.</summary>
    public bool CompactSpan(int first, int last, string firstName, string lastName, out DateSpan days)
    {
        days = default;
        if (!Compact(first, firstName, out var from))
            return false;
        if (Text(last).Length == 0)
        {
            days = new(from);
            return true;
        }

        if (!Compact(last, lastName, out var to))
            return false;
        if (to < from)
            return Bad("impossible-date", lastName, last, $"a day not before {firstName}, which is {Text(first)}");
        days = new(from, to);
        return true;
    }

    public bool Bad(string code, string name, int column, string wanted)
    {
        notes.LeaveOut(code, Line, name, Text(column), wanted);
        return false;
    }
}
