using System.Globalization;
using CsvHelper;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>One table of a plan: what the CSV file, and the sheet of the workbook, is called, and its rows.</summary>
public sealed record PlanTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A merger plan as tables.</summary>
public static class MergerPlanTables
{
    /// <summary>The columns that hold counts; all others hold text, though it may be made of digits.</summary>
    public static IReadOnlySet<string> Counts { get; } = new HashSet<string> { "practices", "patients", "practices_without_list", "small_areas", "of", "bodies_with_it" };

    /// <summary>Every table there is of some plans, which stand side by side: each row begins with its scenario.</summary>
    public static IReadOnlyList<PlanTable> Of(IReadOnlyList<MergerPlan> plans) =>
    [
        Table(plans, "bodies", ["when", "code", "name", "ons_code", "practices", "patients", "practices_without_list", "small_areas", "becomes"], plan =>
        [
            .. plan.Before.Select(b => Body("before", b, plan.Scenario.Mergers.FirstOrDefault(m => m.Bodies.Contains(b.Code))?.Code.ToString() ?? b.Code.ToString())),
            .. plan.After.Select(b => Body("after", b, "")),
        ]),
        Table(plans, "ending", ["code", "ons_code", "name", "last_day", "becomes", "becomes_name"], plan =>
            plan.Mergers.SelectMany(m => m.Bodies.Where(b => b.Code != m.Proposed.Code).Select(b =>
                (string[])[b.Code.ToString(), b.OnsCode?.ToString() ?? "", b.Name, IsoDate.Text(plan.Eve), m.Proposed.Code.ToString(), m.Proposed.Name]))),
        Table(plans, "councils", ["body", "council", "council_name", "small_areas", "of", "whole", "districts_not_known"], plan =>
            plan.Mergers.SelectMany(m => m.Councils).Select(c =>
                (string[])[c.Body.ToString(), c.Council?.Code.ToString() ?? "", c.Council?.Name ?? "", Plain(c.Inside), Plain(c.All), c.IsWhole switch { true => "Y", false => "N", null => "" }, string.Join(' ', c.Districts)])),
        Table(plans, "neighbours", ["body", "neighbour"], plan => plan.Mergers.SelectMany(m => m.Neighbours.Select(n => (string[])[m.Proposed.Code.ToString(), n.ToString()]))),
        Table(plans, "parents", ["body", "link", "parent", "bodies_with_it", "of"], plan =>
            plan.Mergers.SelectMany(m => m.Parents.Select(p => (string[])[m.Proposed.Code.ToString(), p.Link, p.Code.ToString(), Plain(p.Bodies), Plain(m.Bodies.Count)]))),
        Table(plans, "practices", ["practice", "name", "local_commissioner", "since", "before", "after", "from"], plan => plan.Practices.Select(p => Move(plan, p))),
        Table(plans, "small-areas", ["area", "local_commissioner", "before", "after", "from"], plan =>
            plan.Areas.Select(a => (string[])[a.Place, a.Local.ToString(), a.Before.ToString(), a.After.ToString(), IsoDate.Text(plan.Scenario.On)])),
        Table(plans, "tiling", ["when", "finding", "place", "found", "wanted"], plan =>
            [.. plan.BrokenBefore.Select(f => Told("before", f)), .. plan.BrokenAfter.Select(f => Told("after", f)), .. plan.Crossings.Select(f => Told("after", f))]),
        Table(plans, "checklist", ["due", "step", "confidence", "source"], plan =>
            plan.Checklist.Select(s => (string[])[s.Due is { } day ? IsoDate.Text(day) : "", s.Step, s.Source.Confidence, s.Source.Document])),
        Table(plans, "factors", ["factor", "the_register_says", "confidence", "source"], plan =>
            plan.Factors.Select(f => (string[])[f.Factor, f.Says, f.Source.Confidence, f.Source.Document])),
        Table(plans, "not-built", ["section", "says"], _ => MergerPlan.NotBuilt.Select(n => (string[])[n.Section, n.Says])),
        Table(plans, "doubts", ["kind", "note", "source"], plan => plan.Doubts.Select(d => (string[])[d.Kind, d.Note, d.Basis])),
    ];

    /// <summary>Writes plans into a folder: each table as CSV, all of them as a workbook, and a document to be read. Each file appears whole.</summary>
    /// <returns>The paths.</returns>
    /// <exception cref="RefusedException">The folder cannot be written to.</exception>
    public static IReadOnlyList<string> Write(IReadOnlyList<MergerPlan> plans, string folder)
    {
        var tables = Of(plans);
        List<string> paths = [];
        foreach (var table in tables)
        {
            var path = Path.Combine(folder, $"{table.Name}.csv");
            using var file = new WholeFile(path);
            using (var csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                foreach (var row in table.Rows.Prepend(table.Columns))
                {
                    foreach (var cell in row)
                        csv.WriteField(cell);
                    csv.EndRecord();
                }

            file.Keep();
            paths.Add(path);
        }

        var (workbook, document) = (Path.Combine(folder, "plan.xlsx"), Path.Combine(folder, "plan.docx"));
        WholeFile.Write(workbook, PlanWorkbook.Of(tables));
        WholeFile.Write(document, PlanDocument.Of(plans));
        return [.. paths, workbook, document];
    }

    private static PlanTable Table(IReadOnlyList<MergerPlan> plans, string name, string[] columns, Func<MergerPlan, IEnumerable<string[]>> rows) =>
        new(name, ["scenario", .. columns], [.. plans.SelectMany(plan => rows(plan).Select(row => (string[])[plan.Scenario.Name, .. row]))]);

    private static string[] Body(string when, BodySize body, string becomes) =>
        [when, body.Code.ToString(), body.Name, body.OnsCode?.ToString() ?? "", Plain(body.Practices), Plain(body.Patients), Plain(body.WithoutList), Plain(body.Areas), becomes];

    private static string[] Move(MergerPlan plan, PlannedMove move) =>
        [move.Place, move.Name, move.Local.ToString(), move.Since is { } day && day > DateOnly.MinValue ? IsoDate.Text(day) : "", move.Before.ToString(), move.After.ToString(), IsoDate.Text(plan.Scenario.On)];

    private static string[] Told(string when, Finding finding) => [when, finding.Code, finding.Place.ToString(), finding.Found, finding.Wanted];

    /// <summary>Blank for what is not known.</summary>
    private static string Plain(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
