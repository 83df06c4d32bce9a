using System.CommandLine;
using Remit.Cli.Journal;
using Remit.Storage;
using Remit.Storage.Register;
using Remit.Time;

namespace Remit.Cli.Register;

/// <summary><c>import KIND FILE...</c>, <c>import auto FOLDER</c>, <c>import list</c> and <c>import correct SHA-PREFIX</c>.</summary>
internal static class ImportVerb
{
    public static Command Make(Terminal terminal)
    {
        var workspace = RegisterOptions.Workspace();
        var edition = CommandLine.Day("--edition", "The day whose state of affairs the file describes, where its header and name do not say");
        var learned = CommandLine.Day("--learned", "The day the organisation first had the file (default: now)");
        var act = new ActOptions("Taken in with ./remit import");
        var json = CommandLine.Json();
        var kind = new Argument<string>("KIND") { Description = $"auto (then a folder), list, correct (then the beginning of a SHA-256), or one of {string.Join(", ", Layouts.All.Select(l => l.Kind))}" };
        var paths = new Argument<string[]>("FILE") { Description = "The files, as published; for auto, a folder", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("import", "Take official files into the workspace: each is recognised, checked, compared with the one before it, and kept by its hash") { kind, paths, workspace, edition, learned, json };
        act.AddTo(command);
        command.SetAction(parsed =>
        {
            var what = parsed.GetRequiredValue(kind);
            var files = parsed.GetValue(paths) ?? [];
            var into = Workspace.At(parsed.GetValue(workspace));
            if (what == "list")
                return ImportList.Run(terminal, into, parsed.GetValue(json));
            if (parsed.GetValue(learned) > terminal.Today)
            {
                terminal.Note($"--learned is the day the file was first had, so it cannot be after today, {terminal.Today:yyyy-MM-dd}.");
                return ExitCode.Usage;
            }

            DateTimeOffset? since = parsed.GetValue(learned) is { } day ? LondonClock.EndOfDay(day) : null;
            var now = terminal.Clock.GetUtcNow();
            if (what == "correct")
                return ImportCorrect.Run(terminal, into, act.Read(parsed, terminal), files, parsed.GetValue(edition), since < now ? since : since is null ? null : now, parsed.GetValue(json));
            if (what != "auto" && Layouts.Named(what) is null)
            {
                terminal.Note($"{Finding.Quoted(what)} is not a kind of file that Remit knows. The kinds are: {string.Join(", ", Layouts.All.Select(l => l.Kind))}. Or 'auto', with a folder.");
                return ExitCode.Usage;
            }

            if (files.Length == 0 || what == "auto" && files.Length > 1)
            {
                terminal.Note(what == "auto" ? "Name one folder: ./remit import auto FOLDER" : $"Name at least one file: ./remit import {what} FILE...");
                return ExitCode.Usage;
            }

            if (what == "auto" && parsed.GetValue(edition) is not null)
            {
                terminal.Note("--edition is for files of one kind: name the kind instead of auto.");
                return ExitCode.Usage;
            }

            using var recorded = new ImportRecord(into, act.Read(parsed, terminal));
            var import = new ReleaseImport(into, NationalTables.Shipped, now, since);
            var outcomes = what == "auto"
                ? import.ImportFolder(files[0])
                : files.Select(file => import.Import(file, Layouts.Named(what), parsed.GetValue(edition)));
            return ImportReport.Give(terminal, into, what == "auto" ? files[0] : null, recorded.Of(outcomes), parsed.GetValue(json));
        });
        return command;
    }
}
