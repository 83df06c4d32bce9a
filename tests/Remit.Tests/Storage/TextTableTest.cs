using Remit.Cli;

namespace Remit.Tests.Storage;

public class TextTableTest
{
    [Fact]
    public void What_steers_a_terminal_is_shown_and_not_sent() =>
        new TextTable("who", "why").Row("Ann\u001b[2J", "a\nb\u202Ec").ToString().ShouldBe($"who      why{Environment.NewLine}Ann·[2J  a·b·c");
}
