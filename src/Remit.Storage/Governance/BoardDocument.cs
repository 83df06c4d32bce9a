using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Remit.Storage.Register;

namespace Remit.Storage.Governance;

/// <summary>A part of a document, in the order in which it is read.</summary>
public abstract record DocumentPart
{
    /// <param name="Level">1 beneath the title, 2 beneath that.</param>
    public sealed record Heading(int Level, string Text) : DocumentPart;

    public sealed record Line(string Text) : DocumentPart;

    /// <param name="Caption">What it shows, for those who cannot see it as a table.</param>
    public sealed record Grid(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : DocumentPart;
}

/// <summary>Something that people expect on paper, with its structure kept: headings, tables with headings of their columns, a title and a language, so that it can be read aloud.</summary>
public sealed record BoardDocument(string Title, string Subtitle, IReadOnlyList<DocumentPart> Parts)
{
    private const string Language = "en-GB";

    /// <summary>As a Word document: the same bytes for the same content.</summary>
    public byte[] Word()
    {
        using var content = new MemoryStream();
        using (var file = WordprocessingDocument.Create(content, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = $"{Title}, {Subtitle}";
            file.PackageProperties.Language = Language;
            var main = file.AddMainDocumentPart();
            file.ChangeIdOfPart(main, "rId1");
            main.AddNewPart<StyleDefinitionsPart>("rId1").Styles = new(
                new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
                    new RunFonts { Ascii = "Arial", HighAnsi = "Arial" }, new FontSize { Val = "22" }, new Languages { Val = Language }))),
                Style("Title", "Title", "36", null), Style("Heading1", "heading 1", "28", 0), Style("Heading2", "heading 2", "24", 1));
            main.Document = new(new Body([Line(Title, "Title"), Line(Subtitle), .. Parts.SelectMany(Elements),
                new SectionProperties(new PageSize { Width = 11906, Height = 16838 }, new PageMargin { Top = 1134, Right = 1134U, Bottom = 1134, Left = 1134U, Header = 567U, Footer = 567U, Gutter = 0U })]));
        }

        return PlanWorkbook.WithoutTimes(content.ToArray());
    }

    /// <summary>As a page of HTML that needs nothing else, to be printed or put on a website.</summary>
    public string Page()
    {
        var page = new StringBuilder().Append($$"""
            <!DOCTYPE html>
            <html lang="{{Language}}">
            <head>
            <meta charset="utf-8">
            <title>{{Coded($"{Title}, {Subtitle}")}}</title>
            <style>
            @page { size: A4; margin: 20mm; }
            body { font: 11pt/1.4 Arial, sans-serif; color: #212b32; max-width: 60em; margin: 0 auto; }
            h1 { font-size: 18pt; } h2 { font-size: 14pt; break-after: avoid; } h3 { font-size: 12pt; break-after: avoid; }
            table { border-collapse: collapse; width: 100%; margin: 0 0 1em; }
            caption { text-align: left; font-weight: bold; padding: 0.3em 0; }
            th, td { border: 1px solid #4c6272; padding: 0.3em 0.5em; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
            thead { display: table-header-group; } tr { break-inside: avoid; }
            </style>
            </head>
            <body>
            <h1>{{Coded(Title)}}</h1>
            <p>{{Coded(Subtitle)}}</p>

            """);
        foreach (var part in Parts)
            switch (part)
            {
                case DocumentPart.Heading heading:
                    page.Append($"<h{heading.Level + 1}>{Coded(heading.Text)}</h{heading.Level + 1}>\n");
                    break;
                case DocumentPart.Line line:
                    page.Append($"<p>{Coded(line.Text)}</p>\n");
                    break;
                case DocumentPart.Grid grid:
                    page.Append($"<table>\n<caption>{Coded(grid.Caption)}</caption>\n<thead><tr>{string.Concat(grid.Columns.Select(c => $"<th scope=\"col\">{Coded(c)}</th>"))}</tr></thead>\n<tbody>\n");
                    foreach (var row in grid.Rows)
                        page.Append($"<tr>{string.Concat(row.Select((c, n) => n == 0 ? $"<th scope=\"row\">{Coded(c)}</th>" : $"<td>{Coded(c)}</td>"))}</tr>\n");
                    page.Append("</tbody>\n</table>\n");
                    break;
            }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Coded(string text) => WebUtility.HtmlEncode(text);

    private static IEnumerable<OpenXmlElement> Elements(DocumentPart part) => part switch
    {
        DocumentPart.Heading heading => [Line(heading.Text, $"Heading{heading.Level}")],
        DocumentPart.Line line => [Line(line.Text)],
        DocumentPart.Grid grid => [Table(grid), Line("")],
        _ => throw new InvalidOperationException($"{part} cannot be written."),
    };

    private static Style Style(string id, string name, string size, int? outline)
    {
        var properties = new StyleParagraphProperties(new KeepNext(), new SpacingBetweenLines { Before = "240", After = "120" });
        if (outline is { } level)
            properties.Append(new OutlineLevel { Val = level });
        return new(new StyleName { Val = name }, properties, new StyleRunProperties(new Bold(), new FontSize { Val = size })) { Type = StyleValues.Paragraph, StyleId = id };
    }

    private static Paragraph Line(string text, string? style = null)
    {
        var run = new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
        return style is null
            ? new(new ParagraphProperties(new SpacingBetweenLines { After = "120" }), run)
            : new(new ParagraphProperties(new ParagraphStyleId { Val = style }), run);
    }

    private static Table Table(DocumentPart.Grid grid)
    {
        static T Border<T>()
            where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4 };

        var table = new Table(
            new TableProperties(
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableBorders(Border<TopBorder>(), Border<LeftBorder>(), Border<BottomBorder>(), Border<RightBorder>(), Border<InsideHorizontalBorder>(), Border<InsideVerticalBorder>()),
                new TableLook { FirstRow = true, FirstColumn = true },
                new TableCaption { Val = grid.Caption }),
            new TableGrid(grid.Columns.Select(_ => new GridColumn())),
            new TableRow(grid.Columns.Select(c => new TableCell(new Paragraph(new Run(new RunProperties(new Bold()), new Text(c))))).Prepend<OpenXmlElement>(new TableRowProperties(new TableHeader()))));
        foreach (var row in grid.Rows)
            table.Append(new TableRow(row.Select(cell => new TableCell(Line(cell)))));
        return table;
    }
}
