using System.Globalization;
using System.Text.RegularExpressions;
using Remit.Storage;

namespace Remit.Tests.Parameters;

/// <summary>The pages beside the tables say how many rows each has.</summary>
public partial class PagesCountRight
{
    [Theory]
    [InlineData("parameters")]
    [InlineData("samples")]
    public void A_page_gives_each_table_the_rows_it_has(string folder)
    {
        var told = Counted().Matches(File.ReadAllText(Path.Combine(Where.Root, folder, "README.md")))
            .ToDictionary(m => m.Groups["file"].Value, m => int.Parse(m.Groups["rows"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        told.ShouldNotBeEmpty();

        foreach (var (file, rows) in told)
            RowsOf(Path.Combine(Where.Root, folder, file)).ShouldBe(rows, file);
    }

    private static int RowsOf(string path)
    {
        using var source = CsvSource.Open(path, hasHeader: true);
        var rows = 0;
        while (source.Read())
            rows++;
        return rows;
    }

    [GeneratedRegex(@"^\| `(?<file>[\w/-]+\.csv)` \| (?<rows>[\d,]+) \|", RegexOptions.Multiline)]
    private static partial Regex Counted();
}
