namespace Remit.Responsibility;

/// <summary>What a line of a file of decisions says of its record: formats.md, section 3.</summary>
public sealed record DecisionLine(string Outcome, string Commissioner, string Category, string Method, string Path, string Flags);

/// <summary>How two decisions about one record differ: the first of these that holds.</summary>
public enum Change
{
    /// <summary>Alike in everything.</summary>
    None,

    /// <summary>Another outcome.</summary>
    Outcome,

    /// <summary>The same outcome, another commissioner.</summary>
    Commissioner,

    /// <summary>The same outcome and commissioner by another path or method, or in another service category.</summary>
    Grounds,

    /// <summary>Other flags, and nothing else.</summary>
    Flags,
}

/// <summary>A record as each of two files decides it; nothing where a file does not hold it.</summary>
public readonly record struct DecisionPair(string RecordId, DecisionLine? Old, DecisionLine? New);

/// <summary>Brings together the lines of two files that are about one record, whatever their order.</summary>
/// <remarks>
/// Both files are read side by side. A line waits in memory only until its record comes up in the other file, so files in one order need none,
/// and the most that ever waits is every line of both. Where a file repeats an id, the first is paired with the first, the second with the second.
/// </remarks>
public sealed class DecisionPairs
{
    private readonly Dictionary<DecisionLine, DecisionLine> alike = [];
    private long waiting;

    /// <summary>The most lines that waited at one time: 0 where the files are in the same order.</summary>
    public long MostWaiting { get; private set; }

    /// <summary>Every record of either file, once. Those in one file only come last: of the old file, then of the new, each in its order.</summary>
    public IEnumerable<DecisionPair> Of(IEnumerable<(string RecordId, DecisionLine Line)> old, IEnumerable<(string RecordId, DecisionLine Line)> @new)
    {
        var (waitingOld, waitingNew) = (new Dictionary<string, Queue<(long At, DecisionLine Line)>>(StringComparer.Ordinal), new Dictionary<string, Queue<(long At, DecisionLine Line)>>(StringComparer.Ordinal));
        using var olds = old.GetEnumerator();
        using var news = @new.GetEnumerator();
        var (moreOld, moreNew) = (true, true);
        for (var at = 0L; ; at++)
        {
            moreOld = moreOld && olds.MoveNext();
            moreNew = moreNew && news.MoveNext();
            if (!moreOld && !moreNew)
                break;

            if (moreOld && moreNew && waiting == 0 && olds.Current.RecordId == news.Current.RecordId)
            {
                yield return new(olds.Current.RecordId, olds.Current.Line, news.Current.Line);
                continue;
            }

            if (moreOld)
            {
                if (Take(waitingNew, olds.Current.RecordId) is { } met)
                    yield return new(olds.Current.RecordId, olds.Current.Line, met);
                else
                    Wait(waitingOld, at, olds.Current);
            }

            if (moreNew)
            {
                if (Take(waitingOld, news.Current.RecordId) is { } met)
                    yield return new(news.Current.RecordId, met, news.Current.Line);
                else
                    Wait(waitingNew, at, news.Current);
            }

            MostWaiting = Math.Max(MostWaiting, waiting);
        }

        foreach (var (id, line) in Left(waitingOld))
            yield return new(id, line, null);
        foreach (var (id, line) in Left(waitingNew))
            yield return new(id, null, line);
    }

    private void Wait(Dictionary<string, Queue<(long At, DecisionLine Line)>> lines, long at, (string RecordId, DecisionLine Line) line)
    {
        // Millions of lines say few different things, so one copy of each is kept.
        if (!alike.TryGetValue(line.Line, out var kept))
            alike[line.Line] = kept = line.Line;
        if (!lines.TryGetValue(line.RecordId, out var queue))
            lines[line.RecordId] = queue = new(1);
        queue.Enqueue((at, kept));
        waiting++;
    }

    private DecisionLine? Take(Dictionary<string, Queue<(long At, DecisionLine Line)>> lines, string id)
    {
        if (!lines.TryGetValue(id, out var queue))
            return null;

        var line = queue.Dequeue().Line;
        if (queue.Count == 0)
            lines.Remove(id);
        waiting--;
        return line;
    }

    private static IEnumerable<(string RecordId, DecisionLine Line)> Left(Dictionary<string, Queue<(long At, DecisionLine Line)>> lines) =>
        lines.SelectMany(l => l.Value.Select(v => (v.At, l.Key, v.Line))).OrderBy(l => l.At).Select(l => (l.Key, l.Line));
}

/// <summary>Where two paths part.</summary>
/// <param name="At">The last box that both asked, whose answer sent them apart; the chart's start where they share none; the exception's name where only that differs; empty for one path.</param>
/// <param name="Questions">Its question, in the words of each rulebook that has the box; none for one path, or a box that none has.</param>
public sealed record Parting(string At, IReadOnlyList<string> Questions)
{
    /// <summary>Where two paths part, under whichever of these rulebooks they were taken.</summary>
    public static Parting Of(string oldPath, string newPath, IReadOnlyList<Rulebook> rulebooks)
    {
        if (oldPath == newPath)
            return new("", []);

        var (old, @new) = (oldPath.Split('>'), newPath.Split('>'));
        var shared = old.Zip(@new).TakeWhile(b => b.First == b.Second).Count();
        var exceptions = rulebooks.SelectMany(Exceptions).ToList();
        foreach (var path in (string[][])[old, @new])
            if (shared > 0 && shared < path.Length && exceptions.FirstOrDefault(e => e.Token == path[shared]) is { } exception)
                return new(exception.Token, [exception.Says]);

        var asked = shared > 0
            ? rulebooks.SelectMany(r => r.Boxes()).Where(b => b.Id == old[shared - 1]).ToList()
            : [.. rulebooks.Select(r => r.Start)];
        return new(shared > 0 ? old[shared - 1] : asked[0].Id, [.. asked.Select(b => b.Question).Distinct()]);
    }

    private static IEnumerable<Displacement> Exceptions(Rulebook rulebook) =>
        rulebook.Boxes().SelectMany(Rulebook.Exits).OfType<Ending>().Select(e => e.DisplacedBy).OfType<Displacement>();
}

/// <summary>Two files of decisions compared: what changed, for how many records, from what to what, and where in the chart.</summary>
/// <param name="rulebooks">Those that may have been used, for the words of their boxes.</param>
public sealed class Comparison(IReadOnlyList<Rulebook> rulebooks)
{
    private readonly Dictionary<Change, long> changes = [];
    private readonly Dictionary<string, Parting> partings = [];
    private readonly Dictionary<(string Old, string New), Parting> parted = [];
    private readonly Dictionary<string, long> partedAt = [];
    private readonly Dictionary<string, Dictionary<(string From, string To), long>> moves = Columns.Keys.ToDictionary(c => c, _ => new Dictionary<(string From, string To), long>());

    /// <summary>What moves can be told by.</summary>
    public static IReadOnlyDictionary<string, Func<DecisionLine, string>> Columns { get; } = new Dictionary<string, Func<DecisionLine, string>>
    {
        ["commissioner"] = line => line.Commissioner,
        ["outcome"] = line => line.Outcome,
        ["path"] = line => line.Path,
    };

    /// <summary>Records in both files: always those the same and those changed.</summary>
    public long InBoth { get; private set; }

    public long OnlyOld { get; private set; }

    public long OnlyNew { get; private set; }

    public long Same => Of(Change.None);

    public long Changed => InBoth - Same;

    /// <summary>Whether there is anything to look at.</summary>
    public bool FoundNothing => Changed + OnlyOld + OnlyNew == 0;

    /// <summary>How many records changed so.</summary>
    public long Of(Change change) => changes.GetValueOrDefault(change);

    /// <summary>From what to what, and for how many records: the commonest first, and equals by name.</summary>
    /// <param name="column">One of <see cref="Columns"/>.</param>
    public IReadOnlyList<(string From, string To, long Records)> Moves(string column) =>
        [.. moves[column].OrderByDescending(m => m.Value).ThenBy(m => m.Key.From, StringComparer.Ordinal).ThenBy(m => m.Key.To, StringComparer.Ordinal).Select(m => (m.Key.From, m.Key.To, m.Value))];

    /// <summary>Where the paths of changed records part, the commonest first.</summary>
    public IReadOnlyList<(Parting Parting, long Records)> Partings =>
        [.. partedAt.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => (partings[p.Key], p.Value))];

    /// <summary>Takes account of a record.</summary>
    /// <returns>How it changed, and where its paths part; none where it is in one file only.</returns>
    public (Change Change, Parting? Parting) Take(DecisionPair pair)
    {
        if (pair is not { Old: { } old, New: { } @new })
        {
            if (pair.Old is null)
                OnlyNew++;
            else
                OnlyOld++;
            return (Change.None, null);
        }

        InBoth++;
        var change = Between(old, @new);
        Count(changes, change);
        if (change is Change.None)
            return (change, null);

        foreach (var (column, text) in Columns)
            if (text(old) != text(@new))
                Count(moves[column], (text(old), text(@new)));

        if (!parted.TryGetValue((old.Path, @new.Path), out var parting))
            parted[(old.Path, @new.Path)] = parting = Parting.Of(old.Path, @new.Path, rulebooks);
        partings[parting.At] = parting;
        Count(partedAt, parting.At);
        return (change, parting);
    }

    public static Change Between(DecisionLine old, DecisionLine @new) =>
        old.Outcome != @new.Outcome ? Change.Outcome
        : old.Commissioner != @new.Commissioner ? Change.Commissioner
        : old.Path != @new.Path || old.Method != @new.Method || old.Category != @new.Category ? Change.Grounds
        : old.Flags != @new.Flags ? Change.Flags
        : Change.None;

    private static void Count<T>(Dictionary<T, long> counts, T key) where T : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + 1;
}
