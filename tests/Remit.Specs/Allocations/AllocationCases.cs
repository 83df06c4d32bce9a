using System.Globalization;
using Remit.Allocations;
using Remit.Money;
using Remit.Register;
using Remit.Specs.Register;
using Remit.Storage;
using Remit.Storage.Allocations;
using Remit.Tests;
using Remit.Time;

namespace Remit.Specs.Allocations;

/// <summary>Runs every question in specs/allocations against the round that its page describes.</summary>
public class AllocationCases
{
    private static readonly string[] Answers = ["target of", "step", "allowance", "rules"];

    public static TheoryData<string, int> Questions()
    {
        TheoryData<string, int> questions = [];
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Where.Root, "specs", "allocations"), "*.md").Order(StringComparer.Ordinal))
            foreach (var row in RegisterPage.Read(path).Where(row => Answers.Any(row.Has)))
                questions.Add(Path.GetFileName(path), row.Line);
        return questions;
    }

    [Theory, MemberData(nameof(Questions))]
    public void The_answer_is_that_of_the_page(string page, int line)
    {
        var rows = RegisterPage.Read(Path.Combine(Where.Root, "specs", "allocations", page));
        var question = rows.Single(r => r.Line == line);
        if (question.Has("target of"))
        {
            var target = Target.Of(People(rows), Round(rows, question));
            Asked(question["target of"].Split(' '), target).ShouldBe(question["is"]);
        }
        else if (question.Has("step"))
        {
            var people = People(rows);
            var waterfall = new Waterfalls(people, Round(rows, question), Placement.ByFile(people, "group")).Of(question["of"])!;
            Plain(waterfall.Steps.Single(s => s.Name == question["step"]).Change.Value).ShouldBe(question["is"]);
        }
        else if (question.Has("allowance"))
        {
            var rate = SpendingTables.RunningCosts(ParameterTables.Shipped).Single(r => r.Year.ToString() == question["year"]);
            Plain(rate.Allowances(new(StringComparer.Ordinal) { ["00C"] = Number(question["patients"]) })["00C"].Value).ShouldBe(question["allowance"]);
        }
        else
        {
            var rules = SpendingTables.PlanningRules(ParameterTables.Shipped);
            var budget = new Budget(new(Whole(question["allocation"])), [.. rules.Where(r => question[r.Use].Length > 0).Select(r => new BudgetLine(r.Use, r.Use, new(Whole(question[r.Use]))))]);
            string.Join(' ', budget.Check(rules).Select(a => a.Answer switch { RuleKept.Kept => "yes", RuleKept.NotKept => "no", _ => "?" })).ShouldBe(question["rules"]);
        }
    }

    [Fact]
    public void There_are_questions_to_ask() => Questions().Count.ShouldBeGreaterThan(20);

    private static string Asked(string[] codes, Target target)
    {
        var (each, groups) = (Placement.Each(target.Population).Sum(target.Pounds), Placement.ByFile(target.Population, "group").Sum(target.Pounds));
        return Plain(codes.Sum(code => each.TryGetValue(code, out var practice) ? practice : groups[code]));
    }

    private static Edition Round(IReadOnlyList<RegisterRow> rows, RegisterRow question)
    {
        var source = new Source(new("specs", "the page", DateOnly.MinValue, DateTimeOffset.MinValue, "specs"));
        var weights = rows.Where(r => r.Has("weight of")).ToLookup(r => r["in"], r => new Weight(r["weight of"], Number(r["is"]), source));
        return new("page", FinancialYear.Of(new(2018, 4, 1)), new(2018, 4, 1), "practice", new Pounds(Whole(question["sum"])), null, "",
            [.. rows.Where(r => r.Has("pot")).Select(r => new Pot(r["pot"], Number(r["part"]), [.. weights[r["pot"]]], r["costs"].Split(' ', StringSplitOptions.RemoveEmptyEntries), r["area"].Length > 0 ? "group" : "", r["area"], source))],
            [], [], source);
    }

    private static Population People(IReadOnlyList<RegisterRow> rows)
    {
        var practices = rows.Where(r => r.Has("practice")).ToList();
        string[] Texts(string heading) => [.. practices.Select(r => r[heading])];
        decimal[] Numbers(string heading) => [.. practices.Select(r => Number(r[heading]))];
        return new(Texts("practice"), Texts("practice"), Numbers("heads"),
            practices[0].Cells.Keys.Except(["practice", "group", "heads"]).ToDictionary(m => m, Numbers),
            new Dictionary<string, string[]> { ["group"] = Texts("group") });
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static long Whole(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
