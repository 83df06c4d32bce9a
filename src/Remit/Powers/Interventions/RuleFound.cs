namespace Remit.Powers.Interventions;

/// <summary>What a rule comes to for one intervention.</summary>
public enum RuleOutcome
{
    Holds,
    Broken,

    /// <summary>Something is not known here that could change it.</summary>
    CannotTell,

    /// <summary>Nothing in the intervention is of the sort that it speaks of.</summary>
    DoesNotApply,
}

/// <summary>Something that must be so, or that whoever decides should know, before an intervention is made.</summary>
/// <param name="Basis">Where it says so.</param>
/// <param name="Bars">Whether nothing can be made while it is broken. Of the others the decision is told.</param>
public sealed record InterventionRule(string Id, string Says, string Basis, bool Bars);

/// <summary>A rule, what it comes to, and why.</summary>
public sealed record RuleFound(InterventionRule Rule, RuleOutcome Outcome, string Because)
{
    /// <summary>Whether nothing can be made because of it.</summary>
    public bool Bars => Rule.Bars && Outcome == RuleOutcome.Broken;

    /// <summary>As the journal keeps it with a decision.</summary>
    public CheckKept Kept() => new(Rule.Id, Words(Outcome).Replace(' ', '-'), Because);

    /// <summary>"holds", "broken", "cannot tell", "does not apply".</summary>
    public static string Words(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Holds => "holds",
        RuleOutcome.Broken => "broken",
        RuleOutcome.CannotTell => "cannot tell",
        _ => "does not apply",
    };
}
