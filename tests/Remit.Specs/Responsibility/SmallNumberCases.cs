using System.Globalization;
using Remit.Specs.Register;

namespace Remit.Specs.Responsibility;

/// <summary>The tables of <c>specs/responsibility/small-numbers.md</c>: what is counted, and what is shown of it.</summary>
public class SmallNumberCases
{
    private static readonly IReadOnlyList<RegisterRow> Rows = RegisterPage.Read(Path.Combine(SpecPage.Folder, "small-numbers.md"));

    public static TheoryData<int, string> Counts => Of("count");

    public static TheoryData<int, string> Tables => Of("counts");

    [Theory, MemberData(nameof(Counts))]
    public void A_count_that_stands_alone_is_shown_as_the_page_says(int line, string why)
    {
        var row = Rows.Single(r => r.Line == line);

        SmallNumbers.Alone(Number(row["count"])).ToString().ShouldBe(Plain(row["shown"]), why);
    }

    [Theory, MemberData(nameof(Tables))]
    public void A_table_is_shown_as_the_page_says(int line, string why)
    {
        var row = Rows.Single(r => r.Line == line);

        Text(SmallNumbers.Protect(Table(Plain(row["counts"])))).ShouldBe(Plain(row["shown, with totals"]), why);
    }

    [Fact]
    public void There_are_counts_and_tables_on_the_page()
    {
        Counts.Count.ShouldBeGreaterThan(5);
        Tables.Count.ShouldBeGreaterThan(8);
    }

    private static TheoryData<int, string> Of(string heading)
    {
        TheoryData<int, string> data = [];
        foreach (var row in Rows.Where(r => r.Has(heading)))
            data.Add(row.Line, row["why"]);
        return data;
    }

    private static string Plain(string cell) => cell.Trim('`');

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static long[,] Table(string text)
    {
        var rows = text.Split(" / ").Select(r => r.Split(' ').Select(Number).ToArray()).ToArray();
        var table = new long[rows.Length, rows[0].Length];
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < rows[row].Length; column++)
                table[row, column] = rows[row][column];
        return table;
    }

    private static string Text(ShownTable shown)
    {
        var columns = Enumerable.Range(0, shown.Columns);
        var rows = Enumerable.Range(0, shown.Rows).Select(r => string.Join(' ', columns.Select(c => shown[r, c].ToString()).Concat(shown.HasMargins ? [shown.RowTotal(r).ToString()] : [])));
        var last = string.Join(' ', (shown.HasMargins ? columns.Select(c => shown.ColumnTotal(c).ToString()) : []).Append(shown.Total.ToString()));
        return string.Join(" / ", rows.Append(last));
    }
}
