using System.Numerics;

namespace Remit.Responsibility.Bulk;

/// <summary>What one rulebook has decided of earlier rows, for later ones of which every question it may ask has the same answers: they take the same path, and their code comes from the same source.</summary>
/// <remarks>
/// The code itself is each row's own, and so is whether it is in force on the day: a row whose code is not has no precedent.
/// Memory: about 40 bytes for each precedent, of which there are at most <see cref="Most"/>.
/// </remarks>
internal sealed class Precedents(IReadOnlyList<RowTest> tests, Batch batch, Wiring wiring, int most = Precedents.Most)
{
    /// <summary>The most precedents that are kept. Who finds none goes through the boxes.</summary>
    public const int Most = 1 << 14;

    private const int WordBits = 64;
    private const int MostSources = 64;

    private readonly ulong[] low = new ulong[ActivityBlock.Capacity];
    private readonly ulong[] high = new ulong[ActivityBlock.Capacity];
    private readonly byte[] origins = new byte[ActivityBlock.Capacity];
    private readonly List<(byte Source, CodeFinder? CheckedBy)> knownOrigins = [];
    private readonly List<(Trait Trait, bool IsHigh, int Shift)> traits = [];
    private Slot[] slots = new Slot[256];
    private int count;
    private bool laidOut;

    // Whether all answers fit the two words: no rulebook so far comes near them, but one that did would go without precedents.
    private bool fits;

    private struct Slot
    {
        public ulong Low;
        public ulong High;
        public Precedent Precedent;
    }

    /// <param name="Path">The path's number; nought only where a slot is empty.</param>
    /// <param name="Origin">Where the code comes from.</param>
    private readonly record struct Precedent(int Path, uint Flags, byte Verdict, byte Method, byte Origin);

    /// <summary>Decides the rows that have a precedent, and puts the others in <paramref name="left"/>, in order.</summary>
    /// <returns>How many are left.</returns>
    public int Apply(ReadOnlySpan<int> rows, DecidedRows decided, int[] left)
    {
        Read(rows);
        if (!fits)
        {
            rows.CopyTo(left);
            return rows.Length;
        }

        var (leftCount, met) = (0, 0UL);
        foreach (var row in rows)
        {
            ref readonly var precedent = ref Find(low[row], high[row]).Precedent;
            if (precedent.Path == 0)
            {
                left[leftCount++] = row;
                origins[row] = byte.MaxValue;
                continue;
            }

            (decided.Paths[row], decided.Verdicts[row], decided.Flags[row], decided.Methods[row]) = (precedent.Path, precedent.Verdict, precedent.Flags, precedent.Method);
            origins[row] = precedent.Origin;
            met |= 1UL << precedent.Origin;
        }

        var of = batch.Rent();
        for (; met != 0; met &= met - 1)
        {
            var origin = (byte)BitOperations.TrailingZeroCount(met);
            var ofCount = 0;
            foreach (var row in rows)
            {
                of[ofCount] = row;
                if (origins[row] == origin)
                    ofCount++;
            }

            leftCount = TakeCodes(knownOrigins[origin], of.AsSpan(0, ofCount), decided, left, leftCount);
        }

        batch.GiveBack(of);
        return leftCount;
    }

    /// <summary>Keeps what has been decided of rows that had no precedent.</summary>
    public void Learn(ReadOnlySpan<int> rows, DecidedRows decided)
    {
        if (!fits)
            return;

        foreach (var row in rows)
        {
            if (batch.IsSingular[row] || count >= most || Find(low[row], high[row]).Precedent.Path != 0)
                continue;

            var origin = (decided.Sources[row], decided.CheckedBy[row]);
            if (!knownOrigins.Contains(origin))
            {
                if (knownOrigins.Count == MostSources)
                    continue;
                knownOrigins.Add(origin);
            }

            if (++count * 2 > slots.Length)
                Grow();
            Find(low[row], high[row]) = new Slot
            {
                Low = low[row],
                High = high[row],
                Precedent = new Precedent(decided.Paths[row], decided.Flags[row], decided.Verdicts[row], decided.MethodsOfCodes[row], (byte)knownOrigins.IndexOf(origin)),
            };
        }
    }

    private int TakeCodes((byte Source, CodeFinder? CheckedBy) origin, ReadOnlySpan<int> rows, DecidedRows decided, int[] left, int leftCount)
    {
        if (origin.Source == 0)
        {
            foreach (var row in rows)
                (decided.Codes[row], decided.Methods[row]) = (Codebook.None, 0);
            return leftCount;
        }

        var codes = wiring.Sources[origin.Source - 1].Read(rows);
        foreach (var row in rows)
        {
            decided.Codes[row] = codes[row];
            if (codes[row] == Codebook.None)
                decided.Methods[row] = 0;
        }

        if (origin.CheckedBy is not { } finder)
            return leftCount;

        foreach (var row in rows)
            finder.Codes[row] = codes[row];
        var (inForce, others) = (batch.Rent(), batch.Rent());
        var kept = finder.SplitByForce(rows, inForce, others);
        foreach (var row in others.AsSpan(0, rows.Length - kept))
            if (codes[row] != Codebook.None)
                left[leftCount++] = row;
        batch.GiveBack(inForce);
        batch.GiveBack(others);
        return leftCount;
    }

    private void Read(ReadOnlySpan<int> rows)
    {
        if (!laidOut)
            LayOut();
        if (!fits)
            return;

        foreach (var row in rows)
            (low[row], high[row]) = (0, 0);
        foreach (var (trait, isHigh, shift) in traits)
            trait.AddTo(isHigh ? high : low, shift, rows);
    }

    private void LayOut()
    {
        laidOut = true;
        var (lowBits, highBits) = (0, 0);
        foreach (var trait in Trait.Of(tests, batch))
        {
            var isHigh = lowBits + trait.Width > WordBits;
            ref var used = ref isHigh ? ref highBits : ref lowBits;
            traits.Add((trait, isHigh, used));
            used += trait.Width;
        }

        fits = highBits <= WordBits;
    }

    private ref Slot Find(ulong ofLow, ulong ofHigh)
    {
        var held = slots;
        var mixed = unchecked((ofLow ^ BitOperations.RotateLeft(ofHigh * 0xD6E8FEB86659FD93UL, 29)) * 0x9E3779B97F4A7C15UL);
        for (var slot = (int)(mixed >> 40); ; slot++)
        {
            ref var at = ref held[slot & (held.Length - 1)];
            if ((at.Low == ofLow && at.High == ofHigh) || at.Precedent.Path == 0)
                return ref at;
        }
    }

    private void Grow()
    {
        var before = slots;
        slots = new Slot[before.Length * 2];
        foreach (var held in before)
            if (held.Precedent.Path != 0)
                Find(held.Low, held.High) = held;
    }
}
