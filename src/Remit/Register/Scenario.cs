namespace Remit.Register;

/// <summary>Bodies that would end, and the one that would take over from all of them.</summary>
/// <param name="Code">The code the new body would have: one of theirs, one that is known already, or one made up to stand for it.</param>
/// <param name="Bodies">At least two, in order of code.</param>
public sealed record ProposedMerger(OdsCode Code, string Name, IReadOnlyList<OdsCode> Bodies)
{
    /// <summary>What the new body would have; none for all that those that end have, and nothing else.</summary>
    public ProposedArea? Area { get; init; }
}

/// <summary>The places that a new body would have, where they are not simply those of the bodies that end.</summary>
/// <param name="From">Where they are taken from: a file, or a body and a day.</param>
/// <param name="Areas">Its small areas; none where they go with their bodies.</param>
/// <param name="Practices">Its practices; none where they go with their bodies.</param>
public sealed record ProposedArea(string From, IReadOnlySet<OnsCode>? Areas, IReadOnlySet<PracticeCode>? Practices)
{
    /// <summary>What a body had on a day.</summary>
    /// <returns>Nothing where it was not open, or nothing is known to have been in it.</returns>
    public static ProposedArea? Of(RegisterAsKnown register, OdsCode body, DateOnly day)
    {
        if (register.Find(body)?.On(day) is not { } standing)
            return null;
        register.WorkOutPlaces();
        var tier = new Tier(register, standing.Kind, day);
        var areas = register.SmallAreas.Where(a => tier.BodyOf(a) == body).ToHashSet();
        var practices = register.MembershipsOn(day).Where(m => tier.BodyOf(m.Commissioner) == body).Select(m => m.Practice).ToHashSet();
        return areas.Count + practices.Count == 0 ? null : new($"{body} on {day:yyyy-MM-dd}", areas.Count > 0 ? areas : null, practices.Count > 0 ? practices : null);
    }
}

/// <summary>Mergers that would all take effect on one day.</summary>
/// <param name="Name">What the scenario is called where several stand side by side.</param>
/// <param name="On">The first day of the new state.</param>
public sealed record Scenario(string Name, DateOnly On, IReadOnlyList<ProposedMerger> Mergers)
{
    /// <summary>The day before, whose register a plan rests on.</summary>
    public DateOnly Eve => On.AddDays(-1);

    /// <summary>The body that a whole body is in from the day: the new one where it would end, else itself.</summary>
    public OdsCode After(OdsCode body) => MergerOf(body)?.Code ?? body;

    /// <summary>The body that a practice is in from the day; none where it was in one that ends, and the new one would not have it.</summary>
    public OdsCode? After(PracticeCode practice, OdsCode? before) => After(before, area => area.Practices?.Contains(practice));

    /// <inheritdoc cref="After(PracticeCode, OdsCode?)"/>
    public OdsCode? After(OnsCode area, OdsCode? before) => After(before, proposed => proposed.Areas?.Contains(area));

    private OdsCode? After(OdsCode? before, Func<ProposedArea, bool?> has)
    {
        foreach (var merger in Mergers)
            if (merger.Area is { } area && has(area) == true)
                return merger.Code;
        return before is { } body && MergerOf(body) is { } ends ? ends.Area is { } own && has(own) == false ? null : ends.Code : before;
    }

    private ProposedMerger? MergerOf(OdsCode body)
    {
        foreach (var merger in Mergers)
            if (merger.Bodies.Contains(body))
                return merger;
        return null;
    }

    /// <summary>Whether a plan can be made for a day: there must be days before it and after it, for the register of the eve and for the checklist.</summary>
    public static bool IsPlannable(DateOnly on) => on.Year is > 1 and < 9999;

    /// <summary>What makes it impossible, on the register of the day before; none where it can be planned.</summary>
    /// <param name="place">Where the scenario was given.</param>
    public IReadOnlyList<Finding> Impossible(RegisterAsKnown register, Func<ProposedMerger, Place> place)
    {
        if (!IsPlannable(On))
            return [new("bad-date", Consequence.FileRefused, place(Mergers[0]), $"{On:yyyy-MM-dd}", "a day from 0002-01-01 to 9998-12-31, with days before and after it")];

        List<Finding> findings = [];
        var eve = Eve;
        var taken = new Dictionary<OdsCode, ProposedMerger>();
        foreach (var merger in Mergers)
        {
            void Add(string code, string found, string wanted) => findings.Add(new(code, Consequence.FileRefused, place(merger), found, wanted));

            if (merger.Bodies.Distinct().Count() < 2)
                Add("nothing-to-merge", $"{merger.Bodies.Distinct().Count()} {(merger.Bodies.Distinct().Count() == 1 ? "body" : "bodies")}", "two or more codes of bodies that would become one");
            foreach (var body in merger.Bodies.Distinct())
            {
                if (register.Find(body) is not { } organisation)
                    Add("unknown-code", body.ToString(), "a code that the register has");
                else if (!organisation.IsOpenOn(eve))
                    Add("not-open", $"{body} {organisation.NameNear(eve)}", $"a body that is open on {eve:yyyy-MM-dd}, the day before: it was open {new Time.DateSpan(organisation.Opened, organisation.Closed)}");
                if (!taken.TryAdd(body, merger))
                    Add("in-two-mergers", $"{body} in {taken[body].Name} and in {merger.Name}", "each body in one merger: nothing may lie in two");
            }

            if (register.Find(merger.Code) is { } other && other.IsOpenOn(eve) && !merger.Bodies.Contains(merger.Code))
                Add("code-in-use", $"{merger.Code} {other.NameNear(eve)}", "a code for the new body that no other open body has");
            if (Mergers.Count(m => m.Code == merger.Code) > 1)
                Add("code-in-use", $"{merger.Code} for {Mergers.Count(m => m.Code == merger.Code)} new bodies", "a code for each");
        }

        var areas = Mergers.Where(m => m.Area is not null).ToList();
        foreach (var (first, second) in areas.SelectMany((m, i) => areas.Skip(i + 1).Select(n => (m, n))))
            if (Both(first.Area!.Areas, second.Area!.Areas) + Both(first.Area!.Practices, second.Area!.Practices) is > 0 and var both)
                findings.Add(new("in-two-mergers", Consequence.FileRefused, place(second), $"{both:N0} small areas and practices that {first.Name} would have too", "each place in one new body: nothing may lie in two"));

        // One kind at a time: a plan is about one layer of the map.
        var kinds = Mergers.SelectMany(m => m.Bodies).Select(b => register.Find(b)?.On(eve)?.Kind).OfType<string>().Distinct().ToList();
        if (kinds.Count > 1)
            findings.Add(new("two-kinds", Consequence.FileRefused, place(Mergers[0]), string.Join(" and ", kinds), "bodies of one kind"));
        return findings;

        static int Both<T>(IReadOnlySet<T>? first, IReadOnlySet<T>? second) => first is null || second is null ? 0 : first.Count(second.Contains);
    }
}
