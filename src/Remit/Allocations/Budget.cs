using Remit.Money;
using Remit.Register;

namespace Remit.Allocations;

/// <summary>A line of a budget: what money is set aside for.</summary>
/// <param name="Use"><c>programme</c>, <c>running costs</c>, or what a planning rule asks for: <c>surplus</c>, <c>contingency</c>, <c>uncommitted</c>.</param>
public sealed record BudgetLine(string Name, string Use, Pounds Amount);

/// <summary>How much of an allocation must at least be set aside for a use.</summary>
/// <param name="Percent">Per cent of the allocation.</param>
public sealed record PlanningRule(string Id, string Use, decimal Percent, string Says, Source Source);

/// <summary>Whether a budget keeps a rule.</summary>
public enum RuleKept
{
    Kept,
    NotKept,

    /// <summary>No line of the budget is of the rule's use, so whether money is set aside for it is not known. Nought is a line of nought.</summary>
    CannotTell,
}

/// <summary>How a budget stands to a rule.</summary>
/// <param name="Wanted">The least that keeps it, in whole pounds.</param>
/// <param name="Found">What is set aside; none where no line says.</param>
public sealed record RuleAnswer(PlanningRule Rule, RuleKept Answer, Pounds Wanted, Pounds? Found);

/// <summary>An allocation laid out in lines.</summary>
public sealed record Budget(Pounds Allocation, IReadOnlyList<BudgetLine> Lines)
{
    /// <summary>What the lines leave of the allocation, or if below nought, spend beyond it. A budget that adds up leaves nothing.</summary>
    public Pounds Left => Allocation - new Pounds(Lines.Sum(l => l.Amount.Value));

    /// <summary>How it stands to each rule.</summary>
    public IReadOnlyList<RuleAnswer> Check(IEnumerable<PlanningRule> rules) => [.. rules.Select(rule =>
    {
        var wanted = new Pounds((long)decimal.Ceiling(Allocation.Value * rule.Percent / 100));
        var lines = Lines.Where(l => l.Use == rule.Use).ToList();
        if (lines.Count == 0)
            return new RuleAnswer(rule, RuleKept.CannotTell, wanted, null);
        var found = new Pounds(lines.Sum(l => l.Amount.Value));
        return new RuleAnswer(rule, found >= wanted ? RuleKept.Kept : RuleKept.NotKept, wanted, found);
    })];
}
