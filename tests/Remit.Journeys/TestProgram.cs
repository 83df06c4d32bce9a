using Remit.Journeys.Journal;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Remit.Journeys;

/// <summary>Runs the tests; or plays the program that is killed while it writes to a journal.</summary>
internal static class TestProgram
{
    public static Task<int> Main(string[] args) => args switch
    {
        [JournalWriter.Name, .. var rest] => JournalWriter.Run(rest),
        _ when args.Any(a => a is "-automated" or "@@") => ConsoleRunner.Run(args),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
