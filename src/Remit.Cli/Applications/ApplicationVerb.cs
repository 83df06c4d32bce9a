using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Powers.Applications;
using Remit.Storage.Powers.Applications;

namespace Remit.Cli.Applications;

/// <summary><c>./remit application</c>: every step of an application to make, vary, merge or end bodies.</summary>
internal static class ApplicationVerb
{
    public static Command Make(Terminal terminal)
    {
        var verb = new Command("application", "The steps of an application to make, vary, merge or end bodies: what was asked, shown, assessed, voted, decided and ordered")
        {
            List(terminal),
            ApplicationShow.Make(terminal),
            ApplicationCheckVerb.Make(terminal),
            ApplicationApply.Amend(terminal),
        };
        foreach (var step in ApplicationSteps.All(terminal))
            verb.Add(step);
        return verb;
    }

    private static Command List(Terminal terminal)
    {
        var open = new Option<bool>("--open") { Description = "Only those that are not refused, withdrawn or ordered" };
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("list", "List the applications, the first recorded first") { open, workspace, json };
        verb.SetAction(parsed => JournalOptions.WithJournal(terminal, parsed.GetValue(workspace), journal =>
        {
            var applications = RecordedApplications.In(journal)
                .Where(a => !parsed.GetValue(open) || a.Stage is not (ApplicationStage.Refused or ApplicationStage.Withdrawn or ApplicationStage.Ordered)).ToList();
            if (parsed.GetValue(json))
                terminal.SayJson(new { applications = applications.Select(a => new { a.Id, a.Written.Kind, a.Written.BodyKind, bodies = a.Written.BodiesConcerned(), a.MadeOn, a.Written.From, a.Stage, a.Version }) });
            else
            {
                var table = new TextTable("application", "kind", "of", "bodies", "made on", "from", "stage");
                foreach (var a in applications)
                    table.Row(a.Id, a.Written.Kind, a.Written.BodyKind, string.Join(' ', a.Written.BodiesConcerned()), $"{a.MadeOn:yyyy-MM-dd}", $"{a.Written.From:yyyy-MM-dd}", a.Stage.InWords());
                terminal.Say(table.ToString());
            }

            return ExitCode.Done;
        }));
        return verb;
    }
}
