using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;
using Remit.Responsibility.Sql;
using Remit.Storage;
using Remit.Storage.Responsibility;
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
        // ClickHouse takes seconds to read a statement, however few the rows.
        var worlds = Math.Max(1, Cases.Config.MaxTest / (database.Dialect == SqlDialect.ClickHouse ? 150 : 20));
        foreach (var (tables, readings, rows) in Drawn.Sample(worlds, 50))
        {
            await database.Load(tables, Rulebooks.All());
            await database.LoadActivity(rows);
            foreach (var rulebook in readings.SelectMany(r => Rulebooks.All(r)))
                await ShouldAgree(database, rulebook, tables, rows);
        }
    }

    [Theory]
    [InlineData("postgresql", "world")]
    [InlineData("postgresql", "world-ccg")]
    [InlineData("clickhouse", "world")]
    [InlineData("clickhouse", "world-ccg")]
    public async Task The_awkward_records_of_the_sample_are_decided_as_the_reference_engine_does(string dialect, string world)
    {
        var tables = ReferenceFolder.Load(Where.SharedPath("responsibility", world)).Tables;
        var rows = RowsOf(Where.SharedPath("responsibility", "samples", $"adversarial-{world}.csv.gz"));
        await using var database = await SqlDatabase.New(servers, dialect);
        await database.Load(tables, Rulebooks.All());
        await database.LoadActivity(rows);

        var decided = new List<string[]>();
        foreach (var rulebook in Rulebooks.All())
            decided.AddRange(await database.Select(database.Sql(rulebook, a => a with { InForceOnly = true }).Decide));

        ShouldBeAlike($"{dialect} {world}", InOrder(decided), Expected(new Intake(Rulebooks.All()), tables, rows).Decided, rows);
        decided.Count.ShouldBeGreaterThan(80_000);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Cells_that_were_cleaned_and_checked_beforehand_are_decided_alike(string dialect)
    {
        var rows = EnginesAgree.Row.Sample(2_000, 50).Select(Whole).DistinctBy(r => r[0].Trim()).ToList();
        var (decided, _) = Expected(new Intake(Rulebooks.All()), SmallWorld.Tables, rows);
        var sound = decided.Select(l => rows[int.Parse(l.Split('|')[^1], CultureInfo.InvariantCulture)]).ToList();
        var clean = sound.Select(row => Item.All.Select(i => i.Kind is CellKind.Codes ? string.Join(';', Cells.Codes(row[i.Position])) : Cells.Clean(i.Kind, row[i.Position])));
        await using var database = await SqlDatabase.New(servers, dialect);
        await database.Load(SmallWorld.Tables, Rulebooks.All());
        await database.LoadActivity(clean);

        var got = new List<string[]>();
        foreach (var rulebook in Rulebooks.All())
            got.AddRange(await database.Select(database.Sql(rulebook, a => a with { InForceOnly = true, IsClean = true, IsChecked = true }).Decide));

        ShouldBeAlike(dialect, InOrder(got), Expected(new Intake(Rulebooks.All()), SmallWorld.Tables, sound).Decided, sound);
        got.Count.ShouldBeGreaterThan(500);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_record_can_be_decided_as_if_on_one_day(string dialect)
    {
        var day = new DateOnly(2024, 6, 30);
        var rows = EnginesAgree.Row.Sample(500, 50).Select(Whole).ToList();
        var rulebook = Rulebooks.Named("cam-2024-25")!;
        await using var database = await SqlDatabase.New(servers, dialect);
        await database.Load(SmallWorld.Tables, [rulebook]);
        await database.LoadActivity(rows);
        var (decided, rejected) = Expected(new Intake([rulebook], rulebook, day), SmallWorld.Tables, rows);

        var sql = database.Sql(rulebook, a => a with { AsOn = day });

        ShouldBeAlike(dialect, InOrder(await database.Select(sql.Decide)), decided, rows);
        ShouldBeAlike(dialect, InOrder(await database.Select(sql.Rejects)), rejected, rows);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_text_is_a_day_exactly_where_the_intake_reads_one(string dialect)
    {
        string[] dates =
        [
            .. from year in (string[])["0000", "0001", "0004", "0400", "1900", "1904", "2000", "2023", "2024", "2100", "9999"]
               from month in Enumerable.Range(0, 14)
               from day in (int[])[0, 1, 28, 29, 30, 31, 32]
               select $"{year}-{month:00}-{day:00}",
            .. Enumerable.Range(1, char.MaxValue - 1).Where(c => char.IsWhiteSpace((char)c)).SelectMany(c => (string[])[$"{(char)c}2025-06-30", $"2025-06-30{(char)c}{(char)c}", $"2025{(char)c}06-30"]),
            "2025-6-30", "20250630", "2025-06-30T00:00", "２０２５-06-30", "2025-06-30\u200B",
        ];
        var rows = dates.Index().Select(d => (string[])[.. Item.All.Select(i => i == Item.RecordId ? $"{d.Index}" : i == Item.CdsType ? "020" : i == Item.ActivityDate ? d.Item : "")]).ToList();
        var rulebook = Rulebooks.Named("ccg")!;
        await using var database = await SqlDatabase.New(servers, dialect);
        await database.Load(SmallWorld.Tables, [rulebook]);
        await database.LoadActivity(rows);

        await ShouldAgree(database, rulebook, SmallWorld.Tables, rows);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_kept_column_of_any_name_comes_back_as_it_is(string dialect)
    {
        string[] kept = ["the ward", "the_ward", "Outcome of care", "it's \"Ward\" `x`"];
        string[] cells = [.. Item.All.Select(i => i == Item.RecordId ? "r1" : i == Item.CdsType ? "020" : i == Item.ActivityDate ? "2016-06-30" : "")];
        await using var database = await SqlDatabase.New(servers, dialect);
        await database.Load(SmallWorld.Tables, [Rulebooks.Named("ccg")!]);
        await database.LoadActivity([cells]);
        var table = $"(SELECT activity.*, {string.Join(", ", kept.Select((k, i) => $"'{i}' AS {database.Dialect.Quoted(k)}"))} FROM activity)";

        var sql = database.Sql(Rulebooks.Named("ccg")!, a => new SqlActivity(table) { Kept = kept, HasUniqueIds = true });

        (await database.Select(sql.Decide)).ShouldHaveSingleItem()[^kept.Length..].ShouldBe(["0", "1", "2", "3"]);
    }

    private static async Task ShouldAgree(SqlDatabase database, Rulebook rulebook, ReferenceTables tables, IReadOnlyList<string[]> rows)
    {
        var (decided, rejected) = Expected(new Intake([rulebook], rulebook), tables, rows);
        var sql = database.Sql(rulebook);
        ShouldBeAlike($"{database.Dialect} {rulebook} {string.Join(' ', rulebook.Readings.Chosen)}", InOrder(await database.Select(sql.Decide)), decided, rows);
        ShouldBeAlike($"{database.Dialect} {rulebook}, rejects", InOrder(await database.Select(sql.Rejects)), rejected, rows);
    }

    private static void ShouldBeAlike(string what, List<string> got, List<string> wanted, IReadOnlyList<string[]> rows)
    {
        var differences = got.Except(wanted).Select(l => $"got    {l}").Concat(wanted.Except(got).Select(l => $"wanted {l}"))
            .OrderBy(l => int.Parse(l.Split('|')[^1], CultureInfo.InvariantCulture)).Take(12)
            .Select(l => $"{l}\n{string.Join(',', rows[int.Parse(l.Split('|')[^1], CultureInfo.InvariantCulture)])}").ToList();
        differences.ShouldBeEmpty(what);
        got.Count.ShouldBe(wanted.Count, what);
    }

    private static List<string> InOrder(IEnumerable<string[]> rows) =>
        [.. rows.OrderBy(r => int.Parse(r[^1], CultureInfo.InvariantCulture)).Select(r => string.Join('|', r))];

    private static (List<string> Decided, List<string> Rejected) Expected(Intake intake, ReferenceTables tables, IReadOnlyList<string[]> rows)
    {
        var (decided, rejected) = (new List<string>(), new List<string>());
        var engine = new ReferenceEngine(tables);
        var ids = rows.CountBy(r => r[0].Trim()).ToDictionary();
        var record = new ActivityRecord();
        foreach (var (i, row) in rows.Index())
        {
            foreach (var item in Item.All)
                record[item] = row[item.Position];
            if (intake.Check(record, row[0], isRepeated: ids[row[0].Trim()] > 1, 0, item => row[item.Position], out var rulebook) is { } reject)
            {
                rejected.Add(string.Join('|', row[0], reject.Column, reject.Found, reject.Wanted, i));
                continue;
            }

            var decision = engine.Decide(rulebook!, record);
            decided.Add(string.Join('|', row[0], decision.Outcome, decision.Commissioner, decision.Category, decision.Method?.Name, decision.Path, decision.Flags, i));
        }

        return (decided, rejected);
    }

    /// <summary>The records of a file of the plain format, but for those with too many or too few cells: a table cannot have them.</summary>
    private static List<string[]> RowsOf(string path)
    {
        using var csv = CsvSource.Open(path, hasHeader: true);
        var columns = Item.All.Select(i => csv.Headers.ToList().IndexOf(i.Column)).ToArray();
        var rows = new List<string[]>();
        while (csv.Read())
            if (csv.FieldCount == csv.Headers.Count)
                rows.Add([.. columns.Select(c => c < 0 ? "" : csv.Text(c))]);
        return rows;
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
