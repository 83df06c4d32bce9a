using System.Globalization;
using CsvHelper;
using Remit.Responsibility;
using Remit.Storage.Parquet;
using Remit.Time;

namespace Remit.Storage.Responsibility;

/// <summary>Counts the records of a file of decisions by what its columns say.</summary>
/// <remarks>Streams: memory is one entry for each combination of values, at most <see cref="MostCombinations"/>, and the table of them, at most <see cref="MostCells"/> of 8 bytes.</remarks>
public static class SummaryRun
{
    /// <summary>The most combinations that are counted. More is a sign of counting by something like the record's id.</summary>
    public const int MostCombinations = 1_000_000;

    /// <summary>The most cells that the table of what goes down and what goes across may have.</summary>
    public const long MostCells = 5_000_000;

    /// <summary>The month of the assignment date, or of the column that was said.</summary>
    public const string Month = "month";

    /// <summary>What the summed-up columns of a total's row hold.</summary>
    public const string All = "(all)";

    /// <summary>Counts.</summary>
    /// <param name="by">Columns of the decisions or of the activity, or <see cref="Month"/>.</param>
    /// <param name="activity">The file of activity that was assigned; none if not given.</param>
    /// <param name="date">The column whose month is meant; the assignment date of the activity if none.</param>
    /// <exception cref="RefusedException">A file cannot be used, has no such column, or the two are not of one run.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static Summary Run(string decisions, IReadOnlyList<string> by, string? activity = null, string? date = null, CancellationToken stop = default)
    {
        using var file = DecisionFile.Open(decisions);
        using var beside = activity is null ? null : new ActivityBeside(activity, Path.GetFileName(decisions));
        var readers = by.Select(column => Reader(file, beside, column, date, Path.GetFileName(decisions))).ToArray();
        var summary = new Summary(by);
        while (file.Read())
        {
            beside?.MoveTo(file.RecordId, file.Line);
            summary.Add([.. readers.Select(r => r())]);
            if ((summary.Records & 0x3FFF) == 0)
                stop.ThrowIfCancellationRequested();
            if (summary.Combinations > MostCombinations)
                throw new RefusedException(new Finding("too-many-combinations", Consequence.FileRefused, new Place(Path.GetFileName(decisions), file.Line),
                    $"more than {MostCombinations:N0} combinations of {string.Join(", ", by)}", "columns that many records share: not an id"));
        }

        if (summary.Cells is > MostCells and var cells)
            throw new RefusedException(new Finding("too-large-a-table", Consequence.FileRefused, new Place(Path.GetFileName(decisions)),
                $"a table of {cells:N0} cells: {string.Join(", ", by.SkipLast(1))} down and {by[^1]} across", $"at most {MostCells:N0}: put the column with the fewest values last, or ask for fewer columns"));
        return summary;
    }

    /// <summary>Writes a summary as CSV: a row for each combination that has records, then the totals.</summary>
    /// <param name="shown">The same counts as they may be shown; none for as they are.</param>
    /// <exception cref="RefusedException">The name is a folder's.</exception>
    public static void Write(Summary summary, ShownTable? shown, string path)
    {
        using var file = new WholeFile(path);
        using (var csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            foreach (var row in Rows(summary, shown).Select(r => r.Values.Append(r.Records)).Prepend(summary.Columns.Append("records")))
            {
                foreach (var cell in row)
                    csv.WriteField(cell);
                csv.EndRecord();
            }
        }

        file.Keep();
    }

    /// <summary>The rows of a summary: each combination that has records, then the totals, in which the columns summed up hold <see cref="All"/>.</summary>
    /// <param name="shown">The same counts as they may be shown; none for as they are.</param>
    public static IEnumerable<(IEnumerable<string> Values, string Records)> Rows(Summary summary, ShownTable? shown)
    {
        var (down, across, counts) = summary.Table();
        var several = summary.Columns.Count > 1;
        var margins = several && down.Count > 1 && across.Count > 1;
        string Said(long n) => n.ToString(CultureInfo.InvariantCulture);

        for (var row = 0; row < down.Count; row++)
            for (var column = 0; column < across.Count; column++)
                if (counts[row, column] > 0)
                    yield return (several ? down[row].Append(across[column]) : down[row], shown?[row, column].ToString() ?? Said(counts[row, column]));

        for (var row = 0; margins && row < down.Count; row++)
            yield return (down[row].Append(All), shown?.RowTotal(row).ToString() ?? Said(Enumerable.Range(0, across.Count).Sum(c => counts[row, c])));
        for (var column = 0; margins && column < across.Count; column++)
            yield return (Enumerable.Repeat(All, summary.Columns.Count - 1).Append(across[column]), shown?.ColumnTotal(column).ToString() ?? Said(Enumerable.Range(0, down.Count).Sum(r => counts[r, column])));
        yield return (Enumerable.Repeat(All, summary.Columns.Count), shown?.Total.ToString() ?? Said(summary.Records));
    }

    private static Func<string> Reader(DecisionFile file, ActivityBeside? beside, string column, string? date, string name)
    {
        if (column.Equals(Month, StringComparison.OrdinalIgnoreCase) && file.IndexOf(Month) < 0)
        {
            if (date is not null)
            {
                var day = Reader(file, beside, date, null, name);
                return () => IsoDate.TryParse(day().Trim(), out var found) ? MonthOf(found) : "";
            }

            return beside is not null
                ? () => beside.AssignmentDate is { } found ? MonthOf(found) : ""
                : throw new RefusedException(new Finding("no-date", Consequence.FileRefused, new Place(name, 1, Month), "no date to take the month of",
                    "the file of activity that was assigned (--activity IN.csv), or the name of a column of dates (--date COLUMN)"));
        }

        if (file.IndexOf(column) is >= 0 and var at)
            return () => file.Text(at).Trim();
        if (beside?.Reader(column) is { } reader)
            return reader;
        throw new RefusedException(new Finding("no-such-column", Consequence.FileRefused, new Place(name, 1), column,
            $"one of: {string.Join(", ", file.Headers.Concat(beside?.Columns ?? []).Append(Month).Distinct(StringComparer.OrdinalIgnoreCase))}"));
    }

    private static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The file of activity that decisions were made from, kept at the record whose decision is in hand.</summary>
    private sealed class ActivityBeside : IDisposable
    {
        private readonly IRecordSource source;
        private readonly ActivityColumns columns;
        private readonly ActivityRecord record = new();
        private readonly string name;
        private readonly string decisions;

        public ActivityBeside(string path, string decisions)
        {
            (name, this.decisions) = (Path.GetFileName(path), decisions);
            source = IRecordSource.Open(path);
            try
            {
                columns = ActivityLayout.Recognise(name, source.Headers, source is ParquetSource ? 0 : 1).Columns;
            }
            catch
            {
                source.Dispose();
                throw;
            }
        }

        public IEnumerable<string> Columns => source.Headers.Concat(Item.All.Select(i => i.Column));

        /// <summary>The day that the record in hand is assigned by; none where it states none.</summary>
        public DateOnly? AssignmentDate =>
            CdsType.Of(record[Item.CdsType]) is { } type && IsoDate.TryParse(record[type.DateItem], out var day) ? day : null;

        public Func<string>? Reader(string column)
        {
            if (source.Headers.Index().FirstOrDefault(h => h.Item.Equals(column, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index is >= 0 and var at)
                return () => source.Text(at).Trim();
            return Item.Named(column) is { } item ? () => columns.Text(source, item).Trim() : null;
        }

        /// <summary>Moves on to a record. What stands between was rejected when the file was assigned.</summary>
        public void MoveTo(string recordId, long line)
        {
            while (source.Read())
            {
                if (source.FieldCount != columns.CellCount || source.Text(columns.RecordIdColumn).Trim() != recordId)
                    continue;

                columns.Fill(record, source);
                return;
            }

            throw new RefusedException(new Finding("not-of-one-run", Consequence.FileRefused, new Place(decisions, line, "record_id"),
                $"{recordId}, which {name} does not hold there", $"decisions made from {name}, in its order"));
        }

        public void Dispose() => source.Dispose();
    }
}
