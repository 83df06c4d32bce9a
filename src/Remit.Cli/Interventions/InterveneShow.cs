using System.CommandLine;
using System.Globalization;
using Remit.Cli.Journal;
using Remit.Cli.Powers;
using Remit.Powers;
using Remit.Powers.Interventions;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Time;

namespace Remit.Cli.Interventions;

/// <summary><c>intervene list</c>, <c>show</c> and <c>due</c>.</summary>
internal static class InterveneShow
{
    public static Command List(Terminal terminal)
    {
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("list", "List the interventions of this workspace") { workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var all = RecordedInterventions.In(journal);
            if (parsed.GetValue(json))
                terminal.SayJson(new { interventions = all.Select(i => new { i.Id, i.Opened.Kind, i.Opened.Title, i.Opened.Bodies, i.Stage, i.ReviewDue }) });
            else
            {
                var table = new TextTable("id", "kind", "of", "stands", "review", "title");
                foreach (var i in all)
                    table.Row(i.Id, i.Opened.Kind, string.Join(", ", i.Opened.Bodies), Stands(i), i.ReviewDue is { } due ? IsoDate.Text(due) : "", i.Opened.Title);
                terminal.Say(table.ToString());
            }

            return ExitCode.Done;
        }));
        return verb;
    }

    public static Command Make(Terminal terminal)
    {
        var id = InterveneVerb.Id();
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("show", "Show an intervention: ground, terms, who was heard, the decision, and what has become of it") { id, workspace, json };
        verb.SetAction(parsed => InterveneVerb.With(terminal, parsed.GetValue(workspace), parsed.GetRequiredValue(id), (journal, intervention, powers) =>
        {
            Answer(terminal, journal, intervention, powers, parsed.GetValue(json));
            return ExitCode.Done;
        }));
        return verb;
    }

    public static Command Due(Terminal terminal)
    {
        var on = CommandLine.Day("--on", "The day asked about (default: today)");
        var within = new Option<int>("--within") { Description = "How many days ahead to look", HelpName = "DAYS", DefaultValueFactory = _ => 60 };
        within.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > 3660))
                result.AddError("--within: wanted a number of days, at most 3660.");
        });
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("due", "List what runs out, is to be reviewed, has lasted longer than it was meant to, or was extended too late: of every direction that is known, not only those made here") { on, within, workspace, json };
        verb.SetAction(parsed =>
        {
            var at = Workspace.At(parsed.GetValue(workspace));
            using var journal = KeptJournal.OpenIfThere(at);
            var due = RunningOut.On(parsed.GetValue(on) ?? terminal.Today, parsed.GetValue(within), RecordedInstruments.Powers(at), journal is null ? [] : RecordedInterventions.In(journal));
            if (parsed.GetValue(json))
                terminal.SayJson(new { due = due.Select(d => new { d.What, d.Why, by = IsoDate.Text(d.By), d.Says }) });
            else if (due.Count == 0)
                terminal.Say("Nothing.");
            else
            {
                var table = new TextTable("by", "what", "");
                foreach (var item in due)
                    table.Row(IsoDate.Text(item.By), item.What, item.Says);
                terminal.Say(table.ToString());
            }

            return due.Count > 0 ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    /// <summary>An intervention as text or as JSON.</summary>
    public static void Answer(Terminal terminal, KeptJournal journal, Intervention intervention, PowersAsKnown powers, bool json)
    {
        var instruments = intervention.Instruments.Select(powers.Ledger.Find).OfType<Instrument>().ToList();
        if (json)
            terminal.SayJson(new
            {
                intervention.Id,
                intervention.Stage,
                intervention.Opened,
                intervention.Terms,
                intervention.Consulted,
                intervention.Representations,
                intervention.Made,
                intervention.Reviews,
                intervention.ReviewDue,
                nobody = InterventionRules.Unexercised(intervention, powers).Select(u => new { function = u.Function.ToString(), u.Body, days = u.Days.ToString() }),
                instruments = instruments.Select(i => PowersShow.Json(powers, i)),
                acts = RecordedInterventions.History(journal, intervention.Id).Select(e => new { e.At, e.By, e.Capacity, e.Kind, e.Reason }),
            });
        else
            Print(terminal, journal, intervention, powers, instruments);
    }

    private static void Print(Terminal terminal, KeptJournal journal, Intervention intervention, PowersAsKnown powers, IReadOnlyList<Instrument> instruments)
    {
        var opened = intervention.Opened;
        terminal.Say($"{intervention.Id}: {Finding.Shown(opened.Title)}");
        terminal.Say($"{opened.Kind} of {string.Join(", ", opened.Bodies)}; {Stands(intervention)}{(intervention.ReviewDue is { } due ? $"; to be looked at again by {due:yyyy-MM-dd}" : "")}");
        terminal.Say($"Ground: {opened.Ground}{(opened.Functions is { } of ? $" ({string.Join(", ", of)})" : "")}: {Finding.Shown(opened.Evidence)}");
        if (intervention.Stage != InterventionStage.Made)
            terminal.SaySection("Terms", intervention.Terms.Select(Words));
        terminal.SaySection("Consulted", intervention.Consulted.Select(c => $"{c.On:yyyy-MM-dd}  {c.Body}{(c.Document is { } letter ? $" ({Finding.Shown(letter)})" : "")}"));
        terminal.SaySection("Representations", intervention.Representations.Select(r => $"{r.On:yyyy-MM-dd}  {r.Body}: {Finding.Shown(r.Says)}"));
        if (intervention.Made is { } made)
            terminal.SaySection($"Decided on {made.On:yyyy-MM-dd}{(made.Decision is { } minute ? $" ({Finding.Shown(minute)})" : "")}", made.Checks.Where(c => c.Found is "broken" or "cannot-tell").Select(c => $"told: {c.Rule} {c.Found.Replace('-', ' ')}: {c.Because}").DefaultIfEmpty("every rule held or did not apply"));
        terminal.SaySection("Instruments", instruments.SelectMany(i => powers.Ledger.Of(i).Select(t => $"{i.Id} {t.Clause.Number}: {PowersShow.Words(t.Clause)}, {t.Days}")));
        terminal.SaySection("Nobody exercises", InterventionRules.Unexercised(intervention, powers).Select(u => $"{u.Function} for {u.Body}, {u.Days}: it was stopped, and nothing that is known moves it"));
        terminal.SaySection("Reviews", intervention.Reviews.Select(r => $"{r.On:yyyy-MM-dd}  {Finding.Shown(r.Found)}"));
        terminal.SaySection("Acts", RecordedInterventions.History(journal, intervention.Id).Select(e => $"{LondonClock.LondonDay(e.ToAct().At):yyyy-MM-dd}  {e.Kind.Replace('-', ' ')} by {Finding.Shown(e.By)} ({Finding.Shown(e.Capacity)}): {Finding.Shown(e.Reason)}"));
    }

    private static string Words(WrittenClause term) => Finding.Shown(string.Join(' ', ((string?[])[term.Clause, term.Does, term.Functions is { } functions ? string.Join(", ", functions) : null,
        term.Of is { } of ? $"of {of}" : null, term.To is { } to ? $"to {to}" : null, term.What is { } what ? $": {what}" : null]).OfType<string>()).Replace(" :", ":", StringComparison.Ordinal));

    private static string Stands(Intervention intervention) => intervention.Stage switch
    {
        InterventionStage.Open => "open",
        InterventionStage.Made => $"made, {(intervention.Made!.To is { } to ? $"{intervention.Made.From:yyyy-MM-dd} to {to:yyyy-MM-dd}" : $"from {intervention.Made.From:yyyy-MM-dd}")}",
        _ => "dropped",
    };
}
