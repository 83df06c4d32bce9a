using System.Diagnostics;
using System.Text.Json.Nodes;
using Remit.Tests;

namespace Remit.Journeys.Web;

/// <summary>The standards' own definitions, as npm has them: OpenAPI's schema, JSON Schema and the definitions of FHIR R4.</summary>
internal static class Definitions
{
    /// <summary>What is wrong with what is given, in the words of the validators; nothing where all is well.</summary>
    public static async Task<IReadOnlyList<string>> ComplaintsOf(JsonObject given, CancellationToken stop)
    {
        var script = Path.Combine(Where.Root, "tests", "Remit.Journeys", "Web", "check.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = node.StandardOutput.ReadToEndAsync(stop);
        var noted = node.StandardError.ReadToEndAsync(stop);
        await node.StandardInput.WriteAsync(given.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync(stop);
        node.ExitCode.ShouldBe(0, await noted);
        return (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
