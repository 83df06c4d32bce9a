using System.Globalization;
using Remit.Powers;
using Remit.Register;
using Remit.Time;

namespace Remit.Storage.Register;

/// <summary>One section of a plan, as it is read: the command, the page and the document show the same.</summary>
/// <param name="Says">Lines before the table.</param>
public sealed record PlanSection(string Title, IReadOnlyList<string> Says)
{
    /// <summary>The columns of its table; none where it has no table.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>The verbs that give the same numbers, as they are typed.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Whether the column holds numbers.</summary>
    public bool IsNumeric(int column) => Columns[column] is "practices" or "patients" or "small areas" or "inside" or "of" or "bodies" or "before" or "after" or "people" or "target" or "per head" or "allocation" or "distance" or "allowance";
}

/// <summary>A plan put in words, section by section.</summary>
public static class PlanSections
{
    private const string NotKnown = "not known";

    /// <summary>What several plans come to, side by side.</summary>
    public static PlanSection SideBySide(IReadOnlyList<MergerDossier> dossiers) => new("Side by side", ["Smallest, median and largest are registered patients of the bodies after."])
    {
        Columns = ["scenario", "on", "kind", "before", "after", "smallest", "median", "largest", "practices that change", "cross councils", "instruments that lapse"],
        Rows =
        [
            .. dossiers.Select(d => (IReadOnlyList<string>)
            [
                d.Plan.Scenario.Name, IsoDate.Text(d.Plan.Scenario.On), d.Plan.Kind, Grouped(d.Plan.Before.Count), Grouped(d.Plan.After.Count), Grouped(d.Plan.Patients?.Smallest),
                d.Plan.Patients is { } patients ? patients.Median.ToString("#,##0.#", CultureInfo.InvariantCulture) : NotKnown, Grouped(d.Plan.Patients?.Largest), Grouped(d.Plan.Practices.Count),
                Grouped(d.Plan.Mergers.Count(m => m.Councils.Count(c => c.Council is not null) > 1)), Grouped(d.Powers.Sum(p => p.Instruments.Where(i => i.Lapses).Select(i => i.Term.Instrument.Id).Distinct().Count())),
            ]),
        ],
    };

    /// <summary>One plan.</summary>
    public static IReadOnlyList<PlanSection> Of(RegisterAsKnown register, MergerDossier dossier)
    {
        var plan = dossier.Plan;
        return
        [
            Summary(dossier),
            .. plan.Mergers.SelectMany((m, n) => (IEnumerable<PlanSection>)
            [
                .. Merger(register, dossier, m, dossier.Powers[n]), .. dossier.Money?.SectionsOf(n, m, IsoDate.Text(plan.Eve)) ?? [], .. PlanBoards.Sections(dossier, n, typed => Verb(dossier, typed)),
            ]),
            Changes(dossier), .. History(register, dossier), Broken(dossier), .. Procedure(plan), .. Listed("In doubt", plan.Doubts.Select(d => d.Note)),
        ];
    }

    /// <summary>What no plan has yet.</summary>
    public static PlanSection NotBuilt => new("Not in this plan", [.. MergerPlan.NotBuilt.Select(n => n.Says)]);

    private static PlanSection Summary(MergerDossier dossier)
    {
        var plan = dossier.Plan;
        return new(plan.Scenario.Name,
        [
            $"On {plan.Scenario.On.InWords}, {Bodies(plan.Before.Count)} of the kind {plan.Kind} would be {Grouped(plan.After.Count)}. This rests on the register of {plan.Eve.InWords}{(dossier.Known is { } known ? $", as it was known by {known.InWords}" : "")}.",
            plan.Lists is { } lists ? $"Patients are those of {lists}." : "No release of registered patients is in the workspace, so patients are not known: './remit import practice-lists FILE' takes one in.",
            .. plan.Before.All(b => b.Areas is null) ? [$"No look-up of small areas speaks about {plan.Eve.InWords}, so small areas, councils and neighbours are not shown."] : plan.LookUps,
        ])
        {
            Verbs = [Verb(dossier, $"register count --kind {Quoted(plan.Kind)} --on {IsoDate.Text(plan.Eve)}")],
        };
    }

    private static IEnumerable<PlanSection> Merger(RegisterAsKnown register, MergerDossier dossier, PlannedMerger merger, MergedPowers powers)
    {
        var (plan, eve) = (dossier.Plan, IsoDate.Text(dossier.Plan.Eve));
        var (bodies, proposed) = (merger.Bodies, merger.Proposed);
        var codes = string.Join(' ', bodies.Select(b => b.Code));
        string[] sizes = proposed.Area is null ? [Verb(dossier, $"register footprint {codes} --on {eve}")]
            : [Verb(dossier, $"register footprint {codes} --on {eve}"), .. proposed.Area.From.Split(" on ") is [var of, var day] ? [Verb(dossier, $"register footprint {of} --on {day}")] : (string[])[]];
        string Named(OdsCode code) => $"{code} {register.Find(code)?.NameNear(plan.Eve)}".TrimEnd();

        yield return new($"{proposed.Code} {proposed.Name}",
        [
            .. proposed.Area is { } area ? [$"Its area is taken from {area.From}: {Counted(area.Areas?.Count, "small area")} and {Counted(area.Practices?.Count, "practice")}. What its bodies have beside that would be in nobody, and is among the breaks of tiling."] : (string[])[],
            .. merger.Whole.WithoutList > 0 ? [$"{Counted(merger.Whole.WithoutList, "practice")} {(merger.Whole.WithoutList == 1 ? "is" : "are")} not in that edition of the lists: their patients are not counted."] : (string[])[],
            .. plan.Gone(merger) is { } gone ? [$"{Counted(gone.Patients, "patient")} of that edition were with {Counted(gone.Practices, "practice")} closed since. Which practice has them now no list says: they are not counted here, but are under history and where money goes by heads."] : (string[])[],
        ])
        {
            Columns = ["", "name", "practices", "patients", "small areas"],
            Rows = [.. bodies.Append(merger.Whole).Select(b => (IReadOnlyList<string>)[b.Code.ToString(), b.Name, Grouped(b.Practices), Grouped(b.Patients), Grouped(b.Areas)])],
            Verbs = sizes,
        };
        if (merger.Councils.Count > 0)
            yield return new($"Councils it would lie in: {Grouped(merger.Councils.Count)}", [.. merger.Councils.Select(c => c.ToString())]) { Verbs = sizes };
        if (merger.Neighbours.Count > 0)
            yield return new("Neighbours: bodies that share one of those councils", [.. merger.Neighbours.Select(Named)]) { Verbs = sizes };
        if (merger.Parents.Count > 0)
            yield return new("The bodies that would end lie within, or are served by", [.. merger.Parents.Select(p => $"{p.Link} {Named(p.Code)}: {p.Bodies} of {bodies.Count}")]) { Verbs = [.. bodies.Select(b => Verb(dossier, $"register show {b.Code} --on {eve}"))] };
        yield return new($"Codes and names whose last day would be {eve}", [.. bodies.Where(b => b.Code != proposed.Code).Select(b => $"{b.Code} {b.OnsCode} {b.Name}".Replace("  ", " ", StringComparison.Ordinal))])
        {
            Verbs = [.. bodies.Where(b => b.Code != proposed.Code).Select(b => Verb(dossier, $"register show {b.Code} --on {eve}"))],
        };

        var lapsing = powers.Instruments.Where(i => i.Lapses).ToList();
        var done = powers.Instruments.Where(i => i.IsDone).Select(i => i.Term.Instrument.Id).Distinct().Count();
        yield return new($"Instruments that lapse and must be remade: {Grouped(lapsing.Select(i => i.Term.Instrument.Id).Distinct().Count())}",
        [
            powers.Instruments.Count == 0 ? "No instrument that is held here names one of the bodies." : "Only instruments that are held here: agreements, constitutions and pooled funds that nobody has recorded are not. './remit powers record' takes one in.",
            .. done > 0 ? [done == 1 ? "1 more names one of them and has done what it was made for." : $"{Grouped(done)} more name one of them and have done what they were made for."] : (string[])[],
        ])
        {
            Columns = powers.Instruments.All(i => i.IsDone) ? [] : ["instrument", "clause", "names", "does", "in force", "what becomes of it"],
            Rows = [.. powers.Instruments.Where(i => !i.IsDone).Select(i => (IReadOnlyList<string>)[i.Term.Instrument.Id, i.Term.Clause.Number, i.Body.ToString(), i.Term.Clause.Does.ToString().ToLowerInvariant(), i.Term.Days.ToString(), i.Becomes])],
            Verbs = [.. bodies.Select(b => Verb(dossier, $"powers list --of {b.Code} --on {eve}"))],
        };
        if (powers.Functions.Count > 0)
            yield return new("Functions before and after", ["Who decides for the people of each body on the eve, and who would for those of the new one, which no instrument names yet."])
            {
                Columns = ["function", "name", "who decides before", "who would decide", "as before"],
                Rows = [.. powers.Functions.Select(f => (IReadOnlyList<string>)[f.Function.Code.ToString(), f.Function.Name, Before(f), Decides(f.After), f.IsAsBefore ? "yes" : "no"])],
                Verbs =
                [
                    .. bodies.Select(b => Verb(dossier, $"powers who FUNCTION --for {b.Code} --on {eve}")),
                    Verb(dossier, $"powers who FUNCTION --for {bodies[0].Code} --as-one {string.Join(',', bodies.Skip(1).Select(b => b.Code))} --on {eve}"),
                ],
            };
    }

    private static PlanSection Changes(MergerDossier dossier)
    {
        var plan = dossier.Plan;
        return new($"From {IsoDate.Text(plan.Scenario.On)} in another {plan.Kind}",
        [
            $"{Counted(plan.Practices.Count, "practice")} and {Counted(plan.Areas.Count, "small area")}, with every postcode in them",
            dossier.Postcodes switch
            {
                null => "Postcodes are not listed: './remit merge plan … --postcodes --out FOLDER' writes each that the workspace holds, with its body before and after.",
                { Held: 0 } => "No postcodes are held: './remit import onspd FILE' takes in a directory of them.",
                { CanBeTold: false, Held: var held } => $"{Counted(held, "postcode")} held, by commissioner and not by small area: which of them move with an area of small areas cannot be told.",
                var postcodes => $"{Counted(postcodes.All().LongCount(), "postcode")} of the {Grouped(postcodes.Held)} that are held.",
            },
        ])
        {
            Verbs = [.. plan.Mergers.Select(m => Verb(dossier, $"register footprint {string.Join(' ', m.Bodies.Select(b => b.Code))} --on {IsoDate.Text(plan.Eve)}"))],
        };
    }

    private static IEnumerable<PlanSection> History(RegisterAsKnown register, MergerDossier dossier)
    {
        var plan = dossier.Plan;
        if (plan.History.Count == 0)
            yield break;
        yield return new("The new footprint in years past", ["Each edition of the lists by where its practices are on the eve, or where those that have closed would be by their commissioner. Any other table is restated in the same way."])
        {
            Columns = ["edition", "", "name", "practices", "patients"],
            Rows = [.. plan.History.Select(h => (IReadOnlyList<string>)[IsoDate.Text(h.Lists.Edition), h.Code.ToString(), plan.Mergers.First(m => m.Proposed.Code == h.Code).Proposed.Name, Grouped(h.Practices), Grouped(h.Patients)])],
            Verbs = [.. plan.History.Select(h => h.Lists).Distinct().Select(l => Verb(dossier, $"rebase {Quoted(l.File)} --from {IsoDate.Text(l.Edition)} --to {IsoDate.Text(plan.Eve)} --scenario scenario.csv --to-kind {Quoted(plan.Kind)} --code-kind practice --code-column {(l.File.StartsWith("Patient_List_Size", StringComparison.OrdinalIgnoreCase) ? "'Practice Code' --value COLUMN,…" : "CODE --value NUMBER_OF_PATIENTS")} --unplaced keep --out OUT.csv"))],
        };
    }

    private static PlanSection Broken(MergerDossier dossier)
    {
        var plan = dossier.Plan;
        return new("Tiling",
        [
            $"Broken at {Places(plan.BrokenBefore.Count)} on {IsoDate.Text(plan.Eve)}; at {Places(plan.BrokenAfter.Count)} from {IsoDate.Text(plan.Scenario.On)}, of which the plan makes {Grouped(plan.Made.Count)}",
            .. plan.Crossings.Select(f => $"Warning: {f.Place.File} {(f.Code == Tiling.Crosses ? "would cross the boundaries of upper-tier councils" : "has districts whose council is not known, and may cross a boundary")}; wanted {f.Wanted}"),
            .. plan.BrokenAfter.Select(f => $"{f.Place}: {f.Found}; wanted {f.Wanted}"),
        ])
        {
            Verbs = [Verb(dossier, $"register check --on {IsoDate.Text(plan.Eve)} --kind {Quoted(plan.Kind)}")],
        };
    }

    private static IEnumerable<PlanSection> Procedure(MergerPlan plan)
    {
        if (plan.HasNoProcedure)
            yield return new("Checklist and factors", [MergerPlan.NoProcedure]);
        if (plan.Checklist.Count > 0)
            yield return new("Checklist", [])
            {
                Columns = ["due", "confidence", "step"],
                Rows = [.. plan.Checklist.Select(s => (IReadOnlyList<string>)[s.Due is { } due ? IsoDate.Text(due) : "no day known", s.Source.Confidence, s.Step])],
            };
        if (plan.Factors.Count > 0)
            yield return new("Factors to be weighed", [])
            {
                Columns = ["factor", "the register says", "confidence"],
                Rows = [.. plan.Factors.Select(f => (IReadOnlyList<string>)[f.Factor, f.Says.Length > 0 ? f.Says : "nothing: evidence is wanted", f.Source.Confidence])],
            };
    }

    private static IEnumerable<PlanSection> Listed(string title, IEnumerable<string> lines) => lines.ToList() is { Count: > 0 } all ? [new(title, all)] : [];

    private static string Before(FunctionInMerger function)
    {
        var by = function.Before.GroupBy(b => b.Deciders is [{ Code: { } code }] && code == b.People.Commissioner && b.Settled == Settled.One ? "each for itself" : Decides(b)).ToList();
        return by is [var only] ? only.Key : string.Join("; ", by.Select(g => $"{string.Join(", ", g.Select(b => b.People.Asked))}: {g.Key}"));
    }

    /// <summary>Who decides, in a few words.</summary>
    public static string Decides(FunctionAnswer answer) => answer.Settled switch
    {
        Settled.One or Settled.Jointly => string.Join(" and ", answer.Deciders) + (answer.Also.Count > 0 ? $", and beside it {string.Join(" and ", answer.Also)}" : ""),
        Settled.Nobody => "nobody",
        Settled.Conflicting => "instruments conflict",
        _ => "cannot be told",
    };

    private static string Verb(MergerDossier dossier, string typed) => $"./remit {typed}{(dossier.Known is { } known && !typed.StartsWith("rebase", StringComparison.Ordinal) ? $" --known {IsoDate.Text(known)}" : "")}";

    private static string Quoted(string word) => word.Contains(' ') ? $"'{word}'" : word;

    private static string Grouped(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? NotKnown;

    private static string Counted(long? number, string what) => number switch { null => $"the {what}s of its bodies", 1 => $"1 {what}", _ => $"{Grouped(number)} {what}s" };

    private static string Bodies(int count) => count == 1 ? "1 body" : $"{Grouped(count)} bodies";

    private static string Places(int count) => count == 1 ? "1 place" : $"{Grouped(count)} places";
}
