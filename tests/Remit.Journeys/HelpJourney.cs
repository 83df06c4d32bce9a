using Remit.Cli;

namespace Remit.Journeys;

public class HelpJourney
{
    [Fact]
    public async Task Asked_for_help_it_says_what_it_is_for_and_succeeds()
    {
        var (said, noted) = (new StringWriter(), new StringWriter());
        var before = Console.Out;
        Console.SetOut(said);
        try
        {
            var code = await CommandLine.Run(["--help"], new Terminal(said, noted, TimeProvider.System), TestContext.Current.CancellationToken);

            code.ShouldBe(ExitCode.Done);
            said.ToString().ShouldContain("who is responsible for what");
            noted.ToString().ShouldBeEmpty();
        }
        finally
        {
            Console.SetOut(before);
        }
    }

    [Fact]
    public async Task A_word_it_does_not_know_is_answered_with_where_to_look_and_nothing_else()
    {
        var (said, noted) = (new StringWriter(), new StringWriter());

        var code = await CommandLine.Run(["assing"], new Terminal(said, noted, TimeProvider.System), TestContext.Current.CancellationToken);

        code.ShouldBe(ExitCode.Usage);
        said.ToString().ShouldBeEmpty();
        noted.ToString().ShouldContain("./remit --help");
        noted.ToString().ShouldNotContain("   at ");
    }
}
