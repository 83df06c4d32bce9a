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
