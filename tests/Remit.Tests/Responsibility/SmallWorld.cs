using FsCheck;
using Remit.Responsibility;
using Remit.Time;

namespace Remit.Tests.Responsibility;

/// <summary>A made-up country of a few rows, with an edge in nearly each: days of change, closed practices, homes that cannot be placed, providers without a contract.</summary>
internal static class SmallWorld
{
    /// <summary>The tables as they stand in files, header first.</summary>
    public static readonly IReadOnlyDictionary<TableSchema, string> Texts = new Dictionary<TableSchema, string>
    {
        [TableSchema.Practices] = """
            practice_code,name,status,commissioner,national_grouping,high_level_geography,postcode,from,to
            A81001,High Street Surgery,A,01A,Y56,QAA,AA1 1AA,2013-04-01,
            A81002,Old Surgery,C,01A,Y56,QAA,AA1 1AA,2013-04-01,
            A81002,New Surgery,A,02B,Y62,QYG,BB2 2BB,2013-04-01,
            A81003,Left Behind,A,03C,Y63,QCC,CC3 3CC,2013-04-01,
            A81004,Changing Hands,A,01A,Y56,QAA,AA1 1AA,2013-04-01,2025-06-30
            A81004,Changing Hands,A,02B,Y62,QYG,BB2 2BB,2025-07-01,
            A81005,Gone,A,01A,Y56,QAA,AA1 1AA,2013-04-01,2024-12-31
            A81006,Nobody's,A,,Y56,QAA,AA1 1AA,2013-04-01,
            A81007,Not Yet,P,04D,Y63,QDD,DD4 4DD,2013-04-01,
            A81008,Asleep,D,01A,Y56,QAA,AA1 1AA,2013-04-01,
            A81009,Border English,A,02B,Y62,Q99,BB2 2BB,2013-04-01,
            Y90001,Barracks,A,13Q,Y56,Q99,AA1 1AA,2013-04-01,
            Y90002,Post Office One,A,13Q,Y56,Q99,BF1 1AA,2013-04-01,
            Y90003,Post Office Three,A,01A,Y56,QAA,BF3 1AA,2013-04-01,
            W91001,Border Welsh,A,7A1,W00,W00,LD1 1AA,2013-04-01,
            W91002,Far Welsh,A,7A4,W00,W00,CF1 1AA,2013-04-01,
            W91003,Unplaced Welsh,A,7A2,W00,W00,SY9 9ZZ,2013-04-01,
            J90001,Island,A,YAC,,YAC,JE1 1AA,2013-04-01,
            """,
        [TableSchema.Postcodes] = """
            postcode,country,commissioner,icb,region,local_authority,health_board,from,to
            AA1 1AA,E92000001,01A,QAA,Y56,E09000001,,,
            BB2 2BB,E92000001,02B,QYG,Y62,E06000049,,,
            CC3 3CC,E92000001,03C,QCC,Y63,E06000001,,,
            DD4 4DD,E92000001,04D,QDD,Y63,E06000002,,,
            EE5 5EE,E92000001,,,,,,,
            XX9 9XX,E92000001,01A,QAA,Y56,E09000001,,,2025-06-30
            XX9 9XX,E92000001,02B,QYG,Y62,E06000049,,2025-07-01,
            LD1 1AA,W92000004,,,,W06000023,7A7,,
            CF1 1AA,W92000004,,,,W06000015,7A4,,
            NP1 1AA,W92000004,,,,W06000021,,,
            EH1 1AA,S92000003,,,,S12000036,S08000024,,
            BT1 1AA,N92000002,,,,N09000003,ZT001,,
            JE1 1AA,,,,,,,,
            PO1 2BW,E92000001,01A,QAA,Y56,E09000001,,,
            """,
        [TableSchema.Providers] = """
            provider_code,name,main_site_postcode,specialised_hub
            RAA,Contracted Trust,AA1 1AA,13R
            RAA01,Its Own Site,CC3 3CC,
            RBB,Plain Trust,BB2 2BB,
            RCC,Unplaced Trust,QQ9 9QQ,
            RDD,Trust Without A Site,,14R
            7A1,Health Board,CF1 1AA,
            """,
        [TableSchema.Services] = """
            service_code,year,description,status,specialised,highly_specialised,cross_border
            NCBPS01A,2025/26,Retained,RED,Y,N,N
            NCBPS01A,2024/25,Retained,RED,Y,N,N
            NCBPS02B,2025/26,Delegated,GREEN,Y,N,N
            NCBPS02B,2024/25,Delegated,GREEN,Y,N,N
            NCBPS03C,2025/26,Blue,BLUE,Y,N,N
            NCBPS03C,2024/25,Blue,BLUE,Y,N,N
            NCBPS04D,2025/26,Not applicable,NA,Y,N,N
            NCBPS05E,2024/25,Amber,AMBER,Y,N,N
            NCBPS06H,2025/26,Highly specialised,RED,N,Y,N
            NCBPS06H,2024/25,Highly specialised,RED,N,Y,N
            NCBPS07X,2025/26,Across the border,GREEN,Y,N,Y
            NCBPS02B,2018/19,Before delegation,NA,Y,N,N
            NCBPS02B,2013/14,Before delegation,NA,Y,N,N
            NCBPH01P,2025/26,Public health,NA,N,N,N
            NCBSDXXX,2025/26,Secondary dental,GREEN,N,N,N
            99999999,2025/26,Not directly commissioned,RED,Y,N,N
            """,
        [TableSchema.Areas] = """
            commissioner,name,icb,region,specialised_hub,health_justice_hub,delegated,from,to
            01A,Here,QAA,Y56,13R,97T,N,2013-04-01,2025-03-31
            01A,Here,QAA,Y56,13R,97T,Y,2025-04-01,
            02B,Border,QYG,Y62,14R,,N,2013-04-01,
            03C,Abolished,QCC,Y63,85J,,Y,2013-04-01,2024-06-30
            04D,There,QDD,Y63,,,Y,2013-04-01,
            """,
        [TableSchema.DetentionSites] = """
            name,postcode,hub,from,to
            Nowhere in particular,,97T,2013-04-01,
            The Prison,PO1 2BW,97T,2024-06-01,
            Closing Prison,DD4 4DD,,2013-04-01,2025-06-30
            """,
    };

    public static ReferenceTables Tables { get; } = Of(Texts.ToDictionary(t => t.Key, t => Rows(t.Key)));

    /// <summary>The rows of a table, in file order, numbered as its file's lines are.</summary>
    public static IReadOnlyList<ReferenceRow> Rows(TableSchema schema)
    {
        var lines = Texts[schema].Split('\n');
        var header = lines[0].Split(',');
        var origin = new Origin($"{schema.Name}.csv", $"{schema.Name}.csv");
        return [.. lines.Index().Skip(1).Select(line => Row(schema, header, line.Item.Split(','), origin, line.Index + 1))];
    }

    public static ReferenceTables Of(IEnumerable<KeyValuePair<TableSchema, IReadOnlyList<ReferenceRow>>> tables) =>
        new(tables.Select(t => new ReferenceTable(t.Key, t.Value)), "a small world");

    /// <summary>The same tables with one of them given anew: its rows, without a header.</summary>
    public static ReferenceTables With(TableSchema schema, params string[] rows)
    {
        var header = Texts[schema].Split('\n')[0].Split(',');
        var origin = new Origin($"{schema.Name}.csv", $"{schema.Name}.csv");
        IReadOnlyList<ReferenceRow> given = [.. rows.Index().Select(row => Row(schema, header, row.Item.Split(','), origin, row.Index + 2))];
        return Of(Texts.Keys.Select(t => KeyValuePair.Create(t, t == schema ? given : Rows(t))));
    }

    /// <summary>Writes the tables into a folder, and gives the folder.</summary>
    public static string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (schema, text) in Texts)
            File.WriteAllText(Path.Combine(folder, $"{schema.Name}.csv"), text + "\n");
        return folder;
    }

    /// <summary>An outpatient of 2025/26 at home in 01A, with the practice and the provider there too, but for what is said.</summary>
    public static ActivityRecord Record(params (Item Item, string Cell)[] said)
    {
        var record = new ActivityRecord();
        foreach (var (item, cell) in Ordinary.Concat(said))
            record[item] = cell;
        Date(record);
        return record;
    }

    private static readonly (Item Item, string Cell)[] Ordinary =
    [
        (Item.RecordId, "1"), (Item.CdsType, "020"), (Item.ActivityDate, "2025-06-30"), (Item.StartDate, "2025-06-30"), (Item.DischargeDate, "2025-06-30"),
        (Item.Provider, "RAA"), (Item.Practice, "A81001"), (Item.Postcode, "AA1 1AA"), (Item.OverseasCategory, "A"),
    ];

    /// <summary>Gives a record the assignment date that its type names.</summary>
    public static void Date(ActivityRecord record)
    {
        IsoDate.TryParse(record[CdsType.Of(record[Item.CdsType])!.DateItem], out var day).ShouldBeTrue();
        record.Date = day;
    }

    /// <summary>Decides a record on its own, in a fresh engine, under the rulebook of its date.</summary>
    public static Decision Decide(ActivityRecord record, Readings? readings = null, ReferenceTables? tables = null) =>
        new ReferenceEngine(tables ?? Tables).Decide(RulebookOf(record, readings), record);

    public static Rulebook RulebookOf(ActivityRecord record, Readings? readings = null) =>
        (readings is null || readings == Readings.Documented ? Documented : Rulebooks.All(readings)).Single(r => r.InForce.Contains(record.Date));

    private static readonly IReadOnlyList<Rulebook> Documented = Rulebooks.All();

    private static ReferenceRow Row(TableSchema schema, string[] header, string[] cells, Origin origin, int line)
    {
        string Cell(string column) => Array.IndexOf(header, column) is var at and >= 0 ? cells[at] : "";
        DateOnly? Day(string column) => IsoDate.TryParse(Cell(column), out var day) ? day : null;
        return new ReferenceRow(
            schema,
            [.. schema.Columns.Select(c => Cells.Clean(c.Kind, Cell(c.Name)))],
            schema.Dated ? new DateSpan(Day("from") ?? DateOnly.MinValue, Day("to")) : DateSpan.Always,
            origin,
            line);
    }
}

/// <summary>How many cases a property is tried on: a few hundred, or as <c>CASES</c> says.</summary>
internal static class Cases
{
    public static Config Config { get; } = Config.QuickThrowOnFailure.WithMaxTest(
        int.TryParse(Environment.GetEnvironmentVariable("CASES"), out var cases) ? cases : 300);
}
