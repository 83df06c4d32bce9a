using System.Text.Json;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Responsibility;

public sealed class AssignJourney : IDisposable
{
    public static readonly string World = Path.Combine(Where.Root, "specs", "responsibility", "worlds", "world");

    public const string Month = """
        record_id,cds_type,activity_date,start_date,discharge_date,provider_code,practice_code,postcode,overseas_category,service_code,ward
        1,020,2025-06-30,,,RRV,A81001,LS16 2HE,A,,Seven
        2,011,2025-06-30,,,RRV,A81001,LS16 2HE,A,,
        3,130,,2025-03-30,2025-04-02,RRV,V81999,ZZ99 3VZ,,,"Nine, north"
        4,020,2024-05-01,,,RJ1,A81002,HU26 7WZ,F,,
        5,020,2023-01-01,,,RRV,A81001,LS16 2HE,A,,
        5,020,2025-06-30,,,RRV,A81001,LS16 2HE,A,,
        6,020,2025-06-30
        7,020,2025-06-30,,,XXX,Z99999,LS16 2HE,A,NCBPS99Z,

        """;

    private readonly TemporaryFolder folder = Where.NewFolder();

    public AssignJourney() => File.WriteAllText(Activity, Month);

    private string Activity => folder.File("may.csv");

    private string Out => folder.File("decisions.csv");

    public void Dispose() => folder.Dispose();

    private Task<Answered> Assign(params string[] more) => Verb.Run(["assign", Activity, "--out", Out, "--reference", World, .. more]);

    [Fact]
    public async Task A_person_is_told_what_was_decided_what_was_not_and_where_it_went()
    {
        var answer = (await Assign()).Ends(ExitCode.Done);

        Snapshot.Matches(answer.Said.Replace(folder.Path, "…", StringComparison.Ordinal) + "\n" + await File.ReadAllTextAsync(Out, TestContext.Current.CancellationToken)
            + "\n" + await File.ReadAllTextAsync(folder.File("decisions-rejects.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_run_finds_its_tables_ready_and_writes_the_same_bytes()
    {
        async Task<string> Written()
        {
            (await Assign()).Ends(ExitCode.Done);
            return string.Concat(Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        }

        (await Written()).ShouldBe(await Written());
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "cache", "remit"), "*.snapshot").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_program_is_told_the_same_as_JSON_and_nothing_else()
    {
        var answer = (await Assign("--json")).Ends(ExitCode.Done);

        var counts = answer.Json.GetProperty("counts");
        counts.GetProperty("read").GetInt64().ShouldBe(8);
        counts.GetProperty("read").GetInt64().ShouldBe(counts.GetProperty("assigned").GetInt64() + counts.GetProperty("rejected").GetInt64());
        File.Exists(answer.Json.GetProperty("manifest").GetString()).ShouldBeTrue();
        File.Exists(answer.Json.GetProperty("decisions").GetString()).ShouldBeTrue();
        File.Exists(answer.Json.GetProperty("rejects").GetString()).ShouldBeTrue();
        answer.Noted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_doubtful_point_is_told_in_the_reading_that_was_asked_for() =>
        (await Assign("--reading", "K4=resident", "K2=red-only")).Ends(ExitCode.Done).Said
            .ShouldContain("Box C-0a, lines neither retained nor delegated: Only a retained (red) line goes to NHS England's contract test.");

    [Fact]
    public async Task A_folder_of_files_is_one_run_and_compressed_outputs_go_by_their_names()
    {
        await File.WriteAllTextAsync(folder.File("april.csv"), Month, TestContext.Current.CancellationToken);
        var (packed, rejects) = (folder.File("out/all.csv.gz"), folder.File("out/all-rejects.csv.gz"));

        (await Verb.Run("assign", folder.Path, "--out", packed, "--reference", World)).Ends(ExitCode.Done);

        Unpacked(packed).Length.ShouldBe(2 * (Month.TrimEnd('\n').Split('\n').Length - 1) + 1 - 2 * 3);
        Unpacked(rejects).Select(r => r.Split(',')[0]).ShouldBe(["file", .. Enumerable.Repeat("april.csv", 3), .. Enumerable.Repeat("may.csv", 3)]);
    }

    private static string[] Unpacked(string path)
    {
        using var stream = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        return new StreamReader(stream).ReadToEnd().TrimEnd('\n').Split('\n');
    }

    [Fact]
    public async Task The_rejects_go_where_they_are_asked_to()
    {
        (await Assign("--rejects", folder.File("no.csv"))).Ends(ExitCode.Done);

        (await File.ReadAllLinesAsync(folder.File("no.csv"), TestContext.Current.CancellationToken)).Length.ShouldBe(4);
    }

    [Fact]
    public async Task A_day_a_rulebook_and_readings_can_be_said_and_the_manifest_keeps_them()
    {
        (await Assign("--as-on", "2025-04-01", "--rulebook", "CAM-2024-25", "--reading", "K3=40", "K12=bf1-bf2")).Ends(ExitCode.Done);

        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken)).RootElement;
        manifest.GetProperty("asOn").GetString().ShouldBe("2025-04-01");
        manifest.GetProperty("rulebooks").EnumerateArray().Select(r => r.GetString()).ShouldBe(["cam-2024-25"]);
        manifest.GetProperty("readings").EnumerateArray().Select(r => r.GetString()).ShouldBe(["K3=40", "K12=bf1-bf2"]);
    }

    [Theory]
    [InlineData("--rejects")]
    [InlineData("--out", "twice.csv")]
    [InlineData("--as-on", "30/06/2025")]
    [InlineData("--colour", "red")]
    public async Task A_command_that_is_not_understood_changes_nothing(params string[] wrong)
    {
        (await Assign(wrong)).Ends(ExitCode.Usage).Noted.ShouldContain("--help");

        Directory.GetFiles(folder.Path).ShouldBe([Activity]);
    }

    [Fact]
    public async Task Without_a_file_to_write_it_says_which_option_is_wanted() =>
        (await Verb.Run("assign", Activity, "--reference", World)).Ends(ExitCode.Usage).Noted.ShouldContain("--out");

    [Theory]
    [InlineData("--rulebook", "cam-1999", "There is no rulebook 'cam-1999'. There are: cam-2025-26, cam-2024-25, ccg.")]
    [InlineData("--reading", "K3=41", "K3 (Box E, source of admission) can be read as: 40-or-39, 40, 39.")]
    [InlineData("--reading", "K77", "'K77' is not a doubtful point: K1 to K14.")]
    public async Task A_rulebook_or_reading_that_is_not_there_is_answered_with_those_that_are(string option, string value, string said)
    {
        (await Assign(option, value)).Ends(ExitCode.NotFound).Noted.Trim().ShouldBe(said);

        Directory.GetFiles(folder.Path).ShouldBe([Activity]);
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("a,b\n1,2\n", "unknown-layout")]
    [InlineData("record_id,cds_type,cds_type\n", "repeated-column")]
    [InlineData("record_id,cds_type\n1,\"020\n", "cut-short")]
    [InlineData("record_id,cds_type\n1,\0\n", "binary")]
    public async Task A_file_that_cannot_be_used_is_refused_with_its_name_and_the_reason(string text, string code)
    {
        await File.WriteAllTextAsync(Activity, text, TestContext.Current.CancellationToken);

        var noted = (await Assign()).Ends(ExitCode.Refused).Noted;

        noted.ShouldStartWith("may.csv");
        noted.ShouldContain($": {code}: found ");
        Directory.GetFiles(folder.Path).ShouldBe([Activity]);
    }

    [Fact]
    public async Task Files_and_folders_that_are_not_there_are_refused_by_name()
    {
        (await Verb.Run("assign", folder.File("none.csv"), "--out", Out, "--reference", World)).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-file");
        (await Verb.Run("assign", Activity, "--out", Out, "--reference", folder.File("none"))).Ends(ExitCode.Refused).Noted.ShouldContain("no-such-folder");
        (await Verb.Run("assign", Activity, "--out", Out, "--reference", folder.Path)).Ends(ExitCode.Refused).Noted.ShouldContain("missing-table");
        (await Verb.Run("assign", Directory.CreateDirectory(folder.File("nothing")).FullName, "--out", Out, "--reference", World)).Ends(ExitCode.Refused).Noted.ShouldContain("empty-folder");
        (await Verb.Run("assign", Activity, "--out", folder.Path, "--reference", World)).Ends(ExitCode.Refused);
        (await Verb.Run("assign", Activity, "--out", Activity, "--reference", World)).Ends(ExitCode.Refused).Noted.ShouldContain("same-file");

        Directory.GetFiles(folder.Path).ShouldBe([Activity]);
        (await File.ReadAllTextAsync(Activity, TestContext.Current.CancellationToken)).ShouldBe(Month);
    }

    [Fact]
    public async Task Rows_of_the_reference_tables_that_were_left_out_are_told_and_the_work_is_done()
    {
        var reference = Directory.CreateDirectory(folder.File("reference")).FullName;
        foreach (var table in Directory.GetFiles(World))
            File.Copy(table, Path.Combine(reference, Path.GetFileName(table)));
        await File.AppendAllTextAsync(Path.Combine(reference, "providers.csv"), "CUT", TestContext.Current.CancellationToken);

        var answer = (await Verb.Run("assign", Activity, "--out", Out, "--reference", reference)).Ends(ExitCode.Done);

        answer.Noted.ShouldContain("wrong-cell-count");
    }
}
