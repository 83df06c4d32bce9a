using System.Globalization;
using Remit.Allocations;
using Remit.Specs.Register;
using Remit.Storage.Allocations;
using Remit.Tests;

namespace Remit.Specs.Allocations;

/// <summary>Runs every case of specs/allocations/pace-of-change.md: a policy, bodies, and what each gets.</summary>
public sealed class PaceCases : IDisposable
{
    private readonly TemporaryFolder folder = Where.NewFolder();

    private static IReadOnlyList<RegisterRow> Rows => RegisterPage.Read(Path.Combine(Where.Root, "specs", "allocations", "pace-of-change.md"));

    public void Dispose() => folder.Dispose();

    public static TheoryData<int> Cases() => [.. Rows.Where(r => r.Has("under")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Cases))]
    public void A_body_gets_what_the_page_says(int line)
    {
        var asked = Rows.Single(r => r.Line == line);
        var opening = Rows.Where(r => r.Has("opening") && r["opening"] == asked["of"])
            .Select(r => new OpeningPosition(r["body"], Number(r["baseline"]), Number(r["population growth"]), Number(r["distance"]))).ToList();

        var given = PaceOfChange.Year(1, Policy(asked["under"]).In(1), opening).Allocations.Single(a => a.Body == asked["gets"]);

        Math.Round(given.Minimum, 4).ShouldBe(Number(asked["minimum"]));
        given.Allocation.Value.ShouldBe((long)Number(asked["allocation"]));
        Math.Round(given.ClosingDistance!.Value, 2).ShouldBe(Number(asked["closing"]));
    }

    public static TheoryData<int> Chains() => [.. Rows.Where(r => r.Has("along")).Select(r => r.Line)];

    [Theory, MemberData(nameof(Chains))]
    public void A_body_comes_from_its_target_to_what_the_page_says(int line)
    {
        var asked = Rows.Single(r => r.Line == line);
        var bodies = Rows.Where(r => r.Has("chain") && r["chain"] == asked["of"]).ToList();
        var paced = new PacedTargets(bodies.ToDictionary(b => b["body"], b => (long)Number(b["target"])),
            new(bodies.ToDictionary(b => b["body"], b => new Baseline(Number(b["baseline"]), Number(b["population growth"]))), Policy(asked["along"])));

        var given = paced.Years(1)[0].Allocations.Single(a => a.Body == asked["is"]);

        Math.Round(given.Opening.Distance, 2).ShouldBe(Number(asked["opening"]));
        given.Allocation.Value.ShouldBe((long)Number(asked["allocation"]));
        Math.Round(given.ClosingDistance!.Value, 2).ShouldBe(Number(asked["closing"]));
    }

    [Fact]
    public void There_are_cases_to_run() => Cases().Count.ShouldBeGreaterThan(15);

    // One of the page's own, or one that travels with the product.
    private PacePolicy Policy(string name)
    {
        var rules = Rows.Where(r => r.Has("policy") && r["policy"] == name).ToList();
        if (rules.Count == 0)
            return PacePolicies.Named(name).Policy;
        var file = folder.File($"{name}.csv");
        File.WriteAllLines(file, rules.Select(r => $"{r["rule"]},{r["value"]}").Prepend("rule,value"));
        return PacePolicies.Named(file).Policy;
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
