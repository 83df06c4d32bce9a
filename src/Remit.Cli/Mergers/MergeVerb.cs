using System.CommandLine;
using Remit.Cli.Applications;
using Remit.Cli.Register;
using Remit.Governance;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Storage.Governance;
using Remit.Storage.Journal;
using Remit.Storage.Powers;
using Remit.Storage.Register;
using Remit.Storage.Responsibility;
using Remit.Time;

namespace Remit.Cli.Mergers;

/// <summary><c>./remit merge plan</c>: what would follow if bodies were merged.</summary>
public static class MergeVerb
{
    private const int Few = 5, Wide = 180;

    public static Command Make(Terminal terminal) => new("merge", "Plan mergers of commissioners, and apply to merge, split, dissolve or abolish bodies") { Plan(terminal), ApplicationApply.Make(terminal, "merge") };

    private static Command Plan(Terminal terminal)
    {
        var bodies = new Argument<string[]>("CODE") { Description = "The bodies that would become one: two or more ODS codes of one kind", Arity = ArgumentArity.ZeroOrMore };
        var on = CommandLine.Day("--on", "The first day of the new state");
        var name = new Option<string?>("--name") { Description = "What the new body would be called", HelpName = "NAME" };
        var code = new Option<string?>("--code") { Description = "The code the new body would have (default: NEW1)", HelpName = "CODE" };
        var area = new Option<string?>("--area-from") { Description = "What the new body would have (default: all that its bodies have): what a body had on a day (CODE@YYYY-MM-DD), or a CSV with a column code of small areas and practices", HelpName = "SOURCE" };
        var scenario = new Option<string?>("--scenario") { Description = "Instead of codes: a CSV with a row to each new body (scenario, on, code, name, bodies, area_from); several scenarios stand side by side", HelpName = "FILE.csv" };
        var output = new Option<string?>("--out") { Description = "A folder for every table of the plan as CSV, all of them as an Excel workbook, a Word document to be read, the scenario and a manifest", HelpName = "FOLDER" };
        var postcodes = new Option<bool>("--postcodes") { Description = "Count the postcodes that would be in another body, and with --out list them" };
        var known = CommandLine.Day("--known", "Use only what the workspace had learned by the end of this day; what travels with Remit is used whenever");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("plan", "What would follow if bodies were merged: people, practices, councils, instruments, functions, money, tiling, a dated checklist; from the register of the day before")
        {
            bodies, on, name, code, area, scenario, output, postcodes, known, workspace, json,
        };
        on.Validators.Add(result =>
        {
            if (result.TryRead<DateOnly?>(out var given) && given is { } day && !Scenario.IsPlannable(day))
                result.AddError($"--on: {day:yyyy-MM-dd} has no days before or after it to plan with; wanted a day from 0002-01-01 to 9998-12-31.");
        });
        verb.Validators.Add(result =>
        {
            bool Given(Symbol symbol) => symbol is Option option ? result.GetResult(option) is { Implicit: false } : result.GetResult((Argument)symbol) is { Tokens.Count: > 0 };

            if (Given(scenario) && (Given(bodies) || Given(on) || Given(name) || Given(code) || Given(area)))
                result.AddError("--scenario says which bodies, when, under which names and with what areas: codes, --on, --name, --code and --area-from do not go with it.");
            if (!Given(scenario) && !(Given(bodies) && Given(on)))
                result.AddError("Name the bodies and the day (00F 00G 00H --on 2015-04-01), or a file of scenarios (--scenario FILE.csv).");
        });

        verb.SetAction(parsed =>
        {
            var at = Workspace.At(parsed.GetValue(workspace));
            var register = RegisterOptions.Register(terminal, RegisterOptions.Evidence(at), parsed.GetValue(known));
            var file = parsed.GetValue(scenario);
            var scenarios = file is not null
                ? ScenarioFile.Read(file, register)
                : [Asked(register, parsed.GetValue(bodies)!, parsed.GetValue(on)!.Value, parsed.GetValue(code), parsed.GetValue(name), parsed.GetValue(area))];
            DateTimeOffset? instant = parsed.GetValue(known) is { } by ? LondonClock.EndOfDay(by) : null;
            var powers = RecordedInstruments.Powers(at, instant);
            var table = parsed.GetValue(postcodes) ? WorkspaceReference.PostcodesIn(at, instant ?? DateTimeOffset.MaxValue) : null;
            var proceedings = Boards(at, register, instant);
            var (populations, positions) = (new KeptPopulations(at, register), HeldPositions.Of(at, register));
            List<MergerDossier> dossiers = [];
            foreach (var each in scenarios)
            {
                var dossier = MergerDossier.Of(register, powers, each).With(proceedings, terminal.Today) with { Known = parsed.GetValue(known) };
                dossier = dossier with { Money = PlanMoney.Of(register, populations, positions, each, dossier.Plan.Kind) };
                dossiers.Add(table is null ? dossier : dossier with { Postcodes = new(register, table, dossier.Plan) });
            }

            var files = parsed.GetValue(output) is { } folder ? MergerPlanTables.Write(register, powers, dossiers, folder, file) : [];
            if (parsed.GetValue(json))
                terminal.SayJson(new { plans = dossiers.Select(d => AsJson(register, d)), files });
            else
                Report(terminal, register, dossiers, files);
            return dossiers.Exists(d => d.Plan.Made.Count > 0) ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    private static Proceedings Boards(Workspace workspace, RegisterAsKnown register, DateTimeOffset? knownAt)
    {
        using var journal = KeptJournal.OpenIfThere(workspace);
        return RecordedMeetings.All(journal, register, knownAt);
    }

    private static Scenario Asked(RegisterAsKnown register, string[] bodies, DateOnly on, string? code, string? name, string? area)
    {
        var place = new Place("--code");
        RefusedException Bad(string found, string wanted) => new(new Finding("bad-code", Consequence.FileRefused, place, found, wanted));

        var codes = bodies.Select(b => OdsCode.TryParse(b, out var body) ? body : throw Bad(b, "an ODS code: three to eight letters and digits")).Order().ToList();
        var made = OdsCode.TryParse(code ?? "NEW1", out var given) ? given : throw Bad(code!, "an ODS code: three to eight letters and digits");
        var merger = new ProposedMerger(made, name ?? "(no name yet)", codes) { Area = area is null ? null : AreaSource.Read(area, on, register, "", new("--area-from")) };
        var scenario = new Scenario(name ?? string.Join(" and ", codes.Distinct()), on, [merger]);
        return scenario.Impossible(register, _ => new Place("merge plan")) is { Count: > 0 } findings ? throw new RefusedException(findings) : scenario;
    }

    private static void Report(Terminal terminal, RegisterAsKnown register, List<MergerDossier> dossiers, IReadOnlyList<string> files)
    {
        if (dossiers.Count > 1)
            Say(terminal, PlanSections.SideBySide(dossiers));
        foreach (var dossier in dossiers)
            foreach (var section in PlanSections.Of(register, dossier))
                Say(terminal, section);
        Say(terminal, PlanSections.NotBuilt);
        if (files.Count > 0)
            terminal.SaySection("Written", files);
    }

    private static void Say(Terminal terminal, PlanSection section)
    {
        terminal.Say();
        terminal.Say(section.Title);
        foreach (var line in Cut(section.Says))
            terminal.Say($"  {line}");
        if (section.Rows.Any(r => r.Sum(c => c.Length) > Wide))
            foreach (var row in section.Rows)
            {
                terminal.Say($"  {row[0]}");
                terminal.Say($"      {string.Join("; ", row.Skip(1).Where(c => c.Length > 0))}");
            }
        else if (section.Columns.Count > 0)
        {
            var table = new TextTable([.. section.Columns]).Right([.. Enumerable.Range(0, section.Columns.Count).Where(section.IsNumeric)]);
            foreach (var row in section.Rows)
                table.Row([.. row]);
            foreach (var line in table.ToString().Split('\n'))
                terminal.Say($"  {line}".TrimEnd());
        }

        foreach (var verb in section.Verbs.Take(Few))
            terminal.Say($"  > {verb}");
        if (section.Verbs.Count > Few)
            terminal.Say("  > …");
    }

    private static List<string> Cut(IReadOnlyList<string> lines) =>
        lines.Count <= Few + 1 ? [.. lines] : [.. lines.Take(Few), $"… and {lines.Count - Few:N0} more: --out FOLDER has them all"];

    private static object AsJson(RegisterAsKnown register, MergerDossier dossier)
    {
        var plan = dossier.Plan;
        return new
        {
            scenario = plan.Scenario.Name,
            plan.Scenario.On,
            plan.Eve,
            plan.Kind,
            before = plan.Before.Count,
            after = plan.After.Count,
            lists = plan.Lists?.ToString(),
            mergers = plan.Mergers.Zip(dossier.Powers).Select(pair => new
            {
                pair.First.Proposed.Code,
                pair.First.Proposed.Name,
                areaFrom = pair.First.Proposed.Area?.From,
                pair.First.Bodies,
                pair.First.Whole,
                councils = pair.First.Councils.Select(c => new { council = c.Council?.Code, c.Council?.Name, c.Inside, c.All, c.IsWhole, districtsNotKnown = c.Districts }),
                pair.First.Neighbours,
                parents = pair.First.Parents.Select(p => new { p.Link, p.Code, p.Bodies }),
                instruments = pair.Second.Instruments.Select(i => new { i.Body, instrument = i.Term.Instrument.Id, clause = i.Term.Clause.Number, does = i.Term.Clause.Does, days = i.Term.Days.ToString(), i.Lapses, i.Becomes }),
                functions = pair.Second.Functions.Select(f => new
                {
                    function = f.Function.Code.ToString(),
                    before = f.Before.Select(b => new { body = b.People.Asked, b.Settled, decides = b.Deciders.Select(d => d.ToString()) }),
                    after = new { f.After.Settled, decides = f.After.Deciders.Select(d => d.ToString()) },
                    f.IsAsBefore,
                }),
            }),
            boards = dossier.Boards?.Select(b => new
            {
                seats = b.Boards.Select(x => new { x.Body, committees = x.Structure?.Constitution.Committees.Select(c => new { c.Id, seats = x.Structure.On(c).Count(), filled = x.Structure.Filled(c).Count() }) }),
                several = b.Several.Select(s => new { person = s.Person.Id, s.Person.Name, seats = s.Seats.Select(x => new { x.Appointment!.Body, committee = x.Committee.Id, seat = x.Seat.Id }) }),
                appearing = b.Appearing.Select(a => new { person = a.Person.Id, interest = a.Found.Interest.Id, a.Found.Interest.Organisation, a.Found.By, a.Found.Score, meeting = a.Meeting.Id, item = a.Item.Number, concerned = a.Concerned.Name }),
                oneAnother = b.OneAnother.Select(f => f.Interest.Id),
            }),
            practices = plan.Practices.Select(p => new { p.Place, p.Before, p.After }),
            smallAreas = plan.Areas.Count,
            postcodes = dossier.Postcodes is { CanBeTold: true } moves ? new { held = moves.Held, moved = moves.All().LongCount() } : null,
            money = dossier.Money is { } money ? new
            {
                edition = money.Inputs?.Edition.Id,
                openingPositions = money.Positions?.Release.File,
                runningCostsYear = money.RunningCosts?.Year.ToString(),
                mergers = money.Mergers.Select(m => m.Bodies.Append(m.Whole).Select(b => new { b.Code, b.People, target = b.Target?.Value, b.Position?.Baseline, openingTarget = b.Position?.Target, b.Position?.Distance, runningCosts = b.Envelope?.Value })),
            } : null,
            history = plan.History.Select(h => new { h.Lists.Edition, h.Lists.File, h.Code, h.Practices, h.Patients }),
            plan.BrokenBefore,
            plan.BrokenAfter,
            plan.Crossings,
            plan.LookUps,
            procedure = plan.HasNoProcedure ? MergerPlan.NoProcedure : null,
            checklist = plan.Checklist.Select(s => new { s.Due, s.Step, s.Source.Confidence, source = s.Source.Document }),
            factors = plan.Factors.Select(f => new { f.Factor, f.Says, f.Source.Confidence, source = f.Source.Document }),
            doubts = plan.Doubts.Select(d => d.Note),
            verbs = PlanSections.Of(register, dossier).Where(s => s.Verbs.Count > 0).Select(s => new { section = s.Title, s.Verbs }),
            notBuilt = MergerPlan.NotBuilt.Select(n => new { section = n.Section, says = n.Says }),
        };
    }
}
