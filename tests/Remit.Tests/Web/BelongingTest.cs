using Remit.Responsibility;
using Remit.Tests.Responsibility;
using Remit.Time;
using Remit.Web;

namespace Remit.Tests.Web;

public class BelongingTest
{
    private static readonly RowsByKey Practices = new(SmallWorld.Tables[TableSchema.Practices], "practice_code");

    [Fact]
    public void Rows_are_found_by_their_key_and_by_no_other()
    {
        Practices["A81004"].Length.ShouldBe(2);
        Practices["A81000"].Length.ShouldBe(0);
        Practices["a81004"].Length.ShouldBe(0);
        Practices[""].Length.ShouldBe(0);
        foreach (var row in SmallWorld.Tables[TableSchema.Practices].Rows)
            Practices[row.Cells[0]].ToArray().ShouldContain(row);
    }

    [Fact]
    public void Where_several_rows_hold_the_first_of_the_table_counts()
    {
        Practices.On("A81002", new(2025, 1, 1))!.Called.ShouldBe("Old Surgery");
        Practices.On("A81004", new(2025, 6, 30))!.Cells[3].ShouldBe("01A");
        Practices.On("A81004", new(2025, 7, 1))!.Cells[3].ShouldBe("02B");
        Practices.On("A81005", new(2025, 1, 1)).ShouldBeNull();
    }

    [Fact]
    public void Neighbouring_days_with_one_commissioner_are_told_as_one() =>
        Belonging.Of(Practices["A81004"]).Select(s => (s.Commissioner, s.Days.ToString())).ShouldBe([("01A", "2013-04-01 to 2025-06-30"), ("02B", "from 2025-07-01")]);

    [Fact]
    public void Days_on_which_a_practice_was_closed_are_told_apart()
    {
        ReferenceRow Row(string status, DateOnly first, DateOnly? last) =>
            new(TableSchema.Practices, ["X1", "Old Surgery", status, "01A", "", "", ""], new(first, last), SmallWorld.Tables[TableSchema.Practices].Rows[0].Origin, 2);
        var rows = new RowsByKey(new ReferenceTable(TableSchema.Practices, [Row("P", new(2024, 1, 1), new(2024, 3, 31)), Row("A", new(2024, 4, 1), new(2025, 3, 31)), Row("C", new(2025, 4, 1), null)]), "practice_code");

        Belonging.Of(rows["X1"]).Select(b => (b.Days.First.Year, b.Closed)).ShouldBe([(2024, ""), (2025, "closed")]);
        rows.On("X1", new(2025, 6, 1), Belonging.IsOpen).ShouldBeNull();
        rows.On("X1", new(2025, 3, 31), Belonging.IsOpen).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2019-06-30")]
    [InlineData(" 30 June 2019 ")]
    [InlineData("30 jun 2019")]
    [InlineData("30/6/2019")]
    [InlineData("30/06/2019")]
    public void A_day_is_read_however_people_here_write_it(string text) =>
        DayAsked.Of(text, new(2026, 1, 15)).ShouldBe(new DayAsked(new(2019, 6, 30), "30 June 2019", null));

    [Theory]
    [InlineData("06/30/2019")]
    [InlineData("31 June 2019")]
    [InlineData("June 2019")]
    public void What_is_no_day_is_shown_again_with_what_is_wanted(string text)
    {
        var asked = DayAsked.Of(text, new(2026, 1, 15));

        (asked.Day, asked.Text).ShouldBe((new DateOnly(2026, 1, 15), text));
        asked.Problem!.ShouldContain("Write it like 30 June 2019");
    }

    [Fact]
    public void Days_are_told_in_words()
    {
        var today = new DateOnly(2026, 1, 15);

        new DateSpan(new(2013, 4, 1), new(2015, 3, 31)).InWords(today).ShouldBe("1 April 2013 to 31 March 2015");
        new DateSpan(new(2013, 4, 1)).InWords(today).ShouldBe("since 1 April 2013");
        new DateSpan(new(2027, 4, 1)).InWords(today).ShouldBe("from 1 April 2027");
        DateSpan.Until(new(2015, 3, 31)).InWords(today).ShouldBe("until 31 March 2015");
        DateSpan.Always.InWords(today).ShouldBe("always");
    }
}
