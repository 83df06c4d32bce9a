using Remit.Time;

namespace Remit.Register;

/// <summary>What one source says of one subject: this value, for these days. No value says that there was none.</summary>
public readonly record struct Statement<T>(DateSpan Days, T? Value, Source Source) where T : struct;

/// <summary>A run of days on which one statement is the latest evidence.</summary>
/// <param name="Days">The days of the statement that no later evidence speaks about.</param>
/// <param name="Statement">The statement as its source makes it, with the days that it gives.</param>
public readonly record struct Stretch<T>(DateSpan Days, Statement<T> Statement) where T : struct
{
    public T? Value => Statement.Value;
    public Source Source => Statement.Source;
}

/// <summary>Two sources that differ about days that the earlier of them had seen.</summary>
public readonly record struct Contradiction<T>(DateSpan Days, Statement<T> Earlier, Statement<T> Later) where T : struct;

/// <summary>The evidence about one subject, laid down in order: each statement covers what was there before it, for the days it speaks about.</summary>
/// <remarks>
/// Nothing is lost: what was painted over stays in the statements, and where the earlier source had already seen the day it is a <see cref="Contradiction{T}"/>.
/// An open-ended statement about days after its own edition was an expectation, so replacing it contradicts nobody. See decisions/0012.
/// </remarks>
public sealed class PaintedTimeline<T> where T : struct
{
    private readonly Stretch<T>[] stretches;

    internal PaintedTimeline(Stretch<T>[] stretches, IReadOnlyList<Contradiction<T>> contradictions) =>
        (this.stretches, Contradictions) = (stretches, contradictions);

    /// <summary>What is on top, in order of days; no two overlap.</summary>
    public IReadOnlyList<Stretch<T>> Stretches => stretches;

    public IReadOnlyList<Contradiction<T>> Contradictions { get; }

    /// <summary>The latest evidence about a day, or none where no source speaks of it.</summary>
    public Stretch<T>? On(DateOnly day)
    {
        foreach (var stretch in stretches)
            if (stretch.Days.Contains(day))
                return stretch;
        return null;
    }

    internal bool HasAny(Predicate<Stretch<T>> wanted) => Array.Exists(stretches, wanted);

    /// <summary>The same timeline with each stretch replaced by others that fill the same days.</summary>
    internal PaintedTimeline<T> Rewrite(Func<Stretch<T>, IEnumerable<Stretch<T>>> rewrite) =>
        new([.. stretches.SelectMany(rewrite)], Contradictions);
}

/// <summary>Lays evidence down.</summary>
public static class PaintedTimeline
{
    /// <param name="statements">Oldest edition first.</param>
    public static PaintedTimeline<T> Paint<T>(IEnumerable<Statement<T>> statements) where T : struct
    {
        List<Stretch<T>> painted = statements.TryGetNonEnumeratedCount(out var count) ? new(count) : [];
        List<Contradiction<T>>? contradictions = null;
        foreach (var statement in statements)
        {
            // Nearly every statement begins after the last and goes on: then only the last can lie beneath it.
            if (statement.Days.Last is null && (painted.Count == 0 || painted[^1].Days.First < statement.Days.First))
            {
                if (painted is [.., var top] && top.Days.Contains(statement.Days.First))
                {
                    Note(top, statement, new(statement.Days.First, top.Days.Last));
                    painted[^1] = top with { Days = new(top.Days.First, statement.Days.First.AddDays(-1)) };
                }

                painted.Add(new(statement.Days, statement));
                continue;
            }

            List<Stretch<T>> next = new(painted.Count + 2);
            foreach (var below in painted)
            {
                if (below.Days.Intersect(statement.Days) is not { } shared)
                {
                    next.Add(below);
                    continue;
                }

                Note(below, statement, shared);
                if (below.Days.First < statement.Days.First)
                    next.Add(below with { Days = new(below.Days.First, statement.Days.First.AddDays(-1)) });
                if (statement.Days.Last is { } last && last < DateOnly.MaxValue && (below.Days.Last is not { } end || last < end))
                    next.Add(below with { Days = new(last.AddDays(1), below.Days.Last) });
            }

            next.Add(new(statement.Days, statement));
            next.Sort((a, b) => a.Days.First.CompareTo(b.Days.First));
            painted = next;
        }

        return new([.. painted], contradictions ?? (IReadOnlyList<Contradiction<T>>)[]);

        void Note(Stretch<T> below, Statement<T> statement, DateSpan shared)
        {
            if (!EqualityComparer<T?>.Default.Equals(below.Value, statement.Value) && shared.Intersect(DateSpan.Until(below.Source.Release.Edition)) is { } seen)
                (contradictions ??= []).Add(new(seen, below.Statement, statement));
        }
    }
}
