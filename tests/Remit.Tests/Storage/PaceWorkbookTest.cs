using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
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
        SmallSpreadsheet.Work("IF(OR(1>2,\"a\"=\"a\"),ROUNDUP(1.0001,0),0)").ShouldBe(2d);
        SmallSpreadsheet.Work("ROUNDDOWN(-1.7,0)+ABS(-2)").ShouldBe(1d);
        SmallSpreadsheet.Work("IF(1<>1,\"x\",\"\")").ShouldBe("");
    }

    /// <summary>Works out formulas of numbers, texts, ranges and the dozen functions that the workbook uses.</summary>
    private sealed class SmallSpreadsheet
    {
        private readonly Dictionary<(string Sheet, int Column, int Row), Cell> cells = [];
        private readonly Dictionary<string, List<List<string>>> rows = [];
        private readonly Dictionary<(string, int, int), object> known = [];

        public SmallSpreadsheet(SpreadsheetDocument file)
        {
            var book = file.WorkbookPart!;
            foreach (var sheet in book.Workbook.Descendants<Sheet>())
            {
                var read = ((WorksheetPart)book.GetPartById(sheet.Id!)).Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().ToList()).ToList();
                rows[sheet.Name!] = read.ConvertAll(r => r.ConvertAll(c => c.InnerText));
                foreach (var (row, inRow) in read.Index())
                    foreach (var (column, cell) in inRow.Index())
                        cells[(sheet.Name!, column, row)] = cell;
            }
        }

        public List<List<string>> Rows(string sheet) => rows[sheet];

        public static object Work(string formula) => new Reader(formula, "", (_, _, _) => "").Whole();

        /// <summary>What a cell comes to, by its formula and never by what is kept beside it. Columns and rows from nought.</summary>
        public object Value(string sheet, int column, int row)
        {
            if (known.TryGetValue((sheet, column, row), out var value))
                return value;
            var cell = cells.GetValueOrDefault((sheet, column, row));
            return known[(sheet, column, row)] = cell switch
            {
                null => "",
                { CellFormula: { } formula } => new Reader(formula.Text, sheet, Value).Whole(),
                { DataType: { } type } when type == CellValues.InlineString => cell.InnerText,
                { CellValue: { } number } => double.Parse(number.Text, CultureInfo.InvariantCulture),
                _ => "",
            };
        }

        private sealed class Reader(string text, string sheet, Func<string, int, int, object> cell)
        {
            private static readonly string[] Comparisons = ["<=", ">=", "<>", "<", ">", "="];

            private int at;

            public object Whole()
            {
                var value = Compared();
                return at == text.Length ? value : throw new FormatException($"'{text}' could not be read from {at} on.");
            }

            private object Compared()
            {
                var left = Summed();
                foreach (var sign in Comparisons)
                    if (Take(sign))
                        return Each(left, Summed(), (a, b) =>
                        {
                            // A text is more than any number, as in a spreadsheet.
                            var order = (a, b) switch
                            {
                                (double x, double y) => x.CompareTo(y),
                                (string x, string y) => string.CompareOrdinal(x, y),
                                (string, _) => 1,
                                _ => -1,
                            };
                            return sign switch { "<=" => order <= 0, ">=" => order >= 0, "<>" => order != 0, "<" => order < 0, ">" => order > 0, _ => order == 0 } ? 1d : 0d;
                        });
                return left;
            }

            private object Summed()
            {
                var value = Multiplied();
                while (at < text.Length && text[at] is '+' or '-' && text[at++] is var sign)
                    value = Each(value, Multiplied(), (a, b) => sign == '+' ? Number(a) + Number(b) : Number(a) - Number(b));
                return value;
            }

            private object Multiplied()
            {
                var value = Single();
                while (at < text.Length && text[at] is '*' or '/' && text[at++] is var sign)
                    value = Each(value, Single(), (a, b) => sign == '*' ? Number(a) * Number(b) : Number(a) / Number(b));
                return value;
            }

            private object Single()
            {
                if (Take("-"))
                    return Each(Single(), 0d, (a, _) => -Number(a));
                if (Take("("))
                    return Closed(Compared());
                if (Take("\""))
                {
                    var end = text.IndexOf('"', at);
                    var words = text[at..end];
                    at = end + 1;
                    return words;
                }

                var start = at;
                if (Take("'"))
                    at = text.IndexOf('\'', at) + 1;
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '$' or '.' or ':' or '!'))
                    at++;
                var word = text[start..at];
                return double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
                    : Take("(") ? Function(word)
                    : Range(word);
            }

            private object Closed(object value) => Take(")") ? value : throw new FormatException($"')' is wanted at {at} of '{text}'.");

            private object Function(string name)
            {
                List<object> given = [];
                // What is not asked for is not worked out: it may be about cells that have nothing in them.
                if (name == "IF")
                    return Chosen();
                do
                    given.Add(Compared());
                while (Take(","));
                Closed("");
                var all = given.SelectMany(g => g is object[] many ? many : [g]).Where(v => v is double).Select(Number).ToList();
                return name switch
                {
                    "SUM" => all.Sum(),
                    "COUNT" => (double)all.Count,
                    "MAX" => all.Max(),
                    "MIN" => all.Min(),
                    "SUMPRODUCT" when given is [object[] one] => one.Sum(v => v is double n ? n : 0),
                    "SUMPRODUCT" when given is [double one] => one,
                    "OR" => given.Exists(g => Number(g) != 0) ? 1d : 0d,
                    "AND" => given.TrueForAll(g => Number(g) != 0) ? 1d : 0d,
                    "ABS" => Each(given[0], 0d, (a, _) => Math.Abs(Number(a))),
                    "ROUND" => Math.Round(Number(given[0]) * Math.Pow(10, Number(given[1])), MidpointRounding.AwayFromZero) / Math.Pow(10, Number(given[1])),
                    "ROUNDUP" => Math.Sign(Number(given[0])) * Math.Ceiling(Math.Abs(Number(given[0]))),
                    "ROUNDDOWN" => Math.Truncate(Number(given[0])),
                    _ => throw new FormatException($"{name} is no function that this spreadsheet has."),
                };
            }

            private object Chosen()
            {
                var test = Number(Compared()) != 0;
                Take(",");
                if (!test)
                {
                    Skip();
                    return Closed(Take(",") ? Compared() : 0d);
                }

                var chosen = Compared();
                if (Take(","))
                    Skip();
                return Closed(chosen);
            }

            // To the end of an argument, whatever is in it.
            private void Skip()
            {
                for (var (deep, isText) = (0, false); at < text.Length && (isText || deep > 0 || text[at] is not (',' or ')')); at++)
                {
                    isText ^= text[at] == '"';
                    deep += isText ? 0 : text[at] switch { '(' => 1, ')' => -1, _ => 0 };
                }
            }

            private object Range(string word)
            {
                var (where, place) = word.Split('!') is [var named, var rest] ? (named.Trim('\''), rest) : (sheet, word);
                var ends = place.Replace("$", "", StringComparison.Ordinal).Split(':').Select(Place).ToList();
                return ends is [var first, var last]
                    ? Enumerable.Range(first.Row, last.Row - first.Row + 1).Select(row => cell(where, first.Column, row)).ToArray()
                    : cell(where, ends[0].Column, ends[0].Row);
            }

            private static (int Column, int Row) Place(string reference)
            {
                var letters = reference.TakeWhile(char.IsLetter).Aggregate(0, (n, letter) => n * 26 + letter - 'A' + 1);
                return (letters - 1, int.Parse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture) - 1);
            }

            private bool Take(string sign)
            {
                if (string.CompareOrdinal(text, at, sign, 0, sign.Length) != 0)
                    return false;
                at += sign.Length;
                return true;
            }

            private static object Each(object left, object right, Func<object, object, object> work) => (left, right) switch
            {
                (object[] a, object[] b) => a.Zip(b, work).ToArray(),
                (object[] a, _) => a.Select(x => work(x, right)).ToArray(),
                (_, object[] b) => b.Select(x => work(left, x)).ToArray(),
                _ => work(left, right),
            };

            private static double Number(object value) => value is double number ? number : value is "" ? 0 : throw new FormatException($"'{value}' is no number.");
        }
    }
}
