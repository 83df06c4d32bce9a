using System.CommandLine;
using Remit.Cli.Register;
using Remit.Governance;
using Remit.Storage;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Time;

namespace Remit.Cli.Governance;

/// <summary><c>governance check CODE</c> and <c>governance forecast CODE</c>: whether its committees are made up as the rules ask, now and when terms end.</summary>
internal static class GovernanceCheck
{
    public static Command Make(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var on = CommandLine.Day("--on", "The day asked about, whose rules are used (default: today in England)");
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var all = new Option<bool>("--all") { Description = "Show the rules that are met too" };
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("check", "Hold the committees of a body against the rules of composition and the grounds of disqualification in force on a day") { body, on, known, all, workspace, json };
        verb.SetAction(parsed =>
        {
            var governance = GovernanceVerb.Read(parsed.GetValue(workspace), parsed.GetValue(known));
            if (GovernanceVerb.Structure(terminal, governance, parsed.GetRequiredValue(body), parsed.GetValue(on) ?? terminal.Today) is not { } structure)
                return ExitCode.NotFound;
            var at = Workspace.At(parsed.GetValue(workspace));
            DateTimeOffset? knownAt = parsed.GetValue(known) is { } by ? LondonClock.EndOfDay(by) : null;
            var interests = RecordedInterests.In(at, knownAt);
            using var journal = KeptJournal.OpenIfThere(at);
            var findings = new Composition(governance.Facts, structure, interests, journal is null ? null : RecordedAwards.In(journal, interests, knownAt)).Check();
            if (parsed.GetValue(json))
                terminal.SayJson(new { structure.Body, structure.Kind, on = structure.Day, findings = findings.Select(Json), vacancies = structure.Vacancies.Select(v => $"{v.Committee.Id}/{v.Seat.Id}") });
            else
                Print(terminal, governance.Facts, structure, findings, parsed.GetValue(all));
            return findings.Count == 0 || findings.Any(f => f.Compliance != Compliance.Met) ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    public static Command Forecast(Terminal terminal)
    {
        var body = GovernanceVerb.Body();
        var from = CommandLine.Day("--from", "The first day looked at (default: today in England)");
        var months = new Option<int>("--months") { Description = "How many months ahead", DefaultValueFactory = _ => 12 };
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("forecast", "Vacancies now, terms that run out, and which rules would then be broken if nobody else is appointed") { body, from, months, workspace, json };
        verb.SetAction(parsed =>
        {
            var governance = GovernanceVerb.Read(parsed.GetValue(workspace));
            var day = parsed.GetValue(from) ?? terminal.Today;
            if (parsed.GetValue(months) is < 1 or > 120)
            {
                terminal.Note("--months: wanted 1 to 120.");
                return ExitCode.Usage;
            }

            if (GovernanceVerb.Structure(terminal, governance, parsed.GetRequiredValue(body), day) is not { } structure)
                return ExitCode.NotFound;
            var until = day.AddMonths(parsed.GetValue(months)).AddDays(-1);
            var ending = governance.Forecast(structure.Body, day, until);
            if (parsed.GetValue(json))
                terminal.SayJson(new
                {
                    structure.Body,
                    from = day,
                    until,
                    vacancies = structure.Vacancies.Select(v => new { committee = v.Committee.Id, seat = v.Seat.Id, v.Seat.Title }),
                    ending = ending.Select(e => new
                    {
                        e.Day,
                        ends = e.Ends.Select(x => new { committee = x.Seat.Committee.Id, seat = x.Seat.Seat.Id, person = x.Seat.Person!.Name, x.MayServeAgain }),
                        newlyBroken = e.NewlyBroken.Select(Json),
                    }),
                });
            else
            {
                terminal.Say($"{structure.Body}  {Finding.Shown(structure.Name)}, from {day:yyyy-MM-dd} to {until:yyyy-MM-dd}");
                terminal.SaySection("Vacant now", structure.Vacancies.Select(v => Finding.Shown($"{v.Committee.Title}: {v.Seat.Title}")));
                foreach (var end in ending)
                    terminal.SaySection($"{end.Day:yyyy-MM-dd}", end.Ends
                        .Select(x => Finding.Shown($"{x.Seat.Person!.Name}, {x.Seat.Committee.Title}: {x.Seat.Seat.Title}{(x.MayServeAgain ? "" : "; has served every term that the constitution allows")}"))
                        .Concat(end.NewlyBroken.Select(f => Finding.Shown($"  then broken: {f.Says} ({f.Because}). {f.Remedy}. [{Cited(f)}]"))));
                if (structure.Vacancies.Count + ending.Count == 0)
                    terminal.Say("No vacancy, and no term ends.");
            }

            return structure.Vacancies.Count + ending.Count > 0 ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    private static void Print(Terminal terminal, GovernanceFacts facts, Structure structure, IReadOnlyList<CompositionFinding> findings, bool all)
    {
        terminal.Say($"{structure.Body}  {Finding.Shown(structure.Name)}, on {structure.Day:yyyy-MM-dd}");
        if (findings.Count == 0)
        {
            terminal.Say($"No rules of composition are held here for {(structure.Kind.Length > 0 ? $"a body of the kind {structure.Kind}" : "a body that was not open")} on that day, so nothing was tested.");
            return;
        }

        terminal.Say($"{findings.Count(f => f.Compliance == Compliance.Met)} met, {findings.Count(f => f.Compliance == Compliance.Broken)} broken, {findings.Count(f => f.Compliance == Compliance.Unknown)} not known");
        // Of what nobody was asked there may be dozens: by person, in a line each.
        var grounds = facts.Disqualifications.Select(d => d.Id).ToHashSet();
        var unasked = findings.Where(f => f.Compliance == Compliance.Unknown && grounds.Contains(f.Rule)).ToList();
        terminal.SaySection("Broken", findings.Where(f => f.Compliance == Compliance.Broken).SelectMany(Lines));
        terminal.SaySection("Not known", findings.Where(f => f.Compliance == Compliance.Unknown).Except(unasked).SelectMany(Lines));
        terminal.SaySection("Not known to be free to serve, for want of an answer (--json has the questions)", unasked.GroupBy(f => f.Person!.Id).Select(g => Finding.Shown($"{g.First().Person!.Name}: {string.Join(", ", g.Select(f => f.Rule))}")));
        if (all)
            terminal.SaySection("Met", findings.Where(f => f.Compliance == Compliance.Met).SelectMany(Lines));
        terminal.SaySection("Vacant", structure.Vacancies.Select(v => Finding.Shown($"{v.Committee.Title}: {v.Seat.Title}")));
    }

    private static IEnumerable<string> Lines(CompositionFinding finding)
    {
        yield return Finding.Shown($"{finding.Rule}: {finding.Says}{(finding.Binding ? "" : " (recommended)")}");
        yield return Finding.Shown($"    {finding.Committee}: {finding.Because}");
        if (finding.Remedy.Length > 0)
            yield return Finding.Shown($"    {finding.Remedy}. [{Cited(finding)}]");
        else
            yield return Finding.Shown($"    [{Cited(finding)}]");
    }

    private static string Cited(CompositionFinding finding) => $"{finding.Basis}{(finding.Confidence == "high" ? "" : $", confidence {finding.Confidence}")}";

    private static object Json(CompositionFinding finding) => new
    {
        finding.Rule,
        finding.Committee,
        finding.Compliance,
        finding.Says,
        finding.Because,
        person = finding.Person?.Id,
        name = finding.Person?.Name,
        remedy = finding.Remedy.Length > 0 ? finding.Remedy : null,
        finding.Binding,
        source = finding.Basis,
        finding.Confidence,
    };
}
