using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Remit.Governance.Elections;

namespace Remit.Storage.Governance.Elections;

/// <summary>The box of a poll: papers that were given out and not returned, and sealed papers that were. It says of none whose it is, nor when it came.</summary>
/// <remarks>
/// A file beside the journal, and no part of it: the journal tells everything in order, and order tells whose paper is whose. It is written anew, in an order that is drawn, each time. A paper that was given out
/// is there as the hash of its number, and as that of its counterfoil and elector together: nobody who has not the counterfoil can tell whose it is. See decisions/0036.
/// </remarks>
public sealed class BallotBox
{
    private const string Letters = "bcdfghjkmnpqrstvwxyz23456789";
    private const int NumberLength = 16, CounterfoilLength = 20;

    private readonly string path;

    private BallotBox(string path) => this.path = path;

    /// <summary>The box of an election, whether or not there is one yet.</summary>
    public static BallotBox Of(Workspace workspace, Election election) => new(Path.Combine(workspace.Folder, "ballot-boxes", $"{election.Called.Body}.{election.Called.Name}.box"));

    private sealed record Given(string Hash, long Votes, string Stub);

    private sealed record Content(List<Given> Out, List<string> Papers);

    /// <summary>How many papers are out, and how many came back; nothing where the box is not there.</summary>
    public (int Out, int Back)? Count => File.Exists(path) ? Locked<(int, int)?>(content => (content.Out.Count, content.Papers.Count), write: false) : null;

    /// <summary>Gives out a paper, unless what is recorded of it is refused.</summary>
    /// <param name="record">Records that the elector was given one.</param>
    /// <returns>The number of the paper, with which it is returned, and its counterfoil, with which it is replaced. Both are kept nowhere.</returns>
    internal (string Number, string Counterfoil) GiveOut(Election election, Elector elector, Action record) => Locked(content => GiveOut(content, election, elector, record));

    /// <summary>Gives an elector another paper for one of theirs that is out, which counts no more; unless what is recorded of it is refused.</summary>
    /// <param name="counterfoil">The counterfoil of that paper.</param>
    /// <returns>The number of the new paper and its counterfoil.</returns>
    /// <exception cref="RefusedException">The elector has no such paper out: it came back, was replaced already, is another's, or never was.</exception>
    internal (string Number, string Counterfoil) Replace(Election election, Elector elector, string counterfoil, Action record) => Locked(content =>
    {
        if (content.Out.Find(g => g.Stub == Stub(election, counterfoil, elector)) is not { } given)
            throw new RefusedException(new Finding("no-such-paper", Consequence.FileRefused, new(election.Id, 0, "paper"), Finding.Shown(counterfoil), $"the counterfoil of a paper that was given to {elector.Code} and not returned: one that was put in stays in, and nobody votes twice"));
        content.Out.Remove(given);
        return GiveOut(content, election, elector, record);
    });

    /// <summary>Takes a paper, marked, and seals it.</summary>
    /// <returns>The receipt.</returns>
    /// <exception cref="RefusedException">No paper of that number is out.</exception>
    internal string Take(Election election, string number, IReadOnlyList<int> marks) => Locked(content =>
    {
        if (content.Out.Find(g => g.Hash == Hash(election, number)) is not { } given)
            throw new RefusedException(new Finding("no-such-paper", Consequence.FileRefused, new(election.Id, 0, "paper"), Finding.Shown(number), "the number of a paper that was given out and not returned: nobody votes twice"));
        content.Out.Remove(given);
        var paper = new VotingPaper(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), [.. marks], given.Votes);
        content.Papers.Add(BoxKey.Seal(election.Opened!.Key, $"{paper.Code} {paper.Votes.ToString(CultureInfo.InvariantCulture)} {string.Join(',', paper.Marks)}"));
        return paper.Receipt(election.Id);
    });

    /// <summary>Opens it, and takes it away once what was in it is recorded. Meanwhile no paper is put in, nor given out.</summary>
    /// <param name="record">Records the papers, in the order of their receipts, and how many are out.</param>
    /// <exception cref="RefusedException">The key is not that of this box, or what is in it cannot be recorded.</exception>
    internal T Open<T>(Election election, string key, Func<IReadOnlyList<VotingPaper>, int, T> record)
    {
        var recorded = Locked(content =>
        {
            var (papers, notReturned) = Opened(content, election, key);
            var done = record(papers, notReturned);
            File.Delete(path);
            return done;
        }, write: false);
        File.Delete(path + ".lock");
        return recorded;
    }

    /// <summary>Makes an empty one.</summary>
    internal void Make() => Locked(_ => 0, make: true);

    // The counterfoil is drawn, and not worked out of the number: else whoever takes a paper could find in the box whose it is, by trying the electors.
    private static (string Number, string Counterfoil) GiveOut(Content content, Election election, Elector elector, Action record)
    {
        var number = BoxKey.Grouped(RandomNumberGenerator.GetString(Letters, NumberLength));
        var counterfoil = BoxKey.Grouped(RandomNumberGenerator.GetHexString(CounterfoilLength, lowercase: true));
        content.Out.Add(new(Hash(election, number), elector.Votes, Stub(election, counterfoil, elector)));
        record();
        return (number, counterfoil);
    }

    private static (IReadOnlyList<VotingPaper> Papers, int Out) Opened(Content content, Election election, string key)
    {
        var opener = BoxKey.Opener(election.Opened!.Key, key);
        return ((IReadOnlyList<VotingPaper>)[.. content.Papers.Select(p => opener(p).Split(' ')).Select(p =>
            new VotingPaper(p[0], [.. p[2].Split(',').Select(m => int.Parse(m, CultureInfo.InvariantCulture))], long.Parse(p[1], CultureInfo.InvariantCulture))).OrderBy(p => p.Receipt(election.Id), StringComparer.Ordinal)], content.Out.Count);
    }

    private static string Hash(Election election, string number) => Hash($"remit-number-1 {election.Id} {Typed(number)}");

    private static string Stub(Election election, string counterfoil, Elector elector) => Hash($"remit-counterfoil-1 {election.Id} {Typed(counterfoil)} {elector.Code}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Typed(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));

    private T Locked<T>(Func<Content, T> change, bool write = true, bool make = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var turn = Turn();
        if (!make && !File.Exists(path))
            throw new RefusedException(new Finding("no-box", Consequence.FileRefused, new(path), "no ballot box", "the box as Remit wrote it: restore it as it was, or give the election up and call it again"));
        var content = new Content([], []);
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
            if (line.Split(' ') is ["out", var hash, var votes, var stub] && long.TryParse(votes, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
                content.Out.Add(new(hash, n, stub));
            else if (line.Split(' ') is ["paper", var text])
                content.Papers.Add(text);
            else
                throw new RefusedException(new Finding("box-damaged", Consequence.FileRefused, new(path), "a line that is neither a paper given out nor one returned", "the box as Remit wrote it: restore it, or give the election up and call it again"));
        var answer = change(content);
        if (write)
        {
            var lines = content.Out.Select(o => string.Create(CultureInfo.InvariantCulture, $"out {o.Hash} {o.Votes} {o.Stub}")).Concat(content.Papers.Select(p => $"paper {p}")).ToArray();
            RandomNumberGenerator.Shuffle<string>(lines);
            WholeFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        }

        return answer;
    }

    // Two desks may take papers at once; each waits for the other.
    private FileStream Turn()
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(20))
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < TimeSpan.FromSeconds(30))
            {
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RefusedException(new Finding("box-in-use", Consequence.FileRefused, new(path), "a box that cannot be written to, or that somebody else holds", "the same again; nothing was changed"));
            }
    }
}
