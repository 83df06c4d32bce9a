using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Remit.Storage.Register;

/// <summary>The tables of a plan as an Excel workbook, a sheet to each: a bold heading row that stays in sight, counts as numbers, codes as text.</summary>
public static class PlanWorkbook
{
    private const uint Heading = 1;

    /// <summary>The file's content, the same bytes for the same tables.</summary>
    public static byte[] Of(IReadOnlyList<PlanTable> tables)
    {
        using var content = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(content, SpreadsheetDocumentType.Workbook))
        {
            var workbook = file.AddWorkbookPart();
            file.ChangeIdOfPart(workbook, "rId1");
            workbook.AddNewPart<WorkbookStylesPart>("rId0").Stylesheet = new(
                new Fonts(new Font(), new Font(new Bold())),
                new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
                new Borders(new Border()),
                new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }));
            var sheets = new Sheets();
            foreach (var (n, table) in tables.Index())
            {
                var part = workbook.AddNewPart<WorksheetPart>($"rId{n + 1}");
                part.Worksheet = new(
                    new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
                    new SheetData(table.Rows.Select(row => new Row(row.Select((cell, column) => Cell(cell, table.Columns[column])))).Prepend(new Row(table.Columns.Select(c => Text(c, Heading))))));
                sheets.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)n + 1, Name = table.Name });
            }

            workbook.Workbook = new(sheets);
        }

        return WithoutTimes(content.ToArray());
    }

    /// <summary>A zip with the time of each file in it set to the earliest that a zip can say, so that the same content is the same bytes.</summary>
    internal static byte[] WithoutTimes(byte[] zip)
    {
        using var to = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(zip)))
        using (var made = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var file in from.Entries)
            {
                var entry = made.CreateEntry(file.FullName);
                entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var read = file.Open();
                using var write = entry.Open();
                read.CopyTo(write);
            }

        return to.ToArray();
    }

    private static Cell Cell(string text, string column) =>
        MergerPlanTables.Counts.Contains(column) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new Cell(new CellValue(text)) { DataType = CellValues.Number }
            : Text(text, 0);

    private static Cell Text(string text, uint style) =>
        new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };
}
