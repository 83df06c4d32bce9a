using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Remit.Tests;

public class FigureTest
{
    private static readonly Gen<Figure> Figures =
        from units in Gen.Choose(-1_000_000, 1_000_000)
        from scale in Gen.Elements(1, 1_000_003, 1_000_000_007)
        from places in Gen.Choose(0, 6)
        select new Figure(new BigInteger(units) * scale, places);

    private static readonly Gen<long[]> Weights =
        from weights in Gen.Choose(0, 70_000).Select(w => (long)w).NonEmptyListOf()
        where weights.Sum() > 0
        select weights.ToArray();

    [Theory]
    [InlineData("0")]
    [InlineData("-0.05")]
    [InlineData("378760.90")]
    [InlineData("1234567890123456789012345678901234567890.123456789")]
    public void A_figure_is_printed_as_it_was_read(string text)
    {
        Figure.TryParse(text, out var figure).ShouldBeTrue();

        figure.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("1,234")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("£5")]
    [InlineData("*")]
    public void What_is_no_plain_number_is_not_read(string text) => Figure.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("100", "34 33 33", 1, 1, 1)]
    [InlineData("1", "1 0 0", 1, 1, 1)]
    [InlineData("0.10", "0.04 0.03 0.03", 1, 1, 1)]
    [InlineData("-10", "-7 -3", 2, 1)]
    [InlineData("5", "5 0", 3, 0)]
    public void It_is_shared_in_its_own_smallest_unit(string text, string parts, params int[] weights)
    {
        Figure.TryParse(text, out var figure).ShouldBeTrue();

        string.Join(' ', figure.Apportion([.. weights.Select(w => (long)w)])).ShouldBe(parts);
    }

    [Fact]
    public void No_unit_is_ever_lost_or_made() =>
        Prop.ForAll(Figures.ToArbitrary(), Weights.ToArbitrary(), (figure, weights) =>
            figure.Apportion(weights).Aggregate((a, b) => a + b) == figure).QuickCheckThrowOnFailure();

    [Fact]
    public void No_part_is_a_unit_or_more_from_its_due() =>
        Prop.ForAll(Figures.ToArbitrary(), Weights.ToArbitrary(), (figure, weights) =>
            figure.Apportion(weights).Zip(weights).All(p => BigInteger.Abs(p.First.Units * weights.Sum() - figure.Units * p.Second) < weights.Sum())).QuickCheckThrowOnFailure();

    [Fact]
    public void The_larger_weight_never_gets_less() =>
        Prop.ForAll(Figures.ToArbitrary(), Weights.ToArbitrary(), (figure, weights) =>
        {
            var parts = weights.Zip(figure.Apportion(weights), (weight, part) => (Weight: weight, Size: BigInteger.Abs(part.Units))).ToList();
            return parts.All(a => parts.All(b => a.Weight <= b.Weight || a.Size >= b.Size));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_do_not_depend_on_their_order() =>
        Prop.ForAll(Figures.ListOf().ToArbitrary(), figures =>
            figures.Aggregate(default(Figure), Figure.Add) == Enumerable.Reverse(figures).Aggregate(default(Figure), Figure.Add)).QuickCheckThrowOnFailure();

    [Fact]
    public void There_must_be_something_to_share_by() =>
        Should.Throw<ArgumentException>(() => new Figure(5, 0).Apportion([0, 0])).Message.ShouldStartWith("There is nothing to share by");
}
