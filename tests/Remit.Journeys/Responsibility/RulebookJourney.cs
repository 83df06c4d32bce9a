using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Responsibility;

public class RulebookJourney
{
    [Fact]
    public async Task The_rulebooks_are_listed() => Snapshot.Matches((await Verb.Run("rulebook", "list")).Ends(ExitCode.Done).Said);

    [Fact]
    public async Task The_doubtful_points_are_listed_with_their_readings() => Snapshot.Matches((await Verb.Run("rulebook", "readings")).Ends(ExitCode.Done).Said);

    [Theory]
    [InlineData("text", "cam-2025-26: Commissioner Assignment Method 2025/26")]
    [InlineData("mermaid", "flowchart TD")]
    [InlineData("svg", "<svg ")]
    public async Task A_rulebook_is_shown_in_the_form_asked_for(string form, string begins) =>
        (await Verb.Run("rulebook", "show", "CAM-2025-26", "--as", form)).Ends(ExitCode.Done).Said.ShouldStartWith(begins);

    [Fact]
    public async Task Shown_with_another_reading_it_says_so() =>
        (await Verb.Run("rulebook", "show", "ccg", "--reading", "K3=40")).Ends(ExitCode.Done).Said.ShouldContain("Read otherwise than documented: K3=40.");

    [Fact]
    public async Task A_program_is_told_the_same_as_JSON()
    {
        (await Verb.Run("rulebook", "list", "--json")).Ends(ExitCode.Done).Json.EnumerateArray().Select(r => r.GetProperty("name").GetString())
            .ShouldBe(["cam-2025-26", "cam-2024-25", "ccg"]);
        (await Verb.Run("rulebook", "show", "ccg", "--json")).Ends(ExitCode.Done).Json.GetProperty("boxes").EnumerateArray()
            .ShouldAllBe(b => b.GetProperty("yes").EnumerateObject().Any() && b.GetProperty("no").EnumerateObject().Any());
        (await Verb.Run("rulebook", "readings", "--json")).Ends(ExitCode.Done).Json.GetArrayLength().ShouldBe(14);
    }

    [Theory]
    [InlineData(ExitCode.NotFound, "rulebook", "show", "cam-1999")]
    [InlineData(ExitCode.NotFound, "rulebook", "show", "ccg", "--reading", "K3=41")]
    [InlineData(ExitCode.Usage, "rulebook", "show", "ccg", "--as", "pdf")]
    [InlineData(ExitCode.Usage, "rulebook", "show")]
    [InlineData(ExitCode.Usage, "rulebook", "lists")]
    [InlineData(ExitCode.Usage, "rulebook")]
    public async Task What_is_wrong_with_the_command_decides_how_it_ends(int code, params string[] command) =>
        (await Verb.Run(command)).Ends(code);

    [Theory]
    [InlineData("--keep", "outcome")]
    [InlineData("--keep", "Found")]
    [InlineData("--keep", "ward", "ward")]
    [InlineData("--keep", "ward", "--keep", "WARD")]
    [InlineData("--keep", "")]
    [InlineData("--keep", "kept_0")]
    [InlineData("--rows", "one\ntwo")]
    [InlineData("--activity", "one\n; drop table two")]
    [InlineData("--reference", "samples", "--reference", "samples")]
    public async Task A_script_that_would_be_wrong_is_not_written(params string[] wrong) =>
        (await Verb.Run(["sql", "cam-2025-26", "--dialect", "postgresql", .. wrong])).Ends(ExitCode.Usage);
}
