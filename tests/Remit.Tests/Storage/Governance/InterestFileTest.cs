using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Governance;

namespace Remit.Tests.Storage.Governance;

public class InterestFileTest
{
    private static readonly Person[] People = [new("ann-example", "Ann Example", []), new("bob-1", "Bob Example", []), new("bob-2", "Bob Example", [])];

    [Fact]
    public void The_headings_of_the_guidance_are_known_and_days_are_read_either_way()
    {
        var read = Csv("Name,Declared Interest,Type of Interest,Nature of interest,From,To,Date declared,Action taken to mitigate risk\nAnn Example,Harbour Health Ltd,Non-Financial Professional,Adviser,01/04/2016,current,2016-04-20,Leaves the room\n");

        var (declared, place) = read.Single();
        (declared.Person, declared.Organisation, declared.Type, declared.Arose, declared.Ended, declared.Declared).ShouldBe(("ann-example", "Harbour Health Ltd", InterestType.NonFinancialProfessional, new DateOnly(2016, 4, 1), null, new DateOnly(2016, 4, 20)));
        declared.Handling.ShouldBe("Leaves the room");
        place.Line.ShouldBe(2);
    }

    [Fact]
    public void A_workbook_is_read_as_the_table_it_shows()
    {
        using var folder = Where.NewFolder();
        Workbook(folder.File("r.xlsx"), ["person", "organisation", "type", "position", "arose", "declared", "amount"], ["ann-example", "Harbour Health Ltd", "financial", "shareholder", "42461", "42470", "2500.00"]);

        var declared = InterestFile.Read(folder.File("r.xlsx"), OdsCode.Parse("00L"), People).Single().Declared;

        (declared.Arose, declared.Declared, declared.Amount).ShouldBe((new DateOnly(2016, 4, 1), new DateOnly(2016, 4, 10), "2500.00"));
    }

    [Theory]
    [InlineData("Bob Example,H,financial,owner,2016-04-01,2016-04-01", "f.csv:2 [person]: bad-interest: found 'Bob Example', wanted what stands for one of them: bob-1, bob-2")]
    [InlineData("Zoe,H,financial,owner,2016-04-01,2016-04-01", "f.csv:2 [person]: bad-interest: found 'Zoe', wanted somebody who is recorded")]
    [InlineData("Ann Example,H,pecuniary,owner,2016-04-01,2016-04-01", "f.csv:2 [type]: bad-interest: found 'pecuniary'")]
    [InlineData("Ann Example,H,financial,owner,April,2016-04-01", "f.csv:2 [arose]: bad-interest: found 'April', wanted a day as 2016-04-30 or 30/04/2016")]
    [InlineData("Ann Example,,financial,owner,2016-04-01,2016-04-01", "f.csv:2 [organisation]: bad-interest: found 'nothing'")]
    public void A_row_that_cannot_be_read_stops_the_file_and_says_where(string row, string told) =>
        string.Join('\n', Should.Throw<RefusedException>(() => Csv($"person,organisation,type,position,arose,declared\n{row}\n")).Findings).ShouldContain(told);

    [Fact]
    public void A_column_that_is_missing_is_told_with_the_headings_that_would_do() =>
        string.Join('\n', Should.Throw<RefusedException>(() => Csv("person,organisation,type\nx,y,z\n")).Findings).ShouldContain("f.csv:1 [position]: missing-column: found 'person, organisation, type', wanted a column headed 'position' or 'nature of interest'");

    [Fact]
    public void What_is_no_workbook_is_refused()
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("r.xlsx"), "person,organisation");

        Should.Throw<RefusedException>(() => InterestFile.Read(folder.File("r.xlsx"), OdsCode.Parse("00L"), People)).Message.ShouldContain("not-a-workbook");
        Should.Throw<RefusedException>(() => InterestFile.Read(folder.File("none.xlsx"), OdsCode.Parse("00L"), People)).Message.ShouldContain("no-such-file");
    }

    [Theory]
    [InlineData("<row><c><v>1</v></c></row>", 3_000_000, "more than 64 megabytes once unpacked")]
    [InlineData("<row><c><v>1</v></c></row>", 100_000, ":10002: too-large: found 'more than 10,000 rows'")]
    [InlineData("<row><c r=\"GS1\"><v>1</v></c></row>", 1, ":1: too-large: found 'more than 200 columns'")]
    [InlineData("<row/>", 100_000, "empty-file")]
    public void A_workbook_that_unpacks_to_more_than_a_register_can_be_is_read_no_further(string row, int times, string told)
    {
        using var folder = Where.NewFolder();
        Workbook(folder.File("r.xlsx"), ["person"]);
        using (var packed = ZipFile.Open(folder.File("r.xlsx"), ZipArchiveMode.Update))
        {
            var sheet = packed.Entries.Single(e => e.FullName.EndsWith("sheet.xml", StringComparison.Ordinal) || e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal));
            var name = sheet.FullName;
            sheet.Delete();
            using var writer = new StreamWriter(packed.CreateEntry(name).Open());
            writer.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
            for (var n = 0; n < times; n++)
                writer.Write(row);
            writer.Write("</sheetData></worksheet>");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<RefusedException>(() => InterestFile.Read(folder.File("r.xlsx"), OdsCode.Parse("00L"), People)).Message.ShouldContain(told);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20);
    }

    [Fact]
    public void A_table_with_more_rows_or_columns_than_a_register_can_have_is_read_no_further()
    {
        Should.Throw<RefusedException>(() => Csv($"person\n{string.Concat(Enumerable.Repeat("x\n", 10_001))}")).Message.ShouldContain("f.csv:10002: too-large: found 'more than 10,000 rows'");
        Should.Throw<RefusedException>(() => Csv($"person{new string(',', 200)}\n")).Message.ShouldContain("f.csv:1: too-large: found 'more than 200 columns'");
    }

    [Fact]
    public void Text_that_a_workbook_keeps_apart_and_columns_that_it_leaves_out_are_read()
    {
        using var folder = Where.NewFolder();
        using (var file = SpreadsheetDocument.Create(folder.File("r.xlsx"), SpreadsheetDocumentType.Workbook))
        {
            var workbook = file.AddWorkbookPart();
            var (shared, sheet) = (workbook.AddNewPart<SharedStringTablePart>(), workbook.AddNewPart<WorksheetPart>());
            shared.SharedStringTable = new(new SharedStringItem(new Run(new Text("Harbour ") { Space = SpaceProcessingModeValues.Preserve }), new Run(new Text("Health Ltd"))));
            Cell Inline(string at, string text) => new(new InlineString(new Text(text))) { CellReference = at, DataType = CellValues.InlineString };
            sheet.Worksheet = new(new SheetData(
                new Row(((string[])["person", "code", "organisation", "type", "position", "arose", "declared"]).Select((h, n) => Inline($"{(char)('A' + n)}1", h))) { RowIndex = 1 },
                new Row(Inline("A4", "ann-example"), new Cell(new CellValue("0")) { CellReference = "C4", DataType = CellValues.SharedString }, Inline("D4", "financial"), Inline("E4", "owner"), Inline("F4", "2016-04-01"), Inline("G4", "2016-04-02"), new Cell { CellReference = "XFD4" }) { RowIndex = 4 }));
            workbook.Workbook = new(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "Register" }));
        }

        var (declared, place) = InterestFile.Read(folder.File("r.xlsx"), OdsCode.Parse("00L"), People).Single();
        (declared.Organisation, declared.Code, declared.Position, place.Line).ShouldBe(("Harbour Health Ltd", null, "owner", 4));
    }

    private static IReadOnlyList<(InterestDeclared Declared, Place Place)> Csv(string text)
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("f.csv"), text);
        return InterestFile.Read(folder.File("f.csv"), OdsCode.Parse("00L"), People);
    }

    private static void Workbook(string path, params string[][] rows)
    {
        using var file = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = file.AddWorkbookPart();
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = new(new SheetData(rows.Select(r => new Row(r.Select(c => double.TryParse(c, out _)
            ? new Cell(new CellValue(c)) { DataType = CellValues.Number }
            : new Cell(new InlineString(new Text(c))) { DataType = CellValues.InlineString })))));
        workbook.Workbook = new(new Sheets(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = 1, Name = "Register" }));
    }
}
