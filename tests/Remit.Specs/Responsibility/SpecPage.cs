using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Remit.Tests;

namespace Remit.Specs.Responsibility;

/// <summary>Reads the worked cases off a page. How a page is written is told in <c>specs/README.md</c>; what it cannot read, it refuses.</summary>
internal static class SpecPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    // Tables with these first headings explain something to the reader, and hold no case; those of counts are cases of SmallNumberCases.
    private static readonly HashSet<string> Explaining = ["box", "code", "column", "count", "counts", "file", "flag", "K", "outcome", "term"];

    public static string Folder { get; } = Path.Combine(Where.Root, "specs", "responsibility");

    public static IReadOnlyList<WorkedCase> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal)
            .Where(f => Path.GetFileName(f) != "README.md")
            .SelectMany(f => Read(Path.GetFileName(f), File.ReadAllText(f))),
    ];

    /// <exception cref="FormatException">A table or a cell that is not as <c>specs/README.md</c> says.</exception>
    public static IEnumerable<WorkedCase> Read(string name, string text)
    {
        var ofThePage = new Dictionary<string, string>();
        var ofTheSection = new Dictionary<string, string>();
        ShownFile? file = null;
        var inASection = false;
        var cases = new List<WorkedCase>();

        foreach (var block in Markdown.Parse(text, Pipeline))
        {
            switch (block)
            {
                case HeadingBlock heading:
                    (ofTheSection, file, inASection) = (new(ofThePage), null, heading.Level > 1);
                    break;
                case FencedCodeBlock { Info: "csv" } shown:
                    file = new ShownFile(shown.Line + 1, string.Concat(shown.Lines.Lines.Take(shown.Lines.Count).Select(l => l.ToString() + "\n")));
                    break;
                case Table table:
                    ReadTable(table);
                    break;
            }
        }

        return cases;

        void ReadTable(Table table)
        {
            var rows = table.Cast<TableRow>().ToList();
            var headings = rows[0].Cast<TableCell>().Select(Text).ToArray();
            switch (headings)
            {
                case ["every record has", "value"]:
                    foreach (var row in rows.Skip(1))
                    {
                        var (column, value) = (Known(row, Text((TableCell)row[0])), Text((TableCell)row[1]));
                        ofTheSection[column] = value;
                        if (!inASection)
                            ofThePage[column] = value;
                    }

                    break;

                case ["case", ..]:
                    var columns = headings.Skip(1).Select(h => Known(rows[0], h)).ToArray();
                    foreach (var row in rows.Skip(1))
                        cases.Add(ReadCase(row, columns));
                    break;

                default:
                    if (!Explaining.Contains(headings[0]))
                        throw Wrong(rows[0], $"a table whose first heading is '{headings[0]}'", "'case', 'every record has', or a table that explains: " + string.Join(", ", Explaining.Order(StringComparer.Ordinal)));
                    break;
            }
        }

        WorkedCase ReadCase(TableRow row, string[] columns)
        {
            var texts = row.Cast<TableCell>().Select(Text).ToArray();
            if (texts.Length != columns.Length + 1)
                throw Wrong(row, $"{texts.Length} cells", $"{columns.Length + 1}, one for each heading");

            var cells = new Dictionary<string, string>(ofTheSection);
            foreach (var (column, value) in columns.Zip(texts.Skip(1)))
                cells[column] = value;

            // A record without an id of its own is named after its case, so that the id is no distraction.
            cells.TryAdd(Column.RecordId, texts[0].ToLowerInvariant());

            foreach (var owed in cells.GetValueOrDefault(Column.Outcome) switch
            {
                WorkedCase.Refused => [Column.World],
                WorkedCase.Rejected => [Column.World, Column.RejectedFor],
                _ => Column.Decision.Append(Column.World),
            })
            {
                if (!cells.ContainsKey(owed))
                    throw Wrong(row, $"a case that does not give '{owed}'", "every part of the answer, in the row or in a table above it; '—' where it must be empty");
            }

            if (file is not null && !cells.ContainsKey(Column.Line) && cells[Column.Outcome] != WorkedCase.Refused)
                throw Wrong(row, "a case under a file without a 'line'", "the line of the file on which the record begins");

            // The column is written as the file names it, which is how a rejected row names it too.
            if (cells.TryGetValue(Column.RejectedFor, out var rejectedFor) && rejectedFor.Length > 0)
                cells[Column.RejectedFor] = Known(row, rejectedFor);

            return new WorkedCase(texts[0], name, row.Line + 1, cells, file);
        }

        string Known(TableRow row, string heading) =>
            Column.Named(heading) is var column && Column.All.Contains(column)
                ? column
                : throw Wrong(row, $"the heading '{heading}'", "a column of the activity file, of the decisions, 'rejected for', 'reference tables', 'rulebook', 'line', 'why' or 'source'");

        FormatException Wrong(Block at, string found, string wanted) =>
            new($"{name}:{at.Line + 1}: found {found}, wanted {wanted}.");
    }

    /// <summary>A cell as it stands: without code ticks; <c>—</c> for empty, <c>␠</c> for a space that matters.</summary>
    private static string Text(TableCell cell)
    {
        var text = string.Concat(cell.Descendants<LeafInline>().Select(i => i switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            _ => throw new FormatException($"Line {cell.Line + 1}: a cell holds words and codes only, not {i.GetType().Name}."),
        })).Trim();

        return text == "—" ? "" : text.Replace('␠', ' ');
    }
}
