using System.CommandLine;
using Remit.Allocations;
using Remit.Money;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Cli.Allocations;

/// <summary><c>./remit allocate budget FILE.csv</c>: an allocation laid out in lines, against the planning rules.</summary>
public static class AllocateBudget
{
    private static readonly string[] OtherUses = ["programme", "running costs"];

    public static Command Make(Terminal terminal)
    {
        var file = new Argument<string>("FILE.csv") { Description = "The budget: line, use (programme, running costs, surplus, contingency, uncommitted) and pounds" };
        var allocation = new Option<long>("--allocation") { Description = "What there is to spend, in whole pounds", HelpName = "POUNDS", Required = true };
        allocation.Validators.Add(result =>
        {
            if (result.TryRead<long>(out var given) && given is <= 0 or > 1_000_000_000_000)
                result.AddError("--allocation: wanted whole pounds above nought: 451162762.");
        });
        var json = CommandLine.Json();
        var verb = new Command("budget", "Check a budget: whether its lines add up to the allocation, and whether it keeps the planning rules") { file, allocation, json };
        verb.SetAction(parsed =>
        {
            var rules = SpendingTables.PlanningRules(ParameterTables.Shipped);
            var budget = BudgetFile.Read(parsed.GetRequiredValue(file), new Pounds(parsed.GetValue(allocation)), [.. OtherUses, .. rules.Select(r => r.Use)]);
            var answers = budget.Check(rules);
            if (parsed.GetValue(json))
                terminal.SayJson(new
                {
                    allocation = budget.Allocation.Value,
                    left = budget.Left.Value,
                    rules = answers.Select(a => new { rule = a.Rule.Id, a.Rule.Says, a.Answer, wanted = a.Wanted.Value, found = a.Found?.Value, a.Rule.Source.Confidence, source = a.Rule.Source.Document }),
                });
            else
                Report(terminal, budget, answers);
            return budget.Left.Value == 0 && answers.All(a => a.Answer == RuleKept.Kept) ? ExitCode.Done : ExitCode.Findings;
        });
        return verb;
    }

    private static void Report(Terminal terminal, Budget budget, IReadOnlyList<RuleAnswer> answers)
    {
        var uses = new TextTable("use", "lines", "pounds", "of the allocation").Right(1, 2, 3);
        foreach (var use in budget.Lines.GroupBy(l => l.Use).OrderByDescending(u => u.Sum(l => l.Amount.Value)).ThenBy(u => u.Key, StringComparer.Ordinal))
            uses.Row(use.Key, $"{use.Count():N0}", new Pounds(use.Sum(l => l.Amount.Value)).ToString(), $"{100m * use.Sum(l => l.Amount.Value) / budget.Allocation.Value:N2}%");
        terminal.Say(uses.ToString());
        terminal.Say();
        terminal.Say(budget.Left.Value switch
        {
            0 => $"The lines add up to the allocation of {budget.Allocation}.",
            > 0 => $"The lines leave {budget.Left} of the allocation of {budget.Allocation} in no line.",
            _ => $"The lines spend {-budget.Left} more than the allocation of {budget.Allocation}.",
        });
        terminal.Say();
        var rules = new TextTable("rule", "kept", "wanted", "found", "").Right(2, 3);
        foreach (var answer in answers)
            rules.Row(answer.Rule.Says, answer.Answer switch { RuleKept.Kept => "yes", RuleKept.NotKept => "no", _ => "cannot tell" }, answer.Wanted.ToString(), answer.Found?.ToString() ?? "no line",
                answer switch { { Answer: RuleKept.NotKept, Found: { } found } => $"{answer.Wanted - found} short", { Answer: RuleKept.CannotTell } => $"give it a line with the use {answer.Rule.Use}, of 0 if there is nothing", _ => "" });
        terminal.Say(rules.ToString());
    }
}
