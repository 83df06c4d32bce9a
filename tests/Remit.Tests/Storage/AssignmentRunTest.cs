using System.Text;
using System.Text.Json;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Responsibility;
using Remit.Tests.Responsibility;

namespace Remit.Tests.Storage;

public sealed class AssignmentRunTest : IDisposable
{
    private const string Header = "record_id,cds_type,activity_date,provider_code,practice_code,postcode,overseas_category\n";
    private const string Good = Header + "1,020,2025-06-30,RAA,A81001,AA1 1AA,A\n2,011,2025-06-30,RAA,A81001,AA1 1AA,A\n3,020,2023-01-01,RAA,A81001,AA1 1AA,A\n";

    private static readonly Assignment Assignment = Load();

    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Spoilt => [.. Damage.OfAnyTable.Select(d => d.Name)];

    public static TheoryData<string> SpoiltGzip => [.. Damage.OfGzip.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_spoilt_file_is_refused_with_one_finding_little_memory_and_nothing_changed(string damage) =>
        IsRefused(Damage.OfAnyTable.Single(d => d.Name == damage), "activity.csv");

    [Theory]
    [MemberData(nameof(SpoiltGzip))]
    public void A_spoilt_gzip_file_is_refused_with_one_finding_little_memory_and_nothing_changed(string damage) =>
        IsRefused(Damage.OfGzip.Single(d => d.Name == damage), "activity.csv.gz");

    [Theory]
    [InlineData("record_id")]
    [InlineData("cds_type")]
    public void A_file_without_a_column_it_needs_is_refused_saying_which(string column)
    {
        var finding = Refused(Good.Replace(column, "other", StringComparison.Ordinal));

        (finding.Code, finding.Place).ShouldBe(("unknown-layout", new Place("activity.csv", 1)));
        finding.Found.ShouldContain($"columns without {column}; of those that Remit knows: ");
    }

    [Fact]
    public void A_file_without_a_header_is_refused_without_repeating_the_patient_in_its_first_line()
    {
        var finding = Refused("9434765919,LS1 4AP,1950-01-02,A81001,SMITH,JOHN\n9434765870,LS1 4AP,1950-01-02,A81001,SMITH,JANE\n");
        finding.ToString().ShouldNotContain("SMITH");
        finding.ToString().ShouldNotContain("9434765919");

        Refused("9434765919,LS1 4AP,LS1 4AP\n").ToString().ShouldNotContain("LS1");
    }

    [Fact]
    public void A_file_cut_in_mid_line_is_told_though_its_whole_records_are_decided()
    {
        Told(RunOn(Good, "whole")).ShouldBeEmpty();
        Told(RunOn(Good.TrimEnd('\n'), "unended")).ShouldBeEmpty();

        var cut = RunOn(Good + "4,020,2025-0", "cut");
        Told(cut).ShouldBe(["cut-short"]);
        (cut.Counts.Assigned, cut.Counts.Rejected).ShouldBe((2, 2));
    }

    [Fact]
    public void A_file_without_a_column_that_most_decisions_need_is_told_once()
    {
        RunOn(Good).Counts.Findings.ShouldHaveSingleItem().Found.ShouldBe("no column administrative_category, source_of_admission, treatment_function, service_code");
        RunOn(Good.Replace("practice_code", "practice_cod", StringComparison.Ordinal)).Counts.Findings[0].Found.ShouldContain("practice_code");
    }

    [Theory]
    [InlineData("", "no-records")]
    [InlineData("1,020,2023-01-01,RAA,A81001,AA1 1AA,A\n", "nothing-assigned")]
    public void A_run_that_decides_nothing_says_so(string records, string code) =>
        Told(RunOn(Header + records)).ShouldBe([code]);

    private static IEnumerable<string> Told(Ran run) => run.Counts.Findings.Select(f => f.Code).Except(["absent-columns"]);

    [Fact]
    public void The_manifest_of_other_outputs_in_the_folder_is_kept()
    {
        var input = Write("activity.csv", Good);
        AssignmentRun.Run(Assignment, input, folder.File("first.csv"), folder.File("first-rejects.csv"), stop: TestContext.Current.CancellationToken);
        var first = File.ReadAllText(folder.File("manifest.json"));
        AssignmentRun.Run(Assignment, input, folder.File("second.csv"), folder.File("second-rejects.csv"), stop: TestContext.Current.CancellationToken);

        File.ReadAllText(folder.File("first.csv.manifest.json")).ShouldBe(first);
        File.ReadAllText(folder.File("manifest.json")).ShouldContain("second.csv");
    }

    [Fact]
    public void A_device_is_not_written_over() =>
        Should.Throw<RefusedException>(() => AssignmentRun.Run(Assignment, Write("activity.csv", Good), "/dev/full", folder.File("rejects.csv")))
            .Findings.ShouldHaveSingleItem().Code.ShouldBe("not-a-file");

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Should.Throw<RefusedException>(() => Run(folder.File("none.csv"))).Findings.Single().Code.ShouldBe("no-such-file");

    [Fact]
    public void A_record_cut_off_at_the_end_of_the_file_is_rejected_by_its_line()
    {
        var run = RunOn(Good + "4,020,2025-0");

        run.Rejects.ShouldContain(r => r.StartsWith("5,4,,3 cells,7 cells", StringComparison.Ordinal));
        (run.Counts.Read, run.Counts.Assigned, run.Counts.Rejected).ShouldBe((4, 2, 2));
    }

    [Fact]
    public void A_record_of_the_wrong_length_claims_no_id_and_one_rejected_later_does()
    {
        var run = RunOn(Header + "1,020\n1,020,2025-06-30,RAA,A81001,AA1 1AA,A\n2,999,2025-06-30,RAA,A81001,AA1 1AA,A\n2,020,2025-06-30,RAA,A81001,AA1 1AA,A\n");

        run.Rejects.Skip(1).Select(r => string.Join(',', r.Split(',').Take(4))).ShouldBe(["2,1,,2 cells", "4,2,cds_type,999", "5,2,record_id,2"]);
        run.Decisions.Length.ShouldBe(2);
    }

    [Fact]
    public void What_is_read_is_what_is_assigned_and_what_is_rejected_and_every_count_adds_up()
    {
        var counts = RunOn(Good).Counts;

        counts.Read.ShouldBe(counts.Assigned + counts.Rejected);
        counts.ByOutcome.Values.Sum().ShouldBe(counts.Assigned);
        counts.ByRulebook.Values.Sum().ShouldBe(counts.Assigned);
        counts.ByRejectedColumn.Values.Sum().ShouldBe(counts.Rejected);
    }

    [Fact]
    public void The_same_file_twice_gives_the_same_bytes()
    {
        var (first, second) = (RunOn(Good, "one"), RunOn(Good, "two"));

        second.Bytes.ShouldBe(first.Bytes);
    }

    [Fact]
    public void The_manifest_tells_what_was_read_and_holds_no_path_and_no_time_of_day()
    {
        var manifest = RunOn(Good).Bytes["manifest.json"];
        var json = JsonDocument.Parse(manifest).RootElement;

        manifest.ShouldNotContain(folder.Path);
        manifest.ShouldNotContain("/");
        manifest.ShouldNotMatch(@"\d\d:\d\d");
        json.GetProperty("input").GetProperty("file").GetString().ShouldBe("activity.csv");
        json.GetProperty("input").GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Good))));
        json.GetProperty("counts").GetProperty("read").GetInt64().ShouldBe(3);
        json.GetProperty("reference").GetProperty("sources").GetArrayLength().ShouldBe(6);
    }

    [Fact]
    public void Line_ends_of_either_kind_and_a_byte_order_mark_give_the_same_decisions_and_rejects()
    {
        var plain = RunOn(Good, "plain");

        foreach (var (name, text) in new[] { ("crlf", Good.Replace("\n", "\r\n", StringComparison.Ordinal)), ("bom", "\uFEFF" + Good), ("no-last-end", Good.TrimEnd('\n')), ("empty-lines", Good.Replace("\n", "\n\n", StringComparison.Ordinal)) })
        {
            var other = RunOn(text, name);
            other.Bytes["decisions.csv"].ShouldBe(plain.Bytes["decisions.csv"], name);
            if (name != "empty-lines")
                other.Bytes["rejects.csv"].ShouldBe(plain.Bytes["rejects.csv"], name);
        }
    }

    [Fact]
    public void Gzip_gives_what_the_plain_file_gives()
    {
        var plain = RunOn(Good, "plain");
        var packed = folder.File("activity.csv.gz");
        File.WriteAllBytes(packed, Damage.Packed(Encoding.UTF8.GetBytes(Good)));

        var run = Run(packed, "packed");

        run.Bytes["decisions.csv"].ShouldBe(plain.Bytes["decisions.csv"]);
        run.Bytes["rejects.csv"].ShouldBe(plain.Bytes["rejects.csv"]);
    }

    [Fact]
    public void Two_gzip_files_joined_are_read_as_one()
    {
        var packed = folder.File("joined.csv.gz");
        File.WriteAllBytes(packed, [.. Damage.Packed(Encoding.UTF8.GetBytes(Good)), .. Damage.Packed("9,020,2025-06-30,RAA,A81001,AA1 1AA,A\n"u8.ToArray())]);

        Run(packed).Counts.Read.ShouldBe(4);
    }

    [Fact]
    public void A_header_alone_gives_files_of_a_header_alone()
    {
        var run = RunOn(Header);

        run.Bytes["decisions.csv"].ShouldBe("record_id,outcome,commissioner,service_category,method,path,flags\n");
        run.Bytes["rejects.csv"].ShouldBe("line,record_id,column,found,wanted\n");
        run.Counts.Read.ShouldBe(0);
    }

    [Fact]
    public void Unknown_columns_come_back_after_the_decision_untouched()
    {
        const string awkward = "\"he said \"\"no\"\", twice\nand, again\"";
        var run = RunOn($"Colour,record_id,cds_type,\" spaced \",activity_date\n{awkward},1,020,\"  two  \",2025-06-30\n,2,020,é,2025-06-30\n");

        run.Bytes["decisions.csv"].ShouldStartWith("record_id,outcome,commissioner,service_category,method,path,flags,Colour,spaced\n");
        var decisions = run.Bytes["decisions.csv"];
        decisions.ShouldContain($",{awkward},");
        decisions.ShouldContain("  two  ");
        decisions.ShouldEndWith(",,é\n");
    }

    [Fact]
    public void Columns_may_stand_in_any_order_and_in_any_case()
    {
        var plain = RunOn("record_id,cds_type,activity_date,postcode\n1,020,2025-06-30,AA1 1AA\n", "plain");
        var turned = RunOn("POSTCODE,Activity_Date,CDS_TYPE,Record_Id\nAA1 1AA,2025-06-30,020,1\n", "turned");

        turned.Bytes["decisions.csv"].ShouldBe(plain.Bytes["decisions.csv"]);
    }

    [Fact]
    public void Line_numbers_count_the_line_breaks_within_quotes()
    {
        var run = RunOn("record_id,cds_type,activity_date,note\n1,020,2025-06-30,\"a\nb\r\nc\"\n2,020,bad,\"d\ne\"\n3,020,bad,x\n");

        run.Rejects.Skip(1).Select(r => r.Split(',')[0]).ShouldBe(["5", "7"]);
    }

    [Fact]
    public void The_record_id_is_given_back_as_it_was_found()
    {
        var run = RunOn("record_id,cds_type,activity_date\n\" a,1 \",020,2025-06-30\n\" b\n2\",020,bad\n");

        run.Decisions[1].ShouldStartWith("\" a,1 \",");
        run.Bytes["rejects.csv"].ShouldContain("3,\" b\n2\",activity_date,bad,");
    }

    [Fact]
    public void Stopping_leaves_nothing_and_what_was_there_before()
    {
        var input = Write("activity.csv", Header + string.Concat(Enumerable.Range(0, 40_000).Select(n => $"{n},020,2025-06-30,RAA,A81001,AA1 1AA,A\n")));
        var previous = Previous();
        using var stop = new CancellationTokenSource();

        Should.Throw<OperationCanceledException>(() =>
            AssignmentRun.Run(Assignment, input, folder.File("decisions.csv"), folder.File("rejects.csv"), (_, _) => stop.Cancel(), stop.Token));

        Unchanged(previous);
    }

    [Fact]
    public void A_run_stopped_before_it_begins_leaves_nothing_either()
    {
        var input = Write("activity.csv", Good);
        var previous = Previous();

        Should.Throw<OperationCanceledException>(() =>
            AssignmentRun.Run(Assignment, input, folder.File("decisions.csv"), folder.File("rejects.csv"), null, new CancellationToken(canceled: true)));

        Unchanged(previous);
    }

    [Theory]
    [InlineData("activity.csv", "activity.csv", "rejects.csv")]
    [InlineData("activity.csv", "decisions.csv", "activity.csv")]
    [InlineData("activity.csv", "decisions.csv", "decisions.csv")]
    [InlineData("activity.csv", "manifest.json", "rejects.csv")]
    [InlineData("manifest.json", "decisions.csv", "rejects.csv")]
    [InlineData("activity.csv", "sub/../activity.csv", "rejects.csv")]
    public void One_name_for_two_files_is_refused_and_the_input_is_left_alone(string input, string output, string rejects)
    {
        var path = Write(input, Good);

        Should.Throw<RefusedException>(() => AssignmentRun.Run(Assignment, path, folder.File(output), folder.File(rejects)))
            .Findings.Single().Code.ShouldBe("same-file");

        File.ReadAllText(path).ShouldBe(Good);
        Directory.GetFiles(folder.Path).ShouldBe([path]);
    }

    [Fact]
    public void Where_one_output_cannot_be_written_none_is()
    {
        var input = Write("activity.csv", Good);
        Directory.CreateDirectory(folder.File("rejects.csv"));

        Should.Throw<RefusedException>(() => AssignmentRun.Run(Assignment, input, folder.File("decisions.csv"), folder.File("rejects.csv")));

        Directory.GetFiles(folder.Path).ShouldBe([input]);
    }

    [Fact]
    public void A_row_and_its_explanation_read_the_same_file_in_the_same_way()
    {
        using var activity = ActivityFile.Open(Write("activity.csv", Good), Assignment);
        activity.Read().ShouldBeTrue();
        (activity.RecordId, activity.Reject, activity.Rulebook!.Name, activity.Record[Item.Postcode]).ShouldBe(("1", null, "cam-2025-26", "AA11AA"));
        activity.Read().ShouldBeTrue();
        activity.Read().ShouldBeTrue();
        (activity.Rulebook, activity.Reject!.Line).ShouldBe((null, 4));
        activity.Read().ShouldBeFalse();
    }

    private sealed record Ran(RunCounts Counts, SortedDictionary<string, string> Bytes)
    {
        public string[] Decisions => Bytes["decisions.csv"].TrimEnd('\n').Split('\n');
        public string[] Rejects => Bytes["rejects.csv"].TrimEnd('\n').Split('\n');
    }

    private static Assignment Load()
    {
        using var reference = Where.NewFolder();
        return new Assignment(ReferenceFolder.Load(SmallWorld.WriteTo(reference.Path)), Rulebooks.All());
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }

    private Ran RunOn(string text, string into = "out") => Run(Write("activity.csv", text), into);

    private Ran Run(string input, string into = "out")
    {
        var output = folder.File(into);
        var counts = AssignmentRun.Run(Assignment, input, Path.Combine(output, "decisions.csv"), Path.Combine(output, "rejects.csv"));
        var bytes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(output))
            bytes[Path.GetFileName(file)] = File.ReadAllText(file);
        bytes.Keys.ShouldBe(["decisions.csv", "manifest.json", "rejects.csv"]);
        return new Ran(counts, bytes);
    }

    private Finding Refused(string text) => Should.Throw<RefusedException>(() => RunOn(text)).Findings.ShouldHaveSingleItem();

    /// <summary>Puts files where a run's would go, as of an earlier run.</summary>
    [Fact]
    public void A_manifest_that_Remit_did_not_write_is_told_of_before_anything_is_read()
    {
        Write("manifest.json", "somebody else's");

        Should.Throw<RefusedException>(() => AssignmentRun.Run(Assignment, folder.File("no-such.csv"), folder.File("decisions.csv"), folder.File("rejects.csv")))
            .Findings.ShouldHaveSingleItem().Code.ShouldBe("not-our-manifest");
        File.ReadAllText(folder.File("manifest.json")).ShouldBe("somebody else's");
    }

    private IReadOnlyList<string> Previous()
    {
        foreach (var name in (string[])["decisions.csv", "rejects.csv", "manifest.json"])
            Write(name, "{}");
        return [.. Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)];
    }

    private void Unchanged(IReadOnlyList<string> previous)
    {
        Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal).ShouldBe(previous);
        foreach (var name in (string[])["decisions.csv", "rejects.csv", "manifest.json"])
            File.ReadAllText(folder.File(name)).ShouldBe("{}");
    }

    private void IsRefused(Damage damage, string name)
    {
        File.WriteAllBytes(folder.File(name), damage.Spoil(Good));
        var previous = Previous();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var finding = Should.Throw<RefusedException>(() => AssignmentRun.Run(Assignment, folder.File(name), folder.File("decisions.csv"), folder.File("rejects.csv")))
            .Findings.ShouldHaveSingleItem();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Damage.MostAllocated);
        (finding.Code, finding.Consequence, finding.Place.File).ShouldBe((damage.Code, Consequence.FileRefused, name));
        finding.Wanted.ShouldNotBeNullOrWhiteSpace();
        Unchanged(previous);
    }
}
