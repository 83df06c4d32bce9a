namespace Remit.Register;

/// <summary>Bodies that would end, and the one that would take over from all of them.</summary>
/// <param name="Code">The code the new body would have: one of theirs, one that is known already, or one made up to stand for it.</param>
/// <param name="Bodies">At least two, in order of code.</param>
public sealed record ProposedMerger(OdsCode Code, string Name, IReadOnlyList<OdsCode> Bodies);

/// <summary>Mergers that would all take effect on one day.</summary>
/// <param name="Name">What the scenario is called where several stand side by side.</param>
/// <param name="On">The first day of the new state.</param>
public sealed record Scenario(string Name, DateOnly On, IReadOnlyList<ProposedMerger> Mergers)
{
    /// <summary>Whether a plan can be made for a day: there must be days before it and after it, for the register of the eve and for the checklist.</summary>
    public static bool IsPlannable(DateOnly on) => on.Year is > 1 and < 9999;

    /// <summary>What makes it impossible, on the register of the day before; none where it can be planned.</summary>
    /// <param name="place">Where the scenario was given.</param>
    public IReadOnlyList<Finding> Impossible(RegisterAsKnown register, Func<ProposedMerger, Place> place)
    {
        if (!IsPlannable(On))
            return [new("bad-date", Consequence.FileRefused, place(Mergers[0]), $"{On:yyyy-MM-dd}", "a day from 0002-01-01 to 9998-12-31, with days before and after it")];

        List<Finding> findings = [];
        var eve = On.AddDays(-1);
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

        // One kind at a time: a plan is about one layer of the map.
        var kinds = Mergers.SelectMany(m => m.Bodies).Select(b => register.Find(b)?.On(eve)?.Kind).OfType<string>().Distinct().ToList();
        if (kinds.Count > 1)
            findings.Add(new("two-kinds", Consequence.FileRefused, place(Mergers[0]), string.Join(" and ", kinds), "bodies of one kind"));
        return findings;
    }
}
