using FsCheck;
using FsCheck.Fluent;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Parquet;
using Remit.Storage.Responsibility;
using Remit.Tests.Responsibility;

namespace Remit.Tests.Storage;

/// <summary>Parquet in and out gives what CSV in and out gives.</summary>
public sealed class ParquetTest : IDisposable
{
    private static readonly Assignment Assignment = new(new LoadedReference(SmallWorld.Tables, [], []), Rulebooks.All());

    private static readonly IReadOnlyList<string> Columns = ["record_id", .. EnginesAgree.Items.Select(i => i.Column), "carried"];

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_samples_give_the_same_in_parquet_as_in_csv()
    {
        var samples = Path.Combine(Where.Root, "samples");
        var csv = folder.File("activity.csv");
        var records = Records(Path.Combine(samples, "activity.csv"), 1_500);
        File.WriteAllLines(csv, records.Select(r => string.Join(',', r.Select(Duck.Quoted))));
        var parquet = Duck.Write(folder.File("activity.parquet"), records[0], records[1..]);
        var assignment = new Assignment(ReferenceFolder.Load(samples), Rulebooks.All());

        var ran = Ran(assignment, parquet);

        ran.ShouldBe(Ran(assignment, csv));
        RanIntoParquet(assignment, parquet).ShouldBe(ran);
    }

    private sealed record Drawn(Assignment Assignment, string[][] Rows)
    {
        public override string ToString() => EnginesAgree.Lines(Rows, "\n");
    }

    // A CSV's lines are more than its records where cells hold line ends; here the rejects' lines are to be the same.
    private static readonly Arbitrary<Drawn> Any =
        (from tables in EngineProperties.World
         from readings in EngineProperties.Read
         from rows in Gen.Choose(0, 60).SelectMany(n => EnginesAgree.Row.ListOf(n))
         select new Drawn(new Assignment(new LoadedReference(tables, [], []), Rulebooks.All(readings)),
             [.. rows.Where(r => r.Length == Columns.Count).Select(r => r.Select(c => c.Replace('\n', ' ').Replace('\r', ' ')).ToArray())])).ToArbitrary();

    [Fact]
    public void Whatever_is_drawn_gives_the_same_decisions_and_rejects_in_parquet_as_in_csv()
    {
        Duck.Need();
        Prop.ForAll(Any, drawn =>
        {
            var csv = folder.File("activity.csv");
            File.WriteAllText(csv, EnginesAgree.Lines(drawn.Rows, "\n"));
            var parquet = Duck.Write(folder.File("activity.parquet"), Columns, [.. drawn.Rows.Select(r => r.Select(c => c.Length == 0 ? null : c).ToArray())]);

            var expected = Ran(drawn.Assignment, csv);
            return Ran(drawn.Assignment, parquet) == expected
                && Ran(drawn.Assignment with { Engine = AssignmentEngine.Reference }, parquet) == expected
                && RanIntoParquet(drawn.Assignment, csv) == expected
                && RanIntoParquet(drawn.Assignment with { Engine = AssignmentEngine.Reference }, parquet) == expected;
        }).Check(Cases.Config.WithMaxTest(20));
    }

    [Fact]
    public void Many_groups_of_rows_are_read_by_several_threads_and_come_out_in_their_order()
    {
        var parquet = Duck.Write(folder.File("activity.parquet"), "SELECT range AS record_id, '020' AS cds_type, DATE '2025-06-01' AS activity_date FROM range(200000)", ", ROW_GROUP_SIZE 4096");

        RanIntoParquet(Assignment, parquet);

        using var decisions = ParquetSource.Open(folder.File("decisions.parquet"));
        for (var n = 0; n < 200_000; n++)
        {
            decisions.Read().ShouldBeTrue();
            decisions.Text(0).ShouldBe($"{n}");
        }

        decisions.Read().ShouldBeFalse();
    }

    [Fact]
    public void The_same_file_twice_gives_the_same_bytes()
    {
        var parquet = Duck.Write(folder.File("activity.parquet"), Columns, [.. EnginesAgree.Row.Sample(1_000, new Rnd(7), 50).Where(r => r.Length == Columns.Count)]);

        RanIntoParquet(Assignment, parquet);
        var first = File.ReadAllBytes(folder.File("decisions.parquet"));
        RanIntoParquet(Assignment, parquet);

        File.ReadAllBytes(folder.File("decisions.parquet")).ShouldBe(first);
    }

    [Fact]
    public void Whatever_is_carried_comes_back_untouched()
    {
        string[] carried = ["", " ", "a,b", "\"", "x\ny\r\nz", new string('é', 200_000), "twelve bytes", "thirteen byte", "\U0001F469", "'--"];
        var parquet = Duck.Write(folder.File("activity.parquet"), ["record_id", "cds_type", "activity_date", "note"], [.. carried.Select((c, i) => (string[])[$"{i}", "020", "2025-06-30", c])]);

        RanIntoParquet(Assignment, parquet);

        using var decisions = ParquetSource.Open(folder.File("decisions.parquet"));
        var came = new List<string>();
        while (decisions.Read())
            came.Add(decisions.Text(7));
        came.ShouldBe(carried);
    }

    [Theory]
    [InlineData("activity_date", "DATE '2025-06-30'", "2025-06-30")]
    [InlineData("activity_date", "TIMESTAMP '2025-06-30 00:00:00'", "2025-06-30")]
    [InlineData("activity_date", "CAST(TIMESTAMP '2025-06-30 00:00:00' AS TIMESTAMP_NS)", "2025-06-30")]
    [InlineData("activity_date", "CAST(NULL AS DATE)", "")]
    [InlineData("activity_date", "CAST(NULL AS TIMESTAMP)", "")]
    [InlineData("record_id", "CAST(17 AS UTINYINT)", "17")]
    [InlineData("record_id", "CAST(-9223372036854775808 AS BIGINT)", "-9223372036854775808")]
    [InlineData("record_id", "CAST(42 AS DECIMAL(18, 0))", "42")]
    [InlineData("practice_code", "CAST('A81001' AS ENUM('A81001', 'B'))", "A81001")]
    [InlineData("diagnoses", "['I21.0', NULL, 'N46']", "I21.0;N46")]
    [InlineData("diagnoses", "CAST([] AS VARCHAR[])", "")]
    [InlineData("diagnoses", "CAST(NULL AS VARCHAR[])", "")]
    [InlineData("procedures", "'M45;X1'", "M45;X1")]
    [InlineData("cost", "CAST(12.50 AS DECIMAL(9, 2))", "12.50")]
    [InlineData("cost", "CAST(0.1 AS DOUBLE)", "0.1")]
    [InlineData("flag", "true", "true")]
    [InlineData("arrived", "TIMESTAMP '2025-06-30 00:00:00'", "2025-06-30 00:00:00")]
    [InlineData("wards", "['a', 'b']", "a;b")]
    public void A_type_with_an_honest_text_is_read_as_that_text(string column, string value, string text)
    {
        using var activity = ActivityFile.Open(OneRecord(column, value), Assignment);

        activity.Read().ShouldBeTrue();

        activity.Source.Text(activity.Source.Headers.Index().Single(h => h.Item == column).Index).ShouldBe(text);
    }

    [Theory]
    [InlineData("practice_code", "CAST(1.5 AS DOUBLE)", "DOUBLE")]
    [InlineData("record_id", "CAST(1 AS FLOAT)", "FLOAT")]
    [InlineData("record_id", "CAST(1.5 AS DECIMAL(9, 1))", "DECIMAL(9,1)")]
    [InlineData("s7a_service", "true", "BOOLEAN")]
    [InlineData("activity_date", "TIMESTAMPTZ '2025-06-30 00:00:00+00'", "TIMESTAMP WITH TIME ZONE")]
    [InlineData("provider_code", "['RAA']", "VARCHAR[]")]
    [InlineData("diagnoses", "[1, 2]", "INTEGER[]")]
    [InlineData("postcode", "CAST('AA1 1AA' AS BLOB)", "BLOB")]
    [InlineData("note", "{'a': 1}", "STRUCT(a INTEGER)")]
    [InlineData("note", "MAP {'a': 1}", "MAP(VARCHAR, INTEGER)")]
    [InlineData("note", "CAST('x' AS BLOB)", "BLOB")]
    public void A_type_without_one_is_refused_by_column_and_type(string column, string value, string type)
    {
        var finding = Refused(OneRecord(column, value));

        (finding.Code, finding.Place, finding.Found).ShouldBe(("no-honest-text", new Place("activity.parquet", 0, column), $"a column of {type}"));
    }

    [Fact]
    public void A_day_with_a_time_of_day_is_refused_where_it_is_met()
    {
        var finding = Refused(Duck.Write(folder.File("activity.parquet"),
            "SELECT '1' AS record_id, '020' AS cds_type, TIMESTAMP '2025-06-30' AS activity_date UNION ALL SELECT '2', '020', TIMESTAMP '2025-06-30 23:30:00'"));

        (finding.Code, finding.Place, finding.Found).ShouldBe(("time-of-day", new Place("activity.parquet", 3, "activity_date"), "a time of day (TIMESTAMP)"));
    }

    [Fact]
    public void Codes_kept_as_numbers_are_told_once() =>
        AssignmentRun.Run(Assignment, OneRecord("administrative_category", "1"), folder.File("decisions.csv"), folder.File("rejects.csv"), stop: TestContext.Current.CancellationToken)
            .Findings.Where(f => f.Code == "number-for-code").ShouldHaveSingleItem().Place.ShouldBe(new Place("activity.parquet", 0, "administrative_category"));

    [Fact]
    public void Columns_are_known_by_name_in_any_case_and_order_and_a_heading_alone_is_a_file()
    {
        var parquet = Duck.Write(folder.File("activity.parquet"), ["POSTCODE", "Activity_Date", " CDS_TYPE ", "Record_Id"], [["AA1 1AA", "2025-06-30", "020", "1"]]);
        File.WriteAllText(folder.File("activity.csv"), "POSTCODE,Activity_Date,CDS_TYPE,Record_Id\nAA1 1AA,2025-06-30,020,1\n");
        Ran(Assignment, parquet).ShouldBe(Ran(Assignment, folder.File("activity.csv")));

        var none = Duck.Write(folder.File("none.parquet"), ["record_id", "cds_type"], []);
        RanIntoParquet(Assignment, none).ShouldBe("record_id,outcome,commissioner,service_category,method,path,flags\n" + "line,record_id,column,found,wanted\n");
    }

    [Fact]
    public void Of_an_extract_only_the_columns_that_count_are_read()
    {
        const string common = "'E1' AS EPIKEY, 3 AS EPISTAT, 1 AS EPITYPE, DATE '2025-06-30' AS ADMIDATE, DATE '2025-07-01' AS DISDATE, 'RAA' AS PROCODE5, 'A81001' AS GPPRAC, 'E01000001' AS LSOA11";
        var parquet = Duck.Write(folder.File("hes.parquet"), $"SELECT {common}, {{'a': 1}} AS UNUSED, 0.5::DOUBLE AS COST");
        File.WriteAllText(folder.File("hes.csv"), "EPIKEY,EPISTAT,EPITYPE,ADMIDATE,DISDATE,PROCODE5,GPPRAC,LSOA11,UNUSED\nE1,3,1,2025-06-30,2025-07-01,RAA,A81001,E01000001,x\n");

        Ran(Assignment, parquet).ShouldBe(Ran(Assignment, folder.File("hes.csv")));
    }

    [Theory]
    [InlineData("it's", "a*b?[c].parquet")]
    [InlineData("year=2025", "[!x].parquet")]
    public void A_name_is_taken_as_it_is(string inner, string name)
    {
        Duck.Need();
        Directory.CreateDirectory(folder.File(inner));
        var made = OneRecord("note", "'x'");
        var parquet = Path.Combine(folder.File(inner), name);
        File.Move(made, parquet);

        AssignmentRun.Run(Assignment, parquet, Path.Combine(folder.File(inner), "out [*]'.parquet"), folder.File("rejects.csv"), stop: TestContext.Current.CancellationToken).Assigned.ShouldBe(1);

        Duck.AsCsv(Path.Combine(folder.File(inner), "out [*]'.parquet")).ShouldEndWith(",x\n");
        Duck.AsCsv(Path.Combine(folder.File(inner), "out [*]'.parquet")).ShouldNotContain("year");
    }

    [Fact]
    public void Columns_of_one_name_are_refused_coming_in_and_going_out()
    {
        var parquet = folder.File("activity.parquet");
        Duck.Write(parquet, "SELECT '1' AS record_id, '020' AS cds_type, '2025-06-30' AS activity_date, 'x' AS \"outcome\"");
        RefusedIntoParquet(parquet).ShouldSatisfyAllConditions(f => f.Code.ShouldBe("repeated-column"), f => f.Place.ShouldBe(new Place("decisions.parquet", 0, "outcome")));

        var csv = folder.File("activity.csv");
        File.WriteAllText(csv, "record_id,cds_type,activity_date,path\n1,020,2025-06-30,x\n");
        RefusedIntoParquet(csv).Code.ShouldBe("repeated-column");
    }

    public static TheoryData<string, string> Spoilt => new()
    {
        { "empty", "empty-file" }, { "csv", "not-parquet" }, { "rubbish", "not-parquet" }, { "magic", "not-parquet" }, { "cut at the end", "not-parquet" }, { "cut in half", "not-parquet" },
        { "the first page overwritten", "damaged" }, { "a later page overwritten", "damaged" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_spoilt_file_is_refused_with_one_finding_and_nothing_is_left(string damage, string code)
    {
        var good = File.ReadAllBytes(Duck.Write(folder.File("activity.parquet"), "SELECT range AS record_id, '020' AS cds_type, '2025-06-01' AS activity_date, hash(range)::VARCHAR AS note FROM range(20000)", ", COMPRESSION zstd"));
        byte[] spoilt = damage switch
        {
            "empty" => [],
            "csv" => "record_id,cds_type\n1,020\n"u8.ToArray(),
            "rubbish" => [.. Enumerable.Range(0, 5_000).Select(n => (byte)(n * 31 % 251))],
            "magic" => "PAR1PAR1"u8.ToArray(),
            "cut at the end" => good[..^1],
            "cut in half" => good[..(good.Length / 2)],
            "the first page overwritten" => [.. good[..4], .. new byte[2_000], .. good[2_004..]],
            _ => [.. good[..(good.Length / 2)], .. new byte[2_000], .. good[(good.Length / 2 + 2_000)..]],
        };
        File.WriteAllBytes(folder.File("activity.parquet"), spoilt);

        var finding = RefusedIntoParquet(folder.File("activity.parquet"));

        (finding.Code, finding.Consequence, finding.Place.File).ShouldBe((code, Consequence.FileRefused, "activity.parquet"));
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).ShouldBe(["activity.parquet"]);
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_refused_or_read_and_never_a_fault()
    {
        var good = File.ReadAllBytes(Duck.Write(folder.File("good.parquet"), "SELECT range AS record_id, '020' AS cds_type, DATE '2025-06-01' AS activity_date, hash(range)::VARCHAR AS note FROM range(400)"));
        var random = new Random(1);
        for (var n = 0; n < 60; n++)
        {
            var spoilt = good.ToArray();
            spoilt[random.Next(spoilt.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(folder.File("activity.parquet"), spoilt);
            try
            {
                using var activity = ActivityFile.Open(folder.File("activity.parquet"), Assignment);
                while (activity.Read())
                    activity.RecordId.ShouldNotBeNull();
            }
            catch (RefusedException refused)
            {
                refused.Findings.ShouldHaveSingleItem().Place.File.ShouldBe("activity.parquet");
            }
        }
    }

    [Fact]
    public void What_no_csv_could_hold_is_refused()
    {
        Refused(OneRecord("note", "'a' || chr(0) || 'b'")).ShouldSatisfyAllConditions(f => f.Code.ShouldBe("binary"), f => f.Place.ShouldBe(new Place("activity.parquet", 2, "note")));
        Refused(OneRecord("note", "repeat('x', 1100000)")).Code.ShouldBe("not-a-table");
        Refused(Duck.Write(folder.File("activity.parquet"), "SELECT 'x' AS a, 'y' AS b")).ToString()
            .ShouldStartWith("activity.parquet: unknown-layout: found '2 columns without record_id and cds_type; none known', wanted columns of these names: ");
    }

    [Fact]
    public void Stopping_leaves_nothing_and_what_was_there_before()
    {
        var input = Duck.Write(folder.File("activity.parquet"), "SELECT range AS record_id, '020' AS cds_type, '2025-06-01' AS activity_date FROM range(300000)");
        File.WriteAllText(folder.File("decisions.parquet"), "before");
        using var stop = new CancellationTokenSource();

        Should.Throw<OperationCanceledException>(() => AssignmentRun.Run(Assignment, input, folder.File("decisions.parquet"), folder.File("rejects.csv"), (read, _) =>
        {
            if (read > 50_000)
                stop.Cancel();
        }, stop.Token));

        Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["activity.parquet", "decisions.parquet"]);
        File.ReadAllText(folder.File("decisions.parquet")).ShouldBe("before");
    }

    [Fact]
    public void Csv_and_parquet_may_stand_in_one_folder_and_make_one_run()
    {
        var inputs = folder.File("in");
        Directory.CreateDirectory(inputs);
        Duck.Write(Path.Combine(inputs, "b.parquet"), ["record_id", "cds_type", "activity_date"], [["1", "020", "2025-06-30"], ["2", "020", "bad"]]);
        File.WriteAllText(Path.Combine(inputs, "a.csv"), "record_id,cds_type,activity_date\n1,020,2025-06-30\n");
        File.WriteAllText(Path.Combine(inputs, "c.txt"), "");

        AssignmentRun.Run(Assignment, AssignmentRun.Inputs([inputs]), folder.File("decisions.parquet"), folder.File("rejects.csv"), stop: TestContext.Current.CancellationToken).Assigned.ShouldBe(2);

        File.ReadAllLines(folder.File("rejects.csv"))[1].ShouldStartWith("b.parquet,3,2,activity_date,bad,");
        File.ReadAllText(folder.File("manifest.json")).ShouldContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(inputs, "b.parquet")))));
    }

    [Fact]
    public void Rejects_are_csv() =>
        Should.Throw<RefusedException>(() => AssignmentRun.Run(Assignment, "activity.csv", folder.File("decisions.csv"), folder.File("rejects.parquet")))
            .Findings.ShouldHaveSingleItem().Code.ShouldBe("rejects-are-csv");

    [Fact]
    public void Decisions_in_parquet_are_compared_and_summed_up_as_those_in_csv()
    {
        var csv = folder.File("activity.csv");
        File.WriteAllText(csv, "record_id,cds_type,activity_date,ward\n1,020,2025-06-30,x\n2,020,2025-05-31,y\n");
        var parquet = Duck.Write(folder.File("activity.parquet"), "SELECT 1 AS record_id, '020' AS cds_type, DATE '2025-06-30' AS activity_date, 'x' AS ward UNION ALL SELECT 2, '020', DATE '2025-05-31', 'y'");
        Ran(Assignment, csv);
        RanIntoParquet(Assignment, parquet);

        ComparisonRun.Run(folder.File("decisions.csv"), folder.File("decisions.parquet"), null, TestContext.Current.CancellationToken).Comparison.FoundNothing.ShouldBeTrue();
        SummaryRun.Rows(SummaryRun.Run(folder.File("decisions.parquet"), ["ward", "month"], parquet, null, TestContext.Current.CancellationToken), null).Select(r => string.Join(' ', r.Values.Append(r.Records)))
            .ShouldBe(SummaryRun.Rows(SummaryRun.Run(folder.File("decisions.csv"), ["ward", "month"], csv, null, TestContext.Current.CancellationToken), null).Select(r => string.Join(' ', r.Values.Append(r.Records))));
    }

    /// <summary>The heading and the first whole records of a CSV file that have no line end within.</summary>
    private static string[][] Records(string path, int most)
    {
        using var csv = CsvSource.Open(path, hasHeader: true);
        List<string[]> records = [[.. csv.Headers]];
        while (records.Count <= most && csv.Read())
            if (csv.FieldCount == csv.Headers.Count && Enumerable.Range(0, csv.FieldCount).Select(csv.Text).ToArray() is var record && !record.Any(c => c.Contains('\n', StringComparison.Ordinal)))
                records.Add(record);
        return [.. records];
    }

    private string OneRecord(string column, string value)
    {
        var columns = new Dictionary<string, string> { ["record_id"] = "'1'", ["cds_type"] = "'020'", ["activity_date"] = "'2025-06-30'", [column] = value };
        return Duck.Write(folder.File("activity.parquet"), $"SELECT {string.Join(", ", columns.Select(c => $"{c.Value} AS {c.Key}"))}");
    }

    /// <summary>The decisions and rejects of a run, as one text.</summary>
    private string Ran(Assignment assignment, string input)
    {
        AssignmentRun.Run(assignment, input, folder.File("decisions.csv"), folder.File("rejects.csv"));
        return File.ReadAllText(folder.File("decisions.csv")) + File.ReadAllText(folder.File("rejects.csv"));
    }

    private string RanIntoParquet(Assignment assignment, string input)
    {
        AssignmentRun.Run(assignment, input, folder.File("decisions.parquet"), folder.File("rejects.csv"));
        return Duck.AsCsv(folder.File("decisions.parquet")) + File.ReadAllText(folder.File("rejects.csv"));
    }

    private Finding Refused(string input) =>
        Should.Throw<RefusedException>(() => Ran(Assignment, input)).Findings.ShouldHaveSingleItem();

    private Finding RefusedIntoParquet(string input)
    {
        Duck.Need();
        return Should.Throw<RefusedException>(() => RanIntoParquet(Assignment, input)).Findings.ShouldHaveSingleItem();
    }
}
