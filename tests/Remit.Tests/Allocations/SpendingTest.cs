using Remit.Allocations;
using Remit.Money;
using Remit.Storage;
using Remit.Storage.Allocations;

namespace Remit.Tests.Allocations;

public class SpendingTest
{
    private static readonly IReadOnlyList<PlanningRule> Rules = SpendingTables.PlanningRules(ParameterTables.Shipped);
    private static readonly IReadOnlyList<RunningCosts> Rates = SpendingTables.RunningCosts(ParameterTables.Shipped);

    [Theory]
    [InlineData("2013/14", "00C 2708875 00D 100")]
    [InlineData("2014/15", "00C 2679619 00D 99")]
    [InlineData("2015/16", "00C 2391395 00D 88")]
    public void A_rate_gives_each_body_the_nearest_pound(string year, string allowances) =>
        Allowances(year, ("00C", 108_355), ("00D", 4)).ShouldBe(allowances);

    [Fact]
    public void A_national_sum_is_shared_by_heads_exactly() =>
        Allowances("2017/18", ("00C", 1), ("00D", 1), ("00J", 1)).ShouldBe("00C 403333334 00D 403333333 00J 403333333");

    [Theory]
    [InlineData(1_000_000, "surplus Kept contingency Kept uncommitted Kept", 10_000, 5_000, 10_000)]
    [InlineData(1_000_000, "surplus NotKept contingency NotKept uncommitted NotKept", 9_999, 4_999, 9_999)]
    [InlineData(1_000_001, "surplus NotKept contingency NotKept uncommitted NotKept", 10_000, 5_000, 10_000)]
    [InlineData(1_000_000, "surplus NotKept contingency Kept uncommitted Kept", 0, 5_000, 10_000)]
    public void A_rule_is_kept_to_the_pound_or_not(long allocation, string answers, long surplus, long contingency, long uncommitted) =>
        Answers(new(new(allocation), [new("a", "surplus", new(surplus)), new("b", "contingency", new(contingency)), new("c", "uncommitted", new(uncommitted))])).ShouldBe(answers);

    [Fact]
    public void Where_no_line_says_the_answer_is_not_known() =>
        Answers(new(new(1_000_000), [new("acute", "programme", new(1_000_000))])).ShouldBe("surplus CannotTell contingency CannotTell uncommitted CannotTell");

    [Fact]
    public void Lines_of_one_use_count_together()
    {
        var budget = new Budget(new(1_000_000), [new("acute", "programme", new(980_000)), new("risk", "contingency", new(2_500)), new("winter", "contingency", new(2_500))]);

        budget.Check(Rules).Single(a => a.Rule.Use == "contingency").Answer.ShouldBe(RuleKept.Kept);
        budget.Left.ShouldBe(new Pounds(15_000));
    }

    [Fact]
    public void A_file_of_a_budget_that_cannot_be_read_is_refused_with_every_place()
    {
        using var folder = Where.NewFolder();
        File.WriteAllText(folder.File("b.csv"), "line,use,pounds\nacute,programme,£5\nrisk,reserve,5\n");

        Should.Throw<RefusedException>(() => BudgetFile.Read(folder.File("b.csv"), new(5), ["programme", "contingency"])).Findings.Select(f => f.ToString()).ShouldBe(
        [
            "b.csv:2 [pounds]: not-pounds: found '£5', wanted whole pounds without separators, such as 1250000",
            "b.csv:3 [use]: unknown-use: found 'reserve', wanted one of: programme, contingency",
        ]);
    }

    private static string Answers(Budget budget) => string.Join(' ', budget.Check(Rules).Select(a => $"{a.Rule.Id} {a.Answer}"));

    private static string Allowances(string year, params (string Code, decimal Heads)[] heads) => string.Join(' ', Rates.Single(r => r.Year.ToString() == year)
        .Allowances(new(heads.ToDictionary(h => h.Code, h => h.Heads), StringComparer.Ordinal)).Select(a => $"{a.Key} {a.Value.Value}"));
}
