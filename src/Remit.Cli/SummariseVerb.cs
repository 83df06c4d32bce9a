using System.CommandLine;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Responsibility;

namespace Remit.Cli;

/// <summary><c>./remit summarise</c>: how many records of a file of decisions say what, fit to be shown if asked.</summary>
public static class SummariseVerb
{
    // More than this across does not fit a screen, so the table goes down instead.
    private const int MostAcross = 8;

    public static Command Make(Terminal terminal)
    {
        var input = new Argument<string>("OUT.csv") { Description = "A file of decisions; .gz and .parquet are read too" };
        var by = new Option<string>("--by") { Description = "Columns between commas: of the decisions, carried through with them, of the activity where it is given, or month. The last goes across", Required = true, HelpName = "COLUMN,…" };
        var activity = new Option<string?>("--activity") { Description = "The file of activity that was assigned, for its columns and the month of the assignment date", HelpName = "IN.csv" };
        var date = new Option<string?>("--date") { Description = "The column of dates (YYYY-MM-DD) whose month is meant", HelpName = "COLUMN" };
        var suppress = new Option<bool>("--suppress") { Description = "Make it fit to be shown: counts of 1 to 7 as *, others rounded to 5, and totals that do not give them away" };
        var output = new Option<string?>("--out") { Description = "Where the summary goes, a row to a combination", HelpName = "SUMMARY.csv" };
        var json = CommandLine.Json();
        var verb = new Command("summarise", "Count the records of a file of decisions. Streams: memory is one entry for each combination of the columns.") { input, by, activity, date, suppress, output, json };

        verb.SetAction((parsed, stop) =>
        {
            var columns = parsed.GetRequiredValue(by).Split(',', StringSplitOptions.TrimEntries);
            if (columns.Any(c => c.Length == 0) || columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() < columns.Length)
            {
                terminal.Note($"--by: found {Finding.Quoted(parsed.GetRequiredValue(by))}, wanted different columns with a comma between them, such as commissioner,outcome. Try './remit summarise --help'.");
                return Task.FromResult(ExitCode.Usage);
            }

            var (from, beside, to) = (parsed.GetRequiredValue(input), parsed.GetValue(activity), parsed.GetValue(output));
            if (to is not null && ((string?[])[from, beside]).Any(f => f is not null && Path.GetFullPath(f) == Path.GetFullPath(to)))
                throw new RefusedException(new Finding("same-file", Consequence.FileRefused, new Place(to), "one name for two files", "another name for the summary than for what it is made from"));

            var summary = SummaryRun.Run(from, columns, beside, parsed.GetValue(date), stop);
            var shown = parsed.GetValue(suppress) ? SmallNumbers.Protect(summary.Table().Counts) : null;
            if (to is not null)
                SummaryRun.Write(summary, shown, to);
            if (parsed.GetValue(json))
                terminal.SayJson(AsJson(summary, shown, to));
            else
                Report(terminal, summary, shown, to);
            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

    private static void Report(Terminal terminal, Summary summary, ShownTable? shown, string? output)
    {
        var (down, across, counts) = summary.Table();
        terminal.Say((summary.Columns.Count > 1 && across.Count is > 1 and <= MostAcross ? Across(summary.Columns, down, across, counts, shown) : Down(summary, shown)).ToString());
        if (shown is not null)
        {
            terminal.Say();
            terminal.Say("* is 1 to 7, or a larger number withheld so that totals do not give one away; others are rounded to 5.");
        }

        if (output is not null)
        {
            terminal.Say();
            terminal.Say($"Summary  {output}");
        }
    }

    private static TextTable Down(Summary summary, ShownTable? shown)
    {
        var table = new TextTable([.. summary.Columns, "records"]).Right(summary.Columns.Count);
        foreach (var (values, records) in SummaryRun.Rows(summary, shown))
            table.Row([.. values.Select(Named), Grouped(records)]);
        return table;
    }

    private static TextTable Across(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> down, IReadOnlyList<string> across, long[,] counts, ShownTable? shown)
    {
        var margins = down.Count > 1;
        var table = new TextTable([.. columns.SkipLast(1), .. across.Select(Named), SummaryRun.All]).Right([.. Enumerable.Range(columns.Count - 1, across.Count + 1)]);
        long OfRow(int row) => Enumerable.Range(0, across.Count).Sum(c => counts[row, c]);
        long OfColumn(int column) => Enumerable.Range(0, down.Count).Sum(r => counts[r, column]);

        foreach (var (row, values) in down.Index())
            table.Row([
                .. values.Select(Named),
                .. Enumerable.Range(0, across.Count).Select(c => Grouped(shown?[row, c].ToString() ?? $"{counts[row, c]}")),
                Grouped((margins ? shown?.RowTotal(row) : shown?.Total)?.ToString() ?? $"{OfRow(row)}"),
            ]);
        if (margins)
            table.Row([
                .. Enumerable.Repeat(SummaryRun.All, columns.Count - 1),
                .. Enumerable.Range(0, across.Count).Select(c => Grouped(shown?.ColumnTotal(c).ToString() ?? $"{OfColumn(c)}")),
                Grouped(shown?.Total.ToString() ?? $"{counts.Cast<long>().Sum()}"),
            ]);
        return table;
    }

    private static string Named(string value) => value.Length == 0 ? "(none)" : value;

    private static string Grouped(string count) => long.TryParse(count, out var n) ? $"{n:N0}" : count;

    private static object AsJson(Summary summary, ShownTable? shown, string? output) => new
    {
        by = summary.Columns,
        suppressed = shown is not null,
        rows = SummaryRun.Rows(summary, shown).Select(r => new { values = r.Values, records = r.Records == "*" ? null : (long?)long.Parse(r.Records, System.Globalization.CultureInfo.InvariantCulture), withheld = r.Records == "*" }),
        file = output,
    };
}
