using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Remit.Allocations;
using Remit.Money;
using Remit.Storage.Register;

namespace Remit.Storage.Allocations;

/// <summary>Years of pace of change as an Excel workbook that calculates: the policy on one sheet, a sheet to each year, every step a formula. Whoever doubts a step can change it.</summary>
/// <remarks>
/// What there is to share out is solved in cells too, from the points at which one body after another comes to its maximum or its target. Excel counts in binary fractions, so that an odd pound
/// may go to another body than here; the sum is the same. Only functions that every spreadsheet has.
/// </remarks>
public static partial class PaceWorkbook
{
    private const uint Plain = 0, Heading = 1, Sum = 2, Rate = 3;

    // What Excel sees instead of no maximum: more than any body gets, and no more, since the digits behind the point are needed.
    private const string NoMaximum = "1000000000000";

    // Terms by the row of the first sheet on which they stand.
    private static readonly string[] Terms = [.. PacePolicies.Rules.Select(r => r.Rule)];

    // Figures above the table of a year, by the row on which they stand. {name} is the cell of that name, [column] all bodies' cells in a column, <rule> the policy's.
    private static readonly (string Name, string Says, uint Style, string Formula)[] Figures =
    [
        ("baseline", "Last year's allocations", Sum, "SUM([baseline])"),
        ("total", "To be shared out", Sum, "IF(<total growth>=\"\",\"\",ROUND({baseline}*(1+<total growth>/100),0))"),
        ("target growth", "Growth of targets per head, as a factor", Plain, "IF(<target growth per head><>\"\",1+<target growth per head>/100,IF({total}=\"\",\"\",{total}/SUMPRODUCT([last target]*(1+[population growth]/100))))"),
        ("minima", "All minima", Sum, "SUM([least])"),
        ("spare", "Left after the minima", Sum, "IF({total}=\"\",0,{total}-{minima})"),
        ("part before", "Part of the way to target at which the last body comes to its maximum", Plain, "SUMPRODUCT(MAX(([costs to there]<={spare})*[way to maximum]))"),
        ("part cost", "What that costs", Sum, "SUMPRODUCT(MAX(([costs to there]<={spare})*[costs to there]))"),
        ("part slope", "What the whole way beyond it would cost", Sum, "SUMPRODUCT(([way to maximum]>{part before})*[lacks])"),
        ("part", "Part of the way to target that all go", Plain, "IF(OR({spare}<=0,<the rest goes>=\"furthest first\"),0,IF({part slope}=0,{part before},MIN(1,{part before}+({spare}-{part cost})/{part slope})))"),
        ("raises", "Whether all are then raised to one part of target (1) or not (0)", Plain, "IF({spare}<=0,0,IF(<the rest goes>=\"furthest first\",1,IF({total}-SUM([on the way])>COUNT([on the way]),1,0)))"),
        ("raised before", "Part of target at which the last body joins or stops", Plain, "IF({raises}=0,0,MAX(SUMPRODUCT(MAX(([sum at joining]<={total})*[joins])),SUMPRODUCT(MAX(([sum at stopping]<={total})*[stops]))))"),
        ("raised cost", "What all get there", Sum, "IF({raises}=0,0,MAX(SUMPRODUCT(MAX(([sum at joining]<={total})*[sum at joining])),SUMPRODUCT(MAX(([sum at stopping]<={total})*[sum at stopping]))))"),
        ("raised slope", "Targets of those raised beyond it", Sum, "IF({raises}=0,0,SUMPRODUCT(([joins]<={raised before})*([stops]>{raised before})*[target]))"),
        ("raised", "Part of target to which all are raised", Plain, "IF({raises}=0,0,IF({raised slope}=0,{raised before},{raised before}+({total}-{raised cost})/{raised slope}))"),
        ("odd", "Odd pounds", Sum, "IF({spare}<=0,0,{total}-SUM([whole]))"),
        ("sum", "Allocations", Sum, "SUM([allocation])"),
    ];

    private static readonly (string Name, string Says, uint Style, string Formula)[] Columns =
    [
        ("body", "Body", Plain, ""),
        ("baseline", "Last year's allocation, £", Sum, ""),
        ("population growth", "Population growth, %", Rate, ""),
        ("distance", "Opening distance, %", Rate, ""),
        ("last target", "Last year's target, £", Sum, "{baseline}/(1+{distance}/100)"),
        ("target", "Target, £", Sum, "IF({target growth}=\"\",\"\",{last target}*(1+{population growth}/100)*{target growth})"),
        ("over heads", "Opening distance for the year's population, %", Rate, "100*((1+{distance}/100)/(1+{population growth}/100)-1)"),
        ("floor", "Higher of the floors, %", Rate, "MIN(IF(<maximum growth>=\"\",1000000,<maximum growth>),MAX(<minimum growth>,IF(<minimum growth per head>=\"\",<minimum growth>,100*((1+<minimum growth per head>/100)*(1+{population growth}/100)-1))))"),
        ("tapered", "Part of the taper behind it", Plain, "IF(<taper from>=\"\",0,MAX(0,MIN(1,({over heads}-<taper from>)/(<taper to>-<taper from>))))"),
        ("minimum", "Minimum growth, %", Rate, "{floor}+{tapered}*(<growth beyond taper>-{floor})"),
        // INT, since LibreOffice rounds up and down by twelve digits alone. A hair from a pound it would be in decimal digits is that pound.
        ("most", "Maximum, £", Sum, "IF(<maximum growth>=\"\"," + NoMaximum + ",INT(ROUND({baseline}*(1+<maximum growth>/100),4)))"),
        ("lift", "Lifted to the promise, £", Sum, "IF(OR(<furthest under target>=\"\",{target}=\"\"),0,MIN({most},{target}*(1+<furthest under target>/100)))"),
        ("least", "Minimum, £", Sum, "0-INT(0-ROUND(MAX({baseline}*(1+{minimum}/100),{lift}),4))"),
        ("cap", "Maximum or minimum, £", Sum, "MAX({least},{most})"),
        ("lacks", "Lacks to target, £", Sum, "IF({target}=\"\",0,MAX(0,{target}-{least}))"),
        ("way to maximum", "Part of the way at which it comes to its maximum", Plain, "IF({lacks}=0,1,MIN(1,({cap}-{least})/{lacks}))"),
        ("costs to there", "What all cost that part of the way", Sum, "SUMPRODUCT(([way to maximum]+{way to maximum}-ABS([way to maximum]-{way to maximum}))/2*[lacks])"),
        ("on the way", "Its part of the way, £", Sum, "{least}+MIN({part},{way to maximum})*{lacks}"),
        ("joins", "Part of target at which it joins", Plain, "IF({target}=\"\",0,{on the way}/{target})"),
        ("stops", "Part of target at which it stops", Plain, "IF({target}=\"\",0,{cap}/{target})"),
        ("sum at joining", "What all get at its joining, £", Sum, Clipped("joins")),
        ("sum at stopping", "What all get at its stopping, £", Sum, Clipped("stops")),
        ("exact", "Exactly, £", Sum, "IF({raises}=0,{on the way},MIN({cap},MAX({on the way},{raised}*{target})))"),
        ("whole", "Whole pounds", Sum, "INT({exact})"),
        ("rest", "What is below the pound", Plain, "{exact}-{whole}"),
        ("turn", "Its turn for an odd pound", Plain, "SUMPRODUCT(([rest]>{rest})*1)+SUMPRODUCT(((rest)={rest})*1)"),
        ("allocation", "Allocation, £", Sum, "{whole}+IF(AND({turn}<={odd},{whole}<{cap}),1,0)"),
        ("growth", "Growth, %", Rate, "100*({allocation}/{baseline}-1)"),
        ("per head", "Growth per head, %", Rate, "100*((1+{growth}/100)/(1+{population growth}/100)-1)"),
        ("closing", "Closing distance, %", Rate, "IF({target}=\"\",\"\",100*({allocation}/{target}-1))"),
    ];

    private static readonly int HeaderRow = Figures.Length + 2;

    // The sum of every body's target at this part of it, but no less than it has and no more than its maximum: least and greatest of two by their difference, since SUMPRODUCT has no other way.
    private static string Clipped(string part)
    {
        var atLeast = $"([on the way]+{{{part}}}*[target]+ABS([on the way]-{{{part}}}*[target]))/2";
        return $"IF({{raises}}=0,0,SUMPRODUCT(([cap]+{atLeast}-ABS([cap]-{atLeast}))/2))";
    }

    /// <summary>The file's content. Values that this program worked out stand in the cells until Excel works them out again, which it does on opening.</summary>
    public static byte[] Of(PacePolicy policy, IReadOnlyList<PacedYear> years)
    {
        using var content = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(content, SpreadsheetDocumentType.Workbook))
        {
            var workbook = file.AddWorkbookPart();
            file.ChangeIdOfPart(workbook, "book");
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = new(
                new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "0.0000" }),
                new Fonts(new Font(), new Font(new Bold())),
                new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
                new Borders(new Border()),
                new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }, new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true }));
            var sheets = new Sheets();
            void Add(string name, IEnumerable<Row> rows, SheetView? view)
            {
                var part = workbook.AddNewPart<WorksheetPart>($"sheet{sheets.Count() + 1}");
                part.Worksheet = view is null ? new(new SheetData(rows)) : new(new SheetViews(view), new SheetData(rows));
                sheets.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)sheets.Count() + 1, Name = name });
            }

            Add("Policy", PolicyRows(policy, years), null);
            foreach (var year in years)
                Add(SheetOf(year), YearRows(year, years), new SheetView(new Pane { HorizontalSplit = 1, VerticalSplit = HeaderRow, TopLeftCell = $"B{HeaderRow + 1}", ActivePane = PaneValues.BottomRight, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 });
            workbook.Workbook = new(sheets, new CalculationProperties { FullCalculationOnLoad = true });
        }

        return PlanWorkbook.WithoutTimes(content.ToArray());
    }

    private static string SheetOf(PacedYear year) => $"Year {year.Year}";

    private static IEnumerable<Row> PolicyRows(PacePolicy policy, IReadOnlyList<PacedYear> years)
    {
        yield return new(years.Select(y => Text(SheetOf(y), Heading)).Prepend(Text(policy.Title, Heading)).Append(Text("what it means; rates are in per cent", Heading)));
        foreach (var (rule, means) in PacePolicies.Rules)
            yield return new(years.Select(y => Term(y.Terms, rule)).Prepend(Text(rule, Plain)).Append(Text(means, Plain)));
    }

    private static Cell Term(PaceTerms terms, string rule) => PacePolicies.ValueOf(terms, rule) switch
    {
        "" => new Cell(),
        var value when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var rate) => Number(rate),
        var words => Text(words, Plain),
    };

    private static IEnumerable<Row> YearRows(PacedYear year, IReadOnlyList<PacedYear> years)
    {
        var last = HeaderRow + year.Allocations.Count;
        foreach (var (at, figure) in Figures.Index())
            yield return new(Text(figure.Says, Plain), Figure(figure, year, last, at));
        yield return new();
        yield return new(Columns.Select(c => Text(c.Says, Heading)));
        foreach (var (at, body) in year.Allocations.Index())
            yield return new(Columns.Select(column => BodyCell(column, body, HeaderRow + 1 + at, last, year, years)));
    }

    private static Cell Figure((string Name, string Says, uint Style, string Formula) figure, PacedYear year, int last, int at) => figure.Name switch
    {
        // A total that no growth gives is a number to be changed by hand.
        "total" when year.Total is { } total && (year.Terms.TotalGrowth is not { } growth || total != Pounds.Nearest(year.Baseline * (1 + growth / 100))) => Number(total.Value, figure.Style),
        "sum" => Formula(figure, at + 1, last, year, year.Sum.Value),
        "baseline" => Formula(figure, at + 1, last, year, year.Baseline),
        _ => Formula(figure, at + 1, last, year, null),
    };

    private static Cell BodyCell((string Name, string Says, uint Style, string Formula) column, PacedAllocation body, int row, int last, PacedYear year, IReadOnlyList<PacedYear> years)
    {
        // Bodies are in the same order in every year, so that each begins where it ended.
        string Before(string name) => $"'{SheetOf(years[year.Year - 2])}'!{Letters(Array.FindIndex(Columns, c => c.Name == name))}{row}";
        return column.Name switch
        {
            "body" => Text(body.Body, Plain),
            "population growth" => Number(body.Opening.PopulationGrowth, Rate),
            "baseline" when year.Year == 1 => Number(body.Opening.Baseline, Sum),
            "distance" when year.Year == 1 => Number(body.Opening.Distance, Rate),
            "baseline" => Formula(column with { Formula = Before("allocation") }, row, last, year, body.Opening.Baseline),
            "distance" => Formula(column with { Formula = Before("closing") }, row, last, year, body.Opening.Distance),
            "minimum" => Formula(column, row, last, year, body.Minimum),
            "target" => Formula(column, row, last, year, body.Target),
            "allocation" => Formula(column, row, last, year, body.Allocation.Value),
            "growth" => Formula(column, row, last, year, body.Growth),
            "per head" => Formula(column, row, last, year, body.GrowthPerHead),
            "closing" => Formula(column, row, last, year, body.ClosingDistance),
            _ => Formula(column, row, last, year, null),
        };
    }

    private static Cell Formula((string Name, string Says, uint Style, string Formula) of, int row, int last, PacedYear year, decimal? value)
    {
        var formula = Named().Replace(of.Formula, match =>
        {
            var name = match.Value[1..^1];
            var column = Array.FindIndex(Columns, c => c.Name == name);
            return match.Value[0] switch
            {
                '<' => $"Policy!${Letters(year.Year)}${Array.IndexOf(Terms, name) + 2}",
                '[' => $"${Letters(column)}${HeaderRow + 1}:${Letters(column)}${Math.Max(last, HeaderRow + 1)}",
                // Down to this row: of equals, the first is served first.
                '(' => $"${Letters(column)}${HeaderRow + 1}:{Letters(column)}{row}",
                // A figure's own row is above the table, where names are those of figures; in the table a column's name goes before.
                _ when column >= 0 && row > HeaderRow => $"{Letters(column)}{row}",
                _ => $"$B${Array.FindIndex(Figures, f => f.Name == name) + 1}",
            };
        });
        var cell = new Cell { CellFormula = new(formula), StyleIndex = of.Style };
        if (value is { } known)
            cell.CellValue = new(known.ToString(CultureInfo.InvariantCulture));
        return cell;
    }

    private static Cell Number(decimal value, uint style = Plain) =>
        new(new CellValue(value.ToString(CultureInfo.InvariantCulture))) { DataType = CellValues.Number, StyleIndex = style };

    private static Cell Text(string text, uint style) =>
        new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    /// <summary>The letters of a column that is counted from nought.</summary>
    private static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + column / 26 - 1)}{(char)('A' + column % 26)}";

    // Longer than a letter or two, so that nothing of a formula itself is taken for a name.
    [GeneratedRegex(@"[{<\[][a-z ]{3,}[}>\]]|\(rest\)")]
    private static partial Regex Named();
}
