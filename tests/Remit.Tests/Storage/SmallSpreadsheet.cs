using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Remit.Tests.Storage;

/// <summary>Works out formulas of numbers, texts, ranges and the dozen functions that the workbook uses.</summary>
internal sealed class SmallSpreadsheet
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
                "INT" => Math.Floor(Number(given[0])),
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
