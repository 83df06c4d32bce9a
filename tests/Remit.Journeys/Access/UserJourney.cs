using Remit.Cli;
using Remit.Tests;

namespace Remit.Journeys.Access;

/// <summary>Accounts at the command line.</summary>
public sealed class UserJourney : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    [Fact]
    public async Task An_account_is_made_granted_roles_reset_closed_and_reopened_each_with_its_reason()
    {
        (await Done("user", "add", "Ann Example", "--role", "administrator", "--reason", "the first")).ShouldContain("http://127.0.0.1:5080/staff/link?secret=");
        await Done("user", "add", "Bob Example", "--email", "bob@example.org", "--site", "https://remit.example.org/", "--reason", "joins");
        (await Done("user", "grant", "bob example", "--role", "governance officer", "--body", "99a", "--until", "2027-03-31", "--reason", "the board")).ShouldContain("Bob Example is now governance officer of 99A.");
        (await Done("user", "list")).ShouldContain("governance officer  99A         2026-01-15 to 2027-03-31");
        (await Done("user", "withdraw", "Bob Example", "3", "--reason", "moved on")).ShouldContain("Bob Example is no longer governance officer of 99A.");
        (await Done("user", "reset", "Bob Example", "--second-factor", "--reason", "lost his telephone")).ShouldContain("It works once, until 16 January 2026 at 12:00");
        await Done("user", "unlock", "Bob Example", "--reason", "guessed wrong");
        await Done("user", "close", "Bob Example", "--reason", "leaves");
        (await Done("user", "list")).ShouldContain("(closed)");
        await Done("user", "reopen", "Bob Example", "--reason", "is back");
        var acts = await Done("acts", "--by", "Clerk");
        foreach (var kind in (string[])["account-made", "role-granted", "role-withdrawn", "sign-in-reset", "account-unlocked", "account-closed", "account-reopened", "lost his telephone"])
            acts.ShouldContain(kind);

        await Done("backup", folder.File("b.jsonl"));
        (await Done("restore", folder.File("b.jsonl"), "--replace")).ShouldContain("Nobody can sign in with what they had before");
    }

    [Theory]
    [InlineData("unknown-role", "user", "add", "Ann", "--role", "king", "--reason", "x")]
    [InlineData("unknown-body", "user", "add", "Ann", "--role", "analyst", "--body", "ZZZ", "--reason", "x")]
    [InlineData("not-an-email", "user", "add", "Ann", "--email", "nowhere", "--reason", "x")]
    [InlineData("day-gone", "user", "add", "Ann", "--role", "analyst", "--until", "2025-01-01", "--reason", "x")]
    [InlineData("no-such-account", "user", "reset", "Ann", "--reason", "x")]
    public async Task What_cannot_be_done_is_refused_and_nothing_is_made(string code, params string[] command)
    {
        var (exit, said) = await Run(command);

        exit.ShouldBe(ExitCode.Refused, said);
        said.ShouldContain(code);
        (await Run("user", "list")).Said.ShouldNotContain("Ann");
    }

    private async Task<string> Done(params string[] command)
    {
        var (exit, said) = await Run(command);
        exit.ShouldBe(ExitCode.Done, said);
        return said;
    }

    private async Task<(int Exit, string Said)> Run(params string[] command)
    {
        var said = new StringWriter();
        string[] by = command.Contains("--reason") ? ["--by", "Clerk"] : [];
        return (await CommandLine.Run([.. command, .. by, "--workspace", folder.File("w")], new Terminal(said, said, new Web.SetClock()), TestContext.Current.CancellationToken), said.ToString());
    }

    public void Dispose() => folder.Dispose();
}
