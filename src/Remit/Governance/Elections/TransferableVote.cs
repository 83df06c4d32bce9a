using System.Globalization;

namespace Remit.Governance.Elections;

/// <summary>The single transferable vote as it is counted by hand: R. A. Newland and F. S. Britton, <i>How to conduct an election by the single transferable vote</i>, 3rd edition, 1997. Numbers are of its paragraphs.</summary>
/// <remarks>All sums are of whole hundredths of a vote. Equal candidates are told apart by how they stood earlier, and where they were equal throughout, by a lot that was drawn.</remarks>
internal sealed class TransferableVote
{
    private const long One = 100;

    private readonly IReadOnlyDictionary<string, string> named;
    private readonly int places;
    private readonly IReadOnlyList<Ranking> papers;
    private readonly IReadOnlyList<LotDrawn> lots;
    private readonly List<Tally> tallies;
    private readonly List<Dictionary<string, long>> points = [];
    private readonly List<CountStage> stages = [];
    private readonly List<string> elected = [];
    private readonly long valid;
    private List<string> says = [], electedNow = [], excludedNow = [];
    private long quota, nonTransferable;
    private LotWanted? wanted;

    public TransferableVote(IReadOnlyDictionary<string, string> named, int places, IEnumerable<Ranking> papers, IReadOnlyList<LotDrawn> lots)
    {
        (this.named, this.places, this.lots) = (named, places, lots);
        this.papers = [.. papers.Where(p => p.Papers > 0)];
        tallies = [.. named.Keys.Order(StringComparer.Ordinal).Select(c => new Tally(c))];
        valid = One * this.papers.Sum(p => p.Papers);
    }

    private enum Status
    {
        Continuing,
        Elected,
        Excluded,
    }

    private sealed class Tally(string candidate)
    {
        public string Candidate => candidate;
        public Status Status { get; set; }
        public long Votes { get; set; }
        public List<Parcel> Parcels { get; } = [];
    }

    /// <summary>Papers that came together, all of one value.</summary>
    private sealed record Parcel(long Value, IReadOnlyList<Ranking> Papers)
    {
        public long Count => Papers.Sum(p => p.Papers);
    }

    private List<Tally> Continuing => [.. tallies.Where(t => t.Status == Status.Continuing)];

    private int Unfilled => places - elected.Count;

    /// <summary>What continuing candidates have, with what awaits transfer (5.6.1, 6.20).</summary>
    private long Active => valid - nonTransferable - tallies.Where(t => t.Status == Status.Elected).Sum(t => Math.Min(t.Votes, quota));

    public ElectionCount Count()
    {
        foreach (var first in papers.GroupBy(p => p.Preferences[0]))
            Credit(tallies.Single(t => t.Candidate == first.Key), new(One, [.. first]));
        SetQuota();
        says.Add($"{valid / One:N0} valid papers for {places} {(places == 1 ? "place" : "places")}: the quota is {valid / One:N0} divided by {places + 1}, rounded up to the hundredth: {Said(quota)}.");
        After();
        EndStage();

        while (Unfilled > 0 && wanted is null && Continuing.Count > 0)
        {
            if (Continuing.Count <= Unfilled)
                ElectTheRest("as many candidates are left as places");
            else if (Surpluses() is { Count: > 0 } surpluses && Removable(surpluses.Sum(Surplus)) == 0)
                TransferLargest(surpluses);
            else
                Exclude();
            if (wanted is null)
                EndStage();
        }

        if (says.Count > 0)
            EndStage();
        return new(stages, elected, wanted);
    }

    private long Surplus(Tally tally) => tally.Votes - quota;

    private List<Tally> Surpluses() => [.. tallies.Where(t => t.Status == Status.Elected && t.Votes > quota)];

    // 5.1.6, and 5.4.8 while nobody has been deemed elected.
    private void SetQuota() => quota = (valid - nonTransferable + places) / (places + 1);

    /// <summary>How many of the lowest can be excluded together (5.2.5), or before surpluses of so much are transferred (5.2.2); none where even one cannot.</summary>
    /// <remarks>Candidates with equal votes are not parted but by their own exclusion: that can only be where those below them have nothing.</remarks>
    private int Removable(long surpluses)
    {
        var line = Continuing.Select(t => t.Votes).Order().ToList();
        var (most, sum) = (0, 0L);
        for (var k = 1; k <= line.Count - Unfilled && k < line.Count; k++)
        {
            sum += line[k - 1];
            if (sum + surpluses <= line[k] && (k == 1 || line[k - 1] < line[k]))
                most = k;
        }

        return most;
    }

    private void TransferLargest(List<Tally> surpluses)
    {
        var largest = surpluses.Max(t => t.Votes);
        if (Pick(LotFor.Surplus, [.. surpluses.Where(t => t.Votes == largest)], fewest: false) is not { } tally)
            return;
        var surplus = Surplus(tally);
        // 5.3.1 and 5.3.2: all papers of the first stage are one parcel, and whoever was elected since received nothing after the parcel by which they were.
        var parcel = tally.Parcels[^1];
        var (next, transferable) = Sort(parcel);
        var value = parcel.Value * transferable > surplus ? surplus / transferable : parcel.Value;
        foreach (var (to, ranked) in value > 0 ? next : [])
            Credit(to, new(value, ranked));
        var lost = surplus - value * transferable;
        tally.Votes = quota;
        nonTransferable += lost;
        says.Add($"The surplus of {Name(tally)}, {Said(surplus)}, is transferred: {transferable:N0} of the {parcel.Count:N0} papers received last name a next candidate, and each passes on at {Said(value)}{(lost > 0 ? $"; {Said(lost)} is not transferable" : "")}.");
        After();
    }

    private void Exclude()
    {
        var together = Math.Max(1, Removable(Surpluses().Sum(Surplus)));
        var lowest = Continuing.OrderBy(t => t.Votes).ToList();
        var least = lowest[0].Votes;
        List<Tally> leaving;
        if (together > 1)
            leaving = lowest[..together];
        else if (Pick(LotFor.Exclusion, [.. lowest.Where(t => t.Votes == least)], fewest: true) is { } one)
            leaving = [one];
        else
            return;

        if (Continuing.Count - leaving.Count == Unfilled)
        {
            ElectTheRest($"excluding {Names(leaving)} would leave as many candidates as places", leaving);
            return;
        }

        says.Add($"{Names(leaving)}, with the fewest votes ({string.Join(", ", leaving.Select(t => Said(t.Votes)))}), {(leaving.Count == 1 ? "is" : "are together")} excluded.");
        foreach (var tally in leaving)
        {
            tally.Status = Status.Excluded;
            excludedNow.Add(tally.Candidate);
        }

        foreach (var batch in leaving.SelectMany(t => t.Parcels.Select(p => (Tally: t, Parcel: p))).GroupBy(b => b.Parcel.Value).OrderByDescending(b => b.Key).ToList())
        {
            var parcel = new Parcel(batch.Key, [.. batch.SelectMany(b => b.Parcel.Papers)]);
            var (next, transferable) = Sort(parcel);
            foreach (var (tally, given) in batch)
                tally.Votes -= given.Value * given.Count;
            foreach (var (to, ranked) in next)
                Credit(to, new(parcel.Value, ranked));
            var lost = parcel.Count - transferable;
            nonTransferable += parcel.Value * lost;
            says.Add($"{parcel.Count:N0} {(parcel.Count == 1 ? "paper" : "papers")} at {Said(parcel.Value)}: {(transferable == 0 ? "none names" : $"{transferable:N0} {(transferable == 1 ? "names" : "name")}")} a next candidate{(lost > 0 && transferable > 0 ? $", {lost:N0} {(lost == 1 ? "does" : "do")} not" : "")}.");
            if (elected.Count == 0 && parcel.Value * lost > 0)
            {
                SetQuota();
                says.Add($"Nobody is elected yet, so the quota is worked out again without what is not transferable: {Said(quota)}.");
            }

            After();
            // 5.5.2: no further transfers are made.
            if (Unfilled == 0)
                break;
        }
    }

    // 5.5.1
    private void ElectTheRest(string because, IReadOnlyList<Tally>? leaving = null)
    {
        foreach (var tally in leaving ?? [])
        {
            tally.Status = Status.Excluded;
            excludedNow.Add(tally.Candidate);
        }

        var rest = Continuing.OrderByDescending(t => t.Votes).ToList();
        says.Add($"{char.ToUpperInvariant(because[0])}{because[1..]}: {Names(rest)} {(rest.Count == 1 ? "is" : "are")} deemed elected.");
        rest.ForEach(Elect);
    }

    /// <summary>Notes how all stand, and deems elected whoever has enough (5.1.7, 5.3.13, 5.4.9).</summary>
    private void After()
    {
        points.Add(tallies.ToDictionary(t => t.Candidate, t => t.Votes));
        while (Unfilled > 0 && Continuing is { Count: > 0 } continuing)
        {
            var best = continuing.Max(t => t.Votes);
            if (best == 0 || best < quota && best * (Unfilled + 1) < Active)
                return;
            var first = continuing.Where(t => t.Votes == best).ToList();
            // 5.6.2: where earlier points do not tell them apart either, none of them is deemed elected at this stage.
            if (first.Count > Unfilled && Narrow(first, fewest: false) is not [_])
                return;
            foreach (var tally in first.Count > Unfilled ? Narrow(first, fewest: false) : first)
            {
                says.Add($"{Name(tally)}, with {Said(tally.Votes)}, {(best >= quota ? "has the quota" : $"has more than can be denied a place ({Said(Active)} among {Unfilled + 1})")} and is deemed elected.");
                Elect(tally);
            }
        }
    }

    private void Elect(Tally tally)
    {
        tally.Status = Status.Elected;
        elected.Add(tally.Candidate);
        electedNow.Add(tally.Candidate);
    }

    /// <summary>One of several that are equal: by the earliest point at which they were not, else by lot. Nothing where the lot was not drawn yet.</summary>
    private Tally? Pick(LotFor what, List<Tally> equal, bool fewest)
    {
        if (Narrow(equal, fewest) is [var only])
        {
            if (equal.Count > 1)
                says.Add($"{Names(equal)} are equal, and {Name(only)} had the {(fewest ? "fewest" : "most")} at the earliest point at which they were not.");
            return only;
        }

        List<string> among = [.. Narrow(equal, fewest).Select(t => t.Candidate).Order(StringComparer.Ordinal)];
        if (lots.FirstOrDefault(l => l.For == what && l.Among.Order(StringComparer.Ordinal).SequenceEqual(among)) is { } lot)
        {
            says.Add($"{string.Join(", ", among.Select(c => named[c]))} have been equal throughout. By lot: {named[lot.Chosen]}.");
            return equal.Single(t => t.Candidate == lot.Chosen);
        }

        wanted = new(what, among);
        says.Add($"{string.Join(", ", among.Select(c => named[c]))} have been equal throughout: the returning officer draws a lot {(what == LotFor.Surplus ? "for whose surplus is transferred first" : "for who is excluded")}.");
        return null;
    }

    private List<Tally> Narrow(List<Tally> equal, bool fewest)
    {
        foreach (var point in points)
        {
            var edge = fewest ? equal.Min(t => point[t.Candidate]) : equal.Max(t => point[t.Candidate]);
            equal = [.. equal.Where(t => point[t.Candidate] == edge)];
        }

        return equal;
    }

    private (List<(Tally To, IReadOnlyList<Ranking> Papers)> Next, long Transferable) Sort(Parcel parcel)
    {
        var standing = Continuing.ToDictionary(t => t.Candidate);
        var next = parcel.Papers.Select(p => (Paper: p, To: p.Preferences.FirstOrDefault(standing.ContainsKey))).Where(p => p.To is not null).GroupBy(p => p.To!)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (standing[g.Key], (IReadOnlyList<Ranking>)[.. g.Select(p => p.Paper)])).ToList();
        return (next, next.Sum(n => n.Item2.Sum(p => p.Papers)));
    }

    private static void Credit(Tally to, Parcel parcel)
    {
        to.Parcels.Add(parcel);
        to.Votes += parcel.Value * parcel.Count;
    }

    private void EndStage()
    {
        stages.Add(new(stages.Count + 1, says, tallies.ToDictionary(t => t.Candidate, t => t.Votes / (decimal)One), nonTransferable / (decimal)One, quota / (decimal)One, electedNow, excludedNow));
        (says, electedNow, excludedNow) = ([], [], []);
    }

    private string Name(Tally tally) => named[tally.Candidate];

    private string Names(IEnumerable<Tally> some) => string.Join(", ", some.Select(Name));

    private static string Said(long hundredths) => (hundredths / (decimal)One).ToString("N2", CultureInfo.InvariantCulture);
}
