using System.Text;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Register;

namespace Remit.Tests.Storage;

public sealed class WorkspaceTest : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = Where.NewFolder();

    private Workspace Workspace => new(folder.File("workspace"));

    private string Releases => folder.File(Path.Combine("workspace", "releases"));

    [Fact]
    public void Content_that_was_changed_is_not_read()
    {
        var release = Import("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content).Release!;
        Workspace.Read(release, Layouts.Epcmem).Count().ShouldBe(200);
        File.AppendAllText(Path.Combine(Releases, release.Sha256, "content"), "\"A90001\",\"00C\",\"W\",\"20130401\",\"\",\"0\"\n");

        Code(() => Workspace.Read(release, Layouts.Epcmem).Count()).ShouldBe("workspace-damaged");
        Code(() => Workspace.Evidence(NationalFacts.None).ToDate.Practices.Count).ShouldBe("workspace-damaged");
        Code(() => Workspace.ContentOf(release)).ShouldBe("workspace-damaged");
    }

    [Fact]
    public void Nothing_in_a_release_leads_outside_the_workspace()
    {
        var release = Import("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content).Release!;
        File.WriteAllText(folder.File("content"), OfficialFiles.All["epcmem"].Content);
        var path = Path.Combine(Releases, release.Sha256, "release.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace($"\"{release.Sha256}\"", "\"../..\"", StringComparison.Ordinal));

        Code(() => Workspace.Releases.Count).ShouldBe("workspace-damaged");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("not JSON")]
    public void A_release_that_cannot_be_understood_is_one_finding(string said)
    {
        var release = Import("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content).Release!;
        File.WriteAllText(Path.Combine(Releases, release.Sha256, "release.json"), said);

        Code(() => Workspace.Releases.Count).ShouldBe("workspace-damaged");
    }

    [Theory]
    [InlineData("\"kind\": \"epcmem\",", "")]
    [InlineData("\"kind\": \"epcmem\"", "\"kind\": null")]
    [InlineData("\"rows\": 200,", "")]
    public void A_release_that_lacks_a_member_is_one_finding(string whole, string damaged)
    {
        var release = Import("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content).Release!;
        var path = Path.Combine(Releases, release.Sha256, "release.json");
        File.ReadAllText(path).ShouldContain(whole);
        File.WriteAllText(path, File.ReadAllText(path).Replace(whole, damaged, StringComparison.Ordinal));

        Code(() => Workspace.Releases.Count).ShouldBe("workspace-damaged");
    }

    [Fact]
    public void A_release_without_its_content_is_one_finding()
    {
        var release = Import("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content).Release!;
        File.Delete(Path.Combine(Releases, release.Sha256, "content"));

        Code(() => Workspace.Releases.Count).ShouldBe("workspace-damaged");
    }

    [Fact]
    public async Task Of_several_imports_of_the_same_bytes_at_once_one_takes_them_in()
    {
        var path = Write("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content);
        using var together = new Barrier(4);
        var imports = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            var workspace = Workspace;
            workspace.Releases.ShouldBeEmpty();
            together.SignalAndWait();
            return new ReleaseImport(workspace, NationalFacts.None, Now).Import(path).Verdict;
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        var verdicts = await Task.WhenAll(imports);

        verdicts.Order().ShouldBe([ImportVerdict.Activated, ImportVerdict.AlreadyHeld, ImportVerdict.AlreadyHeld, ImportVerdict.AlreadyHeld]);
        Directory.EnumerateDirectories(Releases).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_a_dead_import_left_is_removed_by_the_next_and_what_a_live_one_writes_is_not()
    {
        var dead = Directory.CreateDirectory(Path.Combine(Releases, $".abc.{Environment.MachineName}.{int.MaxValue}.1.part")).FullName;
        var live = Directory.CreateDirectory(Path.Combine(Releases, $".abc.{Environment.MachineName}.{Environment.ProcessId}.0.part")).FullName;
        File.WriteAllText(Path.Combine(dead, "content"), "half");

        Import("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content).Verdict.ShouldBe(ImportVerdict.Activated);

        Directory.Exists(dead).ShouldBeFalse();
        Directory.Exists(live).ShouldBeTrue();
    }

    [Fact]
    public void A_correction_stands_beside_the_release_and_the_latest_counts()
    {
        var release = Import("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content).Release!;
        var path = Path.Combine(Releases, release.Sha256, "release.json");
        var said = File.ReadAllText(path);

        Workspace.Correct(release, new(new DateOnly(2019, 8, 1), Now.AddYears(-5), Now));
        Workspace.Correct(release, new(new DateOnly(2019, 8, 2), null, Now.AddDays(1)));

        var corrected = Workspace.Releases.ShouldHaveSingleItem();
        (corrected.Edition, corrected.EditionFrom, corrected.Learned).ShouldBe((new DateOnly(2019, 8, 2), "corrected", Now.AddYears(-5)));
        corrected.Corrections!.Select(c => c.Corrected).ShouldBe([Now, Now.AddDays(1)]);
        Workspace.Read(corrected, Layouts.Epcmem).Count().ShouldBe(200);
        File.ReadAllText(path).ShouldBe(said);
        Directory.EnumerateFiles(Path.Combine(Releases, release.Sha256)).Select(Path.GetFileName).Order()
            .ShouldBe(["content", "correction-0001.json", "correction-0002.json", "release.json"]);
    }

    [Fact]
    public void A_correction_that_cannot_be_read_is_one_finding()
    {
        var release = Import("epcmem_20190830.csv", OfficialFiles.All["epcmem"].Content).Release!;
        File.WriteAllText(Path.Combine(Releases, release.Sha256, "correction-0001.json"), "{}");

        Code(() => Workspace.Releases.Count).ShouldBe("workspace-damaged");
    }

    [Fact]
    public void A_code_is_translated_with_what_was_known_at_the_instant_asked()
    {
        var (early, late) = (Now.AddYears(-2), Now.AddYears(-1));
        Import("ccg21_names.csv", "CCG21CD,CCG21CDH,CCG21NM\nE38000225,15F,NHS Leeds CCG\n", early);
        Import("LSOA11_CCG21.csv", "LSOA11CD,CCG21CD,CCG21NM\nE01011365,E38000225,NHS Leeds CCG\n", early).Release!.LeftOut.ShouldBe(0);
        Import("ccg22_names.csv", "CCG22CD,CCG22CDH,CCG22NM\nE38000225,36J,NHS Another CCG\n", late);
        var area = OnsCode.Parse("E01011365");
        var evidence = Workspace.Evidence(NationalFacts.None);

        string? At(DateTimeOffset known) => evidence.CommissionerOf(area, new AsOf(new DateOnly(2021, 6, 1), known))?.Commissioner.ToString();

        At(early.AddDays(1)).ShouldBe("15F");
        At(early.AddDays(-1)).ShouldBeNull();
        At(Now).ShouldBe(Workspace.Evidence(NationalFacts.None).ToDate.Find(OnsCode.Parse("E38000225"))?.ToString());
        At(Now).ShouldNotBe("15F");
    }

    public void Dispose() => folder.Dispose();

    private ImportOutcome Import(string name, string content, DateTimeOffset? learned = null) =>
        new ReleaseImport(Workspace, NationalFacts.None, Now, learned).Import(Write(name, content));

    private string Write(string name, string content)
    {
        var path = folder.File(name);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(content));
        return path;
    }

    private static string Code<T>(Func<T> read) => Should.Throw<RefusedException>(() => { _ = read(); }).Findings.ShouldHaveSingleItem().Code;
}
