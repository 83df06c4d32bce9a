using System.Text;
using Remit.Storage;

namespace Remit.Tests.Storage;

public class WholeFileTest
{
    [Fact]
    public void A_file_has_its_name_only_when_it_is_kept()
    {
        using var folder = Where.NewFolder();
        using var file = new WholeFile(folder.File("out.csv"));
        file.Stream.Write("half"u8);

        File.Exists(folder.File("out.csv")).ShouldBeFalse();
        file.Keep();

        File.ReadAllText(folder.File("out.csv")).ShouldBe("half");
        Directory.GetFiles(folder.Path).ShouldBe([folder.File("out.csv")]);
    }

    [Fact]
    public void Without_keeping_nothing_is_left_and_what_was_there_stays()
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("out.csv"), "before");

        using (var file = new WholeFile(folder.File("out.csv")))
            file.Stream.Write("half"u8);

        File.ReadAllText(folder.File("out.csv")).ShouldBe("before");
        Directory.GetFiles(folder.Path).ShouldBe([folder.File("out.csv")]);
    }

    [Fact]
    public void Keeping_replaces_what_had_the_name()
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("out.csv"), "before, and longer");

        WholeFile.Write(folder.File("out.csv"), "after"u8);

        File.ReadAllText(folder.File("out.csv")).ShouldBe("after");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_made()
    {
        using var folder = Where.NewFolder();

        WholeFile.Write(Path.Combine(folder.Path, "new", "deep", "out.csv"), Encoding.UTF8.GetBytes("x"));

        File.Exists(Path.Combine(folder.Path, "new", "deep", "out.csv")).ShouldBeTrue();
    }

    [Fact]
    public void A_name_that_is_a_folder_is_refused_before_anything_is_written()
    {
        using var folder = Where.NewFolder();
        Directory.CreateDirectory(folder.File("out.csv"));

        Should.Throw<RefusedException>(() => new WholeFile(folder.File("out.csv"))).Findings.Single().Code.ShouldBe("is-a-folder");

        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }
}
