namespace Remit.Benchmarks;

/// <summary>What a contender is.</summary>
internal enum Role
{
    /// <summary>No decision at all.</summary>
    Floor,

    /// <summary>Remit on this machine.</summary>
    Engine,

    /// <summary>Remit's rulebook as SQL, on a database.</summary>
    GeneratedSql,

    /// <summary>What a good analyst would write instead.</summary>
    ByHand,
}

/// <summary>A job for a contender: decide this activity against these reference tables, into that file.</summary>
/// <param name="AsTheFormatAsks">Whether cells must be trimmed, upper-cased and so on first, as they must on awkward files.</param>
internal sealed record Job(string Activity, string World, string Output, bool AsTheFormatAsks = false)
{
    /// <summary>Where what the contender says goes.</summary>
    public string Log => $"{Output}.log";

    /// <summary>Where Remit writes its rejects.</summary>
    public string Rejects => Path.ChangeExtension(Output, null) + "-rejects.csv";
}

/// <summary>One way of doing the job, run as a process of its own.</summary>
internal abstract class Contender(string name, string title, Role role)
{
    /// <summary>As <c>--only</c> names it.</summary>
    public string Name => name;

    public string Title => title;

    public Role Role => role;

    /// <summary>Whether it knows the rulebook of 2025/26 alone, and is spared repeated ids and other rejects.</summary>
    public bool OneYearOnly { get; init; }

    /// <summary>How much memory each record costs, where all of them are held at once; nought where they stream.</summary>
    public int BytesARecord { get; init; }

    /// <summary>What it is made of, with versions; empty where that is Remit and .NET alone.</summary>
    public virtual Task<string> Versions() => Task.FromResult("");

    /// <summary>Why it cannot run here, as the end of a sentence; null where it can.</summary>
    public abstract Task<string?> WhyNot();

    /// <summary>Does a job.</summary>
    /// <exception cref="InvalidOperationException">It failed, and why.</exception>
    public abstract Task<Measured> Run(Job job);
}

/// <summary>A contender that is one command.</summary>
/// <param name="command">The command for a job.</param>
/// <param name="needs">What to ask to know whether it can run, and what to do where it cannot.</param>
internal sealed class CommandContender(string name, string title, Role role, Func<Job, IReadOnlyList<string>> command, params Need[] needs) : Contender(name, title, role)
{
    public override async Task<string> Versions() =>
        string.Join(", ", (await Task.WhenAll(needs.Select(n => n.Version()))).Where(v => v is not null));

    public override async Task<string?> WhyNot()
    {
        foreach (var need in needs)
            if (await need.Version() is null)
                return need.Otherwise;
        return null;
    }

    // './remit assign' ends with 1 where something about the file is worth a look: rejects that name no record, say.
    public override Task<Measured> Run(Job job) => Measured.Run(command(job), job.Log, mayEndWith: Role is Role.Engine ? 1 : 0);
}

/// <summary>Something that must be installed.</summary>
/// <param name="Asked">A command that prints its version.</param>
/// <param name="Words">What to call it before its version.</param>
/// <param name="Otherwise">What is missing and what to do, as the end of a sentence.</param>
internal sealed record Need(string Words, IReadOnlyList<string> Asked, string Otherwise)
{
    /// <summary>Its name and version, or null where it is not installed.</summary>
    public async Task<string?> Version()
    {
        try
        {
            return $"{Words} {await Machine.Say(Asked)}".TrimEnd();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }
}
