using Remit.Allocations;
using Remit.Money;
using Remit.Time;

namespace Remit.Storage.Allocations;

/// <summary>Reads what bodies may spend on running themselves, and what a budget must set aside: <c>parameters/allocations/running_costs.csv</c> and <c>planning_rules.csv</c>.</summary>
public static class SpendingTables
{
    /// <exception cref="RefusedException">A row is not as it should be.</exception>
    public static IReadOnlyList<RunningCosts> RunningCosts(ParameterTables tables) => [.. AllocationTables.Rows(tables, "running_costs").Select(r => new RunningCosts(
        FinancialYear.TryParse(r["year"], out var year) ? year : throw r.Refuse("year", "not-a-year", r["year"], "a financial year as 2018/19"),
        r["kind"],
        r["per_head"].Length == 0 ? null : AllocationTables.Number(r, "per_head"),
        (r["per_head"].Length == 0) == (r["sum"].Length == 0) ? throw r.Refuse("sum", "not-one-of-two", r["sum"], "either a rate per head or a national sum")
            : r["sum"].Length == 0 ? null : new Pounds((long)AllocationTables.Number(r, "sum")),
        r["note"], AllocationTables.SourceOf(r, "running_costs")))];

    /// <inheritdoc cref="RunningCosts(ParameterTables)"/>
    public static IReadOnlyList<PlanningRule> PlanningRules(ParameterTables tables) => [.. AllocationTables.Rows(tables, "planning_rules").Select(r =>
        new PlanningRule(r["rule"], r["use"], AllocationTables.Number(r, "percent"), r["says"], AllocationTables.SourceOf(r, "planning_rules")))];
}
