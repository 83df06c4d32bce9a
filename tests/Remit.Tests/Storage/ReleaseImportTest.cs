using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Remit.Register;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;
using Remit.Time;

namespace Remit.Tests.Storage;

public sealed class ReleaseImportTest : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = Where.NewFolder();

    private Workspace Workspace => new(folder.File("workspace"));

    public static TheoryData<string> Kinds => [.. OfficialFiles.All.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void Each_kind_is_recognised_by_its_content_whatever_it_is_called(string kind)
    {
        var outcome = Import(Write("some file.csv", OfficialFiles.All[kind].Content));

        // Nothing says the edition, which matters for some kinds.
        outcome.Findings.ShouldAllBe(f => f.Code == "edition-assumed");
        outcome.Verdict.ShouldBe(ImportVerdict.Activated);
        outcome.Kind.ShouldBe(kind);
        outcome.Release!.Rows.ShouldBe(200);
        Workspace.Releases.ShouldHaveSingleItem().Sha256.ShouldBe(outcome.Release.Sha256);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_bytes_again_change_nothing(string kind)
    {
        var path = Write(OfficialFiles.All[kind].Name, OfficialFiles.All[kind].Content);
        Import(path);
        var before = Contents();

        var again = Import(Write("under another name.csv", OfficialFiles.All[kind].Content));

        again.Verdict.ShouldBe(ImportVerdict.AlreadyHeld);
        Contents().ShouldBe(before);
    }

    [Theory]
    [InlineData("epcmem", true)]
    [InlineData("epraccur", true)]
    [InlineData("eccg", true)]
    [InlineData("etr", false)]
    public void An_edition_that_is_only_assumed_is_said_where_it_matters(string kind, bool said)
    {
        var outcome = Import(Write("undated.csv", OfficialFiles.All[kind].Content));

        outcome.Verdict.ShouldBe(ImportVerdict.Activated);
        outcome.Findings.Any(f => f.Code == "edition-assumed" && f.Wanted.EndsWith($"./remit import correct {outcome.Release!.Sha256[..12]} --edition YYYY-MM-DD", StringComparison.Ordinal)).ShouldBe(said);
    }

    [Fact]
    public void Bytes_that_are_held_as_something_else_than_is_now_said_are_refused_with_the_way_to_correct_them()
    {
        var path = Write("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content);
        var held = Import(path).Release!;
        var before = Contents();
        var otherwise = new ReleaseImport(Workspace, NationalFacts.None, Now.AddDays(2), Now.AddDays(-1));

        otherwise.Import(path, Layouts.Etr, new DateOnly(2020, 1, 1)).Findings.Select(f => $"{f.Code}: {f.Found}").ShouldBe(
        [
            "already-held-otherwise: etr, but held as epcmem",
            "already-held-otherwise: --edition 2020-01-01, but held with edition 2019-08-30",
            "already-held-otherwise: --learned 2026-11-21, but held as learned 2026-11-22",
        ]);
        otherwise.Import(path, Layouts.Etr, new DateOnly(2020, 1, 1)).Verdict.ShouldBe(ImportVerdict.Refused);
        otherwise.Import(path).Findings.ShouldHaveSingleItem().Wanted.ShouldBe($"the same day, or a correction: ./remit import correct {held.Sha256[..12]} --learned 2026-11-21");
        new ReleaseImport(Workspace, NationalFacts.None, Now.AddDays(2), Now).Import(path, Layouts.Epcmem, held.Edition).Verdict.ShouldBe(ImportVerdict.AlreadyHeld);
        Contents().ShouldBe(before);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_cut_in_mid_line_is_refused(string kind) =>
        Refused(kind, Encoding.UTF8.GetBytes(OfficialFiles.All[kind].Content[..^30]));

    // A service makes the postcodes file without a last line end, so there a cut in the last cell cannot be told.
    public static TheoryData<string> KindsThatEndTheirLastLine => [.. OfficialFiles.All.Keys.Where(kind => Layouts.Named(kind)!.EndsItsLastLine)];

    public static TheoryData<string> KindsWithAHeader => [.. OfficialFiles.All.Keys.Where(kind => Layouts.Named(kind)!.HasHeader)];

    [Theory, MemberData(nameof(KindsThatEndTheirLastLine))]
    public void Wherever_a_line_is_cut_the_file_is_refused_and_the_workspace_is_as_it_was(string kind)
    {
        var content = Encoding.UTF8.GetBytes(OfficialFiles.All[kind].Content);
        Import(Write("sound.csv", OfficialFiles.All["epcmem"].Content.Replace("00C", "00X", StringComparison.Ordinal)));
        var before = Contents();

        Prop.ForAll(Gen.Choose(1, content.Length - 1).Where(at => content[at - 1] != '\n').ToArbitrary(), at =>
            Import(Write(OfficialFiles.All[kind].Name, content[..at]), kind).Verdict == ImportVerdict.Refused && Contents() == before).QuickCheckThrowOnFailure();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_with_a_column_missing_is_refused(string kind) =>
        Refused(kind, Encoding.UTF8.GetBytes(WithoutColumn(OfficialFiles.All[kind].Content, kind switch { "small-areas" => 1, "onspd" => 4, "detention_sites" => 1, _ => 0 })));

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_in_UTF_16_is_refused(string kind) =>
        Refused(kind, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(OfficialFiles.All[kind].Content)], "wrong-encoding");

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_in_Latin_1_is_refused(string kind)
    {
        // The ONS itself published the names of April 2013 so: those are read, with a note.
        var bytes = Encoding.Latin1.GetBytes(Accented(kind));
        if (kind == "ons-names")
            Import(Write("CCG21.csv", bytes), kind).Findings.ShouldHaveSingleItem().Code.ShouldBe("windows-1252");
        else
            Refused(kind, bytes, "wrong-encoding");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Binary_rubbish_is_refused(string kind)
    {
        var rubbish = new byte[10_000];
        new Random(1).NextBytes(rubbish);
        Refused(kind, rubbish);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void An_empty_file_is_refused(string kind) => Refused(kind, [], "empty-file");

    [Theory, MemberData(nameof(KindsWithAHeader))]
    public void A_file_with_a_header_and_nothing_else_is_refused(string kind) =>
        Refused(kind, Encoding.UTF8.GetBytes(OfficialFiles.All[kind].Content.Split('\n')[0] + "\n"), "no-rows");

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_of_ten_million_columns_is_refused(string kind) =>
        Refused(kind, Encoding.UTF8.GetBytes(new string(',', 10_000_000) + "\n"));

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_of_another_kind_is_refused_with_what_was_wanted(string kind)
    {
        var other = kind == "epcmem" ? "etr" : "epcmem";
        Refused(kind, Encoding.UTF8.GetBytes(OfficialFiles.All[other].Content));
    }

    [Fact]
    public void A_compressed_file_is_kept_as_it_came_and_read_all_the_same()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(OfficialFiles.All["epcmem"].Content));
        var bytes = packed.ToArray();

        Import(Write("epcmem_20190830.csv.gz", bytes)).Release!.Rows.ShouldBe(200);
        File.ReadAllBytes(Workspace.ContentOf(Workspace.Releases[0])).ShouldBe(bytes);
        Workspace.Read(Workspace.Releases[0], Layouts.Epcmem).Count().ShouldBe(200);
        Import(Write("epcmem_20190831.csv.gz", bytes[..^200])).Verdict.ShouldBe(ImportVerdict.Refused);
    }

    [Fact]
    public void One_bad_row_in_two_hundred_is_left_out_and_said()
    {
        var content = OfficialFiles.All["epcmem"].Content.Replace("\"A80007\",\"00D\",\"W\",\"20130401\"", "\"A80007\",\"00D\",\"W\",\"20130431\"", StringComparison.Ordinal);

        var outcome = Import(Write("epcmem_20190830.csv", content));

        outcome.Verdict.ShouldBe(ImportVerdict.Activated);
        outcome.Release!.LeftOut.ShouldBe(1);
        outcome.Findings.ShouldHaveSingleItem().ToString().ShouldBe("epcmem_20190830.csv:7 [joined]: bad-date: found '20130431', wanted a real day as 20130401");
    }

    [Fact]
    public void More_than_one_bad_row_in_a_hundred_refuses_the_file()
    {
        var content = OfficialFiles.All["epcmem"].Content.Replace("A8010", "A!010", StringComparison.Ordinal);

        Refused("epcmem", Encoding.UTF8.GetBytes(content), "too-many-left-out");
    }

    [Theory]
    [InlineData("\"A80001\",\"00D\",\"W\",\"20130401\",\"\",\"0\"", "duplicate", 1)]
    [InlineData("\"A80001\",\"00C\",\"W\",\"20150401\",\"\",\"0\"", "overlapping-spans", 1)]
    [InlineData("\"A90001\",\"00C\",\"W\",\"20150401\",\"20150331\",\"0\"", "impossible-date", 1)]
    [InlineData("\"A90001\",\"0-C\",\"W\",\"20150401\",\"\",\"0\"", "bad-code", 1)]
    [InlineData("\"A90001\",\"00C\",\"X\",\"20150401\",\"\",\"0\"", "unknown-type", 1)]
    [InlineData("\"A90001\",\"00C\",\"W\",\"20150401\"", "wrong-number-of-cells", 1)]
    public void What_is_wrong_with_a_row_is_told_apart(string row, string code, int leftOut)
    {
        var outcome = Import(Write("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content + row + "\n"));

        outcome.Release!.LeftOut.ShouldBe(leftOut);
        outcome.Findings.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("practices", 1)]
    [InlineData("providers", 1)]
    [InlineData("services", 2)]
    [InlineData("areas", 1)]
    [InlineData("detention_sites", 0)]
    public void A_plain_table_may_do_without_names_and_descriptions(string kind, int column)
    {
        var outcome = Import(Write("some table.csv", WithoutColumn(OfficialFiles.All[kind].Content, column)));

        (outcome.Verdict, outcome.Kind, outcome.Release?.LeftOut).ShouldBe((ImportVerdict.Activated, kind, 0));
    }

    [Fact]
    public void A_plain_table_has_the_same_columns_and_findings_wherever_it_is_read()
    {
        foreach (var schema in TableSchema.All)
            Layouts.Named(schema.Name).ShouldNotBeNull(schema.Name);

        var lines = OfficialFiles.All["areas"].Content.Split('\n');
        lines[7] = lines[7].Replace("2025-04-01,", "1 April 2025,", StringComparison.Ordinal);
        lines[9] = lines[9].Replace("2025-04-01,", "2025-04-01,2025-03-31", StringComparison.Ordinal);
        var path = Write("areas.csv", string.Join('\n', lines));
        List<Finding> read = [];
        ReferenceFolder.Read(path, TableSchema.Areas, "areas", read);

        var outcome = Import(path);

        outcome.Findings.Select(f => f.Code).ShouldBe(["not-a-date", "impossible-dates"]);
        outcome.Findings.ShouldBe(read);
    }

    [Fact]
    public void A_plain_table_with_a_column_twice_is_refused() =>
        Refused("areas", Encoding.UTF8.GetBytes(OfficialFiles.All["areas"].Content.Replace(",name,", ",icb,", StringComparison.Ordinal)), "repeated-column");

    [Fact]
    public void A_release_is_held_against_the_one_before_it()
    {
        Import(Write("epcmem_20180830.csv", OfficialFiles.All["epcmem"].Content));
        var next = OfficialFiles.All["epcmem"].Content.Replace("\"A80002\",\"00C\"", "\"A80002\",\"00D\"", StringComparison.Ordinal).Replace("A80200", "A80201", StringComparison.Ordinal);

        var comparison = Import(Write("epcmem_20190830.csv", next)).Comparison!;

        comparison.Before.File.ShouldBe("epcmem_20180830.csv");
        comparison.New.ShouldBe(["A80201"]);
        comparison.Gone.ShouldBe(["A80200"]);
        comparison.Moves.ShouldBe([new Move("00C", "00D", 1)]);
    }

    [Fact]
    public void A_folder_is_taken_in_by_edition_and_what_is_not_known_is_left_alone()
    {
        var source = Directory.CreateDirectory(folder.File("in")).FullName;
        File.WriteAllText(Path.Combine(source, "a_epraccur_2021_11.csv"), OfficialFiles.All["epraccur"].Content);
        File.WriteAllText(Path.Combine(source, "b_epraccur_2016_02.csv"), OfficialFiles.All["epraccur"].Content.Replace("00C", "00D", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(source, "notes.csv"), "who,what\nme,nothing\n");
        File.WriteAllText(Path.Combine(source, "README.md"), "# Read me\n");

        var outcomes = new ReleaseImport(Workspace, NationalFacts.None, Now).ImportFolder(source).ToList();

        outcomes.Select(o => (Path.GetFileName(o.File), o.Verdict)).ShouldBe(
        [
            ("b_epraccur_2016_02.csv", ImportVerdict.Activated), ("a_epraccur_2021_11.csv", ImportVerdict.Activated),
            ("README.md", ImportVerdict.LeftAlone), ("notes.csv", ImportVerdict.LeftAlone),
        ]);
        outcomes[^1].Reason.ShouldBe("not a kind Remit knows: 2 columns, none with a heading that Remit knows");
    }

    [Theory]
    [InlineData("etr_patients.csv")]
    [InlineData("extract.csv")]
    public void Not_a_word_of_a_file_that_is_not_known_is_repeated(string name)
    {
        var source = Directory.CreateDirectory(folder.File("in")).FullName;
        string[] patient = ["9434765919", "Ann Example", "1950-02-28", "LS1 4AP"];
        File.WriteAllText(Path.Combine(source, name), string.Join(',', patient) + "\n" + string.Join(',', patient) + "\n");

        List<ImportOutcome> outcomes = [.. new ReleaseImport(Workspace, NationalFacts.None, Now).ImportFolder(source)];
        outcomes.AddRange(Layouts.All.Select(kind => new ReleaseImport(Workspace, NationalFacts.None, Now).Import(Path.Combine(source, name), kind)));

        outcomes.Count(o => o.Verdict == ImportVerdict.LeftAlone).ShouldBe(1);
        outcomes.Count(o => o.Verdict == ImportVerdict.Refused).ShouldBe(Layouts.All.Count);
        var said = string.Join('\n', outcomes.SelectMany(o => o.Findings.Select(f => f.ToString()).Append(o.Reason)));
        said.ShouldContain("4 columns, none with a heading that Remit knows");
        foreach (var cell in patient)
            said.ShouldNotContain(cell);
    }

    [Fact]
    public void Of_a_file_that_is_not_known_only_headings_that_Remit_knows_are_named() =>
        Layouts.Described(["nhs_number", "Postcode", "CCG21CDH", "ctry", "Ann Example", "SMITH21NM"]).ShouldBe("6 columns, among them CCGyyCDH, ctry, postcode");

    [Theory]
    [InlineData("etr_notes.csv", "who,what\nme,nothing\n")]
    [InlineData("lsoa_names.csv", "area,spoken\nE01000001,one\n")]
    [InlineData("pcodes.csv", "a,b\n1,2\n")]
    [InlineData("nhg_members.csv", "a,b\n1,2\n")]
    public void A_file_that_merely_begins_its_name_like_an_official_one_is_left_alone_with_a_mention(string name, string content)
    {
        var source = Directory.CreateDirectory(folder.File("in")).FullName;
        File.WriteAllText(Path.Combine(source, name), content);

        var outcome = new ReleaseImport(Workspace, NationalFacts.None, Now).ImportFolder(source).ShouldHaveSingleItem();

        (outcome.Verdict, outcome.Findings.Count).ShouldBe((ImportVerdict.LeftAlone, 0));
        outcome.Reason.ShouldContain("2 columns, none with a heading that Remit knows");
    }

    [Theory]
    [InlineData("epraccur_2021_11.csv", "epraccur", "\"A\"", "\"Z\"")]
    [InlineData("etr_2022.csv", "etr", "\"20171001\"", "\"2017-10-01\"")]
    [InlineData("LSOA11_CCG21.csv", "small-areas", "LSOA11CD", "AREA")]
    [InlineData("onspd_feb_2021.csv", "onspd", "ctry", "land")]
    public void A_damaged_file_with_the_right_width_or_most_of_its_headings_is_refused(string name, string kind, string whole, string damaged)
    {
        var source = Directory.CreateDirectory(folder.File("in")).FullName;
        File.WriteAllText(Path.Combine(source, name), OfficialFiles.All[kind].Content.Replace(whole, damaged, StringComparison.Ordinal));

        var outcome = new ReleaseImport(Workspace, NationalFacts.None, Now).ImportFolder(source).ShouldHaveSingleItem();

        (outcome.Verdict, outcome.Kind).ShouldBe((ImportVerdict.Refused, kind));
    }

    [Fact]
    public void A_cut_is_told_by_the_line_of_the_file()
    {
        var outcome = Import(Write("practice_postcodes.csv", OfficialFiles.All["postcode-areas"].Content.Replace("\n", "\n\n", StringComparison.Ordinal).TrimEnd()[..^5]));

        outcome.Findings.Single(f => f.Code == "cut-short").Place.Line.ShouldBe(401);
    }

    [Fact]
    public void A_row_left_out_before_the_last_does_not_make_a_last_line_without_an_end_a_cut()
    {
        var lines = OfficialFiles.All["postcode-areas"].Content.TrimEnd().Split('\n');
        lines[^2] = lines[^2][..^5];

        var outcome = Import(Write("practice_postcodes.csv", string.Join('\n', lines)));

        outcome.Verdict.ShouldBe(ImportVerdict.Activated);
        outcome.Findings.Select(f => f.Code).ShouldBe(["bad-code", "no-last-line-end"]);
    }

    [Fact]
    public void A_damaged_file_that_still_has_its_name_is_refused_rather_than_left_alone()
    {
        var source = Directory.CreateDirectory(folder.File("in")).FullName;
        File.WriteAllText(Path.Combine(source, "epraccur_2021_11.csv"), OfficialFiles.All["epcmem"].Content.Replace(",\"0\"", "", StringComparison.Ordinal));

        new ReleaseImport(Workspace, NationalFacts.None, Now).ImportFolder(source).ShouldHaveSingleItem().Verdict.ShouldBe(ImportVerdict.Refused);
    }

    [Theory]
    [InlineData("epcmem_20190830.csv", "2019-08-30")]
    [InlineData("epraccur_2016_02.csv", "2016-02-29")]
    [InlineData("ONSPD_FEB_2021_UK.csv", "2021-02-28")]
    [InlineData("nhg21aug.csv", "2021-08-31")]
    [InlineData("etr_2022.csv", "2022-01-01")]
    [InlineData("ccg_successors_2013_2021.csv", "2021-01-01")]
    [InlineData("gridall.csv", null)]
    [InlineData("epcmem_20190231.csv", "2019-01-01")]
    public void The_edition_is_in_the_name(string name, string? edition) =>
        EditionName.Of(name)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(edition);

    [Theory]
    [InlineData("SICBL22CD,SICBL22NM", "2022-07-01")]
    [InlineData("LOC22CD,LOC22NM", "2022-07-01")]
    [InlineData("CCG22CD,CCG22NM", "2022-04-01")]
    [InlineData("CCG13CD,CCG13NM", "2013-04-01")]
    [InlineData("SICBL23CD,SICBL23NM", "2023-04-01")]
    public void A_look_up_is_of_1_April_or_of_the_day_its_areas_began(string header, string edition) =>
        Layouts.OnsNames.EditionOf(new Specimen("names.csv", [header.Split(',')]))?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(edition);

    [Fact]
    public void A_directory_gives_ODS_codes_where_Remit_knows_them()
    {
        var facts = new NationalFacts
        {
            OnsCodes = [(OdsCode.Parse("15F"), new OnsCoding(OnsCode.Parse("E38000225"), DateSpan.Always, default))],
        };
        Import(Write("ONSPD_FEB_2021.csv", OfficialFiles.All["onspd"].Content));
        Import(Write("gridall.csv", OfficialFiles.All["nhspd"].Content));
        var register = Workspace.Evidence(facts).ToDate;

        var ons = Workspace.ReadDirectory(Workspace.Latest("onspd")!, register).First();
        var nhs = Workspace.ReadDirectory(Workspace.Latest("nhspd")!, register).First();

        (ons.Postcode, ons.Country, ons.Commissioner, ons.Icb, ons.LocalAuthority, ons.SmallArea).ShouldBe(("LS01AA", "E92000001", "15F", "E54000054", "E08000035", "E01011365"));
        (nhs.Postcode, nhs.Country, nhs.Commissioner, nhs.Icb, nhs.Region, nhs.LocalAuthority, nhs.SmallArea).ShouldBe(("LS01AA", "E92000001", "15F", "QWO", "Y63", "E08000035", "E01011365"));
    }

    public void Dispose() => folder.Dispose();

    private static string WithoutColumn(string content, int column) =>
        string.Join('\n', content.Split('\n').Select(line => string.Join(',', line.Split(',').Where((_, i) => i != column))));

    private static string Accented(string kind)
    {
        var lines = OfficialFiles.All[kind].Content.TrimStart('\uFEFF').Split('\n');
        lines[100] = kind switch
        {
            "epcmem" or "nhspd" => lines[100].Replace("\"\"", "\"é\"", StringComparison.Ordinal),
            "onspd" or "postcode-areas" or "postcodes" or "small_areas" => lines[100].Replace(",LS", ",é", StringComparison.Ordinal).Replace(",Live", ",é", StringComparison.Ordinal).Replace("QWO", "é", StringComparison.Ordinal),
            _ => lines[100].Replace("A", "É", StringComparison.Ordinal).Replace("e", "é", StringComparison.Ordinal).Replace("U", "É", StringComparison.Ordinal),
        };
        return string.Join('\n', lines);
    }

    private void Refused(string kind, byte[] bytes, string? code = null)
    {
        Import(Write("sound.csv", OfficialFiles.All["epcmem"].Content.Replace("00C", "00X", StringComparison.Ordinal)));
        var before = Contents();

        var outcome = Import(Write(OfficialFiles.All[kind].Name, bytes), kind);

        outcome.Verdict.ShouldBe(ImportVerdict.Refused, outcome.Release?.ToString());
        var refusal = outcome.Findings.Where(f => f.Consequence == Consequence.FileRefused).ToList();
        refusal.ShouldNotBeEmpty();
        refusal.ShouldAllBe(f => f.Place.File.EndsWith(OfficialFiles.All[kind].Name, StringComparison.Ordinal) && f.Found.Length > 0 && f.Wanted.Length > 0);
        if (code is not null)
            refusal.Select(f => f.Code).ShouldContain(code);
        Contents().ShouldBe(before);
    }

    private ImportOutcome Import(string path, string? kind = null) =>
        new ReleaseImport(Workspace, NationalFacts.None, Now).Import(path, kind is null ? null : Layouts.Named(kind));

    private string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    private string Write(string name, byte[] content)
    {
        var path = folder.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Every file of the workspace with its hash.</summary>
    private string Contents() => !Directory.Exists(folder.File("workspace")) ? "" : string.Join('\n',
        Directory.EnumerateFileSystemEntries(folder.File("workspace"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(p => Directory.Exists(p) ? p : $"{p} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(p)))}"));
}
