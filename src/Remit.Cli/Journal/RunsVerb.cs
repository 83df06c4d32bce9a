using System.CommandLine;
using System.Globalization;
using Remit.Storage.Journal;
using Remit.Storage.Responsibility;

namespace Remit.Cli.Journal;

/// <summary><c>./remit runs</c>: counts of runs that were made public, fit to be shown to anyone.</summary>
internal static class RunsVerb
{
    private const int MostAcross = 8;
    private const int FewestOfHash = 6;

    public static Command Make(Terminal terminal) =>
        new("runs", "Make the counts of a run public, take them back, and see those that are: protected counts by outcome and month, never a record") { List(terminal), Show(terminal), Publish(terminal), Withdraw(terminal) };

    private static Command List(Terminal terminal)
    {
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("list", "List them, the latest first") { workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var runs = PublishedRuns.List(journal);
            if (parsed.GetValue(json))
                terminal.SayJson(new { runs });
            else
            {
                var table = new TextTable("run", "title", "records", "published (UTC)", "by", "").Right(2);
                foreach (var run in runs)
                    table.Row(run.Run[..12], run.What.Title, Said(run.What.Counts.All), Instant(run.Published), run.Published.By,
                        run.Withdrawn is { } taken ? $"withdrawn {Instant(taken)} by {taken.By}: {taken.Reason}" : "");
                terminal.Say(table.ToString());
            }

            return ExitCode.Done;
        }));
        return verb;
    }

    private static Command Show(Terminal terminal)
    {
        var which = Run();
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("show", "Show one by outcome and month, against the one published before it") { which, workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var runs = PublishedRuns.List(journal);
            if (Found(terminal, runs, parsed.GetRequiredValue(which)) is not { } run)
                return ExitCode.NotFound;
            var before = PublishedRuns.Before(runs, run);
            if (parsed.GetValue(json))
                terminal.SayJson(new { run, before });
            else
                Print(terminal, run, before);
            return ExitCode.Done;
        }));
        return verb;
    }

    private static Command Publish(Terminal terminal)
    {
        var decisions = new Argument<string>("OUT.csv") { Description = "A file of decisions, with its manifest beside it; .gz is read too" };
        var title = ActOptions.Line("--title", "What the run is called where it is shown, such as 'June 2025, flex'", "TEXT", required: true);
        var activity = new Option<string?>("--activity") { Description = "The file of activity that was assigned, for the month of the assignment date", HelpName = "IN.csv" };
        var date = new Option<string?>("--date") { Description = "The column of dates (YYYY-MM-DD) whose month is meant", HelpName = "COLUMN" };
        var act = new ActOptions(shown: true);
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("publish", "Make the counts of a run public: small numbers are withheld, and nothing else of the run is kept than its manifest's hashes") { decisions, title, activity, date, workspace, json };
        act.AddTo(verb);
        verb.SetAction((parsed, stop) =>
        {
            var what = RunPublication.Read(parsed.GetRequiredValue(decisions), parsed.GetRequiredValue(title)!, parsed.GetValue(activity), parsed.GetValue(date), stop);
            using var journal = KeptJournal.Open(Storage.Workspace.At(parsed.GetValue(workspace)));
            var run = PublishedRuns.Publish(journal, what, act.Read(parsed, terminal));
            if (parsed.GetValue(json))
                terminal.SayJson(new { run });
            else
                Print(terminal, run, PublishedRuns.Before(PublishedRuns.List(journal), run));
            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

    private static Command Withdraw(Terminal terminal)
    {
        var which = Run();
        var act = new ActOptions(shown: true);
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("withdraw", "Take one back. That it had been published, and why it was withdrawn, stays in the journal") { which, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            if (Found(terminal, PublishedRuns.List(journal), parsed.GetRequiredValue(which)) is not { } run)
                return ExitCode.NotFound;
            if (run.Withdrawn is { } taken)
            {
                terminal.Note($"{run.What.Title} was withdrawn at {Instant(taken)} by {taken.By}: {taken.Reason}");
                return ExitCode.Refused;
            }

            PublishedRuns.Withdraw(journal, run, act.Read(parsed, terminal));
            if (parsed.GetValue(json))
                terminal.SayJson(new { withdrawn = run.Run, run.What.Title });
            else
                terminal.Say($"Withdrawn: {run.What.Title}, {run.Run[..12]}.");
            return ExitCode.Done;
        }));
        return verb;
    }

    private static Argument<string> Run() => new("RUN") { Description = $"The beginning of the run's hash, as 'runs list' shows it: at least {FewestOfHash} characters" };

    private static PublishedRun? Found(Terminal terminal, IReadOnlyList<PublishedRun> runs, string hash)
    {
        PublishedRun[] meant = [.. runs.Where(r => hash.Length >= FewestOfHash && r.Run.StartsWith(hash, StringComparison.OrdinalIgnoreCase))];
        if (meant is [var run])
            return run;
        terminal.Note(hash.Length < FewestOfHash ? $"Give at least {FewestOfHash} characters of the run's hash: {Finding.Quoted(hash)} is too little. './remit runs list' shows them."
            : $"{(meant.Length == 0 ? "No published run has" : $"{meant.Length} published runs have")} a hash that begins {Finding.Quoted(hash)}. './remit runs list' shows them.");
        return null;
    }

    private static void Print(Terminal terminal, PublishedRun run, PublishedRun? before)
    {
        var counts = run.What.Counts;
        terminal.Say($"{run.What.Title}  {run.Run[..12]}");
        terminal.Say($"Published {Instant(run.Published)} by {run.Published.By} ({run.Published.Capacity}): {run.Published.Reason}");
        if (run.Withdrawn is { } taken)
            terminal.Say($"Withdrawn {Instant(taken)} by {taken.By} ({taken.Capacity}): {taken.Reason}");
        terminal.Say($"Rulebooks {string.Join(", ", run.What.Rulebooks)}{(run.What.AsOn is { } day ? $", as on {day:yyyy-MM-dd}" : "")}{(run.What.Readings.Count > 0 ? $"; read otherwise: {string.Join(", ", run.What.Readings)}" : "")}");
        terminal.Say();

        var months = counts.Months.Count <= MostAcross ? counts.Months : [];
        var totals = counts.OfOutcome is not null || months.Count == 0;
        var table = new TextTable(["outcome", .. months.Select(m => m.Length > 0 ? m : "(no month)"), .. totals ? ["all"] : Array.Empty<string>(), .. before is null ? Array.Empty<string>() : ["before"]])
            .Right([.. Enumerable.Range(1, months.Count + (totals ? 1 : 0) + (before is null ? 0 : 1))]);
        var outcomes = counts.Outcomes.Concat(before?.What.Counts.Outcomes.Except(counts.Outcomes) ?? []);
        foreach (var outcome in outcomes)
        {
            var row = counts.Outcomes.Index().FirstOrDefault(o => o.Item == outcome, (Index: -1, Item: "")).Index;
            table.Row([outcome, .. months.Index().Select(m => row < 0 ? "0" : Said(counts.Records[row][m.Index])), .. totals ? [Said(counts.Of(outcome))] : Array.Empty<string>(),
                .. before is null ? Array.Empty<string>() : [Said(before.What.Counts.Of(outcome))]]);
        }

        if (counts.OfMonth is { } ofMonth)
            table.Row(["(all)", .. months.Index().Select(m => Said(ofMonth[m.Index])), Said(counts.All), .. before is null ? Array.Empty<string>() : [Said(before.What.Counts.All)]]);
        terminal.Say(table.ToString());
        terminal.Say();
        if (counts.OfMonth is null)
            terminal.Say($"All records: {Said(counts.All)}");
        if (before is not null)
            terminal.Say($"Before: {before.What.Title}, published {Instant(before.Published)}.");
        terminal.Say("* is 1 to 7, or a larger number withheld so that totals do not give one away; others are rounded to 5.");
    }

    private static string Said(long? count) => count is { } n ? $"{n:N0}" : "*";

    private static string Instant(Act act) => act.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
