using Remit.Time;

namespace Remit.Responsibility;

/// <summary>A run's counts were made public. What was made public is kept, and nothing that was not.</summary>
/// <param name="Title">What the run is called, such as <c>June 2025, flex</c>.</param>
/// <param name="Manifest">The SHA-256 of the run's manifest.</param>
/// <param name="Inputs">The SHA-256 of each file of activity. Their names stay where they are.</param>
/// <param name="Rulebooks">The rulebooks that the run could use.</param>
/// <param name="Readings">The doubtful points that were read otherwise than documented, as <c>K3=40</c>.</param>
/// <param name="AsOn">The day as on which every record was decided, if one was.</param>
/// <param name="Reference">The reference tables or releases that decided.</param>
public sealed record RunPublished(
    string Title, string Manifest, IReadOnlyList<string> Inputs, IReadOnlyList<string> Rulebooks, IReadOnlyList<string> Readings, DateOnly? AsOn,
    IReadOnlyList<HashedFile> Reference, PublishedCounts Counts) : Event
{
    /// <summary>Whether this run and one before it are of the same activity, then how that one was made otherwise, in sentences.</summary>
    public IEnumerable<string> MadeOtherwiseThan(RunPublished before)
    {
        var (now, then) = (Reference.Except(before.Reference).Select(f => f.Name).ToHashSet(), before.Reference.Except(Reference).Select(f => f.Name).ToHashSet());
        yield return Inputs.ToHashSet().SetEquals(before.Inputs) ? "The activity is the same, byte for byte." : "The activity is another file, or another version of it.";
        if (!Rulebooks.ToHashSet().SetEquals(before.Rulebooks))
            yield return $"Before, the rulebooks were {string.Join(", ", before.Rulebooks)}.";
        if (!Readings.ToHashSet().SetEquals(before.Readings))
            yield return $"Before, the doubtful points were read {(before.Readings.Count == 0 ? "as documented" : string.Join(", ", before.Readings))}.";
        if (AsOn != before.AsOn)
            yield return before.AsOn is { } day ? $"Before, every record was decided as on {day.InWords}." : "Before, each record was decided as on its own day.";
        foreach (var (words, names) in (IEnumerable<(string, IEnumerable<string>)>)[("Decided by another version", now.Intersect(then)), ("Decided by these besides", now.Except(then)), ("No longer decided by", then.Except(now))])
            if (names.Any())
                yield return $"{words}: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
    }
}

/// <summary>A file by its name and the SHA-256 of its content.</summary>
public sealed record HashedFile(string Name, string Sha256);

/// <summary>A published run was taken back. The act says why; that it had been published stays in the journal.</summary>
public sealed record RunWithdrawn : Event;

/// <summary>The records of a run by outcome and month, as <see cref="SmallNumbers"/> lets them be shown: a count that is withheld is null.</summary>
/// <param name="Outcomes">What goes down: outcomes by name, and <see cref="Rejected"/>.</param>
/// <param name="Months">What goes across: months as <c>2025-06</c>, and nothing for records that have none, such as the rejected.</param>
/// <param name="Records">Rows by columns.</param>
/// <param name="OfOutcome">The total of each row; null where there is but one row or column, and so no such total.</param>
/// <param name="OfMonth">The total of each column, likewise.</param>
/// <param name="All">Every record that was read.</param>
public sealed record PublishedCounts(
    IReadOnlyList<string> Outcomes, IReadOnlyList<string> Months, IReadOnlyList<IReadOnlyList<long?>> Records,
    IReadOnlyList<long?>? OfOutcome, IReadOnlyList<long?>? OfMonth, long? All)
{
    /// <summary>What stands among the outcomes for records that were read and not assigned.</summary>
    public const string Rejected = "REJECTED";

    /// <summary>Protects the counts of a run in one table, so that nothing can be worked out from it together with another of the same run.</summary>
    /// <param name="byOutcomeAndMonth">Counted by those two, in that order.</param>
    /// <exception cref="ArgumentException">It is counted by something else, or there is no record.</exception>
    public static PublishedCounts Of(Summary byOutcomeAndMonth, long rejected)
    {
        if (byOutcomeAndMonth.Columns.Count != 2 || byOutcomeAndMonth.Records + rejected == 0)
            throw new ArgumentException("Wanted records, counted by outcome and month.", nameof(byOutcomeAndMonth));

        var (outcomes, months, counts) = byOutcomeAndMonth.Table();
        List<string> down = [.. outcomes.Select(o => o[0])], across = [.. months];
        if (rejected > 0)
        {
            down.Add(Rejected);
            if (!across.Contains(""))
                across.Insert(0, "");
        }

        var table = new long[down.Count, across.Count];
        foreach (var (row, _) in outcomes.Index())
            foreach (var (column, month) in months.Index())
                table[row, across.IndexOf(month)] = counts[row, column];
        if (rejected > 0)
            table[down.Count - 1, across.IndexOf("")] = rejected;

        var shown = SmallNumbers.Protect(table);
        var (rows, columns) = (Enumerable.Range(0, down.Count), Enumerable.Range(0, across.Count));
        return new(down, across, [.. rows.Select(r => (IReadOnlyList<long?>)[.. columns.Select(c => shown[r, c].Value)])],
            shown.HasMargins ? [.. rows.Select(r => shown.RowTotal(r).Value)] : null,
            shown.HasMargins ? [.. columns.Select(c => shown.ColumnTotal(c).Value)] : null,
            shown.Total.Value);
    }

    /// <summary>Whether every total shown can be the sum of its parts, each as far as rounding and withholding let it be known.</summary>
    /// <remarks>No property: what an event has as one is written into the journal.</remarks>
    public bool AreConserved()
    {
        var lines = OfOutcome is null || OfMonth is null
            ? [(All, Parts: Records.SelectMany(r => r))]
            : (IEnumerable<(long? Total, IEnumerable<long?> Parts)>)[
                .. OfOutcome.Index().Select(t => (t.Item, Parts: (IEnumerable<long?>)Records[t.Index])),
                .. OfMonth.Index().Select(t => (t.Item, Parts: Records.Select(r => r[t.Index]))),
                (All, OfOutcome), (All, OfMonth)];
        return lines.All(l => l.Total is not { } total || (l.Parts.Sum(Least) <= total + Rounding && (l.Parts.Any(p => p is null) || l.Parts.Sum(Most) >= total - Rounding)));

        static long Least(long? shown) => shown is null ? 1 : shown == 0 ? 0 : Math.Max(SmallNumbers.Largest + 1, shown.Value - Rounding);
        static long Most(long? shown) => shown is null or 0 ? 0 : shown.Value + Rounding;
    }

    // A count rounded to the nearest 5 is right to within 2.
    private const long Rounding = 2;

    /// <summary>How many records ended in an outcome; null where that is withheld or cannot be told from what was published.</summary>
    public long? Of(string outcome)
    {
        var row = Outcomes.Index().FirstOrDefault(o => o.Item == outcome, (Index: -1, Item: "")).Index;
        return row < 0 ? 0 : OfOutcome is not null ? OfOutcome[row] : Months.Count == 1 ? Records[row][0] : All;
    }
}
