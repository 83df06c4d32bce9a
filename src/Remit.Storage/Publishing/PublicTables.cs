using Remit.Register;
using Remit.Responsibility;

namespace Remit.Storage.Publishing;

/// <summary>Every public table there is: the register, the facts that travel with Remit, the rulebooks, and what was published.</summary>
/// <remarks>No table holds anything of a patient, nor of who acted. Northern Irish postcodes are left out: they may not be passed on under the licence of the rest.</remarks>
public static class PublicTables
{
    /// <summary>What stands for all months, or all outcomes, in a row that is a total.</summary>
    public const string Everything = "(all)";

    /// <summary>What stands for the month of records that have none, such as the rejected.</summary>
    public const string NoMonth = "(none)";

    private const string Which = "Which of them, from 1, the oldest first.";

    /// <summary>All of them, each after those that it leads to.</summary>
    public static IReadOnlyList<PublicTable> All { get; } =
    [
        Parameters("sources", "Publications", "A publication, a data set or a program that facts were taken from.", "sources.csv", ["id"], [],
            ("id", "What the other tables call it."), ("title", "What it is."), ("address", "Where it was had."), ("read", "How much of it was read.")),
        Releases(),
        Parameters("functions", "Commissioning functions", "A commissioning function or, after a stroke, a part of one.", "powers/functions.csv", ["function"], [],
            ("function", "The code."), ("name", "What it is called."), ("covers", "What it covers."), ("office", "The link by which NHS England acts through an office; empty where it does not."), First, Last, Source, Confidence),
        Parameters("instrument_kinds", "Kinds of instrument", "A kind of instrument.", "powers/instrument_kinds.csv", ["kind"], [],
            ("kind", "What it is called."), ("directs", "Y where it directs a body."), ("note", "What it is."), Source, Confidence),
        Parameters("instruments", "Instruments", "An instrument that travels with Remit: who made it, under which power, by which decision, and when it is in force.", "powers/instruments.csv", ["id"], [new("kind", "instrument_kinds", "kind")],
            ("id", "What the other tables call it."), ("kind", "Its kind."), ("title", "What it is called."), ("made_by", "Who made it."), ("power", "The power under which it was made."), ("decision", "The decision by which."), First, Last,
            ("document", "Where its text is."), ("linked_to", "Instruments that belong to it, a semicolon between them."), Source, Confidence),
        Parameters("clauses", "Clauses of instruments", "What an instrument does, clause by clause.", "powers/clauses.csv", ["instrument", "clause"], [new("instrument", "instruments", "id")],
            ("instrument", "The instrument."), ("clause", "The clause."), ("does", "What it does: confers, delegates, shares, involves, allows, pools, stops, moves, establishes, dissolves, renames, joins, leaves, covers, requires, replaces, transfers, states, extends, revokes, amends or novates."),
            ("functions", "The functions it is about, a semicolon between them."), ("except", "Parts of them that it leaves alone."), ("of_party", "Whose functions they are."), ("to_party", "Who gets to exercise them."), ("for_people", "For whose people, where that is not plain."),
            ("what", "What is required, replaced, transferred or stated."), ("liable", "With whom liability is: stays, passes or not-stated."), ("target", "The instrument that it acts on."), ("target_clause", "The clause of it."), ("until", "Up to which day it is extended."),
            ("bodies", "How many bodies it is about, where it is not known which."), ("out_of", "Of how many."), Source, Confidence),
        Parameters("makings", "How bodies are made and ended", "By what instrument and under which power bodies of a kind are made, merged and ended.", "powers/makings.csv", ["kind", "how"], [],
            ("kind", "The kind of body."), ("how", "What happens to it: establishment, merger or abolition."), ("instrument", "The kind of instrument."), ("made_by", "Who makes it."), ("power", "The power."), Source, Confidence),
        Parameters("intervention_powers", "Powers to intervene", "That an instrument of a kind may do something to bodies of a kind.", "powers/interventions.csv", ["instrument", "of_kind", "does"], [new("instrument", "instrument_kinds", "kind")],
            ("instrument", "The kind of instrument."), ("of_kind", "The kind of body."), ("does", "What it may do: requires, stops, replaces, moves or allows."), ("made_by", "Who may make it."), ("power", "The power."), ("grounds", "What must be so, a semicolon between them; each is enough."),
            ("needs", "What must go before it, a semicolon between them: stop, consultation or end."), ("months", "After how many months it should have done its work; empty where nothing says."), First, Last, Source, Confidence),
        Parameters("powers_doubts", "What is in doubt about functions", "What a reader must be told who asks about some functions on some days.", "powers/doubts.csv", [], [],
            ("functions", "The functions, a semicolon between them."), ("codes", "The bodies, a semicolon between them; empty for all."), First, Last, ("note", "What is in doubt."), Source),
        Parameters("application_kinds", "Kinds of application", "A change to bodies of a kind that may be applied for, or imposed, on some days.", "powers/application_kinds.csv", [], [],
            ("application", "What it is called here."), ("journey", "The journey that it begins from."), ("body_kind", "The kind of body."), First, Last, ("power", "The power."), ("decided_by", "Who decides."), ("own_motion", "Y where nobody applies."),
            ("hands_over", "Y where it is tested elsewhere before it is granted."), ("bodies_agree", "Y where each body concerned must agree."), ("needs", "What an application must say, a semicolon between them."), ("ends", "Y where the bodies it names end."),
            ("instrument", "The kind of instrument that brings it about."), ("transfer_power", "The power to make a transfer scheme; empty where there is none."), ("note", "What it is."), Source, Confidence),
        Parameters("application_procedures", "Editions of the procedures", "An edition of a published procedure, for applications made on some days.", "powers/application_procedures.csv", [], [],
            ("edition", "The edition."), ("title", "What it is called."), ("body_kind", "The kind of body."), ("applications", "The kinds of application, a semicolon between them."), First, Last,
            ("apply_by", "The last days of the year to apply, as 06-01, a semicolon between them; empty where there are none or none was found."), ("takes_effect", "The day of the year on which changes take effect; empty where there is none or none was found."), ("note", "What more is known."), Source, Confidence),
        Parameters("application_factors", "Factors of an application", "What those who decide on an application must be satisfied of, or weigh.", "powers/application_factors.csv", [], [],
            ("factor", "What it is called here."), ("applications", "The kinds of application, a semicolon between them."), ("body_kind", "The kind of body."), First, Last, ("must", "Y where nothing can be granted unless it is met."),
            ("question", "What is asked."), ("basis", "Where it is laid down."), ("check", "What the register can say of it; empty where it can say nothing."), Source, Confidence),
        Parameters("application_views", "Whose views are asked on an application", "Whose views are to be asked before such a change is granted or imposed.", "powers/application_views.csv", [], [],
            ("group", "Of which group they are."), ("applications", "The kinds of application, a semicolon between them."), ("body_kind", "The kind of body."), First, Last, ("needed", "Y where nothing can be granted until they were asked."), ("basis", "Where it is laid down."), Source, Confidence),
        Parameters("application_names", "How bodies must be named", "How the name of a body of a kind must begin and end.", "powers/application_names.csv", [], [],
            ("body_kind", "The kind of body."), First, Last, ("starts", "How it begins."), ("ends", "How it ends."), Source, Confidence),
        Parameters("application_closing", "Closing checklists", "What is to be done about bodies that end or begin, and by when.", "powers/application_closing.csv", [], [],
            ("step", "What it is called here."), ("applications", "The kinds of application, a semicolon between them."), ("body_kind", "The kind of body."), First, Last, ("due", "By when: eve, day, or days after it as day+9; empty where that is not known."), ("text", "What is to be done."), Source, Confidence),
        Parameters("merger_steps", "Steps of a merger", "What the law or a published procedure asks of a merger of bodies of a kind that takes effect on some days.", "mergers/steps.csv", [], [],
            ("kind", "The kind of body."), First, Last, ("due", "By when: eve, day, days after it as day+9, or the latest such day before, as 06-01; empty where that is not known."), ("step", "What is to be done."), Source, Confidence),
        Parameters("merger_factors", "Factors of a merger", "What those who decide on such a merger weigh.", "mergers/factors.csv", [], [],
            ("kind", "The kind of body."), First, Last, ("factor", "What is weighed."), ("evidence", "What the register can say of it; empty where it can say nothing."), Source, Confidence),
        .. AllocationFacts(),
        Parameters("pace_policies", "Policies on pace of change", "A rule of a policy on how fast allocations move towards targets.", "allocations/pace_policies.csv", ["policy", "year", "rule"], [],
            ("policy", "What the policy is asked for by."), ("title", "What it is called, in its first row."), ("year", "The year of the policy, from 1; what it says lasts until a later one says otherwise."), ("rule", "The rule."),
            ("value", "Its value: a rate in per cent, or where the rest goes."), ("says", "What it means."), Source, Confidence),
        .. GovernanceFactTables(),
        Organisations(), Standings(), Identifiers(), Successions(), Links(), Delegations(), Areas(),
        Practices(), PracticeListings(), Memberships(), ListSizes(), SmallAreas(), UpperTiers(), Postcodes(),
        Parameters("kinds", "Kinds of body", "A kind of body, and whether its code names the local commissioner that pays.", "register/kinds.csv", ["kind"], [],
            ("kind", "What the NHS calls a body of the kind."), ("pays_locally", "Y where its code names the local commissioner that pays."), ("note", "When, and why."), Source, Confidence),
        Parameters("default_codes", "Codes that stand for no body in particular", "A code that stands for no body or place in particular.", "register/default_codes.csv", ["code", "kind"], [],
            ("code", "The code."), ("kind", "What it stands in the place of."), ("meaning", "What it means."), ("commissions", "Whether it may pay."), Source, Confidence),
        Parameters("centres", "Middles of areas", "Roughly where the area of a CCG of 2013 has its middle, for the hexagon map.", "register/centres.csv", ["code"], [],
            ("code", "The CCG."), ("longitude", "Degrees east, WGS 84."), ("latitude", "Degrees north, WGS 84."), Source, Confidence),
        Parameters("outline_codes", "Codes of outlines that are no body's", "A code in a file of outlines that is no body's, and the body whose area it is part of.", "register/outline_codes.csv", ["code"], [],
            ("code", "The code in the file."), ("stands_for", "The body."), Source, Confidence),
        Parameters("roles", "Role codes of official lists", "What a code in the role column of an ODS list means for some days.", "register/roles.csv", [], [],
            ("list", "Which list."), ("role", "The code; empty where the list leaves the column empty."), ("kind", "The kind of body it means."), First, Last, Source, Confidence),
        Parameters("families", "Families of areas", "What a family of areas in the headings of look-ups stands for.", "register/families.csv", [], [],
            ("family", "What the headings begin with, such as CCG in CCG21CD."), ("stands_for", "The kind of area."), ("commissioner", "Y where it is the commissioner."), ("link", "How a commissioner lies within it."), First, Last, Source, Confidence),
        Parameters("doubts", "What is in doubt", "What a reader must be told who asks about a kind of body on some days.", "register/doubts.csv", [], [],
            ("kind", "The kind of body."), ("codes", "The bodies, a semicolon between them; empty for all of the kind."), ("about", "What of them is in doubt: bodies, links, areas, memberships, names, ONS codes, successors, sites or services."), First, Last, ("note", "What is in doubt."), Source),
        Parameters("service_lines", "Service lines", "What a specialised or public health service line was in a financial year.", "responsibility/service_lines.csv", ["service_code", "year"], [],
            ("service_code", "The code of the line."), ("year", "The financial year, as 2025/26."), ("description", "What the service is."), ("status", "RED kept by NHS England, GREEN delegated, AMBER suitable but not ready, BLUE for a host's reporting."),
            ("specialised", "Y where it is specialised."), ("highly_specialised", "Y where it is highly specialised."), Source, Confidence),
        Parameters("detention_sites", "Places of detention", "A prison or other place of detention, and the hub that pays there.", "responsibility/detention_sites.csv", [], [],
            ("name", "What it is called."), ("postcode", "Where it is."), ("hub", "The health and justice hub."), First, Last, Source, Confidence),
        Parameters("layouts", "Layouts of activity files", "A layout of files of activity that Remit knows by its header.", "responsibility/layouts.csv", ["layout"], [],
            ("layout", "Its name."), ("title", "What it is."), ("recognised_by", "The columns it is known by, a semicolon between them."), ("carries_unknown_columns", "Y where other columns may stand beside them."), ("note", "What a reader should know."), Source, Confidence),
        Parameters("layout_columns", "Columns of activity files", "Where a layout has an item of the record.", "responsibility/layout_columns.csv", ["layout", "item"], [new("layout", "layouts", "layout")],
            ("layout", "The layout."), ("item", "The item of the record."), ("taken_from", "The columns it is taken from."), ("values", "What their values become."), ("missing", "What an absent value becomes."), ("note", "What a reader should know."), Source, Confidence),
        RulebookList(), Boxes(), Outcomes(), Codes(),
        Runs(), Counts(),
    ];

    private static IEnumerable<PublicTable> AllocationFacts()
    {
        (string, string) edition = ("edition", "The round of allocations.");
        return
        [
            Parameters("allocation_editions", "Rounds of allocations", "A round of allocations to commissioners: what was shared out, and by which units.", "allocations/editions.csv", ["edition"], [],
                ("edition", "What the other tables call it."), ("year", "The financial year, as 2018/19."), ("bodies_on", "The day whose bodies its file speaks of."), ("by", "What its units are: practice, or the kind of body."),
                ("sum", "The national sum in pounds; empty where only a rate is known."), ("rate", "Pounds to a weighted head, where there is no sum."), ("note", "What a reader should know."), Source, Confidence),
            Parameters("allocation_pots", "Pots of a round", "A part of the national sum of a round, and who shares in it.", "allocations/pots.csv", [], [new("edition", "allocation_editions", "edition")],
                edition, ("pot", "What it is for."), ("part", "How much of the sum it is; the pots of a round share the sum in proportion."), ("costs", "The cost indices that need is multiplied by, a semicolon between them."),
                ("place", "For a pot of one area, what kind of place that is."), ("area", "The area that alone shares in it; empty for all of England."), Source, Confidence),
            Parameters("allocation_weights", "Weights of components of need", "How much a component of need counts in a pot of a round.", "allocations/weights.csv", ["edition", "pot", "component"], [new("edition", "allocation_editions", "edition")],
                edition, ("pot", "The pot."), ("component", "The component of need."), ("weight", "Its part of the pot, of 1."), Source, Confidence),
            Parameters("allocation_cost_indices", "Cost indices by place", "How much dearer the same care is in a place, in a round whose file does not say.", "allocations/cost_indices.csv", ["edition", "cost", "area"], [new("edition", "allocation_editions", "edition")],
                edition, ("cost", "The cost."), ("place", "The kind of place."), ("area", "Its code."), ("index", "The index; 1 is England's level."), Source, Confidence),
            Parameters("allocation_columns", "Columns of files of weighted populations", "What a column of the file of a round means.", "allocations/columns.csv", ["edition", "heading"], [new("edition", "allocation_editions", "edition")],
                edition, ("heading", "The heading in the file."), ("use", "What it gives: code, name, heads, need, cost, place, place name, or stated for what the publisher says the answer is."), ("name", "Of which component, cost or place."), Source, Confidence),
            Parameters("running_costs", "Running cost allowances", "What bodies of a kind might spend on running themselves in a year.", "allocations/running_costs.csv", ["year", "kind"], [],
                ("year", "The financial year, as 2014/15."), ("kind", "The kind of body."), ("per_head", "Pounds a head; empty where only the sum is known."), ("sum", "Pounds for all of them; empty where there is a rate."), ("note", "What a reader should know."), Source, Confidence),
            Parameters("planning_rules", "Planning rules", "How much of its allocation a body must set aside.", "allocations/planning_rules.csv", ["rule"], [],
                ("rule", "What it is called."), ("use", "What is set aside for."), ("percent", "Per cent of the allocation, at least."), ("says", "The rule in words."), Source, Confidence),
        ];
    }

    private static (string, string) Source => ("source", "The publications that say so, by their id in the table sources, a semicolon between them.");
    private static (string, string) Confidence => ("confidence", "How far it is to be trusted: high, medium or low.");
    private static (string, string) First => ("from", "The first day it holds; empty where it held since before the sources reach.");
    private static (string, string) Last => ("to", "The last day it holds, which is included; empty where no end is known.");

    /// <summary>The table of a name, or none.</summary>
    public static PublicTable? Named(string name) => All.FirstOrDefault(t => t.Name == name);

    /// <summary>The counts of a run as rows: each count, then the totals.</summary>
    public static IEnumerable<(string Outcome, string Month, long? Records)> CountsOf(PublishedCounts counts)
    {
        foreach (var (row, outcome) in counts.Outcomes.Index())
            foreach (var (column, month) in counts.Months.Index())
                yield return (outcome, month.Length > 0 ? month : NoMonth, counts.Records[row][column]);
        foreach (var (row, outcome) in (counts.OfOutcome is null ? [] : counts.Outcomes).Index())
            yield return (outcome, Everything, counts.OfOutcome![row]);
        foreach (var (column, month) in (counts.OfMonth is null ? [] : counts.Months).Index())
            yield return (Everything, month.Length > 0 ? month : NoMonth, counts.OfMonth![column]);
        yield return (Everything, Everything, counts.All);
    }

    /// <summary>What changed between the first of the runs and the second, the one before it. Not in the package: it follows from the counts that are.</summary>
    public static PublicTable Differences { get; } = PublicTable.From(f => f.Runs is [var now, var before, ..] ? ShownDifference.Between(before.What.Counts, now.What.Counts) : [])
        .Text("outcome", $"The outcome; {Everything} for all records.", d => d.Outcome ?? Everything)
        .Number("before", "What the run before shows; empty where it withholds it.", d => d.Before)
        .Number("now", "What this run shows, likewise.", d => d.Now)
        .Number("change", $"The difference, right to within {ShownDifference.Within}; empty where either is withheld.", d => d.By)
        .Key("outcome").OfWhoeverPublished()
        .Named("run_differences", "What changed against the run before", "An outcome in a published run and in the one before it, from what both show and from nothing else.");

    private static PublicTable Releases() => PublicTable.From(f => f.Releases)
        .Text("sha256", "The SHA-256 of the file as it was received.", r => r.Sha256)
        .Text("kind", "Which layout the file has.", r => r.Kind)
        .Text("series", "Which series within the kind; empty where there is one.", r => r.Series)
        .Text("title", "What it is.", r => r.Title)
        .Day("edition", "The day whose state of affairs it describes.", r => r.Edition)
        .Text("edition_from", "How the edition is known: file, name, given, corrected, or learned where nothing says.", r => r.EditionFrom)
        .Text("file", "The file's name as it was received.", r => r.File)
        .Number("bytes", "Its length in bytes.", r => r.Bytes)
        .Number("rows", "The rows it has, those left out among them.", r => r.Rows)
        .Number("left_out", "The rows that could not be used.", r => r.LeftOut)
        .Instant("learned", "When it was first had.", r => r.Learned)
        .Instant("imported", "When it was taken into this workspace.", r => r.Imported)
        .Key("sha256")
        .Named("releases", "Official files", "An official file in the workspace, kept exactly as it was received.");

    private static PublicTable Organisations() => PublicTable.From(f => f.Register.Organisations)
        .Text("code", "Its ODS code.", o => o.Code.ToString())
        .Text("name", "What it is called, or was called last.", o => o.Standings[^1].Name)
        .Text("kind", "What it is, or was last, such as CCG or ICB.", o => o.Standings[^1].Kind)
        .Day("opened", "Its first day under any kind; empty where no source states one.", o => o.Opened > DateOnly.MinValue ? o.Opened : null)
        .Day("closed", "Its last day under any kind; empty while it is open.", o => o.Closed < DateOnly.MaxValue ? o.Closed : null)
        .Text("postcode", "Where its main office is, from the latest list that says.", o => o.Postcode)
        .Key("code").RestsOn("register/organisations.csv", "eccg", "etr")
        .Named("organisations", "Organisations", "A body that holds functions or provides care, open or closed. Practices have a table of their own.");

    private static PublicTable Standings() => PublicTable.From(f =>
            from organisation in f.Register.Organisations
            from standing in organisation.Standings.Index()
            select (organisation.Code, Number: standing.Index + 1, Standing: standing.Item))
        .Text("code", "The organisation.", r => r.Code.ToString())
        .Number("number", Which, r => r.Number)
        .Text("kind", "What it was, such as CCG or ICB.", r => r.Standing.Kind)
        .Text("name", "What it was called.", r => r.Standing.Name)
        .Days(r => r.Standing.Days)
        .Sourced(r => r.Standing.Source)
        .Key("code", "number").References("code", "organisations", "code").RestsOn("register/organisations.csv", "eccg", "etr")
        .Named("standings", "Names and kinds through time", "What an organisation was, and what it was called, for some days.");

    private static PublicTable Identifiers() => PublicTable.From(f =>
            from organisation in f.Register.Organisations
            from coding in organisation.OnsCodes.Index()
            select (organisation.Code, Number: coding.Index + 1, Coding: coding.Item))
        .Text("code", "The organisation, by its ODS code.", r => r.Code.ToString())
        .Number("number", Which, r => r.Number)
        .Text("ons_code", "The code that the Office for National Statistics gave its area.", r => r.Coding.Code.ToString())
        .Days(r => r.Coding.Days)
        .Sourced(r => r.Coding.Source)
        .Key("code", "number").References("code", "organisations", "code").RestsOn("register/ons_codes.csv", "ons-names", "small-areas")
        .Named("identifiers", "ONS codes through time", "The ONS code that an organisation's area had for some days.");

    private static PublicTable Successions() => PublicTable.From(f =>
            from organisation in f.Register.Organisations
            from succession in f.Register.SuccessorsOf(organisation.Code).Index()
            select (Number: succession.Index + 1, Succession: succession.Item))
        .Text("from_code", "The organisation that was followed.", r => r.Succession.From.ToString())
        .Number("number", Which, r => r.Number)
        .Text("to_code", "The organisation that took over; empty where nobody is recorded as doing so.", r => r.Succession.To?.ToString())
        .Day("on", "The first day of the new state.", r => r.Succession.On)
        .Text("how", "merger, split, abolition or succession.", r => r.Succession.How)
        .Sourced(r => r.Succession.Source)
        .Key("from_code", "number").References("from_code", "organisations", "code").References("to_code", "organisations", "code").RestsOn("register/successions.csv")
        .Named("successions", "Who came after whom", "One organisation taking on another's functions; a merger is several of these on one day.");

    private static PublicTable Links() => PublicTable.From(f =>
            from organisation in f.Register.Organisations
            from link in f.Register.LinksOf(organisation.Code).Index()
            select (Number: link.Index + 1, Link: link.Item))
        .Text("code", "The organisation.", r => r.Link.From.ToString())
        .Number("number", "Which of them, from 1.", r => r.Number)
        .Text("link", "What the other is to it: icb, region, area team, sha, stp, specialised hub, health and justice hub.", r => r.Link.Kind)
        .Text("to_code", "The body it lies within, or is served by.", r => r.Link.To.ToString())
        .Days(r => r.Link.Days)
        .Sourced(r => r.Link.Source)
        .Key("code", "number").References("code", "organisations", "code").RestsOn("register/links.csv", "ons-names", "small-areas")
        .Named("links", "What lies within what", "An organisation lying within another, or served by it, for some days.");

    private static PublicTable Delegations() => PublicTable.From(f =>
            from organisation in f.Register.Organisations
            from delegation in f.Powers.DelegationsTo(organisation.Code).SelectMany(d => d.Term.Clause.Functions.Select(function => (Function: function, d.Term, d.Days))).Index()
            select (organisation.Code, Number: delegation.Index + 1, Delegation: delegation.Item))
        .Text("code", "The body that decides.", r => r.Code.ToString())
        .Number("number", "Which of them, from 1.", r => r.Number)
        .Text("function", "The function, as the table functions names it, or a part that an instrument recorded in the workspace names.", r => r.Delegation.Function.ToString())
        .Text("instrument", "The instrument by which it does: one of the table instruments, or one recorded in the workspace.", r => r.Delegation.Term.Instrument.Id)
        .Text("clause", "The clause of it.", r => r.Delegation.Term.Clause.Number)
        .Days(r => r.Delegation.Days)
        .Sourced(r => r.Delegation.Term.Instrument.Source)
        .Key("code", "number").References("code", "organisations", "code").RestsOn("powers/instruments.csv", "powers/clauses.csv")
        .Named("delegations", "Functions held by delegation", "A function that a body has had delegated to it, and so decides on, for some days.");

    private static PublicTable Areas() => PublicTable.From(f => f.Areas.Rows.GroupBy(r => r.Cells[0]).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => g.Index()))
        .Text("commissioner", "The local commissioner.", r => r.Item.Cells[0])
        .Number("number", Which, r => r.Index + 1)
        .Text("name", "What it was called.", r => r.Item.Cells[1])
        .Text("icb", "The integrated care board it lies in, or ended in.", r => r.Item.Cells[2])
        .Text("region", "The NHS England region.", r => r.Item.Cells[3])
        .Text("specialised_hub", "The hub that contracts for specialised services.", r => r.Item.Cells[4])
        .Text("health_justice_hub", "The hub that pays for places of detention.", r => r.Item.Cells[5])
        .Text("delegated", "Y where specialised services are delegated to its board.", r => r.Item.Cells[6])
        .Days(r => r.Item.Days)
        .Text("source", "The row that says so.", r => r.Item.Provenance)
        .Key("commissioner", "number").RestsOn("register/links.csv", "powers/clauses.csv")
        .Named("areas", "Commissioners' areas", "The board, region and hubs of a local commissioner for some days, as records are decided by them.");

    private static PublicTable Practices() => PublicTable.From(f => f.Register.Practices.Select(p => (Code: p, Listing: f.Register.ListingsOf(p) is [.., var latest] ? latest : null)))
        .Text("practice_code", "Its ODS code.", r => r.Code.ToString())
        .Text("name", "What the latest list calls it; empty where only memberships name it.", r => r.Listing?.Name)
        .Text("status", "In the latest list: A active, P proposed, C closed, D dormant.", r => r.Listing?.Status.ToString())
        .Text("setting", "The prescribing setting; 4 is a GP practice.", r => r.Listing?.Setting)
        .Day("opened", "Its first day, as the latest list has it.", r => r.Listing?.Open.First is { } first && first > DateOnly.MinValue ? first : null)
        .Day("closed", "Its last day, as the latest list has it.", r => r.Listing?.Open.Last is { } last && last < DateOnly.MaxValue ? last : null)
        .Text("postcode", "Where it is, as the latest list writes it.", r => r.Listing?.Postcode)
        .Key("practice_code").RestsOn("epraccur", "epcmem")
        .Named("practices", "Practices", "A GP practice or other setting that prescribes, open or closed.");

    private static PublicTable PracticeListings() => PublicTable.From(f => f.Register.Practices.SelectMany(f.Register.ListingsOf))
        .Text("practice_code", "The practice.", l => l.Code.ToString())
        .Day("edition", "The day whose state of affairs the list describes.", l => l.Source.Release.Edition)
        .Text("name", "What the list calls it.", l => l.Name)
        .Text("status", "A active, P proposed, C closed, D dormant.", l => l.Status.ToString())
        .Text("setting", "The prescribing setting; 4 is a GP practice.", l => l.Setting)
        .Text("commissioner", "The commissioner the list puts it in.", l => l.Commissioner?.ToString())
        .Text("national_grouping", "The NHS England region, or W00 for Wales.", l => l.NationalGrouping)
        .Text("high_level_geography", "The area team, and later the system.", l => l.HighLevelGeography)
        .Text("postcode", "As the list writes it.", l => l.Postcode)
        .Day("opened", "Its first day, as the list has it.", l => l.Open.First > DateOnly.MinValue ? l.Open.First : null)
        .Day("closed", "Its last day, as the list has it.", l => l.Open.Last < DateOnly.MaxValue ? l.Open.Last : null)
        .Sourced(l => l.Source)
        .Key("practice_code", "edition").References("practice_code", "practices", "practice_code").RestsOn("epraccur")
        .Named("practice_listings", "Practices as each list gave them", "A practice as one edition of the ODS list gives it.");

    private static PublicTable Memberships() => PublicTable.From(f =>
            from practice in f.Register.Practices
            from stretch in f.Register.MembershipsOf(practice).Stretches.Index()
            select (practice, Number: stretch.Index + 1, Stretch: stretch.Item))
        .Text("practice_code", "The practice.", r => r.practice.ToString())
        .Number("number", Which, r => r.Number)
        .Text("commissioner", "The commissioner it belonged to; empty where it is known to have had none.", r => r.Stretch.Value?.ToString())
        .Days(r => r.Stretch.Days)
        .Sourced(r => r.Stretch.Source)
        .Key("practice_code", "number").References("practice_code", "practices", "practice_code").RestsOn("epcmem", "epraccur")
        .Named("memberships", "Practices' commissioners through time", "A practice belonging to a commissioner for some days, on the latest evidence. A commissioner may be one that no list of organisations has.");

    private static PublicTable SmallAreas() => PublicTable.From(f =>
            from area in f.Register.SmallAreas.Order()
            from stretch in f.Register.CoverageOf(area).Stretches.Index()
            select (area, Number: stretch.Index + 1, Stretch: stretch.Item))
        .Text("small_area", "The ONS code of the lower layer super output area.", r => r.area.ToString())
        .Number("number", Which, r => r.Number)
        .Text("commissioner", "The commissioner it lay in; empty where that is known to be none, or could not be carried over.", r => r.Stretch.Value?.Commissioner.ToString())
        .Text("local_authority", "The district or unitary authority it lay in, where the look-up gives one.", r => r.Stretch.Value?.LocalAuthority?.ToString())
        .Days(r => r.Stretch.Days)
        .Sourced(r => r.Stretch.Source)
        .Key("small_area", "number").RestsOn("small-areas")
        .Named("small_areas", "Small areas through time", "A small area lying in a commissioner's area for some days, on the latest evidence.");

    private static PublicTable ListSizes() => PublicTable.From(f => f.Register.ListSizes)
        .Text("practice_code", "The practice.", r => r.Size.Practice.ToString())
        .Day("edition", "The day on which they were counted.", r => r.Edition.Edition)
        .Number("patients", "How many patients were on its list.", r => r.Size.Patients)
        .Sourced(r => new(r.Edition, r.Size.Line))
        .Key("practice_code", "edition").RestsOn(RegisteredLists.ReleaseKind)
        .Named("list_sizes", "Patients on practices' lists", "How many patients were on the list of a practice, as one edition of the published counts has it.");

    private static PublicTable UpperTiers() => PublicTable.From(f => f.Register.UpperTiers)
        .Text("district", "The ONS code of the district.", r => r.District.ToString())
        .Text("council", "The ONS code of the county or unitary authority that it lies in or is.", r => r.Council.Code.ToString())
        .Text("council_name", "What that is called.", r => r.Council.Name)
        .Sourced(r => r.Council.Source)
        .Key("district").RestsOn("upper-tiers")
        .Named("upper_tiers", "Districts and their upper-tier councils", "The upper-tier or unitary council of a district, as the latest look-up that has the district says.");

    private static PublicTable Postcodes() => PublicTable.From(f => f.Postcodes.Rows.Where(r => !r.Cells[0].StartsWith("BT", StringComparison.Ordinal)).Index())
        .Number("number", "Which row of the table, from 1.", r => r.Index + 1)
        .Text("postcode", "The postcode, without its space.", r => r.Item.Cells[0])
        .Text("country", "The ONS code of its country: E92000001 for England.", r => r.Item.Cells[1])
        .Text("commissioner", "The commissioner it lay in; in Wales the health board.", r => r.Item.Cells[2])
        .Text("icb", "The integrated care board it lay in.", r => r.Item.Cells[3])
        .Text("region", "The NHS England region.", r => r.Item.Cells[4])
        .Text("local_authority", "The district or unitary authority.", r => r.Item.Cells[5])
        .Text("health_board", "The Welsh or Scottish health board.", r => r.Item.Cells[6])
        .Days(r => r.Item.Days)
        .Text("source", "The file and line that say so.", r => r.Item.Provenance)
        .Key("number").RestsOn("nhspd", "onspd", "postcode-areas", "small-areas")
        .Named("postcodes", "Postcodes", "A postcode lying in its areas for some days, as records are decided by it. Contains OS data © Crown copyright and database right, Royal Mail data © Royal Mail copyright and database right, and National Statistics data © Crown copyright and database right. Postcodes of Northern Ireland are left out: they may not be passed on under the same licence.");

    private static PublicTable RulebookList() => PublicTable.From(f => f.Rulebooks)
        .Text("rulebook", "Its name.", r => r.Name)
        .Text("title", "What it is called.", r => r.Title)
        .Text("cites", "The document it follows.", r => r.Cites)
        .Text("standing", "How far its answers can be relied on.", r => r.Standing)
        .Days(r => r.InForce)
        .Key("rulebook")
        .Named("rulebooks", "Rulebooks", "The method by which records of some days are decided.");

    private static PublicTable Boxes() => PublicTable.From(f =>
            from rulebook in f.Rulebooks
            from box in rulebook.Boxes().Index()
            select (Rulebook: rulebook.Name, Number: box.Index + 1, Box: box.Item, Numbers: rulebook.Boxes().Index().ToDictionary(b => b.Item, b => b.Index + 1)))
        .Text("rulebook", "The rulebook.", r => r.Rulebook)
        .Number("number", "Which box of it, in the order in which the chart first reaches them.", r => r.Number)
        .Text("box", "What the chart calls it; the same where it draws a box twice.", r => r.Box.Id)
        .Text("question", "What it asks.", r => r.Box.Question)
        .Text("cites", "Where that is printed.", r => r.Box.Cites)
        .Text("if_yes", "What yes means.", r => r.Box.IfYes)
        .Text("if_no", "What no means.", r => r.Box.IfNo)
        .Number("yes_box", "The number of the box that yes leads to; empty where it ends the path.", r => r.Box.Yes is Box next ? r.Numbers[next] : null)
        .Text("yes_outcome", "The outcome that yes ends in.", r => (r.Box.Yes as Ending)?.Outcome.Name)
        .Number("no_box", "The number of the box that no leads to; empty where it ends the path.", r => r.Box.No is Box next ? r.Numbers[next] : null)
        .Text("no_outcome", "The outcome that no ends in.", r => (r.Box.No as Ending)?.Outcome.Name)
        .Key("rulebook", "number").References("rulebook", "rulebooks", "rulebook").References("yes_outcome", "outcomes", "outcome").References("no_outcome", "outcomes", "outcome")
        .Named("boxes", "Boxes of the rulebooks", "One question of a rulebook's chart, and where its answers lead.");

    private static PublicTable Outcomes() => PublicTable.From(_ => Outcome.All)
        .Text("outcome", "Its name.", o => o.Name)
        .Text("says", "What it means for the record.", o => o.Says)
        .Key("outcome")
        .Named("outcomes", "Outcomes", "What the chart can end in.");

    private static PublicTable Codes() => PublicTable.From(_ =>
            from list in (IReadOnlyList<(string Name, string Means, IReadOnlyList<string> Codes)>)
            [
                ("default_practices", "No registered practice, not applicable, not known (p. 12).", CodeLists.DefaultPractices),
                ("pseudo_homes", "Postcodes for not known, no fixed abode, or a country (pp. 7, 12).", CodeLists.PseudoHomes),
                ("european_homes", "Pseudo-postcodes of the European Economic Area and Switzerland (Appendix H).", CodeLists.EuropeanHomes),
                ("welsh_health_boards", "The Welsh local health boards.", CodeLists.WelshHealthBoards),
                ("island_geographies", "High level geographies of the Crown Dependencies and the like (p. 30).", CodeLists.IslandGeographies),
                ("border_boards", "English boards on the Welsh border (p. 36).", CodeLists.BorderBoards),
                ("border_authorities", "Welsh authorities on the English border (p. 36).", CodeLists.BorderAuthorities),
                ("dental_functions", "Secondary dental treatment functions (p. 48).", CodeLists.DentalFunctions),
                ("infertility_diagnoses", "Infertility diagnoses, by how they begin (pp. 54 to 56).", CodeLists.InfertilityDiagnoses),
                ("infertility_procedures", "Infertility procedures, whole codes (pp. 54 to 56).", CodeLists.InfertilityProcedures),
            ]
            from code in list.Codes
            select (list.Name, list.Means, Code: code))
        .Text("list", "The list.", r => r.Name)
        .Text("code", "A code in it.", r => r.Code)
        .Text("means", "What the list is of, and where the 2025/26 guidance prints it.", r => r.Means)
        .Key("list", "code")
        .Named("code_lists", "Code lists of the method", "A code that a box of the method names.");

    private static PublicTable Runs() => PublicTable.From(f => f.Runs)
        .Text("run", "The SHA-256 of the run's manifest.", r => r.Run)
        .Text("title", "What the run is called.", r => r.What.Title)
        .Text("rulebooks", "The rulebooks it could use, a semicolon between them.", r => string.Join(';', r.What.Rulebooks))
        .Text("readings", "The doubtful points that were read otherwise than documented, a semicolon between them.", r => string.Join(';', r.What.Readings))
        .Day("as_on", "The day as on which every record was decided, if one was.", r => r.What.AsOn)
        .Instant("published", "When its counts were made public.", r => r.Published.At)
        .Text("published_as", "In what capacity that was done.", r => r.Published.Capacity)
        .Text("published_because", "Why.", r => r.Published.Reason)
        .Instant("withdrawn", "When they were taken back; empty where they stand.", r => r.Withdrawn?.At)
        .Text("withdrawn_as", "In what capacity that was done.", r => r.Withdrawn?.Capacity)
        .Text("withdrawn_because", "Why.", r => r.Withdrawn?.Reason)
        .Key("run").OfWhoeverPublished()
        .Named("published_runs", "Published runs", "A run of the method whose counts were made public, those taken back since among them.");

    private static PublicTable Counts() => PublicTable.From(f =>
            from run in f.Runs
            where run.Withdrawn is null
            from count in CountsOf(run.What.Counts)
            select (run.Run, Count: count))
        .Text("run", "The run.", r => r.Run)
        .Text("outcome", $"The outcome; {PublishedCounts.Rejected} for records that could not be assigned, {Everything} for all of the month.", r => r.Count.Outcome)
        .Text("month", $"The month, as 2025-06; {NoMonth} for records without one, {Everything} for all of the outcome.", r => r.Count.Month)
        .Number("records", "How many records: 0, or rounded to the nearest 5, each total from its true sum. Empty where it is withheld: 1 to 7, or a larger number that would give one away.", r => r.Count.Records)
        .YesOrNo("withheld", "Whether the number is withheld.", r => r.Count.Records is null)
        .Key("run", "outcome", "month").OfWhoeverPublished().References("run", "published_runs", "run")
        .Named("published_counts", "Counts of published runs", "The records of a published run by outcome and month, small numbers withheld, and the totals. A run that was taken back has none.");

    private static IEnumerable<PublicTable> GovernanceFactTables() =>
    [
        Parameters("offices", "Offices", "What somebody may be on a committee, and the group that balance is judged by.", "governance/offices.csv", ["office"], [],
            ("office", "The word that seats use."), ("name", "What it is called."), ("group", "The group: lay, executive, clinician, primary care or other."), ("requires", "What whoever holds it must be; with a mark of exclamation, must not be."), Source, Confidence),
        Parameters("declarations", "Declarations", "What people are asked to declare of themselves.", "governance/declarations.csv", ["fact"], [],
            ("fact", "The word for it."), ("of_body", "Y where the answer depends on the body."), ("question", "The question."), ("shown_by", "In what an interest shows it too: a supplier of the body, a practice, or another kind of body; after a question mark, it is only a reason to ask."), Source, Confidence),
        Parameters("composition", "Rules of composition", "Who must sit on a committee of a kind of body, on some days.", "governance/composition.csv", ["rule"], [],
            ("rule", "The rule."), ("kind", "The kind of body."), ("committee", "The kind of committee."), First, Last, ("test", "What is tested."), ("number", "How many."), ("who", "The offices or groups it is about, a semicolon between them."),
            ("needs", "What they must be; after a mark of exclamation, must not be; a bar stands between facts of which one is enough."), ("binding", "Y where law or a condition asks for it, N where it is recommended."), ("says", "The rule, in words."), ("remedy", "What to do where it is broken."), Source, Confidence),
        Parameters("disqualifications", "Grounds of disqualification", "On which grounds nobody may be a member, or a lay member.", "governance/disqualifications.csv", ["ground"], [new("fact", "declarations", "fact")],
            ("ground", "The schedule and paragraph."), ("kind", "The kind of body."), ("lay_only", "Y where it bars from the lay seats alone."), ("fact", "What they would have declared."), ("years", "Within how many years before the appointment; nought where it is what they are."), First, Last,
            ("says", "The ground, in words."), Source, Confidence),
        Parameters("interest_limits", "Limits for interests, gifts and hospitality", "A number that law or guidance sets.", "governance/limits.csv", ["what", "from"], [],
            ("what", "What it limits."), ("value", "The number."), ("unit", "Its unit."), First, Last, Source, Confidence),
    ];

    private static PublicTable Parameters(string name, string title, string means, string file, string[] key, IReadOnlyList<ForeignKey> foreignKeys, params (string Name, string Means)[] columns)
    {
        // A row that nothing of its own tells from every other is told by its place in the file.
        var numbered = key.Length == 0;
        var table = PublicTable.From(f => f.Parameters.Read(file).Rows.Index());
        if (numbered)
            table.Number("number", "Which row of the table, from 1.", r => r.Index + 1);
        foreach (var (column, says) in columns)
            _ = column is "from" or "to" ? table.Day(column, says, r => r.Item.Day(column)) : table.Text(column, says, r => r.Item[column]);
        foreach (var (column, other, referenced) in foreignKeys)
            table.References(column, other, referenced);
        return table.Key(numbered ? ["number"] : key).RestsOn(file).Named(name, title, means);
    }
}
