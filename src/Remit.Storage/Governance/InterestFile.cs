using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Remit.Governance;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Governance;

/// <summary>Reads a register of interests from a table: CSV, or the first sheet of an Excel workbook. See <c>specs/governance/formats.md</c>.</summary>
public static class InterestFile
{
    /// <summary>The most rows that a file may have beneath its headings.</summary>
    public const int MostRows = 10_000;

    /// <summary>The most columns.</summary>
    public const int MostColumns = 200;

    // A workbook is packed: a few kilobytes can hold gigabytes.
    private const long MostUnpacked = 64 << 20;

    // The headings of the template in the statutory guidance, as groups that follow it print them, beside our own.
    private static readonly Dictionary<string, string[]> Headings = new()
    {
        ["person"] = ["person", "name", "full name"],
        ["organisation"] = ["organisation", "declared interest", "name of organisation", "declared interest (name of the organisation and nature of business)"],
        ["code"] = ["code", "organisation code", "ods code"],
        ["type"] = ["type", "type of interest"],
        ["nature"] = ["nature", "conflict"],
        ["position"] = ["position", "nature of interest", "role in organisation"],
        ["arose"] = ["arose", "from", "date of interest from"],
        ["ended"] = ["ended", "to", "date of interest to"],
        ["declared"] = ["declared", "date declared"],
        ["amount"] = ["amount", "value"],
        ["through"] = ["through", "relationship"],
        ["handling"] = ["handling", "action taken to mitigate risk"],
    };

    private static readonly string[] Needed = ["person", "organisation", "type", "position", "arose", "declared"];

    /// <summary>Reads a file, all of it or nothing.</summary>
    /// <param name="body">The body to whose register they are declared.</param>
    /// <param name="people">Those recorded: a cell may name one by what stands for them, or by a name that only one of them has.</param>
    /// <exception cref="RefusedException">Anything in it cannot be read: everything that is wrong is said, with line and column. Or it is too large, and is read no further.</exception>
    public static IReadOnlyList<(InterestDeclared Declared, Place Place)> Read(string path, OdsCode body, IReadOnlyCollection<Person> people)
    {
        var file = Path.GetFileName(path);
        if (IsWorkbook(path) && !File.Exists(path))
            throw new RefusedException(new Finding("no-such-file", Consequence.FileRefused, new(path), "no file", "the path of a file that exists"));
        if (!IsWorkbook(path))
            return Read(Csv(CsvSource.Open(path, hasHeader: true), file), file, body, people);
        using var content = File.OpenRead(path);
        return Read(Sheet(content, file), file, body, people);
    }

    /// <summary>The same of a file that somebody sent.</summary>
    /// <param name="name">Its name, which says whether it is a workbook.</param>
    /// <inheritdoc cref="Read(string, OdsCode, IReadOnlyCollection{Person})"/>
    public static IReadOnlyList<(InterestDeclared Declared, Place Place)> Read(Stream content, string name, OdsCode body, IReadOnlyCollection<Person> people) =>
        Read(IsWorkbook(name) ? Sheet(content, name) : Csv(CsvSource.Open(content, name, hasHeader: true), name), name, body, people);

    private static bool IsWorkbook(string name) => name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);

    private static List<(InterestDeclared Declared, Place Place)> Read(List<(long Line, IReadOnlyList<string> Cells)> rows, string file, OdsCode body, IReadOnlyCollection<Person> people)
    {
        if (rows.Count == 0)
            throw new RefusedException(new Finding("empty-file", Consequence.FileRefused, new(file), "nothing", "a row of headings and rows beneath it"));

        var columns = rows[0].Cells.Select(h => Headings.FirstOrDefault(c => c.Value.Contains(h.Trim().ToLowerInvariant())).Key).ToList();
        List<Finding> found = [];
        foreach (var missing in Needed.Except(columns))
            found.Add(new("missing-column", Consequence.FileRefused, new(file, rows[0].Line, missing), string.Join(", ", rows[0].Cells), $"a column headed {string.Join(" or ", Headings[missing].Select(h => $"'{h}'"))}"));
        foreach (var twice in columns.OfType<string>().GroupBy(c => c).Where(g => g.Count() > 1))
            found.Add(new("column-twice", Consequence.FileRefused, new(file, rows[0].Line, twice.Key), string.Join(", ", rows[0].Cells), "one column for it"));
        if (found.Count > 0)
            throw new RefusedException(found);

        List<(InterestDeclared, Place)> read = [];
        foreach (var (line, cells) in rows.Skip(1).Where(r => r.Cells.Any(c => c.Trim().Length > 0)))
        {
            string Cell(string column) => columns.IndexOf(column) is >= 0 and var at && at < cells.Count ? cells[at].Trim() : "";
            string? Stated(string column) => Cell(column) is { Length: > 0 } text ? text : null;
            var before = found.Count;

            var named = people.Where(p => p.Id == Cell("person") || string.Equals(p.Name, Cell("person"), StringComparison.OrdinalIgnoreCase)).ToList();
            if (named.Count != 1)
                Wrong("person", Cell("person"), named.Count == 0 ? "somebody who is recorded, by name or by what stands for them: './remit governance record FILE' records people" : $"what stands for one of them: {string.Join(", ", named.Select(p => p.Id))}");
            if (!TryType(Cell("type"), out var type))
                Wrong("type", Cell("type"), "financial, non-financial professional, non-financial personal or indirect");
            var nature = ConflictNature.Potential;
            if (Stated("nature") is { } text && !(Enum.TryParse(text, ignoreCase: true, out nature) && Enum.IsDefined(nature)))
                Wrong("nature", text, "actual, potential or perceived; left out, potential");
            if (Stated("code") is { } coded && !OdsCode.TryParse(coded, out _))
                Wrong("code", coded, "an ODS code, or nothing");
            foreach (var column in (string[])["organisation", "position"])
                if (Stated(column) is null)
                    Wrong(column, "nothing", column == "organisation" ? "the name of the organisation" : "what they are to it, such as shareholder");
            var (arose, ended, declared) = (Day("arose", needed: true), Day("ended", needed: false), Day("declared", needed: true));
            if (found.Count == before)
                read.Add((new(body, named[0].Id, type, nature, Cell("organisation"), Cell("position"), arose!.Value, declared!.Value,
                    OdsCode.TryParse(Cell("code"), out var code) ? code : null, ended, Stated("amount")?.Replace("£", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), Stated("through"), Stated("handling")), new(file, line)));

            DateOnly? Day(string column, bool needed)
            {
                if (Stated(column) is not { } cell || cell.Equals("current", StringComparison.OrdinalIgnoreCase) || cell.Equals("ongoing", StringComparison.OrdinalIgnoreCase))
                {
                    if (needed)
                        Wrong(column, Cell(column), "a day as 2016-04-30 or 30/04/2016");
                    return null;
                }

                if (IsoDate.TryParse(cell, out var day) || DateOnly.TryParseExact(cell, ["d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
                    return day;
                // Excel keeps a day as the number of days since the end of 1899.
                if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is > 18_000 and < 80_000)
                    return new DateOnly(1899, 12, 30).AddDays(serial);
                Wrong(column, cell, "a day as 2016-04-30 or 30/04/2016");
                return null;
            }

            void Wrong(string column, string text, string wanted) => found.Add(new("bad-interest", Consequence.FileRefused, new(file, line, column), text, wanted));
        }

        return found.Count > 0 ? throw new RefusedException(found) : read;
    }

    /// <summary>Reads the words for a type of interest, as people and the guidance's template write them.</summary>
    public static bool TryType(string text, out InterestType type)
    {
        var words = text.Trim().ToLowerInvariant().Replace('-', ' ');
        (var known, type) = words switch
        {
            "financial" or "financial interest" => (true, InterestType.Financial),
            "non financial professional" or "non financial professional interest" or "professional" => (true, InterestType.NonFinancialProfessional),
            "non financial personal" or "non financial personal interest" or "personal" => (true, InterestType.NonFinancialPersonal),
            "indirect" or "indirect interest" => (true, InterestType.Indirect),
            _ => (false, default),
        };
        return known;
    }

    private static List<(long Line, IReadOnlyList<string> Cells)> Csv(CsvSource opened, string name)
    {
        using var source = opened;
        List<(long, IReadOnlyList<string>)> rows = [];
        Add(rows, source.Headers, 1, source.Headers.Count, name);
        while (source.Read())
            Add(rows, Enumerable.Range(0, Math.Min(source.FieldCount, MostColumns)).Select(source.Text), source.Line, source.FieldCount, name);
        return rows;
    }

    // Read as a stream, and no further than a register can go: the parts of a workbook are never in memory as a whole.
    private static List<(long Line, IReadOnlyList<string> Cells)> Sheet(Stream content, string file)
    {
        try
        {
            using (var packed = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true))
                if (packed.Entries.Sum(e => Math.Min(e.Length, MostUnpacked + 1)) > MostUnpacked)
                    throw TooLarge(new(file), $"more than {MostUnpacked >> 20} megabytes once unpacked", $"a workbook with one sheet of at most {MostRows:N0} rows, without pictures");
            using var workbook = SpreadsheetDocument.Open(content, isEditable: false);
            if (workbook.WorkbookPart is not { } part || FirstSheet(part) is not { } id || part.GetPartById(id) is not WorksheetPart sheet)
                throw new InvalidDataException("A workbook without a sheet.");
            return Rows(sheet, Shared(part.SharedStringTablePart), file);
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or ArgumentException or FormatException or XmlException)
        {
            throw new RefusedException(new Finding("not-a-workbook", Consequence.FileRefused, new(file), "a file that does not open as an Excel workbook", "an .xlsx workbook without a password; or save its sheet as 'CSV UTF-8'"));
        }
    }

    private static string? FirstSheet(WorkbookPart part)
    {
        using var content = part.GetStream();
        using var reader = XmlReader.Create(content);
        while (reader.Read())
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
                while (reader.MoveToNextAttribute())
                    if (reader.LocalName == "id")
                        return reader.Value;
        return null;
    }

    private static List<string> Shared(SharedStringTablePart? part)
    {
        List<string> shared = [];
        if (part is null)
            return shared;
        using var content = part.GetStream();
        using var reader = XmlReader.Create(content);
        while (reader.Read())
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
                shared.Add(Text(reader));
        return shared;
    }

    private static List<(long Line, IReadOnlyList<string> Cells)> Rows(WorksheetPart sheet, List<string> shared, string file)
    {
        List<(long, IReadOnlyList<string>)> rows = [];
        List<string> cells = [];
        var (line, next, column, type) = (0L, 0, 0, "");
        using var content = sheet.GetStream();
        using var reader = XmlReader.Create(content);
        while (reader.Read())
            switch (reader)
            {
                case { NodeType: XmlNodeType.Element, LocalName: "row" }:
                    line = long.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : line + 1;
                    (cells, next) = ([], 0);
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "c" }:
                    // Empty cells are left out of the file: the reference says which column this is.
                    column = reader.GetAttribute("r") is { } reference ? reference.TakeWhile(char.IsAsciiLetter).Aggregate(0, (n, c) => n * 26 + (c - 'A' + 1)) - 1 : next;
                    if (column < 0)
                        throw new InvalidDataException("A cell in no column.");
                    (next, type) = (column + 1, reader.GetAttribute("t") ?? "");
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "v" or "is" } when Text(reader) is { Length: > 0 } text:
                    if (column >= MostColumns)
                        throw TooManyColumns(file, line);
                    while (cells.Count <= column)
                        cells.Add("");
                    cells[column] = type == "s" && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var of) && of < shared.Count ? shared[of] : text;
                    break;
                case { NodeType: XmlNodeType.EndElement, LocalName: "row" } when cells.Count > 0:
                    Add(rows, cells, line, cells.Count, file);
                    break;
            }

        return rows;
    }

    // The text within an element, however it is set.
    private static string Text(XmlReader reader)
    {
        var text = new StringBuilder();
        using var within = reader.ReadSubtree();
        while (within.Read())
            if (within.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                text.Append(within.Value);
        return text.ToString();
    }

    private static void Add(List<(long, IReadOnlyList<string>)> rows, IEnumerable<string> cells, long line, int columns, string file)
    {
        if (columns > MostColumns)
            throw TooManyColumns(file, line);
        if (rows.Count > MostRows)
            throw TooLarge(new(file, line), $"more than {MostRows:N0} rows", $"at most {MostRows:N0}, one interest to a row: the rest in another file");
        rows.Add((line, [.. cells]));
    }

    private static RefusedException TooManyColumns(string file, long line) => TooLarge(new(file, line), $"more than {MostColumns} columns", $"at most {MostColumns}: a register has twelve");

    private static RefusedException TooLarge(Place place, string found, string wanted) => new(new Finding("too-large", Consequence.FileRefused, place, found, wanted));
}
