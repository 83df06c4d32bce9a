using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;
using Remit.Responsibility.Bulk;
using Remit.Time;

namespace Remit.Tests.Responsibility.Bulk;

public class PrecedentsTest
{
    private static readonly BlockColumns Columns = new(Item.All.Select(item => (item, item.Position)), Item.All.Count, Item.All.Count, []);

    private sealed record Drawn(ReferenceTables Tables, Readings Readings, int BlockSize, (DateOnly Day, (Item Item, string Cell)[] Cells)[] Records)
    {
        public override string ToString() => $"blocks of {BlockSize}, readings {string.Join(' ', Readings.Chosen)}\n"
            + string.Join('\n', Records.Select(r => $"{IsoDate.Text(r.Day)} {string.Join(' ', r.Cells.Select(c => $"{c.Item}={c.Cell}"))}"));
    }

    private static readonly Arbitrary<Drawn> Any =
        (from tables in EngineProperties.World
         from readings in EngineProperties.Read
         from size in Gen.Choose(1, 8)
         from few in (from day in EngineProperties.Day from cells in EngineProperties.Cells select (day, cells)).ArrayOf(6)
         from records in MixedFrom(few).ArrayOf(60)
         select new Drawn(tables, readings, size, records)).ToArbitrary();

    // Records that are alike but for a cell or the day: those that a precedent might fit, and does not.
    private static Gen<(DateOnly, (Item, string)[])> MixedFrom((DateOnly Day, (Item Item, string Cell)[] Cells)[] few) =>
        from one in Gen.Elements(few)
        from other in Gen.Elements(few)
        from place in Gen.Choose(0, Item.All.Count - 1)
        from sameDay in Gen.Elements(true, false)
        select (sameDay ? one.Day : other.Day,
            ((Item, string)[])[.. one.Cells.Where(c => c.Item.Position != place), .. other.Cells.Where(c => c.Item.Position == place)]);

    [Fact]
    public void What_was_decided_before_changes_no_decision() => Prop.ForAll(Any, drawn =>
    {
        var rulebooks = Rulebooks.All(drawn.Readings);
        var tables = new CompiledTables(drawn.Tables, rulebooks);
        var experienced = new ColumnarEngine(tables, rulebooks);
        return drawn.Records.Chunk(drawn.BlockSize).SelectMany(records => Decided(experienced, records))
            .SequenceEqual(Decided(new ColumnarEngine(tables, rulebooks), drawn.Records));
    }).Check(Cases.Config);

    private static ActivityBlock BlockOf((DateOnly Day, (Item Item, string Cell)[] Cells)[] records)
    {
        var block = new ActivityBlock();
        block.Clear(Columns);
        foreach (var (day, cells) in records)
        {
            foreach (var item in Item.All)
                block.Add(Encoding.UTF8.GetBytes(
                    item == Item.RecordId ? $"R{block.Count}"
                    : item.Kind == CellKind.Date ? IsoDate.Text(day)
                    : cells.LastOrDefault(c => c.Item == item).Cell ?? ""));
            block.EndRow(block.Count + 2, RowMark.Sound, Item.All.Count);
        }

        return block;
    }

    // Records of one block are no precedents for each other.
    private static List<string> Decided(ColumnarEngine engine, (DateOnly Day, (Item Item, string Cell)[] Cells)[] records)
    {
        var block = BlockOf(records);
        engine.Decide(block);
        return [.. Enumerable.Range(0, block.Count).Select(row => engine.RejectOf(row) is { } reject
            ? reject.ToString()
            : $"{engine.Verdicts[engine.VerdictOf(row)]} {Encoding.UTF8.GetString(engine.CommissionerOf(row))} {engine.MethodOf(row)} {engine.PathText(engine.PathOf(row))} {engine.FlagsOf(row)} {engine.RulebookOf(row)}")];
    }
}
