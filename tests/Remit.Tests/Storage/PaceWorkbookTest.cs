using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Remit.Allocations;
using Remit.Storage.Allocations;

namespace Remit.Tests.Storage;

/// <summary>The workbook's formulas are worked out here by a small spreadsheet of the tests' own, which knows nothing of the policy: it must come to what the program says.</summary>
public class PaceWorkbookTest
{
    private static readonly OpeningPosition[] Bodies =
    [
        new("A", 90_000_001, 0.5m, -10), new("B", 99_000_000, 1.5m, -1), new("C", 111_000_000, 0, 11), new("D", 50_000_000, -0.5m, -4), new("E", 210_000_000, 0.2m, 6), new("F", 333_333_333, 0.7m, 0.01m),
    ];

    private static readonly PaceTerms Full = new()
    {
        MinimumGrowth = 1,
        MinimumGrowthPerHead = 0.8m,
        Taper = new(3, 9, 0.1m),
        MaximumGrowth = 4.9m,
        FurthestUnder = -8,
        TotalGrowth = 2.7m,
    };

    public static TheoryData<string, PaceTerms> Policies => new()
    {
        { "everything", Full },
        { "no total", Full with { TotalGrowth = null, TargetGrowthPerHead = 2.2m } },
        { "no maximum", Full with { MaximumGrowth = null } },
        { "furthest first", Full with { Rest = RestGoes.FurthestFirst } },
        { "furthest first, no maximum", Full with { Rest = RestGoes.FurthestFirst, MaximumGrowth = null } },
        { "more than targets take", Full with { TargetGrowthPerHead = 0.5m, TotalGrowth = 4.5m } },
        { "more than maxima take", Full with { TotalGrowth = 7 } },
        { "too little", Full with { TotalGrowth = 0.3m } },
        { "a floor alone", new() { MinimumGrowth = 2 } },
    };

    [Theory, MemberData(nameof(Policies))]
    public void Its_cells_come_to_what_the_program_says_when_they_are_worked_out_again(string name, PaceTerms terms)
    {
        var years = PaceOfChange.Years(new("p", name, [terms]), Bodies, terms is { TotalGrowth: null, TargetGrowthPerHead: null } ? 1 : 3);

        using var content = new MemoryStream(PaceWorkbook.Of(new("p", name, [terms]), years));
        using var file = SpreadsheetDocument.Open(content, false);
        new OpenXmlValidator().Validate(file, TestContext.Current.CancellationToken).Select(e => e.Description).ShouldBeEmpty();
        var book = new SmallSpreadsheet(file);

        foreach (var year in years)
        {
            var sheet = book.Rows($"Year {year.Year}");
            var header = sheet.FindIndex(r => r.Contains("Allocation, £"));
            // Binary fractions may give an odd pound to another.
            foreach (var (row, body) in sheet.Skip(header + 1).Zip(year.Allocations))
            {
                double At(string heading) => (double)book.Value($"Year {year.Year}", sheet[header].IndexOf(heading), sheet.IndexOf(row));

                row[0].ShouldBe(body.Body);
                At("Minimum growth, %").ShouldBe((double)body.Minimum, 1e-9);
                At("Allocation, £").ShouldBe(body.Allocation.Value, 1);
                if (body.ClosingDistance is { } closing)
                    At("Closing distance, %").ShouldBe((double)closing, 1e-5);
            }

            ((double)book.Value($"Year {year.Year}", 1, header - 2)).ShouldBe(year.Sum.Value);
        }
    }

    [Fact]
    public void A_formula_is_worked_out_as_a_spreadsheet_does()
    {
        SmallSpreadsheet.Work("1+2*3-4/2").ShouldBe(5d);
        SmallSpreadsheet.Work("IF(OR(1>2,\"a\"=\"a\"),0-INT(0-1.0001),0)").ShouldBe(2d);
        SmallSpreadsheet.Work("INT(-1.7)+ABS(-2)").ShouldBe(0d);
        SmallSpreadsheet.Work("IF(1<>1,\"x\",\"\")").ShouldBe("");
    }
}
