using CsvHelper;
using Remit.Responsibility;

namespace Remit.Storage.Responsibility;

/// <summary>Compares two files of decisions and writes each change.</summary>
/// <remarks>Streams: see <see cref="DecisionPairs"/> for what waits in memory, about 200 bytes a line where the orders differ.</remarks>
public static class ComparisonRun
{
    private static readonly string[] Header =
    [
        "record_id", "change",
        "old_outcome", "new_outcome", "old_commissioner", "new_commissioner", "old_service_category", "new_service_category",
        "old_method", "new_method", "old_path", "new_path", "old_flags", "new_flags", "parted_at",
    ];

    /// <summary>Compares.</summary>
    /// <param name="changes">Where each changed, vanished or new record goes, a row each; none for nowhere.</param>
    /// <returns>What was found, and the most lines that had to wait in memory: 0 where the files are in one order.</returns>
    /// <exception cref="RefusedException">A file cannot be used. Nothing was written.</exception>
    /// <exception cref="OperationCanceledException">Stopped. Nothing was written.</exception>
    public static (Comparison Comparison, long MostWaiting) Run(string old, string @new, string? changes, CancellationToken stop = default)
    {
        if (changes is not null && ((string[])[old, @new]).Any(f => Path.GetFullPath(f) == Path.GetFullPath(changes)))
            throw new RefusedException(new Finding("same-file", Consequence.FileRefused, new Place(changes), "one name for two files", "another name for the changes than for what is compared"));

        using var olds = DecisionFile.Open(old);
        using var news = DecisionFile.Open(@new);
        using var file = changes is null ? null : new WholeFile(changes);
        var comparison = new Comparison(Rulebooks.All());
        var pairs = new DecisionPairs();

        using (var csv = file is null ? null : CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            Write(csv, Header);
            var n = 0L;
            foreach (var pair in pairs.Of(olds.Rows(), news.Rows()))
            {
                if ((++n & 0x3FFF) == 0)
                    stop.ThrowIfCancellationRequested();

                var (change, parting) = comparison.Take(pair);
                var what = pair switch
                {
                    { New: null } => "only-old",
                    { Old: null } => "only-new",
                    _ => Name(change),
                };
                if (csv is not null && what != Name(Change.None))
                    Write(csv, Cells(pair, what, parting));
            }
        }

        stop.ThrowIfCancellationRequested();
        file?.Keep();
        return (comparison, pairs.MostWaiting);
    }

    /// <summary>A kind of change as the files name it.</summary>
    public static string Name(Change change) => change switch
    {
        Change.None => "none",
        Change.Outcome => "outcome",
        Change.Commissioner => "commissioner",
        Change.Grounds => "grounds",
        Change.Flags => "flags",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    private static IEnumerable<string> Cells(DecisionPair pair, string what, Parting? parting)
    {
        yield return pair.RecordId;
        yield return what;
        foreach (var cell in (Func<DecisionLine, string>[])[l => l.Outcome, l => l.Commissioner, l => l.Category, l => l.Method, l => l.Path, l => l.Flags])
        {
            yield return pair.Old is { } old ? cell(old) : "";
            yield return pair.New is { } @new ? cell(@new) : "";
        }

        yield return parting?.At ?? "";
    }

    private static void Write(CsvWriter? csv, IEnumerable<string> cells)
    {
        if (csv is null)
            return;
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.EndRecord();
    }
}
