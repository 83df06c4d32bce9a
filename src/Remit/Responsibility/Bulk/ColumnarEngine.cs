using System.Buffers.Binary;
using Remit.Time;

namespace Remit.Responsibility.Bulk;

/// <summary>The engine for bulk work: the same rulebooks as the reference engine's, asked box by box of a whole block of records. It must give the same decisions and rejects.</summary>
/// <remarks>Not for several threads at once; any number of engines share one <see cref="CompiledTables"/>. Memory: about 2 MB beside those, whatever the size of the file.</remarks>
public sealed class ColumnarEngine
{
    private const byte NoRulebook = byte.MaxValue;

    private readonly Batch batch;
    private readonly Wiring wiring;
    private readonly PathTree paths = new();
    private readonly List<Verdict> verdicts = [];
    private readonly CompiledRulebook[] rulebooks;
    private readonly DecidedRows decided = new();
    private readonly byte[] rulebookOf = new byte[ActivityBlock.Capacity];
    private readonly Reject?[] rejects = new Reject?[ActivityBlock.Capacity];

    private readonly CompiledTables tables;
    private readonly Rulebook? chosen;
    private readonly DateOnly? asOn;
    private readonly Intake intake;
    private readonly BlockIntake checks;
    private readonly Item?[] dateItemOfType;
    private readonly int withdrawn;
    // By a few of its bits, the day last read of a cell. A year's work holds each of its days thousands of times.
    private readonly KnownDay[] days = new KnownDay[1 << 9];

    private readonly record struct KnownDay(ulong Start, ushort End, int Day, byte Rulebook);

    /// <param name="tables">The tables, compiled for every rulebook that may apply.</param>
    /// <param name="all">The rulebooks there are, which a reject for its date names.</param>
    /// <param name="chosen">A rulebook chosen for every record; none means by assignment date.</param>
    /// <param name="asOn">Decide every record as if on this day; none means each on its own.</param>
    public ColumnarEngine(CompiledTables tables, IReadOnlyList<Rulebook> all, Rulebook? chosen = null, DateOnly? asOn = null)
    {
        (this.tables, this.chosen, this.asOn) = (tables, chosen, asOn);
        batch = new Batch(tables);
        wiring = new Wiring(batch);
        rulebooks = [.. tables.Rulebooks.Select(r => new CompiledRulebook(r, batch, wiring, paths, verdicts))];
        intake = new Intake(all, chosen, asOn);
        checks = new BlockIntake(intake);
        withdrawn = tables.Codes.Of(CodeLists.Withdrawn);
        dateItemOfType = new Item?[CdsType.All.Max(t => tables.Codes.Of(t.Code)) + 1];
        foreach (var type in CdsType.All)
            dateItemOfType[tables.Codes.Of(type.Code)] = type.DateItem;
    }

    /// <summary>What paths end in; <see cref="VerdictOf"/> gives places here.</summary>
    public IReadOnlyList<Verdict> Verdicts => verdicts;

    /// <summary>The rulebooks that apply; <see cref="RulebookOf"/> gives places here.</summary>
    public IReadOnlyList<Rulebook> Rulebooks => tables.Rulebooks;

    /// <summary>The methods by which codes are found.</summary>
    public IReadOnlyList<Method> Methods => wiring.Methods;

    /// <summary>How many paths have been met so far.</summary>
    public int PathCount => paths.Count;

    /// <summary>Decides a block. What it says of rows holds until the next.</summary>
    public void Decide(ActivityBlock block)
    {
        batch.Begin(block);
        foreach (var forgetful in wiring.Forgetful)
            forgetful.Forget(block.Count);

        Admit(block);
        var rows = batch.Rent();
        for (var i = 0; i < rulebooks.Length; i++)
        {
            var count = 0;
            for (var row = 0; row < block.Count; row++)
            {
                rows[count] = row;
                if (rulebookOf[row] == i)
                    count++;
            }

            if (count > 0)
                rulebooks[i].Decide(rows.AsSpan(0, count), decided);
        }

        batch.GiveBack(rows);
    }

    /// <summary>Why a row cannot be assigned, or none.</summary>
    public Reject? RejectOf(int row) => rejects[row];

    public int RulebookOf(int row) => rulebookOf[row];

    public int VerdictOf(int row) => decided.Verdicts[row];

    /// <summary>The commissioner's code in UTF-8, or empty.</summary>
    public ReadOnlySpan<byte> CommissionerOf(int row) => batch.Text(decided.Codes[row]);

    /// <summary>How the code was found, as one more than the place in <see cref="Methods"/>; nought where there is no code.</summary>
    public int MethodOf(int row) => decided.Methods[row];

    public int PathOf(int row) => decided.Paths[row];

    public Flags FlagsOf(int row) => new(decided.Flags[row]);

    /// <summary>A path as decisions write it.</summary>
    public string PathText(int path) => paths.Text(path);

    // Nearly every record plainly passes. What does not is put to the intake itself, which says whether it passes all the same and if not, why.
    private void Admit(ActivityBlock block)
    {
        var types = batch.Codes(Item.CdsType);
        var agreements = batch.Codes(Item.ReciprocalAgreement);
        var placings = batch.Codes(Item.PlacingCommissioner);
        for (var row = 0; row < block.Count; row++)
        {
            rejects[row] = null;
            var type = types[row];
            if (block.Marks[row] == RowMark.Sound
                && HasPlainId(block.Cell(row, 0))
                && type < dateItemOfType.Length && dateItemOfType[type] is { } dateItem
                && TryDay(block.Cell(row, dateItem), out var day, out var rulebook)
                && agreements[row] != withdrawn && placings[row] != withdrawn)
            {
                (batch.Days[row], rulebookOf[row]) = (day, rulebook);
                continue;
            }

            Judge(block, row);
        }
    }

    private void Judge(ActivityBlock block, int row)
    {
        rulebookOf[row] = NoRulebook;
        rejects[row] = checks.Check(block, row);
        if (checks.Rulebook is { } rulebook)
            (batch.Days[row], rulebookOf[row]) = (checks.Day.DayNumber, NumberOf(rulebook));
    }

    private bool TryDay(ReadOnlySpan<byte> cell, out int day, out byte rulebook)
    {
        const int Length = sizeof(ulong) + sizeof(ushort);
        (day, rulebook) = (0, NoRulebook);
        if (asOn is { } set)
            (day, rulebook) = (set.DayNumber, InForceOn(set));
        else if (cell.Length == Length)
        {
            var (start, end) = (BinaryPrimitives.ReadUInt64LittleEndian(cell), BinaryPrimitives.ReadUInt16LittleEndian(cell[sizeof(ulong)..]));
            ref var known = ref days[unchecked((int)(((start ^ ((ulong)end << 16)) * 0x9E3779B97F4A7C15UL) >> 55))];
            if (known.Start != start || known.End != end || start == 0)
                known = Read(cell, start, end);
            (day, rulebook) = (known.Day, known.Rulebook);
        }

        return rulebook != NoRulebook;
    }

    private KnownDay Read(ReadOnlySpan<byte> cell, ulong start, ushort end)
    {
        Span<char> chars = stackalloc char[cell.Length];
        for (var i = 0; i < chars.Length; i++)
            chars[i] = (char)cell[i];
        return IsoDate.TryParse(chars, out var day) ? new KnownDay(start, end, day.DayNumber, InForceOn(day)) : new KnownDay(start, end, 0, NoRulebook);
    }

    private byte InForceOn(DateOnly day) => (chosen ?? intake.InForceOn(day)) is { } rulebook ? NumberOf(rulebook) : NoRulebook;

    private byte NumberOf(Rulebook rulebook)
    {
        for (var i = 0; i < tables.Rulebooks.Count; i++)
            if (tables.Rulebooks[i] == rulebook)
                return checked((byte)i);

        throw new InvalidOperationException($"{rulebook.Name} is not among the rulebooks that the tables were compiled for.");
    }

    private static bool HasPlainId(ReadOnlySpan<byte> id)
    {
        foreach (var b in id)
            if (b is > (byte)' ' and < 127)
                return true;
        return false;
    }
}
