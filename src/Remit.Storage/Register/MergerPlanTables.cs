using System.Globalization;
using System.Text;
using CsvHelper;
using Remit.Powers;
using Remit.Register;
using Remit.Storage.Allocations;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>One table of a plan: what the CSV file, and the sheet of the workbook, is called, and its rows.</summary>
public sealed record PlanTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A merger plan as tables.</summary>
public static class MergerPlanTables
{
    /// <summary>The columns that hold counts; all others hold text, though it may be made of digits.</summary>
    public static IReadOnlySet<string> Counts { get; } = new HashSet<string> { "practices", "patients", "practices_without_list", "small_areas", "of", "bodies_with_it", "target", "baseline", "opening_target", "running_costs" };

    /// <summary>The table of postcodes, which is written as it is worked out and is too long for a workbook.</summary>
    public const string Postcodes = "postcodes";

    private static readonly string[] PostcodeColumns = ["scenario", "postcode", "local_commissioner", "before", "after", "from"];

    /// <summary>Every table there is of some plans, which stand side by side: each row begins with its scenario.</summary>
    public static IReadOnlyList<PlanTable> Of(IReadOnlyList<MergerDossier> dossiers) => [.. OfRegister([.. dossiers.Select(d => d.Plan)]), .. OfPowers(dossiers), .. OfBoards(dossiers), Table(dossiers, d => d.Plan, "money", PlanMoney.Columns, d => d.Money?.RowsOf(d.Plan.Scenario.Mergers) ?? [])];

    private static PlanTable[] OfPowers(IReadOnlyList<MergerDossier> dossiers) =>
    [
        Table(dossiers, d => d.Plan, "instruments", ["body", "instrument", "kind", "title", "clause", "does", "in_force_from", "in_force_to", "lapses", "what_becomes_of_it", "document"], dossier =>
            dossier.Powers.SelectMany(p => p.Instruments).Select(i => (string[])
            [
                i.Body.ToString(), i.Term.Instrument.Id, i.Term.Instrument.Kind, i.Term.Instrument.Title, i.Term.Clause.Number, i.Term.Clause.Does.ToString().ToLowerInvariant(), Day(i.Term.Days.First),
                i.Term.Days.Last is { } last ? IsoDate.Text(last) : "", i.Lapses ? "Y" : "N", i.Becomes, i.Term.Instrument.Document,
            ])),
        Table(dossiers, d => d.Plan, "functions", ["function", "name", "when", "body", "settled", "decides", "also", "liable", "as_before"], dossier =>
            dossier.Powers.SelectMany(p => p.Functions).SelectMany(f => f.Before.Select(b => Held("before", f, b)).Append(Held("after", f, f.After)))),
    ];

    private static PlanTable[] OfBoards(IReadOnlyList<MergerDossier> dossiers) =>
    [
        Table(dossiers, d => d.Plan, "seats-of-one", ["person", "name", "body", "committee", "seat"], PlanBoards.Several),
        Table(dossiers, d => d.Plan, "conflicts-that-appear", ["person", "name", "interest", "declared_to", "organisation", "code", "meeting", "item", "concerned", "found_by", "score"], PlanBoards.Appearing),
    ];

    private static string[] Held(string when, FunctionInMerger function, FunctionAnswer answer) =>
    [
        function.Function.Code.ToString(), function.Function.Name, when, answer.People.Asked.ToString(), answer.Settled.ToString().ToLowerInvariant(), string.Join(' ', answer.Deciders), string.Join(' ', answer.Also),
        answer.Liable?.ToString() ?? "", when == "before" ? "" : function.IsAsBefore ? "Y" : "N",
    ];

    private static PlanTable[] OfRegister(IReadOnlyList<MergerPlan> plans) =>
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
            plan.Areas.Select(a => (string[])[a.Place, a.Local?.ToString() ?? "", a.Before?.ToString() ?? "", a.After?.ToString() ?? "", IsoDate.Text(plan.Scenario.On)])),
        Table(plans, "history", ["edition", "lists", "body", "practices", "patients"], plan =>
            plan.History.Select(h => (string[])[IsoDate.Text(h.Lists.Edition), h.Lists.File, h.Code.ToString(), Plain(h.Practices), Plain(h.Patients)])),
        Table(plans, "tiling", ["when", "finding", "place", "found", "wanted"], plan =>
            [.. plan.BrokenBefore.Select(f => Told("before", f)), .. plan.BrokenAfter.Select(f => Told("after", f)), .. plan.Crossings.Select(f => Told("after", f))]),
        Table(plans, "checklist", ["due", "step", "confidence", "source"], plan =>
            plan.Checklist.Select(s => (string[])[s.Due is { } day ? IsoDate.Text(day) : "", s.Step, s.Source.Confidence, s.Source.Document])),
        Table(plans, "factors", ["factor", "the_register_says", "confidence", "source"], plan =>
            plan.Factors.Select(f => (string[])[f.Factor, f.Says, f.Source.Confidence, f.Source.Document])),
        Table(plans, "not-built", ["section", "says"], _ => MergerPlan.NotBuilt.Select(n => (string[])[n.Section, n.Says])),
        Table(plans, "doubts", ["kind", "note", "source"], plan => plan.Doubts.Select(d => (string[])[d.Kind, d.Note, d.Basis])),
    ];

    /// <summary>Writes plans into a folder: each table as CSV, all of them as a workbook, a document to be read, the scenarios, and a manifest. Each file appears whole.</summary>
    /// <param name="scenarioFile">The file that the scenarios were read from; none where they were typed.</param>
    /// <returns>The paths.</returns>
    /// <exception cref="RefusedException">The folder cannot be written to.</exception>
    public static IReadOnlyList<string> Write(RegisterAsKnown register, PowersAsKnown powers, IReadOnlyList<MergerDossier> dossiers, string folder, string? scenarioFile = null)
    {
        var tables = Of(dossiers);
        List<string> paths = [];
        foreach (var table in tables)
            Keep($"{table.Name}.csv", stream => WriteCsv(stream, table.Rows.Prepend(table.Columns)));
        if (dossiers.Any(d => d.Postcodes is { Held: > 0 }))
            Keep($"{Postcodes}.csv", stream => WritePostcodes(stream, dossiers));

        Dictionary<ProposedArea, string> areas = [];
        foreach (var merger in dossiers.SelectMany(d => d.Plan.Scenario.Mergers))
            if (merger.Area is { } area && !areas.ContainsKey(area))
                if (area.From.Split(" on ") is [var code, var day])
                    areas[area] = $"{code}@{day}";
                else
                    Keep(areas[area] = $"area-{areas.Count + 1}.csv", stream => WriteCsv(stream, [["code"], .. (area.Areas ?? new HashSet<OnsCode>()).Order().Select(a => (string[])[a.ToString()]), .. (area.Practices ?? new HashSet<PracticeCode>()).Select(p => p.ToString()).Order(StringComparer.Ordinal).Select(p => (string[])[p])]));
        Keep("scenario.csv", stream => stream.Write(Encoding.UTF8.GetBytes(ScenarioFile.Text(dossiers.Select(d => d.Plan.Scenario), area => areas[area]))));
        Keep("plan.xlsx", stream => stream.Write(PlanWorkbook.Of(tables)));
        Keep("plan.docx", stream => stream.Write(PlanDocument.Of(register, dossiers)));
        var made = paths.ToList();
        Keep("manifest.json", stream => stream.Write(PlanManifest.Of(register, powers, dossiers, scenarioFile, made.Select(path => (Path.GetFileName(path), (Action<Stream>)(to => PlanManifest.Copy(path, to)))))));
        return paths;

        void Keep(string name, Action<Stream> write)
        {
            var path = Path.Combine(folder, name);
            using var file = new WholeFile(path);
            write(file.Stream);
            file.Keep();
            paths.Add(path);
        }
    }

    /// <summary>Writes a table as CSV.</summary>
    public static void WriteCsv(Stream to, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var csv = CsvWriter.Create(to, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var row in rows)
        {
            foreach (var cell in row)
                csv.WriteField(cell);
            csv.EndRecord();
        }
    }

    /// <summary>Writes the postcodes that move as CSV, row by row as they are worked out.</summary>
    public static void WritePostcodes(Stream to, IEnumerable<MergerDossier> dossiers) =>
        WriteCsv(to, dossiers.Where(d => d.Postcodes is not null).SelectMany(d => d.Postcodes!.All().Select(p => (string[])[d.Plan.Scenario.Name, p.Postcode, p.Local, p.Before.ToString(), p.After.ToString(), IsoDate.Text(d.Plan.Scenario.On)])).Prepend(PostcodeColumns));

    private static PlanTable Table(IReadOnlyList<MergerPlan> plans, string name, string[] columns, Func<MergerPlan, IEnumerable<string[]>> rows) =>
        Table(plans, plan => plan, name, columns, rows);

    private static PlanTable Table<T>(IReadOnlyList<T> of, Func<T, MergerPlan> plan, string name, string[] columns, Func<T, IEnumerable<string[]>> rows) =>
        new(name, ["scenario", .. columns], [.. of.SelectMany(each => rows(each).Select(row => (string[])[plan(each).Scenario.Name, .. row]))]);

    private static string[] Body(string when, BodySize body, string becomes) =>
        [when, body.Code.ToString(), body.Name, body.OnsCode?.ToString() ?? "", Plain(body.Practices), Plain(body.Patients), Plain(body.WithoutList), Plain(body.Areas), becomes];

    private static string[] Move(MergerPlan plan, PlannedMove move) =>
        [move.Place, move.Name, move.Local?.ToString() ?? "", Day(move.Since), move.Before?.ToString() ?? "", move.After?.ToString() ?? "", IsoDate.Text(plan.Scenario.On)];

    private static string[] Told(string when, Finding finding) => [when, finding.Code, finding.Place.ToString(), finding.Found, finding.Wanted];

    /// <summary>Blank for none, and for the start of time.</summary>
    private static string Day(DateOnly? day) => day is { } known && known > DateOnly.MinValue ? IsoDate.Text(known) : "";

    /// <summary>Blank for what is not known.</summary>
    private static string Plain(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
