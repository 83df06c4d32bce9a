using System.CommandLine;
using Remit.Cli.Applications;
using Remit.Cli.Register;
using Remit.Register;
using Remit.Storage;
using Remit.Storage.Register;

namespace Remit.Cli.Mergers;

/// <summary><c>./remit merge plan</c>: what would follow if bodies were merged.</summary>
public static class MergeVerb
{
    private const int Few = 5;
    private const string NotKnown = "not known";

    public static Command Make(Terminal terminal) => new("merge", "Plan mergers of commissioners, and apply to merge, split, dissolve or abolish bodies") { Plan(terminal), ApplicationApply.Make(terminal, "merge") };

    private static Command Plan(Terminal terminal)
    {
        var bodies = new Argument<string[]>("CODE") { Description = "The bodies that would become one: two or more ODS codes of one kind", Arity = ArgumentArity.ZeroOrMore };
        var on = CommandLine.Day("--on", "The first day of the new state");
        var name = new Option<string?>("--name") { Description = "What the new body would be called", HelpName = "NAME" };
        var code = new Option<string?>("--code") { Description = "The code the new body would have (default: NEW1)", HelpName = "CODE" };
        var scenario = new Option<string?>("--scenario") { Description = "Instead of codes: a CSV with a row to each new body (scenario, on, code, name, bodies); several scenarios stand side by side", HelpName = "FILE.csv" };
        var output = new Option<string?>("--out") { Description = "A folder for every table of the plan as CSV, all of them as an Excel workbook, and a Word document to be read", HelpName = "FOLDER" };
        var known = CommandLine.Day("--known", "Use only what was known by the end of this day");
        var workspace = RegisterOptions.Workspace();
        var json = CommandLine.Json();
        var verb = new Command("plan", "What would follow if bodies were merged: people, practices, councils, codes, tiling, a dated checklist; from the register of the day before") { bodies, on, name, code, scenario, output, known, workspace, json };
        on.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<DateOnly?>() is { } day && !Scenario.IsPlannable(day))
                result.AddError($"--on: {day:yyyy-MM-dd} has no days before or after it to plan with; wanted a day from 0002-01-01 to 9998-12-31.");
        });
        verb.Validators.Add(result =>
        {
            bool Given(Symbol symbol) => symbol is Option option ? result.GetResult(option) is { Implicit: false } : result.GetResult((Argument)symbol) is { Tokens.Count: > 0 };

            if (Given(scenario) && (Given(bodies) || Given(on) || Given(name) || Given(code)))
                result.AddError("--scenario says which bodies, when and under which names: codes, --on, --name and --code do not go with it.");
            if (!Given(scenario) && !(Given(bodies) && Given(on)))
                result.AddError("Name the bodies and the day (00F 00G 00H --on 2015-04-01), or a file of scenarios (--scenario FILE.csv).");
        });

        verb.SetAction(parsed =>
        {
            var register = RegisterOptions.Register(terminal, RegisterOptions.Evidence(Workspace.At(parsed.GetValue(workspace))), parsed.GetValue(known));
            var scenarios = parsed.GetValue(scenario) is { } file
                ? ScenarioFile.Read(file, register)
                : [Asked(register, parsed.GetValue(bodies)!, parsed.GetValue(on)!.Value, parsed.GetValue(code), parsed.GetValue(name))];
            var plans = scenarios.Select(s => MergerPlan.Make(register, s, MergerTables.Shipped)).ToList();
            var files = parsed.GetValue(output) is { } folder ? MergerPlanTables.Write(plans, folder) : [];
            if (parsed.GetValue(json))
                terminal.SayJson(new { plans = plans.Select(AsJson), files });
            else
                Report(terminal, register, plans, files);
            return plans.Exists(p => p.Made.Count > 0) ? ExitCode.Findings : ExitCode.Done;
        });
        return verb;
    }

    private static Scenario Asked(RegisterAsKnown register, string[] bodies, DateOnly on, string? code, string? name)
    {
        var place = new Place("--code");
        RefusedException Bad(string found, string wanted) => new(new Finding("bad-code", Consequence.FileRefused, place, found, wanted));

        var codes = bodies.Select(b => OdsCode.TryParse(b, out var body) ? body : throw Bad(b, "an ODS code: three to eight letters and digits")).Order().ToList();
        var made = OdsCode.TryParse(code ?? "NEW1", out var given) ? given : throw Bad(code!, "an ODS code: three to eight letters and digits");
        var scenario = new Scenario(name ?? made.ToString(), on, [new(made, name ?? "(no name yet)", codes)]);
        return scenario.Impossible(register, _ => new Place("merge plan")) is { Count: > 0 } findings ? throw new RefusedException(findings) : scenario;
    }

    private static void Report(Terminal terminal, RegisterAsKnown register, List<MergerPlan> plans, IReadOnlyList<string> files)
    {
        if (plans.Count > 1)
            SideBySide(terminal, plans);
        foreach (var plan in plans)
            Say(terminal, register, plan);
        terminal.SaySection("Not in this plan", MergerPlan.NotBuilt.Select(n => n.Says));
        if (files.Count > 0)
            terminal.SaySection("Written", files);
    }

    private static void SideBySide(Terminal terminal, List<MergerPlan> plans)
    {
        var table = new TextTable("scenario", "on", "kind", "before", "after", "smallest", "median", "largest", "practices that change", "cross councils").Right(3, 4, 5, 6, 7, 8, 9);
        foreach (var plan in plans)
        {
            table.Row(plan.Scenario.Name, $"{plan.Scenario.On:yyyy-MM-dd}", plan.Kind, $"{plan.Before.Count:N0}", $"{plan.After.Count:N0}",
                Known(plan.Patients?.Smallest), plan.Patients is { } patients ? $"{patients.Median:#,##0.#}" : NotKnown, Known(plan.Patients?.Largest), $"{plan.Practices.Count:N0}",
                $"{plan.Mergers.Count(m => m.Councils.Count(c => c.Council is not null) > 1):N0}");
        }

        terminal.Say(table.ToString());
        terminal.Say("Smallest, median and largest are registered patients of the bodies after.");
        terminal.Say();
    }

    private static void Say(Terminal terminal, RegisterAsKnown register, MergerPlan plan)
    {
        terminal.Say($"{plan.Scenario.Name}: on {plan.Scenario.On:yyyy-MM-dd}, {plan.Before.Count:N0} bodies of the kind {plan.Kind} would be {plan.After.Count:N0}. From the register of {plan.Eve:yyyy-MM-dd}.");
        terminal.Say(plan.Lists is { } lists ? $"Patients are those of {lists}." : "No release of registered patients is in the workspace, so patients are not known: './remit import practice-lists FILE' takes one in.");
        if (plan.Before.All(b => b.Areas is null))
            terminal.Say($"No look-up of small areas speaks about {plan.Eve:yyyy-MM-dd}, so small areas, councils and neighbours are not shown.");
        else
            foreach (var lookUp in plan.LookUps)
                terminal.Say(lookUp);
        foreach (var merger in plan.Mergers)
        {
            terminal.Say();
            var sizes = new TextTable("", "name", "practices", "patients", "small areas").Right(2, 3, 4);
            foreach (var body in merger.Bodies.Append(merger.Whole))
                sizes.Row(body.Code.ToString(), body.Name, $"{body.Practices:N0}", Known(body.Patients), Known(body.Areas));
            terminal.Say(sizes.ToString());
            if (merger.Whole.WithoutList > 0)
                terminal.Say($"{merger.Whole.WithoutList:N0} of the practices are not in that edition: their patients are not counted.");
            terminal.SaySection($"Councils it would lie in: {merger.Councils.Count:N0}", Cut(merger.Councils.Select(c => c.ToString())));
            terminal.SaySection("Neighbours: bodies that share one of those councils", Cut(merger.Neighbours.Select(n => $"{n} {register.Find(n)?.NameNear(plan.Eve)}".TrimEnd())));
            terminal.SaySection("The bodies that would end lie within, or are served by", merger.Parents.Select(p => $"{p.Link} {p.Code} {register.Find(p.Code)?.NameNear(plan.Eve)}: {p.Bodies} of {merger.Bodies.Count}"));
            terminal.SaySection($"Codes and names whose last day would be {plan.Eve:yyyy-MM-dd}", merger.Bodies.Where(b => b.Code != merger.Proposed.Code).Select(b => $"{b.Code} {b.OnsCode} {b.Name}"));
        }

        terminal.SaySection($"From {plan.Scenario.On:yyyy-MM-dd} in another {plan.Kind}", [$"{plan.Practices.Count:N0} practices and {plan.Areas.Count:N0} small areas, with every postcode in them"]);
        terminal.SaySection("Tiling",
        [
            $"Broken at {Places(plan.BrokenBefore.Count)} on {plan.Eve:yyyy-MM-dd}; at {Places(plan.BrokenAfter.Count)} from {plan.Scenario.On:yyyy-MM-dd}, of which the plan makes {plan.Made.Count:N0}",
            .. Cut(plan.BrokenAfter.Select(f => $"{f.Place}: {f.Found}; wanted {f.Wanted}")),
            .. Cut(plan.Crossings.Select(f => $"Warning: {f.Place.File} {(f.Code == Tiling.Crosses ? "would cross the boundaries of upper-tier councils" : "has districts whose council is not known, and may cross a boundary")}; wanted {f.Wanted}")),
        ]);
        if (plan.HasNoProcedure)
            terminal.SaySection("Checklist and factors", [MergerPlan.NoProcedure]);
        terminal.SaySection("Checklist", plan.Checklist.Select(s => $"{(s.Due is { } due ? $"{due:yyyy-MM-dd}" : "no day known"),-12}  {s.Step}{Doubted(s.Source)}"));
        terminal.SaySection("Factors to be weighed", plan.Factors.Select(f => $"{f.Factor}{Doubted(f.Source)}\n      {(f.Says.Length > 0 ? f.Says : "nothing in the register speaks to this: evidence is wanted")}"));
        terminal.SaySection("In doubt", plan.Doubts.Select(d => d.Note));
        terminal.Say();
    }

    private static string Known(long? number) => number is { } known ? $"{known:N0}" : NotKnown;

    private static string Places(int count) => count == 1 ? "1 place" : $"{count:N0} places";

    private static string Doubted(Source source) => source.Confidence is "high" or "" ? "" : $" (confidence {source.Confidence})";

    private static List<string> Cut(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count <= Few + 1 ? all : [.. all.Take(Few), $"… and {all.Count - Few:N0} more: --out FOLDER has them all"];
    }

    private static object AsJson(MergerPlan plan) => new
    {
        scenario = plan.Scenario.Name,
        plan.Scenario.On,
        plan.Eve,
        plan.Kind,
        before = plan.Before.Count,
        after = plan.After.Count,
        lists = plan.Lists?.ToString(),
        mergers = plan.Mergers.Select(m => new
        {
            m.Proposed.Code,
            m.Proposed.Name,
            m.Bodies,
            m.Whole,
            councils = m.Councils.Select(c => new { council = c.Council?.Code, c.Council?.Name, c.Inside, c.All, c.IsWhole, districtsNotKnown = c.Districts }),
            m.Neighbours,
            parents = m.Parents.Select(p => new { p.Link, p.Code, p.Bodies }),
        }),
        practices = plan.Practices.Select(p => new { p.Place, p.Before, p.After }),
        smallAreas = plan.Areas.Count,
        plan.BrokenBefore,
        plan.BrokenAfter,
        plan.Crossings,
        plan.LookUps,
        procedure = plan.HasNoProcedure ? MergerPlan.NoProcedure : null,
        checklist = plan.Checklist.Select(s => new { s.Due, s.Step, s.Source.Confidence, source = s.Source.Document }),
        factors = plan.Factors.Select(f => new { f.Factor, f.Says, f.Source.Confidence, source = f.Source.Document }),
        doubts = plan.Doubts.Select(d => d.Note),
        notBuilt = MergerPlan.NotBuilt.Select(n => new { section = n.Section, says = n.Says }),
    };
}
