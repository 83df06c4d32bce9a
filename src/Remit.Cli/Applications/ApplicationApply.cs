using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Cli.Register;
using Remit.Powers.Applications;
using Remit.Storage;
using Remit.Storage.Journal;
using Remit.Storage.Powers.Applications;
using Remit.Storage.Register;

namespace Remit.Cli.Applications;

/// <summary><c>apply FILE</c> beneath each journey, and <c>application amend</c>.</summary>
internal static class ApplicationApply
{
    public static Command Make(Terminal terminal, string journey)
    {
        var kinds = ApplicationTables.Shipped.Kinds.Where(k => k.Journey == journey).Select(k => k.Name).Distinct().ToList();
        var file = FileArgument();
        var on = CommandLine.Day("--on", "The day it was made, which chooses the law and the procedure (default: today)");
        var act = new ActOptions("The application was received");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("apply", $"Record that an application was made, from a file that is checked in full first. Here: {string.Join(", ", kinds)}. './remit application' takes every step after it") { file, on, workspace, json };
        act.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var written = ApplicationFile.Read(parsed.GetRequiredValue(file));
            if (!kinds.Contains(written.Kind))
                throw new RefusedException(new Finding("another-journey", Consequence.FileRefused, new(Path.GetFileName(parsed.GetRequiredValue(file)), 0, "kind"), written.Kind, $"one of: {string.Join(", ", kinds)}"));
            var at = Workspace.At(parsed.GetValue(workspace));
            using var journal = KeptJournal.Open(at);
            var made = RecordedApplications.Make(journal, at.Evidence(NationalTables.Shipped).ToDate, ApplicationTables.Shipped, written, parsed.GetValue(on) ?? terminal.Today, act.Read(parsed, terminal),
                Path.GetFileName(parsed.GetRequiredValue(file)));
            return ApplicationShow.Answer(terminal, made, parsed.GetValue(json));
        });
        return verb;
    }

    public static Command Amend(Terminal terminal)
    {
        var file = FileArgument();
        return ApplicationSteps.Step(terminal, "amend", "Record that the applicants put another application in place of theirs; what was assessed before must be assessed again", null, [file],
            (parsed, on) => new ApplicationAmended(on, ApplicationFile.Read(parsed.GetRequiredValue(file))));
    }

    private static Argument<string> FileArgument() => new("FILE") { Description = "A file of JSON with one application: specs/powers/applications/formats.md shows how it is written" };
}
