using System.Text;

namespace Remit.Responsibility.Bulk;

/// <summary>A predicate of a rulebook, asked of many records at once.</summary>
internal abstract class RowTest
{
    /// <summary>The tests that it is made of; none for one that asks the record or a table itself.</summary>
    public virtual IReadOnlyList<RowTest> Parts => [];

    /// <summary>Puts each of the rows among those it holds of or among the others, in order. Neither may overlap the rows given.</summary>
    /// <returns>How many it holds of.</returns>
    public abstract int Split(ReadOnlySpan<int> rows, Span<int> yes, Span<int> no);

    // Both are written and one is kept: there is no branch for the processor to guess.
    protected static void Put(int row, bool holds, Span<int> yes, Span<int> no, ref int yesCount, ref int noCount)
    {
        (yes[yesCount], no[noCount]) = (row, row);
        if (holds)
            yesCount++;
        else
            noCount++;
    }
}

/// <summary>The row that a look-up finds is of one of these classes.</summary>
internal sealed class ClassTest(FoundRows found, bool[] classes) : RowTest
{
    public FoundRows Found => found;
    public bool[] Classes => classes;

    public override int Split(ReadOnlySpan<int> rows, Span<int> yes, Span<int> no)
    {
        var of = found.Find(rows);
        var (yesCount, noCount) = (0, 0);
        foreach (var row in rows)
            Put(row, classes[of[row]], yes, no, ref yesCount, ref noCount);
        return yesCount;
    }
}

/// <summary>What holds of every record or of none.</summary>
internal sealed class SameForAllTest(bool holds) : RowTest
{
    public override int Split(ReadOnlySpan<int> rows, Span<int> yes, Span<int> no)
    {
        rows.CopyTo(holds ? yes : no);
        return holds ? rows.Length : 0;
    }
}

/// <summary>A question about one fact, answered by its code alone.</summary>
internal abstract class FactTest(CodeSource source) : RowTest
{
    public CodeSource Source => source;

    public abstract bool Holds(int code);

    /// <summary>Whether another test of the same fact asks the same.</summary>
    public abstract bool IsSameAs(FactTest other);

    public override int Split(ReadOnlySpan<int> rows, Span<int> yes, Span<int> no)
    {
        var of = source.Read(rows);
        var (yesCount, noCount) = (0, 0);
        foreach (var row in rows)
            Put(row, Holds(of[row]), yes, no, ref yesCount, ref noCount);
        return yesCount;
    }
}

/// <summary>A fact is one of these codes.</summary>
internal sealed class CodeTest(CodeSource source, bool[] codes) : FactTest(source)
{
    private readonly bool[] codes = codes;

    public override bool Holds(int code) => code < codes.Length && codes[code];

    public override bool IsSameAs(FactTest other) => other is CodeTest test && test.codes.AsSpan().SequenceEqual(codes);
}

/// <summary>A fact is known.</summary>
internal sealed class KnownTest(CodeSource source) : FactTest(source)
{
    public override bool Holds(int code) => code != Codebook.None;

    public override bool IsSameAs(FactTest other) => other is KnownTest;
}

/// <summary>A fact begins with one of these.</summary>
internal sealed class BeginningTest(Batch batch, CodeSource source, IReadOnlyList<string> beginnings) : FactTest(source)
{
    private readonly byte[][] beginnings = [.. beginnings.Select(Encoding.UTF8.GetBytes)];

    public override bool Holds(int code)
    {
        var text = batch.Text(code);
        foreach (var beginning in beginnings)
            if (text.StartsWith(beginning))
                return true;
        return false;
    }

    public override bool IsSameAs(FactTest other) =>
        other is BeginningTest test && test.beginnings.Length == beginnings.Length && test.beginnings.Zip(beginnings).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}

/// <summary>Any of the codes of an item that holds several is, or begins with, one of these.</summary>
internal sealed class AmongTest(Batch batch, Item item, IReadOnlyList<string> codes, bool whole) : RowTest
{
    private readonly byte[][] listed = [.. codes.Select(Encoding.UTF8.GetBytes)];

    // Those listed that have at least two bytes, by their first two: most codes of a record begin like none of them.
    private readonly ulong[] beginnings = Beginnings(codes);
    private readonly bool hasShort = codes.Any(code => Encoding.UTF8.GetByteCount(code) < 2);

    public override int Split(ReadOnlySpan<int> rows, Span<int> yes, Span<int> no)
    {
        var (yesCount, noCount) = (0, 0);
        foreach (var row in rows)
            Put(row, Holds(row), yes, no, ref yesCount, ref noCount);
        return yesCount;
    }

    public bool Holds(int row) => batch.Block.Columns[item] is var slot and >= 0 && Holds(batch.Block.Cell(row, slot));

    private bool Holds(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
            return false;

        Span<byte> room = stackalloc byte[64];
        if (!Ascii.IsValid(cell))
            return Among(Cells.Codes(Encoding.UTF8.GetString(cell)));

        while (true)
        {
            var end = cell.IndexOf((byte)';');
            var part = end < 0 ? cell : cell[..end];
            if (part.Length > room.Length)
                return Among(Cells.Codes(Encoding.UTF8.GetString(cell)));

            var length = 0;
            foreach (var b in part)
                if (b != '.' && !AsciiCells.IsWhiteSpace(b))
                    room[length++] = b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b;
            if (Listed(room[..length]))
                return true;
            if (end < 0)
                return false;
            cell = cell[(end + 1)..];
        }
    }

    private bool Among(string[] found) => found.Any(code => Listed(Encoding.UTF8.GetBytes(code)));

    private bool Listed(ReadOnlySpan<byte> code)
    {
        if (code.IsEmpty || (!hasShort && (code.Length < 2 || !BeginsLikeOne(code))))
            return false;

        foreach (var one in listed)
            if (whole ? code.SequenceEqual(one) : code.StartsWith(one))
                return true;
        return false;
    }

    private bool BeginsLikeOne(ReadOnlySpan<byte> code) => (beginnings[(code[0] << 2) | (code[1] >> 6)] & (1UL << (code[1] & 63))) != 0;

    private static ulong[] Beginnings(IReadOnlyList<string> codes)
    {
        var beginnings = new ulong[1 << 10];
        foreach (var code in codes.Select(Encoding.UTF8.GetBytes).Where(c => c.Length > 1))
            beginnings[(code[0] << 2) | (code[1] >> 6)] |= 1UL << (code[1] & 63);
        return beginnings;
    }
}

internal sealed class OppositeTest(RowTest inner) : RowTest
{
    public override IReadOnlyList<RowTest> Parts { get; } = [inner];

    public override int Split(ReadOnlySpan<int> rows, Span<int> yes, Span<int> no) => rows.Length - inner.Split(rows, no, yes);
}

/// <summary>All of these, or any of these. A later part is asked only of the rows that the earlier ones did not settle.</summary>
internal sealed class SeveralTest(Batch batch, RowTest[] parts, bool all) : RowTest
{
    public override IReadOnlyList<RowTest> Parts => parts;

    public override int Split(ReadOnlySpan<int> rows, Span<int> yes, Span<int> no)
    {
        var open = all ? yes : no;
        var settled = all ? no : yes;
        var (first, second) = (batch.Rent(), batch.Rent());
        var asked = rows;
        var settledCount = 0;
        foreach (var part in parts)
        {
            if (asked.IsEmpty)
                break;

            var rest = settled[settledCount..];
            var yesCount = all ? part.Split(asked, first, rest) : part.Split(asked, rest, first);
            var openCount = all ? yesCount : asked.Length - yesCount;
            settledCount += asked.Length - openCount;
            asked = first.AsSpan(0, openCount);
            (first, second) = (second, first);
        }

        asked.CopyTo(open);
        var count = asked.Length;
        batch.GiveBack(first);
        batch.GiveBack(second);
        return all ? count : rows.Length - count;
    }
}

/// <summary>A test that several boxes ask, answered once for each record.</summary>
internal sealed class RememberedTest(Batch batch, RowTest inner) : RowTest, IForgets
{
    private const byte Yes = 1, No = 2;

    private readonly byte[] answers = new byte[ActivityBlock.Capacity];

    public override IReadOnlyList<RowTest> Parts { get; } = [inner];

    public void Forget(int count) => answers.AsSpan(0, count).Clear();

    public override int Split(ReadOnlySpan<int> rows, Span<int> yes, Span<int> no)
    {
        var open = batch.Rent();
        var openCount = 0;
        foreach (var row in rows)
        {
            open[openCount] = row;
            if (answers[row] == 0)
                openCount++;
        }

        if (openCount > 0)
        {
            var (held, others) = (batch.Rent(), batch.Rent());
            var heldCount = inner.Split(open.AsSpan(0, openCount), held, others);
            foreach (var row in held.AsSpan(0, heldCount))
                answers[row] = Yes;
            foreach (var row in others.AsSpan(0, openCount - heldCount))
                answers[row] = No;
            batch.GiveBack(held);
            batch.GiveBack(others);
        }

        batch.GiveBack(open);
        var (yesCount, noCount) = (0, 0);
        foreach (var row in rows)
            Put(row, answers[row] == Yes, yes, no, ref yesCount, ref noCount);
        return yesCount;
    }
}

/// <summary>What is worked out for a block and must be forgotten before the next.</summary>
internal interface IForgets
{
    void Forget(int count);
}
