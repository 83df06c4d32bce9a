using Remit.Register;

namespace Remit.Governance;

/// <summary>How somebody voted.</summary>
public enum Ballot
{
    For,
    Against,
    Abstain,
}

/// <summary>What came of putting a matter to the members of a body.</summary>
/// <param name="For">Votes for it: practices, or registered patients where votes are weighted by list.</param>
/// <param name="Entitled">The votes of everyone entitled.</param>
/// <param name="Voted">How many members voted, abstaining among them.</param>
/// <param name="Members">How many were entitled to.</param>
/// <param name="Carried">Whether it was carried.</param>
public sealed record MembersResult(long For, long Against, long Abstained, long Entitled, int Voted, int Members, bool Carried)
{
    /// <summary>Counts the votes of member practices as a constitution has it.</summary>
    /// <param name="lists">Every member entitled to vote, with its registered patients.</param>
    /// <param name="votes">Of those that voted, how.</param>
    /// <exception cref="ArgumentException">Somebody voted who is not entitled; or votes are weighted and a practice has no list.</exception>
    public static MembersResult Count(Constitution constitution, IReadOnlyDictionary<PracticeCode, int> lists, IReadOnlyDictionary<PracticeCode, Ballot> votes)
    {
        var weighted = constitution.MembersVote == MemberVoting.ListWeighted;
        if (votes.Keys.FirstOrDefault(v => !lists.ContainsKey(v)) is var stranger && votes.Keys.Any(v => !lists.ContainsKey(v)))
            throw new ArgumentException($"{stranger} is not entitled to vote.", nameof(votes));
        if (weighted && lists.Any(l => l.Value <= 0))
            throw new ArgumentException($"{lists.First(l => l.Value <= 0).Key} has no registered patients to weigh its vote by.", nameof(lists));

        long Sum(Ballot ballot) => votes.Where(v => v.Value == ballot).Sum(v => Weight(v.Key));
        long Weight(PracticeCode practice) => weighted ? lists[practice] : 1;
        var (yes, no) = (Sum(Ballot.For), Sum(Ballot.Against));
        return new(yes, no, Sum(Ballot.Abstain), lists.Keys.Sum(Weight), votes.Count, lists.Count,
            constitution.MembersCarry is { } percent ? yes > 0 && 100 * yes >= percent * (yes + no) : yes > no);
    }
}
