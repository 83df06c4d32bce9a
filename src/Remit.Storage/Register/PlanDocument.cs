using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>A plan as a Word document to be read and edited: what would become what, the checklist and the factors. The long lists are in the workbook.</summary>
public static class PlanDocument
{
    /// <summary>The file's content. The zip within it carries the time it was made, so that two are not the same bytes.</summary>
    public static byte[] Of(IReadOnlyList<MergerPlan> plans)
    {
        using var content = new MemoryStream();
        using (var file = WordprocessingDocument.Create(content, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = new(
                new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
                    new RunFonts { Ascii = "Arial", HighAnsi = "Arial" }, new FontSize { Val = "22" }, new Languages { Val = "en-GB" }))),
                Style("Title", "Title", "36"), Style("Heading1", "heading 1", "28"), Style("Heading2", "heading 2", "24"));
            main.Document = new(new Body([.. Content(plans)]));
            file.PackageProperties.Title = "Merger plan";
            file.PackageProperties.Language = "en-GB";
        }

        return content.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Content(IReadOnlyList<MergerPlan> plans)
    {
        yield return Line("Merger plan", "Title");
        foreach (var element in plans.SelectMany(Plan))
            yield return element;
        yield return Line("Not in this plan", "Heading1");
        foreach (var (_, says) in MergerPlan.NotBuilt)
            yield return Line(says);
    }

    private static IEnumerable<OpenXmlElement> Plan(MergerPlan plan)
    {
        yield return Line(plan.Scenario.Name, "Heading1");
        yield return Line($"On {plan.Scenario.On.InWords}, {plan.Before.Count:N0} bodies of the kind {plan.Kind} would be {plan.After.Count:N0}. This rests on the register of {plan.Eve.InWords}.");
        yield return Line(plan.Lists is { } lists ? $"Patients are those of {lists}." : "No release of registered patients was in the workspace, so patients are not known.");
        foreach (var lookUp in plan.LookUps)
            yield return Line(lookUp);
        foreach (var merger in plan.Mergers)
        {
            yield return Line(merger.Proposed.Name, "Heading2");
            yield return Grid(["code", "name", "practices", "patients", "small areas"],
                merger.Bodies.Append(merger.Whole).Select(b => (string[])[b.Code.ToString(), b.Name, Grouped(b.Practices), Grouped(b.Patients), Grouped(b.Areas)]));
            if (merger.Councils.Count > 0)
                yield return Line($"It would lie in these upper-tier councils: {string.Join("; ", merger.Councils)}.");
            if (merger.Neighbours.Count > 0)
                yield return Line($"Bodies that share one of them: {string.Join(", ", merger.Neighbours)}.");
        }

        yield return Line("What changes", "Heading2");
        yield return Line($"{Grouped(plan.Practices.Count)} practices and {Grouped(plan.Areas.Count)} small areas would be in another {plan.Kind}.");
        yield return Line($"Places that are not in exactly one open body: {Grouped(plan.BrokenBefore.Count)} on the day before, {Grouped(plan.BrokenAfter.Count)} from the day, of which the plan makes {Grouped(plan.Made.Count)}.");
        if (plan.HasNoProcedure)
            yield return Line(MergerPlan.NoProcedure);
        yield return Line("Checklist", "Heading2");
        yield return Grid(["due", "step", "confidence"], plan.Checklist.Select(s => (string[])[s.Due?.InWords ?? "no day known", s.Step, s.Source.Confidence]));
        yield return Line("Factors to be weighed", "Heading2");
        yield return Grid(["factor", "what the register says", "other evidence"], plan.Factors.Select(f => (string[])[f.Factor, f.Says.Length > 0 ? f.Says : "nothing: evidence is wanted", ""]));
        foreach (var doubt in plan.Doubts)
            yield return Line($"In doubt: {doubt.Note}");
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

    private static Table Grid(string[] columns, IEnumerable<string[]> rows)
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

    private static string Grouped(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "not known";
}
