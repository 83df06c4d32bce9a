using Remit.Money;

namespace Remit.Tests.Money;

public class PoundsTest
{
    [Theory]
    [InlineData(74_185_184_232, "£74,185,184,232")]
    [InlineData(0, "£0")]
    [InlineData(-5, "-£5")]
    [InlineData(long.MinValue, "-£9,223,372,036,854,775,808")]
    public void A_sum_is_written_with_its_sign_first(long value, string text) => new Pounds(value).ToString().ShouldBe(text);

    [Theory]
    [InlineData("0.5", 1)]
    [InlineData("-0.5", -1)]
    [InlineData("1.4999", 1)]
    [InlineData("2.5", 3)]
    public void A_half_goes_away_from_nought(string exact, long pounds) =>
        Pounds.Nearest(decimal.Parse(exact, System.Globalization.CultureInfo.InvariantCulture)).Value.ShouldBe(pounds);

    [Theory]
    [InlineData(237_284_500, 237_285)]
    [InlineData(237_284_499, 237_284)]
    public void Thousands_are_the_nearest(long value, long thousands) => new Pounds(value).InThousands.ShouldBe(thousands);

    [Fact]
    public void Nothing_is_not_shared_by_nobody()
    {
        new Pounds(1_254).PerHead(2).ShouldBe(627);
        new Pounds(1_254).PerHead(0).ShouldBeNull();
    }
}
