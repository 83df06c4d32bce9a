using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Remit.Storage;

namespace Remit.Tests.Storage;

public class CsvSourceTest
{
    private static CsvSource Open(string text, string name = "t.csv") => Open(Encoding.UTF8.GetBytes(text), name);

    private static CsvSource Open(byte[] bytes, string name = "t.csv") => CsvSource.Open(new MemoryStream(bytes), name, hasHeader: true);

    private static List<(long Line, string[] Cells)> Rows(CsvSource csv)
    {
        var rows = new List<(long, string[])>();
        while (csv.Read())
            rows.Add((csv.Line, [.. Enumerable.Range(0, csv.FieldCount).Select(csv.Text)]));
        return rows;
    }

    private static Finding Refused(Action read) => Should.Throw<RefusedException>(read).Findings.ShouldHaveSingleItem();

    [Fact]
    public void Cells_are_unquoted_and_otherwise_as_they_stand()
    {
        using var csv = Open("a, b ,c\n\" x \",y\"\"z,\"he said \"\"no\"\", twice\"\n");

        csv.Headers.ShouldBe(["a", "b", "c"]);
        Rows(csv).Single().Cells.ShouldBe([" x ", "y\"\"z", "he said \"no\", twice"]);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_record_is_numbered_by_the_line_it_begins_on_whatever_was_quoted_before_it(string end)
    {
        using var csv = Open(string.Join(end, "a,b", "1,\"two", "lines\"", "2,\"three", "", "lines\"", "", "3,x", ""));

        Rows(csv).Select(r => (r.Line, r.Cells[0])).ShouldBe([(2, "1"), (4, "2"), (8, "3")]);
    }

    [Fact]
    public void A_quoted_line_break_is_kept_as_it_stands()
    {
        using var csv = Open("a\r\n\"x\r\ny\nz\"\r\n");

        Rows(csv).Single().Cells.ShouldBe(["x\r\ny\nz"]);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_column()
    {
        using var csv = Open([0xEF, 0xBB, 0xBF, .. "a,b\n1,2\n"u8]);

        csv.Headers[0].ShouldBe("a");
        Rows(csv).Count.ShouldBe(1);
    }

    [Fact]
    public void A_file_of_one_header_holds_no_record()
    {
        using var csv = Open("a,b");

        Rows(csv).ShouldBeEmpty();
    }

    [Fact]
    public void A_last_record_without_a_line_end_counts()
    {
        using var csv = Open("a,b\n1,2");

        Rows(csv).Single().Cells.ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_record_of_too_many_or_too_few_cells_is_for_the_caller_to_judge()
    {
        using var csv = Open("a,b\n1\n1,2,3\n");

        Rows(csv).Select(r => r.Cells.Length).ShouldBe([1, 3]);
    }

    [Fact]
    public void What_is_written_with_quotes_is_read_back() =>
        Prop.ForAll(
            Gen.Elements('a', '"', ',', '\n', '\r', ' ', 'é', ';').ListOf().Select(c => string.Concat(c)).ListOf().Where(cells => cells.Count is > 0 and < 8).ToArbitrary(),
            cells =>
            {
                var line = string.Join(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
                using var csv = Open($"{string.Join(',', cells.Select((_, i) => $"c{i}"))}\n{line}\n{line}\n");
                var rows = Rows(csv);
                return rows.Count == 2 && rows.All(r => r.Cells.SequenceEqual(cells)) && rows[1].Line == 3 + cells.Sum(LineBreaks);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Gzip_is_read_where_the_name_says_so()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write("a,b\n1,2\n"u8);

        using var csv = Open(packed.ToArray(), "T.CSV.GZ");

        Rows(csv).Count.ShouldBe(1);
    }

    [Fact]
    public void A_quote_that_never_closes_is_refused_with_the_line_it_opens_on()
    {
        using var csv = Open("a,b\n1,2\n2,\"cut off\n3,4\n");

        var finding = Refused(() => Rows(csv));

        (finding.Code, finding.Place).ShouldBe(("cut-short", new Place("t.csv", 3)));
    }

    [Fact]
    public void A_header_that_ends_in_an_open_quote_is_refused() =>
        Refused(() => Rows(Open("a,\"b\n1,2\n"))).Code.ShouldBe("cut-short");

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_where_they_stand()
    {
        using var csv = Open([.. "a,b\n1,2\n3,"u8, 0xE9, .. "\n"u8]);

        var finding = Refused(() => Rows(csv));

        (finding.Code, finding.Place.Line).ShouldBe(("wrong-encoding", 3));
    }

    [Fact]
    public void What_is_refused_is_told_in_words_that_name_the_file_what_was_found_and_what_to_do()
    {
        using var csv = Open([.. "a,b\n"u8, 0xE9, .. "\n"u8]);

        Refused(() => Rows(csv)).ToString()
            .ShouldBe("t.csv:2: wrong-encoding: found 'bytes that are not UTF-8', wanted a UTF-8 file: save it as 'CSV UTF-8', or convert it");
    }

    [Fact]
    public void A_long_record_is_read_up_to_the_limit_and_refused_beyond_it()
    {
        var most = new string('x', CsvSource.LongestRecord - 10);
        Rows(Open($"a\n{most}\n")).Single().Cells[0].Length.ShouldBe(most.Length);

        Refused(() => Rows(Open($"a\n{new string('x', CsvSource.LongestRecord + 1)}\n"))).Code.ShouldBe("not-a-table");
    }

    [Fact]
    public void A_table_of_too_many_columns_is_refused()
    {
        Open(string.Join(',', Enumerable.Range(0, CsvSource.MostColumns))).Headers.Count.ShouldBe(CsvSource.MostColumns);
        Refused(() => Open(string.Join(',', Enumerable.Range(0, CsvSource.MostColumns + 1)))).Code.ShouldBe("too-many-columns");
    }

    private static int LineBreaks(string cell) => cell.Count(c => c == '\n') + cell.Index().Count(c => c.Item == '\r' && (c.Index + 1 == cell.Length || cell[c.Index + 1] != '\n'));
}
