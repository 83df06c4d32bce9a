using Remit.Storage.Samples;

namespace Remit.Tests.Samples;

public class SplitMix64Test
{
    // The numbers the authors' own program gives for this seed.
    [Fact]
    public void It_gives_the_numbers_its_authors_published()
    {
        var numbers = new SplitMix64(1234567);
        Enumerable.Range(0, 5).Select(_ => numbers.Next()).ShouldBe(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
    }

    [Fact]
    public void A_number_below_another_is_never_that_other_and_reaches_both_ends()
    {
        var numbers = new SplitMix64(1);
        var drawn = Enumerable.Range(0, 1_000).Select(_ => numbers.Below(7)).ToHashSet();
        drawn.ShouldBe([0, 1, 2, 3, 4, 5, 6], ignoreOrder: true);
    }

    [Fact]
    public void A_shuffled_list_holds_what_it_held()
    {
        var list = Enumerable.Range(0, 50).ToList();
        new SplitMix64(5).Shuffle(list);
        list.ShouldNotBe(Enumerable.Range(0, 50));
        list.ShouldBe(Enumerable.Range(0, 50), ignoreOrder: true);
    }
}
