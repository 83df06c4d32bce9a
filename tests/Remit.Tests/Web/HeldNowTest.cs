using Remit.Cli;
using Remit.Web;

namespace Remit.Tests.Web;

public class HeldNowTest
{
    [Fact]
    public async Task A_changed_workspace_is_read_again_beside_what_is_in_use()
    {
        using var folder = Where.NewFolder();
        var held = new HeldNow(folder.File("w"), null);
        held.Refresh().ShouldBeTrue();
        var before = held.Now;
        held.Refresh().ShouldBeFalse("nothing has changed");

        await CommandLine.Run(["import", "auto", Path.Combine(Where.Root, "samples"), "--workspace", folder.File("w")], new Terminal(TextWriter.Null, TextWriter.Null, TimeProvider.System), TestContext.Current.CancellationToken);
        held.Refresh().ShouldBeTrue();

        before.Releases.ShouldBeEmpty();
        held.Now.Releases.Count.ShouldBe(6);
        held.Now.Version.ShouldNotBe(before.Version);
        CareAnswer.To(held.Now, "x10001", new(2019, 6, 30))!.Commissioner.ShouldBe("00C");
        CareAnswer.To(before, "x10001", new(2019, 6, 30)).ShouldBeNull();
    }

    [Fact]
    public void What_cannot_be_read_leaves_what_was_read_before_in_use()
    {
        using var folder = Where.NewFolder();
        var held = new HeldNow(folder.Path, null);
        held.Refresh();
        var before = held.Now;
        Directory.CreateDirectory(folder.File("releases/0123"));
        File.WriteAllText(folder.File("releases/0123/release.json"), "{}");

        Should.Throw<Remit.Storage.RefusedException>(() => held.Refresh());

        held.Now.ShouldBeSameAs(before);
        held.IsStale.ShouldBeTrue();
        held.Refresh().ShouldBeFalse("nothing has changed since");

        Directory.Delete(folder.File("releases/0123"), recursive: true);
        held.Refresh().ShouldBeFalse("it is as it was first read");
        held.IsStale.ShouldBeFalse();
    }
}
