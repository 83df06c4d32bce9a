using System.Globalization;
using System.Text.Json;
using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys;

/// <summary>The real open data, taken in once through the command line.</summary>
public sealed class RealWorkspace : IAsyncLifetime
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    public string Folder => folder.Path;
    public int ImportCode { get; private set; }
    public string Imported { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Where.Shared is { } shared)
            (ImportCode, Imported, _) = await Run("import", "auto", Path.Combine(shared, "data"));
    }

    /// <summary>Runs a command line on this workspace, at nine on the morning of 22 November 2026.</summary>
    public async Task<(int Code, string Said, string Noted)> Run(params string[] args)
    {
        var (said, noted) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        var code = await CommandLine.Run([.. args, "--workspace", folder.Path], new Terminal(said, noted, new NineInTheMorning()));
        return (code, said.ToString().Replace(folder.Path, "WORKSPACE", StringComparison.Ordinal), noted.ToString());
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class NineInTheMorning : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    }
}

public class RegisterJourney(RealWorkspace real) : IClassFixture<RealWorkspace>
{
    [Fact]
    public void The_whole_folder_is_taken_in_as_published()
    {
        Where.SharedPath("data");

        real.ImportCode.ShouldBe(ExitCode.Done);
        Snapshot.Matches(real.Imported);
    }

    [Fact]
    public async Task The_second_import_says_that_it_did_nothing()
    {
        var (code, said, _) = await real.Run("import", "epcmem", Where.SharedPath("data", "practices", "epcmem_20190830.csv"));

        code.ShouldBe(ExitCode.Done);
        said.ShouldContain("already held since 2026-11-22: nothing done");
    }

    [Theory]
    [InlineData("count", "--kind", "CCG", "--on", "2015-04-01")]
    [InlineData("successor", "00F", "--on", "2022-06-30")]
    [InlineData("show", "13T", "--on", "2019-04-01")]
    [InlineData("show", "09G")]
    [InlineData("show", "A81001", "--on", "2019-04-01")]
    [InlineData("check", "--on", "2021-04-05")]
    public async Task Every_verb_answers_a_program_too(params string[] args)
    {
        Where.SharedPath("data");
        var (code, said, _) = await real.Run(["register", .. args, "--json"]);

        code.ShouldBe(ExitCode.Done);
        JsonDocument.Parse(said).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task A_count_is_a_sentence_and_what_is_in_doubt_goes_beside_it()
    {
        Where.SharedPath("data");
        var (code, said, noted) = await real.Run("register", "count", "--kind", "ICB", "--on", "2026-05-01");

        (code, said.Trim()).ShouldBe((ExitCode.Done, "42 ICBs on 2026-05-01"));
        noted.ShouldStartWith("In doubt: On 1 April 2026 twelve ICBs were reported abolished");
    }

    [Fact]
    public async Task A_merged_body_shows_where_it_came_from_and_what_it_became()
    {
        Where.SharedPath("data");
        var (code, said, _) = await real.Run("register", "show", "13T", "--on", "2019-04-01");

        code.ShouldBe(ExitCode.Done);
        Snapshot.Matches(said);
    }

    [Fact]
    public async Task A_practice_shows_its_commissioners_with_the_line_that_says_so()
    {
        Where.SharedPath("data");
        var (code, said, _) = await real.Run("register", "show", "A81001", "--on", "2019-04-01");

        code.ShouldBe(ExitCode.Done);
        Snapshot.Matches(said);
    }

    [Fact]
    public async Task The_successor_comes_with_the_way_there()
    {
        Where.SharedPath("data");
        var (code, said, _) = await real.Run("register", "successor", "09G", "--on", "2022-06-30");

        code.ShouldBe(ExitCode.Done);
        said.ShouldContain("70F  NHS West Sussex CCG");
        said.ShouldContain("92A  NHS Surrey Heartlands CCG");
        said.ShouldContain("09G became 92A on 2020-04-01 by split");
    }

    [Fact]
    public async Task An_unknown_code_is_answered_with_codes_near_it()
    {
        Where.SharedPath("data");
        var (code, said, noted) = await real.Run("register", "show", "A8100");

        (code, said).ShouldBe((ExitCode.NotFound, ""));
        noted.ShouldStartWith("The register has no organisation or practice with the code 'A8100'.");
        noted.ShouldContain("A81001 THE DENSHAM SURGERY");
    }

    [Fact]
    public async Task Asked_what_was_known_before_anything_was_it_says_so()
    {
        Where.SharedPath("data");
        var (code, _, noted) = await real.Run("register", "show", "13T", "--on", "2019-04-01", "--known", "2020-01-01");

        code.ShouldBe(ExitCode.Done);
        noted.ShouldStartWith("No release had been learned by 2020-01-01");
    }

    [Fact]
    public async Task A_damaged_file_is_refused_in_one_plain_finding()
    {
        using var folder = Where.NewFolder();
        await File.WriteAllTextAsync(folder.File("epcmem_20200101.csv"), "\"A81001\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n\"A81002\",\"00K\",\"W\",\"201", TestContext.Current.CancellationToken);
        var (code, said, noted) = await real.Run("import", "epcmem", folder.File("epcmem_20200101.csv"));

        code.ShouldBe(ExitCode.Refused);
        said.ShouldContain("refused: cut-short");
        noted.Trim().ShouldBe("epcmem_20200101.csv:2: cut-short: found 'a quoted cell that is never closed', wanted a closing quote: the file may have been cut off, so ask for it again");
    }

    [Fact]
    public async Task A_wrong_edition_is_told_and_corrected_and_the_list_shows_it()
    {
        using var folder = Where.NewFolder();
        async Task<(int Code, string Said, string Noted)> Run(params string[] args)
        {
            var (said, noted) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
            var code = await CommandLine.Run([.. args, "--workspace", folder.File("workspace")], new Terminal(said, noted, TimeProvider.System));
            return (code, said.ToString(), noted.ToString());
        }

        await File.WriteAllTextAsync(folder.File("members.csv"), "\"A81001\",\"00K\",\"W\",\"20130401\",\"\",\"0\"\n", TestContext.Current.CancellationToken);
        var (code, _, noted) = await Run("import", "epcmem", folder.File("members.csv"));
        code.ShouldBe(ExitCode.Done);
        noted.ShouldStartWith("members.csv: edition-assumed:");
        var prefix = noted.Split("import correct ")[1].Split(' ')[0];

        (code, _, noted) = await Run("import", "epcmem", folder.File("members.csv"), "--edition", "2019-08-30");
        code.ShouldBe(ExitCode.Refused);
        noted.ShouldContain($"already-held-otherwise");
        noted.ShouldContain($"./remit import correct {prefix} --edition 2019-08-30");

        (await Run("import", "correct", prefix, "--edition", "2019-08-30", "--learned", "2019-09-15")).Code.ShouldBe(ExitCode.Done);
        (await Run("import", "epcmem", folder.File("members.csv"), "--edition", "2019-08-30", "--learned", "2019-09-15")).Code.ShouldBe(ExitCode.Done);
        var (_, listed, _) = await Run("import", "list");
        listed.ShouldContain($"{prefix} was corrected on ");
        listed.ShouldContain("edition 2019-08-30 learned 2019-09-15.");
        (await Run("import", "correct", "ffffff", "--edition", "2019-08-30")).Code.ShouldBe(ExitCode.NotFound);
        (await Run("import", "correct", prefix)).Code.ShouldBe(ExitCode.Usage);
    }

    [Theory]
    [InlineData("import", "nonsense", "x.csv")]
    [InlineData("import", "epcmem")]
    [InlineData("register", "count", "--kind", "CCG", "--on", "1 April 2013")]
    [InlineData("register", "count")]
    [InlineData("import", "epcmem", "x.csv", "--learned", "2027-01-01")]
    public async Task A_command_line_that_cannot_be_meant_is_told_so(params string[] args)
    {
        var (code, said, noted) = await real.Run(args);

        (code, said).ShouldBe((ExitCode.Usage, ""));
        noted.ShouldNotBeEmpty();
        noted.ShouldNotContain("   at ");
    }
}
