using System.CommandLine;
using System.Diagnostics;
using Remit.Responsibility;
using Remit.Storage.Responsibility;

namespace Remit.Cli;

/// <summary><c>./remit assign</c>: a file of activity in, decisions with their reasons out.</summary>
public static class AssignVerb
{
    public static Command Make(Terminal terminal)
    {
        var input = new Argument<string[]>("IN.csv")
        {
            Description = "Files of activity, or folders of them, decided in that order: the plain format, or a layout Remit knows by its header; .gz and .parquet are read too",
            Arity = ArgumentArity.OneOrMore,
        };
        // An argument that takes several takes an option that is not one, too.
        input.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith('-')))
                result.AddError($"Unrecognized option '{token.Value}'.");
        });
        var output = new Option<string?>("--out") { Description = "Where the decisions go; a name that ends in .gz is compressed, one that ends in .parquet is Parquet", HelpName = "OUT.csv" };
        var rejects = new Option<string?>("--rejects") { Description = "Where the rejected records go, as CSV; beside the decisions if not said", HelpName = "REJ.csv" };
        var engine = new Option<string>("--engine")
        {
            Description = "columnar, which decides whole blocks on every core, or reference, which goes record by record as explain does: the same bytes, slowly",
            DefaultValueFactory = _ => "columnar",
            HelpName = "NAME",
        }.AcceptOnlyFromAmong("columnar", "reference");
        var servers = new ServerOptions();
        var options = new AssignmentOptions();
        var json = CommandLine.Json();
        var verb = new Command("assign", "Decide who pays for each record. Streams: memory is the reference tables and the record ids of one file, at most 24 bytes and the id itself for each.") { input, output, rejects, engine, json };
        servers.AddTo(verb, output, rejects, engine);
        options.AddTo(verb);

        // Run on another thread: the one that waits is the one that hears an interruption.
        verb.SetAction((parsed, stop) => Task.Run(() =>
        {
            var (to, from) = (parsed.GetValue(output), parsed.GetRequiredValue(input));
            var rejected = parsed.GetValue(rejects) ?? RejectsBeside(to!);
            var engineChosen = parsed.GetValue(engine) == "reference" ? AssignmentEngine.Reference : AssignmentEngine.Columnar;
            var on = servers.Read(parsed, terminal.Clock, parsed.GetValue(json) || Console.IsErrorRedirected ? null : terminal.Note);
            if (!options.TryRead(parsed, terminal, compiled: on is null && engineChosen is AssignmentEngine.Columnar, out var assignment))
                return ExitCode.NotFound;

            var asJson = parsed.GetValue(json);
            var clock = Stopwatch.StartNew();
            assignment = assignment! with { On = on, Engine = engineChosen };
            var counts = AssignmentRun.Run(assignment, AssignmentRun.Inputs(from), to, rejected, asJson ? null : Progress(terminal, clock), stop);
            if (asJson)
                terminal.SayJson(new { decisions = to, rejects = rejected, manifest = AssignmentRun.ManifestBeside(to ?? rejected), counts });
            else
                Report(terminal, counts, assignment.InUse[0].Readings, to, rejected, clock.Elapsed);
            if (!asJson)
                terminal.NoteFindings(counts.Findings);
            return counts.Findings.Exists(f => f.Code is not ("absent-columns" or "left-overs")) ? ExitCode.Findings : ExitCode.Done;
        }, stop));
        return verb;
    }

    /// <summary>The summary of a run as a person reads it.</summary>
    /// <param name="readings">How the doubtful points were read in it.</param>
    public static void Report(Terminal terminal, RunCounts counts, Readings readings, string? output, string rejects, TimeSpan? took = null)
    {
        terminal.Say($"{counts.Read:N0} read = {counts.Assigned:N0} assigned + {counts.Rejected:N0} rejected");
        terminal.Say();
        if (counts.Assigned > 0)
        {
            var outcomes = new TextTable("outcome", "records", "share", "meaning").Right(1, 2);
            foreach (var (outcome, n) in counts.ByOutcome.OrderByDescending(c => c.Value))
                outcomes.Row(outcome, $"{n:N0}", Share(n, counts.Assigned), Outcome.All.Single(o => o.Name == outcome).Says);
            terminal.Say(outcomes.ToString());
            terminal.Say();
            terminal.Say(counts.WithoutCode switch
            {
                0 => "Every decision names a commissioner.",
                1 => $"1 decision names no commissioner ({Share(1, counts.Assigned)}): its flags say why.",
                var n => $"{n:N0} decisions name no commissioner ({Share(n, counts.Assigned)}): their flags say why.",
            });
        }

        if (counts.ByFlag.Count > 0)
        {
            terminal.Say();
            var flags = new TextTable("flag", "records", "share", "meaning").Right(1, 2);
            foreach (var (flag, n) in counts.ByFlag.OrderByDescending(c => c.Value).Take(10))
                flags.Row(flag, $"{n:N0}", Share(n, counts.Assigned), FlagWords.Of(flag, readings));
            terminal.Say(flags.ToString());
        }

        if (counts.Rejected > 0)
        {
            terminal.Say();
            var columns = new TextTable("rejected for", "records").Right(1);
            foreach (var (column, n) in counts.ByRejectedColumn.OrderByDescending(c => c.Value))
                columns.Row(column.Length == 0 ? "the number of cells" : column, $"{n:N0}");
            terminal.Say(columns.ToString());
        }

        if (counts.ByRulebook.ContainsKey("ccg"))
        {
            terminal.Say();
            terminal.Say($"Rulebook ccg: {Rulebooks.Named("ccg")!.Standing}");
        }

        terminal.Say();
        if (output is not null)
            terminal.Say($"Decisions  {output}");
        if (counts.LeftIn is { } table)
            terminal.Say($"Left in    {table}");
        terminal.Say($"Rejects    {rejects}");
        terminal.Say($"Manifest   {AssignmentRun.ManifestBeside(output ?? rejects)}");
        if (took is { } time)
            terminal.Note($"{time.TotalSeconds:N1} seconds, {counts.Read / Math.Max(0.001, time.TotalSeconds):N0} records a second.");
    }

    // may.csv, may-rejects.csv; may.csv.gz, may-rejects.csv.gz.
    private static string RejectsBeside(string output)
    {
        var packed = output.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var stem = Path.GetFileNameWithoutExtension(packed ? output[..^3] : output);
        return Path.Combine(Path.GetDirectoryName(output) ?? "", $"{stem}-rejects.csv{(packed ? ".gz" : "")}");
    }

    private static string Share(long n, long of) => $"{100m * n / of:0.0}%";

    private static Action<long, long>? Progress(Terminal terminal, Stopwatch clock)
    {
        if (Console.IsErrorRedirected)
            return null;

        var next = TimeSpan.FromSeconds(1);
        return (records, bytes) =>
        {
            if (clock.Elapsed < next)
                return;
            next = clock.Elapsed + TimeSpan.FromSeconds(1);
            terminal.Note($"{records:N0} records, {bytes / 1e6:N0} MB read …");
        };
    }
}
