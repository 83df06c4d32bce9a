using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Remit.Cli;

namespace Remit.Tests.House;

/// <summary>A command that a page tells a reader to type is one that Remit understands.</summary>
public partial class CommandsInPages
{
    [Fact]
    public void Every_command_on_a_page_is_understood() =>
        (from page in Checkout.Pages()
         from block in Markdown.Parse(File.ReadAllText(page)).Descendants<FencedCodeBlock>()
         where block.Info is "sh" or "text" or "console" or null
         from line in block.Lines.Lines.Take(block.Lines.Count).Select(l => l.ToString())
         from command in Commands(line)
         from error in CommandLine.Root(new Terminal(TextWriter.Null, TextWriter.Null, TimeProvider.System)).Parse(command).Errors
         select $"{Checkout.Shown(page)}: ./remit {string.Join(' ', command)}: {error.Message}").ShouldBeEmpty();

    [Theory]
    [InlineData("./remit rulebook list", "rulebook list")]
    [InlineData("$ ./remit rulebook show ccg --as svg > out/chart.svg   # drawn", "rulebook show ccg --as svg")]
    [InlineData("./remit assign IN.csv --out OUT.csv      against what you imported", "assign IN.csv --out OUT.csv")]
    [InlineData("dotnet build", null)]
    public void A_command_is_read_off_its_line(string line, string? command) =>
        Commands(line).Select(c => string.Join(' ', c)).ShouldBe(command is null ? [] : [command]);

    // What follows a '#', a '>' or a gap is said about the command, and is not part of it.
    private static IEnumerable<string[]> Commands(string line) =>
        Command().Match(line) is { Success: true } match ? [match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)] : [];

    [GeneratedRegex(@"^\s*(?:\$ )?\./remit +(.*?)(?: +[#>|].*| {2,}.*)?$")]
    private static partial Regex Command();
}
