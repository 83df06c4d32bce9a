using System.CommandLine;
using Remit.Responsibility;
using Remit.Storage.Responsibility;

namespace Remit.Cli;

/// <summary><c>./remit compare</c>: two files of decisions, and what changed between them.</summary>
public static class CompareVerb
{
    private const int MostShown = 20;

    public static Command Make(Terminal terminal)
    {
        var old = new Argument<string>("OLD.csv") { Description = "A file of decisions; .gz and .parquet are read too" };
        var @new = new Argument<string>("NEW.csv") { Description = "Another, of the same records, in the same order or not" };
        var by = new Option<string>("--by") { Description = "Tell the moves by commissioner, outcome or path", DefaultValueFactory = _ => "commissioner" };
        by.AcceptOnlyFromAmong([.. Comparison.Columns.Keys]);
        var changes = new Option<string?>("--out") { Description = "Where each change goes, a row to a record", HelpName = "CHANGES.csv" };
        var json = CommandLine.Json();
        var verb = new Command("compare", "What changed between two files of decisions: who, from whom to whom, and at which box. Exit code 1 where something did. Streams: in the same order no record is kept, otherwise one entry for each that waits for its namesake.") { old, @new, by, changes, json };

        verb.SetAction((parsed, stop) =>
        {
            var (from, to, column) = (parsed.GetRequiredValue(old), parsed.GetRequiredValue(@new), parsed.GetRequiredValue(by));
            var (comparison, mostWaiting) = ComparisonRun.Run(from, to, parsed.GetValue(changes), stop);
            if (parsed.GetValue(json))
                terminal.SayJson(AsJson(comparison, column, mostWaiting, parsed.GetValue(changes)));
            else
                Report(terminal, comparison, column, mostWaiting, parsed.GetValue(changes));
            return Task.FromResult(comparison.FoundNothing ? ExitCode.Done : ExitCode.Findings);
        });
        return verb;
    }

    private static void Report(Terminal terminal, Comparison comparison, string column, long mostWaiting, string? changes)
    {
        terminal.Say($"{comparison.InBoth:N0} in both = {comparison.Same:N0} the same + {comparison.Changed:N0} changed");
        terminal.Say($"{comparison.OnlyOld:N0} only in the old, {comparison.OnlyNew:N0} only in the new; {(mostWaiting == 0 ? "the same records line for line" : $"not line for line: at most {mostWaiting:N0} {(mostWaiting == 1 ? "line" : "lines")} waited for their namesakes")}");

        if (comparison.Changed > 0)
        {
            terminal.Say();
            var kinds = new TextTable("changed", "records", "share").Right(1, 2);
            foreach (var (change, words) in Kinds)
                kinds.Row(words, $"{comparison.Of(change):N0}", $"{100m * comparison.Of(change) / comparison.InBoth:0.0}%");
            terminal.Say(kinds.ToString());

            Show(terminal, new TextTable($"{column} from", "to", "records").Right(2), comparison.Moves(column), m => [Named(m.From), Named(m.To), $"{m.Records:N0}"]);
            Show(terminal, new TextTable("parted at", "records", "question there").Right(1), comparison.Partings, p => [p.Parting.At.Length == 0 ? "(nowhere)" : p.Parting.At, $"{p.Records:N0}", Words(p.Parting)]);
        }

        if (changes is not null)
        {
            terminal.Say();
            terminal.Say($"Changes  {changes}");
        }
    }

    private static IReadOnlyList<(Change Change, string Words)> Kinds { get; } =
    [
        (Change.Outcome, "outcome"),
        (Change.Commissioner, "commissioner only"),
        (Change.Grounds, "path, method or category only"),
        (Change.Flags, "flags only"),
    ];

    private static void Show<T>(Terminal terminal, TextTable table, IReadOnlyList<T> rows, Func<T, string[]> cells)
    {
        if (rows.Count == 0)
            return;

        foreach (var row in rows.Take(MostShown))
            table.Row(cells(row));
        terminal.Say();
        terminal.Say(table.ToString());
        if (rows.Count > MostShown)
            terminal.Say($"… and {rows.Count - MostShown:N0} more; --json has them all.");
    }

    private static string Named(string value) => value.Length == 0 ? "(none)" : value;

    private static string Words(Parting parting) =>
        parting.At.Length == 0 ? "The same path: the code, method, category or flags differ, not the way through the chart."
        : string.Join(" Or: ", parting.Questions);

    private static object AsJson(Comparison comparison, string column, long mostWaiting, string? changes) => new
    {
        inBoth = comparison.InBoth,
        same = comparison.Same,
        changed = comparison.Changed,
        onlyOld = comparison.OnlyOld,
        onlyNew = comparison.OnlyNew,
        lineForLine = mostWaiting == 0,
        mostWaiting,
        changes = Kinds.ToDictionary(k => ComparisonRun.Name(k.Change), k => comparison.Of(k.Change)),
        movesBy = column,
        moves = comparison.Moves(column).Select(m => new { m.From, m.To, m.Records }),
        partings = comparison.Partings.Select(p => new { partedAt = p.Parting.At, p.Parting.Questions, p.Records }),
        file = changes,
    };
}
