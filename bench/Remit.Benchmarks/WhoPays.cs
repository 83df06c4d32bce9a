using System.Globalization;
using Remit.Storage;

namespace Remit.Benchmarks;

/// <summary>The one benchmark: the whole of a year's activity decided, by everybody, one after the other.</summary>
/// <param name="root">The top folder of this checkout.</param>
/// <param name="work">Where files are made on the way.</param>
/// <param name="generator">The program that makes the world and the activity.</param>
/// <param name="limits">The most records for a contender, by its name.</param>
internal sealed class WhoPays(string root, string work, string generator, IReadOnlyDictionary<string, long> limits)
{
    private const int StartUps = 5;

    // Who takes this long to start is not made to start again.
    private const double LongStartUp = 5;
    private const int AwkwardRecords = 1_000_000;

    private readonly string outputs = Path.Combine(work, "out");
    private readonly Dictionary<(string, string), RightDecisions> known = [];

    private string Remit => Path.Combine(root, "remit");

    private string SmallWorld => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(generator)!, "..", "world"));

    /// <summary>Runs every contender and writes the page of figures.</summary>
    /// <exception cref="RefusedException">Something without which nothing can be measured is absent.</exception>
    public async Task Run(long rows, int repeats, IReadOnlyList<Contender> contenders, string? world, string? activity, string results)
    {
        Directory.CreateDirectory(outputs);
        if (!File.Exists(Measured.Timer))
            throw new RefusedException(new Finding("no-timer", Consequence.FileRefused, new Place(Measured.Timer), "nothing", "GNU time, which measures each run: 'apt-get install time'"));

        var machine = Machine.Here();
        var version = await Machine.Say([Remit, "--version"]);
        world = world is null ? await MakeWorld() : Path.GetFullPath(world);
        var ground = new Ground(work, world, activity is null ? await MakeActivity(world, rows) : Path.GetFullPath(activity));
        var count = Math.Min(rows, ground.Count());

        List<Bout> bouts = [];
        foreach (var contender in contenders)
            bouts.Add(new Bout(contender, Math.Min(count, limits.GetValueOrDefault(contender.Name, machine.MostRecords(contender.BytesARecord)))) { Versions = await contender.Versions(), Fault = await WhyNot(contender) });

        for (var repeat = 1; repeat <= repeats; repeat++)
            foreach (var bout in bouts.Where(b => b.Fault is null))
                await Time(bout, ground.First(bout.Rows), ground.World, $"run {repeat} of {repeats}");

        foreach (var bout in bouts.Where(b => b.Fault is null && b.Contender.Role != Role.Floor))
        {
            var thirty = ground.First(Ground.Thirty);
            bout.StartUp = (await StartUp(bout, thirty, ground.World), Directory.Exists(SmallWorld) ? await StartUp(bout, thirty, SmallWorld) : null);
            if (File.Exists(generator) && Directory.Exists(SmallWorld))
                await TryAwkward(bout, ground);
        }

        var folder = Path.Combine(results, machine.Folder);
        Directory.CreateDirectory(folder);
        var page = Path.Combine(folder, "who-pays.md");
        var tables = $"{File.ReadLines(Path.Combine(world, "postcodes.csv")).LongCount() - 1:N0} postcodes, {File.ReadLines(Path.Combine(world, "practices.csv")).LongCount() - 1:N0} rows of practices.";
        WholeFile.Write(page, System.Text.Encoding.UTF8.GetBytes(ResultsPage.Text(machine, version, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date), count, repeats, tables, bouts)));
        Console.WriteLine($"Written: {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
        Console.WriteLine();
        Console.Write(await File.ReadAllTextAsync(page));
    }

    private async Task Time(Bout bout, string activity, string world, string which)
    {
        var right = await RightFor(activity, world);
        Console.Write($"{bout.Contender.Name}, {which}: ");
        // The run that the others are compared with is the reference engine's own.
        var (took, agreement) = bout.Contender.Name == "reference"
            ? (right.Took, new Agreement(null, 0))
            : await bout.Try(new Job(activity, world, Path.Combine(outputs, $"{bout.Contender.Name}.csv")), right);
        if (agreement is { Holds: false })
            bout.Fault = $"wrong: {agreement.Difference}";
        else if (took is not null)
        {
            bout.Runs.Add(took);
            bout.Beyond = agreement!.Beyond;
        }

        Console.WriteLine(bout.Fault ?? $"{took!.Wall:N2} s, {bout.Rows / took.Wall:N0} records a second, {took.Cpu:N1} s of CPU, {took.PeakBytes / 1048576.0:N0} MiB");
    }

    private async Task<double?> StartUp(Bout bout, string activity, string world)
    {
        List<double> seconds = [];
        var right = await RightFor(activity, world);
        for (var i = 0; i < StartUps && !seconds.Exists(s => s > LongStartUp); i++)
        {
            var (took, agreement) = await bout.Try(new Job(activity, world, Path.Combine(outputs, $"{bout.Contender.Name}-30.csv")), right);
            if (agreement is { Holds: false })
                bout.Fault = $"wrong on {Ground.Thirty} records: {agreement.Difference}";
            if (took is null || bout.Fault is not null)
                return null;
            seconds.Add(took.Wall);
        }

        return seconds.Min();
    }

    private async Task TryAwkward(Bout bout, Ground ground)
    {
        var (all, ofTheYear) = ground.Awkward(await MakeAwkward());
        var oneYear = bout.Contender.OneYearOnly;
        var activity = oneYear ? ofTheYear : all;
        var right = await RightFor(activity, SmallWorld);
        var (_, agreement) = await bout.Try(new Job(activity, SmallWorld, Path.Combine(outputs, $"{bout.Contender.Name}-awkward.csv"), AsTheFormatAsks: true), right);
        bout.Awkward = agreement switch
        {
            null => bout.Fault!,
            { Holds: false } => $"wrong: {agreement.Difference}",
            _ => $"all {right.Digests.Count:N0} equal{(oneYear ? " (those of 2025/26)" : "")}",
        };
    }

    /// <summary>The reference engine's decisions, once for each activity and world.</summary>
    private async Task<RightDecisions> RightFor(string activity, string world)
    {
        if (known.TryGetValue((activity, world), out var right))
            return right;

        var job = new Job(activity, world, Path.Combine(outputs, $"right-{known.Count.ToString(CultureInfo.InvariantCulture)}.csv"));
        Console.WriteLine($"The reference engine decides {Path.GetFileName(activity)}, to compare with…");
        var took = await Measured.Run([Remit, "assign", activity, "--out", job.Output, "--reference", world, "--engine", "reference"], job.Log, mayEndWith: 1);
        return known[(activity, world)] = new RightDecisions(new DecisionDigests(job.Output), job.Rejects, took);
    }

    // A contender that cannot run is shown, with the reason.
    private static async Task<string?> WhyNot(Contender contender) => await contender.WhyNot() is { } reason ? $"not run: {reason}" : null;

    private async Task<string> MakeWorld()
    {
        var folder = Path.Combine(work, "world");
        if (File.Exists(Path.Combine(folder, "providers.csv")))
            return folder;

        Console.WriteLine("Making a world of national size…");
        await Generate("--make-world", folder, "--practices", "6500", "--postcodes", "1700000", "--seed", "1", "--base", SmallWorld);
        return folder;
    }

    private async Task<string> MakeActivity(string world, long rows)
    {
        var text = rows.ToString(CultureInfo.InvariantCulture);
        var path = Path.Combine(work, $"national-{text}.csv");
        if (File.Exists(path))
            return path;

        Console.WriteLine($"Making {rows:N0} records…");
        await Generate("--world", world, "--rows", text, "--seed", "1", "--year", "2025/26", "--profile", "national", "--out", $"{path}.part");
        File.Move($"{path}.part", path);
        return path;
    }

    private async Task<string> MakeAwkward()
    {
        var path = Path.Combine(work, "awkward.csv");
        if (!File.Exists(path))
        {
            Console.WriteLine($"Making {AwkwardRecords:N0} awkward records…");
            await Generate("--world", SmallWorld, "--rows", AwkwardRecords.ToString(CultureInfo.InvariantCulture), "--seed", "7", "--year", "2025/26", "--profile", "adversarial", "--out", $"{path}.part");
            File.Move($"{path}.part", path);
        }

        return path;
    }

    private async Task Generate(params string[] arguments)
    {
        if (!File.Exists(generator))
            throw new RefusedException(new Finding("no-generator", Consequence.FileRefused, new Place(generator), "nothing",
                "the program that makes the world and the activity: name it with --generator or REMIT_GENERATOR, or give --world and --activity of your own"));
        await Machine.Say(["python3", generator, .. arguments]);
    }
}
