namespace Remit.Responsibility.Bulk;

/// <summary>What a path ends in, as a record's decision names it.</summary>
public sealed record Verdict(Outcome Outcome, string Category);

/// <summary>A rulebook laid out for many records at once: its boxes in chart order, each asked once of all the records whose path leads there.</summary>
internal sealed class CompiledRulebook
{
    private readonly List<Station> stations = [];
    private readonly (uint Flag, RowTest When)[] recordNotes;
    private readonly Batch batch;
    private readonly PathTree paths;
    private readonly Precedents precedents;

    public CompiledRulebook(Rulebook rulebook, Batch batch, Wiring wiring, PathTree paths, List<Verdict> verdicts)
    {
        (this.batch, this.paths) = (batch, paths);
        var byExit = new Dictionary<Exit, Station>(ReferenceEqualityComparer.Instance);
        foreach (var exit in InChartOrder(rulebook))
            stations.Add(byExit[exit] = new Station());

        foreach (var (exit, station) in byExit)
        {
            switch (exit)
            {
                case Box box:
                    station.Box = new StationBox(
                        box.Unanswerable is { } u ? (wiring.Test(u.Needs), byExit[u.Exit]) : null,
                        wiring.Test(box.Test),
                        byExit[box.Yes],
                        byExit[box.No],
                        box.Written is Written.Always ? paths.Token(box.Id) : null,
                        [.. box.Notes.Select(n => (1u << (int)n.Flag, n.On, n.When is { } when ? wiring.Test(when) : null))]);
                    break;
                case Ending ending:
                    station.Ending = new StationEnding(
                        wiring.Finder(ending.Way),
                        NumberOf(verdicts, new Verdict(ending.Outcome, ending.Category)),
                        ending.DisplacedBy is { } d ? (wiring.Test(d.When), paths.Token(d.Token), NumberOf(verdicts, new Verdict(d.Outcome, ending.Category))) : null,
                        ending.CarriesFlags);
                    break;
            }
        }

        recordNotes = [.. rulebook.RecordNotes.Select(n => (1u << (int)n.Flag, wiring.Test(n.When)))];
        precedents = new Precedents([.. Tests()], batch, wiring);
    }

    /// <summary>Decides these rows of the batch.</summary>
    public void Decide(ReadOnlySpan<int> rows, DecidedRows decided)
    {
        var left = batch.Rent();
        var without = left.AsSpan(0, precedents.Apply(rows, decided, left));
        if (!without.IsEmpty)
        {
            GoThroughBoxes(without, decided);
            precedents.Learn(without, decided);
        }

        batch.GiveBack(left);
    }

    private void GoThroughBoxes(ReadOnlySpan<int> rows, DecidedRows decided)
    {
        foreach (var row in rows)
            decided.Paths[row] = 0;

        stations[0].Take(rows);
        foreach (var station in stations)
        {
            if (station.Count == 0)
                continue;
            if (station.Box is { } box)
                Ask(box, station.Waiting, decided);
            else
                End(station.Ending!, station.Waiting, decided);
            station.Clear();
        }
    }

    private void Ask(StationBox box, ReadOnlySpan<int> rows, DecidedRows decided)
    {
        if (box.Token is { } token)
            foreach (var row in rows)
                decided.Paths[row] = paths.After(decided.Paths[row], token);

        var (able, unable, yes, no) = (batch.Rent(), batch.Rent(), batch.Rent(), batch.Rent());
        var asked = rows;
        ReadOnlySpan<int> without = [];
        if (box.Unanswerable is { } unanswerable)
        {
            var count = unanswerable.Needs.Split(rows, able, unable);
            asked = able.AsSpan(0, count);
            without = unable.AsSpan(0, rows.Length - count);
        }

        var yesCount = asked.IsEmpty ? 0 : box.Test.Split(asked, yes, no);
        ReadOnlySpan<int> held = yes.AsSpan(0, yesCount), others = no.AsSpan(0, asked.Length - yesCount);
        foreach (var (flag, on, when) in box.Notes)
            Raise(flag, when, on switch
            {
                null => rows,
                Answer.Yes => held,
                Answer.No => others,
                _ => without,
            });

        box.Yes.Take(held);
        box.No.Take(others);
        if (!without.IsEmpty)
            box.Unanswerable!.Value.Exit.Take(without);
        batch.GiveBack(able);
        batch.GiveBack(unable);
        batch.GiveBack(yes);
        batch.GiveBack(no);
    }

    private void End(StationEnding ending, ReadOnlySpan<int> rows, DecidedRows decided)
    {
        foreach (var row in rows)
            decided.Verdicts[row] = ending.Verdict;

        if (ending.Displaced is { } displaced)
        {
            var (yes, no) = (batch.Rent(), batch.Rent());
            foreach (var row in yes.AsSpan(0, displaced.When.Split(rows, yes, no)))
            {
                decided.Verdicts[row] = displaced.Verdict;
                decided.Paths[row] = paths.After(decided.Paths[row], displaced.Token);
            }

            batch.GiveBack(yes);
            batch.GiveBack(no);
        }

        ending.Finder.Find(rows);
        foreach (var (flag, when) in recordNotes)
            Raise(flag, when, rows);
        foreach (var row in rows)
        {
            var code = ending.Finder.Codes[row];
            decided.Codes[row] = code;
            decided.MethodsOfCodes[row] = ending.Finder.Methods[row];
            decided.Methods[row] = code == Codebook.None ? (byte)0 : ending.Finder.Methods[row];
            (decided.Sources[row], decided.CheckedBy[row]) = (ending.Finder.Sources[row], ending.Finder.CheckedBy[row]);
            decided.Flags[row] = ending.CarriesFlags ? batch.Flags[row] : 0;
        }
    }

    private void Raise(uint flag, RowTest? when, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            return;

        if (when is null)
        {
            foreach (var row in rows)
                batch.Flags[row] |= flag;
            return;
        }

        var (yes, no) = (batch.Rent(), batch.Rent());
        foreach (var row in yes.AsSpan(0, when.Split(rows, yes, no)))
            batch.Flags[row] |= flag;
        batch.GiveBack(yes);
        batch.GiveBack(no);
    }

    // Every test whose answer may change a decision. Those of a way that is only a fact of another are not here: who asks for it marks the row.
    private IEnumerable<RowTest> Tests()
    {
        foreach (var (_, when) in recordNotes)
            yield return when;
        foreach (var station in stations)
        {
            if (station.Box is { } box)
            {
                yield return box.Test;
                if (box.Unanswerable is { } unanswerable)
                    yield return unanswerable.Needs;
                foreach (var (_, _, when) in box.Notes)
                    if (when is not null)
                        yield return when;
            }

            if (station.Ending?.Displaced is { } displaced)
                yield return displaced.When;
            if (station.Ending is { } ending)
                foreach (var test in ending.Finder.Tests())
                    yield return test;
        }
    }

    // Every exit after all that lead to it, so that a box is asked when all its records have arrived.
    private static List<Exit> InChartOrder(Rulebook rulebook)
    {
        var order = new List<Exit>();
        var left = new Dictionary<Exit, bool>(ReferenceEqualityComparer.Instance);
        void Visit(Exit exit)
        {
            if (left.TryGetValue(exit, out var done))
            {
                if (!done)
                    throw new InvalidOperationException($"The chart of {rulebook.Name} leads from {exit} back to itself.");
                return;
            }

            left[exit] = false;
            if (exit is Box box)
                foreach (var next in Rulebook.Exits(box).Reverse())
                    Visit(next);
            left[exit] = true;
            order.Add(exit);
        }

        Visit(rulebook.Start);
        order.Reverse();
        return order;
    }

    private static byte NumberOf(List<Verdict> verdicts, Verdict verdict)
    {
        if (!verdicts.Contains(verdict))
            verdicts.Add(verdict);
        return checked((byte)verdicts.IndexOf(verdict));
    }

    /// <summary>A box or an ending, and the rows that wait there.</summary>
    private sealed class Station
    {
        private readonly int[] waiting = new int[ActivityBlock.Capacity];

        public StationBox? Box { get; set; }
        public StationEnding? Ending { get; set; }
        public int Count { get; private set; }
        public ReadOnlySpan<int> Waiting => waiting.AsSpan(0, Count);

        public void Take(ReadOnlySpan<int> rows)
        {
            rows.CopyTo(waiting.AsSpan(Count));
            Count += rows.Length;
        }

        public void Clear() => Count = 0;
    }

    private sealed record StationBox((RowTest Needs, Station Exit)? Unanswerable, RowTest Test, Station Yes, Station No, int? Token, (uint Flag, Answer? On, RowTest? When)[] Notes);

    private sealed record StationEnding(CodeFinder Finder, byte Verdict, (RowTest When, int Token, byte Verdict)? Displaced, bool CarriesFlags);
}

/// <summary>The decisions of a block as numbers, a column each.</summary>
internal sealed class DecidedRows
{
    public int[] Paths { get; } = new int[ActivityBlock.Capacity];
    public byte[] Verdicts { get; } = new byte[ActivityBlock.Capacity];
    public int[] Codes { get; } = new int[ActivityBlock.Capacity];
    public byte[] Methods { get; } = new byte[ActivityBlock.Capacity];

    /// <summary>How a code would have been found, whether or not there was one. Only of rows that went through the boxes, as all below.</summary>
    public byte[] MethodsOfCodes { get; } = new byte[ActivityBlock.Capacity];
    public byte[] Sources { get; } = new byte[ActivityBlock.Capacity];
    public CodeFinder?[] CheckedBy { get; } = new CodeFinder?[ActivityBlock.Capacity];
    public uint[] Flags { get; } = new uint[ActivityBlock.Capacity];
}
