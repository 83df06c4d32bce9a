namespace Remit.Responsibility.Bulk;

/// <summary>A fact of many records at once, as codes.</summary>
internal abstract class CodeSource
{
    /// <summary>A column in which these rows are filled in. Valid until it is asked for again.</summary>
    public abstract int[] Read(ReadOnlySpan<int> rows);

    /// <summary>Whether it depends on a code that a way found, and not only on what the record and the tables say.</summary>
    public virtual bool NeedsWay => false;
}

internal sealed class RecordedCodes(Batch batch, Item item) : CodeSource
{
    public override int[] Read(ReadOnlySpan<int> rows) => batch.Codes(item);
}

internal sealed class LookedUpCodes(CompiledTables tables, FoundRows found, int column) : CodeSource
{
    private readonly int[] codes = new int[ActivityBlock.Capacity];

    public override bool NeedsWay => found.NeedsWay;

    public override int[] Read(ReadOnlySpan<int> rows)
    {
        var classes = found.Find(rows);
        foreach (var row in rows)
            codes[row] = tables.Cell(classes[row], column);
        return codes;
    }
}

internal sealed class FoundCodes(Batch batch, CodeFinder finder) : CodeSource
{
    public override bool NeedsWay => true;

    public override int[] Read(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            batch.IsSingular[row] = true;
        finder.Find(rows);
        return finder.Codes;
    }
}

internal sealed class OneCode : CodeSource
{
    private readonly int[] codes = new int[ActivityBlock.Capacity];

    public OneCode(int code) => Array.Fill(codes, code);

    public override int[] Read(ReadOnlySpan<int> rows) => codes;
}

internal sealed class YearCodes(Batch batch) : CodeSource
{
    private readonly int[] codes = new int[ActivityBlock.Capacity];

    public override int[] Read(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            codes[row] = batch.Year(batch.Days[row]);
        return codes;
    }
}

/// <summary>A column that somebody else fills in.</summary>
internal sealed class GivenCodes(int[] codes) : CodeSource
{
    public override int[] Read(ReadOnlySpan<int> rows) => codes;
}

/// <summary>A look-up for many records at once: the class of the row found for each, worked out once.</summary>
internal abstract class FoundRows(Batch batch) : IForgets
{
    private const int Open = -1;

    protected Batch Batch => batch;

    protected int[] Classes { get; } = new int[ActivityBlock.Capacity];

    /// <summary>Whether it depends on a code that a way found, and not only on what the record and the tables say.</summary>
    public abstract bool NeedsWay { get; }

    public void Forget(int count) => Classes.AsSpan(0, count).Fill(Open);

    /// <summary>A column of classes in which these rows are filled in.</summary>
    public int[] Find(ReadOnlySpan<int> rows)
    {
        var open = batch.Rent();
        var openCount = 0;
        foreach (var row in rows)
        {
            open[openCount] = row;
            if (Classes[row] == Open)
                openCount++;
        }

        if (openCount > 0)
            Fill(open.AsSpan(0, openCount));
        batch.GiveBack(open);
        return Classes;
    }

    /// <summary>Fills in the class of each of these rows.</summary>
    protected abstract void Fill(ReadOnlySpan<int> rows);

    protected static bool NeedsWayFor(RowTest? test) => test switch
    {
        null => false,
        ClassTest t => t.Found.NeedsWay,
        FactTest t => t.Source.NeedsWay,
        _ => test.Parts.Any(NeedsWayFor),
    };
}

/// <summary>One table, by key and day.</summary>
internal sealed class TableRows(Batch batch, TableKeys keys, RowTest? asked) : FoundRows(batch)
{
    public override bool NeedsWay => keys.NeedsWay || NeedsWayFor(asked);

    protected override void Fill(ReadOnlySpan<int> rows)
    {
        if (asked is null)
        {
            keys.Find(rows, Classes);
            return;
        }

        var (yes, no) = (Batch.Rent(), Batch.Rent());
        var count = asked.Split(rows, yes, no);
        foreach (var row in no.AsSpan(0, rows.Length - count))
            Classes[row] = CompiledTables.NoRow;
        if (count > 0)
            keys.Find(yes.AsSpan(0, count), Classes);
        Batch.GiveBack(yes);
        Batch.GiveBack(no);
    }
}

/// <summary>Going to one table's index with the codes of its key columns.</summary>
internal sealed class TableKeys(Batch batch, KeyedRows index, (CodeSource Source, int? First)[] parts)
{
    // For a part that is only the first characters of a value: of each code of the tables the code of those, as three more, so that nought is one not met yet. Only small tables are looked up so.
    private int[] beginnings = [];

    public bool NeedsWay => parts.Any(p => p.Source.NeedsWay);

    public void Find(ReadOnlySpan<int> rows, int[] classes)
    {
        var keys = parts[0].Source.Read(rows);
        var days = batch.Days;
        if (parts.Length == 1 && parts[0].First is null)
        {
            index.On(rows, keys, days, classes);
            return;
        }

        var joined = batch.Rent();
        foreach (var row in rows)
            joined[row] = Whole(keys[row], parts[0].First);
        for (var level = 1; level < parts.Length; level++)
        {
            var codes = parts[level].Source.Read(rows);
            foreach (var row in rows)
                joined[row] = index.Join(level - 1, joined[row], Whole(codes[row], parts[level].First));
        }

        index.On(rows, joined, days, classes);
        batch.GiveBack(joined);
    }

    private int Whole(int code, int? first)
    {
        if (first is not { } length)
            return code;
        if (code >= batch.Tables.Codes.Count)
            return batch.Beginning(code, length);

        if (code >= beginnings.Length)
            Array.Resize(ref beginnings, Math.Max(2 * beginnings.Length, code + 1));
        if (beginnings[code] == 0)
            beginnings[code] = batch.Beginning(code, length) + 3;
        return beginnings[code] - 3;
    }
}

/// <summary>The first of several look-ups that finds a row.</summary>
internal sealed class FirstFoundRows(Batch batch, FoundRows[] choices) : FoundRows(batch)
{
    public override bool NeedsWay => choices.Any(c => c.NeedsWay);

    protected override void Fill(ReadOnlySpan<int> rows)
    {
        var open = Batch.Rent();
        rows.CopyTo(open);
        var count = rows.Length;
        foreach (var choice in choices)
        {
            if (count == 0)
                break;

            var found = choice.Find(open.AsSpan(0, count));
            var still = 0;
            foreach (var row in open.AsSpan(0, count))
            {
                Classes[row] = found[row];
                open[still] = row;
                if (found[row] == CompiledTables.NoRow)
                    still++;
            }

            count = still;
        }

        Batch.GiveBack(open);
    }
}

/// <summary>One look-up or another, as a test says.</summary>
internal sealed class EitherRows(Batch batch, RowTest when, FoundRows then, FoundRows otherwise) : FoundRows(batch)
{
    public override bool NeedsWay => then.NeedsWay || otherwise.NeedsWay || NeedsWayFor(when);

    protected override void Fill(ReadOnlySpan<int> rows)
    {
        var (yes, no) = (Batch.Rent(), Batch.Rent());
        var count = when.Split(rows, yes, no);
        Take(then, yes.AsSpan(0, count));
        Take(otherwise, no.AsSpan(0, rows.Length - count));
        Batch.GiveBack(yes);
        Batch.GiveBack(no);
    }

    private void Take(FoundRows lookup, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            return;

        var found = lookup.Find(rows);
        foreach (var row in rows)
            Classes[row] = found[row];
    }
}

/// <summary>A way of finding a commissioner's code, for many records at once.</summary>
internal sealed class CodeFinder(Batch batch) : IForgets
{
    private readonly bool[] done = new bool[ActivityBlock.Capacity];

    /// <summary>One step, as numbers.</summary>
    /// <param name="Source">The number of the source that gives the code; nought for none.</param>
    /// <param name="Method">The number of the method that the step names; nought for none.</param>
    public sealed record FinderStep(RowTest? When, CodeSource? Code, byte Source, byte Method, CodeFinder? MethodOf, CodeFinder? Then, uint Flags);

    public FinderStep[] Steps { get; set; } = [];

    /// <summary>The look-up that a code found must stand in, by <see cref="Codes"/>; none if any code will do.</summary>
    public TableKeys? MustBeIn { get; set; }

    public int[] Codes { get; } = new int[ActivityBlock.Capacity];

    public byte[] Methods { get; } = new byte[ActivityBlock.Capacity];

    /// <summary>The number of the source that gave each code; nought for none.</summary>
    public byte[] Sources { get; } = new byte[ActivityBlock.Capacity];

    /// <summary>The finder by whose table each code was checked, or none.</summary>
    public CodeFinder?[] CheckedBy { get; } = new CodeFinder?[ActivityBlock.Capacity];

    /// <summary>Every test of its steps, and of those it goes on with.</summary>
    public IEnumerable<RowTest> Tests() =>
        Steps.SelectMany(step => (IEnumerable<RowTest>)[.. step.When is { } when ? [when] : (RowTest[])[], .. step.MethodOf?.Tests() ?? [], .. step.Then?.Tests() ?? []]);

    public void Forget(int count) => done.AsSpan(0, count).Clear();

    /// <summary>Finds the codes and methods of these rows, unless they have been found.</summary>
    public void Find(ReadOnlySpan<int> rows)
    {
        var (open, yes, no) = (batch.Rent(), batch.Rent(), batch.Rent());
        var count = 0;
        foreach (var row in rows)
        {
            open[count] = row;
            if (!done[row])
                count++;
        }

        var fresh = open.AsSpan(0, count);
        foreach (var row in fresh)
            (done[row], Codes[row], Methods[row], Sources[row], CheckedBy[row]) = (true, Codebook.None, 0, 0, null);

        var rest = batch.Rent();
        fresh.CopyTo(rest);
        foreach (var step in Steps)
        {
            if (count == 0)
                break;

            var asked = rest.AsSpan(0, count);
            var settled = count;
            if (step.When is null)
                asked.CopyTo(yes);
            else
                settled = step.When.Split(asked, yes, no);
            if (settled > 0)
                Take(step, yes.AsSpan(0, settled));
            count -= settled;
            (rest, no) = (no, rest);
        }

        if (MustBeIn is not null && fresh.Length > 0)
            DropThoseNotInForce(fresh, yes, no);

        batch.GiveBack(open);
        batch.GiveBack(yes);
        batch.GiveBack(no);
        batch.GiveBack(rest);
    }

    private void Take(FinderStep step, ReadOnlySpan<int> rows)
    {
        if (step.Flags != 0)
            foreach (var row in rows)
                batch.Flags[row] |= step.Flags;

        if (step.Then is { } then)
        {
            // The step's own code is read, as the reference engine does, for the flags that reading it may raise.
            step.Code?.Read(rows);
            then.Find(rows);
            foreach (var row in rows)
                (Codes[row], Methods[row], Sources[row], CheckedBy[row]) = (then.Codes[row], then.Methods[row], then.Sources[row], then.CheckedBy[row]);
            return;
        }

        step.MethodOf?.Find(rows);
        foreach (var row in rows)
            Methods[row] = step.MethodOf is { } other ? other.Methods[row] : step.Method;
        if (step.Code is null)
            return;

        var codes = step.Code.Read(rows);
        foreach (var row in rows)
            (Codes[row], Sources[row]) = (codes[row], step.Source);
    }

    /// <summary>Puts each of the rows, whose codes stand in <see cref="Codes"/>, among those whose code is one of the table on its day or among the others.</summary>
    /// <returns>How many are.</returns>
    public int SplitByForce(ReadOnlySpan<int> rows, Span<int> inForce, Span<int> others)
    {
        var classes = batch.Rent();
        MustBeIn!.Find(rows, classes);
        var (count, otherCount) = (0, 0);
        foreach (var row in rows)
        {
            (inForce[count], others[otherCount]) = (row, row);
            if (classes[row] != CompiledTables.NoRow)
                count++;
            else
                otherCount++;
        }

        batch.GiveBack(classes);
        return count;
    }

    private void DropThoseNotInForce(ReadOnlySpan<int> rows, int[] inForce, int[] others)
    {
        var found = batch.Rent();
        var count = 0;
        foreach (var row in rows)
        {
            found[count] = row;
            if (Codes[row] != Codebook.None)
                count++;
            // A code that is checked twice: what becomes of it is not told by one table.
            batch.IsSingular[row] |= CheckedBy[row] is not null;
            CheckedBy[row] = this;
        }

        var kept = count == 0 ? 0 : SplitByForce(found.AsSpan(0, count), inForce, others);
        foreach (var row in others.AsSpan(0, count - kept))
        {
            batch.Flags[row] |= 1u << (int)Flag.NoAreaMatch;
            batch.IsSingular[row] = true;
            (Codes[row], Methods[row]) = (Codebook.None, 0);
        }

        batch.GiveBack(found);
    }
}
