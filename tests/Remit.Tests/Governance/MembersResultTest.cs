using FsCheck;
using FsCheck.Fluent;
using Remit.Governance;
using Remit.Register;

namespace Remit.Tests.Governance;

public class MembersResultTest
{
    private static readonly PracticeCode[] Practices = [.. Enumerable.Range(1, 4).Select(n => PracticeCode.Parse($"A8400{n}"))];
    private static readonly Dictionary<PracticeCode, int> Lists = Practices.Index().ToDictionary(p => p.Item, p => p.Index switch { 0 => 30_000, 1 => 9_000, 2 => 8_000, _ => 7_000 });

    [Theory]
    [InlineData(MemberVoting.OnePracticeOneVote, 1, 2, false)]
    [InlineData(MemberVoting.ShowOfHands, 1, 2, false)]
    [InlineData(MemberVoting.ListWeighted, 30_000, 17_000, true)]
    public void One_large_practice_outvotes_two_small_ones_only_where_votes_are_weighted(MemberVoting rule, long yes, long no, bool carried)
    {
        var result = Count(rule, null, (0, Ballot.For), (1, Ballot.Against), (2, Ballot.Against));

        (result.For, result.Against, result.Carried, result.Voted, result.Members).ShouldBe((yes, no, carried, 3, 4));
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(66, true)]
    [InlineData(67, false)]
    public void A_constitution_may_ask_for_more_than_half(int percent, bool carried) =>
        Count(MemberVoting.OnePracticeOneVote, percent, (0, Ballot.For), (1, Ballot.For), (2, Ballot.Against), (3, Ballot.Abstain)).Carried.ShouldBe(carried);

    [Fact]
    public void A_tie_is_not_carried_and_neither_is_a_ballot_that_nobody_takes_part_in()
    {
        Count(MemberVoting.OnePracticeOneVote, null, (0, Ballot.For), (1, Ballot.Against)).Carried.ShouldBeFalse();
        Count(MemberVoting.OnePracticeOneVote, 50).Carried.ShouldBeFalse();
    }

    [Fact]
    public void Nobody_votes_who_is_not_entitled() =>
        Should.Throw<ArgumentException>(() => MembersResult.Count(Constitution(MemberVoting.OnePracticeOneVote, null), Lists, new Dictionary<PracticeCode, Ballot> { [PracticeCode.Parse("B81001")] = Ballot.For }));

    [Fact]
    public void No_vote_is_lost_or_counted_twice() => Prop.ForAll(
        Gen.Elements<int?>(null, 0, 1, 2).Four().ToArbitrary(),
        drawn =>
        {
            int?[] votes = [drawn.Item1, drawn.Item2, drawn.Item3, drawn.Item4];
            foreach (var rule in Enum.GetValues<MemberVoting>())
            {
                var cast = votes.Index().Where(v => v.Item is not null).Select(v => (v.Index, (Ballot)v.Item!.Value)).ToArray();
                var result = Count(rule, null, cast);
                var weighted = rule == MemberVoting.ListWeighted;
                (result.For + result.Against + result.Abstained).ShouldBe(cast.Sum(v => weighted ? Lists[Practices[v.Index]] : 1));
                result.Entitled.ShouldBe(weighted ? 54_000 : 4);
            }
        }).QuickCheckThrowOnFailure();

    private static MembersResult Count(MemberVoting rule, int? percent, params (int Practice, Ballot Vote)[] votes) =>
        MembersResult.Count(Constitution(rule, percent), Lists, votes.ToDictionary(v => Practices[v.Practice], v => v.Vote));

    private static Constitution Constitution(MemberVoting rule, int? percent) => SmallBoard.Drawn(SmallBoard.Body) with { MembersVote = rule, MembersCarry = percent };
}
