namespace Remit.Governance.Elections;

/// <summary>Papers that say the same.</summary>
/// <param name="Preferences">Candidates, the first preferred first.</param>
/// <param name="Papers">How many; a paper with several votes is as many papers.</param>
public sealed record Ranking(IReadOnlyList<string> Preferences, long Papers);

/// <summary>A lot that has to be drawn before the count can go on.</summary>
public sealed record LotWanted(LotFor For, IReadOnlyList<string> Among);

/// <summary>A stage of a count: what was done, and how everybody then stood.</summary>
/// <param name="Says">What was done, in sentences.</param>
/// <param name="Votes">Of each candidate, after it. Exact to the hundredth, which is as far as the rules go.</param>
/// <param name="NonTransferable">The value of what nobody has.</param>
/// <param name="Quota">What sufficed to be elected; nothing where there is none.</param>
/// <param name="Elected">Who was deemed elected at it, in that order.</param>
/// <param name="Excluded">Who was excluded at it.</param>
public sealed record CountStage(
    int Number, IReadOnlyList<string> Says, IReadOnlyDictionary<string, decimal> Votes, decimal NonTransferable, decimal? Quota, IReadOnlyList<string> Elected, IReadOnlyList<string> Excluded);

/// <summary>A count of votes for candidates, stage by stage.</summary>
/// <param name="Elected">Who is elected, in that order.</param>
/// <param name="Wanted">The lot without which it cannot go on; nothing where it is complete.</param>
public sealed record ElectionCount(IReadOnlyList<CountStage> Stages, IReadOnlyList<string> Elected, LotWanted? Wanted)
{
    /// <summary>Counts crosses: those with most are elected.</summary>
    /// <param name="named">The candidates, with their names.</param>
    /// <param name="lots">The lots that were drawn.</param>
    public static ElectionCount ByMostVotes(IReadOnlyDictionary<string, string> named, int places, IEnumerable<Ranking> papers, IReadOnlyList<LotDrawn> lots)
    {
        var votes = named.Keys.ToDictionary(c => c, _ => 0L);
        foreach (var paper in papers)
            foreach (var candidate in paper.Preferences)
                votes[candidate] += paper.Papers;

        List<string> elected = [], says = [];
        LotWanted? wanted = null;
        while (elected.Count < places && wanted is null && votes.Keys.Except(elected).ToList() is { Count: > 0 } left)
        {
            var most = left.Max(c => votes[c]);
            var first = left.Where(c => votes[c] == most).Order(StringComparer.Ordinal).ToList();
            if (first.Count <= places - elected.Count)
            {
                elected.AddRange(first);
                says.Add($"{Names(first)}: elected with {most:N0}{(first.Count > 1 ? " each" : "")}.");
            }
            else if (lots.FirstOrDefault(l => l.For == LotFor.Place && l.Among.Order(StringComparer.Ordinal).SequenceEqual(first)) is { } lot)
            {
                elected.Add(lot.Chosen);
                says.Add($"{Names(first)} are equal with {most:N0}. By lot, the place is {named[lot.Chosen]}'s.");
            }
            else
            {
                wanted = new(LotFor.Place, first);
                says.Add($"{Names(first)} are equal with {most:N0}, and there {(places - elected.Count == 1 ? "is one place" : $"are {places - elected.Count} places")}: the returning officer draws a lot.");
            }
        }

        return new([new(1, says, votes.ToDictionary(v => v.Key, v => (decimal)v.Value), 0, null, elected, [])], elected, wanted);

        string Names(IEnumerable<string> candidates) => string.Join(", ", candidates.Select(c => named[c]));
    }

    /// <summary>Counts preferences, by the rules of the Electoral Reform Society of 1997.</summary>
    /// <inheritdoc cref="ByMostVotes"/>
    public static ElectionCount ByTransferableVote(IReadOnlyDictionary<string, string> named, int places, IEnumerable<Ranking> papers, IReadOnlyList<LotDrawn> lots) =>
        new TransferableVote(named, places, papers, lots).Count();
}
