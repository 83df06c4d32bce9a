using System.CommandLine;
using Remit.Journal;

namespace Remit.Cli.Journal;

/// <summary><c>./remit acts</c>: who did what, when, in what capacity and why.</summary>
internal static class ActsVerb
{
    public static Command Make(Terminal terminal)
    {
        var by = new Option<string?>("--by") { Description = "Only those of this person", HelpName = "NAME" };
        var most = new Option<int>("--most") { Description = "How many events to go back", DefaultValueFactory = _ => 50, HelpName = "N" };
        most.Validators.Add(result =>
        {
            if (result.TryRead<int>(out var given) && given < 1)
                result.AddError("--most: wanted a number above nought.");
        });
        var workspace = JournalOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("acts", "List what was done, the latest first: who, when, in what capacity and why") { by, most, workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var acts = journal.Latest(parsed.GetValue(most), parsed.GetValue(by)).GroupBy(e => e.FirstOfAct).Select(a => a.Reverse().ToList()).ToList();
            if (parsed.GetValue(json))
                terminal.SayJson(new
                {
                    journal = journal.Name,
                    acts = acts.Select(a => new { a[0].At, a[0].By, a[0].Capacity, a[0].Reason, events = a.Select(e => new { e.Position, e.Stream, e.Version, e.Kind }) }),
                });
            else
            {
                var table = new TextTable("event", "when (UTC)", "who", "capacity", "what", "about", "why").Right(0);
                foreach (var a in acts)
                    table.Row($"{a[0].Position}", Minute(a[0].At), a[0].By, a[0].Capacity, string.Join(", ", a.Select(e => e.Kind).Distinct()), About(a), a[0].Reason);
                terminal.Say(table.ToString());
            }

            return ExitCode.Done;
        }));
        return verb;
    }

    // As it stands in the journal: this verb is also for one that somebody has been at.
    private static string Minute(string at) => at.Length > 16 ? at[..16].Replace('T', ' ') : at;

    private static string About(List<Entry> act)
    {
        var stream = act[0].Stream;
        var others = act.Select(e => e.Stream).Distinct().Count() - 1;
        var shown = stream.Length > 24 ? stream[..20] + "…" : stream;
        return others > 0 ? $"{shown} and {others} more" : shown;
    }
}
