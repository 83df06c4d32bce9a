using System.Diagnostics;
using Remit.Storage;

namespace Remit.Benchmarks;

/// <summary>What came of one contender.</summary>
internal sealed class Bout(Contender contender, long rows)
{
    public Contender Contender => contender;

    /// <summary>How many records it was given.</summary>
    public long Rows => rows;

    public string Versions { get; set; } = "";

    /// <summary>Why there is no time: it could not run, it failed, or its decisions are wrong.</summary>
    public string? Fault { get; set; }

    /// <summary>The runs whose decisions were right.</summary>
    public List<Measured> Runs { get; } = [];

    /// <summary>The shortest start-ups on thirty records, in seconds: against the national tables, and against small ones.</summary>
    public (double? National, double? Small) StartUp { get; set; }

    /// <summary>What it made of the awkward records, in words.</summary>
    public string Awkward { get; set; } = "—";

    /// <summary>How many records it decided that Remit rejects.</summary>
    public int Beyond { get; set; }

    public Measured? Best => Fault is null ? Runs.MinBy(r => r.Wall) : null;

    public double? RowsASecond => rows / Best?.Wall;

    /// <summary>Runs a job and says what differs from the right decisions, if anything does.</summary>
    public async Task<(Measured? Took, Agreement? Agreement)> Try(Job job, RightDecisions right)
    {
        foreach (var left in Directory.GetFiles(Path.GetDirectoryName(job.Output)!, Path.GetFileNameWithoutExtension(job.Output) + "*"))
            File.Delete(left);
        // What others have written must not be on its way to the disk while this one runs.
        using (var sync = Process.Start("sync"))
            await sync.WaitForExitAsync();

        try
        {
            var took = await contender.Run(job);
            if (contender.Role == Role.Floor)
                return (took, new Agreement(null, 0));

            var agreement = right.Digests.With(new DecisionDigests(job.Output), contender.OneYearOnly ? right.Rejects : null);
            return (took, agreement);
        }
        catch (Exception e) when (e is InvalidOperationException or RefusedException or System.ComponentModel.Win32Exception)
        {
            Fault = $"failed: {e.Message}";
            return (null, null);
        }
    }
}

/// <summary>What the reference engine decides of a file: right by definition.</summary>
/// <param name="Rejects">The file of those it rejects.</param>
/// <param name="Took">What that run took.</param>
internal sealed record RightDecisions(DecisionDigests Digests, string Rejects, Measured Took);
