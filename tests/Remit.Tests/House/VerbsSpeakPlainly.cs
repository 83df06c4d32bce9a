using System.CommandLine;
using Remit.Cli;

namespace Remit.Tests.House;

/// <summary>What every verb owes the person or program that calls it.</summary>
public class VerbsSpeakPlainly
{
    private static readonly Command Root = CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, TimeProvider.System));

    // A verb that only holds others ("register") is not run itself.
    private static IEnumerable<Command> Verbs => Below(Root).Where(c => c.Action is not null);

    [Fact]
    public void Every_verb_can_answer_as_json() =>
        Verbs.Where(v => v.Options.All(o => o.Name != "--json")).Select(v => v.Name).ShouldBeEmpty();

    [Fact]
    public void Every_verb_says_what_it_does() =>
        Below(Root).Where(v => string.IsNullOrWhiteSpace(v.Description)).Select(v => v.Name).ShouldBeEmpty();

    [Fact]
    public void Every_option_and_argument_says_what_it_means() =>
        (from verb in Below(Root)
         from part in verb.Options.Cast<Symbol>().Concat(verb.Arguments)
         where string.IsNullOrWhiteSpace(part.Description)
         select $"{verb.Name} {part.Name}").ShouldBeEmpty();

    [Theory]
    [InlineData("serve --port abc", "--port")]
    [InlineData("serve --api-rate abc", "--api-rate")]
    [InlineData("acts --most abc", "--most")]
    [InlineData("allocate pace --in x.csv --years abc", "--years")]
    [InlineData("allocate pace --in x.csv --total-k abc", "--total-k")]
    [InlineData("allocate search --in x.csv --step abc", "--step")]
    public async Task A_number_that_is_mistyped_is_a_command_line_not_understood(string line, string option)
    {
        var errors = new StringWriter();

        var code = await CommandLine.Run(line.Split(' '), new Terminal(TextWriter.Null, errors, TimeProvider.System), TestContext.Current.CancellationToken);

        code.ShouldBe(2);
        errors.ToString().ShouldContain(option);
    }

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(c => Below(c).Prepend(c));
}
