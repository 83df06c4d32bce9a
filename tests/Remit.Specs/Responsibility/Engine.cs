using Remit.Cli;
using Remit.Tests;

namespace Remit.Specs.Responsibility;

/// <summary>What came of one file.</summary>
/// <param name="Decisions">The decisions file, header first.</param>
/// <param name="Rejects">The rejects file, header first.</param>
/// <param name="DecisionBytes">The decisions file as it stands.</param>
/// <param name="Refusal">What was said where the whole file was refused; nothing was written then.</param>
internal sealed record Assigned(IReadOnlyList<string[]> Decisions, IReadOnlyList<string[]> Rejects, byte[] DecisionBytes, string? Refusal);

/// <summary>One way of deciding records. Every engine must give every worked case the same answer.</summary>
internal sealed record Engine(string Name, Func<string, string, string?, Task<Assigned>> Assign)
{
    /// <summary>The reference engine, by the command a user types.</summary>
    public static readonly Engine Reference = new("reference", (activity, world, rulebook) => ByCommand(["--engine", "reference"], activity, world, rulebook));

    /// <summary>The engine for bulk work, which the command takes if none is named.</summary>
    public static readonly Engine Columnar = new("columnar", (activity, world, rulebook) => ByCommand([], activity, world, rulebook));

    public static readonly IReadOnlyList<Engine> All = [Reference, Columnar];

    /// <summary>Runs <c>assign</c> in this process on a file, against a folder of reference tables, and reads what it wrote.</summary>
    private static async Task<Assigned> ByCommand(string[] more, string activity, string reference, string? rulebook)
    {
        using var folder = Where.NewFolder();
        var (decisions, rejects) = (folder.File("decisions.csv"), folder.File("rejects.csv"));
        var (said, noted) = (new StringWriter(), new StringWriter());
        string[] args = ["assign", activity, "--out", decisions, "--rejects", rejects, "--reference", reference, .. rulebook is null ? [] : (string[])["--rulebook", rulebook], .. more];

        var code = await CommandLine.Run(args, new Terminal(said, noted, new StoppedClock()));

        if (code == ExitCode.Refused)
        {
            File.Exists(decisions).ShouldBeFalse("a refused file leaves no decisions behind");
            File.Exists(rejects).ShouldBeFalse("a refused file leaves no rejects behind");
            return new Assigned([], [], [], noted.ToString());
        }

        if (!File.Exists(decisions) || !File.Exists(rejects))
            throw new InvalidOperationException($"'{string.Join(' ', args)}' ended with code {code} and wrote no answer.\n{said}\n{noted}");
        return new Assigned(Csv.Read(decisions), Csv.Read(rejects), await File.ReadAllBytesAsync(decisions), Refusal: null);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    }
}
