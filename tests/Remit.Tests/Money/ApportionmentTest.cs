using FsCheck;
using FsCheck.Fluent;
using Remit.Money;

namespace Remit.Tests.Money;

public class ApportionmentTest
{
    // Small weights over small sums: there the remainders are often equal and every pound is fought over.
    private static readonly Gen<long> Sums = Gen.OneOf(
        Gen.Choose(-40, 40).Select(s => (long)s),
        Gen.Choose(0, int.MaxValue).Select(s => s * 34L));

    private static readonly Gen<long[]> Weights =
        from weights in Gen.OneOf(Gen.Choose(0, 6).Select(w => (long)w), Gen.Choose(0, 70_000).Select(w => w * 1_000_003L)).NonEmptyListOf()
        where weights.Sum() > 0
        select weights.ToArray();

    private static readonly Arbitrary<(long Sum, long[] Weights)> Cases =
        (from sum in Sums from weights in Weights select (sum, weights)).ToArbitrary();

    [Theory]
    [InlineData(100, "34 33 33", 1, 1, 1)]
    [InlineData(100, "25 25 50", 1, 1, 2)]
    [InlineData(1, "1 0 0", 1, 1, 1)]
    [InlineData(-10, "-7 -3", 2, 1)]
    [InlineData(5, "5 0", 3, 0)]
    [InlineData(0, "0 0", 3, 4)]
    public void The_odd_pound_goes_to_the_largest_remainder_and_of_equals_to_the_first_code(long sum, string parts, params int[] weights) =>
        string.Join(' ', Share(sum, [.. weights.Select(w => (long)w)]).Select(p => p.Value)).ShouldBe(parts);

    [Fact]
    public void The_national_sum_is_shared_among_every_practice_without_overflow()
    {
        long[] weights = [59_079_904_556_371, 1, 0, long.MaxValue / 2];

        Share(74_185_184_232, weights).Sum(p => p.Value).ShouldBe(74_185_184_232);
    }

    [Fact]
    public void The_parts_add_up_to_the_sum() =>
        Prop.ForAll(Cases, c => Share(c.Sum, c.Weights).Sum(p => p.Value) == c.Sum).QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_is_a_pound_or_more_from_their_due() =>
        Prop.ForAll(Cases, c =>
        {
            Int128 total = c.Weights.Sum();
            return Share(c.Sum, c.Weights).Zip(c.Weights).All(p => Int128.Abs(p.First.Value * total - (Int128)c.Sum * p.Second) < total);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_weight_never_means_less_money() =>
        Prop.ForAll(Cases, c =>
        {
            var shares = c.Weights.Zip(Share(c.Sum, c.Weights), (weight, part) => (Weight: weight, Size: Math.Abs(part.Value))).ToList();
            return shares.All(a => shares.All(b => a.Weight <= b.Weight || a.Size >= b.Size));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_who_is_given_more_weight_never_gets_less() =>
        Prop.ForAll(Cases, Gen.Choose(1, 5).ToArbitrary(), (c, more) =>
            Enumerable.Range(0, c.Weights.Length).All(at =>
            {
                long[] raised = [.. c.Weights];
                raised[at] += more;
                return Math.Abs(Share(c.Sum, raised)[at].Value) >= Math.Abs(Share(c.Sum, c.Weights)[at].Value);
            })).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_list_settles_nothing() =>
        Prop.ForAll(Cases, c =>
        {
            var codes = Codes(c.Weights.Length);
            var forwards = codes.Zip(Share(c.Sum, c.Weights)).ToDictionary();
            var backwards = codes.Reverse().Zip(new Pounds(c.Sum).Apportion<string>([.. c.Weights.Reverse()], [.. codes.Reverse()]));
            return backwards.All(b => forwards[b.First] == b.Second);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_cannot_be_shared_by_is_refused()
    {
        Should.Throw<ArgumentException>(() => Share(5, [0, 0])).Message.ShouldStartWith("There is nothing to share by");
        Should.Throw<ArgumentException>(() => Share(5, [1, -1])).Message.ShouldStartWith("A weight is negative");
        Should.Throw<ArgumentException>(() => new Pounds(5).Apportion<string>([1, 1], ["00C"])).Message.ShouldStartWith("There are 2 weights");
        Should.Throw<ArgumentException>(() => new Pounds(5).Apportion<string>([1, 1], ["00C", "00C"])).Message.ShouldStartWith("Two of the shares have the code 00C");
    }

    private static Pounds[] Share(long sum, long[] weights) => new Pounds(sum).Apportion<string>(weights, Codes(weights.Length));

    private static string[] Codes(int count) => [.. Enumerable.Range(0, count).Select(n => $"A{n:00000}")];
}
