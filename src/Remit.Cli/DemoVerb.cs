using System.CommandLine;
using System.Diagnostics;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Responsibility;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;
using Remit.Storage.Samples;
using Remit.Web;

namespace Remit.Cli;

/// <summary><c>./remit demo</c>: a workspace, a month of activity decided, three records explained, from nothing and in seconds, and then the site.</summary>
public static class DemoVerb
{
    // Records that show something a spreadsheet would not: what to say of each, and how to know one.
    private static readonly (string About, Func<Determination, bool> Is)[] Telling =
    [
        ("A late record of March, so decided under last year's rules: the line was then suitable for delegation but not yet delegated.",
            d => d.Decision.Outcome == Outcome.SpecialisedPracticeHub && d.Rulebook.Name == "cam-2024-25"),
        ("Home in England, doctor in Wales, specialised care, sent through the Welsh referral service.",
            d => d.Decision.Outcome == Outcome.DevolvedSpecialised && d.Decision.Flags.Has(Flag.K7)),
        ("A patient who is registered nowhere and has no fixed abode.",
            d => d.Decision.Outcome == Outcome.Responsible && d.Decision.Method == Method.ProviderMainSite && d.Steps.Count > 3),
    ];

    public static Command Make(Terminal terminal)
    {
        var folder = new Option<string>("--workspace") { Description = "The workspace folder to make, or to use again", HelpName = "FOLDER", DefaultValueFactory = _ => "workspace-demo" };
        var port = ServeVerb.Port(0);
        var noServe = new Option<bool>("--no-serve") { Description = "End there, without the site" };
        var json = CommandLine.Json();
        json.Description = "Answer as JSON, without the site";
        var verb = new Command("demo", "Show what Remit does: make a workspace of a small made-up England, decide a month of activity, explain three records, serve the site") { folder, port, noServe, json };
        verb.SetAction(async (parsed, stop) =>
        {
            var workspace = new Workspace(parsed.GetValue(folder)!);
            var code = Run(terminal, workspace, parsed.GetValue(folder)!, parsed.GetValue(json), stop);
            if (code == ExitCode.Done && !parsed.GetValue(noServe) && !parsed.GetValue(json))
            {
                terminal.Say();
                await ServeVerb.Serve(terminal, new SiteOptions(workspace.Folder, null, parsed.GetValue(port) ?? 0, terminal.Clock), json: false, stop);
            }

            return code;
        });
        return verb;
    }

    private static int Run(Terminal terminal, Workspace workspace, string shown, bool json, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var samples = ShippedSamples.Folder;
        var activity = Path.Combine(samples, "activity.csv");

        var imported = Import(terminal, workspace, samples);
        if (imported.Any(o => o.Verdict == ImportVerdict.Refused))
        {
            terminal.NoteFindings([.. imported.SelectMany(o => o.Findings)]);
            return ExitCode.Refused;
        }

        var assignment = new Assignment(WorkspaceReference.Load(workspace), Rulebooks.All());
        var (decisions, rejects) = (Path.Combine(shown, "demo", "decisions.csv"), Path.Combine(shown, "demo", "rejects.csv"));
        var counts = AssignmentRun.Run(assignment, activity, decisions, rejects, stop: stop);
        Publish(terminal, workspace, decisions, activity);
        MadeUpBoard.Record(workspace, samples, terminal.Today, ActOptions.Of(terminal, "To show what a board's pages look like"));
        var explained = Explained(assignment, activity);

        if (json)
        {
            terminal.SayJson(new
            {
                workspace = workspace.Folder,
                imported = imported.Select(o => new { file = Path.GetFileName(o.File), o.Kind, outcome = o.Verdict, o.Release?.Rows }),
                decisions,
                rejects,
                counts,
                explained = explained.Select(e => new { e.RecordId, e.About }),
            });
            return ExitCode.Done;
        }

        terminal.Say($"1. A small made-up England, now in the workspace {shown}");
        terminal.Say("   The commissioners, hubs and rules are real; the people, homes, practices and hospitals are not.");
        terminal.Say();
        var table = new TextTable("file", "rows", "outcome").Right(1);
        foreach (var outcome in imported)
            table.Row(Path.GetFileName(outcome.File), $"{outcome.Release?.Rows ?? 0:N0}", outcome.Verdict == ImportVerdict.AlreadyHeld ? "held already" : "taken in");
        terminal.Say(table.ToString());

        terminal.Say();
        terminal.Say("2. A month of its activity: who pays for each record?");
        terminal.Say();
        AssignVerb.Report(terminal, counts, Readings.Documented, decisions, rejects);

        terminal.Say();
        terminal.Say("Its counts by outcome and month are published, small numbers withheld: the site has them under Runs.");
        terminal.Say("A made-up board with its interests and meetings is recorded too: the site has it under Boards.");
        terminal.Say();
        terminal.Say("3. And why? Three of them, box by box");
        foreach (var (about, _, text) in explained)
        {
            terminal.Say();
            terminal.Say(new string('-', 100));
            terminal.Say(about);
            terminal.Say();
            terminal.Say(text);
        }

        terminal.Say();
        terminal.Say(new string('-', 100));
        terminal.Say("4. Now try");
        terminal.Say();
        foreach (var (command, why) in Next(shown, activity, explained))
            terminal.Say($"   {command}\n       {why}");
        terminal.Note($"{clock.Elapsed.TotalSeconds:0.0} seconds.");
        return ExitCode.Done;
    }

    private static List<ImportOutcome> Import(Terminal terminal, Workspace workspace, string samples)
    {
        using var record = new ImportRecord(workspace, ActOptions.Of(terminal, "Taken in with ./remit demo"));
        var import = new ReleaseImport(workspace, NationalTables.Shipped, terminal.Clock.GetUtcNow());
        return [.. record.Of(TableSchema.All.Select(s => Path.Combine(samples, s.Name + ".csv")).Where(File.Exists).Select(path => import.Import(path, Layouts.Named(Path.GetFileNameWithoutExtension(path)))))];
    }

    private static void Publish(Terminal terminal, Workspace workspace, string decisions, string activity)
    {
        var what = RunPublication.Read(decisions, "June 2025, of the made-up England", activity);
        using var journal = KeptJournal.Open(workspace);
        if (PublishedRuns.List(journal).All(r => r.Run != what.Manifest))
            PublishedRuns.Publish(journal, what, ActOptions.Of(terminal, "To show what a published run looks like"));
    }

    private static List<(string About, string RecordId, string Text)> Explained(Assignment assignment, string path)
    {
        var engine = new ReferenceEngine(assignment.Reference.Tables);
        var found = new (string, string, string)?[Telling.Length];
        var codeNames = CodeNames.In(assignment.Reference.Tables);
        using var activity = ActivityFile.Open(path, assignment);
        while (found.Contains(null) && activity.Read())
        {
            if (activity.Rulebook is not { } rulebook || activity.Reject is not null)
                continue;

            var determination = engine.Explain(rulebook, activity.Record);
            foreach (var (i, telling) in Telling.Index())
            {
                if (found[i] is not null || !telling.Is(determination))
                    continue;
                var place = $"Record {activity.RecordId.Trim()} of {Path.GetFileName(path)}, line {activity.Source.Line}";
                var names = codeNames.On(determination.Day);
                found[i] = (telling.About, activity.RecordId.Trim(), Explanation.Text(determination, place, CdsType.Of(activity.Record[Item.CdsType])!, names));
                break;
            }
        }

        return [.. found.Where(f => f is not null).Select(f => f!.Value)];
    }

    private static IEnumerable<(string Command, string Why)> Next(string workspace, string activity, List<(string About, string RecordId, string Text)> explained)
    {
        var shown = Path.GetRelativePath(".", activity);
        yield return ($"./remit explain {shown} --record {(explained.Count > 0 ? explained[0].RecordId : "ID")} --workspace {workspace}", "any record, box by box");
        yield return ($"./remit assign {shown.Replace("activity.csv", "activity-2019.csv", StringComparison.Ordinal)} --out decisions-2019.csv --workspace {workspace}", "June 2019, when CCGs paid");
        yield return ($"./remit assign {shown} --as-on 2019-06-30 --out then.csv --workspace {workspace}", "this year's work on the register of 2019");
        yield return ("./remit register successor 00F --on 2022-06-30", "what became of Gateshead CCG");
        yield return ("./remit register count --kind CCG --on 2015-04-01", "how many there were");
        yield return ("./remit rulebook show cam-2025-26", "the rules themselves");
        yield return ($"./remit acts --workspace {workspace}", "who did what here, when and why");
        yield return ("./remit import auto FOLDER", "your own files, as published, into ./workspace");
        yield return ($"./remit serve --workspace {workspace}", "the site, whenever you like");
    }
}
