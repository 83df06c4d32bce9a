using Remit.Cli;
using Remit.Journeys.Responsibility;
using Remit.Tests;
using Remit.Web;

namespace Remit.Journeys.Web;

/// <summary>Runs of the made-up England, published into a workspace.</summary>
internal static class MadeUpRuns
{
    private static readonly string Samples = Path.Combine(Where.Root, "samples");
    private static readonly string Activity = Path.Combine(Samples, "activity.csv");

    /// <summary>Decides a month of made-up activity and publishes its counts, as Ann Example.</summary>
    /// <returns>The run's page.</returns>
    public static async Task<string> Publish(TemporaryFolder folder, string name, string title, params string[] how)
    {
        var decisions = folder.File($"{name}/decisions.csv");
        (await Verb.Run(["assign", Activity, "--out", decisions, "--reference", Samples, .. how])).Ends(ExitCode.Done);
        var published = (await Verb.Run("runs", "publish", decisions, "--activity", Activity, "--title", title, "--by", "Ann Example", "--capacity", "head of contracts, 99A", "--reason", "Monthly publication",
            "--workspace", folder.File("w"), "--json")).Ends(ExitCode.Done);
        return RunAddress.Of(published.Json.GetProperty("run").GetProperty("run").GetString()!);
    }
}
