using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Remit.Register;

namespace Remit.Storage.Register;

/// <summary>A plan as a Word document to be read and edited: what would become what, the checklist and the factors. The long lists are in the workbook.</summary>
public static class PlanDocument
{
    private const int MostLines = 40, MostVerbs = 4;

    /// <summary>The file's content, the same bytes for the same plans.</summary>
    public static byte[] Of(RegisterAsKnown register, IReadOnlyList<MergerDossier> dossiers)
    {
        using var content = new MemoryStream();
        using (var file = WordprocessingDocument.Create(content, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            file.ChangeIdOfPart(main, "rId1");
            main.AddNewPart<StyleDefinitionsPart>("rId1").Styles = new(
                new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
                    new RunFonts { Ascii = "Arial", HighAnsi = "Arial" }, new FontSize { Val = "22" }, new Languages { Val = "en-GB" }))),
                Style("Title", "Title", "36"), Style("Heading1", "heading 1", "28"), Style("Heading2", "heading 2", "24"),
                new Style(new StyleName { Val = "Small" }, new StyleRunProperties(new FontSize { Val = "16" })) { Type = StyleValues.Paragraph, StyleId = "Small" });
            main.Document = new(new Body([.. Content(register, dossiers)]));
        }

        return PlanWorkbook.WithoutTimes(content.ToArray());
    }

    private static IEnumerable<OpenXmlElement> Content(RegisterAsKnown register, IReadOnlyList<MergerDossier> dossiers)
    {
        yield return Line("Merger plan", "Title");
        if (dossiers.Count > 1)
            foreach (var element in Section(PlanSections.SideBySide(dossiers), "Heading1"))
                yield return element;
        foreach (var dossier in dossiers)
            foreach (var (n, section) in PlanSections.Of(register, dossier).Index())
                foreach (var element in Section(section, n == 0 ? "Heading1" : "Heading2"))
                    yield return element;
        foreach (var element in Section(PlanSections.NotBuilt, "Heading1"))
            yield return element;
    }

    private static IEnumerable<OpenXmlElement> Section(PlanSection section, string style)
    {
        yield return Line(section.Title, style);
        foreach (var line in section.Says.Take(MostLines))
            yield return Line(line);
        if (section.Says.Count > MostLines)
            yield return Line($"… and {section.Says.Count - MostLines:N0} more: the workbook has them all");
        if (section.Columns.Count > 0)
            yield return Grid([.. section.Columns], section.Rows);
        if (section.Verbs.Count > 0)
            yield return Line($"The same, from: {string.Join("; ", section.Verbs.Take(MostVerbs))}{(section.Verbs.Count > MostVerbs ? "; …" : "")}", "Small");
    }

    private static Style Style(string id, string name, string size) => new(
        new StyleName { Val = name },
        new StyleParagraphProperties(new KeepNext(), new SpacingBetweenLines { Before = "240", After = "120" }),
        new StyleRunProperties(new Bold(), new FontSize { Val = size }))
    {
        Type = StyleValues.Paragraph,
        StyleId = id,
    };

    private static Paragraph Line(string text, string? style = null)
    {
        var run = new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
        return style is null
            ? new(new ParagraphProperties(new SpacingBetweenLines { After = "120" }), run)
            : new(new ParagraphProperties(new ParagraphStyleId { Val = style }), run);
    }

    private static Table Grid(string[] columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        static BorderValues Thin() => BorderValues.Single;

        var table = new Table(
            new TableProperties(
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableBorders(
                    new TopBorder { Val = Thin(), Size = 4 }, new LeftBorder { Val = Thin(), Size = 4 }, new BottomBorder { Val = Thin(), Size = 4 },
                    new RightBorder { Val = Thin(), Size = 4 }, new InsideHorizontalBorder { Val = Thin(), Size = 4 }, new InsideVerticalBorder { Val = Thin(), Size = 4 })),
            new TableGrid(columns.Select(_ => new GridColumn())),
            new TableRow(columns.Select(c => new TableCell(new Paragraph(new Run(new RunProperties(new Bold()), new Text(c))))).Prepend<OpenXmlElement>(new TableRowProperties(new TableHeader()))));
        foreach (var row in rows)
            table.Append(new TableRow(row.Select(cell => new TableCell(Line(cell)))));
        return table;
    }
}
