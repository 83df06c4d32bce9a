using Remit.Access;
using Remit.Powers;
using Remit.Powers.Interventions;
using Remit.Storage.Powers;
using Remit.Time;
using Remit.Web.Staff.Cases;

namespace Remit.Web.Staff.Direct;

/// <summary>The moves of an intervention as forms, and forms as its events.</summary>
internal static class InterventionActs
{
    /// <summary>Powers with every instrument that was recorded up to now: pages otherwise are answered from the last reading of the workspace.</summary>
    public static PowersAsKnown Powers(JournalInUse journal, HeldNow held) => new(PowersTables.Shipped, held.Now.Register, RecordedInstruments.In(journal.Now), DateTimeOffset.MaxValue);

    public static NextAct Open(string kind, IReadOnlyList<InterventionPower> powers, IReadOnlyList<CommissioningFunction> functions, Ruling ruling) => new($"open-{kind.Replace(' ', '-')}", $"Open: {kind}", ruling,
        new("id", "A name for it", "Small letters, digits and hyphens, as lewisham-2017", Width: 20),
        new("title", "What it is called"),
        new("bodies", "Whom it is about", "Codes; or each CCG, each ICB. One to a line", FilledAs.Lines),
        new("ground", "Ground", As: FilledAs.Choice, Choices: [.. powers.SelectMany(p => p.Grounds).Distinct().Select(g => (g, g))]),
        new("evidence", "What shows it, in a line, and where that is"),
        Functions(functions, "Functions that are not discharged", "None where it is about the body as a whole"))
    {
        About = $"{string.Join("; ", powers.Select(p => $"{p.Power} ({p.OfKind})").Distinct())}. May come to: {string.Join(", ", powers.Select(p => Word(p.Does)).Distinct())}.",
    };

    public static InterventionOpened Opened(NextAct act, FilledForm filled) => new(act.Id["open-".Length..].Replace('-', ' '), filled.Needed("title"), filled.Lines("bodies"), filled.Needed("ground"), filled.Needed("evidence"),
        filled.Chosen("functions") is { Count: > 0 } functions ? functions : null);

    /// <summary>What can be done next, in the order in which it is usually done.</summary>
    public static IReadOnlyList<NextAct> Of(Intervention intervention, PowersAsKnown powers, DateOnly today, Ruling ruling)
    {
        ActField on = new("on", "Day it was done", As: FilledAs.Day, Value: today.InWords), decision = new("decision", "A reference to the decision, such as a minute", IsNeeded: false),
            because = new(NextAct.Because, "Reasons", "One to a line; the first stands for them all where there is room for one", FilledAs.Lines), document = new("document", "Where the letter is", IsNeeded: false);
        List<NextAct> acts = [];
        void Add(string id, string words, params ActField[] fields) => acts.Add(new(id, words, ruling, fields));
        switch (intervention.Stage)
        {
            case InterventionStage.Open:
                Add("term", "Propose a term", new("clause", "Its number, or a word for it", "By it the term is lifted one day", Width: 10),
                    new("does", "What it does", As: FilledAs.Choice, Choices: [.. powers.Interventions.Where(p => p.Instrument == intervention.Opened.Kind).Select(p => Word(p.Does)).Distinct().Select(d => (d, d))]),
                    new("of", "Whose function it is, or who is told", "A code; or each CCG, each ICB", Width: 10), new("to", "Who takes it over, or may exercise it too", "A code, or NHS England", IsNeeded: false, Width: 10),
                    Functions(powers.Functions, "Functions", null), new("what", "What is required, or which office is replaced", "The office, never the person", IsNeeded: false),
                    new("liable", "Liability", As: FilledAs.Choice, IsNeeded: false, Choices: [("stays", "stays with the body whose function it is"), ("passes", "passes to the body that takes it over"), ("not-stated", "is not stated")]));
                if (intervention.Terms.Count > 0)
                    Add("strike", "Strike out a term", new ActField("clause", "Term", As: FilledAs.Choice, Choices: [.. intervention.Terms.Select(t => (t.Clause, CaseWords.Of(t)))]));
                Add("consult", "Record that a body was asked", on, new("body", "Body", "Its code", Width: 10), document);
                Add("hear", "Record representations", on, new("body", "Body", "Its code", Width: 10), new("says", "What they come to, in a line", "none, where it has none to make"), document);
                if (intervention.Terms.Count > 0)
                    acts.Add(new("make", "Decide to intervene", ruling, on with { Label = "Day of the decision" }, new("from", "First day", As: FilledAs.Day), new("to", "Last day", As: FilledAs.Day, IsNeeded: false), new("review", "Day by which it is looked at again", As: FilledAs.Day, IsNeeded: false), decision, because)
                    {
                        IsConfirmed = true,
                        About = "Every rule is asked first, and shown with the instruments that would be made. They are recorded in the same act as the decision.",
                    });
                Add("drop", "Decide not to intervene", on with { Label = "Day of the decision" }, decision, because);
                break;
            case InterventionStage.Made:
                Add("review", "Record a review", on, new("found", "What was found, in a line"), new("next", "Day by which it is looked at once more", As: FilledAs.Day, IsNeeded: false));
                Add("extend", "Extend it", on with { Label = "Day the extension is made", Hint = "No later than the last day of what it extends" }, new("until", "Last day it is now in force", As: FilledAs.Day), decision, because);
                Add("lift", "Lift it, or a part", new("part", "What is lifted", As: FilledAs.Choice, Choices: [.. Parts(intervention, powers)]), new("from", "First day on which it no longer holds", As: FilledAs.Day), decision, because);
                break;
        }

        return [.. acts.Where(a => a.Fields.All(f => f.Choices is not { Count: 0 }))];
    }

    public static Event Event(NextAct act, FilledForm filled) => act.Id switch
    {
        "term" => new TermProposed(new(filled.Needed("clause"), filled.Needed("does"), filled.Chosen("functions") is { Count: > 0 } functions ? functions : null, Of: filled.Text("of"), To: filled.Text("to"), What: filled.Text("what"), Liable: filled.Text("liable"))),
        "strike" => new TermStruck(filled.Needed("clause")),
        "consult" => new BodyConsulted(filled.Needed("body"), filled.Day("on")!.Value, filled.Text("document")),
        "hear" => new RepresentationsMade(filled.Needed("body"), filled.Day("on")!.Value, filled.Needed("says"), filled.Text("document")),
        "drop" => new InterventionDropped(filled.Day("on")!.Value, filled.Text("decision")),
        "review" => new InterventionReviewed(filled.Day("on")!.Value, filled.Needed("found"), filled.Day("next")),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act.Id, "No form makes this event."),
    };

    private static IEnumerable<(string, string)> Parts(Intervention intervention, PowersAsKnown powers)
    {
        foreach (var instrument in (intervention.Made?.Instruments ?? []).Select(powers.Ledger.Find).OfType<Instrument>())
        {
            yield return (instrument.Id, $"{instrument.Title}: all of it");
            foreach (var clause in instrument.Clauses.Count > 1 ? instrument.Clauses : [])
                yield return ($"{instrument.Id}#{clause.Number}", $"{instrument.Title}: {CaseWords.Of(clause)}");
        }
    }

    private static ActField Functions(IReadOnlyList<CommissioningFunction> functions, string label, string? hint) => new("functions", label, hint, FilledAs.Several, false, [.. functions.Select(f => (f.Code.ToString(), f.Name))]);

    private static string Word(Effect does) => does.ToString().ToLowerInvariant();
}
