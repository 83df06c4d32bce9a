using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Remit;
using Remit.Benchmarks;
using Remit.Storage;
using Remit.Time;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var root = Root();

var rows = new Option<long>("--rows") { Description = "How many records, from the start of the activity", DefaultValueFactory = _ => 20_000_000 };
var repeats = new Option<int>("--repeats") { Description = "How many runs of each; the shortest counts", DefaultValueFactory = _ => 1 };
var only = new Option<string[]>("--only") { Description = "Only these contenders", AllowMultipleArgumentsPerToken = true, HelpName = "NAME" };
var rowsOf = new Option<string[]>("--rows-of") { Description = "Fewer records for a contender that is short of memory or of time", AllowMultipleArgumentsPerToken = true, HelpName = "NAME=ROWS" };
var generator = new Option<string>("--generator")
{
    Description = "The program that makes the world and the activity; beside its folder lies the small world",
    DefaultValueFactory = _ => Environment.GetEnvironmentVariable("REMIT_GENERATOR") is { Length: > 0 } named ? named : Path.Combine(root, "../shared/responsibility/samples/gen.py"),
    HelpName = "FILE",
};
var world = new Option<string?>("--world") { Description = "A folder of reference tables, instead of making one", HelpName = "FOLDER" };
var activity = new Option<string?>("--activity") { Description = "A file of activity of 2025/26, instead of making one", HelpName = "FILE" };
var work = new Option<string>("--work") { Description = "Where files are made on the way: some 10 GB for 20 million records", DefaultValueFactory = _ => Path.Combine(root, "bench/.work"), HelpName = "FOLDER" };
var results = new Option<string>("--results") { Description = "Where the page of figures goes, in a folder named after the machine", DefaultValueFactory = _ => Path.Combine(root, "bench/results"), HelpName = "FOLDER" };

var command = new RootCommand("Benchmarks: who pays for each record, by Remit and by what one would use instead") { rows, repeats, only, rowsOf, generator, world, activity, work, results };
command.SetAction(async parsed =>
{
    var contenders = Contenders.All(root, Path.Combine(root, "bench/.peers"));
    var chosen = parsed.GetValue(only) is { Length: > 0 } names ? names : [.. contenders.Select(c => c.Name)];
    if (chosen.Except(contenders.Select(c => c.Name)).FirstOrDefault() is { } unknown)
        throw new RefusedException(new Finding("no-such-contender", Consequence.FileRefused, new Place(unknown), "a name that no contender has", string.Join(", ", contenders.Select(c => c.Name))));

    var limits = (parsed.GetValue(rowsOf) ?? []).Select(l => l.Split('=')).ToDictionary(l => l[0], l => long.Parse(l[1], CultureInfo.InvariantCulture));
    var run = new WhoPays(root, Path.GetFullPath(parsed.GetRequiredValue(work)), Path.GetFullPath(parsed.GetRequiredValue(generator)), limits);
    await run.Run(parsed.GetRequiredValue(rows), parsed.GetRequiredValue(repeats), [.. contenders.Where(c => chosen.Contains(c.Name))],
        parsed.GetValue(world), parsed.GetValue(activity), parsed.GetRequiredValue(results));
});

var from = new Argument<string>("IN.csv");
var to = new Argument<string>("OUT.csv");
var floor = new Command("run-floor", "Reads the activity and writes the same columns again, deciding nothing") { from, to };
floor.SetAction(parsed => Floor.Rewrite(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to)));
command.Add(floor);
var scan = new Command("run-scan", "Finds the cells of the activity and writes a constant decision for each record") { from, to };
scan.SetAction(parsed => Floor.Scan(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to)));
command.Add(scan);

var library = new Argument<string>("LIBRARY");
var tables = new Argument<string>("WORLD");
var chDb = new Command("run-chdb", "Decides with the generated ClickHouse SQL in chDB") { library, from, tables, to };
chDb.SetAction(parsed => ChDb.Run(parsed.GetRequiredValue(library), Path.Combine(root, "remit"), new Job(parsed.GetRequiredValue(from), parsed.GetRequiredValue(tables), parsed.GetRequiredValue(to))));
command.Add(chDb);

var allocations = new Option<string>("--data") { Description = "The folder of the official files of allocations", DefaultValueFactory = _ => Path.Combine(root, "../shared/data/allocations"), HelpName = "FOLDER" };
var shares = new Command("fair-shares", "Targets of all England from practice level, after load") { allocations, results };
shares.SetAction(parsed => FairShares.Run(parsed.GetRequiredValue(allocations), parsed.GetRequiredValue(results), TimeProvider.System.TodayInLondon));
command.Add(shares);

var keep = new Option<string?>("--keep") { Description = "A workspace to leave the boards in, to look at with ./remit serve", HelpName = "FOLDER" };
var boards = new Command("boards", "Interests against every open agenda item, award and contract, at national size") { results, keep };
boards.SetAction(parsed => Boards.Run(parsed.GetRequiredValue(results), TimeProvider.System.TodayInLondon, parsed.GetValue(keep)));
command.Add(boards);

try
{
    return await command.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is RefusedException or InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 3;
}

static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
