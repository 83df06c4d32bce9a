using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;
using Remit.Responsibility.Sql;
using Remit.Tests.Responsibility;
using Remit.Tests.Servers;

namespace Remit.Tests.Storage;

/// <summary>The statement written from a rulebook decides on real servers as the reference engine does, whatever the tables, the readings and the rows.</summary>
/// <remarks>Tables, readings and rows are those of <see cref="EnginesAgree"/>. <c>CASES</c> asks for more worlds.</remarks>
public class SqlAgrees(TestServers servers)
{
    private const int RowsOfAWorld = 400;

    private static readonly Gen<(ReferenceTables Tables, IReadOnlyList<Readings> Readings, IReadOnlyList<string[]> Rows)> Drawn =
        from tables in EngineProperties.World
        from stated in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from readings in EngineProperties.Read.ListOf(2)
        from rows in EnginesAgree.Row.ListOf(RowsOfAWorld)
        select (stated ? tables : EnginesAgree.WithSomeNotStated(tables), (IReadOnlyList<Readings>)[.. readings], (IReadOnlyList<string[]>)[.. rows.Select(Whole)]);

    public static TheoryData<string> Dialects => [.. SqlDialect.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Whatever_is_drawn_is_decided_and_rejected_as_the_reference_engine_does(string dialect)
    {
        await using var database = await SqlDatabase.New(servers, dialect);
        foreach (var (tables, readings, rows) in Drawn.Sample(Math.Max(1, Cases.Config.MaxTest / 50), 50))
        {
            await database.Load(tables, Rulebooks.All());
            await database.LoadActivity(rows);
            foreach (var rulebook in readings.SelectMany(r => Rulebooks.All(r)))
                await ShouldAgree(database, rulebook, tables, rows);
        }
    }

    private static async Task ShouldAgree(SqlDatabase database, Rulebook rulebook, ReferenceTables tables, IReadOnlyList<string[]> rows)
    {
        var (decided, rejected) = Expected(rulebook, tables, rows);
        var sql = database.Sql(rulebook);
        ShouldBeAlike($"{database.Dialect} {rulebook} {string.Join(' ', rulebook.Readings.Chosen)}", InOrder(await database.Select(sql.Decide)), decided, rows);
        ShouldBeAlike($"{database.Dialect} {rulebook}, rejects", InOrder(await database.Select(sql.Rejects)), rejected, rows);
    }

    private static void ShouldBeAlike(string what, List<string> got, List<string> wanted, IReadOnlyList<string[]> rows)
    {
        var differences = got.Except(wanted).Select(l => $"got    {l}").Concat(wanted.Except(got).Select(l => $"wanted {l}"))
            .OrderBy(l => int.Parse(l.Split('|')[^1], System.Globalization.CultureInfo.InvariantCulture)).Take(12)
            .Select(l => $"{l}\n{string.Join(',', rows[int.Parse(l.Split('|')[^1], System.Globalization.CultureInfo.InvariantCulture)])}").ToList();
        differences.ShouldBeEmpty(what);
        got.Count.ShouldBe(wanted.Count, what);
    }

    private static List<string> InOrder(IEnumerable<string[]> rows) =>
        [.. rows.OrderBy(r => int.Parse(r[^1], System.Globalization.CultureInfo.InvariantCulture)).Select(r => string.Join('|', r))];

    private static (List<string> Decided, List<string> Rejected) Expected(Rulebook rulebook, ReferenceTables tables, IReadOnlyList<string[]> rows)
    {
        var (decided, rejected) = (new List<string>(), new List<string>());
        var engine = new ReferenceEngine(tables);
        var intake = new Intake([rulebook], rulebook);
        var ids = rows.CountBy(r => r[0].Trim()).ToDictionary();
        var record = new ActivityRecord();
        foreach (var (i, row) in rows.Index())
        {
            foreach (var item in Item.All)
                record[item] = row[item.Position];
            if (intake.Check(record, row[0], isRepeated: ids[row[0].Trim()] > 1, 0, item => row[item.Position], out _) is { } reject)
            {
                rejected.Add(string.Join('|', row[0], reject.Column, reject.Found, reject.Wanted, i));
                continue;
            }

            var decision = engine.Decide(rulebook, record);
            decided.Add(string.Join('|', row[0], decision.Outcome, decision.Commissioner, decision.Category, decision.Method?.Name, decision.Path, decision.Flags, i));
        }

        return (decided, rejected);
    }

    /// <summary>As many cells as the plain format has columns; an alphabet whose small letters SQL leaves small where they would be given back.</summary>
    private static string[] Whole(string[] row)
    {
        string[] cells = [.. row.Concat(Enumerable.Repeat("", Item.All.Count)).Take(Item.All.Count)];
        foreach (var item in (Item[])[Item.ReciprocalAgreement, Item.PlacingCommissioner])
            if (!System.Text.Ascii.IsValid(cells[item.Position]))
                cells[item.Position] = Cells.Clean(item.Kind, cells[item.Position]);
        return cells;
    }
}
