using Remit.Storage;
using Remit.Storage.Governance;

namespace Remit.Tests.Storage.Governance;

public sealed class KeptPapersTest : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_paper_is_kept_once_by_its_hash_and_comes_back_as_it_was()
    {
        var workspace = new Workspace(folder.File("workspace"));
        File.WriteAllText(folder.File("report.txt"), "The bids.");
        File.WriteAllText(folder.File("again.txt"), "The bids.");

        var paper = KeptPapers.Keep(workspace, folder.File("report.txt"));

        paper.ShouldSatisfyAllConditions(p => p.Bytes.ShouldBe(9), p => p.MediaType.ShouldBe("text/plain"), p => p.Name.ShouldBe("report.txt"));
        KeptPapers.Keep(workspace, folder.File("again.txt")).Sha256.ShouldBe(paper.Sha256);
        Directory.GetFiles(folder.File("workspace/papers")).Length.ShouldBe(1);
        using var reader = new StreamReader(KeptPapers.Open(workspace, paper));
        reader.ReadToEnd().ShouldBe("The bids.");
    }

    [Theory]
    [InlineData("report.exe", "MZ")]
    [InlineData("report", "text")]
    [InlineData("report.pdf", "no PDF")]
    [InlineData("report.txt", "")]
    public void What_is_no_paper_is_refused(string name, string content)
    {
        File.WriteAllText(folder.File(name), content);

        Should.Throw<RefusedException>(() => KeptPapers.Keep(new(folder.File("workspace")), folder.File(name))).Findings[0].Code.ShouldBe("bad-paper");
    }

    [Fact]
    public void A_paper_that_was_changed_on_the_disk_is_not_given_out()
    {
        var workspace = new Workspace(folder.File("workspace"));
        File.WriteAllText(folder.File("report.txt"), "The bids.");
        var paper = KeptPapers.Keep(workspace, folder.File("report.txt"));
        File.WriteAllText(folder.File($"workspace/papers/{paper.Sha256}"), "Others.");

        Should.Throw<RefusedException>(() => KeptPapers.Open(workspace, paper)).Findings[0].Found.ShouldBe("a document that is not what was put in");
        Should.Throw<RefusedException>(() => KeptPapers.Open(workspace, paper with { Sha256 = "../../secret" })).Findings[0].Code.ShouldBe("bad-paper");
    }
}
