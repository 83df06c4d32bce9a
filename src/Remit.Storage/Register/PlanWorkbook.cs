using System.Globalization;
using System.IO.Compression;
using System.IO.Packaging;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Remit.Storage.Register;

/// <summary>The tables of a plan as an Excel workbook, a sheet to each: a bold heading row that stays in sight, counts as numbers, codes as text.</summary>
public static class PlanWorkbook
{
    private const int Heading = 1;

    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>The file's content, the same bytes for the same tables.</summary>
    public static byte[] Of(IReadOnlyList<PlanTable> tables)
    {
        using var content = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(content, SpreadsheetDocumentType.Workbook))
        {
            file.CompressionOption = CompressionOption.NotCompressed;
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
                using (var to = part.GetStream(FileMode.Create))
                    Write(to, table);
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

    // Written as it goes: a tree of elements for every cell of national tables would take longer than all else in the plan.
    private static void Write(Stream to, PlanTable table)
    {
        using var xml = XmlWriter.Create(to);
        xml.WriteStartElement("x", "worksheet", Namespace);
        new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }).WriteTo(xml);
        xml.WriteStartElement("sheetData", Namespace);
        var counts = table.Columns.Select(MergerPlanTables.Counts.Contains).ToArray();
        WriteRow(xml, table.Columns, (_, cell) => WriteText(xml, cell, Heading));
        foreach (var row in table.Rows)
            WriteRow(xml, row, (column, cell) =>
            {
                if (counts[column] && long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    WriteNumber(xml, cell);
                else
                    WriteText(xml, cell, 0);
            });
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRow(XmlWriter xml, IReadOnlyList<string> cells, Action<int, string> write)
    {
        xml.WriteStartElement("row", Namespace);
        foreach (var (column, cell) in cells.Index())
            write(column, cell);
        xml.WriteEndElement();
    }

    private static void WriteNumber(XmlWriter xml, string number)
    {
        xml.WriteStartElement("c", Namespace);
        xml.WriteElementString("v", Namespace, number);
        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string text, int style)
    {
        xml.WriteStartElement("c", Namespace);
        xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Namespace);
        xml.WriteStartElement("t", Namespace);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(text);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
