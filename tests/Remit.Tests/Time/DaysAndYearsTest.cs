using Remit.Time;

namespace Remit.Tests.Time;

public class DaysAndYearsTest
{
    [Theory]
    [InlineData("2025-06-30", true)]
    [InlineData("2024-02-29", true)]
    [InlineData("2025-02-29", false)]
    [InlineData("2025-6-1", false)]
    [InlineData("20250601", false)]
    [InlineData("2025-06-01T10:00", false)]
    [InlineData("0000-01-01", false)]
    [InlineData("0001-01-01", true)]
    [InlineData("２０２５-06-01", false)]
    [InlineData("30/06/2025", false)]
    [InlineData("", false)]
    public void Only_a_real_day_written_as_year_month_day_is_read(string text, bool read) =>
        IsoDate.TryParse(text, out _).ShouldBe(read);

    [Theory]
    [InlineData("2025-03-31", "2024/25")]
    [InlineData("2025-04-01", "2025/26")]
    [InlineData("2099-04-01", "2099/00")]
    public void The_financial_year_begins_on_1_April(string day, string year)
    {
        IsoDate.TryParse(day, out var parsed).ShouldBeTrue();
        FinancialYear.Of(parsed).ToString().ShouldBe(year);
        FinancialYear.TryParse(year, out var read).ShouldBeTrue();
        read.Days.Contains(parsed).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2025/27")]
    [InlineData("2025-26")]
    [InlineData("2025/6")]
    public void A_year_that_does_not_follow_is_not_a_financial_year(string text) =>
        FinancialYear.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void In_summer_England_is_already_in_tomorrow_when_the_world_clock_is_not()
    {
        LondonClock.LondonDay(new DateTimeOffset(2026, 6, 30, 23, 30, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2026, 7, 1));
        LondonClock.LondonDay(new DateTimeOffset(2026, 12, 31, 23, 30, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2026, 12, 31));
        LondonClock.LondonDay(LondonClock.EndOfDay(new DateOnly(2026, 6, 30))).ShouldBe(new DateOnly(2026, 6, 30));
    }
}
