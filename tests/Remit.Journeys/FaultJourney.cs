using System.Text;
using Remit.Cli;

namespace Remit.Journeys;

public class FaultJourney
{
    [Fact]
    public async Task A_fault_of_its_own_is_owned_in_a_sentence_without_a_stack_trace()
    {
        var (code, noted) = await RunWhereWriting(new InvalidOperationException("the pen broke"));

        code.ShouldBe(ExitCode.Fault);
        noted.ShouldStartWith("This is a fault in Remit, not in your input (InvalidOperationException: the pen broke).");
        noted.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_disk_that_refuses_is_told_as_the_disk_and_not_as_a_fault()
    {
        var (code, noted) = await RunWhereWriting(new IOException("No space left on device"));

        code.ShouldBe(ExitCode.Refused);
        noted.Trim().ShouldBe("The disk said no: No space left on device");
    }

    [Fact]
    public async Task Being_stopped_is_no_fault()
    {
        var (code, noted) = await RunWhereWriting(new OperationCanceledException());

        code.ShouldBe(ExitCode.Interrupted);
        noted.Trim().ShouldBe("Stopped. Nothing half-written was left.");
    }

    private static async Task<(int Code, string Noted)> RunWhereWriting(Exception fails)
    {
        var noted = new StringWriter();
        var code = await CommandLine.Run(["rulebook", "list"], new Terminal(new FailingWriter(fails), noted, TimeProvider.System), TestContext.Current.CancellationToken);
        return (code, noted.ToString());
    }

    private sealed class FailingWriter(Exception fails) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw fails;
    }
}
