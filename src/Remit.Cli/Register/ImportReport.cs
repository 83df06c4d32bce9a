using Remit.Storage;
using Remit.Storage.Register;

namespace Remit.Cli.Register;

/// <summary>Says what became of the files that were offered.</summary>
internal static class ImportReport
{
    public static int Give(Terminal terminal, Workspace workspace, string? folder, IEnumerable<ImportOutcome> outcomes, bool json)
    {
        List<ImportOutcome> all = [];
        foreach (var outcome in outcomes)
        {
            all.Add(outcome);
            if (outcome.Verdict != ImportVerdict.LeftAlone)
                terminal.NoteFindings(outcome.Findings, 5);
        }

        if (json)
            terminal.SayJson(new
            {
                workspace = workspace.Folder,
                files = all.Select(o => new
                {
                    file = Shown(o, folder),
                    outcome = o.Verdict,
                    kind = o.Kind.Length > 0 ? o.Kind : null,
                    o.Release?.Edition,
                    o.Release?.EditionFrom,
                    o.Release?.Rows,
                    o.Release?.LeftOut,
                    o.Release?.Sha256,
                    o.Release?.Learned,
                    reason = o.Reason.Length > 0 ? o.Reason : null,
                    findings = o.Findings.Count > 0 ? o.Findings : null,
                    comparedWith = o.Comparison is { } c ? new
                    {
                        file = c.Before.File,
                        edition = c.Before.Edition,
                        before = c.KeysBefore,
                        now = c.KeysNow,
                        added = c.New.Count,
                        gone = c.Gone.Count,
                        c.Moved,
                        c.Moves,
                    } : null,
                }),
            });
        else
            Print(terminal, workspace, folder, all);

        return all.Any(o => o.Verdict == ImportVerdict.Refused) ? ExitCode.Refused
            : folder is null && all.Any(o => o.Verdict == ImportVerdict.LeftAlone) ? ExitCode.Refused
            : ExitCode.Done;
    }

    private static void Print(Terminal terminal, Workspace workspace, string? folder, List<ImportOutcome> all)
    {
        var table = new TextTable("file", "kind", "edition", "rows", "left out", "outcome").Right(3, 4);
        foreach (var o in all)
            table.Row(Shown(o, folder), o.Kind.Length > 0 ? o.Kind : "-", o.Release is { } r ? $"{r.Edition:yyyy-MM-dd}{(r.EditionFrom == "learned" ? "*" : "")}" : "-",
                o.Release is { } n ? $"{n.Rows:N0}" : "-", o.Release is { } l ? $"{l.LeftOut:N0}" : "-", Said(o));
        terminal.Say(table.ToString());
        if (all.Any(o => o.Release?.EditionFrom == "learned"))
            terminal.Say("* Nothing in the file or its name says its edition, so the day it was first had stands in. --edition sets it.");

        foreach (var o in all.Where(o => o.Comparison is not null))
            PrintComparison(terminal, o, o.Comparison!);

        terminal.Say();
        terminal.Say(string.Join(", ", new[]
        {
            (ImportVerdict.Activated, "taken in"), (ImportVerdict.AlreadyHeld, "already held"), (ImportVerdict.Refused, "refused"), (ImportVerdict.LeftAlone, "left alone"),
        }.Select(v => (Count: all.Count(o => o.Verdict == v.Item1), v.Item2)).Where(v => v.Count > 0).Select(v => $"{v.Count:N0} {v.Item2}")) + $". Workspace: {workspace.Folder}");
    }

    private static void PrintComparison(Terminal terminal, ImportOutcome outcome, ReleaseChange c)
    {
        terminal.Say();
        terminal.Say($"{outcome.Release!.File} against {c.Before.File}: {c.KeysBefore:N0} codes before, {c.KeysNow:N0} now; {c.New.Count:N0} new, {c.Gone.Count:N0} gone, {c.Moved:N0} moved.");
        if (c.New.Count > 0)
            terminal.Say($"  new:   {Few(c.New)}");
        if (c.Gone.Count > 0)
            terminal.Say($"  gone:  {Few(c.Gone)}");
        if (c.Moves.Count > 0)
            terminal.Say($"  moved: {string.Join(", ", c.Moves.Take(5).Select(m => $"{m.From} to {m.To} {m.Count:N0}"))}{(c.Moves.Count > 5 ? $", and {c.Moves.Count - 5:N0} other pairs" : "")}");
    }

    private static string Few(IReadOnlyList<string> codes) =>
        string.Join(" ", codes.Take(8)) + (codes.Count > 8 ? $" and {codes.Count - 8:N0} more" : "");

    private static string Shown(ImportOutcome outcome, string? folder) =>
        folder is null ? Path.GetFileName(outcome.File) : Path.GetRelativePath(folder, outcome.File);

    private static string Said(ImportOutcome outcome) => outcome.Verdict switch
    {
        ImportVerdict.Activated => "taken in",
        ImportVerdict.AlreadyHeld => $"already held since {outcome.Release!.Imported:yyyy-MM-dd}: nothing done",
        ImportVerdict.Refused => $"refused: {(outcome.Findings.LastOrDefault(f => f.Consequence == Consequence.FileRefused) ?? outcome.Findings[0]).Code}",
        _ => $"left alone: {outcome.Reason}",
    };
}
