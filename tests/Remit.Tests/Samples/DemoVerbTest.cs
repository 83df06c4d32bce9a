using System.Text.Json;
using Remit.Cli;

namespace Remit.Tests.Samples;

public class DemoVerbTest
{
    [Fact]
    public async Task It_makes_a_workspace_decides_a_month_and_explains_three_records()
    {
        using var folder = Where.NewFolder();
        var (code, said) = await Run("demo", "--no-serve", "--workspace", folder.File("w"));

        code.ShouldBe(ExitCode.Done);
        said.ShouldContain("5,000 read = 4,991 assigned + 9 rejected");
        foreach (var outcome in Remit.Responsibility.Outcome.All)
            said.ShouldContain(outcome.Name);
        Count(said, "How it was decided").ShouldBe(3);
        said.ShouldContain("A late record of March");
        said.ShouldContain("doctor in Wales");
        said.ShouldContain("no fixed abode");
        said.ShouldContain("4. Now try");
        File.ReadLines(Path.Combine(folder.File("w"), "demo", "decisions.csv")).Count().ShouldBe(4_992);
    }

    [Fact]
    public async Task Run_again_it_finds_what_it_imported_and_says_the_same()
    {
        using var folder = Where.NewFolder();
        var (_, first) = await Run("demo", "--no-serve", "--workspace", folder.File("w"));
        var (code, second) = await Run("demo", "--no-serve", "--workspace", folder.File("w"));

        code.ShouldBe(ExitCode.Done);
        Count(second, "held already").ShouldBe(6);
        Before(second, "2. A month").ShouldNotBe(Before(first, "2. A month"));
        After(second, "2. A month").ShouldBe(After(first, "2. A month"));

        static string Before(string text, string mark) => text[..text.IndexOf(mark, StringComparison.Ordinal)];
        static string After(string text, string mark) => text[text.IndexOf(mark, StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task What_it_suggests_to_type_next_works()
    {
        using var folder = Where.NewFolder();
        var (_, said) = await Run("demo", "--no-serve", "--workspace", folder.File("w"));

        var commands = said.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("./remit ", StringComparison.Ordinal) && !l.Contains("FOLDER", StringComparison.Ordinal) && !l.StartsWith("./remit serve", StringComparison.Ordinal)).ToList();
        commands.Count.ShouldBe(7);
        foreach (var command in commands)
        {
            var words = command["./remit ".Length..].Split(' ').Select(w => w.EndsWith(".csv", StringComparison.Ordinal) && !w.Contains("samples", StringComparison.Ordinal) ? folder.File(w) : w).ToArray();
            (await Run(words)).Code.ShouldBe(ExitCode.Done, command);
        }
    }

    [Fact]
    public async Task A_program_gets_it_as_json()
    {
        using var folder = Where.NewFolder();
        var (_, said) = await Run("demo", "--json", "--workspace", folder.File("w"));

        using var answer = JsonDocument.Parse(said);
        answer.RootElement.GetProperty("counts").GetProperty("assigned").GetInt32().ShouldBe(4_991);
        answer.RootElement.GetProperty("explained").GetArrayLength().ShouldBe(3);
    }

    private static int Count(string text, string of) => text.Split(of).Length - 1;

    private static async Task<(int Code, string Said)> Run(params string[] words)
    {
        var output = new StringWriter();
        var code = await CommandLine.Run(words, new Terminal(output, TextWriter.Null, TimeProvider.System), TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
