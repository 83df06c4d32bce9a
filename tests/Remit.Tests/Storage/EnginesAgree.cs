using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Responsibility;
using Remit.Tests.Responsibility;
using Remit.Time;

namespace Remit.Tests.Storage;

/// <summary>The two engines write the same bytes, whatever the tables, the readings and the file.</summary>
/// <remarks>The rows are those of <see cref="EngineProperties"/>, and then spoilt: cells that cannot be read, ids that come again, quotes, other alphabets, rows cut short.</remarks>
public sealed class EnginesAgree : IDisposable
{
    internal static readonly IReadOnlyList<Item> Items = [.. Item.All.Where(i => i != Item.RecordId)];

    // What may stand in any cell: nothing that a cleaner would pass over unseen.
    private static readonly Gen<string> Oddity = Gen.Elements(
        " ", "\t", "\u00A0", "\u2003x", "é", "ß", "ı", "ﬁ", "\U0001F469", "\"", ",", "a,b", "\"\"", "x\ny", "x\r\ny", "\r", ";", ".", "..;;", "0", "YDD82", " ydd82 ", "2025-06-30", " 2025-06-30\u00A0", "2025-6-30",
        "2025-02-29", "0001-01-01", "9999-12-31", "2022-07-01", "２０２５-06-30", "zz99 3vz", "ZZ99 9ZZ", "e01000001", "E01000001 ", "raa99", "\u000BRAA\u000C", "n 46", "N4.6;", "é;N46", "Z350;\u00A0n97", "NCBPSé", "bf1 1aa", new string('X', 300), "=1+1", "-");

    private static readonly Gen<string> Id = Gen.Frequency(
        (40, Gen.Choose(1, 100_000).Select(n => $"R{n}")),
        (3, Gen.Elements("1", " 1", "1\u00A0", "", "  ", "\u2003", "a,b", "\"q\"", "é", "é ", "x\ny")),
        (1, Gen.Choose(250, 260).Select(n => new string('L', n))));

    internal static readonly Gen<string[]> Row =
        from day in EngineProperties.Day
        from cells in EngineProperties.Cells
        from id in Id
        from spoilt in Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
        from places in Gen.Choose(0, Items.Count - 1).ListOf(spoilt)
        from oddities in Oddity.ListOf(spoilt)
        from carried in Gen.Frequency((4, Gen.Constant("kept")), (1, Oddity))
        from length in Gen.Frequency((30, Gen.Constant(0)), (1, Gen.Choose(-3, 2)))
        select Cut([id, .. Spoilt(Written(day, cells), places, oddities), carried], length);

    private sealed record Drawn(ReferenceTables Tables, Readings Readings, DateOnly? AsOn, int? Chosen, string File)
    {
        public Assignment Assignment { get; } = Of(Tables, Readings, AsOn, Chosen);

        public override string ToString() => $"as on {AsOn}, rulebook {Chosen}, readings {string.Join(' ', Readings.Chosen)}\n{File}";

        private static Assignment Of(ReferenceTables tables, Readings readings, DateOnly? asOn, int? chosen)
        {
            var rulebooks = Rulebooks.All(readings);
            return new Assignment(new LoadedReference(tables, [], []), rulebooks) { AsOn = asOn, Chosen = chosen is { } n ? rulebooks[n] : null };
        }
    }

    private static readonly Arbitrary<Drawn> Any =
        (from drawn in EngineProperties.World
         from stated in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
         let tables = stated ? drawn : WithSomeNotStated(drawn)
         from readings in EngineProperties.Read
         from asOn in Gen.Frequency((5, Gen.Constant((DateOnly?)null)), (1, EngineProperties.Day.Select(d => (DateOnly?)d)))
         from chosen in Gen.Frequency((5, Gen.Constant((int?)null)), (1, Gen.Choose(0, 2).Select(n => (int?)n)))
         from rows in Gen.Choose(0, 60).SelectMany(n => Row.ListOf(n))
         from lineEnd in Gen.Elements("\n", "\r\n")
         select new Drawn(tables, readings, asOn, chosen, Lines(rows, lineEnd))).ToArbitrary();

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whatever_is_drawn_gives_the_same_decisions_rejects_and_manifest() =>
        Prop.ForAll(Any, drawn =>
        {
            var input = folder.File("activity.csv");
            File.WriteAllText(input, drawn.File);
            return Ran(drawn.Assignment with { Engine = AssignmentEngine.Columnar }, [input]) == Ran(drawn.Assignment with { Engine = AssignmentEngine.Reference }, [input]);
        }).Check(Cases.Config);

    [Fact]
    public void Whatever_is_drawn_gives_the_same_with_a_snapshot_as_without()
    {
        var drawn = 0;
        Prop.ForAll(Any, world =>
        {
            var input = folder.File("activity.csv");
            File.WriteAllText(input, world.File);
            var snapshot = new ReferenceSnapshot(folder.File("snapshots"), $"world {drawn++}", () => []);
            LoadedReference Open() => new(() => new LoadedReference(world.Tables, [], []), snapshot);
            var (first, second) = (Open(), Open());
            var without = Ran(world.Assignment, [input]);

            return without == Ran(world.Assignment with { Reference = first }, [input])
                && without == Ran(world.Assignment with { Reference = second }, [input])
                && (first.CameFromSnapshot, second.CameFromSnapshot) == (false, true);
        }).Check(Cases.Config);
    }

    [Fact]
    public void However_a_postcode_or_a_code_is_written_both_engines_read_it_alike()
    {
        string[] written = [.. SmallWorld.Rows(TableSchema.Postcodes).Select(r => r.Cells[TableSchema.Postcodes.IndexOf("postcode")]).SelectMany(p => (string[])
            [p, $"{p[..^3]} {p[^3..]}", $"{p[..^3]}  {p[^3..]}", $"{p[..^4]} {p[^4..]}", $" {p}", $"{p} ", p.ToLowerInvariant(), $"{p[..^3]}\t{p[^3..]}", $"{p[..^3]}\u00A0{p[^3..]}", p[..^1], $"{p[..^3]}-{p[^3..]}"])];
        string[] practices = ["YDD82", " YDD82", "YDD82 ", "ydd82", "YDD 82", "YDD82A", "YDD82AB", "YDD82ABC", "YDD82ABCD", "YDD8É", "V81999"];
        var input = folder.File("activity.csv");
        File.WriteAllLines(input, [.. written.SelectMany(p => practices.Select(c => (Postcode: p, Practice: c))).Select((r, i) => $"{i},020,2025-06-30,RAA,{r.Practice},{r.Postcode},A").Prepend("record_id,cds_type,activity_date,provider_code,practice_code,postcode,overseas_category")]);
        var assignment = new Assignment(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All());

        Ran(assignment, [input]).ShouldBe(Ran(assignment with { Engine = AssignmentEngine.Reference }, [input]));
    }

    [Fact]
    public void More_rows_than_a_block_holds_come_out_in_their_order()
    {
        var rows = Row.Sample(20_000, new Rnd(7), 50).ToList();
        var input = folder.File("activity.csv");
        File.WriteAllText(input, Lines(rows, "\n"));
        var assignment = new Assignment(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All());

        var columnar = Ran(assignment, [input]);

        columnar.ShouldBe(Ran(assignment with { Engine = AssignmentEngine.Reference }, [input]));
        columnar.ShouldContain("\"read\": 20000");
    }

    [Fact]
    public void Long_records_fill_a_block_before_it_has_all_its_rows()
    {
        var input = folder.File("activity.csv");
        var note = string.Concat(Enumerable.Repeat("far, \"too\" long\n", 1_500));
        File.WriteAllText(input, Lines(Row.Sample(400, new Rnd(11), 50).Select(row => row.Length == Items.Count + 2 ? [.. row[..^1], note] : row), "\n"));
        var assignment = new Assignment(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All());

        Ran(assignment, [input]).ShouldBe(Ran(assignment with { Engine = AssignmentEngine.Reference }, [input]));
    }

    [Fact]
    public void Several_files_are_decided_in_their_order_and_each_reject_names_its_file()
    {
        var (first, second) = (folder.File("b.csv"), folder.File("a.csv"));
        File.WriteAllText(first, "record_id,cds_type,activity_date\n1,020,2025-06-30\n2,020,bad\n");
        File.WriteAllText(second, "activity_date,record_id,cds_type\n2025-06-30,1,020\n2025-06-30,1,020\n");
        var assignment = new Assignment(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All());

        var columnar = Ran(assignment, [first, second]);

        columnar.ShouldBe(Ran(assignment with { Engine = AssignmentEngine.Reference }, [first, second]));
        var rejects = File.ReadAllLines(folder.File("rejects.csv"));
        rejects.Select(r => string.Join(',', r.Split(',').Take(4))).ShouldBe(["file,line,record_id,column", "b.csv,3,2,activity_date", "a.csv,3,1,record_id"]);
        columnar.ShouldContain("\"inputs\"");
    }

    [Fact]
    public void A_folder_is_its_csv_files_in_order_of_name()
    {
        foreach (var name in (string[])["b.csv", "a.csv.gz", "notes.txt"])
            File.WriteAllText(folder.File(name), "");

        AssignmentRun.Inputs([folder.Path]).Select(Path.GetFileName).ShouldBe(["a.csv.gz", "b.csv"]);
    }

    [Theory]
    [InlineData(AssignmentEngine.Columnar)]
    [InlineData(AssignmentEngine.Reference)]
    public void A_second_file_with_other_columns_to_carry_is_refused_and_nothing_is_written(AssignmentEngine engine)
    {
        var (first, second) = (folder.File("a.csv"), folder.File("b.csv"));
        File.WriteAllText(first, "record_id,cds_type,activity_date,ward\n1,020,2025-06-30,x\n");
        File.WriteAllText(second, "record_id,cds_type,activity_date,colour\n1,020,2025-06-30,x\n");
        var assignment = new Assignment(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All()) { Engine = engine };

        var finding = Should.Throw<RefusedException>(() => AssignmentRun.Run(assignment, [first, second], folder.File("decisions.csv"), folder.File("rejects.csv")))
            .Findings.ShouldHaveSingleItem();

        (finding.Code, finding.Place.File).ShouldBe(("different-columns", "b.csv"));
        Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal).ShouldBe([first, second]);
    }

    [Fact]
    public void An_output_whose_name_says_gzip_unpacks_to_the_plain_one()
    {
        var input = folder.File("activity.csv");
        File.WriteAllText(input, "record_id,cds_type,activity_date\n1,020,2025-06-30\n2,020,bad\n");
        var assignment = new Assignment(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All());
        Ran(assignment, [input]);
        var plain = File.ReadAllText(folder.File("decisions.csv"));

        AssignmentRun.Run(assignment, input, folder.File("packed.csv.gz"), folder.File("rejects.csv"), stop: TestContext.Current.CancellationToken);

        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(folder.File("packed.csv.gz")), System.IO.Compression.CompressionMode.Decompress);
        new StreamReader(packed).ReadToEnd().ShouldBe(plain);
    }

    /// <summary>Everything that a run writes, as one text.</summary>
    private string Ran(Assignment assignment, IReadOnlyList<string> inputs)
    {
        var counts = AssignmentRun.Run(assignment, inputs, folder.File("decisions.csv"), folder.File("rejects.csv"));
        return string.Join('\n', counts.Findings) + string.Concat(((string[])["decisions.csv", "rejects.csv", "manifest.json"]).Select(f => File.ReadAllText(folder.File(f))));
    }

    internal static ReferenceTables WithSomeNotStated(ReferenceTables tables) => new(
        SmallWorld.Texts.Keys.Select(schema => tables[schema] with { NotStated = [.. schema.Columns.Select(c => c.Name).Where(n => n is "specialised_hub" or "cross_border")] }), "a small world");

    private static string[] Written(DateOnly day, (Item Item, string Cell)[] cells)
    {
        var text = IsoDate.Text(day);
        var said = cells.ToDictionary(c => c.Item, c => c.Cell);
        foreach (var date in (Item[])[Item.ActivityDate, Item.StartDate, Item.DischargeDate])
            said[date] = text;
        return [.. Items.Select(i => said.GetValueOrDefault(i, ""))];
    }

    private static string[] Spoilt(string[] cells, IEnumerable<int> places, IEnumerable<string> oddities)
    {
        foreach (var (place, oddity) in places.Zip(oddities))
            cells[place] = oddity;
        return cells;
    }

    private static string[] Cut(string[] cells, int length) => length <= 0 ? cells[..^-length] : [.. cells, .. Enumerable.Repeat("more", length)];

    internal static string Lines(IEnumerable<string[]> rows, string lineEnd)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(["record_id", .. Items.Select(i => i.Column), "carried"]))
            text.Append(string.Join(',', row.Select(Duck.Quoted))).Append(lineEnd);
        return text.ToString();
    }
}
