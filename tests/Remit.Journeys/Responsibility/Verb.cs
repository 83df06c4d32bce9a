using System.Text.Json;
using Remit.Cli;

namespace Remit.Journeys.Responsibility;

/// <summary>What a verb said, and how it ended.</summary>
internal sealed record Answered(int Code, string Said, string Noted)
{
    public JsonElement Json => JsonDocument.Parse(Said).RootElement;

    /// <summary>Ended with this code, and whatever went to standard error is words for a person.</summary>
    public Answered Ends(int code)
    {
        Code.ShouldBe(code, Noted);
        Noted.ShouldNotContain("   at ");
        Noted.ShouldNotContain("Exception");
        if (code is not (ExitCode.Done or ExitCode.Findings))
        {
            Said.ShouldBeEmpty();
            Noted.ShouldNotBeNullOrWhiteSpace();
        }

        return this;
    }
}

internal static class Verb
{
    // What a run keeps for the next one goes beside the tests, and not among the tester's own files.
    static Verb() => Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(AppContext.BaseDirectory, "cache"));

    /// <summary>Runs a verb in this process.</summary>
    public static Task<Answered> Run(params string[] args) => RunTyping("", args);

    /// <summary>The same, with something on standard input.</summary>
    public static async Task<Answered> RunTyping(string typed, params string[] args)
    {
        var (said, noted) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(args, new Terminal(said, noted, new StoppedClock(), new StringReader(typed)), TestContext.Current.CancellationToken);
        return new Answered(code, said.ToString(), noted.ToString());
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    }
}
