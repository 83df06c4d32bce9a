using FsCheck;
using FsCheck.Fluent;
using Remit.Governance.Elections;

namespace Remit.Tests.Governance.Elections;

public class ElectionCountTest
{
    private static readonly string[] Names = ["ann", "ben", "cat", "dan", "eve", "fay"];

    private sealed record Drawn(int Places, IReadOnlyList<Ranking> Papers, bool Crosses);

    // Few candidates and few papers, so that ties, exact quotas and candidates without a vote are common.
    private static readonly Arbitrary<Drawn> Elections = (
        from candidates in Gen.Choose(2, Names.Length)
        from places in Gen.Choose(1, candidates - 1)
        from crosses in Gen.Elements(false, true)
        from papers in (from order in Gen.Shuffle(Names[..candidates])
                        from length in Gen.Choose(1, crosses ? places : candidates)
                        from number in Gen.Choose(1, 9)
                        select new Ranking([.. order.Take(length)], number)).ListOf()
        select new Drawn(places, [.. papers], crosses)).ToArbitrary();

    [Fact]
    public void Every_vote_is_somebodys_or_not_transferable_at_every_stage() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Elections, drawn =>
    {
        var valid = drawn.Papers.Sum(p => p.Papers);
        foreach (var stage in Counted(drawn).Stages)
        {
            var held = stage.Votes.Values.Sum() + stage.NonTransferable;
            held.ShouldBe(drawn.Crosses ? drawn.Papers.Sum(p => p.Papers * p.Preferences.Count) : valid, string.Join('\n', stage.Says));
            stage.Votes.Values.ShouldAllBe(v => v >= 0);
        }
    }));

    [Fact]
    public void As_many_are_elected_as_there_are_places_each_once() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Elections, drawn =>
    {
        var count = Counted(drawn);
        count.Wanted.ShouldBeNull();
        count.Elected.Count.ShouldBe(drawn.Places);
        count.Elected.ShouldBeUnique();
        count.Stages.SelectMany(s => s.Elected).ShouldBe(count.Elected);
        count.Stages.SelectMany(s => s.Excluded).ShouldBeUnique();
        count.Stages.SelectMany(s => s.Excluded).Intersect(count.Elected).ShouldBeEmpty();
    }));

    [Fact]
    public void The_order_of_papers_and_how_they_are_gathered_do_not_matter() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Elections, drawn =>
    {
        var scattered = drawn with { Papers = [.. drawn.Papers.Reverse().SelectMany(p => Enumerable.Repeat(p with { Papers = 1 }, (int)p.Papers))] };

        Said(Counted(scattered)).ShouldBe(Said(Counted(drawn)));
    }));

    [Fact]
    public void Whoever_more_than_half_put_first_has_the_only_place() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Elections, drawn =>
    {
        var first = drawn.Papers.GroupBy(p => p.Preferences[0]).ToDictionary(g => g.Key, g => g.Sum(p => p.Papers));
        if (first.FirstOrDefault(f => 2 * f.Value > drawn.Papers.Sum(p => p.Papers)).Key is { } most)
            Counted(drawn with { Places = 1, Crosses = false }).Elected.ShouldBe([most]);
    }));

    [Fact]
    public void Candidates_that_a_quota_puts_first_alone_are_elected() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Elections, drawn =>
    {
        var valid = drawn.Papers.Sum(p => p.Papers);
        var count = Counted(drawn with { Crosses = false });
        foreach (var first in drawn.Papers.GroupBy(p => p.Preferences[0]).Where(g => g.Sum(p => p.Papers) * (drawn.Places + 1) > valid))
            if (100 * first.Sum(p => p.Papers) >= (100 * valid + drawn.Places) / (drawn.Places + 1))
                count.Elected.ShouldContain(first.Key);
    }));

    [Fact]
    public void A_count_without_papers_draws_lots_until_the_places_are_filled() =>
        Counted(new(2, [], false)).Elected.Count.ShouldBe(2);

    private static string Said(ElectionCount count) => string.Join('\n', count.Stages.SelectMany(s => s.Says));

    /// <summary>Counts, with each lot that is wanted falling to the first by name.</summary>
    private static ElectionCount Counted(Drawn drawn)
    {
        var named = (drawn.Papers.Count == 0 ? Names : Names.Where(n => string.CompareOrdinal(n, drawn.Papers.SelectMany(p => p.Preferences).Max(StringComparer.Ordinal)) <= 0).ToArray())
            .Concat(Names.Take(drawn.Places + 1)).Distinct().ToDictionary(n => n, n => n);
        List<LotDrawn> lots = [];
        for (; ; )
        {
            var count = drawn.Crosses ? ElectionCount.ByMostVotes(named, drawn.Places, drawn.Papers, lots) : ElectionCount.ByTransferableVote(named, drawn.Places, drawn.Papers, lots);
            if (count.Wanted is not { } wanted)
                return count;
            lots.Add(new(wanted.For, wanted.Among, wanted.Among[0]));
        }
    }
}
