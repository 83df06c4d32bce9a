using Remit.Storage;

namespace Remit.Tests.Storage;

public class WorkspaceTurnTest
{
    [Fact]
    public void One_after_another_takes_files_into_a_workspace()
    {
        using var folder = Where.NewFolder();
        using (new Workspace(folder.Path).TakeTurn())
            Should.Throw<RefusedException>(() => new Workspace(folder.Path).TakeTurn(TimeSpan.Zero)).Findings.ShouldHaveSingleItem().Code.ShouldBe("import-under-way");

        new Workspace(folder.Path).TakeTurn(TimeSpan.Zero).Dispose();
        new Workspace(folder.Path).Releases.ShouldBeEmpty();
    }
}
